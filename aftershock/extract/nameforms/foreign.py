"""Foreign persons by the dot in their names (杰夫·贝索斯), or by full ones in Latin letters: 贝索斯（Jeff Bezos）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.given import Patterns
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

_LETTER = "(?:(?![和与及的])[\\u4e00-\\u9fff])"
FOREIGN = re.compile(rf"(?:[A-Z]\.)?{_LETTER}{{1,6}}(?:·(?:[A-Z]\.?·?)?{_LETTER}{{1,7}}(?:-{_LETTER}{{1,6}})?){{1,3}}")
CARRIED = frozenset("会将已曾在对也称说向是因于则还与和及等被把为的从就又再均都给让")
"""Words of one letter that no foreign name ends with: 安迪·贾西|会."""


SOUNDS = re.compile(
    "[-阿伯埃艾爱安奥巴贝比彼波博布查达戴德迪蒂丁多恩尔法菲费芬弗夫福盖戈格古哈赫亨霍基吉加杰卡凯考科克肯库拉莱兰劳勒雷里利莉列林琳卢鲁伦罗洛马玛迈麦曼梅蒙米莫姆穆纳娜奈尼宁纽诺欧帕佩皮普奇乔切琴萨塞桑瑟沙舍施史斯丝松苏索塔泰坦汤特图托瓦威韦维温沃乌西希夏谢辛休雅亚扬耶叶伊尤泽扎詹朱兹佐森逊顿登根滕默朗隆龙鲍丘茨朔约翰屈策]+"
)
"""Letters that write the sounds of foreign names."""


VON = ("冯", "范")
"""With which some begin."""


FULL = Scan("（(", r"[（(][A-Z][a-z]+\.?(?: (?:[A-Z]\.|[A-Z][a-z]+|de|van|von|al|bin|el))? [A-Z][A-Za-z'’-]+[）)]")
"""A person's name in Latin letters, in a bracket."""
OF_A_FIRM = re.compile(
    r"[^（）()]*(?:Group|Holdings?|Bank|Capital|Partners|Motors?|Airlines|Stores?|Foods?|Energy|Media|Pharma)[）)]"
)
HAS = re.compile(r"公司|集团|旗下|品牌|宣布|门店|分店|股价|破产|裁员")
"""Behind the bracket, what a firm has."""


def _noun(word: str, tags: str = "n") -> bool:
    """A word of the language by its tag; a name that the dictionary has is none: 马丁, 史蒂夫."""
    return tag(word)[:1] != "" and tag(word)[:1] in tags and tag(word) != "np"


def foreign(text: str, cuts: Cuts, lore: Lore, words: Patterns) -> Iterator[Sighting]:
    """Every dotted name that is no work, place or firm, and who is told with a full name in Latin letters."""
    yield from in_full(text, lore)
    for found in _dotted(text):
        start = _start(text, found, cuts, lore, words)
        if "·" not in text[start : found.end()] or text[start : found.end()] in lore.by_form:
            continue
        end = _end(text, start, found.end(), cuts)
        parts = text[start:end].split("·")
        if text.find("”", end, end + 12) > 0 and text[start - 1 : start] == "“" and not text.startswith("”", end):
            continue  # “清朗·从严整治乱象”行动
        if not any(part in lore.by_form or _noun(part) or lore.places.at(part, 0) for part in parts):
            yield Sighting(start, end, "person", "persons/foreign")


def in_full(text: str, lore: Lore) -> Iterator[Sighting]:
    """Who stands before his or her full name in Latin letters, in letters that only write sounds."""
    for found in FULL.finditer(text):
        start = end = found.start()
        while start > max(0, end - 8) and SOUNDS.fullmatch(text, start - 1, start):
            start -= 1
        if end - start < 3 or text[start - 1 : start] == "·" or text[start:end] in lore.by_form:
            continue
        if not (lore.headed(text, start) or OF_A_FIRM.match(text, end) or HAS.match(text, found.end())):
            yield Sighting(start, end, "person", "persons/foreign", found[0][1:-1])


def sounded(text: str, start: int, cuts: Cuts, lore: Lore, words: Patterns) -> int | None:
    """End of a foreign family name that stands alone behind a title: 总统|托卡耶夫, 主席|冯德莱恩.

    Of three letters only those are that begin like no Chinese name.
    """
    run = SOUNDS.match(text, start + (text[start : start + 1] in VON))
    if run is None or not 3 <= run.end() - start <= 7 or text[run.end() : run.end() + 1] == "·":
        return None
    end = run.end()
    while end - start > 3 and not (cuts.is_edge(end) or words.follow.match(text, end)):
        end -= 1
    while end - start > 3 and text[end - 1] in CARRIED:
        end -= 1
    name = text[start:end]
    if (
        name in lore.by_form
        or (end - start == 3 and lore.ordinary(name[:2]))
        or (end - start == 3 and text[start] in words.single)
    ):
        return None
    return end if words.follow.match(text, end) or cuts.is_edge(end) else None


def _dotted(text: str) -> Iterator[re.Match[str]]:
    """Foreign names with their dots, looked for from the dots."""
    dot, done = text.find("·"), 0
    while dot >= 0:
        start = dot
        while (
            start > max(done, dot - 6) and "\u4e00" <= text[start - 1] <= "\u9fff" and text[start - 1] not in "和与及的"
        ):
            start -= 1
        found = FOREIGN.match(text, start)
        if found is not None:
            yield found
            done = found.end()
        dot = text.find("·", max(done, dot + 1))


def _start(text: str, found: re.Match[str], cuts: Cuts, lore: Lore, words: Patterns) -> int:
    """The first part may have swallowed a title or a verb: 主席大卫·西西林, 从杰夫·贝索斯."""
    start, dot = found.start(), text.index("·", found.start())
    first = cuts.clause(start)[0]
    title = None
    for begin in range(start, dot):
        if words.title_end.search(text, first, begin) or lore.head_end.search(text, first, begin):
            title = begin
    if title is not None and dot - title >= 1:
        return title
    pieces = [word for word in cuts.words(first, dot) if word[1] > start]
    best = start
    for begin, stop, word in pieces:
        if stop >= dot:
            break
        kind = tag(word)[:1]
        if (
            word in lore.stops
            or (kind in ("v", "p", "c", "d", "u", "r", "n", "t") and len(word) > 1)
            or word in lore.by_form
            or word in lore.titles
            or begin < start
        ):
            best = max(best, stop)
    return min(best, dot - 1)


def _end(text: str, start: int, end: int, cuts: Cuts) -> int:
    """The last part ends with the word that holds it."""
    dot = text.rindex("·", start, end)
    clause = cuts.clause(dot + 1)[1]
    stops = [stop for _, stop, _ in cuts.words(dot + 1, min(clause, dot + 12))]
    for stop, after in zip(stops, [*stops[1:], stops[-1]], strict=True):
        if stop - dot > 2 or stop == clause:
            going_on = (
                None
                if _noun(text[stop:after], "nvdpcrmtuf" if after - stop > 1 else "vdpcru")
                else SOUNDS.match(text, stop, end)
            )
            end = min(going_on.end() if going_on else stop, end)
            break
    return end - 1 if end - dot > 3 and text[end - 1] in CARRIED else end

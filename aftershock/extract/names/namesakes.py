"""Daughters that have their mother's first word: 甲乙集团…全资子公司|甲乙投资, 子公司|甲乙（中国）投资.

What the sentence has named before the noun of kin begins with the same two letters, so that words which are no firm's
elsewhere may go on behind them, up to one that leads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftershock.extract.language.cutting import Cuts, Word, tag
from aftershock.extract.language.scan import Words
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

HEADS = Words("子公司", "孙公司", "附属公司", "旗下", "下属公司", "下属企业", "全资附属")
OPENING = ("“", "「", "的", "为", "即")
JOINED = re.compile(r"(?:、|[和与及]|以及)[“「]?")
"""Between a daughter and the next."""
BACK = 90
"""Characters before the noun in which the mother stands."""
LONGEST = 12
PLACED = re.compile(r"[（(][\u4e00-\u9fff]{2,4}[）)]")
ADVERBS = frozenset("拟将已也均皆因被与对向由获则遭在于再又仍还曾自以为是就从按并及和有共")
"""Letters that lead on behind a name and that the cutter may take for its last."""
THINGS = frozenset(
    [
        "股权",
        "股份",
        "权益",
        "资产",
        "业务",
        "店铺",
        "账号",
        "产品",
        "项目",
        "员工",
        "门店",
        "工厂",
        "高管",
        "业绩",
        "股东",
        "债务",
        "债权",
        "总经理",
        "董事长",
    ]
)
"""What a firm has, behind its name."""
PLAIN = frozenset(["销售", "合作", "管理", "经营", "生产", "采购", "收购", "研究", "建议", "处理", "执行", "控制"])
"""What firms have in their names, and what a firm does as often."""
OBJECT = re.compile(r"[了着过的]|\d+(?![\d年])")
"""Behind a verb that has an object, so that it is no name's last word: 甲乙|投资了."""


def namesakes(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The names that begin as their mother's does."""
    for at, head in sorted((at, head) for head, at in HEADS.each(text)):
        start = at + len(head)
        start += text.startswith(OPENING, start)
        for _ in range(4):
            end = _end(text, start, at, head != "旗下", cuts, lore)
            if end > start:
                yield Sighting(start, end, "company", "names/head", head)
            joint = JOINED.match(text, end) if end > start else None
            if joint is None:
                break
            start = joint.end()


def _end(text: str, start: int, head: int, any_noun: bool, cuts: Cuts, lore: Lore) -> int:
    """Where such a name ends that begins at `start`; `start` where none does."""
    place = lore.place_at(text, start)
    first = place if start < place else start
    stem = text[first : first + 2]
    if stem[:1] in "被遭未已将均":
        return start  # 账户被冻结…子公司|被冻结
    if len(stem) < 2 or not "\u4e00" <= min(stem) <= max(stem) <= "\u9fff" or not _mothers(text, stem, head, lore):
        return start
    if (whole := REGISTERED.match(text, first + 2)) is not None and _one_name(cuts.bare(first, whole.end()), lore):
        return whole.end()
    end = _run(text, first, first + 2, any_noun, cuts, lore)
    bracket = PLACED.match(text, end)
    if bracket is not None and lore.place_at(bracket[0], 1) == len(bracket[0]) - 1:
        return _run(text, bracket.end(), bracket.end(), False, cuts, lore)
    if end == first + 2 and first == start:  # no more than the mother is called
        told = lore.known.at(text, text.rfind(stem, 0, head)) is not None and OF_FOUR.match(text, start)
        return (
            start + 4
            if told and cuts.is_edge(start + 4) and _holds((0, 2, text[start + 2 : start + 4]), lore)
            else start
        )
    return end if _leads_on(end, cuts, lore) else start


OF_FOUR = re.compile(r"[\u4e00-\u9fff]{4}(?=[是将已也因被与和及、，。；）]|宣布|近日|日前)")
"""A daughter whose own word is none that firms have in their names: 甲乙股份旗下|甲乙风能|是."""
REGISTERED = re.compile(r"(?:[\u4e00-\u9fff]|[（(][\u4e00-\u9fff]{2,4}[）)]){1,20}?有限(?:责任)?公司")


def _one_name(words: Sequence[str], lore: Lore) -> bool:
    """Whether no word up to a registered name's end leads to another: 子公司|甲乙自动驾驶有限公司."""
    return not any(
        word in lore.stops or word in lore.heads or (word in lore.leading and word not in lore.inside) for word in words
    )


def _mothers(text: str, stem: str, head: int, lore: Lore) -> bool:
    """Whether a name before the noun begins with these letters."""
    at = text.rfind(stem, max(0, head - BACK), head)
    if at < 0:
        return False
    known = lore.known.at(text, at)
    ending = lore.last_words.get(text[at + 2 : at + 4])
    if ending is not None and ending.strength == "short" and ending.kind == "company":
        return True  # 天地|控股, of a word of the language
    return known is not None or not (lore.ordinary(stem) or lore.place_at(stem, 0))


def _run(text: str, start: int, at: int, any_noun: bool, cuts: Cuts, lore: Lore) -> int:
    """Where the words end that a name may hold, of those from `start` on; those up to `at` are its beginning."""
    end, ended, stop = at, False, min(cuts.clause(start)[1], start + LONGEST)
    for word in cuts.words(start, stop) if stop > at else ():
        if word[1] <= at:
            continue
        piece = word if word[0] >= at else (at, word[1], text[at : word[1]])
        if not _holds(piece, lore) or (tag(piece[2])[:1] == "v" and OBJECT.match(text, piece[1])):
            break
        firms = _firms(piece[2], lore)
        if (ended and not firms) or (firms and piece[2] in PLAIN and (ended or tag(piece[2]) == "v")):
            break
        ended = ended or piece[2] in lore.last_words
        end = piece[1] if any_noun or firms else end
        if text[piece[1] - 1] in ADVERBS:
            end = piece[1] - 1  # 甲乙丙丁|及, which the cutter takes for one word
            break
    return end


def _firms(letters: str, lore: Lore) -> bool:
    """Whether firms have a word in their names."""
    return letters == "公司" or letters in lore.inside or letters in lore.last_words


def _holds(word: Word, lore: Lore) -> bool:
    """Whether a name may hold a word behind its first."""
    letters = word[2]
    if _firms(letters, lore):
        return True
    if letters in THINGS or letters in lore.stops or letters in lore.heads or letters[0] in ADVERBS:
        return False
    kind = tag(letters) or tag(letters[:2]) or tag(letters[:3])  # 宣告破产, which the cutter takes for one word
    return kind[:1] in ("n", "") and letters[0] >= "\u4e00" and letters[:2] not in lore.stops


def _leads_on(end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a mark stands behind the name, or a word that it could not go on with."""
    if end == cuts.clause(end)[1]:
        return True
    after = next(iter(cuts.words(end, min(cuts.clause(end)[1], end + 6))), None)
    if after is None or after[0] != end:
        return True
    word = after[2]
    kind = "m" if word.isdigit() else tag(word) or tag(word[:2])
    return (
        word in lore.stops
        or word in PLAIN
        or word[:1] in ADVERBS
        or word[:2] in lore.stops
        or kind[:1] in ("v", "d", "p", "c", "u", "r", "m", "t")
    )

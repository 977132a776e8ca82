"""Persons: after a title (董事长X), before what only a person does (X表示), with a mark (X（化名）), foreign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.cutting import Cuts, tag
from aftershock.extract.lore import Lore, _any
from aftershock.extract.sightings import Sighting
from aftershock.model import Mention, NameFound
from aftershock.vocabulary import Vocabulary

FOREIGN = re.compile(r"(?:[A-Z]\.)?[\u4e00-\u9fff]{1,6}(?:·(?:[A-Z]\.?·?)?[\u4e00-\u9fff]{1,7}){1,3}")
MARKED = re.compile(r"[（(](?:(?:化名|音|音译|图|左|右|中)[）)]|时任)")
ADDRESSED = re.compile(r"女士|先生")
NATURAL = re.compile(r"(?:^|[，。；：、\s])([\u4e00-\u9fff]{2,4})，(?:男|女)，")
SPACED = (" ", "　", "：", ":", "|", "/")
BYLINES = ("记者", "见习记者", "实习记者", "编辑", "责编", "责任编辑", "作者", "通讯员", "摄影", "校对")
"""Titles that a space or colon may part from the name."""
NOT_LAST = frozenset("对向于在被把给也都均称说还曾已是等将时")
"""No given name ends with these; they belong to what follows."""
LATIN = re.compile(r" ?([A-Z][a-z]+(?: [A-Z][A-Za-z'.-]+){1,2})(?![A-Za-z])")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The vocabulary's words about persons, compiled."""

    title_end: re.Pattern[str]
    surname: re.Pattern[str]
    says: re.Pattern[str]
    """Words of speech of one letter."""
    single: frozenset[str]
    not_names: frozenset[str]
    follow: re.Pattern[str]
    doubtful: frozenset[str]
    not_given: frozenset[str]


@lru_cache(maxsize=8)
def _patterns(vocabulary: Vocabulary) -> _Patterns:
    words = vocabulary.persons
    single = "".join(words.surnames)
    surname = rf"(?:{_any(words.compound_surnames)}|[{single}])"
    speech = _any(words.speech)
    return _Patterns(
        title_end=re.compile(rf"(?:(?:{_any(words.titles)})[、兼及和]?)+\Z"),
        surname=re.compile(surname),
        says=re.compile(f"[{''.join(word for word in words.speech if len(word) == 1)}]"),
        single=frozenset(single),
        not_names=frozenset(words.not_names),
        doubtful=frozenset(words.doubtful_surnames),
        not_given=frozenset((*words.titles_after, *words.titles)),
        follow=re.compile(
            rf"[^\u4e00-\u9fff]|{speech}|在|对|向|于|和|与|及|的|将|被|为|是|以|因|从|到|等|就|今|近|日|昨|针|等|分|亲|先|带|率|给|来|去|有|未|已|正|会|能|要|没|提|给|自|通|签|涉|共|再|又|却|都|所|主|领|用|看|让|把|拿|离|控制|一"
        ),
    )


def sightings(
    text: str, titles: Iterable[tuple[int, int]], speech: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore
) -> Iterator[Sighting]:
    """Places that show a person by their surroundings: `titles` and `speech` are the places of such words."""
    words = _patterns(lore.vocabulary)
    shown = list(_shown(text, titles, speech, cuts, lore, words))
    yield from shown
    for name in sorted({text[s.start : s.end] for s in shown}):
        for found in re.finditer(rf"{re.escape(name)}(?=[、和与及])", text):
            yield from _joined(text, found.end(), name, cuts, lore, words)


def _shown(
    text: str,
    titles: Iterable[tuple[int, int]],
    speech: Iterable[tuple[int, int]],
    cuts: Cuts,
    lore: Lore,
    words: _Patterns,
) -> Iterator[Sighting]:
    """Persons by a title, by what they do, by a mark, or by a dot in the name."""
    for start, end in titles:
        begin = end
        if text[end : end + 1] in ("为", "是") or (text[end : end + 1] in SPACED and text[start:end] in BYLINES):
            begin = end + 1
        if words.surname.match(text, begin):
            yield from _after_title(text, begin, text[start:end], cuts, lore, words)
        latin = LATIN.match(text, end)
        if latin is not None and latin[0] not in lore.by_form:
            yield Sighting(*latin.span(1), "person", "persons/title", text[start:end])
    single = [place.span() for place in words.says.finditer(text)]
    for end, _ in (*speech, *single):
        for start in (end - 3, end - 2):
            if (
                _opens(text, start)
                and words.surname.match(text, start)
                and _is_name(start, end, text, cuts, lore, words)
            ):
                yield Sighting(start, end, "person", "persons/speaks")
    for mark in ADDRESSED.finditer(text):
        for start in (mark.start() - 3, mark.start() - 2):
            if start >= 0 and words.surname.match(text, start) and cuts.is_edge(start):
                if _is_name(start, mark.start(), text, cuts, lore, words):
                    yield Sighting(start, mark.start(), "person", "persons/marked", mark[0])
                break
    for mark in MARKED.finditer(text):
        for start in (mark.start() - 3, mark.start() - 2):
            if start >= 0 and words.surname.match(text, start) and cuts.is_edge(start):
                if text[start : mark.start()] not in words.not_names:
                    yield Sighting(start, mark.start(), "person", "persons/marked", mark[0])
                break
    for found in NATURAL.finditer(text):
        start, end = found.span(1)
        if end - start < 4 and words.surname.match(text, start) and found[1] not in words.not_names:
            yield Sighting(start, end, "person", "persons/marked", found[0][-3:])
    for found in _dotted(text):
        start = _foreign_start(text, found, cuts, lore, words)
        if "·" in text[start : found.end()] and text[start : found.end()] not in lore.by_form:
            end = _foreign_end(text, start, found.end(), cuts)
            if any(
                part in lore.by_form or tag(part)[:1] == "n" or lore.places.at(part, 0)
                for part in text[start:end].split("·")
            ):
                continue
            yield Sighting(start, end, "person", "persons/foreign")


def _after_title(text: str, start: int, title: str, cuts: Cuts, lore: Lore, words: _Patterns) -> Iterator[Sighting]:
    """The name after a title, and those joined to it: 董事长王某、总经理李某."""
    end = _name_end(text, start, cuts, lore, words)
    if end is None or text[start:end] in words.not_names or _begins_word(text, start, end, lore, words):
        return
    yield Sighting(start, end, "person", "persons/title", title)
    yield from _joined(text, end, title, cuts, lore, words)


def _joined(text: str, end: int, title: str, cuts: Cuts, lore: Lore, words: _Patterns) -> Iterator[Sighting]:
    """Names joined to one by 、 or 和."""
    while text[end : end + 1] in ("、", "和", "与", "及") and words.surname.match(text, end + 1):
        start, stop = end + 1, _name_end(text, end + 1, cuts, lore, words)
        if (
            stop is None
            or text[start:stop] in words.not_names
            or lore.ordinary(text[start:stop])
            or not words.follow.match(text, stop)
        ):
            return
        end = stop
        yield Sighting(start, end, "person", "persons/title", title)


def _begins_word(text: str, start: int, end: int, lore: Lore, words: _Patterns) -> bool:
    """A title followed by a word of the language: 会长任期, 总经理办公会."""
    name = text[start:end]
    if name[0] in words.doubtful and len(name) == 3 and tag(name[1:]):
        return True
    if name[1:] in words.not_given:
        return True
    if lore.ordinary(name) or (
        end - start == 3
        and lore.ordinary(name[:2])
        and name[:2] not in words.single
        and tag(name[:2])[:1] not in ("a", "n")
    ):
        return True
    two = text[start : start + 2]
    return two in words.not_names or two in lore.stops or bool(tag(two)[:1] in ("v", "p", "d", "c") and len(name) == 2)


def _name_end(text: str, start: int, cuts: Cuts, lore: Lore, words: _Patterns) -> int | None:
    """End of the Chinese name that begins here: two to four characters, by what follows."""
    surname = words.surname.match(text, start)
    if surname is None:
        return None
    family = surname.end() - start
    for given in (2, 1):
        end = start + family + given
        piece = text[start + family : end]
        if len(piece) < given or not all("\u4e00" <= c <= "\u9fff" for c in piece):
            continue
        if given == 2 and (words.follow.match(text, end) or end >= len(text)):
            shorter = words.follow.match(text, end - 1) is not None
            if text[end - 1] in NOT_LAST:
                continue
            if shorter and not cuts.is_edge(end):
                continue
            if _speech_at(text, end - 1, words) and not _speech_at(text, end, words):
                continue
            return end
        if given == 1 and (words.follow.match(text, end) or end >= len(text)):
            return end
    for _, stop, _word in cuts.words(start, min(len(text), cuts.clause(start)[1], start + 10)):
        if family < stop - start <= family + 2:
            return stop
    return None


def _speech_at(text: str, at: int, words: _Patterns) -> bool:
    return any(
        text.startswith(word, at)
        for word in (
            "表示",
            "认为",
            "告诉",
            "透露",
            "指出",
            "介绍",
            "强调",
            "坦言",
            "称",
            "说",
            "分析",
            "解释",
            "回应",
            "回忆",
        )
    )


def _opens(text: str, at: int) -> bool:
    """Whether a clause begins here."""
    return at == 0 or (at > 0 and not text[at - 1].isalnum() and text[at - 1] != "·")


def _dotted(text: str) -> Iterator[re.Match[str]]:
    """Foreign names with their dots, looked for from the dots."""
    dot, done = text.find("·"), 0
    while dot >= 0:
        start = dot
        while start > max(done, dot - 6) and "\u4e00" <= text[start - 1] <= "\u9fff":
            start -= 1
        found = FOREIGN.match(text, start)
        if found is not None:
            yield found
            done = found.end()
        dot = text.find("·", max(done, dot + 1))


def _is_name(start: int, end: int, text: str, cuts: Cuts, lore: Lore, words: _Patterns) -> bool:
    name = text[start:end]
    if (
        name[1:] in words.not_given
        or name in words.not_names
        or name[:2] in words.not_names
        or lore.ordinary(name)
        or name in lore.by_form
    ):
        return False
    if len(name) == 3 and (
        (tag(name[:2]) and tag(name[:2])[:1] in ("v", "d", "p", "c", "r", "m", "t")) or name[:2] in lore.stops
    ):
        return False
    pieces = [word for _, _, word in cuts.words(start, end)]
    if not cuts.is_edge(end):
        return False
    return not any(
        len(word) > 1 and (tag(word)[:1] in ("v", "d", "p", "c", "r", "m", "t", "f") or word in lore.last_words)
        for word in pieces
    )


def _foreign_start(text: str, found: re.Match[str], cuts: Cuts, lore: Lore, words: _Patterns) -> int:
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


def _foreign_end(text: str, start: int, end: int, cuts: Cuts) -> int:
    """The last part ends with the word that holds it."""
    dot = text.rindex("·", start, end)
    clause = cuts.clause(dot + 1)[1]
    stops = [stop for _, stop, _ in cuts.words(dot + 1, min(clause, dot + 12))]
    for stop in stops:
        if stop - dot > 2 or stop == clause:
            return min(stop, end)
    return end


def persons(found: Sequence[NameFound], text: str) -> tuple[Mention, ...]:
    """Mentions of the persons among the names, with title (role) and body (subject) where these stand right before."""
    mentions: list[Mention] = []
    ends = {end: name for name in found if name.kind != "person" for _, end in name.mentions}
    for name in found:
        if name.kind == "person":
            for start, end in name.mentions:
                title = _TITLE.search(text, max(0, start - 16), start)
                role = title[0].strip("、兼的 ") if title else None
                body = next((ends[at] for at in (start - len(title[0]),) if at in ends), None) if title else None
                mentions.append(
                    Mention("person", start, end, text[start:end], role=role, subject=_usual(body), trace=name.trace)
                )
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))


_TITLE = re.compile(
    r"(?:(?:联合|共同|执行|名誉|常务|高级|首席|副|助理|独立|全球|前|原|时任|代理|非执行)*(?:创始人|董事长|董事|总裁|总经理|经理|总监|CEO|CFO|COO|CTO|首席\w{2,4}官|首席\w{2,5}家|分析师|研究员|会长|秘书长|理事长|主席|院长|所长|校长|主任|局长|厅长|部长|司长|处长|署长|市长|省长|书记|总理|总统|教授|博士|律师|合伙人|负责人|发言人|实际控制人|实控人|法定代表人|记者|主编|专家|行长|监事|秘书|董秘|老板|店长|高管|代表)[、兼]?)+\Z"
)


def _usual(name: NameFound | None) -> str | None:
    """The shortest usual form."""
    if name is None:
        return None
    return min(
        (form for form in (name.name, *name.aliases) if form not in name.former), key=lambda form: (len(form), form)
    )

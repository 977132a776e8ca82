"""Sellers by what befell them on a platform, though nothing else shows that they are firms.

蓝砾有34个店铺被封, 蓝砾的34个账号        who opens a clause, and what only a seller has
亚马逊关闭了蓝砾的34个店铺               whose stores a deed is done to
最惨的是蓝砾, 同样被封的还有蓝砾         who is named as one of those hit
被封了34个店铺的蓝砾                     whom what befell him describes
34个被封店铺均属于蓝砾                   whose they are said to be, behind them

Asked only where a text names a platform and tells of stores or accounts on it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Words
from aftershock.extract.nameforms.likeness import natural, person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.hitframes import (
    ALONE,
    BEFELL,
    BELONGS,
    CLAUSE,
    DEEDS,
    DESCRIBED,
    DONE,
    DONE_TO,
    FALLS,
    HITS,
    ITEM,
    LAST_MARK,
    NOBODY,
    OPENS,
    OTHER_OWNED,
    PLATFORM,
    RANKED,
    RANKING,
    SAYS,
    THEN,
    THINGS,
    TO_WHOM,
    TOLD_OF,
    WHOSE,
)

REACH = 80
"""How far before its thing a deed may begin, in characters."""


def hit_sellers(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names of sellers that only what befell them shows, in a text that tells of bans or frozen money."""
    if not (DEEDS.stand_in(text) and (THINGS.stand_in(text) or PLATFORM.stand_in(text))):
        return
    clauses = list(map(re.Match.span, CLAUSE.finditer(text)))
    starts = [start for start, _ in clauses]
    things = _holding(text, starts, THINGS)
    telling = things | _holding(text, starts, OTHER_OWNED)
    yield from _owners(text, clauses, telling, things, cuts, lore)
    if telling.isdisjoint(_holding(text, starts, DEEDS)):
        return
    for _, at in TOLD_OF.each(text):
        before = LAST_MARK.search(text, max(0, at - REACH), at)
        start = before.end() if before else max(0, at - REACH)
        falls = FALLS.match(text, start, at + 8) or TO_WHOM.search(text, start, at + 8)
        yield from _sightings(text, [falls] if falls else [], cuts, lore)
    for _, at in RANKING.each(text):
        ranked = RANKED.search(text, max(0, at - 5), at + 30)
        yield from _sightings(text, [ranked] if ranked else [], cuts, lore)


def _owners(
    text: str, clauses: list[tuple[int, int]], telling: set[int], things: set[int], cuts: Cuts, lore: Lore
) -> Iterator[Sighting]:
    """Names in clauses that tell of what sellers have, in those before, and in those that go on with the list."""
    for number in sorted(telling):
        yield from _sightings(text, _in_clause(text, *clauses[number]), cuts, lore)
        if number in things:
            last = clauses[number - 1] if number else (0, 0)
            yield from _sightings(text, _before(text, *last, clauses[number][0]), cuts, lore)
        for following in range(number + 1, len(clauses)):
            item = None if following in telling else ITEM.fullmatch(text, *clauses[following])
            if item is None:
                break
            yield from _sightings(text, [item], cuts, lore)


def _holding(text: str, starts: list[int], words: Words) -> set[int]:
    """Numbers of the clauses that hold one of the words, which have no mark in them."""
    return {bisect_right(starts, at) - 1 for at in words.places(text)}


def _in_clause(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    lead = OPENS.match(text, start, end)
    led = lead.end() if lead else start
    if lead and (opens := THEN.match(text, led, end) or (THEN.match(text, start, end) if led > start else None)):
        yield opens
    stop = text.find("。", end)
    last = min(end + REACH, stop + 1 if stop >= 0 else len(text))
    if HITS.search(text, start, last):
        yield from DONE_TO.finditer(text, start, end)
        yield from DESCRIBED.finditer(text, start, last)
        if WHOSE.search(text, start, last):
            yield from BELONGS.finditer(text, start, last)


def _before(text: str, start: int, end: int, own: int) -> Iterator[re.Match[str]]:
    """Who in the clause before says what the next one tells."""
    if end + 2 <= own:
        return
    if says := SAYS.fullmatch(text, start, end):
        yield says
    if text[own - 1] in "（(" and BEFELL.match(text, own) and (alone := ALONE.fullmatch(text, start, end)):
        yield alone


def _sightings(text: str, found: Iterable[re.Match[str]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    for match in found:
        group = next(name for name in ("at", "near", "who") if match.groupdict().get(name))
        start, end = match.span(group)
        many = MANY.match(text, end) is not None
        if _names(text, start, end, cuts, lore, many=many) and not lore.goes_over(text, end):
            yield Sighting(start, end, "seller", "names/hit seller", text[end : end + 2])


MANY = re.compile(r"[^，。；、]{0,12}?[1-9]\d+[\d万余多]*个(?:[\u4e00-\u9fff]{0,4})(?:店铺|账号|站点|品牌)")
"""So many shops or accounts, behind a name, as no single person has."""


def _names(text: str, start: int, end: int, cuts: Cuts, lore: Lore, *, many: bool = False) -> bool:
    """Whether a stretch names one seller, and no kind of sellers, thing, place or person.

    `many` tells that it has more shops than a person, and so may have a rare surname's letter.
    """
    name = text[start:end]
    if name in lore.by_form or lore.known.at(name, 0) is not None or NOBODY.search(name) or name in lore.not_latin:
        return False
    if name.isascii():
        return name.upper() not in lore.not_latin
    quoted = text[start - 1 : start] in ("“", '"', "「")
    if quoted and text[start - 2 : start - 1] in ("因", "以"):
        return False  # 因“空包刷单”被关闭的店铺: why
    if name in lore.modern or name in lore.plain:
        return False
    if natural(name, lore):
        return True
    if tag(name) or not nameable(name, headed=True):
        return False
    if not quoted and (
        (person_like(name, lore) and not (many and len(name) == 3 and name[0] not in lore.common))
        or not (cuts.is_edge(start) or text[start - 1] in "了对的" or text[start - 2 : start] in DONE)
    ):
        return False
    own = Cuts(name)
    ended = len(name) > 3 and name[-2:] in lore.last_words  # 蓝砾|科技
    stem = own.bare(0, len(name) - 2 if ended else len(name))
    if not quoted and any(len(word) > 1 and tag(word) not in ("", "np") for word in stem):
        return False  # 供应商|刘洋
    return proper(name, 0, len(name), own, lore) >= (0.5 if quoted else 0.7)

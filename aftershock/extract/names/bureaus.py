"""Public offices that their place and their parts name: 桥头|地检署, 台北市|警察局|士林分局, 关务署|高雄关|机场分关.

office = (place | known office) part+ | stem sited
part   = field+ unit | stem sited

A field is what an office is for, a unit its kind; `sited` are kinds that a short place is enough to name. All are data
(offices.toml).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import NEVER, UNBOUND
from aftershock.extract.nameforms.chains import NOWHERE, Chains
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.offices import NEARBY
from aftershock.extract.nameforms.sightings import Sighting

DEEPEST = 5
"""Parts of an office in one another, at most."""
FARTHEST = 14
"""Letters between where an office begins and its kind, at most."""
OFFICIAL = ("government", "regulator")
PLAIN = frozenset(NOWHERE)
PROPER = ("", "np", "n", "nr", "ns", "nz", "nt", "j")


def bureaus(
    text: str,
    found: Iterable[Sighting],
    sites: Iterable[tuple[int, int]],
    kinds: Iterable[tuple[int, int]],
    cuts: Cuts,
    lore: Lore,
) -> Iterator[Sighting]:
    """The offices of a text; `found` are the bodies found before, `sites` the places, `kinds` words of `sited`."""
    chains = lore.chains
    for one in found:
        if one.kind in OFFICIAL:
            stop = _parts(text, one.end, chains, lore)
            if stop > one.end:
                yield Sighting(one.start, stop, one.kind, "names/office", text[one.end : stop])
    for start, end in sites:
        if text[start:end] not in lore.abroad:
            place = lore.place_at(text, start)
            whole = chains.whole.match(text, place) if text[place : place + 1] in chains.firsts else None
            if whole is not None and cuts.is_edge(start):
                stop = _parts(text, whole.end(), chains, lore)
                yield Sighting(start, stop, "government", "names/office", text[place:stop])
    done = 0
    for start, end in kinds:
        if start < done or chains.unit.match(text, start) is None:
            continue
        begin = _beginning(text, start, end, cuts, lore)
        if begin is not None:
            done = _parts(text, end, chains, lore)
            yield Sighting(begin, done, "government", "names/office", text[start:end])


def _parts(text: str, at: int, chains: Chains, lore: Lore) -> int:
    """Where the parts end that are named one behind the other from here on."""
    for _ in range(DEEPEST):
        place = lore.place_at(text, at)
        found = chains.part.match(text, at) or (
            (chains.part.match(text, place) or chains.unit.match(text, place)) if place > at else None
        )
        if found is None:
            break
        at = found.end()
    return at


def _beginning(text: str, kind: int, end: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where the office begins whose kind stands here: at a place that reaches so far, or two letters ahead."""
    first = max(cuts.clause(kind)[0], kind - FARTHEST)
    for at in range(first, kind - 1):
        place = lore.place_at(text, at)
        if place > at and text[at:place] not in lore.abroad and (place == kind or _stem(text, place, kind, lore)):
            return at - 2 if at > 1 and lore.place_at(text, at - 2) == at else at
    for size in (2, 3):
        if text[kind - size : end] in lore.last_words:
            break
        if kind - size >= first and _stem(text, kind - size, kind, lore) and _opens(text, kind - size, cuts):
            return kind - size
    return None


def _stem(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether these letters may be the name of a place that no list has."""
    stem = text[start:end]
    if not 2 <= len(stem) <= 3 or stem in NEARBY or not PLAIN.isdisjoint(stem) or not NEVER.isdisjoint(stem):
        return False
    if (
        stem[0] in UNBOUND
        or stem in lore.stops
        or stem in lore.heads
        or stem in lore.chains.fields
        or not stem.isalpha()
        or stem.isascii()
    ):
        return False
    return tag(stem) in PROPER and stem not in lore.inside


def _opens(text: str, start: int, cuts: Cuts) -> bool:
    """Whether an unlisted place may begin here: behind a mark, or behind a whole word."""
    return (
        cuts.clause(start)[0] == start or cuts.is_edge(start) or text[start - 1] in "向由经被与和及在于对往赴至令请报"
    )

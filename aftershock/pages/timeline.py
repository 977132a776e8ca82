"""Statements of events → entries of the timeline: what several sources say of one thing on one day is one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aftershock.model import Claim, Event
from aftershock.pages.wave import Wave

_TRIVIAL = frozenset({"表态", "报道", "统计", "产品", "股价", "财报", "目标", "合作"})
"""Types that say least about a shock itself; they yield to others where there is no room for all."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the timeline."""

    id: str
    day: date
    dated: bool
    """False: the sources give no day, and the day of publication stands for it."""
    time: str
    """Its time in the sources' words where that is more than a day, such as 8月初; `day` is its first day then."""
    type: str
    names: tuple[str, ...]
    who: str
    """Whom it concerns, as printed, where no name was resolved."""
    lead: Event
    """The statement whose sentence is shown."""
    statements: tuple[Event, ...]
    claims: tuple[Claim, ...]
    """Figures that the statements carry."""

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of the documents that state it."""
        return tuple(dict.fromkeys(event.evidence.document for event in self.statements))

    @property
    def weight(self) -> tuple[int, int, int]:
        """For choosing when there is no room for all: more sources, more figures, the weightier type."""
        return (
            (self.type not in _TRIVIAL) + (self.lead.certainty is None) + bool(self.names) + bool(self.claims),
            len(self.documents),
            len(self.claims),
        )


def items(wave: Wave, events: Iterable[Event]) -> tuple[Item, ...]:
    """Entries in order of their day; events that have no day at all are left out."""
    groups: dict[tuple[object, ...], list[Event]] = defaultdict(list)
    for event in events:
        day = wave.day(event)
        if day is not None and event.evidence.document in wave.documents:
            time = wave.times.words.get(event.id, "")
            key = (day, time, event.type, event.names or event.subject or event.actor, event.certainty, event.negated)
            groups[key].append(event)
    made = [_item(wave, group) for group in groups.values()]
    return tuple(sorted(made, key=lambda item: (item.day, *(-n for n in item.weight), item.type, item.id)))


def _item(wave: Wave, group: list[Event]) -> Item:
    ordered = sorted(group, key=lambda e: (not e.figures, -_substance(e), _when(e), e.id))
    lead = ordered[0]
    claims = {
        claim.text + str(claim.question): claim
        for event in ordered
        for start in event.figures
        if (claim := wave.claim_at.get((event.evidence.document, event.evidence.version, start)))
    }
    day = wave.day(lead)
    assert day is not None
    return Item(
        id=lead.id,
        day=day,
        dated=any(wave.dated(event) for event in group),
        time=wave.times.words.get(lead.id, ""),
        type=lead.type,
        names=tuple(name for name in dict.fromkeys(lead.names) if name in wave.companies),
        who=lead.subject or lead.actor or "",
        lead=lead,
        statements=tuple(ordered),
        claims=tuple(claims.values()),
    )


def _substance(event: Event) -> int:
    """Sentences of a readable length make the better entry."""
    return min(len(event.evidence.quote), 60) if len(event.evidence.quote) <= 160 else 10


def _when(event: Event) -> float:
    return event.published.timestamp() if event.published else float("inf")


def by_month(entries: Iterable[Item]) -> dict[str, list[Item]]:
    """ "2021-08" → its entries, months in order."""
    months: dict[str, list[Item]] = defaultdict(list)
    for item in entries:
        months[f"{item.day:%Y-%m}"].append(item)
    return dict(sorted(months.items()))


def by_day(entries: Iterable[Item]) -> dict[tuple[date, str], list[Item]]:
    """(day, words of a longer time that begins with it) → its entries, days in order."""
    days: dict[tuple[date, str], list[Item]] = defaultdict(list)
    for item in entries:
        days[item.day, item.time].append(item)
    return dict(sorted(days.items()))

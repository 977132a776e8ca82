"""What is wrong with the sources: slices that are incomplete, what could not be fetched, sources that fell silent.

`alarms` is pure: what is known and the time go in, values come out. `check` and `sources` show them; each is a Notice
for whoever sends such.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from aftershock.config import Config
from aftershock.knowledge import Knowledge
from aftershock.notices import Notice
from aftershock.project import Project
from aftershock.quarantined import Group, grouped
from aftershock.rhythm import Arrival, Expected, Lapse, lapses
from crawlers.address import canonical
from crawlers.archive import Archive
from crawlers.plan import TROUBLES
from crawlers.quarantine import Entry
from crawlers.remedies import remedy
from crawlers.slices import BEYOND, Days, Slice, slice_of, standing


@dataclass(frozen=True, slots=True)
class Gap:
    """A slice that is not whole."""

    slice: Slice
    days: tuple[Days, ...]
    """Those of its days that no later reading has covered."""
    at: datetime
    """When it was read."""
    missing: tuple[str, ...] = ()
    """Documents that its list named and the archive does not hold."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that is wrong with a source."""

    source: str
    topic: str
    """incomplete · quarantine · silent · fewer · field"""
    text: str
    """A sentence that names the slice, or what is missing and what was usual."""
    key: str
    """The same while the same thing is wrong."""
    at: datetime | None = None
    """When it was found (incomplete, quarantine), or when the last document (that holds the field) came."""

    def notice(self) -> Notice:
        """As a message."""
        title = f"{self.source}: {self.text}"
        return Notice(self.key, self.topic, title, self.text, at=self.at, data={"source": self.source})


def alarms(
    gaps: Iterable[Gap], fallen: Iterable[Lapse], now: datetime, troubles: Iterable[Group] = ()
) -> tuple[Alarm, ...]:
    """All alarms, by source; those of slices first."""
    found = [*map(_incomplete, gaps), *map(_trouble, troubles), *(_lapse(one, now) for one in fallen)]
    order = ("incomplete", "quarantine")
    return tuple(
        sorted(found, key=lambda one: (one.source, *(one.topic != topic for topic in order), one.key)),
    )


def _incomplete(gap: Gap) -> Alarm:
    one = gap.slice
    days = " and ".join(map(str, gap.days)) if gap.days != (one.days,) else ""
    total = "an unknown number" if one.expected is None else str(one.expected)
    text = f"incomplete: {one.name}: {one.found} of {total} listed"
    if one.problem:
        text += f" ({one.problem}: {TROUBLES.get(one.problem, 'see the crawl')})"
    if gap.missing:
        text += f"; {len(gap.missing)} listed documents are not in the archive, such as {gap.missing[0]}"
    if days:
        text += f"; still open: {days}"
    state = f"{one.found}/{one.expected} {one.problem} {len(gap.missing)}".strip()
    todo = f"to do: {remedy(one.problem)}" if one.problem else f"crawl {one.source} again"
    return Alarm(one.source, "incomplete", f"{text}; {todo}", f"incomplete {one.name} {state}", gap.at)


def _trouble(group: Group) -> Alarm:
    first = group.entries[0]
    more = f" and {len(group.entries) - 1} more" if len(group.entries) > 1 else ""
    since = f"since {group.first:%Y-%m-%d %H:%M}, last {group.last:%Y-%m-%d %H:%M}"
    said = f"{first.shown}{more} ({first.detail or TROUBLES.get(group.reason, 'see the crawl')}; {since})"
    text = f"{group.reason}: {said}; to do: {remedy(group.reason)}; 'aftershock quarantine' lists each"
    key = f"quarantine {group.source} {group.reason} {group.host} {group.first:%Y-%m-%dT%H:%M:%SZ}"
    return Alarm(group.source, "quarantine", text, key, group.last)


def unsaid(troubles: Iterable[Entry], gaps: Iterable[Gap]) -> list[Group]:
    """The open entries, by cause, without those that a slice's gap tells already: of its list, or of a document that
    it names."""
    known = list(gaps)
    lists = {_about(gap) for gap in known}
    missing = {canonical(url) for gap in known for url in gap.missing}
    return grouped(
        entry
        for entry in troubles
        if entry.state == "open" and canonical(entry.address) not in missing and _list_of(entry) not in lists
    )


def minded(gaps: Iterable[Gap], troubles: Iterable[Entry]) -> list[Gap]:
    """The gaps without what somebody let be: dismissed documents and lists."""
    let_be = [entry for entry in troubles if entry.state == "dismissed"]
    pages = {canonical(entry.address) for entry in let_be if entry.page}
    lists = {_list_of(entry) for entry in let_be if not entry.page}
    left = (replace(gap, missing=tuple(url for url in gap.missing if canonical(url) not in pages)) for gap in gaps)
    return [gap for gap in left if gap.missing or not (gap.slice.complete or _about(gap) in lists)]


def _about(gap: Gap) -> tuple[str, ...]:
    return (gap.slice.source, gap.slice.list, gap.slice.subject, gap.slice.problem)


def _list_of(entry: Entry) -> tuple[str, ...]:
    return (entry.source, entry.question.list, entry.question.subject, entry.reason) if entry.question else ()


def _lapse(one: Lapse, now: datetime) -> Alarm:
    last = f"{one.last:%Y-%m-%d %H:%M}" if one.last else "never"
    span = _span(one.span)
    if one.kind == "field":
        text = f"{one.field} stands in {one.found:.0%} of the documents of the last {span}, {one.usual:.0%} is usual"
        text += f" (last: {last})"
    elif one.kind == "silent":
        text = f"silent: no document in the last {span}, {one.usual:g} are usual (last: {last})"
    else:
        text = f"{one.found:g} documents in the last {span}, {one.usual:g} are usual"
    # What has stopped is told once; a volume that stays low once a week.
    since = f"{now:%G-W%V}" if one.kind == "fewer" else last
    return Alarm(
        one.source, one.kind, text, f"{one.kind} {one.source} {one.field} {since}".replace("  ", " "), one.last
    )


def _span(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    return f"{hours / 24:g} days" if hours > 24 else f"{hours:g} hours"


def gaps(archive: Archive) -> list[Gap]:
    """The slices that are not whole, or whose documents are not all in the archive."""
    found = []
    for reading, days in standing(archive.slices()):
        if reading.slice.problem == BEYOND:
            continue  # nothing is missing that its publisher lists; `sources` says how far it goes
        capture = archive.capture(reading.key)
        one = reading.slice
        listed = slice_of(one.source, capture.meta, capture.body).urls
        missing = tuple(url for url in listed if archive.latest(url) is None)
        if missing or not one.complete:
            found.append(Gap(one, days, reading.at, missing))
    return found


def expectations(config: Config) -> dict[str, Expected]:
    """What the sources that are switched on must bring."""
    floor = config.expected
    shares = {"title": floor.title, "published": floor.published, "text": floor.text}
    shares |= {"publisher": floor.publisher, "author": floor.author}
    return {
        name: Expected(section.interval, max(floor.weekly, section.weekly), shares)
        for name, section in config.sources.items()
        if section.enabled
    }


def source_alarms(project: Project, now: datetime) -> tuple[Alarm, ...]:
    """The alarms of a project at `now`. Raises ArchiveError and AftershockError where its files cannot be used."""
    if not project.archive.exists():
        return ()
    expected = expectations(project.config)
    with Archive.open(project.archive) as archive:
        known = archive.quarantine()
        open_slices = minded(gaps(archive), known)
        troubles = unsaid(known, open_slices)
        came = [Arrival(source, at) for source, at in archive.arrivals()] if expected else []
    fallen = [one for one in lapses(came, expected, now) if one.kind != "field"]
    if expected and project.knowledge.is_file():
        with Knowledge.open(project.knowledge) as knowledge:
            read = [Arrival(source, at, filled) for source, at, filled in knowledge.filled()]
        fallen += [one for one in lapses(read, expected, now) if one.kind == "field"]
    return alarms(open_slices, fallen, now, troubles)

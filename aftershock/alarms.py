"""What is wrong with the sources: slices that are incomplete, sources and fields that have fallen silent.

`alarms` is pure: what is known and the time go in, values come out. `check` and `sources` show them; each is a Notice
for whoever sends such.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aftershock.config import Config
from aftershock.knowledge import Knowledge
from aftershock.notices import Notice
from aftershock.project import Project
from aftershock.rhythm import Arrival, Expected, Lapse, lapses
from crawlers.archive import Archive
from crawlers.plan import TROUBLES
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
    """incomplete · silent · fewer · field"""
    text: str
    """A sentence that names the slice, or what is missing and what was usual."""
    key: str
    """The same while the same thing is wrong."""
    at: datetime | None = None
    """When it was found (incomplete), or when the last document (that holds the field) came."""

    def notice(self) -> Notice:
        """As a message."""
        title = f"{self.source}: {self.text}"
        return Notice(self.key, self.topic, title, self.text, at=self.at, data={"source": self.source})


def alarms(gaps: Iterable[Gap], fallen: Iterable[Lapse], now: datetime) -> tuple[Alarm, ...]:
    """All alarms, by source; those of slices first."""
    found = [*map(_incomplete, gaps), *(_lapse(one, now) for one in fallen)]
    return tuple(sorted(found, key=lambda alarm: (alarm.source, alarm.topic != "incomplete", alarm.key)))


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
    return Alarm(
        one.source, "incomplete", f"{text}; crawl {one.source} again", f"incomplete {one.name} {state}", gap.at
    )


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
    if not project.archive.is_dir():
        return ()
    expected = expectations(project.config)
    with Archive.open(project.archive) as archive:
        open_slices = gaps(archive)
        came = [Arrival(source, at) for source, at in archive.arrivals()] if expected else []
    fallen = [one for one in lapses(came, expected, now) if one.kind != "field"]
    if expected and project.knowledge.is_file():
        with Knowledge.open(project.knowledge) as knowledge:
            read = [Arrival(source, at, filled) for source, at, filled in knowledge.filled()]
        fallen += [one for one in lapses(read, expected, now) if one.kind == "field"]
    return alarms(open_slices, fallen, now)

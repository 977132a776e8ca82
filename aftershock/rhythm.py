"""How often a source brings documents, and what stands in them: learned from its own past, so that silence is noticed.

Pure: what arrived when, and the time at which one looks, are given. A stretch of time up to that moment (one cycle of
the schedule, a day, a week, four weeks) is compared with like stretches before it. Two things must hold before anything
is said: it is at most half of what is usual, and it never was so few. So nights, weekends and rare documents make no
noise, and a source that always brought something is missed after one cycle.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Literal

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
STRETCHES = (DAY, WEEK, 4 * WEEK)
PAST = 8 * WEEK
"""How far back short stretches are compared; four-week ones as many times as fit into eight of them."""
ALIKE, ANY = 4, 7
"""Stretches of the past that are needed: of the same hours and days of the week, or of any."""
UNLIKELY = 0.01
"""So rarely would chance alone bring so little."""
ENOUGH = 20
"""Documents from which on the floor of a field is looked at, and a share of the past counts."""


Count = Callable[[datetime, timedelta], int]
"""End and length of a stretch → documents in it."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document as it came."""

    source: str
    at: datetime
    """When it was first stored; aware."""
    filled: frozenset[str] = frozenset()
    """Its fields that hold something."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a source must bring, whatever its past says."""

    cycle: timedelta = DAY
    """How often it is asked."""
    weekly: float = 0.0
    """Documents in seven days, at least; 0: as its past says."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """Field → share of the documents that must hold it."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """A source that brings less than it did."""

    kind: Literal["silent", "fewer", "field"]
    source: str
    field: str
    """Which field is empty; "" for the documents themselves."""
    span: timedelta
    """The stretch that was looked at."""
    found: float
    """Documents in it; of a field: the share that hold it."""
    usual: float
    last: datetime | None
    """When the last document came, or the last that holds the field."""


def lapses(arrivals: Iterable[Arrival], expected: Mapping[str, Expected], now: datetime) -> list[Lapse]:
    """What each source in `expected` lacks at `now`, by source: at most one lapse of its volume, and one a field."""
    by_source: dict[str, list[Arrival]] = defaultdict(list)
    for arrival in arrivals:
        if arrival.at <= now:
            by_source[arrival.source].append(arrival)
    found: list[Lapse] = []
    for source in sorted(expected):
        came = sorted(by_source[source], key=lambda arrival: arrival.at)
        volume = _volume(source, [arrival.at for arrival in came], expected[source], now)
        found += [volume] if volume else []
        found += _fields(source, came, expected[source], now)
    return found


def _volume(source: str, times: Sequence[datetime], expected: Expected, now: datetime) -> Lapse | None:
    last = times[-1] if times else None

    def count(end: datetime, span: timedelta) -> int:
        return bisect_right(times, end) - bisect_right(times, end - span)

    for span in sorted({expected.cycle, *(known for known in STRETCHES if known >= expected.cycle)}):
        there = count(now, span)
        usual = _usual(times, there, span, now, count)
        if usual is not None:
            return Lapse("fewer" if there else "silent", source, "", span, there, usual, last)
    there = count(now, WEEK)
    if there < expected.weekly and times and now - times[0] >= WEEK:
        return Lapse("fewer" if there else "silent", source, "", WEEK, there, expected.weekly, last)
    return None


def _usual(times: Sequence[datetime], there: int, span: timedelta, now: datetime, count: Count) -> float | None:
    """How many are usual in such a stretch, where `there` is remarkably few; None where it is not."""
    if not times:
        return None
    ends = list(_ends(times, there, span, now))
    step = max(span, WEEK)
    every = [count(end, span) for end in ends]
    alike = [count(end, span) for end in ends if (now - end) % step == timedelta(0)]
    best = alike if len(alike) >= ALIKE else every
    if len(best) < ALIKE:
        return None
    usual = float(median(best))
    if usual == 0 or there > usual / 2:
        return None
    never_alike = len(alike) >= ALIKE and there < min(alike) and _at_most(there, usual) < UNLIKELY
    never = len(every) >= ANY and there < min(every)
    return usual if never_alike or never else None


def _ends(times: Sequence[datetime], there: int, span: timedelta, now: datetime) -> Iterator[datetime]:
    """Ends of the whole stretches of the past. A quiet that lasts is no past to learn from: those before it are."""
    end = now - span
    if not there:
        while end >= times[-1]:
            end -= span
    earliest = end - max(PAST, 8 * span)
    while end - span >= max(times[0], earliest):
        yield end
        end -= span


def _at_most(there: int, usual: float) -> float:
    """The chance of so few when so many are usual (Poisson)."""
    return sum(math.exp(k * math.log(usual) - usual - math.lgamma(k + 1)) for k in range(there + 1))


def _fields(source: str, came: Sequence[Arrival], expected: Expected, now: datetime) -> Iterator[Lapse]:
    names = sorted({name for arrival in came for name in arrival.filled} | set(expected.shares))
    for name in names:
        last = max((arrival.at for arrival in came if name in arrival.filled), default=None)
        for span in sorted({expected.cycle, *(known for known in STRETCHES if known >= expected.cycle)}):
            recent = [name in arrival.filled for arrival in came if arrival.at > now - span]
            before = [name in arrival.filled for arrival in came if arrival.at <= now - span]
            if not recent:
                continue
            share = sum(recent) / len(recent)
            usual = sum(before) / len(before) if before else 0.0
            fell = len(before) >= ENOUGH and share < usual - 0.1 and _so_few(recent, before) < UNLIKELY
            floor = expected.shares.get(name, 0.0)
            if fell or (len(recent) >= ENOUGH and share < floor):
                yield Lapse("field", source, name, span, share, usual if fell else floor, last)
                break


def _so_few(recent: Sequence[bool], before: Sequence[bool]) -> float:
    """The chance that so few of the recent documents hold a field, when it is filled as often as before."""
    share = (sum(before) + 1) / (len(before) + 2)
    n, yes, no = len(recent), math.log(share), math.log(1 - share)
    ways = (math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) for k in range(sum(recent) + 1))
    return sum(math.exp(way + k * yes + (n - k) * no) for k, way in enumerate(ways))

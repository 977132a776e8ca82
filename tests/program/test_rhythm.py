"""Silence is noticed within one cycle, and ordinary quiet is not."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest

from aftershock.rhythm import Arrival, Expected, Lapse, lapses

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = datetime(2021, 3, 1, 2, tzinfo=UTC)  # a Monday
FULL = frozenset({"title", "author"})


def daily(days: int, each: int | list[int], start: datetime = START, step: timedelta = DAY) -> list[Arrival]:
    """So many documents a step; of a list one number after another, over and over."""
    counts = [each] if isinstance(each, int) else each
    return [
        Arrival("a", start + number * step + timedelta(minutes=k), FULL)
        for number in range(days)
        for k in range(counts[number % len(counts)])
    ]


def look(arrivals: list[Arrival], now: datetime, expected: Expected | None = None) -> list[Lapse]:
    return lapses(arrivals, {"a": expected or Expected()}, now)


@pytest.mark.parametrize("each", [1, 3, 40])
def test_a_source_that_stops_is_missed_after_one_cycle_and_for_as_long_as_it_lasts(each: int) -> None:
    came = daily(30, each)
    last = came[-1].at
    assert look(came, last + HOUR) == []
    for quiet in (1, 2, 7, 40, 133, 400):
        [lapse] = look(came, last + quiet * DAY + HOUR)
        assert (lapse.kind, lapse.found, lapse.usual, lapse.last) == ("silent", 0, each, last), quiet


def test_a_source_asked_every_six_hours_is_missed_after_six() -> None:
    came = daily(120, 5, step=6 * HOUR)
    now = came[-1].at + 6 * HOUR + timedelta(minutes=10)
    [lapse] = look(came, now, Expected(cycle=6 * HOUR))
    assert (lapse.kind, lapse.span) == ("silent", 6 * HOUR)
    assert look(came, came[-1].at + HOUR, Expected(cycle=6 * HOUR)) == []


def test_half_the_volume_is_said_and_a_little_less_is_not() -> None:
    came = daily(40, 20)
    for there, kinds in ((10, ["fewer"]), (12, []), (20, [])):
        today = daily(1, there, START + 40 * DAY)
        assert [lapse.kind for lapse in look(came + today, START + 40 * DAY + 3 * HOUR)] == kinds, there


def test_weekends_and_chance_are_no_silence() -> None:
    week = [9, 8, 9, 10, 9, 0, 0]
    came = daily(70, week)
    for hours in range(0, 14 * 24, 5):
        now = START + 56 * DAY + hours * HOUR
        assert look([arrival for arrival in came if arrival.at <= now], now) == [], now
    # A working day without any is one.
    [lapse] = look(daily(70, week), START + 71 * DAY + HOUR)
    assert lapse.kind == "silent"
    chance = random.Random(7)
    rare = [
        Arrival("a", START + day * DAY + hour * HOUR, FULL)
        for day in range(120)
        for hour in range(24)
        if chance.random() < 0.05
    ]
    said = sum(bool(look(rare, START + day * DAY)) for day in range(60, 120))
    assert said <= 3, said


def test_a_first_crawl_of_history_is_no_rhythm() -> None:
    burst = daily(1, 800)
    assert look(burst, START + 30 * DAY) == []
    later = burst + daily(20, 4, START + DAY)
    assert look(later, START + 20 * DAY + 3 * HOUR) == []
    assert look([], START) == []


def test_a_floor_holds_whatever_the_past_says() -> None:
    rare = daily(10, 1, step=14 * DAY)
    now = rare[-1].at + 10 * DAY
    assert look(rare, now) == []
    [lapse] = look(rare, now, Expected(weekly=1))
    assert (lapse.kind, lapse.usual) == ("silent", 1)


def test_a_field_that_empties_is_said_with_the_last_document_that_had_it() -> None:
    came = daily(30, 5)
    today = [Arrival("a", START + 30 * DAY + timedelta(minutes=k), frozenset({"title"})) for k in range(5)]
    [lapse] = look(came + today, START + 30 * DAY + HOUR)
    assert (lapse.kind, lapse.field, lapse.found, lapse.usual) == ("field", "author", 0.0, 1.0)
    assert lapse.last == came[-1].at
    # One in five lacks an author as ever: nothing has changed.
    mixed = [Arrival("a", a.at, FULL if n % 5 else frozenset({"title"})) for n, a in enumerate(daily(40, 5))]
    assert look(mixed, mixed[-1].at + HOUR) == []


def test_a_field_below_its_floor_is_said_without_a_past() -> None:
    came = [Arrival("a", START + timedelta(minutes=k), frozenset({"title"} if k < 12 else set())) for k in range(25)]
    [lapse] = look(came, START + HOUR, Expected(shares={"title": 0.9}))
    assert (lapse.field, lapse.found, lapse.usual) == ("title", 12 / 25, 0.9)
    assert look(came[:15], START + HOUR, Expected(shares={"title": 0.9})) == []

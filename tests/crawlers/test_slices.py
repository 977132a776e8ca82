"""Slices: what is incomplete is known by its days until a later reading has them whole, and survives the ledger."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.slices import ALWAYS, Days, Reading, Slice, slice_of, standing

START, AT = date(2021, 7, 1), datetime(2021, 8, 1, tzinfo=UTC)


def days(first: int, last: int) -> Days:
    return Days(START + timedelta(days=first), START + timedelta(days=last))


def reading(number: int, span: Days, found: int = 1, subject: str = "300209") -> Reading:
    return Reading(str(number), AT + timedelta(hours=number), Slice("cninfo", "filings", subject, span, 1, found))


SPANS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: days(min(ends), max(ends)))


@given(st.lists(SPANS, max_size=8))
def test_each_day_is_spoken_for_by_the_last_reading_that_had_it(spans: list[Days]) -> None:
    readings = [reading(number, span) for number, span in enumerate(spans)]
    said = {
        day: one.key
        for one, left in standing(readings)
        for part in left
        for day in range((part.since - START).days, (part.until - START).days + 1)
    }
    wanted = {
        day: str(number)
        for number, span in enumerate(spans)
        for day in range((span.since - START).days, (span.until - START).days + 1)
    }
    assert said == wanted


def test_halves_make_the_whole_and_a_day_has_none() -> None:
    one, other = days(0, 4).halves() or ()  # type: ignore[misc]
    assert (one, other) == (days(0, 2), days(3, 4)) and days(3, 3).halves() is None
    assert str(days(3, 3)) == "2021-07-04" and str(one) == "2021-07-01~2021-07-03"


def test_other_subjects_and_lists_speak_for_themselves() -> None:
    found = standing([reading(1, days(0, 9), 0), reading(2, days(0, 9), subject="601113"), reading(3, ALWAYS)])
    assert [one.key for one, _ in found] == ["2", "3"]


def test_slices_are_archived_and_come_back_after_the_ledger_is_gone(tmp_path: Path) -> None:
    whole = Slice("cninfo", "filings", "300209", days(0, 9), 3, 3, "", ("http://a/1", "http://a/2"))
    torn = Slice("nbd", "search", "封号 店铺:x", ALWAYS, None, 2, "no answer")
    with Archive.open(tmp_path, write=True) as archive:
        archive.append(
            [whole.capture(AT), torn.capture(AT + timedelta(hours=1)), whole.capture(AT + timedelta(hours=2))]
        )
        archive.append([Capture("nbd", "page", "https://a.example/1", AT, 200, (), b"x")])
        before = archive.slices()
        # A slice is no document, and no success of its source.
        assert [(health.source, health.captures, health.last) for health in archive.sources()] == [("nbd", 1, AT)]
    (tmp_path / "ledger.sqlite").unlink()
    with Archive.open(tmp_path, write=True) as archive:
        assert archive.slices() == before and archive.check() == []
        assert [one.at.hour for one in before] == [0, 1, 2]
        capture = archive.capture(before[0].key)
        assert slice_of(capture.source, capture.meta, capture.body) == whole
    assert before[1].slice == torn and not torn.complete and whole.complete
    assert torn.name == "nbd search 封号 店铺:x" and whole.name == "cninfo filings 300209 2021-07-01~2021-07-10"

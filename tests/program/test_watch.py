"""The schedule: intervals, catching up, one run at a time, and failures that do not end it."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from aftershock.errors import AftershockError, UsageProblem
from aftershock.watch import first_start, schedule, watch

NOW = datetime(2021, 8, 12, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, NOW),
        (NOW - 6 * HOUR, NOW),
        (NOW - 100 * HOUR, NOW),
        (NOW - 2 * HOUR, NOW + 4 * HOUR),
    ],
    ids=["never crawled", "due", "overdue", "not due yet"],
)
def test_first_start_catches_up(last: datetime | None, expected: datetime) -> None:
    assert first_start(6 * HOUR, last, NOW) == expected


def test_each_source_has_its_own_interval() -> None:
    scheduler = schedule({"nbd": 6 * HOUR, "cninfo": HOUR}, lambda source: None, lambda source: None, NOW)
    jobs = {job.id: job.trigger.interval for job in scheduler.get_jobs()}
    assert jobs == {"nbd": 6 * HOUR, "cninfo": HOUR}


def test_overdue_sources_run_at_once_one_at_a_time_and_a_failure_ends_nothing() -> None:
    """Both are overdue: both run, never together, though the first one fails."""
    stop, lock, ran = threading.Event(), threading.Lock(), []

    def run(source: str) -> None:
        assert lock.acquire(blocking=False), "two sources ran at once"
        try:
            ran.append(source)
            if len(ran) == 1:
                raise AftershockError("the publisher refused")
            stop.set()
        finally:
            lock.release()

    thread = threading.Thread(target=watch, args=({"a": HOUR, "b": HOUR}, lambda source: None, run, stop))
    thread.start()
    thread.join(timeout=30)
    assert not thread.is_alive()
    assert sorted(ran) == ["a", "b"]


def test_nothing_switched_on_is_said() -> None:
    with pytest.raises(UsageProblem, match="no source is switched on"):
        watch({}, lambda source: None, lambda source: None)

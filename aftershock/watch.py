"""The schedule: each source at its own interval, one run at a time, and catching up from the last success."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from aftershock.errors import AftershockError, UsageProblem

log = logging.getLogger(__name__)

MISSED = timedelta(days=3650)
"""A start that was missed while another source was crawled, or while the machine slept, is made up for however late."""

Run = Callable[[str], None]
"""Crawls one source and takes the later stages over; raises AftershockError when part of it failed."""


def first_start(every: timedelta, last_success: datetime | None, now: datetime) -> datetime:
    """When a source is next due: at once when never crawled or overdue, else one interval after its success."""
    if last_success is None or last_success + every <= now:
        return now
    return last_success + every


def schedule(
    intervals: Mapping[str, timedelta],
    last_success: Callable[[str], datetime | None],
    run: Run,
    now: datetime,
) -> BackgroundScheduler:
    """A scheduler, not yet started, with a job for each source.

    One worker: two sources never run at once, so archive and knowledge have one writer. A source that is due again
    while it still waits is run once, not twice (coalesce).
    """
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone=UTC)
    for name, every in sorted(intervals.items()):
        scheduler.add_job(
            _guarded,
            trigger=IntervalTrigger(seconds=int(every.total_seconds()), timezone=UTC),
            args=(run, name),
            id=name,
            next_run_time=first_start(every, last_success(name), now),
            misfire_grace_time=int(MISSED.total_seconds()),
            coalesce=True,
            max_instances=1,
        )
    return scheduler


def _guarded(run: Run, name: str) -> None:
    """One run. A failure is said and does not end the schedule: the source is asked again at its next turn."""
    try:
        run(name)
    except AftershockError as error:
        log.error("run failed source=%s error=%s", name, error)


def watch(
    intervals: Mapping[str, timedelta],
    last_success: Callable[[str], datetime | None],
    run: Run,
    stop: threading.Event | None = None,
) -> None:
    """Run the schedule until SIGINT or SIGTERM (or until `stop` is set). The run under way is finished first.

    Raises UsageProblem when no source is switched on.
    """
    if not intervals:
        raise UsageProblem(
            "no source is switched on, so there is nothing to watch; "
            "set enabled = true under [sources.NAME] in config/aftershock.toml ('aftershock sources' lists them)"
        )
    ended = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: ended.set())
    scheduler = schedule(intervals, last_success, run, datetime.now(UTC))
    scheduler.start()
    for job in scheduler.get_jobs():
        log.info("watch source=%s next=%s", job.id, job.next_run_time.isoformat(timespec="seconds"))
    try:
        ended.wait()
    finally:
        scheduler.shutdown(wait=True)

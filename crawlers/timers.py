"""Timers that were cancelled: Twisted's reactor forgets them only when the soonest of all its timers is due.

Each answer cancels one of a minute (its time limit) and one of four (its idle connection), so that a fast crawl would
keep thousands of them, with all that they hold. A timer of seconds has the reactor look through them as often.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy import signals

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.task import LoopingCall

OFTEN = 2.0
"""Seconds."""


class Timers:
    """Scrapy's extension: see above."""

    def __init__(self) -> None:
        self._looking: LoopingCall | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        timers = cls()
        crawler.signals.connect(timers.look, signals.engine_started)
        crawler.signals.connect(timers.end, signals.engine_stopped)
        return timers

    def look(self) -> None:
        from twisted.internet.task import LoopingCall  # with it comes the reactor, which is chosen by then

        self._looking = LoopingCall(_nothing)
        self._looking.start(OFTEN, now=False)

    def end(self) -> None:
        if self._looking is not None and self._looking.running:
            self._looking.stop()


def _nothing() -> None:
    """That a timer is due is what matters."""

"""An event loop whose time is its own: where nothing is left to do, it goes at once to when something is due.

So crawls that wait for minutes (a Retry-After, a server that drips) take no longer than their work, in the order in
which it would really happen. What runs in threads elsewhere runs in place.
"""

from __future__ import annotations

import asyncio
import select
import selectors
from collections.abc import Callable
from typing import Any

GRACE = 0.0002
"""Seconds that bytes on their way through the loopback are given before time is let go on."""
STUCK = 20.0
"""Seconds after which a loop that waits for nothing is called stuck."""


class Stuck(RuntimeError):
    """Nothing is due, and nothing comes."""


class _Selector(selectors.DefaultSelector):
    skip: Callable[[float], None]

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if timeout is None:
            ready = super().select(STUCK)
            if not ready:
                raise Stuck("nothing is due, and nothing comes")
            return ready
        # Its own patience counts whole milliseconds, and crawls wait several times each.
        if not select.select([self.fileno()], [], [], GRACE)[0]:
            self.skip(timeout)
        return super().select(0)


class OwnTimeLoop(asyncio.SelectorEventLoop):
    """See above."""

    def __init__(self) -> None:
        selector = _Selector()
        selector.skip = self._skip
        self._now = 1000.0
        super().__init__(selector)

    def time(self) -> float:
        return self._now

    def _asyncgen_firstiter_hook(self, agen: Any) -> None:
        """They all end with their crawl: none need be known at the end of the loop."""

    def _skip(self, seconds: float) -> None:
        self._now += seconds

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> asyncio.Future[Any]:  # type: ignore[override]
        done = self.create_future()
        try:
            done.set_result(func(*args))
        except Exception as problem:  # noqa: BLE001 - as an executor hands on whatever was raised
            done.set_exception(problem)
        return done

"""When each host may be asked: by one request at a time, and after the pauses that it asked for.

One crawl has one of these for all its sources, since several may ask one host, by http and by https.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict


class Pauses:
    """Until when each host is left alone, by the clock of the event loop that waits."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.between: dict[str, float] = {}
        """Seconds between two requests that a host's robots.txt asks for (Crawl-delay)."""

    def turn(self, host: str) -> asyncio.Lock:
        """Held by whoever asks a host."""
        return self._turns[host]

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long from now on."""
        self._until[host] = max(self._until.get(host, 0.0), asyncio.get_running_loop().time() + seconds)

    async def wait(self, host: str) -> None:
        """Returns when a host may be asked again."""
        while (left := self._until.get(host, 0.0) - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(left)

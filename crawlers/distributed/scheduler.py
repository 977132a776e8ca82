"""scrapy-redis' scheduler, shared in the right measure: pages and first requests by all, lists between by one worker.

A first request ("seed") is leased until all lists that follow from it were read, so that a list is walked by one worker
from page to page. When that worker dies another walks it again; the pages that it had found are in the frontier.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy_redis.scheduler import Scheduler

from crawlers.distributed.frontier import Frontier, identity

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

TICK = 0.25
"""Seconds between two looks at what is settled."""


class SharedScheduler(Scheduler):  # type: ignore[misc]
    """Scrapy's scheduler over a frontier in Redis."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        scheduler: Self = super().from_crawler(crawler)
        scheduler._crawler = crawler
        return scheduler

    _crawler: Crawler

    def open(self, spider: Any) -> None:
        self._local: list[tuple[int, int, Request]] = []
        self._numbers = count()
        self._held: set[str] = set()
        self._open_lists: Counter[str] = Counter()
        super().open(spider)
        self.frontier: Frontier = self.queue.frontier
        self.frontier.open()
        for number, request in enumerate(spider.begin()):
            if request.meta["kind"] == "list":
                request.meta["first"] = number
                self.queue.seeds[number] = request
        spider.shared = self
        self._between = self._crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._lease = self._crawler.settings.getfloat("CRAWL_LEASE")
        self._renewing = asyncio.get_running_loop().create_task(self._tick())

    def close(self, reason: str) -> None:
        self._renewing.cancel()
        self._settle_lists()
        super().close(reason)

    async def _tick(self) -> None:
        """Renew the leases of what is in hand, and settle the seeds whose lists are read and stored."""
        loop = asyncio.get_running_loop()
        renewed = loop.time()
        while True:
            await asyncio.sleep(TICK)
            self._settle_lists()
            if loop.time() - renewed >= self._lease / 3:
                renewed = loop.time()
                self.frontier.renew(self._held)

    def _settle_lists(self) -> None:
        store = self.spider.store
        if store is not None and not store.idle:
            return
        for id in [id for id in self._held if id.startswith("seed ") and not self._open_lists[id]]:
            self._held.discard(id)
            self.frontier.finished(id)

    # What Scrapy asks

    def enqueue_request(self, request: Request) -> bool:
        meta = request.meta
        if "lease" in meta or (meta["kind"] != "page" and "first" not in meta):
            self._keep(request)
            return True
        added = self.queue.push(request)
        if meta["kind"] == "page":
            self.spider.handed_on(request, recent=added == 2)
        return True

    def _keep(self, request: Request) -> None:
        """A list, or another try at something in hand: it stays with this worker."""
        seed = request.meta.get("seed")
        if request.meta["kind"] == "list" and seed and "counted" not in request.meta:
            request.meta["counted"] = True
            self._open_lists[seed] += 1
        heapq.heappush(self._local, (-request.priority, next(self._numbers), request))

    def next_request(self) -> Request | None:
        if self._local:
            mine = heapq.heappop(self._local)[2]
            mine.meta["wait"] = self.frontier.reserve(urlsplit(mine.url).hostname or "", self._between)
            return mine
        request: Request | None = self.queue.pop()
        if request is None:
            return None
        id = request.meta["lease"]
        self._held.add(id)
        if request.meta["kind"] == "list":
            request.meta.update(seed=id, counted=True)
            self._open_lists[id] += 1
        else:
            self.spider.taken_on(request)
        return request

    def has_pending_requests(self) -> bool:
        return bool(self._local) or len(self.queue) > 0

    # What the spider tells

    def listed(self, seed: str) -> None:
        """A list that follows from a seed was read, or could not be."""
        self._open_lists[seed] -= 1

    def stored(self, url: str) -> None:
        """A page is on the disk."""
        self._settled(url)
        self.frontier.done(identity(url))

    def lost(self, url: str, why: str) -> None:
        """A page could not be fetched."""
        self._settled(url)
        self.frontier.failed(identity(url), why)

    def _settled(self, url: str) -> None:
        self._held.discard(identity(url))

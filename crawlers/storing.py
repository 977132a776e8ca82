"""From the running crawl into the archive: captures are gathered into batches, each synced once, off the event loop."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from crawlers.archive import Archive, Stored
from crawlers.budget import Budget, FileBudget
from crawlers.capture import Capture
from crawlers.pauses import Pauses

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BATCH = 64
"""Captures written and synced together at most."""
GATHER = 0.1
"""Seconds that a capture waits for others to join it."""


class Store:
    """The archive as the crawl's event loop sees it: look-ups at once, appending in batches."""

    def __init__(self, archive: Archive, budget: Budget | None = None) -> None:
        self.archive = archive
        self.budget = budget
        """What the hosts have been asked today; None: it is not counted."""
        self.pauses = Pauses()
        """When the hosts may be asked, by whichever source of the crawl."""
        self.error: Exception | None = None
        """The first error of the archive: nothing can be stored any more."""
        self._waiting: list[tuple[Capture, asyncio.Future[Stored]]] = []
        self._gathering: asyncio.Task[None] | None = None
        self._full = asyncio.Event()
        self._endings: set[asyncio.Task[None]] = set()
        # One thread for all batches: each of the loop's own pool would keep memory of its own for packing them.
        self._writer = ThreadPoolExecutor(1, "archive")

    @property
    def idle(self) -> bool:
        """Whether nothing waits to be stored."""
        return self._gathering is None and not self._waiting

    async def put(self, capture: Capture) -> Stored:
        """Store a capture; returns when it is on the disk. Raises what `Archive.append` does."""
        if self.error:
            raise self.error
        return await self._join(capture)

    def note(self, capture: Capture) -> None:
        """Store a record that nobody waits for, with the next batch; what it meets is met by `put` too."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # no crawl is under way
            self.keep(capture)
            return
        if self.error is None:
            self._join(capture).add_done_callback(lambda done: done.exception())

    def keep(self, capture: Capture) -> None:
        """Store a record at once, when no crawl is under way. Raises ArchiveError."""
        self.archive.append([capture])

    def _join(self, capture: Capture) -> asyncio.Future[Stored]:
        future: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self._waiting.append((capture, future))
        if len(self._waiting) >= BATCH:
            self._full.set()
        if self._gathering is None:
            self._gathering = asyncio.create_task(self._gather())
        return future

    async def settled(self) -> None:
        """Returns when nothing waits to be stored."""
        while self._gathering is not None:
            await asyncio.wait([self._gathering])

    def end(self, crawler: Crawler, problem: Exception) -> None:
        """What cannot be stored or counted must not be fetched: a source's crawl ends, and the whole says why.

        Not awaited: the spider closes only when what is in hand is done with.
        """
        self.error = self.error or problem
        if crawler.engine is not None:
            ending = asyncio.ensure_future(crawler.engine.close_spider_async(reason="archive cannot be written"))
            self._endings.add(ending)

    async def _gather(self) -> None:
        """One at a time: batches are written in the order in which their captures came."""
        while self._waiting:
            with contextlib.suppress(TimeoutError):  # then none other came in time: a small batch
                await asyncio.wait_for(self._full.wait(), GATHER)
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            if len(self._waiting) < BATCH:
                self._full.clear()
            try:
                captures = [capture for capture, _ in batch]
                loop = asyncio.get_running_loop()
                outcomes = await loop.run_in_executor(self._writer, self.archive.append, captures)
            except Exception as problem:  # noqa: BLE001 - whatever it is, those who wait must hear of it
                self.error = problem
                for _, future in batch:
                    future.set_exception(problem)
            else:
                for (_, future), outcome in zip(batch, outcomes, strict=True):
                    future.set_result(outcome)
        self._gathering = None


@dataclass(frozen=True)
class Kept:
    """What is said of a stored capture where items are exported (`scrapy crawl … -O out.jsonl`)."""

    source: str
    kind: str
    url: str
    fetched: str
    digest: str
    outcome: str
    meta: dict[str, str]


class ArchivePipeline:
    """Scrapy's item pipeline: every capture into the store; nowhere when there is none."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._own: Store | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open_spider(self) -> None:
        """On Scrapy's own command line (`-s CRAWL_ARCHIVE=folder`) the archive is opened here."""
        spider: Any = self._crawler.spider
        folder = self._crawler.settings.get("CRAWL_ARCHIVE")
        if spider.store is None and folder:
            archive = Archive.open(Path(folder), write=True)
            spider.store = self._own = Store(archive, FileBudget.open(Path(folder), write=True))

    async def close_spider(self) -> None:
        spider: Any = self._crawler.spider
        if spider.store is not None:
            await spider.store.settled()
            # What the end of the crawl itself has to say is stored at once: there may be no event loop by then.
            spider.sightings.put = spider.store.keep
        if self._own:
            self._own.archive.close()
            if self._own.budget:
                self._own.budget.close()

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Capture):
            return item
        spider: Any = self._crawler.spider
        outcome = "not stored"
        if spider.store is not None:
            try:
                outcome = await spider.store.put(item)
            except Exception as problem:
                spider.store.end(self._crawler, problem)
                raise
        spider.kept(item, outcome)
        return Kept(item.source, item.kind, item.url, item.fetched.isoformat(), item.digest, outcome, dict(item.meta))

"""Crawls of one source after another in the reactor that is under way, each by Scrapy's engine and HTTP client."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.plan import Plan, SourceReport
from crawlers.process import _report, _spider
from crawlers.settings import DOWNLOADER_MIDDLEWARES, for_plan
from crawlers.storing import Store
from tests.replica.fault import LARGEST
from tests.replica.holdings import Missed, held
from tests.replica.played import Played
from tests.replica.scenario import SINCE, UNTIL, Scenario
from tests.replica.sparing import OneForAll, Reason, Stats, spare

CHANGED: dict[str, Any] = {
    "CRAWL_RETRY_PAUSE": 5.0,
    "RETRY_TIMES": 3,
    "SPIDER_MODULES": [],
    "EXTENSIONS": {},
    "EXTENSIONS_BASE": {Reason: 0},
    "STATS_CLASS": Stats,
    "DOWNLOADER_MIDDLEWARES": DOWNLOADER_MIDDLEWARES | {"scrapy.downloadermiddlewares.stats.DownloaderStats": None},
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    },
}
"""As many further tries as the longest burst of errors needs; without the parts of Scrapy that only count and warn."""


class Errors(logging.Handler):
    """What Scrapy and Twisted log as an error: an exception that nobody caught."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == "scrapy.downloadermiddlewares.robotstxt":
            return  # robots.txt without an answer: caught, and named
        problem = record.exc_info[1] if record.exc_info else None
        self.said.append(f"{record.getMessage()[:150]}{f' {problem!r}' if problem else ''}")


@dataclass(frozen=True)
class Crawled:
    """What came of a crawl."""

    report: SourceReport
    retries: int
    """How often something was asked for again."""
    held: list[Capture]
    """What the archive holds that outlasts the crawl."""
    missed: Missed
    """What is in quarantine."""


class Crawls:
    """Runs crawls against the replica at one port; `play` puts there what it answers with."""

    def __init__(self, port: int, play: Callable[[Played], None], errors: Errors) -> None:
        spare()
        self.port, self.play, self.errors = port, play, errors
        self._settings: dict[str, tuple[Plan, OneForAll]] = {}
        self._ledger = _empty_ledger()

    async def crawl(self, played: Played, folder: Path) -> Crawled:
        """What comes of a crawl into the archive in a folder."""
        self.play(played)
        name = played.scenario.source
        if name not in self._settings:
            plan = self._plan(played.scenario)
            self._settings[name] = plan, OneForAll(for_plan(plan) | CHANGED)
        plan, settings = self._settings[name]
        if not folder.exists():
            folder.mkdir(parents=True)
            (folder / "ledger.sqlite").write_bytes(self._ledger)
        with Archive.open(folder, write=True) as archive:
            crawler = Crawler(_spider(name, plan)[0], settings)
            await crawler.crawl_async(plan=plan, store=Store(archive))
            report, retries = _report(name, crawler), int(crawler.stats.get_value("retry/count", 0))
            return Crawled(report, retries, *held(archive))

    def _plan(self, scenario: Scenario) -> Plan:
        given: dict[str, Any] = {
            "sources": (scenario.source,),
            "since": SINCE,
            "until": UNTIL,
            "words": ("亚马逊",),
            "delay": 0.0,
            "timeout": 60.0,
            "max_body": LARGEST,
            "recheck": timedelta(0),
            "user_agent": "aftershock/0 (tests)",
        }
        plan = Plan(**(given | dict(scenario.plan)))
        return replace(plan, hosts=dict.fromkeys(_hosts(scenario, plan), f"127.0.0.1:{self.port}"))


def _empty_ledger() -> bytes:
    """What the crawls' ledgers begin with: their tables are made once."""
    with tempfile.TemporaryDirectory() as folder:
        with Archive.open(Path(folder), write=True):
            pass
        return Path(folder, "ledger.sqlite").read_bytes()


def _hosts(scenario: Scenario, plan: Plan) -> set[str]:
    """The hosts that a source's spider asks: those of its first requests and of its documents."""
    first = _spider(scenario.source, plan)[0](plan=plan).first()
    return {urlsplit(request.url).hostname or "" for request in first} | scenario.hosts

"""Crawls of one source after another in the reactor that is under way, each by Scrapy's engine and HTTP client."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from crawlers.archive import Archive
from crawlers.plan import Plan, SourceReport
from crawlers.process import _report, _spider
from crawlers.settings import for_plan
from crawlers.storing import Store
from tests.replica.fault import LARGEST
from tests.replica.played import Played
from tests.replica.scenario import SINCE, UNTIL, Scenario

CHANGED: dict[str, Any] = {
    "CRAWL_RETRY_PAUSE": 5.0,
    "RETRY_TIMES": 3,
    "SPIDER_MODULES": [],
    "EXTENSIONS": {},
    "EXTENSIONS_BASE": {"scrapy.extensions.corestats.CoreStats": 0},
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
    },
}
"""As many further tries as the longest burst of errors needs; without the parts of Scrapy that only count and warn."""


class OneForAll(Settings):
    """Settings whose values the crawls share: a copy for each would take longer than a crawl.

    So are the lists of components, which each crawl would put together and look up by their names anew.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.together: dict[str, Any] = {}
        super().__init__(values)

    def copy(self) -> Self:
        copied = self.__class__.__new__(self.__class__)
        copied.frozen, copied.attributes, copied.together = False, dict(self.attributes), self.together
        return copied

    def get_component_priority_dict_with_base(self, name: str) -> Any:
        if name not in self.together:
            found = super().get_component_priority_dict_with_base(name)
            self.together[name] = {load_object(key): value for key, value in found.items() if value is not None}
        return self.together[name]

    def getwithbase(self, name: str) -> Any:
        if name not in self.together:
            self.together[name] = dict(super().getwithbase(name))
        return self.together[name]


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


class Crawls:
    """Runs crawls against the replica at one port; `play` puts there what it answers with."""

    def __init__(self, port: int, play: Callable[[Played], None], errors: Errors) -> None:
        self.port, self.play, self.errors = port, play, errors
        self._runners: dict[str, tuple[Plan, AsyncCrawlerRunner]] = {}

    async def crawl(self, played: Played, folder: Path) -> tuple[SourceReport, int]:
        """The report of a crawl into the archive in a folder, and how often something was asked for again."""
        self.play(played)
        name = played.scenario.source
        if name not in self._runners:
            plan = self._plan(played.scenario)
            self._runners[name] = plan, AsyncCrawlerRunner(OneForAll(for_plan(plan) | CHANGED))
        plan, runner = self._runners[name]
        with Archive.open(folder, write=True) as archive:
            crawler = runner.create_crawler(_spider(name, plan)[0])
            await runner.crawl(crawler, plan=plan, store=Store(archive))
            report = _report(name, crawler)
        return report, int(crawler.stats.get_value("retry/count", 0))

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


def _hosts(scenario: Scenario, plan: Plan) -> set[str]:
    """The hosts that a source's spider asks: those of its first requests and of its documents."""
    first = _spider(scenario.source, plan)[0](plan=plan).first()
    return {urlsplit(request.url).hostname or "" for request in first} | scenario.hosts

"""Common Crawl: the captures of some addresses in the crawls of some days, cut out of its WARC files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.answers import lasting
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.plan import Trouble
from crawlers.publishers import commoncrawl
from crawlers.publishers.commoncrawl import FILES
from crawlers.quarantine import Entry
from crawlers.refusals import Shape
from crawlers.rows import Row
from crawlers.spider import SourceSpider
from crawlers.troubles import named

CRAWLS = "https://index.commoncrawl.org/collinfo.json"
AFTER = timedelta(days=90)
"""A page is often captured only some weeks after it was published."""
PAUSE = 1.0
"""Seconds between two requests, at least: the publisher answers 503 "Slow Down" to more."""
_NOTHING = (400, 404)
"""How an index answers that it has no such page, and no capture."""
_PARTIAL = 206


class CommoncrawlSpider(SourceSpider):
    """`addresses` of the configuration are prefixes, such as www.nbd.com.cn/articles/2021-08-."""

    name = "commoncrawl"
    allowed_domains = ("index.commoncrawl.org", "data.commoncrawl.org")

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        for host in self.allowed_domains:
            self.pauses.between[host] = PAUSE if self.plan.delay else 0.0
        self._read: dict[tuple[str, str], set[frozenset[str]]] = {}
        """Index and prefix → the captures of each page read of it."""

    def first(self) -> Iterator[Request]:
        yield self.ask_list(CRAWLS, self.read_crawls, shape="json")

    def read_crawls(self, answer: Any) -> Iterator[Request | Trouble]:
        """Asks the indices of the crawls from the first day on until some weeks after the last; else the newest."""
        crawls = [(row, day) for row in commoncrawl.crawls(answer).rows if (day := _week(row.id))]
        since, until = self.plan.since, self.plan.until
        wanted = [row for row, day in crawls if since and since - timedelta(days=7) <= day <= (until or day) + AFTER]
        if since is None:
            wanted = [row for row, _ in crawls[:1]]
        if not wanted:
            yield Trouble("empty", CRAWLS, "no crawl was made in these days")
        for row in wanted:
            for prefix in self.plan.addresses.get(self.name, ()):
                yield self._ask(row.url, prefix, self.read_size, {"showNumPages": "true"})

    def _ask(self, index: str, prefix: str, read: Any, more: dict[str, str]) -> Request:
        asked = {"url": prefix, "matchType": "prefix", "output": "json", "filter": "=status:200", **more}
        request = self.ask_list(f"{index}?{urlencode(asked)}", read, shape="text", index=index, prefix=prefix)
        # That there is no capture is an answer of status 404.
        return request.replace(meta=request.meta | {"handle_httpstatus_list": list(_NOTHING)})

    def read_size(self, said: str, index: str, prefix: str) -> Iterator[Request]:
        for page in range(commoncrawl.page_count(said)):
            yield self._ask(index, prefix, self.read_index, {"page": str(page)})

    def read_index(self, said: str, index: str, prefix: str) -> Iterator[Request | Trouble]:
        rows = commoncrawl.captures(said).rows
        ids, read = frozenset(row.id for row in rows), self._read.setdefault((index, prefix), set())
        if ids and ids in read:
            yield Trouble("page repeated", index, f"{prefix}: two pages of the index are the same")
        read.add(ids)
        for row in rows:
            if row.more.get("range") and row.more.get("file"):
                yield from self._member(row)
            else:
                yield Trouble("list changed", row.url, "the index does not say where its capture lies")

    def _member(self, row: Row) -> Iterator[Request]:
        """The request for a capture; one of a page that is in the archive with this very time is not asked for."""
        if not self._once.add(row.url):
            return  # the first capture of a page is the nearest to its publication
        self.count.listed += 1
        held = self.store.archive.latest(row.url) if self.store else None
        if held and f"{held.fetched.astimezone(UTC):%Y%m%d%H%M%S}" == row.more["archived"]:
            self.count.unchanged += 1
            self.progress(row.url)
            return
        yield self.page(FILES + row.more["file"].lstrip("/"), "warc", row.meta())

    def ask_again(self, missed: Entry) -> Iterator[Request]:
        self._once.add(missed.address)
        self.count.listed += 1
        yield self.page(FILES + missed.listed["file"].lstrip("/"), "warc", missed.listed)

    def page(self, url: str, shape: Shape, listed: Mapping[str, str]) -> Request:
        """The request for the stretch of a file that holds a page, which is kept under its own address."""
        request, stretch = super().page(url, shape, listed), f"bytes={listed['range']}"
        request.headers["Range"] = stretch
        return request.replace(meta=request.meta | {"capture": f"{url}#{stretch}", "kept": listed["original"]})

    def _check(self, response: Response) -> Trouble | None:
        """What is wrong with an answer; one of status 400 or 404 says so in JSON, or is no answer of the index."""
        if response.status in _NOTHING and not response.body.lstrip().startswith(b"{"):
            return named(HttpError(response), response.meta["capture"])
        return super()._check(response)

    def _page_answered(self, response: Response) -> Iterator[Any]:
        """The page of a record, kept under its own address and with the time at which it was captured."""
        for capture in super()._page_answered(response):
            page = self._archived(capture, response.meta["kept"])
            if isinstance(page, Trouble):
                yield from self._lost(response, page)
            else:
                yield page
                self.sightings.elsewhere(page.url)  # it is kept with the time at which it was captured, long ago

    def _archived(self, capture: Capture, url: str) -> Capture | Trouble:
        """The page of this address in a stretch of a file."""
        if capture.status != _PARTIAL:
            return Trouble("wrong content", capture.url, "the whole file came in place of a stretch of it")
        try:
            page = commoncrawl.archived(capture)
        except Unreadable as problem:
            reason = "too large" if problem.reason == "too large" else "wrong content"
            return Trouble(reason, capture.url, problem.detail)
        if page.url != url or page.status != 200:
            return Trouble("wrong content", capture.url, f"the record is of {page.url} with status {page.status}")
        return replace(page, headers=lasting(page.headers))


def _week(crawl: str) -> date | None:
    """The Monday of the week that a crawl such as CC-MAIN-2021-31 is named after; None for names of other kinds."""
    try:
        return datetime.strptime(crawl.removeprefix("CC-MAIN-") + "-1", "%G-%V-%u").date()
    except ValueError:
        return None

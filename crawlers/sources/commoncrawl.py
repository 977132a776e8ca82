"""Common Crawl: the captures of some addresses in the crawls of some days, cut out of its WARC files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import scrapy
from scrapy import Request
from scrapy.http import Response

from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.plan import Trouble
from crawlers.publishers import commoncrawl
from crawlers.publishers.commoncrawl import FILES
from crawlers.rows import Row
from crawlers.spider import SourceSpider

CRAWLS = "https://index.commoncrawl.org/collinfo.json"
AFTER = timedelta(days=90)
"""A page is often captured only some weeks after it was published."""
PAUSE = 1.0
"""Seconds between two requests, at least: the publisher answers 503 "Slow Down" to more."""


class CommoncrawlSpider(SourceSpider):
    """`addresses` of the configuration are prefixes, such as www.nbd.com.cn/articles/2021-08-."""

    name = "commoncrawl"
    allowed_domains = ("index.commoncrawl.org", "data.commoncrawl.org")

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        for host in self.allowed_domains:
            self.pauses.between[host] = PAUSE if self.plan.delay else 0.0

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
        return request.replace(meta=request.meta | {"handle_httpstatus_list": [400, 404]})

    def read_size(self, said: str, index: str, prefix: str) -> Iterator[Request]:
        for page in range(commoncrawl.page_count(said)):
            yield self._ask(index, prefix, self.read_index, {"page": str(page)})

    def read_index(self, said: str, index: str, prefix: str) -> Iterator[Request]:
        for row in commoncrawl.captures(said).rows:
            if row.more.get("range") and row.more.get("file"):
                yield from self._member(row)

    def _member(self, row: Row) -> Iterator[Request]:
        """The request for a capture; one of a page that is in the archive with this very time is not asked for."""
        if row.url in self._pages:
            return  # the first capture of a page is the nearest to its publication
        self._pages.add(row.url)
        self.count.listed += 1
        held = self.store.archive.latest(row.url) if self.store else None
        if held and f"{held.fetched.astimezone(UTC):%Y%m%d%H%M%S}" == row.more["archived"]:
            self.count.unchanged += 1
            self.progress(row.url)
            return
        url = FILES + row.more["file"].lstrip("/")
        yield scrapy.Request(
            url,
            headers={"Range": f"bytes={row.more['range']}"},
            callback=self.read_member,
            errback=self._failed,
            meta={"kind": "page", "capture": f"{url}#bytes={row.more['range']}", "listed": row.meta()},
        )

    def read_member(self, response: Response) -> Iterator[Capture]:
        """The page of a record, kept under its own address and with the time at which it was captured."""
        asked, meta = response.meta["capture"], response.meta["listed"]
        try:
            page = commoncrawl.archived(Capture(self.name, "page", asked, datetime.now(UTC), body=response.body))
        except Unreadable as problem:
            self.count.failed += 1
            self.trouble(Trouble("wrong content", asked, str(problem)))
            return
        if page.url != meta["original"] or page.status != 200:
            self.count.failed += 1
            self.trouble(Trouble("wrong content", asked, f"the record is of {page.url} with status {page.status}"))
            return
        yield replace(page, headers=self.lasting(page.headers), meta=meta)


def _week(crawl: str) -> date | None:
    """The Monday of the week that a crawl such as CC-MAIN-2021-31 is named after; None for names of other kinds."""
    try:
        return datetime.strptime(crawl.removeprefix("CC-MAIN-") + "-1", "%G-%V-%u").date()
    except ValueError:
        return None

"""雨果跨境 CIFNEWS: its feed of news, newest first, its section of Amazon, and the search by word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.plan import Trouble
from crawlers.publishers.cifnews import HOME, LINKS, NEWSFEED, SHOWN
from crawlers.rows import Endpoint
from crawlers.spider import SourceSpider

PAGE_SIZE = 20
LAST_PAGE = 50


class CifnewsSpider(SourceSpider):
    name = "cifnews"
    allowed_domains = ("cifnews.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.ask_list(f"{HOME}search?{urlencode({'keyword': word})}", self.read_page, endpoint=LINKS)
        yield self.ask_list(f"{HOME}amazon", self.read_page, endpoint=SHOWN)
        yield self._feed(1, frozenset())

    def read_page(self, soup: Any, endpoint: Endpoint) -> Iterator[Request]:
        """The rows; a page of the search links to other articles as well, so that its word must be in a title."""
        for row in endpoint.read(soup).rows:
            yield from self.ask_row(row)

    def _feed(self, page: int, before: frozenset[str]) -> Request:
        asked = urlencode({"page": page, "size": PAGE_SIZE, "tempIndex": 0, "token": ""})
        url = f"{HOME}index/ajax/newsfeed/3?{asked}"
        return self.ask_list(url, self.read_feed, shape="json", page=page, before=before)

    def read_feed(self, answer: Any, page: int, before: frozenset[str]) -> Iterator[Request | Trouble]:
        """A page of the feed, whose count is of no help: it goes on to the first day asked for, or a repeated page."""
        found = NEWSFEED.read(answer)
        ids = frozenset(row.id for row in found.rows)
        for row in found.rows:
            yield from self.ask_row(row)
        days = [row.when.time.date() for row in found.rows if row.when]
        past = bool(self.plan.since and days and max(days) < self.plan.since)
        if ids and ids <= before:
            yield Trouble("page repeated", f"{HOME}index/ajax/newsfeed/3", f"page {page}")
        elif ids and not past and page < LAST_PAGE:
            yield self._feed(page + 1, before | ids)

"""Feeds of any publisher: the addresses that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin

from scrapy import Request

from crawlers.plan import Trouble
from crawlers.publishers.feed import entries
from crawlers.sources.url import AnywhereSpider

LAST_PAGE = 50


class FeedSpider(AnywhereSpider):
    name = "feed"

    def first(self) -> Iterator[Request]:
        for url in self.given:
            yield self.ask_list(url, self.read_feed, shape="text", seen=(url,))

    def read_feed(self, said: str, seen: tuple[str, ...]) -> Iterator[Request | Trouble]:
        found = entries(said)
        for row in found.rows:
            yield from self.ask_row(replace(row, url=urljoin(seen[-1], row.url)))
        further = urljoin(seen[-1], str(found.next)) if found.next else ""
        if further in seen:
            yield Trouble("page repeated", further)
        elif further and len(seen) < LAST_PAGE:
            self.allow(further)
            yield self.ask_list(further, self.read_feed, shape="text", seen=(*seen, further))

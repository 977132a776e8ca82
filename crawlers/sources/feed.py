"""Feeds of any publisher: the addresses that the configuration names, and the further pages that they name."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.publishers.feed import ENDPOINTS
from crawlers.rows import pick
from crawlers.sources.url import AnywhereSpider

ENTRIES = pick(ENDPOINTS, "entries")


class FeedSpider(AnywhereSpider):
    name = "feed"

    def first(self) -> Iterator[Request]:
        for url in self.given:
            yield self.follow(ENTRIES, url)

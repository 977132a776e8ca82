"""Sitemaps of any publisher: the addresses that the configuration names."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.plan import Trouble
from crawlers.publishers.sitemap import pages
from crawlers.sources.url import AnywhereSpider

DEEPEST = 3
"""Sitemaps that name sitemaps that name sitemaps."""


class SitemapSpider(AnywhereSpider):
    name = "sitemap"

    def first(self) -> Iterator[Request]:
        for url in self.given:
            yield self.ask_list(url, self.read_sitemap, shape="text", depth=1)

    def read_sitemap(self, said: str, depth: int) -> Iterator[Request | Trouble]:
        for row in pages(said).rows:
            if "sitemap" not in row.more:
                # Without a title there is nothing to choose by: the words choose among those that have one.
                yield from self.ask_row(row, *([] if row.title else self.plan.words))
            elif depth < DEEPEST:
                self.allow(row.url)
                yield self.ask_list(row.url, self.read_sitemap, shape="text", depth=depth + 1)
            else:
                yield Trouble("list changed", row.url, f"sitemaps nested deeper than {DEEPEST}")

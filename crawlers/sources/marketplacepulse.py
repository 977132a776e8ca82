"""Marketplace Pulse: its Atom feed, and its page of articles, since the feed is not promised to stay."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.paging import PagedSpider
from crawlers.publishers.marketplacepulse import ENDPOINTS, HOME
from crawlers.rows import pick

RECENT, ARTICLES = pick(ENDPOINTS, "recent"), pick(ENDPOINTS, "articles")


class MarketplacepulseSpider(PagedSpider):
    name = "marketplacepulse"
    allowed_domains = ("marketplacepulse.com",)

    def first(self) -> Iterator[Request]:
        yield self.follow(RECENT, f"{HOME}articles/recent.atom")
        yield self.follow(ARTICLES, f"{HOME}articles")

"""维科网 OFweek: category lists, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.paging import PagedSpider
from crawlers.publishers.ofweek import ENDPOINTS
from crawlers.rows import pick

CATEGORY = pick(ENDPOINTS, "category")
LISTS = ("https://www.ofweek.com/CATList-8100-CHANGYIEXINWE.html",)


class OfweekSpider(PagedSpider):
    name = "ofweek"
    allowed_domains = ("ofweek.com",)

    def first(self) -> Iterator[Request]:
        for url in LISTS:
            yield self.follow(CATEGORY, url)

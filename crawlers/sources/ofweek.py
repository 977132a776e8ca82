"""维科网 OFweek: category lists, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.plan import Trouble
from crawlers.publishers import ofweek
from crawlers.spider import SourceSpider

LISTS = ("https://www.ofweek.com/CATList-8100-CHANGYIEXINWE.html",)
LAST_PAGE = 50


class OfweekSpider(SourceSpider):
    name = "ofweek"
    allowed_domains = ("ofweek.com",)

    def first(self) -> Iterator[Request]:
        for url in LISTS:
            yield self.ask_list(url, self.read_list, url=url, page=1)

    def read_list(self, soup: BeautifulSoup, url: str, page: int) -> Iterator[Request | Trouble]:
        found = ofweek.category(soup)
        for row in found.rows:
            yield from self.ask_row(row)
        oldest = min((row.when.time.date() for row in found.rows if row.when), default=None)
        if found.next and page < LAST_PAGE and not (oldest and self.plan.since and oldest < self.plan.since):
            yield self.ask_list(str(found.next), self.read_list, url=str(found.next), page=page + 1)

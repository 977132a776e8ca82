"""Amazon's notices to sellers: the pages that list them. Those of 2021 are found through the web archive."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.publishers.amazon import ANNOUNCEMENTS, HOME, NOTICES
from crawlers.rows import Endpoint
from crawlers.spider import SourceSpider

LISTS = (
    (f"{HOME}news", NOTICES),
    (f"{HOME}news/summary", NOTICES),
    ("https://sell.amazon.com/blog/announcements", ANNOUNCEMENTS),
)


class AmazonSpider(SourceSpider):
    name = "amazon"
    allowed_domains = ("gs.amazon.cn", "sell.amazon.com")

    def first(self) -> Iterator[Request]:
        for url, endpoint in LISTS:
            yield self.ask_list(url, self.read_page, endpoint=endpoint)

    def read_page(self, soup: BeautifulSoup, endpoint: Endpoint) -> Iterator[Request]:
        for row in endpoint.read(soup).rows:
            yield from self.ask_row(row)

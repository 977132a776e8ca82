"""亿邦动力 EBRUN: its newest articles and quick news, and the search by word."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.publishers.ebrun import HOME, INFORMATION, LINKS, NEWEST
from crawlers.rows import Endpoint
from crawlers.spider import SourceSpider

LISTS = (("information/", INFORMATION), ("newest/", NEWEST), ("fto/", LINKS))
"""Paths and how they are read; fto is the section of cross-border trade."""


class EbrunSpider(SourceSpider):
    name = "ebrun"
    allowed_domains = ("ebrun.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            url = f"{HOME}search.php?{urlencode({'keyword': word})}"
            yield self.ask_list(url, self.read_page, endpoint=LINKS)
        for path, endpoint in LISTS:
            yield self.ask_list(HOME + path, self.read_page, endpoint=endpoint)

    def read_page(self, soup: BeautifulSoup, endpoint: Endpoint) -> Iterator[Request]:
        """The rows; the page of a search links to other articles as well, so that its word must be in a title."""
        for row in endpoint.read(soup).rows:
            yield from self.ask_row(row)

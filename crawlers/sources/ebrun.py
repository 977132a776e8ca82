"""亿邦动力 EBRUN: its newest articles and quick news, and the search by word."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.backward import BackwardSpider
from crawlers.publishers.ebrun import HOME, INFORMATION, LINKS, NEWEST

LISTS = (("information/", INFORMATION), ("newest/", NEWEST), ("fto/", LINKS))
"""Paths and how they are read; fto is the section of cross-border trade."""


class EbrunSpider(BackwardSpider):
    name = "ebrun"
    allowed_domains = ("ebrun.com",)

    def first(self) -> Iterator[Request]:
        # The page of a search links to other articles as well, so that its word must be in a title.
        for word in self.plan.words:
            yield self.newest(LINKS, f"{HOME}search.php?{urlencode({'keyword': word})}")
        for path, endpoint in LISTS:
            yield self.newest(endpoint, HOME + path)

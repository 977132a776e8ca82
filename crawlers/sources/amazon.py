"""Amazon's notices to sellers: the pages that list them. Those of 2021 are found through the web archive."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.backward import BackwardSpider
from crawlers.publishers.amazon import ANNOUNCEMENTS, HOME, NOTICES

LISTS = (
    (f"{HOME}news", NOTICES),
    (f"{HOME}news/summary", NOTICES),
    ("https://sell.amazon.com/blog/announcements", ANNOUNCEMENTS),
)


class AmazonSpider(BackwardSpider):
    name = "amazon"
    allowed_domains = ("gs.amazon.cn", "sell.amazon.com")

    def first(self) -> Iterator[Request]:
        for url, endpoint in LISTS:
            yield self.newest(endpoint, url)

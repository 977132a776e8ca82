"""上海证券报 CNSTOCK: search by word, else its channels. Pages of 2021 are found through the web archive."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.cnstock import CHANNEL, SEARCH

API = "https://api.cnstock.com/"
HEADERS = {"cnstock-client-type": "01", "Origin": "https://www.cnstock.com", "Referer": "https://www.cnstock.com/"}
CHANNELS = ("10006", "10007")
"""公司, 产经."""
PAGE_SIZE = 20


class CnstockSpider(PagedSpider):
    name = "cnstock"
    allowed_domains = ("cnstock.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(SEARCH, partial(_search, word), word))
        for node in () if self.plan.words else CHANNELS:
            yield self.walk(
                Walk(CHANNEL, partial(_channel, node), subject=str(node), newest_first=True, everything=True)
            )


def _search(word: str, page: int) -> Ask:
    asked = {"word": word, "pageNum": page, "pageSize": PAGE_SIZE, "type": "1"}
    return Ask(f"{API}search/v2/news", asked, HEADERS)


def _channel(node: str, page: int) -> Ask:
    asked = {"nodeId": node, "pageNum": page, "pageSize": PAGE_SIZE, "isChannel": True, "filterIdArray": []}
    return Ask(f"{API}www/newsList/channelNewsList", {**asked, "startTime": 0}, HEADERS)

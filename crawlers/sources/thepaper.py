"""澎湃新闻 The Paper: search by word; a channel and a node of business news, which go back by time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask, Walk
from crawlers.publishers.thepaper import ENDPOINTS
from crawlers.rows import pick

HOME = "https://api.thepaper.cn"
HEADERS = {"client-type": "1", "Referer": "https://www.thepaper.cn/"}
PAGE_SIZE = 30
LISTS = (("getByChannelId", "channelId", "25951"), ("getByNodeIdPortal", "nodeId", "25434"))
"""财经, 10%公司: the name of the list, of its parameter, and the number."""
LIST_SIZE = 20
HITS, NODE = pick(ENDPOINTS, "search"), pick(ENDPOINTS, "node")


class ThepaperSpider(BackwardSpider):
    name = "thepaper"
    allowed_domains = ("thepaper.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(HITS, partial(_search, word), word))
        for path, name, number in LISTS:
            ask = partial(_list, path, name, number)
            yield from self.back(Back(NODE, ask, at=_at, subject=number))


def _at(moment: datetime) -> int:
    """To the end of the second, of which lists give the milliseconds as well."""
    return int(moment.timestamp()) * 1000 + 999


def _search(word: str, page: int) -> Ask:
    asked = {"word": word, "orderType": 3, "pageNum": page, "pageSize": PAGE_SIZE, "searchType": 1}
    return Ask(f"{HOME}/search/web/news", asked, HEADERS)


def _list(path: str, name: str, number: str, before: int) -> Ask:
    """The number of the page is looked at by nobody: these lists go on by the time alone."""
    asked = {name: number, "excludeContIds": [], "listRecommendIds": [], "province": "", "pageSize": LIST_SIZE}
    return Ask(f"{HOME}/contentapi/nodeCont/{path}", asked | {"startTime": before, "pageNum": 1}, HEADERS)

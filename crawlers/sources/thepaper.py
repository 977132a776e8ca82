"""澎湃新闻 The Paper: search by word."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.thepaper import ENDPOINTS
from crawlers.rows import pick

SEARCH = "https://api.thepaper.cn/search/web/news"
HEADERS = {"client-type": "1", "Referer": "https://www.thepaper.cn/"}
PAGE_SIZE = 30
HITS = pick(ENDPOINTS, "search")


class ThepaperSpider(PagedSpider):
    name = "thepaper"
    allowed_domains = ("thepaper.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(HITS, lambda page, word=word: _ask(word, page), word))  # type: ignore[misc]


def _ask(word: str, page: int) -> Ask:
    asked = {"word": word, "orderType": 3, "pageNum": page, "pageSize": PAGE_SIZE, "searchType": 1}
    return Ask(SEARCH, asked, HEADERS)

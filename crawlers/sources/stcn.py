"""证券时报 STCN: search by word. What is older than the search reaches is found through the web archive."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.stcn import ENDPOINTS
from crawlers.rows import pick

SEARCH = "https://www.stcn.com/article/search_data.html"
HEADERS = {"X-Requested-With": "XMLHttpRequest", "Referer": "https://www.stcn.com/article/search.html"}
HITS = pick(ENDPOINTS, "search")


class StcnSpider(PagedSpider):
    name = "stcn"
    allowed_domains = ("stcn.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(HITS, lambda page, word=word: _ask(word, page), word))  # type: ignore[misc]


def _ask(word: str, page: int) -> Ask:
    asked = {"keyword": word, "search_type": "all", "sorter": "time", "uncertainty": 1, "page_time": page}
    return Ask(f"{SEARCH}?{urlencode(asked)}", headers=HEADERS)

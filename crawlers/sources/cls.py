"""财联社 CLS: search by word in the telegraph."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.cls import ENDPOINTS, signed
from crawlers.rows import pick

SEARCH = "https://www.cls.cn/api/sw"
CLIENT = {"app": "CailianpressWeb", "os": "web", "sv": "7.7.5"}
PAGE_SIZE = 50
HITS = pick(ENDPOINTS, "search")


class ClsSpider(PagedSpider):
    name = "cls"
    allowed_domains = ("cls.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(HITS, lambda page, word=word: _ask(word, page), word, page=0))  # type: ignore[misc]


def _ask(word: str, page: int) -> Ask:
    asked = {"type": "telegram", "keyword": word, "page": page, "rn": PAGE_SIZE, **CLIENT}
    return Ask(f"{SEARCH}?{signed(CLIENT)}", asked, {"Referer": "https://www.cls.cn/searchPage"})

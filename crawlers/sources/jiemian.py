"""界面新闻 Jiemian: search by word."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.jiemian import ENDPOINTS
from crawlers.rows import pick

SEARCH = "https://a.jiemian.com/index.php"
HITS = pick(ENDPOINTS, "search")


class JiemianSpider(PagedSpider):
    name = "jiemian"
    allowed_domains = ("jiemian.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(HITS, lambda page, word=word: _ask(word, page), word))  # type: ignore[misc]


def _ask(word: str, page: int) -> Ask:
    return Ask(f"{SEARCH}?{urlencode({'m': 'search', 'a': 'index', 'msg': word, 'type': 'news', 'page': page})}")

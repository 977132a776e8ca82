"""界面新闻 Jiemian: search by word, and the newest of some columns."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from scrapy import Request

from crawlers.backward import BackwardSpider
from crawlers.paging import Ask, Walk
from crawlers.publishers.jiemian import ENDPOINTS
from crawlers.rows import pick

SEARCH = "https://a.jiemian.com/index.php"
COLUMNS = (2, 800, 847)
"""商业, 财经, 零售."""
HITS, COLUMN = pick(ENDPOINTS, "search"), pick(ENDPOINTS, "column")


class JiemianSpider(BackwardSpider):
    name = "jiemian"
    allowed_domains = ("jiemian.com",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(HITS, partial(_search, word), word))
        for column in COLUMNS:
            yield self.newest(COLUMN, f"https://www.jiemian.com/lists/{column}.html")


def _search(word: str, page: int) -> Ask:
    return Ask(f"{SEARCH}?{urlencode({'m': 'search', 'a': 'index', 'msg': word, 'type': 'news', 'page': page})}")

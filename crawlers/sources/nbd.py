"""每日经济新闻 NBD: columns by the page, search by word, articles.

Columns are newest first and are walked back to the first day asked for. The search answers with JSON; where that fails
its page is read too, which shows the newest hits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask, Walk
from crawlers.plan import Trouble
from crawlers.publishers.nbd import ENDPOINTS, HOME
from crawlers.rows import pick

COLUMNS = (2, 3, 332)
"""头条, 要闻, 重磅原创."""
SEARCH_SIZE = 16
COLUMN, SEARCH, FOUND = (pick(ENDPOINTS, name) for name in ("column", "search", "found"))
BROKEN = {"gone", "list changed", "wrong content", "publisher error"}
"""Troubles with the search that another day would not mend."""


class NbdSpider(BackwardSpider):
    name = "nbd"
    allowed_domains = ("nbd.com.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self.walk(Walk(SEARCH, partial(_search, word), word, page=0, step=SEARCH_SIZE))
        for column in COLUMNS:
            yield from self.back(Back(COLUMN, partial(_column, column), unsaid=True, subject=str(column)))

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        yield from super().list_lost(context, trouble)
        walk = context.get("walk")
        if isinstance(walk, Walk) and not walk.pages and trouble.reason in BROKEN:
            query = urlencode({"utf8": "✓", "q": walk.said})
            yield self.newest(FOUND, f"{HOME}/search/article_search/?{query}", walk.said)


def _search(word: str, start: int) -> Ask:
    asked = {"keyword": word, "from": start, "size": SEARCH_SIZE, "includeAd": True, "platform": [0, 1]}
    return Ask(f"{HOME}/news-search/queryByMatch", asked)


def _column(column: int, page: int) -> Ask:
    return Ask(f"{HOME}/columns/{column}/" + (f"page/{page}" if page > 1 else ""))

"""每日经济新闻 NBD: columns by the page, search by word, articles.

Columns are newest first and are walked back to the first day asked for; the search answers with JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.capture import Capture
from crawlers.plan import Trouble
from crawlers.publishers import nbd
from crawlers.publishers.nbd import HOME
from crawlers.slices import ALWAYS, Slice
from crawlers.spider import SourceSpider

COLUMNS = (2, 3, 332)
"""头条, 要闻, 重磅原创."""
LAST_PAGE = 500
"""Of a column, should the first day asked for never come."""
SEARCH_SIZE = 16


class NbdSpider(SourceSpider):
    name = "nbd"
    allowed_domains = ("nbd.com.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self._search(word, 0)
        for column in COLUMNS:
            yield self._column(column, 1)

    def _column(self, column: int, page: int, before: frozenset[str] = frozenset()) -> Request:
        url = f"{HOME}/columns/{column}/" + (f"page/{page}" if page > 1 else "")
        return self.ask_list(url, self.read_column, column=column, page=page, before=before)

    def read_column(
        self, soup: BeautifulSoup, column: int, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        found = nbd.column(soup).rows
        if not found:
            return  # past the last page, or a column without articles
        days = [row.when.time.date() for row in found if row.when]
        for row in found:
            yield from self.ask_row(row)
        urls = frozenset(row.url for row in found)
        if urls <= before:
            yield Trouble("page repeated", f"{HOME}/columns/{column}/page/{page}")
        elif page >= LAST_PAGE:
            yield Trouble("total differs", f"{HOME}/columns/{column}/", f"more than {LAST_PAGE} pages; narrow the days")
        elif self.plan.since and days and max(days) >= self.plan.since:
            yield self._column(column, page + 1, urls)

    def _search(self, word: str, start: int) -> Request:
        asked = {"keyword": word, "from": start, "size": SEARCH_SIZE, "includeAd": True, "platform": [0, 1]}
        return self.ask_list(
            f"{HOME}/news-search/queryByMatch", self.read_search, shape="json", data=asked, word=word, start=start
        )

    def read_search(self, answer: Any, word: str, start: int) -> Iterator[Request | Trouble | Capture]:
        found = nbd.search(answer)
        for row in found.rows:
            yield from self.ask_row(row, word)  # the publisher found the word, if not in the title
        seen, total = start + len(found.rows) + found.skipped, found.total or 0
        if seen > start and seen < total:
            yield self._search(word, seen)
        elif start < total and seen == start:
            yield self.counted(Slice(self.name, "search", word, ALWAYS, total, seen, "total differs"))
            yield Trouble("total differs", f"{HOME}/news-search/queryByMatch", f"{word}: {start} rows read of {total}")
        else:
            yield self.counted(Slice(self.name, "search", word, ALWAYS, total, seen))

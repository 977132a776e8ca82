"""网经社 100ec: search by word, in a window that grows until it brings nothing more, then by the page; newest columns.

Where the search does not answer a program, its page for readers is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.backward import Back, BackwardSpider
from crawlers.paging import Ask
from crawlers.plan import Trouble
from crawlers.publishers.ec100 import ENDPOINTS, search
from crawlers.rows import pick

HOME = "https://www.100ec.cn"
FIRST, LARGEST = 100, 3200
COLUMNS = (3, 21, 22)
"""跨境电商 and the two of all news."""
SEARCH, FOUND, COLUMN = (pick(ENDPOINTS, name) for name in ("search", "found", "column"))
BROKEN = {"gone", "list changed", "wrong content", "publisher error"}
"""Troubles with the search that another day would not mend."""


class Ec100Spider(BackwardSpider):
    name = "ec100"
    allowed_domains = ("100ec.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self._window(word, FIRST)
        for column in COLUMNS:
            yield self.newest(COLUMN, f"{HOME}/list--{column}--1.html")

    def _window(self, word: str, size: int) -> Request:
        url = f"{HOME}/searchjson.html?{urlencode({'terms': word, 'n': size})}"
        return self.ask_list(url, self.read_window, shape="json", word=word, size=size)

    def read_window(self, answer: Any, word: str, size: int) -> Iterator[Request]:
        found = search(answer)
        for row in found.rows:
            yield from self.ask_row(row, word)
        oldest = min((row.when.time.date() for row in found.rows if row.when), default=None)
        reached = oldest and self.plan.since and oldest < self.plan.since
        if found.count < size or reached:
            return
        if size < LARGEST:
            yield self._window(word, size * 2)
        else:
            page = size // FIRST + 1
            asked = Back(SEARCH, partial(_page, word), page, unsaid=True, subject=word, said=word, whole=True)
            yield from self.back(asked)

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        yield from super().list_lost(context, trouble)
        if context.get("size") == FIRST and trouble.reason in BROKEN:
            word = context["word"]
            yield from self.back(Back(FOUND, partial(_found, word), unsaid=True, subject=word, said=word, whole=True))


def _page(word: str, page: int) -> Ask:
    return Ask(f"{HOME}/searchjsona.html?{urlencode({'p': page, 'n': FIRST, 'terms': word})}")


def _found(word: str, page: int) -> Ask:
    return Ask(f"{HOME}/search.html?{urlencode({'f': 'search', 'terms': word, 'w': 'zh', 'p': page})}")

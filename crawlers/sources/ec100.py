"""网经社 100ec: search by word; the window grows until it brings nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.plan import Trouble
from crawlers.publishers.ec100 import search
from crawlers.spider import SourceSpider

SEARCH = "https://www.100ec.cn/searchjson.html"
FIRST, LARGEST = 100, 3200


class Ec100Spider(SourceSpider):
    name = "ec100"
    allowed_domains = ("100ec.cn",)

    def first(self) -> Iterator[Request]:
        for word in self.plan.words:
            yield self._window(word, FIRST)

    def _window(self, word: str, size: int) -> Request:
        url = f"{SEARCH}?{urlencode({'terms': word, 'n': size})}"
        return self.ask_list(url, self.read_window, shape="json", word=word, size=size)

    def read_window(self, answer: Any, word: str, size: int) -> Iterator[Request | Trouble]:
        found = search(answer)
        for row in found.rows:
            yield from self.ask_row(row, word)
        oldest = min((row.when.time.date() for row in found.rows if row.when), default=None)
        reached = oldest and self.plan.since and oldest < self.plan.since
        if found.count >= size and not reached:
            if size >= LARGEST:
                yield Trouble("total differs", SEARCH, f"{word}: more than {size} hits; narrow the days")
            else:
                yield self._window(word, size * 2)

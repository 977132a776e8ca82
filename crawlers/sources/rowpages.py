"""List pages of any publisher, by the selectors of a recipe."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup
from scrapy import Request

from crawlers.described import rows
from crawlers.plan import Trouble
from crawlers.sources.url import AnywhereSpider

LAST_PAGE = 100


class RowsSpider(AnywhereSpider):
    """Follows the link to the next page until its rows are older than what is asked for."""

    def first(self) -> Iterator[Request]:
        for url in self.given:
            yield self.ask_list(url, self.read_rows, url=url, seen=(url,))

    def read_rows(self, soup: BeautifulSoup, url: str, seen: tuple[str, ...]) -> Iterator[Request | Trouble]:
        assert self.recipe is not None
        found = rows(soup, self.recipe, url)
        for row in found.rows:
            yield from self.ask_row(row)
        oldest = min((row.when.time.date() for row in found.rows if row.when), default=None)
        further = str(found.next or "")
        if not further or (oldest and self.plan.since and oldest < self.plan.since):
            return
        if further in seen:
            yield Trouble("page repeated", further)
        elif len(seen) >= LAST_PAGE:
            yield Trouble("total differs", further, f"more than {LAST_PAGE} pages; the rest was not asked for")
        else:
            self.allow(further)
            yield self.ask_list(further, self.read_rows, url=further, seen=(*seen, further))

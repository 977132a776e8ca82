"""List pages of any publisher, by the selectors of a recipe."""

from __future__ import annotations

from collections.abc import Iterator

from scrapy import Request

from crawlers.described import row_pages
from crawlers.rows import Endpoint
from crawlers.sources.url import AnywhereSpider


class RowsSpider(AnywhereSpider):
    """Follows the link to the next page until all rows of one are older than what is asked for."""

    def first(self) -> Iterator[Request]:
        assert self.recipe is not None
        for url in self.given:
            yield self.follow(row_pages(self.recipe), url)

    def follow(self, endpoint: Endpoint, url: str, seen: tuple[str, ...] = ()) -> Request:
        assert self.recipe is not None
        return super().follow(row_pages(self.recipe, url), url, seen)

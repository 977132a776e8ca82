"""Lists in numbered pages: asked for one after another, until the publisher's total is read, or they repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scrapy import Request

from crawlers.plan import Trouble
from crawlers.rows import Endpoint, Listing
from crawlers.spider import SourceSpider

LAST_PAGE = 300
"""Of any list; more is said and not asked."""


@dataclass(frozen=True, slots=True)
class Ask:
    """How a page of a list is asked for."""

    url: str
    data: object = None
    """JSON to post; None: GET."""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walk:
    """A list on the way through its pages."""

    endpoint: Endpoint
    ask: Callable[[int], Ask]
    """Page number → what is asked."""
    said: str = ""
    """What the list was searched for: its rows are wanted whatever their titles say."""
    page: int = 1
    step: int = 1
    newest_first: bool = False
    """Whether a page that is wholly older than the days asked for is the last one wanted."""
    seen: int = 0
    before: frozenset[str] = frozenset()


class PagedSpider(SourceSpider):
    """Base of the spiders whose lists are numbered pages of one endpoint each."""

    def walk(self, walk: Walk) -> Request:
        """The request for the page where a walk is."""
        asked = walk.ask(walk.page)
        return self.ask_list(
            asked.url,
            self.read_walked,
            shape=walk.endpoint.shape,
            data=asked.data,
            headers=asked.headers,
            walk=walk,
        )

    def read_walked(self, content: Any, walk: Walk) -> Iterator[Request | Trouble]:
        """The documents of a page, and the next page."""
        found, url = walk.endpoint.read(content), walk.ask(walk.page).url
        ids = frozenset(row.id for row in found.rows)
        if ids and ids <= walk.before:
            yield Trouble("page repeated", url, f"{walk.endpoint.name}, page {walk.page}")
            return
        for row in found.rows:
            yield from self.ask_row(row, walk.said)
        seen, total = walk.seen + found.count, found.total
        more = seen < total if total is not None else found.next is not None
        if walk.newest_first and self._past(found):
            return
        if more and found.count and walk.page < LAST_PAGE:
            yield self.walk(replace(walk, page=walk.page + walk.step, seen=seen, before=walk.before | ids))
        elif more:
            yield Trouble("total differs", url, f"{walk.endpoint.name}: {seen} rows read of {total or 'more'}")
        if total is not None and not walk.seen:
            self.count.expected = (self.count.expected or 0) + total

    def _past(self, found: Listing) -> bool:
        days = [row.when.time.date() for row in found.rows if row.when]
        return bool(self.plan.since and days and max(days) < self.plan.since)

    @property
    def every(self) -> str:
        """What makes all rows of a list wanted: filings of a company are, whatever words their titles hold."""
        return " ".join(self.plan.words)

"""亿恩网 ENNEWS: its feed, and its quick news back to the first day asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapy import Request

from crawlers.paging import PagedSpider
from crawlers.plan import Trouble
from crawlers.publishers.ennews import FLASH, HOME, MORE, RSS
from crawlers.rows import Endpoint

FEED = f"{HOME}rss.xml"
NEWS = f"{HOME}news/"
FURTHER = f"{HOME}Home/NewsFlash/ajaxGetShortNews"
LAST_PAGE = 50


class EnnewsSpider(PagedSpider):
    name = "ennews"
    allowed_domains = ("ennews.com",)

    def first(self) -> Iterator[Request]:
        yield self.ask_list(FEED, self.read_feed, shape="text")
        yield self.ask_list(NEWS, self.read_news, endpoint=FLASH, page=1, before=frozenset())

    def read_feed(self, said: str) -> Iterator[Request]:
        for row in RSS.read(said).rows:
            yield from self.ask_row(row)

    def read_news(
        self, answer: Any, endpoint: Endpoint, page: int, before: frozenset[str]
    ) -> Iterator[Request | Trouble]:
        found = endpoint.read(answer)
        for row in found.rows:
            yield from self.ask_row(row)
        urls = frozenset(row.url for row in found.rows)
        days = [row.when.time.date() for row in found.rows if row.when]
        past = not self.plan.since or bool(days and max(days) < self.plan.since)
        if urls and urls <= before:
            yield Trouble("page repeated", FURTHER, f"page {page}")
        elif urls and found.next and not past and page < LAST_PAGE:
            yield self._further(page + 1, int(found.next), before | urls)
        elif not past:
            self.ends("quick news", FURTHER, found)

    def _further(self, page: int, last: int, before: frozenset[str]) -> Request:
        form = {"page": str(page), "loadcontinue": "true", "async": "0", "last_short_id": str(last)}
        form |= dict.fromkeys(("cate_id", "market_id", "social_id", "ecommerce_id"), "")
        headers = {"X-Requested-With": "XMLHttpRequest", "Referer": NEWS}
        return self.ask_list(
            FURTHER, self.read_news, shape="json", form=form, headers=headers, endpoint=MORE, page=page, before=before
        )

"""东方财富 Eastmoney: the filings of companies as a second witness, with the time of their disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.eastmoney import ENDPOINTS
from crawlers.rows import pick
from crawlers.slices import Days

LIST = "https://np-anotice-stock.eastmoney.com/api/security/ann"
HEADERS = {"Referer": "https://data.eastmoney.com/notices/"}
PAGE_SIZE = 100
ANNOUNCEMENTS = pick(ENDPOINTS, "announcements")


class EastmoneySpider(PagedSpider):
    name = "eastmoney"
    allowed_domains = ("eastmoney.com", "dfcfw.com")

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            cut, days = partial(partial, _ask, company.code), self.span()
            yield self.walk(Walk(ANNOUNCEMENTS, cut(days), self.every, subject=company.code, days=days, cut=cut))


def _ask(code: str, days: Days, page: int) -> Ask:
    asked = {"sr": -1, "page_size": PAGE_SIZE, "page_index": page, "ann_type": "A", "client_source": "web"}
    asked |= {"f_node": 0, "s_node": 0, "stock_list": code, "begin_time": days.since, "end_time": days.until}
    return Ask(f"{LIST}?{urlencode(asked)}", headers=HEADERS)

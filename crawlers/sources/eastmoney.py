"""东方财富 Eastmoney: the filings of companies as a second witness, with the time of their disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.eastmoney import ENDPOINTS

LIST = "https://np-anotice-stock.eastmoney.com/api/security/ann"
HEADERS = {"Referer": "https://data.eastmoney.com/notices/"}
PAGE_SIZE = 100


class EastmoneySpider(PagedSpider):
    name = "eastmoney"
    allowed_domains = ("eastmoney.com", "dfcfw.com")

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            yield self.walk(Walk(ENDPOINTS[0], lambda page, code=company.code: self._page(code, page), self.every))  # type: ignore[misc]

    def _page(self, code: str, page: int) -> Ask:
        asked = {"sr": -1, "page_size": PAGE_SIZE, "page_index": page, "ann_type": "A", "client_source": "web"}
        asked |= {"f_node": 0, "s_node": 0}
        days = {"begin_time": self.plan.since, "end_time": self.plan.until}
        given = {name: day.isoformat() for name, day in days.items() if day}
        return Ask(f"{LIST}?{urlencode({**asked, 'stock_list': code, **given})}", headers=HEADERS)

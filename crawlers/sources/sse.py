"""上交所 SSE: the filings of a company, and the exchange's letters to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from scrapy import Request

from crawlers.article import BEIJING
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.sse import ENDPOINTS
from crawlers.sources.cninfo import FIRST_DAY

LETTERS, BULLETINS = ENDPOINTS
QUERY = "https://query.sse.com.cn"
HEADERS = {"Referer": "https://www.sse.com.cn/regulation/supervision/inquiries/"}
"""Without one the publisher answers 403."""
CHANNELS = "10743,10744,10012,10007,10008,10009,10010"
"""Inquiries, then measures."""


class SseSpider(PagedSpider):
    name = "sse"
    allowed_domains = ("sse.com.cn",)

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            if company.code[0] == "6":
                for path, endpoint, asked in (
                    ("/security/stock/queryCompanyBulletin.do", BULLETINS, self._bulletins(company.code)),
                    ("/commonSoaQuery.do", LETTERS, self._letters(company.code)),
                ):
                    yield self.walk(Walk(endpoint, lambda page, p=path, a=asked: _ask(p, a, page), self.every))  # type: ignore[misc]

    def _bulletins(self, code: str) -> dict[str, str]:
        until = self.plan.until or datetime.now(BEIJING).date()
        return {
            "productId": code,
            "keyWord": "",
            "securityType": "0101,120100,020100,020200,120200",
            "reportType": "ALL",
            "reportType2": "",
            "beginDate": (self.plan.since or FIRST_DAY).isoformat(),
            "endDate": until.isoformat(),
        }

    def _letters(self, code: str) -> dict[str, str]:
        asked = {"sqlId": "BS_KCB_GGLL", "siteId": "28", "channelId": CHANNELS, "type": "", "stockcode": code}
        return asked | {"extGGDL": "", "order": "createTime|desc,stockcode|asc"}


def _ask(path: str, asked: dict[str, str], page: int) -> Ask:
    paging = {"pageSize": 25, "pageNo": page, "beginPage": page, "endPage": page, "cacheSize": 1}
    query = {"isPagination": "true", **asked, **{f"pageHelp.{name}": value for name, value in paging.items()}}
    return Ask(f"{QUERY}{path}?{urlencode(query)}", headers=HEADERS)

"""上交所 SSE: the filings of a company, and the exchange's letters to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.publishers.sse import ENDPOINTS
from crawlers.slices import Days

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
            code, days = company.code, self.span()
            if code[0] == "6":
                cut = partial(partial, _bulletins, code)
                yield self.walk(Walk(BULLETINS, cut(days), self.every, subject=code, days=days, cut=cut))
                yield self.walk(Walk(LETTERS, partial(_letters, code), self.every, subject=code))


def _bulletins(code: str, days: Days, page: int) -> Ask:
    asked = {"productId": code, "keyWord": "", "securityType": "0101,120100,020100,020200,120200"}
    asked |= {"reportType": "ALL", "reportType2": "", "beginDate": str(days.since), "endDate": str(days.until)}
    return _ask("/security/stock/queryCompanyBulletin.do", asked, page)


def _letters(code: str, page: int) -> Ask:
    asked = {"sqlId": "BS_KCB_GGLL", "siteId": "28", "channelId": CHANNELS, "type": "", "stockcode": code}
    return _ask("/commonSoaQuery.do", asked | {"extGGDL": "", "order": "createTime|desc,stockcode|asc"}, page)


def _ask(path: str, asked: dict[str, str], page: int) -> Ask:
    paging = {"pageSize": 25, "pageNo": page, "beginPage": page, "endPage": page, "cacheSize": 1}
    query = {"isPagination": "true", **asked, **{f"pageHelp.{name}": value for name, value in paging.items()}}
    return Ask(f"{QUERY}{path}?{urlencode(query)}", headers=HEADERS)

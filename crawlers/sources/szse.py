"""深交所 SZSE: the filings of a company, the exchange's letters to it, and its measures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from scrapy import Request

from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Company
from crawlers.publishers.szse import ENDPOINTS
from crawlers.rows import pick
from crawlers.slices import Days

ANNOUNCEMENTS, REPORTS = pick(ENDPOINTS, "announcements"), pick(ENDPOINTS, "reports")
HOME = "https://www.szse.cn"
NOTICES = f"{HOME}/disclosure/listed/notice/index.html"
PAGE_SIZE = 50
TABS = (("main_wxhj", "tab1"), ("main_wxhj", "tab2"), ("main_wxhj", "tab3"), ("1800_jgxxgk", "tab1"))
"""Letters by board (main, SME and ChiNext; since the merger of 2021 main and ChiNext), then measures."""


class SzseSpider(PagedSpider):
    name = "szse"
    allowed_domains = ("szse.cn",)

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            if company.code[0] in "03":
                yield from self._company(company)

    def _company(self, company: Company) -> Iterator[Request]:
        code, days = company.code, self.span()
        cut = partial(partial, _filings, code)
        yield self.walk(Walk(ANNOUNCEMENTS, cut(days), self.every, subject=code, days=days, cut=cut))
        for catalog, tab in TABS:
            asked = partial(_reports, code, catalog, tab)
            yield self.walk(Walk(REPORTS, asked, self.every, subject=f"{code} {catalog} {tab}"))


def _filings(code: str, days: Days, page: int) -> Ask:
    asked: dict[str, object] = {"seDate": [str(days.since), str(days.until)], "stock": [code]}
    asked |= {"channelCode": ["listedNotice_disc"], "pageSize": PAGE_SIZE, "pageNum": page}
    headers = {"Referer": NOTICES, "Origin": HOME, "X-Requested-With": "XMLHttpRequest"}
    return Ask(f"{HOME}/api/disc/announcement/annList", asked, headers | {"X-Request-Type": "ajax"})


def _reports(code: str, catalog: str, tab: str, page: int) -> Ask:
    asked = {"SHOWTYPE": "JSON", "CATALOGID": catalog, "TABKEY": tab, "PAGENO": page, "txtZqdm": code}
    return Ask(f"{HOME}/api/report/ShowReport/data?{urlencode(asked)}", headers={"Referer": NOTICES})

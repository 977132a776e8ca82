"""深交所 SZSE: the filings of a company, and the exchange's letters to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from scrapy import Request

from crawlers.article import BEIJING
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Company
from crawlers.publishers.szse import ENDPOINTS
from crawlers.sources.cninfo import FIRST_DAY

ANNOUNCEMENTS, REPORTS = ENDPOINTS
HOME = "https://www.szse.cn"
NOTICES = f"{HOME}/disclosure/listed/notice/index.html"
PAGE_SIZE = 50
TABS = ("tab2", "tab3")
"""Main board and ChiNext, since the boards were merged in 2021."""


class SzseSpider(PagedSpider):
    name = "szse"
    allowed_domains = ("szse.cn",)

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            if company.code[0] in "03":
                yield from self._company(company)

    def _company(self, company: Company) -> Iterator[Request]:
        since, until = self.plan.since or FIRST_DAY, self.plan.until or datetime.now(BEIJING).date()
        days = [since.isoformat(), until.isoformat()]

        def filings(page: int) -> Ask:
            asked = {"seDate": days, "stock": [company.code], "channelCode": ["listedNotice_disc"]}
            asked |= {"pageSize": PAGE_SIZE, "pageNum": page}  # type: ignore[dict-item]
            headers = {"Referer": NOTICES, "Origin": HOME, "X-Requested-With": "XMLHttpRequest"}
            return Ask(f"{HOME}/api/disc/announcement/annList", asked, headers | {"X-Request-Type": "ajax"})

        yield self.walk(Walk(ANNOUNCEMENTS, filings, self.every))
        for tab in TABS:
            yield self.walk(Walk(REPORTS, lambda page, tab=tab: self._letters(company, tab, page), self.every))  # type: ignore[misc]

    def _letters(self, company: Company, tab: str, page: int) -> Ask:
        asked = {"SHOWTYPE": "JSON", "CATALOGID": "main_wxhj", "TABKEY": tab, "PAGENO": page, "txtZqdm": company.code}
        return Ask(f"{HOME}/api/report/ShowReport/data?{urlencode(asked)}", headers={"Referer": NOTICES})

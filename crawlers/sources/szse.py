"""深交所 SZSE: the filings of a company, the exchange's letters to it, and its measures.

Letters are parted by board, in tabs whose numbers have changed: which there are the publisher says when asked for none.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from scrapy import Request

from crawlers.capture import Capture
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Company
from crawlers.publishers.szse import ENDPOINTS, Tab, tabs
from crawlers.rows import pick
from crawlers.slices import ALWAYS, Days, Slice

ANNOUNCEMENTS, REPORTS = pick(ENDPOINTS, "announcements"), pick(ENDPOINTS, "reports")
HOME = "https://www.szse.cn"
NOTICES = f"{HOME}/disclosure/listed/notice/index.html"
PAGE_SIZE = 50
CHANNELS = {"listedNotice_disc": "", "fixed_disc": " periodic"}
"""Announcements, periodic reports; with what their slices are known by."""
CATALOGS = ("main_wxhj", "1800_jgxxgk")
"""Letters, measures."""


class SzseSpider(PagedSpider):
    name = "szse"
    allowed_domains = ("szse.cn",)

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            if company.code[0] in "03":
                yield from self._company(company)

    def _company(self, company: Company) -> Iterator[Request]:
        code, days = company.code, self.span()
        for channel, also in CHANNELS.items():
            cut = partial(partial, _filings, code, channel)
            yield self.walk(Walk(ANNOUNCEMENTS, cut(days), self.every, subject=f"{code}{also}", days=days, cut=cut))
        for catalog in CATALOGS:
            ask = _reports(code, catalog, "", 1)
            yield self.ask_list(ask.url, self.read_tabs, shape="json", headers=ask.headers, code=code, catalog=catalog)

    def read_tabs(self, answer: Any, code: str, catalog: str) -> Iterator[Request | Capture]:
        """The letters that all tabs together show; a tab that shows less than it has is asked for by itself."""
        for row in REPORTS.read(answer).rows:
            yield from self.ask_row(row, self.every)
        for tab in tabs(answer):
            subject = f"{code} {catalog} {tab.key}"
            if tab.shown and tab.shown == tab.total:
                yield self.counted(self._whole(tab, subject))
            else:
                yield self.walk(Walk(REPORTS, partial(_reports, code, catalog, tab.key), self.every, subject=subject))

    def _whole(self, tab: Tab, subject: str) -> Slice:
        urls = tuple(sorted(row.url for row in tab.rows if self.chosen(row, self.every)))
        return Slice(self.name, REPORTS.name, subject, ALWAYS, tab.total, tab.shown, "", urls)


def _filings(code: str, channel: str, days: Days, page: int) -> Ask:
    asked: dict[str, object] = {"seDate": [str(days.since), str(days.until)], "stock": [code]}
    asked |= {"channelCode": [channel], "pageSize": PAGE_SIZE, "pageNum": page}
    headers = {"Referer": NOTICES, "Origin": HOME, "X-Requested-With": "XMLHttpRequest"}
    return Ask(f"{HOME}/api/disc/announcement/annList", asked, headers | {"X-Request-Type": "ajax"})


def _reports(code: str, catalog: str, tab: str, page: int) -> Ask:
    asked = {"SHOWTYPE": "JSON", "CATALOGID": catalog} | ({"TABKEY": tab} if tab else {})
    asked |= {"PAGENO": str(page), "txtZqdm": code}
    return Ask(f"{HOME}/api/report/ShowReport/data?{urlencode(asked)}", headers={"Referer": NOTICES})

"""巨潮资讯 cninfo: all filings of listed companies, by company and days, checked against the publisher's own totals.

Where no company is named, the filings in whose texts a word is found.

The publisher fails silently in several ways: a wrong orgId gives an empty list, pages past the end repeat the first,
more than 3000 rows are never shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy import Request

from crawlers.capture import Capture
from crawlers.paging import Ask, PagedSpider, Walk
from crawlers.plan import Company, Trouble
from crawlers.publishers import cninfo
from crawlers.publishers.cninfo import ENDPOINTS
from crawlers.rows import Row, pick
from crawlers.slices import Days

HOME = "http://www.cninfo.com.cn"
LOOK_UP = f"{HOME}/new/information/topSearch/query"
STOCKS = tuple(f"{HOME}/new/data/{name}_stock.json" for name in ("szse", "gfzr"))
"""All companies in a file: of the three exchanges, whatever its name says, then of the market for transfers."""
PAGE_SIZE = 30
"""The publisher's cap; more is silently cut to this."""
LIMIT = 2900
"""Rows of a slice; beyond 3000 the publisher repeats itself."""
FILINGS, SEARCH = pick(ENDPOINTS, "filings"), pick(ENDPOINTS, "search")
SEARCH_SIZE, SEARCH_LIMIT = 100, 19_900
"""Of the search in texts; beyond 20000 it is empty."""


class CninfoSpider(PagedSpider):
    name = "cninfo"
    allowed_domains = ("cninfo.com.cn",)

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        self._looked_up: set[str] = set()
        self._stocks: dict[str, dict[str, Row]] = {}
        """Companies by code, of the files that were read."""

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            yield self._filings(company) if company.orgid else self._look_up(company)
        for word in () if self.plan.companies else self.plan.words:
            cut, days = partial(partial, _search, word), self.span()
            yield self.walk(Walk(SEARCH, cut(days), subject=word, days=days, cut=cut, most=SEARCH_LIMIT))

    def chosen(self, row: Row, said: str) -> bool:
        return _mainland(row) and super().chosen(row, said)

    def ask_row(self, row: Row, *said: str) -> Iterator[Request]:
        if _mainland(row):
            yield from super().ask_row(row, *said)

    def _look_up(self, company: Company) -> Request:
        self._looked_up.add(company.code)
        asked = {"keyWord": company.code, "maxNum": "10"}
        return self.ask_list(LOOK_UP, self.read_look_up, shape="json", form=asked, company=company)

    def read_look_up(self, answer: Any, company: Company) -> Iterator[Request | Trouble]:
        found = {row.code: row for row in cninfo.companies(answer).rows}.get(company.code)
        if found:
            yield from self._known(company, found)
        else:
            yield from self._seek(company, Trouble("unknown company", LOOK_UP, company.code))

    def _known(self, company: Company, row: Row) -> Iterator[Request]:
        if row.id != company.orgid:
            if company.orgid:
                self.logger.warning("%s has orgId %s, not %s", company.code, row.id, company.orgid)
            yield self._filings(replace(company, orgid=row.id, name=row.title))

    def _seek(self, company: Company, why: Trouble) -> Iterator[Request | Trouble]:
        """A company that the look-up does not give, in the files of all; `why` is said where none has it."""
        unread = [file for file in STOCKS if file not in self._stocks]
        for rows in self._stocks.values():
            if company.code in rows:
                yield from self._known(company, rows[company.code])
                return
        if unread:
            file, read = unread[0], self.read_stocks
            yield self.ask_list(file, read, shape="json", priority=1, company=company, why=why, file=file)
        else:
            yield why

    def read_stocks(self, answer: Any, company: Company, why: Trouble, file: str) -> Iterator[Request | Trouble]:
        self._stocks[file] = {row.code: row for row in cninfo.companies(answer).rows if row.code}
        yield from self._seek(company, why)

    def instead(self, request: Request, trouble: Trouble) -> Iterator[Request]:
        """The look-up may fail where the files of all companies do not."""
        asked = request.cb_kwargs.get("context", {})
        if "company" in asked:
            self._stocks.setdefault(asked.get("file", LOOK_UP), {})
            found = self._seek(asked["company"], asked.get("why", trouble))
            yield from (one for one in found if isinstance(one, Request))

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        if "why" in context:
            self.trouble(context["why"])
        yield from super().list_lost(context, trouble)

    def _filings(self, company: Company) -> Request:
        cut = partial(partial, _ask, company)
        more = {"orgid": company.orgid}
        walk = Walk(FILINGS, cut(self.span()), self.every, subject=company.code, days=self.span(), cut=cut)
        return self.walk(replace(walk, most=LIMIT, code=company.code, company=company.name, more=more))

    def read_walked(self, content: Any, walk: Walk) -> Iterator[Request | Trouble | Capture]:
        if walk.code and not walk.pages and walk.days == self.span() and walk.code not in self._looked_up:
            found = walk.endpoint.read(content)
            if not found.total:
                # A wrong orgId is answered with an empty list too; the look-up tells the two apart.
                yield self._look_up(Company(walk.code, walk.more["orgid"], walk.company))
        yield from super().read_walked(content, walk)


def _mainland(row: Row) -> bool:
    """Whether a filing is of a company listed in mainland China: the search finds those of Hong Kong too."""
    return len(row.code or "") == 6


def _search(word: str, days: Days, page: int) -> Ask:
    """The search cuts a word into pieces and takes any of them, so that title or passage must hold it in whole."""
    asked = {"searchkey": word, "sdate": str(days.since), "edate": str(days.until), "isfulltext": "true"}
    asked |= {"sortName": "pubdate", "sortType": "desc", "pageNum": str(page), "pageSize": str(SEARCH_SIZE), "type": ""}
    return Ask(f"{HOME}/new/fulltextSearch/full", form=asked)


def _ask(company: Company, days: Days, page: int) -> Ask:
    code = company.code
    column, plate = ("sse", "sh") if code[0] == "6" else ("bj", "bj") if code[0] in "489" else ("szse", "sz")
    asked = {
        "pageNum": str(page),
        "pageSize": str(PAGE_SIZE),
        "column": column,
        "tabName": "fulltext",
        "plate": plate,
        "stock": f"{code},{company.orgid}",
        "searchkey": "",
        "secid": "",
        "category": "",
        "trade": "",
        "seDate": f"{days.since}~{days.until}",
        "sortName": "time",
        "sortType": "desc",
        "isHLtitle": "false",
    }
    return Ask(f"{HOME}/new/hisAnnouncement/query", form=asked)

"""巨潮资讯 cninfo: all filings of listed companies, by company and days, checked against the publisher's own totals.

The publisher fails silently in several ways: a wrong orgId gives an empty list, pages past the end repeat the first,
more than 3000 rows are never shown. So every slice of days is
counted, read again on a difference, and named if the difference stays.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from scrapy import Request

from crawlers.article import BEIJING
from crawlers.plan import Company, Trouble
from crawlers.publishers import cninfo
from crawlers.refusals import Shape
from crawlers.rows import Row
from crawlers.spider import SourceSpider

HOME = "http://www.cninfo.com.cn"
PAGE_SIZE = 30
"""The publisher's cap; more is silently cut to this."""
LIMIT = 2900
"""Rows of a slice; beyond 3000 the publisher repeats itself."""
FIRST_DAY = date(2000, 1, 1)


@dataclass
class Slice:
    """Some days of a company's filings while they are read."""

    company: Company
    since: date
    until: date
    whole: bool = False
    """All days asked for: these were not halved."""
    again: bool = False
    """Read for the second time, because the first count did not agree."""
    ids: set[str] = field(default_factory=set)
    pages: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def days(self) -> str:
        return f"{self.since}~{self.until}"

    def __str__(self) -> str:
        return f"{self.company.code} {self.days}"


class CninfoSpider(SourceSpider):
    name = "cninfo"
    allowed_domains = ("cninfo.com.cn",)

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        self._looked_up: set[str] = set()

    def first(self) -> Iterator[Request]:
        for company in self.plan.companies:
            if company.orgid:
                yield from self._company(company)
            else:
                yield self._look_up(company)

    def _look_up(self, company: Company) -> Request:
        self._looked_up.add(company.code)
        asked = {"keyWord": company.code, "maxNum": "10"}
        url = f"{HOME}/new/information/topSearch/query"
        return self.ask_list(url, self.read_look_up, shape="json", form=asked, company=company)

    def read_look_up(self, answer: Any, company: Company) -> Iterator[Request | Trouble]:
        for row in cninfo.companies(answer).rows:
            if row.code == company.code:
                if row.id != company.orgid:
                    if company.orgid:
                        self.logger.warning("%s has orgId %s, not %s", company.code, row.id, company.orgid)
                    yield from self._company(replace(company, orgid=row.id, name=row.title))
                return
        yield Trouble("unknown company", f"{HOME}/new/information/topSearch/query", company.code)

    def _company(self, company: Company) -> Iterator[Request]:
        until = self.plan.until or datetime.now(BEIJING).date()
        yield self._page(Slice(company, self.plan.since or FIRST_DAY, until, whole=True), 1)

    def _page(self, part: Slice, page: int) -> Request:
        code = part.company.code
        column, plate = ("sse", "sh") if code[0] == "6" else ("bj", "bj") if code[0] in "489" else ("szse", "sz")
        asked = {
            "pageNum": str(page),
            "pageSize": str(PAGE_SIZE),
            "column": column,
            "tabName": "fulltext",
            "plate": plate,
            "stock": f"{code},{part.company.orgid}",
            "searchkey": "",
            "secid": "",
            "category": "",
            "trade": "",
            "seDate": part.days,
            "sortName": "time",
            "sortType": "desc",
            "isHLtitle": "false",
        }
        url = f"{HOME}/new/hisAnnouncement/query"
        return self.ask_list(url, self.read_page, shape="json", form=asked, priority=1, part=part, page=page)

    def read_page(self, answer: Any, part: Slice, page: int) -> Iterator[Request | Trouble]:
        found = cninfo.filings(answer)
        rows, total = found.rows, found.total or 0
        if total > LIMIT and part.since < part.until:
            middle = part.since + (part.until - part.since) // 2
            for since, until in ((part.since, middle), (middle + timedelta(days=1), part.until)):
                yield self._page(Slice(part.company, since, until), 1)
            return
        signature = tuple(row.id for row in rows)
        if rows and signature in part.pages:
            yield from self._differs(part, total, "page repeated")
            return
        part.pages.add(signature)
        if not total and part.whole and part.company.code not in self._looked_up:
            # A wrong orgId is answered with an empty list too; the look-up tells the two apart.
            yield self._look_up(part.company)
        for row in rows:
            yield from self._filing(row, part)
        pages = math.ceil(total / PAGE_SIZE)
        if page < pages and len(rows) + found.skipped == PAGE_SIZE:
            yield self._page(part, page + 1)
        elif len(part.ids) != total:
            yield from self._differs(part, total, "total differs")
        else:
            self.count.expected = (self.count.expected or 0) + total

    def _differs(self, part: Slice, total: int, reason: str) -> Iterator[Request | Trouble]:
        """The count may have changed while it was read: once more, then it is said."""
        if not part.again:
            yield self._page(Slice(part.company, part.since, part.until, again=True), 1)
            return
        self.count.expected = (self.count.expected or 0) + total
        url = f"{HOME}/new/hisAnnouncement/query"
        yield Trouble(reason, url, f"{part}: {len(part.ids)} filings read, the publisher says {total}")

    def _filing(self, row: Row, part: Slice) -> Iterator[Request]:
        if row.code != part.company.code:
            return  # of another company: not counted, so that the total differs and is said
        part.ids.add(row.id)
        if row.when is None or not self.wanted_day(row.when.time.date()):
            return
        meta = row.meta() | {"orgid": part.company.orgid, "company": row.company or part.company.name}
        shape: Shape = "pdf" if row.url.lower().endswith(".pdf") else "html"
        yield from self.ask_page(row.url, meta, shape=shape)

    def wanted_day(self, day: date) -> bool:
        """Rows outside the days asked for have been seen."""
        return not ((self.plan.since and day < self.plan.since) or (self.plan.until and day > self.plan.until))

"""巨潮资讯 cninfo: all filings of listed companies, by company and days, checked against the publisher's own totals.

The publisher fails silently in several ways: a wrong orgId gives an empty list, pages past the end repeat the first,
more than 3000 rows are never shown. So every slice of days is
counted, read again on a difference, and named if the difference stays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scrapy import Request

from crawlers.article import BEIJING, Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.plan import Company, Trouble
from crawlers.reading import read_any
from crawlers.refusals import Shape
from crawlers.spider import ListChanged, SourceSpider

HOME = "http://www.cninfo.com.cn"
FILES = "http://static.cninfo.com.cn/"
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
        if not isinstance(answer, list):
            raise ListChanged("the company look-up does not answer with a list")
        for row in answer:
            if isinstance(row, dict) and row.get("code") == company.code and row.get("orgId"):
                if row["orgId"] != company.orgid:
                    if company.orgid:
                        self.logger.warning("%s has orgId %s, not %s", company.code, row["orgId"], company.orgid)
                    yield from self._company(replace(company, orgid=str(row["orgId"]), name=str(row.get("zwjc") or "")))
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
        rows, total = _rows(answer)
        if total > LIMIT and part.since < part.until:
            middle = part.since + (part.until - part.since) // 2
            for since, until in ((part.since, middle), (middle + timedelta(days=1), part.until)):
                yield self._page(Slice(part.company, since, until), 1)
            return
        signature = tuple(str(row.get("announcementId")) for row in rows)
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
        if page < pages and len(rows) == PAGE_SIZE:
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

    def _filing(self, row: dict[str, Any], part: Slice) -> Iterator[Request]:
        number, path = str(row.get("announcementId") or ""), str(row.get("adjunctUrl") or "")
        if not number or str(row.get("secCode")) != part.company.code:
            return  # of another company: not counted, so that the total differs and is said
        part.ids.add(number)
        when = _time(row.get("announcementTime"))
        if when is None or not path or not self.wanted_day(when.date()):
            return
        meta = {
            "id": number,
            "title": squeeze(re.sub(r"</?em>", "", str(row.get("announcementTitle") or ""))),
            "published": when.isoformat(),
            "precision": "day" if when.time() == time() else "minute",
            "code": part.company.code,
            "company": str(row.get("secName") or part.company.name),
            "orgid": part.company.orgid,
            "types": str(row.get("announcementType") or ""),
        }
        shape: Shape = "pdf" if path.lower().endswith(".pdf") else "html"
        yield from self.ask_page(FILES + path.lstrip("/"), meta, shape=shape)

    def wanted_day(self, day: date) -> bool:
        """Rows outside the days asked for have been seen."""
        return not ((self.plan.since and day < self.plan.since) or (self.plan.until and day > self.plan.until))


def _rows(answer: Any) -> tuple[list[dict[str, Any]], int]:
    """The rows of a list answer and the publisher's total. Null rows are a legal empty list."""
    if not isinstance(answer, dict) or "announcements" not in answer:
        raise ListChanged("the list answers without announcements")
    given = answer["announcements"]
    if not isinstance(given, list | None):
        raise ListChanged("announcements is no list")
    totals = [_number(answer.get(name)) for name in ("totalRecordNum", "totalAnnouncement")]
    rows = [row for row in given or [] if isinstance(row, dict)]
    return rows, next((total for total in totals if total), 0) or len(rows)


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0  # null, or absent


def _time(milliseconds: object) -> datetime | None:
    """Beijing time of an epoch; a day alone is given as its midnight there."""
    number = _number(milliseconds)
    return datetime.fromtimestamp(number / 1000, UTC).astimezone(BEIJING) if number > 0 else None


def read(capture: Capture) -> Article:
    """A filing: the text of its PDF, with title and day as the publisher lists them. Raises Unreadable."""
    article = read_any(capture)
    meta = capture.meta
    when = datetime.fromisoformat(meta["published"]) if "published" in meta else article.published
    precision = ("minute" if meta["precision"] == "minute" else "day") if "precision" in meta else article.precision
    return replace(
        article,
        title=meta.get("title") or article.title,
        publisher="巨潮资讯",
        published=when,
        precision=precision,
        published_raw=meta.get("published") or article.published_raw,
        code=meta.get("code") or article.code,
        problems=tuple(said for said in article.problems if not (when and "published" in said)),
    )

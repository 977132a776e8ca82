"""巨潮资讯 cninfo: its list of filings, its look-up of companies, and filings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.filing import as_listed
from crawlers.moments import Moment
from crawlers.reading import read_any
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    listed,
    moment,
    number,
    objection,
    text,
    value,
)

FILES = "http://static.cninfo.com.cn/"


def filings(answer: Any) -> Listing:
    """The list of filings, and the search in their texts. Null rows are a legal empty list.

    Its totals may be null, texts, or 0 beside rows; how many pages there are it does not say, but whether there is one.
    """
    if not isinstance(answer, dict) or "announcements" not in answer:
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("the list answers without announcements")
    totals = [number(answer.get(name)) for name in ("totalRecordNum", "totalAnnouncement")]
    found = listed(answer["announcements"], _filing)
    total, stated = next((total for total in totals if total), None), str(value(answer, "hasMore")).lower()
    more = bool(found.rows) and stated != "false" and (stated == "true" if total is None else total > len(found.rows))
    if total is None and not more:
        total = len(found.rows)
    return replace(found, total=total, next=more or None)


def _filing(row: Mapping[str, Any]) -> Row | None:
    key, path = text(row, "announcementId"), text(row, "adjunctUrl")
    if not key or not path:
        return None
    when = moment(value(row, "announcementTime"))
    if when and when.precision == "second" and not when.time.second:
        when = Moment(when.time, "minute", when.raw)
    more = {"types": text(row, "announcementType"), "orgid": text(row, "orgId")}
    title, code = text(row, "announcementTitle", "shortTitle"), text(row, "secCode")
    name, snippet = text(row, "secName") or None, text(row, "announcementContent")
    return Row(key, title, address(path, FILES), when, code or None, name, snippet, more)


def companies(answer: Any) -> Listing:
    """The look-up of companies: `id` is the publisher's own of the company."""
    names = ("keyBoardList", "stockList")
    rows = value(answer, *names) or [] if isinstance(answer, dict) and answer.keys() & set(names) else answer
    if not isinstance(rows, list):
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("the look-up does not answer with a list")
    return listed(rows, _company)


def _company(row: Mapping[str, Any]) -> Row | None:
    code, orgid, name = text(row, "code"), text(row, "orgId"), text(row, "zwjc")
    if not (code and orgid):
        return None
    page = f"http://www.cninfo.com.cn/new/disclosure/stock?stockCode={code}&orgId={orgid}"
    return Row(orgid, name, page, None, code, name or None)


ENDPOINTS = (
    Endpoint("filings", filings, marks=('"announcements"',)),
    Endpoint("search", filings, marks=('"announcements"',)),
    Endpoint("companies", companies, marks=('"orgId"', '"keyBoardList"', '"stockList"'), begins=r"\["),
)


def read(capture: Capture) -> Article:
    """A filing: the text of its PDF, with title and day as the publisher lists them. Raises Unreadable."""
    return as_listed(read_any(capture), capture, "巨潮资讯")

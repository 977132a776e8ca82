"""东方财富 Eastmoney: announcements of listed companies as a list, as PDF, and as plain text by the page; news."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from crawlers.article import Article
from crawlers.assembly import Line, assemble, squeeze
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.publishers.cninfo import as_listed
from crawlers.reading import read_any
from crawlers.refusals import read_json
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
    within,
)


def announcements(answer: Any) -> Listing:
    """The list. A filing is disclosed at its display time, often the evening before the day it is dated."""
    data = within(answer, "data")
    rows = within(answer, "data", "list")
    total, page, size = (number(value(data, name)) for name in ("total_hits", "page_index", "page_size"))
    further = page + 1 if rows and total and page and size and page * size < total else None
    return listed(rows, _announcement, total=total, next=further)


def _announcement(row: Mapping[str, Any]) -> Row | None:
    key = text(row, "art_code")
    if not key:
        return None
    codes = row.get("codes") or []
    of = codes[0] if isinstance(codes, list) and codes and isinstance(codes[0], dict) else {}
    when = moment(value(row, "display_time")) or moment(value(row, "notice_date"))
    more = {"dated": text(row, "notice_date")[:10]}
    code, company = text(of, "stock_code"), text(of, "short_name")
    title = text(row, "title", "title_ch")
    return Row(key, title, file_url(key), when, code or None, company or None, more=more)


def file_url(art_code: str) -> str:
    """The PDF of an announcement."""
    return f"https://pdf.dfcfw.com/pdf/H2_{art_code}_1.pdf"


def news(answer: Any) -> Listing:
    """The search in news; rows come in no order of time. Without a session the publisher leaves the articles out."""
    found = within(answer, "result")
    given = found.get("cmsArticleWebOld") if isinstance(found, dict) else None
    if given is None and isinstance(found, dict) and found:
        raise AnswerRefused("blocked", f"{', '.join(found)} in place of articles: the search wants a session")
    rows = given.get("list") if isinstance(given, dict) else given
    return listed(rows, _news, total=number(answer.get("hitsTotal")))


def columns(answer: Any) -> Listing:
    """The newest articles of a column."""
    return listed(_of(answer, "list"), _news)


def flashes(answer: Any) -> Listing:
    """The newest short items. Their total is a cap; `next` is the cursor of older ones."""
    rows = _of(answer, "fastNewsList")
    return listed(rows, _news, next=(text(answer["data"], "sortEnd") or None) if rows else None)


def _of(answer: Any, name: str) -> Any:
    """Rows of an answer that calls success "1"."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or name not in data:
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged(f"the answer has no data.{name}")
    return data[name]


def _news(row: Mapping[str, Any]) -> Row | None:
    key = text(row, "code")
    if not key:
        return None
    url = text(row, "uniqueUrl", "url") or f"https://finance.eastmoney.com/a/{key}.html"
    more = {"media": text(row, "mediaName")}
    when, about = moment(value(row, "date", "showTime")), text(row, "summary", "content")
    return Row(key, text(row, "title"), address(url, NEWS), when, text=about, more=more)


NEWS = "https://finance.eastmoney.com/"
ENDPOINTS = (
    Endpoint("announcements", announcements, marks=('"total_hits"', '"display_time"')),
    Endpoint("news", news, marks=('"cmsArticleWebOld"', '"passportWeb"')),
    Endpoint("flashes", flashes, marks=('"fastNewsList"',)),
    Endpoint("columns", columns, marks=('"uniqueUrl"', '"mediaName"', '"showTime"')),
)

PAGE_MARKS = ('"notice_content"',)
"""JSON that holds an announcement and no list."""


def read(capture: Capture) -> Article:
    """An announcement: its PDF, or an answer of its text. Raises Unreadable."""
    if b'"notice_content"' not in capture.body:
        if capture.body.lstrip()[:1] == b"{":
            raise PageChanged(capture.url, "data.notice_content", 0)
        return as_listed(read_any(capture), capture, "东方财富")
    data = read_json(capture.body).get("data")
    if not isinstance(data, dict) or not text(data, "notice_content"):
        raise PageChanged(capture.url, "data.notice_content", 0)
    lines = [squeeze(line) for line in re.split(r"[\r\n]+", str(data["notice_content"]))]
    content, blocks = assemble(Line("paragraph", line) for line in lines if line)
    when, pages = moment(value(data, "eitime", "notice_date")), number(data.get("page_size")) or 1
    stocks = data.get("security") or []
    stock = text(stocks[0], "stock") if isinstance(stocks, list) and stocks and isinstance(stocks[0], dict) else ""
    return Article(
        url=file_url(text(data, "art_code")),
        source=capture.source,
        text=content,
        title=text(data, "notice_title") or None,
        publisher="东方财富",
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        code=stock or None,
        blocks=blocks,
        problems=(f"this is one of {pages} parts of the text",) if pages > 1 else (),
    )

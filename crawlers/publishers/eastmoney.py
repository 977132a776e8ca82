"""东方财富 Eastmoney: announcements of listed companies as a list, as PDF, and as plain text in parts; news."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crawlers.article import Article
from crawlers.assembly import Line, assemble, squeeze
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.filing import as_listed
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
    one_of,
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
    of = one_of(row, "codes")
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
    if not isinstance(found, dict):
        raise ListChanged("result is no object")
    given = found.get("cmsArticleWebOld")
    total = number(answer.get("hitsTotal"))
    if total and (found == {} or given == {}):
        raise ListChanged(f"result has no articles, though there are {total}")
    if given is None and found:
        raise AnswerRefused("blocked", f"{', '.join(found)} in place of articles: the search wants a session")
    rows = within(given, "list") if isinstance(given, dict) and given else given or []
    return listed(rows, _news, total=total)


def columns(answer: Any) -> Listing:
    """The newest articles of a column."""
    return listed(_with(answer, "list")["list"], _news)


def flashes(answer: Any) -> Listing:
    """The newest short items. Their total is a cap; `next` is the cursor of older ones."""
    data = _with(answer, "fastNewsList")
    rows = data["fastNewsList"]
    return listed(rows, _news, next=(text(data, "sortEnd") or None) if rows else None)


def _with(answer: Any, name: str) -> Mapping[str, Any]:
    """The data of an answer, which calls success "1", with this key in it."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict) or name not in data:
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged(f"the answer has no data.{name}")
    return data


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


@dataclass(frozen=True, slots=True)
class Part:
    """An answer of an announcement's text, which comes in parts of some 5000 signs."""

    key: str
    """The announcement's art_code."""
    text: str
    pages: int
    """Parts that there are."""
    about: Mapping[str, Any]
    """What else the answer says of the announcement."""


def part(answer: Any) -> Part:
    """A part of the text. Raises AnswerRefused, "empty" where there is no text, and ListChanged."""
    about = _with(answer, "notice_content")
    said = str(about["notice_content"] or "")
    if not said.strip():
        raise AnswerRefused("empty", "the publisher has no text of this announcement")
    return Part(text(about, "art_code"), said, number(value(about, "page_size")) or 1, about)


def joined(answers: Sequence[Any]) -> bytes:
    """The whole of a text as one body: its answers in their order, as they came."""
    return json.dumps({"parts": list(answers)}, ensure_ascii=False).encode()


def read(capture: Capture) -> Article:
    """An announcement: its PDF, or the answers of its text. Raises Unreadable."""
    if b'"notice_content"' not in capture.body:
        if capture.body.lstrip()[:1] == b"{":
            raise PageChanged(capture.url, "data.notice_content", 0)
        return as_listed(read_any(capture), capture, "东方财富")
    answer = read_json(capture.body)
    try:
        parts = [part(one) for one in answer.get("parts") or [answer]]
    except (AnswerRefused, ListChanged):
        raise PageChanged(capture.url, "data.notice_content", 0) from None
    # Parts are cut by their length, in the middle of a sentence or a figure.
    lines = [squeeze(line) for line in re.split(r"[\r\n]+", "".join(one.text for one in parts))]
    content, blocks = assemble(Line("paragraph", line) for line in lines if line)
    about, pages = parts[0].about, parts[0].pages
    when = moment(value(about, "eitime", "notice_date"))
    article = Article(
        url=file_url(parts[0].key),
        source=capture.source,
        text=content,
        title=text(about, "notice_title") or None,
        publisher="东方财富",
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        code=text(one_of(about, "security"), "stock") or None,
        blocks=blocks,
        problems=(f"{len(parts)} of {pages} parts of the text",) if pages > len(parts) else (),
    )
    return as_listed(article, capture, "东方财富")

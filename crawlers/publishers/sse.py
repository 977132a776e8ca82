"""上交所 SSE: inquiry letters and bulletins, the latter in two forms and two spellings of their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.filing import as_listed
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
    stem,
    text,
    value,
)

FILES = "https://static.sse.com.cn"


def bulletins(answer: Any) -> Listing:
    """Filings of a company. In the newer form a filing is a list of files: its text and what is attached."""
    rows, total, further = _page(answer)
    found = listed(rows, _bulletin, total=total, next=further)
    # The total is of filings, not of the files that each is made of.
    return replace(found, counted=len(rows)) if any(isinstance(row, list) for row in rows) else found


def letters(answer: Any) -> Listing:
    """Inquiry letters and measures."""
    rows, total, further = _page(answer)
    return listed(rows, _letter, total=total, next=further)


def _page(answer: Any) -> tuple[list[Any], int | None, int | None]:
    if not isinstance(answer, dict) or not ({"pageHelp", "result"} & answer.keys()):
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("neither pageHelp nor result")
    given = answer.get("pageHelp")
    paging: Mapping[str, Any] = given if isinstance(given, dict) else {}
    if given is not None and not isinstance(given, dict):
        raise ListChanged("pageHelp is no object")
    if "data" not in paging and answer.get("result") is None:
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("neither pageHelp.data nor result")
    rows = paging.get("data") or answer.get("result") or []
    if not isinstance(rows, list):
        raise ListChanged(f"the rows are no list but {type(rows).__name__}")
    total, page, size = (number(value(paging, name)) for name in ("total", "pageNo", "pageSize"))
    if not rows and (said := objection(answer)):
        raise AnswerRefused("publisher error", said)
    # The publisher's own last page is not to be trusted; its total is.
    further = page + 1 if rows and total and page and size and page * size < total else None
    return rows, total, further


def _bulletin(row: Mapping[str, Any]) -> Row | None:
    path = text(row, "URL")
    if not path:
        return None
    code, company = text(row, "SECURITY_CODE"), text(row, "SECURITY_NAME", "SECURITY_ABBR")
    when = moment(value(row, "SSEDATE", "SSEDate", "ADDDATE"))
    more = {"package": text(row, "ORG_BULLETIN_ID"), "kind": text(row, "BULLETIN_TYPE_DESC", "BULLETIN_TYPE")}
    url = address(path, FILES)
    return Row(stem(url), text(row, "TITLE"), url, when, code or None, company or None, more=more)


def _letter(row: Mapping[str, Any]) -> Row | None:
    path = text(row, "docURL")
    if not path:
        return None
    url, code = address(path, "https://www.sse.com.cn/"), text(row, "stockcode", "extSECURITY_CODE")
    when = moment(value(row, "createTime", "cmsOpDate"))
    kind, key = text(row, "extWTFL"), text(row, "docId") or stem(url)
    return Row(key, text(row, "docTitle"), url, when, code or None, text(row, "extGSJC") or None, more={"kind": kind})


ENDPOINTS = (
    Endpoint("letters", letters, marks=('"docURL"', '"extWTFL"', '"BS_KCB_GGLL')),
    Endpoint("bulletins", bulletins, marks=('"pageHelp"', '"SSEDATE"')),
)


def read(capture: Capture) -> Article:
    """A filing or letter. Raises Unreadable."""
    return as_listed(read_any(capture), capture, "上海证券交易所")

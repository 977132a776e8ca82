"""深交所 SZSE: announcements, inquiry letters with their replies, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    inner,
    listed,
    moment,
    number,
    objection,
    plain,
    stem,
    text,
    value,
    within,
)

FILES = "https://disc.static.szse.cn/download"
REPORTS = "http://reportdocs.static.szse.cn"
# A cell may hold several links, and `encode-open` paths of pages: only files are letters.
_FILE = re.compile(r"encode-open\s*=\s*['\"](/UpFiles/[^'\"]+)|(/UpFiles/[^'\"<>\s]+\.\w+)", re.I)

_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.I | re.S)


def announcements(answer: Any) -> Listing:
    """The list of filings. Which channel or category a row is of may be null and is not looked at."""
    return listed(within(answer, "data"), _announcement, total=number(answer.get("announceCount")))


def _announcement(row: Mapping[str, Any]) -> Row | None:
    path, when = text(row, "attachPath"), moment(value(row, "publishTime"))
    key = text(row, "id", "annId")
    if not path or not key:
        return None
    title, code = text(row, "title"), text(row, "secCode")
    return Row(
        key,
        title,
        path if path.startswith("http") else FILES + "/" + path.lstrip("/"),
        when,
        code or None,
        text(row, "secName") or None,
    )


def reports(answer: Any) -> Listing:
    """Letters or measures: an answer of tabs, of which one or several are filled."""
    if not isinstance(answer, list):
        said = objection(answer)
        raise AnswerRefused("publisher error", said) if said else ListChanged("the report does not answer with tabs")
    tabs = [tab for tab in answer if isinstance(tab, dict)]
    wrong = next((str(tab["error"]) for tab in tabs if tab.get("error")), None)
    if wrong:
        raise AnswerRefused("publisher error", wrong)
    read = [_tab(tab) for tab in tabs]
    counts = [tab.total for tab in read if tab.total is not None]
    further = next((tab.next for tab in reversed(read) if tab.next), None)
    rows, shown = tuple(row for tab in read for row in tab.rows), sum(tab.shown for tab in read)
    return Listing(rows, sum(counts) if counts else None, further, sum(tab.skipped for tab in read), shown)


def tabs(answer: Any) -> list[Tab]:
    """The tabs of an answer to a question for none of them. Raises ListChanged and AnswerRefused."""
    reports(answer)
    return [_tab(tab) for tab in answer if isinstance(tab, dict)]


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of a report."""

    key: str
    """What it is asked for by."""
    rows: tuple[Row, ...]
    total: int | None
    """Rows that it has, as the publisher counts."""
    shown: int
    """And those that this answer shows of it, of which some may be none."""
    skipped: int
    next: int | None
    """Number of its next page."""


def _tab(tab: Mapping[str, Any]) -> Tab:
    if "data" not in tab:
        raise ListChanged("a tab has no data")
    about, rows = inner(tab, "metadata"), tab["data"] or []
    if not isinstance(rows, list):
        raise ListChanged("data of a tab is no list")
    files = [list(_letters(row)) if isinstance(row, dict) else [] for row in rows]
    page, last = number(value(about, "pageno")), number(value(about, "pagecount"))
    return Tab(
        text(about, "tabkey"),
        tuple(row for letters in files for row in letters),
        number(value(about, "recordcount")),
        len(rows),
        sum(not letters for letters in files),
        page + 1 if rows and page and last and page < last else None,
    )


def _letters(row: Mapping[str, Any]) -> Iterator[Row]:
    """A letter, and the reply to it."""
    code, company = text(row, "gsdm", "gkxx_gsdm"), text(row, "gsjc", "gkxx_gsjc")
    kind = text(row, "hjlb", "gkxx_jgcs")
    when = moment(value(row, "fhrq", "gkxx_gdrq"))
    more = {"kind": kind, "persons": text(row, "gkxx_sjdx")}
    for cell, suffix in (("ck", ""), ("hjnr", ""), ("hfck", "回复")):
        for path, said in _files(str(value(row, cell) or "")):
            title = said if said not in ("", "详细内容", "查看") else f"{company}：{kind}{suffix}"
            # The day is that of the letter; when a reply came the list does not say.
            day = None if suffix else when
            yield Row(stem(path), title, REPORTS + path, day, code or None, company or None, more=more)


def _files(cell: str) -> Iterator[tuple[str, str]]:
    """The files that a cell links to, each once, with the words of their links."""
    seen = set()
    for link in _LINK.finditer(cell) if "<a" in cell else ():
        path = _FILE.search(link[0])
        if path and (path[1] or path[2]) not in seen:
            seen.add(path[1] or path[2])
            yield path[1] or path[2], plain(link[1])
    bare = None if seen else _FILE.search(cell)
    if bare:
        yield bare[1] or bare[2], ""


ENDPOINTS = (
    Endpoint("announcements", announcements, marks=('"announceCount"', '"attachPath"')),
    Endpoint("reports", reports, marks=('"metadata"', '"tabkey"', "/UpFiles/")),
)


def read(capture: Capture) -> Article:
    """A filing or letter. Raises Unreadable."""
    return as_listed(read_any(capture), capture, "深圳证券交易所")

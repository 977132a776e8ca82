"""财联社 CLS: the telegraph, its search, and pages of single items."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from crawlers.article import Article
from crawlers.assembly import Line
from crawlers.capture import Capture
from crawlers.generic import fragment_lines
from crawlers.layout import Layout
from crawlers.moments import Moment
from crawlers.publishers.thepaper import state
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    listed,
    moment,
    number,
    one_of,
    text,
    value,
    within,
)

_LEAD = re.compile(r"^财联社\d{1,2}月\d{1,2}日电[，,]\s*")
_HEADLINE = re.compile(r"^【([^】]+)】")


def signed(asked: Mapping[str, Any]) -> str:
    """A query with the signature that the publisher wants: MD5 of the hexadecimal SHA-1 of the sorted query."""
    query = urlencode(sorted((name, "" if given is None else str(given)) for name, given in asked.items()))
    return f"{query}&sign={hashlib.md5(hashlib.sha1(query.encode()).hexdigest().encode()).hexdigest()}"


def telegraph(answer: Any) -> Listing:
    """Short items, newest first; `next` is the time to go on from. Columns of longer articles have the rows alone."""
    if isinstance(answer, dict) and isinstance(answer.get("data"), list):
        return _dated(within(answer, "data"))
    rows = within(answer, "data", "roll_data")
    if rows is None:
        raise ListChanged("data.roll_data is null")
    return _dated(rows)


def _dated(rows: Any) -> Listing:
    found = listed(rows, _item)
    # The last row's, not the oldest: a time out of order must not lead over what lies between.
    last = next((row.when for row in reversed(found.rows) if row.when), None)
    return replace(found, next=int(last.time.timestamp()) if last else None)


def search(answer: Any, kind: str = "") -> Listing:
    """The search by word in the telegraph, or in the longer articles where the answer has these alone."""
    data = within(answer, "data")
    if not kind:
        kind = "depth" if isinstance(data, dict) and "telegram" not in data and "depth" in data else "telegram"
    part = within(answer, "data", kind)
    if not isinstance(part, dict):
        raise AnswerRefused("publisher error", f"data.{kind} is no object")
    if part and "data" not in part:
        raise ListChanged(f"data.{kind} has no data")
    total = number(value(part, "total", "total_num"))
    return listed(part.get("data"), _item, total=total, next=bool(part.get("data")) or None)


def _item(row: Mapping[str, Any]) -> Row | None:
    key, said = text(row, "id"), text(row, "content", "descr", "brief")
    if not key or number(value(row, "is_ad")):
        return None
    stock = one_of(row, "stock_list", "stocks")
    code = re.sub(r"\D", "", text(stock, "StockID")) or None
    title = text(row, "title") or headline(said)
    when = moment(value(row, "ctime", "time"))
    company = text(stock, "name") or None
    return Row(key, title, f"https://www.cls.cn/detail/{key}", when, code, company, text=said)


def headline(said: str) -> str:
    """The title of an item that has none: what stands in 【】, else its first sentence."""
    marked = _HEADLINE.match(said)
    return marked[1] if marked else re.split(r"(?<=[。！？])", _LEAD.sub("", said), maxsplit=1)[0]


ENDPOINTS = (
    Endpoint("telegraph", telegraph, marks=('"roll_data"',)),
    Endpoint("search", search, marks=('"telegram"', '"depth":')),
    Endpoint("articles", partial(search, kind="depth"), marks=('"depth":',)),
)


class ClsLayout(Layout):
    publisher = "财联社"
    title_at = body_at = time_at = "script#__NEXT_DATA__"

    def __init__(self, capture: Capture) -> None:
        super().__init__(capture)
        self.state = state(self.soup, capture.url, "articleDetail")

    def title(self) -> str:
        return text(self.state, "title") or headline(text(self.state, "content")) or self._missing("title")

    def published(self) -> Moment | None:
        return moment(value(self.state, "ctime"))

    def original_publisher(self) -> str | None:
        return text(self.state, "author") or None

    def summary(self) -> str | None:
        return None

    def lines(self) -> list[Line]:
        said = _HEADLINE.sub("", str(value(self.state, "content") or "").strip())
        return fragment_lines(f"<p>{said}</p>") or self._missing("articleDetail.content")


def read(capture: Capture) -> Article:
    """The item of a page. Raises PageChanged."""
    return ClsLayout(capture).read()

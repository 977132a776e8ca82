"""证券时报 STCN: its search, and articles of today's layout and of 2021's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, printed
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    listed,
    moment,
    text,
    value,
    within,
)

_ARTICLE = re.compile(r"/article/detail/(\d+)\.html")


def search(answer: Any) -> Listing:
    """The search by word, and columns: rows of HTML inside JSON, those of quick news JSON themselves.

    Times in HTML may lack the year, and are then no times. `next` is what is asked for next, as the answer names it.
    """
    given = within(answer, "data")
    about = given if isinstance(given, dict) else answer
    rows = within(given, "data") if isinstance(given, dict) else given
    state = text(answer, "state")
    if not rows and state.casefold() not in ("", "1", "200", "true"):
        raise AnswerRefused("publisher error", f"state {state} {text(answer, 'msg', 'message')}".strip())
    if isinstance(rows, list):
        return replace(found := listed(rows, _quick), next=_cursor(about) if found.rows else None)
    if rows and not isinstance(rows, str):
        raise ListChanged("data is no markup")
    boxes = BeautifulSoup(rows or "", "lxml").select("li")
    if rows and rows.strip() and not boxes:
        raise ListChanged("no li in data")
    read = [row for row in map(_row, boxes) if row]
    return Listing(tuple(read), None, _cursor(about) if read else None, len(boxes) - len(read))


def _cursor(about: Mapping[str, Any]) -> str | bool:
    asked = {name: text(about, name) for name in ("page_time", "last_time")}
    return urlencode({name: given for name, given in asked.items() if given}) or True


def _quick(row: Mapping[str, Any]) -> Row | None:
    url = address(text(row, "url"), "https://www.stcn.com/")
    key = _ARTICLE.search(url)
    if key is None:
        return None
    title, when = text(row, "title").strip("【】"), moment(value(row, "time", "show_time"))
    return Row(key[1], title, url, when, text=text(row, "content"), more={"media": text(row, "source")})


def column(soup: BeautifulSoup) -> Listing:
    """A column, as a page or as what the page loads of it."""
    links = soup.select(":is(.t, .tt, .title) a[href]")
    if not links:
        raise ListChanged("no link in .t, .tt or .title")
    found: dict[str, Row] = {}
    for link in links:
        row = _row(link.find_parent("li") or link.parent or link, link)
        if row:
            found.setdefault(row.url, row)
    return Listing(tuple(found.values()), None, None, len(links) - len(found))


def _row(box: Tag, link: Tag | None = None) -> Row | None:
    link = link or box.select_one(".tt a[href]")
    url = address(str(link["href"]), "https://www.stcn.com/") if link else ""
    key = _ARTICLE.search(url)
    if link is None or key is None:
        return None
    times = [printed(squeeze(tag.get_text())) for tag in box.select(".info span")]
    said = box.select_one(".text a")
    title = re.sub(r"^【|】$", "", squeeze(link.get_text()))
    when = next(filter(None, times), None)
    return Row(key[1], title, url, when, text=squeeze(said.get_text()) if said else "")


ENDPOINTS = (
    Endpoint("search", search, marks=('"state"',)),
    Endpoint("quick", search),
    Endpoint("column", column, "html", ('class="tt"', "class='tt'", 'class="t"')),
)
PAGE_MARKS = ("detail-title", "ctrlfscont")


class StcnLayout(Layout):
    publisher = "证券时报"
    title_at = ".detail-title, .intal_tit h2"
    time_at = ".detail-info, .intal_tit .info"
    body_at = ".detail-content, #ctrlfscont"
    people_at = (".detail-info", ".intal_tit .info")

    def original_publisher(self) -> str | None:
        tag = self.soup.select_one(self.time_at)
        said = re.search(r"来源[:：]\s*([^\s　]+)", tag.get_text(" ") if tag else "")
        return said[1] if said and said[1] not in (self.publisher, "证券时报网") else None

    def published(self) -> Moment | None:
        """The last time in the line under the headline."""
        return printed(self.any(self.time_at) or "") or super().published()


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return StcnLayout(capture).read()

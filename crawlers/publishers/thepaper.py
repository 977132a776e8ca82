"""澎湃新闻 The Paper: its search, and articles in the markup of today and of 2021."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import Line
from crawlers.bylines import byline
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.generic import fragment_lines
from crawlers.layout import Layout
from crawlers.moments import Moment
from crawlers.rows import Endpoint, ListChanged, Listing, Row, listed, moment, number, text, value, within


def search(answer: Any) -> Listing:
    """The search by word. Rows that lead to other sites are no articles of this publisher."""
    data = within(answer, "data")
    rows = within(answer, "data", "list")
    return listed(rows, _hit, total=number(value(data, "total")), next=_further(data, rows))


def node(answer: Any) -> Listing:
    """A node or channel; `next` is a channel's time to go on from, or the number of a node's next page."""
    data = within(answer, "data")
    rows = within(answer, "data", "list")
    since = number(value(data, "startTime")) if rows else None
    return listed(rows, _hit, next=since or _further(data, rows))


def sidebar(answer: Any) -> Listing:
    """What is read most today."""
    return listed(within(answer, "data", "hotNews"), _hit)


def shown(soup: BeautifulSoup) -> Listing:
    """A list page of the mobile site, whose script carries its rows."""
    try:
        data = state(soup, "", "data")
    except PageChanged as problem:
        raise ListChanged(problem.detail) from None
    if not isinstance(data.get("list"), list):
        raise ListChanged("__NEXT_DATA__ has no data.list")
    return listed(data["list"], _hit, next=_further(data, data["list"]))


def _further(data: Mapping[str, Any], rows: Any) -> int | bool | None:
    if not rows or data.get("hasNext") is False:
        return None
    further, page = number(value(data, "nextPageNum")), number(value(data, "pageNum"))
    return further or (page + 1 if page else True)


def _hit(row: Mapping[str, Any]) -> Row | None:
    key = text(row, "contId")
    if not key or text(row, "link"):
        return None
    when = moment(value(row, "publishTime")) or moment(value(row, "pubTimeLong")) or moment(value(row, "pubTime"))
    return Row(key, text(row, "name"), page_url(key), when, text=text(row, "summary"))


def page_url(key: str) -> str:
    """The page of an article."""
    return f"https://www.thepaper.cn/newsDetail_forward_{key}"


# Rows of search and node are alike; a channel goes on by a time, which is in milliseconds.
ENDPOINTS = (
    Endpoint("sidebar", sidebar, marks=('"hotnews"',)),
    Endpoint("node", node, marks=('"starttime":1', '"starttime": 1')),
    Endpoint("search", search, marks=('"contid"',)),
    Endpoint("shown", shown, "html", ('"pageprops"',)),
)
PAGE_MARKS = ("detaildata", "news_txt")
_DETAILS = (("contentDetail",), ("liveDetail",), ("specialDetail", "specialInfo"))


class ThepaperLayout(Layout):
    """The state that today's pages carry, else the markup of 2021."""

    publisher = "澎湃新闻"
    title_at = "h1.news_title"
    time_at = "div.news_about"
    body_at = "div.news_txt"
    people_at = ("div.news_about p:first-of-type",)

    def __init__(self, capture: Capture) -> None:
        super().__init__(capture)
        detail = state(self.soup, capture.url, "detailData")
        self.state = next(filter(None, (_inside(detail, path) for path in _DETAILS)), {})
        if detail and not self.state:
            raise PageChanged(capture.url, "__NEXT_DATA__ detailData.contentDetail", 0)

    def url(self) -> str:
        key = text(self.state, "contId")
        return page_url(key) if key else super().url()

    def title(self) -> str:
        return text(self.state, "name", "shareName") or super().title()

    def published(self) -> Moment | None:
        return moment(value(self.state, "publishTime", "pubTime")) or super().published()

    def lines(self) -> list[Line]:
        if not self.state:
            return super().lines()
        said = str(value(self.state, "content", "summary", "desc") or "")
        return fragment_lines(said) or self._missing("contentDetail.content")

    def original_publisher(self) -> str | None:
        """Whom the line under the headline names as its source."""
        said = re.search(r"来源[:：]\s*(.+?)(?:\s|字号|>|$)", self.any("div.news_about") or "")
        return said[1] if said and "澎湃" not in said[1] else None

    def read(self) -> Article:
        article = super().read()
        people = byline([text(self.state, "author")] if self.state else [])
        return replace(article, authors=article.authors or people.authors, reporter=article.reporter or people.reporter)

    def summary(self) -> str | None:
        return text(self.state, "summary") or None


def _inside(detail: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    here: Any = detail
    for key in path:
        here = here.get(key) if isinstance(here, dict) else None
    return here if isinstance(here, dict) else {}


def state(soup: BeautifulSoup, url: str, *path: str) -> Mapping[str, Any]:
    """What a page's script element __NEXT_DATA__ holds of its article; empty when the page has none."""
    script = soup.select_one("script#__NEXT_DATA__")
    if script is None:
        return {}
    try:
        here: Any = json.loads(script.get_text())
    except (ValueError, RecursionError):
        raise PageChanged(url, "script#__NEXT_DATA__", 0) from None
    for key in ("props", "pageProps", *path):
        here = here.get(key) if isinstance(here, dict) else None
    if not isinstance(here, dict):
        raise PageChanged(url, f"__NEXT_DATA__ {'.'.join(path)}", 0)
    return here


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return ThepaperLayout(capture).read()

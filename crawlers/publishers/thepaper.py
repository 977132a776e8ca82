"""澎湃新闻 The Paper: its search, and articles in the markup of today and of 2021."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import Line
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.generic import fragment_lines
from crawlers.layout import Layout
from crawlers.moments import Moment
from crawlers.rows import Endpoint, Listing, Row, listed, moment, number, text, value, within


def search(answer: Any) -> Listing:
    """The search by word. Rows that lead to other sites are no articles of this publisher."""
    data = within(answer, "data")
    rows = within(answer, "data", "list")
    further = True if rows and data.get("hasNext") is not False else None
    return listed(rows, _hit, total=number(value(data, "total")), next=further)


def _hit(row: Mapping[str, Any]) -> Row | None:
    key = text(row, "contId")
    if not key or text(row, "link"):
        return None
    when = moment(value(row, "publishTime")) or moment(value(row, "pubTimeLong"))
    return Row(key, text(row, "name"), page_url(key), when, text=text(row, "summary"))


def page_url(key: str) -> str:
    """The page of an article."""
    return f"https://www.thepaper.cn/newsDetail_forward_{key}"


ENDPOINTS = (Endpoint("search", search, marks=('"contId"',)),)


class ThepaperLayout(Layout):
    """The state that today's pages carry, else the markup of 2021."""

    publisher = "澎湃新闻"
    title_at = "h1.news_title"
    time_at = "div.news_about p:nth-of-type(2)"
    body_at = "div.news_txt"

    def __init__(self, capture: Capture) -> None:
        super().__init__(capture)
        self.state = state(self.soup, capture.url, "detailData", "contentDetail")

    def url(self) -> str:
        key = text(self.state, "contId")
        return page_url(key) if key else super().url()

    def title(self) -> str:
        return text(self.state, "name") or super().title()

    def published(self) -> Moment | None:
        return moment(value(self.state, "publishTime", "pubTime")) or super().published()

    def lines(self) -> list[Line]:
        if not self.state:
            return super().lines()
        return fragment_lines(str(value(self.state, "content") or "")) or self._missing("contentDetail.content")

    def summary(self) -> str | None:
        return text(self.state, "summary") or None


def state(soup: BeautifulSoup, url: str, *path: str) -> Mapping[str, Any]:
    """What a page's script element __NEXT_DATA__ holds of its article; empty when the page has none."""
    script = soup.select_one("script#__NEXT_DATA__")
    if script is None:
        return {}
    try:
        here: Any = json.loads(script.get_text())
    except ValueError:
        raise PageChanged(url, "script#__NEXT_DATA__", 0) from None
    for key in ("props", "pageProps", *path):
        here = here.get(key) if isinstance(here, dict) else None
    if not isinstance(here, dict):
        raise PageChanged(url, f"__NEXT_DATA__ {'.'.join(path)}", 0)
    return here


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return ThepaperLayout(capture).read()

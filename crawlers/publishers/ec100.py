"""网经社 100ec, the trade press of e-commerce: its search and articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.links import linked
from crawlers.rows import Endpoint, ListChanged, Listing, Row, listed, moment, stem, text, value, within


def search(answer: Any) -> Listing:
    """The search by word: a window that grows with the number asked for."""
    return listed(within(answer, "list"), _hit)


def _hit(row: Mapping[str, Any]) -> Row | None:
    key = text(row, "id")
    when = moment(value(row, "post_date"))
    return Row(key, text(row, "title"), f"https://www.100ec.cn/detail--{key}.html", when) if key else None


def found(soup: BeautifulSoup) -> Listing:
    """The search by word as a page; a page without hits is the end."""
    if not soup.select("div.search_result"):
        raise ListChanged("no div.search_result")
    at = "div.search_result dl dt a[href]"
    return _linked(soup, at) if soup.select(at) else Listing(())


def column(soup: BeautifulSoup) -> Listing:
    """A page of a column: its links to articles, which name no day."""
    return _linked(soup, "a[href]")


def _linked(soup: BeautifulSoup, at: str) -> Listing:
    return linked(soup, "https://www.100ec.cn/", r"100ec\.cn/detail--\d+\.html", at=at, identity=_number)


def _number(url: str) -> str:
    return stem(url).removeprefix("detail--")


ENDPOINTS = (
    Endpoint("search", search, marks=('"post_date"',)),
    Endpoint("found", found, "html", ("search_result",)),
    Endpoint("column", column, "html"),
)
PLACES = ((r"100ec\.cn/list--", "column"), (r"100ec\.cn/detail--", "page"))


class Ec100Layout(Layout):
    publisher = "网经社"
    title_at = "h1, div.title"
    """Where there is neither, the headline is what the page's title says before the publisher's name."""
    time_at = ".title_detail"
    body_at = ".text.clearfix, div.main_left div.detail div.text, div.text:not(div.detail div.text):not(.clearfix)"
    people_at = (".title_detail",)

    def title(self) -> str:
        named = (self.any("title") or "").partition(self.publisher)[0].rstrip(" -_|—")
        return super().title() if self.soup.select_one(self.title_at) or not named else named

    def original_publisher(self) -> str | None:
        """From the line 来源：… 发布时间：… under the headline."""
        said = self.any(".title_detail") or ""
        name = said.partition("来源：")[2].partition("发布时间")[0].split(" ")[0].strip()
        return name if name and name != self.publisher else None


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return Ec100Layout(capture).read()

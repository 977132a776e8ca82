"""网经社 100ec, the trade press of e-commerce: its search and articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.rows import Endpoint, Listing, Row, listed, moment, text, value, within


def search(answer: Any) -> Listing:
    """The search by word: a window that grows with the number asked for."""
    return listed(within(answer, "list"), _hit)


def _hit(row: Mapping[str, Any]) -> Row | None:
    key = text(row, "id")
    when = moment(value(row, "post_date"))
    return Row(key, text(row, "title"), f"https://www.100ec.cn/detail--{key}.html", when) if key else None


ENDPOINTS = (Endpoint("search", search, marks=('"post_date"',)),)


class Ec100Layout(Layout):
    publisher = "网经社"
    title_at = "h1, div.title"
    time_at = ".title_detail"
    body_at = ".text.clearfix, div.main_left div.detail div.text, div.text:not(div.detail div.text):not(.clearfix)"
    people_at = (".title_detail",)

    def original_publisher(self) -> str | None:
        """From the line 来源：… 发布时间：… under the headline."""
        said = self.any(".title_detail") or ""
        name = said.partition("来源：")[2].partition("发布时间")[0].split(" ")[0].strip()
        return name if name and name != self.publisher else None


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged."""
    return Ec100Layout(capture).read()

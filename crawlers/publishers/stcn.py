"""证券时报 STCN: its search, and articles of today's layout and of 2021's."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, printed
from crawlers.rows import Endpoint, ListChanged, Listing, Row, address, within

_ARTICLE = re.compile(r"/article/detail/(\d+)\.html")


def search(answer: Any) -> Listing:
    """The search by word: rows of HTML inside JSON. Their times lack the year, and are then no times."""
    markup = within(answer, "data")
    if not isinstance(markup, str):
        raise ListChanged("data is no markup")
    found, rows = [], BeautifulSoup(markup, "lxml").select("li")
    for row in rows:
        link = row.select_one(".tt a[href]")
        url = address(str(link["href"]), "https://www.stcn.com/") if link else ""
        key = _ARTICLE.search(url)
        if link is None or key is None:
            continue
        times = [printed(squeeze(tag.get_text())) for tag in row.select(".info span")]
        said = row.select_one(".text a")
        when = next(filter(None, times), None)
        found.append(Row(key[1], squeeze(link.get_text()), url, when, text=squeeze(said.get_text()) if said else ""))
    return Listing(tuple(found), None, True if found else None, len(rows) - len(found))


ENDPOINTS = (Endpoint("search", search, marks=('"state"',)),)


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

"""证券时报 STCN: its search, and articles of today's layout and of 2021's."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.layout import Layout
from crawlers.moments import Moment, printed
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, address, text, within

_ARTICLE = re.compile(r"/article/detail/(\d+)\.html")


def search(answer: Any) -> Listing:
    """The search by word: rows of HTML inside JSON. Their times lack the year, and are then no times."""
    markup = within(answer, "data")
    state = text(answer, "state")
    if not markup and state.casefold() not in ("", "1", "200", "true"):
        raise AnswerRefused("publisher error", f"state {state} {text(answer, 'msg', 'message')}".strip())
    if markup and not isinstance(markup, str):
        raise ListChanged("data is no markup")
    rows = BeautifulSoup(markup or "", "lxml").select("li")
    found = [row for row in map(_row, rows) if row]
    return Listing(tuple(found), None, True if found else None, len(rows) - len(found))


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

"""商务部 MOFCOM: columns of its site (pages of old, JSON with their HTML since it was rebuilt) and articles."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.decoding import decode
from crawlers.errors import PageChanged, Unreadable
from crawlers.moments import in_address, printed
from crawlers.official import OfficialLayout
from crawlers.rows import Endpoint, ListChanged, Listing, Row, address, by_day, further, stem, within

HOME = "http://www.mofcom.gov.cn/"
_ONWARD = re.compile(r"(?:window|document|self|top)?\.?location(?:\.href)?\s*=\s*['\"]([^'\"]+)['\"]")


def column(soup: BeautifulSoup) -> Listing:
    """A page of a column, newest first."""
    lists = soup.select(".txtList_01")
    if not lists:
        raise ListChanged("no .txtList_01")
    found, skipped = [], 0
    for row in (row for rows in lists for row in rows.select("li")):
        if "listline" in (row.get("class") or ()):
            continue  # a line between two groups of rows
        link, said = row.select_one("a[href]"), row.select_one("span")
        if link is None:
            skipped += 1
            continue
        url, title = address(str(link["href"]), HOME), squeeze(str(link.get("title") or "")) or squeeze(link.get_text())
        # Where no day is shown, it may stand in the title.
        when = printed(said.get_text()) if said else printed(str(link.get("title") or ""))
        found.append(Row(stem(url), title, url, by_day(when) if when else in_address(url)))
    return Listing(tuple(found), None, further(soup), skipped)


def unit(answer: Any) -> Listing:
    """A part of a column as the rebuilt site hands it out: JSON whose data.html is the list."""
    inner = within(answer, "data", "html")
    if not isinstance(inner, str):
        raise ListChanged("data.html is no text")
    if not inner.strip():
        return Listing(())
    return column(BeautifulSoup(inner, "lxml"))


ENDPOINTS = (
    Endpoint("unit", unit, "json", ('"html":', '"html" :')),
    Endpoint("column", column, "html", ("txtList_01",)),
)


class MofcomLayout(OfficialLayout):
    publisher = "商务部"
    title_at = "#artitle, .art-title, .artTitle, h1"
    time_at = ".artInfo, .art-info, .art-con-info"
    source_at = ".art-source"
    bodies = (".art-con", "#zoom", ".textlive", ".artCon")
    body_at = ", ".join(bodies)
    noise = ("script", "style", ".art-title", ".artInfo")


def onward(body: bytes, url: str, content_type: str | None = None) -> str | None:
    """Where a page sends its readers on to by script instead of holding an article; None for other pages."""
    if len(body) > 8192:
        return None
    markup = decode(body, content_type)[0]
    found = _ONWARD.search(markup)
    if not found or len(squeeze(re.sub(r"(?is)<(script|style|title)\b.*?</\1>|<[^>]*>", " ", markup))) > 200:
        return None
    return str(urljoin(url, found[1]))


def read(capture: Capture) -> Article:
    """The article of a page. Raises PageChanged, and Unreadable for a page that only leads to another."""
    try:
        return MofcomLayout(capture).read()
    except PageChanged:
        other = onward(capture.body, capture.url, capture.header("content-type"))
        if other:
            raise Unreadable("no article", f"the page only leads on to {other}") from None
        raise

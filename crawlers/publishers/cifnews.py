"""雨果跨境 CIFNEWS: its feed of news as JSON, home page and sections, and articles by structure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup, Tag

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.links import linked
from crawlers.moments import printed
from crawlers.reading import read_named
from crawlers.rows import (
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    inner,
    listed,
    moment,
    number,
    stem,
    text,
    value,
    within,
)

HOME = "https://www.cifnews.com/"
PUBLISHER = "雨果跨境"
ARTICLE = r"cifnews\.com/(?:article/\d+|observer/\w+)"
_ROWS = "dl[_id], [data-fetch-id]"
_ADVERTISED = "dl.tuig, [data-fetch-type=ad], .tuig"


def newsfeed(answer: Any) -> Listing:
    """A page of the feed; what leads out of the site is advertised."""
    rows = within(answer, "data")
    total = number(value(answer, "count")) if isinstance(answer, dict) else None
    return listed(rows, _item, total=total, next=bool(rows) or None)


def _item(row: Mapping[str, Any]) -> Row | None:
    shown = inner(row, "display") or row
    url = known(text(shown, "url"))
    if url is None or text(row, "type") == "ad":
        return None
    names = ("publishTime", "publish_time", "publishtime", "createTime", "create_time", "time", "date")
    when = moment(value(shown, *names)) or moment(value(row, *names))
    return Row(stem(url), text(shown, "title"), url, when, text=text(shown, "description"))


def shown(soup: BeautifulSoup) -> Listing:
    """Home page, section or tag, in the layout of 2018 and today's; a time that is relative is none."""
    found: dict[str, Row] = {}
    boxes = soup.select(_ROWS)
    if not boxes:
        raise ListChanged(f"no {_ROWS}")
    for box in boxes:
        row = _box(box)
        if row and (row.url not in found or not found[row.url].when):
            found[row.url] = row
    advertised = sum(1 for box in boxes if box.select_one("a[href], h2") and _is_advertised(box))
    return Listing(tuple(found.values()), skipped=advertised)


def _box(box: Tag) -> Row | None:
    if _is_advertised(box):
        return None
    link = box if box.name == "a" and box.get("href") else box.select_one("dd a[title][href], a[href]")
    key = str(box.get("data-fetch-id") or "")
    url = known(str(link["href"])) if link else known(f"/article/{key}" if key.isdigit() else f"/observer/{key}")
    heading = box.select_one("h2, h3")
    title = squeeze(str(box.get("data-fetch-title") or "")) or (squeeze(heading.get_text()) if heading else "")
    title = title or (squeeze(str(link.get("title") or "")) or squeeze(link.get_text()) if link else "")
    if url is None or not title:
        return None
    when = printed(squeeze(box.get_text(" ")).replace(title, " "))
    return Row(stem(url), title, url, when)


def _is_advertised(box: Tag) -> bool:
    return box.css.match(_ADVERTISED) or box.css.closest(_ADVERTISED) is not None


def links(soup: BeautifulSoup) -> Listing:
    """The search, whose layout is not known: its links to articles."""
    found = linked(soup, HOME, ARTICLE)
    return Listing(tuple(replace(row, url=known(row.url) or row.url) for row in found.rows), skipped=found.skipped)


def known(href: str) -> str | None:
    """The address under which an article is known, from a link to it on any of the publisher's hosts."""
    found = re.search(ARTICLE, address(href, HOME)) if href else None
    return "https://www." + found[0] if found else None


NEWSFEED = Endpoint("newsfeed", newsfeed, marks=('"display"',))
SHOWN = Endpoint("shown", shown, "html", ("data-fetch-id", "<dl _id", "tuig"))
LINKS = Endpoint("links", links, "html")
ENDPOINTS = (NEWSFEED, SHOWN, LINKS)
PLACES = ((ARTICLE, "page"), (r"cifnews\.com/search", "links"))


def read(capture: Capture) -> Article:
    """The article of a page, whose layout is not known, by what it says for machines and by structure."""
    return read_named(capture, PUBLISHER)

"""Marketplace Pulse: its Atom feed, its page of articles, and articles."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4 import BeautifulSoup

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.moments import printed
from crawlers.publishers.feed import entries
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row, address

HOME = "https://www.marketplacepulse.com/"
_ARTICLE = re.compile(r"^https?://(?:www\.)?marketplacepulse\.com/articles/(?!recent\b)([\w-]+)/?$")


def articles(soup: BeautifulSoup) -> Listing:
    """The page of articles: links whose address names one; of several to one article the first with a text."""
    found: dict[str, Row] = {}
    for link in soup.select("a[href*='/articles/']"):
        url = address(str(link["href"]).split("#")[0].split("?")[0], HOME)
        named, title = _ARTICLE.match(url), squeeze(link.get_text(" "))
        if named and title and url not in found:
            shown = link.find_next("time")
            stated = printed(str(shown.get("datetime") or shown.get_text())) if shown and shown in link else None
            found[url] = Row(named[1], title, url, stated)
    if not found:
        raise ListChanged("no links to /articles/…")
    return Listing(tuple(found.values()))


ENDPOINTS = (
    Endpoint("recent", entries, "text", ("<feed", "<rss")),
    Endpoint("articles", articles, "html"),
)


def read(capture: Capture) -> Article:
    """An article, read by structure. Raises Unreadable."""
    article = read_any(capture)
    return replace(article, publisher=article.publisher or "Marketplace Pulse")

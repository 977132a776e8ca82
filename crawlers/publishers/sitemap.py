"""Sitemaps of any publisher: of pages, of news, and indices of further sitemaps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.moments import in_address, machine
from crawlers.publishers.feed import page_like, tree
from crawlers.reading import read_any
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, plain


def pages(said: str) -> Listing:
    """The addresses of a sitemap. `lastmod` is when a page changed; only a news sitemap says when it was published.

    Also of the plain kind that has an address a line (https://www.sitemaps.org/protocol.html).
    """
    if re.match(r"[\ufeff\s]*https?://", said):
        lines = [line.strip("\ufeff \t") for line in said.splitlines()]
        named = [line for line in lines if re.fullmatch(r"https?://\S+", line)]
        return Listing(tuple(_row(url) for url in named), skipped=len([line for line in lines if line]) - len(named))
    root = tree(said)
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        if page_like(said):
            raise AnswerRefused("wrong content", "a web page instead of a sitemap")
        raise ListChanged("neither urlset nor sitemapindex")
    found, skipped = [], 0
    for tag in root.iterchildren("{*}url", "{*}sitemap"):
        url = _under(tag, "loc")
        if not url:
            skipped += 1
            continue
        more = {"modified": _under(tag, "lastmod")}
        if etree.QName(tag).localname == "sitemap":
            more["sitemap"] = "yes"
        news = tag.find("{*}news")
        if news is not None:
            more["keywords"] = _under(news, "keywords")
        found.append(_row(url, news, more))
    return Listing(tuple(found), None, None, skipped)


def _row(url: str, news: Any = None, more: Mapping[str, str] | None = None) -> Row:
    stated = _under(news, "publication_date") if news is not None else ""
    title = plain(_under(news, "title")) if news is not None else ""
    return Row(url, title, url, machine(stated) or in_address(url), more=more or {})


def _under(tag: Any, name: str) -> str:
    """The text of an element's own child: pictures and videos of a page have addresses and titles too."""
    child = tag.find(f"{{*}}{name}")
    return squeeze(child.text or "") if child is not None else ""


ENDPOINTS = (Endpoint("pages", pages, "text", ("<urlset", "<sitemapindex"), r"https?://\S+\s"),)


def read(capture: Capture) -> Article:
    """The article of a page that a sitemap named. Raises Unreadable."""
    return read_any(capture)

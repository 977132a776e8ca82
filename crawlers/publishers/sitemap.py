"""Sitemaps of any publisher: of pages, of news, and indices of further sitemaps."""

from __future__ import annotations

from lxml import etree

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.moments import in_address, machine
from crawlers.publishers.feed import tree
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row


def pages(said: str) -> Listing:
    """The addresses of a sitemap. `lastmod` is when a page changed; only a news sitemap says when it was published."""
    root = tree(said)
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise ListChanged("neither urlset nor sitemapindex")
    found, skipped = [], 0
    for tag in root.iterchildren("{*}url", "{*}sitemap"):
        said_of = {etree.QName(child).localname: (child.text or "").strip() for child in tag.iterdescendants("{*}*")}
        url = said_of.get("loc", "")
        if not url:
            skipped += 1
            continue
        more = {"modified": said_of.get("lastmod", "")}
        if etree.QName(tag).localname == "sitemap":
            more["sitemap"] = "yes"
        when = machine(said_of.get("publication_date", "")) or in_address(url)
        found.append(Row(url, said_of.get("title", ""), url, when, more=more))
    return Listing(tuple(found), None, None, skipped)


ENDPOINTS = (Endpoint("pages", pages, "text", ("<urlset", "<sitemapindex")),)


def read(capture: Capture) -> Article:
    """The article of a page that a sitemap named. Raises Unreadable."""
    return read_any(capture)

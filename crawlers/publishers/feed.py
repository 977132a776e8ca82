"""Feeds of any publisher: RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lxml import etree

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.moments import machine
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row, listed, moment, plain, text, value


def entries(said: str) -> Listing:
    """The entries of a feed, whichever of the three it is."""
    if said.lstrip("\ufeff \t\r\n")[:1] == "{":
        try:
            feed = json.loads(said.lstrip("\ufeff"))
        except ValueError:
            raise ListChanged("the JSON of the feed is broken") from None
        if "items" not in feed:
            raise ListChanged("the JSON Feed has no items")
        return listed(feed["items"], _item, next=feed.get("next_url"))
    root = tree(said)
    if root is None or etree.QName(root).localname not in ("rss", "feed", "RDF"):
        raise ListChanged("neither RSS, Atom nor JSON Feed")
    found, skipped = [], 0
    for tag in root.iter("{*}item", "{*}entry"):
        row = _entry(tag)
        found += [row] if row else []
        skipped += row is None
    further = next((link.get("href") for link in root.iterchildren("{*}link") if link.get("rel") == "next"), None)
    return Listing(tuple(found), None, further, skipped)


def _entry(tag: Any) -> Row | None:
    links = [link for link in tag.iterchildren("{*}link") if link.get("rel", "alternate") == "alternate"]
    url = next((one for link in links if (one := (link.get("href") or link.text or "").strip())), "")
    if not url:
        return None
    said = {etree.QName(child).localname: "".join(child.itertext()).strip() for child in tag.iterchildren("{*}*")}
    key = said.get("guid") or said.get("id") or url
    when = said.get("pubDate") or said.get("published") or said.get("date") or said.get("updated") or ""
    about = plain(said.get("description") or said.get("summary") or "")
    return Row(key, plain(said.get("title", "")), url, machine(when), text=about)


def _item(row: Mapping[str, Any]) -> Row | None:
    url = text(row, "url", "external_url")
    when = moment(value(row, "date_published", "date_modified"))
    about = text(row, "summary", "content_text")
    return Row(text(row, "id") or url, text(row, "title"), url, when, text=about) if url else None


def tree(said: str) -> Any:
    """The root of some XML, without its entities and nothing fetched; None when it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    return etree.fromstring(said.lstrip("\ufeff \t\r\n").encode(), parser) if said.strip() else None


ENDPOINTS = (Endpoint("entries", entries, "text", ("<rss", "<feed", "<rdf:rdf", "jsonfeed.org/version")),)


def read(capture: Capture) -> Article:
    """The article of a page that a feed named. Raises Unreadable."""
    return read_any(capture)

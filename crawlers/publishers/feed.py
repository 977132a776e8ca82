"""Feeds of any publisher: RSS, Atom and JSON Feed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.moments import machine
from crawlers.reading import read_any
from crawlers.rows import (
    AnswerRefused,
    Endpoint,
    ListChanged,
    Listing,
    Row,
    address,
    listed,
    moment,
    objection,
    plain,
    text,
    value,
)

_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_TIMES = ("pubDate", "published", "issued", "date", "created", "updated", "modified")
"""Elements that say when an entry was published: RSS 2.0, Atom, Dublin Core; then when it was changed."""


def entries(said: str) -> Listing:
    """The entries of a feed, whichever of the three it is."""
    if said.lstrip("\ufeff \t\r\n")[:1] == "{":
        try:
            feed = json.loads(said.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            raise ListChanged("the JSON of the feed is broken") from None
        if "items" not in feed:
            wrong = objection(feed)
            raise AnswerRefused("publisher error", wrong) if wrong else ListChanged("the JSON Feed has no items")
        base = text(feed, "home_page_url", "feed_url")
        return listed(feed["items"], partial(_item, base), next=feed.get("next_url"))
    root = tree(said)
    if root is None or _local(root) not in ("rss", "feed", "RDF"):
        if page_like(said):
            raise AnswerRefused("wrong content", "a web page instead of a feed")
        raise ListChanged("neither RSS, Atom nor JSON Feed")
    base = _base(root)
    found, skipped = [], 0
    for tag in root.iter("{*}item", "{*}entry"):
        row = _entry(tag, base)
        found += [row] if row else []
        skipped += row is None
    links = [link for link in root.iterdescendants("{*}link") if link.get("rel") == "next"]
    further = address(links[0].get("href", ""), base) if links else None
    return Listing(tuple(found), None, further or None, skipped)


def _base(root: Any) -> str:
    """What relative addresses are of: the feed's own base, else the site that it is of."""
    if root.get(_BASE):
        return str(root.get(_BASE))
    for tag in root.iterdescendants("{*}link"):
        if tag.getparent() is root or _local(tag.getparent()) == "channel":
            given = (tag.get("href") or tag.text or "").strip()
            if tag.get("rel", "alternate") in ("alternate", "self") and given.startswith("http"):
                return str(given)
    return ""


def _entry(tag: Any, base: str) -> Row | None:
    base = urljoin(base, tag.get(_BASE, ""))
    links = [link for link in tag.iterchildren("{*}link") if link.get("rel", "alternate") == "alternate"]
    url = next((one for link in links if (one := (link.get("href") or link.text or "").strip())), "")
    said = _said(tag)
    lasting = [given for given in tag.iterchildren("{*}guid") if given.get("isPermaLink", "true").lower() == "true"]
    if not url and lasting and said.get("guid", "").startswith("http"):
        url = said["guid"]
    if not url:
        return None
    url = address(url, base) if base or url.startswith("//") else url
    if url.startswith("//"):
        url = "https:" + url
    key = said.get("guid") or said.get("id") or url
    when = next((moment for name in _TIMES if (moment := machine(said.get(name, "")))), None)
    about = plain(said.get("description") or said.get("summary") or "")
    return Row(key, plain(said.get("title", "")), url, when, text=about)


def _said(tag: Any) -> dict[str, str]:
    """The texts of an entry's elements by their names; those of the feed's own vocabulary before those of others."""
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for child in tag.iterchildren("*"):
        value = "".join(child.itertext()).strip()
        if value:
            (own if _space(child) == _space(tag) else others).setdefault(_local(child), value)
    return others | own


def _local(tag: Any) -> str:
    """An element's name without its vocabulary, also where the feed forgets to say what its prefix stands for."""
    return str(tag.tag).rpartition("}")[2].rpartition(":")[2]


def _space(tag: Any) -> str:
    name = str(tag.tag)
    return name.rpartition("}")[0] or name.rpartition(":")[0]


def page_like(said: str) -> bool:
    """Whether a text is a web page."""
    return bool(re.match(r"[\ufeff\s]*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|script|body)\b", said, re.I | re.S))


def _item(base: str, row: Mapping[str, Any]) -> Row | None:
    url = text(row, "url", "external_url")
    url = address(url, base) if url and base else url
    when = moment(value(row, "date_published", "date_modified"))
    about = text(row, "summary", "content_text")
    return Row(text(row, "id") or url, text(row, "title"), url, when, text=about) if url else None


def tree(said: str) -> Any:
    """The root of some XML, without its entities and nothing fetched; None when it is none."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(said.lstrip("\ufeff \t\r\n").encode(), parser) if said.strip() else None
    except etree.XMLSyntaxError:
        return None


ENDPOINTS = (
    Endpoint("entries", entries, "text", ("<rss", "<feed", "<rdf:rdf", "jsonfeed.org/version", '"date_published"')),
)


def read(capture: Capture) -> Article:
    """The article of a page that a feed named. Raises Unreadable."""
    return read_any(capture)

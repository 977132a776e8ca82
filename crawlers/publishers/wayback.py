"""Internet Archive's Wayback Machine: its index of captures, and old pages as they were sent."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row

_RAW = re.compile(r"^https?://web\.archive\.org/web/\d{14}(?:id_)?/(.+)$")
LAYOUTS = {"nbd.com.cn": "nbd", "sina.com.cn": "sina", "thepaper.cn": "thepaper", "stcn.com": "stcn"}
"""Whose pages of 2021 are read by the publisher's own layout; the rest, and what does not fit, by structure."""


def captures(answer: Any) -> Listing:
    """The index: a table with a head, then an empty row and the key to go on with.

    Only pages that were answered well are rows. When they were published the index does not say.
    """
    if not isinstance(answer, list):
        raise ListChanged("the index does not answer with a table")
    if not answer:
        return Listing((), next=None)
    head, table, cursor = answer[0], answer[1:], None
    if not isinstance(head, list) or not {"timestamp", "original"} <= set(head):
        raise ListChanged("the table has no head with timestamp and original")
    if len(table) >= 2 and table[-2] == [] and isinstance(table[-1], list) and len(table[-1]) == 1:
        cursor, table = str(table[-1][0]), table[:-2]
    found, skipped = [], 0
    for cells in table:
        row = dict(zip(head, cells, strict=False)) if isinstance(cells, list) else {}
        stamp, original = str(row.get("timestamp") or ""), str(row.get("original") or "")
        if not re.fullmatch(r"\d{14}", stamp) or not original or str(row.get("statuscode", "200")) != "200":
            skipped += 1
            continue
        more = {"archived": stamp, "original": original, "digest": str(row.get("digest") or "")}
        found.append(Row(f"{stamp}/{original}", "", f"https://web.archive.org/web/{stamp}id_/{original}", more=more))
    return Listing(tuple(found), None, cursor, skipped)


ENDPOINTS = (Endpoint("captures", captures, marks=('"urlkey"', '"timestamp"')),)


def read(capture: Capture) -> Article:
    """The article of an archived page, under the address it had. Raises Unreadable."""
    found = _RAW.match(capture.url)
    if not found:
        return read_any(capture)
    was = replace(capture, url=found[1])
    host = urlsplit(found[1]).hostname or ""
    name = next((name for domain, name in LAYOUTS.items() if host == domain or host.endswith("." + domain)), None)
    if name is None:
        return read_any(was)
    try:
        article: Article = importlib.import_module(f"crawlers.publishers.{name}").read(was)
    except PageChanged:
        return read_any(was)
    return article

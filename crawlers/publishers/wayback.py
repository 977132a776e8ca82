"""Internet Archive's Wayback Machine: its index of captures, and old pages as they were sent."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.moments import machine
from crawlers.reading import read_any
from crawlers.rows import Endpoint, ListChanged, Listing, Row
from crawlers.sources import SOURCES, of_host

_RAW = re.compile(r"^https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)$")


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
        return as_published(capture)
    # Times such as "3 hours ago" are counted from when the page was captured.
    then = machine(found[1])
    at = then.time.replace(tzinfo=UTC) if then else capture.fetched
    return as_published(replace(capture, url=found[2], fetched=at))


def as_published(page: Capture) -> Article:
    """The article of a page that a third party kept or found, as its publisher's own source reads it.

    What is of no known publisher, and what does not fit its layout, is read by structure. Raises Unreadable.
    """
    known = of_host(urlsplit(page.url).hostname or "", SOURCES)
    if known is None or known.addressed:
        return read_any(page)
    module, _, name = known.reader.rpartition(".")
    try:
        article: Article = getattr(importlib.import_module(module), name)(page)
    except PageChanged:
        return read_any(page)
    return article

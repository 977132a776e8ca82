"""Internet Archive's Wayback Machine: its index of captures, and old pages as they were sent."""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import replace
from datetime import UTC
from typing import Any
from urllib.parse import urlsplit

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.errors import PageChanged
from crawlers.moments import machine
from crawlers.reading import read_any
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, number, text, within
from crawlers.sources import SOURCES, of_host

_RAW = re.compile(r"^https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(.+)$")
_WEB = re.compile(r"(?:https?|ftp)://", re.I)
FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""Of a line of the index, where no others were asked for
(https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server)."""


def captures(said: str) -> Listing:
    """A page of the index: a table as JSON or lines of text, then nothing and the key to go on with.

    Only pages that were answered well are rows. When they were published the index does not say. Past the last page
    the answer has no byte.
    """
    said = said.strip("\ufeff \t\r\n")
    if said[:1] == "<":
        raise AnswerRefused("wrong content", "a web page instead of an index")
    table, cursor = _from_json(said) if said[:1] in ("[", "{") else _from_lines(said)
    found, skipped = [], 0
    for row in table:
        stamp, original = row.get("timestamp", ""), row.get("original", "")
        if not re.fullmatch(r"\d{14}", stamp) or not original or row.get("statuscode", "200") != "200":
            skipped += 1
            continue
        found.append(_row(stamp, original, row.get("digest", "")))
    return Listing(tuple(found), None, cursor, skipped)


def _row(stamp: str, original: str, digest: str = "") -> Row:
    more = {"archived": stamp, "original": original, "digest": digest}
    return Row(f"{stamp}/{original}", "", f"https://web.archive.org/web/{stamp}id_/{original}", more=more)


def _from_json(said: str) -> tuple[list[dict[str, str]], str | None]:
    try:
        answer = json.loads(said)
    except (ValueError, RecursionError):
        raise ListChanged("the JSON of the index is broken") from None
    if not isinstance(answer, list):
        wrong = text(answer, "error", "message", "exception")
        raise (
            AnswerRefused("publisher error", wrong) if wrong else ListChanged("the index does not answer with a table")
        )
    if not answer:
        return [], None
    head, table, cursor = answer[0], answer[1:], None
    if not isinstance(head, list) or not {"timestamp", "original"} <= set(head):
        raise ListChanged("the table has no head with timestamp and original")
    if len(table) >= 2 and table[-2] == [] and isinstance(table[-1], list) and len(table[-1]) == 1:
        cursor, table = str(table[-1][0]), table[:-2]
    rows = [cells if isinstance(cells, list) else [] for cells in table]
    return [{k: str(v) for k, v in zip(head, cells, strict=False) if v is not None} for cells in rows], cursor


def _from_lines(said: str) -> tuple[list[dict[str, str]], str | None]:
    """Lines have no head: all fields in their order, or a choice of them of which the time and an address are told."""
    lines = [line.strip() for line in said.splitlines()]
    cursor = None
    if len(lines) >= 2 and not lines[-2]:
        cursor, lines = lines[-1], lines[:-2]
    rows = []
    for line in filter(None, lines):
        cells = line.split(" ")
        stamp = next((cell for cell in cells if re.fullmatch(r"\d{14}", cell)), "")
        if not stamp:
            raise AnswerRefused("publisher error", squeeze(line)[:200])
        chosen = {"timestamp": stamp, "original": next((cell for cell in cells if _WEB.match(cell)), "")}
        rows.append(dict(zip(FIELDS, cells, strict=True)) if len(cells) == len(FIELDS) else chosen)
    return rows, cursor


def nearest(answer: Any) -> Listing:
    """The capture nearest to a time; nothing when there is none."""
    snapshots = within(answer, "archived_snapshots") if answer != {} else {}
    found = snapshots.get("closest") if isinstance(snapshots, dict) else None
    if not isinstance(found, dict) or str(found.get("available")).lower() != "true":
        return Listing((), 0)
    place = _RAW.match(text(found, "url"))
    stamp, original = text(found, "timestamp"), place[2] if place else text(answer, "url")
    if not re.fullmatch(r"\d{14}", stamp) or not original:
        raise ListChanged("the nearest capture has no time or address")
    return Listing((_row(stamp, original),) if text(found, "status") in ("", "200") else (), 1, None)


def size(said: str) -> Listing:
    """How many pages the index has for an address, numbered from 0; `counted` is that number."""
    pages = number(said)
    if pages is None:
        raise ListChanged("the index does not say how many pages it has")
    return Listing((), None if pages else 0, 0 if pages else None, 0, pages)


ENDPOINTS = (
    Endpoint("nearest", nearest, marks=('"archived_snapshots"',)),
    Endpoint("size", size, "text", begins=r"\d{1,9}\s*$"),
    Endpoint("captures", captures, "text", begins=r"\[\s*[\[\]]|\S+\)\S* \d{14} |\d{14} https?://", blank=True),
)


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

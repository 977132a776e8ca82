"""Common Crawl: its list of crawls, the index of each, and pages out of its WARC files.

An index answers with one JSON object a line (https://index.commoncrawl.org/); a page is one gzip member of a WARC file
(ISO 28500) that holds one response.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from crawlers.article import Article
from crawlers.assembly import squeeze
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.http import BadAnswer
from crawlers.publishers.feed import tree
from crawlers.publishers.wayback import as_published
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, Row, listed, number, text, value
from crawlers.warcrecords import MAX_RECORD, MEMBER, Unread, records

FILES = "https://data.commoncrawl.org/"
_NO_PAGES = ("/robotstxt/", "/crawldiagnostics/")
"""Parts of a crawl that hold no pages: robots.txt files, and answers other than 200."""


def captures(said: str) -> Listing:
    """A page of an index: captures that were answered well. When a page was published the index does not say.

    That nothing was captured is an error of status 404 for the publisher, and an empty list here.
    """
    rows, found, skipped = list(_objects(said)), [], 0
    for given in rows:
        row = _capture(given) if isinstance(given, dict) else None
        found += [row] if row else []
        skipped += row is None
    return Listing(tuple(found), None if rows else 0, None, skipped)


def _objects(said: str) -> Iterator[Any]:
    """The objects of the lines, which may begin with key and time. Raises AnswerRefused for an error."""
    if said.lstrip().startswith("<"):
        root = tree(said)
        codes = [squeeze(code.text or "") for code in root.iter("{*}Code", "Code")] if root is not None else []
        if codes:
            raise AnswerRefused("publisher error", codes[0])
        raise AnswerRefused("wrong content", "a web page instead of an index")
    for line in said.splitlines():
        if not line.strip():
            continue
        key = re.match(r"\s*(\S+) (\d{14}) (?=[{\[])", line)
        try:
            given = json.loads(line[key.end() if key else 0 :])
        except (ValueError, RecursionError):
            raise ListChanged(f"a line of the index is no JSON: {squeeze(line)[:80]!r}") from None
        wrong = text(given, "message", "error") if isinstance(given, dict) and "filename" not in given else ""
        if wrong:
            if re.search(r"no captures", wrong, re.I):
                return
            raise AnswerRefused("publisher error", wrong)
        stated = {"urlkey": key[1], "timestamp": key[2]} if key else {}
        yield from given if isinstance(given, list) else [stated | given if isinstance(given, dict) else given]


def _capture(row: Mapping[str, Any]) -> Row | None:
    url, stamp, file = text(row, "url"), text(row, "timestamp"), text(row, "filename")
    start, length = number(value(row, "offset")), number(value(row, "length"))
    if not url or not re.fullmatch(r"\d{14}", stamp) or text(row, "status") not in ("", "200"):
        return None
    if any(part in file for part in _NO_PAGES):
        return None
    more = {"archived": stamp, "original": url, "digest": text(row, "digest").removeprefix("sha1:"), "file": file}
    if start is not None and length:
        more["range"] = f"{start}-{start + length - 1}"
    more |= {"mime": text(row, "mime-detected", "mime"), "languages": text(row, "languages")}
    return Row(f"{stamp}/{url}", "", url, more={name: value for name, value in more.items() if value})


def size(said: str) -> Listing:
    """How many pages an index has for an address, numbered from 0; `counted` is that number."""
    pages = page_count(said)
    return Listing((), None if pages else 0, 0 if pages else None, 0, pages)


def page_count(said: str) -> int:
    """The number of pages in an answer of {"pages", "pageSize", "blocks"}, of old a number alone."""
    try:
        given = json.loads(said)
    except (ValueError, RecursionError):
        given = None
    pages = number(given.get("pages") if isinstance(given, dict) else given)
    if pages is not None:
        return pages
    if list(_objects(said)):
        raise ListChanged("the index does not say how many pages it has")
    return 0


def crawls(answer: Any) -> Listing:
    """The crawls there are, newest first; `url` is the index of each."""
    return listed(answer, _crawl)


def _crawl(row: Mapping[str, Any]) -> Row | None:
    key, index = text(row, "id"), text(row, "cdx-api")
    return Row(key, text(row, "name"), index) if key and index else None


ENDPOINTS = (
    Endpoint("crawls", crawls, "json", ('"cdx-api"',)),
    Endpoint("size", size, "text", ('"blocks"', '"pageSize"')),
    Endpoint("captures", captures, "text", ('"urlkey"', '"filename"', '"message":', '"error":', "<code>")),
)
PAGE_MARKS = ("WARC/1.0\r\n", "WARC/1.1\r\n", "<html", "<body")


def archived(capture: Capture) -> Capture:
    """The page in a WARC record, compressed or not, as it was captured: address, time, status, headers and content.

    Raises Unreadable where the record is damaged, cut short or too large, or is no response.
    """
    for record in records(io.BytesIO(capture.body), MAX_RECORD):
        if isinstance(record, Unread):
            raise Unreadable(record.reason, f"the WARC record cannot be read: {record.detail}")
        if record.kind == "response":
            try:
                page = record.answer()
                return replace(
                    capture,
                    url=record.url,
                    fetched=record.when,
                    status=page.status,
                    headers=page.headers,
                    body=page.body,
                    meta={**capture.meta, **record.cut},
                )
            except (BadAnswer, ValueError) as problem:
                raise Unreadable("broken", f"the WARC record of {record.url}: {problem}") from problem
    raise Unreadable("no article", "the WARC record holds no answer of a server")


def read(capture: Capture) -> Article:
    """The article of an archived page, under the address it had. Raises Unreadable."""
    if not capture.body.startswith((MEMBER[:2], b"WARC/")):
        return as_published(capture)
    page = archived(capture)
    if page.status != 200:
        raise Unreadable("no article", f"the page was answered with status {page.status}")
    if not page.body.strip():
        raise Unreadable("empty")
    return as_published(page)

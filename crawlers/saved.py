"""A saved answer or page of a publisher → what the source's own code reads from it; for mending a source."""

from __future__ import annotations

import hashlib
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.described import row_pages
from crawlers.errors import REASONS, Unreadable
from crawlers.http import BadAnswer, gunzipped
from crawlers.plan import TROUBLES
from crawlers.reading import read
from crawlers.refusals import refusal
from crawlers.rows import MOST, AnswerRefused, Endpoint, ListChanged, Listing, pick
from crawlers.sources import Source

_ADDRESS = re.compile(
    rb"<link[^>]+rel=[\"']?canonical[\"']?[^>]+href=[\"']([^\"']+)|<meta[^>]+og:url[\"'][^>]+content=[\"']([^\"']+)",
    re.I,
)
PAGE = "page"
"""The endpoint of what is no list."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file was not read: the name of the error, what it means, and what was found."""

    reason: str
    detail: str

    def record(self) -> dict[str, Any]:
        """As a JSON object."""
        meaning = TROUBLES.get(self.reason) or REASONS.get(self.reason, "")
        return {"error": self.reason, "meaning": meaning, "detail": self.detail}


def endpoints(source: Source) -> tuple[Endpoint, ...]:
    """The kinds of lists that a source knows; none for one that has pages only."""
    if source.recipe and source.recipe.kind == "list":
        return (row_pages(source.recipe),)
    module, _, name = source.endpoints.rpartition(".")
    found: tuple[Endpoint, ...] = getattr(importlib.import_module(module), name)
    return found


def guessed(source: Source, body: bytes, url: str | None = None) -> Endpoint | None:
    """The kind of list that an answer most probably is; None when it looks like a page.

    Told by the address that it has or names (a module's PLACES: pattern → endpoint or "page"), then by PAGE_MARKS and
    the endpoints' marks, then by its shape.
    """
    known, body = endpoints(source), _opened(body)
    if not body.strip():
        return next((endpoint for endpoint in known if endpoint.blank), None)
    lists = source.endpoints.rpartition(".")[0]
    module = importlib.import_module(lists) if lists else None
    place = url or _named(body)
    told = next((name for at, name in getattr(module, "PLACES", ()) if place and re.search(at, place)), None)
    if told:
        return next((endpoint for endpoint in known if endpoint.name == told), None)
    if any(_holds(body, mark) for mark in getattr(module, "PAGE_MARKS", ())):
        return None
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    never = "json" if start[:1] == b"<" else "html" if start[:1] in (b"{", b"[") else None
    for endpoint in known:
        told = any(_holds(body, mark) for mark in endpoint.marks)
        if endpoint.shape != never and (told or (endpoint.begins and re.match(endpoint.begins.encode(), start))):
            return endpoint
    if start[:1] in (b"{", b"[") or re.match(rb"(?:/\*.*?\*/\s*)?(?:try\s*\{\s*)?[\w$.]+\s*\(", start, re.S):
        return next((endpoint for endpoint in known if endpoint.shape == "json"), None)
    return None


def _opened(body: bytes) -> bytes:
    """What a packed file holds, to be looked at; a damaged one is looked at as it is."""
    try:
        return gunzipped(body, MOST)
    except BadAnswer:
        return body


def _holds(body: bytes, mark: str) -> bool:
    return mark.casefold().encode() in body.lower()


def read_saved(source: Source, body: bytes, endpoint: str | None = None, url: str | None = None) -> Any:
    """A Listing or an Article, or the Fault that the answer is.

    Without an endpoint's name it is guessed. Raises LookupError for a name that the source does not have.
    """
    chosen = guessed(source, body, url) if endpoint is None else None
    if endpoint not in (None, PAGE):
        try:
            chosen = pick(endpoints(source), str(endpoint))
        except LookupError as problem:
            raise LookupError(f"{source.name}: {problem}, {PAGE}") from None
    try:
        return chosen.rows(body) if chosen else _page(source, body, url)
    except (ListChanged, AnswerRefused, Unreadable) as problem:
        return Fault(problem.reason, getattr(problem, "detail", "") or str(problem))
    except RecursionError:
        return Fault("wrong content", "it is nested deeper than it can be read")


def _page(source: Source, body: bytes, url: str | None) -> Article:
    address = url or _named(body) or f"urn:sha256:{hashlib.sha256(body).hexdigest()}"
    refused = refusal(200, body)
    if refused:
        raise Unreadable("blocked", refused)
    capture = Capture(source.name, "page", address, datetime.now(UTC).replace(microsecond=0), 200, (), body)
    return read(capture, {source.name: source.recipe} if source.recipe else None)


def _named(body: bytes) -> str | None:
    """The address that a page gives as its own."""
    said = _ADDRESS.search(body[:65536])
    return (said[1] or said[2]).decode("utf-8", "replace") if said else None


def records(found: Listing | Article | Fault) -> Iterator[dict[str, Any]]:
    """The JSON objects of what was read: rows and then where the list goes on, the article, or the error."""
    if isinstance(found, Fault):
        yield found.record()
    elif isinstance(found, Listing):
        for row in found.rows:
            yield row.record()
        yield {"next": found.next, "total": found.total, "skipped": found.skipped}
    else:
        yield {
            "url": found.url,
            "title": found.title,
            "publisher": found.publisher,
            "original_publisher": found.original_publisher,
            "authors": list(found.authors),
            "reporter": found.reporter,
            "editor": found.editor,
            "published": found.published.isoformat() if found.published else None,
            "precision": found.precision,
            "code": found.code,
            "summary": found.summary,
            "text": found.text,
            "problems": list(found.problems),
        }

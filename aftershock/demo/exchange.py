"""What the replica is asked and what it answers: plain values, and the table of routes between them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class Asked:
    """One request."""

    method: str
    host: str
    """Lower case, without port."""
    path: str
    query: str
    """As sent, percent-encoded."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""
    groups: tuple[str, ...] = ()
    """What the route's pattern caught in the path."""

    def parameters(self, encoding: str = "utf-8") -> dict[str, str]:
        """The query's parameters; the last of a name counts."""
        return dict(parse_qsl(self.query, keep_blank_values=True, encoding=encoding))

    def form(self) -> dict[str, str]:
        """Parameters in the body; none where the body is no form."""
        if "x-www-form-urlencoded" not in self.headers.get("content-type", ""):
            return {}
        return dict(parse_qsl(self.body.decode("ascii", "replace"), keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    modified: datetime | None = None
    """Sent as Last-Modified, with an ETag of the body; None for answers that cannot be validated, such as lists."""
    length: int | None = None
    """Content-Length to claim, for answers that break off; None: the true one."""
    silent: bool = False
    """Close the connection without a word."""

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


Handler = Callable[[Asked], Answer]
Hook = Callable[[Asked, Answer], Answer]
"""Stands behind a route and may answer otherwise: how tests make a well-behaved publisher fail."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which requests a handler answers."""

    name: str
    hosts: tuple[str, ...]
    path: re.Pattern[str] = field(repr=False)
    answer: Handler = field(repr=False)
    methods: tuple[str, ...] = ("GET",)

    def match(self, asked: Asked) -> Asked | None:
        """The request with what the path says, if this route is the one that answers it."""
        method = "GET" if asked.method == "HEAD" else asked.method
        found = self.path.fullmatch(asked.path)
        if found is None or asked.host not in self.hosts or method not in self.methods:
            return None
        return replace(asked, groups=tuple(group or "" for group in found.groups()))


def route(name: str, host: str, path: str, answer: Handler, methods: str = "GET") -> Route:
    """A route; hosts and methods are parted by blanks."""
    return Route(name, tuple(host.split()), re.compile(path), answer, tuple(methods.split()))


def page(html: str, modified: datetime | None = None, charset: str = "utf-8", *, declared: bool = True) -> Answer:
    """A web page in a charset, which the header declares or leaves to the page itself."""
    content_type = f"text/html; charset={charset}" if declared else "text/html"
    return Answer(200, html.encode(charset), content_type, modified=modified)


def data(value: object, callback: str | None = None) -> Answer:
    """JSON, wrapped in a call where one is asked for."""
    text = json.dumps(value, ensure_ascii=False)
    if callback:
        return Answer(200, f"{callback}({text});".encode(), "application/javascript; charset=utf-8")
    return Answer(200, text.encode(), "application/json; charset=utf-8")


def missing(status: int = 404) -> Answer:
    """A short error page."""
    return replace(page(f"<html><body><h1>{status}</h1></body></html>"), status=status)


def validated(asked: Asked, answer: Answer) -> Answer:
    """The answer with its validators, or "not modified" where the one who asks has it already."""
    if answer.modified is None or answer.status != 200:
        return answer
    stamp = answer.modified.astimezone(UTC).replace(microsecond=0)
    headers = (*answer.headers, ("ETag", answer.etag), ("Last-Modified", format_datetime(stamp, usegmt=True)))
    tags = asked.headers.get("if-none-match")
    if tags is not None:
        known = answer.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    else:
        known = _not_after(stamp, asked.headers.get("if-modified-since"))
    if known:
        return replace(answer, status=304, body=b"", headers=headers)
    return replace(answer, headers=headers)


def _not_after(stamp: datetime, since: str | None) -> bool:
    if since is None:
        return False
    try:
        return stamp <= parsedate_to_datetime(since)
    except (ValueError, TypeError):  # an unreadable date, or one without a zone, asks for nothing
        return False

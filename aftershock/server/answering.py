"""JSON answers with an ETag, given again while nothing has changed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from aftershock.server.writing import dumped
from aftershock.shared import Shared

Told = TypeVar("Told")

SMALLEST = 1024
"""Bytes from which on a body is packed for those who take it so."""
LARGE = 128 * 1024
"""Bytes from which on packing takes milliseconds."""
LEVEL = 5
"""Of packing."""


@dataclass(slots=True)
class Made:
    """An answer, ready to be sent as often as it is asked for."""

    body: bytes
    tag: str
    packed: bytes | None = None
    """The body as gzip; made when first asked for."""

    def told(self, held: str, *, packed: bool = False) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        """Status, headers and body; 304 where one of the tags that the asker holds (If-None-Match) is its own."""
        headers = [(b"etag", self.tag.encode("ascii")), (b"cache-control", b"no-cache")]
        if held and _matches(held, self.tag):
            return 304, headers, b""
        body = self.pack() if packed and len(self.body) >= SMALLEST else self.body
        headers += [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
        if body is not self.body:
            headers.append((b"content-encoding", b"gzip"))
        return 200, headers, body

    def pack(self) -> bytes:
        """The body as gzip, made at most once."""
        if self.packed is None:
            packing = zlib.compressobj(LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
            self.packed = packing.compress(self.body) + packing.flush()
        return self.packed


def made(text: str) -> Made:
    """JSON as an answer."""
    body = text.encode("utf-8", "replace")
    return Made(body, f'W/"{hashlib.sha256(body).hexdigest()[:24]}"')


async def answer(
    request: Request, shared: Shared, make: Callable[[], Told], write: Callable[[Told], str] = dumped
) -> Response:
    """What `make` gives, as JSON; 304 where the asker has it already. `make` runs on a thread of its own."""
    key = (request.scope["path"], request.scope["query_string"])
    found = await run_in_threadpool(_found, shared, key, lambda: made(write(make())))
    status, headers, body = found.told(request.headers.get("if-none-match", ""))
    response = Response(body, status)
    response.raw_headers = headers
    return response


def _found(shared: Shared, key: tuple[str, bytes], make: Callable[[], Made]) -> Made:
    state = shared.state()
    if state is None:
        return make()
    found: Made | None = shared.kept((state, *key))
    if found is None:
        found = make()
        # Asked again: what was made while the index changed belongs to no one state.
        if shared.state() == state:
            shared.keep((state, *key), found)
    return found


def _matches(asked: str, tag: str) -> bool:
    """Weak comparison: gzip changes the bytes, not what they say."""
    return any(one.strip() in (tag, tag.removeprefix("W/"), "*") for one in asked.split(","))

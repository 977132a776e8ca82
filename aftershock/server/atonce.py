"""Answers that need no waiting, given before any route is looked for: those given before, and plain searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from aftershock.errors import AftershockError
from aftershock.search import Answer, Searcher
from aftershock.server import writing
from aftershock.server.answering import LARGE, SMALLEST, Made, made
from aftershock.server.asking import plainly
from aftershock.shared import Shared
from indexer.errors import IndexerError


class Way(NamedTuple):
    """How a path tells what a search found."""

    write: Callable[[Answer], str]
    hits: bool
    """Whether it shows any."""


WAYS: Mapping[str, Way] = {
    "/api/search": Way(writing.search, hits=True),
    "/api/facets": Way(writing.facets, hits=False),
}


class AtOnce:
    """Plain ASGI: finding the route, reading the parameters and waiting for a thread take longer than the answer."""

    def __init__(self, app: ASGIApp, shared: Shared) -> None:
        self._app = app
        self._shared = shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer here and now, else hand on."""
        asked = scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith("/api/")
        found = self._found(scope["path"], scope["query_string"]) if asked else None
        if found is None:
            await self._app(scope, receive, send)
            return
        sent = dict(reversed(scope["headers"]))  # of several alike the first counts
        packed = b"gzip" in sent.get(b"accept-encoding", b"")
        if packed and found.packed is None and len(found.body) >= LARGE:
            await run_in_threadpool(found.pack)
        status, headers, body = found.told(sent.get(b"if-none-match", b"").decode("latin-1"), packed=packed)
        if len(found.body) >= SMALLEST and status == 200:
            headers.append((b"vary", b"Accept-Encoding"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _found(self, path: str, query_string: bytes) -> Made | None:
        lease = self._shared.taken()
        if lease is None:
            return None
        try:
            state = lease.state()
            if state is None:
                return None
            key = (state, path, query_string)
            return self._shared.kept(key) or self._made(lease.searcher, key)
        except (AftershockError, IndexerError, OSError):
            return None  # the route meets the same trouble, and tells it
        finally:
            self._shared.given_back(lease)

    def _made(self, searcher: Searcher, key: tuple[object, str, bytes]) -> Made | None:
        _, path, query_string = key
        way = WAYS.get(path)
        wanted = plainly(query_string) if way is not None else None
        if way is None or wanted is None:
            return None
        answer = searcher.at_once(wanted if way.hits else wanted._replace(size=0))
        if answer is None:
            return None
        found = made(way.write(answer))
        # Should the index have changed meanwhile, nobody asks for what is kept under its state before.
        self._shared.keep(key, found)
        return found

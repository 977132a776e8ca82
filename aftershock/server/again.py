"""Answers that were given before, given again before any route is looked for."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from aftershock.errors import AftershockError
from aftershock.server.answering import reply
from aftershock.shared import Shared
from indexer.errors import IndexerError


class Again:
    """Plain ASGI, since finding the route and reading the parameters takes longer than the rest of a kept answer."""

    def __init__(self, app: ASGIApp, shared: Shared) -> None:
        self._app = app
        self._shared = shared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, else hand on."""
        found = self._kept(scope) if scope["type"] == "http" and scope["path"].startswith("/api/") else None
        if found is None:
            await self._app(scope, receive, send)
            return
        asked = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
        await reply(*found, asked.decode("latin-1"))(scope, receive, send)

    def _kept(self, scope: Scope) -> tuple[bytes, str] | None:
        if scope["method"] != "GET":
            return None
        try:
            state = self._shared.state()
        except (AftershockError, IndexerError, OSError):
            return None  # the route meets the same trouble, and tells it
        return None if state is None else self._shared.kept((state, scope["path"], scope["query_string"]))

"""JSON answers with an ETag, given again while nothing has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from aftershock.shared import Shared


async def answer(request: Request, shared: Shared, make: Callable[[], Any]) -> Response:
    """What `make` gives, as JSON; 304 where the asker has it already. `make` runs on a thread of its own."""
    state = shared.state()
    key = (state, request.url.path, request.scope["query_string"])
    found = shared.kept(key) if state is not None else None
    if found is None:
        body = await run_in_threadpool(lambda: json.dumps(make(), ensure_ascii=False).encode("utf-8", "replace"))
        found = body, f'W/"{hashlib.sha256(body).hexdigest()[:24]}"'
        # Asked again: what was made while the index changed belongs to no one state.
        if state is not None and shared.state() == state:
            shared.keep(key, *found)
    return reply(*found, request.headers.get("if-none-match", ""))


def reply(body: bytes, tag: str, held: str) -> Response:
    """The body, or 304 where one of the tags that the asker holds (If-None-Match) is its own."""
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if _matches(held, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _matches(asked: str, tag: str) -> bool:
    """Weak comparison: gzip changes the bytes, not what they say."""
    return any(one.strip() in (tag, tag.removeprefix("W/"), "*") for one in asked.split(","))

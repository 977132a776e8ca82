"""Bulk writes to Elasticsearch: nothing stops at the first refusal, and a server that is too busy is given time."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError, helpers

CHUNK = 500
"""Actions sent at once."""
CHUNK_BYTES = 8_000_000
ATTEMPTS = 7
"""How often an action is sent that the server was too busy for; with the pauses, about half a minute."""
LONGEST_PAUSE = 10.0
"""Seconds."""
_BUSY = (429, 502, 503, 504)


def send(
    client: Elasticsearch,
    actions: Iterable[dict[str, Any]],
    *,
    pause: Callable[[float], None] = time.sleep,
) -> dict[str, str]:
    """Send all actions; id → reason of those that the server refused for good.

    Deleting what is not there is no failure. Raises the client's error when the server stays busy or away: what was
    sent until then is in, and sending all of it again does no harm.
    """
    failures: dict[str, str] = {}
    for chunk in _chunks(actions):
        waiting = chunk
        for attempt in range(ATTEMPTS):
            waiting, last = _send_once(client, waiting, failures)
            if not waiting:
                break
            if attempt == ATTEMPTS - 1:
                raise last
            # Jitter, so that several writers do not come back at the same moment.
            pause(random.uniform(0.5, 1.0) * min(LONGEST_PAUSE, 0.25 * 2**attempt))
    return failures


def _chunks(actions: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    all_of_them = iter(actions)
    while chunk := list(islice(all_of_them, CHUNK)):
        yield chunk


def _send_once(
    client: Elasticsearch, actions: list[dict[str, Any]], failures: dict[str, str]
) -> tuple[list[dict[str, Any]], Exception]:
    """Send; give back what the server was too busy for, and the last reason it gave."""
    again: list[dict[str, Any]] = []
    last: Exception = RuntimeError("nothing was refused")
    answers = helpers.streaming_bulk(
        client,
        actions,
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        raise_on_error=False,
        raise_on_exception=False,
    )
    # One answer for each action, in their order.
    for action, (accepted, told) in zip(actions, answers, strict=True):
        if accepted:
            continue
        (result,) = told.values()
        status, exception = result.get("status"), result.get("exception")
        if isinstance(exception, TransportError) or status in _BUSY:
            again.append(action)
            last = exception or _as_error(result)
        elif status in (401, 403):
            # No entry's fault: the key, or an index that takes no writes.
            raise exception or _as_error(result)
        elif not (action["_op_type"] == "delete" and status == 404):
            failures[action["_id"]] = _why(result)
    return again, last


def _as_error(result: dict[str, Any]) -> ApiError:
    from elastic_transport import ApiResponseMeta, HttpHeaders, NodeConfig

    meta = ApiResponseMeta(int(result["status"]), "1.1", HttpHeaders(), 0.0, NodeConfig("http", "server", 9200))
    return ApiError(_why(result), meta, result)


def _why(result: dict[str, Any]) -> str:
    error = result.get("error")
    if not isinstance(error, dict):
        return str(error)
    cause = error.get("caused_by") or {}
    return ": ".join(str(part) for part in (error.get("reason"), cause.get("reason")) if part)

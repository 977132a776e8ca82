"""What stands before every answer, as plain ASGI: headers, HEAD, the rate limit and the metrics."""

from __future__ import annotations

import ipaddress
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aftershock.server.metrics import Metrics

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = [
    (b"content-security-policy", CONTENT_POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
]
BURST = 4.0
"""Seconds' worth of requests that may come at once."""
LOOPBACK = 50.0
"""How many times more this machine itself may ask."""
MOST_ADDRESSES = 10_000
"""Addresses that are remembered; the one that asked longest ago is forgotten first."""
UNLIMITED = ("/api/health", "/api/ready", "/api/metrics")


class RateLimit:
    """A bucket of tokens for each address: `rate` requests a second, and `BURST` seconds of them at once."""

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic) -> None:
        """`rate` 0 means no limit."""
        self._rate = rate
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds until this address may ask; 0 takes a token and lets it in."""
        if self._rate <= 0:
            return 0.0
        rate = self._rate * (LOOPBACK if _loopback(address) else 1.0)
        now = self._clock()
        with self._lock:
            tokens, seen = self._buckets.pop(address, (rate * BURST, now))
            tokens = min(max(1.0, rate * BURST), tokens + (now - seen) * rate)
            allowed = tokens >= 1.0
            self._buckets[address] = (tokens - 1.0 if allowed else tokens, now)
            if len(self._buckets) > MOST_ADDRESSES:
                self._buckets.popitem(last=False)
        return 0.0 if allowed else (1.0 - tokens) / rate


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class Guards:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, limit: RateLimit, metrics: Metrics) -> None:
        self._app = app
        self._limit = limit
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        path: str = scope["path"]
        head = scope["method"] == "HEAD"
        status = 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *HEADERS]
            elif head:
                message = {**message, "body": b""}
            await send(message)

        try:
            client = scope.get("client")
            wait = self._limit.wait(client[0] if client else "") if _limited(path) else 0.0
            if wait:
                await _too_many(wait, guarded)
            else:
                # Routes of the API know GET only; what GET answers is what HEAD must say without its body.
                asked = {**scope, "method": "GET"} if head and path.startswith("/api/") else scope
                await self._app(asked, receive, guarded)
        finally:
            self._metrics.count(path, status, time.perf_counter() - started)


def _limited(path: str) -> bool:
    return path.startswith("/api/") and path not in UNLIMITED


async def _too_many(wait: float, send: Any) -> None:
    seconds = max(1, int(-(-wait // 1)))
    problem = {
        "type": "about:blank",
        "title": "Too many requests",
        "status": 429,
        "detail": f"more requests than this server takes from one address; try again in {seconds} s",
        "error": "limit",
    }
    body = json.dumps(problem).encode("utf-8")
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode("ascii")),
        (b"retry-after", str(seconds).encode("ascii")),
    ]
    await send({"type": "http.response.start", "status": 429, "headers": headers})
    await send({"type": "http.response.body", "body": body})

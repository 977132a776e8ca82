"""Routes about the server itself: whether it lives, whether it can answer, what it has done."""

from __future__ import annotations

import time
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

from aftershock import __version__
from aftershock.server.metrics import TYPE, Metrics
from aftershock.shared import Shared


def add_routes(app: FastAPI, shared: Shared, metrics: Metrics) -> None:
    """Add them."""
    started = time.monotonic()

    @app.get("/api/health", summary="Whether the process lives", tags=["server"])
    async def health() -> dict[str, Any]:
        """Asks nothing of the index: a server whose index is away is alive, and not ready."""
        return {"status": "ok", "version": __version__}

    @app.get(
        "/api/ready",
        summary="Whether searches can be answered",
        tags=["server"],
        responses={503: {"description": "They cannot; `detail` says why (application/problem+json)."}},
    )
    def ready() -> dict[str, Any]:
        """Asks the index; a balancer should send nobody here while this fails."""
        with shared.searcher() as searcher:
            return {"status": "ready", "entries": searcher.count()}

    @app.get("/api/metrics", summary="Numbers for Prometheus", tags=["server"], response_class=Response)
    async def numbers() -> Response:
        """Answers by route and status, their seconds, and for how long the process has served."""
        gauges = {"aftershock_uptime_seconds": ("Since the process began to serve.", time.monotonic() - started)}
        return Response(metrics.text(gauges), media_type=TYPE)

"""Routes about the server itself: whether it lives, whether it can answer, what it has done."""

from __future__ import annotations

import logging
import time
from collections import Counter
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

from aftershock import __version__
from aftershock.project import Project
from aftershock.quarantined import entries
from aftershock.server.metrics import TYPE, Labelled, Metrics
from aftershock.shared import Shared
from crawlers.errors import ArchiveError

log = logging.getLogger(__name__)


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
    def numbers() -> Response:
        """Answers by route and status, their seconds, how long the process has served, and what crawls missed."""
        gauges = {"aftershock_uptime_seconds": ("Since the process began to serve.", time.monotonic() - started)}
        return Response(metrics.text(gauges, _missed(shared.project)), media_type=TYPE)


def _missed(project: Project) -> list[Labelled]:
    """What is in quarantine; nothing, and a line in the log, where the archive cannot be read."""
    try:
        found = Counter((one.source, one.reason) for one in entries(project) if one.state == "open")
    except ArchiveError as problem:
        log.warning("what is in quarantine cannot be told: %s", problem)
        return []
    values = tuple(({"source": source, "reason": reason}, number) for (source, reason), number in sorted(found.items()))
    return [Labelled("aftershock_quarantine_open", "What crawls could not fetch and nobody let be.", values)]

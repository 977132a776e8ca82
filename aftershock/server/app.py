"""The application: /api/… answers in JSON, everything else is the built site."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from aftershock import __version__
from aftershock.errors import UsageProblem
from aftershock.project import Project
from aftershock.query import QueryProblem
from aftershock.server import exporting, finding, state, telling
from aftershock.server.answering import LEVEL, SMALLEST
from aftershock.server.atonce import AtOnce
from aftershock.server.guards import Guards, RateLimit
from aftershock.server.metrics import Metrics
from aftershock.shared import Shared
from aftershock.told import NoneSuch, WrongDay
from aftershock.translation import translate

DESCRIPTION = """Search over a knowledge base of an industry event: documents, single claims and events, companies,
the timeline, and where sources contradict each other. Every figure comes with the sentence it stands in.

Times are ISO 8601, days are Beijing's, figures are JSON numbers where these are exact and strings elsewhere, unknown is
null. What goes wrong is told as application/problem+json: `detail` says what to change. Answers carry an ETag."""


def create_app(project: Project, on_ready: Callable[[], None] = lambda: None) -> FastAPI:
    """The application for one project. Raises UsageProblem when its site has not been built."""
    if not (project.site / "index.html").is_file():
        raise UsageProblem("there is no site to serve yet; make it with 'aftershock run --no-crawl' first")
    shared, metrics = Shared(project), Metrics()

    @asynccontextmanager
    async def lifespan(_: FastAPI):  # type: ignore[no-untyped-def]
        on_ready()
        yield
        shared.close()

    app = FastAPI(
        title="aftershock",
        version=__version__,
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        default_response_class=JSONResponse,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # /api/metrics tells; looking takes as long
    )
    app.add_middleware(GZipMiddleware, minimum_size=SMALLEST, compresslevel=LEVEL)
    app.add_middleware(AtOnce, shared=shared)
    server = project.config.server
    app.add_middleware(Guards, limit=RateLimit(server.rate), metrics=metrics)
    if origins := [origin.strip() for origin in server.cors.split(",") if origin.strip()]:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "HEAD"],
            allow_headers=["If-None-Match"],
            expose_headers=["ETag", "Retry-After"],
        )
    _errors(app)
    finding.add_routes(app, shared)
    telling.add_routes(app, shared)
    exporting.add_routes(app, shared)
    state.add_routes(app, shared, metrics)
    app.mount("/", _Site(directory=project.site, html=True), name="site")
    return app


def _errors(app: FastAPI) -> None:
    """One sentence, never a traceback: 400 for what the asker can mend, 404 for what is not there, 503 for the rest."""

    @app.exception_handler(QueryProblem)
    def wrong_query(_: Request, error: QueryProblem) -> JSONResponse:
        more = {"position": error.position, "found": error.found, "expected": error.expected}
        return problem(400, "The query cannot be understood", str(error), "query", more)

    @app.exception_handler(NoneSuch)
    def none_such(_: Request, error: NoneSuch) -> JSONResponse:
        return problem(404, "The request cannot be answered", str(error), "request")

    @app.exception_handler(WrongDay)
    def wrong_day(_: Request, error: WrongDay) -> JSONResponse:
        return problem(400, "A parameter cannot be used", str(error), "parameter")

    @app.exception_handler(RequestValidationError)
    def wrong_parameter(_: Request, error: RequestValidationError) -> JSONResponse:
        told = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
        return problem(422, "A parameter cannot be used", told, "parameter")

    @app.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        told = problem(error.status_code, "The request cannot be answered", str(error.detail), "request")
        if error.status_code == 405:
            told = problem(405, "The request cannot be answered", "only GET and HEAD are answered here", "request")
            told.headers["Allow"] = "GET, HEAD"
        return told

    @app.exception_handler(Exception)
    def failed(_: Request, error: Exception) -> JSONResponse:
        return problem(503, "The server cannot answer now", str(translate(error)), "server")

    for kind in (UsageProblem.__base__, OSError):
        assert kind is not None
        app.exception_handler(kind)(failed)
    from indexer.errors import IndexerError

    app.exception_handler(IndexerError)(failed)


def problem(status: int, title: str, detail: str, error: str, more: dict[str, Any] | None = None) -> JSONResponse:
    """An error as RFC 9457 has it; `error` says in one word what kind it is."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "error": error} | (more or {})
    return JSONResponse(told, status_code=status, media_type="application/problem+json")


class _Site(StaticFiles):
    """The built pages, with their own page for what is not there."""

    def __init__(self, *, directory: Path, html: bool) -> None:
        super().__init__(directory=directory, html=html)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A page; of the API's paths, none of which is one, that there is no such route."""
        if f"{scope['path']}/".startswith("/api/") and scope["method"] in ("GET", "HEAD"):
            raise HTTPException(404, "there is no such route; GET /api/openapi.json lists them all")
        return await super().get_response(path, scope)

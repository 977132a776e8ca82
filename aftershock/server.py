"""The search API and the site, served on loopback unless told otherwise."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from aftershock import __version__
from aftershock.errors import AftershockError, Unavailable, UsageProblem
from aftershock.project import Project
from aftershock.search import Searcher, Wanted
from aftershock.translation import translate

MAX_QUERY = 400
"""Characters of a query."""

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises Unavailable when the port cannot be had."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise Unavailable(
            f"port {port} on {host} cannot be used ({getattr(error, 'strerror', None) or error}); "
            "choose another with --port, or 0 for any that is free"
        ) from error
    return listening


def serve(project: Project, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM. `ready` is told the address once requests are answered."""
    listening = listen(host, port)
    try:
        serve_on(project, listening, ready)
    finally:
        listening.close()


def serve_on(project: Project, listening: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve on a socket that listens already."""
    import uvicorn

    host, port = listening.getsockname()[:2]
    shown = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    app = create_app(project, on_ready=lambda: ready(shown))
    settings = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5)
    with _ended_by_signals():
        uvicorn.Server(settings).run(sockets=[listening])


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM are how serving ends, not errors: uvicorn raises them again once it has shut down."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def create_app(project: Project, on_ready: Callable[[], None] = lambda: None) -> FastAPI:
    """The application: /api/… answers in JSON, everything else is the built site."""
    if not (project.site / "index.html").is_file():
        raise UsageProblem("there is no site to serve yet; make it with 'aftershock run --no-crawl' first")

    @asynccontextmanager
    async def lifespan(_: FastAPI):  # type: ignore[no-untyped-def]
        on_ready()
        yield

    app = FastAPI(
        title="aftershock",
        version=__version__,
        description="Search over a knowledge base of an industry event.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(GZipMiddleware, minimum_size=1024)
    _errors(app)
    _headers(app)
    _search(app, project)
    app.mount("/", _Site(directory=project.site, html=True), name="site")
    return app


def _search(app: FastAPI, project: Project) -> None:
    @app.get("/api/search", summary="Find documents")
    def search(
        q: Annotated[str, Query(max_length=MAX_QUERY, description="The query; see the search page.")] = "",
        company: Annotated[list[str] | None, Query(description="By any of its names. Repeatable.")] = None,
        source: Annotated[list[str] | None, Query()] = None,
        type: Annotated[list[str] | None, Query(description="Event type, such as 封号.")] = None,
        from_: Annotated[str | None, Query(alias="from", description="2021, 2021-07 or 2021-07-06.")] = None,
        to: Annotated[str | None, Query()] = None,
        min_amount: Annotated[str | None, Query(description="1亿, 5000万, 41430000")] = None,
        sort: Annotated[str | None, Query(pattern="^(relevance|newest|oldest|amount)$")] = None,
        page: Annotated[int, Query(ge=1, le=1000)] = 1,
        size: Annotated[int, Query(ge=1, le=100)] = 10,
    ) -> dict[str, Any]:
        wanted = Wanted(
            query=q,
            companies=tuple(company or ()),
            sources=tuple(source or ()),
            types=tuple(type or ()),
            since=from_,
            until=to,
            min_amount=min_amount,
            sort=sort,
            page=page,
            size=size,
        )
        with Searcher(project) as searcher:
            return searcher.search(wanted).record()

    @app.get("/api/health", summary="Whether searches can be answered")
    def health() -> dict[str, Any]:
        with Searcher(project) as searcher:
            return {"status": "ok", "entries": searcher.count()}


def _errors(app: FastAPI) -> None:
    """One sentence, never a traceback: 400 for what the asker can mend, 503 for the rest."""

    @app.exception_handler(Exception)
    def tell(_: Request, error: Exception) -> JSONResponse:
        told = translate(error)
        return JSONResponse({"error": str(told)}, status_code=400 if isinstance(told, UsageProblem) else 503)

    @app.exception_handler(AftershockError)
    def tell_own(request: Request, error: AftershockError) -> JSONResponse:
        return tell(request, error)


def _headers(app: FastAPI) -> None:
    @app.middleware("http")
    async def harden(request: Request, call_next: Any) -> Response:
        answer: Response = await call_next(request)
        answer.headers["Content-Security-Policy"] = CONTENT_POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer


class _Site(StaticFiles):
    """The built pages, with their own page for what is not there."""

    def __init__(self, *, directory: Path, html: bool) -> None:
        super().__init__(directory=directory, html=html)

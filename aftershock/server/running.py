"""Listening, serving, and ending gracefully: requests under way are answered, then the port is let go."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aftershock.errors import Unavailable
from aftershock.project import Project
from aftershock.server.app import create_app

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

LONGEST_HEAD = 512 * 1024
"""Bytes of a request's line and headers: a query far too long is still told so, and not only cut off."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises Unavailable when the port cannot be had."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise Unavailable(
            f"port {port} on {host} cannot be used ({getattr(error, 'strerror', None) or error}); "
            "choose another with --port, or 0 for any that is free"
        ) from error
    # asyncio does this only for sockets made with the protocol named; without it every answer on a connection that is
    # kept open waits 40 ms for the asker's acknowledgement. Accepted sockets inherit it.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
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
    with _ended_by_signals():
        uvicorn.Server(settings(app)).run(sockets=[listening])


def settings(app: FastAPI) -> uvicorn.Config:
    """How the application is served."""
    import uvicorn

    from aftershock.server.wire import TypedAddresses

    return uvicorn.Config(
        app,
        http=TypedAddresses,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )


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

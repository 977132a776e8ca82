"""A server on this machine that plays the publishers: it answers by host name, as they are documented to.

It is well-behaved. Tests add faults with hooks, one for each route by name: `replica.hooks["cninfo.list"] = spoil`.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections import deque
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from aftershock.demo.cninfo import Filings
from aftershock.demo.exchange import Answer, Asked, Hook, Route, missing, validated
from aftershock.demo.mirrors import Mirrors
from aftershock.demo.press import Press
from aftershock.demo.samples import Sample, load_companies, load_samples

LARGEST_BODY = 1 << 20
IDLE = 30.0
"""Seconds after which a connection that asks nothing is closed."""


@dataclass(frozen=True, slots=True)
class Logged:
    """A request that was answered."""

    method: str
    host: str
    path: str
    query: str
    status: int
    route: str
    """Name of the route; empty where none answers."""


class Replica:
    """The publishers on one port of 127.0.0.1, from `with` to its end.

    day: which day it is, 1 or later; documents with revisions differ by it. May be set while it runs.
    """

    def __init__(self, day: int = 1, *, samples: tuple[Sample, ...] | None = None) -> None:
        self.day = day
        self.hooks: dict[str, Hook] = {}
        self.log: deque[Logged] = deque(maxlen=10_000)
        self._samples = load_samples() if samples is None else samples
        self.routes: tuple[Route, ...] = (
            *Filings(self.samples, load_companies()).routes(),
            *Mirrors(self.samples).routes(),
            *sorted(Press(self.samples).routes(), key=lambda route: route.name != "robots"),
        )
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def samples(self) -> tuple[Sample, ...]:
        """The documents as they stand today, oldest first."""
        return tuple(sample.on(self.day) for sample in self._samples)

    @property
    def changing(self) -> str:
        """Address of the first document that changes from one day to another."""
        return next(sample.url for sample in self._samples if sample.revisions)

    @property
    def address(self) -> str:
        """Where it listens: "127.0.0.1:PORT"."""
        if self._server is None:
            raise RuntimeError("the replica is not running; use it in a with statement")
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    @property
    def hosts(self) -> dict[str, str]:
        """Each host name it answers for, and where it listens."""
        return dict.fromkeys(sorted({host for route in self.routes for host in route.hosts}), self.address)

    def answer(self, asked: Asked) -> Answer:
        """What is answered to a request."""
        name, answer = "", missing(404 if any(asked.host in route.hosts for route in self.routes) else 421)
        for route in self.routes:
            if (known := route.match(asked)) is not None:
                name, answer = route.name, route.answer(known)
                if (hook := self.hooks.get(name)) is not None:
                    answer = hook(known, answer)
                answer = validated(known, answer)
                break
        self.log.append(Logged(asked.method, asked.host, asked.path, asked.query, answer.status, name))
        return answer

    def __enter__(self) -> Self:
        self._server = _Server(self)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="replica", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.close_connections()
        self._server.server_close()  # waits for the threads of the connections
        self._thread.join()
        self._server = self._thread = None


class Listening(ThreadingHTTPServer):
    """A server whose clients may go away at any moment, as crawls that are killed do: there is nobody to tell."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Server(Listening):
    """Knows its open connections, so that it can end them."""

    daemon_threads = False
    block_on_close = True

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """End the connections that clients keep open."""
        with self._lock:
            connections = list(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # closed by the client in the meantime


class _Handler(BaseHTTPRequestHandler):
    """HTTP/1.1 with connections kept open."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE
    server: _Server

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed; the replica keeps a log of its own."""

    def version_string(self) -> str:
        return "aftershock-replica"

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._send(missing(413))
            return
        host = (self.headers.get("Host") or "").rpartition("@")[2].partition(":")[0].lower()
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, host, unquote(path), query, headers, self.rfile.read(int(length)))
        answer = self.server.replica.answer(asked)
        if answer.silent:
            self.close_connection = True
            return
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        bodiless = self.command == "HEAD" or answer.status in (204, 304)
        sent = replace(answer, body=b"") if bodiless else answer
        try:
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.content_type)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status not in (204, 304):
                self.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
            self.end_headers()
            self.wfile.write(sent.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client went away; there is nobody to tell
        if answer.length is not None and answer.length != len(answer.body):
            self.close_connection = True

"""Those who are told, played on this machine: a web server and a mail server that remember what they got."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.smtp import SMTP


@dataclass
class Posts:
    """What a web server was sent."""

    url: str = ""
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """What it answers, one after another; then 204."""
    headers: dict[str, str] = field(default_factory=dict)
    """More headers of each answer."""

    def keys(self) -> list[str]:
        """Keys of all notices that were accepted or refused, in order."""
        return [one["key"] for _, body in self.received for one in json.loads(body)["data"]["notices"]]


@contextmanager
def web_server() -> Iterator[Posts]:
    """A web server on loopback."""
    posts = Posts()

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posts.received.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(posts.statuses.pop(0) if posts.statuses else 204)
            for key, value in posts.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    posts.url = f"http://127.0.0.1:{server.server_port}/hook?a=b"
    try:
        yield posts
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Letters:
    """What a mail server was handed."""

    port: int = 0
    received: list[tuple[list[str], bytes]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    """Addresses it does not take."""
    answer: str = "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.refused:
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.received.append((list(envelope.rcpt_tos), envelope.content))
        return self.answer


@contextmanager
def mail_server(**options: Any) -> Iterator[Letters]:
    """A mail server on loopback; `options` are aiosmtpd's."""
    letters = Letters()
    loop = asyncio.new_event_loop()
    started = loop.create_server(lambda: SMTP(letters, loop=loop, **options), "127.0.0.1", 0)
    server = loop.run_until_complete(started)
    letters.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield letters
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        loop.close()

"""The replica on a real socket within the event loop of the crawl, with faults of the transport where asked for."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution
from twisted.internet.protocol import Factory, Protocol
from zope.interface import implementer

from tests.replica.server import Answer, Asked, Replica


class Connection(Protocol):
    """One connection of HTTP/1.1, kept open between answers."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self._read = b""

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 - Twisted's name
        self._read += data
        while (asked := self._next()) is not None:
            self._send(self.replica.serve(asked))

    def _next(self) -> Asked | None:
        head, end, rest = self._read.partition(b"\r\n\r\n")
        if not end:
            return None
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = int(headers.get("content-length", "0"))
        if len(rest) < length:
            return None
        self._read, body = rest[length:], rest[:length].decode()
        method, path, _ = first.split(" ")
        fields = {name: values[0] for name, values in parse_qs(body, True).items()}
        form = json.loads(body) if body[:1] == "{" else fields
        return Asked(method, headers.get("host", "").partition(":")[0], path, form, headers)

    def _send(self, answer: Answer) -> None:
        transport: Any = self.transport
        if answer.dead:
            transport.abortConnection()
            return
        length = len(answer.body) if answer.length is None else answer.length
        lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}", f"Content-Length: {length}"]
        lines += [f"{name}: {value}" for name, value in answer.headers.items()]
        transport.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
        if answer.drip:
            self._drip(answer.body, answer.drip)
            return
        transport.write(answer.body[: len(answer.body) // 2] if answer.cut else answer.body)
        if answer.cut:
            transport.reactor.callLater(0.01, transport.abortConnection)
        elif length > len(answer.body):
            transport.loseConnection()

    def _drip(self, body: bytes, seconds: float) -> None:
        transport: Any = self.transport
        if body and transport.connected:
            transport.write(body[:1])
            transport.reactor.callLater(seconds, self._drip, body[1:], seconds)


class Connections(Factory):
    def __init__(self, replica: Replica) -> None:
        self.replica = replica

    def buildProtocol(self, addr: Any) -> Connection:  # noqa: N802
        return Connection(self.replica)


@implementer(IHostResolution)
class _Resolved:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing is under way."""


@implementer(IHostnameResolver)
class Loopback:
    """Takes every name for an address of this machine, in place: asking the system would take a thread each time."""

    def resolveHostName(self, receiver: Any, name: str, **asked: Any) -> _Resolved:  # noqa: N802
        resolution = _Resolved(name)
        receiver.resolutionBegan(resolution)
        receiver.addressResolved(IPv4Address("TCP", name, asked["portNumber"]))
        receiver.resolutionComplete()
        return resolution

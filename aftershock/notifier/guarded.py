"""HTTP connections to addresses of the open internet only, unless a host has been named.

The name is resolved once, and the connection made to the very address that passed: a name cannot change its meaning in
between. Nobody's redirects are followed, and no proxy of the environment is used: it would resolve the name anew.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Collection
from contextlib import suppress

from crawlers.address import is_public


class Forbidden(OSError):
    """A host that stands for an address of a private network, and was not named."""


def _reach(host: str, port: int, allowed: Collection[str], timeout: float) -> socket.socket:
    """A connection to the first address of the host that may be connected to and answers."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(info[4][0]) for info in found]
    if host.lower() not in allowed:
        addresses = [address for address in addresses if is_public(address)]
    if not addresses:
        raise Forbidden(
            f"{host} stands for a private address; if that is meant, name it in webhook.private_hosts "
            f'(private_hosts = "{host}")'
        )
    for number, address in enumerate(addresses, 1):
        try:
            return socket.create_connection((address, port), timeout)
        except OSError:
            if number == len(addresses):
                raise
    raise AssertionError("the last address returns or raises")


class PlainConnection(http.client.HTTPConnection):
    """http."""

    def __init__(self, host: str, port: int | None, *, allowed: Collection[str], timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._allowed = allowed
        self._seconds = timeout
        self.aborted = False
        """Whether `abort` has ended it."""

    def abort(self) -> None:
        """End it, whatever is being waited for; called from another thread."""
        self.aborted = True
        held: socket.socket | None = self.sock
        if held is not None:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def connect(self) -> None:
        """To an address that passed."""
        self.sock = _reach(self.host, self.port, self._allowed, self._seconds)


class SecureConnection(PlainConnection):
    """https; certificates are verified."""

    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """To an address that passed, which must prove to be the host."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def connection(scheme: str, host: str, port: int | None, allowed: Collection[str], timeout: float) -> PlainConnection:
    """A connection, not made yet."""
    kind = SecureConnection if scheme == "https" else PlainConnection
    return kind(host, port, allowed=frozenset(one.lower() for one in allowed), timeout=timeout)

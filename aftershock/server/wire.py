"""uvicorn's HTTP, which also takes an address as people type it: curl sends its Chinese characters as they are."""

from __future__ import annotations

import re

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_RAW = re.compile(rb"[\x80-\xff]")


class TypedAddresses(H11Protocol):
    """Encodes what RFC 9112 wants encoded in the request line; without that h11 refuses the whole request."""

    def data_received(self, data: bytes) -> None:
        """Bytes from the asker, the beginning of a request or more of it."""
        if not data.isascii() and self.conn.their_state is h11.IDLE:
            line, end, rest = data.partition(b"\n")
            data = _RAW.sub(lambda raw: b"%%%02X" % raw[0][0], line) + end + rest
        super().data_received(data)

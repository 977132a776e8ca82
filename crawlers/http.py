"""An HTTP answer as it went over the wire → status, headers and the body without the wrappings of the connection."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

NOT_KEPT = frozenset(
    {"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive", "set-cookie"}
)
"""Headers of the connection, not of the page: the body is kept decoded."""
_CHUNK = 1 << 16


class BadAnswer(ValueError):
    """An answer that breaks off, or is packed in a way that cannot be undone."""


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer, unwrapped."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def sent(raw: bytes, most: int) -> Sent:
    """The answer in its bytes; `most` bounds its body. Raises BadAnswer."""
    end = re.search(rb"\r?\n\r?\n", raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    first, *lines = head.decode("latin-1").splitlines() or [""]
    status = re.match(r"HTTP/\d(?:\.\d)?\s+(\d{3})", first)
    if status is None:
        raise BadAnswer("no HTTP answer")
    headers = tuple((name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines) if name)
    said = {name.lower(): value.lower() for name, value in headers}
    if "chunked" in said.get("transfer-encoding", ""):
        body = _joined(body)
    for way in reversed([part.strip() for part in said.get("content-encoding", "").split(",")]):
        body = _unpacked(body, way, most)
    return Sent(int(status[1]), headers, body)


def _joined(body: bytes) -> bytes:
    """The chunks of a body, joined. Tools that undid this already left the header there: such a body is as it is."""
    size = re.match(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n", body)
    if size is None:
        return body
    pieces: list[bytes] = []
    at = 0
    while size is not None:
        length = int(size[1], 16)
        at += size.end()
        if length == 0:
            return b"".join(pieces)
        if at + length > len(body):
            break
        pieces.append(body[at : at + length])
        at += length + 2
        size = re.match(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n", body[at : at + 1024])
    raise BadAnswer("its chunked body breaks off")


def gunzipped(body: bytes, most: int) -> bytes:
    """What a file packed by gzip holds; what is not packed, whatever its name says, is as it is. Raises BadAnswer."""
    return _unpacked(body, "gzip", most)


def _unpacked(body: bytes, way: str, most: int) -> bytes:
    """A body without one Content-Encoding. What is not packed, whatever its header says, is as it is."""
    match way:
        case "" | "identity":
            return body
        case "gzip" | "x-gzip":
            return _inflated(body, 31, most) if body[:2] == b"\x1f\x8b" else body
        case "deflate":
            zipped = body[:1] and body[0] & 15 == 8 and int.from_bytes(body[:2], "big") % 31 == 0
            return _inflated(body, 15 if zipped else -15, most)
        case "br" | "zstd" if body.lstrip()[:1] == b"<" or body[:5] == b"%PDF-":
            return body
        case "br":
            return _bounded(_brotli(body), most)
        case _:
            raise BadAnswer(f"packed by {way!r}, which cannot be undone here")


def _inflated(body: bytes, window: int, most: int) -> bytes:
    decoder = zlib.decompressobj(window)

    def pieces() -> Iterable[bytes]:
        data = body
        while data and not decoder.eof:
            yield decoder.decompress(data, _CHUNK)
            data = decoder.unconsumed_tail

    try:
        whole = _bounded(pieces(), most)
    except zlib.error as problem:
        raise BadAnswer(f"its packed body is damaged ({problem})") from None
    if not decoder.eof:
        raise BadAnswer("its packed body breaks off")
    return whole


def _brotli(body: bytes) -> Iterable[bytes]:
    import brotli  # type: ignore[import-untyped]  # most answers are packed in another way

    decoder = brotli.Decompressor()
    try:
        yield decoder.process(body, output_buffer_limit=_CHUNK)
        while not decoder.is_finished() and not decoder.can_accept_more_data():
            yield decoder.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error as problem:
        raise BadAnswer(f"its packed body is damaged ({problem})") from None
    if not decoder.is_finished():
        raise BadAnswer("its packed body breaks off")


def _bounded(pieces: Iterable[bytes], most: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        whole += piece
        if len(whole) > most:
            raise BadAnswer(f"its body unpacks to more than {most:,} bytes")
    return bytes(whole)

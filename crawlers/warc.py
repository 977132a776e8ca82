"""Capture ↔ WARC record, and the records of a file with their places.

Every record is one gzip member of its own, so that a file can be read from any record's offset and cut after any.
Source, kind and what the listing said stand in extension fields of the record: the ledger can be made from the files.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.capture import Capture, CaptureKind
from crawlers.errors import ArchiveDamaged

_MEMBER = b"\x1f\x8b\x08"
_CHUNK = 1 << 18
_LINE_ENDS = re.compile(r"[\r\n]+[ \t]*")
_DATE = "%Y-%m-%dT%H:%M:%SZ"
_OURS = ("file", "slice", "trouble")
"""Kinds that did not come by HTTP."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: one gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Revisit:
    """A note that a page was asked for again and was as it had been."""

    url: str
    digest: str
    fetched: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    meta: Mapping[str, str]
    source: str
    kind: CaptureKind


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a file that holds no readable record."""

    start: int
    end: int
    at_end: bool
    """True when nothing readable follows: a write that was cut short."""


def plain(capture: Capture) -> Capture:
    """The capture as it comes back from a record: header names and values without line ends or outer blanks."""
    headers = tuple((_header(name), _header(value)) for name, value in capture.headers)
    fetched = capture.fetched.astimezone(UTC).replace(microsecond=0)
    return Capture(
        capture.source,
        capture.kind,
        capture.url,
        fetched,
        capture.status,
        tuple((name, value) for name, value in headers if name),
        capture.body,
        dict(capture.meta),
    )


def _header(text: str) -> str:
    return _LINE_ENDS.sub(" ", text).replace("\x00", "").strip()


class _Member:
    """Makes one record, and packs it as a gzip member."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self.writer = WARCWriter(self._out, gzip=False, warc_version="1.1")

    def of(self, record: ArcWarcRecord) -> bytes:
        self.writer.write_record(record)
        # The library would pack at level 9: on web pages almost twice the time for half a hundredth of the size.
        packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        return packer.compress(self._out.getvalue()) + packer.flush()


def about(name: str, software: str) -> bytes:
    """The record that opens a file."""
    member = _Member()
    said = {"software": software, "format": "WARC File Format 1.1"}
    return member.of(member.writer.create_warcinfo_record(name, said))


def response(capture: Capture) -> bytes:
    """The record of a capture (`plain` already): a response, or a resource for files."""
    member, fields = _Member(), _fields(capture)
    payload = io.BytesIO(capture.body)
    if capture.kind in _OURS:
        record = member.writer.create_warc_record(
            capture.url,
            "resource",
            payload=payload,
            length=len(capture.body),
            warc_content_type="application/json" if capture.kind == "slice" else "application/octet-stream",
            warc_headers_dict=fields,
        )
    else:
        record = member.writer.create_warc_record(
            capture.url,
            "response",
            payload=payload,
            length=len(capture.body),
            http_headers=_http(capture.status, capture.headers),
            warc_headers_dict=fields,
        )
    return member.of(record)


def revisit(capture: Capture, first: datetime) -> bytes:
    """The note that `capture` (`plain` already) was the same as what was stored at `first`."""
    member = _Member()
    record = member.writer.create_revisit_record(
        capture.url,
        capture.digest,
        capture.url,
        first.strftime(_DATE),
        http_headers=None if capture.kind in _OURS else _http(capture.status, capture.headers),
        warc_headers_dict=_fields(capture),
    )
    return member.of(record)


def _fields(capture: Capture) -> dict[str, str]:
    return {
        "WARC-Date": capture.fetched.strftime(_DATE),
        "WARC-Payload-Digest": capture.digest,
        "Capture-Source": capture.source,
        "Capture-Kind": capture.kind,
        "Capture-Meta": json.dumps(dict(capture.meta), ensure_ascii=True, sort_keys=True),
    }


class _Headers(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers kept as they are: the library would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_bytes(encoding="utf-8")


def _http(status: int, headers: tuple[tuple[str, str], ...]) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    return _Headers(f"{status} {phrase}".strip(), list(headers), protocol="HTTP/1.1")


def read(member: bytes) -> Capture | Revisit | None:
    """What the record in a (compressed) member says; None for records of other kinds. Raises ArchiveDamaged."""
    try:
        for record in ArchiveIterator(io.BytesIO(member), ensure_http_headers=False):
            return _read(record)
    except ArchiveDamaged:
        raise
    except Exception as problem:  # the library raises whatever its parsers do
        raise ArchiveDamaged(f"a WARC record cannot be read: {problem}") from problem
    return None


def _read(record: ArcWarcRecord) -> Capture | Revisit | None:
    fields = record.rec_headers
    if record.rec_type not in ("response", "resource", "revisit") or not fields.get_header("Capture-Source"):
        return None
    headers = (
        tuple((str(name), str(value)) for name, value in record.http_headers.headers) if record.http_headers else ()
    )
    status = int(record.http_headers.get_statuscode()) if record.http_headers else 200
    source, kind = str(fields.get_header("Capture-Source")), cast(CaptureKind, fields.get_header("Capture-Kind"))
    url = str(fields.get_header("WARC-Target-URI"))
    fetched = datetime.fromisoformat(fields.get_header("WARC-Date")).replace(tzinfo=UTC)
    meta: dict[str, str] = json.loads(fields.get_header("Capture-Meta") or "{}")
    digest = str(fields.get_header("WARC-Payload-Digest"))
    if record.rec_type == "revisit":
        return Revisit(url, digest, fetched, status, headers, meta, source, kind)
    capture = Capture(source, kind, url, fetched, status, headers, record.raw_stream.read(), meta)
    if capture.digest != digest:
        raise ArchiveDamaged(f"the content of {url} is not what its digest says")
    return capture


def records(path: Path, start: int = 0) -> Iterator[tuple[Place, Capture | Revisit] | Gap]:
    """All records of a file from an offset on, with their places, and the gaps between them."""
    size = path.stat().st_size
    with path.open("rb") as file:
        offset = start
        gap: int | None = None
        while offset < size:
            member = member_at(file, offset)
            try:
                found = read(member) if member is not None else None
                broken = member is None
            except ArchiveDamaged:
                found, broken = None, True
            if broken or member is None:
                gap = offset if gap is None else gap
                offset = _next_member(file, offset + 1, size)
                continue
            if gap is not None:
                yield Gap(gap, offset, False)
                gap = None
            if found is not None:
                yield Place(path.name, offset, len(member)), found
            offset += len(member)
        if gap is not None:
            yield Gap(gap, size, True)


def member_at(file: BinaryIO, offset: int) -> bytes | None:
    """The whole gzip member at an offset, still compressed; None when there is none, or only a part of one."""
    file.seek(offset)
    decoder = zlib.decompressobj(31)
    pieces = []
    while True:
        piece = file.read(_CHUNK)
        if not piece:
            return None
        try:
            data: bytes = piece
            while data and not decoder.eof:
                decoder.decompress(data, _CHUNK)
                data = decoder.unconsumed_tail
        except zlib.error:
            return None
        if decoder.eof:
            pieces.append(piece[: len(piece) - len(decoder.unused_data)])
            return b"".join(pieces)
        pieces.append(piece)


def _next_member(file: BinaryIO, offset: int, size: int) -> int:
    """Where the next gzip member may begin; the size of the file when none does."""
    while offset < size:
        file.seek(offset)
        piece = file.read(_CHUNK + len(_MEMBER) - 1)
        found = piece.find(_MEMBER)
        if found >= 0:
            return offset + found
        offset += _CHUNK
    return size

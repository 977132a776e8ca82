"""Records of WARC files that others made, whole files or stretches of them.

They are found by their own lengths (WARC 1.0 and 1.1, https://iipc.github.io/warc-specifications/), in plain files, in
files of one gzip member a record, and in files packed as a whole. A record that cannot be read is named, and reading
goes on at the next that begins.
"""

from __future__ import annotations

import re
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from crawlers.http import Sent, sent

MAX_RECORD = 64 * 1024 * 1024
"""Bytes of one record, packed or unpacked; larger ones are left out, and named."""
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
"""Bytes of one file, unpacked."""
MEMBER = b"\x1f\x8b\x08"
"""How what is packed by gzip begins."""
_CHUNK = 1 << 18
_STARTS = re.compile(rb"WARC/1\.\d\r?\n")
_HEAD = 64 * 1024


@dataclass(frozen=True, slots=True)
class Unread:
    """A record, or a stretch of a file, that gave nothing: where, and why."""

    at: int
    """Byte of the file, or of the unpacked one where it was packed as a whole."""
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Record:
    """A whole record."""

    at: int
    """Byte of the file, or of the unpacked one where it was packed as a whole."""
    fields: Mapping[str, str]
    """Its named fields, by their names in lower case."""
    block: bytes

    @property
    def kind(self) -> str:
        """WARC-Type: response, resource, revisit, …; "" when it does not say."""
        return self.fields.get("warc-type", "")

    @property
    def url(self) -> str:
        """What it is a record of; some tools write it in angle brackets."""
        return self.fields.get("warc-target-uri", "").strip("<>")

    @property
    def when(self) -> datetime:
        """When it was captured, in UTC and whole seconds. Raises ValueError."""
        said = self.fields.get("warc-date", "")
        try:
            when = datetime.fromisoformat(said.replace("Z", "+00:00"))
        except ValueError:
            raise ValueError(f"WARC-Date {said!r} is no time") from None
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)

    @property
    def cut(self) -> dict[str, str]:
        """`truncated`: why the tool that made it cut the answer off (length, time, …); nothing for a whole one."""
        why = self.fields.get("warc-truncated", "")
        return {"truncated": why} if why else {}

    def answer(self) -> Sent:
        """The server's answer in it, unwrapped; a resource was not sent by one and is all body. Raises BadAnswer."""
        if self.kind == "response":
            return sent(self.block, MAX_RECORD)
        return Sent(200, (("Content-Type", self.fields.get("content-type", "")),), self.block)


def records(file: IO[bytes], most: int) -> Iterator[Record | Unread]:
    """The records of a file (which can be sought in), and what of it cannot be read.

    What is packed is unpacked to `most` bytes in all.
    """
    start = file.read(len(MEMBER))
    file.seek(0)
    yield from _packed(file, most) if start == MEMBER else _plain(file, 0)


def _packed(file: IO[bytes], most: int) -> Iterator[Record | Unread]:
    """Member by member; each holds one record, or (packed as a whole) all of them."""
    offset, unpacked = 0, 0
    while True:
        with tempfile.SpooledTemporaryFile(MAX_RECORD) as member:
            try:
                after = _unpack(file, offset, member, most - unpacked)
            except zlib.error as problem:
                after, lost = _next_member(file, offset + 1), f"gzip is damaged ({problem})"
            except EOFError:
                after, lost = None, "the file ends within a record"
            except OverflowError:
                yield Unread(offset, "too large", f"it unpacks to more than {most:,} bytes; the rest is not read")
                return
            else:
                lost = ""
            unpacked += member.tell()
            member.seek(0)
            # Of a damaged member that holds one record nothing is whole; of one that holds all, the first ones are.
            for record in _plain(member, offset):
                if not (lost and isinstance(record, Unread)):
                    yield record
        if lost:
            yield Unread(offset, "broken", lost)
        if after is None:
            return
        offset = after


def _unpack(file: IO[bytes], offset: int, out: IO[bytes], most: int) -> int | None:
    """Unpack the member at an offset; where the next begins. Raises zlib.error, EOFError, OverflowError."""
    file.seek(offset)
    decoder = zlib.decompressobj(31)
    while not decoder.eof:
        data = file.read(_CHUNK)
        if not data:
            raise EOFError
        while data and not decoder.eof:
            out.write(decoder.decompress(data, _CHUNK))
            data = decoder.unconsumed_tail
            if out.tell() > most:
                raise OverflowError
    end = file.tell() - len(decoder.unused_data)
    file.seek(end)
    padding = file.read(len(MEMBER))
    return end if padding == MEMBER else _next_member(file, end)


def _next_member(file: IO[bytes], offset: int) -> int | None:
    file.seek(offset)
    before = b""
    while piece := file.read(_CHUNK):
        found = (before + piece).find(MEMBER)
        if found >= 0:
            return file.tell() - len(piece) - len(before) + found
        before = piece[-2:]
    return None


def _plain(file: IO[bytes], base: int) -> Iterator[Record | Unread]:
    """The records of an unpacked file. `base` is added to their places."""
    size = file.seek(0, 2)
    offset = _next_start(file, 0)
    if offset != 0 and size:
        yield Unread(base, "broken", "no WARC record begins here")
    while offset is not None:
        try:
            fields, begin, length = _head(file, offset)
        except ValueError as problem:
            yield Unread(base + offset, "broken", str(problem))
            offset = _next_start(file, offset + 1)
            continue
        file.seek(begin + length)
        after = file.read(64)
        if begin + length > size or not _ends(after):
            where = fields.get("warc-target-uri", "a record without an address")
            yield Unread(base + offset, "broken", f"{where}: cut short, or of another length than it says")
            offset = _next_start(file, offset + 1)
            continue
        if length > MAX_RECORD:
            yield Unread(base + offset, "too large", f"{fields.get('warc-target-uri', '')}: {length:,} bytes")
        else:
            file.seek(begin)
            yield Record(base + offset, fields, file.read(length))
        if after.strip() and not _follows(after):
            yield Unread(base + begin + length, "broken", "what follows here is no WARC record")
        offset = _next_start(file, begin + length)


def _ends(after: bytes) -> bool:
    """Whether a record ends before these bytes: at the file's end, at two line ends, or before the next record."""
    return not after.strip() or after.startswith((b"\r\n\r\n", b"\n\n")) or _follows(after)


def _follows(after: bytes) -> bool:
    return bool(_STARTS.match(after.lstrip(b"\r\n")))


def _next_start(file: IO[bytes], offset: int) -> int | None:
    file.seek(offset)
    near = file.read(64)
    blank = len(near) - len(near.lstrip(b"\r\n"))
    if _STARTS.match(near, blank):
        return offset + blank
    file.seek(offset)
    before = b""
    while piece := file.read(_CHUNK):
        held = before + piece
        at = file.tell() - len(held)
        for found in _STARTS.finditer(held):
            if found.start() == 0 or held[found.start() - 1 : found.start()] == b"\n":
                return at + found.start()
        before = held[-16:]
    return None


def _head(file: IO[bytes], offset: int) -> tuple[Mapping[str, str], int, int]:
    """Named fields of the record at an offset, where its block begins, and how long that is. Raises ValueError."""
    file.seek(offset)
    head = file.read(_HEAD)
    end = re.search(rb"\r?\n\r?\n", head)
    if end is None:
        raise ValueError("a WARC record whose head does not end")
    lines = re.sub(r"\r?\n[ \t]+", " ", head[: end.start()].decode("utf-8", "replace")).splitlines()[1:]
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = fields.get("content-length", "")
    if not length.isdecimal():
        raise ValueError("a WARC record without a Content-Length")
    return fields, offset + end.end(), int(length)

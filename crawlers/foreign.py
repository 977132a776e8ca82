"""WARC and WACZ files made by others → captures of the web pages and PDFs in them.

Records are found by their own lengths (WARC 1.0 and 1.1, https://iipc.github.io/warc-specifications/), in plain files,
in files of one gzip member a record, and in files packed as a whole. A record that cannot be read is named, and reading
goes on at the next that begins. WACZ (https://specs.webrecorder.net/wacz/1.1.1/) is a ZIP with `archive/*.warc.gz`.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from crawlers.capture import Capture
from crawlers.http import NOT_KEPT, BadAnswer, Sent, sent

MAX_RECORD = 64 * 1024 * 1024
"""Bytes of one record, packed or unpacked; larger ones are left out, and named."""
MAX_UNPACKED = 4 * 1024 * 1024 * 1024
"""Bytes of one file, unpacked."""
MAX_RATIO = 200
"""How many times larger than it lies there a part of a WACZ may be; web pages reach 20."""
_CHUNK = 1 << 18
_MEMBER = b"\x1f\x8b\x08"
_STARTS = re.compile(rb"WARC/1\.\d\r?\n")
_HEAD = 64 * 1024
_WANTED = re.compile(r"text/html|application/xhtml\+xml|application/pdf", re.I)


@dataclass(frozen=True, slots=True)
class Unread:
    """A record, or a stretch of a file, that gave nothing: where, and why."""

    at: int
    """Byte of the file, or of the unpacked one where it was packed as a whole."""
    reason: str
    detail: str


@dataclass(slots=True)
class Tally:
    """What was passed over, by kind, and how much was taken."""

    taken: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def line(self) -> str:
        """For people."""
        passed = ", ".join(f"{count} {kind}" for kind, count in sorted(self.passed.items()))
        return f"{self.taken} pages and PDFs" + (f"; passed over: {passed}" if passed else "")


NameSource = Callable[[str], str]
"""Host → the name of the source whose publisher it is."""


def is_warc(path: Path) -> bool:
    """Whether a file's name says that it holds other people's captures."""
    return path.name.lower().endswith((".warc", ".warc.gz", ".wacz"))


def captures(path: Path, source_of: NameSource, tally: Tally) -> Iterator[Capture | Unread]:
    """The pages and PDFs of a WARC or WACZ file; `tally` counts the rest. Raises OSError.

    What is damaged, or too large, is yielded as Unread and stops nothing.
    """
    if path.name.lower().endswith(".wacz"):
        yield from _wacz(path, source_of, tally)
        return
    with path.open("rb") as file:
        yield from _warc(file, path.name, source_of, tally)


def _wacz(path: Path, source_of: NameSource, tally: Tally) -> Iterator[Capture | Unread]:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = [part for part in packed.infolist() if re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", part.filename)]
            if not parts:
                yield Unread(0, "broken", "a WACZ holds archive/*.warc.gz; there is none")
            for part in parts:
                if part.file_size > MAX_UNPACKED or part.file_size > MAX_RATIO * max(part.compress_size, 1 << 16):
                    yield Unread(
                        part.header_offset, "too large", f"{part.filename} unpacks to {part.file_size:,} bytes"
                    )
                    continue
                with tempfile.TemporaryFile() as whole:
                    try:
                        with packed.open(part) as within:
                            shutil.copyfileobj(within, whole)
                    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
                        yield Unread(part.header_offset, "broken", f"{part.filename}: {problem}")
                    # What came out before the damage is read all the same.
                    whole.seek(0)
                    yield from _warc(whole, f"{path.name}/{part.filename}", source_of, tally)
    except zipfile.BadZipFile as problem:
        yield Unread(0, "broken", f"no ZIP file, which a WACZ is: {problem}")


def _warc(file: IO[bytes], name: str, source_of: NameSource, tally: Tally) -> Iterator[Capture | Unread]:
    start = file.read(3)
    file.seek(0)
    records = _packed(file) if start == _MEMBER else _plain(file, 0)
    for record in records:
        if isinstance(record, Unread):
            yield record
            continue
        at, fields, block = record
        try:
            capture = _capture(fields, block, name, source_of, tally)
        except (BadAnswer, ValueError) as problem:
            yield Unread(at, "broken", f"{fields.get('warc-target-uri', '')}: {problem}")
            continue
        if capture is not None:
            tally.taken += 1
            yield capture


_Record = tuple[int, Mapping[str, str], bytes]


def _packed(file: IO[bytes]) -> Iterator[_Record | Unread]:
    """Member by member; each holds one record, or (packed as a whole) all of them."""
    offset, unpacked = 0, 0
    while True:
        with tempfile.SpooledTemporaryFile(MAX_RECORD) as member:
            try:
                after = _unpack(file, offset, member, MAX_UNPACKED - unpacked)
            except zlib.error as problem:
                after, lost = _next_member(file, offset + 1), f"gzip is damaged ({problem})"
            except EOFError:
                after, lost = None, "the file ends within a record"
            except OverflowError:
                yield Unread(
                    offset, "too large", f"it unpacks to more than {MAX_UNPACKED:,} bytes; the rest is not read"
                )
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
    padding = file.read(len(_MEMBER))
    return end if padding == _MEMBER else _next_member(file, end)


def _next_member(file: IO[bytes], offset: int) -> int | None:
    file.seek(offset)
    before = b""
    while piece := file.read(_CHUNK):
        found = (before + piece).find(_MEMBER)
        if found >= 0:
            return file.tell() - len(piece) - len(before) + found
        before = piece[-2:]
    return None


def _plain(file: IO[bytes], base: int) -> Iterator[_Record | Unread]:
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
            where = fields.get("warc-target-uri", "")
            yield Unread(base + offset, "broken", f"{where}: cut short, or of another length than it says")
            offset = _next_start(file, offset + 1)
            continue
        if length > MAX_RECORD:
            yield Unread(base + offset, "too large", f"{fields.get('warc-target-uri', '')}: {length:,} bytes")
        else:
            file.seek(begin)
            yield base + offset, fields, file.read(length)
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


def _capture(fields: Mapping[str, str], block: bytes, name: str, source_of: NameSource, tally: Tally) -> Capture | None:
    """The capture in a record; None, counted, for one that is no page. Raises BadAnswer, ValueError."""
    kind, url = fields.get("warc-type", ""), fields.get("warc-target-uri", "").strip("<>")
    if kind not in ("response", "resource"):
        tally.passed[f"{kind or 'untyped'} records"] += 1
        return None
    if not url.startswith(("http://", "https://")):
        tally.passed["records without a web address"] += 1
        return None
    if fields.get("capture-kind", "page") != "page":  # an archive of this program's own
        tally.passed["lists and rules of robots"] += 1
        return None
    if kind == "response":
        answer = sent(block, MAX_RECORD)
    else:
        answer = Sent(200, (("Content-Type", fields.get("content-type", "")),), block)
    said = next((value for key, value in answer.headers if key.lower() == "content-type"), "")
    if answer.status != 200:
        tally.passed[f"answers of status {answer.status}"] += 1
        return None
    if not (_WANTED.search(said) or b"%PDF-" in answer.body[:1024]):
        tally.passed["answers of other kinds"] += 1
        return None
    headers = tuple((key, value) for key, value in answer.headers if key.lower() not in NOT_KEPT)
    source = source_of(urlsplit(url).hostname or "")
    when = _date(fields.get("warc-date", ""))
    listed: dict[str, str] = json.loads(fields.get("capture-meta", "{}"))
    return Capture(source, "page", url, when, 200, headers, answer.body, {**listed, "container": name})


def _date(said: str) -> datetime:
    try:
        when = datetime.fromisoformat(said.replace("Z", "+00:00"))
    except ValueError:
        raise ValueError(f"WARC-Date {said!r} is no time") from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)

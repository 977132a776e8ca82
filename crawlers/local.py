"""Files and folders of the user's → captures, each file that cannot be one named with its reason."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawlers import foreign
from crawlers.capture import Capture
from crawlers.docx import is_docx, is_old_word
from crawlers.warcrecords import Unread

MAX_BYTES = 64 * 1024 * 1024
"""Files larger than this are left out, and named."""
OTHER_KINDS = frozenset(
    {
        "bmp", "cfg", "conf", "css", "csv", "db", "doc", "epub", "gif", "gz", "ico", "ini", "jpeg", "jpg",
        "js", "json", "jsonl", "lock", "log", "map", "mp3", "mp4", "ndjson", "parquet", "png", "ppt", "pptx", "py",
        "rar", "scss", "sh", "sqlite", "svg", "tar", "tif", "tiff", "toml", "ts", "tsv", "webp",
        "woff", "woff2", "xls", "xlsx", "xml", "yaml", "yml", "zip"
    }
)  # fmt: skip
"""Endings of files that lie beside documents in folders and are none: data, pictures, programs, archives."""
_PEEK = 4096
_CONTROL = bytes([*range(9), *range(14, 27), *range(28, 32)])
"""What no text holds; 27 begins a change of charset in ISO-2022 and HZ."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A path that gave no capture."""

    path: Path
    reason: str
    """A reason of crawlers.errors.REASONS, or "missing", "unreadable", "special", "other kind"."""
    detail: str

    @property
    def expected(self) -> bool:
        """Whether this is no failure: a file of another kind, met while walking a folder."""
        return self.reason == "other kind"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a WARC or WACZ file was found to hold; comes after its captures."""

    path: Path
    detail: str


def nobodys(host: str) -> str:
    """The source of pages whose publisher is not looked for."""
    return "local"


BUILT = ".aftershock-site.json"
"""A folder that holds this file is a site made by this program: its pages are no documents."""


def gather(
    paths: Iterable[Path],
    now: datetime,
    without: frozenset[Path] = frozenset(),
    source_of: Callable[[str], str] = nobodys,
) -> Iterator[Capture | Problem | Contents]:
    """A capture for each file given or below a folder given, in sorted order; hidden files of folders are passed over.

    A WARC or WACZ file gives one for each web page and PDF in it, with its own address and time, of the source that
    `source_of` names for its host; then its Contents.

    Files of a folder whose ending says that they are no documents (data, pictures) give a Problem that is `expected`.

    Folders in `without` (resolved), and sites made by this program, are passed over. `now` (aware) is when they are
    taken in. Never raises for a file: what fails is yielded as a Problem.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, now, without, source_of)
        elif foreign.is_warc(path) and path.is_file():
            yield from _container(path, source_of)
        else:
            yield _file(path, now)


def _container(path: Path, source_of: Callable[[str], str]) -> Iterator[Capture | Problem | Contents]:
    tally = foreign.Tally()
    try:
        if path.stat().st_size == 0:
            yield Problem(path, "empty", "the file has no content")
            return
        for found in foreign.captures(path, source_of, tally):
            if isinstance(found, Unread):
                yield Problem(path, found.reason, f"at byte {found.at:,}: {found.detail}")
            else:
                yield found
    except OSError as problem:
        yield Problem(path, "unreadable", problem.strerror or str(problem))
    yield Contents(path, tally.line())


def _folder(
    folder: Path, now: datetime, without: frozenset[Path], source_of: Callable[[str], str]
) -> Iterator[Capture | Problem | Contents]:
    failed: list[Problem] = []

    def note(problem: OSError) -> None:
        failed.append(Problem(Path(problem.filename or folder), "unreadable", problem.strerror or str(problem)))

    for place, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and (Path(place) / name).resolve() not in without
        )
        if BUILT in names:
            folders.clear()
            continue
        for name in sorted(names):
            if name.startswith("."):
                continue
            path = Path(place) / name
            ending = path.suffix.lower().removeprefix(".")
            if foreign.is_warc(path):
                yield from _container(path, source_of)
            elif ending in OTHER_KINDS:
                yield Problem(
                    path, "other kind", f"a .{ending} file is no document; name it to have it read all the same"
                )
            else:
                yield _file(path, now)
        yield from failed
        failed.clear()
    yield from failed


def _file(path: Path, now: datetime) -> Capture | Problem:
    try:
        if not path.exists():
            return Problem(path, "missing", "no such file or folder")
        if not path.is_file():
            return Problem(path, "special", "neither a file nor a folder")
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Problem(path, "too large", f"{size:,} bytes, the limit is {MAX_BYTES:,}")
        body = path.read_bytes()
    except OSError as problem:
        return Problem(path, "unreadable", problem.strerror or str(problem))
    if not body.strip():
        return Problem(path, "empty", "the file has no content")
    if is_old_word(body):
        return Problem(path, "binary", "a Word file of before 2007, or one with a password; save it as .docx or PDF")
    if is_binary(body) and not is_docx(body):
        return Problem(path, "binary", "neither text, nor a web page, nor a PDF or Word file")
    url = "urn:sha256:" + hashlib.sha256(body).hexdigest()
    return Capture("local", "file", url, now.replace(microsecond=0), body=body, meta={"filename": path.name})


def is_binary(body: bytes) -> bool:
    """Whether bytes are neither a PDF nor text in any charset: NUL bytes, or many control characters."""
    if b"%PDF-" in body[:1024]:
        return False
    peek = body[:_PEEK]
    if peek.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = len(peek) - len(peek.translate(None, _CONTROL))
    return b"\x00" in peek or control * 50 > len(peek)

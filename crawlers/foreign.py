"""WARC and WACZ files made by others → captures of the web pages and PDFs in them.

WACZ (https://specs.webrecorder.net/wacz/1.1.1/) is a ZIP with `archive/*.warc.gz`.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from crawlers.capture import Capture
from crawlers.docx import is_docx
from crawlers.http import NOT_KEPT, BadAnswer
from crawlers.warcrecords import MAX_UNPACKED, Record, Unread, records

MAX_RATIO = 200
"""How many times larger than it lies there a part of a WACZ may be; web pages reach 20."""
_WANTED = re.compile(r"text/html|application/xhtml\+xml|application/pdf", re.I)


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
    """The pages, PDFs and Word files of a WARC or WACZ file; `tally` counts the rest. Raises OSError.

    An archive of this program's own says itself what its documents are. What is damaged, or too large, is yielded as
    Unread and stops nothing.
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
    for record in records(file, MAX_UNPACKED):
        if isinstance(record, Unread):
            yield record
            continue
        try:
            capture = _capture(record, name, source_of, tally)
        except (BadAnswer, ValueError) as problem:
            yield Unread(record.at, "broken", f"{record.url}: {problem}")
            continue
        if capture is not None:
            tally.taken += 1
            yield capture


def _capture(record: Record, name: str, source_of: NameSource, tally: Tally) -> Capture | None:
    """The capture in a record; None, counted, for one that is no page. Raises BadAnswer, ValueError."""
    kind, url = record.kind, record.url
    if kind not in ("response", "resource"):
        tally.passed[f"{kind or 'untyped'} records"] += 1
        return None
    if not url.startswith(("http://", "https://")):
        tally.passed["records without a web address"] += 1
        return None
    if record.fields.get("capture-kind", "page") != "page":  # an archive of this program's own
        tally.passed["lists and rules of robots"] += 1
        return None
    answer = record.answer()
    said = next((value for key, value in answer.headers if key.lower() == "content-type"), "")
    if answer.status != 200:
        tally.passed[f"answers of status {answer.status}"] += 1
        return None
    document = _WANTED.search(said) or b"%PDF-" in answer.body[:1024] or is_docx(answer.body)
    if not document and "capture-kind" not in record.fields:
        tally.passed["answers of other kinds"] += 1
        return None
    headers = tuple((key, value) for key, value in answer.headers if key.lower() not in NOT_KEPT)
    source = source_of(urlsplit(url).hostname or "")
    listed: dict[str, str] = json.loads(record.fields.get("capture-meta", "{}"))
    return Capture(
        source, "page", url, record.when, 200, headers, answer.body, {**listed, **record.cut, "container": name}
    )

"""Whether the files of a tantivy index hold what was written into them: bit rot that opening them does not notice.

A file of a segment ends with {"version": …, "crc": CRC-32 of all before}, the length of that JSON and 1337, both in
four bytes, little-endian (https://docs.rs/crate/tantivy/latest/source/src/directory/footer.rs).
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from pathlib import Path

_MAGIC = 1337
_END = struct.Struct("<II")
_FILES = ("fast", "fieldnorm", "idx", "pos", "store", "term", "del")
"""Suffixes of files that are written once."""


def altered(folder: Path) -> list[str]:
    """Names of files that do not hold what was written. What a writer deletes meanwhile is passed over."""
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.suffix[1:] in _FILES and path.is_file() and not _as_written(path)
    ]


def _as_written(path: Path) -> bool:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            length, magic = _END.unpack(content[-_END.size :])
            start = len(content) - _END.size - length
            if magic != _MAGIC or start < 0:
                return False
            told = json.loads(content[start : -_END.size])["crc"]
            with memoryview(content) as view, view[:start] as body:
                return bool(zlib.crc32(body) == told)
    except FileNotFoundError:
        return True
    except (ValueError, KeyError, TypeError, struct.error):
        return False

"""Another worker's archive → this one: every record as it was captured, none twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawlers import warc
from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.disk import warc_files
from crawlers.keys import key_of_record
from crawlers.warc import Gap

BATCH = 64


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it."""

    new: int = 0
    known: int = 0
    """Captures whose address and content were there already."""
    problems: tuple[str, ...] = ()
    """Stretches of the other archive that cannot be read."""


def is_archive(folder: Path) -> bool:
    """Whether a folder is an archive of this program."""
    return bool(warc_files(folder))


def merge(archive: Archive, folder: Path) -> Merged:
    """Take in an archive, which is left as it is; it may be merged again when it has grown.

    Notes that a page was found as it had been stay behind. Raises ArchiveError where this archive cannot be written.
    """
    new = known = 0
    problems: list[str] = []
    batch: dict[str, Capture] = {}
    for path in warc_files(folder):
        for found in warc.records(path):
            if isinstance(found, Gap):
                problems.append(f"{path}: {found.end - found.start} bytes at {found.start} hold no readable record")
                continue
            capture = found[1]
            if not isinstance(capture, Capture):
                continue
            key = key_of_record(capture)
            if key in batch or archive.holds(key):
                known += 1
                continue
            batch[key] = capture
            new += 1
            if len(batch) >= BATCH:
                archive.append(batch.values())
                batch.clear()
    archive.append(batch.values())
    return Merged(new, known, tuple(problems))

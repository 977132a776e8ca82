"""The archive: captures in WARC files, with a ledger beside. The only thing of a project that cannot be made again.

A batch is written and synced to the WARC file first and entered in the ledger after. Killed in between, the next
opening enters what the file holds beyond the ledger, and cuts a record that was written in part.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from crawlers import warc
from crawlers.capture import Capture
from crawlers.disk import cannot, next_file, sync_folder, take, warc_files, write_all
from crawlers.errors import ArchiveDamaged, ArchiveError
from crawlers.keys import RETITLED, key_of, key_of_record
from crawlers.ledger import Ledger, LedgerRow, Return, SourceHealth
from crawlers.mending import catch_up, ledger_to_read, rebuild, scan
from crawlers.quarantine import Entry, entries
from crawlers.slices import Reading
from crawlers.unfinished import unfinished
from crawlers.warc import Place, Revisit

Stored = Literal["stored", "revisit"]
FILE_SIZE = 512 * 1024 * 1024
"""Bytes after which a new WARC file is begun."""
_SOFTWARE = "crawlers (warcio)"


class Archive:
    """A folder of WARC files and their ledger. Use as a context manager; `open` makes one.

    Reading and writing may go on in different processes at once; there is one writer at a time. Look-ups may be made
    from another thread than `append`.
    """

    def __init__(self, folder: Path, ledger: Ledger, lock: int | None, file_size: int, said: tuple[str, ...]) -> None:
        self.folder = folder
        self.notes = said
        """What opening had to put right, one sentence each."""
        self._ledger = ledger
        self._lock = lock
        self._file_size = file_size
        self._writing = threading.Lock()
        self._broken: str | None = None

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, patience: float = 0.0, file_size: int = FILE_SIZE) -> Archive:
        """Open the archive in a folder; a missing or empty one holds nothing.

        To write, the folder is made where needed and taken for this process: ArchiveBusy when another has it (after
        `patience` seconds), ArchiveError when the folder cannot be used.
        """
        if not write:
            return cls(folder, ledger_to_read(folder), None, file_size, ())
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = take(folder, patience)
        except OSError as problem:
            raise cannot("write to", folder, problem) from problem
        try:
            ledger = Ledger.open(folder / "ledger.sqlite", write=True)
            return cls(folder, ledger, lock, file_size, tuple(catch_up(folder, ledger)))
        except OSError as problem:
            os.close(lock)
            raise cannot("write to", folder, problem) from problem
        except BaseException:
            os.close(lock)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger and let others write."""
        self._ledger.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def append(self, captures: Iterable[Capture]) -> list[Stored]:
        """Store captures, in order, as one batch; when this returns they are on the disk.

        A capture whose URL and content are there already is noted as a revisit. Raises ArchiveError when the batch
        cannot be written: it is taken back then, or, where that fails too, entered or cut at the next opening.
        """
        if self._lock is None:
            raise ArchiveError(f"the archive in {self.folder} was opened for reading only")
        with self._writing:
            if self._broken:
                raise ArchiveError(self._broken)
            return self._append([warc.plain(capture) for capture in captures])

    def _append(self, captures: list[Capture]) -> list[Stored]:
        outcomes: list[Stored] = []
        rows: list[tuple[str, Capture | Revisit, bytes]] = []
        seen: dict[str, Capture] = {}
        for given in captures:
            capture = self._as_titled(given, seen)
            key = key_of_record(capture)
            first = seen[key].fetched if key in seen else self._ledger.holds(key)
            if first is None:
                seen[key] = capture
                rows.append((key, capture, warc.response(capture)))
                outcomes.append("stored")
            else:
                note = Revisit(
                    capture.url,
                    capture.digest,
                    capture.fetched,
                    capture.status,
                    capture.headers,
                    capture.meta,
                    capture.source,
                    capture.kind,
                )
                rows.append((key, note, warc.revisit(capture, first)))
                outcomes.append("revisit")
        if rows:
            self._write([(record, data) for _, record, data in rows])
        return outcomes

    def _as_titled(self, capture: Capture, seen: Mapping[str, Capture]) -> Capture:
        """A page that its list calls otherwise than when this content was archived is a state of its own.

        Of a filing the list's title is the title: without this, a corrected one would be lost with its unchanged PDF.
        """
        if capture.kind != "page" or RETITLED in capture.meta:
            return capture
        title, known = _title(capture.meta), key_of(capture.digest, capture.url)
        if not title:  # nobody calls it otherwise: it is as it was
            row = self._ledger.latest(capture.url)
            called = self._ledger.meta(row.key).get(RETITLED) if row and row.digest == capture.digest else None
        else:
            before = _title(seen[known].meta if known in seen else self._ledger.meta(known))
            called = title if before and before != title else None
        return replace(capture, meta={**capture.meta, RETITLED: called}) if called else capture

    def _write(self, rows: list[tuple[Capture | Revisit, bytes]]) -> None:
        """To the WARC file and onto the disk, then into the ledger; back to where it was when either fails."""
        try:
            path, start = self._current()
        except OSError as problem:
            raise cannot("write to", self.folder, problem) from problem
        try:
            with path.open("r+b", buffering=0) as file:
                try:
                    offset = file.seek(start)
                    places = []
                    for _, data in rows:
                        write_all(file.fileno(), data)
                        places.append(Place(path.name, offset, len(data)))
                        offset += len(data)
                    os.fsync(file.fileno())
                    self._ledger.enter(zip(places, (record for record, _ in rows), strict=True))
                except BaseException:
                    self._undo(file.fileno(), path, start)
                    raise
        except OSError as problem:
            raise cannot("write", path, problem) from problem

    def _undo(self, handle: int, path: Path, start: int) -> None:
        try:
            if self._ledger.end(path.name) > start:
                return  # entered after all, and then the records must stay
            os.ftruncate(handle, start)
            os.fsync(handle)
        except (OSError, ArchiveError) as problem:
            # What was written in part stays; the next opening cuts it or, where whole, enters it.
            self._broken = f"{path} is torn after a failed write ({problem}); open the archive again"

    def _current(self) -> tuple[Path, int]:
        """The file to write to and where it ends; a new one when the last is full."""
        files = warc_files(self.folder)
        if files and files[-1].stat().st_size < self._file_size:
            return files[-1], files[-1].stat().st_size
        path = next_file(self.folder)
        data = warc.about(path.name, _SOFTWARE)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        try:
            write_all(handle, data)
            os.fsync(handle)
            sync_folder(self.folder)
        except OSError:
            # Else the next batch would be written behind a torn record, or into a file that the folder may not keep.
            self._broken = f"{path} was made in part; open the archive again"
            path.unlink(missing_ok=True)
            self._broken = None
            raise
        finally:
            os.close(handle)
        return path, len(data)

    def captures(self) -> Iterator[tuple[str, Capture]]:
        """Every stored capture with its key, in order of storing. Raises ArchiveDamaged at one that cannot be read."""
        for key, _, place in self._ledger.places():
            yield key, self._read(place)

    def keys(self) -> Iterator[str]:
        """The keys of all stored captures in order of storing."""
        for key, _, _ in self._ledger.places():
            yield key

    def documents(self) -> Iterator[tuple[int, str]]:
        """The keys of articles and filings (kinds page and file), each with its place in the order of all captures."""
        for at, (key, kind, _) in enumerate(self._ledger.places()):
            if kind in ("page", "file"):
                yield at, key

    def capture(self, key: str) -> Capture:
        """The capture with this key. Raises ArchiveError when there is none."""
        place = self._ledger.place(key)
        if place is None:
            raise ArchiveError(f"the archive holds no capture {key}")
        return self._read(place)

    def holds(self, key: str) -> bool:
        """Whether a capture with this key was stored."""
        return self._ledger.holds(key) is not None

    def latest(self, url: str) -> LedgerRow | None:
        """What is known of an address, in any spelling of it; None when it was never stored."""
        return self._ledger.latest(url)

    def returns(self) -> Iterator[Return]:
        """Where an address went back to what it had shown before: A, then B, then A. In order for each address."""
        return self._ledger.returns()

    def sources(self) -> list[SourceHealth]:
        """What there is of each source, by name."""
        return self._ledger.sources()

    def slices(self) -> list[Reading]:
        """All readings of slices, in order of time; their documents are in the captures of their keys."""
        return self._ledger.slices()

    def quarantine(self, source: str = "") -> list[Entry]:
        """What crawls could not fetch, of one source or of all: open, closed and dismissed, in order of first sight."""
        ends = [
            entry
            for entry in unfinished(self.folder, ours=self._lock is not None)
            if not source or entry.source == source
        ]
        return [*entries(self._ledger.troubles(source), self._ledger.seen), *ends]

    def arrivals(self) -> Iterator[tuple[str, datetime]]:
        """For each address of a page or filing ever stored: its source, and when it was stored first."""
        return self._ledger.arrivals()

    def _read(self, place: Place) -> Capture:
        path = self.folder / place.file
        try:
            with path.open("rb") as file:
                member = warc.member_at(file, place.offset)
        except OSError as problem:
            raise cannot("read", path, problem) from problem
        found = warc.read(member) if member is not None else None
        if not isinstance(found, Capture):
            raise ArchiveDamaged(
                f"{path} holds no readable record at byte {place.offset}; 'check' lists what is affected"
            )
        return found

    def check(self) -> list[str]:
        """What is wrong, a sentence each: records that cannot be read, ledger rows without a record and the reverse."""
        problems = list(self._ledger.problems())
        fresh = Ledger.in_memory()
        for path in warc_files(self.folder):
            problems += scan(path, fresh)
        kept, made = set(self._ledger.dump()), set(fresh.dump())
        fresh.close()
        if kept - made:
            problems.append(f"the ledger has {len(kept - made)} rows whose records are not in the WARC files")
        if made - kept:
            problems.append(f"the WARC files hold {len(made - kept)} records that are not in the ledger")
        return problems

    def repair(self) -> list[str]:
        """Make the ledger again from the WARC files, and say what was done. The archive must be open to write."""
        if self._lock is None or self._ledger.path is None:
            raise ArchiveError(f"the archive in {self.folder} was opened for reading only")
        path = self._ledger.path
        with self._writing:
            before = set(self._ledger.dump())
            self._ledger.close()
            self._broken = f"{self.folder} was repaired in part; open the archive again"
            try:
                said = rebuild(self.folder, path)
            except OSError as problem:
                raise cannot("repair", self.folder, problem) from problem
            self._ledger = Ledger.open(path, write=True)
            self._broken = None
            changed = len(before ^ set(self._ledger.dump()))
        return [
            *said,
            f"ledger made again from {len(warc_files(self.folder))} WARC files: {changed} rows differ from before",
        ]


def _title(meta: Mapping[str, str]) -> str:
    """What a list calls a page, however that is spaced."""
    return " ".join(meta.get("title", "").split())

"""Disks that fail: whatever step of a crawl's storing fails, the archive opens, and nothing acknowledged is lost."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.disk import warc_files
from crawlers.errors import ArchiveError
from crawlers.mending import repair

from .test_archive import page

BATCHES = [
    [page(1), page(2), page(1)],
    [page(3)],
    [page(1, b"changed"), page(2)],
    [page(4, os.urandom(3000))],
    [page(5)],
]
"""Stored pages, one found twice in a batch, one changed, one unchanged, and more than one file holds."""
FILE_SIZE = 3500
STEPS = ("write", "pwrite", "fsync", "ftruncate", "replace", "unlink", "open")
"""What the archive asks of the system, apart from SQLite."""


@pytest.fixture(autouse=True)
def no_syncs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Syncs are counted and may fail; that the disk does them is left out, for they take most of the time."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


class Disk:
    """Counts the steps and lets some of them fail."""

    def __init__(self, first: int, last: int, code: int, torn: bool) -> None:
        self.steps = 0
        self._fails = range(first, last + 1)
        self._code = code
        self._torn = torn

    def step(self, name: str, real: Callable[..., Any], *given: Any, **more: Any) -> Any:
        self.steps += 1
        if self.steps not in self._fails:
            return real(*given, **more)
        if name == "write" and self._torn:
            real(given[0], bytes(given[1])[: len(given[1]) // 2])
        raise OSError(self._code, os.strerror(self._code))


@contextmanager
def failing(first: int, last: int, code: int = errno.EIO, *, torn: bool = False) -> Iterator[Disk]:
    """A disk of which the steps from the first to the last fail. `torn`: a failing write has written a part."""
    disk = Disk(first, last, code, torn)
    with pytest.MonkeyPatch.context() as patch:
        for name in STEPS:
            patch.setattr(os, name, partial(disk.step, name, getattr(os, name)))
        yield disk


def store(folder: Path) -> tuple[list[Capture], bool]:
    """Store all batches, going on after failures as far as that goes; those acknowledged, and whether all was well."""
    acknowledged: list[Capture] = []
    whole = True
    for part in (BATCHES[:2], BATCHES[2:]):
        try:
            with Archive.open(folder, write=True, file_size=FILE_SIZE) as archive:
                for batch in part:
                    try:
                        archive.append(batch)
                        acknowledged += batch
                    except ArchiveError:
                        whole = False
                if part is not BATCHES[:2]:
                    archive.repair()
        except ArchiveError:
            whole = False
    try:
        repair(folder)
    except ArchiveError:
        whole = False
    return acknowledged, whole


def held(folder: Path) -> dict[tuple[str, str], Capture]:
    with Archive.open(folder) as archive:
        assert archive.check() == []
        return {(capture.url, capture.digest): capture for _, capture in archive.captures()}


ALL = {(capture.url, capture.digest): capture.body for batch in BATCHES for capture in batch}


def assert_nothing_lost(folder: Path, acknowledged: list[Capture], label: object) -> None:
    """The archive opens, holds what was acknowledged and nothing in part, and takes the rest."""
    sizes = {path: path.stat().st_size for path in warc_files(folder)}
    with Archive.open(folder, write=True, file_size=FILE_SIZE) as archive:
        notes = archive.notes
    shorter = [path for path, size in sizes.items() if path.stat().st_size < size]
    assert len(notes) == len(shorter) and all("cut" in note for note in notes), (label, notes)
    found = held(folder)
    missing = [capture.url for capture in acknowledged if (capture.url, capture.digest) not in found]
    assert not missing, (label, missing)
    with Archive.open(folder, write=True, file_size=FILE_SIZE) as archive:
        for batch in BATCHES:
            archive.append(batch)
    assert {name: capture.body for name, capture in held(folder).items()} == ALL, label


FAULTS = {
    "full once": (0, errno.ENOSPC, False),
    "torn once": (0, errno.EIO, True),
    "torn, and three steps more": (3, errno.ENOSPC, True),
    "torn for good": (10_000, errno.EIO, True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_step_fails_in_turn(tmp_path: Path, fault: str) -> None:
    with failing(10_000, 10_000) as calm:
        acknowledged, whole = store(tmp_path / "calm")
    assert whole and len(acknowledged) == sum(map(len, BATCHES)) and calm.steps > 30
    more, code, torn = FAULTS[fault]
    failed = 0
    for step in range(1, calm.steps + 1):
        folder = tmp_path / str(step)
        with failing(step, step + more, code, torn=torn):
            acknowledged, whole = store(folder)
        failed += not whole
        assert_nothing_lost(folder, acknowledged, (fault, step))
    # A step that only tidies up may fail unnoticed; hardly any does.
    assert failed >= calm.steps * 0.9


def test_writes_that_take_a_part_only_are_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:100]))
    acknowledged, whole = store(tmp_path)
    monkeypatch.undo()
    assert whole and len(acknowledged) == sum(map(len, BATCHES))
    assert_nothing_lost(tmp_path, acknowledged, "short")


class Failing(sqlite3.Connection):
    """A connection whose n-th statement that writes fails, before it is done or, for those that end one, after."""

    left = 0
    done_first = False
    count = 0

    def execute(self, statement: str, *given: Any) -> sqlite3.Cursor:
        return self._step(super().execute, statement, *given)

    def executescript(self, statement: str) -> sqlite3.Cursor:
        return self._step(super().executescript, statement)

    def _step(self, real: Callable[..., sqlite3.Cursor], statement: str, *given: Any) -> sqlite3.Cursor:
        if statement.startswith("SELECT") or (Failing.done_first and statement.startswith(("INSERT", "PRAGMA"))):
            return real(statement, *given)
        Failing.left -= 1
        Failing.count += 1
        if Failing.left:
            return real(statement, *given)
        if Failing.done_first:
            real(statement, *given)
        raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.parametrize("done_first", [False, True])
def test_every_statement_of_the_ledger_fails_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done_first: bool
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(Failing, "done_first", done_first)
    monkeypatch.setattr(Failing, "left", 0)
    monkeypatch.setattr(Failing, "count", 0)

    def stored(folder: Path, statement: int) -> tuple[list[Capture], bool]:
        Failing.left, Failing.count = statement, 0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite3, "connect", lambda *given, **more: connect(*given, **more, factory=Failing))
            return store(folder)

    assert stored(tmp_path / "calm", 0)[1]
    statements = Failing.count
    assert statements > 20
    for number in range(1, statements + 1):
        acknowledged, _ = stored(tmp_path / str(number), number)
        assert_nothing_lost(tmp_path / str(number), acknowledged, number)


def test_a_ledger_that_finds_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own "database or disk is full", at every number of pages."""
    connect = sqlite3.connect
    full = 0
    for pages in range(1, 40):

        class Small(sqlite3.Connection):
            def __init__(self, *given: Any, pages: int = pages, **more: Any) -> None:
                super().__init__(*given, **more)
                self.execute(f"PRAGMA max_page_count = {pages}")

        folder = tmp_path / str(pages)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sqlite3, "connect", lambda *given, made=Small, **more: connect(*given, **more, factory=made))
            acknowledged, whole = store(folder)
        assert_nothing_lost(folder, acknowledged, pages)
        full += not whole
        if whole:
            break
    assert full >= 5


def test_files_that_cannot_grow_past_any_size(tmp_path: Path) -> None:
    """The system's own refusal, of WARC files and of SQLite's alike."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    refused = 0
    for size in range(0, 60_000, 1100):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            acknowledged, whole = store(tmp_path / str(size))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        refused += not whole
        assert_nothing_lost(tmp_path / str(size), acknowledged, size)
    assert refused >= 10


def test_a_full_disk_is_said_in_words(tmp_path: Path) -> None:
    with Archive.open(tmp_path, write=True) as archive:
        with failing(1, 10_000, errno.ENOSPC), pytest.raises(ArchiveError, match="the disk is full; make room"):
            archive.append([page(1)])
        assert archive.append([page(1)]) == ["stored"]

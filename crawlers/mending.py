"""Bringing ledger and WARC files together again after a kill, a failed write, or the loss of the ledger."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from crawlers import warc
from crawlers.capture import Capture
from crawlers.disk import cannot, sync_folder, take, warc_files
from crawlers.errors import ArchiveDamaged
from crawlers.ledger import Ledger, LedgerUnmade
from crawlers.warc import Gap, Place, Revisit


def repair(folder: Path) -> list[str]:
    """Mend an archive whose ledger may not open at all: it is made again from the WARC files. Says what was done."""
    try:
        lock = take(folder, 0.0)
        try:
            return [
                *rebuild(folder, folder / "ledger.sqlite"),
                f"ledger made again from {len(warc_files(folder))} WARC files",
            ]
        finally:
            os.close(lock)
    except OSError as problem:
        raise cannot("repair", folder, problem) from problem


def rebuild(folder: Path, path: Path) -> list[str]:
    """A new ledger beside the old one, then in its place: killed at any point, one of the two is there, or none."""
    new = path.with_name("ledger.new")
    _forget(new)
    ledger = Ledger.open(new, write=True)
    said: list[str] = []
    for file in warc_files(folder):
        said += scan(file, ledger, cut=True)
    ledger.close()
    _forget(path)  # with its log, which must not meet the new one; without a ledger the next opening makes it
    new.replace(path)
    _forget(new)
    sync_folder(folder)
    return said


def _forget(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def ledger_to_read(folder: Path) -> Ledger:
    path = folder / "ledger.sqlite"
    if path.exists():
        with contextlib.suppress(LedgerUnmade):  # then it is made of the files, as where there is none
            return Ledger.open(path, write=False)
    ledger = Ledger.in_memory()
    try:
        for file in warc_files(folder):
            scan(file, ledger)
    except OSError as problem:
        raise cannot("read", folder, problem) from problem
    return ledger


def catch_up(folder: Path, ledger: Ledger) -> list[str]:
    """Enter what the files hold beyond the ledger, and cut what was written in part."""
    said: list[str] = []
    for path in warc_files(folder):
        end, size = ledger.end(path.name), path.stat().st_size
        if size < end:
            # Writing on behind the torn record would bury it; mending first keeps what is whole and says what is lost.
            raise ArchiveDamaged(
                f"{path} is {end - size} bytes shorter than it was: records are lost; put it back from a backup, or "
                "run 'aftershock check --repair' to go on with what is whole"
            )
        if size > end:
            said += scan(path, ledger, end, cut=True)
    return said


def scan(path: Path, ledger: Ledger, start: int = 0, *, cut: bool = False) -> list[str]:
    """Enter the records of a file from an offset on. `cut`: shorten the file where its end was written in part."""
    said: list[str] = []
    batch: list[tuple[Place, Capture | Revisit]] = []
    for found in warc.records(path, start):
        if isinstance(found, Gap):
            said.append(_gap(path, found, cut))
            continue
        batch.append(found)
        if len(batch) >= 200:
            ledger.enter(batch)
            batch = []
    ledger.enter(batch)
    return said


def _gap(path: Path, gap: Gap, cut: bool) -> str:
    if not gap.at_end:
        return (
            f"{path}: {gap.end - gap.start} bytes at {gap.start} hold no readable record; those around them are whole"
        )
    if not cut:
        return f"{path}: the last {gap.end - gap.start} bytes are a record written in part"
    with path.open("r+b") as file:
        os.ftruncate(file.fileno(), gap.start)
        os.fsync(file.fileno())
    return f"{path}: cut {gap.end - gap.start} bytes of a record written in part; all whole records are kept"

"""The knowledge file as a file: opening, one writer, and SQLite's errors in the user's words."""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from aftershock.errors import Busy, Damaged, NewerFormat, StorageProblem, UsageProblem
from aftershock.knowledge.schema import APPLICATION, VERSION, statements

_FULL = {"SQLITE_FULL"}
_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
_BROKEN = {"SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"}


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as ours, each with what to do."""
    try:
        yield
    except sqlite3.Error as error:
        name = "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])
        if name in _BROKEN:
            raise damaged(path, str(error)) from error
        if name in _BUSY:
            raise Busy(f"{path}: another command is writing to it; wait for it to end and try again") from error
        if name in _FULL:
            raise StorageProblem(
                f"{path}: the disk is full; free some space and run the command again, nothing is lost"
            ) from error
        if getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_ROLLBACK":
            # Its maker was killed before it was whole; only who writes may take that back.
            raise UsageProblem(f"{path}: was begun and not made; run 'aftershock read'") from error
        if name in ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_AUTH"):
            raise StorageProblem(
                f"{path}: cannot be used ({error}); check the folder's rights and free space"
            ) from error
        raise


def damaged(path: Path, what: str) -> Damaged:
    """The error for a file that cannot be understood."""
    return Damaged(
        f"{path}: is no readable knowledge file ({what}); move it away and run 'aftershock rebuild', "
        "which makes it again from the archive"
    )


def lock(path: Path) -> TextIO:
    """Hold the file for writing, until the handle is closed or the process ends, however it ends. Raises Busy."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.with_name(path.name + ".lock").open("a", encoding="utf-8")
    except OSError as error:
        raise StorageProblem(f"{path}: cannot be written ({error.strerror}); check the folder's rights") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise Busy(f"{path}: another command is writing to it; wait for it to end and try again") from error
    return handle


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to a file of our format, made when it is not there and `write` is set.

    Raises UsageProblem when there is nothing to read yet, NewerFormat, Damaged, Busy, StorageProblem.
    """
    if not write and not path.exists():
        raise UsageProblem(f"{path}: nothing has been read yet; run 'aftershock read' first")
    if path.is_dir():
        raise StorageProblem(f"{path}: is a folder, a file was expected; move it away")
    with guarded(path):
        connection = sqlite3.connect(_address(path, write), uri=True, timeout=5, isolation_level=None)
        try:
            _prepare(connection, path, write=write)
        except BaseException:
            connection.close()
            raise
    return connection


def _address(path: Path, write: bool) -> str:
    # Where even the folder may not be written, SQLite cannot make the shared-memory file that WAL asks for; without a
    # log beside it the file is complete and can be read as it is.
    if write:
        return f"{path.absolute().as_uri()}?mode=rwc"
    complete = not path.with_name(path.name + "-wal").exists()
    readonly = not _may_write(path.parent)
    return f"{path.absolute().as_uri()}?mode=ro" + ("&immutable=1" if complete and readonly else "")


def _may_write(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)


def _prepare(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    connection.row_factory = sqlite3.Row
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty and not write:
        raise UsageProblem(f"{path}: nothing has been read yet; run 'aftershock read' first")
    if not empty:
        if application != APPLICATION:
            raise damaged(path, "it was made by another program")
        if version > VERSION:
            raise NewerFormat(
                f"{path}: made by a newer version of this program (format {version}, this one knows {VERSION}); "
                "update aftershock, or move the file away and run 'aftershock rebuild'"
            )
        if version < VERSION:
            raise damaged(path, f"format {version} is older than {VERSION}")
    if write:
        # NORMAL in WAL mode: a power cut may take the last batches, never the file; they are read again.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if empty:
            _create(connection)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements():
        connection.execute(statement)
    connection.execute("COMMIT")


def put_in_place(new: Path, path: Path) -> None:
    """Let a newly made knowledge file take an older one's place; whoever reads the old one goes on undisturbed.

    Both must be closed for writing. The old file's log is emptied first: SQLite would else play it into the new file.
    """
    with guarded(path):
        for file in (new, path):
            if file.exists():
                with closing(sqlite3.connect(file, timeout=5)) as connection:
                    try:
                        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                    except sqlite3.DatabaseError:
                        busy = 0 if file == path else 1  # a damaged old file has nothing worth keeping
                if busy:
                    raise Busy(f"{file}: is being read; wait for it to end and try again")
    try:
        if not _is_sqlite(path):
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
        new.replace(path)
        for suffix in ("-wal", "-shm", ".lock"):
            new.with_name(new.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StorageProblem(f"{path}: cannot be replaced ({error.strerror}); check the folder's rights") from error


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False

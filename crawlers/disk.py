"""What the archive asks of the file system: its files, its lock, synced writes, and errors as sentences."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from crawlers.errors import ArchiveBusy, ArchiveError

_NAME = re.compile(r"captures-(\d{6})\.warc\.gz")


def warc_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    except FileNotFoundError:
        return []


def next_file(folder: Path) -> Path:
    """The name of the WARC file after the last."""
    files = warc_files(folder)
    number = int(files[-1].name[len("captures-") :].partition(".")[0]) + 1 if files else 1
    return folder / f"captures-{number:06}.warc.gz"


def take(folder: Path, patience: float) -> int:
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except OSError as problem:
            if problem.errno not in (errno.EAGAIN, errno.EACCES) or time.monotonic() >= deadline:
                holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
                os.close(handle)
                if problem.errno not in (errno.EAGAIN, errno.EACCES):
                    raise
                by = f" (process {holder})" if holder else ""
                raise ArchiveBusy(
                    f"another process{by} is writing to the archive in {folder}; wait until it has ended"
                ) from None
            time.sleep(0.05)
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
    except OSError:
        os.close(handle)
        raise
    return handle


def is_taken(folder: Path) -> bool:
    """Whether some process is writing to the archive now; what cannot be told is no."""
    try:
        handle = os.open(folder / "lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except OSError as problem:
        return problem.errno in (errno.EAGAIN, errno.EACCES)
    finally:
        os.close(handle)


def write_all(handle: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(handle, view) :]


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def cannot(do: str, path: Path, problem: OSError) -> ArchiveError:
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT:
            hint = "the disk is full; make room and run again"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            hint = "rights are missing; change them or choose another folder"
        case errno.ENOTDIR | errno.EEXIST:
            hint = "a file is where a folder must be; move it away"
        case _:
            hint = problem.strerror or str(problem)
    return ArchiveError(f"cannot {do} {path}: {hint}. Nothing stored before is lost")


def to_read(path: Path) -> str:
    """How to open a SQLite file for reading: SQLite keeps a file beside it, and must be told where it cannot."""
    return f"file:{quote(str(path))}?{'mode=ro' if os.access(path.parent, os.W_OK) else 'immutable=1'}"


def is_unmade(problem: sqlite3.Error) -> bool:
    """Whether what SQLite says on reading is that the file's maker was killed: only who writes may take that back."""
    return getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY_ROLLBACK


def sqlite_problem(path: Path | None, problem: sqlite3.Error, remedy: str) -> ArchiveError:
    """What SQLite says of a file, as a sentence; `remedy` is for a file that is damaged."""
    text = str(problem)
    if "disk is full" in text or "disk I/O" in text or "cannot rollback" in text:
        # SQLite has rolled back by itself already; that it then cannot, says nothing of the cause.
        said = "the file cannot grow" if "cannot rollback" in text else text
        return ArchiveError(f"cannot write {path}: {said}; make room and run again. Nothing stored before is lost")
    if "readonly" in text or "unable to open" in text:
        return ArchiveError(f"cannot open {path}: {text}; check the rights of the folder")
    return ArchiveError(f"{path} cannot be used ({text}); {remedy}")

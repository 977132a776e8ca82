"""The folder of the embedded index: numbered generations, and one small file that names the one in use.

folder/current.json   {"format", "tokens", "generation"}; replaced at once, so a reader sees the old set or the new one
folder/000001/        one tantivy index
folder/lock           held while a writer has the index open; the system lets go of it when the process ends, however
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from indexer.errors import IndexBusy, IndexDamaged, IndexMissing, IndexOutdated, IndexUnstored
from indexer.fields import FORMAT
from indexer.tokens import TOKENS

_CURRENT = "current.json"


@dataclass(frozen=True, slots=True)
class Current:
    """What current.json names, and what tells whether it was replaced since."""

    folder: Path
    stamp: tuple[int, int]
    named_in: str
    commits: str

    def replaced(self) -> bool:
        """Whether another generation came into use since."""
        return stamped(self.named_in) != self.stamp

    def commit(self) -> tuple[int, int] | None:
        """Changes with every commit."""
        return stamped(self.commits)


def stamped(path: str) -> tuple[int, int] | None:
    """Changes whenever the file is replaced; None when there is none."""
    try:
        state = os.stat(path)  # noqa: PTH116  # asked twice for each search; of a Path it takes twice as long
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ino


def lock(folder: Path) -> IO[bytes]:
    """The writer's lock; closing it lets go. Raises IndexBusy, IndexUnstored."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = (folder / "lock").open("ab")
    except OSError as error:
        raise IndexUnstored(f"the index folder {folder} cannot be used: {error.strerror or error}") from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
            raise IndexBusy(f"another process is writing to the index in {folder}; wait until it has ended") from error
        raise IndexUnstored(f"the index folder {folder} cannot be locked: {error.strerror or error}") from error
    return held


def stamp(folder: Path) -> tuple[int, int] | None:
    """Changes whenever another generation comes into use; None when there is none."""
    return stamped(str(folder / _CURRENT))


def current(folder: Path) -> Current:
    """The generation in use. Raises IndexMissing, IndexOutdated, IndexDamaged."""
    seen = stamp(folder)
    try:
        noted = json.loads((folder / _CURRENT).read_bytes())
        made_by = (int(noted["format"]), int(noted["tokens"]))
        generation = folder / Path(str(noted["generation"])).name
    except FileNotFoundError:
        if any(path.is_dir() for path in _generations(folder)):
            raise IndexDamaged(
                f"the index in {folder} has lost its {_CURRENT}; run 'aftershock index --rebuild'"
            ) from None
        raise IndexMissing(f"there is no index in {folder} yet; run 'aftershock index'") from None
    except OSError as error:
        raise IndexUnstored(f"the index in {folder} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder / _CURRENT} is torn; run 'aftershock index --rebuild'") from error
    if made_by != (FORMAT, TOKENS):
        raise IndexOutdated(
            f"the index in {folder} was made by another version of this program; run 'aftershock index --rebuild'"
        )
    if seen is None or not generation.is_dir():
        raise IndexDamaged(f"the index in {folder} has lost its files; run 'aftershock index --rebuild'")
    return Current(generation, seen, str(folder / _CURRENT), str(generation / "meta.json"))


def fresh(folder: Path) -> Path:
    """An empty folder for the next generation."""
    number = max((int(path.name) for path in _generations(folder)), default=0) + 1
    made = folder / f"{number:06d}"
    made.mkdir(parents=True)
    return made


def use(folder: Path, generation: Path) -> None:
    """Bring a finished generation into use at once, then remove all others."""
    noted = json.dumps({"format": FORMAT, "tokens": TOKENS, "generation": generation.name})
    temporary = folder / (_CURRENT + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(noted + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / _CURRENT)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    for old in _generations(folder):
        if old != generation:
            # Readers that have it open keep its files until they let go of them.
            shutil.rmtree(old, ignore_errors=True)


def _generations(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.isdigit()] if folder.is_dir() else []

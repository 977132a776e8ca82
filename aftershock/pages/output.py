"""The folder a site is written to: files appear whole, unchanged ones stay untouched, stale ones go.

What a build writes is noted before it is written, so that the next build knows what one that was killed has left.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path, PurePosixPath

from aftershock.errors import StorageProblem, UsageProblem

_LIST = ".aftershock-site.json"
"""Names every file of the last build, so that only what a build made is ever removed."""
_JOURNAL = ".aftershock-site.journal"
"""Names, one a line as JSON, the new files of a build that has not come to its end."""
_TEMPORARY = re.compile(r"\.aftershock-[^/]+\.tmp")


class Output:
    """One build into one folder. `put` each file, then `finish`."""

    def __init__(self, folder: Path) -> None:
        """Raises UsageProblem when the folder holds files that no build made, StorageProblem when it cannot be used."""
        self.folder = folder
        self.written = self.unchanged = self.removed = 0
        self._paths: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._before = self._listed()
            if self._before is None and any(folder.iterdir()):
                raise UsageProblem(
                    f"{folder} is not empty and was not made by 'aftershock build'; name a new or empty folder"
                )
            if self._before is None:
                replace_file(folder / _LIST, b"[]")  # A build that is killed must know its folder again.
            self._known = (self._before or set()) | self._begun()
            self._sweep()
        except OSError as error:
            raise _storage(folder, error) from error

    def _listed(self) -> set[str] | None:
        try:
            return set(json.loads((self.folder / _LIST).read_text("utf-8")))
        except FileNotFoundError:
            return None
        except ValueError:
            return set()

    def _begun(self) -> set[str]:
        """What builds that did not come to their end have written; a last line torn in two names nothing."""
        try:
            lines = (self.folder / _JOURNAL).read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return set()
        found = set()
        for line in lines:
            try:
                found.add(str(json.loads(line)))
            except ValueError:
                continue
        return found

    def _sweep(self) -> None:
        """Remove half-written files of a build that was killed."""
        for folder in {self.folder, *((self.folder / path).parent for path in self._known if _within(path))}:
            for left in folder.glob(".aftershock-*.tmp") if folder.is_dir() else ():
                if _TEMPORARY.fullmatch(left.name):
                    left.unlink()

    def _note(self, path: str) -> None:
        if path not in self._known:
            with (self.folder / _JOURNAL).open("a", encoding="utf-8") as journal:
                journal.write(json.dumps(path) + "\n")
            self._known.add(path)

    def put(self, path: str, content: str | bytes) -> None:
        """One file of the site, by its path within it. Raises ValueError for a path outside, StorageProblem."""
        if not _within(path) or "\\" in path or "\0" in path:
            raise ValueError(f"not a path within the site: {path!r}")
        if path in self._paths:
            raise ValueError(f"two files of the site want the path {path!r}")
        self._paths.add(path)
        # Lone surrogates, which no file can hold as UTF-8, become question marks.
        body = content.encode("utf-8", "replace") if isinstance(content, str) else content
        target = self.folder / path
        try:
            if target.is_file() and not target.is_symlink() and target.read_bytes() == body:
                self.unchanged += 1
                return
            self._note(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_file(target, body)
        except OSError as error:
            raise _storage(target, error) from error
        self.written += 1

    def finish(self) -> None:
        """Remove what an earlier build left and this one did not make, then note what there is."""
        try:
            for path in sorted(self._known - self._paths):
                stale = self.folder / path
                if not _within(path):
                    continue  # A list that was tampered with must not reach outside the folder.
                if stale.is_file() or stale.is_symlink():
                    stale.unlink()
                    self.removed += 1
                    _prune(stale.parent, self.folder)
            replace_file(
                self.folder / _LIST, json.dumps(sorted(self._paths), ensure_ascii=False, indent=0).encode("utf-8")
            )
            (self.folder / _JOURNAL).unlink(missing_ok=True)
        except OSError as error:
            raise _storage(self.folder, error) from error


def _within(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/")


def replace_file(target: Path, body: bytes) -> None:
    """Write a file at once: whoever reads it sees the old content or the new."""
    descriptor, name = tempfile.mkstemp(prefix=".aftershock-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _prune(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _storage(path: Path, error: OSError) -> StorageProblem:
    return StorageProblem(f"{path}: cannot be written ({error.strerror}); check rights and free space")

"""What can go wrong in the index.

IndexerError
├── IndexUnavailable   no server answers, or the folder cannot be used: engine, cause, what to do
│   ├── IndexMissing   nothing has been indexed yet
│   └── IndexUnstored   its folder's disk is full, or may not be written
├── IndexBusy          another process is writing to the embedded index
├── IndexOutdated      made by another version of this program: rebuild it
│   └── IndexDamaged   its files are torn: rebuild it
└── PartlyIndexed      some entries were refused: `failures` names each with its reason
"""

from __future__ import annotations

from collections.abc import Mapping


class IndexerError(Exception):
    """Root of this package's errors. The message is one sentence for the user."""


class IndexUnavailable(IndexerError):
    """The engine cannot be reached or its folder cannot be used."""


class IndexMissing(IndexUnavailable):
    """Nothing has been indexed yet."""


class IndexUnstored(IndexUnavailable):
    """The disk of its folder is full, or may not be written."""


class IndexBusy(IndexerError):
    """Another process is writing to the index."""


class IndexOutdated(IndexerError):
    """The index was made by another version of this program."""


class IndexDamaged(IndexOutdated):
    """Files of the index are missing or torn. It is derived: rebuilding it loses nothing."""


class PartlyIndexed(IndexerError):
    """Some entries were refused by the engine; all others are in."""

    def __init__(self, failures: Mapping[str, str]) -> None:
        one, reason = next(iter(failures.items()))
        super().__init__(f"{len(failures)} entries were refused by the index, all others are in; {one!r}: {reason}")
        self.failures = dict(failures)

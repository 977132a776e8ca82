"""The addresses that a crawl has asked for: on the disk beyond a few, so that a long crawl takes no more memory."""

from __future__ import annotations

import hashlib
import sqlite3
import weakref

from crawlers.errors import ArchiveError


class Asked:
    """A set of addresses that ends with its crawl: a nameless temporary file, of which SQLite keeps 256 KB in memory.

    Of each it keeps 16 bytes of a digest. Raises ArchiveError where the disk for temporary files is full.
    """

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        weakref.finalize(self, self._connection.close)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA cache_size = -256")
        self._connection.execute("CREATE TABLE asked (digest BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, url: str) -> bool:
        """Whether it was not there before; then it is."""
        try:
            return self._connection.execute("INSERT OR IGNORE INTO asked VALUES (?)", (_digest(url),)).rowcount == 1
        except sqlite3.Error as problem:
            raise ArchiveError(f"temporary files cannot be written ({problem}); make room where they are") from problem

    def __contains__(self, url: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM asked WHERE digest = ?", (_digest(url),))
        return found.fetchone() is not None


def _digest(url: str) -> bytes:
    return hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()

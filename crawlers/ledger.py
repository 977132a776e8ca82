"""The ledger: a SQLite row for each stored capture and each revisit. Can be made again from the WARC files."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crawlers.address import canonical
from crawlers.capture import Capture
from crawlers.disk import is_unmade, sqlite_problem, to_read
from crawlers.errors import ArchiveError
from crawlers.keys import key_of_record
from crawlers.quarantine import PREFIX as TROUBLES
from crawlers.quarantine import Mark, Noted
from crawlers.slices import PREFIX, Reading, slice_of
from crawlers.warc import Place, Revisit

FORMAT = 1
_UNMADE = "{} was begun and not made; run the last command again"
_DATE = "%Y-%m-%dT%H:%M:%SZ"
_PAGE = 500
_NOTHING = "sha256:" + hashlib.sha256(b"").hexdigest()
_SCHEMA = """
CREATE TABLE IF NOT EXISTS captures (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, canonical TEXT NOT NULL, source TEXT NOT NULL, kind TEXT NOT NULL,
    status INTEGER NOT NULL, digest TEXT NOT NULL, etag TEXT, last_modified TEXT, fetched TEXT NOT NULL,
    meta TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS captures_in_order ON captures (file, offset);
CREATE INDEX IF NOT EXISTS captures_canonical ON captures (canonical, file, offset);
CREATE TABLE IF NOT EXISTS revisits (
    key TEXT NOT NULL, canonical TEXT NOT NULL, source TEXT NOT NULL, status INTEGER NOT NULL, etag TEXT,
    last_modified TEXT, fetched TEXT NOT NULL, meta TEXT NOT NULL,
    file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, PRIMARY KEY (file, offset)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS revisits_canonical ON revisits (canonical, file, offset);
"""


class LedgerUnmade(ArchiveError):
    """A ledger without its tables: whoever began to make it was killed. The WARC files say all that it would."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What is known of an address without opening a WARC file."""

    key: str
    """Capture key: first 16 hexadecimal digits of the body's digest, "-", first 16 of the SHA-256 of the URL."""
    url: str
    source: str
    kind: str
    status: int
    digest: str
    etag: str | None
    """Validators of the newest answer, for conditional requests."""
    last_modified: str | None
    fetched: datetime
    """When it was last asked for, whether stored anew or found unchanged; aware, UTC."""
    stored: datetime
    """When this content was stored."""
    place: Place


@dataclass(frozen=True, slots=True)
class Return:
    """An address showed again what it had shown before something else."""

    key: str
    """Of the capture that holds what it shows again."""
    fetched: datetime
    """When it was found so; aware, UTC."""
    after: str
    """Key of the last capture of this address that was stored before."""
    turn: int
    """1 for the first return since that capture, and so on."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """What the archive holds of one source."""

    source: str
    captures: int
    pages: int
    """Captures that hold articles or filings (kinds page and file)."""
    revisits: int
    first: datetime
    """First and last time anything was fetched."""
    last: datetime


class Ledger:
    """The rows of an archive. All methods raise ArchiveError when the file cannot be used."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, write: bool) -> Ledger:
        """The ledger in a file, made when missing (to write only)."""
        try:
            connection = sqlite3.connect(
                path if write else to_read(path),
                uri=not write,
                timeout=20,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                if write:
                    # In this mode readers go on while the crawl writes. NORMAL may lose the last commits with the
                    # power; the WARC files are synced before, and what they hold beyond is entered on opening.
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.execute("PRAGMA synchronous = NORMAL")
                    # The system keeps the file's pages as well; of two megabytes the thread that writes had its own.
                    connection.execute("PRAGMA cache_size = -512")
                return cls(connection, path)._checked(write)
            except BaseException:
                connection.close()  # else what it has begun would keep the next one out
                raise
        except sqlite3.Error as problem:
            if is_unmade(problem):
                raise LedgerUnmade(_UNMADE.format(path)) from problem
            raise _unusable(path, problem) from problem

    @classmethod
    def in_memory(cls) -> Ledger:
        """An empty ledger that is kept nowhere."""
        return cls(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), None)._checked(True)

    def _checked(self, write: bool) -> Ledger:
        version = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version > FORMAT:
            raise ArchiveError(
                f"{self.path} was made by a newer version of this program (format {version}); install that one"
            )
        if version == 0 and not write:
            raise LedgerUnmade(_UNMADE.format(self.path))
        if version == 0:
            # In one transaction: killed at any point, there is no ledger or a whole one.
            self._connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")
        self._connection.execute("SELECT key FROM captures LIMIT 1")
        return self

    def close(self) -> None:
        self._connection.close()

    def enter(self, rows: Iterable[tuple[Place, Capture | Revisit]]) -> None:
        """Enter records in one transaction: all or none. Rows that are there already are left alone."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                for place, record in rows:
                    self._enter(place, record)
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
        except sqlite3.Error as problem:
            raise _unusable(self.path, problem) from problem

    def _enter(self, place: Place, record: Capture | Revisit) -> None:
        headers = {name.lower(): value for name, value in reversed(record.headers)}
        key, where = key_of_record(record), (place.file, place.offset, place.length)
        meta = json.dumps(dict(record.meta), ensure_ascii=False, sort_keys=True)
        answer = (
            record.status,
            headers.get("etag"),
            headers.get("last-modified"),
            record.fetched.strftime(_DATE),
            meta,
        )
        again = self._connection.execute("SELECT file, offset FROM captures WHERE key = ?", (key,)).fetchone()
        if isinstance(record, Capture) and again is None:
            status, etag, modified, fetched, _ = answer
            self._connection.execute(
                "INSERT INTO captures VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    key,
                    record.url,
                    canonical(record.url),
                    record.source,
                    record.kind,
                    status,
                    record.digest,
                    etag,
                    modified,
                    fetched,
                    meta,
                    *where,
                ),
            )
        elif again != (place.file, place.offset):
            self._connection.execute(
                "INSERT OR IGNORE INTO revisits VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (key, canonical(record.url), record.source, *answer, *where),
            )

    def holds(self, key: str) -> datetime | None:
        """When a capture was stored; None when it was not."""
        found = self._one("SELECT fetched FROM captures WHERE key = ?", (key,))
        return _time(found[0]) if found else None

    def meta(self, key: str) -> Mapping[str, str]:
        """What was archived with a capture; empty when there is none."""
        found = self._one("SELECT meta FROM captures WHERE key = ?", (key,))
        said: Mapping[str, str] = json.loads(found[0]) if found else {}
        return said

    def place(self, key: str) -> Place | None:
        found = self._one("SELECT file, offset, length FROM captures WHERE key = ?", (key,))
        return Place(*found) if found else None

    def latest(self, url: str) -> LedgerRow | None:
        """The newest state of an address (in any spelling): the last capture stored or seen again."""
        name = canonical(url)
        found = self._one(
            "SELECT key, status, etag, last_modified, fetched, file, offset FROM captures WHERE canonical = ?1"
            " UNION ALL SELECT key, status, etag, last_modified, fetched, file, offset FROM revisits"
            " WHERE canonical = ?1"
            " ORDER BY file DESC, offset DESC LIMIT 1",
            (name,),
        )
        if found is None:
            return None
        key, _, etag, modified, fetched, _, _ = found
        row = self._one(
            "SELECT url, source, kind, status, digest, etag, last_modified, fetched, file, offset, length"
            " FROM captures WHERE key = ?",
            (key,),
        )
        if row is None:
            return None  # a note whose capture lies in a file that is gone; `check` says so
        url, source, kind, status, digest, first_etag, first_modified, stored, *place = row
        return LedgerRow(
            key,
            url,
            source,
            kind,
            status,
            digest,
            etag or first_etag,
            modified or first_modified,
            _time(fetched),
            _time(stored),
            Place(*place),
        )

    def places(self) -> Iterator[tuple[str, str, Place]]:
        """Key and kind of all captures in order of storing. Read by the page: no writer is ever kept waiting."""
        after: tuple[str, int] = ("", -1)
        while True:
            rows = self._all(
                "SELECT key, kind, file, offset, length FROM captures WHERE (file, offset) > (?, ?)"
                " ORDER BY file, offset LIMIT ?",
                (*after, _PAGE),
            )
            for key, kind, *place in rows:
                yield key, kind, Place(*place)
            if len(rows) < _PAGE:
                return
            after = (rows[-1][2], rows[-1][3])

    def returns(self) -> Iterator[Return]:
        """The returns of all pages, by address and in order of storing."""
        changed = self._all(
            "SELECT canonical FROM captures WHERE kind = 'page' GROUP BY canonical HAVING count(*) > 1"
            " INTERSECT SELECT canonical FROM revisits",
            (),
        )
        for (name,) in changed:
            shown = after = ""
            turn = 0
            rows = self._all(
                "SELECT key, fetched, file, offset, 1 FROM captures WHERE canonical = ?1"
                " UNION ALL SELECT key, fetched, file, offset, 0 FROM revisits WHERE canonical = ?1"
                " ORDER BY file, offset",
                (name,),
            )
            for key, fetched, _, _, stored in rows:
                if stored:
                    after, turn = key, 0
                elif key != shown and after:
                    turn += 1
                    yield Return(key, _time(fetched), after, turn)
                shown = key

    def end(self, file: str) -> int:
        """How far into a WARC file the rows reach, in bytes; 0 when none is of it."""
        ends = [0]
        for table in ("captures", "revisits"):
            statement = f"SELECT offset + length FROM {table} WHERE file = ? ORDER BY offset DESC LIMIT 1"
            ends += [int(str(row[0])) for row in self._all(statement, (file,))]
        return max(ends)

    def sources(self) -> list[SourceHealth]:
        rows = self._all(
            "SELECT source, sum(stored), sum(page), sum(1 - stored), min(fetched), max(fetched) FROM"
            " (SELECT source, 1 AS stored, kind IN ('page', 'file') AS page, fetched FROM captures"
            " WHERE kind NOT IN ('slice', 'trouble') UNION ALL SELECT source, 0, 0, fetched FROM revisits"
            " WHERE canonical NOT LIKE ? AND canonical NOT LIKE ?) GROUP BY source ORDER BY source",
            (PREFIX + "%", TROUBLES + "%"),
        )
        return [
            SourceHealth(name, stored, pages, again, _time(first), _time(last))
            for name, stored, pages, again, first, last in rows
        ]

    def slices(self) -> list[Reading]:
        """All slices read, each as often as it was, in order of time."""
        rows = self._all(
            "SELECT key, source, fetched, meta, file, offset FROM captures WHERE canonical >= ?1 AND canonical < ?2"
            " UNION ALL SELECT key, source, fetched, meta, file, offset FROM revisits"
            " WHERE canonical >= ?1 AND canonical < ?2 ORDER BY fetched, file, offset",
            (PREFIX, _after(PREFIX)),
        )
        return [
            Reading(key, _time(fetched), slice_of(source, json.loads(meta)))
            for key, source, fetched, meta, _, _ in rows
        ]

    def troubles(self, source: str = "") -> list[Noted]:
        """The records of the quarantine, of one source or of all, in order of time."""
        begins = f"{TROUBLES}{quote(source)}:" if source else TROUBLES
        rows = self._all(
            "SELECT key, source, fetched, file, offset, meta, digest FROM captures"
            " WHERE canonical >= ?1 AND canonical < ?2 ORDER BY fetched, file, offset",
            (begins, _after(begins)),
        )
        return [
            Noted(key, name, (_time(fetched), file, offset), json.loads(meta), digest != _NOTHING)
            for key, name, fetched, file, offset, meta, digest in rows
        ]

    def seen(self, url: str) -> Mark | None:
        """When an address (in any spelling) was last stored or found unchanged; None when it never was."""
        found = self._one(
            "SELECT fetched, file, offset FROM captures WHERE canonical = ?1"
            " UNION ALL SELECT fetched, file, offset FROM revisits WHERE canonical = ?1"
            " ORDER BY fetched DESC, file DESC, offset DESC LIMIT 1",
            (canonical(url),),
        )
        return (_time(found[0]), found[1], found[2]) if found else None

    def arrivals(self) -> Iterator[tuple[str, datetime]]:
        """For each address of a page or filing ever stored: its source, and when it was stored first."""
        for source, first in self._all(
            "SELECT source, min(fetched) FROM captures WHERE kind = 'page' GROUP BY source, canonical", ()
        ):
            yield source, _time(first)

    def dump(self) -> list[tuple[Any, ...]]:
        """All rows of both tables in order, to compare ledgers with."""
        return self._all("SELECT * FROM captures ORDER BY file, offset", ()) + self._all(
            "SELECT * FROM revisits ORDER BY file, offset", ()
        )

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file."""
        return [row[0] for row in self._all("PRAGMA quick_check", ()) if row[0] != "ok"]

    def _one(self, statement: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        rows = self._all(statement, values)
        return rows[0] if rows else None

    def _all(self, statement: str, values: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as problem:
            raise _unusable(self.path, problem) from problem


def _after(prefix: str) -> str:
    """The first text behind all those that begin so."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _time(text: object) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=UTC)


def _unusable(path: Path | None, problem: sqlite3.Error) -> ArchiveError:
    return sqlite_problem(path, problem, "'check --repair' makes it again from the WARC files")

"""The outbox: one SQLite file with every notice ever told, and the deliveries that carry them.

A notice and its deliveries are written in one transaction, before anything is sent. A delivery keeps its id and its
content until it has arrived, so one that is sent again after a crash can be told from a new one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from aftershock.errors import Damaged, NewerFormat
from aftershock.knowledge.file import guarded
from aftershock.notices import Notice

MOST = 50
"""Notices that one delivery carries."""
APPLICATION = 0x61667362  # "afsb"
VERSION = 1
_TABLES = (
    "CREATE TABLE known (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE begun (topic TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE notices (key TEXT PRIMARY KEY, topic TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, "
    "link TEXT NOT NULL, at TEXT, data TEXT NOT NULL, written TEXT NOT NULL)",
    "CREATE TABLE deliveries (id TEXT PRIMARY KEY, channel TEXT NOT NULL, target TEXT NOT NULL, written TEXT NOT NULL, "
    "attempts INTEGER NOT NULL DEFAULT 0, tried TEXT, error TEXT, sent TEXT)",
    "CREATE TABLE carried (delivery TEXT NOT NULL, number INTEGER NOT NULL, notice TEXT NOT NULL, "
    "PRIMARY KEY (delivery, number)) WITHOUT ROWID",
    "CREATE INDEX waiting ON deliveries (written) WHERE sent IS NULL",
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Some notices on their way to one receiver."""

    id: str
    """The same at every attempt."""
    channel: str
    target: str
    """Who of the channel: an e-mail address; empty where there is only one."""
    notices: tuple[Notice, ...]
    written: datetime
    attempts: int = 0
    error: str | None = None
    """Why the last attempt failed."""


class Outbox:
    """Open with `Outbox.open`; a context manager. One process at a time writes: the project's lock sees to it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> Outbox:
        """The outbox in this file, made where there is none. Raises Damaged, NewerFormat, Busy, StorageProblem."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with _told(path):
            connection = sqlite3.connect(path, timeout=5, isolation_level=None)
            try:
                _prepare(connection, path)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or nothing."""
        with _told(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def _rows(self, statement: str, *values: object) -> list[sqlite3.Row]:
        with _told(self._path):
            return self._connection.execute(statement, values).fetchall()

    # -- what has been told

    def digest(self, topic: str) -> str | None:
        """What `begin` noted of a topic; None when it has not begun."""
        return next((str(row["digest"]) for row in self._rows("SELECT digest FROM begun WHERE topic = ?", topic)), None)

    def begin(self, topic: str, digest: str, keys: Iterable[str]) -> None:
        """Begin a topic: what there is of it already counts as told."""
        with self._writing() as connection:
            connection.executemany("INSERT OR IGNORE INTO known VALUES (?)", ((key,) for key in keys))
            connection.execute("INSERT OR REPLACE INTO begun VALUES (?, ?)", (topic, digest))

    def end(self, topic: str) -> None:
        """Forget that a topic has begun; what was told stays known."""
        with self._writing() as connection:
            connection.execute("DELETE FROM begun WHERE topic = ?", (topic,))

    def known(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys that have been told."""
        return {key for key in keys if self._rows("SELECT 1 FROM known WHERE key = ?", key)}

    def write(self, notices: Iterable[Notice], receivers: Sequence[tuple[str, str]]) -> int:
        """Put notices into the outbox for each (channel, target); the number of new ones. All of them or none."""
        now = datetime.now(UTC).isoformat()
        with self._writing() as connection:
            fresh = []
            for notice in notices:
                if connection.execute("INSERT OR IGNORE INTO known VALUES (?)", (notice.key,)).rowcount:
                    fresh.append(notice)
                    connection.execute("INSERT INTO notices VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _row(notice, now))
            for channel, target in receivers:
                for first in range(0, len(fresh), MOST):
                    part = [notice.key for notice in fresh[first : first + MOST]]
                    name = hashlib.sha256(json.dumps([channel, target, part]).encode()).hexdigest()[:24]
                    connection.execute(
                        "INSERT INTO deliveries (id, channel, target, written) VALUES (?, ?, ?, ?)",
                        (name, channel, target, now),
                    )
                    connection.executemany(
                        "INSERT INTO carried VALUES (?, ?, ?)", ((name, number, key) for number, key in enumerate(part))
                    )
        return len(fresh)

    # -- deliveries

    def waiting(self) -> list[Delivery]:
        """Deliveries that have not arrived, oldest first."""
        return [
            Delivery(
                row["id"],
                row["channel"],
                row["target"],
                tuple(notice for notice, _ in self._carried("d.id = ?", row["id"])),
                datetime.fromisoformat(row["written"]),
                row["attempts"],
                row["error"],
            )
            for row in self._rows("SELECT * FROM deliveries WHERE sent IS NULL ORDER BY written, rowid")
        ]

    def sent(self, delivery: Delivery) -> None:
        """Mark as arrived."""
        now = datetime.now(UTC).isoformat()
        with self._writing() as connection:
            connection.execute(
                "UPDATE deliveries SET sent = ?, tried = ?, attempts = attempts + 1, error = NULL WHERE id = ?",
                (now, now, delivery.id),
            )

    def failed(self, delivery: Delivery, reason: str) -> None:
        """Note an attempt that failed; it goes on waiting."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE deliveries SET tried = ?, attempts = attempts + 1, error = ? WHERE id = ?",
                (datetime.now(UTC).isoformat(), reason, delivery.id),
            )

    def discard(self) -> int:
        """Give up everything that waits; the number of deliveries given up. Their notices count as told."""
        with self._writing() as connection:
            return connection.execute(
                "UPDATE deliveries SET sent = ?, error = 'given up' WHERE sent IS NULL",
                (datetime.now(UTC).isoformat(),),
            ).rowcount

    def latest(self, channel: str, number: int) -> tuple[tuple[Notice, datetime], ...]:
        """The newest notices of a channel and when they were written, newest first, arrived or not."""
        return self._carried("d.channel = ?", channel, newest=number)

    def _carried(self, where: str, value: str, newest: int | None = None) -> tuple[tuple[Notice, datetime], ...]:
        order = "d.written DESC, d.rowid DESC, c.number" if newest else "c.number"
        return tuple(
            (_notice(row), datetime.fromisoformat(row["written"]))
            for row in self._rows(
                "SELECT n.* FROM deliveries d JOIN carried c ON c.delivery = d.id JOIN notices n ON n.key = c.notice "
                f"WHERE {where} ORDER BY {order} LIMIT ?",
                value,
                -1 if newest is None else newest,
            )
        )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """SQLite's errors as ours. What lies in the outbox cannot be made again, so the advice is its own."""
    try:
        with guarded(path):
            yield
    except Damaged as error:
        raise Damaged(
            f"{path}: is no readable outbox ({error.__cause__ or 'not made by this program'}); put it back from a "
            "backup, or move it away: alerts then begin anew, and tell nothing of what there is already"
        ) from error


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.row_factory = sqlite3.Row
    # What is committed must outlive a power cut: else a match could be told twice.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            for statement in (*_TABLES, f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {VERSION}"):
                connection.execute(statement)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise Damaged("not made by this program")
        if version > VERSION:
            raise NewerFormat(f"{path}: made by a newer version of this program (format {version}); update aftershock")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _row(notice: Notice, now: str) -> tuple[str | None, ...]:
    at = notice.at.isoformat() if notice.at else None
    data = json.dumps(dict(notice.data), ensure_ascii=True, sort_keys=True)
    # Lone surrogates, which SQLite cannot hold, become question marks.
    texts = (one.encode("utf-8", "replace").decode() for one in (notice.title, notice.text, notice.link))
    return (notice.key, notice.topic, *texts, at, data, now)


def _notice(row: sqlite3.Row) -> Notice:
    at = datetime.fromisoformat(row["at"]) if row["at"] else None
    return Notice(row["key"], row["topic"], row["title"], row["text"], row["link"], at, json.loads(row["data"]))

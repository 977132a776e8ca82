"""The knowledge file: what was read, and what follows from it. One writer, any number of readers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from aftershock.ids import document_id, version_id
from aftershock.knowledge import rows
from aftershock.knowledge.file import connect, guarded, lock
from aftershock.knowledge.queries import Queries
from aftershock.knowledge.schema import COLUMNS, FACTS, RESOLVED, cell, compact
from aftershock.model import Event, Evidence, Facts, Failure, Name, Question, Relation
from aftershock.numbers import number
from crawlers.article import Article


@dataclass(frozen=True, slots=True)
class Reading:
    """One capture, read."""

    key: str
    """The archive's key of the capture."""
    url: str
    """The address that was asked for."""
    source: str
    fetched: datetime
    position: int
    """Its place in the archive; decides between captures fetched within the same second."""
    article: Article
    names: tuple[str, ...] = ()
    """Names that the first pass is certain of, each in one spelling for one value."""
    problem: str = ""
    """Why the article, which is kept, gave no names: an error of the program."""


_SHOWN = (
    "SELECT * FROM (SELECT key, version, fetched, position, 0 AS turn FROM captures WHERE document = ?1 UNION ALL "
    "SELECT c.key, c.version, r.fetched, r.position, r.turn FROM captures c JOIN returns r ON r.capture = c.key "
    "WHERE c.document = ?1) ORDER BY unixepoch(fetched), position, turn, key"
)
"""What a document showed, in order: captures, and those that it went back to."""


class Knowledge(Queries):
    """The knowledge file. Open it with `Knowledge.open`; use it as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection, held: TextIO | None) -> None:
        super().__init__(path, connection)
        self._held = held

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Self:
        """Open a knowledge file; `write` makes it where there is none and keeps other writers out.

        Raises UsageProblem (nothing read yet), Busy, Damaged, NewerFormat, StorageProblem.
        """
        held = lock(path) if write else None
        try:
            return cls(path, connect(path, write=write), held)
        except BaseException:
            if held is not None:
                held.close()
            raise

    def close(self) -> None:
        """Release the file; a writer leaves it complete in itself, without a log beside it."""
        with guarded(self.path):
            self._connection.close()
        if self._held is not None:
            self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with guarded(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _insert(self, table: str, values: Iterable[tuple[object, ...]]) -> None:
        for row in values:
            self._connection.execute(f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(row))})", row)

    def _run(self, statement: str, *values: object) -> list[sqlite3.Row]:
        return self._connection.execute(statement, values).fetchall()

    def store_readings(self, readings: Iterable[Reading], failures: Iterable[Failure], fingerprint: str) -> None:
        """Keep one batch of what was read, and what could not be: all of it or, when killed, none."""
        with self._transaction():
            touched: set[str] = set()
            for failure in failures:
                touched |= self._forget(failure.capture)
                self._insert("failures", [(*_failure_row(failure), fingerprint)])
            fresh: set[str] = set()
            for reading in readings:
                touched |= self._forget(reading.key)
                document = document_id(reading.article.url)
                version = version_id(reading.article.text, reading.article.title)
                self._insert(
                    "captures",
                    [
                        (
                            reading.key, reading.url, reading.source, reading.fetched.isoformat(), reading.position,
                            fingerprint, document, version, rows.article_json(reading.article),
                        )
                    ],
                )  # fmt: skip
                self._insert("texts", [(version, reading.article.text)])
                self._insert("first_names", {(reading.key, found) for found in reading.names})
                if reading.problem:
                    self._insert(
                        "failures",
                        [
                            (
                                reading.key, reading.url, reading.source, reading.article.filename, "error",
                                reading.problem, reading.fetched.isoformat(), fingerprint,
                            )
                        ],
                    )  # fmt: skip
                touched.add(document)
                fresh.add(reading.key)
            for document in sorted(touched):
                self._refresh(document, fresh)
            self._run("DELETE FROM state WHERE key = 'resolved'")

    def store_returns(self, returns: Iterable[tuple[str, datetime, int, int]]) -> None:
        """Keep which captures an address went back to: all of (key, when, place in the archive, turn at that place)."""
        given = {(key, fetched.isoformat(), position, turn) for key, fetched, position, turn in returns}
        known = {tuple(row) for row in self._run("SELECT capture, fetched, position, turn FROM returns")}
        if given == known:
            return
        with self._transaction():
            for row in sorted(known - given):
                self._run("DELETE FROM returns WHERE (capture, fetched, position, turn) = (?, ?, ?, ?)", *row)
            self._insert("returns", sorted(given - known))
            touched: set[str] = set()
            for key in sorted({str(row[0]) for row in given ^ known}):
                touched |= {row["document"] for row in self._run("SELECT document FROM captures WHERE key = ?", key)}
            for document in sorted(touched):
                self._refresh(document, set())
            self._run("DELETE FROM state WHERE key = 'resolved'")

    def _forget(self, key: str) -> set[str]:
        """Drop what an earlier reader made of a capture; the documents that this touches."""
        touched = {row["document"] for row in self._run("SELECT document FROM captures WHERE key = ?", key)}
        self._run("DELETE FROM failures WHERE capture = ?", key)
        self._run("DELETE FROM first_names WHERE capture = ?", key)
        self._run("DELETE FROM captures WHERE key = ?", key)
        return touched

    def _refresh(self, document: str, fresh: set[str]) -> None:
        """Derive a document and its versions from its captures, whatever the order in which they came."""
        old = {
            row["id"]: row["capture"]
            for row in self._run("SELECT id, capture FROM versions WHERE document = ?", document)
        }
        first: dict[str, str] = {}
        last: dict[str, str] = {}
        states: list[tuple[str, str]] = []
        for row in self._run(_SHOWN, document):
            first.setdefault(row["version"], row["fetched"])
            last[row["version"]] = row["key"]
            if not states or states[-1][0] != row["version"]:
                states.append((row["version"], row["fetched"]))
        self._run("DELETE FROM states WHERE document = ?", document)
        self._insert("states", ((document, at, *state) for at, state in enumerate(states, 1)))
        for version in old.keys() - first.keys():
            self._run("DELETE FROM versions WHERE document = ? AND id = ?", document, version)
            self._run("DELETE FROM texts WHERE version = ? AND version NOT IN (SELECT id FROM versions)", version)
            self._drop_facts(document, version)
        for at, (version, seen) in enumerate(first.items(), 1):
            if last[version] in fresh or old.get(version) != last[version]:
                self._insert("versions", [(document, version, at, seen, last[version], None)])
                self._drop_facts(document, version)
            else:
                self._run(
                    "UPDATE versions SET number = ?, seen = ? WHERE document = ? AND id = ?",
                    at,
                    seen,
                    document,
                    version,
                )
        self._run("DELETE FROM documents WHERE id = ?", document)
        if first:
            self._face(document, states[-1][0], len(first), next(iter(first.values())))

    def _face(self, document: str, latest: str, versions: int, seen: str) -> None:
        (row,) = self._run(
            "SELECT c.source, c.article FROM versions v JOIN captures c ON c.key = v.capture "
            "WHERE v.document = ? AND v.id = ?",
            document, latest,
        )  # fmt: skip
        face = rows.article(row["article"], "")
        self._insert(
            "documents",
            [
                (
                    document, face.url, row["source"], latest, versions, face.title, face.publisher,
                    face.original_publisher, cell(face.published), face.precision, seen, None,
                )
            ],
        )  # fmt: skip

    def _drop_facts(self, document: str, version: str) -> None:
        for table in FACTS:
            self._run(f"DELETE FROM {table} WHERE document = ? AND version = ?", document, version)

    def store_facts(self, batch: Iterable[tuple[str, str, str, Facts | str]], fingerprint: str) -> None:
        """Keep one batch of facts: (document, version, digest of the names it was read with, facts or why none)."""
        with self._transaction():
            for document, version, known, facts in batch:
                self._drop_facts(document, version)
                self._run("UPDATE versions SET known = ? WHERE document = ? AND id = ?", known, document, version)
                (row,) = self._run(
                    "SELECT c.key, c.url, c.source, c.fetched, c.article FROM versions v "
                    "JOIN captures c ON c.key = v.capture WHERE v.document = ? AND v.id = ?", document, version,
                )  # fmt: skip
                self._run("DELETE FROM failures WHERE capture = ?", row["key"])
                if isinstance(facts, str):
                    filename = rows.article(row["article"], "").filename
                    why = (row["key"], row["url"], row["source"], filename, "error", facts, row["fetched"], fingerprint)
                    self._insert("failures", [why])
                    continue
                for table, found in zip(
                    FACTS, (facts.mentions, facts.names, facts.relations, facts.events), strict=True
                ):
                    self._insert(
                        table,
                        (
                            (document, version, at, *(cell(getattr(noun, field)) for field in COLUMNS[table]))
                            for at, noun in enumerate(found)
                        ),
                    )
            self._run("DELETE FROM state WHERE key = 'resolved'")

    def set_state(self, key: str, value: str) -> None:
        """Keep a note of the reader's own."""
        with self._transaction():
            self._insert("state", [(key, value)])

    def store_resolution(
        self,
        names: Iterable[Name],
        relations: Iterable[Relation],
        events: Iterable[Event],
        questions: Iterable[Question],
        reprints: dict[str, str],
        mark: str,
    ) -> None:
        """Replace all that follows across documents at once. `reprints`: document → the earlier one with its text."""
        with self._transaction():
            for table in RESOLVED:
                self._run(f"DELETE FROM {table}")
            self._run("UPDATE documents SET same_text_as = NULL WHERE same_text_as IS NOT NULL")
            for document, original in reprints.items():
                self._run("UPDATE documents SET same_text_as = ? WHERE id = ?", original, document)
            for at, name in enumerate(names):
                self._insert(
                    "names",
                    [
                        (
                            name.id, at, name.name, name.kind, name.full, cell(name.former), name.code, name.orgid,
                            cell(name.documents), cell(name.notes),
                        )
                    ],
                )  # fmt: skip
                self._insert("aliases", ((name.id, alias) for alias in name.aliases))
                self._proofs("name", name.id, name.evidence)
            for at, relation in enumerate(relations):
                self._insert("relations", [(at, relation.type, relation.parent, relation.child)])
                self._proofs("relation", str(at), relation.evidence)
            for at, event in enumerate(events):
                self._insert(
                    "events",
                    [
                        (
                            event.id, at, event.type, cell(event.date), cell(event.published), event.actor,
                            event.subject, cell(event.names), event.certainty, int(event.negated), event.speaker,
                            compact(event.figures),
                        )
                    ],
                )  # fmt: skip
                self._proofs("event", event.id, (event.evidence,))
            for at, question in enumerate(questions):
                self._question(at, question)
            self._insert("state", [("resolved", mark)])

    def _question(self, at: int, question: Question) -> None:
        self._insert(
            "questions",
            [
                (
                    question.id, at, question.subject, question.name, question.role, question.unit,
                    cell(question.as_of), number(question.low), number(question.high), int(question.conflict),
                )
            ],
        )  # fmt: skip
        for place, claim in enumerate(question.claims):
            self._insert(
                "claims",
                [
                    (
                        claim.id, question.id, place, number(claim.value), number(claim.low), number(claim.high),
                        claim.comparison, claim.text, claim.speaker, claim.rank, cell(claim.published),
                        claim.superseded, claim.start, claim.certainty,
                    )
                ],
            )  # fmt: skip
            self._proofs("claim", claim.id, (claim.evidence,))

    def _proofs(self, owner: str, key: str, evidence: Iterable[Evidence]) -> None:
        self._insert(
            "evidence",
            ((owner, key, at, e.document, e.version, e.start, e.end, e.quote) for at, e in enumerate(evidence)),
        )


def _failure_row(failure: Failure) -> tuple[object, ...]:
    return tuple(cell(getattr(failure, name)) for name in Failure.__dataclass_fields__)

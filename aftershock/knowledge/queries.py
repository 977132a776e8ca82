"""What the knowledge answers. Every order is fixed by content, so that the same knowledge gives the same bytes."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aftershock.knowledge import rows
from aftershock.knowledge.file import guarded
from aftershock.knowledge.schema import RESOLVED, TABLES, TIMES
from aftershock.knowledge.tables import NAMES, Table, columns, query
from aftershock.model import Claim, Document, Event, Evidence, Facts, Failure, Name, Question, Relation, Version

_NEWEST = "ORDER BY coalesce(unixepoch(d.published), unixepoch(d.seen)) DESC, unixepoch(d.seen) DESC, d.id"
_DOCUMENTS = (
    f"SELECT d.*, v.number, v.seen AS version_seen, c.article, t.text, {TIMES} FROM documents d "
    "JOIN versions v ON v.document = d.id AND v.id = d.latest JOIN captures c ON c.key = v.capture "
    "JOIN texts t ON t.version = v.id "
)
_VERSIONS = (
    f"SELECT v.*, c.article, t.text, {TIMES} FROM versions v JOIN captures c ON c.key = v.capture "
    "JOIN texts t ON t.version = v.id "
)


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the knowledge holds of one source."""

    name: str
    documents: int
    captures: int
    """Read, whether well or not."""
    failures: int
    first_fetched: datetime | None
    last_fetched: datetime | None
    last_success: datetime | None
    """When the newest capture that could be read was fetched."""


class Queries:
    """Reading. Nothing here writes."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def _rows(self, statement: str, *values: object) -> Iterator[sqlite3.Row]:
        with guarded(self.path):
            yield from self._connection.execute(statement, values)

    def documents(self) -> Iterator[Document]:
        """All documents, newest first (by publication, else by when they were first seen)."""
        return map(_document, self._rows(_DOCUMENTS + _NEWEST))

    def document(self, document_id: str) -> Document | None:
        """One document, None when there is none with this id."""
        return next(map(_document, self._rows(_DOCUMENTS + "WHERE d.id = ?", document_id)), None)

    def versions(self, document_id: str) -> tuple[Version, ...]:
        """The versions of a document, oldest first; empty when there is no such document."""
        return tuple(map(_version, self._rows(_VERSIONS + "WHERE v.document = ? ORDER BY v.number", document_id)))

    def states(self, document_id: str) -> tuple[tuple[datetime, Version], ...]:
        """What a document showed from when on, oldest first: its versions, and again those that it went back to."""
        versions = {version.id: version for version in self.versions(document_id)}
        found = self._rows("SELECT version, seen FROM states WHERE document = ? ORDER BY number", document_id)
        return tuple((datetime.fromisoformat(row["seen"]), versions[row["version"]]) for row in found)

    def contents(self, document_id: str) -> dict[str, str]:
        """Version id → digest of the bytes it was last read from: of the capture's key, the part before the hyphen."""
        found = self._rows("SELECT id, capture FROM versions WHERE document = ?", document_id)
        return {row["id"]: str(row["capture"]).partition("-")[0] for row in found}

    def facts(self, version: Version | str, document: str | None = None) -> Facts:
        """What was read out of a version.

        Two documents may have the same text, and then the same version id, but other days of publication: give the
        Version, or the document's id as well. A bare version id means the first such document.
        """
        if isinstance(version, Version):
            return self._facts(version.document, version.id)
        if document is None:
            found = next(
                self._rows("SELECT document FROM versions WHERE id = ? ORDER BY seen, document", version), None
            )
            if found is None:
                return Facts()
            document = str(found["document"])
        return self._facts(document, version)

    def _facts(self, document: str, version: str) -> Facts:
        where = "WHERE document = ? AND version = ? ORDER BY number"
        return Facts(
            tuple(map(rows.mention, self._rows(f"SELECT * FROM mentions {where}", document, version))),
            tuple(map(rows.name_found, self._rows(f"SELECT * FROM names_found {where}", document, version))),
            tuple(map(rows.relation_found, self._rows(f"SELECT * FROM relations_found {where}", document, version))),
            tuple(map(rows.event_found, self._rows(f"SELECT * FROM events_found {where}", document, version))),
        )

    def names(self) -> tuple[Name, ...]:
        """All names, those in most documents first."""
        aliases: dict[str, list[str]] = defaultdict(list)
        for row in self._rows("SELECT name, alias FROM aliases ORDER BY name, alias"):
            aliases[row["name"]].append(row["alias"])
        proofs = self._evidence("name")
        return tuple(
            rows.name(row, tuple(aliases[row["id"]]), proofs.get(row["id"], ()))
            for row in self._rows("SELECT * FROM names ORDER BY number")
        )

    def relations(self) -> tuple[Relation, ...]:
        """All relations, by parent, type and child."""
        proofs = self._evidence("relation")
        return tuple(
            Relation(row["type"], row["parent"], row["child"], proofs.get(str(row["number"]), ()))
            for row in self._rows("SELECT * FROM relations ORDER BY number")
        )

    def events(self) -> tuple[Event, ...]:
        """All events, newest first (by their day, else by publication)."""
        proofs = self._evidence("event")
        return tuple(
            rows.event(row, proofs[row["id"]][0]) for row in self._rows("SELECT * FROM events ORDER BY number")
        )

    def questions(self) -> tuple[Question, ...]:
        """All questions with their claims: conflicts first, then by subject, role, unit and day."""
        proofs = self._evidence("claim")
        claims: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in self._rows("SELECT * FROM claims ORDER BY question, number"):
            claims[row["question"]].append(row)
        return tuple(
            rows.question(row, tuple(rows.claim(claim, proofs[claim["id"]][0]) for claim in claims[row["id"]]))
            for row in self._rows("SELECT * FROM questions ORDER BY number")
        )

    def claim(self, key: str) -> tuple[Question, Claim] | None:
        """One claim and its question, with all of that one's claims; None when there is none with this id."""
        statement = "SELECT * FROM questions WHERE id = (SELECT question FROM claims WHERE id = ?)"
        for row in self._rows(statement, key):
            claims = tuple(
                rows.claim(claim, self._proof("claim", claim["id"]))
                for claim in self._rows("SELECT * FROM claims WHERE question = ? ORDER BY number", row["id"])
            )
            return rows.question(row, claims), next(claim for claim in claims if claim.id == key)
        return None

    def event(self, key: str) -> Event | None:
        """One event; None when there is none with this id."""
        found = self._rows("SELECT * FROM events WHERE id = ?", key)
        return next((rows.event(row, self._proof("event", key)) for row in found), None)

    def _proof(self, owner: str, key: str) -> Evidence:
        statement = "SELECT * FROM evidence WHERE owner = ? AND id = ? ORDER BY number LIMIT 1"
        return rows.evidence(next(self._rows(statement, owner, key)))

    def _evidence(self, owner: str) -> dict[str, tuple[Evidence, ...]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for row in self._rows("SELECT * FROM evidence WHERE owner = ? ORDER BY id, number", owner):
            found[row["id"]].append(rows.evidence(row))
        return {key: tuple(value) for key, value in found.items()}

    def failures(self) -> tuple[Failure, ...]:
        """Captures that could not be read, by source and address."""
        return tuple(rows.failure(row) for row in self._rows("SELECT * FROM failures ORDER BY source, url, capture"))

    def filled(self) -> Iterator[tuple[str, datetime, frozenset[str]]]:
        """Of each document, and each page that could not be read: source, when it was seen first, what it says.

        Fields are title, published, publisher, author (an author, reporter or editor), text. A page that could not be
        read fills none.
        """
        names = ("title", "published", "publisher", "author", "text")
        statement = (
            "SELECT d.source, d.seen, d.title IS NOT NULL AND d.title != '', d.published IS NOT NULL,"
            " coalesce(d.publisher, '') != '', coalesce(json_extract(c.article, '$.reporter'),"
            " json_extract(c.article, '$.editor'), json_extract(c.article, '$.authors[0]')) IS NOT NULL, t.text != ''"
            " FROM documents d JOIN versions v ON v.document = d.id AND v.id = d.latest"
            " JOIN captures c ON c.key = v.capture JOIN texts t ON t.version = v.id"
            " UNION ALL SELECT source, fetched, 0, 0, 0, 0, 0 FROM failures"
        )
        for source, seen, *there in self._rows(statement):
            yield source, datetime.fromisoformat(seen), frozenset(n for n, yes in zip(names, there, strict=True) if yes)

    def sources(self) -> tuple[SourceState, ...]:
        """What there is of each source, by name."""
        documents = dict(tuple(row) for row in self._rows("SELECT source, count(*) FROM documents GROUP BY source"))
        read = {
            row["source"]: row
            for row in self._rows(
                "SELECT source, count(*) AS n, min(fetched) AS first, max(fetched) AS last "
                "FROM captures GROUP BY source"
            )
        }
        failed = {
            row["source"]: row
            for row in self._rows(
                "SELECT source, count(*) AS n, min(fetched) AS first, max(fetched) AS last FROM failures "
                "WHERE capture NOT IN (SELECT key FROM captures) GROUP BY source"
            )
        }
        wrong = dict(tuple(row) for row in self._rows("SELECT source, count(*) FROM failures GROUP BY source"))
        states = []
        for name in sorted(read.keys() | failed.keys()):
            here = [group[name] for group in (read, failed) if name in group]
            states.append(
                SourceState(
                    name=name,
                    documents=documents.get(name, 0),
                    captures=sum(row["n"] for row in here),
                    failures=wrong.get(name, 0),
                    first_fetched=rows.moment(min(row["first"] for row in here)),
                    last_fetched=rows.moment(max(row["last"] for row in here)),
                    last_success=rows.moment(read[name]["last"]) if name in read else None,
                )
            )
        return tuple(states)

    def reads(self) -> dict[str, str]:
        """Capture key → fingerprint of the reader that read it, well or not."""
        both = "SELECT capture, fingerprint FROM failures UNION SELECT key, fingerprint FROM captures"
        return dict(tuple(row) for row in self._rows(both))

    def first_names(self) -> tuple[str, ...]:
        """The distinct names that the first pass is certain of in any version, as it wrote them; sorted."""
        statement = (
            "SELECT DISTINCT f.found FROM first_names f JOIN versions v ON v.capture = f.capture ORDER BY f.found"
        )
        return tuple(row["found"] for row in self._rows(statement))

    def document_ids(self) -> tuple[str, ...]:
        """Ids of all documents, sorted."""
        return tuple(row["id"] for row in self._rows("SELECT id FROM documents ORDER BY id"))

    def unread(self) -> list[tuple[str, str]]:
        """(document, version) of every version whose facts have not been read yet."""
        return [
            (row[0], row[1])
            for row in self._rows("SELECT document, id FROM versions WHERE known IS NULL ORDER BY 1, 2")
        ]

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """(document, version, text) of every version whose facts have been read."""
        statement = (
            "SELECT v.document, v.id, t.text FROM versions v JOIN texts t ON t.version = v.id "
            "WHERE v.known IS NOT NULL ORDER BY v.document, v.id"
        )
        for row in self._rows(statement):
            yield row["document"], row["id"], row["text"]

    def readings(self, document: str, version: str) -> tuple[tuple[Version, str | None], ...]:
        """The version with the digest of the names it was read with (None: not yet)."""
        found = self._rows(_VERSIONS + "WHERE v.document = ? AND v.id = ?", document, version)
        return tuple((_version(row), row["known"]) for row in found)

    def state(self, key: str) -> str | None:
        """A note of the reader's own."""
        row = next(self._rows("SELECT value FROM state WHERE key = ?", key), None)
        return None if row is None else str(row["value"])

    def counts(self) -> dict[str, int]:
        """Rows of each table."""
        return {table: next(self._rows(f"SELECT count(*) FROM {table}"))[0] for table in TABLES if table != "state"}

    def tables(self) -> Iterator[Table]:
        """Every table that is told to others, sorted."""
        for name in NAMES:
            yield Table(name, columns(name), self._rows(query(name)))

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty when all is well. Reads everything."""
        problems = [
            f"{self.path}: {row[0]}; run 'aftershock rebuild'"
            for row in self._rows("PRAGMA quick_check(20)")
            if row[0] != "ok"
        ]
        for table in ("mentions", "evidence", "events_found"):
            words = "quote" if table == "evidence" else "text"
            statement = (
                f"SELECT count(*) FROM {table} m JOIN texts t ON t.version = m.version "
                f'WHERE substr(t.text, m.start + 1, m."end" - m.start) IS NOT m.{words}'
            )
            wrong = next(self._rows(statement))[0]
            if wrong:
                problems.append(
                    f"{self.path}: {wrong} rows of {table} do not stand where they say; run 'aftershock rebuild'"
                )
        if self.state("resolved") is None and any(self.counts()[table] for table in (*RESOLVED, "captures")):
            problems.append(f"{self.path}: a reading was stopped half-way; run 'aftershock read' to complete it")
        return problems


def _version(row: sqlite3.Row) -> Version:
    return Version(
        id=row["id"],
        document=row["document"],
        number=row["number"],
        seen=datetime.fromisoformat(row["seen"]),
        article=rows.article(row["article"], row["text"]),
        times=_times(row),
    )


def _times(row: sqlite3.Row) -> tuple[datetime, ...]:
    return tuple(map(datetime.fromisoformat, json.loads(row["times"])))


def _document(row: sqlite3.Row) -> Document:
    latest = Version(
        id=row["latest"],
        document=row["id"],
        number=row["number"],
        seen=datetime.fromisoformat(row["version_seen"]),
        article=rows.article(row["article"], row["text"]),
        times=_times(row),
    )
    return Document(row["id"], row["url"], row["source"], latest, row["versions"], row["same_text_as"])

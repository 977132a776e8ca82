"""The tables of the knowledge file, and how the nouns become rows.

Columns that hold numbers have no type affinity: a figure is stored as an SQLite integer or real where that is exact,
else as text, so that SQL can compare and nothing is rounded. Lists are JSON. Times are ISO 8601.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from aftershock.model import Trace
from aftershock.numbers import number

VERSION = 2
"""Raised when the tables change; `rebuild` makes an older file anew from the archive."""

APPLICATION = 0x41465348
"""SQLite's application id ("AFSH"): tells our file from another program's."""

TABLES: dict[str, str] = {
    # What has been read. A capture is read again when its fingerprint is not the reader's.
    "captures": """
        key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, fetched TEXT NOT NULL, position
        INTEGER NOT NULL, fingerprint TEXT NOT NULL, document TEXT NOT NULL, version TEXT NOT NULL,
        article TEXT NOT NULL
    """,
    "failures": """
        capture TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, filename TEXT, reason TEXT
        NOT NULL, detail TEXT NOT NULL, fetched TEXT NOT NULL, fingerprint TEXT NOT NULL
    """,
    "documents": """
        id TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, latest TEXT NOT NULL, versions
        INTEGER NOT NULL, title TEXT, publisher TEXT, original_publisher TEXT, published TEXT, precision
        TEXT, seen TEXT NOT NULL, same_text_as TEXT
    """,
    "versions": """
        document TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, seen TEXT NOT NULL, capture
        TEXT NOT NULL, known TEXT, PRIMARY KEY (document, id)
    """,
    # What a document showed, one row from each change to the next; a version that came back has several.
    "states": """
        document TEXT NOT NULL, number INTEGER NOT NULL, version TEXT NOT NULL, seen TEXT NOT NULL,
        PRIMARY KEY (document, number)
    """,
    # Captures that an address went back to: they were not stored again, but count as shown again.
    "returns": """
        capture TEXT NOT NULL, fetched TEXT NOT NULL, position INTEGER NOT NULL, turn INTEGER NOT NULL,
        PRIMARY KEY (capture, fetched, position, turn)
    """,
    "texts": """
        version TEXT PRIMARY KEY, text TEXT NOT NULL
    """,
    # First pass: the names each capture brings, as canonical JSON.
    "first_names": """
        capture TEXT NOT NULL, found TEXT NOT NULL, PRIMARY KEY (capture, found)
    """,
    # Second pass: the facts of each version.
    "mentions": """
        document TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, value, low, high, unit TEXT,
        comparison TEXT, role TEXT, subject TEXT, speaker TEXT, direct INTEGER, as_of TEXT, "from" TEXT,
        "to" TEXT, of TEXT, per TEXT, same_as INTEGER, changed_from INTEGER, flags TEXT NOT NULL, trace
        TEXT, PRIMARY KEY (document, version, number)
    """,
    "names_found": """
        document TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, kind
        TEXT NOT NULL, aliases TEXT NOT NULL, code TEXT, mentions TEXT NOT NULL, former TEXT NOT NULL,
        trace TEXT, PRIMARY KEY (document, version, number)
    """,
    "relations_found": """
        document TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL, type TEXT NOT NULL,
        parent TEXT NOT NULL, child TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
        PRIMARY KEY (document, version, number)
    """,
    "events_found": """
        document TEXT NOT NULL, version TEXT NOT NULL, number INTEGER NOT NULL, type TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL, date TEXT, actor TEXT,
        subject TEXT, figures TEXT NOT NULL, certainty TEXT, negated INTEGER NOT NULL, speaker TEXT,
        PRIMARY KEY (document, version, number)
    """,
    # What follows across documents; replaced as a whole.
    "names": """
        id TEXT PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, full TEXT,
        former TEXT NOT NULL, code TEXT, orgid TEXT, documents TEXT NOT NULL, notes TEXT NOT NULL
    """,
    "aliases": """
        name TEXT NOT NULL, alias TEXT NOT NULL, PRIMARY KEY (name, alias)
    """,
    "relations": """
        number INTEGER PRIMARY KEY, type TEXT NOT NULL, parent TEXT NOT NULL, child TEXT NOT NULL
    """,
    "events": """
        id TEXT PRIMARY KEY, number INTEGER NOT NULL, type TEXT NOT NULL, date TEXT, published TEXT,
        actor TEXT, subject TEXT, names TEXT NOT NULL, certainty TEXT, negated INTEGER NOT NULL, speaker
        TEXT, figures TEXT NOT NULL
    """,
    "questions": """
        id TEXT PRIMARY KEY, number INTEGER NOT NULL, subject TEXT NOT NULL, name TEXT, role TEXT NOT
        NULL, unit TEXT, as_of TEXT, low, high, conflict INTEGER NOT NULL
    """,
    "claims": """
        id TEXT PRIMARY KEY, question TEXT NOT NULL, number INTEGER NOT NULL, value, low, high,
        comparison TEXT, text TEXT NOT NULL, speaker TEXT, rank TEXT NOT NULL, published TEXT,
        superseded TEXT, start INTEGER NOT NULL, certainty TEXT
    """,
    "evidence": """
        owner TEXT NOT NULL, id TEXT NOT NULL, number INTEGER NOT NULL, document TEXT NOT NULL, version
        TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY
        (owner, id, number)
    """,
    "state": """
        key TEXT PRIMARY KEY, value TEXT NOT NULL
    """,
}
"""Table → columns."""

INDICES = (
    "CREATE INDEX captures_document ON captures (document, version)",
    "CREATE INDEX captures_source ON captures (source)",
    "CREATE INDEX versions_unread ON versions (document) WHERE known IS NULL",
    "CREATE INDEX claims_question ON claims (question, number)",
    "CREATE INDEX evidence_document ON evidence (document)",
)

TIMES = (
    "(SELECT json_group_array(seen) FROM (SELECT s.seen FROM states s WHERE s.document = v.document "
    "AND s.version = v.id ORDER BY s.number)) AS times"
)
"""When a document began to show its version v, as a JSON list."""

FACTS = ("mentions", "names_found", "relations_found", "events_found")
RESOLVED = ("names", "aliases", "relations", "events", "questions", "claims", "evidence")

COLUMNS: dict[str, tuple[str, ...]] = {
    "mentions": (
        "kind", "start", "end", "text", "value", "low", "high", "unit", "comparison", "role", "subject", "speaker",
        "direct", "as_of", "from_", "to", "of", "per", "same_as", "changed_from", "flags", "trace",
    ),
    "names_found": ("name", "kind", "aliases", "code", "mentions", "former", "trace"),
    "relations_found": ("type", "parent", "child", "start", "end"),
    "events_found": (
        "type", "start", "end", "text", "date", "actor", "subject", "figures", "certainty", "negated", "speaker",
    ),
}  # fmt: skip
"""Table of facts → the dataclass's fields in the order of the table's columns."""


def statements() -> Iterable[str]:
    """Everything that makes an empty file a knowledge file."""
    for table, columns in TABLES.items():
        yield (
            f"CREATE TABLE {table} ({columns}) WITHOUT ROWID"
            if "PRIMARY KEY (" in columns
            else f"CREATE TABLE {table} ({columns})"
        )
    yield from INDICES
    yield f"PRAGMA application_id = {APPLICATION}"
    yield f"PRAGMA user_version = {VERSION}"


def cell(value: object) -> Any:
    """A field of a noun as a column's value."""
    match value:
        case None | str() | int() | float():
            return int(value) if isinstance(value, bool) else value
        case Decimal():
            return number(value)
        case datetime() | date():
            return value.isoformat()
        case frozenset():
            return compact(sorted(value))
        case Trace():
            return compact(value._asdict())
        case tuple():
            return compact(value)
    if hasattr(value, "__dataclass_fields__"):
        return compact(asdict(value))  # type: ignore[call-overload]
    raise TypeError(f"no column can hold {type(value).__name__}")


def compact(value: object) -> str:
    """JSON with nothing left to chance: one spelling for one value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

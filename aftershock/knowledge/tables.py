"""The tables that are told to others: what `export` writes. Columns that serve only the reader are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aftershock.knowledge.schema import TIMES

ColumnType = Literal["text", "integer", "number", "flag", "list"]
"""list: JSON. number: a figure; integer or real where exact, else text."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns in order, and its rows, sorted."""

    name: str
    columns: tuple[tuple[str, ColumnType], ...]
    rows: Iterator[Sequence[Any]]


_ARTICLE = (
    f"(SELECT v.*, {TIMES} FROM versions v) v JOIN captures c ON c.key = v.capture JOIN texts t ON t.version = v.id"
)
_FROM: dict[str, tuple[str, str]] = {
    "documents": ("documents", "id"),
    "versions": (_ARTICLE, "v.document, v.number"),
    "captures": ("captures", "key"),
    "failures": ("failures", "capture"),
    "mentions": ("mentions", "document, version, number"),
    "names_found": ("names_found", "document, version, number"),
    "relations_found": ("relations_found", "document, version, number"),
    "events_found": ("events_found", "document, version, number"),
    "names": ("names", "id"),
    "aliases": ("aliases", "name, alias"),
    "relations": (
        "relations r LEFT JOIN names p ON p.id = r.parent LEFT JOIN names c ON c.id = r.child",
        "r.number",
    ),
    "events": ("events", "id"),
    "questions": ("questions", "id"),
    "claims": (
        "claims c JOIN questions q ON q.id = c.question JOIN evidence e ON e.owner = 'claim' AND e.id = c.id",
        "c.question, c.number",
    ),
    "evidence": ("evidence", "owner, id, number"),
}
"""Table → (where its rows come from, their order)."""

_COLUMNS: dict[str, str] = {
    "documents": (
        "id url source latest versions:integer title publisher original_publisher published precision seen same_text_as"
    ),
    "versions": (
        "document=v.document id=v.id number:integer=v.number seen=v.seen times:list=v.times title publisher "
        "original_publisher authors:list reporter editor published precision published_raw summary media_type filename "
        "code problems:list blocks:list text=t.text"
    ),
    "captures": "key url source fetched document version",
    "failures": "capture url source filename reason detail fetched",
    "mentions": (
        "document version number:integer kind start:integer end:integer text value:number low:number high:number unit "
        "comparison role subject speaker direct:flag as_of from to of per same_as:integer "
        "changed_from:integer flags:list"
    ),
    "names_found": "document version number:integer name kind aliases:list code mentions:list former:list",
    "relations_found": "document version number:integer type parent child start:integer end:integer",
    "events_found": (
        "document version number:integer type start:integer end:integer text date actor subject figures:list certainty "
        "negated:flag speaker"
    ),
    "names": "id name kind full former:list code orgid documents:list notes:list",
    "aliases": "name alias",
    "relations": (
        "number:integer=r.number type=r.type parent=r.parent child=r.child parent_name=p.name child_name=c.name"
    ),
    "events": "id type date published actor subject names:list certainty negated:flag speaker figures:list",
    "questions": "id subject name role unit as_of low:number high:number conflict:flag",
    "claims": (
        "id=c.id question=c.question number:integer=c.number subject=q.subject role=q.role unit=q.unit as_of=q.as_of "
        "value:number=c.value low:number=c.low high:number=c.high comparison=c.comparison text=c.text "
        "speaker=c.speaker rank=c.rank published=c.published superseded=c.superseded start:integer=c.start "
        "certainty=c.certainty conflict:flag=q.conflict document=e.document version=e.version quote=e.quote"
    ),
    "evidence": "owner id number:integer document version start:integer end:integer quote",
}
"""Table → columns as name[:type][=expression]; text and the column of that name unless said."""

_KINDS: dict[str, ColumnType] = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "flag": "flag",
    "list": "list",
}
NAMES = tuple(_FROM)


def columns(table: str) -> tuple[tuple[str, ColumnType], ...]:
    """Names and types of a table's columns."""
    return tuple((name, kind) for name, kind, _ in _parsed(table))


def query(table: str) -> str:
    """The statement that gives a table's rows in order."""
    source, order = _FROM[table]
    return f"SELECT {', '.join(expression for _, _, expression in _parsed(table))} FROM {source} ORDER BY {order}"


def _parsed(table: str) -> list[tuple[str, ColumnType, str]]:
    found = []
    for column in _COLUMNS[table].split():
        head, _, expression = column.partition("=")
        name, _, kind = head.partition(":")
        if not expression:
            # The fields of an article are kept together, as JSON.
            expression = f"json_extract(c.article, '$.{name}')" if table == "versions" else f'"{name}"'
        found.append((name, _KINDS[kind or "text"], expression))
    return found

"""What a hit shows: kept with the entry by every engine, and made into a `Hit` the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from indexer.index import Entry, Hit
from indexer.recent import Kept
from indexer.snippets import marks, snippet
from indexer.tokens import Finder

FACETS = ("company", "source", "type", "month", "rank")


def shown(entry: Entry) -> dict[str, Any]:
    """What is kept of an entry to show it, ready for JSON."""
    return {
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.title,
        "text": entry.text,
        "link": entry.link,
        "published": entry.published.isoformat() if entry.published else None,
        "source": entry.source,
        "publisher": entry.publisher,
        "companies": list(entry.companies),
        "types": list(entry.types),
    }


def hit(entry: Kept, score: float, finders: Sequence[Finder]) -> Hit:
    """A kept entry as an answer to a query, of whose runs these are the finders."""
    cut, cut_marks = snippet(entry.text, finders)
    return Hit._make((*entry.head, cut, marks(entry.title, finders), cut_marks, score))


def tallied(entries: Iterable[Kept]) -> dict[str, dict[str, int]]:
    """The facets of some entries."""
    columns = zip(*[entry.facets for entry in entries], strict=True)
    return {name: _counted(column) for name, column in zip(FACETS, columns, strict=True)}


def _counted(column: Iterable[Iterable[str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for values in column:
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    return ordered(counts)


def ordered(counts: Mapping[str, int]) -> dict[str, int]:
    """Most frequent first, then by name, so that the order never depends on the engine."""
    if len(counts) < 2:
        return dict(counts)
    names = sorted(counts)
    names.sort(key=counts.__getitem__, reverse=True)  # of equal numbers the order stays
    return {name: counts[name] for name in names}

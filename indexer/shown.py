"""What a hit shows: kept with the entry by every engine, and made into a `Hit` the same way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from indexer.index import Entry, Hit
from indexer.recent import Kept
from indexer.snippets import marks, snippet
from indexer.stages import Reading

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


def hit(entry: Kept, score: float, reading: Reading) -> Hit:
    """A kept entry as an answer to one reading of a query."""
    kept = entry.shown
    cut, cut_marks = snippet(kept["text"], entry.text, reading.wanted)
    return Hit(
        id=kept["id"],
        kind=kept["kind"],
        title=kept["title"],
        link=kept["link"],
        published=entry.published,
        source=kept["source"],
        publisher=kept["publisher"],
        companies=entry.companies,
        types=entry.types,
        snippet=cut,
        title_marks=marks(entry.title, reading.wanted),
        snippet_marks=cut_marks,
        score=score,
    )


def ordered(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Most frequent first, then by name, so that the order never depends on the engine."""
    return dict(sorted(counts, key=lambda item: (-item[1], item[0])))

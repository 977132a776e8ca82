"""What a hit shows: kept with the entry by every engine, and made into a `Hit` the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any

from indexer.index import Entry, Hit
from indexer.recent import Kept
from indexer.snippets import marks, snippet
from indexer.tokens import Finder

FACETS = ("company", "source", "type", "month", "rank")
_NUMBERS = tuple(map(str, range(len(FACETS))))
"""What stands before a label."""
_NUMBER = itemgetter(1)


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
    counts = ordered(Counter(chain.from_iterable([entry.labels for entry in entries])).items())
    found: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    facets = dict(zip(_NUMBERS, found.values(), strict=True))
    for label, number in counts.items():
        facets[label[0]][label[1:]] = number
    return found


def ordered(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Most frequent first, then by name, so that the order never depends on the engine."""
    by_name = sorted(counts)
    by_name.sort(key=_NUMBER, reverse=True)  # of equal numbers the order stays
    return dict(by_name)

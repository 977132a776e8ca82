"""What one state of the embedded index answers: the hits as tantivy finds them, shown from what is kept of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from indexer.embedded_query import Asking, Found, counted, found, ranked
from indexer.index import Query, Result
from indexer.recent import Kept, Recent, kept
from indexer.shown import FACETS, hit, tallied
from indexer.stages import Reading

FEW = 50
"""Hits of which the facets are counted by what is kept of them."""


class View(NamedTuple):
    """The index as it was at one moment."""

    searcher: Any
    recent: Recent
    """Of this state alone."""

    def answered(self, query: Query, ways: Iterator[Reading], asking: Asking) -> Result:
        """What the first of some readings finds that finds anything. `asking` makes tantivy's own query."""
        few = FEW if query.facets else 0
        for reading in ways:
            question = asking(query, reading)
            answer = found(self.searcher, question, query, reading, self._id, few)
            if answer.total:
                page = answer.page[: query.size]
                entries = self.recent.get([address for _, address in page], self._read)
                finders = reading.finders
                if query.sort == "relevance" and reading.wanted:
                    hits = [hit(entry, score, finders) for entry, (score, _) in zip(entries, page, strict=True)]
                else:
                    hits = [hit(entry, 0.0, finders) for entry in entries]
                counts = self._counted(question, answer, entries) if query.facets else {}
                return Result(answer.total, tuple(hits), counts, reading.stage)
        return Result(0, (), {name: {} for name in FACETS} if query.facets else {})

    def _counted(self, question: Any, answer: Found, shown: list[Kept]) -> Mapping[str, Mapping[str, int]]:
        """By what is kept of the hits, where that is so of nearly all: tantivy's own count takes far longer."""
        if len(shown) == answer.total:
            return tallied(shown)
        entries = self.recent.get_of_most(answer.all, self._read) if answer.all else None
        return counted(self.searcher, question) if entries is None else tallied(entries)

    def _read(self, address: Any) -> Kept:
        return kept(self._shown(address), ranked(self.searcher, address))

    def _shown(self, address: Any) -> Any:
        return json.loads(bytes(self.searcher.doc(address)["shown"][0]))

    def _id(self, address: Any) -> str:
        entry = self.recent.peek(address)
        return str(entry.head[0] if entry is not None else self._shown(address)["id"])

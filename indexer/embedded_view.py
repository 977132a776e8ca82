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
READ = 5
"""Entries beyond a page that are read for that."""


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
                end = min(answer.end, answer.first + query.size)
                shown, counts = self._shown(question, answer, end, facets=query.facets)
                finders = reading.finders
                if query.sort == "relevance" and reading.wanted:
                    page = answer.hits[answer.first : end]
                    hits = [hit(entry, score, finders) for entry, (score, _) in zip(shown, page, strict=True)]
                else:
                    hits = [hit(entry, 0.0, finders) for entry in shown]
                return Result(answer.total, tuple(hits), counts, reading.stage)
        return Result(0, (), {name: {} for name in FACETS} if query.facets else {})

    def _shown(
        self, question: Any, answer: Found, end: int, *, facets: bool
    ) -> tuple[list[Kept], Mapping[str, Mapping[str, int]]]:
        """The entries of a page up to `end`, and the facets of all hits.

        These are counted by what is kept of the hits, where that is so of nearly all: tantivy takes far longer.
        """
        addresses = [address for _, address in answer.hits]
        size = end - answer.first
        if facets and len(addresses) == answer.total <= max(FEW, size):
            entries = self.recent.get_of_most(addresses, self._read, size + READ)
            if entries is not None:
                return entries[answer.first : end], tallied(entries)
        shown = self.recent.get(addresses[answer.first : end], self._read)
        return shown, counted(self.searcher, question) if facets else {}

    def _read(self, address: Any) -> Kept:
        return kept(self._stored(address), ranked(self.searcher, address))

    def _stored(self, address: Any) -> Any:
        return json.loads(bytes(self.searcher.doc(address)["shown"][0]))

    def _id(self, address: Any) -> str:
        entry = self.recent.peek(address)
        return str(entry.head[0] if entry is not None else self._stored(address)["id"])

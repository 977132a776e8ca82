"""Entries that were shown lately, kept read and folded: much of what a search takes is making ready what it shows."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from indexer.fields import month
from indexer.snippets import Prepared, prepared
from indexer.tokens import fold

MOST = 4_000_000
"""Characters of text that are kept: about 16 MB with their folded forms."""
_PLACE = attrgetter("segment_ord", "doc")


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """What is kept of an entry to show it."""

    head: tuple[Any, ...]
    """The fields of a `Hit` that no query changes: the first nine."""
    facets: tuple[tuple[str, ...], ...]
    """Its values of each facet: company, source, type, month, rank."""
    title: str
    """Folded."""
    text: Prepared


def kept(shown: Mapping[str, Any], rank: int = 0) -> Kept:
    """Of what `indexer.shown.shown` made, and the rank of who speaks."""
    published = datetime.fromisoformat(shown["published"]) if shown["published"] else None
    head = tuple([shown[name] for name in ("id", "kind", "title", "link")])
    head += (published, shown["source"], shown["publisher"], tuple(shown["companies"]), tuple(shown["types"]))
    values = (shown["companies"], (shown["source"],), shown["types"], (month(published),), (str(rank),))
    facets = tuple([tuple(dict.fromkeys(filter(None, each))) for each in values])
    return Kept(head, facets, fold(shown["title"]), prepared(shown["text"]))


class Recent:
    """Kept entries of one state of an index; the one used longest ago goes first. Safe for threads."""

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[int, int], Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._held = 0

    def get(self, addresses: Sequence[Any], read: Callable[[Any], Kept]) -> list[Kept]:
        """The entries at tantivy's addresses, in their order; `read` makes those that are not here."""
        return self._whole(addresses, self._here(addresses), read)

    def get_of_most(self, addresses: Sequence[Any], read: Callable[[Any], Kept], most: int) -> list[Kept] | None:
        """The same where no more than `most` are to be read, else None."""
        found = self._here(addresses)
        return None if found.count(None) > most else self._whole(addresses, found, read)

    def peek(self, address: Any) -> Kept | None:
        """The entry of an address where it is here."""
        with self._lock:
            return self._entries.get(_PLACE(address))

    def _here(self, addresses: Sequence[Any]) -> list[Kept | None]:
        places = list(map(_PLACE, addresses))
        with self._lock:
            found = list(map(self._entries.get, places))
            for place, entry in zip(places, found, strict=True):
                if entry is not None:
                    self._entries.move_to_end(place)
        return found

    def _whole(self, addresses: Sequence[Any], found: list[Kept | None], read: Callable[[Any], Kept]) -> list[Kept]:
        return [
            self._add(address, read(address)) if entry is None else entry
            for address, entry in zip(addresses, found, strict=True)
        ]

    def _add(self, address: Any, entry: Kept) -> Kept:
        with self._lock:
            if self._entries.setdefault(_PLACE(address), entry) is entry:
                self._held += len(entry.text.plain)
            while self._held > MOST:
                _, oldest = self._entries.popitem(last=False)
                self._held -= len(oldest.text.plain)
        return entry

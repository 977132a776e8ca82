"""Entries that were shown lately, kept read and folded: much of what a search takes is making ready what it shows."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from indexer.fields import month
from indexer.snippets import Prepared, prepared
from indexer.tokens import fold

MOST = 4_000_000
"""Characters of text that are kept: about 16 MB with their folded forms."""
READ = 5
"""Entries that are read to spare asking the engine, which takes as long."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an entry to show it."""

    head: tuple[Any, ...]
    """The fields of a `Hit` that no query changes: the first nine."""
    facets: tuple[tuple[str, ...], ...]
    """Its values of the first four facets: company, source, type, month."""
    title: str
    """Folded."""
    text: Prepared


def kept(shown: Mapping[str, Any]) -> Kept:
    """Of what `indexer.shown.shown` made."""
    published = datetime.fromisoformat(shown["published"]) if shown["published"] else None
    head = tuple([shown[name] for name in ("id", "kind", "title", "link")])
    head += (published, shown["source"], shown["publisher"], tuple(shown["companies"]), tuple(shown["types"]))
    values = (shown["companies"], (shown["source"],), shown["types"], (month(published),))
    facets = tuple([tuple(dict.fromkeys(filter(None, each))) for each in values])
    return Kept(head, facets, fold(shown["title"]), prepared(shown["text"]))


class Recent:
    """Kept entries by a key that never stands for another; the one used longest ago goes first. Safe for threads."""

    def __init__(self) -> None:
        self._entries: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._held = 0

    def get(self, keys: Sequence[Hashable], read: Callable[[int], bytes]) -> list[Kept]:
        """The entries of some keys, in their order; `read(n)` gives the JSON of the nth when it is not here."""
        with self._lock:
            found = [self._entries.get(key) for key in keys]
            for key, entry in zip(keys, found, strict=True):
                if entry is not None:
                    self._entries.move_to_end(key)
        return [entry or self._add(keys[n], kept(json.loads(read(n)))) for n, entry in enumerate(found)]

    def get_of_most(self, keys: Sequence[Hashable], read: Callable[[int], bytes]) -> list[Kept] | None:
        """The same where at most READ are not here, else None."""
        with self._lock:
            found = [self._entries.get(key) for key in keys]
        if found.count(None) > READ:
            return None
        return [entry or self._add(keys[n], kept(json.loads(read(n)))) for n, entry in enumerate(found)]

    def peek(self, key: Hashable) -> Kept | None:
        """The entry of a key where it is here."""
        with self._lock:
            return self._entries.get(key)

    def _add(self, key: Hashable, entry: Kept) -> Kept:
        with self._lock:
            if key not in self._entries:
                self._entries[key] = entry
                self._held += len(entry.text.plain)
            while self._held > MOST:
                _, oldest = self._entries.popitem(last=False)
                self._held -= len(oldest.text.plain)
        return entry

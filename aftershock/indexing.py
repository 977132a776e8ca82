"""Bringing an index to the state of the knowledge."""

from __future__ import annotations

from collections.abc import Mapping

from aftershock.entries import entries
from aftershock.knowledge import Knowledge
from indexer.errors import IndexOutdated
from indexer.index import Index


def bring_up(
    index: Index, knowledge: Knowledge, *, rebuild: bool = False, verify: bool = False
) -> tuple[int, int, bool]:
    """Add what is new or changed and remove what is gone: (written, removed, whether the index was made anew).

    An index that is torn or was made by another version is made anew; `verify` reads all its files for that. Versions
    are compared first and entries made again where they are needed, so memory does not grow with the texts. Raises
    PartlyIndexed and IndexUnavailable.
    """
    there: Mapping[str, str] = {}
    try:
        if verify:
            index.verify()
        there = {} if rebuild else index.versions()
    except IndexOutdated:
        rebuild = True
    if rebuild:
        index.rebuild(entries(knowledge))
        return index.count(), 0, True
    wanted = {entry.id: entry.version for entry in entries(knowledge)}
    fresh = {key for key, version in wanted.items() if there.get(key) != version}
    stale = [key for key in there if key not in wanted]
    if stale:
        index.remove(stale)
    if fresh:
        index.add(entry for entry in entries(knowledge) if entry.id in fresh)
    return len(fresh), len(stale), False

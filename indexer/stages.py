"""The readings of a query, strictest first. An engine asks one after the other until something is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from indexer.index import Query, Stage
from indexer.tokens import Finder, Phrase, finder, phrase


class Reading(NamedTuple):
    """What to look for: every phrase (`together`), or any one of them. Without phrases: everything."""

    stage: Stage
    wanted: tuple[str, ...]
    """As written or cut; what highlights cover."""
    together: bool

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(map(phrase, self.wanted))

    @property
    def finders(self) -> tuple[Finder, ...]:
        """What finds the places to be marked."""
        return tuple(map(finder, self.wanted))


def readings(query: Query, words: Callable[[str], tuple[str, ...]]) -> Iterator[Reading]:
    """The readings of `query`; `words` is called only when the literal one did not satisfy."""
    if query.alike:
        yield Reading("any word", tuple(word for word in query.alike if phrase(word).tokens), together=False)
        return
    runs = tuple([run for run in dict.fromkeys(query.runs) if phrase(run).tokens])
    yield Reading("literal", runs, together=True)
    if not runs:
        return
    cut = tuple(dict.fromkeys([word for run in runs for word in words(run) if phrase(word).tokens]))
    if cut and cut != runs:
        yield Reading("words", cut, together=True)
    if len(cut) > 1:
        yield Reading("any word", cut, together=False)

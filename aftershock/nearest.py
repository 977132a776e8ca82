"""The name that a word nearly is: what difflib finds, among many names and asked at every search."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain

ALIKE = 0.66
"""How alike they must be, as difflib's ratio: characters of both that match, of all."""
SHORTEST, LONGEST = 3, 12
"""Characters of a word that may be a name written wrongly."""
KEPT = 1024
"""Words whose answers are kept."""


class Nearest:
    """Of names that never change. Safe for threads."""

    def __init__(self, names: Iterable[str]) -> None:
        self._holding: dict[str, list[str]] = defaultdict(list)
        """Character → names that hold it."""
        for name in names:
            if SHORTEST - 1 <= len(name) <= LONGEST + 1:
                for char in set(name):
                    self._holding[char].append(name)
        self._found = lru_cache(maxsize=KEPT)(self._sought)

    def __call__(self, word: str) -> str | None:
        """The name most like the word, of about its length; None where none is like it."""
        return self._found(word) if SHORTEST <= len(word) <= LONGEST else None

    def _sought(self, word: str) -> str | None:
        # No more characters can match than are those of the word that the name holds: most names need no comparison.
        held = Counter(chain.from_iterable([self._holding.get(char, ()) for char in word]))
        enough = ALIKE / 2 - 1e-9
        near = [
            name
            for name, number in held.items()
            if abs(len(name) - len(word)) <= 1 and number >= enough * (len(name) + len(word))
        ]
        found = get_close_matches(word, near, n=1, cutoff=ALIKE)
        return found[0] if found else None

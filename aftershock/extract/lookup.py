"""Many words found in one pass over a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

Value = TypeVar("Value")
FEW = 5_000
"""Words, up to which the automaton may be a table."""
_HALVES = re.compile("[\ud800-\udfff]")
"""Halves of a character, which Python's text may hold and Rust's may not."""


class Lookup(Generic[Value]):
    """Words of two or more characters, each with a value; one pass finds every place where one stands.

    An Aho–Corasick automaton: the cost does not grow with the words.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        words: dict[str, Value] = {}
        for word, value in entries:
            if len(word) > 1:
                words.setdefault(word, value)
        self._words = words
        self._values = list(words.values())
        # By the first two letters the lengths, longest first: the few sets of lengths that there are are shared.
        bits: dict[str, int] = {}
        for word in words:
            head = word[:2]
            bits[head] = bits.get(head, 0) | 1 << len(word)
        sizes = {
            some: tuple(n for n in range(some.bit_length(), 1, -1) if some >> n & 1) for some in set(bits.values())
        }
        self._sizes: dict[str, tuple[int, ...]] = {head: sizes[some] for head, some in bits.items()}

    @cached_property
    def _automaton(self) -> AhoCorasick:
        """Made when first asked for: of many lookups only `at` is used, and building it takes longer than all else."""
        # The fastest form of an automaton takes a hundred megabytes for all names, and for the words of a frame one.
        return AhoCorasick(self._words, implementation=Implementation.DFA if len(self._words) < FEW else None)

    def find(self, text: str) -> list[tuple[int, int, Value]]:
        """(start, end, value) by start; at one start the longest first. Places may overlap."""
        if not self._words:
            return []
        try:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:
            found = self._automaton.find_matches_as_indexes(_HALVES.sub("\ufffd", text), overlapping=True)
        values = self._values
        return [(start, -end, values[word]) for start, end, word in sorted([(s, -e, word) for word, s, e in found])]

    def at(self, text: str, start: int) -> tuple[int, Value] | None:
        """End and value of the longest word that begins at `start`."""
        for size in self._sizes.get(text[start : start + 2], ()):
            word = text[start : start + size]  # shorter than its size at the end of the text
            value = self._words.get(word)
            if value is not None:
                return start + len(word), value
        return None

"""Many words found in one pass over a text.

daachorse is used where it is installed: it is made in half the time, and finds in half, for it takes a character at a
step and lies closer together in memory.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from operator import itemgetter
from typing import Generic, TypeVar

Value = TypeVar("Value")
FEW = 5_000
"""Words, up to which the automaton may be a table."""
_START = itemgetter(0)
_Found = list[tuple[int, int, int]]
"""Start, end and number of each word, by where they end."""
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

    @cached_property
    def _sizes(self) -> dict[str, tuple[int, ...]]:
        """By the first two letters the lengths, longest first: the few sets of lengths that there are are shared."""
        bits: dict[str, int] = {}
        for word in self._words:
            head = word[:2]
            bits[head] = bits.get(head, 0) | 1 << len(word)
        sizes = {
            some: tuple(n for n in range(some.bit_length(), 1, -1) if some >> n & 1) for some in set(bits.values())
        }
        return {head: sizes[some] for head, some in bits.items()}

    @cached_property
    def _found(self) -> Callable[[str], _Found]:
        """Made when first asked for: of many lookups only `at` is used, and building it takes longer than all else."""
        return finder(list(self._words))

    def find(self, text: str) -> list[tuple[int, int, Value]]:
        """(start, end, value) by start; at one start the longest first. Places may overlap."""
        if not self._words:
            return []
        found = self._found(text)
        found.reverse()  # of those that begin at one place the longest comes first
        found.sort(key=_START)
        values = self._values
        return [(start, end, values[word]) for start, end, word in found]

    def at(self, text: str, start: int) -> tuple[int, Value] | None:
        """End and value of the longest word that begins at `start`."""
        for size in self._sizes.get(text[start : start + 2], ()):
            word = text[start : start + size]  # shorter than its size at the end of the text
            value = self._words.get(word)
            if value is not None:
                return start + len(word), value
        return None


def finder(words: list[str]) -> Callable[[str], _Found]:
    """What finds every place of every word."""
    automaton = _automaton(words)

    def find(text: str) -> _Found:
        try:
            return automaton(text)
        except UnicodeEncodeError:
            return automaton(_HALVES.sub("\ufffd", text))

    return find


def _automaton(words: list[str]) -> Callable[[str], _Found]:
    if importlib.util.find_spec("daachorse"):
        from daachorse import CharwiseDoubleArrayAhoCorasick

        return CharwiseDoubleArrayAhoCorasick(words, use_prefilter=False).find_overlapping
    from ahocorasick_rs import AhoCorasick, Implementation

    # The fastest form of this automaton takes a hundred megabytes for all names, and for the words of a frame one.
    find = AhoCorasick(words, implementation=Implementation.DFA if len(words) < FEW else None).find_matches_as_indexes
    return lambda text: [(start, end, word) for word, start, end in find(text, overlapping=True)]

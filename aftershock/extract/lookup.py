"""Many words found in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress, count
from operator import add
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Lookup(Generic[Value]):
    """Words of two or more characters, each with a value; one pass finds every place where one stands.

    Each pair of neighbouring characters is looked up in a table of first pairs: the cost does not grow with the words.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        words: dict[str, dict[str, Value]] = {}
        for word, value in entries:
            if len(word) > 1:
                words.setdefault(word[:2], {}).setdefault(word, value)
        self._words = {
            head: (tuple(sorted({len(word) for word in tails}, reverse=True)), tails) for head, tails in words.items()
        }

    def find(self, text: str) -> Iterator[tuple[int, int, Value]]:
        """(start, end, value) by start; at one start the longest first. Places may overlap."""
        heads = self._words
        if not heads:
            return
        for at in compress(count(), map(heads.__contains__, map(add, text, text[1:]))):
            sizes, tails = heads[text[at : at + 2]]
            for size in sizes:
                value = tails.get(text[at : at + size])
                if value is not None and at + size <= len(text):
                    yield at, at + size, value

    def at(self, text: str, start: int) -> tuple[int, Value] | None:
        """End and value of the longest word that begins at `start`."""
        found = self._words.get(text[start : start + 2])
        if found is not None:
            for size in found[0]:
                value = found[1].get(text[start : start + size])
                if value is not None:
                    return start + size, value
        return None

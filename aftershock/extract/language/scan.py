"""Searching for patterns and words of which each begins with one of few words.

Many rooms look through a text, each for words of its own. Where all these words stand is found in one pass and kept
while the text is read, so that another room costs next to nothing where a text has none of its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from aftershock.extract.language.lookup import finder

_sought: dict[str, None] = {}
"""The words of all rooms."""


class Words:
    """Words of a room, looked for in whole texts."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self._words = frozenset(words)
        _sought.update(dict.fromkeys(words))

    def stand_in(self, text: str) -> bool:
        """Whether a text has one of them."""
        return not _places(text, len(_sought)).keys().isdisjoint(self._words)

    def each(self, text: str) -> Iterator[tuple[str, int]]:
        """Every place of every word: word by word as they were given, each with all its places in order."""
        places = _places(text, len(_sought))
        if not places.keys().isdisjoint(self._words):
            for word in self.words:
                for at in places.get(word, ()):
                    yield word, at

    def places(self, text: str) -> list[int]:
        """The places of all of them, in order."""
        places = _places(text, len(_sought))
        if places.keys().isdisjoint(self._words):
            return []  # as of most rooms' words
        found = [at for word in self.words if word in places for at in places[word]]
        found.sort()
        return found


@lru_cache(maxsize=2)
def _places(text: str, known: int) -> dict[str, list[int]]:
    """The places of each word of all rooms, `known` of them so far; kept of the text being read and of its title."""
    words, find = _finder(known)
    places: dict[str, list[int]] = {}
    for start, _, number in find(text):
        word = words[number]
        if word in places:
            places[word].append(start)
        else:
            places[word] = [start]
    return places


@lru_cache(maxsize=1)
def _finder(known: int) -> tuple[list[str], Callable[[str], list[tuple[int, int, int]]]]:
    """The words, and what finds start, end and number of each."""
    words = list(_sought)[:known]
    return words, finder(words)


class Scan:
    """`search` as of the pattern, tried only where a match may begin.

    The engine tries every branch at every character. `firsts` must hold what everything that the pattern can match
    begins with.
    """

    def __init__(self, firsts: Iterable[str], pattern: str) -> None:
        words = set(firsts)
        self._words = Words(*(word for word in words if len(word) == 1 or word[0] not in words))
        self.pattern = re.compile(pattern)

    def starts(self, text: str) -> Iterable[int]:
        """Where a match may begin, in order."""
        return self._words.places(text)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of a text, none overlapping another."""
        starts = self.starts(text)
        return self._matches(text, starts) if starts else iter(())  # most texts have none of a few words

    def _matches(self, text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
        match, done = self.pattern.match, 0
        for at in starts:
            if at >= done and (found := match(text, at)):
                yield found
                done = found.end()


class ScanAlone(Scan):
    """The same of a text that no other room reads, or by the words of a vocabulary.

    It finds first characters with an expression of its own: a set the engine skips through at once. Of longer words the
    first two characters count. `whole_numbers` says that no match begins within a row of digits, so that only its first
    is tried.
    """

    def __init__(self, firsts: Iterable[str], pattern: str, *, whole_numbers: bool = False) -> None:
        words = set(firsts)
        alone = {word for word in words if len(word) == 1}
        longer = {word for word in words if word[0] not in alone}
        # Any of the second characters behind any of the first: to ask which belong together takes longer.
        behind = f"(?=[{_set(word[1] for word in longer)}])" if longer else ""
        if alone and longer:
            behind = f"(?:(?<=[{_set(alone)}])|{behind})"
        rest = "(?:(?<=[0-9])[0-9]+)?" if whole_numbers else ""
        self.firsts = re.compile(f"[{_set(word[0] for word in words)}]{behind}{rest}")
        self.pattern = re.compile(pattern)

    def starts(self, text: str) -> Iterable[int]:
        return map(re.Match.start, self.firsts.finditer(text))


def occurrences(text: str, word: str) -> Iterator[int]:
    """Every place of a word."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line; a pattern that begins with (?m)^ is tried at every character instead."""
    start, end = 0, text.find("\n")
    while end >= 0:
        yield start, end
        start, end = end + 1, text.find("\n", end + 1)
    yield start, len(text)


def pairs(firsts: str, seconds: str) -> Iterator[str]:
    """Each of the first characters with each of the second."""
    return (first + second for first in firsts for second in seconds)


def _set(characters: Iterable[str]) -> str:
    """The inside of a set of characters."""
    return "".join(map(re.escape, sorted(set(characters))))

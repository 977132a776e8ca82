"""Sentences and clauses of Chinese text, with quotation marks kept whole.

A paragraph is a line. A sentence ends at 。！？ or the line's end, closing quotes and brackets included. A clause ends
at ，；：or a dash, except inside a number (1,000) or a time (10:30).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

_SENTENCE = re.compile(r"[^\s。！？!?][^\n。！？!?]*(?:[。！？!?]+[”’」』）)】]*)?|[。！？!?]+[”’」』）)】]*")
_CLAUSE_END = re.compile(r"，|；|：|;|,(?:(?!\d)|(?<!\d,))|:(?!\d)|——+|……")
"""Every branch begins with a character, so that the engine skips to these at once."""


_START = itemgetter(0)
MANY = 24
"""Clauses from which on it is quicker to halve than to walk; a sentence may be as long as its text."""


class Span(NamedTuple):
    """A stretch of text, [start, end)."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether the other stretch lies inside this one."""
        return self.start <= start and end <= self.end


class Sentence(NamedTuple):
    """A sentence with its clauses; `paragraph` is the number of its line."""

    start: int
    end: int
    paragraph: int
    clauses: tuple[Span, ...]

    def clause_at(self, position: int) -> int:
        """Number of the clause that holds a position."""
        if len(self.clauses) > MANY:
            return max(0, bisect_right(self.clauses, position, key=_START) - 1)
        number = 0
        for clause in self.clauses:
            if clause[0] > position:
                return max(0, number - 1)
            number += 1
        return max(0, number - 1)


def sentences(text: str) -> tuple[Sentence, ...]:
    """All sentences in order. Blank ones are left out; leading and trailing space is not part of a sentence."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    stops = [stop.span() for stop in _CLAUSE_END.finditer(text)]
    stops.append((len(text), len(text)))
    nth = 0
    stop, after = stops[0]
    paragraph = last = 0
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        if text[end - 1].isspace():
            end = start + len(match.group().rstrip())
        paragraph += text.count("\n", last, start)
        last = begin = start
        clauses: list[Span] = []
        while stop < end:
            if stop > begin:
                clauses.append(Span(begin, stop))
            begin = after
            nth += 1
            stop, after = stops[nth]
        if begin < end:
            clauses.append(Span(begin, end))
        yield Sentence(start, end, paragraph, tuple(clauses))


class Outline:
    """The sentences of a text, found by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sentences = sentences(text)
        self._starts = [s.start for s in self.sentences]

    def index(self, position: int) -> int | None:
        """Number of the sentence that holds a position; None between sentences."""
        n = bisect_right(self._starts, position) - 1
        return n if n >= 0 and position < self.sentences[n].end else None

    def at(self, position: int) -> Sentence | None:
        """The sentence that holds a position."""
        n = self.index(position)
        return None if n is None else self.sentences[n]

"""Sentences and clauses of Chinese text, with quotation marks kept whole.

A paragraph is a line. A sentence ends at 。！？ or the line's end, closing quotes and brackets included. A clause ends
at ，；：or a dash, except inside a number (1,000) or a time (10:30).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

_SENTENCE = re.compile(r"[^\s。！？!?][^\n。！？!?]*(?:[。！？!?]+[”’」』）)】]*)?|[。！？!?]+[”’」』）)】]*")
_HEADED = re.compile(rf"(?<![^\n])【[^【】\n。]*[\u4e00-\u9fff]{{4}}[^【】\n。]*】(?=[^\n。，])|{_SENTENCE.pattern}")
"""The same of a text with heads of paragraphs: 【X】…"""
_CLAUSE_END = re.compile(r"，|；|：|;|,(?:(?!\d)|(?<!\d,))|:(?!\d)|——+|……")
"""Every branch begins with a character, so that the engine skips to these at once."""


class Span(NamedTuple):
    """A stretch of text, [start, end)."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether the other stretch lies inside this one."""
        return self.start <= start and end <= self.end


class Sentence:
    """A sentence; its clauses are parted when first asked for. `paragraph` is the number of its line."""

    __slots__ = ("_begins", "_clauses", "_text", "end", "paragraph", "start")

    def __init__(self, text: str, start: int, end: int, paragraph: int) -> None:
        self._text = text
        self.start = start
        self.end = end
        self.paragraph = paragraph
        self._begins: list[int]
        self._clauses: tuple[Span, ...] = ()

    @property
    def clauses(self) -> tuple[Span, ...]:
        """Its clauses in order."""
        return self._clauses or self._part()

    def clause(self, position: int) -> Span:
        """The clause that holds a position."""
        clauses = self._clauses or self._part()
        return clauses[bisect_right(self._begins, position, 1) - 1]

    def clause_at(self, position: int) -> int:
        """Number of the clause that holds a position."""
        if not self._clauses:
            self._part()
        return bisect_right(self._begins, position, 1) - 1

    def _part(self) -> tuple[Span, ...]:
        spans: list[tuple[int, int]] = []
        begin = self.start
        for stop in _CLAUSE_END.finditer(self._text, begin, self.end):
            end, behind = stop.span()
            if begin < end:
                spans.append((begin, end))
            begin = behind
        if begin < self.end:
            spans.append((begin, self.end))
        self._begins = [begin for begin, _ in spans]
        # Made of a tuple that is there already, in half the time: there are thousands.
        self._clauses = tuple([tuple.__new__(Span, span) for span in spans])
        return self._clauses


def sentences(text: str) -> tuple[Sentence, ...]:
    """All sentences in order. Blank ones are left out; leading and trailing space is not part of a sentence."""
    found = []
    paragraph, line = 0, text.find("\n")
    for match in (_HEADED if "【" in text else _SENTENCE).finditer(text):
        start, end = match.span()
        if text[end - 1].isspace():
            end = start + len(match.group().rstrip())
        while 0 <= line < start:
            paragraph += 1
            line = text.find("\n", line + 1)
        found.append(Sentence(text, start, end, paragraph))
    return tuple(found)


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

"""Sentences: the stretch of text that is shown as evidence for a statement within it."""

from __future__ import annotations

import re
from bisect import bisect_right

_END = re.compile(r"[。！？!?]+[”’」』）)\"]*|\n")
"""Semicolons do not end a sentence: the clause after one often leans on the subject before it."""


class Sentences:
    """The sentences of one text. Found once, looked up by offset in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [match.end() for match in _END.finditer(text)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The span of the sentences that hold [start, end), without white space at its edges.

        A statement that runs over a sentence's end is shown with all the sentences that it touches.
        """
        first = bisect_right(self._ends, start)
        last = bisect_right(self._ends, max(start, end - 1))
        begin = self._ends[first - 1] if first else 0
        finish = self._ends[last] if last < len(self._ends) else len(self._text)
        quote = self._text[begin:finish]
        indent = len(quote) - len(quote.lstrip())
        return (begin + indent, begin + len(quote.rstrip())) if quote.strip() else (begin, begin)

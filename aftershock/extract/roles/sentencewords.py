"""The role words and figures of one sentence, each read once for all of its figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.roles.words import Hit, RoleReader
from aftershock.model import Mention

_AGES = frozenset({"岁", "周岁"})
"""未满13岁: no other figure that a word may be told of."""


class Near:
    """By kind of figure and position."""

    def __init__(self, text: str, sentence: Sentence, figures: Sequence[Mention], words: RoleReader) -> None:
        self._text = text
        self.sentence = sentence
        self._words = words
        self._figures = figures
        self._hits: dict[str, tuple[list[Hit], list[int]]] = {}
        self._starts: dict[str, list[int]] = {}

    def any(self, kind: str) -> bool:
        """Whether the sentence has role words for this kind of figure."""
        return bool(self._table(kind)[0])

    def hits(self, kind: str, start: int, end: int) -> list[Hit]:
        """The role words for this kind of figure between two positions of the sentence."""
        found, starts = self._table(kind)
        return [hit for hit in found[bisect_left(starts, start) : bisect_left(starts, end)] if hit.end <= end]

    def _table(self, kind: str) -> tuple[list[Hit], list[int]]:
        table = kind if kind in ("money", "percentage") else "count"
        if table not in self._hits:
            found = self._words.hits(table, self._text, self.sentence.start, self.sentence.end)
            self._hits[table] = (found, [hit.start for hit in found])
        return self._hits[table]

    def joined(self, one: Hit, other: Hit) -> bool:
        """Whether two words stand in a list: 冻结、罚款的金额."""
        low, high = sorted((one, other), key=lambda hit: hit.start)
        return self._text[low.end : high.start] in ("、", "和", "及", "或", "与", "或被", "及被", "、被")

    def followed(self, kind: str, position: int, by: Sequence[str]) -> bool:
        """Whether a figure of a kind stands at a position, with nothing but one of `by` between."""
        self.between(kind, position, position)
        starts = self._starts[kind]
        at = bisect_left(starts, position)
        return at < len(starts) and self._text[position : starts[at]] in by

    def next_start(self, kind: str, position: int) -> int | None:
        """Where the next figure of a kind begins."""
        self.between(kind, position, position)
        starts = self._starts[kind]
        at = bisect_left(starts, position)
        return starts[at] if at < len(starts) else None

    def between(self, kind: str, start: int, end: int) -> int:
        """How many figures of a kind begin between two positions."""
        if kind not in self._starts:
            self._starts[kind] = [
                f.start for f in self._figures if f.kind == kind and "duration" not in f.flags and f.unit not in _AGES
            ]
        starts = self._starts[kind]
        return max(0, bisect_left(starts, end) - bisect_left(starts, start))

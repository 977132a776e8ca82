"""What a hit shows of its text, with marks that cover exactly what was asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from indexer.tokens import Finder, fold

WIDTH = 120
"""Characters of a snippet, ellipses apart."""
_BORDER = re.compile(r"[。！？；\n]")
_SPACE = re.compile(r"\s")
_REACH = 40
"""How far from the first mark a sentence may begin for the snippet to begin with it."""
NEAR = WIDTH - _REACH // 2
"""Characters within which marks stand together."""
RUNS, CHARACTERS = 4, 32
"""What is kept of a text: the places of so many runs, and of one more for each so many characters that it has."""
MOST_SPANS = 16
"""Places of a run that are kept."""

Spans = list[tuple[int, int]]
Marks = tuple[tuple[int, int], ...]
Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text made ready for its snippets, once for all the queries that find it."""

    plain: str
    """With line ends and other white space as spaces; none at the end."""
    folded: str
    """The whole text as it is compared."""
    sentences: tuple[int, ...]
    """Where each sentence after the first begins, ascending."""
    _spans: dict[str, Spans] = field(default_factory=dict)
    """Where runs that were asked for stand: the same words are asked for again, beside others."""
    _alone: dict[str, tuple[str, Marks]] = field(default_factory=dict)
    """Snippets around them, where nothing else that was asked for stands in the text."""

    def spans(self, finder: Finder) -> Spans:
        """Every place of what is sought."""
        found = self._spans.get(finder.run)
        if found is None:
            found = finder.spans(self.folded)
            if len(found) <= MOST_SPANS:
                self._keep(self._spans, finder.run, found)
        return found

    def around(self, finder: Finder) -> tuple[str, Marks]:
        """The snippet around the first place of what is sought; the beginning where it stands nowhere."""
        shown = self._alone.get(finder.run)
        if shown is None:
            near = finder.spans(self.folded, 3 * WIDTH)
            shown = _cut(self, near[0][0] if near else None, _joined(near))
            self._keep(self._alone, finder.run, shown)
        return shown

    def _keep(self, where: dict[str, Kind], run: str, what: Kind) -> None:
        if len(where) >= RUNS + len(self.plain) // CHARACTERS:
            where.clear()
        where[run] = what


def prepared(text: str) -> Prepared:
    """The text made ready."""
    borders = tuple([border.end() for border in _BORDER.finditer(text)])
    return Prepared(_SPACE.sub(" ", text).rstrip(), fold(text), borders)


def marks(folded: str, finders: Sequence[Finder]) -> Marks:
    """Where what is sought stands in a folded text: [start, end) spans in order, overlapping ones joined."""
    found: Spans = []
    for finder in finders:
        if finder.pattern is not None or finder.run in folded:  # to look is far cheaper than to ask
            found += finder.spans(folded)
    return tuple(_joined(sorted(found))) if found else ()


def _joined(spans: Spans) -> Spans:
    if len(spans) < 2:
        return spans
    joined: Spans = []
    before = -1
    for start, end in spans:
        if start < before:
            before = max(end, before)
            joined[-1] = (joined[-1][0], before)
        else:
            joined.append((start, end))
            before = end
    return joined


def snippet(text: Prepared, finders: Sequence[Finder]) -> tuple[str, Marks]:
    """About WIDTH characters around the place where most of what is sought stands together, and the marks in it.

    Line ends become spaces; "…" says that there is more. Text that holds nothing sought begins the snippet.
    """
    if len(finders) == 1:
        return text.around(finders[0])
    each = [(finder, spans) for finder in finders if (spans := text.spans(finder))]
    if len(each) < 2:
        return text.around(each[0][0]) if each else _cut(text, None, [])
    found: Spans = []
    for _, spans in each:
        found += spans
    found.sort()
    return _cut(text, _densest([spans for _, spans in each], found), _joined(found))


def _cut(text: Prepared, best: int | None, spans: Spans) -> tuple[str, Marks]:
    plain = text.plain
    start = 0 if best is None else _sentence(text.sentences, best)
    end = start + WIDTH
    if end >= len(text.folded):
        end = len(text.folded)
        if best is not None:
            start = max(0, min(start, end - WIDTH))
    # A run longer than the window, or beginning in it, is shown whole.
    for left, right in spans:
        if left < end < right:
            end = min(right, left + 2 * WIDTH)
    while plain[start : start + 1] == " " and start < end:
        start += 1
    cut = plain[start:end].rstrip()
    end = start + len(cut)
    shift = -start
    if start > 0:
        shift += 1
        cut = "…" + cut
    inside: Spans = []
    for left, right in spans:
        if left < end and right > start:
            inside.append((max(left, start) + shift, min(right, end) + shift))
    return (cut + "…" if end < len(plain) else cut), tuple(inside)


def _densest(each: Sequence[Spans], found: Spans) -> int:
    """Start of the mark from which a window holds the most different runs; the earliest such.

    `each` has the marks of one run; `found` those of all, in order.
    """
    widest = max([end - start for start, end in found])
    if max([spans[0][0] for spans in each]) + widest <= found[0][0] + NEAR:
        return found[0][0]  # as it mostly is: all stand near the first mark
    marks = sorted([(start, end, 1 << which) for which, spans in enumerate(each) for start, end in spans])
    best, most, whole = found[0][0], 0, (1 << len(each)) - 1
    for index, (start, _, _) in enumerate(marks):
        held = 0
        for _, end, run in marks[index:]:
            if end > start + NEAR:
                break
            held |= run
        if held.bit_count() > most:
            best, most = start, held.bit_count()
            if held == whole:
                break
    return best


def _sentence(sentences: Sequence[int], offset: int) -> int:
    """Start of the sentence that holds `offset`, or a little before it where the sentence is long."""
    reach = offset - _REACH
    before = bisect_right(sentences, offset)
    begun = sentences[before - 1] if before else 0
    return begun if begun > reach or reach <= 0 else offset - _REACH // 2

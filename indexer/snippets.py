"""What a hit shows of its text, with marks that cover exactly what was asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.tokens import Finder, fold

WIDTH = 120
"""Characters of a snippet, ellipses apart."""
_BORDER = re.compile(r"[。！？；\n]")
_SPACE = re.compile(r"\s")
_REACH = 40
"""How far from the first mark a sentence may begin for the snippet to begin with it."""

Spans = list[tuple[int, int]]
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text made ready for its snippets, once for all the queries that find it."""

    plain: str
    """With line ends and other white space as spaces; none at the end."""
    folded: str
    """The whole text as it is compared."""
    sentences: tuple[int, ...]
    """Where each sentence after the first begins, ascending."""


def prepared(text: str) -> Prepared:
    """The text made ready."""
    borders = tuple([border.end() for border in _BORDER.finditer(text)])
    return Prepared(_SPACE.sub(" ", text).rstrip(), fold(text), borders)


def marks(folded: str, finders: Sequence[Finder]) -> Marks:
    """Where what is sought stands in a folded text: [start, end) spans in order, overlapping ones joined."""
    if len(finders) == 1:
        return tuple(_joined(finders[0].spans(folded)))
    return tuple(_joined(sorted([span for finder in finders for span in finder.spans(folded)])))


def _joined(spans: Spans) -> Spans:
    if len(spans) < 2:
        return spans
    joined: Spans = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def snippet(text: Prepared, finders: Sequence[Finder]) -> tuple[str, Marks]:
    """About WIDTH characters around the place where most of what is sought stands together, and the marks in it.

    Line ends become spaces; "…" says that there is more. Text that holds nothing sought begins the snippet.
    """
    best, spans = _around(text.folded, finders)
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


def _around(folded: str, finders: Sequence[Finder]) -> tuple[int | None, Spans]:
    """Where the snippet is to be, and the marks at least as far as any snippet there can reach."""
    if len(finders) == 1:
        near = finders[0].spans(folded, 3 * WIDTH)
        return (near[0][0], _joined(near)) if near else (None, near)
    each = [spans for spans in [one.spans(folded) for one in finders] if spans]
    if len(each) < 2:
        (only,) = each or [[]]
        return (only[0][0] if only else None), _joined(only)
    found = sorted([(start, end, which) for which, spans in enumerate(each) for start, end in spans])
    return _densest(found, len(each)), _joined([(start, end) for start, end, _ in found])


def _densest(found: list[tuple[int, int, int]], runs: int) -> int:
    """Start of the mark from which a window holds the most different runs; the earliest such.

    `found` is sorted and holds marks of so many `runs`.
    """
    best, best_count = found[0][0], 0
    for index, (start, _, _) in enumerate(found):
        held: set[int] = set()
        for _, end, which in found[index:]:
            if end > start + WIDTH - _REACH // 2:
                break
            held.add(which)
        if len(held) > best_count:
            best, best_count = start, len(held)
            if best_count == runs:
                break  # as it mostly is, near the first mark
    return best


def _sentence(sentences: Sequence[int], offset: int) -> int:
    """Start of the sentence that holds `offset`, or a little before it where the sentence is long."""
    reach = offset - _REACH
    before = bisect_right(sentences, offset)
    begun = sentences[before - 1] if before else 0
    return begun if begun > reach or reach <= 0 else offset - _REACH // 2

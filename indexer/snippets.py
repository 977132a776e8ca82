"""What a hit shows of its text, with marks that cover exactly what was asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.tokens import finder

WIDTH = 120
"""Characters of a snippet, ellipses apart."""
_BEFORE = re.compile(r"[\s\S]*[。！？；\n]")
"""All up to the last border of sentences."""
_SPACE = re.compile(r"\s")
_SIGN = re.compile(r"\S")
_REACH = 40
"""How far from the first mark a sentence may begin for the snippet to begin with it."""

Marks = tuple[tuple[int, int], ...]


def marks(folded: str, wanted: Sequence[str]) -> Marks:
    """Where any of `wanted` stands in a folded text: [start, end) spans in order, overlapping ones joined."""
    if len(wanted) == 1:
        return _joined(finder(wanted[0]).spans(folded))
    return _joined(sorted([span for run in wanted for span in finder(run).spans(folded)]))


def _joined(spans: list[tuple[int, int]]) -> Marks:
    if len(spans) < 2:
        return tuple(spans)
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def snippet(text: str, folded: str, wanted: Sequence[str]) -> tuple[str, Marks]:
    """About WIDTH characters of `text` around the place where most of `wanted` stands together, and the marks in it.

    `folded` is the text as it is compared (`fold`).
    Line ends become spaces; "…" says that there is more. Text that holds nothing wanted begins the snippet.
    """
    best, spans = _around(folded, wanted)
    start = 0 if best is None else _sentence(text, best)
    end = min(len(text), start + WIDTH)
    if end == len(text) and best is not None:
        start = max(0, min(start, end - WIDTH))
    # A run longer than the window, or beginning in it, is shown whole.
    for left, right in spans:
        if left < end < right:
            end = min(right, left + 2 * WIDTH)
    while start < end and text[start].isspace():
        start += 1
    cut = text[start:end]
    if " " in folded[start:end]:
        cut = _SPACE.sub(" ", cut).rstrip()
    end = start + len(cut)
    before = "…" if start > 0 else ""
    after = "…" if _SIGN.search(text, end) else ""
    shift = len(before) - start
    inside = tuple(
        [(max(left, start) + shift, min(right, end) + shift) for left, right in spans if left < end and right > start]
    )
    return before + cut + after, inside


def _around(folded: str, wanted: Sequence[str]) -> tuple[int | None, Marks]:
    """Where the snippet is to be, and the marks at least as far as any snippet there can reach."""
    if len(wanted) == 1:
        near = finder(wanted[0]).spans(folded, 3 * WIDTH)
        return (near[0][0], _joined(near)) if near else (None, ())
    found = sorted((start, end, which) for which, run in enumerate(wanted) for start, end in finder(run).spans(folded))
    return (_densest(found), _joined([(start, end) for start, end, _ in found])) if found else (None, ())


def _densest(found: list[tuple[int, int, int]]) -> int:
    """Start of the mark from which a window holds the most different runs; the earliest such. `found` is sorted."""
    best, best_count = found[0][0], 0
    for index, (start, _, _) in enumerate(found):
        held: set[int] = set()
        for _, end, which in found[index:]:
            if end > start + WIDTH - _REACH // 2:
                break
            held.add(which)
        if len(held) > best_count:
            best, best_count = start, len(held)
    return best


def _sentence(text: str, offset: int) -> int:
    """Start of the sentence that holds `offset`, or a little before it where the sentence is long."""
    reach = max(0, offset - _REACH)
    before = _BEFORE.match(text, reach, offset)
    if before is not None:
        return before.end()
    return 0 if reach == 0 else offset - _REACH // 2

"""Signs with positions → printed lines from top to bottom, columns one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crawlers.pdfglyphs import Glyph

_WORD_GAP = 0.18
"""Of the sign height: a gap wider than this parts Latin words."""
_CELL_GAP = 1.6
"""Of the sign height: a gap wider than this parts what stands in columns."""
_NARROW = 0.75
"""Of the sign height: narrower Chinese signs are narrow print."""
_FIGURE_GAP = 0.85
"""The same beside the end of a figure or a bracket, on a line that stands in columns anyhow: narrow print."""


_ENDS_CELL = re.compile(r"[0-9%）–]|(?<=[0-9])\)")
"""The sign behind which a cell with a figure or a note ends; "(i)" leads to what is said behind it."""


@dataclass(slots=True)
class PrintedLine:
    """One line of print. Wide gaps in it are tabs."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    """Height of its signs."""
    page: int = 0
    starts: tuple[float, ...] = ()
    """Where it begins, and what stands behind each of its tabs."""

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


def print_lines(glyphs: list[Glyph], page: int = 0) -> list[PrintedLine]:
    """The lines of these signs, top to bottom; on a page set in columns, column by column."""
    lines = []
    for column in _columns(_baselines(glyphs)):
        for row in column:
            lines.append(_line(sorted(row, key=lambda glyph: glyph.x0), page))
    return lines


def _baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Signs by the line they stand on: those whose middle lies within half a sign of the line's first ones."""
    rows: list[list[Glyph]] = []
    middles: list[tuple[float, float]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.y0 + glyph.y1, glyph.x0)):
        middle, height = (glyph.y0 + glyph.y1) / 2, max(glyph.y1 - glyph.y0, 1.0)
        for back in range(1, min(3, len(rows)) + 1):
            mean, tall = middles[-back]
            # A footnote mark is small and raised: it belongs to the line it overlaps.
            if abs(mean - middle) < 0.42 * max(tall, height):
                row = rows[-back]
                row.append(glyph)
                if height >= tall * 0.9:
                    middles[-back] = (mean + (middle - mean) / len(row), max(tall, height))
                break
        else:
            rows.append([glyph])
            middles.append((middle, height))
    return rows


def _columns(rows: list[list[Glyph]]) -> list[list[list[Glyph]]]:
    """The rows as they are, or, where a white strip parts the text, those left of it and those right."""
    if len(rows) < 16:
        return [rows]
    left = min(glyph.x0 for row in rows for glyph in row)
    right = max(glyph.x1 for row in rows for glyph in row)
    size = median(glyph.y1 - glyph.y0 for row in rows for glyph in row)
    strips = [left + (right - left) * share for share in (0.5, 0.45, 0.55, 0.333, 0.667)]
    for place in strips:
        crossing = sum(
            any(glyph.x0 < place + size * 0.3 and glyph.x1 > place - size * 0.3 for glyph in row) for row in rows
        )
        both = sum(row_has(row, left, place) and row_has(row, place, right) for row in rows)
        if crossing <= len(rows) * 0.15 and both >= len(rows) * 0.6:
            return _parted(rows, place, size)
    return [rows]


def row_has(row: list[Glyph], left: float, right: float) -> bool:
    """Whether a row is filled between two places: half of their distance or more."""
    return sum(glyph.x1 - glyph.x0 for glyph in row if left <= (glyph.x0 + glyph.x1) / 2 < right) > 0.55 * (
        right - left
    )


def _parted(rows: list[list[Glyph]], place: float, size: float) -> list[list[list[Glyph]]]:
    parts: list[list[list[Glyph]]] = []
    lefts: list[list[Glyph]] = []
    rights: list[list[Glyph]] = []
    for row in rows:
        if any(glyph.x0 < place and glyph.x1 > place for glyph in row):
            parts += [lefts, rights, [row]]  # a line across both columns ends them
            lefts, rights = [], []
            continue
        one = [glyph for glyph in row if (glyph.x0 + glyph.x1) / 2 < place]
        other = [glyph for glyph in row if (glyph.x0 + glyph.x1) / 2 >= place]
        if one:
            lefts.append(one)
        if other:
            rights.append(other)
    return [part for part in [*parts, lefts, rights] if part]


def _width(row: list[Glyph], size: float) -> float:
    """How wide a full sign of a line is: its height, or less in narrow print."""
    wide = [glyph.x1 - glyph.x0 for glyph in row if glyph.sign >= "\u4e00"]
    usual = median(wide) if len(wide) > 3 else size
    return usual if usual < _NARROW * size else size


def _line(row: list[Glyph], page: int) -> PrintedLine:
    size = median(glyph.y1 - glyph.y0 for glyph in row)
    text = [row[0].sign]
    starts = [row[0].x0]
    em = _width(row, size)
    in_columns = sum(glyph.x0 - before.x1 > _CELL_GAP * em for before, glyph in pairwise(row)) > 1
    for before, glyph in pairwise(row):
        gap = glyph.x0 - before.x1
        figure = in_columns and gap > _FIGURE_GAP * size and _ENDS_CELL.match("".join(text[-2:]), len(text[-2:]) - 1)
        if gap > _CELL_GAP * em or figure:
            text.append("\t")
            starts.append(glyph.x0)
        elif gap > _WORD_GAP * size or (glyph.spaced and gap > -0.1 * size):
            text.append(" ")
        text.append(glyph.sign)
    return PrintedLine(
        "".join(text),
        row[0].x0,
        min(glyph.y0 for glyph in row),
        max(glyph.x1 for glyph in row),
        max(glyph.y1 for glyph in row),
        size,
        page,
        tuple(starts),
    )

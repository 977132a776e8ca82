"""Ruled lines and signs of a page → tables: the cells that the lines enclose, each with the signs inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.pdfglyphs import Glyph, Rule
from crawlers.pdflines import PrintedLine, print_lines
from crawlers.wrapping import glue, tighten

_NEAR = 3.0
"""Points within which two lines are one, and an end reaches a line."""
_SIDE = 9.0
"""Points that a line must reach beyond the outermost one across it, to hold a cell there."""
MAX_GRID = 400
"""Lines each way above which a drawing is no table."""


@dataclass(slots=True)
class Table:
    """A ruled table and where it stands."""

    x0: float
    y0: float
    x1: float
    y1: float
    columns: int
    rows: list[list[tuple[int, str]]]
    """Each row's filled cells with their columns; a cell that spans rows stands in its first."""


def tables(rules: list[Rule], glyphs: list[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page from top to bottom, and the signs outside them."""
    found: list[Table] = []
    rest = glyphs
    for group in _groups(rules):
        upright, level = [rule for rule in group if rule.x0 == rule.x1], [rule for rule in group if rule.y0 == rule.y1]
        xs = _opened(_places([rule.x0 for rule in upright]), [end for rule in level for end in (rule.x0, rule.x1)])
        ys = _opened(_places([rule.y0 for rule in level]), [end for rule in upright for end in (rule.y0, rule.y1)])
        if len(xs) < 3 or len(ys) < 2 or len(xs) > MAX_GRID or len(ys) > MAX_GRID:
            continue
        parts, inside = _parts(group, xs, ys, [glyph for glyph in rest if _within(glyph, xs, ys)])
        if not any(len(row) > 1 or row[0][0] > 0 for part in parts for row in part.rows):
            continue  # frames around prose
        taken = set(map(id, inside))
        rest = [glyph for glyph in rest if id(glyph) not in taken]
        found += parts
    return sorted(found, key=lambda table: table.y0), rest


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, group by group."""
    parents = list(range(len(rules)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    upright = [(at, rule) for at, rule in enumerate(rules) if rule.x0 == rule.x1]
    level = sorted(((at, rule) for at, rule in enumerate(rules) if rule.y0 == rule.y1), key=lambda entry: entry[1].y0)
    bands: dict[int, list[tuple[int, Rule]]] = defaultdict(list)
    for at, rule in level:
        bands[int(rule.y0 // 20)].append((at, rule))
    for at, rule in upright:
        for band in range(int((rule.y0 - _NEAR) // 20), int((rule.y1 + _NEAR) // 20) + 1):
            for other_at, other in bands.get(band, ()):
                if rule.y0 - _NEAR <= other.y0 <= rule.y1 + _NEAR and other.x0 - _NEAR <= rule.x0 <= other.x1 + _NEAR:
                    parents[root(at)] = root(other_at)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[root(at)].append(rule)
    return [group for group in groups.values() if len(group) > 3]


def _places(values: Iterable[float]) -> list[float]:
    """Places of lines, those within a hair's breadth of each other as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _opened(places: list[float], ends: list[float]) -> list[float]:
    """The places of lines, and those where the lines across them end: many tables have no lines at their sides."""
    if not places or not ends:
        return places
    outer = [end for end in (min(ends), max(ends)) if end < places[0] - _SIDE or end > places[-1] + _SIDE]
    return sorted([*places, *outer])


def _within(glyph: Glyph, xs: list[float], ys: list[float]) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    return xs[0] - 1 <= x <= xs[-1] + 1 and ys[0] - 1 <= y <= ys[-1] + 1


def _parts(group: list[Rule], xs: list[float], ys: list[float], inside: list[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables of some rules that touch, with the signs in their cells; fields without a line between are one cell.

    A frame around a page's text may touch its tables: what it holds beside them is prose, and parts them.
    """
    cells = _cells(group, xs, ys)
    ground = _ground(cells, len(xs) - 2)
    filled = {row for (row, _), cell in cells.items() if cell not in ground}
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in inside:
        row, column = _field(ys, (glyph.y0 + glyph.y1) / 2), _field(xs, (glyph.x0 + glyph.x1) / 2)
        cell = cells[row, column]
        if cell not in ground:
            held[cell].append(glyph)
        elif row in filled:  # a cell beside others, without a line towards the frame
            while row - 1 in filled and cells[row - 1, column] in ground:
                row -= 1
            held[row, column].append(glyph)
    rows: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), glyphs in held.items():
        text = cell_text(print_lines(glyphs))
        if text:
            rows[row].append((column, text))
    tables = []
    columns = len({column for (_, column), cell in cells.items() if cell not in ground})
    for first, last in _runs(filled):
        own = [sorted(rows[row]) for row in range(first, last + 1) if row in rows]
        if own:
            tables.append(Table(xs[0], ys[first], xs[-1], ys[last + 1], columns, own))
    return tables, [glyph for glyphs in held.values() for glyph in glyphs]


def _ground(cells: dict[tuple[int, int], tuple[int, int]], last: int) -> set[tuple[int, int]]:
    """The cells that are none: they reach from the first column to the last one around others, and are no rectangle."""
    fields: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for field, cell in cells.items():
        fields[cell].append(field)
    ground = set()
    for cell, own in fields.items():
        columns = {column for _, column in own}
        across = 0 in columns and last in columns
        if across and len(own) < len({row for row, _ in own}) * len(columns):
            ground.add(cell)
    return ground


def _runs(numbers: set[int]) -> list[tuple[int, int]]:
    """The first and last of each run of numbers without a gap."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _cells(group: list[Rule], xs: list[float], ys: list[float]) -> dict[tuple[int, int], tuple[int, int]]:
    """For each field of the grid the first field (row, column) of the cell it belongs to."""
    height, width = len(ys) - 1, len(xs) - 1
    parents = {(row, column): (row, column) for row in range(height) for column in range(width)}

    def root(field: tuple[int, int]) -> tuple[int, int]:
        while parents[field] != field:
            field = parents[field]
        return field

    right, below = _walls(group, xs, ys)
    for row in range(height):
        for column in range(width):
            for other, wall in (
                ((row, column + 1), (row, column) in right),
                ((row + 1, column), (row, column) in below),
            ):
                if other in parents and not wall:
                    one, two = sorted((root((row, column)), root(other)))
                    parents[two] = one
    return {field: root(field) for field in parents}


def _walls(group: list[Rule], xs: list[float], ys: list[float]) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """The fields with a line at their right side, and those with one below."""
    right: set[tuple[int, int]] = set()
    below: set[tuple[int, int]] = set()
    for rule in group:
        if rule.x0 == rule.x1:
            column = min(range(len(xs)), key=lambda at: abs(xs[at] - rule.x0)) - 1
            for row in range(len(ys) - 1):
                if rule.y0 - _NEAR <= (ys[row] + ys[row + 1]) / 2 <= rule.y1 + _NEAR:
                    right.add((row, column))
        else:
            row = min(range(len(ys)), key=lambda at: abs(ys[at] - rule.y0)) - 1
            for column in range(len(xs) - 1):
                if rule.x0 - _NEAR <= (xs[column] + xs[column + 1]) / 2 <= rule.x1 + _NEAR:
                    below.add((row, column))
    return right, below


def _field(places: list[float], value: float) -> int:
    for at in range(len(places) - 2, -1, -1):
        if value >= places[at]:
            return at
    return 0


def cell_text(lines: list[PrintedLine]) -> str:
    """The lines of a cell as one text without tabs."""
    text = ""
    for line in lines:
        own = line.text.replace("\t", " ")
        text = own if not text else glue(text, own)
    return tighten(text)

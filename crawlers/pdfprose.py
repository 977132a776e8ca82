"""Printed lines of a document → whole paragraphs, over page breaks; running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from crawlers.assembly import Line
from crawlers.pdflines import PrintedLine
from crawlers.pdftables import Table
from crawlers.wrapping import glue, tighten

_FOLIO = re.compile(r"^[\s\-—–·.|第页共/／0-9ivxIVX]{1,24}$|^第\s*\d+\s*页.{0,12}$|^Page\s*\d+.{0,12}$", re.I)
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,4}[章节条]|\d{1,2}[、．](?!\d)"
    r"|\d{1,2}\.(?=[^\d\s])|[（(]\d{1,2}[）)]|[□√☑■●•◆]|[①-⑳]|单位[:：]|注[:：]|特此(?:公告|说明|通知|报告))"
)
_STOP = re.compile(r"[。！？；：:;!?][”’」』）)]?$")
_EDGE = 0.13
"""Share of the page's height at top and bottom in which running heads and numbers stand."""


@dataclass(slots=True)
class Leaf:
    """A page laid out: its lines outside tables, and its tables."""

    number: int
    width: float
    height: float
    lines: list[PrintedLine]
    tables: list[Table]


def without_furniture(leaves: list[Leaf]) -> None:
    """Take running heads, running feet and page numbers out of the leaves."""
    seen: Counter[tuple[str, int]] = Counter()
    for leaf in leaves:
        seen.update({_place(line) for line in leaf.lines if _at_edge(line, leaf)})
    often = max(2, -(-len(leaves) // 2)) if len(leaves) < 8 else 3
    for leaf in leaves:
        leaf.lines = [
            line
            for line in leaf.lines
            if not (
                _at_edge(line, leaf)
                and (
                    seen[_place(line)] >= often
                    or (_FOLIO.match(line.text) and any(map(str.isdigit, line.text)) and _alone(line, leaf))
                )
            )
        ]


def _place(line: PrintedLine) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.y0 / 6)


def _at_edge(line: PrintedLine, leaf: Leaf) -> bool:
    return line.middle < leaf.height * _EDGE or line.middle > leaf.height * (1 - _EDGE)


def _alone(line: PrintedLine, leaf: Leaf) -> bool:
    """Whether nothing but other furniture lies between a line and the page's edge."""
    if line.middle < leaf.height / 2:
        return sum(other.middle < line.middle - 1 for other in leaf.lines) <= 2
    return sum(other.middle > line.middle + 1 for other in leaf.lines) <= 2


def paragraphs(leaves: Sequence[Leaf]) -> list[Line]:
    """Paragraphs, headings and table rows in reading order; a paragraph has the page it begins on."""
    out: list[Line] = []
    pending: list[PrintedLine] = []
    margins = _margins(leaves)
    table_number = -1
    open_columns = 0

    def close() -> None:
        if pending:
            out.append(_paragraph(pending, leaf_of[pending[0].page], margins))
            pending.clear()

    leaf_of = {leaf.number: leaf for leaf in leaves}
    for leaf in leaves:
        items: list[PrintedLine | Table] = [*leaf.lines]
        for table in leaf.tables:
            at = next(
                (index for index, item in enumerate(items) if isinstance(item, PrintedLine) and item.middle > table.y0),
                len(items),
            )
            items.insert(at, table)
        for at, item in enumerate(items):
            if isinstance(item, Table):
                close()
                goes_on = at == 0 and open_columns > 0 and bool(out)
                if not (goes_on and open_columns == item.columns):
                    table_number += 1
                rows = [list(row) for row in item.rows]
                if goes_on and len(rows[0]) == 1 and rows[0][0][0] > 0 and not _STOP.search(out[-1].text):
                    out[-1] = replace(out[-1], text=glue(out[-1].text, rows.pop(0)[0][1]))
                out.extend(_row([text for _, text in row], leaf.number, table_number) for row in rows)
                open_columns = item.columns if at == len(items) - 1 else 0
                continue
            open_columns = 0
            if pending and not _goes_on(pending, item, leaf_of, margins):
                close()
            pending.append(item)
    close()
    return _gapped(out, table_number)


def _row(cells: list[str], page: int, table: int) -> Line:
    if len(cells) == 1:
        return Line("paragraph", cells[0], page)
    return Line("row", "\t".join(cells), page, table)


def _margins(leaves: Sequence[Leaf]) -> tuple[float, float, float, float]:
    """Left and right margin of the prose, its sign height, and the usual distance of its lines."""
    lines = [line for leaf in leaves for line in leaf.lines if "\t" not in line.text]
    if not lines:
        return 0.0, 0.0, 10.0, 15.0
    lefts = Counter(round(line.x0 / 3) for line in lines if len(line.text) > 12)
    rights = sorted(line.x1 for line in lines)
    size = median(line.size for line in lines)
    left = (
        min(
            (place for place, count in lefts.items() if count >= max(2, 0.08 * len(lines))),
            default=min(round(line.x0 / 3) for line in lines),
        )
        * 3.0
    )
    gaps = [
        two.middle - one.middle
        for leaf in leaves
        for one, two in zip(leaf.lines, leaf.lines[1:], strict=False)
        if two.middle > one.middle
    ]
    return left, rights[int(len(rights) * 0.85)], size, median(gaps) if gaps else size * 1.5


def _goes_on(
    pending: list[PrintedLine], line: PrintedLine, leaf_of: dict[int, Leaf], margins: tuple[float, float, float, float]
) -> bool:
    """Whether a line continues the paragraph under way."""
    left, right, size, pitch = margins
    before = pending[-1]
    em = before.size or size
    if "\t" in line.text or "\t" in before.text:
        return False
    if line.page == before.page and line.middle - before.middle > max(pitch * 1.75, before.size * 3):
        return False
    if abs(line.size - before.size) > 0.15 * max(line.size, before.size):
        return False
    width = leaf_of[before.page].width
    if _centred(before, width, left, right) and _centred(line, leaf_of[line.page].width, left, right):
        return (
            len(pending) < 4
            and not _STOP.search(before.text)
            and line.page == before.page
            and not _MARK.match(line.text)
            and before.size > size * 1.05
        )
    room = right - before.x1
    # Unjustified print leaves lines a little short; a heading or a signature is much shorter.
    reaches = room < em * 2.2 or (room < em * 6 and not _STOP.search(before.text) and not _MARK.match(line.text))
    if line.x0 > left + em * 1.3 and not (len(pending) > 1 and abs(line.x0 - before.x0) < em * 0.4 and reaches):
        return False  # indented: the next paragraph begins
    if not reaches:
        return False
    return not (_MARK.match(line.text) and _STOP.search(before.text) and room > em)


def _centred(line: PrintedLine, width: float, left: float, right: float) -> bool:
    middle = (line.x0 + line.x1) / 2
    return (
        abs(middle - width / 2) < max(12.0, line.size)
        and line.x0 > left + 1.5 * line.size
        and line.x1 < right - line.size
    )


def _paragraph(pending: list[PrintedLine], leaf: Leaf, margins: tuple[float, float, float, float]) -> Line:
    _, right, size, _ = margins
    text = ""
    for line in pending:
        text = line.text if not text else glue(text, line.text)
    first = pending[0]
    heading = (
        len(text) <= 80
        and not _STOP.search(text)
        and (
            first.size > size * 1.15
            or (bool(_MARK.match(text)) and len(pending) == 1 and right - pending[-1].x1 > size * 3)
        )
    )
    return Line(
        "heading" if heading else "paragraph", "\t".join(tighten(cell.strip()) for cell in text.split("\t")), first.page
    )


def _gapped(lines: list[Line], tables: int) -> list[Line]:
    """Lines that print several things in columns without rules become rows; neighbours form one table."""
    out: list[Line] = []
    before = False
    for line in lines:
        gapped = line.kind != "row" and "\t" in line.text
        if gapped:
            tables += not before
            line = Line("row", line.text, line.page, tables)
        out.append(line)
        before = gapped
    return out

"""Printed lines of a document → whole paragraphs, over page breaks; running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from crawlers.assembly import Line
from crawlers.filinghead import CODE_ALONE
from crawlers.pdffurniture import Leaf
from crawlers.pdflines import PrintedLine
from crawlers.pdftables import Table
from crawlers.wrapping import FIRST_WORD, glue, tighten, width

_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百\d]{1,4}[章节条]|\d{1,2}[、．](?!\d)"
    r"|\d{1,2}\.(?=[^\d\s])|[（(](?:\d{1,2}|[a-z]|[ivx]{2,5})[）)]|[□√☑■●•◆]|[①-⑳]|单位[:：]|注[:：]|特此(?:公告|说明|通知|报告))"
)
_STOP = re.compile(r"[。！？；：:;!?][”’」』）)]?$")
_FIELD = re.compile(r"^(?:[□√☑■]|单位[:：]|注[:：]|特此)")
_MARK_ALONE = re.compile(
    r"^(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z]|[ivx]{1,5})[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．])\t(?![\d(（\-–－])"
)
"""A list mark parted from its heading by a wide gap."""
_FIGURE = re.compile(r"[-–—(（]?\d[\d,.]*[)）%％]?|[-–—]")
_LEADERS = re.compile(r"\s*(?:[.．·…‥]\s?){6,}\s*|(?:\s[.．]){2,}\s*")
"""The dots that lead from an entry to what is said of it."""
_TELLING = 5
"""Whole lines that a page must hold to have margins of its own."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Between what the prose of a page runs, its sign height, and the distances of its lines; points."""

    left: float
    right: float
    size: float
    pitch: float
    """The usual distance."""
    close: float
    """That of lines of one paragraph, where paragraphs are set apart."""


def paragraphs(leaves: Sequence[Leaf]) -> list[Line]:
    """Paragraphs, headings and table rows in reading order; a paragraph has the page it begins on."""
    out: list[Line] = []
    pending: list[PrintedLine] = []
    usual = _margins(leaves)
    margins = {leaf.number: _margins([leaf], usual) for leaf in leaves}
    table_number = -1
    open_columns = 0

    def close() -> None:
        if pending:
            out.append(_paragraph(pending, margins[pending[0].page]))
            pending.clear()

    leaf_of = {leaf.number: leaf for leaf in leaves}
    for leaf in leaves:
        items: list[PrintedLine | Table] = [_led(line) for line in leaf.lines]
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
    return _numbered(_gapped(out, table_number + 1))


def _led(line: PrintedLine) -> PrintedLine:
    """A line with the dots that lead from an entry to what is said of it as a gap, and no gap behind a list mark."""
    led = _LEADERS.sub("\t", line.text)
    if led.count("\t") == 1 and _MARK_ALONE.match(led):
        led = led.replace("\t", "")
    return line if led == line.text else replace(line, text=led.strip("\t"))


def _row(cells: list[str], page: int, table: int) -> Line:
    if len(cells) == 1:
        return Line("paragraph", cells[0], page)
    return Line("row", "\t".join(cells), page, table)


def _margins(leaves: Sequence[Leaf], usual: Margins | None = None) -> Margins:
    """The margins of the prose on these pages; the usual ones where they hold too few whole lines to tell."""
    lines = [line for leaf in leaves for line in leaf.lines if "\t" not in line.text]
    whole = [line for line in lines if len(line.text) > 12]
    if usual is not None and (len(whole) < _TELLING or (len(whole) < 2 * _TELLING and _fit(whole, usual))):
        return usual
    if not lines:
        return Margins(0.0, 0.0, 10.0, 15.0, 15.0)
    lefts = Counter(round(line.x0 / 3) for line in whole)
    often = [place for place, count in lefts.items() if count >= max(2, 0.08 * len(whole))]
    left = min(often, default=min(round(line.x0 / 3) for line in lines)) * 3.0
    rights = sorted(line.x1 for line in whole or lines)
    gaps = sorted(
        two.middle - one.middle for leaf in leaves for one, two in pairwise(leaf.lines) if two.middle > one.middle
    )
    size = usual.size if usual else median(line.size for line in whole or lines)
    right = rights[int(len(rights) * 0.8)]
    pitch, close = (median(gaps), gaps[len(gaps) // 3]) if gaps else (size * 1.5, size * 1.5)
    return Margins(left, right, size, pitch, close)


def _fit(lines: Sequence[PrintedLine], margins: Margins) -> bool:
    """Whether lines run between these margins and reach both, as those of a page with few of them should."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    return abs(left - margins.left) < 3 and abs(right - margins.right) < margins.size / 2


def _goes_on(
    pending: list[PrintedLine], line: PrintedLine, leaf_of: dict[int, Leaf], margins: dict[int, Margins]
) -> bool:
    """Whether a line continues the paragraph under way."""
    before = pending[-1]
    here, there = margins[before.page], margins[line.page]
    em = before.size or here.size
    if "\t" in line.text or "\t" in pending[0].text:
        return _fills_cell(pending, line, here)
    if line.page == before.page and line.middle - before.middle > max(here.pitch * 1.75, before.size * 3):
        return False
    if abs(line.size - before.size) > 0.15 * max(line.size, before.size):
        return False
    if before.size > here.size * 1.05 and line.page == before.page and _is_headline(before, line, leaf_of, margins):
        return (
            line.size > here.size * 1.05
            and len(pending) < 4
            and not _STOP.search(before.text)
            and not _MARK.match(line.text)
        )
    if CODE_ALONE.match(tighten(before.text)) or _is_signature(before, here):
        return False
    room = here.right - before.x1
    first = FIRST_WORD.match(line.text)
    # Unjustified print leaves lines a little short; a heading or a signature is much shorter.
    reaches = room < em * 2.2 or room < em / 2 * width(first[0] if first else "")
    reaches = reaches or (room < em * 6 and not _STOP.search(before.text) and not _MARK.match(line.text))
    if not reaches:
        return False
    if line.x0 > there.left + em * 1.3 and not _hangs(pending, line, em, here.pitch):
        return False  # indented: the next paragraph begins
    if not _STOP.search(before.text):
        return True
    if line.page == before.page and line.middle - before.middle > here.close * 1.4:
        return False
    return not _MARK.match(line.text) or (room <= em and abs(line.size - before.size) < 0.08 * before.size)


def _is_signature(line: PrintedLine, here: Margins) -> bool:
    """Whether a short line stands in the right half of the page, as names and offices under a text do."""
    wide = here.right - here.left
    return line.x0 > here.left + 0.5 * wide and line.x1 - line.x0 < 0.35 * wide


def _fills_cell(pending: list[PrintedLine], line: PrintedLine, here: Margins) -> bool:
    """Whether a line goes on in cells of a list set without rules.

    It hangs under them, or stands under the last one where that reached the right margin.
    """
    first, before = pending[0], pending[-1]
    em = before.size or here.size
    if line.page != before.page or line.middle - before.middle > here.pitch * 1.3:
        return False
    if _hangs_under(first, line, em):
        return True
    if "\t" in line.text:
        return False
    under = before.x0 if len(pending) > 1 else first.starts[-1]
    aligned = -0.5 * em < line.x0 - under < (0.5 if len(pending) > 1 else 1.6) * em
    return aligned and here.right - before.x1 < em * 2.2 and line.x0 > here.left + em * 2


def _hangs_under(first: PrintedLine, line: PrintedLine, em: float) -> bool:
    """Whether each cell of a line without figures is indented under one of the row's cells of words."""
    own, cells = line.text.split("\t"), first.text.split("\t")
    columns = _columns_of(first, line, em)
    if len(columns) != len(own) or len(own) >= len(cells) or len(cells) != len(first.starts):
        return False
    if not any(_FIGURE.fullmatch(cell) for cell in cells) or any(map(_FIGURE.fullmatch, own)):
        return False
    if any(_FIGURE.fullmatch(cells[column]) for column in columns) or _MARK.match(line.text):
        return False
    return not line.text.endswith(("：", ":")) and not line.text.startswith(("其中", "–", "-", "—"))


def _columns_of(first: PrintedLine, line: PrintedLine, em: float) -> list[int]:
    """Under which cells of a row those of a line hang: indented by half a sign to almost two."""
    return [at for start in line.starts for at, over in enumerate(first.starts) if 0.4 * em < start - over < 1.8 * em]


def _hangs(pending: list[PrintedLine], line: PrintedLine, em: float, pitch: float) -> bool:
    """Whether an indented line belongs to a paragraph that is indented as a whole, or to an item behind its mark."""
    before = pending[-1]
    level = abs(line.x0 - before.x0) < em * 0.4
    if len(pending) > 1 and level:
        return True
    if _MARK.match(line.text):
        return False
    if level:
        return not _STOP.search(before.text)
    item = len(pending) == 1 and _MARK.match(before.text) is not None and 0 < line.x0 - before.x0 < em * 6
    item = item and abs(line.size - before.size) < 0.08 * before.size  # not the text under a heading in larger print
    close = line.page == before.page and line.middle - before.middle < pitch * 1.15
    return item and (close or not _STOP.search(before.text))


def _is_headline(before: PrintedLine, line: PrintedLine, leaf_of: dict[int, Leaf], margins: dict[int, Margins]) -> bool:
    """Whether two lines in large print are one headline: both centred, or the first as wide as the text."""
    here = margins[before.page]
    paper = leaf_of[before.page].width
    if _centred(before, paper, here) and _centred(line, paper, here):
        return True
    return before.size > here.size * 1.15 and before.x1 - before.x0 > 0.6 * (here.right - here.left)


def _centred(line: PrintedLine, paper: float, margins: Margins) -> bool:
    middle = (line.x0 + line.x1) / 2
    inside = line.x0 > margins.left + 1.5 * line.size and line.x1 < margins.right - line.size
    return abs(middle - paper / 2) < max(12.0, line.size) and inside


def _paragraph(pending: list[PrintedLine], margins: Margins) -> Line:
    first = pending[0]
    text = first.text
    for line in pending[1:]:
        columns = _columns_of(first, line, first.size) if "\t" in text else []
        cells = text.split("\t")
        if len(columns) == len(line.starts) and len(cells) == len(first.starts):
            for column, own in zip(columns, line.text.split("\t"), strict=True):
                cells[column] = glue(cells[column], own)
            text = "\t".join(cells)
        else:
            text = glue(text, line.text)
    short = len(pending) == 1 and margins.right - first.x1 > margins.size * 3
    large = first.size > margins.size * 1.15
    heading = len(text) <= 80 and not _STOP.search(text) and not _FIELD.match(text)
    heading = heading and (large or (short and _MARK.match(text) is not None))
    tight = "\t".join(tighten(cell.strip()) for cell in text.split("\t"))
    return Line("heading" if heading else "paragraph", tight, first.page)


def _numbered(lines: list[Line]) -> list[Line]:
    """The lines with their tables counted from 0 in reading order."""
    numbers: dict[int, int] = {}
    return [
        line if line.table is None else replace(line, table=numbers.setdefault(line.table, len(numbers)))
        for line in lines
    ]


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

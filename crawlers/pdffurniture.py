"""Pages laid out, without what is printed on every one of them: heads, feet, page numbers, contents lists."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from crawlers.pdflines import PrintedLine
from crawlers.pdftables import Table

_FOLIO = re.compile(r"^[\s\-—–·.|第页共/／0-9ivxIVX]{1,24}$|^第\s*\d+\s*页.{0,12}$|^Page\s*\d+.{0,12}$", re.I)
_DRESSED = re.compile(
    r"^\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页(?:[，,/\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4})\s*$"
)
_CONTENTS = re.compile(
    r"(?:[.．·…]\s?){6,}\s*(?:\d{1,4}|[ivx]{1,5}|[IVX]{1,4}\s?[-–]\s?\d{1,3}|[A-Z]{2,4}-\d{1,3})\s*$"
)
_ROMAN = re.compile(r"^[\s\-—–]*(?:[ivxIVX]{1,6}|[IVXA-Z]{1,4}\s?[-–]\s?\d{1,3})[\s\-—–]*$")
_DIGITS = re.compile(r"\d+")
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
            if not (_at_edge(line, leaf) and (seen[_place(line)] >= often or _is_number(line, leaf)))
            and not (_DRESSED.match(line.text) and _alone(line, leaf))
            and not _CONTENTS.search(line.text)
        ]


def _is_number(line: PrintedLine, leaf: Leaf) -> bool:
    counted = bool(_FOLIO.match(line.text)) and any(map(str.isdigit, line.text))
    return (counted or bool(_ROMAN.match(line.text))) and _alone(line, leaf)


def _place(line: PrintedLine) -> tuple[str, int]:
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.y0 / 6)


def _at_edge(line: PrintedLine, leaf: Leaf) -> bool:
    return line.middle < leaf.height * _EDGE or line.middle > leaf.height * (1 - _EDGE)


def _alone(line: PrintedLine, leaf: Leaf) -> bool:
    """Whether nothing but other furniture lies between a line and the page's edge."""
    if line.middle < leaf.height / 2:
        return sum(other.middle < line.middle - 1 for other in leaf.lines) <= 2
    return sum(other.middle > line.middle + 1 for other in leaf.lines) <= 2

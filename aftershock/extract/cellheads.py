"""Heads of cells: what a figure in a table is by the head of its column, where its row only names a year or a firm.

年度⇥营业收入（万元）⇥净利润（万元）
2019年⇥32,000.5⇥-1,200.3          the role of each cell stands over it
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[-−–(（]?[0-9][0-9,.]*[%％)）]?")
HIGH = 30
"""How many rows above a cell its head is looked for."""


class CellHeads:
    """The rows of a text's tables, each cut once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: dict[int, list[str]] = {}

    def over(self, position: int) -> str | None:
        """The head of the column that holds a position; None outside tables and where no head stands over it."""
        line = self._text.rfind("\n", 0, position) + 1
        column = self._text.count("\t", line, position)
        row = self._row(line)
        if len(row) < 2 or column == 0:
            return None
        for _ in range(HIGH):
            if line == 0:
                return None
            line = self._text.rfind("\n", 0, line - 1) + 1
            head = self._row(line)
            if len(head) < 2:
                return None
            if not any(_NUMBER.fullmatch(cell.strip()) for cell in head[1:]):
                return _column(head, column - (len(row) - len(head)))
        return None

    def _row(self, line: int) -> list[str]:
        if line not in self._rows:
            end = self._text.find("\n", line)
            self._rows[line] = self._text[line : end if end >= 0 else len(self._text)].split("\t")
        return self._rows[line]


def _column(head: Sequence[str], column: int) -> str | None:
    return head[column].strip() or None if 0 <= column < len(head) else None

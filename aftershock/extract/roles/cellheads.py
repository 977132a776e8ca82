"""Heads of cells: what a figure in a table is by the head of its column, where its row only names a year or a firm.

年度⇥营业收入（万元）⇥净利润（万元）
2019年⇥32,000.5⇥-1,200.3          the role of each cell stands over it
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.figures.tablerows import tabbed
from aftershock.model import Mention

_NUMBER = re.compile(r"[-−–(（]?[0-9][0-9,.]*[%％)）]?")
_BALANCE = re.compile(r"(?:银行)?(?:账户|账面)?(?:资金)?余额|账户金额")
_ASKED_FOR = re.compile(r"申请|单位|主体|户名|公司|人\Z|类型|原因|日|法院|机关|时间|状态|期限")
"""被冻结单位, 申请冻结金额: heads that tell of no money that is frozen."""
BEFORE = 120
"""How far before a table what it lists is said, in characters."""
HIGH = 30
"""How many rows above a cell its head is looked for."""


_LABEL = re.compile(r"(?:[0-9]{1,3}\t)?([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9&·（）() .]{1,24})\t")
_NO_BODY = re.compile(
    r"合计|总计|小计|累计|其他|年|月|季|期|冻结|受限|资金|金额|存款|现金|保证金|店铺|门店|账[号户]|站点|网站|(?<!超)[国省市区州洲站]\Z|数量?\Z|支行|银行"
)


def label(text: str, start: int) -> str | None:
    """Whom the first cell of a row names: one that is no total, time, place or kind of figure."""
    found = _LABEL.match(text, start)
    return None if found is None or _NO_BODY.search(found[1]) else found[1].strip()


def in_a_name(text: str, mention: Mention) -> bool:
    """Whether the word that gave a cell its role is but part of a firm's name in its row: 甲投资有限公司⇥88,210.03."""
    word = mention.trace.trigger if mention.role and mention.trace else None
    line = text.rfind("\n", 0, mention.start) + 1
    at = text.rfind(word, line, mention.start) if word else -1
    if at < 0:
        return False
    end = text.find("\t", at, mention.start)
    return end >= 0 and text[at:end].rstrip().endswith(("公司", "集团", "合伙）", "合伙)", "支行", "分行", "银行"))


class CellHeads:
    """The rows of a text's tables, each cut once."""

    def __init__(self, text: str) -> None:
        self._text = tabbed(text)
        self._rows: dict[int, list[str]] = {}

    def over(self, position: int) -> str | None:
        """The head of the column that holds a position; None outside tables and where no head stands over it."""
        found = self._head(position)
        return _column(found[1], found[2]) if found else None

    def of_frozen_accounts(self, position: int) -> bool:
        """Whether a cell is the balance of an account in a list of frozen ones: the words before the table say so."""
        found = self._head(position)
        if found is None or not _BALANCE.match(_column(found[1], found[2]) or ""):
            return False
        said = self._text[max(0, found[0] - BEFORE) : found[0]]
        return "冻结" in said and not any("冻结" in cell and not _ASKED_FOR.search(cell) for cell in found[1])

    def _head(self, position: int) -> tuple[int, list[str], int] | None:
        """Where the head of a cell's table begins, its cells, and the cell's column in it."""
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
                return line, head, column - (len(row) - len(head))
        return None

    def _row(self, line: int) -> list[str]:
        if line not in self._rows:
            end = self._text.find("\n", line)
            self._rows[line] = self._text[line : end if end >= 0 else len(self._text)].split("\t")
        return self._rows[line]


def _column(head: Sequence[str], column: int) -> str | None:
    return head[column].strip() or None if 0 <= column < len(head) else None

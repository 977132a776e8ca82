"""Figures in tables: rows are lines with tabs; the unit stands in a head line, a column's head or a row's label.

单位：万元                      a line (or the start of one) that sets the unit of what follows
项目⇥2020年⇥2019年              column heads
营业收入⇥4,143.25⇥3,900.10      cells: bare numbers take the unit; 率 and （%） make percentages, 元/股 a price
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import takewhile

from aftershock.extract.figures import money
from aftershock.extract.figures.tablerows import (
    CELL,
    EMPTY,
    REMARK,
    ends_table,
    goes_on,
    heads_of,
    is_body,
    is_note,
    joined,
    place,
    tabbed,
)
from aftershock.extract.figures.tableunits import (
    IN_BRACKETS,
    PER_SHARE,
    PERCENT,
    Unit,
    bracketed_unit,
    currency_unit,
    unit_of_line,
    unit_of_row,
    units_of_row,
)

_NO_FIGURE = re.compile(
    "代码|序号|编号|电话|传真|邮编|邮政|证号|身份证|(?<![0-9 \u00a0])年度$|日期|时间|页码|年龄|附注|注释|行次|排名|名次|账号$|号码|规格|型号"
)
_COUNT_OF = re.compile(
    "股东(?:总)?(?:户)?数|户数|(?P<thing>店铺|门店|网店|网点|站点|网站|账号|账户|卖家|商家|品牌)(?:总数|数量|家数|个数|数(?!据|额))|(?P<persons>人数|(?:员工|职工|人员)的?(?:总数|数量|数(?!据)|合计)|在职员工)"
)
_RATIO = re.compile(
    "[（(][%％][)）]|率(?![先])|占比|比例|比重|百分比|增减(?:幅度|变动)?[（(]?[%％]|幅度|同比|环比|[%％]"
)
_PER_SHARE = re.compile("[元圆][/／]股|每股")
_TOTAL = re.compile("[合总小][ \u00a0]*计")
_TIMES = re.compile("倍|次数|周转")
_SHARES = re.compile("(?:持股|股份)数[量目]?$|(?:质押|冻结|限售|持有)[^，。]{0,6}股[份]?数量?$")
_MILLIONS = re.compile(r"[0-9]{3},[0-9]{3}\.[0-9]{2}")
"""An amount that no ratio reaches: under the head of one it stands because an empty cell before it was left out."""
_SAID = re.compile(r"[0-9](?:[%‰]|[ \u00a0]?个?(?:百分点|基点))\s*$")
"""The end of a cell that says itself what it holds, and so names nothing beside it (减少1.05个百分点)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A bare number in a table: what it is and how much one unit is."""

    start: int
    end: int
    value: Decimal
    kind: str
    unit: str
    per: str | None
    trigger: str
    high: Decimal | None = None
    """The upper end where the cell holds a range (盈利：3,200–4,100)."""


@dataclass(slots=True)
class _Head:
    """What stands over the rows being read."""

    cells: list[str]
    upper: list[str] = field(default_factory=list)
    """A row of heads right above, some of which hold for several of the columns."""
    units: list[Unit] = field(default_factory=list)
    """Those of the columns with figures, where a row of its own gives them: (%)⇥(人民币百万元)."""
    full: list[str] = field(default_factory=list)
    """The last row that has a cell under each head."""
    begun: bool = False
    """Whether a row with figures has been read."""


def cells(text: str) -> Iterator[Cell]:
    """The bare numbers of folded text whose unit stands elsewhere, in order. Nothing is read where no unit is known."""
    if " | " in text:
        text = text.replace(" | ", " \t ")
    text = tabbed(text)
    if "\t" not in text and "单位" not in text:
        return
    unit: Unit | None = None
    head = _Head([])
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        said = unit_of_line(line) if "单位" in line or "币种" in line or "列示" in line else None
        if said is not None:
            end, unit = said
            head = _Head([])
            yield from _after_head(line, at, end, unit)
        elif "\t" in line:
            row = line.split("\t")
            if (own := unit_of_row(row)) is not None:
                unit = own
            elif units := units_of_row(row):
                head.units = units
            else:
                if (corner := currency_unit(row[0].strip())) is not None:
                    unit = corner  # 人民币百万元⇥2021年⇥2020年
                if any(CELL.fullmatch(c) for c in row[1:]):
                    if not head.begun and (both := joined(head.upper, head.cells, row)):
                        head.cells = both
                    yield from _row(row, at, head, unit)
                    head.begun = True
                    head.full = row if len(row) == len(head.cells) else head.full
                elif sum(map(bool, row)) > 1 and not is_body(row) and not (head.begun and goes_on(row, head.cells)):
                    head = _Head(heads_of(row), [] if head.begun else head.cells)
        elif len(line) < 10 and (own := currency_unit(line.strip())) is not None:
            unit = own  # 千港元 above a single column
        elif ends_table(line, lines, number):
            unit, head = None, _Head([])
        at += len(line) + 1


def _after_head(line: str, at: int, end: int, unit: Unit) -> Iterator[Cell]:
    """Bare amounts on the same line, once the unit is said: only such as have separators or decimals."""
    for match in _AMOUNT_IN_LINE.finditer(line, end):
        value = Decimal(match.group().replace(",", "")) * unit.factor
        yield Cell(at + match.start(), at + match.end(), value, unit.kind, unit.unit, unit.per, unit.trigger)


_AMOUNT_IN_LINE = re.compile(
    r"(?<![0-9.,A-Za-z])-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}\.[0-9]{2})(?![0-9.,%‰百千万亿元股倍个家户年月日号A-Za-z美港欧])"
)


def _row(row: list[str], at: int, head: _Head, unit: Unit | None) -> Iterator[Cell]:
    label = ""
    heads = head.cells
    by_column = _by_column(row, head.units)
    foreign = _foreign(row, heads)
    sum_row = _is_sum(row, heads, unit)
    total = len(row) < len(heads) and _TOTAL.match(row[0]) is not None
    if len(row) > len(heads) + 1:
        heads = []  # the lower half of a head in two rows: which column each of its words names is not known
    # A row of totals has no number and no name: its cells stand under the last heads, before those of remarks.
    shift = len(row) - len(heads) if sum_row or total or len(heads) in (len(row) - 1, len(row)) else 0
    if (column := place(row, head.full)) is not None:
        shift = -column
    elif total:
        shift += sum(1 for _ in takewhile(REMARK.search, reversed(heads[len(row) :])))
    if is_note(row, heads):
        return
    for number, cell in enumerate(row):
        match = CELL.fullmatch(cell) if cell else None
        if match is None:
            if cell.strip() and not EMPTY.fullmatch(cell) and not _SAID.search(cell):
                label = cell
        elif _descends(match):
            label = cell
        elif number or not label:
            over = heads[number - shift] if heads and 0 <= number - shift < len(heads) else ""
            found = by_column.get(number) if head.units else _unit_of_cell(label, over, unit, match)
            if (number or sum_row) and found:
                yield _cell(match, at, replace(found, unit=foreign) if foreign and found.unit == "CNY" else found)
        at += len(cell) + 1


def _foreign(row: list[str], heads: list[str]) -> str | None:
    """The currency of a row's amounts where a column of the table is for that (币种: 美元)."""
    if not any(head.strip() in ("币种", "币别", "货币") for head in heads):
        return None
    return next((money.CODES[cell.strip()] for cell in row if cell.strip() in money.CODES), None)


def _by_column(row: list[str], units: list[Unit]) -> dict[int, Unit]:
    """The units of a row's cells where the row has as many figures and dashes as there are units; else none is known."""
    figures = [at for at, cell in enumerate(row) if at and (CELL.fullmatch(cell) or EMPTY.fullmatch(cell))]
    return dict(zip(figures, units, strict=True)) if len(figures) == len(units) else {}


def _is_sum(row: list[str], heads: list[str], unit: Unit | None) -> bool:
    """Whether a row holds nothing but amounts: the sum of the rows above, without a name."""
    if len(row) < 2 or not re.search("[,，.()（）]", row[0]) or CELL.fullmatch(row[0]) is None:
        return False
    if not (unit and unit.kind == "money") and not any(currency_unit(head, anywhere=True) for head in heads):
        return False
    return all(CELL.fullmatch(cell) or re.fullmatch(r"[-–—\s]*", cell) for cell in row)


def _descends(match: re.Match[str]) -> bool:
    """Whether two numbers with a dash are no range (2,021-1,003)."""
    low, high = match.group("number"), match.group("second")
    return high is not None and Decimal(low.replace(",", "")) >= Decimal(high.replace(",", ""))


def _unit_of_cell(label: str, column: str, unit: Unit | None, match: re.Match[str]) -> Unit | None:
    """A column of ratios holds nothing else; then a row's own label decides before its column's head and the table."""
    if not (label or column or unit) or _NO_FIGURE.search(label) or _NO_FIGURE.search(column):
        return None
    if _RATIO.search(column) and not (unit is not None and unit.kind == "money" and _MILLIONS.search(match.group())):
        return PERCENT
    plain = "," not in match.group() and "." not in match.group()
    for words in (label, column):
        if bracket := IN_BRACKETS.search(words):
            return bracketed_unit(bracket)
        if words is column and (said := currency_unit(words, anywhere=True)):
            return said
        if _PER_SHARE.search(words):
            return PER_SHARE
        if _RATIO.search(words):
            return PERCENT
        if "." not in match.group() and (counted := _COUNT_OF.search(words)):
            persons = counted.group("persons") is not None
            of = "人" if persons else counted.group("thing") or "股东"
            return Unit("headcount" if persons else "count", of, Decimal(1), None, words)
        if _TIMES.search(words):
            return None
    if unit is None and _SHARES.search(column):
        return Unit("count", "股", Decimal(1), None, column)
    if (
        unit is not None
        and unit.kind == "money"
        and plain
        and len(match.group("number")) < 3
        and match.group("number") != "0"
    ):
        return None if unit.factor == 1 else unit
    return unit


def _cell(match: re.Match[str], at: int, unit: Unit) -> Cell:
    value = Decimal(match.group("number").replace(",", "")) * unit.factor
    high = Decimal(match.group("second").replace(",", "")) * unit.factor if match.group("second") else None
    if match.group("minus") or (match.group("open") and match.group("close")):
        value = -value
    raw = match.group()
    start = at + len(raw) - len(raw.lstrip(" \u00a0"))
    return Cell(start, at + len(raw.rstrip(" \u00a0")), value, unit.kind, unit.unit, unit.per, unit.trigger, high)

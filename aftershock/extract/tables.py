"""Figures in tables: rows are lines with tabs; the unit stands in a head line, a column's head or a row's label.

单位：万元                      a line (or the start of one) that sets the unit of what follows
项目⇥2020年⇥2019年              column heads
营业收入⇥4,143.25⇥3,900.10      cells: bare numbers take the unit; 率 and （%） make percentages, 元/股 a price
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from aftershock.extract import money

_CELL = re.compile(
    r"[ \u00a0]*(?:(?P<minus>[-−–])|(?P<open>[(（]))?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,18}(?:\.[0-9]{1,8})?)(?P<close>[)）])?[ \u00a0]*"
)
_NO_FIGURE = re.compile(
    "代码|序号|编号|电话|传真|邮编|邮政|证号|身份证|年度$|日期|时间|页码|附注|注释|行次|排名|名次|账号$|号码|规格|型号"
)
_COUNT_OF = re.compile(
    "股东(?:总)?(?:户)?数|户数|(?P<persons>人数|(?:员工|职工|人员)的?(?:总数|数量|数(?!据)|合计)|在职员工)"
)
_RATIO = re.compile(
    "[（(][%％][)）]|率(?![先])|占比|比例|比重|百分比|增减(?:幅度|变动)?[（(]?[%％]|幅度|同比|环比|[%％]"
)
_PER_SHARE = re.compile("[元圆][/／]股|每股")
_IN_BRACKETS = re.compile(
    "[（(](?:单位[：:])?(?:人民币)?(?P<unit>[百千万亿]*(?:美元|港元|港币|欧元|日元|元|股|人|户|吨|家|个|辆|台|套|件|名|倍|次|万吨|平方米))(?P<per>[/／][^）)]{1,4})?[)）]"
)
_CURRENCY_IN_HEAD = re.compile(
    "(?P<before>人民币|港元|港币|美元|欧元|日元)?[（(]?(?P<scale>百万|千万|[千万亿])(?P<unit>港元|美元|欧元|日元|元|[$＄])?[)）]?"
)
"""人民币千元, 千港元, 百万美元, 港元(千$): units as heads of columns or on rows of their own."""
_HEADING = re.compile(r"[（(]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]")
_TIMES = re.compile("倍|次数|周转")


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


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str
    unit: str
    factor: Decimal
    per: str | None = None
    trigger: str = ""


_SHARE = _Unit("money", "CNY", Decimal(1), "股", "元/股")
_PERCENT = _Unit("percentage", "%", Decimal(1), None, "%")


def cells(text: str) -> Iterator[Cell]:
    """The bare numbers of folded text whose unit stands elsewhere, in order. Nothing is read where no unit is known."""
    if "\t" not in text and "单位" not in text:
        return
    unit: _Unit | None = None
    heads: list[str] = []
    at = 0
    for line in text.split("\n"):
        head = _unit_of_head(line) if "单位" in line or "币种" in line else None
        if head is not None:
            end, unit = head
            heads = []
            yield from _after_head(line, at, end, unit)
        elif "\t" in line:
            row = line.split("\t")
            if (own := _unit_of_row(row)) is not None:
                unit = own
                at += len(line) + 1
                continue
            if any(_CELL.fullmatch(c) for c in row[1:]):
                yield from _row(row, at, heads, unit)
            elif sum(bool(c.strip()) for c in row) > 1:
                heads = row
        elif len(line) > 40 or line.endswith(("。", "：")) or _HEADING.match(line):
            unit, heads = None, []
        at += len(line) + 1


def _unit_of_head(line: str) -> tuple[int, _Unit] | None:
    found = money.unit_in_head(line)
    if found is None:
        return None
    end, word, factor = found
    return end, _unit(word, factor, "单位")


def _unit_of_row(row: list[str]) -> _Unit | None:
    """The unit that a row of nothing else gives to the columns under it (人民币千元⇥人民币千元)."""
    words = {cell.strip() for cell in row if cell.strip()}
    return _currency(words.pop()) if len(words) == 1 else None


def _currency(words: str, *, anywhere: bool = False) -> _Unit | None:
    match = _CURRENCY_IN_HEAD.search(words) if anywhere else _CURRENCY_IN_HEAD.fullmatch(words)
    if match is None or not (match.group("before") or match.group("unit")):
        return None
    factor = Decimal({"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}[match.group("scale")])
    word = match.group("before") or match.group("unit")
    code = money.CODES.get(word if match.group("unit") in (None, "元", "$", "＄") else match.group("unit"), "CNY")
    return _Unit("money", code, factor, None, match.group())


def _unit(word: str, factor: Decimal, trigger: str) -> _Unit:
    if word == "%":
        return _PERCENT
    if word == "人":
        return _Unit("headcount", "人", factor, None, trigger)
    if len(word) == 3 and word.isascii():
        return _Unit("money", word, factor, None, trigger)
    return _Unit("count", word, factor, None, trigger)


def _after_head(line: str, at: int, end: int, unit: _Unit) -> Iterator[Cell]:
    """Bare amounts on the same line, once the unit is said: only such as have separators or decimals."""
    for match in _AMOUNT_IN_LINE.finditer(line, end):
        value = Decimal(match.group().replace(",", "")) * unit.factor
        yield Cell(at + match.start(), at + match.end(), value, unit.kind, unit.unit, unit.per, unit.trigger)


_AMOUNT_IN_LINE = re.compile(
    r"(?<![0-9.,A-Za-z])-?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}\.[0-9]{2})(?![0-9.,%‰百千万亿元股倍个家户年月日号A-Za-z美港欧])"
)


def _row(row: list[str], at: int, heads: list[str], unit: _Unit | None) -> Iterator[Cell]:
    label = ""
    shift = len(row) - len(heads) if len(heads) in (len(row) - 1, len(row)) else 0
    for number, cell in enumerate(row):
        match = _CELL.fullmatch(cell) if cell else None
        if match is None:
            if cell.strip() and not re.fullmatch(r"[-–—/\s]+|.*[%‰]\s*", cell):
                label = cell
        elif number or not label:
            column = heads[number - shift] if heads and 0 <= number - shift < len(heads) else ""
            if number and (found := _unit_of_cell(label, column, unit, match)):
                yield _cell(match, at, found)
        at += len(cell) + 1


def _unit_of_cell(label: str, column: str, unit: _Unit | None, match: re.Match[str]) -> _Unit | None:
    """A column of ratios holds nothing else; then a row's own label decides before its column's head and the table."""
    if _NO_FIGURE.search(label) or _NO_FIGURE.search(column):
        return None
    if _RATIO.search(column):
        return _PERCENT
    plain = "," not in match.group() and "." not in match.group()
    for words in (label, column):
        if bracket := _IN_BRACKETS.search(words):
            return _bracketed(bracket)
        if words is column and (said := _currency(words, anywhere=True)):
            return said
        if _PER_SHARE.search(words):
            return _SHARE
        if _RATIO.search(words):
            return _PERCENT
        if "." not in match.group() and (counted := _COUNT_OF.search(words)):
            persons = counted.group("persons") is not None
            return _Unit("headcount" if persons else "count", "人" if persons else "股东", Decimal(1), None, words)
        if _TIMES.search(words):
            return None
    if (
        unit is not None
        and unit.kind == "money"
        and plain
        and len(match.group("number")) < 3
        and match.group("number") != "0"
    ):
        return None if unit.factor == 1 else unit
    return unit


def _bracketed(bracket: re.Match[str]) -> _Unit:
    word = bracket.group("unit")
    factor = Decimal(1)
    while word[0] in "百千万亿" and len(word) > 1:
        factor *= {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[word[0]]
        word = word[1:]
    per = bracket.group("per")
    code = money.CODES.get(word, word)
    found = _unit(code, factor, bracket.group())
    return _Unit(found.kind, found.unit, factor, per[1:] if per else None, bracket.group())


def _cell(match: re.Match[str], at: int, unit: _Unit) -> Cell:
    value = Decimal(match.group("number").replace(",", "")) * unit.factor
    if match.group("minus") or (match.group("open") and match.group("close")):
        value = -value
    raw = match.group()
    start = at + len(raw) - len(raw.lstrip(" \u00a0"))
    return Cell(start, at + len(raw.rstrip(" \u00a0")), value, unit.kind, unit.unit, unit.per, unit.trigger)

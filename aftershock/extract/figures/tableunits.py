"""The units of tables, as a line (单位：万元), a row of its own (人民币千元), a column's head or a row's label gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aftershock.extract.figures import money

_UNIT_IN_HEAD = re.compile(
    "(?:单位|币种|金额单位|均?以(?=[^，。；\n]{2,8}(?:列示|表示|为单位)))(?:[：:]|均?为)?[ \u00a0]*(?:人民币|RMB)?[ \u00a0]*(?P<scale>[十百千]?[万亿]?)(?P<currency>美元|港元|港币|欧元|日元|英镑|元|股|人次|人|户|辆|台|套|吨|家|个|件|只|亩|平方米|千瓦时|%)"
)
IN_BRACKETS = re.compile(
    "[（(](?:单位[：:])?(?:人民币)?(?P<unit>[百千万亿]*(?:美元|港元|港币|欧元|日元|元|股|人|户|吨|家|个|辆|台|套|件|名|倍|次|万吨|平方米))(?P<per>[/／][^）)]{1,4})?[)）]"
)
_CURRENCY_IN_HEAD = re.compile(
    "(?P<before>人民币|港元|港币|美元|欧元|日元)?[（(]?(?P<scale>百万|千万|[千万亿])(?P<unit>港元|美元|欧元|日元|元|[$＄])?[)）]?"
)
"""人民币千元, 千港元, 百万美元, 港元(千$): units as heads of columns or on rows of their own."""
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a bare number under a head counts, and what one of it is worth."""

    kind: str
    unit: str
    factor: Decimal
    per: str | None = None
    trigger: str = ""


PER_SHARE = Unit("money", "CNY", Decimal(1), "股", "元/股")
PERCENT = Unit("percentage", "%", Decimal(1), None, "%")


def unit_of_line(line: str) -> tuple[int, Unit] | None:
    """The unit that a line such as 单位：万元 gives, and where it ends in the line."""
    found = _written(line)
    if found is None:
        return None
    end, word, factor = found
    return end, _unit(word, factor, "单位")


def _written(line: str, start: int = 0) -> tuple[int, str, Decimal] | None:
    """The unit that a line such as "单位：万元" sets: (where it ends, currency code or 股 人 户 %, factor)."""
    match = _UNIT_IN_HEAD.search(line, start)
    if match is None:
        return None
    factor = Decimal(1)
    for c in match.group("scale"):
        factor *= _SIZES[c]
    word = match.group("currency")
    return match.end(), money.CODES.get(word, word), factor


def unit_of_row(row: list[str]) -> Unit | None:
    """The unit that a row of nothing else gives to the columns under it (人民币千元⇥人民币千元)."""
    words = {cell.strip() for cell in row if cell.strip()}
    return currency_unit(words.pop()) if len(words) == 1 else None


def units_of_row(row: list[str]) -> list[Unit]:
    """The units that a row of nothing else gives to the columns under it, in order; none for other rows."""
    units: list[Unit] = []
    for cell in row:
        words = _IN_BRACKETS_ALONE.findall(cell) if cell.startswith(("（", "(")) else [cell.strip()]
        found = [_column_unit(word) for word in words if word]
        if sum(map(len, words)) + 2 * len(words) < len(cell) or None in found:
            return []
        units += [unit for unit in found if unit is not None]
    return units if len(units) > 1 else []


_IN_BRACKETS_ALONE = re.compile("[（(]([^（()）]{1,8})[）)]")
_SHARES = re.compile("(?P<scale>百万|千万|[千万亿])?股")


def _column_unit(words: str) -> Unit | None:
    """A unit that a cell holds alone: %, 千股, 人民币千元."""
    if words in ("%", "％"):
        return PERCENT
    if shares := _SHARES.fullmatch(words):
        factor = Decimal(1)
        for c in shares["scale"] or "":
            factor *= _SIZES[c]
        return Unit("count", "股", factor, None, words)
    return currency_unit(words)


def currency_unit(words: str, *, anywhere: bool = False) -> Unit | None:
    """A unit without 单位, such as 人民币千元: all of `words`, or `anywhere` in them."""
    match = _CURRENCY_IN_HEAD.search(words) if anywhere else _CURRENCY_IN_HEAD.fullmatch(words)
    if match is None or not (match.group("before") or match.group("unit")):
        return None
    factor = Decimal({"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}[match.group("scale")])
    word = match.group("before") or match.group("unit")
    code = money.CODES.get(word if match.group("unit") in (None, "元", "$", "＄") else match.group("unit"), "CNY")
    return Unit("money", code, factor, None, match.group())


def _unit(word: str, factor: Decimal, trigger: str) -> Unit:
    if word == "%":
        return PERCENT
    if word == "人":
        return Unit("headcount", "人", factor, None, trigger)
    if len(word) == 3 and word.isascii():
        return Unit("money", word, factor, None, trigger)
    return Unit("count", word, factor, None, trigger)


def bracketed_unit(bracket: re.Match[str]) -> Unit:
    """The unit of a head such as 营业收入（万元）."""
    word = bracket.group("unit")
    factor = Decimal(1)
    while word[0] in "百千万亿" and len(word) > 1:
        factor *= _SIZES[word[0]]
        word = word[1:]
    per = bracket.group("per")
    code = money.CODES.get(word, word)
    found = _unit(code, factor, bracket.group())
    return Unit(found.kind, found.unit, factor, per[1:] if per else None, bracket.group())

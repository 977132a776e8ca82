"""Ranges of figures: 3.5亿-4.2亿元, 1万至2万家, 20%-30%. A lower end without unit or magnitude takes the upper's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aftershock.extract.figures import money
from aftershock.extract.figures.bareunits import unit_around
from aftershock.extract.figures.plausibility import believable
from aftershock.extract.figures.units import Prefix, Unit, unit_after
from aftershock.extract.language.numerals import Numeral, numeral_at

_LINK = re.compile(
    "[ \u00a0]?(?:[-−–—~～∼]{1,2}|至|到)[ \u00a0]?(?:约|近|超过?)?|以上[，、]?(?=[0-9一二三四五六七八九十两百千])"
)
_UNDER = ("以下", "以内")
"""Behind the upper end of 二十万元以上一百万元以下, as laws have it."""
_CURRENCY_NOTE = re.compile("[（(](?:人民币|币种)[^（）()\n]{0,8}[）)](?=[-−–—~～∼至到])")
"""Of which currency all amounts are, said behind the first: 2.75亿元（人民币，下同）至2.95亿元."""
LINK_FIRST = frozenset(" \u00a0-−–—~～∼至到以")
"""With what the link between both ends begins."""
_MINUS = frozenset("-−–负")
_TWO_DASHES = re.compile("[ \u00a0]?[-−–—~～∼][-−–][ \u00a0]?")
_CURRENCIES = ("US$", "HK$", "$", "￥", "¥", "人民币", "€", "£")
_FROM = re.compile("(?:由|从|自)[^，。；、]{0,12}$")
_FELL = re.compile("(?:下降|下滑|减少|亏损|降低|下跌)(?:幅度|比例|金额)?[了约为]{0,2}[ \u00a0]?[：:]?[ \u00a0]?$")
_BY = re.compile("(?:减少|增加|增长|净增|净减|下降|上升|下滑|缩减|收缩|扩张|下跌|上涨|[增减涨跌升降])[了约近]{0,2}$")
_BETWEEN = re.compile("之间|不等|区间|左右")


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends in one numeral, and their unit, whose factor is already in it."""

    number: Numeral
    unit: Unit


def ranged(
    text: str,
    number: Numeral,
    unit: Unit | None,
    prefix: Prefix | None,
    start: int,
    names: tuple[str, ...],
    sign: int = 1,
) -> Range | None:
    """The range that begins with a numeral, where a second numeral of the same kind follows.

    `sign` is -1 where the first is below nothing (-1500万元至-1100万元): then the second may be as well.
    """
    here = unit.end if unit else number.end
    if unit and unit.kind == "money" and (note := _CURRENCY_NOTE.match(text, here)):
        here = note.end()
    if number.alone or text[here : here + 1] not in LINK_FIRST:
        return None
    link = _LINK.match(text, here)
    if link is None:
        return None
    at, second_sign = link.end(), 1
    if sign < 0 and (text[at : at + 1] in _MINUS or _TWO_DASHES.fullmatch(link.group())):
        at, second_sign = at + (text[at : at + 1] in _MINUS), -1
    currency = next(w for w in _CURRENCIES if text.startswith(w, at)) if text.startswith(_CURRENCIES, at) else ""
    second = numeral_at(text, at + len(currency))
    if second is None or second.alone:
        return None
    before = Prefix(at, currency, money.PREFIX_CODES[currency]) if currency else prefix
    second_unit = unit_after(text, second, before) or unit_around(text, second)
    if second_unit is None or (unit and not _alike(unit, second_unit)):
        return None
    if link.group().startswith("以") and not text.startswith(_UNDER, second_unit.end):
        return None
    if _tells_a_change(text, start, link.group(), second_unit.end):
        return None
    low = sign * _low_end(number, unit, second, second_unit)
    high = second_sign * (second.high * second_unit.factor + second_unit.plus)
    if low > high and unit and (second_sign < 0 or _is_fall(text, start, link.group(), unit)):
        low, high = high, low
    apart = high > 3 * low or "净" in text[max(0, start - 8) : start]
    if unit and unit.kind != "percentage" and apart and _changed_by(text, start, link.group()):
        return None
    if low >= high or not believable(text, second, second_unit, start, names):
        return None
    whole = Numeral(number.start, second_unit.end, low, high)
    return Range(whole, second_unit._replace(factor=Decimal(1), plus=Decimal(0)))


def _tells_a_change(text: str, start: int, link: str, end: int) -> bool:
    """Whether 由3家到5家 tells of a change and not of a range."""
    if not any(c in link for c in "至到") or _BETWEEN.match(text, end):
        return False
    return _FROM.search(text[max(0, start - 12) : start]) is not None


def _changed_by(text: str, start: int, link: str) -> bool:
    """Whether 减少40家至260家 tells by how much and to what; its ends lie further apart than those of a range do."""
    return any(c in link for c in "至到") and _BY.search(text[max(0, start - 8) : start]) is not None


def _is_fall(text: str, start: int, link: str, unit: Unit) -> bool:
    """Whether the larger end of a range may come first: shares and amounts by which something fell (下降82%-73%)."""
    if unit.kind not in ("money", "percentage") or "至" in link or "到" in link:
        return False
    return _FELL.search(text[max(0, start - 14) : start]) is not None


def _alike(first: Unit, second: Unit) -> bool:
    """The same kind and unit, or counts whose things differ only by what stands near (3家至5家门店)."""
    if first.kind == second.kind and first.unit == second.unit:
        return True
    return first.kind in ("count", "headcount") and second.kind in ("count", "headcount") and first.word == second.word


def _low_end(number: Numeral, unit: Unit | None, second: Numeral, second_unit: Unit) -> Decimal:
    """The lower end; without unit and magnitude it takes the upper's (3-5亿元) unless that turns it round."""
    if unit is not None:
        return number.low * unit.factor + unit.plus
    low = number.low * second_unit.factor
    if number.magnitude == 1 and second.magnitude > 1 and low * second.magnitude < second.high * second_unit.factor:
        return low * second.magnitude
    return low

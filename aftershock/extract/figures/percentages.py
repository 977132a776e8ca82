"""Percentages: 27.5%, 百分之二十, 三成, 1.5个百分点, 三分之一, 过半. Values in percent; 个百分点 has the unit pp."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from aftershock.extract.language.numerals import Numeral, numeral_at, parse_number
from aftershock.model import Comparison

_SIGN = re.compile("[ \u00a0]?(?:%|(?P<mille>‰))")
_POINTS = re.compile(
    "[ \u00a0]?(?:多)?(?:个(?=[和、及至到][^，。；]{0,6}[0-9.]+个?百分点)|个?(?:百分点|(?P<thousandth>千分点))|(?:pct|PCT|pp|PP)s?(?![A-Za-z]))"
)
_TENTHS = re.compile(
    "成(?:(?P<half>半|五(?=[，。；的左以]))|(?P<more>[多余](?![少种样次])))?"
    "(?![立本功员交品都熟果绩长效分人色型像套因名群形片块双语为年份就])|成(?:为(?=[女男]|中|来|股|国|新|外)|(?=年轻|年人|企业|公司|用户|股|人[表认工的选会在]|本科|员工))"
)
FIRST = frozenset("%‰个多百千pP成厘")
_HUNDREDTHS = re.compile("[ \u00a0]?厘(?![米升克定清])")
_INTEREST = re.compile("(?:利率|息率|年息|年利|票息|利息)[^，。；\t]{0,8}$")
_RATE = re.compile("(?:率|占比|比重|份额|CPI|PPI|GDP)[^，。；\t]{0,8}$")
"""What moves by 个点, and means points of a hundred."""
_SPACES = (" ", "\u00a0")
_HALF = {"过半": ">", "超半数": ">", "过半数": ">", "超过半数": ">", "超过一半": ">", "超一半": ">", "近半": "<~", "近半数": "<~", "近一半": "<~", "将近一半": "<~", "逾半数": ">", "超半": ">"}  # fmt: skip
WORDS = re.compile(
    "(?P<half>"
    + "|".join(sorted(_HALF, key=len, reverse=True))
    + ")(?![年天月场个小导路程载晌空夜百])|(?P<of>(?:百|千|万|[二三四五六七八九十两]|[0-9]{1,3})分之)"
)
"""What begins no numeral, or begins like one but is read whole."""


class Percent(NamedTuple):
    """A percent unit after a numeral, or a whole phrase: value = numeral × factor + plus."""

    end: int
    unit: str
    factor: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)
    more: bool = False
    rule: str = "sign"


def after(text: str, number: Numeral) -> Percent | None:
    """The percent unit that follows a numeral."""
    here = number.end
    first = text[here : here + 1]
    if first == "%":
        return Percent(here + 1, "%")
    if first not in FIRST and first not in _SPACES:
        return None
    if match := _SIGN.match(text, here):
        return Percent(match.end(), "%", Decimal("0.1") if match.group("mille") else Decimal(1))
    if match := _POINTS.match(text, here):
        return Percent(match.end(), "pp", Decimal("0.1") if match.group("thousandth") else Decimal(1), rule="points")
    if text.startswith("个点", here) and _RATE.search(text[max(0, number.start - 12) : number.start]):
        return Percent(here + 2, "pp", rule="points")
    if (match := _HUNDREDTHS.match(text, here)) and _INTEREST.search(text[max(0, number.start - 12) : number.start]):
        return Percent(match.end(), "%", rule="interest")
    if number.high <= 10 and number.magnitude == 1 and (match := _TENTHS.match(text, here)):
        if text.startswith("成不变", here):
            return None
        end = match.end() if match.group("half") or match.group("more") else here + 1
        plus = Decimal(5) if match.group("half") else Decimal(0)
        return Percent(end, "%", Decimal(10), plus, match.group("more") is not None, "tenths")
    return None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A share that is said in words: 百分之二十, 三分之一, 过半."""

    end: int
    low: Decimal
    high: Decimal
    comparison: Comparison | None = None
    fraction: bool = False
    rule: str = "of a hundred"


def phrase(text: str, match: re.Match[str]) -> Phrase | None:
    """What a match of WORDS is worth."""
    if word := match.group("half"):
        comparison: Comparison = ">" if _HALF[word] == ">" else "<~"
        return Phrase(match.end(), Decimal(50), Decimal(50), comparison, rule="half")
    whole = parse_number(match.group("of")[:-2]) or _one_word(match.group("of")[:-2])
    if not whole:
        return None
    number = numeral_at(text, match.end())
    if number is None:
        lone = text[match.end() : match.end() + 1]
        if lone != "一":
            return None
        low = high = Decimal(1)
        end = match.end() + 1
    else:
        low, high, end = number.low, number.high, number.end
    hundred = match.group("of") == "百分之"
    exact = Decimal("0.0001")
    low, high = (v if hundred else (v * 100 / whole).quantize(exact).normalize() for v in (low, high))
    if low > 10**6:
        return None
    return Phrase(end, low, high, fraction=not hundred, rule="of a hundred" if hundred else "fraction")


def _one_word(word: str) -> Decimal | None:
    return {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(word)

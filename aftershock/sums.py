"""Amounts as people type them in a query or an option; the figures are read by extraction's numeral grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

FEN = Decimal("0.01")
"""The smallest step: "more than 1亿" is "at least 1亿 and one fen"."""
_SIGN = re.compile(r"^(>=|=>|≥|＞＝|＞=|>|＞|<=|=<|≤|＜＝|＜=|<|＜|=|＝)\s*")
_TO = re.compile(r"\.\.|…|~|～|至|到")
_FOREIGN = re.compile(r"[美欧日港澳加韩]元|美金|英镑|日圆|欧|USD|EUR|HKD|[$€£]", re.IGNORECASE)
_MONEY = re.compile(r"[万亿萬億元圆]")


@dataclass(frozen=True, slots=True)
class Between:
    """Yuan, both ends inclusive; None is open."""

    low: Decimal | None = None
    high: Decimal | None = None

    def within(self, other: Between) -> Between:
        """Both conditions together."""
        lows = [low for low in (self.low, other.low) if low is not None]
        highs = [high for high in (self.high, other.high) if high is not None]
        return Between(max(lows, default=None), min(highs, default=None))

    def written(self) -> str:
        """As a filter of the query language."""
        if self.low is not None and self.high is not None:
            same = self.low == self.high
            return f"amount:{_short(self.low)}" if same else f"amount:{_short(self.low)}..{_short(self.high)}"
        if self.low is not None:
            more = self.low % 1 == FEN
            return f"amount:>{_short(self.low - FEN)}" if more else f"amount:>={_short(self.low)}"
        assert self.high is not None
        less = self.high % 1 == 1 - FEN
        return f"amount:<{_short(self.high + FEN)}" if less else f"amount:<={_short(self.high)}"


def amount(text: str) -> Between | None:
    """What ">1亿", "1亿以上", "不到5000万元", "1亿..3亿" or "1亿" ask for; None where it is no amount of yuan."""
    text = text.strip()
    if _FOREIGN.search(text):
        return None
    if sign := _SIGN.match(text):
        value = _exact(text[sign.end() :])
        return None if value is None else _signed(sign.group(1), value)
    ends = _TO.split(text)
    if len(ends) == 2 and (high := _exact(ends[1])) is not None and (low := _exact(ends[0])) is not None:
        return Between(low, high) if low <= high else None
    return _worded(text)


def looks_like_money(word: str) -> bool:
    """Whether a plain word says by a magnitude or 元 that it may be an amount; a bare number may be anything."""
    return bool(_MONEY.search(word)) and any(
        char.isdigit() or char in "一二两三四五六七八九十百千几数" for char in word
    )


def _exact(text: str) -> Decimal | None:
    from aftershock.extract.figures.money import parse_amount

    read = parse_amount(text)
    return read[0] if read and read[0] == read[1] and read[2] == "=" else None


def _worded(text: str) -> Between | None:
    from aftershock.extract.figures.money import parse_amount

    read = parse_amount(text)
    if read is None:
        return None
    low, high, comparison = read
    match comparison:
        case ">" | ">=" | "<" | "<=":
            return _signed(comparison, low)
        case _:
            return Between(low, high)


def _signed(sign: str, value: Decimal) -> Between:
    match sign.replace("＞", ">").replace("＜", "<").replace("＝", "="):
        case ">":
            return Between(low=value + FEN)
        case ">=" | "=>" | "≥":
            return Between(low=value)
        case "<":
            return Between(high=value - FEN)
        case "<=" | "=<" | "≤":
            return Between(high=value)
        case _:
            return Between(value, value)


def _short(value: Decimal) -> str:
    """The amount with 亿 or 万 where that is exact and short."""
    for word, factor in (("亿", 10**8), ("万", 10**4)):
        if abs(value) >= factor and (value / factor) == round(value / factor, 4):
            return f"{(value / factor).normalize():f}{word}"
    return f"{value.normalize():f}"

"""When two figures cannot both hold.

A figure speaks for an interval: 1.3亿 for what rounds to it, 约300 for its neighbourhood, 超过5万 for everything above.
Two claims conflict when their intervals have no number in common.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aftershock.model import Comparison

ABOUT = Decimal("0.05")
"""How far either side of a figure 约 and 左右 reach, and twice as far where one digit is printed (约1亿). Also the most
that rounding explains: whoever means 1.3亿 does not print 1亿."""
NEARLY = Decimal("0.1")
"""How far below a figure 近 reaches."""
_UNITS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_PRINTED = re.compile(r"(?:[.．]([0-9０-９]+))?\s*(?:多|余|几)?\s*([十百千万亿]*)(?=[^0-9０-９十百千万亿]*$)")
_AND_MORE = re.compile(r"[多余]")


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers a figure may stand for; a bound of None is open to infinity, `*_out` leaves the bound itself out."""

    low: Decimal | None
    high: Decimal | None
    low_out: bool = False
    high_out: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether one number can be in both."""
        return not (self._below(other) or other._below(self))

    def _below(self, other: Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_out or other.low_out))


def interval(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, comparison: Comparison | None, text: str
) -> Interval | None:
    """What a figure stands for; None when it does not say a number. `text` is the figure as printed."""
    if value is None:
        return None if low is None and high is None else Interval(low, high)
    size = abs(value)
    match comparison:
        case "~":
            reach = max(size * ABOUT, min(place(text) / 2, size * ABOUT * 2))
            return Interval(value - reach, value + reach)
        case ">":
            return Interval(value, _and_more(value, text), low_out=True)
        case ">=":
            return Interval(value, None)
        case "<":
            return Interval(None, value, high_out=True)
        case "<=":
            return Interval(None, value)
        case "<~":
            return Interval(value - size * NEARLY, value)
        case "=" | "range" | None:
            if low is not None or high is not None:
                return Interval(low, high)
            # Rounding: 1.3亿 is said of 129,876,543 too. Plain digits are taken at their word.
            printed = place(text)
            half = min(printed / 2, size * ABOUT) if printed > 1 else Decimal(0)
            return Interval(value - half, value + half, low_out=half > 0, high_out=half > 0)


def _and_more(value: Decimal, text: str) -> Decimal | None:
    """70多 and 4000余 end before the next round number; 超过70 has no end."""
    if not _AND_MORE.search(text) or value == 0:
        return None
    digits = value.normalize().as_tuple()
    return value + Decimal(1).scaleb(int(digits.exponent))


def place(text: str) -> Decimal:
    """Worth of the last place printed: 0.1亿 for 1.3亿元, 1万 for 4143万元, 1 for 54家 and where that is unclear."""
    last = None
    for match in _PRINTED.finditer(_number_part(text)):
        if match[1] or match[2]:
            last = match
            break
    if last is None:
        return Decimal(1)
    power = sum(_UNITS[character] for character in last[2])
    return Decimal(1).scaleb(power - len(last[1] or ""))


def _number_part(text: str) -> str:
    """From the first digit or numeral to the last."""
    found = re.findall(r"[0-9０-９一二两三四五六七八九十百千万亿.．,，多余几\s]+", text)
    return max(found, key=len).strip() if found else ""

"""Lists whose last figure alone has the unit: 分别为2.1、3.4亿元, 3、5、8家门店."""

from __future__ import annotations

import re
from dataclasses import replace

from aftershock.extract.figureunits import Prefix, Unit, unit_after
from aftershock.extract.numerals import Numeral, numeral_at

_NEXT = re.compile("[ \u00a0]?(?:、|和|及|与|或|以及)[ \u00a0]?")
_LONGEST = 8
"""Figures in the longest list that is followed to its end."""


def listed_unit(text: str, number: Numeral, prefix: Prefix | None) -> Unit | None:
    """The unit that a bare numeral borrows from the end of the list it stands in, with its magnitude where it has none.

    The number of an item (1、…) at the beginning of a line is no part of a list.
    """
    if number.chinese or number.open or _numbers_an_item(text, number):
        return None
    at = number.end
    for _ in range(_LONGEST):
        link = _NEXT.match(text, at)
        following = numeral_at(text, link.end()) if link else None
        if following is None or following.chinese or following.open:
            return None
        if unit := unit_after(text, following, prefix):
            return None if unit.duration else _borrowed(number, following, unit)
        at = following.end
    return None


def _numbers_an_item(text: str, number: Numeral) -> bool:
    before = text[max(0, number.start - 1) : number.start]
    return not number.grouped and (before == "" or before in "\n。；：:（( 第")


def _borrowed(number: Numeral, last: Numeral, unit: Unit) -> Unit:
    """The last one's unit; a number of its size or less is of the last one's magnitude (2.1、3.4亿元)."""
    bare = number.magnitude == 1 and last.magnitude > 1
    factor = unit.factor * last.magnitude if bare else unit.factor
    return replace(unit, end=number.end, factor=factor, rule=f"{unit.rule}, of a list")

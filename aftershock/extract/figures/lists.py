"""Lists whose last figure alone has the unit: 分别为2.1、3.4亿元, 3、5、8家门店."""

from __future__ import annotations

import re

from aftershock.extract.figures.units import Prefix, Unit, unit_after
from aftershock.extract.language.numerals import Numeral, numeral_at

_NEXT = re.compile("[ \u00a0]?(?:、|和|及|与|或|以及|/)[ \u00a0]?(?=[0-9])")


class Lists:
    """The lists of one text, each followed to its end once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = -1
        """Where the list that was followed last ends."""
        self._last: tuple[Numeral, Unit] | None = None
        self._slashed = 0
        """How many of its members stand behind a slash."""

    def unit(self, number: Numeral, prefix: Prefix | None) -> Unit | None:
        """The unit that a bare numeral borrows from the end of its list, with its magnitude where it has none.

        The number of an item (1、…) at the beginning of a line is no part of a list.
        """
        if number.chinese or number.open:
            return None
        if number.start >= self._end:
            self._follow(number, prefix)
        if self._last is None or _numbers_an_item(self._text, number):
            return None
        if self._slashed < 2 and not number.grouped and self._text[number.end : number.end + 1] == "/":
            return None  # 1/3 is a fraction, 0.68/0.70元 and 10/20/30万元 are lists
        return _borrowed(number, *self._last)

    def _follow(self, number: Numeral, prefix: Prefix | None) -> None:
        self._end, self._last, self._slashed = number.end, None, 0
        while link := _NEXT.match(self._text, self._end):
            following = numeral_at(self._text, link.end())
            if following is None or following.open:
                return
            self._end = following.end
            self._slashed += "/" in link.group()
            if unit := unit_after(self._text, following, prefix):
                self._last = None if unit.duration else (following, unit)
                return


def _numbers_an_item(text: str, number: Numeral) -> bool:
    start = number.start
    while start and text[start - 1] in " \u00a0\u3000":
        start -= 1
    before = text[max(0, start - 1) : start]
    return not number.grouped and (before == "" or before in "\n。；：:（(第")


def _borrowed(number: Numeral, last: Numeral, unit: Unit) -> Unit:
    bare = number.magnitude == 1 and last.magnitude > 1
    factor = unit.factor * last.magnitude if bare else unit.factor
    return unit._replace(end=number.end, factor=factor, rule=f"{unit.rule}, of a list")

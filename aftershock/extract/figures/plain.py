"""Figures that nothing stands beside: a number with % or a currency, and a mark or a plain character on either side.

Most of the figures of a report are such, and what other rooms ask of a figure (a currency before it, a minus, a word of
degree, the other end of a range) they need not be asked.
"""

from __future__ import annotations

import re

from aftershock.extract.figures import degrees, money
from aftershock.extract.figures.ranges import LINK_FIRST
from aftershock.extract.figures.units import CURRENCY_ENDS
from aftershock.extract.language.numerals import POWERS, decimal
from aftershock.model import Mention, Trace

_NUMBER = "[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9,])(?:[.][0-9]+)?|[0-9]{1,15}(?:[.][0-9]{1,8})?(?![0-9,.])"
_GOES_ON = re.escape("".join(sorted(LINK_FIRST | degrees.FIRST)))
_PLAIN = re.compile(
    f"(?P<number>{_NUMBER})(?:%(?![{_GOES_ON}])"
    f"|(?P<power>万亿|[百千]?[万亿])?(?P<currency>[美港欧]?元)(?![{_GOES_ON}/／每人美港新台澳整正角分毫多旦宵件素首老凶勋帅数朝曲胡气宇年月0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖]))"
)
"""With what may go on to be more, left out: 元人民币, 元/股, 元月, 元以上, 元3角."""
_OWN = frozenset("-−–—负/第")
"""Right before a number these are part of its figure, or say that it is none."""
_REACH = 16
"""How far before an amount it may be said of what it is the price."""
_PERCENT, _MONEY = Trace("percentage/sign"), "money/numeral+currency"


def plain(text: str, folded: str, start: int) -> Mention | None:
    """The figure that begins with a digit at `start`, where there is nothing to ask about it."""
    match = _PLAIN.match(folded, start)
    if match is None:
        return None
    before = folded[start - 1 : start]
    if before in _OWN or (before in degrees.LAST and degrees.before(folded, start)):
        return None
    if before in CURRENCY_ENDS and money.before(folded, start):
        return None
    number, power, currency = match.groups()
    value, end = decimal(number), match.end()
    if currency is None:
        return Mention("percentage", start, end, text[start:end], value, None, None, "%", "=", trace=_PERCENT)
    head = folded[max(0, start - _REACH) : start]
    if "每" in head or "派" in head:
        return None
    if power:
        value *= POWERS[power]
    code, trace = money.CODES[currency], Trace(_MONEY, currency)
    return Mention("money", start, end, text[start:end], value, None, None, code, "=", trace=trace)

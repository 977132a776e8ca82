"""The mention that a numeral and its unit make, with the words of degree beside it and the flags that hold."""

from __future__ import annotations

import re
from decimal import Decimal

from aftershock.extract.figures import counts, degrees
from aftershock.extract.figures.units import Unit
from aftershock.extract.language.numerals import Numeral
from aftershock.model import Comparison, Flag, Mention, Trace

_FRACTIONAL = frozenset(("倍", "元", "块", "美元", "港元", "欧元", "吨", "公里", "米", "斤", "公斤", "亩", "平方米"))
_MORE = re.compile("多(?=[，。；、！？）”\n的]|$)")
"""一倍多, 30元多: more than the unit told."""


def figure_mention(
    text: str,
    folded: str,
    taken: int,
    number: Numeral,
    unit: Unit,
    start: int,
    end: int,
    *,
    sign: int = 1,
    given: Comparison | None = None,
) -> Mention:
    """The mention from `start` to `end`, widened by 约, 超过, 以上 … but not to the left of `taken`."""
    flags: set[Flag] = set()
    comparison, trigger = given, unit.word
    lead, is_ordinal = counts.ordinal(folded, start) if unit.kind in ("count", "headcount") else (start, False)
    if is_ordinal and lead >= taken and not number.grouped:
        flags.add("ordinal")
        start = lead
    elif (word := degrees.before(folded, start)) and word[0] >= taken:
        start, trigger = word[0], word[1]
        comparison = comparison or word[2]
        if (outer := degrees.before(folded, start)) and outer[0] >= taken and len(outer[1]) > 1:
            start = outer[0]
    if later := degrees.after(folded, end):
        end, comparison = later[0], comparison or later[2]
    elif unit.word in _FRACTIONAL and _MORE.match(folded, end):
        end, comparison = end + 1, comparison or ">"
    elif unit.duration and folded.startswith("内", end):
        end, comparison = end + 1, comparison or "<="
    if number.open or unit.more:
        comparison = comparison or ("~" if "来" in folded[number.start : number.end] else ">")
    low = high = sign * (number.low * unit.factor + unit.plus)
    if number.low is not number.high and number.vague:
        high = sign * (number.high * unit.factor + unit.plus)
    if unit.duration:
        flags.add("duration")
    if unit.implied:
        flags.add("implied_currency")
    if unit.rule == "money/class":
        high = low * Decimal("9.99")
    vague = low != high
    if vague and given != "range":
        flags.add("vague")
    return Mention(
        unit.kind,
        start,
        end,
        text[start:end],
        value=None if vague else low,
        low=min(low, high) if vague else None,
        high=max(low, high) if vague else None,
        unit=unit.unit,
        comparison=(given or "~") if vague else (comparison or "="),
        per=unit.per,
        flags=frozenset(flags),
        trace=Trace(unit.rule, trigger or None),
    )

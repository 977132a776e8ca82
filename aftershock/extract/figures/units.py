"""What a numeral counts by what follows it: money by a currency, a percentage by its sign, a count by a measure word."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from aftershock.extract.figures import counts, money, percentages
from aftershock.extract.language.numerals import Numeral
from aftershock.model import MentionKind

_PRICED_FROM = re.compile("(?:价|售|低至|只要)(?:格|为|仅|是|约|低至|只要)*$")
_NEXT_WORD = re.compile("[\u4e00-\u9fff]")
CURRENCY_ENDS = frozenset("币$￥¥€£₩₹₽＄元金镑DYBPRFM:： ")
"""With what a currency before an amount may end."""


_ONE = Decimal(1)
_TRILLION = Decimal(10**12)
_SPACES = (" ", "\u00a0")
FIRST = percentages.FIRST | money.FIRST | counts.FIRST
"""With what a unit may begin: a numeral before anything else is bare, as most numbers of years and days are."""


class Unit(NamedTuple):
    """What a numeral counts: its kind, unit and factor, and where the unit ends."""

    kind: MentionKind
    end: int
    unit: str | None
    rule: str
    factor: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)
    more: bool = False
    per: str | None = None
    word: str = ""
    duration: bool = False
    implied: bool = False


class Prefix(NamedTuple):
    """A currency that stands before an amount."""

    start: int
    word: str
    code: str


def prefix_before(text: str, start: int, taken: int) -> Prefix | None:
    """The currency that stands before an amount, no further left than `taken`."""
    if start and text[start - 1] in CURRENCY_ENDS:
        found = money.before(text, start)
        if found and found[0] >= taken:
            return Prefix(*found)
    return None


def unit_after(text: str, number: Numeral, prefix: Prefix | None) -> Unit | None:
    """The unit that follows a numeral; a currency before it makes money of what has none after it."""
    end = number.end
    first = text[end : end + 1]
    if first in _SPACES:
        first = text[end + 1 : end + 2]
    if prefix is None and first not in FIRST:
        return None
    if first in percentages.FIRST and (percent := percentages.after(text, number)):
        rule = "percentage/sign" if percent.rule == "sign" else f"percentage/{percent.rule}"
        return Unit("percentage", percent.end, percent.unit, rule, percent.factor, percent.plus, percent.more)
    if first in money.FIRST and (amount := _money_after(text, number, prefix)):
        return amount
    measure = counts.after(text, number.end)
    if prefix and (measure is None or len(prefix.word) < 2) and not (number.chinese and number.low < 10):
        end = number.end
        per_match = money.after(text, end)
        return Unit(
            "money", per_match.end if per_match else end, prefix.code, "money/currency+numeral", word=prefix.word
        )
    if measure is None:
        return None
    if measure.word == "起" and _price_from(text, number, measure.end):
        return Unit("money", number.end, "CNY", "money/price from", word="起", implied=True)
    if measure.duration:
        return Unit("count", measure.end, measure.word, "count/duration", word=measure.word, duration=True)
    return counted(text, number, measure)


def _money_after(text: str, number: Numeral, prefix: Prefix | None) -> Unit | None:
    """The money that a numeral is by the currency or the word of money behind it."""
    end, factor = number.end, _ONE
    if text[end : end + 1].isascii() and (prefix or not number.chinese) and (scaled := money.scale(text, end)):
        scale_end, scale_factor = scaled
        if currency := money.after(text, scale_end):
            end, factor = scale_end, scale_factor
        elif prefix:
            return Unit("money", scale_end, prefix.code, "money/currency+scale", scale_factor, word=prefix.word)
    if currency := money.after(text, end, chinese=number.chinese and number.magnitude == 1):
        code = prefix.code if prefix and currency.code == "CNY" else currency.code
        per = currency.per or money.per_before(text, prefix.start if prefix else number.start)
        word = text[end : currency.end].strip()
        end, plus = (currency.end, money.NOTHING) if number.vague else money.change_after(text, currency.end, word)
        return Unit("money", end, code, "money/numeral+currency", factor * currency.factor, plus, per=per, word=word)
    if text[end : end + 1] == "兆" and number.chinese and (currency := money.after(text, end + 1)):  # 两兆元
        word = text[end : currency.end]
        return Unit("money", currency.end, currency.code, "money/numeral+currency", _TRILLION, word=word)
    if text.startswith("个多", end) and (currency := money.after(text, end + 2)):  # 11个多美元
        word = text[end : currency.end]
        return Unit(
            "money", currency.end, currency.code, "money/numeral+currency", currency.factor, more=True, word=word
        )
    if hundred_million := money.colloquial(text, number.end):
        code = prefix.code if prefix else hundred_million.code
        return Unit(
            "money", hundred_million.end, code, "money/个亿", hundred_million.factor, more=hundred_million.more,
            word="亿", implied=not hundred_million.named and prefix is None,
        )  # fmt: skip
    if (pieces := money.in_pieces(text, number.start, number.end)) is not None:
        per = money.per_before(text, number.start)
        return Unit("money", pieces[0], "CNY", "money/块", plus=pieces[1], per=per, word="块")
    if (cents := money.in_cents(text, number.start, number.end)) is not None:
        code = prefix.code if prefix else "HKD" if text[cents - 1] == "仙" else "CNY"
        return Unit("money", cents, code, "money/分", Decimal("0.01"), per="股", word="分")
    return None


def _price_from(text: str, number: Numeral, end: int) -> bool:
    """售价9.98万起, and not 起 with what happened so often behind it."""
    if _NEXT_WORD.match(text, end):
        return False
    return _PRICED_FROM.search(text[max(0, number.start - 12) : number.start]) is not None


_PERSONS = frozenset(("人", "个人", "口人", "号人", "死", "伤", "男", "女"))


def counted(text: str, number: Numeral, measure: counts.Measure) -> Unit:
    """What a numeral with a measure word counts, by the thing named beside it."""
    named = counts.thing(text, number.start, measure.end, measure.word)
    if number.high == 1 and not counts.thing_at(text, measure.end):
        named = measure.word  # of one thing only what stands right beside is meant
    persons = measure.word in ("人", "个人") or (measure.word in counts.PERSONS and not counts.BUSINESSES.search(named))
    kind: MentionKind = "headcount" if persons else "count"
    if measure.word in _PERSONS or (persons and named not in counts.PERSON_WORDS):
        named = "人"
    return Unit(kind, measure.end, named, "count/measure word", word=measure.word)

"""Numbers that nothing stands beside: figures with %, a currency or a measure word, and such as are none at all.

Most of the numbers of a report are such, and what other rooms ask of a number (a currency before it, a minus, the other
end of a range) they need not be asked: a mark or a plain character stands on either side.
"""

from __future__ import annotations

import re
from decimal import Decimal

from aftershock.extract.figures import counts, degrees, money
from aftershock.extract.figures.bareunits import HEADLINED_FIRSTS, PAY_FIRST
from aftershock.extract.figures.ranges import LINK_FIRST
from aftershock.extract.figures.units import CURRENCY_ENDS, FIRST, counted
from aftershock.extract.language.numerals import POWERS, Numeral, decimal
from aftershock.model import Comparison, Mention, MentionKind, Trace

_NUMBER = "[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9,])(?:[.][0-9]+)?|[0-9]{1,15}(?:[.][0-9]{1,8})?(?![0-9,.])"
_GOES_ON = re.escape("".join(sorted(LINK_FIRST | degrees.FIRST)))
_MEASURES = frozenset(
    "家 个 人 名 件 辆 套 台 间 户 条 项 种 款 只 支 笔 批 倍 吨 股 张 份 例 架 艘 人次 次 部 场 处 位 座 公里 平方米 亩".split()
)
"""Measure words that mean the same behind every number; what may not follow them, `counts` knows."""
_MEASURED = "人(?!民)|个(?![百千多点亿和、及至到])|台(?![币元])|" + (
    f"[{''.join(sorted({word[0] for word in _MEASURES} - set('人个台')))}]"
)
_PLAIN = re.compile(
    f"(?P<number>{_NUMBER})(?:%(?![{_GOES_ON}])"
    f"|(?P<power>万亿|[百千]?[万亿])?(?:(?P<currency>[美港欧]?元)(?![{_GOES_ON}/／每人美港新台澳整正角分毫多旦宵件素首老凶勋帅数朝曲胡气宇年月0-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])"
    f"|(?P<measure>{_MEASURED})))"
)
"""With what may go on to be more, left out: 元人民币, 元/股, 元月, 元以上, 元3角."""
_FEW = re.compile(f"[二两三四五六七八九](?:{_MEASURED})")
_OWN = frozenset("-−–—负/第")
"""Right before a number these are part of its figure, or say that it is none."""
_NOT_COUNTED = frozenset("这那》周期拜:：前 \u00a0")
"""Right before what may be no count: 这三个, 《规则》3条, 周三两家, 8:30."""
_ONLY_WHOLE = frozenset("家名位处座条")
"""2.3家 is a heading with its number."""
_REACH = 16
"""How far before an amount it may be said of what it is the price."""
_PERCENT, _MONEY, _COUNT = Trace("percentage/sign"), "money/numeral+currency", "count/measure word"
_DIGITS = "零一二三四五六七八九"
_VALUES = {letter: Decimal(_DIGITS.index(letter)) for letter in _DIGITS[2:]} | {"两": Decimal(2)}
_ONE = Decimal(1)

_BORROWS = frozenset("、和及与或以/")
"""With what a list goes on, at whose end the unit of its numbers stands."""
MAY_TELL = CURRENCY_ENDS | frozenset("-−–负")
"""What may stand right before a number and be part of its figure."""
_UNIT_FIRST = FIRST | LINK_FIRST | PAY_FIRST | HEADLINED_FIRSTS | _BORROWS
NO_UNIT = f"月|年[0-9]|日(?![内以之元圆])|[^{re.escape(''.join(sorted(_UNIT_FIRST)))}]"
"""Behind a number of up to four digits: nothing makes a figure of it, unless what stands before does."""
_MORE_OF_IT = "0-9.,多余来几+万亿百千十兆w"
_BEHIND_YEAR = re.escape("".join(sorted(LINK_FIRST - {"以"})))
_NOT_BEFORE = re.escape("".join(sorted(MAY_TELL)))
BARE = re.compile(
    f"(?<![{_NOT_BEFORE}])(?:[0-9]{{1,4}}(?![{_MORE_OF_IT}])(?={NO_UNIT})"
    f"|(?<![)）为约达])[12][0-9]{{3}}(?=年(?!以上|[{_BEHIND_YEAR}]))"
    f"|[二三四五六七八九十](?![点零〇一二两三四五六七八九十百千万亿几数多余来分壹贰叁肆伍陆柒捌玖拾佰仟萬億兩])(?=[^{re.escape(''.join(sorted(_UNIT_FIRST)))}]))"
)
"""A number that neither side makes a figure of, as most of years, days and models are."""


def plain(text: str, folded: str, start: int, taken: int, names: tuple[str, ...]) -> Mention | None:
    """The figure that begins with a digit at `start`, where there is nothing to ask about it."""
    match = _PLAIN.match(folded, start)
    if match is None:
        return None
    before = folded[start - 1 : start]
    if before in _OWN or (before in CURRENCY_ENDS and money.before(folded, start)):
        return None
    number, power, currency, measure = match.groups()
    value, end = decimal(number), match.end()
    if power:
        value *= POWERS[power]
    if measure:
        if number[0] == "0":
            return None
        magnitude, grouped = POWERS[power] if power else _ONE, not number.isdigit()
        whole = Numeral(start, end - len(measure), value, value, magnitude=magnitude, grouped=grouped)
        return _counted(text, folded, whole, taken, names)
    if currency is None:
        first, word, comparison = _widened(folded, start, taken)
        trace = Trace("percentage/sign", word) if word else _PERCENT
        return Mention("percentage", first, end, text[first:end], value, None, None, "%", comparison, trace=trace)
    head = folded[max(0, start - _REACH) : start]
    if "每" in head or "派" in head:
        return None
    first, word, comparison = _widened(folded, start, taken)
    code, trace = money.CODES[currency], Trace(_MONEY, word or currency)
    return Mention("money", first, end, text[first:end], value, None, None, code, comparison, trace=trace)


def few(text: str, folded: str, start: int, taken: int, names: tuple[str, ...]) -> Mention | None:
    """The count that begins at `start` with one of the Chinese digits, where there is nothing to ask about it."""
    if _FEW.match(folded, start) is None or folded[start - 1 : start] in _OWN:
        return None
    value = _VALUES[folded[start]]
    return _counted(text, folded, Numeral(start, start + 1, value, value, chinese=True), taken, names)


def _counted(text: str, folded: str, number: Numeral, taken: int, names: tuple[str, ...]) -> Mention | None:
    """The count that a number and one of the plain measure words are."""
    start = number.start
    before = folded[start - 1 : start]
    measure = counts.after(folded, number.end)
    if measure is None or measure.word not in _MEASURES or before in _NOT_COUNTED or before.isascii():
        return None
    word, end = measure.word, measure.end
    behind = folded[end : end + 1]
    if behind in LINK_FIRST or behind == "多" or degrees.after(folded, end) or counts.ordinal(folded, start)[1]:
        return None
    if _may_be_none(folded, number, word, behind) or counts.idiom(folded, start, end, names):
        return None
    unit = counted(folded, number, measure)
    first, degree, comparison = _widened(folded, start, taken)
    kind: MentionKind = unit.kind
    trace = Trace(_COUNT, degree or word)
    return Mention(kind, first, end, text[first:end], number.low, None, None, unit.unit, comparison, trace=trace)


def _may_be_none(folded: str, number: Numeral, word: str, behind: str) -> bool:
    """Whether a number and a measure word may be said of something else than how many."""
    if number.grouped and word in _ONLY_WHOLE and number.magnitude == 1 and "." in folded[number.start : number.end]:
        return True
    if word in ("款", "份", "部") and (number.chinese or number.low >= 1000):
        return True
    return (
        (word == "人" and behind == "均")
        or (word == "名" and behind == "的")
        or (word == "次" and "届" in folded[max(0, number.start - 8) : number.start])
    )


def _widened(folded: str, start: int, taken: int) -> tuple[int, str | None, Comparison]:
    """Where a figure begins with the word of degree before it, the word, and what it means."""
    if folded[start - 1 : start] not in degrees.LAST:
        return start, None, "="
    word = degrees.before(folded, start)
    if word is None or word[0] < taken:
        return start, None, "="
    start = word[0]
    if (outer := degrees.before(folded, start)) and outer[0] >= taken and len(outer[1]) > 1:
        start = outer[0]
    return start, word[1], word[2]

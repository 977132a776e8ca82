"""The one numeral grammar: what a number looks like in Chinese text, and what it is worth.

    numeral   = digits chain? | chinese
    digits    = 4,143.00 | 11,32,228 (Indian) | 41430000 | 1.69 (full-width forms are folded first, character for character)
    chain     = open? magnitude (零? digits magnitude | 4 digits)? open?   3000余万, 1亿3000万, 1亿零300万, 3兆1,326亿, 10万8000, 1700+
    chinese   = positional (二〇二一), units (一千二百, 三点五亿), formal (壹仟万), neighbours (二三十, 三五千万),
                vague (十几, 数百万, 几万几十万), open (四千多万), a magnitude alone (千亿, 百万)
    open      = 多 余 +                                               more than what stands before it

A numeral is exact (low == high), open (more than low) or vague (somewhere from low to high).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from aftershock.extract.language.chinesenumbers import ALONE, DIGIT, FORMAL, bounds, magnitude_of

LONGEST = 24
"""Digits in the longest numeral that is read: beyond it a run of digits is a code, not an amount."""

_FULL: dict[int, int | str] = {
    **{0xFF10 + n: 0x30 + n for n in range(10)},
    ord("．"): ".",
    ord("﹒"): ".",
    ord("％"): "%",
    ord("＋"): "+",
    ord("－"): "-",
}
_WIDE_DIGITS = frozenset("０１２３４５６７８９")
_WIDE = _WIDE_DIGITS.union("．﹒％＋－")
_FULL_WIDTH = re.compile("[０-９．﹒％＋－]+")
_HALF_WIDTH = re.compile("[,;:!?()](?:(?=[\u4e00-\u9fff“《])|(?<=[\u4e00-\u9fff”》%][,;:!?()]))")
_TRADITIONAL = str.maketrans(
    "萬億幣圓約過餘馀幾個條輛張噸戶門間時點員歐數達單註佔虧損號週節報內後總計來開將於財當預擬這該從",
    "万亿币元约过余余几个条辆张吨户门间时点员欧数达单注占亏损号周节报内后总计来开将于财当预拟这该从",
)
"""The letters of figures and days that filings in Hong Kong write otherwise."""
_TRADITIONAL_SEEN = frozenset("萬億幣圓約個註馀來將")
_PUNCTUATION = str.maketrans(",;:!?()", "，；：！？（）")
_ROUND_ZERO = re.compile("○(?<=[一二三四五六七八九〇○十点]○)(?=[一二三四五六七八九〇○点百千万亿年年件个人])")
"""一○一点六亿: how Taiwan prints a zero among Chinese digits."""
_ITEM = re.compile(
    r"\.(?=(?:(?:19|20)[0-9]{2}年|[0-9]{1,2}月[0-9]{1,2}日))(?:(?<=\n[0-9]\.)|(?<=\n[0-9]{2}\.)|(?<=\A[0-9]\.)|(?<=\A[0-9]{2}\.))"
)
"""16.2018年1月27日: the point after the number of an item is no decimal point."""
_DASHES = frozenset("‐‑‒―")
_DASH = re.compile("(?<=[0-9０-９%％万亿元年月日])[‐‑‒―](?=[0-9０-９])")
"""The rarer dashes between two numbers (1―9月); elsewhere they part sentences."""
_RARE = re.compile("[０-９．﹒％＋－萬億幣圓約個註馀來將‐‑‒―]")
"""Any of the characters that three of the steps of folding are about."""
_FULL_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_FILLED = re.compile("【([0-9][0-9,.]{0,14})】(?=[年月日万亿元股%％家名个])")
"""【2021】年【8】月【2】日, 人民币【5,000】万元: the blanks of a form, filled in."""
_WIDE_THOUSANDS = re.compile("，(?<=[0-9]，)[0-9]{3}")
_WIDE_COMMA = re.compile(
    "(?<![0-9A-Za-z第前.,，/:：年月日-])[0-9]{1,3}(?:，[0-9]{3})+(?=[.][0-9]|[ ]?[十百千]?[万亿]?(?:[股份吨户名辆台人元]|平方|美元|港元|港币|欧元))"
)
"""13，212平方米: a full-width comma between thousands where a unit follows."""
_NUMBER = r"(?:[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9,])|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SPACED = (
    r"(?<![A-Za-z0-9.,])(?<![A-Za-z0-9.,][ \u00a0])[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    "(?=[ \u00a0]?[十百千]?[万亿]?(?:[元股人吨户台辆]|美元|港元|港币|欧元|日元|英镑|人民币))"
)
"""23 300元: spaces between thousands, where a unit follows and no Latin word stands before."""
_SPACE = "[ \u00a0\u3000]?"
_MAGNITUDE = "(?:万亿|[百千][多余][万亿](?!分)|[十百千]?亿|[十百千]?万(?!分)|兆(?=[韩日美台新越印卢元]|[0-9][0-9,.]{0,7}亿)|千(?![克米瓦伏帕卡兆赫焦乏])|百(?!分)|w(?=[多余+元美刀块单个人家粉卖店账用订件名条的，。；！、]|\\Z))"
_CHINESE_START = "[二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖兩]|(?<![总人户家件次台股份票指常参])数(?=[十百千万亿])|几(?=[十百千万亿])|[仟佰](?=[万亿萬億])|[零〇一](?=[二三四五六七八九十百千万亿〇零两])|一(?=点[零〇一二三四五六七八九]{1,4}[百千万亿])|零(?=点[零一二三四五六七八九])"
_CHINESE_MORE = "[零〇一二两三四五六七八九十百千万亿几数多余来点壹贰叁肆伍陆柒捌玖拾佰仟萬億兩]{0,24}"

NUMERAL = re.compile(
    rf"(?P<number>{_SPACED}|{_NUMBER})(?:(?P<open1>[多余来几]|\+)?{_SPACE}(?P<mag>{_MAGNITUDE})"
    rf"(?:零?(?P<number2>{_NUMBER}){_SPACE}(?P<mag2>[千百]?万|千(?![克米瓦伏帕卡兆赫焦乏]))"
    rf"(?:(?<=[0-9]万)(?P<rest2>[0-9]{{4}}|[1-9],[0-9]{{3}}|[1-9]千)(?![0-9.,:：%万千百亿年月/～~—-]))?"
    rf"|(?<=兆)(?P<number3>{_NUMBER})亿"
    rf"|(?<=[0-9]万)(?P<rest>[0-9]{{4}}|[1-9],[0-9]{{3}})(?![0-9.,:：%万千百亿年月/～~—-]))?)?(?:[ \u00a0](?=[多余][个家名种款项]))?(?P<open2>[多余](?!额|年生)|来(?=[个家名条件款台辆套人])|\+)?"
    rf"|(?P<chinese>(?:{_CHINESE_START}){_CHINESE_MORE})"
)
"""Finds every candidate; `numeral` decides whether it is one."""

_DEGREES = ("多", "余")
_NO_DEGREE = str.maketrans("", "", "多余")
"""3千多万: more than thirty million."""
_TRAILING_UNITS = re.compile("[十百千万亿]+$")
_TWO_VAGUE = re.compile("^([几数][十百千万亿]+)([几数][十百千万亿]+)$")
_OPEN = re.compile("(?<=[十百千万亿])[多余来]")


class Numeral(NamedTuple):
    """A number as written: [start, end) of the text, exact where low == high and not open.

    A tuple, for every digit of a text makes one.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    open: bool = False
    """Whether 多, 余 or + says that it is more (来: that it is about so many)."""
    magnitude: Decimal = Decimal(1)
    """The power of ten written as a word at its end, which "3-5亿" lends to its first half."""
    chinese: bool = False
    alone: bool = False
    """Whether only magnitudes are written (千亿, 百万): a number only beside a word of degree or a unit."""
    grouped: bool = False
    """Whether it has thousands separators or decimals, as amounts have and codes have not."""

    @property
    def vague(self) -> bool:
        """Whether the text gives no single number."""
        return self.low != self.high


@lru_cache(maxsize=1)
def fold(text: str) -> str:
    """The text as all patterns expect it, of the same length.

    Full-width digits, points, percent and plus/minus signs become ASCII; ASCII commas, brackets and the like become
    full-width where a Chinese character stands beside them, as they end clauses there. The last text is kept: figures
    and dates are read one after the other.
    """
    rare = set(_RARE.findall(text))
    if rare & _WIDE_DIGITS:
        text = _FULL_COMMA.sub(",", text)
    if rare & _WIDE:
        text = _FULL_WIDTH.sub(_as_ascii, text)
    if _WIDE_THOUSANDS.search(text):
        text = _WIDE_COMMA.sub(_as_comma, text)
    if rare & _TRADITIONAL_SEEN:
        text = text.translate(_TRADITIONAL)
    if rare & _DASHES:
        text = _DASH.sub("-", text)
    if "○" in text:
        text = _ROUND_ZERO.sub("〇", text)
    if "【" in text:
        text = _FILLED.sub(" \\1 ", text)
    if _ITEM.search(text):
        text = _ITEM.sub("、", text)
    return _HALF_WIDTH.sub(_as_punctuation, text)


def _as_punctuation(match: re.Match[str]) -> str:
    return match.group().translate(_PUNCTUATION)


def _as_comma(match: re.Match[str]) -> str:
    return match.group().replace("，", ",")


def _as_ascii(match: re.Match[str]) -> str:
    return match.group().translate(_FULL)


def numeral(match: re.Match[str]) -> Numeral | None:
    """What a match of NUMERAL is worth; None where it is no number after all (十四五, 数点)."""
    if (simple := _simple(match)) is not None:
        return simple
    number, opened, written, second, written2, rest2, billions, rest, closed = match.group(
        "number", "open1", "mag", "number2", "mag2", "rest2", "number3", "rest", "open2"
    )
    if number is None:
        return _chinese(match.group(), match.start())
    if len(number) > LONGEST:
        return None
    grouped = not number.isdigit()
    value, magnitude = decimal(number) if grouped else Decimal(number), Decimal(1)
    if written:
        magnitude = magnitude_of(written.translate(_NO_DEGREE))
        value *= magnitude
        if second:
            if len(second) > LONGEST:
                return None
            value += decimal(second) * magnitude_of(written2)
        if rest2:
            tail = Decimal(rest2[0]) * 1000 if rest2[-1] == "千" else decimal(rest2)
            value, magnitude = value + tail, Decimal(1)  # 2亿6,182万9,777股, 18亿4,470万9千元
        if billions:
            value, magnitude = value + decimal(billions) * 10**8, Decimal(10**8)
        if rest:
            value, magnitude = value + decimal(rest), Decimal(1)
    low = high = value
    if opened == "几":
        low, high = value + magnitude, value + 9 * magnitude
    is_open = opened in ("多", "余", "来", "+") or closed is not None or (written or "")[1:2] in _DEGREES
    return Numeral(match.start(), match.end(), low, high, is_open, magnitude, grouped=grouped)


def _simple(match: re.Match[str]) -> Numeral | None:
    """A number with or without a word for its magnitude, and nothing else, as most are."""
    start, end = match.span()
    number, branch = match["number"], match.lastgroup
    if branch == "number" and len(number) <= LONGEST:
        value = decimal(number)
        return Numeral(start, end, value, value, grouped=not number.isdigit())
    if branch == "mag" and len(number) <= LONGEST and match["open1"] is None:
        power = POWERS.get(match["mag"])
        if power is not None:
            value = decimal(number) * power
            return Numeral(start, end, value, value, False, power, grouped=not number.isdigit())
    return None


def numeral_at(text: str, position: int) -> Numeral | None:
    """The numeral that begins at a position of folded text."""
    match = NUMERAL.match(text, position)
    return numeral(match) if match else None


def parse_number(text: str) -> Decimal | None:
    """The number that a text is, such as "1亿3000万" or "二百五十"; None where it is no single number."""
    folded = fold(text.strip())
    sign = folded[:1] if folded[:1] in "-−" else ""
    match = NUMERAL.fullmatch(folded[len(sign) :]) or _LONE_ONE.fullmatch(folded[len(sign) :])
    if match is None:
        return None
    if match.re is _LONE_ONE:
        return Decimal(DIGIT[match.group()]) * (-1 if sign else 1)
    found = numeral(match)
    if found is None or found.vague or found.open:
        return None
    return -found.low if sign else found.low


_LONE_ONE = re.compile("[零〇一]")
_SEPARATORS = re.compile("[,\\s]")
POWERS = {word: magnitude_of(word) for word in ("万", "亿", "万亿", "千万", "百万", "十万", "千亿", "百亿", "千", "百")}


def decimal(number: str) -> Decimal:
    """A number of digits as written, with its separators."""
    return Decimal(number if number.isalnum() else _SEPARATORS.sub("", number))


def _chinese(raw: str, start: int) -> Numeral | None:
    """A Chinese numeral; what follows it and is none of it (点, 数, a stray 多) is left off its end."""
    found = _written(raw)
    return Numeral(start, start + found.end, *found[2:]) if found else None


@lru_cache(maxsize=1024)
def _written(raw: str) -> Numeral | None:
    """The same as if it stood alone, kept because a few numerals are most of those that texts have."""
    body = raw.rstrip("点数零〇")
    if body[-1:] in ("多", "余", "来") and body[-2:-1] not in tuple("十百千万亿"):
        body = body.rstrip("多余来")
    if not body or body == "亿万":  # 亿万网民 is no number
        return None
    start, end = 0, len(body)
    written = body.translate(FORMAL)
    if two := _TWO_VAGUE.match(written):
        first, second = bounds(two.group(1)), bounds(two.group(2))
        return Numeral(start, end, first[0], second[1], chinese=True) if first and second else None
    plain, opened = _OPEN.subn("", written)
    trailing = _TRAILING_UNITS.search(plain)
    found = bounds(plain)
    if found is None or opened > 1:
        return None
    magnitude = magnitude_of(trailing.group()) if trailing and len(trailing.group()) < len(plain) else Decimal(1)
    alone = opened == 0 and bool(ALONE.fullmatch(plain))
    return Numeral(start, end, *found, open=opened == 1, magnitude=magnitude, chinese=True, alone=alone)

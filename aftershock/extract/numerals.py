"""The one numeral grammar: what a number looks like in Chinese text, and what it is worth.

    numeral   = digits chain? | chinese
    digits    = 4,143.00 | 41430000 | 1.69 (full-width forms are folded first, character for character)
    chain     = open? magnitude (零? digits magnitude)? open?        3000余万, 1亿3000万, 1亿零300万, 1700+
    chinese   = positional (二〇二一), units (一千二百, 三点五亿), formal (壹仟万), neighbours (二三十, 三五千万),
                vague (十几, 数百万, 几万几十万), open (四千多万), a magnitude alone (千亿, 百万)
    open      = 多 余 +                                               more than what stands before it

A numeral is exact (low == high), open (more than low) or vague (somewhere from low to high).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LONGEST = 24
"""Digits in the longest numeral that is read: beyond it a run of digits is a code, not an amount."""

_FULL: dict[int, int | str] = {
    **{0xFF10 + n: 0x30 + n for n in range(10)},
    ord("．"): ".",
    ord("％"): "%",
    ord("＋"): "+",
    ord("－"): "-",
}
_FULL_WIDTH = re.compile("[０-９．％＋－]+")
_HALF_WIDTH = re.compile("[,;:!?()](?:(?=[\u4e00-\u9fff“《])|(?<=[\u4e00-\u9fff”》%][,;:!?()]))")
_PUNCTUATION = str.maketrans(",;:!?()", "，；：！？（）")
_FULL_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")

_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SPACE = "[ \u00a0\u3000]?"
_MAGNITUDE = "(?:万亿|[十百千]?亿|[十百千]?万(?!分)|千(?![克米瓦伏帕卡兆赫焦乏])|百(?!分))"
_CHINESE_START = "[二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖兩]|(?<![总人户家件次台金额股份票指常参])数(?=[十百千万亿])|几(?=[十百千万亿])|[零〇一](?=[二三四五六七八九十百千万亿〇零两])|零(?=点[零一二三四五六七八九])"
_CHINESE_MORE = "[零〇一二两三四五六七八九十百千万亿几数多余来点壹贰叁肆伍陆柒捌玖拾佰仟萬億兩]{0,24}"

NUMERAL = re.compile(
    rf"(?P<number>{_NUMBER})(?:(?P<open1>[多余来几]|\+)?{_SPACE}(?P<mag>{_MAGNITUDE})"
    rf"(?:零?(?P<number2>{_NUMBER}){_SPACE}(?P<mag2>[千百]?万|千(?![克米瓦伏帕卡兆赫焦乏])))?)?(?P<open2>[多余](?!额|年生)|\+)?"
    rf"|(?P<chinese>(?:{_CHINESE_START}){_CHINESE_MORE})"
)
"""Finds every candidate; `numeral` decides whether it is one."""

_ONE_OF = "一二两三四五六七八九"
_NEIGHBOURS = re.compile(f"(?<![{_ONE_OF}])([{_ONE_OF}])([{_ONE_OF}])(?=[十百千万亿]|$)")
_POSITIONAL = re.compile(f"[零〇{_ONE_OF}]{{2,}}")
_TRAILING_UNITS = re.compile("[十百千万亿]+$")
_TWO_VAGUE = re.compile("^([几数][十百千万亿]+)([几数][十百千万亿]+)$")
_OPEN = re.compile("(?<=[十百千万亿])[多余来]")
_ALONE = re.compile("[百千万亿]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written: [start, end) of the text, exact where low == high and not open."""

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


def fold(text: str) -> str:
    """The text as all patterns expect it, of the same length.

    Full-width digits, points, percent and plus/minus signs become ASCII; ASCII commas, brackets and the like become
    full-width where a Chinese character stands beside them, as they end clauses there.
    """
    if _FULL_WIDTH.search(text):
        text = _FULL_WIDTH.sub(_as_ascii, _FULL_COMMA.sub(",", text))
    return _HALF_WIDTH.sub(_as_punctuation, text) if _HALF_WIDTH.search(text) else text


def _as_punctuation(match: re.Match[str]) -> str:
    return match.group().translate(_PUNCTUATION)


def _as_ascii(match: re.Match[str]) -> str:
    return match.group().translate(_FULL)


def numeral(match: re.Match[str]) -> Numeral | None:
    """What a match of NUMERAL is worth; None where it is no number after all (十四五, 数点)."""
    if match.group("chinese"):
        return _chinese(match.group(), match.start())
    number = match.group("number")
    if len(number) > LONGEST:
        return None
    value, magnitude = _decimal(number), Decimal(1)
    if written := match.group("mag"):
        magnitude = _magnitude(written)
        value *= magnitude
        if second := match.group("number2"):
            if len(second) > LONGEST:
                return None
            value += _decimal(second) * _magnitude(match.group("mag2"))
    low = high = value
    if match.group("open1") == "几":
        low, high = value + magnitude, value + 9 * magnitude
    is_open = match.group("open1") in ("多", "余", "来", "+") or match.group("open2") is not None
    grouped = "," in number or "." in number
    return Numeral(match.start(), match.end(), low, high, is_open, magnitude, grouped=grouped)


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
        return Decimal(_DIGIT[match.group()]) * (-1 if sign else 1)
    found = numeral(match)
    if found is None or found.vague or found.open:
        return None
    return -found.low if sign else found.low


_LONE_ONE = re.compile("[零〇一]")


def chinese_integer(text: str) -> int | None:
    """The value of plain Chinese digits or units: 二〇二一, 十二, 三百五, 一百零三; None where ill-formed."""
    written = text.translate(_FORMAL)
    if _POSITIONAL.fullmatch(written):
        return int("".join(str(_DIGIT[c]) for c in written))
    return _units(written)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _magnitude(word: str) -> Decimal:
    value = 1
    for c in word:
        value *= _UNIT[c]
    return Decimal(value)


def _chinese(raw: str, start: int) -> Numeral | None:
    """A Chinese numeral; what follows it and is none of it (点, 数, a stray 多) is left off its end."""
    body = raw.rstrip("点数零〇")
    if body[-1:] in ("多", "余", "来") and body[-2:-1] not in tuple("十百千万亿"):
        body = body.rstrip("多余来")
    if not body or body == "亿万":  # 亿万网民 is no number
        return None
    end = start + len(body)
    written = body.translate(_FORMAL)
    if two := _TWO_VAGUE.match(written):
        first, second = _bounds(two.group(1)), _bounds(two.group(2))
        return Numeral(start, end, first[0], second[1], chinese=True) if first and second else None
    plain, opened = _OPEN.subn("", written)
    trailing = _TRAILING_UNITS.search(plain)
    bounds = _bounds(plain)
    if bounds is None or opened > 1:
        return None
    magnitude = _magnitude(trailing.group()) if trailing and len(trailing.group()) < len(plain) else Decimal(1)
    alone = opened == 0 and bool(_ALONE.fullmatch(plain))
    return Numeral(start, end, *bounds, open=opened == 1, magnitude=magnitude, chinese=True, alone=alone)


def _bounds(written: str) -> tuple[Decimal, Decimal] | None:
    """Least and greatest value of a Chinese numeral without 多 and 余."""
    if "数" in written or "几" in written:
        return _some(written)
    if "点" in written:
        return _with_point(written)
    if pair := _NEIGHBOURS.search(written):
        first, second = _DIGIT[pair.group(1)], _DIGIT[pair.group(2)]
        neighbours = second == first + 1 or (first, second) == (3, 5)
        if neighbours and not (len(written) > 2 and _POSITIONAL.fullmatch(written)):
            low = _units(written[: pair.start()] + pair.group(1) + written[pair.end() :])
            high = _units(written[: pair.start()] + pair.group(2) + written[pair.end() :])
            return None if low is None or high is None else (Decimal(low), Decimal(high))
    value = chinese_integer(written)
    return None if value is None else (Decimal(value), Decimal(value))


def _some(written: str) -> tuple[Decimal, Decimal] | None:
    """数十 = 20 to 99, 数百万 = 2 to 9.99 million, 十几 = 11 to 19."""
    if written[0] in "数几":
        units = written[1:]
        if not units or not _ALONE.fullmatch(units.replace("十", "百")):
            return None
        base = _magnitude(units)
        inner = units[0]
        top = {"十": Decimal("9.9"), "百": Decimal("9.99"), "千": Decimal("9.99")}.get(inner, Decimal("9.9999"))
        if inner == "千" and len(units) == 1:
            top = Decimal("9.999")
        return 2 * base, top * base
    if written.endswith("十几"):
        base_value = _units(written[:-1])
        return None if base_value is None else (Decimal(base_value + 1), Decimal(base_value + 9))
    match = re.fullmatch("(.*十)几([百千万亿]+)", written)
    if match and (tens := _units(match.group(1))) is not None:
        return (tens + 1) * _magnitude(match.group(2)), (tens + 9) * _magnitude(match.group(2))
    return None


def _with_point(written: str) -> tuple[Decimal, Decimal] | None:
    match = re.fullmatch(r"([^点]+)点([零〇一二两三四五六七八九]{1,12})([十百千万亿]*)", written)
    if match is None:
        return None
    whole = chinese_integer(match.group(1)) if match.group(1) not in ("零", "〇") else 0
    if whole is None:
        return None
    decimals = "".join(str(_DIGIT[c]) for c in match.group(2))
    value = Decimal(f"{whole}.{decimals}") * _magnitude(match.group(3))
    return value, value


def _units(written: str) -> int | None:
    """一千二百, 三千万, 一万亿, 千亿, 三百五 (= 350); None where ill-formed."""
    for unit in "亿万":
        left, found, right = written.rpartition(unit)
        if found:
            high = _units(left) if left else 1
            low = _tail(right, _UNIT[unit]) if right else 0
            return None if high is None or low is None else high * _UNIT[unit] + low
    return _below_ten_thousand(written)


def _tail(right: str, unit: int) -> int | None:
    if right[0] in "零〇":
        return _units(right.lstrip("零〇"))
    if len(right) == 1 and right in _ONE_OF:
        return _DIGIT[right] * unit // 10
    return _units(right)


def _below_ten_thousand(written: str) -> int | None:
    total, digit, last = 0, None, 10**4
    for place, c in enumerate(written):
        if c in _UNIT:
            if _UNIT[c] >= last or (digit is None and place and written[place - 1] not in "零〇"):
                return None
            total += (1 if digit is None else digit) * _UNIT[c]
            last, digit = _UNIT[c], None
        elif digit is not None:
            return None
        elif _DIGIT[c] == 0:
            if place == 0:
                return None
        else:
            digit = _DIGIT[c]
    if digit is not None:
        short = last < 10**4 and last > 10 and written[-2] in _UNIT
        total += digit * (last // 10 if short else 1)
    return total if written else None

"""What numbers written in Chinese characters are worth: 二〇二一, 一千二百, 三点五亿, 十几, 数百万, 二三十.

Formal digits (壹 贰 拾 佰) are read through `FORMAL` first; a number is exact or has a least and greatest value.
"""

from __future__ import annotations

import re
from decimal import Decimal

FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億兩", "一二三四五六七八九十百千万亿两")
DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12, "w": 10**4}
_ONE_OF = "一二两三四五六七八九"
_NEIGHBOURS = re.compile(f"(?<![{_ONE_OF}])([{_ONE_OF}])([{_ONE_OF}])(?=[十百千万亿]|$)")
_POSITIONAL = re.compile(f"[零〇{_ONE_OF}]{{2,}}")
ALONE = re.compile("[百千万亿]+")


def chinese_integer(text: str) -> int | None:
    """The value of plain Chinese digits or units: 二〇二一, 十二, 三百五, 一百零三; None where ill-formed."""
    written = text.translate(FORMAL)
    if _POSITIONAL.fullmatch(written):
        return int("".join(str(DIGIT[c]) for c in written))
    return _units(written)


def magnitude_of(word: str) -> Decimal:
    """The power of ten that 万, 千万 or 万亿 stands for."""
    value = 1
    for c in word:
        value *= _UNIT[c]
    return Decimal(value)


def bounds(written: str) -> tuple[Decimal, Decimal] | None:
    """Least and greatest value of a Chinese numeral without 多 and 余."""
    if "数" in written or "几" in written:
        return None if "点" in written else _some(written)  # 晚上十点|十几人
    if "点" in written:
        return _with_point(written)
    if pair := _NEIGHBOURS.search(written):
        first, second = DIGIT[pair.group(1)], DIGIT[pair.group(2)]
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
        if not units or not ALONE.fullmatch(units.replace("十", "百")):
            return None
        base = magnitude_of(units)
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
        return (tens + 1) * magnitude_of(match.group(2)), (tens + 9) * magnitude_of(match.group(2))
    return None


def _with_point(written: str) -> tuple[Decimal, Decimal] | None:
    match = re.fullmatch(r"([^点]+)点([零〇一二两三四五六七八九]{1,12})([十百千万亿]*)", written)
    if match is None:
        return None
    whole = chinese_integer(match.group(1)) if match.group(1) not in ("零", "〇") else 0
    if whole is None:
        return None
    decimals = "".join(str(DIGIT[c]) for c in match.group(2))
    value = Decimal(f"{whole}.{decimals}") * magnitude_of(match.group(3))
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
        return DIGIT[right] * unit // 10
    return _units(right)


def _below_ten_thousand(written: str) -> int | None:
    if _POSITIONAL.fullmatch(written) and written[0] not in "零〇":
        return int("".join(str(DIGIT[c]) for c in written))  # 二六四亿, 九三一二万, as Taiwan writes them
    total, digit, last = 0, None, 10**4
    for place, c in enumerate(written):
        if c in _UNIT:
            if _UNIT[c] >= last or (digit is None and place and written[place - 1] not in "零〇"):
                return None
            total += (1 if digit is None else digit) * _UNIT[c]
            last, digit = _UNIT[c], None
        elif digit is not None or c not in DIGIT:
            return None  # 十来多仟 is no number
        elif DIGIT[c] == 0:
            if place == 0:
                return None
        else:
            digit = DIGIT[c]
    if digit is not None:
        short = last < 10**4 and last > 10 and written[-2] in _UNIT
        total += digit * (last // 10 if short else 1)
    return total if written else None

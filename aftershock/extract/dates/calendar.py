"""Stretches of the calendar: years, halves, quarters, months, parts of months, weeks and Chinese festivals.

A span is (first day, last day). 初 = 1–10, 中旬 = 11–20, 下旬 and 底 = 21–end of a month; the end of a year is 31 December.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Span = tuple[date, date]

_LUNAR_FROM = 1990
_SPRING = (
    "0127 0215 0204 0123 0210 0131 0219 0207 0128 0216 0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 "
    "0210 0131 0219 0208 0128 0216 0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 "
    "0128 0215 0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123"
).split()
_DRAGON_BOAT = (
    "0528 0616 0605 0624 0613 0602 0620 0609 0530 0618 0606 0625 0615 0604 0622 0611 0531 0619 0608 0528 0616 0606 0623 "
    "0612 0602 0620 0609 0530 0618 0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 "
    "0530 0618 0607 0527 0614 0603 0622 0611 0531 0619 0608 0529 0615 0604 0623"
).split()
_MID_AUTUMN = (
    "1003 0922 0911 0930 0920 0909 0927 0916 1005 0924 0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 "
    "0919 0908 0927 0915 1004 0924 0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 "
    "1004 0924 0913 1002 0920 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930"
).split()
"""Month and day of the festivals of the lunar calendar in the years 1990 to 2050."""

_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "五一": (5, 1), "十一": (10, 1), "劳动节": (5, 1), "五四": (5, 4), "儿童节": (6, 1),
    "3·15": (3, 15), "618": (6, 18), "6·18": (6, 18), "国庆": (10, 1), "双11": (11, 11), "双十一": (11, 11), "双12": (12, 12), "双十二": (12, 12),
    "平安夜": (12, 24), "圣诞": (12, 25), "教师节": (9, 10), "万圣节": (10, 31),
}  # fmt: skip
_HOLIDAY_DAYS = {"国庆": 7, "十一": 7, "五一": 5, "劳动节": 5, "春节": 7, "元旦": 3, "端午": 3, "中秋": 3, "清明": 3}
_LONG_WEEKEND = ((2, 0), (2, 0), (0, 0), (0, 2), (0, 2), (0, 2), (1, 1))
"""Days off before and after a festival, by its weekday from Monday on."""
_OF_NEW_YEAR = {
    **{f"{month}初{n}": day for month in ("大年", "正月") for day, n in enumerate("一二三四五六七八九十")},
    **{f"正月十{n}": 10 + day for day, n in enumerate("一二三四五")},
    "大年三十": -1, "除夕": -1, "元宵": 14, "春节": 0,
}  # fmt: skip
"""Days after the first of the lunar year."""
FESTIVALS = (
    *(name for name in _FIXED if name != "十一"),
    *(name for name in _OF_NEW_YEAR if name[0] in "大正"),
    "春节",
    "除夕",
    "元宵",
    "端午",
    "中秋",
    "清明",
    "黑五",
    "黑色星期五",
    "感恩节",
)


def year(number: int) -> Span:
    """All of a year."""
    return date(number, 1, 1), date(number, 12, 31)


def months(number: int, first: int, last: int) -> Span:
    """From the first day of one month to the last day of another, in one year."""
    return date(number, first, 1), date(number, last, monthrange(number, last)[1])


def month(number: int, which: int) -> Span:
    """All of a month."""
    return months(number, which, which)


def quarter(number: int, which: int) -> Span:
    """The first to fourth quarter of a calendar year."""
    return months(number, 3 * which - 2, 3 * which)


def half(number: int, which: int) -> Span:
    """The first or second half of a calendar year."""
    return months(number, 6 * which - 5, 6 * which)


def season(number: int, which: str) -> Span:
    """Spring, summer, autumn or winter as the weather bureau counts: from March on, each three months."""
    first = add_months(date(number, 3, 1), 3 * "春夏秋冬".index(which))
    last = add_months(first, 2)
    return first, month(last.year, last.month)[1]


_PARTS = {
    "上半月": (1, 15), "下半月": (16, 31), "初": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "中": (11, 20), "上中旬": (1, 20), "中上旬": (1, 20), "下旬": (21, 31), "底": (21, 31),
    "末": (21, 31), "中下旬": (11, 31),
    "上旬至中旬": (1, 20), "初至中旬": (1, 20), "中旬至下旬": (11, 31), "中旬至月底": (11, 31), "上旬至下旬": (1, 31), "初至月底": (1, 31), "月初": (1, 10), "月中": (11, 20), "月底": (21, 31), "月末": (21, 31),
}  # fmt: skip


def part(whole: Span, word: str) -> Span:
    """A part of a month: 初, 上旬, 中下旬, 底 …"""
    first, last = _PARTS[word]
    month_end = whole[1].day
    return whole[0].replace(day=first), whole[0].replace(day=min(last, month_end))


def day(number: int, which: int, of_month: int) -> Span | None:
    """A single day, None where the calendar has no such."""
    try:
        one = date(number, which, of_month)
    except ValueError:
        return None
    return one, one


def add_months(to: date, count: int) -> date:
    """The same day some months later (or earlier); the month's last day where it is shorter."""
    total = to.year * 12 + to.month - 1 + count
    number, which = divmod(total, 12)
    if not 1 <= number <= 9999:
        return to
    return date(number, which + 1, min(to.day, monthrange(number, which + 1)[1]))


def latest_day(published: date | None, of_month: int) -> date | None:
    """The latest such day of a month that is not after publication."""
    if published is None:
        return None
    for back in range(4):
        base = add_months(published.replace(day=1), -back)
        found = day(base.year, base.month, of_month)
        if found is not None and found[0] <= published:
            return found[0]
    return None


def months_later(span: Span, count: int) -> Span:
    """A stretch of whole months, some months later."""
    first = add_months(span[0], count)
    last = add_months(span[1].replace(day=1), count)
    return first, month(last.year, last.month)[1]


def week(of: date, shift: int = 0) -> Span:
    """Monday to Sunday of the week that holds a day, or of one some weeks later."""
    monday = of - timedelta(days=of.weekday()) + timedelta(weeks=shift)
    return monday, monday + timedelta(days=6)


def shift_year(span: Span, years: int) -> Span:
    """The same stretch in another year; the end of February stays the end of February."""
    first, last = (add_months(d, 12 * years) for d in span)
    if last.month == 2 and span[1].day == monthrange(span[1].year, 2)[1]:
        last = last.replace(day=monthrange(last.year, 2)[1])
    return first, last


def festival(name: str, number: int) -> date | None:
    """The day of a festival in a year; None for a year beyond the table of the lunar calendar."""
    if name in _FIXED:
        return date(number, *_FIXED[name])
    if name in ("黑五", "黑色星期五", "感恩节"):
        first = date(number, 11, 1)
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 21)
        return thursday if name == "感恩节" else thursday + timedelta(days=1)
    if name == "清明":
        return date(number, 4, 4 if number % 4 in (0, 1) else 5)
    table = {"端午": _DRAGON_BOAT, "中秋": _MID_AUTUMN}.get(name, _SPRING)
    if not 0 <= number - _LUNAR_FROM < len(table):
        return None
    written = table[number - _LUNAR_FROM]
    found = date(number, int(written[:2]), int(written[2:]))
    return found + timedelta(days=_OF_NEW_YEAR.get(name, 0))


def holiday(name: str, first: date) -> Span:
    """The days off of a festival, for 国庆假期 or 春节期间; those of three days are joined to a weekend."""
    if _HOLIDAY_DAYS.get(name) == 3:
        before, after = _LONG_WEEKEND[first.weekday()]
        return first - timedelta(days=before), first + timedelta(days=after)
    return first, first + timedelta(days=_HOLIDAY_DAYS.get(name, 1) - 1)

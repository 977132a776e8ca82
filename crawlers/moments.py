"""Printed and machine-readable publication times → aware datetimes with their precision. No clock is read here."""

from __future__ import annotations

import email.utils
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from crawlers.article import BEIJING, Precision

_DIGITS = str.maketrans("０１２３４５６７８９：－／．", "0123456789:-/.")
_NUMERALS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "0": 0,
}

_PRINTED = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})\s?(?P<mark>[-/.]"
    r"|年)\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d*[.%％亿万])"
    r"(?:\s?[日号])?"
    r"(?:[T\s,，]*(?:(?:星期|周)[一二三四五六日天]|\((?:星期|周)?[一二三四五六日天]\))?\s*(?P<half>上午|下午|晚上|凌晨|早上|中午|AM|PM|am|pm)?\s*"
    r"(?P<hour>[01]?\d|2[0-3])\s?[:时]\s?(?P<minute>[0-5]\d)(?:\s?[:分]\s?(?P<second>[0-5]\d))?"
    r"(?:[.,]\d{1,9})?\s?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_SPLIT = re.compile(
    r"(?<!\d)(?P<year>20\d{2})\s(?P<month>\d{1,2})\s?[/.-]\s?(?P<day>\d{1,2})(?:\s(?P<hour>[01]?\d"
    r"|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?(?!\d)"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.-])(?P<year>[012]\d)[-/](?P<month>[01]\d)[-/](?P<day>[0-3]\d)(?:\s+(?P<hour>[01]?\d"
    r"|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?)?(?![\d-])"
)
_COMPACT = re.compile(
    r"^\s*(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)"
    r"(?:[T ]?(?P<hour>[0-2]\d):?(?P<minute>[0-5]\d)(?::?(?P<second>[0-5]\d))?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?\s*$"
)
_CHINESE = re.compile(
    r"(?P<year>[二一][〇○ＯO零一二三四五六七八九0]{3})\s?年\s?"
    r"(?P<month>[元正一二三四五六七八九十]{1,3})\s?月\s?(?P<day>[一二三四五六七八九十廿]{1,4})\s?[日号]"
)
# The American order, and months by name: only some Chinese pages, but whole publishing systems of the 2000s.
_SLASHED = re.compile(
    r"(?<![\d/])(?P<first>\d{1,2})/(?P<second_part>\d{1,2})/(?P<year>(?:19|20)\d{2})"
    r"(?:\s+(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?\s*(?P<half>AM|PM)?)?(?![\d/])",
    re.I,
)
_MONTH = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|十[一二]?月|[一二三四五六七八九]月)\.?"
)
_NAMED = re.compile(
    rf"(?<![A-Za-z\d十])(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?\s+"
    rf"{_MONTH.replace('<name>', '<name_after>')}),?\s+(?P<year>(?:19|20)\d{{2}})"
    r"(?:,?\s+(?:at\s+)?(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)\s*(?P<half>AM|PM)?)?(?!\d)",
    re.I,
)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ADDRESS = re.compile(
    r"(?<![0-9])(?P<year>20[0-4]\d)(?:-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})|/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
    r"|-(?P<m3>\d{1,2})/(?P<d3>\d{1,2})"
    r"|/(?P<m4>\d{2})-?(?P<d4>\d{2})|(?P<m5>[01]\d)(?P<d5>[0-3]\d)|(?P<m6>[01]\d)/(?P<d6>[0-3]\d))(?=[/_.?-]|$|\D)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as somebody gave it."""

    time: datetime
    """Aware: Beijing time unless a zone was given."""
    precision: Precision
    raw: str
    zoned: bool = False
    """Whether the source named a zone; Chinese sites often name UTC and mean Beijing."""


def printed(text: str, *, short_year: bool = False) -> Moment | None:
    """The first time printed in a text such as "2021年08月12日 23:05"; `short_year` admits "21-08-12" too."""
    text = text.translate(_DIGITS)
    patterns = [_PRINTED, _SPLIT, _CHINESE] + ([_SHORT_YEAR] if short_year else [])
    for pattern in patterns:
        for match in pattern.finditer(text):
            moment = _moment(match)
            if moment:
                return moment
    return _foreign(text)


def _foreign(text: str) -> Moment | None:
    """A time in the American order ("9/17/2004 5:54:13 AM") or with the month's name ("November 6, 2009").

    Where day and month could be either, only a clock with AM or PM tells that the month comes first.
    """
    for match in _SLASHED.finditer(text) if text.count("/") > 1 else ():
        month, day = int(match["first"]), int(match["second_part"])
        if month <= 12 and day <= 12 and month != day and not match["half"]:
            continue
        month, day = (day, month) if month > 12 else (month, day)
        moment = _moment(match, str(month), str(day))
        if moment:
            return moment
    for match in _NAMED.finditer(text):
        name = match["name"] or match["name_after"]
        month = _ENGLISH.index(name[:3].lower()) + 1 if name.isascii() else _number(name[:-1]) or 0
        moment = _moment(match, str(month), match["day"] or match["day_before"])
        if moment:
            return moment
    return None


def machine(text: str) -> Moment | None:
    """A time from a machine-readable place: ISO 8601, RFC 822, digits without marks, epoch seconds or milliseconds."""
    text = text.strip()
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return epoch(text)
    compact = _COMPACT.match(text)
    if compact:
        return _moment(compact)
    if re.match(r"(?:[A-Z][a-z]{2,8},? |\d{1,2} [A-Z][a-z]{2,8} \d{4} )", text):
        try:
            given = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return None
        aware = given if given.tzinfo else given.replace(tzinfo=BEIJING)
        return Moment(aware, "second", text, given.tzinfo is not None)
    return printed(text, short_year=True)


def epoch(digits: str) -> Moment | None:
    """Seconds (10 digits) or milliseconds (13 digits) since 1970 as Beijing time."""
    try:
        time = datetime.fromtimestamp(int(digits[:10]), UTC).astimezone(BEIJING)
    except (ValueError, OverflowError, OSError):
        return None
    return Moment(time, "second", digits) if 1995 <= time.year <= 2100 else None


def in_address(url: str) -> Moment | None:
    """The day that an address names in its path, such as /2021-08-12/, /20210812/ or /2021/0812/."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url).split("?")[0]
    found = set()
    for match in _ADDRESS.finditer(path):
        parts = match.groupdict()
        month = next(parts[f"m{n}"] for n in range(1, 7) if parts[f"m{n}"])
        day = next(parts[f"d{n}"] for n in range(1, 7) if parts[f"d{n}"])
        time = _datetime(parts["year"], month, day)
        if time:
            found.add((time, match[0]))
    if len({time for time, _ in found}) != 1:
        return None
    time, raw = found.pop()
    return Moment(time, "day", raw)


def _moment(match: re.Match[str], month_given: str = "", day_given: str = "") -> Moment | None:
    parts = match.groupdict()
    year = _number(parts["year"])
    month, day = _number(month_given or parts["month"]), _number(day_given or parts["day"])
    if year is not None and year < 100:
        year += 2000
    time = _datetime(year, month, day)
    if time is None:
        return None
    if not parts.get("hour"):
        return Moment(time, "day", match[0].strip())
    hour, half = int(parts["hour"]), (parts.get("half") or "").lower()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("凌晨", "am") and hour == 12:
        hour = 0
    second = int(parts["second"]) if parts.get("second") else 0
    time = time.replace(hour=hour, minute=int(parts["minute"]), second=second)
    zone = parts.get("zone")
    if zone:
        time = time.replace(tzinfo=_zone(zone))
    return Moment(time, "second" if parts.get("second") else "minute", match[0].strip(), bool(zone))


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=(1 if text[0] == "+" else -1) * min(minutes, 14 * 60)))


def _datetime(year: str | int | None, month: str | int | None, day: str | int | None) -> datetime | None:
    if year is None or month is None or day is None:
        return None
    try:
        time = datetime(int(year), int(month), int(day), tzinfo=BEIJING)
    except ValueError:
        return None
    return time if 1995 <= time.year <= 2100 else None


def _number(text: str) -> int | None:
    """ "2025", "二〇二五" (sign by sign) or "二十一" (with ten)."""
    if text.isdigit():
        return int(text)
    if "十" in text or text in ("元", "正") or "廿" in text:
        text = text.replace("廿", "二十")
        if text in ("元", "正"):
            return 1
        tens, _, ones = text.partition("十")
        return (_NUMERALS.get(tens, 0) if tens else 1) * 10 + (_NUMERALS.get(ones, 0) if ones else 0)
    digits = [_NUMERALS.get(sign) for sign in text]
    if None in digits:
        return None
    return int("".join(map(str, digits)))

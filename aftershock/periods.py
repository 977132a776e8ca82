"""Days as people type them in a query or an option: a year, a month or a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PERIOD = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?:年|(?=$|[-/.]))"
    r"(?:[-/.]?(?P<month>[0-9]{1,2})(?:月|(?=$|[-/.]))(?:[-/.]?(?P<day>[0-9]{1,2})[日号]?)?)?"
)
_FULL_WIDTH = {0xFF10 + n: str(n) for n in range(10)} | {ord("－"): "-", ord("／"): "/"}


def period(text: str) -> tuple[date, date] | None:
    """First and last day of 2021, 2021-07, 2021-7-6, 2021/07/06, 2021年7月 or 2021年7月6日; None for anything else."""
    text = text.strip()
    if not text[:1].isdigit():
        return None  # as most words are
    match = _PERIOD.fullmatch(text.translate(_FULL_WIDTH))
    if match is None:
        return None
    year = int(match.group("year"))
    if match.group("month") is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match.group("month"))
    try:
        if match.group("day"):
            day = date(year, month, int(match.group("day")))
            return day, day
        following = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), following - timedelta(days=1)
    except ValueError:
        return None

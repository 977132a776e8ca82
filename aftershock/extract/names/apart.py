"""Names that are half of a day: 9|时起, 本|周老铺, 29日向农商行 and 大纪元3月4日 are read across one and are none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from aftershock.model import Mention, NameFound


def apart_from_days(found: Sequence[NameFound], days: Sequence[Mention]) -> tuple[NameFound, ...]:
    """The names without those mentions that begin within a day, begin with one in figures, end with one or are one."""
    days = [day for day in days if not day.text.startswith("截")]  # 截至甲公司的公告 names a firm
    starts = [day.start for day in days]
    within = {at for day in days for at in range(day.start, day.end)}
    kept: list[NameFound] = []
    for name in found:
        across = [
            (start, end)
            for start, end in name.mentions
            if (start in within or end - 1 in within) and _across(start, end, days, starts)
        ]
        if not across:
            kept.append(name)
        elif mentions := tuple(one for one in name.mentions if one not in across):
            kept.append(replace(name, mentions=mentions))
    return tuple(kept)


def _across(start: int, end: int, days: Sequence[Mention], starts: Sequence[int]) -> bool:
    at = bisect_right(starts, end - 1) - 1
    if at < 0 or days[at].end <= start:
        return False
    day = days[at]
    if start > day.start:
        return start < day.end
    figures = day.text[:1].isdigit()
    return (start, end) == (day.start, day.end) or (figures and (start == day.start or end == day.end))

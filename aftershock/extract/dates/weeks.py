"""Weeks and days of the week: 上周五, 本周, 周五, 从周一到周五; what week they are of hangs on the days named before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.context import Context, Grain, Named
from aftershock.extract.dates.daywords import DAY_SAID
from aftershock.extract.dates.outlook import future
from aftershock.extract.dates.years import published_on

_WEEKDAY = {c: n for names in ("一二三四五六", "123456") for n, c in enumerate(names)} | {"日": 6, "天": 6}


def week(context: Context, match: re.Match[str]) -> Named | None:
    """上周五, 本周, 下周末; 周五 alone is the latest one, or the coming one where the words look ahead."""
    which = match.group("which")
    name = match.group("day")
    if which is None and name is None:
        return None
    published = context.published
    if published is None:
        return Named(match.start(), match.end(), None, "week", False, "date/week", match.group())
    shift = {"上上": -2, "上": -1, "下": 1, "下下": 2, "前": -1, "前一": -1}.get(which or "", 0)
    base, anchor = _week_before(context, match, which or "")
    whole = calendar.week(base or published, shift)
    grain: Grain = "week"
    end = match.end()
    if name and base is not None:
        one = whole[0] + timedelta(days=_WEEKDAY[name])
        grain, whole = "day", (one, one)
    elif name:
        one, end = _nearest_weekday(context, match, published, whole[0] + timedelta(days=_WEEKDAY[name]))
        grain, whole = "day", (one, one)
    elif match.group("end"):
        whole = (whole[0] + timedelta(days=5), whole[1])
    return Named(match.start(), end, whole, grain, False, "date/week", match.group(), anchor)


def _nearest_weekday(context: Context, match: re.Match[str], published: date, one: date) -> tuple[date, int]:
    """The day that a weekday of this week stands for, a week on or back where it must be, and where it is said."""
    if match.group("which") is None and one > published and not future(context, match):
        one -= timedelta(weeks=1)
    elif match.group("which") is None and one < published:
        before = context.text[max(0, match.start() - 8) : match.start()]
        one += timedelta(weeks=1 if grammar.FUTURE_BEFORE.search(before) else 0)
    if said := DAY_SAID.match(context.text, match.end()):
        near = [one + timedelta(days=n) for n in (0, 7, -7)]  # 上周五（13日） said on the Sunday after
        told = next((day for day in near if day.day == int(said["day"])), None)
        return (told, said.end()) if told is not None else (one, match.end())
    return one, match.end()


_IN_ROW = "named before, week: "


def _week_before(context: Context, match: re.Match[str], which: str) -> tuple[date | None, str | None]:
    """A day of the week named before that 前一周, 较上周 or 从周一…到周五 hangs on, and what it hangs on."""
    start, last = match.start(), None
    if which[:1] == "前":
        last = context.last(start, "week", reach=400)
        if last is not None and last.span is not None and (last.trigger or "").startswith("前"):
            return last.span[0] + timedelta(weeks=1), last.anchor  # the same week again
        last = _in_line(context, last or context.last(start, "day", reach=80), start)
    elif which == "上" and match.group("day") is None and context.compared(start):
        last = _in_line(context, context.last(start, "week", reach=160, compared=False), start)
    elif which == "本":
        last = _week_told(context)
    elif not which and (beside := _weekday_of(context, match)) is not None:
        last = beside
    elif not which and (row := _week_of_row(context, match)) is not None:
        last = row
    elif not which and context.text[start - 1 : start] in _FROM_TO:
        last = context.last(start, "week", "day", reach=60)
        alone = last is not None and last.grain == "day" and not (last.anchor or "").startswith(_IN_ROW)
        last = None if last is None or alone or not context.same_sentence(last, start) else last
    if last is None or last.span is None:
        return None, published_on(context)
    return last.span[0], f"{_IN_ROW}{context.text[last.start : last.end]}"


_SAID = re.compile("(?:周|星期)([一二三四五六日天])")


def on_weekday(named: Named, tail: str) -> Named:
    """A day that names no year, in the year in which it falls on the weekday behind it: 8月23日（星期二）."""
    said = _SAID.search(tail) if named.rule == "date/day" and named.anchor and named.span else None
    if said is None or named.span is None or (named.trigger or "")[:1] in _OWN_YEARS:
        return named
    wanted = _WEEKDAY[said[1]]
    years = (named.span, *(calendar.shift_year(named.span, n) for n in (1, -1)))
    return named._replace(span=next((span for span in years if span[0].weekday() == wanted), named.span))


_OWN_YEARS = frozenset("今去明前本上")
_PLANNED = re.compile("[^，。；\n]{0,2}(?:可|将|拟)")
"""周一可申购甲股，周二可申购乙股, said on that Monday."""
_NAMES_WEEK = re.compile("[上下本这]|.[^周星]{0,16}(?:周|星期)[一二三四五六日天]")


def _weekday_of(context: Context, match: re.Match[str]) -> Named | None:
    """The day right before a weekday that is its own: 12月20日，星期一."""
    last, start = context.named[-1] if context.named else None, match.start()
    if last is None or last.span is None or last.end != start - 1 or context.text[last.end] not in "，（(":
        return None
    return last if last.grain == "day" and last.span[0].weekday() == _WEEKDAY.get(match["day"] or "") else None


def _week_of_row(context: Context, match: re.Match[str]) -> Named | None:
    """The day before in its sentence that names its week, as a later weekday goes on with it: 上周二停业，周四复业."""
    last = context.last(match.start(), "week", "day", reach=60, compared=False)
    name = match.group("day")
    if last is None or last.span is None or not name or not context.same_sentence(last, match.start()):
        return None
    first, end = last.span
    if first != end:
        return last if first.weekday() <= _WEEKDAY[name] <= end.weekday() and end - first < timedelta(7) else None
    in_row = (last.anchor or "").startswith(_IN_ROW)
    planned = first == context.published and _PLANNED.match(context.text, match.end())
    if not in_row and not planned and not _NAMES_WEEK.match(context.text[last.start : last.end]):
        return None
    return last if _WEEKDAY[name] > first.weekday() else None


def _in_line(context: Context, one: Named | None, start: int) -> Named | None:
    """A date where it stands in the same paragraph."""
    return one if one is not None and context.same_line(one, start) else None


def _week_told(context: Context) -> Named | None:
    """The week just over that a text of Monday or Tuesday gives account of: 1月4日至1月10日期间…，本周…"""
    published = context.published
    if published is None or published.weekday() > 1:
        return None
    for one in context.named[:3]:
        if (
            one.rule in ("date/range", "date/days")
            and one.span
            and timedelta(3) < one.span[1] - one.span[0] < timedelta(7)
        ):
            return one if timedelta() < published - one.span[1] < timedelta(4) else None
    return None


_FROM_TO = frozenset("从由自至到")

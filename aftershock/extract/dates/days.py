"""Days and months in figures, and days whose month the text names before: 2021-08-05, 8日, 7日至9日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar
from aftershock.extract.dates.context import Context, Named
from aftershock.extract.dates.outlook import future
from aftershock.extract.dates.years import number, published_on

_NUMBERED = re.compile("(?:号|号码|文号|编码|代码|第|临|[A-Za-z〔\\[])[:： ]{0,2}$")


def iso_date(context: Context, match: re.Match[str]) -> Named | None:
    """2021-08-05, 2021/8/5, 2021.08.05."""
    span = calendar.day(int(match.group("year")), int(match.group("month")), int(match.group("day")))
    if span is None:
        return None
    return Named(match.start(), match.end(), span, "day", True, "date/day", match.group())


def iso_month(context: Context, match: re.Match[str]) -> Named | None:
    """2021-06, 2021/6, and 2021.06 as half of a range; not the number of a document."""
    if _NUMBERED.search(context.text[max(0, match.start() - 4) : match.start()]):
        return None
    which = int(match.group("month") or match.group("month2") or match.group("month3"))
    span = calendar.month(int(match.group("year")), which)
    return Named(match.start(), match.end(), span, "month", True, "date/month", match.group())


def days(context: Context, match: re.Match[str]) -> Named | None:
    """7日至9日, of the month named last or of the latest that fits."""
    first = _day_alone(context, match.start(), int(match.group("first")))
    last = int(match.group("last"))
    if first is None or last <= first.day:
        return None
    second = calendar.day(first.year, first.month, last)
    if second is None:
        return None
    return Named(
        match.start(), match.end(), (first, second[0]), "day", False, "date/days", match.group(), published_on(context)
    )


def bare_day(context: Context, match: re.Match[str]) -> Named | None:
    """8日: of the month named last in the paragraph, else the latest such day not after publication."""
    of_month = number(match.group("day"))
    found = _coming_day(context, match, of_month) or _day_alone(context, match.start(), of_month)
    if found is None:
        return None
    return Named(
        match.start(), match.end(), (found, found), "day", False, "date/day alone", match.group(), published_on(context)
    )


def _coming_day(context: Context, match: re.Match[str], of_month: int) -> date | None:
    """The next such day, where the words look ahead to it: 将于8日召开, 股票8日起复牌."""
    published = context.published
    if published is None or of_month <= published.day:
        return None
    last = context.last(match.start(), "day", reach=300)
    last = last if last is not None and context.same_line(last, match.start()) else None
    before = last.span[0] if last is not None and last.span is not None else None
    if before is not None and before <= published and before.day >= of_month:
        return None  # 25日发布预警，预计25日白天…
    if before is not None and before > published and last is not None and context.same_sentence(last, match.start()):
        return None  # 4月26日上午10点到27日上午10点: of that month
    told_now = before is not None and timedelta() <= published - before <= timedelta(days=10)
    from_then = _FROM.match(context.text, match.end()) is not None
    resolved = from_then and _RESOLVED.search(context.text, max(0, match.start() - 24), match.start()) is not None
    if not (future(context, match) or resolved or (told_now and from_then)):
        return None
    found = calendar.day(published.year, published.month, of_month)
    return found[0] if found else None


_FROM = re.compile("起(?![诉草源步])")
_RESOLVED = re.compile("(?:宣布|决定|通知)[^，。；\n]{0,12}[自从]$")
"""央行宣布自|21日起上调, told two days before."""


def _day_alone(context: Context, start: int, of_month: int) -> date | None:
    """The day of that number in the month told of before in the paragraph, else the latest not after publication."""
    last = context.last(start, "day", "month", "part", reach=300)
    if last is not None and not context.same_line(last, start) and (told := _again(context, start, of_month)):
        return told
    if last is not None and last.span is not None and context.same_line(last, start):
        base = last.span[0]
        if context.text[last.end : last.end + 1] in _DISPATCHED and of_month > base.day:
            return calendar.latest_day(base, of_month)
        if context.published is not None and base > context.published and not context.same_sentence(last, start):
            return calendar.latest_day(context.published, of_month)
        if last.grain != "day" and not context.same_sentence(last, start) and _is_news(context, base, of_month):
            return calendar.latest_day(context.published, of_month)
        if last.grain == "part" and of_month < base.day:
            return calendar.latest_day(context.published, of_month)
        if of_month >= base.day or last.grain != "day":
            found = calendar.day(base.year, base.month, of_month)
            if found is not None and (
                context.published is None or found[0] <= context.published or last.span[0] > context.published
            ):
                return found[0]
        elif context.published is not None and (context.same_sentence(last, start) or context.published - base > _NEWS):
            return _nearest_day(base, of_month, context.published)
    return calendar.latest_day(context.published, of_month)


def _again(context: Context, start: int, of_month: int) -> date | None:
    """The day of that number that a paragraph just before told of, and no other, where it would be news no more.

    11月13日晚报告失联。 / 为何13日晚不去？
    """
    latest = calendar.latest_day(context.published, of_month)
    if context.published is None or latest is None or context.published - latest <= _WEEK:
        return None
    days = [one.span[0] for one in context.named[-8:] if one.grain == "day" and one.span and start - one.end <= _NEAR]
    told = {day for day in days if day.day == of_month}
    return told.pop() if len(told) == 1 else None


_WEEK = timedelta(days=7)
_NEAR = 250


def _is_news(context: Context, base: date, of_month: int) -> bool:
    """Whether a day of the month of publication lies within two weeks, where the month told of before is another."""
    published = context.published
    if published is None or (base.year, base.month) == (published.year, published.month):
        return False
    return 0 <= published.day - of_month <= _JUST_NOW


_JUST_NOW = 14
_DISPATCHED = ("电", "讯")
"""新闻社3月1日电 tells of the days before."""
_NEWS = timedelta(days=45)
"""What lies closer to publication may be news beside what a text tells of."""


def _nearest_day(base: date, of_month: int, published: date) -> date:
    """The day of the month of `base`, or of the next, that lies nearest to it: 5月28日…，3日; 5月19日…，已于15日."""
    after = calendar.add_months(base.replace(day=1), 1)
    following = calendar.day(after.year, after.month, of_month)
    earlier = base.replace(day=of_month)
    if following is None or following[0] > published or following[0] - base > base - earlier:
        return earlier
    return following[0]

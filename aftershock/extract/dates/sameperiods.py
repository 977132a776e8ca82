"""Same periods: 去年同期, 上年同期 and 2019年同期 mean a period that was named before, in another year."""

from __future__ import annotations

import re

from aftershock.extract.dates import calendar
from aftershock.extract.dates.calendar import Span
from aftershock.extract.dates.context import Context, Named
from aftershock.extract.dates.years import published_on

_BESIDE = ("date/same period", "date/quarter beside")
"""What a period is only compared with, and so no period that another could be the same as."""


def same_period(context: Context, match: re.Match[str], year: int | None, about: Named | None) -> Named | None:
    """The period named last, in that year; the whole year where none was named.

    `about` is what a sentence that begins with the comparison is about, if it does.
    """
    last = about or context.last(
        match.start(),
        "quarter",
        "half",
        "months",
        "month",
        "year",
        "day",
        "part",
        reach=600,
        but=_BESIDE,
        compared=False,
    )
    if last is not None and last.open:
        last = None  # 2017年10月起 is no period
    relative = match.group("relative") is not None
    head = max(last.end if last is not None else 0, match.start() - 160)
    if context.published and _HALF_REPORT.search(context.text[head : match.start()]):
        half = calendar.half(context.published.year, 1)
        last = Named(match.start(), match.start(), half, "half", False, "date/half")  # 中报显示…，较上年同期
    if relative and last is not None and last.grain == "year" and last.span and last.span[0].year == year:
        last = _period_of_year_after(context, match, last.span[0].year) or last
    if last is not None and last.grain == "day":
        last = _period_of(context, match, last)
    elif last is not None and last.grain == "month" and _SUMMED.search(context.text, 0, last.start):
        last = last._replace(span=_since_january(last.span), grain="months")
    if last is None or last.span is None:
        if year is None:
            return Named(match.start(), match.end(), None, "year", False, "date/same period", match.group())
        return Named(
            match.start(),
            match.end(),
            calendar.year(year),
            "year",
            not relative,
            "date/same period",
            match.group(),
            published_on(context),
        )
    shift = (year if year is not None else last.span[0].year - 1) - last.span[0].year
    if relative and shift >= 0 and match.group("relative") not in ("今年", "本年"):
        shift = -1
    span = calendar.shift_year(last.span, shift)
    anchor = f"named before: {context.text[last.start : last.end]}"
    return Named(match.start(), match.end(), span, last.grain, False, "date/same period", match.group(), anchor)


_SUMMED = re.compile("累计[至到]$")
_HALF_REPORT = re.compile("(?<![0-9年度])(?:中报|半年报|半年度报告|中期报告|中期业绩)[^。]*(?:。[^。]*)?$")


def _since_january(span: Span | None) -> Span | None:
    """累计至10月: the months from January on."""
    return span and (span[0].replace(month=1, day=1), span[1])


def _period_of_year_after(context: Context, match: re.Match[str], year: int) -> Named | None:
    """The last period of a year later than the one that 去年同期 means: 今年上半年… （2024年：…）…去年同期."""
    near = [
        one
        for one in context.named[-12:]
        if match.start() - one.end <= 600 and one.span and not one.open and one.rule not in _BESIDE
    ]
    return next(
        (one for one in reversed(near) if one.span and one.span[0].year > year and one.grain not in ("week", "day")),
        None,
    )


_HOLDS = ("date/as of", "date/range", "date/days")
"""A day or days that a figure holds for, also in the sentences behind; another day is one on which something was done."""


_STOCK = re.compile("[有达为余][^，。；]{0,4}[0-9]|门店|员工|人数|余额|库存|存货|总资产|负债|净资产")
_FLOW = re.compile("营[收业]|收入|利润|净利|亏损|销(?:量|售(?!点|网|人|员))|实现|累计|完成|开展|出口|进口|产量")


def _held(context: Context, start: int, end: int) -> bool:
    """Whether a clause tells what a firm has on a day (门店300家), and not what it has earned up to it."""
    return bool(_STOCK.search(context.text, start, end)) and not _FLOW.search(context.text, start, end)


def _period_of(context: Context, match: re.Match[str], last: Named) -> Named | None:
    """What 同期 means after a day: after 截至6月30日 the months up to it, after a report's day what that tells of."""
    assert last.span is not None
    one = last.span[1]
    summed = calendar.quarter(one.year, (one.month + 2) // 3)[1] == one or _FLOW.search(
        context.text, last.end, match.start()
    )
    if last.rule == "date/as of" and summed and not _held(context, last.end, match.start()):
        return last._replace(span=(one.replace(month=1, day=1), one), grain="months")
    if not context.announces(last) and (last.rule in _HOLDS or context.same_sentence(last, match.start())):
        return last
    return context.last(match.start(), "quarter", "half", "months", "month", "year", reach=600, but=_BESIDE)

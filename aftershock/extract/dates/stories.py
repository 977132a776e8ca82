"""What a text tells of gives its year to what names none: 2019年9月…。到10月底…; 2022年上半年…。下半年…

Only a date that names its year, or took it from one before, gives it; and where the latest such day before publication
would be news, only one close by.
"""

from __future__ import annotations

import re
from datetime import timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.calendar import Span
from aftershock.extract.dates.context import Context, Named

_DETAIL = re.compile("其中")
_OPENS = frozenset("，。：；\n")
_ACCOUNTS = re.compile("其中|营收|收入|利润|净利|亏损|业绩|销[量售]")
"""Between a year and a quarter of it: 全年净亏损27亿元，仅第四季度就超过20亿元."""


def year_giver(context: Context, start: int, which: int) -> Named | None:
    """A date just before that names its year and whose year goes on: 2019年8月…；9月… or 2020年，…其中12月…"""
    last = context.last(start, reach=160)
    if last is None or last.span is None:
        return None
    if which and last.end == start - 1 and context.text[last.end] in "、和及与" and last.grain == "month":
        return last if which > last.span[0].month else None
    if which and last.explicit and _SAID_LATER.search(context.text, max(0, start - 5), start):
        return last if context.next_sentence(last, start) and which >= last.span[0].month else None
    between = context.text[last.end : start]
    if not last.explicit:
        in_detail = not which and last.grain == "year" and "去年" in (last.trigger or "") and "其中" in between
        return last if in_detail and context.same_sentence(last, start) else None
    if last.grain == "year":
        if context.begins_line(start) and context.heads_lines(last):
            return last
        return (
            last
            if context.same_sentence(last, start)
            and (
                re.match("[，,的内间]|其中|$", between)
                or (_ACCOUNTS if not which else _DETAIL).search(between)
                or (
                    not which
                    and context.text[last.start - 1 : last.start] in _OPENS
                    and not _FOUNDED.match(context.text, last.end)
                )
            )
            else None
        )
    if not which:
        return last if context.same_sentence(last, start) and last.grain in ("quarter", "half", "months") else None
    if last.grain in ("quarter", "half", "years"):
        return None
    if context.same_sentence(last, start):
        return last if which >= last.span[0].month else _within(context, start, which)
    narrates = context.leads(start) and context.same_line(last, start) and context.leads(last.start)
    return last if narrates and which >= last.span[0].month else None


def _within(context: Context, start: int, which: int) -> Named | None:
    """The month or day before in a sentence, where one later in its year stands between: 3月2日，要求4月1日前还清；3月底…"""
    year = None
    for one in reversed(context.named[-6:]):
        if one.span is None or not one.explicit or not context.same_sentence(one, start):
            return None
        if year not in (None, one.span[0].year):
            return None
        year = one.span[0].year
        if one.grain in ("month", "part", "day") and one.span[0].month <= which:
            return one
    return None


_SAID_LATER = re.compile("(?:之后|随后|此后|其后|接下来|紧接着)的$")
"""2019年初…。在随后的3月份…"""


def repeated(context: Context, match: re.Match[str], which: int, of_month: int) -> Named | None:
    """The same day of a month, named with its year before in the paragraph."""
    for one in reversed(context.named[-12:]):
        if not context.same_line(one, match.start()):
            return None
        if (
            one.grain == "day"
            and one.explicit
            and one.span
            and (one.span[0].month, one.span[0].day) == (which, of_month)
        ):
            return one if one.span[0] == one.span[1] else None
    return None


_BY_THEN = re.compile("[，；、][到至]$")
"""到年底余额降至… in a sentence about 2021."""


def told_before(context: Context, match: re.Match[str], first: int) -> Named | None:
    """The date that gives its year to a later part of it: 2022年上半年…。下半年…, 2022年…。截至年底, 2023年末…，较年初."""
    start, group = match.start(), match.group
    last = context.last(start, reach=160, but=("date/same period",) if group("half") else (), compared=False)
    if last is None or last.span is None or not last.explicit or not context.same_line(last, start):
        return None
    if group("begin"):
        if context.compared(start) and context.goes_on(last, start):
            return last
        gone = context.published is not None and last.span[0].year < context.published.year
        told = gone and last.grain in ("day", "month", "part") and context.leads(last.start)
        return last if told and context.same_sentence(last, start) else None  # 2009年6月，甲说，年初采购了…
    if (
        group("end")
        and last.grain == "year"
        and context.text[start - 1] in "，；"
        and context.same_sentence(last, start)
    ):
        return last if context.text[last.start - 1] in _OPENS else None
    if group("end") and context.same_sentence(last, start) and _BY_THEN.search(context.text, start - 2, start):
        ahead = context.published is None or last.span[0].year >= context.published.year
        return None if ahead or grammar.AHEAD.match(context.text, match.end()) else last
    if not context.leads(start) or not context.leads(last.start):
        return None
    if group("end"):
        return last
    if last.grain == "year":  # 2018年，公司…。下半年…
        coming = grammar.AHEAD.match(context.text, match.end())
        return (
            last if group("half") and first > 1 and not coming and not _FOUNDED.match(context.text, last.end) else None
        )
    return last if last.grain in ("quarter", "half", "months") and first > last.span[0].month else None


_WEEK = timedelta(days=7)
_NEWS = timedelta(days=45)
"""What lies closer to publication is news, whatever a text has told of before."""


def narrated(context: Context, match: re.Match[str], latest: Span | None) -> Named | None:
    """A month with its year, of which a later paragraph tells more: 2019年1月… / 1月18日…, or a list by days.

    Only where the latest such day would be no news any more.
    """
    published, start = context.published, match.start()
    if latest is None or published is None:
        return None
    if published - latest[0] <= _NEWS:
        return _next_in_row(context, start, latest) if published - latest[0] > _WEEK else None
    which = latest[0].month
    past = context.past_told(start, latest[0].year)
    if past is not None and past.grain not in ("year", "years") and _goes_on(context, start, which, past):
        return past
    last = context.last(start, reach=300, but=("date/days after",), compared=False)
    if last is None or last.span is None or not last.explicit:
        return None
    if context.same_line(last, start):
        if last.span[0].year < latest[0].year and _goes_back(context, start, which, last):
            return last
        in_story = last.grain == "month" and context.leads(start) and context.leads(last.start)
        return _of_next_year(last, which, latest[0].year) if in_story else None
    if context.leads(start) and (told := _story_before(context, start, latest[0].year)) is not None:
        if _goes_on(context, start, which, told):
            return told
        return _of_next_year(told, which, latest[0].year)
    if last.grain not in ("month", "part", "day"):
        return None
    same_month = last.span[0].month == which and last.grain != "day" and match.group("day") is not None
    listed = context.begins_line(start) and context.begins_line(last.start) and last.span[0].month <= which
    return last if same_month or listed else None


def _next_in_row(context: Context, start: int, latest: Span) -> Named | None:
    """The day without a year that begins the paragraph before and was one of a year gone by: 3月5日… / 4月23日…"""
    told = context.last(start, "month", "part", "day", reach=250, compared=False)
    if told is None or told.span is None or not (told.anchor or "").startswith("named before"):
        return None
    in_row = context.begins_line(start) and context.begins_line(told.start) and context.next_line(told, start)
    return told if in_row and told.explicit and told.span[0].month <= latest[0].month else None


def _story_before(context: Context, start: int, latest: int) -> Named | None:
    """The month or day that begins a sentence of the paragraph before, where all near tells of years gone by."""
    near = [one for one in context.named[-8:] if one.span and start - one.end <= 300]
    if any(one.span and one.span[1].year >= latest for one in near):
        return None
    told = next((one for one in reversed(near) if one.grain in ("month", "part", "day")), None)
    if told is None or not told.explicit or not context.leads(told.start):
        return None
    return told if 1 <= context.text.count("\n", told.end, start) <= _PARAGRAPHS else None


_PARAGRAPHS = 2
"""So many paragraphs on a story may go on that names no day in between."""


def _of_next_year(told: Named, which: int, latest: int) -> Named | None:
    """The year after a story's last day, for an early month that goes on with a late one: 2016年12月30日… / 2月27日…"""
    assert told.span is not None
    if not told.span[0].month - which >= 7 or told.span[0].year + 1 >= latest:
        return None
    return told._replace(span=calendar.shift_year(told.span, 1))


_DONE = re.compile("(?:已经?|曾|就)[于在]$")
_BACKGROUND = re.compile(
    "(?:成立|创[立办建]|始建|建|注册|设立|出?生|上市|毕业|[印颁]发|发布|修订|实施|出台)于$|《[^》\n]{0,20}$"
)
_FOUNDED = re.compile("[^，。\n]{0,6}(?:成立|创[立办建]|注册|设立|出生|生人)")
_ACCOUNT = re.compile("%|％|同比|[营收利产销]")


def _goes_back(context: Context, start: int, which: int, told: Named) -> bool:
    """Whether a month without a year goes on with the past that a paragraph tells of (2019年9月…，12月…；2020年，6月…)."""
    if told.grain in ("year", "years", "half", "quarter", "months"):
        same = context.same_sentence(told, start)
        in_story = context.leads(told.start) and (same or not _ACCOUNT.search(context.text, told.end, start))
        return in_story and _goes_on(context, start, which, told)
    return _goes_on(context, start, which, told)


def _goes_on(context: Context, start: int, which: int, told: Named) -> bool:
    """Whether a month follows a date that is more than background (成立于2015年3月), or is said to lie behind it."""
    assert told.span is not None
    text = context.text
    if _BACKGROUND.search(text, max(0, told.start - 24), told.start) or _FOUNDED.match(text, told.end):
        return False
    first = told.span[1 if told.rule == "date/range" else 0].month
    return which >= first or bool(_DONE.search(text, max(0, start - 3), start))

"""Calendar dates: a year with or without a part of it (month, day, quarter, half, festival), or a part alone."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.calendar import Span
from aftershock.extract.dates.context import Context, Grain, Named
from aftershock.extract.dates.outlook import future
from aftershock.extract.dates.sameperiods import same_period
from aftershock.extract.dates.years import (
    YEAR_IN_BRACKETS,
    has_year,
    month_year,
    number,
    part_year,
    quarter_number,
    year_of,
)

_ALONE_ENDS = re.compile("年|岁")
_FESTIVAL_TIME = re.compile(
    '[”"]?(?:大促|促销|购物)?节?(?:以来|至今|当天|当日|当晚|假期|长假|小长假|黄金周|期间|[至到](?=正月|大年|初[一二三四五六七八九十]))'
)
_NO_YEAR = re.compile(
    "无休|不休|不打烊|不间断|候|如一|(?:免费|全天)?开放|通用|有效|可(?![望见比])|[均都皆](?:可|能|有)|任[何意]|四季|多地|24|7[×x*]|365|"
    "最[高低]?气温|平均气温|气候|日照|常[绿温年]|保[修养]|在线|营业(?![收总额利])|供应[^量]|的(?:任何|每)|无[^，。；]{0,3}(?:季|霜)|[0-9][^，。；]{1,7}目标"
)
"""After 全年 that means any year, or only how much was aimed at: 全年无休, 全年28万辆目标."""
_MODEL = re.compile(" ?(?:[（(]参数|车型|车主|车系|SUV|轿车|系列)")
"""Behind Q3 where that is a car's."""
_EVERY_YEAR = re.compile("(?:往年|历年|每年|每逢|一年一度)[^。\n]{0,20}$")

_EACH_YEAR = re.compile(
    r"(?:每(?:年|一年|个)|往年|历年|常年|各)(?:的|都|于|在)?\Z|(?:一般|通常|往往)[^，。；\n]{0,14}[为是在]\Z|[水淡旺雨汛渔][期季][为是在]\Z"
)
"""每年7月8日, 往年5月, 枯水期为12月: one day of each year, and so none."""
_EACH_YEAR_ENDS = frozenset("年个各的都于在为是")

_LUNAR = ("农历", "阴历", "旧历")
"""农历七月初七 is no day of July."""
_FISCAL = re.compile("FY|财")
"""2023财年Q3, 第三财季: which months they are depends on when the firm's year ends, which the text seldom says."""
_REPORTED_IN = timedelta(days=100)
"""A quarter is reported within so many days: what ended just before publication is the quarter of the calendar."""


def plain_date(context: Context, match: re.Match[str]) -> Named | None:
    """A match of PLAIN resolved, as `calendar_date` does: most dates ask nothing of the other parts of a year."""
    text, start, end = context.text, match.start(), match.end()
    year, month, day = match.groups()
    if month is None:
        whole = int(year)
        return Named(start, end, calendar.year(whole), "year", True, "date/year", match.group())
    if text[max(0, start - 2) : start] in _LUNAR:
        return None
    which = int(month)
    named: int | None
    if year:
        named, explicit, anchor = int(year), True, None
    else:
        named, explicit, anchor = month_year(context, match, which, day)
        if text[start - 1 : start] in _EACH_YEAR_ENDS and _EACH_YEAR.search(text, max(0, start - 18), start):
            return Named(start, end, None, "day", False, "date/each year", match.group())
    if named is None:
        return None
    if day is None:
        return Named(start, end, calendar.month(named, which), "month", explicit, "date/month", match.group(), anchor)
    span = calendar.day(named, which, int(day))
    return span and Named(start, end, span, "day", explicit, "date/day", match.group(), anchor)


def calendar_date(context: Context, match: re.Match[str]) -> Named | None:
    """A match of CALENDAR resolved."""
    group = match.group
    start, end, written = match.start(), match.end(), match.group()
    relative, part = group("relative"), group("quarter") or group("quarters") or group("half")
    if relative and grammar.TABULAR.match(relative) and context.heads_column(start):
        return None
    if part and _of_fiscal_year(context, match):
        return Named(start, end, None, "quarter", False, "date/fiscal", written)
    if group("republic2") and not context.republic:
        return None
    if group("month") and context.text[max(0, start - 2) : start] in _LUNAR:
        return None
    year, explicit, anchor = year_of(context, match)
    if not has_year(match):
        year, explicit, anchor = part_year(context, match)
        if group("festival") and not _festival_alone(context, match):
            return None
        if not _stands_alone(context, match) or _numbers_a_heading(context, match):
            return None
        if context.text[start - 1 : start] in _EACH_YEAR_ENDS and _EACH_YEAR.search(
            context.text, max(0, start - 18), start
        ):
            return Named(start, end, None, "day", False, "date/each year", written)
    if group("same"):
        return same_period(context, match, year, _compared_first(context, match))
    grain, span = _stretch(match, year, context)
    if grain is None or (year is not None and span is None):
        return None
    if span and part:
        if _FISCAL.search(written) and not _just_over(context, span):
            span = None
        elif context.quarter_shift and group("quarter") and not has_year(match):
            span = calendar.months_later(span, context.quarter_shift)
    end -= written[-1] == "的"
    if relative and (told := YEAR_IN_BRACKETS.match(context.text, end)):
        end = told.end()
    return Named(start, end, span, grain, explicit, f"date/{grain}", written, anchor)


_FISCAL_BEFORE = re.compile("财年$|财政年度$|FY ?(?:20)?[0-9]{2}年?$")
_FISCAL_BEHIND = re.compile(" ?FY ?[0-9]{2}")


def _of_fiscal_year(context: Context, match: re.Match[str]) -> bool:
    """Whether a part without a year is one of the fiscal year beside it: 25财年Q1, Q4 FY25."""
    if has_year(match):
        return False
    behind = match.group()[-2:-1] == "Q" and _FISCAL_BEHIND.match(context.text, match.end())
    return bool(behind) or _FISCAL_BEFORE.search(context.text, max(0, match.start() - 7), match.start()) is not None


def _just_over(context: Context, span: Span) -> bool:
    """Whether a stretch ended so shortly before publication that its report may be what is told of."""
    published = context.published
    return published is not None and timedelta() < published - span[1] < _REPORTED_IN


def _stands_alone(context: Context, match: re.Match[str]) -> bool:
    """Whether a part of a year says enough without the year."""
    group = match.group
    if group("same") or group("middle") or group("season"):
        return False
    if group("full"):
        return _NO_YEAR.match(match.string, match.end()) is None
    if group("end") or group("begin"):
        return bool(_ALONE_ENDS.match(match.group())) or match.group() == "开年"
    if word := group("quarter"):
        if "Q" in word:
            return _MODEL.match(match.string, match.end()) is None
        return (
            word.endswith(("季度", "财季"))
            or word[0] == "首"
            or "季" not in word
            or (word[0] == "第" and word[-1] == "季" and _accounted_for(match))
        )
    if group("quarters"):
        return True
    if word := group("half"):
        return word[0] in "上下" and word[-1] != "半"
    return True


_SEASON = re.compile("[》”0-9]$|(?:节目|综艺|剧集|真人秀|赛季)$")
_SHOW = re.compile(
    "综艺|节目|剧集|影集|真人秀|[开首热重]播|播出|收官|选手|嘉宾|录制|赛季|比赛|大赛|课程|[直播网]课|播客|动画|动漫|番剧|电视剧|网剧|美剧|续集"
)
"""Near 第一季 where that is one of a show."""


def _accounted_for(match: re.Match[str]) -> bool:
    """Whether 第一季 without 度 is a quarter, and none of a show."""
    text, start, end = match.string, match.start(), match.end()
    if _SEASON.search(text, max(0, start - 3), start):
        return False
    return _SHOW.search(text, max(0, start - 60), start) is None and _SHOW.search(text, end, end + 40) is None


_MONTH_BEHIND = re.compile("(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?!份额)")


def _numbers_a_heading(context: Context, match: re.Match[str]) -> bool:
    """Whether the first of a list (二、三季度; 6、7月) may as well be the number of the heading that it begins."""
    short = len(match.group()) <= 2 and match.group()[-1] not in "月季初底末年度Q"
    if not short or context.text[match.end() : match.end() + 1] != "、" or not context.begins_sentence(match.start()):
        return False
    following = _MONTH_BEHIND.match(context.text, match.end() + 1)
    return following is None or number(following["month"]) != number(match.group()) + 1


def _stretch(match: re.Match[str], year: int | None, context: Context) -> tuple[Grain | None, Span | None]:
    """How fine a calendar date is, and its days in a year (None where the year is unknown)."""
    group = match.group
    known = year is not None and 1 <= year <= 9998
    y = year if known and year is not None else 2000
    span: Span | None
    grain: Grain
    if match.lastgroup == "of_year":  # and no part of it
        return "year", calendar.year(y) if known else None
    if group("month1"):
        first, last = number(group("month1")), number(group("month2"))
        if not first < last <= 12:
            return None, None
        grain, span = "months", calendar.months(y, first, last)
    elif pair := group("pair"):
        first, last = number(pair[0]), number(pair[1])
        if last != first + 1:
            return None, None
        grain, span = "months", calendar.months(y, first, last)
    elif of_year := group("month") or group("listed"):
        which = number(of_year)
        if not 1 <= which <= 12:
            return None, None
        if of_month := group("day"):
            grain, span = "day", calendar.day(y, which, number(of_month))
            if span is None:
                return None, None
        elif third := group("third"):
            grain, span = "part", calendar.part(calendar.month(y, which), third)
        else:
            grain, span = "month", calendar.month(y, which)
    elif count := group("count"):
        last = number(count)
        grain, span = "months", calendar.months(y, 1, last if 1 <= last <= 12 else 12)
    elif group("quarter1"):
        first, last = quarter_number(group("quarter1")), quarter_number(group("quarter2"))
        grain, span = "months", calendar.months(y, 3 * first - 2, 3 * last)
    elif word := group("quarters"):
        grain, span = "months", calendar.months(y, 1, 9 if any(c in word for c in "三3") else 6)
    elif word := group("quarter"):
        grain, span = "quarter", calendar.quarter(y, quarter_number(word))
    elif word := group("half"):
        second = word[0] in "下后" or word == "H2"
        grain, span = "half", calendar.half(y, 2 if second else 1)
    elif group("end"):
        grain, span = "day", (date(y, 12, 31), date(y, 12, 31))
    elif group("begin"):
        grain, span = "part", calendar.month(y, 1)
    elif group("middle"):
        grain, span = "year", None
    elif word := group("season"):
        grain, span = "months", calendar.season(y, word[0])
    elif name := group("festival"):
        grain, span = "day", _festival(name, year, context, match)
    else:
        grain, span = "year", calendar.year(y)
    if span is not None and (group("quarter_end") or group("half_end")):
        grain, span = "day", (span[1], span[1])
    return grain, span if known or group("festival") else None


def _festival_alone(context: Context, match: re.Match[str]) -> bool:
    """A festival without a year is a date only where a day or holiday of it is meant, once, not every year."""
    if match.group("festival").startswith(("大年", "正月")):
        return True
    head = context.text[max(0, match.start() - 24) : match.start()]
    return bool(_FESTIVAL_TIME.match(context.text, match.end())) and not _EVERY_YEAR.search(head)


def _festival(name: str, year: int | None, context: Context, match: re.Match[str]) -> Span | None:
    if year is None:
        return None
    first = calendar.festival(name, year)
    if (
        first is not None
        and not has_year(match)
        and context.published
        and first > context.published
        and not (future(context, match) or _soon(context, match, first))
    ):
        first = calendar.festival(name, year - 1)
    if first is None:
        return None
    if re.match('[”"]?节?(?:假期|长假|小长假|黄金周|期间)', context.text[match.end() : match.end() + 6]):
        return calendar.holiday(name, first)
    return first, first


_NEAR_AHEAD = timedelta(days=60)


def _soon(context: Context, match: re.Match[str], first: date) -> bool:
    """Whether a festival is weeks away, in a sentence that looks ahead: 618期间，平台将补贴, told in May."""
    assert context.published is not None
    ahead = grammar.AHEAD.match(context.text, match.end())
    return ahead is not None and first - context.published <= _NEAR_AHEAD


_COMPARED_FIRST = re.compile("(?:相比较?|相较|比较)?[，,]")


def _compared_first(context: Context, match: re.Match[str]) -> Named | None:
    """What a sentence that begins with the comparison is about: 与去年同期相比，今年1-2月…"""
    lead = context.text[max(0, match.start() - 1) : match.start()]
    comma = _COMPARED_FIRST.match(context.text, match.end())
    if comma is None or lead not in "与和同跟较比" or not context.begins_sentence(match.start() - 1):
        return None
    about = grammar.CALENDAR.match(context.text, comma.end())
    return calendar_date(context, about) if about and about.end() > about.start() and not about.group("same") else None


def part_before_year(context: Context, match: re.Match[str]) -> Named | None:
    """1H21, 3Q2020."""
    written, part = match.group("year"), match.group("part")
    year = int(written) if len(written) == 4 else 2000 + int(written)
    span = calendar.half(year, int(part[0])) if part[1] == "H" else calendar.quarter(year, int(part[0]))
    grain: Grain = "half" if part[1] == "H" else "quarter"
    return Named(match.start(), match.end(), span, grain, True, f"date/{grain}", match.group())

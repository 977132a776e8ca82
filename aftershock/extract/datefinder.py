"""A date at a given place of a text: its pattern, and the days it means there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from aftershock.extract import calendar
from aftershock.extract import dategrammar as grammar
from aftershock.extract.calendar import Span
from aftershock.extract.datecontext import Context, Grain, Named
from aftershock.extract.numerals import chinese_integer

_WEEKDAY = {c: n for n, c in enumerate("一二三四五六")} | {"日": 6, "天": 6}
_ALONE_ENDS = re.compile("年|岁")
_FESTIVAL_TIME = re.compile("节?(?:当天|当日|当晚|假期|长假|小长假|黄金周|期间|档)")
_EVERY_YEAR = re.compile("(?:往年|历年|每年|每逢|一年一度)[^。\n]{0,20}$")
_LISTED = re.compile("[，,]?(?:的|其中|内|中)?[，,]?$")


def number(word: str) -> int:
    """A number of days, months or years as written; 0 where it is none."""
    if word.isdigit():
        return int(word)
    if word == "半":
        return 0
    return chinese_integer(word.replace("○", "〇").replace("廿", "二十")) or 0


def calendar_date(context: Context, match: re.Match[str]) -> Named | None:
    """A match of CALENDAR resolved."""
    group = match.group
    if grammar.TABULAR.match(match.group()) and context.heads_column(match.start()):
        return None
    year, explicit, anchor = _year(context, match)
    wanted = _part_year(context, match) if year is None and not _has_year(match) else (year, explicit, anchor)
    if group("festival") and not _has_year(match) and not _festival_alone(context, match):
        return None
    if not _has_year(match) and not _stands_alone(match):
        return None
    year, inherited, anchor = wanted
    if group("same"):
        return _same_period(context, match, year)
    grain, span = _stretch(match, year, context)
    if grain is None or (year is not None and span is None):
        return None
    explicit = explicit or (inherited and not _has_year(match))
    end = match.end() - match.group().endswith("的")
    return Named(match.start(), end, span, grain, explicit, f"date/{grain}", match.group(), anchor)


def _has_year(match: re.Match[str]) -> bool:
    return any(match.group(g) for g in ("year", "fy", "short", "short2", "chinese", "relative"))


def _year(context: Context, match: re.Match[str]) -> tuple[int | None, bool, str | None]:
    """(year, whether the text names it, what it hangs on)."""
    group = match.group
    if written := group("year") or group("chinese"):
        return number(written), True, None
    if written := group("fy"):
        digits = written.removeprefix("FY")
        return (int(digits) if len(digits) == 4 else 2000 + int(digits)), True, None
    if written := group("short") or group("short2"):
        return 2000 + int(written), True, None
    if word := group("relative"):
        return _relative_year(context, word, match.start())
    return None, False, None


def _relative_year(context: Context, word: str, start: int) -> tuple[int | None, bool, str | None]:
    now = context.published.year if context.published else None
    published = f"published {context.published}" if context.published else None
    plain = {"今年": 0, "去年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "后年": 2}
    if word in plain:
        return (now + plain[word] if now is not None else None), False, published
    last = context.last(start, compared=word[0] not in "上下")
    if word in ("当年", "同年", "次年", "翌年"):
        if last is None or last.span is None or not context.same_line(last, start):
            return None, False, None
        shift = 0 if word in ("当年", "同年") else 1
        return last.span[0].year + shift, True, f"named before: {context.text[last.start : last.end]}"
    shift = {"本": 0, "上": -1, "下": 1}[word[0]]
    if shift and last is not None and last.span is not None and last.explicit and context.same_sentence(last, start):
        return last.span[0].year + shift, True, f"named before: {context.text[last.start : last.end]}"
    if context.report_year is not None:
        return context.report_year + shift, False, "year of the report"
    return (now + shift if now is not None else None), False, published


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether a part of a year says enough without the year."""
    group = match.group
    if group("full") or group("same") or group("middle"):
        return False
    if group("end") or group("begin"):
        return bool(_ALONE_ENDS.match(match.group())) or match.group() == "开年"
    if word := group("quarter"):
        return word.endswith("季度") or word[0] == "首" or "Q" in word
    if group("quarters"):
        return True
    if word := group("half"):
        return word[0] in "上下"
    return True


def _part_year(context: Context, match: re.Match[str]) -> tuple[int | None, bool, str | None]:
    """The year of a part that names none: (year, whether a date before gave it, what it hangs on)."""
    group, start = match.group, match.start()
    which = number(group("month") or group("month1") or "0")
    if group("month") or group("month1"):
        if not 1 <= which <= 12:
            return None, False, None
        if last := _year_giver(context, start, which):
            assert last.span is not None
            return last.span[0].year, True, f"named before: {context.text[last.start : last.end]}"
        of_month = number(group("day") or "1") or 1
        last_month = number(group("month2") or "0")
        return _latest(context, match, which, of_month, last_month), False, _published(context)
    if context.published is None and context.report_year is None:
        last = context.last(start)
        return (
            (last.span[0].year, True, "named before") if last and last.span and last.explicit else (None, False, None)
        )
    if last := _year_giver(context, start, 0):
        assert last.span is not None
        return last.span[0].year, True, f"named before: {context.text[last.start : last.end]}"
    if context.report_year is not None and (group("quarter") or group("half") or group("quarters")):
        return context.report_year, True, "year of the report"
    begins = {
        "quarter": 3 * _quarter(group("quarter") or "一") - 2,
        "half": 7 if (group("half") or "上")[0] == "下" else 1,
    }
    first = begins["quarter"] if group("quarter") else begins["half"] if group("half") else 1
    if group("end"):
        published = context.published
        early = published is not None and published.month <= 3 and not _future(context, match)
        return (published.year - early if published else None), False, _published(context)
    return _latest(context, match, first, 1, 0), False, _published(context)


def _published(context: Context) -> str | None:
    return f"published {context.published}" if context.published else None


def _year_giver(context: Context, start: int, which: int) -> Named | None:
    """A date just before that names its year and whose year goes on: 2019年8月…；9月… or 2020年，…其中12月…"""
    last = context.last(start, reach=160)
    if last is None or last.span is None or not last.explicit:
        return None
    between = context.text[last.end : start]
    if last.grain == "year":
        return (
            last
            if context.same_sentence(last, start) and (re.match("[，,的内间]|其中|$", between) or "其中" in between)
            else None
        )
    if not which:
        return last if context.same_sentence(last, start) and last.grain in ("quarter", "half", "months") else None
    if last.grain in ("quarter", "half", "years"):
        return None
    if context.same_sentence(last, start):
        return last if which >= last.span[0].month else None
    narrates = context.begins_sentence(start) and context.same_line(last, start) and context.begins_sentence(last.start)
    return last if narrates and which >= last.span[0].month else None


def _latest(context: Context, match: re.Match[str], which: int, of_month: int, last_month: int) -> int | None:
    """The year of the latest such day not after publication, or of the coming one where the words look ahead."""
    published = context.published
    if published is None:
        return None
    if (which, of_month) <= (published.month, published.day):
        return published.year
    if which == published.month and match.group("day") is None:
        return published.year
    ahead = _future(context, match) or _soon(context, match, which, of_month)
    return published.year if ahead else published.year - 1


def _future(context: Context, match: re.Match[str]) -> bool:
    head = context.text[max(0, match.start() - 8) : match.start()]
    return bool(grammar.FUTURE_BEFORE.search(head) or grammar.FUTURE_AFTER.match(context.text, match.end()))


def _soon(context: Context, match: re.Match[str], which: int, of_month: int) -> bool:
    """Whether a month and day lies within weeks after publication, in a sentence that looks ahead."""
    published = context.published
    one = calendar.day(published.year, which, of_month) if published else None
    if published is None or one is None or not 0 < (one[0] - published).days <= 60:
        return False
    return bool(grammar.AHEAD.match(context.text, match.end()))


def _quarter(word: str) -> int:
    for c in word:
        if c in "一二三四":
            return "一二三四".index(c) + 1
        if c in "1234":
            return int(c)
    return 1


def _stretch(match: re.Match[str], year: int | None, context: Context) -> tuple[Grain | None, Span | None]:
    """How fine a calendar date is, and its days in a year (None where the year is unknown)."""
    group = match.group
    known = year is not None and 1 <= year <= 9998
    y = year if known and year is not None else 2000
    span: Span | None
    grain: Grain
    if group("month1"):
        first, last = number(group("month1")), number(group("month2"))
        if not first < last <= 12:
            return None, None
        grain, span = "months", calendar.months(y, first, last)
    elif group("month"):
        which = number(group("month"))
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
        first, last = _quarter(group("quarter1")), _quarter(group("quarter2"))
        grain, span = "months", calendar.months(y, 3 * first - 2, 3 * last)
    elif word := group("quarters"):
        grain, span = "months", calendar.months(y, 1, 9 if any(c in word for c in "三3") else 6)
    elif word := group("quarter"):
        grain, span = "quarter", calendar.quarter(y, _quarter(word))
    elif word := group("half"):
        second = word[0] in "下后" or word == "H2"
        grain, span = "half", calendar.half(y, 2 if second else 1)
    elif group("end"):
        grain, span = "day", (date(y, 12, 31), date(y, 12, 31))
    elif group("begin"):
        grain, span = "part", calendar.month(y, 1)
    elif group("middle"):
        grain, span = "year", calendar.year(y)
    elif name := group("festival"):
        grain, span = "day", _festival(name, year, context, match)
    else:
        grain, span = "year", calendar.year(y)
    if span is not None and (group("quarter_end") or group("half_end")):
        grain, span = "day", (span[1], span[1])
    return grain, span if known or group("festival") else None


def _festival_alone(context: Context, match: re.Match[str]) -> bool:
    """A festival without a year is a date only where a day or holiday of it is meant, once, not every year."""
    head = context.text[max(0, match.start() - 24) : match.start()]
    return bool(_FESTIVAL_TIME.match(context.text, match.end())) and not _EVERY_YEAR.search(head)


def _festival(name: str, year: int | None, context: Context, match: re.Match[str]) -> Span | None:
    if year is None:
        return None
    first = calendar.festival(name, year)
    if (
        first is not None
        and not _has_year(match)
        and context.published
        and first > context.published
        and not _future(context, match)
    ):
        first = calendar.festival(name, year - 1)
    if first is None:
        return None
    if re.match("节?(?:假期|长假|小长假|黄金周|期间)", context.text[match.end() : match.end() + 5]):
        return calendar.holiday(name, first)
    return first, first


def _same_period(context: Context, match: re.Match[str], year: int | None) -> Named | None:
    """去年同期, 上年同期, 2019年同期: the period named last, in that year; the whole year where none was named."""
    last = context.last(
        match.start(),
        "quarter",
        "half",
        "months",
        "month",
        "year",
        "day",
        "part",
        reach=600,
        but="date/same period",
        compared=False,
    )
    if year is None and last is None:
        return Named(match.start(), match.end(), None, "year", False, "date/same period", match.group())
    relative = match.group("relative") is not None
    if last is None or last.span is None:
        assert year is not None
        return Named(
            match.start(),
            match.end(),
            calendar.year(year),
            "year",
            not relative,
            "date/same period",
            match.group(),
            _published(context),
        )
    shift = (year if year is not None else last.span[0].year - 1) - last.span[0].year
    if relative and shift >= 0:
        shift = -1
    span = calendar.shift_year(last.span, shift)
    anchor = f"named before: {context.text[last.start : last.end]}"
    return Named(match.start(), match.end(), span, last.grain, False, "date/same period", match.group(), anchor)


def iso_date(context: Context, match: re.Match[str]) -> Named | None:
    """2021-08-05, 2021/8/5, 2021.08.05."""
    span = calendar.day(int(match.group("year")), int(match.group("month")), int(match.group("day")))
    if span is None:
        return None
    return Named(match.start(), match.end(), span, "day", True, "date/day", match.group())


def years(context: Context, match: re.Match[str]) -> Named | None:
    """2017至2020年, 2018年度-2020年度."""
    first, last = int(match.group("first")), int(match.group("last"))
    if first >= last:
        return None
    span = calendar.year(first)[0], calendar.year(last)[1]
    return Named(match.start(), match.end(), span, "years", True, "date/years", match.group())


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
        match.start(), match.end(), (first, second[0]), "day", False, "date/days", match.group(), _published(context)
    )


def bare_day(context: Context, match: re.Match[str]) -> Named | None:
    """8日: of the month named last in the paragraph, else the latest such day not after publication."""
    found = _day_alone(context, match.start(), int(match.group("day")))
    if found is None:
        return None
    return Named(
        match.start(), match.end(), (found, found), "day", False, "date/day alone", match.group(), _published(context)
    )


def _day_alone(context: Context, start: int, of_month: int) -> date | None:
    last = context.last(start, "day", "month", "part", reach=300)
    if last is not None and last.span is not None and context.same_line(last, start):
        base = last.span[0]
        if of_month >= base.day or last.grain != "day":
            found = calendar.day(base.year, base.month, of_month)
            if found is not None and (
                context.published is None or found[0] <= context.published or last.span[0] > context.published
            ):
                return found[0]
        elif context.published is not None:
            after = calendar.add_months(base.replace(day=1), 1)
            found = calendar.day(after.year, after.month, of_month)
            if found is not None and found[0] <= context.published and context.same_sentence(last, start):
                return found[0]
    return _latest_day(context.published, of_month)


def _latest_day(published: date | None, of_month: int) -> date | None:
    """The latest such day of a month that is not after publication."""
    if published is None:
        return None
    for back in range(4):
        base = calendar.add_months(published.replace(day=1), -back)
        found = calendar.day(base.year, base.month, of_month)
        if found is not None and found[0] <= published:
            return found[0]
    return None


def ago(context: Context, match: re.Match[str]) -> Named | None:
    """三天前 (a day), 两个月前 (that month), 五年前 (that year); 三天后 only after a day named before."""
    count = number(match.group("number"))
    unit = match.group("unit")
    if unit == "日" and match.group("number").isdigit() and match.group("ago"):
        return None  # 每月10日前 is a time limit
    if match.group("after"):
        last = context.last(match.start(), "day", reach=120)
        if last is None or last.span is None or unit not in ("天", "日") or not context.same_line(last, match.start()):
            return None
        one = last.span[1] + timedelta(days=count)
        return Named(
            match.start(),
            match.end(),
            (one, one),
            "day",
            False,
            "date/days after",
            match.group(),
            context.text[last.start : last.end],
        )
    published = context.published
    if published is None:
        return Named(match.start(), match.end(), None, "day", False, "date/ago", match.group())
    span: Span
    grain: Grain = "day"
    if match.group("number") == "半":
        if unit != "年":
            return None
        one = calendar.add_months(published, -6)
        grain, span = "month", calendar.month(one.year, one.month)
    elif not count:
        return None
    elif unit in ("天", "日"):
        one = published - timedelta(days=count)
        span = (one, one)
    elif unit in ("周", "个星期", "星期"):
        grain, span = "week", calendar.week(published, -count)
    elif unit in ("年", "年多"):
        if count > 200:
            return None
        grain, span = "year", calendar.year(published.year - count)
    else:
        one = calendar.add_months(published, -count)
        grain, span = "month", calendar.month(one.year, one.month)
    return Named(match.start(), match.end(), span, grain, False, "date/ago", match.group(), _published(context))


def near(context: Context, match: re.Match[str]) -> Named | None:
    """近三年, 过去两个月, 未来三年: up to publication, or on from it."""
    published, unit = context.published, match.group("unit")
    half = match.group("number") == "半"
    if half and unit not in ("年", "月"):
        return None
    count = number(match.group("number"))
    if published is None:
        return Named(match.start(), match.end(), None, "months", False, "date/near", match.group())
    ahead = match.group("which") in ("未来", "今后")
    sign = 1 if ahead else -1
    if half:
        other = published + timedelta(days=15 * sign) if unit == "月" else calendar.add_months(published, 6 * sign)
    elif not count or count > 200:
        return None
    elif unit in ("天", "日"):
        other = published + timedelta(days=count * sign)
    elif unit in ("周", "星期"):
        other = published + timedelta(weeks=count * sign)
    else:
        each = {"年": 12, "年半": 12, "月": 1, "季度": 3}[unit]
        other = calendar.add_months(published, sign * (count * each + (6 if unit == "年半" else 0)))
    span = (published, other) if ahead else (other, published)
    return Named(
        match.start(), match.end(), span, "years", False, "date/near", match.group("which"), _published(context)
    )


def since_years(context: Context, match: re.Match[str]) -> Named | None:
    """三年来: from so long before publication up to it."""
    published, count = context.published, number(match.group("number"))
    if published is None or not 0 < count <= 100:
        return None
    each = 12 if match.group("unit") == "年" else 1
    span = (calendar.add_months(published, -count * each), published)
    return Named(match.start(), match.end(), span, "years", False, "date/near", match.group(), _published(context))


def decade(context: Context, match: re.Match[str]) -> Named | None:
    """上世纪90年代, 2000年代."""
    if written := match.group("year"):
        first = int(written)
    else:
        tens = number(match.group("decade"))
        first = 1900 + tens if tens >= 30 or match.group("century") else 0
    if not first:
        return None
    offset, length = {"初": (0, 3), "中": (4, 3), "末": (7, 3)}.get((match.group("part") or " ")[0], (0, 10))
    span = date(first + offset, 1, 1), date(first + offset + length - 1, 12, 31)
    return Named(match.start(), match.end(), span, "years", False, "date/decade", match.group())


def day_word(context: Context, match: re.Match[str]) -> Named | None:
    """今日, 昨晚, 明天, 即日起: counted from publication."""
    shifts = {"today": 0, "yesterday": -1, "before": -2, "tomorrow": 1, "overmorrow": 2, "from_now": 0}
    name = match.lastgroup or "today"
    published = context.published
    span = None
    if said := grammar.DAY_IN_BRACKETS.match(context.text, match.end()):
        one_day = (
            calendar_date(context, calendar_match)
            if (calendar_match := grammar.CALENDAR.match(context.text, said.start("date")))
            else None
        )
        if one_day is not None and one_day.span is not None and one_day.grain == "day":
            return replace(one_day, start=match.start(), end=said.end(), rule="date/day word")
    if published is not None:
        one = published + timedelta(days=shifts[name])
        span = (one, one)
    return Named(
        match.start(),
        match.end(),
        span,
        "day",
        False,
        "date/day word",
        match.group(),
        _published(context),
        open=name == "from_now",
    )


def day_with_number(context: Context, match: re.Match[str]) -> Named | None:
    """今（9）日, 昨(8)日: the day of the month that stands in the brackets."""
    found = _latest_day(context.published, int(match.group("day")))
    if found is None:
        return None
    return Named(
        match.start(), match.end(), (found, found), "day", False, "date/day word", match.group(), _published(context)
    )


def anaphor(context: Context, match: re.Match[str]) -> Named | None:
    """当天, 次日, 当月: of the day or month named last; none without one."""
    name = match.lastgroup or ""
    day_wanted = name in ("same_day", "next_day", "day_before")
    last = context.last(match.start(), *(("day",) if day_wanted else ("day", "month", "part")), reach=250)
    if last is None or last.span is None:
        return None
    span: Span
    grain: Grain = "day"
    if day_wanted:
        if name == "next_day" and not context.same_line(last, match.start()):
            return None
        one = last.span[1] + timedelta(days={"same_day": 0, "next_day": 1, "day_before": -1}[name])
        if name == "day_before" and "交易日" in match.group():
            one -= timedelta(days=max(0, one.weekday() - 4))
        span = (one, one)
    else:
        one = last.span[0] if name == "same_month" else calendar.add_months(last.span[0].replace(day=1), 1)
        grain, span = "month", calendar.month(one.year, one.month)
    return Named(
        match.start(),
        match.end(),
        span,
        grain,
        False,
        "date/hangs on one before",
        match.group(),
        f"named before: {context.text[last.start : last.end]}",
    )


def month_word(context: Context, match: re.Match[str]) -> Named | None:
    """本月, 上月底, 本月5日; 当月 and 次月 hang on the month named last."""
    word = match.group("word")
    base = context.published
    anchor = _published(context)
    if word in ("当月", "同月", "次月"):
        last = context.last(match.start(), "day", "month", "part", reach=250)
        if last is None or last.span is None:
            return None
        base, anchor = last.span[0], f"named before: {context.text[last.start : last.end]}"
    if base is None:
        return Named(match.start(), match.end(), None, "month", False, "date/month word", word)
    shift = {"上": -1, "下": 1, "次": 1}.get(word[0], 0)
    first = calendar.add_months(base.replace(day=1), shift)
    span: Span | None = calendar.month(first.year, first.month)
    assert span is not None
    grain: Grain = "month"
    if match.group("day"):
        grain, span = "day", calendar.day(first.year, first.month, number(match.group("day")))
    elif match.group("third"):
        grain, span = "part", calendar.part(span, match.group("third"))
    if span is None:
        return None
    return Named(match.start(), match.end(), span, grain, False, "date/month word", word, anchor)


def week(context: Context, match: re.Match[str]) -> Named | None:
    """上周五, 本周, 下周末; 周五 alone is the latest one, or the coming one where the words look ahead."""
    which = match.group("which")
    name = match.group("day")
    if which is None and name is None:
        return None
    published = context.published
    if published is None:
        return Named(match.start(), match.end(), None, "week", False, "date/week", match.group())
    shift = {"上上": -2, "上": -1, "下": 1, "下下": 2}.get(which or "", 0)
    whole = calendar.week(published, shift)
    grain: Grain = "week"
    if name:
        one = whole[0] + timedelta(days=_WEEKDAY[name])
        if which is None and one > published and not _future(context, match):
            one -= timedelta(weeks=1)
        elif (
            which is None
            and one < published
            and grammar.FUTURE_BEFORE.search(context.text[max(0, match.start() - 8) : match.start()])
        ):
            one += timedelta(weeks=1)
        grain, whole = "day", (one, one)
    elif match.group("end"):
        whole = (whole[0] + timedelta(days=5), whole[1])
    return Named(match.start(), match.end(), whole, grain, False, "date/week", match.group(), _published(context))


def five_years(context: Context, match: re.Match[str]) -> Named | None:
    """“十四五”期间: 2021 to 2025; “十四五”末 is its last day."""
    which = number(match.group("number"))
    first = 2021 + 5 * (which - 14)
    span = date(first, 1, 1), date(first + 4, 12, 31)
    if match.group("end"):
        span = (span[1], span[1])
    return Named(match.start(), match.end(), span, "years", False, "date/five-year plan", match.group())


def as_of_now(context: Context, match: re.Match[str]) -> Named | None:
    """截至目前, 截至发稿: the day of publication. 截至收盘: the day named last in the paragraph, else that."""
    one = context.published
    if (match.group("now") or "").startswith("昨") and one is not None:
        one -= timedelta(days=1)
    if match.group("close") and not match.group("close").startswith("今日"):
        last = context.last(match.start(), "day", reach=200)
        if last is not None and last.span is not None and context.same_line(last, match.start()):
            one = last.span[1]
    return Named(
        match.start(),
        match.end(),
        (one, one) if one else None,
        "day",
        False,
        "date/as of",
        match.group(),
        _published(context),
    )


def as_of_notice(context: Context, match: re.Match[str]) -> Named | None:
    """截至公告日: in a filing its own day; in news the day of the announcement named before."""
    if not (match.group("which") or match.group("day")):
        return None
    whose = match.group("whose").removesuffix("的").strip()
    told = None
    if not (context.filing and match.group("which") in ("本", None)):
        told = context.announced(match.start(), whose, reach=3000 if whose else 700) or (
            context.announced(match.start()) if whose else None
        )
    if told is not None and told.span is not None:
        return Named(
            match.start(),
            match.end(),
            (told.span[1], told.span[1]),
            "day",
            False,
            "date/as of",
            match.group(),
            f"named before: {context.text[told.start : told.end]}",
        )
    one = context.published
    return Named(
        match.start(),
        match.end(),
        (one, one) if one else None,
        "day",
        False,
        "date/as of",
        match.group(),
        _published(context),
    )


def year_in_list(context: Context, match: re.Match[str]) -> Named | None:
    """2018 in 2018、2019和2020年."""
    return Named(
        match.start(), match.end(), calendar.year(int(match.group())), "year", True, "date/year", match.group()
    )


def second_of_range(first: Named, second: Named) -> Named | None:
    """One date from the beginning of the first to the end of the second, which takes over the first's year where it names none."""
    if first.span is None or second.span is None:
        return None
    span = second.span
    if second.rule == "date/day alone":
        in_month = calendar.day(first.span[1].year, first.span[1].month, span[0].day)
        span = in_month or span
    elif not second.explicit or second.anchor:
        years = first.span[0].year - span[0].year
        span = calendar.shift_year(span, years) if years else span
        if span[1] < first.span[0]:
            span = calendar.shift_year(span, 1)
    if span[1] <= first.span[0]:
        return None
    grain: Grain = first.grain if first.grain == second.grain != "year" else "months"
    return replace(first, end=second.end, span=(first.span[0], span[1]), grain=grain, rule="date/range")

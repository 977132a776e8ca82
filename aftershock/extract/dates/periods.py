"""Stretches of time that are counted or named as a whole: years, 近三年, 五年前, 上世纪90年代, 十四五."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar
from aftershock.extract.dates.calendar import Span
from aftershock.extract.dates.context import Context, Grain, Named
from aftershock.extract.dates.years import number, published_on

_ABOUT = re.compile("[一二两三四五六七八九]{2}")
"""三四年前: three or four, and no year."""
_NARRATES = re.compile(r"[，,。；\n](?:而|但|不到|仅仅?|短短)?\Z")
"""Before 两年后 that goes on with a story."""
_OWN_YEAR = re.compile("[今去明后]年|前年|本年")
"""今年11月 as the end of a range names its year."""
_HOW_LONG = re.compile("[，。；！？）]")
_LEADS = frozenset("在于而但且是从和与及对这即")
_RECORD = re.compile("[^，。；\n]{0,2}(?:最(?!近|后|新)|首[次个度家]|第一次|新[高低]|[高低]点|仅见|罕见|未[见有])")
"""Behind 两年来 that only says how rare something is."""
_TOOK = ("经过", "历经", "耗时", "经", "用时")
_FOUNDED = ("成立", "创立", "创办", "创业", "上市", "入职", "开业", "经营", "从业")
_LASTING = re.compile("之?后|的(?:历史|经验|时间|时光|努力|积累|沉淀|等待|历程)")


def years(context: Context, match: re.Match[str]) -> Named | None:
    """2017至2020年, 2018年度-2020年度."""
    first, last = (int(y) if len(y) == 4 else 2000 + int(y) for y in match.group("first", "last"))
    if first >= last:
        return None
    span = calendar.year(first)[0], calendar.year(last)[1]
    of_accounts = "财年" in match.group() or (
        "/" in match.group() and context.text[match.end() : match.end() + 1] in "度财"
    )
    if last == first + 1 and of_accounts:  # one year of a firm's, whose months the text seldom says
        return Named(match.start(), match.end(), None, "years", True, "date/fiscal", match.group())
    return Named(match.start(), match.end(), span, "years", True, "date/years", match.group())


def ago(context: Context, match: re.Match[str]) -> Named | None:
    """三天前 (a day), 两个月前 (that month), 五年前 (that year); 三天后 only after a day named before."""
    count = number(match.group("number"))
    unit = match.group("unit")
    before = context.text[match.start() - 1 : match.start()]
    if before == "第" or (before in ("大", "小") and match.group("number") == "半"):
        return None
    if unit == "日" and match.group("number").isdigit() and match.group("ago"):
        return None  # 每月10日前 is a time limit
    if _NAMED_TOO.match(context.text, match.end()):
        return None  # 一年多前的2019年5月17日, 一个月后的3月4日
    if match.group("after"):
        return _after(context, match, count, unit)
    published = _told_day(context, match) if unit == "天" else context.published
    if published is None or _ABOUT.fullmatch(match.group("number")):
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
    return Named(match.start(), match.end(), span, grain, False, "date/ago", match.group(), published_on(context))


_WILL_BE = re.compile("[^，。；！？\n]{0,8}(?:将|会(?!议|上|计|员|长)|要)")
"""两年后业绩还会分化 lies ahead of who says it."""
_NAMED_TOO = re.compile("的(?:20|19)?[0-9]{1,2}[年月]")
_JUST = re.compile("[，。；\n](?:[而但就恰](?:就|恰恰?)?在?|(?:就在|而)?仅仅?|仅在)$")


def _told_day(context: Context, match: re.Match[str]) -> date | None:
    """The day from which 而在三天前 counts back: the one named before in the paragraph, else that of publication."""
    if _JUST.search(context.text, max(0, match.start() - 5), match.start()):
        last = context.last(match.start(), "day", reach=80)
        if last is not None and last.span is not None and context.same_line(last, match.start()):
            return last.span[0]
    return context.published


def _after(context: Context, match: re.Match[str], count: int, unit: str) -> Named | None:
    """三天后, 两个月后, 半年后, 五年后: so long after the day, month or year named before in the paragraph."""
    if unit in ("周", "星期", "个星期"):
        count *= 7
    days = unit in ("天", "日", "周", "星期", "个星期")
    if days and context.text[match.start() - 1 : match.start()] in ("过", "近", "约", "超", "满", "长"):
        return None  # 发生超过一天后
    if unit == "年" and match.group("number") == "半":
        unit, count = "个月", 6
    if not days and (
        unit not in ("个月", "年")
        or _WILL_BE.match(context.text, match.end())
        or not _NARRATES.search(context.text[max(0, match.start() - 3) : match.start()])
    ):
        return None
    grains: tuple[Grain, ...] = (
        ("day",) if days else ("day", "month", "part") if unit == "个月" else ("day", "month", "year")
    )
    last = context.anchor(match.start(), *grains, reach=120, compared=False)
    if days and (told := _NAMED_NEXT.match(context.text, match.end())):
        last = _from_which(context, int(told["month"]), int(told["day"]), count) or last
    if not count or last is None or last.span is None:
        return None
    goes_on = context.begins_line(match.start()) and context.next_line(last, match.start())
    if unit == "年" and last.explicit and last.grain == "year":
        goes_on = context.next_line(last, match.start())
    if not (goes_on or context.same_line(last, match.start())):
        return None
    span: Span
    grain: Grain = "day"
    if days:
        one = last.span[1] + timedelta(days=count)
        span = (one, one)
    else:
        one = calendar.add_months(last.span[0], count * (12 if unit == "年" else 1))
        grain, span = (
            ("year", calendar.year(one.year)) if unit == "年" else ("month", calendar.month(one.year, one.month))
        )
        if context.published is None or span[0] > context.published:
            return None
    return Named(
        match.start(),
        match.end(),
        span,
        grain,
        last.explicit and not days,
        "date/days after",
        match.group(),
        context.text[last.start : last.end],
    )


_NAMED_NEXT = re.compile("，(?P<month>1[0-2]|[1-9])月(?P<day>[12][0-9]|3[01]|[1-9])日")


def _from_which(context: Context, month: int, day: int, count: int) -> Named | None:
    """The day named before so many days after which the one lies that a text names next: 9月22日…。2天后，9月24日."""
    for one in reversed(context.named[-8:]):
        if one.grain == "day" and one.span:
            then = one.span[1] + timedelta(days=count)
            if (then.month, then.day) == (month, day):
                return one
    return None


def near(context: Context, match: re.Match[str]) -> Named | None:
    """近三年, 过去两个月, 未来三年: up to publication, or on from it."""
    published, unit = context.published, match.group("unit")
    if _ABOUT.fullmatch(match.group("number")) or _RECORD.match(context.text, match.end()):
        return None
    if context.text.endswith(_TOOK, 0, match.start()):
        return None  # 经过近4个月的侦查
    if match.group("which") == "近" and _HOW_LONG.match(context.text, match.end()) and match.start():
        before = context.text[match.start() - 1]
        if "\u4e00" <= before <= "\u9fff" and before not in _LEADS and match.group()[-1] in "月年天日周":
            return None  # 停工近两个月。
    if match.group("which") == "近" and context.text.startswith(("时间", "的时间"), match.end()):
        return None  # 仅近一年时间
    if match.group("which") == "此前" and (told := _days_before(context, match)) is not None:
        return told
    half = match.group("number") == "半"
    if half and (unit not in ("年", "月") or _LASTING.match(context.text, match.end())):
        return None
    count = number(match.group("number"))
    if published is None:
        return Named(match.start(), match.end(), None, "months", False, "date/near", match.group())
    ahead = match.group("which") in ("未来", "今后")
    sign = 1 if ahead else -1
    if half:
        other = published + timedelta(days=15 * sign) if unit == "月" else calendar.add_months(published, 6 * sign)
    elif not count or count > 200 or _LASTING.match(context.text, match.end()):
        return None
    elif (
        count >= 15
        and unit == "年"
        and match.group("which") not in ("过去", "最近")
        and not match.group().endswith("来")
    ):
        return None  # 从业近二十年 tells how long
    elif unit in ("天", "日"):
        other = published + timedelta(days=count * sign)
    elif unit in ("周", "星期"):
        other = published + timedelta(weeks=count * sign)
    else:
        each = {"年": 12, "年半": 12, "月": 1, "季度": 3}[unit]
        other = calendar.add_months(published, sign * (count * each + (6 if unit == "年半" else 0)))
    span = (published, other) if ahead else (other, published)
    return Named(
        match.start(), match.end(), span, "years", False, "date/near", match.group("which"), published_on(context)
    )


def _days_before(context: Context, match: re.Match[str]) -> Named | None:
    """3月10日宣布破产。此前两天: so long before the day that a paragraph has told of."""
    told = context.last(match.start(), "day", reach=80)
    if match.group("unit") not in ("天", "日") or told is None or told.span is None:
        return None
    if not context.same_line(told, match.start()):
        return None
    one = told.span[0] - timedelta(days=number(match.group("number")))
    return told._replace(start=match.start(), end=match.end(), span=(one, one), rule="date/ago")


def since_years(context: Context, match: re.Match[str]) -> Named | None:
    """三年来: from so long before publication up to it."""
    published, count = context.published, number(match.group("number"))
    if published is None or not 0 < count <= 100 or _RECORD.match(context.text, match.end()):
        return None
    if context.text.endswith(_FOUNDED, 0, match.start()):
        return None  # 成立23年来
    each = 12 if match.group("unit") == "年" else 1
    span = (calendar.add_months(published, -count * each), published)
    return Named(match.start(), match.end(), span, "years", False, "date/near", match.group(), published_on(context))


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


def five_years(context: Context, match: re.Match[str]) -> Named | None:
    """“十四五”期间: 2021 to 2025; “十四五”末 is its last day."""
    which = number(match.group("number"))
    first = 2021 + 5 * (which - 14)
    span = date(first, 1, 1), date(first + 4, 12, 31)
    if match.group("end"):
        span = (span[1], span[1])
    begun = match.group().endswith("以来")
    return Named(match.start(), match.end(), span, "years", False, "date/five-year plan", match.group(), open=begun)


def year_in_list(context: Context, match: re.Match[str]) -> Named | None:
    """2018 in 2018、2019和2020年."""
    return Named(
        match.start(), match.end(), calendar.year(int(match.group())), "year", True, "date/year", match.group()
    )


def second_of_range(first: Named, second: Named) -> Named | None:
    """One date from the beginning of the first to the end of the second, which takes over a year it does not name."""
    if first.span is None or second.span is None:
        return None
    span = second.span
    if second.rule == "date/day alone":
        in_month = calendar.day(first.span[1].year, first.span[1].month, span[0].day)
        span = in_month or span
    elif second.rule in ("date/week", "date/day word") and first.rule != "date/week":
        pass  # 今天到下周四 counts both from publication
    elif first.rule == second.rule == "date/week":
        while span[1] < first.span[0]:
            span = (span[0] + timedelta(weeks=1), span[1] + timedelta(weeks=1))
    elif (
        second.rule != "date/decade"
        and (not second.explicit or second.anchor)
        and not _OWN_YEAR.match(second.trigger or "")
    ):
        years = first.span[0].year - span[0].year
        span = calendar.shift_year(span, years) if years else span
        if span[1] < first.span[0]:
            span = calendar.shift_year(span, 1)
    if span[1] <= first.span[0]:
        return None
    grain: Grain = first.grain if first.grain == second.grain != "year" else "months"
    return first._replace(
        end=second.end, span=(first.span[0], span[1]), grain=grain, rule="date/range", open=second.open
    )


_LUNAR_BEGINS = ("大年", "正月", "除夕", "春节")
_LUNAR_DAY = re.compile("初[一二三四五六七八九十]")


def up_to_lunar_day(context: Context, first: Named, at: int) -> Named | None:
    """大年初一至初七, 除夕到初六: up to that day of the new year's first month."""
    day = _LUNAR_DAY.match(context.text, at)
    if day is None or first.span is None or not any(word in (first.trigger or "") for word in _LUNAR_BEGINS):
        return None
    last = calendar.festival(f"正月{day.group()}", first.span[0].year)
    if last is None or last <= first.span[0]:
        return None
    return first._replace(end=day.end(), span=(first.span[0], last), rule="date/range")

"""Days that words count from publication, or from when it is said: 今日, 昨晚, 即日起, 昨（8）日, 明日（2月16日）."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.context import Context, Named
from aftershock.extract.dates.parts import calendar_date
from aftershock.extract.dates.years import published_on

_SHIFTS = {"today": 0, "yesterday": -1, "before": -2, "long_before": -3, "tomorrow": 1, "overmorrow": 2, "from_now": 0}
"""Days from publication, by the group of the pattern that finds the word."""
_NOTICE = re.compile("公告|通知|宣布|声明|发布|贴出|告示|通告|公示|表示|决定|[称：]")
_EVERY_DAY = re.compile("(?:每[天日]|天天)[^。；！？，\n]{0,14}[“「‘]\\Z")
"""每天都问一遍“今天还了吗” is no day."""
_GOES_ON = re.compile("[^。！？!?\n]*。(?:公告|通知|声明|通告)[^，。]{0,4}(?:称|显示|表示|指出)[^。\n]*\\Z")
"""…发布公告宣布退出。公告称，从即日起…"""
_SPOKEN = 200
"""How far behind its day an announcement is still quoted, in characters."""
_REPORT = re.compile("[）)]?(?:[上下]午|晚间?|早间|凌晨)?(?:消息|讯|电(?=[ \u3000，（(]|据|记者))")
_HEAD = 60
_SAYS = re.compile("[^。“”\n]{0,16}?(?:发布|发文|发微博|写道|表示|[称说]|宣布|公告|回应|透露|告诉)")
_WEEKS = timedelta(days=14)
_PUT_UP = re.compile("贴|告示|通知|说明|公告|声明|发文|发布|公示")
DAY_SAID = re.compile("[（(](?:[0-9]{1,2}月)?(?P<day>[0-9]{1,2})日[）)]")


def day_word(context: Context, match: re.Match[str]) -> Named | None:
    """今日, 昨晚, 明天, 即日起: counted from publication."""
    name = match.lastgroup or "today"
    if name == "today" and _EVERY_DAY.search(context.text, max(0, match.start() - 20), match.start()):
        return None
    published = context.published
    if name == "today" and context.text[match.start() - 1 : match.start()] == "的":
        return None  # 一年前的今天, 在竞争激烈的今天
    if published is not None and name != "from_now":
        at = match.start()
        published = _quoted_on(context, at) or _said_after(context, at) or _reported_on(context, at) or published
    span = None
    if said := grammar.DAY_IN_BRACKETS.match(context.text, match.end()):
        one_day = _said_in_brackets(context, said, _SHIFTS[name])
        if one_day is not None and one_day.span is not None and one_day.grain == "day":
            if published is not None and _SHIFTS[name] > 0:  # 明日（2月16日）
                one_day = one_day._replace(span=(published + timedelta(days=_SHIFTS[name]),) * 2)
            return one_day._replace(start=match.start(), end=said.end(), rule="date/day word")
    if published is not None:
        one = published + timedelta(days=_SHIFTS[name])
        span = (one, one)
    if name == "from_now" and (said := DAY_SAID.search(match.group())):
        found = calendar.latest_day(published, int(said["day"]))
        span = (found, found) if found else span
    elif name == "from_now" and (told := context.last_told(match.start())) and _says_so(context, told, match.start()):
        span = told.span  # 5月15日门口贴出通知：“本店即日起停业。”
    return Named(
        match.start(),
        match.end(),
        span,
        "day",
        False,
        "date/day word",
        match.group(),
        published_on(context),
        open=name == "from_now",
    )


def _said_in_brackets(context: Context, said: re.Match[str], shift: int) -> Named | None:
    """The day in the brackets: 今天（3月1日）, 昨日（7日）."""
    if of_month := said.group("day"):
        found = _numbered_day(context.published, int(of_month), ahead=shift > 0)
        span = (found, found) if found is not None else None
        return Named(said.start(), said.end(), span, "day", False, "date/day word", said.group())
    written = grammar.CALENDAR.match(context.text, said.start("date"))
    return calendar_date(context, written) if written else None


def _numbered_day(published: date | None, of_month: int, *, ahead: bool) -> date | None:
    """The latest such day of a month, or the next where the words look ahead to it."""
    if published is None or not ahead:
        return calendar.latest_day(published, of_month)
    coming = [published + timedelta(days=n) for n in (1, 2, 3)]
    return next((one for one in coming if one.day == of_month), None)


def day_with_number(context: Context, match: re.Match[str]) -> Named | None:
    """今（9）日, 昨(8)日, 明(10)日: the day of the month that stands in the brackets."""
    found = _numbered_day(context.published, int(match.group("day")), ahead=match.group()[0] == "明")
    if found is None:
        return None
    return Named(
        match.start(), match.end(), (found, found), "day", False, "date/day word", match.group(), published_on(context)
    )


def _says_so(context: Context, told: Named, at: int) -> bool:
    """Whether what was announced on a day is said at a position."""
    if context.same_sentence(told, at):
        return _NOTICE.search(context.text, told.end, at) is not None
    return at - told.end < _SPOKEN and _GOES_ON.match(context.text[told.end : at]) is not None


def _reported_on(context: Context, at: int) -> date | None:
    """The day of the report that a line or the whole text opens with, where it is that before publication: 8月2日消息，…今日."""
    for one in (*reversed(context.named[-6:]), *context.named[:2]):
        if one.grain != "day" or one.span is None or not _REPORT.match(context.text, one.end):
            continue
        if one.start < _HEAD or context.same_line(one, at):
            late = context.published - one.span[0] if context.published else timedelta()
            return one.span[0] if timedelta() < late <= timedelta(days=3) else None
    return None


def _quoted_on(context: Context, at: int) -> date | None:
    """The day on which a notice was put up that is quoted at a position: 27日，门口贴着：“本店今日停业。”, 告示写着：今日停业."""
    opened = context.text.rfind("“", max(0, at - _SPOKEN), at)
    if opened < 0 or context.text.find("”", opened, at) >= 0:
        opened = context.text.rfind("：", max(0, at - _SPOKEN), at)
    if opened < 0 or (told := context.last_told(opened)) is None:
        return None
    if context.text[opened] == "：" and not context.same_sentence(told, at):
        return None
    put_up = context.same_sentence(told, opened) and _PUT_UP.search(context.text, told.end, opened)
    return told.span[0] if told.span and (put_up or _long_gone(context, told, opened)) else None


def _long_gone(context: Context, told: Named, opened: int) -> bool:
    """Whether a paragraph tells of a day weeks before publication, of which whoever it quotes speaks: 7月30日…，“今天都走。”"""
    if context.text[opened] != "“" or context.published is None or told.span is None:
        return False
    return context.published - told.span[0] > _WEEKS and context.same_line(told, opened)


def _said_after(context: Context, at: int) -> date | None:
    """The day on which was said what stands in quotation marks at a position: “今晚不播了。”6月3日晚，甲发微博说."""
    close = context.text.find("”", at, at + _SPOKEN)
    if close < 0 or context.text.find("“", at, close) >= 0:
        return None
    written = grammar.CALENDAR.match(context.text, close + 1 + (context.text[close + 1 : close + 2] in ("。", "，")))
    if written is None or not written["day"] or not _SAYS.match(context.text, written.end()):
        return None
    told = calendar_date(context, written)
    return told.span[0] if told is not None and told.span else None

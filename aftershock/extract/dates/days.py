"""Days without a calendar date: 2021-08-05, 8日, 今日, 昨（8）日, 7日至9日, weekdays and weeks."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.context import Context, Grain, Named
from aftershock.extract.dates.outlook import future
from aftershock.extract.dates.parts import calendar_date
from aftershock.extract.dates.years import number, published_on

_NUMBERED = re.compile("(?:号|号码|文号|编码|代码|第|临|[A-Za-z〔\\[])[:： ]{0,2}$")
_WEEKDAY = {c: n for names in ("一二三四五六", "123456") for n, c in enumerate(names)} | {"日": 6, "天": 6}


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
    last = context.last(start, "day", "month", "part", reach=300)
    if last is not None and not context.same_line(last, start) and (told := _again(context, start, of_month)):
        return told
    if last is not None and last.span is not None and context.same_line(last, start):
        base = last.span[0]
        if context.text[last.end : last.end + 1] in _DISPATCHED and of_month > base.day:
            return _latest_day(base, of_month)
        if context.published is not None and base > context.published and not context.same_sentence(last, start):
            return _latest_day(context.published, of_month)
        if last.grain != "day" and not context.same_sentence(last, start) and _is_news(context, base, of_month):
            return _latest_day(context.published, of_month)
        if last.grain == "part" and of_month < base.day:
            return _latest_day(context.published, of_month)
        if of_month >= base.day or last.grain != "day":
            found = calendar.day(base.year, base.month, of_month)
            if found is not None and (
                context.published is None or found[0] <= context.published or last.span[0] > context.published
            ):
                return found[0]
        elif context.published is not None and (context.same_sentence(last, start) or context.published - base > _NEWS):
            return _nearest_day(base, of_month, context.published)
    return _latest_day(context.published, of_month)


def _again(context: Context, start: int, of_month: int) -> date | None:
    """The day of that number that a paragraph just before told of, and no other, where it would be news no more.

    11月13日晚报告失联。 / 为何13日晚不去？
    """
    latest = _latest_day(context.published, of_month)
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


_NOTICE = re.compile("公告|通知|宣布|声明|发布|贴出|告示|通告|公示|表示|决定|[称：]")


_EVERY_DAY = re.compile("(?:每[天日]|天天)[^。；！？，\n]{0,14}[“「‘]\\Z")
"""每天都问一遍“今天还了吗” is no day."""


_GOES_ON = re.compile("[^。！？!?\n]*。(?:公告|通知|声明|通告)[^，。]{0,4}(?:称|显示|表示|指出)[^。\n]*\\Z")
"""…发布公告宣布退出。公告称，从即日起…"""


def _says_so(context: Context, told: Named, at: int) -> bool:
    """Whether what was announced on a day is said at a position."""
    if context.same_sentence(told, at):
        return _NOTICE.search(context.text, told.end, at) is not None
    return at - told.end < _SPOKEN and _GOES_ON.match(context.text[told.end : at]) is not None


_SPOKEN = 200
"""How far behind its day an announcement is still quoted, in characters."""


def day_word(context: Context, match: re.Match[str]) -> Named | None:
    """今日, 昨晚, 明天, 即日起: counted from publication."""
    shifts = {
        "today": 0,
        "yesterday": -1,
        "before": -2,
        "long_before": -3,
        "tomorrow": 1,
        "overmorrow": 2,
        "from_now": 0,
    }
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
        one_day = _said_in_brackets(context, said, shifts[name])
        if one_day is not None and one_day.span is not None and one_day.grain == "day":
            if published is not None and shifts[name] > 0:  # 明日（2月16日）
                one_day = one_day._replace(span=(published + timedelta(days=shifts[name]),) * 2)
            return one_day._replace(start=match.start(), end=said.end(), rule="date/day word")
    if published is not None:
        one = published + timedelta(days=shifts[name])
        span = (one, one)
    if name == "from_now" and (said := _DAY_SAID.search(match.group())):
        found = _latest_day(published, int(said["day"]))
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


def _reported_on(context: Context, at: int) -> date | None:
    """The day of the report that a line or the whole text opens with, where it is that before publication: 8月2日消息，…今日."""
    for one in (*reversed(context.named[-6:]), *context.named[:2]):
        if one.grain != "day" or one.span is None or not _REPORT.match(context.text, one.end):
            continue
        if one.start < _HEAD or context.same_line(one, at):
            late = context.published - one.span[0] if context.published else timedelta()
            return one.span[0] if timedelta() < late <= timedelta(days=3) else None
    return None


_REPORT = re.compile("[）)]?(?:[上下]午|晚间?|早间|凌晨)?(?:消息|讯|电(?=[ \u3000，（(]|据|记者))")
_HEAD = 60


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
    return told.span[0] if told.span and put_up else None


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


_SAYS = re.compile("[^。“”\n]{0,16}?(?:发布|发文|发微博|写道|表示|[称说]|宣布|公告|回应|透露|告诉)")


_PUT_UP = re.compile("贴|告示|通知|说明|公告|声明|发文|发布|公示")


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
        return _latest_day(published, of_month)
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


_DAY_SAID = re.compile("[（(](?:[0-9]{1,2}月)?(?P<day>[0-9]{1,2})日[）)]")


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
        one = whole[0] + timedelta(days=_WEEKDAY[name])
        if which is None and one > published and not future(context, match):
            one -= timedelta(weeks=1)
        elif (
            which is None
            and one < published
            and grammar.FUTURE_BEFORE.search(context.text[max(0, match.start() - 8) : match.start()])
        ):
            one += timedelta(weeks=1)
        if said := _DAY_SAID.match(context.text, match.end()):
            near = [one + timedelta(days=n) for n in (0, 7, -7)]  # 上周五（13日） said on the Sunday after
            told = next((day for day in near if day.day == int(said["day"])), None)
            one, end = (told, said.end()) if told is not None else (one, end)
        grain, whole = "day", (one, one)
    elif match.group("end"):
        whole = (whole[0] + timedelta(days=5), whole[1])
    return Named(match.start(), end, whole, grain, False, "date/week", match.group(), anchor)


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

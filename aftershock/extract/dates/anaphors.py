"""Dates that hang on one named before or on the announcement: 当天, 次日, 本月, 截至目前, 截至公告日."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.calendar import Span
from aftershock.extract.dates.context import Context, Grain, Named
from aftershock.extract.dates.years import number, published_on

_SPEAKS = timedelta(days=15)
"""News of an announcement follow it within so many days."""
_TOLD_AGAIN = 600
"""How far behind the telling of a deed its day is named by it, in characters."""
_EACH = re.compile("每(?:个|一)?[^。；！？，\n]{0,10}(?:月|季度?|周|日|天)[^。；！？\n]{0,24}\\Z")
"""每月支付利息的时间为当月1日 names a day of every month, and 每个交易日收市后公布当日成交 one of every day."""


def anaphor(context: Context, match: re.Match[str]) -> Named | None:
    """当天, 次日, 当月: of the day or month named last; none without one."""
    name = match.lastgroup or ""
    day_wanted = name in ("same_day", "next_day", "day_before")
    done = _day_of_deed(context, match) or _day_of_notice(context, match) if name == "same_day" else None
    if done is None and _each(context, match.start()):
        return None
    last = context.anchor(match.start(), *(("day",) if day_wanted else ("day", "month", "part")), compared=False)
    if day_wanted and done is None and _month_since(context, last, match.start()):
        return None
    if (
        name == "same_day"
        and last is not None
        and last.rule == "date/as of"
        and not context.same_line(last, match.start())
    ):
        # 4月29日，…。截至12月31日，…。|同日，…
        days = (one for one in reversed(context.named[-12:]) if one.grain == "day" and one.span)
        last = next((one for one in days if one.rule != "date/as of"), None)
    if name == "same_day" and last is None:
        last = context.only_day()
    if name == "same_day" and (said := grammar.DAY_IN_BRACKETS.match(context.text, match.end())) and said["date"]:
        return None  # 事发当天（9月28日）: the brackets say which
    if done is not None:
        last = done
    elif name == "same_day" and _OF_AN_EVENT.search(context.text, max(0, match.start() - 2), match.start()):
        return None
    elif last is not None and day_wanted and not context.same_sentence(last, match.start()):
        told = context.last_told(match.start())
        if told is not None and (last.start > told.start or not context.background(told, match.start())):
            last = told
    if last is None or last.span is None:
        return None
    span: Span
    grain: Grain = "day"
    if day_wanted:
        if name == "next_day" and not (
            context.same_line(last, match.start())
            or (_opens_line(context, match.start()) and context.next_line(last, match.start()))
        ):
            return None
        shift = {"same_day": 0, "next_day": 1, "day_before": -1}[name]
        if _ITSELF.fullmatch(context.text, last.end, match.start()):
            shift = 0
        one = last.span[1] + timedelta(days=shift)
        if name == "day_before" and match.group().endswith(("交易日", "上日")):
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
        last.explicit,
        "date/hangs on one before",
        match.group(),
        f"named before: {context.text[last.start : last.end]}",
    )


_OF_THAT = re.compile("[^，。；！？\n]{2,14}的\\Z")
"""作出决定的|第二天."""


def _opens_line(context: Context, start: int) -> bool:
    """Whether a sentence begins at a position, or a paragraph with the deed after which the next day is told of."""
    if context.leads(start):
        return True
    line = context.text.rfind("\n", 0, start) + 1
    return start - line < 16 and _OF_THAT.match(context.text, line, start) is not None


_ITSELF = re.compile("，(?:即|也就是|也即|正是)[^，。；！？\n]{2,24}的")
"""12月24日，即股权过户的|次日: what that day was."""


def _month_since(context: Context, last: Named | None, start: int) -> bool:
    """Whether a month has been told of since a day before it: 2008年7月新店开业，当日…"""
    near = context.last(start, "day", "month", "part", reach=120, compared=False)
    if near is None or near.grain == "day":
        return False
    if context.same_sentence(near, start):
        return last is None or not context.same_sentence(last, start)
    return last is not None and not context.same_line(last, near.start)


def _each(context: Context, start: int) -> bool:
    """Whether a day, month or quarter is one of every one that a clause tells of, and no other was named since."""
    if "每" not in context.text[max(0, start - 40) : start]:
        return False
    told = _EACH.search(context.text, max(0, start - 40), start)
    return told is not None and not any(one.start > told.start() for one in context.named[-2:])


_WHOLE = frozenset("，,前后起的至")
_NO_DEED = ("公司", "集团", "股价", "该股", "股票", "企业", "平台")
_CLAUSE_END = re.compile("[，。；！？\n]")
_OF_AN_EVENT = re.compile("[事案]发$|出事$|上市$|挂牌$|开[业盘]$|首映$|发售$")
"""事发当天 is no day told of just before, where the text has not said when it was."""


def _day_of_deed(context: Context, match: re.Match[str]) -> Named | None:
    """The day behind which the same deed is told that stands before 当日: 于1月29日发放 … 发放当日."""
    deed = context.text[max(0, match.start() - 2) : match.start()]
    if context.text[match.end() : match.end() + 1] not in _WHOLE or not deed.isalpha() or deed in _NO_DEED:
        return None
    for one in reversed(context.named[-12:]):
        if one.grain != "day" or not one.span or match.start() - one.end > _TOLD_AGAIN:
            continue
        told = context.text[one.end : min(one.end + 14, match.start() - 2)].lstrip("，")
        if deed in _CLAUSE_END.split(told, maxsplit=1)[0]:
            return one
    return None


def _day_of_notice(context: Context, match: re.Match[str]) -> Named | None:
    """The day of what was announced last: 在公司发布公告当日."""
    if not context.text.endswith(("公告", "声明", "通告"), 0, match.start()):
        return None
    return context.announced(match.start())


def month_word(context: Context, match: re.Match[str]) -> Named | None:
    """本月, 上月底, 本月5日, 上半月; 当月 and 次月 hang on the month named last."""
    word = match.group("word")
    if word in _HANG and _each(context, match.start()):
        return None
    base = context.published
    anchor = published_on(context)
    explicit = False
    last = _month_before(context, word, match.start())
    if last is None and (word in _HANG or (word == "月" and not _ahead(context, match))):
        return None
    if last is not None and last.span is not None:
        base, anchor = last.span[0], f"named before: {context.text[last.start : last.end]}"
        explicit = last.explicit
    if base is None:
        return Named(match.start(), match.end(), None, "month", False, "date/month word", word)
    shift = {"上": -1, "前": -1, "下": 1, "次": 1}.get(word[:1], 0)
    if written := match.group("number"):
        shift, base = 0, _numbered_month(base, int(written), ahead=shift > 0)
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
    rule = "date/month with its number" if written else "date/month word"
    return Named(match.start(), match.end(), span, grain, explicit, rule, word, anchor)


def _numbered_month(published: date, which: int, *, ahead: bool) -> date:
    """The month in brackets: 上（11）月 is the latest November, 下（1）月 the coming January."""
    first = published.replace(month=which, day=1)
    if ahead:
        return first if first > published else calendar.add_months(first, 12)
    return first if first <= published else calendar.add_months(first, -12)


_BESIDE = ("date/quarter word", "date/quarter beside", "date/same period")
_HANG = frozenset(("当月", "同月", "次月"))


_BEFORE_THEN = re.compile("[之以]?前|将")


def _ahead(context: Context, match: re.Match[str]) -> bool:
    """Whether 月底 without a month is that of publication, because the words look ahead to it: 将于月底, 月底前."""
    head = context.text[max(0, match.start() - 8) : match.start()]
    return bool("将" in head or grammar.FUTURE_BEFORE.search(head) or _BEFORE_THEN.match(context.text, match.end()))


def _month_before(context: Context, word: str, start: int) -> Named | None:
    """The month named before on which 当月, 上半月 or what 上月 is compared with (4月…，较上月) hangs."""
    if word in _HANG:
        return context.anchor(start, "day", "month", "part", compared=False)
    if word == "本月":
        numbered = context.last(start, "month", reach=600)
        return numbered if numbered is not None and numbered.rule == "date/month with its number" else None
    if word in ("", "月"):
        last = context.last(start, "day", "month", "part", reach=160)
        if last is None or last.span is None or not context.same_line(last, start):
            return None
        ahead = last.grain == "month" and context.published is not None and last.span[0] > context.published
        return None if word and ahead else last
    if word == "这个月":
        return _month_told(context, start)
    if word[0] == "前" or (word[0] == "上" and context.compared(start)):
        return _month_compared(context, word, start)
    if word[0] == "上" and context.published is not None:
        last = context.last(start, "month", reach=60, but=_BESIDE)
        itself = calendar.add_months(context.published.replace(day=1), -1)
        named = last is not None and last.span is not None and last.span[0] == itself and last.trigger != word
        return last if named and last is not None and context.same_sentence(last, start) else None
    return None


def _month_compared(context: Context, word: str, start: int) -> Named | None:
    """The month, its end or the day that a sentence gives a figure for, which 较上月 compares: 8月末…，比上月末."""
    for one in reversed(context.named[-8:]):
        if start - one.end > 120 or not context.same_sentence(one, start):
            return None
        if (
            one.span is None
            or one.rule == "date/range"
            or context.compared(one.start)
            or (one.trigger or "-")[0] == word[0]
        ):
            continue
        if one.grain in ("month", "part") or one.rule == "date/as of":
            return one
    return None


def _month_told(context: Context, start: int) -> Named | None:
    """The month of a year gone by that 就在这个月 goes on with."""
    if not context.text.endswith(_JUST_IN, 0, start):
        return None
    last = context.last(start, "day", "month", "part", reach=160, compared=False)
    if last is None or last.span is None or not last.explicit or context.published is None:
        return None
    near = context.same_line(last, start) or context.next_line(last, start)
    return last if near and last.span[0].year < context.published.year else None


_JUST_IN = ("就在", "也是在", "正是在")


def quarter_word(context: Context, match: re.Match[str]) -> Named | None:
    """本季度 is the quarter named last, else that of publication; 上季度 and 下季度 lie beside it."""
    which = (match.group("which") or match.group("which2") or "本")[0]
    if _each(context, match.start()):
        return None
    last = _quarter_before(context, match.start(), which)
    base, anchor = context.published, published_on(context)
    if last is not None and last.span is not None:
        base, anchor = last.span[0], f"named before: {context.text[last.start : last.end]}"
    if base is None:
        return Named(match.start(), match.end(), None, "quarter", False, "date/quarter word", match.group())
    shift = {"上": -1, "前": -1, "下": 1}.get(which, 0)
    first = calendar.add_months(base.replace(day=1), 3 * shift)
    span = calendar.quarter(first.year, (first.month + 2) // 3)
    if match.group("end"):
        span = (span[1], span[1])
    rule = "date/quarter beside" if shift else "date/quarter word"
    return Named(match.start(), match.end(), span, "quarter", False, rule, match.group(), anchor)


def _quarter_before(context: Context, start: int, which: str) -> Named | None:
    """The quarter named before on which 本季, 上季 or 前季 hangs: 前季 also on 上季, and 上季 in a new sentence on none."""
    if which == "前":
        near = [one for one in context.named[-8:] if one.grain == "quarter" and start - one.end <= 300]
        return next(
            (
                one
                for one in reversed(near)
                if one.span and not ((one.trigger or "").startswith("前") or context.compared(one.start))
            ),
            None,
        )
    last = context.last(start, "quarter", reach=300, but=_BESIDE, compared=False)
    if last is None or which != "上" or context.compared(start):
        return last
    by_publication = any((one.anchor or "")[:1] == "p" for one in context.named if (one.trigger or "")[:1] == "上")
    return last if context.same_sentence(last, start) and not by_publication else None


def as_of_now(context: Context, match: re.Match[str]) -> Named | None:
    """截至目前, 截至发稿: the day of publication. 截至收盘: the day named last in the paragraph, else that."""
    one = context.published
    if (match.group("now") or "").startswith("昨") and one is not None:
        one -= timedelta(days=1)
    if match.group("close") and not match.group("close").startswith("今日"):
        last = context.last(match.start(), "day", reach=200)
        if last is not None and last.span is not None and context.same_line(last, match.start()):
            one = last.span[1]
    return _as_of(match, one, published_on(context))


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
    if told is not None and told.span is not None and not (match.group("which") == "本" and _long_ago(context, told)):
        return _as_of(match, told.span[1], f"named before: {context.text[told.start : told.end]}")
    return _as_of(match, context.published, published_on(context))


def _long_ago(context: Context, told: Named) -> bool:
    """Whether an announcement that was told of is too old to be the one that speaks (本公告)."""
    assert told.span is not None
    return context.published is not None and context.published - told.span[1] > _SPEAKS


def _as_of(match: re.Match[str], one: date | None, anchor: str | None) -> Named:
    """The whole match as the day that it stands for."""
    span = (one, one) if one else None
    return Named(match.start(), match.end(), span, "day", False, "date/as of", match.group(), anchor)

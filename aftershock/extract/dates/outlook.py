"""The year of a day that names none: the latest such day not after publication, or the coming one where the words look ahead."""

from __future__ import annotations

import re

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.context import Context


def latest_year(context: Context, match: re.Match[str], which: int, of_month: int, last_month: int) -> int | None:
    """The year of the latest such day not after publication, or of the coming one where the words look ahead."""
    published = context.published
    if published is None:
        return None
    if last_month > max(which, published.month) and not future(context, match):
        # 7-9月 in August are the months that it lies in; 1-11月 in March those that are over.
        return published.year - (last_month - published.month > 2 or which > published.month)
    if published.month - which >= _YEAR_ENDS and (future(context, match) or _of_coming_year(context, match, which)):
        return published.year + 1
    if (which, of_month) <= (published.month, published.day):
        return published.year
    if which == published.month and match.group("day") is None:
        return published.year
    ahead = (
        future(context, match)
        or _soon(context, match, which, of_month)
        or _after_one_ahead(context, match, which)
        or _days_on(context, match, which, of_month)
        or (which - published.month <= 2 and _THEN_NEXT_YEAR.match(context.text, match.end()) is not None)
        or (not context.compared(match.start()) and context.looks_ahead_to(which))
    )
    return published.year if ahead else published.year - 1


_THEN_NEXT_YEAR = re.compile("[^。；！？\n]{0,30}?(?:明年|来年)")
"""12月停产，明年1月复产, told in November."""
_YEAR_ENDS = 9
"""So many months before publication a month lies that is rather the coming one where the words look ahead."""


def _of_coming_year(context: Context, match: re.Match[str], which: int) -> bool:
    """Whether a month goes on with days that are to come: 12月中旬完成切换，1月1日收费, or is one that a year was named for."""
    published, start = context.published, match.start()
    for one in reversed(context.named[-8:]):
        if published is None or one.span is None or one.span[0] <= published or one.grain in ("year", "years"):
            continue
        coming = one.span[0].year > published.year
        if (coming and one.span[0].month == which) or (one.end > start - 40 and context.same_sentence(one, start)):
            return True
    return False


def future(context: Context, match: re.Match[str]) -> bool:
    """Whether the words around a date look ahead."""
    head = context.text[max(0, match.start() - 8) : match.start()]
    if grammar.FUTURE_AFTER.match(context.text, match.end()):
        return True
    if head[-1:] in ("至", "到") and grammar.PUT_OFF.search(context.text, max(0, match.start() - 24), match.start()):
        return True
    if not grammar.FUTURE_BEFORE.search(head):
        return False
    if head.endswith("到") and (context.begins_sentence(match.start() - 1) or head[-2:-1] in ("，", "；", "：")):
        return (  # 到9月底，共有…; …陆续被关，到7月底只剩…
            grammar.AHEAD.match(context.text, match.end()) is not None
            or _MEANT.search(context.text, max(0, match.start() - 40), match.start()) is not None
        )
    return True


_MEANT = re.compile(r"(?:计划|拟|预计|目标|力争|将(?!近)|要求|承诺|争取|规划|希望)[^。；！？\n]{0,36}\Z")


def _soon(context: Context, match: re.Match[str], which: int, of_month: int) -> bool:
    """Whether a month and day lies within weeks after publication, in a sentence that looks ahead."""
    published = context.published
    one = calendar.day(published.year, which, of_month) if published else None
    if published is None or one is None or not 0 < (one[0] - published).days <= 60:
        return False
    if _WHEN.search(context.text, max(0, match.start() - 6), match.start()):
        return True
    if LIMIT.match(context.text, match.end()) or _FROM_THEN.match(context.text, match.end()):
        return True  # a time limit, or from when on
    if _FROM.search(context.text, max(0, match.start() - 2), match.start()) and _THEN.match(context.text, match.end()):
        return True
    return bool(
        grammar.AHEAD.match(context.text, match.end())
        or grammar.AHEAD_BEFORE.search(context.text, max(0, match.start() - 30), match.start())
    )


LIMIT = re.compile("[之以]?前")
_FROM_THEN = re.compile(
    "(?:[（(][^（）()]{2,6}[）)])?(?:零时|[0-9]{1,2}[时点])?(?:开市|开盘|[发出提]货|下单|开票|签约|投保)?(?:之日)?起(?![诉草源步家伏到义亚点跌飞]|重(?!组|新|整|启|大))"
)


_WHEN = re.compile("时间(?:为|是)?[：:]\n?$")
"""上课时间：11月16日."""
_FROM = re.compile("(?:[自由]|(?<![曾已])于)$")
_THEN = re.compile(
    "(?:[上下]午|早上|中午)?[0-9一二三四五六七八九十]{0,3}[时点]?[正整半]?(?:恢复|复牌|停牌|暂停|停止|执行|施行|实施|生效)(?![^。；！？\n]{0,24}(?:以来|至今))"
)
"""自10月21日上午九时正恢复买卖, told of the day before."""


def _after_one_ahead(context: Context, match: re.Match[str], which: int) -> bool:
    """Whether a month follows one that lies ahead, in its sentence: 会在6月宣布并于7月开始."""
    if not (match.group("month") or match.group("month1") or match.group("listed")):
        return False
    last = context.last(match.start(), "month", "part", "day", reach=40)
    if last is None or last.span is None or context.published is None or not context.same_sentence(last, match.start()):
        return False
    return last.span[0] > context.published and which >= last.span[0].month and not last.explicit


def _days_on(context: Context, match: re.Match[str], which: int, of_month: int) -> bool:
    """Whether a day follows in its sentence on one that is to come: 将于4月19日停牌1天，4月20日复牌."""
    published = context.published
    one = calendar.day(published.year, which, of_month) if published else None
    last = context.last(match.start(), "day", reach=40)
    if published is None or one is None or last is None or last.span is None:
        return False
    if last.span[0] < published or not context.same_sentence(last, match.start()):
        return False
    ahead = grammar.FUTURE_BEFORE.search(context.text, max(0, last.start - 8), last.start)
    return ahead is not None and 0 < (one[0] - last.span[0]).days <= _DAYS_ON


_DAYS_ON = 31
"""So many days behind one to come a day may lie that follows on it."""

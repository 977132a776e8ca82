"""How a date ends: open (以来, 起), on the day of publication (至今), or as the months that end on it (止六个月)."""

from __future__ import annotations

import re
from datetime import timedelta

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.context import Context, Named
from aftershock.extract.dates.years import number, quarter_number

_LINK = re.compile(grammar.LINK)
_FROM_ENDS = frozenset("从自于由 \u00a0")
_CAME = re.compile("来(?![自源华访到看说临了得回])")
"""今年来, 2023年来 in 2023: up to now."""
_DATED = re.compile("[0-9今去明同次当本上下年月一二三四五六七八九十]")
"""Behind 起至, the end of a range: 自2020年11月起至今年6月; 起至实际清偿之日止 has none."""
_TO_DATE = re.compile("今年$|本[年月周]度?$")
_LATER = "(?:之|以)?后(?![续期勤台备面方世顾果浪天年排段半来两三一几数])"
_LATER_WORDS = re.compile("[后今来在]")
_EVER_SINCE = re.compile(
    f"(?:[^。；！？\\n自从]{{1,60}}?(?P<ever>(?<![年月周天])以来)|(?![^，。]{{0,4}}(?:股东|董事会))[^。，,；！？\\n自从]{{1,40}}?(?P<deed>之日起|(?<![兴引掀发崛升唤一拿])起(?=[，,])|至今(?![年天日晚夏冬春秋])|到现在|后(?=[，,]|累计|开始|已|共|仍|再[次未也]|一直|陆续|首次|连续|便|就))|(?P<later>{_LATER}|(?=担任|任[职教]?(?!何|务|意|由)|出任|加入|从事|接手|执掌|掌管|就职|入职)))"
)
_SINCE = re.compile(
    f"[^。，,、；！？\\n自从的年月是]{{1,16}}?(?P<deed>以来|(?:至今(?![年天日晚夏冬春秋])|到现在)(?![仍还尚未没不]))|(?P<later>{_LATER})"
)
_EVER_AFTER = re.compile("，[^，。；\n]{0,8}(?:便|就|一直|陆续|持续|不断|开始)(?!是)")
"""从去年3月，公司便陆续出售项目."""
_NO_BEGINNING = frozenset(("date/as of", "date/near", "date/ago", "date/days after", "date/range"))
_PARTLY_FROM = re.compile("旬$")
_HALTED = re.compile("(?:临时|连续|继续)?停牌")
_ON = re.compile("(?<![由关对])于$|在$")
"""于3月28日开始实施 names the day on which it is done."""


def closed(context: Context, named: Named) -> Named:
    """With 以来, 起, 开始 (open), or 至今 (up to publication, else open), and the 从 or 自 before it."""
    text, start, end = context.text, named.start, named.end
    since = grammar.SINCE.match(text, end) if text[end : end + 1] in grammar.SINCE_FIRST else None
    lead = grammar.FROM.search(text[max(0, start - 3) : start]) if text[start - 1 : start] in _FROM_ENDS else None
    if lead:
        start -= len(lead.group())
    if since is not None and since.group("market") and not lead and not _HALTED.match(context.text, since.end()):
        since = None  # 于3月9日开市起复牌 is done on that day
    if since is None:
        now, span = context.published, named.span
        if span and named.grain in ("year", "month") and _CAME.match(context.text, named.end):
            if now and named.grain == "year" and span[0].year == now.year:
                return named._replace(end=named.end + 1, span=(span[0], now), rule="date/up to now")
            if named.rule not in _NO_BEGINNING:  # 去年3月来
                return named._replace(start=start, end=named.end + 1, open=True, rule="date/open", trigger="来")
        return _since_a_deed(context, named, start, lead is not None and lead.group()[0] != "由")
    end = since.end()
    printed = text[named.start : named.end]
    if since.group("till_now") or (since.group("since") and (_TO_DATE.search(printed) or named.rule == "date/near")):
        named = named._replace(start=start, end=end, rule="date/up to now", trigger=since.group())
        if named.span is None or context.published is None:
            return named._replace(open=named.span is not None)
        return named._replace(span=(named.span[0], max(named.span[0], context.published)))
    if since.group("start") and not lead and since.group("comma") is None:
        return named
    if (
        since.group() == "开始"
        and named.grain in ("day", "month", "part")
        and _ON.search(context.text[max(0, start - 2) : start])
    ):
        return named
    if (
        since.group("from") == "开始"
        and not lead
        and _PARTLY_FROM.search(printed)
        and context.begins_sentence(named.start)
    ):
        # "6月中下旬开始，…" tells when the beginning lay: within those days.
        return named._replace(end=end)
    after = _LINK.match(context.text, end)
    if after and ("至" in after.group() or "到" in after.group()) and _DATED.match(context.text, after.end()):
        return named
    return named._replace(start=start, end=end, open=named.span is not None, rule="date/open", trigger=since.group())


def _since_a_deed(context: Context, named: Named, start: int, leads: bool) -> Named:
    """自5月7日复牌之日起, 从2月停产至今, 2015年成立以来, 2021年以后: from then on."""
    if not leads and _LATER_WORDS.search(context.text, named.end, named.end + 20) is None:
        return named  # none of the patterns
    if named.span is None or named.rule in _NO_BEGINNING:
        return named
    pattern = _EVER_SINCE if leads else _SINCE
    match = pattern.match(context.text, named.end)
    if match is None and leads and _EVER_AFTER.match(context.text, named.end):
        return named._replace(start=start, open=True, rule="date/open", trigger="从")
    if match is None:
        return named
    trigger = match[match.lastgroup or 0]
    if trigger in ("至今", "到现在"):
        if context.published is None:
            return named._replace(start=start, open=True, rule="date/up to now", trigger=trigger)
        span = (named.span[0], max(named.span[0], context.published))
        return named._replace(start=start, span=span, rule="date/up to now", trigger=trigger)
    return named._replace(start=start, open=True, rule="date/open", trigger=trigger)


_NTH_WEEK = re.compile("的?(?:第([一二三四1-4])|首)(?:周(?![年岁期])|个?星期)")


def with_week(context: Context, named: Named | None) -> Named | None:
    """With the 当周 behind it: 5月8日当周 is the week of that day, 截至5月12日当周 and 4月28日至5月4日当周 are what they name."""
    if named is None or named.span is None:
        return named
    if named.grain in ("month", "year") and (nth := _NTH_WEEK.match(context.text, named.end)):
        of_year = named.span[0].replace(day=4) if named.grain == "year" else named.span[0]
        first = (calendar.week(of_year)[0] if named.grain == "year" else of_year) + timedelta(
            7 * (number(nth[1] or "1") - 1)
        )
        return named._replace(end=nth.end(), span=(first, first + timedelta(6)), grain="week", rule="date/week")
    if not context.text.startswith(("当周", "这周", "这一周"), named.end):
        return named
    if named.grain != "day" or named.rule in ("date/as of", "date/range", "date/days"):
        return named._replace(end=context.text.index("周", named.end) + 1)
    if context.text[named.end] != "当":
        return named
    return named._replace(end=named.end + 2, span=calendar.week(named.span[0]), grain="week", rule="date/week")


def period_ended(context: Context, inner: Named, ended: re.Match[str], start: int) -> Named:
    """截至6月30日止六个月, 截至9月底止第二季度, 截至12月31日止年度: the months that end on that day."""
    assert inner.span is not None
    last = inner.span[1]
    months = 3 if ended.group("quarter") else 6 if ended.group("half") else number(ended.group("months") or "12")
    months *= number(ended.group("years") or "1")
    first = calendar.add_months(last + timedelta(days=1), -months)
    if (named := ended.group("quarter")) and named[0] == "第":
        context.quarter_shift = (last.month - 3 * quarter_number(named) + 6) % 12 - 6
    return inner._replace(
        start=start, end=ended.end(), span=(first, last), grain="months", rule="date/period ended",
        trigger=ended.group(),
    )  # fmt: skip

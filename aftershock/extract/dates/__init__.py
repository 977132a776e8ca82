"""Dates out of Chinese text, each resolved to its first and last day.

    date = (截至 | 从)? (calendar | relative) time of day? (link date)? (以来 | 起 | 开始 | 至今)?

Days are resolved against the day of publication, the dates named before, and a report's own year. 截至X is the last day
of X; 以来, 起 and 开始 leave the end open; 至今 ends on the day of publication. Vague words (近日, 目前) are not dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from aftershock.extract.dates import grammar
from aftershock.extract.dates.anaphors import anaphor, as_of_notice, as_of_now, month_word, quarter_word
from aftershock.extract.dates.context import Context, Named
from aftershock.extract.dates.days import bare_day, days, iso_date, iso_month
from aftershock.extract.dates.daywords import day_with_number, day_word
from aftershock.extract.dates.ends import closed, period_ended, with_week
from aftershock.extract.dates.parts import calendar_date, part_before_year, plain_date
from aftershock.extract.dates.periods import (
    ago,
    decade,
    five_years,
    near,
    second_of_range,
    since_years,
    up_to_lunar_day,
    year_in_list,
    years,
)
from aftershock.extract.dates.spacing import closed_up, printed
from aftershock.extract.dates.weeks import on_weekday, week
from aftershock.extract.language.numerals import fold
from aftershock.extract.language.scan import ScanAlone, pairs
from aftershock.model import Flag, Mention, Trace

Reader = Callable[[Context, re.Match[str]], Named | None]

_START = ScanAlone(
    (
        *"0123456789今昨周翌",
        *pairs("去明近即截Q", "年日天晚早（(的一二两三四五六七八九十半至止0123456789"),
        *pairs("一二两三四五六七八九十廿", "零〇○一二三四五六七八九十年月日天周季号五个、星至到-世"),
        *pairs("大前后本上下当该次同隔", "前年天日晚夜一首两二三四五六七八九十半0123456789月周财季上下个世星（"),
        "民国",
        *pairs("那这", "年一天"),
        *pairs("月", "初中底末"),
        "本公",
        "本联",
        "本通",
        *pairs("第首头", "一二两三四五六七八九十0123456789季"),
        *pairs("来半年岁开全", "年初末底尾"),
        *("正月", "过去", "过往", "最近", "未来", "此前", "这个", "这周", "星期", "礼拜", "FY", "H1", "H2"),
        *pairs('“‘"', "十"),
        *(
            "元旦",
            "元宵",
            "元月",
            "情人",
            "妇女",
            "劳动",
            "儿童",
            "国庆",
            "双1",
            "双十",
            "平安",
            "圣诞",
            "教师",
            "万圣",
        ),
        *("春节", "除夕", "端午", "中秋", "清明", "黑五", "黑色", "感恩"),
    ),
    "(?:(?<![0-9.])(?<![0-9],)|(?<=[0-9][.])(?=[12][0-9]{3}年))[0-9](?=[0-9]{3}[.]|18(?:[.]|期间|大促|当天|当日|购物)|[0-9]{0,3}[ \u00a0]?(?:[年月日号天周个季财上下第起以开]|[这那]一年|[两三四]年|[一二三四]季|全年|[-−–—~～/]|至|到|Q|H|、|星期|度|，|[和及与]|世|成立以来|中期))"
    '|(?<![第几数好唯])[一二两三四五六七八九十廿](?=[零〇○一二三四五六七八九十]{0,3}(?:[年月日天周季号五]|、第?[一二三四五六七八九十]{1,2}[月季、]|一[”"]?[黄长小假期]|个[月星半多]|星期|至|到|-|世))'
    "|[今昨]|周(?=[一二三四五六日天])|去(?=[年（(1])|明(?=[年日天晚早（(1])|近(?=[的0-9一二两三四五六七八九十半])|即(?=日)|截(?=[至止])|Q(?=[1-4])|大前[年天]|民国|[那这]年(?=[0-9一二三四五六七八九十]{1,2}月)|该年(?![龄级限轻代])|前(?=[年天日晚一首两二三四五六七八九十半0-9月周季（])|后[年天]|本(?=[年月周财季（]|(?:(?:联合)?公[告布佈]|通函)[^，。；]{0,6}日)|上(?=[一年月周上半个世财星季日（])|下(?=[一年月周下半个财星季（])|当(?=[年天日晚夜月周季（])|该[月季]|次(?=[年日月（])|翌|同(?=[年日一天月])|隔[日天]|第二天|第[一二三四1-4](?=年|财?季|[二三四]季|[-~～—至到、和及与])|"
    '来年|大年(?=[初三])|正月(?=[初十])|(?<![^，。；、\n于在到至“（从自由])月(?=[初底末]|中旬)|(?:过[去往]|最近|未来|今后|此前)(?=[的0-9一二两三四五六七八九十半])|这(?=个月|周)|[那这](?=一?天[，的在他她公股]|一年)|星期|礼拜|半年[前后]|年[初末底尾]|岁[末尾]|全年|[首头](?=[季两二三四五六七八九十0-9])|开年|FY|H[12]|[“‘"](?=十)|'
    "元旦|元宵|元月|情人节|妇女节|五一|劳动节|五四|儿童节|国庆|双1|双十|平安夜|圣诞|教师节|万圣节|春节|除夕|端午|中秋|清明|黑五|黑色星|感恩节",
    whole_numbers=True,
)
Row = tuple[re.Pattern[str], Reader, str]
Readers = tuple[tuple[re.Pattern[str], Reader], ...]


def _by_character(*rows: Row) -> dict[str, Readers]:
    """The rows to try for each character that they name, in order; under "" those that any other allows.

    Of a row that names none the character may be any.
    """
    told = {"", *(character for *_, characters in rows for character in characters)}
    return {
        one: tuple(
            (pattern, read) for pattern, read, characters in rows if not characters or (one and one in characters)
        )
        for one in told
    }


_LINKS = " \u00a0-−–—~～至到"
_AFTER_DIGITS = _by_character(
    (grammar.PART_FIRST, part_before_year, "QH"),
    (grammar.SHORT_YEARS, years, _LINKS),
    (grammar.DECADE, decade, "年世"),
    (grammar.AGO, ago, "天日周个星年"),
    (grammar.SINCE_YEARS, since_years, "年个"),
    (grammar.CALENDAR, calendar_date, grammar.CALENDAR_BEHIND),
    (grammar.CALENDAR_618, calendar_date, ""),
    (grammar.DAYS, days, f"日号{_LINKS}"),
    (grammar.BARE_DAY, bare_day, "日号"),
)
"""What begins with one to three digits, by the character behind them."""
_AFTER_YEAR = _by_character(
    (grammar.YEAR_IN_LIST, year_in_list, "、,，和及与"),
    (grammar.YEARS, years, f"年{_LINKS}"),
    (grammar.SLASHED_YEARS, years, "/"),
    (grammar.ISO, iso_date, "-/."),
    (grammar.ISO_MONTH, iso_month, "-/."),
    (grammar.DECADE, decade, "年"),
    (grammar.CALENDAR, calendar_date, ""),
)
"""What begins with the four digits of a year, by the character behind them."""
_BY_FIRST = _by_character(
    (grammar.DAY_WITH_NUMBER, day_with_number, "今昨明"),
    (grammar.DAY_WORD, day_word, "今昨大前明后即"),
    (grammar.NOTICE_DAY, as_of_notice, "本"),
    (grammar.MONTH_WORD, month_word, "本这上下当同次前月"),
    (grammar.QUARTER_WORD, quarter_word, "本上下前当该"),
    (grammar.FIVE_YEARS, five_years, "十六七八九"),
    (grammar.DECADE, decade, "二三四五六七八九"),
    (grammar.AGO, ago, "一二两三四五六七八九十"),
    (grammar.SINCE_YEARS, since_years, "一二两三四五六七八九十"),
    (grammar.CALENDAR, calendar_date, grammar.CALENDAR_FIRST),
    (grammar.ANAPHOR, anaphor, "当同次翌隔第前上该此那这"),
    (grammar.NEAR, near, "近过最未今此"),
    (grammar.WEEK, week, "上下本这当今个周星礼前"),
    (grammar.AGO, ago, "半"),
    (grammar.FIVE_YEARS, five_years, '“‘"「'),
    (grammar.DECADE, decade, "上"),
    (grammar.BARE_DAY_WRITTEN, bare_day, "一二三四五六七八九十廿"),
)
"""What begins with no digit, by its first character."""
_AS_OF: Readers = (
    (grammar.AS_OF_NOW, as_of_now),
    (grammar.AS_OF_NOTICE, as_of_notice),
)
_DIGITS = frozenset("0123456789")
_LINK = re.compile(grammar.LINK)
_LINK_FIRST = frozenset(_LINKS)
_CLOCK = re.compile("[0-9零一二三四五六七八九十][时点:：]")
_CLOSES_BOOKS = ("结算期", "决算期")
"""结算期截至3月的企业: every year, and no day."""
_BEGUN = re.compile(f"(?:以来|开始|起){grammar.LINK}")
"""今年以来至4月15日: from the beginning of the year on."""
_BEGUN_FIRST = frozenset("以开起")


def dates(text: str, published: date | None) -> tuple[Mention, ...]:
    """All dates of a text in order of their start, none overlapping another.

    `published` is the day on which relative dates hang. Without it (and without a signature under the text) what is
    relative has no days: `from_` and `to` stay None and the mention is flagged "relative".
    """
    folded, left_out = closed_up(fold(text))
    if published is not None and not 1800 <= published.year < 2200:
        published = None  # no page's day: a slip in its head
    context = Context.of(folded, published)
    found: list[Mention] = []
    position = 0
    for start in _START.starts(folded):
        named = _at(context, start) if start >= position and _START.pattern.match(folded, start) else None
        if named is None:
            continue
        context.named.append(named)
        found.append(_mention(text, named, *printed(named.start, named.end, left_out)))
        position = named.end
    return tuple(found)


def _at(context: Context, start: int) -> Named | None:
    """The date that begins at an offset, with its range, opening and closing words."""
    if context.text[start] == "截":
        return with_week(context, _as_of(context, start))
    first = _one(context, start)
    if first is None:
        return None
    if (ended := _ended(context, first)) is not None:
        return ended
    return with_week(context, closed(context, _ranged(context, first)))


def _ended(context: Context, first: Named) -> Named | None:
    """10月底止半年度, without 截至 as papers in Hong Kong shorten it."""
    if first.span is None or "止" not in context.text[first.end : first.end + 3]:
        return None
    match = grammar.ENDED.match(context.text, first.end) if first.grain in ("day", "month", "part") else None
    return period_ended(context, first, match, first.start) if match else None


def _one(context: Context, start: int) -> Named | None:
    if context.text[start : start + 1] in _DIGITS:
        match = grammar.PLAIN.match(context.text, start)
        if match and (named := plain_date(context, match)):
            return _with_tail(context, named)
    return _first(context, start, _readers(context.text, start))


def _readers(text: str, start: int) -> Readers:
    """Those of the readers of dates that may read what begins here."""
    first = text[start : start + 1]
    if first not in _DIGITS:
        return _BY_FIRST.get(first, _BY_FIRST[""])
    end = start + 1
    while end < start + 4 and text[end : end + 1].isdigit():
        end += 1
    readers = _AFTER_YEAR if end == start + 4 else _AFTER_DIGITS
    return readers.get(text[end : end + 1], readers[""])


def _first(context: Context, start: int, readers: Readers) -> Named | None:
    for pattern, reader in readers:
        match = pattern.match(context.text, start)
        if match and match.end() > start and (named := reader(context, match)):
            return _with_tail(context, named)
    return None


def _with_tail(context: Context, named: Named) -> Named:
    """With the weekday and time of day that follow a day."""
    if named.grain == "day" and (tail := grammar.TAIL.match(context.text, named.end)) and tail.end() > named.end:
        return on_weekday(named._replace(end=tail.end()), tail.group())
    if context.text.startswith("期间", named.end):
        return named._replace(end=named.end + 2)
    return named


def _ranged(context: Context, first: Named) -> Named:
    """Joined with a second date after 至 or a dash, where there is one."""
    if first.span is None and first.rule != "date/each year":
        return first
    behind = context.text[first.end : first.end + 1]
    link = _LINK.match(context.text, first.end) if behind in _LINK_FIRST else None
    if link is None and first.grain == "year" and behind in _BEGUN_FIRST:
        link = _BEGUN.match(context.text, first.end)
    if link is None or first.rule in ("date/as of", "date/near"):
        return first
    if first.span is None:  # 每年12月到次年4月
        second = _one(context, link.end())
        return first._replace(end=second.end) if second else first
    if lunar := up_to_lunar_day(context, first, link.end()):
        return lunar
    context.named.append(first)
    second = _one(context, link.end())
    context.named.pop()
    if second and _CLOCK.search(context.text, first.start, first.end) and _CLOCK.search(context.text, *second[:2]):
        return first  # from one hour to another: two days
    whole = second_of_range(first, second) if second and second.rule != "date/as of" else None
    return _with_tail(context, whole) if whole else first


def _as_of(context: Context, start: int) -> Named | None:
    """截至 and a date: its last day."""
    if found := _first(context, start, _AS_OF):
        return found
    lead = grammar.AS_OF.match(context.text, start)
    inner = _one(context, lead.end()) if lead else None
    if inner is None:
        return None
    if context.text[max(0, start - 3) : start] in _CLOSES_BOOKS:
        return inner._replace(start=start, span=None)
    ends = inner.span and inner.grain in ("day", "month", "part")
    if ends and (ended := grammar.ENDED.match(context.text, inner.end)):
        return period_ended(context, inner, ended, start)
    span = inner.span and (inner.span[1], inner.span[1])
    if inner.span and context.published and inner.grain != "day" and inner.span[0] <= context.published < inner.span[1]:
        span = (context.published, context.published)
    return inner._replace(start=start, span=span, grain="day", rule="date/as of")


def _mention(text: str, named: Named, start: int, end: int) -> Mention:
    flags = _NO_FLAGS
    if named.span is None:
        flags |= _RELATIVE
    if named.vague:
        flags |= _VAGUE
    hangs = named.anchor is not None and named.anchor.startswith(_NAMED_BEFORE)
    if hangs or named.rule == "date/hangs on one before":
        flags |= _ANAPHORIC
    first, last = named.span or (None, None)
    return Mention(
        "date",
        start,
        end,
        text[start:end],
        from_=first,
        to=None if named.open else last,
        flags=flags,
        trace=Trace(named.rule, named.trigger, named.anchor),
    )


_NAMED_BEFORE = ("named before", "year of the report")
_NO_FLAGS: frozenset[Flag] = frozenset()
_RELATIVE: frozenset[Flag] = frozenset({"relative"})
_VAGUE: frozenset[Flag] = frozenset({"vague"})
_ANAPHORIC: frozenset[Flag] = frozenset({"anaphoric"})

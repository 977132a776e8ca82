"""The year of a date: named, relative (去年, 上一年), taken over from a date before, or the latest that fits."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from aftershock.extract.dates import calendar, grammar
from aftershock.extract.dates.context import Context, Named
from aftershock.extract.dates.outlook import LIMIT, future, latest_year
from aftershock.extract.dates.stories import narrated, repeated, told_before, year_giver
from aftershock.extract.language.chinesenumbers import chinese_integer


def number(word: str) -> int:
    """A number of days, months or years as written; 0 where it is none."""
    if word.isdigit():
        return int(word)
    if word in ("半", "元"):
        return word == "元"
    return chinese_integer(word.replace("○", "〇").replace("廿", "二十")) or 0


def has_year(match: re.Match[str]) -> bool:
    """Whether a match of CALENDAR names a year or one by 今年, 上年."""
    return match["of_year"] is not None or match["behind"] is not None


def year_of(context: Context, match: re.Match[str]) -> tuple[int | None, bool, str | None]:
    """(year, whether the text names it, what it hangs on)."""
    group = match.group
    if written := group("year"):
        return int(written), True, None
    if not has_year(match):
        return None, False, None
    if written := group("chinese"):
        return number(written), True, None
    if written := group("chinese2"):
        return 2000 + number(written), True, None
    if written := group("fy"):
        digits = written.removeprefix("FY")
        return (int(digits) if len(digits) == 4 else 2000 + int(digits)), True, None
    if written := group("short") or group("short2"):
        return 2000 + int(written), True, None
    if written := group("short3"):  # 92年7月 is 2003 to a text that counts as Taiwan does
        return (_of_the_republic(context, written) if context.republic else 1900 + int(written)), True, None
    if not group("relative") and (written := group("behind")):
        return (int(written) if len(written) == 4 else 2000 + int(written)), True, None
    if word := group("relative"):
        if told := YEAR_IN_BRACKETS.match(context.text, match.end()):
            return number(told["year"]), True, None
        if word[1] not in "年后" and (said := _NUMBERED.search(word)):
            return _numbered(context, said.group()), True, None
        return _relative_year(context, word, match.start())
    if written := group("republic") or group("republic2") or group("republic3"):
        return _of_the_republic(context, written), True, None
    return None, False, None


_OF_THE_LINE = ("当年", "那年", "这年", "该年", "那一年", "这一年")
_NUMBERED = re.compile("[0-9]{2,4}")


YEAR_IN_BRACKETS = re.compile("（(?P<year>(?:19|20)[0-9]{2})年?）")
"""今年（2018年）, quoted years later."""


def _numbered(context: Context, digits: str) -> int:
    """The year in brackets: 今（108）年 as Taiwan counts, 去（2023）年, 今（24）年."""
    if len(digits) == 3:
        return _of_the_republic(context, digits)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _of_the_republic(context: Context, written: str) -> int:
    """The year that Taiwan counts from 1911: 民国114年, 109年同期."""
    context.republic = True
    digits = written.removeprefix("民国").strip()
    return grammar.REPUBLIC + (1 if digits == "元" else number(digits))


def _relative_year(context: Context, word: str, start: int) -> tuple[int | None, bool, str | None]:
    now = context.published.year if context.published else None
    published = f"published {context.published}" if context.published else None
    plain = {"今年": 0, "去年": -1, "前年": -2, "大前年": -3, "明年": 1, "来年": 1, "后年": 2}
    if word[1:] == "年前":
        back = number(word[0]) or 0
        return (now - back if now is not None and back else None), False, published  # 两年前的5月
    if word in plain:
        return (now + plain[word] if now is not None else None), False, published
    last = context.last(start, compared=False)
    if word in ("当年", "同年", "同一年", "次年", "翌年", "第二年", *_OF_THE_LINE):
        last = context.anchor(start, reach=400, compared=False, clauses=False)
        reaches = last is not None and (
            context.same_line(last, start)
            or ((word not in _OF_THE_LINE or _opens_with(context, word, start)) and context.next_line(last, start))
            or (word == "这一年" and last.explicit and _opens_with(context, word, start))
            or (
                word == "当年"
                and last.explicit
                and context.begins_line(start)
                and _MONTH.match(context.text, start + 2)
            )
        )
        if last is None or last.span is None or not reaches:
            return None, False, None
        if _THAN.search(context.text, last.start - 1, last.start):
            last = _told_of(context, last.start, last)  # 2021年收入由2020年的9亿元降至7亿元。同年9月
        assert last.span is not None
        shift = 0 if word in ("同年", "同一年", *_OF_THE_LINE) else 1
        return last.span[0].year + shift, True, f"named before: {context.text[last.start : last.end]}"
    shift = {"本": 0, "上": -1, "前": -1, "下": 1}[word[0]]
    if shift and last is not None and last.span is not None and last.explicit and context.goes_on(last, start):
        last = _told_of(context, start, last) if shift < 0 else last
        assert last.span is not None
        return last.span[0].year + shift, True, f"named before: {context.text[last.start : last.end]}"
    if word[0] == "前":
        return None, False, None
    if (
        shift == -1
        and last is not None
        and last.span
        and last.grain == "year"
        and context.compared(start)
        and context.same_sentence(last, start)
    ):
        return last.span[0].year - 1, False, f"named before: {context.text[last.start : last.end]}"
    if shift == -1 and (told := _accounted(context, start)) is not None:
        assert told.span is not None
        return told.span[1].year - 1, True, f"named before: {context.text[told.start : told.end]}"
    if context.report_year is not None:
        return context.report_year + shift, False, "year of the report"
    of_last_year = last is not None and last.grain == "year" and last.trigger == "去年"
    if (
        word.startswith("上年")
        and last is not None
        and of_last_year
        and last.span
        and context.same_sentence(last, start)
    ):
        return last.span[0].year - 1, False, f"named before: {context.text[last.start : last.end]}"
    if word.startswith("上年") and (told := _long_past(context, start)) is not None:
        assert told.span is not None
        return told.span[1].year - 1, True, f"named before: {context.text[told.start : told.end]}"
    if shift <= 0 and context.asked_year is not None:
        return context.asked_year + shift, False, "year of the report"
    return (now + shift if now is not None else None), False, published


_THAN = re.compile("[由从较比]")
"""Before a year that another is compared with."""


def _opens_with(context: Context, word: str, start: int) -> bool:
    """Whether a paragraph goes on with 那年11月 after a paragraph that has told of a year."""
    if word not in ("那年", "这一年", "那一年"):
        return False
    lead = _JUST_IN.search(context.text, max(0, start - 4), start)
    return context.begins_line(lead.start() if lead else start)


_MONTH = re.compile("[0-9]{1,2}月|年?[初末底尾]|[上下]半年")
_JUST_IN = re.compile("(?:也是|就|正是|便是)?[在于]$")


def _told_of(context: Context, start: int, last: Named) -> Named:
    """The latest year of a sentence, where the last is one that it is compared with: 2020年…，2019年为24亿元，比上年…"""
    years = [one for one in context.named[-6:] if one.grain == "year" and one.explicit and one.span]
    here = [one for one in years if context.same_sentence(one, start)]
    return max((last, *here), key=lambda one: one.span[0] if one.span and last.grain == "year" else date.min)


def _accounted(context: Context, start: int) -> Named | None:
    """The year that a paragraph gives account of, with which 较上年末 compares: a year or its end begins a sentence."""
    if not context.compared(start):
        return None
    last = context.last(start, "year", "quarter", "half", "months", "day", reach=_PARAGRAPH, compared=False)
    if last is None or last.span is None or not last.explicit or not context.same_line(last, start):
        return None
    closes = last.grain != "day" or (last.span[1].day >= 30 and last.span[1].month % 3 == 0)
    return last if closes and context.begins_sentence(last.start) else None


def _long_past(context: Context, start: int) -> Named | None:
    """The last date of a paragraph, where all that name their year lie two years and more back: 2016年…，上年末…"""
    now = context.published.year if context.published else 0
    last: Named | None = None
    for one in reversed(context.named[-12:]):
        if start - one.end > _PARAGRAPH or not context.same_line(one, start):
            break
        if one.span is None or (not one.explicit and one.span[1].year >= now - 1):
            continue
        if one.span[1].year >= now - 1:
            return None
        if not one.explicit or context.compared(one.start) or context.background(one, start):
            continue
        if last is None or (last.span is not None and one.span > last.span):
            last = one
    return last


_PARAGRAPH = 600
"""How far before a comparison the year is named that it goes back from, in characters."""


def month_year(
    context: Context,
    match: re.Match[str],
    which: int,
    day: str | None,
    first: str | None = None,
    last_month: str | None = None,
) -> tuple[int | None, bool, str | None]:
    """The same of a month, of a day in it, or of months from `first` to `last_month`."""
    start = match.start()
    if not 1 <= which <= 12:
        return None, False, None
    of_month = number(day) if day else 0
    last = year_giver(context, start, which)
    if last is not None and not (day and _just_now(context, last, start, which, of_month)):
        assert last.span is not None
        return last.span[0].year, True, f"named before: {context.text[last.start : last.end]}"
    if last_month and (told := _reported_on(context, match)):
        assert told.span is not None
        return told.span[0].year, True, f"named before: {context.text[told.start : told.end]}"
    if context.report_year is not None and first:
        return context.report_year, True, "year of the report"
    of_month = of_month or 1
    if day and (told := repeated(context, match, which, of_month)):
        assert told.span is not None
        return told.span[0].year, True, f"named before: {context.text[told.start : told.end]}"
    latest = latest_year(context, match, which, of_month, number(last_month) if last_month else 0)
    if latest is not None and (told := narrated(context, match, calendar.day(latest, which, of_month))):
        assert told.span is not None
        return told.span[1].year, True, f"named before: {context.text[told.start : told.end]}"
    return latest, False, published_on(context)


def part_year(context: Context, match: re.Match[str]) -> tuple[int | None, bool, str | None]:
    """The year of a part that names none: (year, whether a date before gave it, what it hangs on)."""
    group, start = match.group, match.start()
    if written := group("month") or group("month1") or group("listed") or (group("pair") or "")[:1]:
        return month_year(context, match, number(written), group("day"), group("month1"), group("month2"))
    if group("full"):
        last = _whole_year_of(context, start)
        if last is not None and not context.same_line(last, start):
            last = context.of_line_before(start)
        if last is not None and last.open:
            return None, False, None  # 1984年上市以来首次出现全年亏损
        if last is not None and last.span is not None:
            return last.span[1].year, True, f"named before: {context.text[last.start : last.end]}"
    if context.published is None and context.report_year is None:
        last = context.newest(start) if context.heads_column(start) else context.last(start)
        return (
            (last.span[0].year, True, "named before") if last and last.span and last.explicit else (None, False, None)
        )
    if last := year_giver(context, start, 0):
        assert last.span is not None
        return last.span[0].year, True, f"named before: {context.text[last.start : last.end]}"
    if context.report_year is not None and (group("quarter") or group("half") or group("quarters")):
        return context.report_year, True, "year of the report"
    first = _last_part_begins(match)
    if told := told_before(context, match, first):
        assert told.span is not None
        return told.span[1].year, True, f"named before: {context.text[told.start : told.end]}"
    if group("end") or group("full"):
        published = context.published
        if planned := _planned_in(context, start):
            assert planned.span is not None
            return planned.span[0].year, True, f"named before: {context.text[planned.start : planned.end]}"
        ahead = future(context, match) or LIMIT.match(context.text, match.end())
        early = published is not None and published.month <= 3 and not ahead
        return (published.year - early if published else None), False, published_on(context)
    if beside := _goes_with(context, match, first):
        assert beside.span is not None
        return beside.span[0].year, False, f"named before: {context.text[beside.start : beside.end]}"
    latest = latest_year(context, match, first, 1, 0)
    if latest is not None and first == 1 and group("half") and _of_year_before(context, match):
        latest -= 1
    if latest is not None and (told := context.past_told(start, latest)) and told.grain not in ("year", "years"):
        assert told.span is not None
        return told.span[1].year, True, f"named before: {context.text[told.start : told.end]}"
    return latest, False, published_on(context)


RECENT = 3
"""How many days before a text is published what it tells of as news may have happened."""


def _just_now(context: Context, last: Named, start: int, month: int, day: int) -> bool:
    """Whether a day is of the news, though a sentence before told of years ago: 2020年6月被冻结。|12月21日，甲公告称."""
    published = context.published
    if published is None or not context.begins_sentence(start) or context.same_sentence(last, start):
        return False
    told = calendar.day(published.year, month, day)
    return told is not None and 0 <= (published - told[0]).days <= RECENT


def _whole_year_of(context: Context, start: int) -> Named | None:
    """What 全年 hangs on: the year, its part, or its end (截至2022年末) named last; not when something was founded."""
    last = context.last(start, "year", "quarter", "half", "months", "day", reach=160, compared=False)
    if last is not None and last.span is not None and last.grain == "day":
        closes = last.rule == "date/as of" and (last.span[1].month, last.span[1].day) == (12, 31)
        if closes and last.explicit and context.same_line(last, start):
            return last
    last = context.last(start, "year", "quarter", "half", "months", reach=160, compared=False)
    return None if last is not None and context.background(last, start) else last


_AHEAD = re.compile("预[计期测]|计[划画]|目标|指引|力争|有望|展望|将|今年")


def _of_year_before(context: Context, match: re.Match[str]) -> bool:
    """Whether 上半年, told in January or February by a text that does not look ahead, is that of the year before."""
    published = context.published
    if published is None or published.month > 2 or future(context, match):
        return False
    return _AHEAD.search(context.text, max(0, match.start() - 16), match.end() + 16) is None


def _goes_with(context: Context, match: re.Match[str], first: int) -> Named | None:
    """The earlier part of a year gone by beside which a later one stands: 前三季度…，四季度…; or of any: 一季度和二季度."""
    last = context.last(match.start(), "quarter", "half", "months", reach=60, compared=False)
    if last is None or last.span is None or context.published is None or not context.same_sentence(last, match.start()):
        return None
    gone = last.span[0].year < context.published.year or context.text[last.end : match.start()] in "、和及与"
    return last if gone and last.span[1].month < first else None


def _reported_on(context: Context, match: re.Match[str]) -> Named | None:
    """The day with its year on which months of that year were told of: 2016年10月26日公布|1-9月业绩."""
    last = context.last(match.start(), "day", reach=40)
    if last is None or last.span is None or not last.explicit or not context.same_sentence(last, match.start()):
        return None
    return last if number(match.group("month2")) <= last.span[0].month else None


_PLANNED = re.compile("宣布|计[划画]|决定|公告|承诺|要求|表示|称|预计|目标|签")


def _planned_in(context: Context, start: int) -> Named | None:
    """The day of a year gone by on which something was announced for its end: 去年11月5日，公司宣布在|年底前关停."""
    last = context.last(start, "day", "months", compared=False)
    gone = (
        last is not None and last.span is not None and context.published and last.span[0].year < context.published.year
    )
    if last is None or not gone or not context.same_sentence(last, start):
        return None
    return last if _PLANNED.search(context.text, last.end, start) else None


def _last_part_begins(match: re.Match[str]) -> int:
    """The month in which the last part of a stretch begins: July for 前三季度 and 下半年, October for 前10个月."""
    group = match.group
    if written := group("quarter2") or group("quarter"):
        return 3 * quarter_number(written) - 2
    if written := group("quarters"):
        return 7 if any(c in written for c in "三3") else 4
    if written := group("count"):
        return number(written)
    return 7 if (group("half") or "上")[0] == "下" else 1


def published_on(context: Context) -> str | None:
    """The anchor of what hangs on the day of publication."""
    return _published(context.published) if context.published else None


@lru_cache(maxsize=64)
def _published(day: date) -> str:
    """Kept, because most dates of a text hang on its day."""
    return f"published {day}"


def quarter_number(word: str) -> int:
    """1 to 4, out of 第三季度, Q3 or 三季报."""
    for c in word:
        if c in "一二三四":
            return "一二三四".index(c) + 1
        if c in "1234":
            return int(c)
    return 1

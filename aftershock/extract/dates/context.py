"""What a date is resolved against: the day of publication, the report's year, and the dates named before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Literal, NamedTuple

from aftershock.extract.dates.calendar import Span
from aftershock.extract.dates.grammar import REPORT_TITLE

Grain = Literal["day", "part", "week", "month", "months", "quarter", "half", "year", "years"]

_FAR = 24
"""Dates named before, beyond which none is looked at."""
_STORY = 1200
"""How far back a story is looked at, in characters."""
_FILING = re.compile(
    "特此公告|特此公示|证券代码[：:]|证券代码\t|本公司(?:及)?董事会(?:及)?全体|兹提述|董事会(?:欣然|谨此)?宣[布佈]"
)
_ANNOUNCES = re.compile("[^。\n]{0,40}?(?:公告|披露|公布|发布|宣布|回复|回函|通报|称)")
_WITHIN = re.compile("[于在自从至到]$|[称示露]，?$|(?:宣布|公告|通知|决定)$")
"""Before a day that an announcement tells of: 公告称，已于15日收到通知; 宣布26日闭店."""
_SIGNATURE = re.compile(
    "^[ \u00a0]*(?P<year>(?:19|20)[0-9]{2}|[一二][零〇○九][零〇○一二三四五六七八九]{2})[ ]?年[ ]?(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[ ]?月[ ]?"
    "(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})[ ]?日[ \u00a0]*$",
    re.MULTILINE,
)
_COMPARED = re.compile("[比较]$|[高低多少好优强逊大小]于$|超[过越]$|不及$")
_BESIDE = ("与", "和", "同", "跟")
_LEVEL = re.compile("[^，。；\n、]{2,12}?(?:相比|相较|持平|相当|比较)")
"""与上月基本持平, 和2019年同期相比."""
_CLOSE = re.compile("[末底尾]$")
"""2021年末 is the day that a figure holds for, and none on which anything was done."""
_LEAD = re.compile(
    "(?:时间(?:回到|倒回|来到|推回)|[事故]事?情?要?从|(?:回溯|追溯|倒推)[至到]|截[至止]|直[到至]|等到|到了?|至|(?:就|正是|也是)?在|从|自|于|而|但|随后|此后|其后|早在|[那这]是)$"
)
_THING = "成立|创[立办建]|[建设]立|注册|上市|登陆|挂牌|出生|签订|签署|签约|订立|到期|届满|生产|制造|出厂|建成|投产|发行|购[买入]|认购|借[款入]|入职|获批"
_OF_A_THING = re.compile(
    f"(?:期间|之?间)?[，]?[^，。；\n的]{{0,8}}(?:{_THING})(?![于在])(?:[^，。；：\n的]{{0,12}}的(?!公告|消息))?"
)
"""Behind a date that only tells of what some thing is: 2015年3月1日签订的合同, 8月26日期间生产的车辆, 8月8日到期."""
_THING_ON = re.compile(f"(?:{_THING}|产|生|建|签)[于在自]$")
_DETAIL = re.compile("其中|另外|此外|同时|与此同时|分[品行地]")
_BREAK = re.compile("[。！？!?\n]")


class Named(NamedTuple):
    """A date as found, resolved: from `first` to `last`; both None where there was nothing to resolve it against."""

    start: int
    end: int
    span: Span | None
    grain: Grain
    explicit: bool
    """Whether the text names the year."""
    rule: str
    trigger: str | None = None
    anchor: str | None = None
    open: bool = False
    """Without an end (2020年以来)."""
    vague: bool = False


@dataclass(slots=True)
class Context:
    """The dates named so far in one text."""

    text: str
    published: date | None
    report_year: int | None = None
    asked_year: int | None = None
    """The year of the report that a letter of the exchange asks about, where the text answers one."""
    filing: bool = False
    quarter_shift: int = 0
    """By how many months the firm's quarters lie behind those of the calendar (截至9月底止第二季度: by three)."""
    republic: bool = False
    """Whether the text has counted years as Taiwan does, so that a bare 114年 is one."""
    named: list[Named] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, published: date | None) -> Context:
        """The context at the beginning of a text. A report's title gives the year that bare quarters mean."""
        head = text[:600].split("\n")[:12]
        titles = [line for line in head if "报告" in line or "快报" in line]
        year = next((int(m.group("year")) for line in titles if (m := REPORT_TITLE.search(line))), None)
        day = published or _signature(text)
        return cls(text, day, year, year or _asked_year(text[:600], day), bool(_FILING.search(text)))

    def last(
        self, before: int, *grains: Grain, reach: int = 400, but: tuple[str, ...] = (), compared: bool = True
    ) -> Named | None:
        """The last resolved date named before an offset, no further back than `reach`, leaving out those of some rules.

        `compared` False leaves out what a figure is only compared with (比2017年, 较上月末, 高于2019年).
        """
        for one in islice(reversed(self.named), _FAR):
            if before - one.end > reach:
                return None
            if not compared and self.compared(one.start):
                continue
            if one.span is not None and one.rule not in but and (not grains or one.grain in grains):
                return one
        return None

    def last_told(self, before: int) -> Named | None:
        """The last day named before an offset that does not lie ahead of publication, where one is near.

        Where that day is only told of in an announcement, the day of the announcement.
        """
        told: Named | None = None
        for one in islice(reversed(self.named), _FAR):
            if before - one.end > 250 or (told is not None and not self.same_sentence(one, told.start)):
                break
            if one.grain != "day" or not one.span or (self.published is not None and one.span[1] > self.published):
                continue
            if one.rule == "date/as of" or _CLOSE.search(one.trigger or "") or self.compared(one.start):
                continue
            if told is None:
                told = one
                if not _WITHIN.search(self.text, max(0, one.start - 2), one.start):
                    break
            elif self.announces(one):
                return one
        return told

    def anchor(
        self, before: int, *grains: Grain, reach: int = 250, compared: bool = True, clauses: bool = True
    ) -> Named | None:
        """The last date named that something may hang on: one of a thing told of gives way to another of the paragraph.

        公司9月30日宣布召回3月1日至8月26日期间生产的车辆。同日 is September 30; 公司成立于3月1日，同日 is March 1.
        `clauses` False lets give way only what stands before its noun.
        """
        last = self.last(before, *grains, reach=reach, compared=compared, but=("date/same period",))
        if last is None or not self.background(last, before, clauses=clauses):
            return last
        for one in islice(reversed(self.named), _FAR):
            if before - one.end > reach or not self.same_line(one, last.start):
                break
            if one.span is None or one.start >= last.start or (grains and one.grain not in grains):
                continue
            told_of = one.grain == "day" and _WITHIN.search(self.text, max(0, one.start - 2), one.start)
            if not (told_of and not self.announces(one)) and not self.background(one, before, clauses=clauses):
                return one
        return last

    def background(self, one: Named, position: int, *, clauses: bool = True) -> bool:
        """Whether a date tells, seen from a position, only of what a thing is: when it was founded, made, signed or ends.

        2015年签订的合同 is background at once, and with `clauses` 成立于2015年 once its sentence is over.
        """
        if one.grain == "day" and one.span and one.span[0] != one.span[1]:
            return True
        on = _THING_ON.search(self.text, max(0, one.start - 3), one.start)
        if on and self.text.startswith("的", one.end):
            return True
        behind = _OF_A_THING.match(self.text, one.end, position)
        if behind and "的" in behind.group():
            return True
        return clauses and (on is not None or behind is not None) and not self.same_sentence(one, position)

    def past_told(self, before: int, latest: int) -> Named | None:
        """The last date named, where a text has told of nothing but a time years before the `latest` that fits."""
        if self.published is None:
            return None
        last: Named | None = None
        for one in islice(reversed(self.named), _FAR):
            if before - one.end > _STORY:
                break
            if one.span is None or one.span[1].year > latest - 2:
                return None
            last = last or one
        return last if last is not None and last.explicit else None

    def looks_ahead_to(self, month: int) -> bool:
        """Whether the text has named a month as one that lies ahead (9月30日将付清 … 9月)."""
        published = self.published
        return published is not None and any(
            one.span is not None and one.span[0] > published and one.span[0].year == published.year
            and one.span[0].month == month and one.grain in ("day", "month", "part") and not one.explicit
            for one in islice(reversed(self.named), _FAR)
        )  # fmt: skip

    def compared(self, position: int) -> bool:
        """Whether what stands at a position is what a figure is compared with (较上年末)."""
        head = self.text[max(0, position - 2) : position]
        if head[-1:] in _BESIDE:
            return _LEVEL.match(self.text, position) is not None
        return _COMPARED.search(head) is not None

    def leads(self, position: int) -> bool:
        """Whether a sentence begins at a position, or with no more than 到, 截至, 随后 before it."""
        lead = _LEAD.search(self.text, max(0, position - 5), position)
        return self.begins_sentence(lead.start() if lead else position)

    def newest(self, before: int, reach: int = 4000) -> Named | None:
        """The latest year that the heads of columns before an offset name (2019年⇥2018年⇥2017年 are read by their first)."""
        near = [one for one in self.named[-_FAR:] if one.span and one.explicit and before - one.end <= reach]
        return max(near, key=lambda one: one.span[0].year if one.span else 0, default=None)

    def same_sentence(self, one: Named, position: int) -> bool:
        """Whether no sentence ends between a date and a position."""
        return _BREAK.search(self.text, one.end, position) is None

    def goes_on(self, one: Named, position: int) -> bool:
        """Whether a position lies in the sentence of a date, or in the next one where that only goes into detail."""
        breaks = [match.end() for match in _BREAK.finditer(self.text, one.end, position)]
        return not breaks or (len(breaks) < 3 and all(_DETAIL.match(self.text, at) for at in breaks))

    def same_line(self, one: Named, position: int) -> bool:
        """Whether a date stands in the same paragraph as a position."""
        return self.text.find("\n", one.end, position) < 0

    def next_sentence(self, one: Named, position: int) -> bool:
        """Whether a position lies in the sentence of a date or in the one behind it."""
        return len(_BREAK.findall(self.text, one.end, position)) <= 1

    def next_line(self, one: Named, position: int) -> bool:
        """Whether a position lies in the paragraph behind that of a date."""
        return self.text.count("\n", one.end, position) == 1

    def of_line_before(self, position: int) -> Named | None:
        """The last date of the paragraph before a position, where all that name their year there name the same."""
        named = [one for one in self.named[-_FAR:] if one.span and one.explicit and self.next_line(one, position)]
        years = {one.span[0].year for one in named if one.span}
        return named[-1] if len(years) == 1 else None

    def heads_lines(self, one: Named) -> bool:
        """Whether a date is a line of its own, as a year above the months of a list."""
        end = self.text.find("\n", one.end)
        return self.begins_line(one.start) and 0 <= end - one.end <= 1

    def begins_line(self, position: int) -> bool:
        """Whether a paragraph begins at a position."""
        return position == 0 or self.text[position - 1] == "\n"

    def begins_sentence(self, position: int) -> bool:
        """Whether a sentence or line begins at a position."""
        return position == 0 or self.text[position - 1] in "。！？\n；“"

    def heads_column(self, position: int) -> bool:
        """Whether a position lies in a row of a table, or in a heading of a report."""
        end = self.text.find("\n", position)
        line = self.text[self.text.rfind("\n", 0, position) + 1 : end if end >= 0 else len(self.text)]
        return "\t" in line or (self.report_year is not None and "。" not in line)

    def sentence(self, one: Named) -> str:
        """The sentence that holds a date, at most 160 characters past it."""
        full_stop = _BREAK.search(self.text, one.end, one.end + 160)
        begin = one.start
        while begin > max(0, one.start - 60) and not _BREAK.match(self.text[begin - 1]):
            begin -= 1
        return self.text[begin : full_stop.start() if full_stop else one.end + 160]

    def only_day(self) -> Named | None:
        """The one day that the text has named so far; None where it has named several, or none."""
        days = [one for one in self.named if one.grain == "day" and one.span]
        return days[-1] if len({one.span for one in days}) == 1 else None

    def announces(self, one: Named) -> bool:
        """Whether a date is the day on which something is announced (8月26日晚间，公司公告)."""
        return _ANNOUNCES.match(self.text, one.end) is not None

    def announced(self, before: int, by: str = "", reach: int = 700) -> Named | None:
        """The last day on which something was announced, in a sentence that names `by`."""
        for one in islice(reversed(self.named), _FAR):
            if before - one.end > reach:
                return None
            if one.grain != "day" or one.span is None or not _ANNOUNCES.match(self.text, one.end, before):
                continue
            if not by or by in self.sentence(one):
                return one
        return None


_ASKED = re.compile("(?:(?P<year>20[0-9]{2})[ ]?年?)?(?:年年?度报告|年度报告|年年报|年报)[^，。\n]{0,16}问询函")


def _asked_year(head: str, published: date | None) -> int | None:
    """The year told of in the answer to a letter about an annual report: the one it names, else the one before."""
    if "问询函" not in head or (asked := _ASKED.search(head)) is None:
        return None
    if asked["year"]:
        return int(asked["year"])
    return published.year - 1 if published is not None else None


def _signature(text: str) -> date | None:
    """The day under which a document is signed: the last line that is nothing but a date."""
    from aftershock.extract.language.chinesenumbers import chinese_integer

    last = None
    for match in _SIGNATURE.finditer(text):
        last = match
    if last is None:
        return None
    parts = [last.group(n) for n in ("year", "month", "day")]
    numbers = [int(p) if p.isdigit() else chinese_integer(p.replace("○", "〇")) for p in parts]
    try:
        return date(*(n or 0 for n in numbers))
    except ValueError:
        return None

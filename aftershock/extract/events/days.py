"""The day of an event: which of the days that its sentence names dates it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from aftershock.extract.events.particulars import InOrder
from aftershock.extract.events.word import EventWord
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.model import Mention

BEFORE = 7
"""How far before its clause the year may begin that dates it, in characters."""
HALF_YEAR = timedelta(days=184)
YEAR = timedelta(days=366)
ACCOUNTS = frozenset({"财报", "统计", "亏损", "业绩下滑", "目标"})
"""Types whose figures are those of a period: the period dates them by its first day."""
_LONGEST = {"违规": timedelta(days=3660), "财报": timedelta(days=1470)}
"""What goes on for years is dated by its beginning (2018年至2020年虚增收入; 2020年至2022年的营收)."""
_MEASURES = re.compile(r"(?:占|较|比|同期|相当于)[^，。；]{0,6}$|[从由]$")
_OF_WRITING = re.compile(r"发稿|截稿|记者")
"""A day that is only the one of writing (截至发稿)."""
_UNTIL = re.compile(r"(?:至|到|截至|预计|直到|计划|拟|将|不晚于|不迟于|期限为?|有效期)[^，。；]{0,3}\Z")
"""Before a day: until when something holds, or when it is to be."""
_THE_YEAR = re.compile(r"(?:19|20)\d\d年|去年|前年|今年|明年")
"""A year that dates what is told by itself (成立于2007年)."""
_SINCE_WHEN = "成立|创立|创办|创建|设立|诞生|始建|组建|注册|建成|投产|上市"
_OF_ATTRIBUTE = (
    re.compile(rf"(?:{_SINCE_WHEN}|建|始)于\Z"),
    re.compile(rf"[^，。；]{{0,6}}?(?:{_SINCE_WHEN}|登陆[^，。；]{{1,4}})[^，。；的]{{0,4}}的"),
)
"""Before and behind a day that only says how old somebody is (成立于2008年的甲公司, 2008年成立的甲公司)."""
_OWED_FOR = re.compile("[份的当全]{0,2}(?:工资|薪|社保|公积金|房租|租金|水电|提成)")
"""Behind a day that only says for when something is owed or paid (拖欠11月份的工资)."""
_YEAR = re.compile(r"(?:自|从)?(?:\d{4}年|今年|去年|前年|年初)(?:以来|起|开始|至今)?")


class Told(NamedTuple):
    """The word of an event with its clause, and the stretch of the sentence that tells of it."""

    word: EventWord
    clause: Span
    span: Span

    def up_to(self, end: int) -> Told:
        """The same, where more of the sentence tells of it."""
        return Told(self.word, self.clause, Span(self.span.start, end))


class Days:
    """Of one text, by position."""

    def __init__(self, text: str, days: InOrder) -> None:
        self._text = text
        self._days = days

    def of(self, told: Told, sentence: Sentence, *, happened: bool) -> date | None:
        """The day of the event, named before its word: the last in its clause or right before that, else the last in
        its own words, else the last in its sentence; where none is, one named behind it in its clause.

        What did not happen, or only may, has no day but one of its own: that of its sentence is when somebody said so.

        Periods longer than half a year (2021年以来) and days that only measure a figure (占2020年末货币资金的4%) are no
        day on which something happened; accounts are those of their period.
        """
        word, (start, end) = told.word, told.clause
        if not self._days.within(min(sentence.start, start - BEFORE), end):
            return None
        longest = _LONGEST.get(word.type, YEAR if word.type in ACCOUNTS else HALF_YEAR)
        days = [m for m in self._days.within(sentence.start, word.end) if self._is_day(m, longest, word)]
        alone = {c.start for c in sentence.clauses if c.end == start - 1}  # 公告称，3日至5日，平台关闭了…
        clause = [m for m in days if m.start >= start or (m.start in alone and m.end == start - 1)] or self._years(told)
        own = [m for m in days if m.start >= told.span.start]
        chosen = clause[-1:] or ((own[-1:] or days[-1:]) if happened else []) or self._behind(told, longest)
        return chosen[0].from_ if chosen else None

    def _years(self, told: Told) -> list[Mention]:
        """The years that a clause names before its word, or that stand right before it (2009年，甲公司推出…)."""
        named = self._days.within(told.clause.start - BEFORE, told.word.end)
        years = [m for m in named if _THE_YEAR.fullmatch(m.text) and self._is_day(m, YEAR, told.word)]
        return [m for m in years if m.end >= told.clause.start - 1]

    def _behind(self, told: Told, longest: timedelta) -> list[Mention]:
        """The first day behind the word in its own clause (裁员已在7月底启动), unless it is an end or a plan."""
        for m in self._days.within(told.word.end, told.clause.end):
            longest = max(longest, YEAR) if _THE_YEAR.fullmatch(m.text) else longest
            if self._is_day(m, longest, told.word) and not _UNTIL.search(
                self._text, max(told.word.end, m.start - 6), m.start
            ):
                return [m]
        return []

    def _is_day(self, mention: Mention, longest: timedelta, word: EventWord) -> bool:
        if (
            mention.from_ is None
            or self._is_attribute(mention, word)
            or _OWED_FOR.match(self._text, mention.end)
            or _OF_WRITING.search(mention.text)
            or _MEASURES.search(self._text[max(0, mention.start - 8) : mention.start])
        ):
            return False
        # An open end is a beginning: of a day or month it dates the event, of a year it does not.
        if mention.to is None:
            return not _YEAR.fullmatch(mention.text)
        return mention.to - mention.from_ <= longest

    def _is_attribute(self, mention: Mention, word: EventWord) -> bool:
        """Whether a day only tells how old somebody is, and the word tells of something else."""
        before, behind = _OF_ATTRIBUTE
        led = before.search(self._text, max(0, mention.start - 4), mention.start)
        if led:
            return word.end <= led.start() or word.start >= mention.start
        told = behind.match(self._text, mention.end, mention.end + 18)
        return told is not None and word.start >= told.end()

"""Typesetting: texts set otherwise than Chinese print is are read as if they were set so.

被封 300 多个店铺,损失惨重    被封300多个店铺，损失惨重
"蓝砾"(深圳)称:已关 12 家      “蓝砾”（深圳）称：已关12家
３００家　　                   300家
店铺已陆续被封                 店铺被封

Many publishers put a space between Chinese and numbers or Latin letters, use the marks of English or full-width
digits, and every rule would have to allow for each. Rows of tables, whose cells spaces may part, keep them, and so do
the numbers of models (iPhone 12 手机), of headings and of codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from aftershock.extract.language.scan import ScanAlone
from aftershock.model import Facts, NameFound, Trace

_IN_TURN = "陆续|相继|先后|接连|纷纷|陸續|相繼|先後|接連|紛紛"
_DONE = "关[闭停掉]|封[禁停掉了]|冻结|暂停|倒闭|停[业运]|闭店|关店|下架|解[封冻]|注销"
_IDLE = (
    rf"已(?<![早业得而]已)经?(?:{_IN_TURN})?(?=[被遭](?![告子]))"
    rf"|(?:{_IN_TURN})(?<![已经][\u4e00-\u9fff]{{2}})(?=[被遭](?![告子])|{_DONE})"
)
"""That something befell them already, or one after the other, says nothing that 被 does not."""
_WIDE = "".join(map(chr, (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))))
"""０-９Ａ-Ｚａ-ｚ"""
_PARTED = "[０-９](?:，(?<![０-９]{4}，)(?=[０-９]{3}(?![０-９]))|．(?=[０-９]))"
"""A digit with the mark behind it that stands inside a number: ３，０００家, ３．５亿元."""
_SIGNS = ScanAlone(
    (*' \u00a0\u3000,;:!?()"已', *_WIDE, *_IN_TURN.split("|")),
    rf'[ \u00a0\u3000]+|{_PARTED}|[,;:!?()"{_WIDE}]|{_IDLE}',
)
_MARKS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_SENTENCE = re.compile("[，。；！？;!?]|,(?![0-9])")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_PUNCTUATION = frozenset("，。；：、！？”）》")
_OPENING = frozenset("“（《")
_BEFORE_CHINESE = re.compile("[0-9A-Za-z%％]")
_BEHIND_CHINESE = re.compile("[0-9A-Za-z$¥￥]")
_ENDS = re.compile('[\u4e00-\u9fff”’）》」"%％]')
"""With what Chinese may end before a mark."""
_BEGINS = re.compile('[ \u00a0]*[\u4e00-\u9fff“‘（《「"]')
_NUMBER = re.compile(r"[0-9][0-9,.]*\Z")
_MODEL = re.compile(r"[A-Za-z][A-Za-z.]* ?\Z")
_COUNTS = frozenset(
    "万亿千百十多余几个家名位人元美港欧英日韩澳年月天时点分秒周季岁款条台辆套件只支项次种类倍间所处笔起吨户股份批场座栋艘架例宗"
    "块片页篇届轮部门口号成折世后级强大首城省市县国区镇村港站店张枚颗篇集票单手米公平立升斤千克瓦度亩层卷字萬億餘個間筆戶號萬點"
)
"""With what a number goes on: 300 多家, 64 岁. Behind any other space the next cell, heading or field may begin."""
LONGEST = 24
"""No number or Latin word before a space is longer than that, in characters."""
ASIDE = 80
"""No bracket holds more, in characters."""


def plainly_set(text: str) -> tuple[str, list[int]] | None:
    """The text as Chinese print sets it, and where each of its letters stood; None for a text set so.

    The list has one place more than there are letters, for the end.
    """
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for start, end, sign in _otherwise_set(text):
        parts += (text[done:start], sign)
        places.extend(range(done, start + len(sign)))
        done = end
    if not parts:
        return None
    parts.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return "".join(parts), places


def _otherwise_set(text: str) -> Iterator[tuple[int, int, str]]:
    """What is set otherwise, with what is read for it: nothing for a space and an idle word, one sign for any other."""
    line = _Line(text, 0)
    for found in _SIGNS.finditer(text):
        start, end = found.span()
        if start >= line.end:
            line = _Line(text, start)
        if line.row:
            continue
        sign = found[0]
        if sign[0] in " \u00a0\u3000":
            if _needless(text, start, end, line):
                yield start, end, ""
        elif sign[0] in _WIDE:
            yield start, end, "".join(chr(ord(letter) - 0xFEE0) for letter in sign)
        elif end - start > 1 or sign == "已":
            yield start, end, ""
        elif sign == '"':
            if quote := line.quote():
                yield start, end, quote
        elif _is_mark(text, start, line):
            yield start, end, _MARKS[sign]


class _Line:
    """One line of a text, and what is found out about it once."""

    def __init__(self, text: str, at: int) -> None:
        end = text.find("\n", at)
        self.start, self.end = text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
        self.row = text.find("\t", self.start, self.end) >= 0
        self.reads = _SENTENCE.search(text, self.start, self.end) is not None
        quotes = text.count('"', self.start, self.end)
        self._pairs = quotes % 2 == 0 and _CHINESE.search(text, self.start, self.end) is not None
        self._open = False
        self.closes: set[int] = set()
        """Where brackets close that are read as Chinese ones."""

    def quote(self) -> str | None:
        """The mark for a straight one, the first of each pair opening; None where they do not pair."""
        if not self._pairs:
            return None
        self._open = not self._open
        return "“" if self._open else "”"


def _is_mark(text: str, at: int, line: _Line) -> bool:
    """Whether an English mark stands in Chinese, and not in a number, a time, an address or Latin words."""
    sign = text[at]
    if sign == ")":
        return at in line.closes
    if sign == "(":
        close = text.find(")", at, min(line.end, at + ASIDE))
        inside = close > 0 and text.find("(", at + 1, close) < 0
        chinese = _ENDS.match(text[at - 1 : at]) is not None or _CHINESE.search(text, at, close) is not None
        if inside and chinese:
            line.closes.add(close)
        return inside and chinese
    before, behind = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign == ":" and text.startswith("//", at + 1):
        return False
    if _ENDS.match(before) or at - 1 in line.closes:
        return not (before in "%％" and behind.isascii() and behind.isalnum())
    return _BEHIND_CHINESE.match(before) is not None and _BEGINS.match(text, at + 1) is not None


def _needless(text: str, start: int, end: int, line: _Line) -> bool:
    """Whether spaces part what Chinese print does not: an indent, or Chinese from a number or Latin letters."""
    if start == line.start:
        return end < line.end and text[start] == "\u3000"
    if end >= line.end or not line.reads:
        return False
    before, behind = text[start - 1], text[end]
    if (
        _CHINESE.match(before)
        or before in _PUNCTUATION
        or (before in _MARKS and _ENDS.match(text[start - 2 : start - 1]))
    ):
        opens = behind in _OPENING or _BEHIND_CHINESE.match(behind) is not None
        return opens or (not _CHINESE.match(before) and _CHINESE.match(behind) is not None)
    if not (_CHINESE.match(behind) and _BEFORE_CHINESE.match(before)):
        return False
    return not _keeps(text, max(line.start, start - LONGEST), start, behind)


def _keeps(text: str, first: int, start: int, behind: str) -> bool:
    """Whether a space behind a number is kept: of a model (iPhone 12 手机), a heading or a code (300999 证券简称)."""
    number = _NUMBER.search(text, first, start)
    return number is not None and (behind not in _COUNTS or _MODEL.search(text, first, number.start()) is not None)


def as_set(facts: Facts, text: str, places: list[int]) -> Facts:
    """Facts read from a text plainly set, of the text that was printed; names are found by both forms."""

    def span(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    mentions = []
    for mention in facts.mentions:
        start, end = span(mention.start, mention.end)
        same_as = None if mention.same_as is None else places[mention.same_as]
        changed_from = None if mention.changed_from is None else places[mention.changed_from]
        trace = _traced(mention.trace, places)
        mentions.append(mention.moved(start, end, text[start:end], same_as, changed_from, trace))
    events = []
    for event in facts.events:
        start, end = span(event.start, event.end)
        figures = tuple(span(*figure) for figure in event.figures)
        events.append(replace(event, start=start, end=end, text=text[start:end], figures=figures))
    relations = []
    for relation in facts.relations:
        start, end = span(relation.start, relation.end)
        relations.append(replace(relation, start=start, end=end))
    names = tuple(_printed(name, text, span) for name in facts.names)
    return Facts(tuple(mentions), names, tuple(relations), tuple(events))


def _printed(name: NameFound, text: str, span: Callable[[int, int], tuple[int, int]]) -> NameFound:
    mentions = tuple(span(start, end) for start, end in name.mentions)
    forms = {*name.aliases, *(text[start:end] for start, end in mentions)} - {name.name}
    return NameFound(name.name, name.kind, tuple(sorted(forms)), name.code, mentions, name.former, name.trace)


_REPORTED = re.compile(r"(?<=reported from )\d+\Z")
"""Where the speech begins in which a figure is told, at the end of a trace."""


def _traced(trace: Trace | None, places: list[int]) -> Trace | None:
    if trace is None or trace.anchor is None or "reported from " not in trace.anchor:
        return trace
    return trace._replace(anchor=_REPORTED.sub(lambda found: str(places[int(found[0])]), trace.anchor))

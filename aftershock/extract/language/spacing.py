"""Spacing: texts set with a space between Chinese and numbers or Latin letters are read without it.

被封 300 多个店铺    被封300多个店铺
TCL 科技称           TCL科技称

Many publishers set texts so, and every rule would have to allow for it. Rows of tables, whose cells such spaces may
part, and what is no sentence keep theirs, and so do the numbers of models (iPhone 12 手机), of headings and codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from aftershock.model import Facts, NameFound, Trace

_SPACES = re.compile("[ \u00a0]+")
_SENTENCE = re.compile("[，。；！？]")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_BEFORE_CHINESE = re.compile("[0-9A-Za-z%％]")
_BEHIND_CHINESE = re.compile("[0-9A-Za-z$¥￥]")
_NUMBER = re.compile(r"[0-9][0-9,.]*\Z")
_MODEL = re.compile(r"[A-Za-z][A-Za-z.]* ?\Z")
_COUNTS = frozenset(
    "万亿千百十多余几个家名位人元美港欧英日韩澳年月天时点分秒周季岁款条台辆套件只支项次种类倍间所处笔起吨户股份批场座栋艘架例宗"
    "块片页篇届轮部门口号成折世后级强大首城省市县国区镇村港站店张枚颗篇集票单手米公平立升斤千克瓦度亩层卷字萬億餘個間筆戶號萬點"
)
"""With what a number goes on: 300 多家, 64 岁. Behind any other space the next cell, heading or field may begin."""
LONGEST = 24
"""No number or Latin word before a space is longer than that, in characters."""


def closed_up(text: str) -> tuple[str, list[int]] | None:
    """The text without such spaces, and where each of its letters stood; None for a text that has none.

    The list has one place more than there are letters, for the end.
    """
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for start, end in _needless(text):
        parts.append(text[done:start])
        places.extend(range(done, start))
        done = end
    if not done:
        return None
    parts.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return "".join(parts), places


def _needless(text: str) -> Iterator[tuple[int, int]]:
    """The spaces that part Chinese from a number or Latin letters inside a sentence."""
    line_start = line_end = 0
    reads = False
    for space in _SPACES.finditer(text):
        start, end = space.span()
        if end >= len(text) or not start:
            continue
        before, behind = text[start - 1], text[end]
        opens = _CHINESE.match(before) is not None and _BEHIND_CHINESE.match(behind) is not None
        if not opens and not (_CHINESE.match(behind) and _BEFORE_CHINESE.match(before)):
            continue
        if start >= line_end:
            line_start, line_end = _line(text, start)
            reads = (
                text.find("\t", line_start, line_end) < 0 and _SENTENCE.search(text, line_start, line_end) is not None
            )
        if reads and (opens or not _keeps(text, max(line_start, start - LONGEST), start, behind)):
            yield start, end


def _line(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _keeps(text: str, first: int, start: int, behind: str) -> bool:
    """Whether a space behind a number is kept: of a model (iPhone 12 手机), a heading or a code (300999 证券简称)."""
    number = _NUMBER.search(text, first, start)
    return number is not None and (behind not in _COUNTS or _MODEL.search(text, first, number.start()) is not None)


def spaced_out(facts: Facts, text: str, places: list[int]) -> Facts:
    """Facts read from a text closed up, of the text that was printed; names are found by both forms."""

    def at(position: int) -> int:
        return places[position]

    def span(start: int, end: int) -> tuple[int, int]:
        return places[start], places[end - 1] + 1

    mentions = []
    for mention in facts.mentions:
        start, end = span(mention.start, mention.end)
        mentions.append(
            mention._replace(
                start=start,
                end=end,
                text=text[start:end],
                same_as=None if mention.same_as is None else at(mention.same_as),
                changed_from=None if mention.changed_from is None else at(mention.changed_from),
                trace=_traced(mention.trace, at),
            )
        )
    return Facts(
        mentions=tuple(mentions),
        names=tuple(_printed(name, text, span) for name in facts.names),
        relations=tuple(
            replace(relation, start=span(relation.start, relation.end)[0], end=span(relation.start, relation.end)[1])
            for relation in facts.relations
        ),
        events=tuple(
            replace(
                event,
                start=span(event.start, event.end)[0],
                end=span(event.start, event.end)[1],
                text=text[slice(*span(event.start, event.end))],
                figures=tuple(span(*figure) for figure in event.figures),
            )
            for event in facts.events
        ),
    )


def _printed(name: NameFound, text: str, span: Callable[[int, int], tuple[int, int]]) -> NameFound:
    mentions = tuple(span(start, end) for start, end in name.mentions)
    forms = {*name.aliases, *(text[start:end] for start, end in mentions)} - {name.name}
    return replace(name, mentions=mentions, aliases=tuple(sorted(forms)))


_REPORTED = re.compile(r"(?<=reported from )\d+\Z")
"""Where the speech begins in which a figure is told, at the end of a trace."""


def _traced(trace: Trace | None, at: Callable[[int], int]) -> Trace | None:
    if trace is None or trace.anchor is None or "reported from " not in trace.anchor:
        return trace
    return trace._replace(anchor=_REPORTED.sub(lambda found: str(at(int(found[0]))), trace.anchor))

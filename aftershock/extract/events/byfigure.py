"""Events that a figure tells of by what it is: 6家支行获批终止营业 closes stores, whatever the word for it.

Only in clauses that hold no event word of their own but that a number is told. A fall of what a firm earns is told by
its accounts where a figure says how far (营收同比下降9.7%).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from aftershock.extract.events.word import EventWord
from aftershock.extract.events.words import EventReader
from aftershock.extract.language.sentences import Outline
from aftershock.model import Mention

_DONE = r"(?:closed|banned|suspended|stopped|taken down|blocked)$"
_TYPES = (
    (re.compile(rf"(?:accounts|sites) {_DONE}|sellers (?:banned|suspended|taken down|blocked)$"), "封号"),
    (re.compile(r"(?:stores|firms) (?:closed|stopped|suspended)$"), "关店"),
    (re.compile(r"stores (?:banned|taken down|blocked)$"), "封号"),
    (re.compile(r"frozen$"), "冻结"),
    (re.compile(r"laid off$"), "裁员"),
)
_ON_PLATFORMS = ("店铺", "网店", "站点")
"""Stores that are on somebody's platform: shut there, they are banned."""
_FALL, _ACCOUNTS = "业绩下滑", "财报"
_NUMBER = "统计"
"""A number told, beside which a figure still tells what became of them: 门店总数减少了98家."""
_EARNED = ("营收", "收入", "营业收入", "利润", "净利", "毛利", "营业额", "归母")
"""How words begin that tell of a fall of what stands in accounts."""
_HOW_MANY = re.compile("[有达为共总数至开增设仅剩存收受]|运营|经营|覆盖")
"""Before a number that tells how many there are: 共有97家门店, and not 走访五家网点."""
_START = attrgetter("start")


def accounted(
    outline: Outline, figures: Sequence[Mention], words: Sequence[EventWord], orders: Mapping[str, int]
) -> Sequence[EventWord]:
    """The words of a text, where a fall of earnings that a clause gives a figure of is one of the firm's accounts."""
    if _ACCOUNTS not in orders or not any(w.type == _FALL for w in words):
        return words
    starts = [m.start for m in figures]
    return [
        w._replace(type=_ACCOUNTS, order=orders[_ACCOUNTS])
        if w.type == _FALL and outline.text.startswith(_EARNED, w.start) and _measured(outline, figures, starts, w)
        else w
        for w in words
    ]


def _measured(outline: Outline, figures: Sequence[Mention], starts: Sequence[int], word: EventWord) -> bool:
    """Whether a figure stands in the clause of a word."""
    sentence = outline.at(word.start)
    start, end = sentence.clause(word.start) if sentence else (word.start, word.end)
    inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
    return any(m.kind in ("money", "percentage", "count") and not m.flags for m in inside)


def told_by_figures(
    outline: Outline, figures: Sequence[Mention], words: Sequence[EventWord], reader: EventReader
) -> Iterator[EventWord]:
    """A word for each clause that has none, but a figure of something that was closed, banned, frozen or laid off.

    Or a number of what is counted to tell how much somebody has (reader.counted).
    """
    orders = reader.orders
    done = -1
    for figure in figures:
        role = _type(figure)
        kind = role or _counted(figure, reader.counted)
        sentence = outline.at(figure.start) if kind in orders and "cell" not in figure.flags else None
        if kind is None or sentence is None:
            continue
        start, end = sentence.clause(figure.start)
        at = bisect_left(words, start, key=_START)
        inside = words[at : bisect_left(words, end, key=_START)]
        if start == done or (inside and (role is None or not _numbers_alone(outline.text, sentence.start, inside))):
            continue
        if role is None:
            if not _HOW_MANY.search(outline.text, start, figure.start):
                continue
            done = start
            yield EventWord(kind, figure.start, figure.end, orders[kind], strong=True)
            continue
        trigger = figure.trace.trigger if figure.trace else None
        place = outline.text.find(trigger, start, end) if trigger else -1
        if place >= 0 and trigger:
            done = start
            yield EventWord(kind, place, place + len(trigger), orders[kind], strong=True)


def _numbers_alone(text: str, start: int, words: Sequence[EventWord]) -> bool:
    """Whether words but tell that a number follows, in a sentence that says of nobody that he counted."""
    return all(w.type == _NUMBER for w in words) and text.find(_NUMBER, start, words[-1].end) < 0


def _counted(figure: Mention, counted: Sequence[tuple[str, tuple[str, ...]]]) -> str | None:
    """The type that a number of such things tells."""
    if figure.kind != "count" or figure.flags or not figure.unit:
        return None
    return next((name for name, ends in counted if figure.unit.endswith(ends)), None)


@lru_cache(maxsize=512)
def _told_by(role: str) -> str | None:
    """The type that a role tells of, kept because few roles are most of those that texts have."""
    return next((kind for expression, kind in _TYPES if expression.match(role)), None)


def _type(figure: Mention) -> str | None:
    kind = _told_by(figure.role) if figure.role else None
    return "封号" if kind == "关店" and (figure.unit or "").endswith(_ON_PLATFORMS) else kind

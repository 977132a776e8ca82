"""Figures told of again at a later day: which earlier ones they are.

站点约340个，冻结资金约1.3亿元。一个月后，这两个数字分别升至367个和1.44亿元
被冻结1.3亿元。……1.3亿元是公司的货款                  the same amount, so frozen here too
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from aftershock.model import Mention

FAR = 240
"""How far before 这个数字 its figure may stand, in characters."""
_NUMBER = re.compile("数字|数据|数值|数目|规模|金额|指标")
_AGAIN = re.compile(
    rf"(?:这(?:一个?|(?P<of>[两二三])[个项组]|个)?|该|上述|前述|(?<=[，；]))(?P<number>{_NUMBER.pattern})"
    r"(?:已经?|则|也|就|又|便|才|仅|还|将|均|都|目前|如今|现在|进一步)*(?P<each>分别)?(?:已经?|又|再次|进一步|迅速|大幅)*"
    r"(?:(?:为|是|有|变|达)(?:到|至|成|为|了)*|(?:上升|攀升|飙升|升|增加|增长|增|扩大|扩|上调|涨|下降|降|减少|减|缩减|下调|跌|更新|刷新|修正|调整)(?:到|至|成|为|了)+)"
)
_ENDS = frozenset("为是有变达到至成了")
"""Last letters of these."""
NEAR = 40
"""How far before a figure they may begin, in characters."""
_SIZES = {"两": 2, "二": 2, "三": 3}
MONEY = Decimal(100_000_000)
"""The least amount that is known again by its value, if it has not three digits of its own."""
BESIDE = 24
"""So near before a frozen amount another of the same value is the whole: 余额为|57.80万元|，实际被冻结57.80万元."""
_FIGURES = ("money", "count", "headcount", "percentage")
_AND = re.compile(r"[^，。；\d]{0,4}(?:和|与|及|以及|、|，)")


def told_again(text: str, mentions: Sequence[Mention]) -> Mapping[int, int]:
    """Where figures stand that are told of again, and where the earlier ones stand that they are, by their starts.

    `mentions` are in order; only those with a role can be told of again.
    """
    found: dict[int, int] = {}
    for at, mention in enumerate(mentions):
        match = _before(text, mention.start) if text[mention.start - 1] in _ENDS and mention.kind in _FIGURES else None
        if match is None:
            continue
        later = [m for m in mentions[at : at + 4] if m.kind in _FIGURES]
        size = _SIZES[match["of"]] if match["of"] else 1
        if size == 1 and len(later) > 1 and later[0].kind != later[1].kind and _in_row(text, later[:2]):
            size = 2  # 这一数据增加到43个和1.02亿元
        told = [
            m for m in mentions[max(0, at - 12) : at] if m.role and m.kind in _FIGURES and match.start() - m.end < FAR
        ]
        if size == 1:
            told = [m for m in told if m.kind == later[0].kind]
        elif not (match["each"] or match["of"] is None) or not _in_row(text, later[:size]):
            continue
        if match["number"] == "金额" and later[0].kind != "money":
            continue
        pairs = list(zip(told[-size:], later[:size], strict=False))
        if len(pairs) == size and all(one.kind == other.kind for one, other in pairs):
            found.update((other.start, one.start) for one, other in pairs)
    return found


def _before(text: str, end: int) -> re.Match[str] | None:
    """The words that take up an earlier figure and end at a position: 这一数字升至|367个."""
    begin = max(0, end - NEAR)
    if _NUMBER.search(text, begin, end) is None:
        return None
    return next((m for m in _AGAIN.finditer(text, begin, end) if m.end() == end), None)


def _in_row(text: str, row: Sequence[Mention]) -> bool:
    return all(_AND.fullmatch(text, one.end, other.start) is not None for one, other in itertools.pairwise(row))


def with_their_roles(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those told of again with the role that they had."""
    again = told_again(text, mentions)
    if not again:
        return list(mentions)
    by_start = {m.start: m for m in mentions if m.kind in _FIGURES}
    return [
        m._replace(role=by_start[again[m.start]].role, trace=by_start[again[m.start]].trace)
        if m.start in again and m.kind in _FIGURES
        else m
        for m in mentions
    ]


def frozen_again(read: list[Mention]) -> list[Mention]:
    """The mentions, with amounts of money that are told to be frozen somewhere frozen wherever they are told bare."""
    frozen: dict[tuple[Decimal | None, str | None], Mention] = {
        (m.value, m.unit): m
        for m in read
        if m.kind == "money" and m.role == "frozen" and m.value and _singular(m.value)
    }
    if not frozen:
        return read
    return [
        m._replace(role="frozen", trace=same.trace)
        if m.kind == "money"
        and m.role is None
        and "cell" not in m.flags
        and (same := frozen.get((m.value, m.unit)))
        and not 0 < same.start - m.end < BESIDE
        else m
        for m in read
    ]


def _singular(value: Decimal) -> bool:
    """Whether hardly another amount of a text has the same value."""
    return value >= MONEY or len(value.normalize().as_tuple().digits) > 2

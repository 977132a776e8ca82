"""Parts and totals of frozen money: amounts that add up exactly to another one are what that one is.

被冻结的资金约8630万元，其中甲5210万元，乙3420万元      both are frozen too
冻结约4亿元资产，包括2.5亿元银行存款                  so is what it holds
冻结甲账户300万元、乙账户700万元，合计1000万元          the total is frozen too

Of counts `handedon` says so, by the words between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from aftershock.model import Mention

FAR = 400
"""How far behind a total its last part may be named, in characters."""
MOST = 16
"""How many parts a total may have."""
_SPLITS = re.compile(r"[^。\n]{0,48}?(?:其中|分别|包括|包含|具体为|系|：)")
_TOTAL = re.compile(r"(?:合计|共计|总计|累计|总额|总数|总金额)[^，。；\d]{0,6}\Z")
_HOLDS = re.compile(r"[多余]?的?[^，。；\d]{0,8}[，,](?:当中|其中)?(?:包括|包含|涵盖)(?:了|约|近|逾|超过)?\Z")
_PLAIN = frozenset({"implied_currency"})
_UNSAID = frozenset({None, "funds involved", "frozen"})
"""Roles of amounts of which nothing else is told."""


def added_up(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with frozen money told to be so in its parts, and in its total."""
    read = list(mentions)
    places = [n for n, m in enumerate(read) if m.kind == "money" and m.value and m.flags <= _PLAIN]
    for at, n in enumerate(places):
        whole = read[n]
        if whole.role == "frozen":
            if opens := _SPLITS.match(text, whole.end):
                behind = [k for k in places[at + 1 : at + 1 + MOST] if read[k].start >= opens.end()]
                _split(text, read, n, behind)
                if (
                    behind
                    and read[behind[0]].role == "cash"
                    and _HOLDS.fullmatch(text, whole.end, read[behind[0]].start)
                ):
                    _listed(text, read, behind, whole)
        elif whole.role in _UNSAID and _TOTAL.search(text, max(0, whole.start - 12), whole.start):
            _sum(read, n, places[max(0, at - MOST) : at])
    return read


def _listed(text: str, read: list[Mention], behind: Sequence[int], whole: Mention) -> None:
    """Give what a total is told to hold its role: 包括22亿存款和10亿别墅."""
    end = None
    for k in behind:
        part = read[k]
        if part.role not in ("cash", None) or not (end is None or _AND.fullmatch(text, end, part.start)):
            return
        read[k], end = part._replace(role="frozen", trace=whole.trace), part.end


_AND = re.compile(r"的?[\u4e00-\u9fff]{1,8}?(?:[,，]?以及|[和、及与])")


def _split(text: str, read: list[Mention], n: int, behind: Sequence[int]) -> None:
    """Give the amounts right behind a total its role, where they add up to it."""
    whole, total = read[n], Decimal(0)
    parts: list[int] = []
    for k in behind:
        part = read[k]
        if part.same_as is not None and part.same_as < part.start:
            continue  # the same in another currency
        far = part.start - whole.end > FAR or "\n" in text[whole.end : part.start]
        if far or part.unit != whole.unit or part.role not in _UNSAID:
            return
        parts.append(k)
        total += part.value or 0
        if total >= (whole.value or 0):
            break
    if total == whole.value and len(parts) > 1:
        for k in parts:
            read[k] = read[k]._replace(role=whole.role, trace=whole.trace)


def _sum(read: list[Mention], n: int, before: Sequence[int]) -> None:
    """Give a total the role of the frozen amounts before that add up to it."""
    whole, total = read[n], Decimal(0)
    for count, k in enumerate(reversed(before), 1):
        part = read[k]
        if part.unit != whole.unit:
            continue
        if whole.start - part.end > FAR or part.role != "frozen":
            return
        total += part.value or 0
        if total == whole.value and count > 1:
            read[n] = whole._replace(role="frozen", trace=part.trace)
        if total >= (whole.value or 0):
            return

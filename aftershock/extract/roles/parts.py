"""Parts and totals: figures that add up exactly to another one are what that one is.

暂停销售的店铺共112个，其中甲公司59个，乙公司41个，丙公司12个    the three are stores suspended too
冻结甲账户300万元、乙账户700万元，合计1000万元               the total is frozen too
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from aftershock.extract.roles.countedthings import TOPICS
from aftershock.extract.roles.sharedroles import CARRIED
from aftershock.model import Mention

FAR = 400
"""How far behind a total its last part may be named, in characters."""
MOST = 16
"""How many parts a total may have."""
_SPLITS = re.compile(r"[^。\n]{0,24}?(?:其中|分别|包括|包含|具体为|系|：)")
_TOTAL = re.compile(r"(?:合计|共计|总计|累计|总额|总数|总金额)[^，。；\d]{0,6}\Z")
_BARE_UNITS = ("个", "家", "间")


def added_up(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with the role of a total given to parts without one that add up to it, and the other way round."""
    read = list(mentions)
    places = [n for n, m in enumerate(read) if m.kind in ("money", "count") and m.value and not m.flags]
    for at, n in enumerate(places):
        whole = read[n]
        if _of_what_befell(whole.role):
            if opens := _SPLITS.match(text, whole.end):
                behind = [k for k in places[at + 1 : at + 1 + MOST] if read[k].start >= opens.end()]
                _split(text, read, n, behind)
        elif _may_be(whole, None) and _TOTAL.search(text, max(0, whole.start - 12), whole.start):
            _sum(text, read, n, places[max(0, at - MOST) : at])
    return read


def _of_what_befell(role: str | None) -> bool:
    thing, _, action = (role or "").rpartition(" ")
    return role == "frozen" or (thing in TOPICS and action in CARRIED)


def _split(text: str, read: list[Mention], n: int, behind: Sequence[int]) -> None:
    """Give the figures right behind a total its role, where they add up to it."""
    whole, total = read[n], Decimal(0)
    parts: list[int] = []
    for k in behind:
        part = read[k]
        if part.same_as is not None and part.same_as < part.start:
            continue  # the same in another currency
        alike = part.kind == whole.kind and (part.kind == "count" or part.unit == whole.unit)
        if part.start - whole.end > FAR or "\n" in text[whole.end : part.start]:
            return
        if not alike or not _may_be(part, whole):
            if part.kind == whole.kind:
                return
            continue
        parts.append(k)
        total += part.value or 0
        if total >= (whole.value or 0):
            break
    if total == whole.value and len(parts) > 1:
        for k in parts:
            read[k] = read[k]._replace(role=whole.role, trace=whole.trace)


def _sum(text: str, read: list[Mention], n: int, before: Sequence[int]) -> None:
    """Give a total the role of the figures before that add up to it."""
    whole, total = read[n], Decimal(0)
    role: str | None = None
    for count, k in enumerate(reversed(before), 1):
        part = read[k]
        if part.kind != whole.kind or (part.kind == "money" and part.unit != whole.unit):
            continue
        if whole.start - part.end > FAR or not _of_what_befell(part.role) or (role and part.role != role):
            return
        role, total = part.role, total + (part.value or 0)
        if total == whole.value and count > 1:
            read[n] = whole._replace(role=role, trace=part.trace)
        if total >= (whole.value or 0):
            return


def _may_be(part: Mention, whole: Mention | None) -> bool:
    """Whether a figure has no role of its own that says that it is something else."""
    if part.kind == "money":
        return part.role in (None, "funds involved", "frozen")
    if whole is not None and part.role == whole.role:
        return True
    return (part.role in (None, "firms") and part.text.endswith(_BARE_UNITS)) or part.role in TOPICS

"""Bodies by the part that they have in a deal: 目标公司甲有限公司 … 目标公司由乙全资拥有.

A filing names a body once beside its part (目标公司甲, 甲（「目标公司」）, 卖方为甲) and then calls it by that alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from aftershock.extract.language.scan import Words
from aftershock.extract.relations.owners import Place

PARTS = (
    "目标公司",
    "标的公司",
    "合资公司",
    "项目公司",
    "买方",
    "卖方",
    "转让方",
    "受让方",
    "认购方",
    "要约人",
    "呈请人",
    "承租方",
    "出租方",
)
"""Words for a part that one body has."""
_PARTS = Words(*PARTS)
LINKS = ("", "“", "「", "为", "是", "系", "即", "指", "：")
"""Between such a word and the name behind it."""
FURTHER = tuple("一二三四五六七八九十甲乙丙丁ABC123集担")
"""Behind such a word: one of several such bodies, or more than the body: 目标公司二, 目标公司集团, 卖方担保人."""
SHARE = re.compile(r"\d{1,3}(?:\.\d+)?[%％]")
"""Behind such a word: how much of the body, and no number of it."""
OPENING = ("（", "(")


def by_part(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """Where a body stands only by its part, as places of its name; `places` are those of names, in order.

    A part that the text gives to several bodies is nobody's.
    """
    starts = [place.start for place in places]
    for part, ats in groupby(_PARTS.each(text), itemgetter(0)):
        found = [at for _, at in ats]
        if len(found) < 2:
            continue
        told = {at: named for at in found if (named := _named(text, at, at + len(part), places, starts)) is not None}
        bodies = {id(place.name): place for place in told.values()}
        if len(bodies) != 1:
            continue
        body = next(iter(bodies.values())).name
        for at in found:
            end = at + len(part)
            if at not in told and at > min(told) and (SHARE.match(text, end) or not text.startswith(FURTHER, end)):
                yield Place(at, end, body)


def _named(text: str, at: int, end: int, places: Sequence[Place], starts: Sequence[int]) -> Place | None:
    """Who stands beside the word: behind it, or before the bracket that it stands in."""
    behind = bisect_left(starts, end)
    if behind < len(places) and places[behind].start - end <= 2 and text[end : places[behind].start] in LINKS:
        return places[behind]
    led = bisect_right(starts, at) - 1
    if text.endswith("作为", 0, at) and led >= 0 and places[led].end == at - 2:
        return places[led]  # 甲有限公司作为|买方
    opened = max(text.rfind(mark, max(0, at - 40), at) for mark in OPENING)
    if opened < 0 or any(mark in text[opened:at] for mark in "）)\n。"):
        return None
    before = bisect_right(starts, opened) - 1
    return places[before] if before >= 0 and places[before].start < opened <= places[before].end else None

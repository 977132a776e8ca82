"""Line heads: names before the colon with which lines or numbered sentences begin, where others are known names.

1. 傲基：主要品牌全部下架     2. 帕拓逊（跨境通子公司）：16个站点被封     3. 甲乙：裁员600人
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.scan import lines
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.linelabels import COLON, NUMBER
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting

ENOUGH = 2
"""Lines that begin with known names, from which on the others are believed."""
_WHO = rf"[ \u3000]*(?P<who>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9&·]{{1,9}}?){COLON}"
_LINE = re.compile(rf"[ \u3000]*{NUMBER}?{_WHO}")
_SENTENCE = re.compile(rf"[。；！][ \u3000]*{NUMBER}{_WHO}")
"""A numbered sentence further in, with the mark before it."""


def line_heads(text: str, found: Iterable[Sighting], lore: Lore) -> Iterator[Sighting]:
    """The heads of lines that no other rule knows; a list that has as many unknown ones as known is none of names."""
    if text.count("：") + text.count(":") <= ENOUGH:
        return  # as in most texts: each head has a colon
    opening = (_LINE.match(text, start) for start, _ in lines(text))
    heads = sorted(match.span("who") for match in (*opening, *_SENTENCE.finditer(text)) if match)
    if len(heads) <= ENOUGH:
        return
    firms = {(one.start, one.end) for one in found if one.kind != "person"}
    unknown = [span for span in heads if span not in firms]
    if len(heads) - len(unknown) < max(ENOUGH, len(unknown)):
        return
    for start, end in unknown:
        name = text[start:end]
        if nameable(name, headed=True) and name not in lore.not_names and not person_like(name, lore):
            yield Sighting(start, end, "company", "names/line head", text[end : end + 1])

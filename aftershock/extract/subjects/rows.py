"""Rows of names side by side, of all of whom one figure is: 甲、乙和丙."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.scene.places import Place

ROW = 4
"""How many names of a row are printed as whose a figure is."""
_AND = re.compile(
    r"(?:[（(][^（）()]{0,40}[）)])?(?:公司|集团)?(?:、|和|及|以及|与|，)(?:其|全资|控股|旗下|子公司){0,3}"
    r"|[”」][、和及与]?[“「]"
)


def together(text: str, places: Sequence[Place]) -> str:
    """Names side by side at the end of a row, of all of whom a figure is: 甲、乙; "" where they are but one."""
    if text.startswith(("在内", "等在内"), places[-1].end):
        return ""  # 包括甲、乙在内，已有7家: theirs and others'
    row = [places[-1]]
    for place in reversed(places[:-1]):
        if not _AND.fullmatch(text, place.end, row[0].start):
            break
        row.insert(0, place)
    names = list(dict.fromkeys(place.shown for place in row))
    return together_of(names) if len(names) > 1 else ""


def together_of(names: Sequence[str]) -> str:
    """Several names as the one of whom a figure is: 甲、乙、丙、丁等."""
    return "、".join(names[:ROW]) + ("等" if len(names) > ROW else "")

"""Kinship: whom 子公司 or 控股股东 stands for, by the one whom the text calls so elsewhere.

公司子公司甲的店铺被封。截至目前，子公司已有52个店铺被封      甲
"""

from __future__ import annotations

import re

from aftershock.extract.scene import Scene

_BARE = re.compile(
    r"(?P<kin>(?:[子孙母]公司|控股股东|第一大股东|大股东|实际控制人|实控人))(?=[被遭已曾共累还也就仍未的有在因将合持占归承净亏营]|名下|旗下|目前|涉及)"
)
"""Such a word that no name follows."""
_SEVERAL = re.compile(
    r"(?:[\d两二三四五六七八九十几多数]+[余多]?[家个]|各|部分|下属|多家|及|和|与|、)(?:其|旗下|全资|控股|的){0,3}\Z"
)


def kin(scene: Scene, start: int, end: int) -> tuple[str, int] | None:
    """Whom the last such word of a stretch stands for, and where the word stands."""
    text = scene.outline.text
    if (said := text[start:end]) and not ("公司" in said or "股东" in said or "控" in said):
        return None
    bare = list(_BARE.finditer(text, start, end))
    last = bare[-1] if bare else None
    if last is None or _SEVERAL.search(text, max(start, last.start("kin") - 8), last.start("kin")):
        return None
    who = _called(scene, last["kin"])
    return (who, last.start("kin")) if who else None


def _called(scene: Scene, word: str) -> str | None:
    """The one name that the text puts behind such a word; None where there are several or none."""
    text = scene.outline.text
    named: dict[str, str] = {}
    for place in scene.places.all:
        near = text[max(0, place.start - 10) : place.start].rstrip('“"（(')
        if near.endswith(word):
            named.setdefault(place.name.name, place.shown)
    return next(iter(named.values())) if len(named) == 1 else None

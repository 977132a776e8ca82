"""Chains and brands unknown elsewhere: a name right behind the noun of what it is, which the text has again.

女装品牌秋水依人，…。秋水依人共有门店1126家        秋水依人
老牌零售商好味来宣布，…。好味来今年关店9家          好味来

Where such a name ends its other places show: all of it stands there again, and what stands behind it here does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import NameKind

_HEADS = (
    *("品牌", "连锁", "鼻祖", "老字号", "零售商", "餐企", "巨头", "龙头", "独角兽"),
    *("早教机构", "培训机构", "教育机构", "影城", "超市", "药店", "书店"),
)
HEAD = Scan(
    _HEADS,
    rf"(?<=[\u4e00-\u9fff]{{2}})(?:{'|'.join(_HEADS)})(?:企业|公司|店|机构|集团)?(?P<after>[\u4e00-\u9fff]{{2,6}})",
)
"""What a chain is, and what stands behind that."""
LONGEST = 6
AGAIN = 2
"""So often a text has a name at least, where nothing in it moves a sentence."""
OFTEN = 3
"""So often where a word in it might: 五谷渔粉, 遇见小面."""
SAME = 0.8
"""That part of the places of a name's first letters have all of it."""
_MOVING = ("v", "d", "r", "t", "p", "c", "m", "u", "y")
NOT_SO = re.compile(
    r"[的了在和与及或将已也都则被把对从于因由向年月日家个]|门店|店铺|关店|闭店|开店|加盟|直营|品牌|公司|企业|市场|行业|连锁|集团|商家|餐厅|超市|[店馆厅]\Z|\A(?:之|方|商|店|化|性|力|里|中|上|们|等|数|总|门|负责|创始)"
)
OPENS = "，。；：\n“”、！？）"


def repeated(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names behind the noun of what they are, with their letters elsewhere in the text."""
    seen: set[str] = set()
    for found in HEAD.finditer(text):
        start, end = found.span("after")
        if text[start:end] in seen:
            continue
        seen.add(text[start:end])
        size = _size(text, start, end)
        if size and _named(text, text[start : start + size], lore):
            kind: NameKind = "brand" if text.endswith("品牌", 0, start) else "company"
            yield Sighting(start, start + size, kind, "names/brand", found[0][: start - found.start()])


def _size(text: str, start: int, end: int) -> int:
    """How many letters the text has again where it has the first two, or none."""
    first = text.count(text[start : start + 2])
    best = 0
    for size in range(2, end - start + 1):
        times = text.count(text[start : start + size])
        if times < AGAIN or times < SAME * first:
            break
        best = size
    return best


def _named(text: str, name: str, lore: Lore) -> bool:
    if NOT_SO.search(name) or lore.ordinary(name) or person_like(name, lore) or not nameable(name, headed=True):
        return False
    if any(word in lore.heads or word in lore.plain for _, _, word in Cuts(name).words(0, len(name))):
        return False
    if nameable(name):
        return len(name) > 2 or tag(name) == "np" or text.count(name) >= OFTEN
    opens = any(f"{mark}{name}" in text for mark in OPENS)
    moving = any(word[1:] and tag(word).startswith(_MOVING) for _, _, word in Cuts(name).words(0, len(name)))
    return opens and text.count(name) >= (OFTEN if moving else AGAIN)

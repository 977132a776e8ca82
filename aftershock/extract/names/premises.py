"""Shops and works that notices name by their place, and venues that shut: 某区甲乙便利店|销售的, 甲乙中心|突然关门."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import occurrences
from aftershock.extract.nameforms.borders import NEVER
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

HANDLING = re.compile(r"(?:销售|使用|经营|经销|生产|加工|制售|制作|委托生产|分装)\Z")
"""What a shop does with the goods that were tested, before 的."""
KIND = re.compile(
    r"(?:店|超市|经营部|批发部|销售部|商行|商场|广场|购物中心|百货|厂|加工坊|作坊|食堂|餐厅|饭馆|面馆|酒楼|饭庄|食府|合作社|农贸市场|商店)\Z"
)
DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,7}?(?:区|县|市|镇|乡)(?=[\u4e00-\u9fff]{3})")
"""What a shop's registered name begins with, where no list has the place."""
LEAD = re.compile(r".*(?:分别为|分别是|其中|标称|委托商|经销商|生产商|涉及|以及|为|是)")
FARTHEST = 26
"""Letters of the longest such name."""
VENUE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,10}(?:中心|俱乐部|健身房|健身馆|瑜伽馆|影城|乐园|会所|工作室|英语|早教|游泳馆|体验馆|早教机构))"
    r"(?:已|也|于\d+月\d+日)?(?:突然|悄然|忽然|连夜|一夜之间)(?:闭店|关门|停业|关店|倒闭|跑路|失联|停课|关停)"
)
"""A venue that shut from one day to the next; its street may stand before it."""
LONGEST = 20
"""How far before its suddenly a venue's name may begin, in characters."""
UNNAMED = frozenset(["某", "部分", "多家", "各", "等", "多个"])
STREETS = ("的", "广场", "大厦", "大道", "路", "街", "商城", "万达", "小区", "花园")


def premises(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Shops and works of a notice on tested goods, and venues that shut."""
    if "批次" in text or "标称" in text or "抽检" in text:
        yield from _tested(text, cuts, lore)
    done = 0
    for at in chain(occurrences(text, "然"), occurrences(text, "夜")):
        found = VENUE.search(text, max(done, at - LONGEST), at + 10)
        if found is not None and found.end("name") < at < found.end():
            done = found.end()
            start = found.start() + max(
                (found["name"].rfind(word) + len(word)) * (word in found["name"]) for word in STREETS
            )
            if found.end("name") - start > 4 and not lore.ordinary(text[start : start + 2]):
                yield Sighting(
                    start, found.end("name"), "company", "names/premises", text[found.end("name") : found.end()]
                )


def _tested(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    for at in occurrences(text, "的"):
        handled = HANDLING.search(text, max(0, at - 4), at)
        if handled is None:
            continue
        end = handled.start()
        if KIND.search(text, max(0, end - 5), end) is None:
            continue
        start = max(cuts.clause(end - 1)[0], end - FARTHEST)
        if lead := LEAD.match(text, start, end - 3):
            start = lead.end()
        district = DISTRICT.match(text, start, end)
        sited = district is not None or lore.place_at(text, start) > start
        if sited and end - start > 5 and not _parted(start, end, cuts):
            yield Sighting(start, end, "company", "names/premises", text[end:at])


def _parted(start: int, end: int, cuts: Cuts) -> bool:
    """Whether a word stands there that no name has: 某市部分超市."""
    return any(word in NEVER or word in UNNAMED for word in cuts.bare(start, end))

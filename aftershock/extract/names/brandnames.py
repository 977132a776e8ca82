"""Chains and brands unknown elsewhere, which a text has again and again.

女装品牌秋水依人，…。秋水依人共有门店1126家        behind the noun of what they are
星野咖啡在北京有39家门店。…，星野咖啡宣布…          who opens clauses, and what only a chain has or does

Where such a name ends its other places show: all of it stands there again, and what stands behind it here does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.language.scan import Scan, Words, occurrences
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import NameKind

_HEADS = (
    *("品牌", "连锁", "鼻祖", "老字号", "零售商", "餐企", "巨头", "龙头", "独角兽"),
    *("早教机构", "培训机构", "教育机构"),
)
HEAD = Scan(
    _HEADS,
    rf"(?<=[\u4e00-\u9fff]{{2}})(?:{'|'.join(_HEADS)})(?:企业|公司|店|机构|集团)?(?P<quote>[“「])?(?P<after>[\u4e00-\u9fff]{{2,6}})",
)
"""What a chain is, and what stands behind that."""
_STORES = r"(?:门店|店铺|餐厅|校区|影城|网点|专柜|健身房|加盟店|直营店|实体店|线下店)"
STORES = Words("门店", "店铺", "餐厅", "校区", "关店", "闭店", "专柜", "网点", "家店")
"""A text of chains has one of these."""
OPENS_TEXT = re.compile(
    r"(?:而|但|同时|此外|其中|目前|据悉|对此|如今|随后|近日|不过|曾经的?|就连|连|像|截至目前)?，?([\u4e00-\u9fff]{2,6})"
)
OPENS_CLAUSE = re.compile(rf"[，。；：“\n]{OPENS_TEXT.pattern}")
"""The first letters of a clause, but for a word that leads to them."""
KEEPS = re.compile(
    rf"(?:集团|公司)?(?:的?(?:\d+[余多]?家|全部|多家|所有|部分|首家|线下|直营|加盟|中国|国内)*[^，。；]{{0,4}}{_STORES}|旗下|关店|闭店|关闭|关停|关掉|开店|开出"
    r"|在[^，。；]{1,10}(?:共?有\d|的\d|关|开)|加盟|(?:共|已|仅|还)有\d+家|门店)"
)
"""What chains have and do, behind their name."""
MOST = 60
"""So many openers are looked for in the whole text: what they cost must not grow with its square."""
AGAIN = 2
"""So often a text has a name at least, where nothing in it moves a sentence."""
OFTEN = 3
"""So often where a word in it might, or where it stands behind no noun of what it is: 五谷渔粉, 遇见小面."""
SAME = 0.8
"""That part of the places of a name's first letters have all of it."""
_MOVING = ("v", "d", "r", "t", "p", "c", "m", "u", "y")
_STEMS = ("np", "nz", "n", "a")
"""Words of the language that names begin with."""
IN_NONE = frozenset("的了在和与及或将已也都则被把对从于因由向年月日个这那该其我他她们")
"""Letters that no such name holds."""
NOT_SO = re.compile(
    rf"[{''.join(sorted(IN_NONE))}]|门店|店铺|关店|闭店|开店|加盟|直营|品牌|公司|企业|市场|行业|连锁|集团|商家"
    r"|餐厅|超市|[店馆厅创]\Z|\A(?:之|方|商|化|性|力|里|中|上|们|等|数|总|门|负责|创始)|[多几两数每全]家|人士|机构|部分|业内|相关|数据|分析|记者|消费|顾客|客户|员工|店员|家长|会员|房东"
)
OPENS = "，。；：\n“”、！？）"


def repeated(text: str, lore: Lore) -> Iterator[Sighting]:
    """Chains behind the noun of what they are or as openers of clauses, with their letters elsewhere in the text."""
    seen: set[str] = set()
    for found in HEAD.finditer(text):
        start, end = found.span("after")
        if text[start:end] in seen:
            continue
        seen.add(text[start:end])
        if len(seen) > MOST:
            break
        if not IN_NONE.isdisjoint(text[start : start + 3]):
            continue
        size = _size(text, start, end)
        if found["quote"]:
            size = end - start if size == end - start and text[end : end + 1] in "”」" else 0
        if size > 2 and _named(text, text[start : start + size], lore, quoted=bool(found["quote"])):
            kind: NameKind = "brand" if found[0].startswith("品牌") else "company"
            yield Sighting(start, start + size, kind, "names/brand", found[0][:2])
    if STORES.stand_in(text):
        yield from _keepers(text, lore)


def _keepers(text: str, lore: Lore) -> Iterator[Sighting]:
    """Who opens clauses, and has or closes stores in one of them at least."""
    openers = _openers(text)
    often = Counter([text[start : start + 2] for start, _ in openers])
    done: set[str] = set()
    sizes: dict[str, int] = {}
    for start, end in openers:
        first = text[start : start + 2]
        if (
            often[first] < AGAIN
            or first in done
            or not IN_NONE.isdisjoint(first)
            or (lore.ordinary(first) and tag(first) not in _STEMS)
        ):
            continue
        if not any(KEEPS.match(text, at) for at in range(start + 3, end + 1)):
            continue  # To count letters takes as long as the text is: only those are that may keep stores, and once.
        opener = text[start:end]
        if opener not in sizes:
            if len(sizes) == MOST:
                return
            sizes[opener] = _size(text, start, end)
        size = sizes[opener]
        name = text[start : start + size]
        if size < 3 or KEEPS.match(text, start + size) is None:
            continue
        done.add(first)
        if text.count(name) >= OFTEN and _named(text, name, lore):
            yield Sighting(start, start + size, "company", "names/brand", text[start + size : start + size + 2])


def _openers(text: str) -> list[tuple[int, int]]:
    """Where the first letters of each clause stand."""
    first = OPENS_TEXT.match(text)
    rest = [found.span(1) for found in OPENS_CLAUSE.finditer(text, first.end() if first else 0)]
    return [first.span(1), *rest] if first else rest


def _size(text: str, start: int, end: int) -> int:
    """How many letters the text has again where it has the first two, or none."""
    places = list(occurrences(text, text[start : start + 2]))
    first = best = 0
    for size in range(2, end - start + 1):
        places = [at for at in places if text.startswith(text[start + size - 1], at + size - 1)]
        times = _apart(places, size)
        first = first or times
        if times < AGAIN or times < SAME * first:
            break
        best = size
    return best


def _apart(places: list[int], size: int) -> int:
    """How many of the places of a word do not overlap the one before."""
    times, done = 0, 0
    for at in places:
        if at >= done:
            times, done = times + 1, at + size
    return times


def _named(text: str, name: str, lore: Lore, *, quoted: bool = False) -> bool:
    if NOT_SO.search(name) or lore.ordinary(name) or person_like(name, lore) or not nameable(name, headed=True):
        return False
    if any(word in lore.heads or word in lore.plain for word in cut(name)):
        return False
    if quoted or nameable(name):
        return text.count(name) >= AGAIN
    opens = any(f"{mark}{name}" in text for mark in OPENS)
    moving = any(word[1:] and tag(word).startswith(_MOVING) for word in cut(name))
    return opens and text.count(name) >= (OFTEN if moving else AGAIN)

"""Parents by their short names, where a sentence says whose child somebody is.

乙（甲之间接附属公司）, 乙有限公司系甲子公司: the parent 甲.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import occurrences
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.dealings import NO_PARTY, party

CHILDREN = ("附属公司", "子公司")
REACH = 28
"""Characters before such a word that are looked at."""
WHOSE = re.compile(
    r"(?:[（(]|(?<=公司)(?:[为系是乃]|属于)|[，）)][”」]?(?:并|且|亦)?[为系是乃]"
    r"|[为是系](?:A股|港股|美股|国内|知名|[\u4e00-\u9fff]{2,6})?(?:上市公司|上市企业|龙头|巨头|大卖)"
    r"|(?:\A|[，。；：\n“])[\u4e00-\u9fffA-Za-z]{2,10}?(?:则|也|就|正|均|都)?(?:[为是]|系(?![统列数])))(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,12}?)"
    r"(?:集团|公司)?(?:[之的]|旗下的?|下属的?|所属的?|持有\d[\d.]*[%％]股[权份]的|(?:间接|直接|实际|共同){0,2}(?:控制|控股|持有|拥有)的)?(?:间接|直接|非|全资|控股|拥有|主要|重要)*\Z"
)
"""From where a parent's name begins, in a bracket or behind a word of being, to what its child is to it."""
RULER_LEADS = re.compile(r"(?:\A|[，。；：、\n（“]|[还另]有|包括|以及|[和及与是为由被即])\Z")
"""Before who stands right before 旗下, behind which the child's name follows."""
NO_PARENT = re.compile(
    r"(?:本|我|该|贵|你|此|上市|目标|标的|各|其|卖|买|[另这那某几两多]?一?[家间]|另外|彼等|双方|合营|联营|转让|受让|要约|担保|发行|根据|按照|于|在|合并|并表|报表|体系|纳入|重要|唯一|[现原]|目前)|.*由|.*(?:[内外非及和与拟将已为向对因称]|[间直]接|宣布|公告|表示|披露|透露|通过|收购|出售|转让|设立|成立|持有|以及|其中)\Z|.*(?:公司|集团)\Z"
)
"""What stands there that names nobody, or by its registered name, which other rules find."""


def parents_named(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The parents that only such sentences name."""
    for at in chain.from_iterable(occurrences(text, word) for word in (*CHILDREN, "旗下")):
        found = WHOSE.search(text, max(0, at - REACH), at)
        if found is None and text.startswith("旗下", at) and (start := _ruler(text, at, lore)) < at:
            yield Sighting(start, at, "company", "names/parent", "旗下")
            continue
        if found is None:
            continue
        if _may_be(found["name"], "share", lore):
            yield Sighting(*found.span("name"), "company", "names/parent", text[found.end("name") : at + 2])


def _ruler(text: str, end: int, lore: Lore) -> int:
    """Where the name begins of who stands right before 旗下, by its ending and what leads to it, else `end`."""
    for start in range(end - 4, max(0, end - 7), -1) if text[end - 2 : end] in lore.last_words else ():
        if RULER_LEADS.search(text, max(0, start - 2), start) and _may_be(text[start:end], "child", lore):
            return start
    return end


def _may_be(name: str, role: str, lore: Lore) -> bool:
    return not (NO_PARENT.match(name) or NO_PARTY.search(name)) and party(name, role, lore)

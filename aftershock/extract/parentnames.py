"""Parents by their short names, where a sentence says whose child somebody is: 乙（甲之间接附属公司）, 乙系甲子公司."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.cutting import Cuts
from aftershock.extract.dealings import NO_PARTY, party
from aftershock.extract.lore import Lore
from aftershock.extract.scan import occurrences
from aftershock.extract.sightings import Sighting

CHILDREN = ("附属公司", "子公司")
REACH = 28
"""Characters before such a word that are looked at."""
WHOSE = re.compile(
    r"(?:[（(]|(?<=公司)(?:[为系是乃]|属于)|[，）)][”」]?(?:并|且|亦)?[为系是乃])(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,12}?)"
    r"(?:集团|公司)?(?:[之的]|旗下的?|下属的?|所属的?|持有\d[\d.]*[%％]股[权份]的)?(?:间接|直接|非|全资|控股|拥有|主要|重要)*\Z"
)
"""From where a parent's name begins, in a bracket or behind a word of being, to what its child is to it."""
NO_PARENT = re.compile(
    r"(?:本|我|该|贵|你|此|上市|目标|标的|各|其|卖|买|一[家间]|彼等|双方|合营|联营|转让|受让|要约|担保|发行|根据|按照|于|在|合并|并表|报表|体系|纳入|重要|唯一)|.*[内外]\Z|.*(?:公司|集团)\Z"
)
"""What stands there that names nobody, or by its registered name, which other rules find."""


def parents_named(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The parents that only such sentences name."""
    for at in chain.from_iterable(occurrences(text, word) for word in CHILDREN):
        found = WHOSE.search(text, max(0, at - REACH), at)
        if found is None:
            continue
        name = found["name"]
        if NO_PARENT.match(name) or NO_PARTY.search(name) or not party(name, "share", lore):
            continue
        yield Sighting(*found.span("name"), "company", "names/parent", text[found.end("name") : at + 2])

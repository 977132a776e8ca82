"""Branches, named behind the firm or bank whose they are: 甲乙银行股份有限公司|某地某路支行 is one name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.borders import NEVER
from aftershock.extract.cutting import Cuts, tag
from aftershock.extract.lore import Lore
from aftershock.extract.shortforms import FIRMS
from aftershock.extract.sightings import Sighting

BRANCH = re.compile(
    r"(?:[（(][\u4e00-\u9fff]{2,4}[）)])?(?:(?P<where>[\u4e00-\u9fff]{2,12}?)(?:分行|支行|分公司|支公司|分社|(?:证券)?营业部)|信用卡中心)(?!们)"
)
HAVING = frozenset([*FIRMS, "bank", "investor", "service provider"])
"""Kinds of bodies that have branches."""
PARTS = frozenset("与和及或等对向由在于将为被把让从以至到有设开关撤称")
"""Letters that part a branch from what stands before it."""


def branches(text: str, found: Iterable[Sighting], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The names of branches that begin with one of the names found."""
    for sighting in found:
        if sighting.kind not in HAVING:
            continue
        branch = BRANCH.match(text, sighting.end)
        if branch is not None and (branch["where"] is None or _where(text, *branch.span("where"), cuts, lore)):
            yield Sighting(
                sighting.start, branch.end(), sighting.kind, "names/branch", text[sighting.end : branch.end()]
            )


def _where(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a branch may be called so: by its place, or by a street, a quarter or a trade."""
    if lore.place_at(text, start) == end:
        return True
    if not PARTS.isdisjoint(text[start:end]) and lore.place_at(text, start) == start:
        return False
    return not any(
        word in NEVER
        or word in lore.stops
        or word in lore.titles
        or word in lore.heads
        or tag(word) in ("v", "p", "c", "d", "r", "u")
        for _, _, word in cuts.words(start, end)
    )

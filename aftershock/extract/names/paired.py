"""Firms that no rule knows, joined to one that is known: 退货的还有甲乙科技和|蓝砾."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.nameforms.likeness import firmlike, person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.shortforms import FIRMS
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.recurring import firm_name, strange

SECOND = re.compile(
    r"(?:以及|[和与及])([\u4e00-\u9fff]{2,6}?)(?=[，。；、]|[两二]家|等|为同|则|也|均|都|同时|先后|相继|双双)"
)
BOTH = re.compile(r"都|均|同|双双|先后|相继|两家|等|也|分别|之间|的")
"""Behind the second of two, what is told of both."""
LISTED = re.compile(r"(?:还有|包括|分别[是为]|即|其中|有)[^，。；]{0,12}\Z")
"""Before the first of two that a sentence names as such."""


LATIN = re.compile(r"(?:以及|[和与及])([A-Z][a-z][A-Za-z]{1,13})(?=[，。；、等]|两)")
"""A brand in Latin letters behind one that is known: Zenvo和|Lumia."""
JOINING = ("和", "与")


def paired(text: str, found: Iterable[Sighting], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names behind 和 and a firm found before."""
    for one in found:
        if (
            one.kind == "brand"
            and text[one.end - 1].isascii()
            and (second := LATIN.match(text, one.end))
            and (second[1] not in lore.not_latin)
        ):
            yield Sighting(*second.span(1), "brand", "names/paired", "和")
        if one.kind in FIRMS and text[one.start - 1 : one.start] in JOINING:
            yield from _first(text, one, cuts, lore)
        if one.kind not in FIRMS or text[one.end : one.end + 1] not in tuple("和与及以"):
            continue
        second = SECOND.match(text, one.end)
        if second is None or not cuts.is_edge(second.start(1)):
            continue
        name = second[1]
        sure = len(name) > 2 or text.count(name) > 1 or LISTED.search(text, max(0, one.start - 14), one.start)
        alike = text[one.end - 2 : one.end] == name[-2:] and firmlike(text, *second.span(1), cuts, lore)
        if sure and (alike or firm_name(name, lore)) and not person_like(name, lore):
            yield Sighting(*second.span(1), "company", "names/paired", "和")


def _first(text: str, one: Sighting, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The name that opens a clause before 和 and a firm, of which both something is told: 蓝砾和|甲乙科技都在裁员."""
    start, end = cuts.clause(one.start)[0], one.start - 1
    if not (3 <= end - start <= 4 and BOTH.match(text, one.end) and strange(text[start:end], lore)):
        return
    if not person_like(text[start:end], lore):
        yield Sighting(start, end, "company", "names/paired", "和")

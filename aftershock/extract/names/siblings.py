"""Names that end as others of their text do: among 甲乙基金, 丙丁基金 and two more, 先锋基金 is a fund house too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.nameforms.borders import bordered, left_border
from aftershock.extract.nameforms.likeness import firmlike
from aftershock.extract.nameforms.lore import Ending, Lore
from aftershock.extract.nameforms.sightings import Sighting

SHARED = frozenset(["基金", "资本", "创投", "证券", "信托", "期货", "人寿", "影业", "传媒", "药业", "生物"])
"""Endings that many firms of one text share, and few other words of business."""
ENOUGH = 3
"""Names with an ending, from which on a word of the language before it is believed."""


def siblings(
    text: str, hits: Iterable[tuple[int, int, Ending]], found: Iterable[Sighting], cuts: Cuts, lore: Lore
) -> Iterator[Sighting]:
    """Names of a stem that is a word besides, with an ending that names of the text share; `hits` are all endings."""
    told: dict[str, set[str]] = defaultdict(set)
    taken: set[int] = set()
    for one in found:
        if text[one.end - 2 : one.end] in SHARED and one.end - one.start > 3:
            told[text[one.end - 2 : one.end]].add(text[one.start : one.end])
        taken.add(one.end)
    common = {ending for ending, names in told.items() if len(names) >= ENOUGH}
    for start, end, ending in hits if common else ():
        if text[start:end] not in common or end in taken or not cuts.is_edge(end):
            continue
        border = left_border(text, end, start, cuts, lore)
        if border is None or not 2 <= start - border <= 4 or text[border:end] in lore.not_names:
            continue
        if bordered(text, border, cuts, lore) and firmlike(text, border, end, cuts, lore):
            yield Sighting(border, end, ending.kind, "names/sibling", text[start:end])

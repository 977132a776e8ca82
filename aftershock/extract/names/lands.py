"""Bodies of the land that a text tells of, by names that bodies of others have too: 银行局, 国家银行, 海关."""

from __future__ import annotations

from collections.abc import Iterable

from aftershock.extract.nameforms.lore import Land, Lore

ENOUGH = 3
"""Signs of a land that a text must hold."""
STRANGE = frozenset(["malaysia", "singapore"])
"""Lands of whose bodies texts about others seldom tell: fewer signs are enough."""
OLD_SCRIPT = frozenset(["taiwan", "hongkong"])
"""Lands that print in traditional characters, where one sign is enough, or none where there is none of another land."""


def told_of(signs: Iterable[str], traditional: bool, lore: Lore) -> list[Land]:
    """The lands that a text tells of, by the signs it holds and by the characters that it was printed in."""
    held = frozenset(signs)
    if not held and not traditional:
        return []
    told = [land for land in lore.lands if _enough(len(land.signs & held), land.name, traditional)]
    if not told and traditional and not any(land.signs & held for land in lore.lands):
        return [land for land in lore.lands if land.name in OLD_SCRIPT]
    return told


def _enough(signs: int, land: str, traditional: bool) -> bool:
    least = ENOUGH - (land in STRANGE) - 2 * (traditional and land in OLD_SCRIPT)
    return signs >= least

"""Names that a text hides in part, so that they name nobody: Mp**, 甲XX公司, 甲*."""

from __future__ import annotations

from collections.abc import Sequence

from aftershock.extract.nameforms.sightings import Sighting

HIDING = ("XX", "××", "＊", "**")
"""What stands for letters that a text does not tell."""


def unmasked(text: str, found: Sequence[Sighting]) -> list[Sighting]:
    """The sightings whose letters are all told; *ST before a stock's name hides nothing."""
    if "*" not in text and not any(mark in text for mark in HIDING):
        return list(found)
    return [one for one in found if not _masked(text, one.start, one.end)]


def _masked(text: str, start: int, end: int) -> bool:
    told = text[start:end].replace("*ST", "")
    if "*" in told or any(mark in told for mark in HIDING):
        return True
    return text.startswith(("*", "＊", "XX", "××"), end) and not text.startswith("*ST", end)

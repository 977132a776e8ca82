"""Names that are no whole ones.

A text hides letters of them (Mp**, 甲XX公司, 甲*), or they begin inside a number (19|家农商行).
"""

from __future__ import annotations

from collections.abc import Sequence

from aftershock.extract.nameforms.sightings import Sighting

HIDING = ("XX", "××", "＊", "**")
"""What stands for letters that a text does not tell."""


def unmasked(text: str, found: Sequence[Sighting]) -> list[Sighting]:
    """The sightings whose letters are all told; *ST before a stock's name hides nothing."""
    found = [one for one in found if text[one.start] not in COUNTING or not _counting(text, one.start)]
    if "*" not in text and not any(mark in text for mark in HIDING):
        return found
    return [one for one in found if not _masked(text, one.start, one.end)]


COUNTING = frozenset("家个名位款十百千万亿")
"""Measure words, and what numbers go on with."""
NUMERALS = frozenset("0123456789一二两三四五六七八九十百千万几数")


def _counting(text: str, start: int) -> bool:
    """Whether the first letter counts by the number before it: 19|家农商行, 3 |家甲乙系, 二|十国集团."""
    before = text[max(0, start - 2) : start].rstrip(" ")
    if text[start] in "家个名位款":
        return before[-1:] in NUMERALS
    return before[-1:] in NUMERALS and text[start - 1] != " "


def _masked(text: str, start: int, end: int) -> bool:
    told = text[start:end].replace("*ST", "")
    if "*" in told or any(mark in told for mark in HIDING):
        return True
    return text.startswith(("*", "＊", "XX", "××"), end) and not text.startswith("*ST", end)

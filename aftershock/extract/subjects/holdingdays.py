"""Holding days: the day that a figure holds for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.scene import Scene
from aftershock.model import Mention

_STOCK = re.compile(
    r"staff|managers|engineers|cash|debt|inventory|assets|receivables|goodwill|stores$|sites$|accounts$|market value$"
)
"""What is counted on a day, not over a time."""
_AS_OF = re.compile(r"截至|截止|截\s?至")
_NOW = re.compile(r"目前|现在|如今|眼下|现有")


def as_of(scene: Scene, mention: Mention, sentence: Sentence, days: Sequence[Mention]) -> date | None:
    """The day the figure holds for.

    What is counted on a day (staff, cash, debt) holds for the day named right before it: in its clause, or alone
    in the clause before. Anything else holds for the day after 截至, the nearest before the figure. What a filing
    calls 目前 is of its day of publication.
    """
    text = scene.outline.text
    own = sentence.clause(mention.start)
    stock = bool(_STOCK.match(mention.role or ""))
    if stock and scene.issuer and scene.published and _NOW.search(text, own.start, mention.start):
        return scene.published
    if stock and _NOW.search(text, own.start, mention.start):
        return None
    for day in reversed(days):
        if day.end > mention.start:
            continue
        if stock and (day.start >= own.start or text[day.end : own.start] == "，"):
            return day.from_
        head = text[max(sentence.start, day.start - 3) : day.start + 2]
        if _AS_OF.search(head):
            return day.from_
    return None

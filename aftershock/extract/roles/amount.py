"""Amounts in their sentence, with the word that stands nearest to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.sentencewords import Near
from aftershock.extract.roles.words import Hit
from aftershock.model import Mention


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its sentence, and the word nearest to it."""

    text: str
    sentence: Sentence
    mention: Mention
    near: Near
    hit: Hit
    clause: Span
    clause_before: Span | None

    def ahead(self, pattern: re.Pattern[str], reach: int, *, in_sentence: bool = False) -> bool:
        """Whether a pattern is found before the amount in its clause (or sentence), so many letters back at most."""
        first = self.sentence.start if in_sentence else self.clause.start
        return pattern.search(self.text, max(first, self.mention.start - reach), self.mention.start) is not None

    def behind(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches right behind the amount, within its clause."""
        return pattern.match(self.text, self.mention.end, self.clause.end) is not None

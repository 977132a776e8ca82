"""The words of events where they stand in a clause, and how much each says.

A word is strong where it tells of something done, weak where it only names the matter: a noun of its type (年报), a
word with a noun behind it (封号事件, 被封的卖家), or one behind 此次 or 由于. Words that only look like one (上市公司,
合作伙伴) are data too (`apart`) and are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from aftershock.lexicon import Lexicon, Modality, pattern
from aftershock.model import Certainty

GAP = 14
"""The longest stretch that "…" stands for."""
_BREAK = re.compile(r"[，。；：、\n]")
_WILL = re.compile(
    r"(?<![已曾日即])将(?=$|[于会在以继进逐不被对向从由面陆全正成达再择与根尽很迎关裁收召下推发举开启退停实获出提新大持分通永立]|[0-9])"
)
"""将 as "will": before a verb or an adverb. Before a noun (将股份转让) it only marks the object."""


@dataclass(frozen=True, slots=True)
class EventWord:
    """A word of an event type where it stands."""

    type: str
    start: int
    end: int
    order: int
    """Place of its type in the vocabulary; earlier types win."""
    strong: bool


class EventReader:
    """The event words of one vocabulary, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.types = lexicon.events
        self._plain: dict[str, tuple[int, bool]] = {}
        self._openings: dict[str, list[tuple[str, int, bool]]] = {}
        for order, kind in enumerate(lexicon.events):
            for words, strong in ((kind.words, True), (kind.nouns, False)):
                for word in words:
                    first, _, last = word.partition("…")
                    if last:
                        self._openings.setdefault(first, []).append((last, order, strong))
                    else:
                        self._plain.setdefault(word, (order, strong))
        self._expression = re.compile(pattern((*self._plain, *lexicon.modality.apart)))
        self._opening = re.compile(f"(?=({pattern(tuple(self._openings))}))")
        self._apart = frozenset(lexicon.modality.apart)
        self._modality = _Modality(lexicon.modality)
        self.absorbed = frozenset(lexicon.modality.absorbed)

    def words(self, text: str, start: int, end: int) -> list[EventWord]:
        """The event words of a clause, those of habits and wishes left out."""
        found = []
        covered: list[tuple[int, int]] = []
        for match in self._expression.finditer(text, start, end):
            known = self._plain.get(match.group())
            if known is None:
                covered.append(match.span())
            else:
                found.append(self._word(text, start, match.start(), match.end(), *known))
        for match in self._opening.finditer(text, start, end):
            first = match.group(1)
            at = match.start() + len(first)
            if any(a <= match.start() < b for a, b in covered):
                continue
            for last, order, strong in self._openings[first]:
                close = text.find(last, at, min(end, at + GAP + len(last)))
                if close >= 0 and not any(a <= close < b for a, b in covered) and not _BREAK.search(text, at, close):
                    strong = strong and not text.startswith("的", at)
                    found.append(self._word(text, start, match.start(), close + len(last), order, strong))
        m = self._modality
        return [
            word
            for word in found
            if not m.causes.match(text, word.end)
            and not m.habitual.search(text, max(start, word.start - 24), word.start)
        ]

    def _word(self, text: str, clause: int, start: int, end: int, order: int, strong: bool) -> EventWord:
        named = self._modality.nominal.match(text, end) or self._modality.about.search(
            text, max(clause, start - 16), start
        )
        return EventWord(self.types[order].name, start, end, order, strong and not named)

    def certainty(self, text: str, clause: int, word: EventWord, end: int) -> Certainty | None:
        """How certain the clause makes the event; None for a fact."""
        low = max(clause, word.start - 24)
        for name, expression in self._modality.certainty:
            if expression.search(text, low, word.end):
                return name
        if self._modality.planned.search(text, max(clause, word.start - 16), word.start):
            return "planned"
        if _WILL.search(text, max(clause, word.start - 16), min(end, word.start + 1)):
            return "planned"
        return "risk" if text.startswith("风险", word.end) else None

    def negated(self, text: str, clause: int, word: EventWord) -> bool:
        """Whether the clause says that it did not happen."""
        m = self._modality
        return bool(
            m.negated.search(text, max(clause, word.start - 12), word.start) or m.denial.match(text, word.start)
        )


class _Modality:
    """The words around an event word, compiled."""

    def __init__(self, m: Modality) -> None:
        self.nominal = re.compile(pattern(m.nominal))
        self.causes = re.compile(pattern(m.causes))
        self.about = re.compile(rf"(?:{pattern(m.about)})[^，。；、]{{0,12}}\Z")
        self.habitual = re.compile(rf"(?:{pattern(m.habitual)})[^，。；]{{0,14}}\Z")
        self.planned = re.compile(rf"(?:{pattern(m.planned)})[^，。；]{{0,14}}\Z")
        self.negated = re.compile(rf"(?:{pattern(m.negated)})[^，。；]{{0,5}}\Z")
        self.denial = re.compile(pattern(m.denials))
        self.certainty: tuple[tuple[Certainty, re.Pattern[str]], ...] = (
            ("rumour", re.compile(pattern(m.rumour))),
            ("risk", re.compile(pattern(m.risk))),
            ("expected", re.compile(pattern(m.expected))),
            ("inferred", re.compile(pattern(m.inferred))),
        )


@lru_cache(maxsize=8)
def reader(lexicon: Lexicon) -> EventReader:
    """The compiled vocabulary, kept between documents."""
    return EventReader(lexicon)

"""Events: what the text says happened, may happen, or did not.

A sentence states an event when a clause holds one of the type's words (data: config/frames/events.toml), the word is
no mere name of the matter (封号事件), the sentence is no question or condition, and it holds something particular: a
figure, a day, or a name that is not only the platform's. Each clause gives its first type; neighbouring clauses without
a word of their own belong to the event before them, so that figures and event come together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from aftershock.extract.sentences import Outline, Sentence, Span
from aftershock.extract.speakers import Statement
from aftershock.extract.whose import Place, Places
from aftershock.lexicon import GAP, Lexicon, pattern
from aftershock.model import Certainty, EventFound, Mention

_CONDITION = re.compile(r"^[“”]?(?:但|而|且|“)?(?:如果|若|一旦|但凡|假如|要是|倘若|只要|除非|即使|比如|例如)")
_TITLE = re.compile(r"《[^》\n]{1,60}》")
MONTH = timedelta(days=31)
_MEASURES = re.compile(r"(?:占|较|比|同期|相当于)[^，。；]{0,6}$")
_PASSIVE = re.compile(r"被|遭到?|受到|由")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an event type where it stands."""

    type: str
    start: int
    end: int
    order: int


class EventReader:
    """The event words of one vocabulary, compiled once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.needs = [t.needs for t in lexicon.events]
        plain: dict[str, tuple[int, str]] = {}
        self._gapped: list[tuple[str, str, re.Pattern[str], int, str]] = []
        for order, kind in enumerate(lexicon.events):
            for word in kind.words:
                if "…" in word:
                    first, last = word.split("…", 1)
                    compiled = re.compile(re.escape(first) + GAP + re.escape(last))
                    self._gapped.append((first, last, compiled, order, kind.name))
                else:
                    plain.setdefault(word, (order, kind.name))
        self._plain = plain
        self._expression = re.compile(pattern(tuple(plain)))
        m = lexicon.modality
        self.nominal = re.compile(pattern(m.nominal))
        self.habitual = re.compile(rf"(?:{pattern(m.habitual)})[^，。；]{{0,14}}$")
        self.absorbed = frozenset(m.absorbed)
        self.negated = re.compile(rf"(?:{pattern(m.negated)})[^，。；]{{0,5}}$")
        self.certainty: tuple[tuple[Certainty, re.Pattern[str]], ...] = (
            ("rumour", re.compile(pattern(m.rumour))),
            ("risk", re.compile(pattern(m.risk))),
            ("planned", re.compile(rf"(?:{pattern(m.planned)})[^，。；]{{0,12}}$")),
            ("expected", re.compile(rf"(?:{pattern(m.expected)})[^，。；]{{0,12}}$")),
            ("inferred", re.compile(pattern(m.inferred))),
        )

    def words(self, text: str, start: int, end: int) -> list[Word]:
        """The event words of a clause that are statements and not names of the matter."""
        found = []
        for match in self._expression.finditer(text, start, end):
            order, name = self._plain[match.group()]
            found.append(Word(name, match.start(), match.end(), order))
        part = text[start:end]
        for first, last, compiled, order, name in self._gapped:
            if first in part and last in part and (gapped := compiled.search(text, start, end)):
                found.append(Word(name, gapped.start(), gapped.end(), order))
        return [w for w in found if not self.nominal.match(text, w.end)]


@lru_cache(maxsize=8)
def reader(lexicon: Lexicon) -> EventReader:
    """The compiled vocabulary, kept between documents."""
    return EventReader(lexicon)


def events(
    outline: Outline, mentions: Sequence[Mention], places: Places, said: Sequence[Statement], lexicon: Lexicon
) -> tuple[EventFound, ...]:
    """All events in order of start."""
    return _Events(outline, mentions, places, said, reader(lexicon)).read()


class _Events:
    def __init__(
        self,
        outline: Outline,
        mentions: Sequence[Mention],
        places: Places,
        said: Sequence[Statement],
        words: EventReader,
    ) -> None:
        self.text = outline.text
        self.outline = outline
        self.figures = [m for m in mentions if m.kind not in ("date", "person")]
        self.days = [m for m in mentions if m.kind == "date"]
        self.places = places
        self.said = said
        self.words = words
        self.titles = [Span(m.start(), m.end()) for m in _TITLE.finditer(self.text)]

    def read(self) -> tuple[EventFound, ...]:
        found: list[EventFound] = []
        for sentence in self.outline.sentences:
            found += self._of_sentence(sentence)
        return tuple(found)

    def _of_sentence(self, sentence: Sentence) -> list[EventFound]:
        text = self.text
        if "？" in text[sentence.start : sentence.end] or _CONDITION.match(text[sentence.start : sentence.start + 8]):
            return []
        if "\t" in text[sentence.start : sentence.end]:
            return []
        stretches: list[tuple[Word, Span]] = []
        for clause in sentence.clauses:
            words = [w for w in self.words.words(text, clause.start, clause.end) if self._counts(w, sentence)]
            if words:
                word = min(words, key=lambda w: (w.order, w.start))
                if stretches and stretches[-1][0].type == word.type:
                    stretches[-1] = (stretches[-1][0], Span(stretches[-1][1].start, clause.end))
                else:
                    start = clause.start if stretches else sentence.start
                    stretches.append((word, Span(start, clause.end)))
            elif stretches:
                stretches[-1] = (stretches[-1][0], Span(stretches[-1][1].start, clause.end))
        return [self._event(word, span, sentence) for word, span in self._main(stretches)]

    def _main(self, stretches: list[tuple[Word, Span]]) -> list[tuple[Word, Span]]:
        """Without what only tells more of another event of the sentence; neighbours of one type become one."""
        absorbed = self.words.absorbed
        if any(word.type not in absorbed for word, _ in stretches):
            stretches = [s for s in stretches if s[0].type not in absorbed or s[0].type == "声明"]
        merged: list[tuple[Word, Span]] = []
        for word, span in stretches:
            if merged and merged[-1][0].type == word.type:
                merged[-1] = (merged[-1][0], Span(merged[-1][1].start, span.end))
            else:
                merged.append((word, span))
        return merged

    def _counts(self, word: Word, sentence: Sentence) -> bool:
        """Whether the sentence says something particular, and the word is not part of a title."""
        if any(t.holds(word.start, word.end) for t in self.titles):
            return False
        clause = sentence.clauses[sentence.clause_at(word.start)]
        if self.words.habitual.search(self.text[clause.start : word.start]):
            return False
        needs = self.words.needs[word.order] or ("figure", "date", "name")
        return any(self._has(need, sentence) for need in needs)

    def _has(self, need: str, sentence: Sentence) -> bool:
        match need:
            case "figure":
                return any(sentence.holds(m.start, m.end) for m in self.figures)
            case "money":
                return any(sentence.holds(m.start, m.end) for m in self.figures if m.kind == "money")
            case "date":
                return any(sentence.holds(m.start, m.end) for m in self.days if m.from_)
            case "name":
                places = self.places.within(sentence.start, sentence.end)
                return any(p.name.kind not in ("platform", "media", "person", "product") for p in places)
            case _:
                raise ValueError(f"unknown need {need!r}")

    def _event(self, word: Word, span: Span, sentence: Sentence) -> EventFound:
        text = self.text
        end = span.end
        while end > span.start and text[end - 1] in "。！!，；”":
            end -= 1
        actor, subject = self._who(word, span)
        inner = [s for s in self.said if s.start <= word.start and word.end <= s.end]
        statement = min(inner, key=lambda s: s.end - s.start) if inner else None
        certainty = "rumour" if statement and statement.rumour else self._certainty(word, sentence)
        return EventFound(
            type=word.type,
            start=span.start,
            end=end,
            text=text[span.start : end],
            date=self._date(word, span, sentence),
            actor=actor,
            subject=subject,
            figures=tuple((m.start, m.end) for m in self.figures if span.holds(m.start, m.end)),
            certainty=certainty,
            negated=bool(self.words.negated.search(text[max(span.start, word.start - 12) : word.start])),
            speaker=statement.speaker if statement else None,
        )

    def _who(self, word: Word, span: Span) -> tuple[str | None, str | None]:
        """Actor and subject: 被A… makes A the actor and who stands before it the subject; else actor first."""
        places = [p for p in self.places.within(span.start, span.end) if p.name.kind not in ("media", "product")]
        passive = [p for p in places if _PASSIVE.search(self.text[max(span.start, p.start - 2) : p.start])]
        if passive:
            actor = passive[0]
            before = [p for p in places if p.end <= actor.start]
            return actor.shown, _shown(before[-1] if before else None)
        before = [p for p in places if p.end <= word.end]
        after = [p for p in places if p.start >= word.start]
        if re.search(r"[被遭]", self.text[max(span.start, word.start - 6) : word.end]):
            return None, _shown(before[-1] if before else None)
        return _shown(before[-1] if before else None), _shown(after[0] if after else None)

    def _date(self, word: Word, span: Span, sentence: Sentence) -> date | None:
        """The day of the event: named before its word, in its own words or else in its sentence before them.

        Periods longer than a month (a year's accounts) and days that only measure a figure (占2020年末货币资金的4%) are
        no day on which something happened.
        """
        days = [m for m in self.days if m.from_ and (m.to is None or m.to - m.from_ <= MONTH)]
        days = [m for m in days if not _MEASURES.search(self.text[max(0, m.start - 8) : m.start])]
        own = [m for m in days if span.start <= m.start <= word.start]
        before = [m for m in days if sentence.start <= m.start < span.start]
        chosen = own[0] if own else (before[-1] if before else None)
        return chosen.from_ if chosen else None

    def _certainty(self, word: Word, sentence: Sentence) -> Certainty | None:
        clause = sentence.clauses[sentence.clause_at(word.start)]
        head = self.text[clause.start : word.start]
        for name, expression in self.words.certainty:
            if expression.search(head):
                return name
        return None


def _shown(place: Place | None) -> str | None:
    return place.shown if place else None

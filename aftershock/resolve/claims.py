"""Figures that answer the same question, and whether the answers agree.

A question is whose figure, what it is, counted in what, as of when. A figure becomes a claim when the text says whose
it is and what it is. Older versions of a document and filings that were corrected keep their claims, marked with why
they no longer count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from aftershock.ids import digest
from aftershock.model import RANKS, Claim, EventFound, Mention, Question
from aftershock.resolve.amounts import Interval, interval
from aftershock.resolve.bodies import folded
from aftershock.resolve.names import Identities
from aftershock.resolve.speakers import Origin, is_filing, origin
from aftershock.resolve.state import State, proof
from aftershock.sentences import Sentences
from crawlers.article import BEIJING
from indexer.tokens import simplified

KINDS = ("money", "count", "headcount")
_NO_CLAIM = frozenset({"ordinal", "duration", "fraction", "hypothetical", "relative"})
_NOT_YET = frozenset({"planned", "expected", "risk"})
_CORRECTION = re.compile("更正|补充|修订")
"""In the title of a filing: it replaces figures of an earlier one."""
_REPLACES = re.compile("更正|修订")
NEAR = timedelta(days=3)
"""An undated figure published so soon after a dated one, about the same, answers the same question."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of one document, before it is known what others say."""

    claim: Claim
    subject: str
    """As printed."""
    name: str | None
    role: str
    unit: str | None
    as_of: date | None
    origin: Origin
    day: date
    """Of publication, else when first seen."""
    issuer: str | None
    """Whose filing it stands in: the stock code, else the publisher; None when it is no filing."""
    corrects: str | None
    """Title and day of the document, when it is a filing that corrects another."""

    @property
    def topic(self) -> tuple[str, str, str]:
        """The question but for its day."""
        return self.name or f"words {folded(self.subject)}", self.role, self.unit or ""

    @property
    def asked(self) -> tuple[str, str, str, str]:
        """The question."""
        return (*self.topic, self.as_of.isoformat() if self.as_of else "")

    @property
    def comparable(self) -> bool:
        """Whether two different figures of this question contradict each other.

        What was frozen, closed, banned or hit is one sum at a time; so is anything as of a named day. A revenue without
        its period, a price without its goods, or a number of staff without its group may well be two right answers.
        """
        acted_on = " " in self.role and not self.role.startswith("staff")
        return self.as_of is not None or self.role == "frozen" or acted_on

    @property
    def counts(self) -> bool:
        """Whether it takes part in bounds and conflicts."""
        return self.claim.superseded is None and self.claim.certainty not in _NOT_YET

    def says(self, other: Statement) -> bool:
        """Whether both give the same figure."""
        mine, yours = self.claim, other.claim
        same = (mine.value, mine.low, mine.high) == (yours.value, yours.low, yours.high)
        return same and (mine.comparison or "=") == (yours.comparison or "=")


def statements(states: Sequence[State], identities: Identities) -> list[Statement]:
    """The figures of one document, given all its versions, oldest first; those that are gone say so."""
    current: list[Statement] = []
    gone: list[Statement] = []
    for state in states:
        fresh = _of_version(state, identities)
        ids = {one.claim.id for one in fresh}
        gone = [one for one in gone if one.claim.id not in ids]  # what was taken out and put back is there
        gone += [_superseded(one, fresh, state) for one in current if one.claim.id not in ids]
        current = fresh
    return current + gone


def _superseded(old: Statement, fresh: list[Statement], state: State) -> Statement:
    number = state.version.number
    same = [one for one in fresh if one.asked == old.asked] or [one for one in fresh if one.topic == old.topic]
    if any(one.says(old) for one in same):
        why = f"reworded in version {number}"
    elif same:
        why = f"revised in version {number} from {old.claim.text} to {same[0].claim.text}"
    else:
        why = f"removed in version {number}"
    return replace(old, claim=replace(old.claim, superseded=why))


def _of_version(state: State, identities: Identities) -> list[Statement]:
    sentences = Sentences(state.version.article.text)
    events: dict[int, list[EventFound]] = defaultdict(list)
    for event in state.facts.events:
        for start, _ in event.figures:
            events[start].append(event)
    found: dict[str, Statement] = {}
    cells: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for mention in state.facts.mentions:
        here = tuple(events.get(mention.start, ()))
        if _is_claim(mention, here):
            one = _statement(state, mention, here, identities, sentences)
            found.setdefault(one.claim.id, one)
            if "cell" in mention.flags and mention.as_of is None:
                cells[one.asked].append(one)
    for group in cells.values():
        spans = [span for one in group if (span := _span(one)) is not None]
        if not all(one.meets(other) for one, other in combinations(spans, 2)):
            # Columns of a table whose days are not known: this year's figure and last year's are no two answers.
            for one in group:
                found.pop(one.claim.id, None)
    return list(found.values())


def _is_claim(mention: Mention, events: tuple[EventFound, ...]) -> bool:
    stated = mention.value is not None or mention.low is not None or mention.high is not None
    denied = bool(events) and all(event.negated for event in events)
    known = mention.role is not None and mention.subject is not None
    return mention.kind in KINDS and known and stated and not denied and not mention.flags & _NO_CLAIM


@cache
def _plain_characters() -> dict[int, str]:
    """Of those who have no name: 中國賣家 in one document are the 中国卖家 of another."""
    return str.maketrans(simplified())


def _statement(
    state: State, mention: Mention, events: tuple[EventFound, ...], identities: Identities, sentences: Sentences
) -> Statement:
    article = state.version.article
    evidence = proof(state.version, sentences, mention.start, mention.end)
    nth = article.text.count(mention.text, evidence.start, mention.start)
    voice = origin(state, mention, events, identities)
    name = identities.find(state.document, mention.subject)
    certain = [event.certainty for event in events]
    day = state.dated.astimezone(BEIJING).date()
    filing = is_filing(state)
    claim = Claim(
        id=digest(state.document, evidence.quote, mention.text, *([str(nth)] if nth else [])),
        question="",
        value=mention.value,
        low=mention.low,
        high=mention.high,
        comparison=mention.comparison,
        text=mention.text,
        speaker=mention.speaker,
        rank=voice.rank,
        published=article.published,
        superseded=None,
        start=mention.start,
        evidence=evidence,
        certainty=None if not certain or None in certain else certain[0],
    )
    return Statement(
        claim=claim,
        subject=name.name if name else (mention.subject or "").translate(_plain_characters()),
        name=name.id if name else None,
        role=mention.role or "",
        unit=mention.unit,
        as_of=mention.as_of,
        origin=voice,
        day=day,
        issuer=voice.key if filing else None,
        corrects=f"{article.title} ({day})" if filing and _CORRECTION.search(article.title or "") else None,
    )


def questions(found: Iterable[Statement], reprints: dict[str, str]) -> tuple[Question, ...]:
    """All questions with their claims: conflicts first, then by subject, role, unit and day."""
    topics: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for one in found:
        topics[one.topic].append(one)
    asked: dict[tuple[str, str, str, str], list[Statement]] = defaultdict(list)
    for topic in sorted(topics):
        for one in _dated(_corrected(topics[topic])):
            asked[one.asked].append(one)
    made = [_question(key, group, reprints) for key, group in asked.items()]
    return tuple(
        sorted(made, key=lambda q: (not q.conflict, q.subject, q.role, q.unit or "", q.as_of or date.min, q.id))
    )


def _corrected(group: list[Statement]) -> list[Statement]:
    """Mark the figures of a filing that a later filing of the same company, called a correction, gives anew.

    A correction often prints the wrong figure beside the right one; where it does, both places of the wrong one are
    marked. A supplement that repeats a figure adds to it and corrects nothing.
    """
    corrections: dict[str, list[Statement]] = defaultdict(list)
    for one in group:
        if one.corrects and one.claim.superseded is None:
            corrections[one.claim.evidence.document].append(one)
    reasons: dict[str, str] = {}
    taken_back: list[tuple[Statement, Statement]] = []
    for one in sorted(group, key=lambda item: (item.day, item.claim.evidence.document, item.claim.start)):
        for document in sorted(corrections, key=lambda key: (corrections[key][0].day, key)):
            mates = [mate for mate in corrections[document] if _may_correct(mate, one)]
            repeated = [mate for mate in mates if mate.says(one)]
            if len(mates) > len(repeated) and (not repeated or _REPLACES.search(mates[0].corrects or "")):
                for wrong in (one, *repeated):
                    reasons.setdefault(wrong.claim.id, f"corrected by {mates[0].corrects}")
                taken_back.append((one, mates[0]))
    for wrong, right in taken_back:
        for other in group:
            # Papers that had printed the filing's figure repeat what it took back.
            if other.claim.superseded is None and other.says(wrong) and other.day <= right.day:
                reasons.setdefault(other.claim.id, f"repeats what was corrected by {right.corrects}")
    return [
        replace(one, claim=replace(one.claim, superseded=one.claim.superseded or reasons.get(one.claim.id)))
        for one in group
    ]


def _may_correct(correction: Statement, one: Statement) -> bool:
    same_day = correction.as_of == one.as_of or correction.as_of is None or one.as_of is None
    return one.claim.superseded is None and one.issuer == correction.issuer and same_day and _after(correction, one)


def _after(correction: Statement, one: Statement) -> bool:
    """Whether a correction came after what it may correct. Filings of one day often bear no hour: it did, then."""
    if correction.day != one.day or not one.corrects:
        return correction.day >= one.day and correction.claim.evidence.document != one.claim.evidence.document
    mine, yours = correction.claim.published, one.claim.published
    return mine is not None and yours is not None and mine > yours


def _dated(group: list[Statement]) -> list[Statement]:
    """Give undated figures the day of the dated question they repeat, or were published right after.

    Papers repeat a filing's 截至公告日 figure without its day; the repetition belongs beside what it repeats.
    """
    dated = sorted((one for one in group if one.as_of is not None), key=_order)
    result = []
    for one in group:
        if one.as_of is None and dated:
            same = [mate for mate in dated if mate.says(one) and mate.as_of is not None and mate.as_of <= one.day]
            near = [mate for mate in dated if mate.as_of is not None and timedelta(0) <= one.day - mate.as_of <= NEAR]
            days = sorted({mate.as_of for mate in same or near if mate.as_of is not None})
            if days:
                one = replace(one, as_of=days[-1])
        result.append(one)
    return result


def _order(one: Statement) -> tuple[int, date, str, int, str]:
    """Best rank first, then oldest first."""
    return RANKS.index(one.claim.rank), one.day, one.claim.evidence.document, one.claim.start, one.claim.id


def _question(key: tuple[str, str, str, str], group: list[Statement], reprints: dict[str, str]) -> Question:
    group = sorted(group, key=_order)
    voices = _voices(group, reprints)
    counting = [one for one in group if one.counts]
    stated = [
        bound for one in counting for bound in (one.claim.value, one.claim.low, one.claim.high) if bound is not None
    ]
    first, identity = group[0], digest(*key)
    return Question(
        id=identity,
        subject=first.subject,
        name=first.name,
        role=first.role,
        unit=first.unit,
        as_of=first.as_of,
        claims=tuple(replace(one.claim, question=identity) for one in group),
        low=min(stated, default=None),
        high=max(stated, default=None),
        conflict=first.comparable and _conflict(counting, voices),
    )


def _voices(group: list[Statement], reprints: dict[str, str]) -> dict[str, str]:
    """Claim id → who says it. A reprint, and a sentence taken over, speak with their origin's voice."""
    original = {one.claim.evidence.document: one.origin.key for one in reversed(group)}
    voices: dict[str, str] = {}
    by_quote: dict[str, str] = {}
    for one in sorted(group, key=lambda item: (item.day, item.claim.evidence.document, item.claim.start)):
        document = one.claim.evidence.document
        voice = one.origin.key
        if voice.startswith("publisher ") and document in reprints:
            voice = original.get(reprints[document], f"document {reprints[document]}")
        voices[one.claim.id] = by_quote.setdefault(folded(one.claim.evidence.quote), voice)
    return voices


def _conflict(counting: list[Statement], voices: dict[str, str]) -> bool:
    """Whether two voices cannot both be right: nothing that one says in a document can be what the other says in its.

    A document that gives several figures (of two years, of two accounts) means several things, which this question does
    not tell apart; it conflicts only with those that say none of them.
    """
    said: dict[tuple[str, str], list[Interval]] = defaultdict(list)
    for one in counting:
        span = _span(one)
        if span is not None:
            said[voices[one.claim.id], one.claim.evidence.document].append(span)
    return any(
        voice != other_voice and not any(mine.meets(yours) for mine in spans for yours in others)
        for ((voice, _), spans), ((other_voice, _), others) in combinations(said.items(), 2)
    )


def _span(one: Statement) -> Interval | None:
    claim = one.claim
    return interval(claim.value, claim.low, claim.high, claim.comparison, claim.text)

"""What stands behind a hit that is a claim or an event: the value, who says it, the sentence, and its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from aftershock import records
from aftershock.knowledge import Knowledge
from aftershock.model import Claim, Document, Event, Question
from aftershock.told import Answered
from indexer.index import Hit


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with its question, or an event; and the document that states it."""

    document: Document
    answered: Answered | None = None
    event: Event | None = None

    def record(self) -> dict[str, Any]:
        """As a JSON object: {document, claim} or {document, event}."""
        told: dict[str, Any] = {"document": records.document(self.document)}
        if self.answered is not None:
            told["claim"] = records.answered(self.answered)
        if self.event is not None:
            told["event"] = records.event(self.event)
        return told

    def lines(self) -> Iterator[str]:
        """For people: the figure or the event and its day, then who says so."""
        if self.answered is not None:
            yield _claim(self.answered.question, self.answered.claim)
        if self.event is not None:
            yield _event(self.event)


def stated(knowledge: Knowledge, hits: Iterable[Hit]) -> dict[str, Stated]:
    """Hit id → what stands behind it; without those hits that the knowledge no longer has."""
    found: dict[str, Stated] = {}
    documents: dict[str, Document | None] = {}

    def document(key: str) -> Document | None:
        if key not in documents:
            documents[key] = knowledge.document(key)
        return documents[key]

    for hit in hits:
        pair = knowledge.claim(hit.id[1:]) if hit.kind == "claim" else None
        event = knowledge.event(hit.id[1:]) if hit.kind == "event" else None
        states = pair[1] if pair else event
        if states is not None and (source := document(states.evidence.document)):
            found[hit.id] = Stated(source, Answered(*pair) if pair else None, event)
    return found


def _claim(question: Question, claim: Claim) -> str:
    values = [value for value in (claim.value, claim.low, claim.high) if value is not None]
    low, high = min(values, default=None), max(values, default=None)
    if low is None or high is None:
        figure = "no certain value"
    else:
        figure = f"{low:,f}" if low == high else f"{low:,f}–{high:,f}"
    parts = [question.role, f"{figure} {question.unit or ''}".strip()]
    if question.as_of:
        parts.append(f"as of {question.as_of}")
    parts.append(_speaker(claim.speaker, claim.rank))
    parts += [claim.certainty] if claim.certainty else []
    parts += ["disputed"] if question.conflict else []
    return "  ".join(parts)


def _event(event: Event) -> str:
    parts = [event.type, f"on {event.date}" if event.date else "day unknown"]
    parts += [f"said by {event.speaker}"] if event.speaker else []
    parts += [event.certainty] if event.certainty else []
    parts += ["denied"] if event.negated else []
    return "  ".join(parts)


def _speaker(speaker: str | None, rank: str) -> str:
    return f"said by {speaker} ({rank})" if speaker else f"said by no one named ({rank})"

"""The rows of the data files beside pages."""

from __future__ import annotations

from collections.abc import Iterable

from aftershock.model import Facts
from aftershock.pages.files import Row
from aftershock.pages.lines import Data
from aftershock.pages.parts import Parts
from aftershock.pages.timeline import Item
from aftershock.pages.wave import company_path, document_path

TIMELINE = (
    "day", "dated", "time", "type", "names", "concerns", "certainty", "negated", "speaker", "figures", "quote",
    "publisher", "published", "document", "path",
)  # fmt: skip
CLAIMS = (
    "question", "subject", "role", "unit", "as_of", "question_low", "question_high", "conflict", "value", "low", "high",
    "comparison", "text", "speaker", "rank", "certainty", "published", "publisher", "superseded", "quote", "document",
    "path",
)  # fmt: skip
DOCUMENTS = (
    "id",
    "title",
    "publisher",
    "original_publisher",
    "published",
    "precision",
    "source",
    "versions",
    "claims",
    "path",
)
MENTIONS = (
    "start", "end", "kind", "text", "value", "low", "high", "unit", "comparison", "role", "subject", "speaker", "as_of",
    "from", "to", "of",
)  # fmt: skip
COMPANIES = ("id", "name", "kind", "code", "full", "aliases", "former", "documents", "path")


def timeline(parts: Parts, items: Iterable[Item]) -> Data:
    """One row for each statement."""
    wave = parts.wave
    rows: list[Row] = [
        {
            "day": item.day,
            "dated": wave.dated(event),
            "time": wave.times.words.get(event.id),
            "type": event.type,
            "names": [wave.names[name].name for name in event.names if name in wave.names],
            "concerns": event.subject or event.actor,
            "certainty": event.certainty,
            "negated": event.negated,
            "speaker": event.speaker,
            "figures": [claim.text for claim in item.claims if claim.evidence.document == event.evidence.document],
            "quote": event.evidence.quote,
            "publisher": wave.publisher(event.evidence.document),
            "published": event.published,
            "document": event.evidence.document,
            "path": parts.event_path(event),
        }
        for item in items
        for event in item.statements
    ]
    return Data(TIMELINE, tuple(rows))


def claims(parts: Parts, questions: Iterable[str]) -> Data:
    """One row for each claim on the given questions."""
    rows: list[Row] = []
    for key in questions:
        question = parts.questions[key]
        rows += [
            {
                "question": question.id,
                "subject": question.subject,
                "role": question.role,
                "unit": question.unit,
                "as_of": question.as_of,
                "question_low": question.low,
                "question_high": question.high,
                "conflict": question.conflict,
                "value": claim.value,
                "low": claim.low,
                "high": claim.high,
                "comparison": claim.comparison,
                "text": claim.text,
                "speaker": claim.speaker,
                "rank": claim.rank,
                "certainty": claim.certainty,
                "published": claim.published,
                "publisher": parts.wave.publisher(claim.evidence.document),
                "superseded": claim.superseded,
                "quote": claim.evidence.quote,
                "document": claim.evidence.document,
                "path": parts.claim_path(claim),
            }
            for claim in question.claims
        ]
    return Data(CLAIMS, tuple(rows))


def documents(parts: Parts, ids: Iterable[str]) -> Data:
    """One row for each document."""
    rows: list[Row] = []
    for key in ids:
        if (document := parts.wave.documents.get(key)) is None:
            continue
        article = document.latest.article
        rows.append(
            {
                "id": key,
                "title": parts.wave.title(key),
                "publisher": article.publisher,
                "original_publisher": article.original_publisher,
                "published": article.published,
                "precision": article.precision,
                "source": document.source,
                "versions": document.versions,
                "claims": len(parts.wave.claims_in.get(key, ())),
                "path": document_path(key),
            }
        )
    return Data(DOCUMENTS, tuple(rows))


def companies(parts: Parts) -> Data:
    """One row for each company."""
    rows: list[Row] = [
        {
            "id": key,
            "name": name.name,
            "kind": name.kind,
            "code": name.code,
            "full": name.full,
            "aliases": name.aliases,
            "former": name.former,
            "documents": len(name.documents),
            "path": company_path(key),
        }
        for key, name in parts.wave.companies.items()
    ]
    return Data(COMPANIES, tuple(rows))


def mentions(facts: Facts) -> Data:
    """One row for each figure and date of a document."""
    rows: list[Row] = [
        {
            "start": m.start,
            "end": m.end,
            "kind": m.kind,
            "text": m.text,
            "value": m.value,
            "low": m.low,
            "high": m.high,
            "unit": m.unit,
            "comparison": m.comparison,
            "role": m.role,
            "subject": m.subject,
            "speaker": m.speaker,
            "as_of": m.as_of,
            "from": m.from_,
            "to": m.to,
            "of": m.of,
        }
        for m in facts.mentions
        if m.kind != "person"
    ]
    return Data(MENTIONS, tuple(rows))

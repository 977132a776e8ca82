"""The nouns of the knowledge as JSON objects. Unknown is null; figures are JSON numbers where these are exact."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from aftershock.model import Claim, Document, Event, Evidence, Name, Question
from aftershock.numbers import number
from aftershock.told import Answered, CompanyTold, DocumentTold

Record = dict[str, Any]


def document(made: Document) -> Record:
    """A document without its text: that is the publisher's."""
    article = made.latest.article
    return {
        "id": made.id,
        "url": made.url,
        "source": made.source,
        "title": article.title,
        "publisher": article.publisher,
        "original_publisher": article.original_publisher,
        "published": _time(article.published),
        "precision": article.precision,
        "version": made.latest.id,
        "versions": made.versions,
        "same_text_as": made.same_text_as,
        "link": f"documents/{made.id}.html",
    }


def document_told(told: DocumentTold) -> Record:
    """A document and what it says."""
    return document(told.document) | {
        "history": [
            {
                "id": one.id,
                "number": one.number,
                "seen": one.seen.isoformat(),
                "times": [time.isoformat() for time in one.times],
            }
            for one in told.history
        ],
        "companies": [{"id": name.id, "name": name.name} for name in told.companies],
        "claims": [answered(pair) for pair in told.claims],
        "events": [event(one) for one in told.events],
    }


def company(name: Name) -> Record:
    """A name with all its forms."""
    return {
        "id": name.id,
        "name": name.name,
        "kind": name.kind,
        "full": name.full,
        "aliases": list(name.aliases),
        "former": list(name.former),
        "code": name.code,
        "documents": list(name.documents),
        "notes": list(name.notes),
        "link": f"companies/{name.id}.html",
    }


def company_told(told: CompanyTold) -> Record:
    """A company and what is said of it."""
    return company(told.name) | {
        "questions": [question(one) for one in told.questions],
        "events": [event(one) for one in told.events],
    }


def question(asked: Question) -> Record:
    """What claims answer, with all of them."""
    return {
        "id": asked.id,
        "subject": asked.subject,
        "company": asked.name,
        "role": asked.role,
        "unit": asked.unit,
        "as_of": _day(asked.as_of),
        "low": number(asked.low),
        "high": number(asked.high),
        "conflict": asked.conflict,
        "claims": [claim(one) for one in asked.claims],
    }


def claim(made: Claim) -> Record:
    """What one source says, and where."""
    return {
        "id": made.id,
        "text": made.text,
        "value": number(made.value),
        "low": number(made.low),
        "high": number(made.high),
        "comparison": made.comparison,
        "speaker": made.speaker,
        "rank": made.rank,
        "certainty": made.certainty,
        "published": _time(made.published),
        "superseded": made.superseded,
        "evidence": evidence(made.evidence),
        "link": f"documents/{made.evidence.document}.html#f{made.id}",
    }


def answered(pair: Answered) -> Record:
    """A claim beside the question it answers."""
    asked, made = pair.question, pair.claim
    about = {"question": asked.id, "subject": asked.subject, "company": asked.name, "role": asked.role}
    return about | {"unit": asked.unit, "as_of": _day(asked.as_of), "conflict": asked.conflict} | claim(made)


def event(made: Event) -> Record:
    """A statement of something that happened, may happen, or did not."""
    return {
        "id": made.id,
        "type": made.type,
        "date": _day(made.date),
        "published": _time(made.published),
        "actor": made.actor,
        "subject": made.subject,
        "companies": list(made.names),
        "certainty": made.certainty,
        "negated": made.negated,
        "speaker": made.speaker,
        "evidence": evidence(made.evidence),
        "link": f"documents/{made.evidence.document}.html#s{made.evidence.start}",
    }


def evidence(proof: Evidence) -> Record:
    """Where it stands."""
    return {
        "document": proof.document,
        "version": proof.version,
        "start": proof.start,
        "end": proof.end,
        "quote": proof.quote,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

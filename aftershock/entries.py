"""Knowledge → entries of the index: documents, and single claims and events, so that figures are found as well."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Protocol

from aftershock.fingerprint import canonical
from aftershock.model import RANKS, Claim, Comparison, Document, Event, Facts, Mention, Name, Question, Version
from aftershock.sums import FEN
from indexer.index import Entry


class Reads(Protocol):
    """What is needed of the knowledge."""

    def documents(self) -> Iterable[Document]:
        """All documents."""

    def facts(self, version: Version) -> Facts:
        """What a version says."""

    def names(self) -> Iterable[Name]:
        """All names."""

    def questions(self) -> Iterable[Question]:
        """All questions."""

    def events(self) -> Iterable[Event]:
        """All events."""


def entries(knowledge: Reads) -> Iterator[Entry]:
    """Everything that the index should hold, newest document first, each document followed by its claims and events.

    Ids: `d` + document id, `c` + claim id, `e` + event id. An entry's version changes whenever anything in it does.
    Claims that no longer count are left out.
    """
    names = {name.id: name for name in knowledge.names()}
    about: dict[str, set[str]] = defaultdict(set)
    for name in names.values():
        if name.kind != "person":
            for key in name.documents:
                about[key].add(name.name)
    happened: dict[str, list[Event]] = defaultdict(list)
    for event in knowledge.events():
        happened[event.evidence.document].append(event)
    claimed: dict[str, list[tuple[Question, Claim]]] = defaultdict(list)
    for question in knowledge.questions():
        for claim in question.claims:
            claimed[claim.evidence.document].append((question, claim))
    for document in knowledge.documents():
        facts = knowledge.facts(document.latest)
        events, claims = happened[document.id], claimed[document.id]
        yield _document(document, facts, sorted(about[document.id]), events, claims)
        for question, claim in claims:
            if claim.superseded is None:
                yield _claim(document, question, claim, events, names)
        figures = {mention.start: mention for mention in facts.mentions}
        for event in events:
            yield _event(document, event, figures, names)


def _document(
    document: Document, facts: Facts, companies: list[str], events: list[Event], claims: list[tuple[Question, Claim]]
) -> Entry:
    article = document.latest.article
    return _versioned(
        Entry(
            id=f"d{document.id}",
            kind="document",
            version="",
            title=article.title or article.filename or document.url,
            text=article.text,
            link=f"documents/{document.id}.html",
            published=article.published,
            source=document.source,
            publisher=article.publisher or "",
            companies=tuple(companies),
            types=tuple(sorted({event.type for event in events})),
            amounts=tuple(dict.fromkeys(amount for mention in facts.mentions if (amount := _amount(mention)))),
            rank=max((_worth(claim) for _, claim in claims), default=0),
            traits=("conflict",) if any(_disputed(question, claim) for question, claim in claims) else (),
        )
    )


def _claim(
    document: Document, question: Question, claim: Claim, events: list[Event], names: Mapping[str, Name]
) -> Entry:
    article = document.latest.article
    types = {event.type for event in events if claim.start in event.figures}
    amount = _bounds(claim.comparison, claim.value, claim.low, claim.high) if question.unit == "CNY" else None
    company = names[question.name].name if question.name else question.subject
    return _versioned(
        Entry(
            id=f"c{claim.id}",
            kind="claim",
            version="",
            title=f"{question.subject} {claim.text}",
            text=claim.evidence.quote,
            link=f"documents/{document.id}.html#f{claim.id}",
            published=article.published,
            source=document.source,
            publisher=article.publisher or "",
            companies=(company,),
            types=tuple(sorted(types)),
            amounts=(amount,) if amount else (),
            rank=_worth(claim),
            traits=("conflict",) if _disputed(question, claim) else (),
        )
    )


def _disputed(question: Question, claim: Claim) -> bool:
    return question.conflict and claim.superseded is None


def _event(document: Document, event: Event, figures: Mapping[int, Mention], names: Mapping[str, Name]) -> Entry:
    article = document.latest.article
    amounts = (_amount(figures[start]) for start in event.figures if start in figures)
    return _versioned(
        Entry(
            id=f"e{event.id}",
            kind="event",
            version="",
            title=" ".join(part for part in (event.type, event.actor, event.subject) if part),
            text=event.evidence.quote,
            link=f"documents/{document.id}.html#s{event.evidence.start}",
            published=article.published,
            source=document.source,
            publisher=article.publisher or "",
            companies=tuple(dict.fromkeys(names[name].name for name in event.names if name in names)),
            types=(event.type,),
            amounts=tuple(dict.fromkeys(amount for amount in amounts if amount)),
        )
    )


def _amount(mention: Mention) -> tuple[Decimal, Decimal] | None:
    """(low, high) of an amount in yuan; None for anything else."""
    if mention.kind != "money" or mention.unit != "CNY":
        return None
    return _bounds(mention.comparison, mention.value, mention.low, mention.high)


def _bounds(comparison: Comparison | None, *values: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """What a filter meets: 超过1亿 and 不到1亿 reach a step past 1亿, so that amount:>1亿 and amount:<1亿 find them."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    low, high = min(known), max(known)
    return low - FEN if comparison in ("<", "<~") else low, high + FEN if comparison == ">" else high


def _worth(claim: Claim) -> int:
    """5 for a filing … 0 for nobody with a name."""
    return len(RANKS) - 1 - RANKS.index(claim.rank)


def _versioned(entry: Entry) -> Entry:
    """The entry with a version that changes whenever anything in it does."""
    return replace(entry, version=hashlib.sha256(canonical(asdict(entry)).encode("utf-8")).hexdigest()[:16])

"""The knowledge as it is told, of one moment: companies by any of their names, claims, the timeline, conflicts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from aftershock.errors import UsageProblem
from aftershock.knowledge import Knowledge
from aftershock.model import Claim, Document, Event, Name, Question, Version
from aftershock.periods import period
from indexer.fields import BEIJING
from indexer.tokens import fold


class NoneSuch(UsageProblem):
    """There is nothing with this id or name."""


class WrongDay(UsageProblem):
    """What should be a year, a month or a day is none, or an end lies before its beginning."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A claim, and the question that it answers."""

    question: Question
    claim: Claim


@dataclass(frozen=True, slots=True)
class CompanyTold:
    """One company and what is said of it."""

    name: Name
    questions: tuple[Question, ...]
    """With their claims."""
    events: tuple[Event, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """One document and what it says."""

    document: Document
    history: tuple[Version, ...]
    """Oldest first."""
    companies: tuple[Name, ...]
    """Whom it mentions."""
    claims: tuple[Answered, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Names, questions and events as they were when `told` read them."""

    names: tuple[Name, ...]
    questions: tuple[Question, ...]
    events: tuple[Event, ...]
    by_id: dict[str, Name] = field(default_factory=dict)
    claims_in: dict[str, list[Answered]] = field(default_factory=dict)
    """Document id → the claims it makes."""
    events_in: dict[str, list[Event]] = field(default_factory=dict)

    def name(self, asked: str) -> Name:
        """A company by its id, its code or any of its names. Raises NoneSuch."""
        if found := self.by_id.get(asked):
            return found
        wanted = fold(asked)
        for name in self.names:
            if fold(name.name) == wanted:
                return name
        for name in self.names:
            if any(form and fold(form) == wanted for form in (name.full, name.code, *name.aliases, *name.former)):
                return name
        raise NoneSuch(f"no company {asked!r}; search finds companies by their names, suggestions by parts of them")

    def company(self, asked: str) -> CompanyTold:
        """What is said of a company. Raises NoneSuch."""
        name = self.name(asked)
        return CompanyTold(
            name,
            tuple(one for one in self.questions if one.name == name.id),
            tuple(one for one in self.events if name.id in one.names),
        )

    def asked(self, company: str | None = None, role: str | None = None, unit: str | None = None) -> list[Question]:
        """Questions about a company, of a role (such as frozen) and unit (such as CNY). Raises NoneSuch."""
        about = self.name(company).id if company else None
        return [
            one
            for one in self.questions
            if (about is None or one.name == about) and role in (None, one.role) and unit in (None, one.unit)
        ]

    def claims(
        self,
        company: str | None = None,
        role: str | None = None,
        unit: str | None = None,
        *,
        superseded: bool = False,
    ) -> list[Answered]:
        """One for each figure of each source; `superseded`: also those that no longer count. Raises NoneSuch."""
        return [
            Answered(question, claim)
            for question in self.asked(company, role, unit)
            for claim in question.claims
            if superseded or claim.superseded is None
        ]

    def conflicts(self, company: str | None = None) -> list[Question]:
        """Questions of which two claims that still count cannot both hold. Raises NoneSuch."""
        return [question for question in self.asked(company) if question.conflict]

    def timeline(
        self,
        company: str | None = None,
        kind: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Event]:
        """Events, newest first: by their day; where that is unknown, by the day of publication.

        `kind` is an event type such as 封号; `since` and `until` are a year, a month or a day. Raises NoneSuch and
        WrongDay.
        """
        first, last = day("from", since, 0), day("to", until, 1)
        if first and last and first > last:
            raise WrongDay(f"from {since} is after to {until}; give the earlier one first")
        about = self.name(company).id if company else None
        return [
            one
            for one in self.events
            if kind in (None, one.type) and (about is None or about in one.names) and _between(one, first, last)
        ]

    def document(self, knowledge: Knowledge, key: str) -> DocumentTold:
        """What a document says. Raises NoneSuch."""
        found = knowledge.document(key)
        if found is None:
            raise NoneSuch(f"no document {key!r}")
        return DocumentTold(
            found,
            knowledge.versions(key),
            tuple(name for name in self.names if key in name.documents),
            tuple(self.claims_in.get(key, ())),
            tuple(self.events_in.get(key, ())),
        )


def day(name: str, written: str | None, end: int) -> date | None:
    """The first (`end` 0) or last (1) day of what is written as a year, month or day. Raises WrongDay."""
    if not written:
        return None
    days = period(written)
    if days is None:
        raise WrongDay(f"{name}: {written!r} is no day; write 2021, 2021-07 or 2021-07-06")
    return days[end]


def _between(event: Event, since: date | None, until: date | None) -> bool:
    at = event.date or (event.published.astimezone(BEIJING).date() if event.published else None)
    if at is None:
        return since is None and until is None
    return (since is None or at >= since) and (until is None or at <= until)


def told(knowledge: Knowledge) -> Told:
    """Read it all."""
    found = Told(knowledge.names(), knowledge.questions(), knowledge.events())
    found.by_id.update((name.id, name) for name in found.names)
    claims: dict[str, list[Answered]] = defaultdict(list)
    events: dict[str, list[Event]] = defaultdict(list)
    for question in found.questions:
        for claim in question.claims:
            claims[claim.evidence.document].append(Answered(question, claim))
    for event in found.events:
        events[event.evidence.document].append(event)
    found.claims_in.update(claims)
    found.events_in.update(events)
    return found

"""The knowledge, read once and looked up from every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import quote as percent

from aftershock.ids import digest
from aftershock.model import Claim, Document, Event, Failure, Name, Question, Relation
from aftershock.pages.reader import Reader, SourceHealth
from aftershock.pages.tellings import NO_TIMES, Times, told
from aftershock.pages.wording import day_of
from crawlers.sources import SOURCES

_SAFE = re.compile(r"[\w-]{1,60}")
_COMPANY_KINDS = frozenset({"listed company", "company", "seller", "brand", "brand store"})
_OWNED = frozenset({"subsidiary", "wholly owned subsidiary", "holding", "brand", "own brand"})


@dataclass(frozen=True)
class Wave:
    """Everything that pages are made of, in the knowledge's own order."""

    documents: Mapping[str, Document]
    names: Mapping[str, Name]
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    questions: tuple[Question, ...]
    failures: tuple[Failure, ...]
    sources: tuple[SourceHealth, ...]
    times: Times = NO_TIMES
    titles: Mapping[str, str] = field(default_factory=dict)
    """What sources are called that are not the program's own, by name."""

    @cached_property
    def events_in(self) -> Mapping[str, list[Event]]:
        """Document id → what it says happened, in order of the text."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in sorted(self.events, key=lambda e: (e.evidence.start, e.id)):
            found[event.evidence.document].append(event)
        return found

    @cached_property
    def events_of(self) -> Mapping[str, list[Event]]:
        """Name id → its events."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            for name in dict.fromkeys(event.names):
                found[name].append(event)
        return found

    @cached_property
    def claims_in(self) -> Mapping[str, list[tuple[Question, Claim]]]:
        """Document id → its claims, in order of the text."""
        found: dict[str, list[tuple[Question, Claim]]] = defaultdict(list)
        for question in self.questions:
            for claim in question.claims:
                found[claim.evidence.document].append((question, claim))
        for claims in found.values():
            claims.sort(key=lambda pair: (pair[1].start, pair[1].id))
        return found

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """Question id → question."""
        return {question.id: question for question in self.questions}

    @cached_property
    def claim_at(self) -> Mapping[tuple[str, str, int], Claim]:
        """(document, version, offset of the figure) → the claim made there."""
        return {
            (claim.evidence.document, claim.evidence.version, claim.start): claim
            for question in self.questions
            for claim in question.claims
        }

    @cached_property
    def questions_of(self) -> Mapping[str, list[Question]]:
        """Name id → questions about it."""
        found: dict[str, list[Question]] = defaultdict(list)
        for question in self.questions:
            if question.name:
                found[question.name].append(question)
        return found

    @cached_property
    def conflicts(self) -> tuple[Question, ...]:
        """The questions on which claims that still count cannot all hold."""
        return tuple(question for question in self.questions if question.conflict)

    @cached_property
    def names_in(self) -> Mapping[str, list[Name]]:
        """Document id → names it mentions, persons left out."""
        found: dict[str, list[Name]] = defaultdict(list)
        for name in self.companies.values():
            for key in name.documents:
                found[key].append(name)
        return found

    @cached_property
    def companies(self) -> Mapping[str, Name]:
        """The names that have a page of their own: all but persons and products."""
        return {key: name for key, name in self.names.items() if name.kind not in ("person", "product")}

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """Ids of the companies that some document names; others only stand on a list."""
        return tuple(key for key, name in self.companies.items() if name.documents)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """Owned body → its owner. The first relation told decides; nobody owns himself, however long the way round."""
        owners: dict[str, str] = {}
        for relation in self.relations:
            if relation.type in _OWNED and relation.child not in owners:
                above: str | None = relation.parent
                while above is not None and above != relation.child:
                    above = owners.get(above)
                if above is None:
                    owners[relation.child] = relation.parent
        return owners

    def is_company(self, name: str | None) -> bool:
        """Whether a name is a body whose figures can be added to those of others."""
        return name is not None and name in self.names and self.names[name].kind in _COMPANY_KINDS

    def day(self, event: Event) -> date | None:
        """The day an event is shown under: its own, else, or where its time is longer, the day it was published."""
        return event.date if self.dated(event) else day_of(event.published)

    def dated(self, event: Event) -> bool:
        """Whether its sentence gives its time to the month or better."""
        return event.date is not None and event.id not in self.times.loose

    def title(self, document: str) -> str:
        """A document's title, or what stands for it."""
        known = self.documents.get(document)
        if known is None:
            return document
        article = known.latest.article
        return article.title or article.filename or known.url

    def publisher(self, document: str) -> str:
        """Who put a document out: the original publisher where the page names one."""
        known = self.documents.get(document)
        if known is None:
            return ""
        article = known.latest.article
        return article.original_publisher or article.publisher or self.source_title(known.source)

    def source_title(self, name: str) -> str:
        """What a source is called; its name where it has no title."""
        return self.titles.get(name) or (SOURCES[name].title if name in SOURCES else name)


def gather(reader: Reader, titles: Mapping[str, str]) -> Wave:
    """Read a knowledge base whole. `titles`: source → what it is called, of those that are not the program's own."""
    documents, events = {document.id: document for document in reader.documents()}, tuple(reader.events())
    return Wave(
        documents=documents,
        names={name.id: name for name in reader.names()},
        relations=tuple(reader.relations()),
        events=events,
        questions=tuple(reader.questions()),
        failures=tuple(reader.failures()),
        sources=tuple(reader.sources()),
        times=told(reader, documents, events),
        titles=titles,
    )


def file_name(word: str) -> str:
    """A word as the name of a file: itself where that is safe, else a hash of it."""
    return word if _SAFE.fullmatch(word) else digest(word)


def document_path(document: str) -> str:
    """Path of a document's page within the site."""
    return f"documents/{file_name(document)}.html"


def company_path(name: str) -> str:
    """Path of a company's page."""
    return f"companies/{file_name(name)}.html"


def type_path(kind: str) -> str:
    """Path of an event type's page."""
    return f"types/{file_name(kind)}.html"


def month_path(month: str) -> str:
    """Path of a month's page."""
    return f"months/{month}.html"


def href(root: str, path: str) -> str:
    """A link to a path of the site from a page whose way to the top is `root` ("" or "../")."""
    page, mark, anchor = path.partition("#")
    return root + percent(page) + mark + anchor

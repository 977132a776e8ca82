"""What the site asks of the knowledge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from aftershock.model import Document, Event, Facts, Failure, Name, Question, Relation, Version


class SourceHealth(Protocol):
    """How a source does."""

    @property
    def name(self) -> str:
        """Name of the source."""

    @property
    def documents(self) -> int:
        """How many documents it brought."""

    @property
    def captures(self) -> int:
        """How many of its answers were read, well or not."""

    @property
    def failures(self) -> int:
        """How many of them could not be read."""

    @property
    def first_fetched(self) -> datetime | None:
        """When the first was fetched."""

    @property
    def last_fetched(self) -> datetime | None:
        """When the last was fetched."""

    @property
    def last_success(self) -> datetime | None:
        """When the last that could be read was fetched."""


class Reader(Protocol):
    """A knowledge base, as far as the site is concerned. Every order is kept as it is given."""

    def documents(self) -> Iterable[Document]:
        """All documents, newest first."""

    def states(self, document_id: str, /) -> Iterable[tuple[datetime, Version]]:
        """What a document showed from when on, oldest first; a version that came back is there again."""

    def facts(self, version: Version, /) -> Facts:
        """What a version states."""

    def names(self) -> Iterable[Name]:
        """All names, those in most documents first."""

    def relations(self) -> Iterable[Relation]:
        """All relations."""

    def events(self) -> Iterable[Event]:
        """All events."""

    def questions(self) -> Iterable[Question]:
        """All questions with their claims, conflicts first."""

    def failures(self) -> Iterable[Failure]:
        """What could not be read."""

    def sources(self) -> Iterable[SourceHealth]:
        """How each source does."""

"""What resolving starts from, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aftershock.model import Event, Evidence, Facts, Name, Question, Relation, Version
from aftershock.sentences import Sentences


@dataclass(frozen=True, slots=True)
class State:
    """One version of a document with what it says."""

    version: Version
    facts: Facts
    content: str | None = None
    """Digest of the bytes it was last read from, as far as the archive's key holds it; None where it is not known."""

    @property
    def document(self) -> str:
        """Id of the document."""
        return self.version.document

    @property
    def dated(self) -> datetime:
        """When it was published, else when it was first seen: for ordering."""
        return self.version.article.published or self.version.seen


@dataclass(frozen=True, slots=True)
class Resolution:
    """What follows from all documents together. Every tuple is in its order of display."""

    names: tuple[Name, ...]
    """Those in most documents first."""
    relations: tuple[Relation, ...]
    events: tuple[Event, ...]
    """Newest first."""
    questions: tuple[Question, ...]
    """Conflicts first."""
    reprints: dict[str, str]
    """Document id → id of the earliest document with nearly the same text, or of the filing's first place."""


def proof(version: Version, sentences: Sentences, start: int, end: int) -> Evidence:
    """The sentence that holds a stretch of a version."""
    begin, finish = sentences.around(start, end)
    return Evidence(version.document, version.id, begin, finish, version.article.text[begin:finish])

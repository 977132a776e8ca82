"""What reading makes of an archive: documents, and how many versions each has had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aftershock.knowledge import Knowledge
from aftershock.model import Facts
from aftershock.reading import Reader, read_archive
from aftershock.vocabulary import Vocabulary
from crawlers.archive import Archive
from crawlers.reading import read

_NOTHING, _NO_WORDS = Facts(), Vocabulary()


@dataclass(frozen=True)
class State:
    """A document as reading knows it."""

    version: str
    """What it says now: the id of its text and title."""
    versions: int
    """How many it has had."""


def states(folder: Path) -> dict[str, State]:
    """The documents that reading makes of an archive, by address; of a page that cannot be read, no version."""
    reader = Reader(read, lambda article, known: _NOTHING, lambda names: (), "versions alone")
    with Archive.open(folder) as archive, Knowledge.open(folder / "knowledge.sqlite", write=True) as knowledge:
        report = read_archive(archive, knowledge, _NO_WORDS, reader=reader)
        found = {document.url: State(document.latest.id, document.versions) for document in knowledge.documents()}
        return found | {failure.url: State(failure.reason, 0) for failure in report.failures}

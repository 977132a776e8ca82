"""Reprints: documents whose text is nearly that of an earlier one.

A text is taken apart into its clauses, without punctuation. Two texts are nearly the same when four fifths of their
characters stand in clauses that both have: an added by-line, a changed title or a cut last paragraph leave a reprint
one, and two reports of the same event in other words never become one.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from aftershock.resolve.filings import Filing, filing
from aftershock.resolve.state import State
from crawlers.article import BEIJING

ALIKE = 0.8
"""Share of characters in common clauses from which two texts are one."""
_SHORTEST = 4
"""Clauses of fewer characters (其中, 此外) say nothing about origin."""
_KEYS = 8
"""Texts that are alike by ALIKE share one of their 8 smallest clause hashes with a chance of 1 - 0.2**8."""
_CLAUSE = re.compile(r"[，。；：！？,;!?\n\t]+")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a text is compared."""

    document: str
    source: str
    day: str
    reprinted: bool
    """Whether the page names another publisher as its origin: among those of one day, it is not the original then."""
    dated: datetime
    clauses: array[int]
    """Hashes of its clauses, sorted, without repetition."""
    lengths: array[int]
    """The length in characters of each."""
    filing: Filing | None = None
    content: str | None = None
    """Digest of the PDF it was read from; None for other kinds, where equal bytes say no more than equal texts."""

    @property
    def order(self) -> tuple[str, bool, datetime, str]:
        """Originals before reprints."""
        return self.day, self.reprinted, self.dated, self.document

    @property
    def size(self) -> int:
        """Characters that are compared."""
        return sum(self.lengths)


def sketch(state: State) -> Sketch:
    """The clauses of a document's newest version."""
    article = state.version.article
    clauses = (_NOT_WORDS.sub("", clause).casefold() for clause in _CLAUSE.split(article.text))
    lengths = {zlib.crc32(clause.encode("utf-8")): len(clause) for clause in clauses if len(clause) >= _SHORTEST}
    return Sketch(
        document=state.document,
        source=article.source,
        day=state.dated.astimezone(BEIJING).date().isoformat(),
        reprinted=bool(article.original_publisher) and article.original_publisher != article.publisher,
        dated=state.dated,
        clauses=array("L", sorted(lengths)),
        lengths=array("L", (lengths[clause] for clause in sorted(lengths))),
        filing=filing(state),
        content=state.content if article.media_type == "application/pdf" else None,
    )


def likeness(one: Sketch, other: Sketch) -> float:
    """Share of the characters of both texts that stand in clauses of both, 0 to 1."""
    common = _common(one, other)
    total = one.size + other.size - common
    return common / total if total else 0.0


def held(one: Sketch, other: Sketch) -> float:
    """Share of the shorter text's characters that stand in clauses of both, 0 to 1: a cut text is held whole."""
    shorter = min(one.size, other.size)
    return _common(one, other) / shorter if shorter else 0.0


def _common(one: Sketch, other: Sketch) -> int:
    others = set(other.clauses)
    return sum(length for clause, length in zip(one.clauses, one.lengths, strict=True) if clause in others)


def reprints(sketches: Iterable[Sketch]) -> dict[str, str]:
    """Document → the earliest document with nearly its text. Originals are not in it.

    A filing and its corrected state are two documents, though mostly one figure is all that differs.
    """
    originals: dict[int, list[Sketch]] = defaultdict(list)
    found: dict[str, str] = {}
    for one in sorted(sketches, key=lambda item: item.order):
        keys = one.clauses[:_KEYS]
        candidates = {other.document: other for key in keys for other in originals[key]}
        alike = [other for other in candidates.values() if likeness(one, other) >= ALIKE and not _revised(one, other)]
        if alike:
            found[one.document] = min(alike, key=lambda item: item.order).document
        else:
            for key in keys:
                originals[key].append(one)
    return found


def _revised(one: Sketch, other: Sketch) -> bool:
    return one.filing is not None and other.filing is not None and one.filing.revises(other.filing)

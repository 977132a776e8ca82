"""Parts that templates share: links, entries of timelines, lines of tables and lists.

Paths are from the site's top.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from aftershock.pages.files import Row
from aftershock.pages.wording import Words

NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the site."""

    words: str
    path: str


@dataclass(frozen=True, slots=True)
class Data:
    """The table beside a page. `columns` and `rows` become NAME.csv and NAME.json."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure that leads to its sentence."""

    text: str
    role: Words
    path: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """Who published a statement, leading to it."""

    publisher: str
    title: str
    path: str
    further: tuple[tuple[str, str], ...] = ()
    """(title, path) of more documents of the same publisher."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a timeline."""

    id: str
    type: str
    type_path: str
    names: tuple[Link, ...]
    who: str
    quote: str
    speaker: str
    certainty: Words | None
    dated: bool
    figures: tuple[FigureLink, ...]
    sources: tuple[SourceLink, ...]
    path: str
    """Of the sentence shown."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a timeline."""

    day: date
    entries: tuple[Entry, ...]
    time: str = ""
    """The sources' words for a longer time that begins with `day`; empty for the day itself."""
    number: int = 0
    """Counts the times that begin with the same day, so that each has an anchor of its own."""

    @property
    def anchor(self) -> str:
        """Its place on a page."""
        return f"d{self.day.isoformat()}" + (f"-{self.number}" if self.number else "")


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One measure's sum, in words."""

    key: str
    label: Words
    words: Words
    exact: str
    bodies: int
    path: str
    spark: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the home timeline."""

    month: str
    words: Words
    path: str
    days: tuple[Day, ...]
    shown: int
    entries: int
    totals: tuple[TotalLine, ...]
    """What was known at its end."""


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What one source says."""

    text: str
    words: Words
    comparison: Words
    speaker: str
    rank: Words
    rank_key: str
    publisher: str
    title: str
    published: datetime | None
    quote: str
    path: str
    superseded: Words | None
    certainty: Words | None
    places: tuple[Link, ...] = ()
    """Where else the same document is put out that says so."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its claims."""

    id: str
    subject: str
    subject_path: str
    role: Words
    as_of: date | None
    words: Words
    exact: str
    conflict: bool
    claims: tuple[ClaimLine, ...]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list."""

    title: str
    path: str
    publisher: str
    published: datetime | None
    precise: bool
    figures: int
    versions: int


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """A company in a list."""

    name: str
    path: str
    kind: Words
    code: str
    documents: int
    totals: tuple[TotalLine | None, ...]
    """One for each measure of the list."""


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation as seen from one company."""

    type: Words
    other: Link
    up: bool
    """True: the other one is the parent."""
    quote: str
    path: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure of a document."""

    id: str
    text: str
    kind: Words
    role: Words
    subject: str
    speaker: str
    as_of: date | None
    sentence: str
    """Anchor of its sentence on the page; empty when that is not quoted."""
    question: str
    """Path of the question it answers; empty where it answers none."""
    conflict: bool
    superseded: Words | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence given as evidence."""

    anchors: tuple[str, ...]
    """Every place that leads here; the first is the sentence's own."""
    start: int
    end: int
    parts: tuple[tuple[str, str], ...]
    """(text, id of the figure or empty), in order; joined they are the sentence."""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One state of a document and what changed to it."""

    number: int
    seen: datetime
    again: bool
    """It had been shown before, and came back."""
    added: tuple[str, ...]
    removed: tuple[str, ...]
    silent: int
    """Changed sentences that carry no evidence and so are not quoted."""


@dataclass(frozen=True, slots=True)
class MissedLine:
    """What could not be fetched for one reason at one place."""

    source: str
    reason: Words
    todo: Words
    count: int
    place: str
    first: datetime
    last: datetime

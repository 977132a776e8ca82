"""What templates are given: one dataclass for each template.

Paths are from the site's top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from aftershock.pages.files import Row
from aftershock.pages.lines import (
    NOTHING,
    ClaimLine,
    CompanyLine,
    Data,
    Day,
    DocumentLine,
    Entry,
    FigureRow,
    Link,
    MissedLine,
    Month,
    QuestionLine,
    Quoted,
    RelationLine,
    TotalLine,
    VersionLine,
)
from aftershock.pages.wording import Words


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content."""

    title: str
    path: str
    """Of the page, such as "months/2021-08.html"."""
    description: str = ""
    section: str = ""
    """Key of the entry of the navigation that it belongs to."""
    linked: Markup = NOTHING
    """JSON-LD, ready to stand in a script element."""
    data: Data | None = None
    feeds: tuple[Link, ...] = ()

    @property
    def root(self) -> str:
        """The way to the site's top."""
        return "../" * self.path.count("/")

    @property
    def stem(self) -> str:
        """The path without its ending."""
        return self.path.removesuffix(".html")


@dataclass(frozen=True, slots=True)
class Home:
    """index.html"""

    frame: Frame
    intro: str
    first: date | None
    last: date | None
    counts: tuple[tuple[Words, int, str], ...]
    totals: tuple[TotalLine, ...]
    at_large: tuple[tuple[Words, ClaimLine, str], ...]
    """(measure, claim, whose) of what is said of a whole industry."""
    course: tuple[Markup, Markup]
    """For a desk and for a phone."""
    course_rows: tuple[tuple[Words, str, int, int], ...]
    """(month, path, entries, documents)"""
    lanes: tuple[Markup, Markup]
    latest: tuple[DocumentLine, ...]
    measures: tuple[Words, ...]
    companies: tuple[CompanyLine, ...]
    company_count: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """months/….html"""

    frame: Frame
    words: Words
    days: tuple[Day, ...]
    totals: tuple[TotalLine, ...]
    documents: tuple[DocumentLine, ...]
    before: Link | None
    after: Link | None
    entries: int


@dataclass(frozen=True, slots=True)
class TypePage:
    """types/….html"""

    frame: Frame
    type: str
    days: tuple[Day, ...]
    entries: int
    names: tuple[tuple[Link, int], ...]
    chart: tuple[Markup, Markup]
    chart_rows: tuple[tuple[Words, str, int], ...]


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """companies/….html"""

    frame: Frame
    name: str
    kind: Words
    full: str
    code: str
    aliases: tuple[str, ...]
    former: tuple[str, ...]
    proofs: tuple[tuple[str, str, str], ...]
    """(quote, path, publisher) of where its names come from."""
    notes: tuple[str, ...]
    totals: tuple[TotalLine, ...]
    questions: tuple[QuestionLine, ...]
    relations: tuple[RelationLine, ...]
    days: tuple[Day, ...]
    documents: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """companies.html, types.html and documents.html: everything of a kind, in groups."""

    frame: Frame
    heading: Words
    lead: Words
    measures: tuple[Words, ...] = ()
    companies: tuple[CompanyLine, ...] = ()
    unseen: tuple[Link, ...] = ()
    """Companies on a list that no document names."""
    types: tuple[tuple[Link, int, int], ...] = ()
    documents: tuple[DocumentLine, ...] = ()
    pages: tuple[tuple[int, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """documents/….html"""

    frame: Frame
    title: str
    publisher: str
    original_publisher: str
    reporter: str
    source: str
    published: datetime | None
    precise: bool
    seen: datetime
    original: str
    """Address of the original; empty where it is not to be linked."""
    archived: str
    same_text: Link | None
    problems: tuple[str, ...]
    names: tuple[Link, ...]
    summary: tuple[Entry, ...]
    quotes: tuple[Quoted, ...]
    figures: tuple[FigureRow, ...]
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """figures.html and conflicts.html"""

    frame: Frame
    questions: tuple[QuestionLine, ...]
    count: int
    charts: tuple[tuple[Words, Words, tuple[Markup, Markup], str], ...] = ()
    """(measure, sum, chart, key)"""
    pages: tuple[tuple[int, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """sources.html"""

    frame: Frame
    sources: tuple[Row, ...]
    missed: tuple[MissedLine, ...]
    failures: tuple[Row, ...]
    built: datetime


@dataclass(frozen=True, slots=True)
class Search:
    """search.html"""

    frame: Frame
    documents: int
    sources: tuple[tuple[str, str], ...]
    """(name, what it is called)"""
    types: tuple[str, ...]
    companies: tuple[str, ...]
    first: str
    last: str
    months: Sequence[Link] = field(default=())


@dataclass(frozen=True, slots=True)
class Plain:
    """method.html and 404.html"""

    frame: Frame
    measures: tuple[Words, ...] = ()

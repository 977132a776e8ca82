"""The contract of an index: Entry in, Query asked, Result out. Every engine passes the same contract tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, Self

EntryKind = Literal["document", "claim", "event"]
Sort = Literal["relevance", "newest", "oldest", "amount"]
Stage = Literal["literal", "words", "any word"]
"""Which reading of the query found the hits: its runs as they are by AND, jieba's words by AND, jieba's words by OR."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found."""

    id: str
    """Unique over all kinds; adding an id again replaces the entry."""
    kind: EntryKind
    version: str
    """Changes when anything in the entry changes; `versions()` gives it back."""
    title: str
    text: str
    link: str
    """Path of its page within the site, such as "documents/ab12.html#s4"."""
    published: datetime | None = None
    source: str = ""
    """Name of the source, such as "nbd"."""
    publisher: str = ""
    companies: tuple[str, ...] = ()
    """Display names of the companies it is about."""
    types: tuple[str, ...] = ()
    """Event types, such as 封号."""
    amounts: tuple[tuple[Decimal, Decimal], ...] = ()
    """(low, high) of each amount of money stated, in yuan where the currency is yuan; others are left out."""
    rank: int = 0
    """Rank of who speaks: 5 filing … 0 unknown; used to order hits that are otherwise alike."""
    traits: tuple[str, ...] = ()
    """Whatever else it can be filtered by, such as "conflict"."""


class Query(NamedTuple):
    """What is asked, already parsed. All conditions hold together. A tuple, as `Hit` is, and for its reason."""

    runs: tuple[str, ...] = ()
    """Literal phrases, joined by AND. Empty: everything that passes the filters."""
    excluded: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    """Instead of runs: words of which any one suffices, those entries first that hold more and rarer ones."""
    companies: tuple[str, ...] = ()
    """Any one of these display names (the aliases were resolved by the query language)."""
    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    not_companies: tuple[str, ...] = ()
    """None of these; likewise the next two."""
    not_sources: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    ranks: tuple[int, ...] = ()
    """Any one of these ranks of who speaks."""
    kinds: tuple[EntryKind, ...] = ("document",)
    since: date | None = None
    """First day, Beijing time, inclusive."""
    until: date | None = None
    """Last day, Beijing time, inclusive."""
    traits: tuple[str, ...] = ()
    """All of these."""
    min_amount: Decimal | None = None
    """An entry passes when it states an amount whose high bound is at least this."""
    max_amount: Decimal | None = None
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    """0: only the total and the facets."""
    facets: bool = True
    """False spares counting them."""


class Hit(NamedTuple):
    """One answer. `title_marks` and `snippet_marks` are [start, end) spans that cover exactly what was asked for.

    A tuple, since making a frozen dataclass of so many fields, ten times a search, costs as much as finding them.
    """

    id: str
    kind: EntryKind
    title: str
    link: str
    published: datetime | None
    source: str
    publisher: str
    companies: tuple[str, ...]
    types: tuple[str, ...]
    snippet: str
    title_marks: tuple[tuple[int, int], ...] = ()
    snippet_marks: tuple[tuple[int, int], ...] = ()
    score: float = 0.0


class Result(NamedTuple):
    """The answer to a query."""

    total: int
    """Exact number of matching entries, whatever the page size."""
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    """company, source, type, month (YYYY-MM), rank ("5" … "0") → value → number of matching entries."""
    stage: Stage = "literal"


class Index(Protocol):
    """A searchable set of entries. Adding an id again replaces the entry. A context manager; `close` ends it."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Add or replace. On return they can be found and survive a killed process. Raises PartlyIndexed."""

    def remove(self, ids: Iterable[str]) -> None:
        """Remove; ids that are not there are no error."""

    def search(self, query: Query) -> Result:
        """Find, in stages: the literal runs by AND; jieba's words of them by AND; by OR."""

    def at_once(self, query: Query) -> Result | None:
        """As `search`; None where that would take more than a moment, or wait for a server."""

    def facets(self, query: Query) -> Mapping[str, Mapping[str, int]]:
        """The facets of `search` without its hits."""

    def count(self) -> int:
        """Number of entries."""

    def state(self) -> object | None:
        """Equal as long as answers are; None where that cannot be known without asking a server."""

    def versions(self) -> Mapping[str, str]:
        """id → version of every entry."""

    def verify(self) -> None:
        """Read all files and see that they hold what was written. Raises IndexDamaged. A server sees to its own."""

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Replace everything at once: a reader sees the old set or the new one, never part of either."""

    def close(self) -> None:
        """Release files and connections."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

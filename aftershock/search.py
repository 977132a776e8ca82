"""Searching a project: the same parameters for the command line and the API, the same answer from every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from aftershock.errors import UsageProblem
from aftershock.knowledge import Knowledge
from aftershock.model import RANKS, Document, Name
from aftershock.nearest import Nearest
from aftershock.project import Project
from aftershock.query import Asked, Suggestion, parse, pieces, quoted
from aftershock.stated import Stated, stated
from indexer.fields import BEIJING
from indexer.index import Hit, Index, Query, Result
from indexer.keywords import keywords
from indexer.tokens import fold

AT_ONCE = 1000
"""Hits asked for at once where all are wanted."""
FIGURES = 5
"""Claims that are told beside the documents."""
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def open_index(project: Project, *, write: bool = False, names: Iterable[Name] = ()) -> Index:
    """The index that the configuration names; `names` are never cut when a query is. Raises the index's own errors."""
    settings = project.config.index
    whole = tuple(sorted({form for name in names for form in (name.name, *name.aliases) if len(form) > 1}))
    if settings.engine == "elasticsearch":
        from indexer.elastic import ElasticIndex

        return ElasticIndex.open(
            settings.url or "http://127.0.0.1:9200",
            settings.name,
            api_key=settings.api_key or None,
            ca_certs=settings.ca_certs or None,
            names=whole,
            timeout=settings.timeout,
        )
    from indexer.embedded import EmbeddedIndex

    return EmbeddedIndex.open(project.index, write=write, names=whole)


class Wanted(NamedTuple):
    """What is asked: the query language's text, and filters given beside it."""

    query: str = ""
    kinds: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    min_amount: str | None = None
    sort: str | None = None
    page: int = 1
    size: int = 10

    def text(self) -> str:
        """All of it in the query language: a filter given beside the query is that filter written in it.

        Raises QueryProblem where the query is wrong by itself, so that nothing added closes a quote left open.
        """
        if self[1:-1] == _BARE:
            return self.query
        words = [f"kind:{kind}" for kind in self.kinds]
        for name, values in (
            ("company", self.companies),
            ("source", self.sources),
            ("type", self.types),
            ("from", (self.since,)),
            ("to", (self.until,)),
            ("amount", (self.min_amount and f">={self.min_amount}",)),
        ):
            words += [f"{name}:{quoted(value)}" for value in values if value]
        if self.sort:
            words.append(f"sort:{self.sort}")
        if self.page > 1:
            words.append(f"page:{self.page}")
        pieces(self.query)
        return " ".join([self.query, *words] if self.query else words)


_BARE = Wanted()[1:-1]
"""All but query and size, where nothing is given beside the query."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and how the question was understood."""

    result: Result
    notes: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    page: int
    size: int
    stated: Mapping[str, Stated] = field(default_factory=dict)
    """Id of a hit that is a claim or an event → the value, speaker and sentence behind it."""
    figures: Answer | None = None
    """The first claims that the same query finds, where it asks for figures and names no kind."""

    def record(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "total": self.result.total,
            "page": self.page,
            "size": self.size,
            "stage": self.result.stage,
            "hits": self._hits(),
            "facets": self.facets(),
            "notes": list(self.notes),
            "suggestions": self.suggested(),
        } | ({} if self.figures is None else {"figures": self.figures._short()})

    def facets(self) -> dict[str, Mapping[str, int]]:
        """As the index counts them, but who speaks by name."""
        told = {name: values for name, values in self.result.facets.items() if name != "rank"}
        ranks = self.result.facets.get("rank", {})
        return told | {"speaker": {RANKS[len(RANKS) - 1 - int(rank)]: number for rank, number in ranks.items()}}

    def suggested(self) -> list[dict[str, str]]:
        """What may have been meant, as JSON objects."""
        return [{"word": one.word, "instead": one.instead, "query": one.query} for one in self.suggestions]

    def _short(self) -> dict[str, Any]:
        return {"total": self.result.total, "stage": self.result.stage, "hits": self._hits()}

    def _hits(self) -> list[dict[str, Any]]:
        return [
            hit_record(hit) | (self.stated[hit.id].record() if hit.id in self.stated else {})
            for hit in self.result.hits
        ]

    def lines(self, *, colour: bool) -> Iterator[str]:
        """For people: a line of numbers, then some lines a hit; figures after documents."""
        result = self.result
        stage = "" if result.stage == "literal" or not result.total else f"  (found by: {result.stage})"
        first = (self.page - 1) * self.size
        shown = f", {first + 1}–{first + len(result.hits)} shown" if result.hits else ""
        yield f"{result.total} found{shown}{stage}"
        yield from self._hit_lines(colour)
        if self.figures is not None and self.figures.result.total:
            found = self.figures.result
            yield ""
            yield f"{found.total} figures, {len(found.hits)} shown  (all: --kind claim)"
            yield from self.figures._hit_lines(colour)
        for note in self.notes:
            yield f"note: {note}"
        for suggestion in self.suggestions:
            yield f"perhaps meant: {suggestion.query}"

    def _hit_lines(self, colour: bool) -> Iterator[str]:
        for hit in self.result.hits:
            day = hit.published.astimezone(BEIJING).date().isoformat() if hit.published else "no date"
            behind = self.stated.get(hit.id)
            yield ""
            yield f"{marked(hit.title, hit.title_marks, colour)}"
            of = ""
            if behind is not None:
                yield from (f"  {line}" for line in behind.lines())
                of = f"  {behind.document.latest.article.title or behind.document.url}"
            yield f"  {day}  {hit.publisher or hit.source}{of}  {hit.link}"
            yield f"  {marked(hit.snippet, hit.snippet_marks, colour)}"


def _about_figures(query: Query) -> bool:
    return query.min_amount is not None or query.max_amount is not None or bool(query.traits)


def marked(text: str, marks: tuple[tuple[int, int], ...], colour: bool) -> str:
    """The text with what was asked for in bold; as it is where there are no colours."""
    if not colour:
        return text
    out, at = [], 0
    for start, end in marks:
        out += [text[at:start], BOLD, text[start:end], PLAIN]
        at = end
    return "".join([*out, text[at:]])


def hit_record(hit: Hit) -> dict[str, Any]:
    """A hit as a JSON object."""
    return {
        "id": hit.id,
        "kind": hit.kind,
        "title": hit.title,
        "title_marks": [list(mark) for mark in hit.title_marks],
        "link": hit.link,
        "published": hit.published.isoformat() if hit.published else None,
        "source": hit.source,
        "publisher": hit.publisher,
        "companies": list(hit.companies),
        "types": list(hit.types),
        "snippet": hit.snippet,
        "snippet_marks": [list(mark) for mark in hit.snippet_marks],
        "score": round(hit.score, 4),
    }


class Searcher:
    """A project's index and the names that its queries may use. Use as a context manager; safe for threads."""

    def __init__(self, project: Project) -> None:
        if not Path(project.knowledge).is_file():
            raise UsageProblem("there is nothing to search yet; add or crawl something and run 'aftershock run' first")
        self._knowledge = project.knowledge
        with Knowledge.open(self._knowledge) as knowledge:
            found = knowledge.names()
            self._types = tuple(sorted({event.type for event in knowledge.events()}))
        self._companies = tuple(name for name in found if name.kind != "person")
        # The display name wins over another company's alias of the same spelling.
        self._names = {alias: name.name for name in reversed(found) for alias in (*name.aliases, *name.former)}
        self._names |= {name.full: name.name for name in reversed(found) if name.full}
        self._names |= {name.name: name.name for name in found}
        self._nearest = Nearest(self._names)
        # A code is looked up, but no number is nearly a company.
        self._names = {name.code: name.name for name in reversed(self._companies) if name.code} | self._names
        self._sources = (*project.config.sources, "local")
        self._index = open_index(project, names=found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the index."""
        self._index.close()

    def search(self, wanted: Wanted) -> Answer:
        """Raises QueryProblem, which says where the query is wrong."""
        asked = self._parsed(wanted.text(), wanted.size)
        result = self._index.search(asked.query)
        figures: Result | None = None
        if asked.any_kind and asked.query.page == 1 and _about_figures(asked.query):
            figures = self._index.search(asked.query._replace(kinds=("claim",), size=FIGURES, facets=False))
        behind = self.behind((*result.hits, *(figures.hits if figures else ())))
        return Answer(
            result,
            asked.notes,
            asked.suggestions,
            asked.query.page,
            wanted.size,
            behind,
            None if figures is None else Answer(figures, (), (), 1, FIGURES, behind),
        )

    def at_once(self, wanted: Wanted) -> Answer | None:
        """As `search`, but None where the answer waits for a disk or a server, or takes more than a moment to find."""
        asked = self._parsed(wanted.text(), wanted.size)
        if asked.query.kinds != ("document",) or _about_figures(asked.query):
            return None  # what stands behind claims and events is read from the knowledge
        result = self._index.at_once(asked.query)
        if result is None:
            return None
        return Answer(result, asked.notes, asked.suggestions, asked.query.page, wanted.size)

    def _parsed(self, text: str, size: int = 10) -> Asked:
        return parse(text, self._names, sources=self._sources, types=self._types, nearest=self._nearest, size=size)

    def matches(self, query: str) -> Iterator[Hit]:
        """Every entry that holds the query's words as they are, newest first. Raises QueryProblem."""
        asked = self._parsed(query).query
        for page in count(1):
            wanted = asked._replace(sort="newest", page=page, size=AT_ONCE, facets=False)
            result = self._index.search(wanted)
            if result.stage != "literal":
                return
            yield from result.hits
            if page * AT_ONCE >= result.total:
                return

    def behind(self, hits: Sequence[Hit]) -> dict[str, Stated]:
        """Id of a hit that is a claim or an event → what stands behind it."""
        if all(hit.kind == "document" for hit in hits):
            return {}
        with Knowledge.open(self._knowledge) as knowledge:
            return stated(knowledge, hits)

    def related(self, document: Document, size: int) -> Answer:
        """Other documents about the same, by the words that tell this one apart."""
        article = document.latest.article
        words = keywords(f"{article.title or ''}\n{article.text}", self._names)
        if not words:
            return Answer(Result(0, ()), (), (), 1, size)
        result = self._index.search(Query(alike=words, size=size + 1, facets=False))
        others = tuple(hit for hit in result.hits if hit.id != f"d{document.id}")[:size]
        total = max(result.total - 1, len(others))  # it holds its own words, whether among the first hits or not
        return Answer(result._replace(hits=others, total=total), (), (), 1, size)

    def suggest(self, typed: str, limit: int) -> list[dict[str, Any]]:
        """Companies by any of their names, and event types: what begins with `typed` first, then what holds it."""
        wanted = fold(typed).strip()
        if not wanted:
            return []
        found: list[tuple[tuple[bool, int, int, str], dict[str, Any]]] = []
        for name in self._companies:
            forms = [form for form in (name.name, name.full, *name.aliases, *name.former, name.code) if form]
            held = [form for form in forms if wanted in fold(form)]
            if held:
                best = min(held, key=lambda form: (not fold(form).startswith(wanted), len(form)))
                order = (not fold(best).startswith(wanted), -len(name.documents), len(best), name.name)
                record = {"kind": "company", "name": name.name, "id": name.id, "matched": best}
                found.append((order, record | {"documents": len(name.documents)}))
        for type_ in self._types:
            if wanted in fold(type_):
                order = (not fold(type_).startswith(wanted), 0, len(type_), type_)
                found.append((order, {"kind": "type", "name": type_, "matched": type_}))
        return [record for _, record in sorted(found, key=lambda pair: pair[0])[:limit]]

    def state(self) -> object | None:
        """Changes whenever an answer of the index may; None where that is not known without asking a server."""
        return self._index.state()

    def count(self) -> int:
        """Number of entries of the index."""
        return self._index.count()

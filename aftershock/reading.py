"""The `read` stage: archive → knowledge, only what is new or whose reader changed.

Two passes, so that order never matters. The first reads each capture with the event's own names; the second reads each
version again with those of the names found anywhere that its text holds. What a version says is thus a function of its
article and of the set of all names, however the captures came in. Then everything is resolved across documents.
"""

from __future__ import annotations

import json
import logging
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aftershock import fingerprint
from aftershock.ids import digest, document_id, version_id
from aftershock.knowledge import Knowledge, Reading
from aftershock.knowledge.schema import compact
from aftershock.labour import Labour
from aftershock.model import Facts, Failure, KnownName, NameFound, Version
from aftershock.resolve import State, resolve
from aftershock.vocabulary import Vocabulary
from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.ledger import Return
from crawlers.recipe import Recipe

log = logging.getLogger(__name__)

BATCH = 64
"""Captures, or versions, kept in one transaction; a killed run reads at most these again."""

_WIDE = tuple(zip("，：；！？（）％", ",:;!?()%", strict=True))
"""Chinese punctuation as NFKC gives it; done first, since most texts then need no more (measured:
15 µs, not 177, for 1,440 characters)."""

_SAMPLE = "8月1日，云上科技有限公司（下称云上）表示，约有3成店铺和1.2亿元资金被冻结。"

_FEW = 100
"""So many forms are sought one by one faster than by the pairs of characters that a text holds."""

Progress = Callable[[int, "int | None", str], None]


class Captures(Protocol):
    """What reading needs of the archive."""

    def documents(self) -> Iterator[tuple[int, str]]:
        """Keys of the captures that hold articles or filings, each with its place in the order of storing."""

    def capture(self, key: str) -> Capture:
        """The capture with this key."""

    def returns(self) -> Iterator[Return]:
        """Where an address went back to what an earlier capture holds."""


@dataclass(frozen=True)
class Reader:
    """How captures become facts. The parts are given, so that each can be tried with another in its place."""

    read: Callable[[Capture], Article]
    extract: Callable[[Article, frozenset[KnownName]], Facts]
    """Facts of an article, given the known names that stand in it."""
    known: Callable[[Iterable[NameFound]], Iterable[KnownName]]
    """Those of a document's names that may help in reading others."""
    fingerprint: str


def standard_reader(vocabulary: Vocabulary, recipes: Mapping[str, Recipe] | None = None) -> Reader:
    """The program's own reader with these words, and what the deployment's own sources are, by name."""
    # Loaded here: its patterns take half a second, which whoever brings a reader of his own need not wait for.
    from aftershock.extract import extract
    from aftershock.extract.names import known_names
    from crawlers.plugins import mark
    from crawlers.reading import read

    return Reader(
        read=lambda capture: read(capture, recipes),
        extract=lambda article, known: extract(article, vocabulary, known),
        known=known_names,
        fingerprint=fingerprint.reading(vocabulary, (recipes or {}, mark())),
    )


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a run of reading did."""

    captures: int = 0
    """Captures read, well or not; listings are no documents and are not counted."""
    failures: tuple[Failure, ...] = ()
    """Those of this run that could not be read."""
    documents: int = 0
    """New documents."""
    versions: int = 0
    """New versions, those of new documents included."""
    extracted: int = 0
    """Versions whose facts were read, or read again because a name in them has become known."""
    resolved: bool = False
    """Whether names, events and claims were made anew; False when nothing had changed."""
    totals: dict[str, int] = field(default_factory=dict)
    """Rows of each table at the end."""

    def line(self) -> str:
        """One line for people."""
        parts = [f"{self.captures} captures", f"{self.documents} new documents", f"{self.versions} new versions"]
        if self.failures:
            parts.append(f"{len(self.failures)} could not be read ('aftershock check' lists them)")
        tables = ("documents", "mentions", "names", "events", "claims")
        held = (f"{self.totals.get(table, 0)} {table}" for table in tables)
        return f"read: {', '.join(parts)}; now {', '.join(held)}"


def read_archive(
    archive: Captures,
    knowledge: Knowledge,
    vocabulary: Vocabulary,
    *,
    reader: Reader | None = None,
    jobs: int = 1,
    on_progress: Progress = lambda done, total, what: None,
) -> ReadReport:
    """Bring the knowledge to the state of the archive, with the words and the companies of the vocabulary.

    One capture that cannot be read is kept as a Failure and stops nothing. May be stopped at any moment, even killed:
    the next run completes it with the same result. Raises the errors of archive and knowledge. `reader` takes the place
    of the program's own.
    """
    reader = reader or standard_reader(vocabulary)
    companies = [company for event in vocabulary.events for company in event.companies]
    if jobs > 1:
        _prepare(reader)
    before, failed = knowledge.counts(), set(knowledge.failures())
    captures = _first_pass(archive, knowledge, reader, jobs, on_progress)
    _follow_returns(archive, knowledge)
    extracted = _second_pass(knowledge, reader, jobs, on_progress)
    mark = fingerprint.resolving(companies)
    stale = knowledge.state("resolved") != mark
    if stale:
        on_progress(0, None, "resolving")
        result = resolve(States(knowledge), companies)
        knowledge.store_resolution(
            result.names, result.relations, result.events, result.questions, result.reprints, mark
        )
    after = knowledge.counts()
    return ReadReport(
        captures=captures,
        failures=tuple(failure for failure in knowledge.failures() if failure not in failed),
        documents=max(0, after["documents"] - before["documents"]),
        versions=max(0, after["versions"] - before["versions"]),
        extracted=extracted,
        resolved=stale,
        totals=after,
    )


def _prepare(reader: Reader) -> None:
    """Let what a reader makes of its words be made once, before the processes are forked, and not in each of them."""
    try:
        reader.extract(Article(url="", source="", text=_SAMPLE), frozenset())
    except Exception as problem:  # noqa: BLE001 - not a document: where it matters it will fail again, and be kept
        log.warning("the reader could not be prepared: %s: %s", type(problem).__name__, problem)


@dataclass(frozen=True, slots=True)
class States:
    """Every version with its facts, by document: what resolving starts from. Read anew each time.

    In the order in which a document last showed them: what it shows now comes last, also when it went back to it.
    """

    knowledge: Knowledge

    def __iter__(self) -> Iterator[State]:
        for document in self.knowledge.document_ids():
            shown = [version for _, version in self.knowledge.states(document)]
            contents = self.knowledge.contents(document)
            for version in reversed(dict.fromkeys(reversed(shown))):
                yield State(version, self.knowledge.facts(version), contents[version.id])


# First pass


def _first_pass(archive: Captures, knowledge: Knowledge, reader: Reader, jobs: int, on_progress: Progress) -> int:
    read = knowledge.reads()
    wanted = [(at, key) for at, key in archive.documents() if read.get(key) != reader.fingerprint]
    counted = 0
    with Labour(_read_one, reader, jobs) as labour:
        for done in range(0, len(wanted), BATCH):
            tasks = [(key, at, archive.capture(key)) for at, key in wanted[done : done + BATCH]]
            outcomes = labour.do(tasks, lambda task, why: _failure(task[0], task[2], "error", why))
            readings = [one for one in outcomes if isinstance(one, Reading)]
            failures = [one for one in outcomes if isinstance(one, Failure)]
            knowledge.store_readings(readings, failures, reader.fingerprint)
            counted += len(outcomes)
            on_progress(counted, len(wanted), "reading")
    return counted


def _follow_returns(archive: Captures, knowledge: Knowledge) -> None:
    """Let the knowledge know what addresses went back to. A return takes place right after the capture before it."""
    returns = list(archive.returns())
    before = {one.after for one in returns}
    places = {key: at for at, key in archive.documents() if key in before} if returns else {}
    knowledge.store_returns((one.key, one.fetched, places[one.after], one.turn) for one in returns)


def _read_one(reader: Reader, task: tuple[str, int, Capture]) -> Reading | Failure:
    """One capture. Whatever goes wrong in it is said and kept, and is the matter of this capture alone."""
    key, position, capture = task
    try:
        article = reader.read(capture)
        (
            version_id(article.text, article.title),
            document_id(article.url),
        )  # text that is no Unicode fails here, not in the database
        compact([article.title, article.publisher]).encode("utf-8")
    except Unreadable as problem:
        return _failure(key, capture, problem.reason, problem.detail)
    except Exception as problem:  # noqa: BLE001 - the edge: one document never stops the others; kept as a failure
        return _failure(key, capture, "error", f"{type(problem).__name__}: {problem}")
    try:
        found, wrong = reader.known(reader.extract(article, frozenset()).names), ""
    except Exception as problem:  # noqa: BLE001 - the article is kept, and the failure with it
        found, wrong = (), f"{type(problem).__name__}: {problem}"
    names = tuple(sorted({_spelled(name) for name in found}))
    return Reading(key, capture.url, capture.source, capture.fetched, position, article, names, wrong)


def _failure(key: str, capture: Capture, reason: str, detail: str) -> Failure:
    return Failure(key, capture.url, capture.source, capture.meta.get("filename"), reason, detail, capture.fetched)


# Second pass


def _spelled(name: KnownName) -> str:
    """One spelling for one known name."""
    return compact([name.name, name.kind, sorted(name.aliases), name.code])


def _known_name(spelled: str) -> KnownName:
    name, kind, aliases, code = json.loads(spelled)
    return KnownName(name, kind, tuple(aliases), code)


class KnownNames:
    """All names found anywhere, looked up by the texts that hold them in any of their forms."""

    def __init__(self, spelled: Iterable[str]) -> None:
        self.values = {one: _known_name(one) for one in spelled}
        self._by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._forms: list[tuple[str, str]] = []
        for key, name in self.values.items():
            for form in {folded(form) for form in (name.name, *name.aliases)} - {""}:
                self._by_start[form[:2]].append((form, key))
                self._forms.append((form, key))

    def within(self, text: str) -> list[str]:
        """Keys of the names of which some form stands in the text; sorted."""
        text = folded(text)
        if len(self._forms) < _FEW:
            return sorted({key for form, key in self._forms if form in text})
        starts = {text[at : at + size] for size in (1, 2) for at in range(len(text))}
        hits = {key for start in starts & self._by_start.keys() for form, key in self._by_start[start] if form in text}
        return sorted(hits)


def folded(text: str) -> str:
    """Text in which a name is sought, so that width, case and spaces never hide one."""
    for wide, plain in _WIDE:
        text = text.replace(wide, plain)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.casefold().split())


def _second_pass(knowledge: Knowledge, reader: Reader, jobs: int, on_progress: Progress) -> int:
    frozen = knowledge.first_names()
    names = KnownNames(frozen)
    wanted = _affected(knowledge, frozen)
    extracted = 0
    with Labour(_extract_one, (reader, names), jobs) as labour:
        for done in range(0, len(wanted), BATCH):
            tasks = [one for key in wanted[done : done + BATCH] for one in knowledge.readings(*key)]
            outcomes = labour.do(tasks, lambda task, why: (task[0].document, task[0].id, "", why))
            fresh = [outcome for outcome in outcomes if outcome is not None]
            if fresh:
                knowledge.store_facts(fresh, reader.fingerprint)
            extracted += len(fresh)
            on_progress(min(done + BATCH, len(wanted)), len(wanted), "extracting")
    record = compact(frozen)
    if knowledge.state("frozen") != record:
        knowledge.set_state("frozen", record)
    return extracted


def _affected(knowledge: Knowledge, frozen: tuple[str, ...]) -> list[tuple[str, str]]:
    """(document, version) of those not yet extracted, and of those that hold a name that came or went since."""
    wanted = knowledge.unread()
    changed = KnownNames(set(json.loads(knowledge.state("frozen") or "[]")) ^ set(frozen))
    if changed.values:
        wanted += [(document, version) for document, version, text in knowledge.texts() if changed.within(text)]
    return sorted(wanted)


def _extract_one(
    shared: tuple[Reader, KnownNames], task: tuple[Version, str | None]
) -> tuple[str, str, str, Facts | str] | None:
    """Facts of one version with the known names that it holds; None when it was read with just these before."""
    (reader, names), (version, before) = shared, task
    keys = names.within(version.article.text)
    known = digest(*keys)
    if known == before:
        return None
    try:
        facts = reader.extract(version.article, frozenset(names.values[key] for key in keys))
        misplaced = next((m for m in facts.mentions if version.article.text[m.start : m.end] != m.text), None)
        if misplaced is not None:
            raise ValueError(f"{misplaced.text!r} does not stand at {misplaced.start}")
    except Exception as problem:  # noqa: BLE001 - the edge: one document never stops the others; kept as a failure
        return version.document, version.id, known, f"{type(problem).__name__}: {problem}"
    return version.document, version.id, known, facts

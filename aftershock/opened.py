"""A project, opened: everything that the command line can do, for programs. See docs/python.md.

Each method imports what it needs when it is called, so that searching does not pay for crawling.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from aftershock.errors import UsageProblem
from aftershock.project import Project
from aftershock.project import open_project as _open

if TYPE_CHECKING:
    from datetime import date

    from aftershock.checks import Check
    from aftershock.model import Event, Question
    from aftershock.progress import Display
    from aftershock.reading import ReadReport
    from aftershock.search import Answer
    from aftershock.shared import Shared
    from aftershock.sourcestates import SourceState
    from aftershock.told import Answered, CompanyTold, DocumentTold
    from crawlers.quarantine import Entry
    from indexer.index import EntryKind, Sort


def open_project(
    folder: str | Path = ".",
    *,
    environment: Mapping[str, str] | None = None,
    display: Display | None = None,
) -> OpenProject:
    """The project in a folder, made with 'aftershock init' before.

    `environment` overlays its configuration (AFTERSHOCK_INDEX__ENGINE …); None: that of this process. `display` is told
    what stages do; None: nothing but warnings is shown, on standard error. Raises ProjectMissing and ConfigError.
    """
    if display is None:
        from aftershock.progress import Display

        display = Display(quiet=True)
    return OpenProject(_open(Path(folder), os.environ if environment is None else environment), display)


class OpenProject:
    """A project's answers and its stages.

    Answers follow the knowledge: what another process reads and indexes is seen at the next call. Safe for threads. A
    context manager; `close` lets go of the index. Errors are those of `aftershock.errors`, `indexer.errors` and
    `crawlers.errors`; the message of each says what to do.
    """

    def __init__(self, project: Project, display: Display) -> None:
        self.project = project
        """Its folder, paths and configuration."""
        self.display = display
        self._shared: Shared | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index; the next answer opens it again."""
        if self._shared is not None:
            self._shared.close()
            self._shared = None

    @property
    def shared(self) -> Shared:
        """What all answers share: one searcher, one reading of the knowledge, renewed when either changes."""
        if self._shared is None:
            from aftershock.shared import Shared

            self._shared = Shared(self.project)
        return self._shared

    # -- answers

    def search(
        self,
        query: str = "",
        *,
        kinds: Sequence[EntryKind] = (),
        companies: Sequence[str] = (),
        sources: Sequence[str] = (),
        types: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        min_amount: str | None = None,
        sort: Sort | None = None,
        page: int = 1,
        size: int = 10,
    ) -> Answer:
        """Find documents, or with `kinds` claims and events. `query` is the language of docs/searching.md.

        `since` and `until` are a year, a month or a day, `min_amount` is written as 1亿. Raises QueryProblem, which
        says where the query is wrong, and UsageProblem.
        """
        from aftershock.search import Wanted

        if page < 1 or size < 0:
            raise UsageProblem(f"page {page} of size {size}: pages begin with 1, and have 0 hits or more")
        wanted = Wanted(
            query=query,
            kinds=tuple(kinds),
            companies=tuple(companies),
            sources=tuple(sources),
            types=tuple(types),
            since=since,
            until=until,
            min_amount=min_amount,
            sort=sort,
            page=page,
            size=size,
        )
        with self.shared.searcher() as searcher:
            return searcher.search(wanted)

    def related(self, document: str, *, size: int = 5) -> Answer:
        """Other documents about the same. `document` is an id. Raises NoneSuch."""
        found = self.document(document).document
        with self.shared.searcher() as searcher:
            return searcher.related(found, size)

    def suggest(self, typed: str, *, limit: int = 10) -> list[dict[str, Any]]:
        """Companies by any part of their names, and event types: {kind, name, matched, …}, the likeliest first."""
        with self.shared.searcher() as searcher:
            return searcher.suggest(typed, limit)

    def document(self, key: str) -> DocumentTold:
        """A document by its id: its versions, claims and events. Raises NoneSuch."""
        with self.shared.knowledge() as knowledge:
            return self.shared.told().document(knowledge, key)

    def company(self, name: str) -> CompanyTold:
        """A company by its id, its code or any of its names. Raises NoneSuch."""
        return self.shared.told().company(name)

    def claims(
        self,
        *,
        company: str | None = None,
        role: str | None = None,
        unit: str | None = None,
        superseded: bool = False,
    ) -> list[Answered]:
        """Figures, each with its question and evidence. Raises NoneSuch for an unknown company."""
        return self.shared.told().claims(company, role, unit, superseded=superseded)

    def conflicts(self, *, company: str | None = None) -> list[Question]:
        """Questions that sources answer in ways that cannot both hold. Raises NoneSuch for an unknown company."""
        return self.shared.told().conflicts(company)

    def timeline(
        self,
        *,
        company: str | None = None,
        type: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> list[Event]:
        """Events, newest first. Raises NoneSuch for an unknown company, WrongDay."""
        return self.shared.told().timeline(company, type, since, until)

    def export(self, form: Literal["csv", "json", "parquet"], output: str | Path) -> list[Path]:
        """Write the tables of the knowledge into a folder; the files written."""
        from aftershock.pipeline import export

        return export(self.project, self.display, form, Path(output))

    def check(self, *, repair: bool = False, index: bool = False, now: datetime | None = None) -> Check:
        """Whether everything that is kept fits together, and is there; `repair` mends archive and index.

        `index`: only whether the index holds what the knowledge says. `now` is the time by which sources are late: this
        moment, unless given.
        """
        from aftershock.checks import check, check_index

        now = now or datetime.now(UTC)
        with self.project.locked("check --repair") if repair else nullcontext():
            return check_index(self.project, repair=repair) if index else check(self.project, repair=repair, now=now)

    def sources(self) -> list[SourceState]:
        """What can be crawled, whether it is on, its last success, and what of it is incomplete or silent."""
        from aftershock.sourcestates import source_states

        return source_states(self.project, datetime.now(UTC))

    # -- stages. Each goes on where it stopped, and raises Busy while another command writes.

    def quarantine(self, sources: Iterable[str] = ()) -> list[Entry]:
        """What crawls could not fetch, of these sources or of all: open, closed and dismissed."""
        from aftershock.quarantined import entries

        return entries(self.project, tuple(sources))

    def dismiss(self, ids: Sequence[str], because: str) -> list[Entry]:
        """Let entries of the quarantine be; those that were. Raises UsageProblem."""
        from aftershock.quarantined import let_be

        return let_be(self.project, ids, because)

    def refused_answer(self, id: str) -> bytes:
        """What a server sent in place of what an entry of the quarantine was asked for. Raises UsageProblem."""
        from aftershock.quarantined import answer_of

        return answer_of(self.project, id)

    def crawl(
        self,
        sources: Sequence[str] = (),
        *,
        since: date | None = None,
        until: date | None = None,
        companies: Sequence[str] = (),
        dry_run: bool = False,
    ) -> bool:
        """The web → archive; all sources that are on, unless named. False when one of them failed."""
        from aftershock.collecting import crawl

        with self.project.locked("crawl"):
            return crawl(
                self.project,
                self.display,
                sources,
                since=since,
                until=until,
                companies=companies,
                dry_run=dry_run,
            )

    def add(self, paths: Iterable[str | Path]) -> int:
        """Files and folders of one's own → archive. The number of files that could not be added."""
        from aftershock.collecting import add

        with self.project.locked("add"):
            return add(self.project, self.display, map(Path, paths))

    def read(self, *, jobs: int = 1) -> ReadReport:
        """Archive → knowledge."""
        from aftershock.pipeline import read

        with self.project.locked("read"):
            return read(self.project, self.display, jobs=jobs)

    def index(self, *, rebuild: bool = False) -> None:
        """Knowledge → index. Raises Incomplete when the engine refused entries."""
        from aftershock.pipeline import index

        with self.project.locked("index"):
            index(self.project, self.display, rebuild=rebuild)

    def build(self, *, output: str | Path | None = None) -> None:
        """Knowledge → site, in `var/site` unless told."""
        from aftershock.pipeline import build

        with self.project.locked("build"):
            build(self.project, self.display, output=None if output is None else Path(output))

    def run(self, *, no_crawl: bool = False, jobs: int = 1) -> bool:
        """All of these, once, then alerts. False when a source or a delivery failed; all else was done."""
        from aftershock.pipeline import run

        with self.project.locked("run"):
            return run(self.project, self.display, no_crawl=no_crawl, jobs=jobs)

    def rebuild(self, *, jobs: int = 1, force: bool = False) -> None:
        """Knowledge, index and site anew from the archive. Raises Damaged where documents would be lost."""
        from aftershock.pipeline import rebuild

        with self.project.locked("rebuild"):
            rebuild(self.project, self.display, jobs=jobs, force=force)

    def watch(self) -> None:
        """Run on the schedule, each source at its own interval, until SIGINT or SIGTERM."""
        from aftershock.pipeline import run
        from aftershock.sourcestates import last_success
        from aftershock.watch import watch

        def once(source: str) -> None:
            with self.project.locked("watch"):
                run(self.project, self.display, sources=(source,))

        settings = self.project.config.sources
        intervals = {name: settings[name].interval for name in self.project.enabled}
        watch(intervals, lambda source: last_success(self.project, source), once)

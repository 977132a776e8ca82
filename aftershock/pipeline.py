"""The whole flow: crawl or add → read → index → build. Each stage runs alone, again, and from where it stopped."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from aftershock.config import parse_interval
from aftershock.entries import entries
from aftershock.errors import Incomplete, UsageProblem
from aftershock.export import export as export_tables
from aftershock.knowledge import Knowledge, put_in_place
from aftershock.pages import SiteOptions
from aftershock.pages import build as build_pages
from aftershock.progress import Display
from aftershock.project import Project
from aftershock.reading import ReadReport, read_archive
from aftershock.search import open_index
from aftershock.vocabulary import EventWords, Vocabulary, load_vocabulary
from crawlers.archive import Archive
from crawlers.local import Problem, gather
from crawlers.plan import Company, Plan, Report
from crawlers.sources import SOURCES, source
from indexer.errors import IndexOutdated, PartlyIndexed
from indexer.index import Entry, Index


def vocabulary_of(project: Project) -> Vocabulary:
    """The words that apply in a project: the shared ones, its event's and its own."""
    return load_vocabulary([project.config.project.event], project.config_folders)


def event_of(vocabulary: Vocabulary) -> EventWords:
    """The one event of a project's vocabulary."""
    return vocabulary.events[0]


# --- crawl ------------------------------------------------------------------------------------------------------


def plan(
    project: Project,
    sources: Sequence[str] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    companies: Sequence[str] = (),
    dry_run: bool = False,
    hosts: Mapping[str, str] | None = None,
) -> Plan:
    """What a crawl of this project asks for.

    `companies` are codes or names of the event's list; `hosts` names replicas on loopback. Raises UsageProblem.
    """
    names = tuple(dict.fromkeys(source(name).name for name in sources)) or project.enabled
    if not names:
        raise UsageProblem(
            "no source is switched on; name one ('aftershock crawl nbd'), or set enabled = true under [sources.NAME] "
            "in config/aftershock.toml ('aftershock sources' lists them)"
        )
    settings = project.config.crawl
    if not (settings.contact or hosts or dry_run):
        raise UsageProblem(
            'set contact = "…" under [crawl] in config/aftershock.toml first: an address or e-mail that tells '
            "publishers who asks; it becomes part of the user agent"
        )
    event = event_of(vocabulary_of(project))
    since = since or event.from_
    if since and until and until < since:
        raise UsageProblem(f"--to {until} is before --from {since}")
    return Plan(
        sources=names,
        since=since,
        until=until,
        companies=_companies(event, companies),
        words=event.keywords,
        user_agent=settings.user_agent.format(contact=settings.contact or "loopback demonstration"),
        delay=settings.delay,
        timeout=settings.timeout,
        max_body=settings.max_body,
        recheck=timedelta(0) if settings.recheck == "0" else parse_interval(settings.recheck),
        hosts=dict(hosts or {}),
        dry_run=dry_run,
    )


def _companies(event: EventWords, wanted: Sequence[str]) -> tuple[Company, ...]:
    chosen = []
    for company in event.companies:
        names = {company.code, company.name, company.full, *company.aliases, *company.former}
        if not wanted or names & set(wanted):
            chosen.append(Company(company.code, company.orgid, company.name))
    known = {name for c in event.companies for name in (c.code, c.name, c.full, *c.aliases, *c.former)}
    for name in wanted:
        if name not in known:
            listed = ", ".join(f"{c.code} {c.name}" for c in event.companies)
            raise UsageProblem(f'no company "{name}" in this event; its companies: {listed}')
    return tuple(chosen)


def crawl(
    project: Project,
    display: Display,
    sources: Sequence[str] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    companies: Sequence[str] = (),
    dry_run: bool = False,
    hosts: Mapping[str, str] | None = None,
) -> bool:
    """The web → archive. False when a source failed; what it did deliver is stored all the same."""
    from crawlers.crawl import crawl as run_crawl  # Scrapy is loaded only where something is crawled.

    wanted = plan(project, sources, since=since, until=until, companies=companies, dry_run=dry_run, hosts=hosts)
    done: dict[str, tuple[int, int]] = {}
    with display.stage("crawl") as advance:

        def tell(progress) -> None:  # type: ignore[no-untyped-def]
            done[progress.source] = (progress.done, progress.listed)
            advance(sum(d for d, _ in done.values()), sum(n for _, n in done.values()), progress.what)

        report = run_crawl(wanted, project.archive, tell)
    _tell_crawl(report, display, dry_run)
    return report.ok


def _tell_crawl(report: Report, display: Display, dry_run: bool) -> None:
    for note in report.notes:
        display.warn(note)
    for one in report.sources:
        for asked in one.asked:
            display.line(f"would ask {asked}")
        for problem in one.problems:
            display.warn(f"{one.source}: {problem}")
        if not dry_run:
            of = f" of {one.expected} the publisher names" if one.expected is not None else ""
            display.line(
                f"crawl {one.source}: {one.listed} listed{of}, {one.new} new, {one.unchanged} unchanged, "
                f"{one.failed} failed, {one.seconds:.1f} s"
            )


def add(project: Project, display: Display, paths: Iterable[Path]) -> int:
    """Files of one's own → archive. The number of files that could not be added (each was named)."""
    started = time.monotonic()
    new = known = problems = 0
    with Archive.open(project.archive, write=True) as archive, display.stage("add") as advance:
        _notes(archive, display)
        for found in gather(paths, datetime.now(UTC)):
            if isinstance(found, Problem):
                problems += 1
                display.warn(f"{found.path}: {found.reason}: {found.detail}")
                continue
            (outcome,) = archive.append([found])
            new, known = new + (outcome == "stored"), known + (outcome == "revisit")
            advance(new + known, None, found.meta["filename"])
    display.line(
        f"add: {new} new, {known} there already, {problems} could not be added, {time.monotonic() - started:.1f} s"
    )
    return problems


def _notes(archive: Archive, display: Display) -> None:
    for note in archive.notes:
        display.warn(note)


# --- read, index, build -----------------------------------------------------------------------------------------


def read(project: Project, display: Display, *, jobs: int = 1) -> ReadReport:
    """Archive → knowledge: what is new, or whose reader changed."""
    with Archive.open(project.archive) as archive, Knowledge.open(project.knowledge, write=True) as knowledge:
        return _read_into(archive, knowledge, project, display, jobs)


def _read_into(archive: Archive, knowledge: Knowledge, project: Project, display: Display, jobs: int) -> ReadReport:
    with display.stage("read") as advance:
        report = read_archive(archive, knowledge, vocabulary_of(project), jobs=jobs, on_progress=advance)
    display.line(report.line())
    return report


def index(project: Project, display: Display, *, rebuild: bool = False) -> None:
    """Knowledge → index: what is new or changed is added, what is gone removed.

    An index that is torn, or was made by another version, is made anew. Raises Incomplete when the engine refused
    entries (each is named); they are tried again the next time.
    """
    started = time.monotonic()
    with Knowledge.open(project.knowledge) as knowledge:
        wanted = {entry.id: entry for entry in entries(knowledge)}
        names = knowledge.names()
    with open_index(project, write=True, names=names) as opened, display.stage("index") as advance:
        try:
            changed, gone = _bring_up(opened, wanted, rebuild, display)
            advance(changed, changed, "")
        except PartlyIndexed as partly:
            for key, reason in partly.failures.items():
                display.warn(f"index: {key} was refused: {reason}")
            raise Incomplete(str(partly)) from partly
    display.line(f"index: {len(wanted)} entries, {changed} written, {gone} removed, {time.monotonic() - started:.1f} s")


def _bring_up(opened: Index, wanted: Mapping[str, Entry], rebuild: bool, display: Display) -> tuple[int, int]:
    """How many entries were written and removed to bring the index to what is wanted."""
    try:
        there = {} if rebuild else opened.versions()
    except IndexOutdated as outdated:
        display.warn(f"{outdated}; it is made anew")
        rebuild = True
    if rebuild:
        opened.rebuild(wanted.values())
        return len(wanted), 0
    fresh = [entry for key, entry in wanted.items() if there.get(key) != entry.version]
    stale = [key for key in there if key not in wanted]
    if stale:
        opened.remove(stale)
    if fresh:
        opened.add(fresh)
    return len(fresh), len(stale)


def build(project: Project, display: Display, *, output: Path | None = None) -> None:
    """Knowledge → site."""
    event = event_of(vocabulary_of(project))
    settings = project.config.site
    options = SiteOptions(
        title=project.config.project.title or event.title,
        intro=event.summary,
        url=settings.url,
        originals=settings.originals,
        wayback=settings.wayback,
        notice=settings.notice or None,
    )
    with Knowledge.open(project.knowledge) as knowledge, display.stage("build") as advance:
        report = build_pages(knowledge, output or project.site, options, on_progress=advance)
    display.line(report.line())


def run(
    project: Project,
    display: Display,
    *,
    no_crawl: bool = False,
    jobs: int = 1,
    sources: Sequence[str] = (),
) -> bool:
    """All of it, once. False when a source failed; the later stages ran on what is there."""
    ended_well = True if no_crawl else crawl(project, display, sources)
    read(project, display, jobs=jobs)
    index(project, display)
    build(project, display)
    return ended_well


def rebuild(project: Project, display: Display, *, jobs: int = 1) -> None:
    """Knowledge, index and site anew from the archive. The old knowledge serves until the new one is whole."""
    fresh = project.knowledge.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with Archive.open(project.archive) as archive, Knowledge.open(fresh, write=True) as knowledge:
        _read_into(archive, knowledge, project, display, jobs)
    put_in_place(fresh, project.knowledge)
    index(project, display, rebuild=True)
    build(project, display)


def export(project: Project, display: Display, form: str, output: Path) -> None:
    """Knowledge → tables in files."""
    with Knowledge.open(project.knowledge) as knowledge:
        written = export_tables(knowledge, output, form)
    display.line(f"export: {len(written)} tables in {output}")


# --- sources ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source as `aftershock sources` shows it."""

    name: str
    title: str
    homepage: str
    enabled: bool
    every: str
    captures: int
    last_success: datetime | None

    def record(self) -> dict[str, object]:
        """As a JSON object."""
        return {
            "name": self.name,
            "title": self.title,
            "homepage": self.homepage,
            "enabled": self.enabled,
            "every": self.every,
            "captures": self.captures,
            "last_success": self.last_success.isoformat() if self.last_success else None,
        }


def source_states(project: Project | None) -> list[SourceState]:
    """Every source, with what is known of it in a project."""
    seen = {}
    if project is not None and project.archive.is_dir():
        with Archive.open(project.archive) as archive:
            seen = {health.source: health for health in archive.sources()}
    states = []
    for name in sorted(SOURCES):
        section = project.config.sources.get(name) if project else None
        health = seen.get(name)
        states.append(
            SourceState(
                name=name,
                title=SOURCES[name].title,
                homepage=SOURCES[name].homepage,
                enabled=bool(section and section.enabled),
                every=section.every if section else "-",
                captures=health.captures if health else 0,
                last_success=health.last if health else None,
            )
        )
    return states


def last_success(project: Project, name: str) -> datetime | None:
    """When a source last delivered something; None when it never did."""
    return next((state.last_success for state in source_states(project) if state.name == name), None)

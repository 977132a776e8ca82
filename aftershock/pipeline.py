"""The whole flow: crawl or add → read → index → build. Each stage runs alone, again, and from where it stopped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from aftershock.alarms import source_alarms
from aftershock.alerts import begin as begin_alerts
from aftershock.alerts import tell as tell_alerts
from aftershock.checks import lost_captures
from aftershock.collecting import crawl
from aftershock.errors import AftershockError, Damaged, Incomplete
from aftershock.export import export as export_tables
from aftershock.indexing import bring_up
from aftershock.knowledge import Knowledge, put_in_place
from aftershock.notices import Notice
from aftershock.pages import Missed, SiteOptions
from aftershock.pages import build as build_pages
from aftershock.progress import Display
from aftershock.project import Project
from aftershock.quarantined import entries as quarantined
from aftershock.quarantined import grouped
from aftershock.reading import ReadReport, read_archive, standard_reader
from aftershock.search import open_index
from crawlers.archive import Archive
from indexer.errors import PartlyIndexed


def read(project: Project, display: Display, *, jobs: int = 1) -> ReadReport:
    """Archive → knowledge: what is new, or whose reader changed."""
    with Archive.open(project.archive) as archive, Knowledge.open(project.knowledge, write=True) as knowledge:
        return _read_into(archive, knowledge, project, display, jobs)


def _read_into(archive: Archive, knowledge: Knowledge, project: Project, display: Display, jobs: int) -> ReadReport:
    with display.stage("read") as advance:
        vocabulary = project.vocabulary()
        reader = standard_reader(vocabulary, project.recipes)
        report = read_archive(archive, knowledge, vocabulary, reader=reader, jobs=jobs, on_progress=advance)
    display.line(report.line())
    return report


def index(project: Project, display: Display, *, rebuild: bool = False) -> None:
    """Knowledge → index: what is new or changed is added, what is gone removed.

    An index that is torn, or was made by another version, is made anew. Raises Incomplete when the engine refused
    entries (each is named); they are tried again the next time.
    """
    started = time.monotonic()
    with (
        Knowledge.open(project.knowledge) as knowledge,
        open_index(project, write=True, names=knowledge.names()) as opened,
        display.stage("index") as advance,
    ):
        try:
            written, removed, anew = bring_up(opened, knowledge, rebuild=rebuild)
            advance(written, written, "")
        except PartlyIndexed as partly:
            for key, reason in partly.failures.items():
                display.warn(f"index: {key} was refused: {reason}")
            raise Incomplete(str(partly)) from partly
        held = opened.count()
    if anew and not rebuild:
        display.warn("the index was torn or made by another version, and was made anew")
    display.line(f"index: {held} entries, {written} written, {removed} removed, {time.monotonic() - started:.1f} s")


def build(project: Project, display: Display, *, output: Path | None = None) -> None:
    """Knowledge → site."""
    vocabulary = project.vocabulary()
    event = vocabulary.events[0]
    settings = project.config.site
    options = SiteOptions(
        title=project.config.project.title or event.title,
        intro=event.summary,
        url=settings.url,
        originals=settings.originals,
        wayback=settings.wayback,
        notice=settings.notice or None,
        first=event.from_,
        last=event.to,
        words=vocabulary.lexicon,
        titles={name: source.title for name, source in project.sources.items()},
        missed=_missed(project),
    )
    with Knowledge.open(project.knowledge) as knowledge, display.stage("build") as advance:
        report = build_pages(knowledge, output or project.site, options, on_progress=advance)
    display.line(report.line())


def _missed(project: Project) -> tuple[Missed, ...]:
    """What is in quarantine, by cause."""
    groups = grouped(entry for entry in quarantined(project) if entry.state == "open")
    return tuple(
        Missed(
            group.source,
            group.reason,
            group.entries[0].shown if len(group.entries) == 1 else group.host,
            len(group.entries),
            group.first,
            group.last,
        )
        for group in groups
    )


def run(
    project: Project,
    display: Display,
    *,
    no_crawl: bool = False,
    jobs: int = 1,
    sources: Sequence[str] = (),
) -> bool:
    """All of it, once, then alerts. False when a source failed or a delivery did not arrive; all else was done."""
    begin_alerts(project, display)
    ended_well = True if no_crawl else crawl(project, display, sources)
    read(project, display, jobs=jobs)
    index(project, display)
    build(project, display)
    alarms = [] if no_crawl else [lambda: _source_notices(project)]
    return not tell_alerts(project, display, alarms).failures and ended_well


def _source_notices(project: Project) -> list[Notice]:
    """What is wrong with the sources after a crawl, as alerts tell it."""
    return [alarm.notice() for alarm in source_alarms(project, datetime.now(UTC))]


def rebuild(project: Project, display: Display, *, jobs: int = 1, force: bool = False) -> None:
    """Knowledge, index and site anew from the archive. The old knowledge serves until the new one is whole.

    Raises Damaged, and changes nothing, when the archive lacks captures that the old knowledge was read from, or holds
    ones that cannot be read: their documents would be gone. `force` rebuilds from what there is.
    """
    fresh = project.knowledge.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with Archive.open(project.archive) as archive:
        if not force:
            _nothing_lost(project, archive)
        with Knowledge.open(fresh, write=True) as knowledge:
            _read_into(archive, knowledge, project, display, jobs)
    put_in_place(fresh, project.knowledge)
    index(project, display, rebuild=True)
    build(project, display)


def _nothing_lost(project: Project, archive: Archive) -> None:
    """Raise Damaged where rebuilding would lose documents. A knowledge file that cannot be read has none to lose."""
    try:
        with Knowledge.open(project.knowledge) as knowledge:
            lost = lost_captures(knowledge, list(archive.keys()))
    except AftershockError:
        lost = []
    broken = archive.check()
    if lost or broken:
        why = f"{len(lost)} captures of the knowledge are not in the archive" if lost else broken[0]
        raise Damaged(
            f"rebuilding would lose documents: {why}; put the archive back from a backup, or rebuild from what there "
            "is with --force. Nothing was changed"
        )


def export(project: Project, display: Display, form: str, output: Path) -> list[Path]:
    """Knowledge → tables in files, whose paths are given back."""
    with Knowledge.open(project.knowledge) as knowledge:
        written = export_tables(knowledge, output, form)
    display.line(f"export: {len(written)} tables in {output}")
    return written

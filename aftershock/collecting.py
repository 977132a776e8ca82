"""What is published → the archive: a crawl of the project's sources, or files of one's own."""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from aftershock.config import UNSET, parse_interval
from aftershock.errors import UsageProblem
from aftershock.progress import Display
from aftershock.project import Project
from aftershock.vocabulary import EventWords
from crawlers.archive import Archive
from crawlers.article import BEIJING
from crawlers.local import Contents, Problem, gather
from crawlers.merging import is_archive, merge
from crawlers.plan import TROUBLES, Company, Plan, Progress, Report, Trouble
from crawlers.sources import of_host, source
from crawlers.uploading import upload_closed


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
    recipes = tuple(project.recipes.values())
    names = tuple(dict.fromkeys(source(name, recipes).name for name in sources)) or project.enabled
    if not names:
        raise UsageProblem(
            "no source is switched on; name one ('aftershock crawl nbd'), or set enabled = true under [sources.NAME] "
            "in config/aftershock.toml ('aftershock sources' lists them)"
        )
    addresses = {name: tuple(section.addresses.split()) for name, section in project.config.sources.items()}
    for name in names:
        if source(name, recipes).addressed and not addresses.get(name):
            raise UsageProblem(f'{name} reads what you name: set addresses = "…" under [sources.{name}]')
    settings = project.config.crawl
    if settings.replica_only and not hosts and not dry_run:
        raise UsageProblem(
            "this is the demonstration's project, which asks nobody but its replica: 'aftershock demo' crawls it, "
            "'aftershock run --no-crawl' does the rest; make a project of your own with 'aftershock init'"
        )
    if not (settings.contact or hosts or dry_run):
        raise UsageProblem(
            'set contact = "…" under [crawl] in config/aftershock.toml first: an address or e-mail that tells '
            "publishers who asks; it becomes part of the user agent"
        )
    event = project.vocabulary().events[0]
    if since and since > (today := datetime.now(BEIJING).date()):
        raise UsageProblem(f"--from {since} is still to come; today is {today} in Beijing")
    if since is None and event.from_ and until and until < event.from_:
        raise UsageProblem(f"--to {until} is before the event's first day, {event.from_}; give --from too")
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
        daily=settings.daily,
        daily_of={name: own.daily for name, own in project.config.sources.items() if own.daily != UNSET},
        timeout=settings.timeout,
        max_body=settings.max_body,
        recheck=timedelta(0) if settings.recheck == "0" else parse_interval(settings.recheck),
        hosts=dict(hosts or {}),
        addresses=addresses,
        recipes=recipes,
        redis=settings.redis,
        lease=parse_interval(settings.lease).total_seconds(),
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
            digits = " (a stock code has six digits)" if name.isdecimal() and len(name) != 6 else ""
            near = difflib.get_close_matches(name, list(filter(None, known)), n=1, cutoff=0.5)
            meant = f'did you mean "{near[0]}"? ' if near else ""
            raise UsageProblem(f'no company "{name}" in this event{digits}; {meant}its companies: {listed}')
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

        def tell(progress: Progress) -> None:
            done[progress.source] = (progress.done, progress.listed)
            advance(sum(d for d, _ in done.values()), sum(n for _, n in done.values()), progress.what)

        report = run_crawl(wanted, project.archive, tell)
    _tell_crawl(report, display, dry_run)
    target = project.config.crawl.upload
    if target and not dry_run:
        copied = upload_closed(project.archive, target)
        display.line(f"upload: {len(copied)} WARC files to {target}")
    return report.ok


def _tell_crawl(report: Report, display: Display, dry_run: bool) -> None:
    for note in report.notes:
        display.warn(note)
    for one in report.sources:
        for asked in one.asked:
            display.line(f"would ask {asked}")
        for allowed in one.allowed:
            display.line(f"{one.source} may ask {allowed}")
        for problem in _grouped(one.problems):
            display.warn(f"{one.source}: {problem}")
        if one.gaps:
            display.line(
                f"crawl {one.source}: out of reach: {'; '.join(dict.fromkeys(gap.detail for gap in one.gaps))}"
            )
        if not dry_run:
            # One document may stand in several lists, and not each is chosen: where every slice is whole, a total
            # that differs says nothing.
            known = one.expected is not None and (one.expected == one.listed or one.whole < one.slices)
            of = f" of {one.expected} the publisher names" if known else ""
            whole = f", {one.whole} of {one.slices} slices whole" if one.slices else ""
            display.line(
                f"crawl {one.source}: {one.listed} listed{of}{whole}, {one.new} new, {one.unchanged} unchanged, "
                f"{one.failed} failed, {one.seconds:.1f} s"
            )


def _grouped(problems: Sequence[Trouble]) -> list[str]:
    """One line for each reason and host: the first address, and how many more."""
    groups: dict[tuple[str, str], list[Trouble]] = {}
    for problem in problems:
        groups.setdefault((problem.reason, urlsplit(problem.url).netloc), []).append(problem)
    lines = []
    for (reason, _), group in groups.items():
        first = group[0]
        more = f", and {len(group) - 1} more there" if len(group) > 1 else ""
        # A list that was asked for by POST carries its form behind "?__method": no address that one could open.
        address = first.url.split("?__method=")[0]
        lines.append(f"{reason}: {address}{more} ({first.detail or TROUBLES[reason]})")
    return lines


def add(project: Project, display: Display, paths: Iterable[Path]) -> int:
    """Files of one's own → archive. The number of files that could not be added (each was named).

    A folder that is an archive of this program (of another worker, another machine) is merged, record by record.
    """
    paths = list(paths)
    started = time.monotonic()
    new = known = problems = passed_over = 0
    with Archive.open(project.archive, write=True) as archive, display.stage("add") as advance:
        _notes(archive, display)
        own = frozenset((project.folder / name).resolve() for name in ("var", "config"))
        archives = [path for path in paths if path.is_dir() and is_archive(path)]
        for path in archives:
            merged = merge(archive, path)
            new, known, problems = new + merged.new, known + merged.known, problems + len(merged.problems)
            for said in merged.problems:
                display.warn(said)
        others = [path for path in paths if path not in archives]
        for found in gather(others, datetime.now(UTC), own, _fitting(project)):
            if isinstance(found, Contents):
                display.line(f"{found.path}: {found.detail}")
                continue
            if isinstance(found, Problem) and found.expected:
                passed_over += 1
                continue
            if isinstance(found, Problem):
                problems += 1
                display.warn(f"{found.path}: {found.reason}: {found.detail}")
                continue
            (outcome,) = archive.append([found])
            new, known = new + (outcome == "stored"), known + (outcome == "revisit")
            advance(new + known, None, found.meta.get("filename", found.url))
    beside = f", {passed_over} of other kinds passed over" if passed_over else ""
    seconds = time.monotonic() - started
    display.line(f"add: {new} new, {known} there already, {problems} could not be added{beside}, {seconds:.1f} s")
    return problems


def _fitting(project: Project) -> Callable[[str], str]:
    """Host → the name of the source whose publisher it is; "local" where it is nobody's."""
    known = project.sources

    @cache
    def fitting(host: str) -> str:
        found = of_host(host, known)
        return found.name if found else "local"

    return fitting


def _notes(archive: Archive, display: Display) -> None:
    for note in archive.notes:
        display.warn(note)

"""Commands that move data on: crawl, add, read, index, build, run, watch. Each goes on where it stopped."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import click

from aftershock.cli import project_option
from aftershock.errors import Incomplete
from aftershock.progress import Display

DAY = click.DateTime(["%Y-%m-%d"])


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read at once."
)


@click.command("crawl", epilog="Example: aftershock crawl cninfo --from 2021-07-01 --to 2021-12-31 --company 300209")
@click.argument("sources", nargs=-1)
@click.option("--from", "since", type=DAY, help="First day to ask for. [default: the event's first day]")
@click.option("--to", "until", type=DAY, help="Last day to ask for. [default: today]")
@click.option(
    "--company",
    "companies",
    multiple=True,
    help="Only these companies: a code or a name of the event's list. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be asked; ask nobody.")
@project_option
@click.pass_obj
def crawl_command(
    flags: dict[str, bool],
    sources: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    companies: tuple[str, ...],
    dry_run: bool,
    folder: Path,
) -> None:
    """Fetch from SOURCES (all that are on, unless named) into the archive.

    Pages are stored as they came before anything is made of them. A crawl that was stopped, even killed, goes on where
    it was: nothing is lost or doubled.
    """
    from aftershock.collecting import crawl
    from aftershock.project import open_project

    project = open_project(folder, os.environ)
    display = Display(quiet=flags["quiet"])
    with project.locked("crawl"):
        ended_well = crawl(
            project, display, sources, since=_day(since), until=_day(until), companies=companies, dry_run=dry_run
        )
    if not ended_well:
        raise Incomplete("some sources failed; the lines above name them, 'aftershock sources' shows the last success")


@click.command("add", epilog="Example: aftershock add ~/articles report.pdf")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@project_option
@click.pass_obj
def add_command(flags: dict[str, bool], paths: tuple[Path, ...], folder: Path) -> None:
    """Put files and folders of your own into the archive: HTML, Markdown, text, PDF.

    A file that was added before, and has not changed, is not stored again. Files that cannot be read are named; the
    others go in all the same.
    """
    from aftershock.collecting import add
    from aftershock.project import open_project

    project = open_project(folder, os.environ)
    with project.locked("add"):
        problems = add(project, Display(quiet=flags["quiet"]), paths)
    if problems:
        raise Incomplete(f"{problems} files could not be added; the lines above say why")


@click.command("read", epilog="Example: aftershock read --jobs 2")
@jobs_option
@project_option
@click.pass_obj
def read_command(flags: dict[str, bool], jobs: int, folder: Path) -> None:
    """Read what is new in the archive into the knowledge: articles, figures, names, claims.

    Only captures not yet read are read, or all of them when the reading itself has changed.
    """
    from aftershock.pipeline import read
    from aftershock.project import open_project

    project = open_project(folder, os.environ)
    with project.locked("read"):
        read(project, Display(quiet=flags["quiet"]), jobs=jobs)


@click.command("index", epilog="Example: aftershock index --rebuild")
@click.option("--rebuild", is_flag=True, help="Make it anew; searches go on on the old one until the new one is whole.")
@project_option
@click.pass_obj
def index_command(flags: dict[str, bool], rebuild: bool, folder: Path) -> None:
    """Bring the full-text index to the state of the knowledge.

    The engine is embedded unless [index] engine = "elasticsearch" says otherwise.
    """
    from aftershock.pipeline import index
    from aftershock.project import open_project

    project = open_project(folder, os.environ)
    with project.locked("index"):
        index(project, Display(quiet=flags["quiet"]), rebuild=rebuild)


@click.command("build", epilog="Example: aftershock build --output /srv/www/wave")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where to. [default: var/site]")
@project_option
@click.pass_obj
def build_command(flags: dict[str, bool], output: Path | None, folder: Path) -> None:
    """Make the static site from the knowledge. Unchanged pages are not written again."""
    from aftershock.pipeline import build
    from aftershock.project import open_project

    project = open_project(folder, os.environ)
    with project.locked("build"):
        build(project, Display(quiet=flags["quiet"]), output=output)


@click.command("run", epilog="Example: aftershock run --no-crawl")
@click.option("--no-crawl", is_flag=True, help="Ask nobody: read, index and build what is in the archive.")
@jobs_option
@project_option
@click.pass_obj
def run_command(flags: dict[str, bool], no_crawl: bool, jobs: int, folder: Path) -> None:
    """Crawl, read, index and build, once.

    When a source fails the later stages still run on what is there, and the command ends with code 9.
    """
    from aftershock.pipeline import run
    from aftershock.project import open_project

    project = open_project(folder, os.environ)
    with project.locked("run"):
        ended_well = run(project, Display(quiet=flags["quiet"]), no_crawl=no_crawl, jobs=jobs)
    if not ended_well:
        raise Incomplete("some sources failed; the other stages ran on what is there")


@click.command("watch", epilog="Example: aftershock watch   (ends with Ctrl-C, after the run under way)")
@project_option
@click.pass_obj
def watch_command(flags: dict[str, bool], folder: Path) -> None:
    """Run on the schedule: each source at its own interval, one at a time.

    A start that was missed while the machine was off is made up for at once.
    """
    import logging

    from aftershock.pipeline import run
    from aftershock.project import open_project
    from aftershock.sourcestates import last_success
    from aftershock.watch import watch

    logging.getLogger("aftershock.watch").setLevel(logging.INFO)
    project = open_project(folder, os.environ)
    display = Display(quiet=flags["quiet"])

    def once(source: str) -> None:
        with project.locked("watch"):
            run(project, display, sources=(source,))

    intervals = {name: project.config.sources[name].interval for name in project.enabled}
    watch(intervals, lambda source: last_success(project, source), once)

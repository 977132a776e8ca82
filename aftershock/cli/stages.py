"""Commands that move data on: crawl, add, read, index, build, run, watch. Each goes on where it stopped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from aftershock.cli import opened, project_option
from aftershock.cli.days import day
from aftershock.errors import Incomplete

jobs_option = click.option(
    "--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read at once."
)


@click.command("crawl", epilog="Example: aftershock crawl cninfo --from 2021-07-01 --to 2021-12-31 --company 300209")
@click.argument("sources", nargs=-1)
@click.option("--from", "since", type=day, help="First day to ask for. [default: the event's first day]")
@click.option("--to", "until", type=day, help="Last day to ask for. [default: today]")
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
    since: date | None,
    until: date | None,
    companies: tuple[str, ...],
    dry_run: bool,
    folder: Path,
) -> None:
    """Fetch from SOURCES (all that are on, unless named) into the archive.

    Pages are stored as they came before anything is made of them. A crawl that was stopped, even killed, goes on where
    it was: nothing is lost or doubled.
    """
    ended_well = opened(folder, flags).crawl(sources, since=since, until=until, companies=companies, dry_run=dry_run)
    if not ended_well:
        raise Incomplete(
            "some sources failed; the lines above name them, 'aftershock quarantine' keeps them and says what to do"
        )


@click.command("add", epilog="Example: aftershock add ~/articles report.pdf")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@project_option
@click.pass_obj
def add_command(flags: dict[str, bool], paths: tuple[Path, ...], folder: Path) -> None:
    """Put files and folders of your own into the archive: HTML, Markdown, text, PDF, and WARC or WACZ files of others.

    Each web page and PDF of a WARC or WACZ file keeps its address and the time when it was fetched.

    A file that was added before, and has not changed, is not stored again. Files that cannot be read are named; the
    others go in all the same.
    """
    problems = opened(folder, flags).add(paths)
    if problems:
        raise Incomplete(f"{problems} files, or records of WARC files, could not be added; the lines above say why")


@click.command("read", epilog="Example: aftershock read --jobs 2")
@jobs_option
@project_option
@click.pass_obj
def read_command(flags: dict[str, bool], jobs: int, folder: Path) -> None:
    """Read what is new in the archive into the knowledge: articles, figures, names, claims.

    Only captures not yet read are read, or all of them when the reading itself has changed.
    """
    opened(folder, flags).read(jobs=jobs)


@click.command("index", epilog="Example: aftershock index --rebuild")
@click.option("--rebuild", is_flag=True, help="Make it anew; searches go on on the old one until the new one is whole.")
@project_option
@click.pass_obj
def index_command(flags: dict[str, bool], rebuild: bool, folder: Path) -> None:
    """Bring the full-text index to the state of the knowledge.

    The engine is embedded unless [index] engine = "elasticsearch" says otherwise.
    """
    opened(folder, flags).index(rebuild=rebuild)


@click.command("build", epilog="Example: aftershock build --output /srv/www/wave")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where to. [default: var/site]")
@project_option
@click.pass_obj
def build_command(flags: dict[str, bool], output: Path | None, folder: Path) -> None:
    """Make the static site from the knowledge. Unchanged pages are not written again."""
    opened(folder, flags).build(output=output)


@click.command("run", epilog="Example: aftershock run --no-crawl")
@click.option("--no-crawl", is_flag=True, help="Ask nobody: read, index and build what is in the archive.")
@jobs_option
@project_option
@click.pass_obj
def run_command(flags: dict[str, bool], no_crawl: bool, jobs: int, folder: Path) -> None:
    """Crawl, read, index and build, once, then tell what is new to alerts.

    When a source fails the later stages still run on what is there, and the command ends with code 9.
    """
    if not opened(folder, flags).run(no_crawl=no_crawl, jobs=jobs):
        raise Incomplete("some sources or deliveries failed; the lines above say which, all else was done")


@click.command("watch", epilog="Example: aftershock watch   (ends with Ctrl-C, after the run under way)")
@project_option
@click.pass_obj
def watch_command(flags: dict[str, bool], folder: Path) -> None:
    """Run on the schedule: each source at its own interval, one at a time.

    A start that was missed while the machine was off is made up for at once.
    """
    import logging

    logging.getLogger("aftershock.watch").setLevel(logging.INFO)
    opened(folder, flags).watch()

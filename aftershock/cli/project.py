"""Commands about the project itself: init, sources, check, rebuild."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import click

from aftershock.cli import opened, project_option
from aftershock.errors import Incomplete, UsageProblem
from aftershock.progress import Display


@click.command("init", epilog="Example: aftershock init wave --event amazon-2021 && cd wave")
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option(
    "--event", default="amazon-2021", show_default=True, help="The event to follow (a folder in config/events)."
)
@click.pass_obj
def init_command(flags: dict[str, bool], directory: Path, event: str) -> None:
    """Make a project folder: what to watch (config/) and what is made of it (var/).

    A folder that is a project already is left as it is.
    """
    from aftershock.project import CONFIG_FILE, create

    made = create(directory, event)
    display = Display(quiet=flags["quiet"])
    if made:
        display.line(
            f"{directory / CONFIG_FILE} written. Sources are off until it turns them on; see 'aftershock sources'."
        )
    else:
        display.line(f"{directory / CONFIG_FILE} is there already; nothing changed.")


@click.group(
    "sources",
    invoke_without_command=True,
    epilog="Example: aftershock sources --json | jq '.[] | select(.enabled)'",
)
@project_option
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of a table.")
@click.pass_context
def sources_command(ctx: click.Context, folder: Path, as_json: bool) -> None:
    """List what can be crawled, whether it is on, its last success, and in red what is incomplete, missed or silent."""
    if ctx.invoked_subcommand is not None:
        return
    from aftershock.project import CONFIG_FILE, open_project
    from aftershock.sourcestates import source_states
    from crawlers.sources import REACHES

    project = open_project(folder, os.environ) if (folder / CONFIG_FILE).is_file() else None
    states = source_states(project, datetime.now(UTC))
    if as_json:
        click.echo(json.dumps([state.record() for state in states], ensure_ascii=False, indent=1))
        return
    width = max(len(state.name) for state in states)
    for state in states:
        on = "on " if state.enabled else "off"
        last = state.last_success.isoformat(timespec="minutes") if state.last_success else "never"
        when = f"{on}  every {state.every:<4} last success {last:<24}"
        click.echo(f"{state.name:<{width}} {when} {state.title}  {state.homepage}")
        click.echo(f"{'':<{width}} documents are {REACHES[state.reach]}")
        for lacking in state.beyond:
            click.echo(f"{'':<{width}} its lists do not reach {lacking}")
        for alarm in state.alarms:
            click.secho(f"{state.name:<{width}} {alarm}", fg="red")
        if state.fault:
            click.echo(f"{state.name:<{width}} cannot be used: {state.fault}", err=True)
    if project is None:
        click.echo("(no project here: 'aftershock init' makes one)", err=True)


@sources_command.command("read", epilog="Example: aftershock sources read cninfo answer.json | jq .title")
@click.argument("name")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--endpoint", metavar="NAME", help="Which of the source's lists it is, or 'page'. [default: guessed]")
@click.option("--url", help="The address that a saved page came from.")
@click.pass_context
def read_command(ctx: click.Context, name: str, files: tuple[Path, ...], endpoint: str | None, url: str | None) -> None:
    """Print what a source reads from saved answers or pages, one JSON object a line.

    Of a list: id, title, published, precision and url of each row, then how it goes on; of a page: the article; of
    anything else: the error by name. Ends with code 9 when a file was not read.
    """
    from aftershock.project import CONFIG_FILE, open_project
    from crawlers.saved import Fault, read_saved, records
    from crawlers.sources import source

    folder: Path = ctx.parent.params["folder"] if ctx.parent else Path()
    recipes = open_project(folder, os.environ).recipes if (folder / CONFIG_FILE).is_file() else {}
    chosen, faults = source(name, recipes.values()).usable(), 0
    for file in files:
        try:
            found = read_saved(chosen, file.read_bytes(), endpoint, url)
        except LookupError as problem:
            raise UsageProblem(str(problem)) from None
        faults += isinstance(found, Fault)
        for record in records(found):
            click.echo(json.dumps(record, ensure_ascii=False))
    if faults:
        raise Incomplete(f"{faults} of {len(files)} files could not be read by {name}")


@click.command("check", epilog="Example: aftershock check --repair")
@project_option
@click.option("--repair", is_flag=True, help="Mend torn archive tails, the ledger and the index.")
@click.option("--index", is_flag=True, help="Only the index: that it holds what the knowledge says, by id and version.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@click.pass_obj
def check_command(flags: dict[str, bool], folder: Path, repair: bool, index: bool, as_json: bool) -> None:
    """Look at the integrity of everything, and list what could not be read.

    Ends with code 9 when something is damaged or does not fit together. Documents that cannot be read are listed with
    the reason; they are kept and are no damage.
    """
    report = opened(folder, flags).check(repair=repair, index=index)
    if as_json:
        click.echo(json.dumps(report.record(), ensure_ascii=False, indent=1))
    else:
        for line in report.lines():
            click.echo(line)
    if report.problems:
        hint = "" if repair else "; 'aftershock check --repair' mends archive and index where it can"
        raise Incomplete(f"{len(report.problems)} problems{hint}")


@click.command("rebuild", epilog="Example: aftershock rebuild")
@project_option
@click.option("--force", is_flag=True, help="Also when the archive has lost documents that the knowledge still holds.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read at once.")
@click.pass_obj
def rebuild_command(flags: dict[str, bool], folder: Path, force: bool, jobs: int) -> None:
    """Make knowledge, index and site anew from the archive.

    The archive is the only thing that cannot be made again; the rest follows from it, byte for byte the same export.
    The old knowledge serves until the new one is whole.
    """
    opened(folder, flags).rebuild(jobs=jobs, force=force)

"""`aftershock quarantine`: what crawls could not fetch, and what to do about it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from aftershock.cli import opened, project_option
from aftershock.errors import UsageProblem


@click.group(
    "quarantine",
    invoke_without_command=True,
    epilog="Example: aftershock quarantine --source cninfo",
)
@project_option
@click.option("--source", "sources", multiple=True, help="Only of this source. Repeatable.")
@click.option("--all", "every", is_flag=True, help="Closed and dismissed entries too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON array instead of lines.")
@click.pass_context
def quarantine_command(ctx: click.Context, folder: Path, sources: tuple[str, ...], every: bool, as_json: bool) -> None:
    """List what crawls could not fetch: each trouble once, with when, how often, and what to do.

    An entry closes by itself when a later crawl has the page, or the whole list; pages are asked for again whether or
    not a list still names them. What nothing can be done about is dismissed.
    """
    if ctx.invoked_subcommand is not None:
        return
    from aftershock.quarantined import lines, record
    from crawlers.sources import source

    with opened(folder, ctx.obj) as project:
        names = [source(name, project.project.recipes.values()).name for name in sources]
        found = [entry for entry in project.quarantine(names) if every or entry.state == "open"]
    if as_json:
        click.echo(json.dumps([record(entry) for entry in found], ensure_ascii=False, indent=1))
        return
    for line in lines(found):
        click.echo(line)
    if not found:
        click.echo("nothing: all that was asked for was fetched, or is dismissed (--all shows that)", err=True)


@quarantine_command.command(
    "dismiss", epilog="Example: aftershock quarantine dismiss 1a2b3c4d --because 'taken back by the company'"
)
@click.argument("ids", nargs=-1, required=True)
@click.option("--because", required=True, help="Why nothing need be done; kept with the entry.")
@project_option
@click.pass_obj
def dismiss_command(flags: dict[str, bool], ids: tuple[str, ...], because: str, folder: Path) -> None:
    """Let entries be. They stay dismissed while the same trouble lasts, and are kept with the reason given."""
    with opened(folder, flags) as project, project.project.locked("quarantine dismiss"):
        for entry in project.dismiss(ids, because):
            project.display.line(f"dismissed {entry.id}: {entry.source} {entry.reason} {entry.shown}")


@quarantine_command.command(
    "answer", epilog="Example: aftershock quarantine answer 1a2b3c4d > a.json && aftershock sources read cninfo a.json"
)
@click.argument("id")
@project_option
@click.pass_obj
def answer_command(flags: dict[str, bool], id: str, folder: Path) -> None:
    """Write what came in place of what was asked for, its first 64 KB, or the list that could not be read.

    It is as the server sent it, so it goes into a file or another program and never onto a screen.
    """
    if _on_a_screen():
        raise UsageProblem(f"what a server sent is not written to a screen; aftershock quarantine answer {id} > FILE")
    with opened(folder, flags) as project:
        sys.stdout.buffer.write(project.refused_answer(id))


def _on_a_screen() -> bool:
    return sys.stdout.isatty()

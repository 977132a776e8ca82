"""`aftershock alert`: saved searches whose new matches are told, and what waits to be delivered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from aftershock.cli import opened, project_option
from aftershock.cli.queries import QueryCommand
from aftershock.errors import Incomplete, UsageProblem

CHANNELS = ("feed", "webhook", "mail")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON array instead of lines.")


@click.group("alert", epilog="Example: aftershock alert add big '冻结 amount:>=1亿 kind:claim' --to mail")
def alert_command() -> None:
    """Saved searches: after each run, what is new among their matches is told, each match once.

    They stand in config/alerts.toml. Notices go to the feed var/alerts.xml unless [alerts] to, or an alert's own --to,
    says otherwise. What matches when an alert begins is not told. See docs/alerts.md.
    """


def _sub(
    name: str, example: str, kind: type[click.Command] = click.Command
) -> Callable[[Callable[..., None]], click.Command]:
    return alert_command.command(name, cls=kind, epilog=f"Example: aftershock alert {name}{example}")


@_sub("add", " 有棵树 'company:有棵树 kind:claim' --to feed --to webhook", QueryCommand)
@click.argument("name")
@click.argument("query")
@click.option("--to", multiple=True, type=click.Choice(CHANNELS), help="Repeatable. [default: what [alerts] to says]")
@project_option
@click.pass_obj
def add_command(flags: dict[str, bool], name: str, query: str, to: tuple[str, ...], folder: Path) -> None:
    """Save a search, and begin it: what matches now is not told, what comes later is."""
    from aftershock.alerts import begin, channels_named
    from aftershock.savedsearches import SavedSearch, add

    with opened(folder, flags) as project, project.project.locked("alert add"):
        channels_named(project.project, to)
        add(project.project.folder, SavedSearch(name, query, to), CHANNELS)
        begin(project.project, project.display)
        project.display.line(f'alert "{name}" added; what is new is told after each run')


@_sub("list", " --json")
@json_option
@project_option
@click.pass_obj
def list_command(flags: dict[str, bool], as_json: bool, folder: Path) -> None:
    """List the saved searches, and what waits to be delivered."""
    from aftershock.alerts import searches, waiting

    with opened(folder, flags) as project:
        found, late = searches(project.project), waiting(project.project)
    if as_json:
        rows = [{"name": one.name, "query": one.query, "to": list(one.to)} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        click.echo(f"{one.name}  →  {', '.join(one.to)}\n  {one.query}")
    for delivery in late:
        why = f": {delivery.error}" if delivery.error else ""
        click.echo(f"waits: {len(delivery.notices)} notices for {delivery.channel} {delivery.target}{why}")
    if not found:
        click.echo("no alerts yet; 'aftershock alert add NAME QUERY' makes one", err=True)


@_sub("remove", " big")
@click.argument("name")
@project_option
@click.pass_obj
def remove_command(flags: dict[str, bool], name: str, folder: Path) -> None:
    """Take a saved search out. What it has found already is still delivered."""
    from aftershock.alerts import forget
    from aftershock.savedsearches import remove

    with opened(folder, flags) as project, project.project.locked("alert remove"):
        remove(project.project.folder, name, CHANNELS)
        forget(project.project, name)
        project.display.line(f'alert "{name}" removed')


@_sub("test", " big --limit 3")
@click.argument("name")
@click.option("--limit", type=click.IntRange(0, 1000), default=10, show_default=True, help="Matches to show.")
@click.option("--send", is_flag=True, help="Also send one test notice through each channel of the alert.")
@json_option
@project_option
@click.pass_obj
def test_command(flags: dict[str, bool], name: str, limit: int, send: bool, as_json: bool, folder: Path) -> None:
    """Show what a saved search matches now, told before or not. Changes nothing of what will be told."""
    from aftershock.alerts import matching, searches, try_out
    from indexer.fields import BEIJING

    with opened(folder, flags) as project:
        search = next((one for one in searches(project.project) if one.name == name), None)
        if search is None:
            raise UsageProblem(f"there is no alert \"{name}\"; 'aftershock alert list' shows them")
        found = matching(project.project, search)
        if as_json:
            rows: list[dict[str, Any]] = [{"title": one.title, "link": one.link, **one.data} for one in found[:limit]]
            click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            click.echo(f"{len(found)} match now{f', {limit} shown' if limit < len(found) else ''}")
            for notice in found[:limit]:
                day = notice.at.astimezone(BEIJING).date().isoformat() if notice.at else "no date"
                click.echo(f"\n{notice.title}\n  {day}  {notice.link}\n  " + notice.text.replace("\n", "\n  "))
        if send:
            problems = try_out(project.project, search)
            for problem in problems:
                project.display.warn(problem)
            if problems:
                raise Incomplete(f"{len(problems)} of {len(search.to)} channels could not be used")
            project.display.line(f"a test notice went to {', '.join(search.to)}")


@_sub("send", "")
@click.option("--discard", is_flag=True, help="Give up what waits instead; it is not told again.")
@project_option
@click.pass_obj
def send_command(flags: dict[str, bool], discard: bool, folder: Path) -> None:
    """Tell what is new and deliver what waits, now; 'aftershock run' does the same at its end."""
    from aftershock.alerts import give_up, tell

    with opened(folder, flags) as project, project.project.locked("alert send"):
        if discard:
            project.display.line(f"{give_up(project.project)} deliveries given up")
            return
        outcome = tell(project.project, project.display)
        if outcome.failures:
            raise Incomplete("some deliveries or alerts wait for the next run; the lines above say why")

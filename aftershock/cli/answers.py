"""Commands that answer: search, serve, extract, export."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from aftershock.cli import opened, project_option
from aftershock.cli.days import day
from aftershock.cli.queries import QueryCommand
from aftershock.cli.stages import jobs_option
from aftershock.errors import Incomplete, UsageProblem
from aftershock.progress import Display

KINDS = ("document", "claim", "event")


def _kinds(context: click.Context, option: click.Parameter, written: tuple[str, ...]) -> tuple[str, ...]:
    """Kinds of entries, in the singular or the plural."""
    kinds = tuple(one.removesuffix("s") for one in written)
    if wrong := [one for one in kinds if one not in KINDS]:
        raise click.BadParameter(f"{wrong[0]!r} is not one of {', '.join(KINDS)}", context, option)
    return kinds


@click.command(
    "search",
    cls=QueryCommand,
    epilog="Example: aftershock search '冻结 company:有棵树 amount:>=1亿 from:2021-07' --kind claim",
)
@click.argument("query")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="|".join(KINDS),
    callback=_kinds,
    help="What to find: documents, single claims (figures) or events, these with their sentence, value, speaker and "
    "source. Repeatable. [default: document]",
)
@click.option("--company", "companies", multiple=True, help="Only about this company, by any of its names. Repeatable.")
@click.option("--source", "sources", multiple=True, help="Only from this source. Repeatable.")
@click.option("--type", "types", multiple=True, help="Only with this event type, such as 封号. Repeatable.")
@click.option("--from", "since", help="First day: 2021, 2021-07 or 2021-07-06.")
@click.option("--to", "until", help="Last day, likewise.")
@click.option("--min-amount", help="Only where an amount of at least this is stated, such as 1亿 or 5000万.")
@click.option("--sort", type=click.Choice(["relevance", "newest", "oldest", "amount"]), help="[default: relevance]")
@click.option("--page", type=click.IntRange(1, 1000), default=1, show_default=True)
@click.option("--size", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="One JSON object: {total, stage, hits, facets, notes, suggestions, figures}; hits that are claims or events "
    "carry {claim | event, document} with their evidence.",
)
@project_option
@click.pass_obj
def search_command(flags: dict[str, bool], /, as_json: bool, folder: Path, **parameters: Any) -> None:
    """Find documents, or single claims and events. Words stand as they are; the last stage that found something is
    named when it is not the first. A query for an amount, or for has:conflict, shows the first figures as well.

    \b
    In the query:  "a phrase"  -not  company:有棵树  source:nbd  type:冻结  from:2021-07  to:2021-12  amount:>=1亿
                   kind:claim  has:conflict  speaker:filing
    """
    with opened(folder, flags) as project:
        answer = project.search(**parameters)
    if as_json:
        click.echo(json.dumps(answer.record(), ensure_ascii=False, indent=1))
        return
    for line in answer.lines(colour=sys.stdout.isatty()):
        click.echo(line)


@click.command("serve", epilog="Example: aftershock serve --port 8080")
@click.option("--host", help="Address to listen on. [default: 127.0.0.1, this machine only]")
@click.option("--port", type=click.IntRange(0, 65535), help="0: any that is free. [default: 8080]")
@project_option
@click.pass_obj
def serve_command(flags: dict[str, bool], host: str | None, port: int | None, folder: Path) -> None:
    """Serve the site and the search API (GET /api/search, OpenAPI at /api/openapi.json) until Ctrl-C."""
    from aftershock.server import serve

    with opened(folder, flags) as project:
        server = project.project.config.server
        serve(
            project.project,
            host or server.host,
            server.port if port is None else port,
            lambda url: project.display.line(f"Serving {url}  (Ctrl-C ends it)"),
        )


@click.command("mcp", epilog="Example: aftershock mcp --project wave   (started by the program that asks)")
@project_option
@click.pass_obj
def mcp_command(flags: dict[str, bool], folder: Path) -> None:
    """Answer language models over the Model Context Protocol, on standard input and output.

    Read-only tools: search, company, claims, timeline. Their answers carry the sentence, its offsets and its document.
    Needs the extra: pip install 'aftershock[mcp]'. See docs/mcp.md.
    """
    try:
        from aftershock.mcpserver import server
    except ImportError as error:
        if error.name is not None and error.name.partition(".")[0] not in ("mcp", "mcp_types"):
            raise
        raise UsageProblem("mcp is missing or too old; install it with: pip install 'aftershock[mcp]'") from error

    with opened(folder, flags) as project:
        project.shared.told()  # a project that cannot answer is said now, where a person sees it
        server(project).run("stdio")


@click.command("extract", epilog="Example: aftershock extract article.html filing.pdf --format jsonl | jq .mentions")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--event", "events", multiple=True, help="Use the words of this event only. [default: those of all bundled events]"
)
@click.option(
    "--published", type=day, help="Day of publication of files that do not state one; dates are resolved with it."
)
@click.option("--explain", is_flag=True, help="Say for each mention which rule, trigger and anchor made it.")
@jobs_option
@click.pass_obj
def extract_command(
    flags: dict[str, bool],
    paths: tuple[Path, ...],
    form: str,
    events: tuple[str, ...],
    published: date | None,
    explain: bool,
    jobs: int,
) -> None:
    """Print the facts of files: one JSON object per document. Needs no project.

    PATHS may be HTML, Markdown with front matter, plain text or PDF; a folder is walked. Offsets refer to the `text`
    printed, and text[start:end] is what was read.
    """
    from aftershock.extraction import extract_files

    display = Display(quiet=flags["quiet"])
    failed = passed_over = 0
    with display.stage("extract") as advance:
        for outcome in extract_files(paths, events or None, published, explain=explain, jobs=jobs, on_progress=advance):
            if outcome.passed_over:
                passed_over += 1
            elif outcome.problem:
                failed += 1
                display.warn(outcome.problem)
            else:
                sys.stdout.write(outcome.line + "\n")
    if passed_over:
        display.line(f"{passed_over} files of other kinds were passed over; name one to have it read all the same")
    if failed:
        raise Incomplete(f"{failed} files could not be read; the lines above say why")


@click.command("export", epilog="Example: aftershock export --format csv --output tables/")
@click.option("--format", "form", type=click.Choice(["csv", "json", "parquet"]), required=True)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("export"),
    show_default=True,
    help="Folder for the tables.",
)
@project_option
@click.pass_obj
def export_command(flags: dict[str, bool], form: Literal["csv", "json", "parquet"], output: Path, folder: Path) -> None:
    """Write the knowledge tables: documents, versions, mentions, names, relations, events, claims.

    The same knowledge gives the same bytes. parquet needs the extra: pip install 'aftershock[parquet]'.
    """
    opened(folder, flags).export(form, output)

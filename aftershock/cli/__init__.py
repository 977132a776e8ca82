"""The command line: parses, calls the library, prints. Names of commands and exit codes are promises."""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aftershock import __version__
from aftershock.translation import translate

if TYPE_CHECKING:
    from aftershock.opened import OpenProject

COMMANDS = {
    "demo": "demo",
    "init": "project",
    "sources": "project",
    "quarantine": "quarantine",
    "check": "project",
    "rebuild": "project",
    "crawl": "stages",
    "add": "stages",
    "read": "stages",
    "index": "stages",
    "build": "stages",
    "run": "stages",
    "watch": "stages",
    "search": "answers",
    "alert": "alert",
    "serve": "answers",
    "mcp": "answers",
    "extract": "answers",
    "export": "answers",
}
"""Command → module of this package. In the order of `--help`: try it, set it up, feed it, ask it."""

EXIT_CODES = """\
Exit codes: 0 done · 1 failed · 2 wrong usage · 3 configuration · 4 another run is under way · 5 made by a newer
version · 6 a damaged file · 7 disk full or no rights · 8 a server or port cannot be used · 9 done, but part of it
failed (see 'aftershock check') · 130 interrupted; run it again to go on."""


class Commands(click.Group):
    """Loads a command's module when it is asked for, so that one command does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"aftershock.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Name the nearest command when there is none of this name."""
        import difflib

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else " See 'aftershock --help'."
            raise click.UsageError(f"No command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="aftershock")
@click.option("--debug", is_flag=True, help="Show the traceback of an error, and the log of each unit of work.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no closing lines; results and warnings only.")
@click.pass_context
def cli(ctx: click.Context, debug: bool, quiet: bool) -> None:
    """A knowledge base of an industry event, and the system that feeds it.

    \b
    See it work on the bundled sample:    aftershock demo
    Your own project:                     aftershock init wave && cd wave
                                          aftershock add ~/articles && aftershock run --no-crawl
    Only the facts of a few files:        aftershock extract article.html --format jsonl
    """
    ctx.obj = {"quiet": quiet, "debug": debug}
    logging.basicConfig(
        level=logging.INFO if debug else logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    if not debug:
        # It logs each try at a server that does not answer with its traceback; our own sentence says it once.
        logging.getLogger("elastic_transport").setLevel(logging.ERROR)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in arguments
    # "--debug" and "--quiet" are taken wherever they stand: people add them at the end of the line that failed.
    front = [word for word in arguments if word in ("--debug", "--quiet", "-q")]
    rest = [word for word in arguments if word not in ("--debug", "--quiet")]
    rest = rest[1:] if rest[:1] == ["-q"] else rest
    try:
        result: Any = cli.main(front + [w for w in rest if w != "-q" or "-q" not in front], standalone_mode=False)
        sys.stdout.flush()
        sys.exit(result if isinstance(result, int) else 0)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("aftershock: interrupted; nothing is lost, run the same command again to go on", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output went away (`| head`): no error of ours, and nothing more can be written there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if debug:
            raise
        told = translate(error)
        click.echo(f"aftershock: {told}", err=True)
        sys.exit(told.exit_code)


def project_option(function: Any) -> Any:
    """The `--project` option every command of a project has."""
    return click.option(
        "--project",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(),
        help="The project's folder. [default: here]",
    )(function)


def opened(folder: Path, flags: dict[str, bool]) -> OpenProject:
    """The project that a command works on. Raises ProjectMissing and ConfigError."""
    from aftershock.opened import open_project
    from aftershock.progress import Display

    return open_project(folder, display=Display(quiet=flags["quiet"]))

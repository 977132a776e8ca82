"""`aftershock demo`: the bundled sample through the whole line, from a replica of the publishers on loopback."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from aftershock.errors import Incomplete
from aftershock.progress import Display


@click.command("demo", epilog="Example: aftershock demo --directory /tmp/wave --port 0")
@click.option(
    "--directory",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("aftershock-demo"),
    show_default=True,
    help="Project folder to make and leave there.",
)
@click.option("--event", default="amazon-2021", show_default=True, help="The event whose words apply.")
@click.option("--no-serve", is_flag=True, help="End after the build; the site is DIR/var/site/index.html.")
@click.option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="0: any that is free.")
@click.pass_obj
def demo_command(flags: dict[str, bool], directory: Path, event: str, no_serve: bool, port: int) -> None:
    """See it work: crawl, read, index and build a bundled sample, then serve the site until Ctrl-C.

    The publishers are played by a server on this machine, with texts written for this demonstration; nothing is asked
    of the internet. The spiders are the real ones.
    """
    from aftershock.demo.line import prepare, run_line
    from aftershock.server import listen, serve_on

    display = Display(quiet=flags["quiet"])
    # The port is taken first: to find it in use after all the work is done would be a poor ending.
    listening = None if no_serve else listen("127.0.0.1", port)
    try:
        started = time.monotonic()
        project = prepare(directory, event, os.environ)
        with project.locked("demo"):
            summary = run_line(project, display)
        display.line(summary.line(time.monotonic() - started))
        display.line(f"site: {(project.site / 'index.html').resolve()}")
        if not summary.whole:
            raise Incomplete("the demonstration did not run to its end; the lines above say why")
        if listening is not None:
            serve_on(project, listening, lambda url: display.line(f"Serving {url}  (Ctrl-C ends it)"))
    finally:
        if listening is not None:
            listening.close()

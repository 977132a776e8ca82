"""What long work shows: a bar for each stage on a terminal, one line a stage elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Advance = Callable[[int, "int | None", str], None]
"""Called with how much is done, how much there is (None: not known yet) and what is being worked on."""


class Display:
    """Shows stages on standard error, so that standard output stays for results."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.console = Console(file=sys.stderr, highlight=False, soft_wrap=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[Advance]:
        """A stage under way; the value is called as it goes on."""
        if self.quiet or not self.console.is_terminal:
            yield lambda done, total, what: None
            return
        columns = (
            SpinnerColumn(),
            TextColumn("{task.fields[stage]:<7}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.description}"),
        )
        with Progress(*columns, console=self.console, transient=True) as progress:
            task = progress.add_task("", total=None, stage=name)

            def advance(done: int, total: int | None, what: str) -> None:
                progress.update(task, completed=done, total=total, description=what[:60])

            yield advance

    def line(self, text: str) -> None:
        """One finished line, such as what a stage did."""
        if not self.quiet:
            self.console.print(text, markup=False)

    def warn(self, text: str) -> None:
        """Something the user should know; shown even when quiet."""
        self.console.print(f"warning: {text}", style="yellow", markup=False)

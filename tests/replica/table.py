"""Every source × every fault → what a crawl ends with, and whether the next one has it all.

`python -m tests.replica.table [-s SOURCE] [-f FAULT] [--share N/M] [--json FILE]` runs the real spiders through
Scrapy's engine and its HTTP client against a real socket; only the time is the event loop's own. One process, one
reactor. What cannot go wrong at a source is told from a crawl without a fault; the next crawl after a fault is made
once for the archives that differ in their troubles alone, with all of these in it. Faults of lists strike the first
list of a source; with `--further`, each other.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from tests.replica.cells import SourceCells
from tests.replica.clock import OwnTimeLoop
from tests.replica.crawls import Crawls, Errors
from tests.replica.eachlist import further_lists
from tests.replica.endings import Cell
from tests.replica.fault import Fault
from tests.replica.faults import FAULTS
from tests.replica.played import Current
from tests.replica.scenarios import SCENARIOS
from tests.replica.wire import Connections, Loopback

Say = Callable[[Cell], None]


async def _run_further(sources: Iterable[str], faults: Sequence[Fault], crawls: Crawls, say: Say) -> list[Cell]:
    """The cells of each source's further lists."""
    done = []
    with tempfile.TemporaryDirectory() as folder:
        for name in sources:
            for number, scenario in enumerate(await further_lists(SCENARIOS[name], crawls, Path(folder, name))):
                cells = SourceCells(scenario, crawls, Path(folder, f"{name}-{number}"))
                told = await cells.told([one for one in faults if one.where == "list"])
                done += [replace(cell, source=f"{name}:{scenario.strikes}") for cell in told]
                for cell in done[-len(told) :]:
                    say(cell)
    return done


async def _run(sources: Iterable[str], faults: Sequence[Fault], crawls: Crawls, say: Say) -> list[Cell]:
    done = []
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        for name in sources:
            told = await SourceCells(SCENARIOS[name], crawls, Path(folder, name)).told(faults)
            for cell in told:
                say(cell)
            done += told
    return done


def run(
    sources: Iterable[str], faults: Sequence[Fault], say: Say = lambda cell: None, *, further: bool = False
) -> list[Cell]:
    """The cells of the table, or of further lists. Installs the reactor: once in a process."""
    from twisted.internet import asyncioreactor

    loop = OwnTimeLoop()
    asyncioreactor.install(loop)
    from twisted.internet import reactor as installed

    reactor: Any = installed
    reactor.seconds = loop.time
    reactor.installNameResolver(Loopback())
    current = Current()
    errors = Errors()
    logging.getLogger().addHandler(errors)
    port = reactor.listenTCP(0, Connections(current), interface="127.0.0.1").getHost().port
    crawls = Crawls(port, current.play, errors)
    found: list[Cell] = []
    failed: list[BaseException] = []

    async def main() -> None:
        try:
            found.extend(await (_run_further if further else _run)(sources, faults, crawls, say))
        except BaseException as problem:
            failed.append(problem)
            raise
        finally:
            reactor.stop()

    tasks = []
    gc.disable()  # of what a crawl leaves behind, little goes round in circles: a third of a megabyte
    reactor.callWhenRunning(lambda: tasks.append(loop.create_task(main())))
    reactor.run()
    if failed:
        raise failed[0]
    return found


def lines(cells: Iterable[Cell]) -> list[str]:
    """The table for people: a line for each fault, with the sources that ended alike."""
    out = []
    by_fault: dict[str, dict[str, list[str]]] = {}
    for cell in cells:
        by_fault.setdefault(cell.fault, {}).setdefault(cell.outcome, []).append(cell.source)
    for fault, outcomes in by_fault.items():
        out.append(fault)
        out += [f"    {outcome:40} {' '.join(sources)}" for outcome, sources in sorted(outcomes.items())]
    return out


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.replica.table", description=__doc__)
    parser.add_argument("-s", "--source", action="append", choices=sorted(SCENARIOS))
    parser.add_argument("--share", default="1/1", help="of the sources, such as 2/3: the second third")
    parser.add_argument("-f", "--fault", help="part of its name")
    parser.add_argument("--further", action="store_true", help="strike each list but the first")
    parser.add_argument("--json", type=Path, help="file to write the cells to")
    given = parser.parse_args(arguments)
    faults = [fault for fault in FAULTS if not given.fault or given.fault in fault.name]
    started = time.monotonic()
    number, _, parts = given.share.partition("/")
    sources = (given.source or sorted(SCENARIOS))[int(number) - 1 :: int(parts)]
    cells = run(sources, faults, lambda cell: sys.stderr.write(f"{cell}\n"), further=given.further)
    if given.json:
        given.json.write_text(json.dumps([asdict(cell) for cell in cells], ensure_ascii=False), encoding="utf-8")
    ends = Counter(cell.outcome.partition(":")[0] for cell in cells)
    said = ", ".join(f"{count} {name}" for name, count in ends.most_common())
    closing = f"{len(cells)} cells in {time.monotonic() - started:.1f} s: {said}"
    sys.stdout.write("\n".join([*lines(cells), closing, ""]))
    return 0 if all(cell.good for cell in cells) else 1


if __name__ == "__main__":
    sys.exit(main())

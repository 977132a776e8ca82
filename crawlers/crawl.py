"""Crawling as the rest of the program sees it: a plan goes in, a report comes out, the archive has grown."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from crawlers.errors import ArchiveBusy, ArchiveError
from crawlers.plan import TROUBLES, Company, Plan, Progress, Report, SourceReport, Trouble, source_report
from crawlers.sources import source

__all__ = ["TROUBLES", "Company", "Plan", "Progress", "Report", "SourceReport", "Trouble", "crawl"]

log = logging.getLogger(__name__)

CHILD = ("-m", "crawlers.process")
"""What the interpreter is told to run as a crawl's process."""
ENDING = 20.0
"""Seconds that a stopped crawl is given to finish what is under way; then it is killed, which loses nothing stored."""


def crawl(plan: Plan, archive: Path, on_progress: Callable[[Progress], None] = lambda progress: None) -> Report:
    """Fetch what the plan asks for into the archive in a folder.

    Runs in a process of its own. What could not be fetched is in the report, also when that process dies. Raises
    UnknownSource, ArchiveBusy and ArchiveError; a KeyboardInterrupt is passed on once the crawl has ended.
    """
    for name in plan.sources:
        source(name, plan.recipes)
    if not plan.sources:
        return Report((), 0.0)
    started = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        child = _start(plan, archive, errors)
        try:
            answer = _listen(child, on_progress)
        except BaseException:
            _stop(child)
            raise
        finally:
            for pipe in (child.stdin, child.stdout):
                if pipe:
                    with contextlib.suppress(OSError):  # the child is gone already
                        pipe.close()
        code = child.wait()
        said = _said(errors)
    seconds = round(time.monotonic() - started, 3)
    if answer.error:
        raise (ArchiveBusy if answer.kind == "ArchiveBusy" else ArchiveError)(answer.error)
    if answer.reports is None:
        return Report(tuple(_crashed(name, plan, answer, code, said) for name in plan.sources), seconds)
    return Report(answer.reports, seconds, answer.notes)


@dataclass
class _Answer:
    """What the child said."""

    reports: tuple[SourceReport, ...] | None = None
    notes: tuple[str, ...] = ()
    error: str = ""
    kind: str = ""
    last: dict[str, Progress] = field(default_factory=dict)


def _start(plan: Plan, archive: Path, errors: IO[str]) -> subprocess.Popen[str]:
    ours = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, [ours, os.environ.get("PYTHONPATH", "")]))
    # In a session of its own, so that Ctrl-C reaches the parent alone, which then ends the child in good order.
    child = subprocess.Popen(
        [sys.executable, *CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,
    )
    assert child.stdin is not None
    with contextlib.suppress(BrokenPipeError):  # it died at once; its silence is reported
        child.stdin.write(json.dumps({"plan": plan.to_json(), "archive": str(archive.absolute())}) + "\n")
        child.stdin.flush()
    return child


def _listen(child: subprocess.Popen[str], on_progress: Callable[[Progress], None]) -> _Answer:
    answer = _Answer()
    assert child.stdout is not None
    for line in child.stdout:
        try:
            said: dict[str, Any] = json.loads(line)
        except ValueError:
            log.warning("crawl process printed: %s", line.rstrip())
            continue
        match said:
            case {"progress": progress}:
                answer.last[progress["source"]] = Progress(**progress)
                on_progress(answer.last[progress["source"]])
            case {"reports": reports, "notes": notes}:
                answer.reports, answer.notes = tuple(map(source_report, reports)), tuple(notes)
            case {"error": error, "kind": kind}:
                answer.error, answer.kind = error, kind
    return answer


def _stop(child: subprocess.Popen[str]) -> None:
    """End the child in good order, or else at once."""
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(ENDING)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _said(errors: IO[str]) -> str:
    errors.seek(0)
    lines = errors.read().splitlines()
    for line in lines:
        log.info("crawl process: %s", line)
    return lines[-1].strip()[:300] if lines else ""


def _crashed(name: str, plan: Plan, answer: _Answer, code: int, said: str) -> SourceReport:
    how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
    last = answer.last.get(name)
    trouble = Trouble("crashed", source(name, plan.recipes).homepage, f"{how}{': ' + said if said else ''}")
    return SourceReport(name, listed=last.listed if last else 0, problems=(trouble,))

"""Every source × every fault → what a crawl ends with, and whether the next one has it all.

`python -m tests.replica.table [-s SOURCE] [-f FAULT] [--json FILE]` runs the real spiders through Scrapy's engine and
its HTTP client against a real socket; only the time is the event loop's own. One process, one reactor.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawlers.archive import Archive
from crawlers.plan import Plan, SourceReport
from tests.replica.clock import OwnTimeLoop
from tests.replica.faults import AGAIN, FAULTS, LARGEST, WELL, Fault
from tests.replica.scenario import SINCE, UNTIL, Scenario
from tests.replica.scenarios import SCENARIOS
from tests.replica.server import Answer, Asked, Replica


@dataclass(frozen=True)
class Cell:
    """What came of one fault at one source."""

    source: str
    fault: str
    outcome: str
    """success · retry, then success · named: … · n/a: … · FAILED: …"""
    detail: str = ""

    @property
    def good(self) -> bool:
        return not self.outcome.startswith("FAILED")


class Played(Replica):
    """One source, with one fault that can be switched off."""

    def __init__(self, scenario: Scenario, fault: Fault | None) -> None:
        super().__init__()
        self.scenario, self.fault = scenario, fault
        self.struck = 0
        self.listed = 0
        self._at: tuple[object, ...] | None = None

    def serve(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        where, answer = self._good(asked)
        fault = self.fault
        if fault is None or fault.spoil is None or fault.where not in (where, "all"):
            return answer
        if fault.where == "all":  # the host dies when it has answered for a list
            self.struck += self.listed > 0 and where != "list"
            spoilt = fault.spoil(self.scenario, answer) if self.listed else None
            return spoilt or answer
        if where == "list" and self.scenario.strikes not in asked.path:
            return answer
        at = (asked.host, urlsplit(asked.path).path if "for ever" in fault.name else asked.path, where)
        self._at = self._at or at
        if at != self._at or self.struck >= fault.times:
            return answer
        spoilt = fault.spoil(self.scenario, self._first(asked) if "for ever" in fault.name else answer)
        if spoilt is None:
            return answer
        if "redirect loop" in fault.name:
            scheme = urlsplit(self.scenario.url).scheme
            spoilt.headers["Location"] = f"{scheme}://{asked.host}{asked.path}"
            spoilt.status = 307
        self.struck += 1
        return spoilt

    def _rows(self) -> list[Any]:
        scenario, fault = self.scenario, self.fault
        if fault is not None and fault.rows is not None:
            self.struck += 1
            return fault.rows(scenario, scenario.items)
        return [scenario.row(item) for item in scenario.items]

    def _first(self, asked: Asked) -> Answer:
        """The first page again, whichever was asked for: every number of a page is that of the first."""
        answer = self.scenario.lists(_on_first(asked), self._rows())
        assert answer is not None
        return answer

    def _good(self, asked: Asked) -> tuple[str, Answer]:
        if asked.path == "/robots.txt":
            return "robots", Answer(b"", 404, {"Content-Type": "text/plain"})
        page = self.scenario.document(asked)
        if page is not None:
            return "page", page
        before = self.struck
        answer = self.scenario.lists(asked, self._rows())
        if answer is None:
            self.struck = before
            return "none", Answer(b"<p>not here</p>", 404)
        self.listed += 1
        return "list", answer


def _on_first(asked: Asked) -> Asked:
    path = re.sub(r"(page|p|pageNum|page_index|page_time|pageHelp\.pageNo|pageNo)=\d+", r"\1=1", asked.path, flags=re.I)
    path = re.sub(r"&resumeKey=[^&]*", "", path)
    form = dict(asked.form) | {name: "1" for name in ("pageNum", "page") if name in asked.form}
    form.pop("from", None)
    return replace(asked, path=path, form=form)


class Errors(logging.Handler):
    """What Scrapy and Twisted log as an error: an exception that nobody caught."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        problem = record.exc_info[1] if record.exc_info else None
        self.said.append(f"{record.getMessage()[:150]}{f' {problem!r}' if problem else ''}")


class Crawls:
    """Runs crawls in the reactor that is under way, against one port."""

    def __init__(self, port: int, holder: list[Played], errors: Errors) -> None:
        self.port, self.holder, self.errors = port, holder, errors
        self.runners: dict[str, Any] = {}

    async def crawl(self, played: Played, folder: Path) -> tuple[SourceReport, int]:
        from scrapy.crawler import AsyncCrawlerRunner

        from crawlers.process import _report, _spider
        from crawlers.settings import for_plan
        from crawlers.storing import Store

        self.holder[:] = [played]
        name = played.scenario.source
        plan = self._plan(played.scenario)
        if name not in self.runners:
            self.runners[name] = AsyncCrawlerRunner(for_plan(plan) | {"CRAWL_RETRY_PAUSE": 5.0, "SPIDER_MODULES": []})
        runner = self.runners[name]
        with Archive.open(folder, write=True) as archive:
            crawler = runner.create_crawler(_spider(name, plan)[0])
            await runner.crawl(crawler, plan=plan, store=Store(archive))
            report = _report(played.scenario.source, crawler)
        assert crawler.stats is not None
        return report, int(crawler.stats.get_value("retry/count", 0))

    def _plan(self, scenario: Scenario) -> Plan:
        given: dict[str, Any] = {
            "sources": (scenario.source,),
            "since": SINCE,
            "until": UNTIL,
            "words": ("亚马逊",),
            "delay": 0.0,
            "timeout": 60.0,
            "max_body": LARGEST,
            "recheck": timedelta(0),
            "hosts": dict.fromkeys(HOSTS[scenario.source], f"127.0.0.1:{self.port}"),
            "user_agent": "aftershock/0 (tests)",
        }
        return Plan(**(given | dict(scenario.plan)))

    async def cell(self, scenario: Scenario, fault: Fault, folder: Path) -> Cell:
        """One fault at one source: the crawl that meets it, and the next, when it is gone."""
        self.errors.said.clear()
        played = Played(scenario, None if fault.later else fault)
        loop = asyncio.get_running_loop()
        if fault.later:
            await self.crawl(played, folder)
            played.fault = fault
        started = loop.time()
        report, retries = await self.crawl(played, folder)
        waited = loop.time() - started
        wrong = [f"log: {said}" for said in self.errors.said[:1]]
        reasons = sorted({trouble.reason for trouble in report.problems})
        wanted, kept = {item.url for item in scenario.items}, _kept(folder, scenario, fault, wrong)
        if fault.name != "none" and (
            not played.struck
            or ("for ever" in fault.name and played.struck < 2)
            or (fault.where == "rows" and not scenario.dated and "dates" in fault.name)
        ):
            return Cell(scenario.source, fault.name, f"n/a: {_why(scenario, fault)}")
        outcome = f"named: {', '.join(reasons)}" if reasons else AGAIN if retries else WELL
        if (reasons and not fault.ends & set(reasons)) or "crashed" in reasons:
            wrong.append(f"ended with {reasons}")
        if not reasons and outcome not in fault.ends and not (outcome == AGAIN and WELL in fault.ends):
            wrong.append(f"ended with {outcome}")
        if not reasons and (report.failed or kept != wanted):
            wrong.append(f"silently without {sorted(wanted - kept)}, beyond {sorted(kept - wanted)}")
        if waited < fault.least:
            wrong.append(f"waited {waited:.0f} s of {fault.least:.0f}")
        if reasons and not wrong:
            played.fault = None
            report, _ = await self.crawl(played, folder)
            kept = _kept(folder, scenario, fault, wrong)
            if not report.ok or kept != wanted:
                wrong.append(
                    f"the next crawl ended with {[*map(str, report.problems)]}, without {sorted(wanted - kept)}"
                )
        if wrong:
            return Cell(
                scenario.source, fault.name, f"FAILED: {'; '.join(wrong)}", "; ".join(map(str, report.problems))[:300]
            )
        return Cell(scenario.source, fault.name, outcome)


def _kept(folder: Path, scenario: Scenario, fault: Fault, wrong: list[str]) -> set[str]:
    """The addresses of the pages in the archive; a page that is none of the publisher's documents is wrong."""
    bodies = {item.url: scenario.body(item) for item in (*scenario.items, scenario.old())}
    kept = set()
    with Archive.open(folder) as archive:
        for _, capture in archive.captures():
            if capture.kind != "page":
                continue
            kept.add(capture.url)
            whole = capture.body.rstrip() == bodies.get(capture.url, b"").rstrip()
            if not whole and not fault.later and "charset" not in fault.name:
                wrong.append(f"kept {len(capture.body)} bytes as {capture.url}")
    return kept


def _why(scenario: Scenario, fault: Fault) -> str:
    if fault.where in ("list", "rows") and scenario.source == "url":
        return "it has no lists"
    return fault.why


HOSTS: dict[str, set[str]] = {}
"""Hosts that each source asks: found by asking."""


def hosts_of(scenario: Scenario) -> set[str]:
    """The hosts that a source's spider may ask, so far as the replica knows them: by trying which answer for lists."""
    from crawlers.process import _spider

    given = Plan((scenario.source,), SINCE, UNTIL, words=("亚马逊",))
    given = replace(given, **dict(scenario.plan))
    first = {urlsplit(request.url).hostname or "" for request in _spider(scenario.source, given)[0](plan=given).first()}
    return first | scenario.hosts


async def _run(cells: Iterable[tuple[Scenario, Fault]], port: int, holder: list[Played], say: Any) -> list[Cell]:
    errors = Errors()
    logging.getLogger().addHandler(errors)
    crawls = Crawls(port, holder, errors)
    done = []
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        for number, (scenario, fault) in enumerate(cells):
            done.append(await crawls.cell(scenario, fault, Path(folder, str(number))))
            say(done[-1])
    return done


def run(sources: Iterable[str], faults: Iterable[Fault], say: Any = lambda cell: None) -> list[Cell]:
    """The cells of the table. Installs the reactor: once in a process."""
    from twisted.internet import asyncioreactor

    loop = OwnTimeLoop()
    asyncioreactor.install(loop)
    from twisted.internet import reactor as installed

    from tests.replica.wire import Connections

    reactor: Any = installed
    reactor.seconds = loop.time
    holder: list[Played] = []

    class Current(Replica):
        def serve(self, asked: Asked) -> Answer:
            return holder[0].serve(asked)

    port = reactor.listenTCP(0, Connections(Current()), interface="127.0.0.1").getHost().port
    wanted = [(SCENARIOS[name], fault) for name in sources for fault in faults]
    HOSTS.update({name: hosts_of(SCENARIOS[name]) for name in {one.source for one, _ in wanted}})
    found: list[Cell] = []
    failed: list[BaseException] = []

    async def main() -> None:
        try:
            found.extend(await _run(wanted, port, holder, say))
        except BaseException as problem:
            failed.append(problem)
            raise
        finally:
            reactor.stop()

    tasks = []
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
    parser.add_argument("-f", "--fault", help="part of its name")
    parser.add_argument("--json", type=Path, help="file to write the cells to")
    given = parser.parse_args(arguments)
    faults = [fault for fault in FAULTS if not given.fault or given.fault in fault.name]
    started = time.monotonic()
    cells = run(given.source or sorted(SCENARIOS), faults, lambda cell: sys.stderr.write(f"{cell}\n"))
    if given.json:
        given.json.write_text(json.dumps([asdict(cell) for cell in cells], ensure_ascii=False), encoding="utf-8")
    ends = Counter(cell.outcome.partition(":")[0] for cell in cells)
    said = ", ".join(f"{count} {name}" for name, count in ends.most_common())
    closing = f"{len(cells)} cells in {time.monotonic() - started:.1f} s: {said}"
    sys.stdout.write("\n".join([*lines(cells), closing, ""]))
    return 0 if all(cell.good for cell in cells) else 1


if __name__ == "__main__":
    sys.exit(main())

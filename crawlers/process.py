"""The child process of a crawl: Scrapy's reactor runs once in a process, and a crash here is not one of the program.

Reads the plan from the first line of standard input; writes JSON lines to standard output: progress, then the report.
When standard input closes, whoever started it is gone, and it ends at once: the archive may be left at any moment.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from crawlers.address import host_of, within
from crawlers.archive import Archive
from crawlers.errors import ArchiveBusy, CrawlersError, SourceBroken
from crawlers.plan import Allowed, Plan, SourceReport, Trouble
from crawlers.sources import source
from crawlers.unfinished import begin, end

if TYPE_CHECKING:
    from crawlers.budget import Budget

PATIENCE = 5.0
"""Seconds to wait for the archive: the process of a crawl just killed may still be ending."""
_EVERY = 0.1
"""Seconds between two lines of progress of a source, at least."""

Say = Callable[[dict[str, Any]], None]


def main(given: TextIO = sys.stdin, out: TextIO = sys.stdout) -> int:
    """Run the crawl of the plan in the first line of `given`."""
    plan, folder = _order(given.readline())
    lock = threading.Lock()

    def say(what: dict[str, Any]) -> None:
        with lock:
            out.write(json.dumps(what, ensure_ascii=True) + "\n")
            out.flush()

    threading.Thread(target=_end_with, args=(given,), daemon=True).start()
    notes: tuple[str, ...] = ()
    try:
        if plan.dry_run:
            reports = _dry(plan, folder)
        else:
            with Archive.open(folder, write=True, patience=PATIENCE) as archive:
                reports, notes = _crawl(plan, archive, say), archive.notes
    except CrawlersError as problem:
        kind = "ArchiveBusy" if isinstance(problem, ArchiveBusy) else "ArchiveError"
        say({"error": str(problem), "kind": kind})
        return 1
    say({"reports": [asdict(report) for report in reports], "notes": list(notes)})
    return 0


def _order(line: str) -> tuple[Plan, Path]:
    order = json.loads(line)
    return Plan.from_json(order["plan"]), Path(order["archive"])


def _end_with(given: TextIO) -> None:
    while given.read(1):
        pass
    os._exit(75)


def _spider(name: str, plan: Plan) -> tuple[Any, dict[str, Any]]:
    """A source's spider, and what it is made with besides the plan. Raises SourceBroken."""
    from scrapy.utils.misc import load_object

    found = source(name, plan.recipes).usable()
    try:
        spider = load_object(found.spider)
    except Exception as problem:
        raise SourceBroken(f"{name} cannot be used: {type(problem).__name__}: {problem}") from problem
    return spider, {"recipe": found.recipe} if found.recipe else {}


def _broken(name: str, problem: SourceBroken) -> SourceReport:
    return SourceReport(name, problems=(Trouble("plug-in broken", name, str(problem)),))


def _dry(plan: Plan, folder: Path) -> list[SourceReport]:
    """What would be asked, and how often the hosts may still be asked today. Nobody is, and nothing is written."""
    from crawlers.budget import FileBudget

    with closing(_shared_budget(plan) or FileBudget.open(folder, write=False)) as budget:
        used = budget.hosts()
    reports = []
    for name in plan.sources:
        try:
            kind, more = _spider(name, plan)
        except SourceBroken as problem:
            reports.append(_broken(name, problem))
            continue
        spider = kind(plan=plan, **more)
        requests = list(spider.first())
        asked = tuple(f"{request.method} {request.meta['capture']}" for request in requests)
        reports.append(SourceReport(name, asked=asked, allowed=_allowed(spider, requests, used)))
    return reports


def _allowed(spider: Any, requests: list[Any], used: Mapping[str, int]) -> tuple[Allowed, ...]:
    """Of the hosts that come first, and of those that it asked today or may ask as another did."""
    first = {host_of(request.url) for request in requests}
    others = {host for host in used if within(host, spider.allowed_domains)}
    daily = spider.plan.daily_of_source(spider.name)
    return tuple(Allowed(host, daily, used.get(host, 0)) for host in sorted(first | others))


def _shared_budget(plan: Plan) -> Budget | None:
    """The counts that workers share; None where there is one worker."""
    if not plan.redis:
        return None
    from crawlers.distributed.budget import SharedBudget

    return SharedBudget.open(plan.redis)


def _crawl(plan: Plan, archive: Archive, say: Say) -> list[SourceReport]:
    # Imported here: a dry run, and an archive that is busy, need no reactor.
    from scrapy.crawler import AsyncCrawlerProcess

    from crawlers.budget import FileBudget
    from crawlers.settings import for_plan
    from crawlers.sightings import keep, plan_days
    from crawlers.storing import Store

    shared: dict[str, Any] = {}
    if plan.redis:
        from crawlers.distributed.settings import for_worker

        shared = for_worker(plan)
    budget = _shared_budget(plan) or FileBudget.open(archive.folder, write=True)
    store, days = Store(archive, budget), plan_days(plan)
    begin(archive.folder, plan, days)
    process = AsyncCrawlerProcess(for_plan(plan) | shared)
    logging.getLogger("scrapy.core.scraper").setLevel(logging.ERROR)
    crawlers, broken = [], []
    for name in plan.sources:
        try:
            spider, more = _spider(name, plan)
        except SourceBroken as problem:
            broken.append(_broken(name, problem))
            keep(archive, plan, name, broken[-1].problems)
            continue
        crawler = process.create_crawler(spider)
        process.crawl(crawler, plan=plan, store=store, report_to=_progress(name, say), **more)
        crawlers.append((name, crawler))
    # What is loaded by now stays. Beside it a crawl's own objects are few, so that they would seldom be looked through,
    # and what goes round in circles would lie about by the megabyte.
    gc.freeze()
    with closing(budget):
        if crawlers:
            process.start()
    if store.error:
        raise store.error
    reports = [*broken, *(_report(name, crawler) for name, crawler in crawlers)]
    end(archive.folder, reports, plan, days)
    return reports


def _progress(name: str, say: Say) -> Callable[[Any, str], None]:
    last = 0.0

    def progress(count: Any, what: str) -> None:
        nonlocal last
        done = count.new + count.unchanged + count.failed
        if time.monotonic() - last >= _EVERY or done >= count.listed:
            last = time.monotonic()
            say({"progress": {"source": name, "done": done, "listed": count.listed, "what": what}})

    return progress


def _report(name: str, crawler: Any) -> SourceReport:
    reason = crawler.stats.get_value("finish_reason") if crawler.spider else None
    if crawler.spider is None:
        return SourceReport(name, problems=(Trouble("crashed", name, "the spider could not be started"),))
    if reason == "finished":
        errors = crawler.stats.get_value("spider_exceptions/count", 0)
        if errors:
            crawler.spider.trouble(Trouble("crashed", name, f"{errors} answers could not be read; see the log"))
    else:
        crawler.spider.trouble(Trouble("stopped", name, str(reason)))
    report: SourceReport = crawler.spider.report(ended=reason == "finished")
    return report


if __name__ == "__main__":
    sys.exit(main())

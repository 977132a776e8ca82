"""Two crawling processes share one frontier; one is killed; everything is archived, and nothing twice."""

from __future__ import annotations

import json
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO

import pytest

from crawlers import crawl as crawling
from crawlers.archive import Archive
from crawlers.crawl import Company, Plan, crawl
from crawlers.errors import ArchiveError
from crawlers.merging import merge
from tests.distributed.fixtures import free_port
from tests.ready.starting import arguments, interpreter
from tests.replica.played import Played
from tests.replica.scenarios.commoncrawl import COMMON_CRAWL
from tests.replica.server import ORGIDS, STATIC, WWW, Answer, Replica, add_cninfo, filings, running

pytestmark = pytest.mark.redis
EACH = 70
LIVELY = """
import sys
from scrapy.core.engine import ExecutionEngine
from crawlers import process

ExecutionEngine._SLOT_HEARTBEAT_INTERVAL = 0.2
sys.exit(process.main())
"""
"""A crawl's process that looks five times a second, not every five seconds, whether there is more or it may end."""


@pytest.fixture(autouse=True)
def lively(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawling, "CHILD", (*arguments(), "-c", LIVELY))


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        add_cninfo(replica, {code: filings(code, EACH) for code in ORGIDS})
        yield replica


def plan(replica: Replica, redis: str, worker: str) -> Plan:
    return Plan(
        sources=("cninfo",),
        since=date(2021, 6, 1),
        until=date(2021, 12, 31),
        companies=tuple(Company(code, orgid) for code, orgid in ORGIDS.items()),
        delay=0.0,
        timeout=10.0,
        hosts=replica.hosts(WWW, STATIC),
        recheck=timedelta(0),
        redis=redis,
        worker=worker,
        lease=2.0,
    )


def start(plan: Plan, archive: Path) -> subprocess.Popen[str]:
    command = [*interpreter(), "-c", LIVELY]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert worker.stdin is not None
    worker.stdin.write(json.dumps({"plan": plan.to_json(), "archive": str(archive)}) + "\n")
    worker.stdin.flush()
    return worker


def until_archived(output: IO[str], folder: Path, number: int) -> None:
    """Read progress until so many pages are archived: what is told as done may still wait to be written."""
    for _ in output:
        with Archive.open(folder) as archive:
            if sum(capture.kind == "page" for _, capture in archive.captures()) >= number:
                return


def test_one_of_two_workers_is_killed_and_nothing_is_lost_or_doubled(
    replica: Replica, redis_url: str, tmp_path: Path
) -> None:
    replica.pace = 0.04
    workers = [start(plan(replica, redis_url, "a"), tmp_path / "a")]
    try:
        # Of workers that ask one host, whichever asked last may have all of its turns: so one has some first.
        assert workers[0].stdout
        until_archived(workers[0].stdout, tmp_path / "a", 10)
        workers.append(start(plan(replica, redis_url, "b"), tmp_path / "b"))
        assert workers[1].stdout
        until_archived(workers[0].stdout, tmp_path / "a", 60)  # the other has come up meanwhile
        workers[0].send_signal(signal.SIGKILL)
        workers[0].wait()
        said = workers[1].stdout.read()  # its standard input stays open: closed, it would end at once
    finally:
        for worker in workers:
            if worker.poll() is None:
                worker.kill()
                worker.wait()
    report = json.loads(said.splitlines()[-1])["reports"][0]
    assert report["problems"] == [], report
    with Archive.open(tmp_path / "all", write=True) as archive:
        parts = []
        for name in ("a", "b"):
            with Archive.open(tmp_path / name) as part:
                parts.append(sum(capture.kind == "page" for _, capture in part.captures()))
            assert merge(archive, tmp_path / name).problems == ()
        pages = Counter(capture.url for _, capture in archive.captures() if capture.kind == "page")
        wanted = {f"http://{STATIC}/{row['adjunctUrl']}" for code in ORGIDS for row in filings(code, EACH)}
        assert set(pages) == wanted and set(pages.values()) == {1}
        assert parts[0] >= 10 and parts[1] >= 10  # both took part
        # What was in hand at the kill may have been fetched again, nothing else.
        assert sum(parts) - len(wanted) <= 16
        assert {one.slice.complete for one in archive.slices()} == {True}
        again = merge(archive, tmp_path / "a")
        assert again.new == 0 and archive.check() == []


def test_a_second_run_asks_only_for_lists(replica: Replica, redis_url: str, tmp_path: Path) -> None:
    from dataclasses import replace

    given = replace(plan(replica, redis_url, "a"), recheck=timedelta(days=7))
    report = crawl(given, tmp_path)
    assert report.ok and report.sources[0].new == 2 * EACH, report
    replica.asked.clear()
    again = crawl(given, tmp_path / "another machine")
    assert again.ok and (again.sources[0].new, again.sources[0].unchanged) == (0, 2 * EACH)
    assert {asked.host for asked in replica.asked} == {WWW}


def test_workers_share_the_budget_of_a_host(replica: Replica, redis_url: str, tmp_path: Path) -> None:
    from dataclasses import replace

    given = replace(plan(replica, redis_url, "a"), daily=20)
    report = crawl(given, tmp_path / "a")
    assert not report.ok and Counter(asked.host for asked in replica.asked)[STATIC] == 20
    other = crawl(replace(given, worker="b", words=("another",)), tmp_path / "b")  # on another machine, for others
    assert not other.ok and Counter(asked.host for asked in replica.asked)[STATIC] == 20
    [dry] = crawl(replace(given, dry_run=True), tmp_path / "c").sources
    assert f"{STATIC}: 20 of 20 requests a day are used, 0 left" in map(str, dry.allowed)


def test_stretches_of_one_file_are_pages_of_their_own(redis_url: str, tmp_path: Path) -> None:
    with running(Played(COMMON_CRAWL, None)) as played:
        given = Plan(
            ("commoncrawl",),
            date(2021, 8, 1),
            date(2021, 8, 31),
            delay=0.0,
            hosts=played.hosts("index.commoncrawl.org", "data.commoncrawl.org"),
            addresses=COMMON_CRAWL.plan["addresses"],
            redis=redis_url,
            worker="a",
        )
        report = crawl(given, tmp_path)
    assert report.ok and report.sources[0].new == len(COMMON_CRAWL.items), report


def test_what_one_worker_missed_is_closed_by_what_another_had(replica: Replica, redis_url: str, tmp_path: Path) -> None:
    listing, row = (WWW, "/new/hisAnnouncement/query"), filings(next(iter(ORGIDS)), EACH)[0]
    page = (STATIC, f"/{row['adjunctUrl']}")
    whole, file = replica.answer[listing], replica.answer[page]
    last = list(ORGIDS)[-1]
    replica.answer[listing] = lambda asked: Answer(b"busy", 500) if last in asked.form["stock"] else whole(asked)
    replica.answer[page] = lambda asked: Answer(b"busy", 500)
    assert not crawl(plan(replica, redis_url, "a"), tmp_path / "a").ok
    replica.answer |= {listing: whole, page: file}
    assert crawl(plan(replica, redis_url, "b"), tmp_path / "b").ok
    with Archive.open(tmp_path / "a") as archive:
        missed = [(one.page, one.reason, one.state) for one in archive.quarantine()]
    assert sorted(missed) == [(False, "server error", "open"), (True, "server error", "open")]
    with Archive.open(tmp_path / "all", write=True) as archive:
        merge(archive, tmp_path / "a")
        assert sorted((one.page, one.reason, one.state) for one in archive.quarantine()) == sorted(missed)
        merge(archive, tmp_path / "b")
        assert [one.state for one in archive.quarantine()] == ["closed", "closed"]


def test_a_redis_that_is_not_there_is_named(replica: Replica, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="does not answer"):
        crawl(plan(replica, f"redis://127.0.0.1:{free_port()}/0", "a"), tmp_path)

"""What a host may be asked in a day: never passed, by whatever means; the next day has the rest, nothing is silent."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from scrapy import Request

from aftershock.alarms import alarms, gaps
from crawlers import crawl as crawling
from crawlers.archive import Archive
from crawlers.budget import FILE, FileBudget
from crawlers.crawl import Company, Plan, crawl
from crawlers.errors import ArchiveError
from crawlers.plan import SourceReport
from crawlers.quarantine import Question
from crawlers.sightings import Sightings
from crawlers.turns import follow, in_turn, put_forward
from tests.crawlers.test_crawl import run_until
from tests.ready.starting import arguments, interpreter
from tests.replica.server import ORGIDS, STATIC, WWW, Answer, Asked, Replica, add_cninfo, filings, running

NOON = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
EVENING = datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
"""Half an hour before midnight in Beijing."""
HOST = "news.example"

AT_NOON = f"""
import sys
from datetime import datetime
from crawlers import budget, process

opened, noon = budget.FileBudget.open, datetime.fromisoformat("{NOON}")
budget.FileBudget.open = lambda folder, write: opened(folder, write=write, clock=lambda: noon)
sys.exit(process.main())
"""
"""A crawl's process for which it is always noon: no count may begin anew in the middle of a test."""


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawling, "CHILD", (*arguments(), "-c", AT_NOON))


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        yield replica


def cninfo(replica: Replica, **more: object) -> Plan:
    given: dict[str, object] = {
        "sources": ("cninfo",),
        "since": datetime(2021, 6, 1).date(),
        "until": datetime(2021, 12, 31).date(),
        "companies": (Company("300209", ORGIDS["300209"]),),
        "delay": 0.0,
        "hosts": replica.hosts(WWW, STATIC),
    }
    return Plan(**(given | more))  # type: ignore[arg-type]


def feed(replica: Replica, pages: int, path: str = "/rss.xml") -> None:
    items = "".join(f"<item><link>http://{HOST}/{n}.html</link><title>第{n}篇</title></item>" for n in range(pages))
    replica.page(HOST, path, f"<rss><channel>{items}</channel></rss>", Content_Type="text/xml")
    for number in range(pages):
        replica.page(HOST, f"/{number}.html", f"<html><p>第{number}篇</p></html>")


def feeds(replica: Replica, **more: object) -> Plan:
    given: dict[str, object] = {
        "sources": ("feed",),
        "delay": 0.0,
        "hosts": replica.hosts(HOST),
        "addresses": {"feed": (f"http://{HOST}/rss.xml",), "sitemap": (f"http://{HOST}/sitemap.xml",)},
    }
    return Plan(**(given | more))  # type: ignore[arg-type]


def asked(replica: Replica) -> Counter[str]:
    return Counter(one.host for one in replica.asked)


def counted(archive: Path) -> dict[str, int]:
    budget = FileBudget.open(archive, write=False, clock=lambda: NOON)
    try:
        return budget.hosts()
    finally:
        budget.close()


def a_day_passes(archive: Path) -> None:
    with sqlite3.connect(archive / FILE) as connection:
        connection.execute("UPDATE spent SET day = date(day, '-1 day')")


def spent(archive: Path, requests: int, when: datetime = NOON, host: str = HOST) -> None:
    budget = FileBudget.open(archive, write=True, clock=lambda: when)
    for _ in range(requests):
        assert budget.spend(host, 0)
    budget.close()


def reasons(report: SourceReport) -> dict[str, str]:
    return {trouble.reason: trouble.detail for trouble in report.problems}


# Counting


def test_a_host_has_its_requests_and_not_one_more(tmp_path: Path) -> None:
    budget = FileBudget.open(tmp_path, write=True, clock=lambda: NOON)
    assert [budget.spend("a.example", 3) for _ in range(5)] == [True, True, True, False, False]
    assert budget.spend("b.example", 3) and budget.used("a.example") == 3 and budget.used("c.example") == 0
    assert not budget.spend("a.example", 2) and budget.spend("a.example", 0)  # a lower cap; no cap
    assert budget.hosts() == {"a.example": 4, "b.example": 1}
    budget.close()


def test_counts_outlive_the_process_and_end_at_midnight_in_beijing(tmp_path: Path) -> None:
    hour = [datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)]
    for expected in (True, True, False):
        budget = FileBudget.open(tmp_path, write=True, clock=lambda: hour[0])
        assert budget.spend("a.example", 2) is expected
        if not expected:
            hour[0] += timedelta(seconds=1)  # 2 March begins, in the middle of a run
            assert budget.used("a.example") == 0 and budget.spend("a.example", 2)
            assert budget.hosts() == {"a.example": 1}
        budget.close()
    hour[0] += timedelta(days=40)
    FileBudget.open(tmp_path, write=True, clock=lambda: hour[0]).close()
    with sqlite3.connect(tmp_path / FILE) as connection:
        assert connection.execute("SELECT count(*) FROM spent").fetchone() == (0,)


def test_what_is_not_there_is_nothing_used_and_is_not_made(tmp_path: Path) -> None:
    assert counted(tmp_path) == {} and not list(tmp_path.iterdir())
    (tmp_path / FILE).touch()  # whoever made it was killed at once
    assert counted(tmp_path) == {}


@pytest.mark.parametrize("write", [True, False], ids=["to write", "to read"])
def test_a_file_that_cannot_be_used_is_said(tmp_path: Path, write: bool) -> None:
    (tmp_path / FILE).write_bytes(b"no database " * 100)
    with pytest.raises(ArchiveError, match=r"budget\.sqlite cannot be used .*delete it"):
        FileBudget.open(tmp_path, write=write)
    (tmp_path / FILE).unlink()
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("PRAGMA user_version = 9")
    with pytest.raises(ArchiveError, match="newer version"):
        FileBudget.open(tmp_path, write=write)


# Crawling


def test_the_rest_is_asked_on_the_next_day_and_until_then_it_is_known_to_lack(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 40)})
    given = cninfo(replica, daily=22)
    [first] = crawl(given, tmp_path).sources
    # A host's robots.txt counts; what the host of the lists takes does not.
    assert asked(replica) == counted(tmp_path) == {WWW: 3, STATIC: 22}
    assert (first.ok, first.listed, first.new, first.failed) == (False, 40, 21, 19)
    said = f"the 22 requests that {STATIC} may have in a day are used; 19 addresses were not asked"
    assert reasons(first) == {"budget used up": said} and len(first.problems) == 1
    with Archive.open(tmp_path) as archive:
        [gap] = gaps(archive)
        assert len(gap.missing) == 19
    replica.asked.clear()
    [again] = crawl(given, tmp_path).sources  # on the same day: only what is left to the host of the lists
    assert asked(replica) == {WWW: 3} and (again.new, again.failed) == (0, 19)
    a_day_passes(tmp_path)
    [later] = crawl(given, tmp_path).sources
    assert later.ok and (later.new, later.unchanged) == (19, 21)
    with Archive.open(tmp_path) as archive:
        assert gaps(archive) == [] and archive.check() == []


def test_a_list_that_could_not_be_asked_to_its_end_is_red(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 40)})
    spent(tmp_path, 1, host=WWW)
    [first] = crawl(cninfo(replica, daily=90, daily_of={"cninfo": 3}), tmp_path).sources
    assert asked(replica) == {WWW: 2, STATIC: 3} and not first.ok
    with Archive.open(tmp_path) as archive:
        [gap] = gaps(archive)
        assert (gap.slice.found, gap.slice.expected, gap.slice.problem) == (30, 40, "budget used up")


def test_a_list_that_no_day_suffices_for_is_named(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 130)})  # five pages, and robots.txt
    [first] = crawl(cninfo(replica, daily=90, daily_of={"cninfo": 5}), tmp_path).sources
    said = f"cninfo filings 300209 2021-06-01~2021-12-31: 6 requests, and {WWW} may have 5 in a day"
    assert reasons(first)["cap too small"] == said
    with Archive.open(tmp_path) as archive:
        [gap] = gaps(archive)
        [alarm] = alarms([gap], [], NOON)
        assert (gap.slice.found, gap.slice.problem) == (120, "cap too small") and "raise daily" in alarm.text


def test_lists_that_a_day_does_not_suffice_for_come_by_turns(replica: Replica, tmp_path: Path) -> None:
    paths = [f"/{number}.xml" for number in range(6)]
    for path in paths:
        other = "<item><link>http://other.example/a.html</link><title>一篇</title></item>"
        replica.page(HOST, path, f"<rss><channel>{other}</channel></rss>", Content_Type="text/xml")
    replica.page("other.example", "/a.html", "<html><p>一篇</p></html>")
    given = feeds(
        replica,
        daily=4,
        hosts=replica.hosts(HOST, "other.example"),
        addresses={"feed": tuple(f"http://{HOST}{path}" for path in paths)},
    )
    seen: list[set[str]] = []
    for _ in range(3):
        replica.asked.clear()
        [report] = crawl(given, tmp_path).sources
        seen.append({one.path for one in replica.asked if one.path in paths})
        assert "budget used up" in reasons(report) and asked(replica)[HOST] == 4
        a_day_passes(tmp_path)
    assert [len(day) for day in seen] == [3, 3, 3]
    assert seen[0] | seen[1] == set(paths) and seen[2] == seen[0]


def test_what_has_waited_longest_is_asked_first_and_what_follows_from_it_comes_with_it() -> None:
    def request(subject: str, priority: int = 10) -> Request:
        return Request(f"http://{HOST}/{subject}", priority=priority, meta={"question": Question("search", subject)})

    class Known:
        def owed(self, question: Question) -> datetime | None:
            return {"b": NOON, "d": NOON - timedelta(days=1)}.get(question.subject)

    requests = [request(subject) for subject in "abcd"]
    put_forward(requests, cast(Sightings, Known()))
    assert [one.meta["question"].subject for one in in_turn(requests)] == ["d", "b", "a", "c"]
    assert [one.priority for one in requests] == [10, 11, 10, 12]
    further = request("d")
    follow(further, requests[3].meta)
    assert further.priority == 12


@pytest.mark.parametrize("cap", [1, 20])
def test_tries_redirects_and_robots_count_whoever_asks(replica: Replica, tmp_path: Path, cap: int) -> None:
    feed(replica, 12)
    locations = "".join(f"<url><loc>http://{HOST}/s{n}.html</loc></url>" for n in range(12))
    replica.page(HOST, "/sitemap.xml", f"<urlset>{locations}</urlset>", Content_Type="text/xml")
    for number in range(12):  # each is redirected twice
        for path, to in ((f"/s{number}.html", f"/t{number}.html"), (f"/t{number}.html", f"/{number}.html")):
            replica.answer[HOST, path] = lambda asked, to=to: Answer(b"", 302, {"Location": to})  # type: ignore[misc]
    tries: Counter[str] = Counter()

    def moody(asked: Asked) -> Answer:
        tries[asked.path] += 1
        return Answer(b"", 503) if tries[asked.path] % 3 else Answer(b"<html><p>so</p></html>")

    for number in range(0, 12, 3):
        replica.answer[HOST, f"/{number}.html"] = moody
    report = crawl(feeds(replica, sources=("feed", "sitemap"), daily=cap), tmp_path)
    assert asked(replica) == counted(tmp_path) == {HOST: cap}
    assert not report.ok and all("budget used up" in reasons(one) for one in report.sources)
    assert all(one.listed == one.new + one.unchanged + one.failed for one in report.sources)


def test_a_source_with_a_cap_of_its_own_counts_what_others_asked(replica: Replica, tmp_path: Path) -> None:
    feed(replica, 5)
    spent(tmp_path, 3)
    [small] = crawl(feeds(replica, daily=50, daily_of={"feed": 5}), tmp_path).sources
    assert "the 5 requests" in reasons(small)["budget used up"] and asked(replica) == {HOST: 2}
    [none] = crawl(feeds(replica, daily=5, daily_of={"feed": 0}), tmp_path).sources
    assert none.ok and none.new == 5


def test_pages_that_are_archived_leave_half_for_new_ones(replica: Replica, tmp_path: Path) -> None:
    feed(replica, 20)
    assert crawl(feeds(replica), tmp_path).ok
    a_day_passes(tmp_path)
    feed(replica, 24)  # the new ones stand last
    replica.asked.clear()
    [report] = crawl(feeds(replica, daily=14, recheck=timedelta(0)), tmp_path).sources
    assert report.new == 4 and report.unchanged + report.failed == 20  # in whichever order they were asked
    assert 1 <= report.unchanged <= 5 and asked(replica) == {HOST: 6 + report.unchanged}
    assert "the 7 requests that news.example may have in a day for pages known" in reasons(report)["budget used up"]


def test_a_kill_forgets_no_request(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 80)})
    given = cninfo(replica, daily=60).to_json()
    assert not run_until(given, tmp_path, 12, child=True, of=("-c", AT_NOON))
    told, sent = counted(tmp_path), asked(replica)
    assert all(sent[host] <= told[host] <= sent[host] + 1 for host in told)  # one may have been on its way
    assert not run_until(given, tmp_path, None, child=True, of=("-c", AT_NOON))
    assert counted(tmp_path)[STATIC] == 60 and 59 <= asked(replica)[STATIC] <= 60


MIDNIGHT = """
import sys
from datetime import timedelta
from crawlers import budget, middlewares, process
from tests.crawlers.test_budget import EVENING

refused = []

class Share(budget.Share):
    def check(self, request):
        try:
            super().check(request)
        except budget.BudgetUsedUp:
            refused.append(request)
            raise

opened = budget.FileBudget.open  # with the first refusal it is the next day
budget.FileBudget.open = lambda folder, write: opened(
    folder, write=write, clock=lambda: EVENING + timedelta(hours=len(refused))
)
middlewares.Share = Share
sys.exit(process.main())
"""


def test_after_midnight_the_rules_of_a_host_are_asked_for_before_its_pages(replica: Replica, tmp_path: Path) -> None:
    feed(replica, 3)
    replica.page(HOST, "/robots.txt", "User-agent: *\nDisallow: /2.html\n", Content_Type="text/plain")
    spent(tmp_path, 50, EVENING)
    others = tuple(f"http://{HOST}/none{number}.xml" for number in range(20))
    given = feeds(replica, daily=50, addresses={"feed": (*others, f"http://{HOST}/rss.xml")})
    order = json.dumps({"plan": given.to_json(), "archive": str(tmp_path)}) + "\n"
    command = [*interpreter(), "-c", MIDNIGHT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin and run.stdout
        run.stdin.write(order)
        run.stdin.flush()
        [report] = json.loads(run.stdout.read().splitlines()[-1])["reports"]
    paths = [one.path for one in replica.asked]
    assert paths[0] == "/robots.txt" and "/0.html" in paths and "/2.html" not in paths, paths
    assert {trouble["reason"] for trouble in report["problems"]} == {"budget used up", "gone", "robots"}


def test_a_crawl_that_cannot_count_sends_nothing(replica: Replica, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database " * 100)
    with pytest.raises(ArchiveError, match="delete it"):
        crawl(feeds(replica), tmp_path)
    assert not replica.asked


def test_a_dry_run_says_what_is_left(replica: Replica, tmp_path: Path) -> None:
    spent(tmp_path, 5)
    [dry] = crawl(feeds(replica, daily=9, dry_run=True), tmp_path).sources
    assert [str(one) for one in dry.allowed] == [f"{HOST}: 5 of 9 requests a day are used, 4 left"]
    assert not replica.asked

"""The crawl as a whole, against a small replica: what is fetched, skipped, refused and said."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.crawl import Company, Plan, Progress, Report, crawl
from crawlers.errors import ArchiveBusy, UnknownSource
from crawlers.sources import SOURCES
from tests.ready.starting import arguments
from tests.replica.server import ORGIDS, STATIC, WWW, Answer, Asked, Replica, add_cninfo, filings, running

TIANZE, HUADING = Company("300209", "9900018896", "天泽信息"), Company("601113", "9900019412", "ST华鼎")


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        yield replica


def plan(replica: Replica, *companies: Company, **more: object) -> Plan:
    given: dict[str, object] = {
        "sources": ("cninfo",),
        "since": date(2021, 6, 1),
        "until": date(2021, 12, 31),
        "companies": companies or (TIANZE,),
        "delay": 0.0,
        "timeout": 10.0,
        "recheck": timedelta(0),
        "hosts": replica.hosts(WWW, STATIC, "www.nbd.com.cn"),
    }
    return Plan(**(given | more))  # type: ignore[arg-type]


def pages(archive: Path) -> list[Capture]:
    with Archive.open(archive) as opened:
        assert opened.check() == []
        return [capture for _, capture in opened.captures() if capture.kind == "page"]


def test_filings_are_fetched_with_what_the_list_says(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 65), "601113": filings("601113", 3)})
    progress: list[Progress] = []
    report = crawl(plan(replica, TIANZE, HUADING), tmp_path, progress.append)
    [source] = report.sources
    assert report.ok, source.problems
    assert (source.listed, source.expected, source.new, source.failed) == (68, 68, 68, 0)
    found = {capture.url: capture for capture in pages(tmp_path)}
    one = found["http://static.cninfo.com.cn/finalpage/2021-07-02/3002090001.PDF"]
    assert one.meta == {
        "id": "3002090001",
        "title": "关于事项之1的公告",
        "published": "2021-07-02T00:00:00+08:00",
        "precision": "day",
        "code": "300209",
        "company": "公司300209",
        "orgid": "9900018896",
        "types": "01||02",
    }
    assert progress and progress[-1].done == progress[-1].listed == 68
    with Archive.open(tmp_path) as archive:
        assert sum(capture.kind == "list" for _, capture in archive.captures()) == 4


def test_a_second_crawl_stores_nothing_and_asks_conditionally(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 5)})
    crawl(plan(replica), tmp_path)
    size = len(pages(tmp_path))
    replica.asked.clear()
    report = crawl(plan(replica), tmp_path)
    assert report.ok and (report.sources[0].new, report.sources[0].unchanged) == (0, 5)
    assert all("if-none-match" in asked.headers for asked in replica.asked if asked.path.endswith(".PDF"))
    assert len(pages(tmp_path)) == size
    replica.asked.clear()
    report = crawl(plan(replica, recheck=timedelta(days=7)), tmp_path)
    assert report.ok and report.sources[0].unchanged == 5
    assert not [asked for asked in replica.asked if asked.path.endswith(".PDF")]


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_where_nothing_is_new_only_lists_are_asked_for(replica: Replica, tmp_path: Path, validator: str) -> None:
    host = "news.example"
    items = "".join(f"<item><link>http://{host}/{n}.html</link><title>第{n}篇</title></item>" for n in range(5))
    valid = {"ETag": '"7"', "Last-Modified": "Thu, 12 Aug 2021 04:00:00 GMT"}[validator]
    feed = f"<rss><channel>{items}</channel></rss>"
    replica.page(host, "/rss.xml", feed, **{"Content_Type": "text/xml", validator.replace("-", "_"): valid})
    for number in range(5):
        replica.page(host, f"/{number}.html", f"<html><p>{number}</p></html>")
    asked = plan(
        replica,
        sources=("feed",),
        hosts=replica.hosts(host),
        addresses={"feed": (f"http://{host}/rss.xml",)},
        recheck=timedelta(days=7),
    )
    assert crawl(asked, tmp_path).sources[0].new == 5
    replica.asked.clear()
    report = crawl(asked, tmp_path)
    assert report.ok and (report.sources[0].lists, report.sources[0].listed, report.sources[0].unchanged) == (1, 5, 5)
    assert [one.path for one in replica.asked] == ["/robots.txt", "/rss.xml"]
    header = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}[validator]
    assert replica.asked[1].headers[header] == valid
    assert len(pages(tmp_path)) == 5


def test_a_changed_document_is_stored_beside_the_old_one(replica: Replica, tmp_path: Path) -> None:
    rows = filings("300209", 2)
    add_cninfo(replica, {"300209": rows})
    crawl(plan(replica), tmp_path)
    replica.page(STATIC, f"/{rows[0]['adjunctUrl']}", b"%PDF-1.4 corrected", ETag='"new"')
    report = crawl(plan(replica), tmp_path)
    assert (report.sources[0].new, report.sources[0].unchanged) == (1, 1)
    assert len(pages(tmp_path)) == 3


def test_addresses_are_asked_for_however_long_they_are(replica: Replica, tmp_path: Path) -> None:
    """As those of searches for many words; that of the next page here, and of a page."""
    host, long = "news.example", "x" * 3000
    first, last = f"http://{host}/feed?at=", f"http://{host}/p?{long}"
    rows = {first: {"items": [], "next_url": f"{first}{long}"}, f"{first}{long}": {"items": [{"id": "1", "url": last}]}}

    def feed(asked: Asked) -> Answer:
        answer = {"version": "https://jsonfeed.org/version/1.1", **rows[f"http://{host}{asked.path}"]}
        return Answer(json.dumps(answer).encode(), 200, {"Content-Type": "application/feed+json"})

    replica.answer[host, "/feed"] = feed
    replica.page(host, "/p", "<html><p>一篇</p></html>")
    asked = plan(replica, sources=("feed",), addresses={"feed": (first,)}, hosts=replica.hosts(host))
    [source] = crawl(asked, tmp_path).sources
    assert source.ok and (source.lists, source.new) == (2, 1) and [one.url for one in pages(tmp_path)] == [last]


def test_an_unknown_orgid_is_looked_up(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 2)})
    report = crawl(plan(replica, Company("300209"), Company("999999")), tmp_path)
    assert report.sources[0].new == 2
    assert [trouble.reason for trouble in report.sources[0].problems] == ["unknown company"]


def test_a_wrong_orgid_is_found_out(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 2), "601113": []})
    report = crawl(plan(replica, Company("300209", "gssz0300209"), HUADING), tmp_path)
    assert report.ok and report.sources[0].new == 2
    looked_up = [asked.form["keyWord"] for asked in replica.asked if asked.path.endswith("topSearch/query")]
    assert sorted(looked_up) == ["300209", "601113"]


def test_a_total_that_stays_different_is_said(replica: Replica, tmp_path: Path) -> None:
    rows = filings("300209", 40)
    add_cninfo(replica, {"300209": [*rows[:10], rows[3], *rows[10:]]})
    report = crawl(plan(replica), tmp_path)
    [trouble] = report.sources[0].problems
    assert trouble.reason in ("total differs", "page repeated")
    assert "filings 300209 2021-08-06: 1 rows read of 2" in trouble.detail  # the day that differs, not the half year
    assert report.sources[0].new == 40 and not report.ok


def test_paging_that_goes_round_is_said(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 90)})
    honest = replica.answer[WWW, "/new/hisAnnouncement/query"]

    def stuck(asked):  # type: ignore[no-untyped-def]
        asked.form["pageNum"] = str(min(2, int(asked.form["pageNum"])))
        return honest(asked)

    replica.answer[WWW, "/new/hisAnnouncement/query"] = stuck
    report = crawl(plan(replica), tmp_path)
    # Halved until a slice needs no paging, so that all is read in spite of it.
    assert report.ok and report.sources[0].new == report.sources[0].expected == 90


def test_large_spans_are_halved(replica: Replica, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from crawlers.sources.cninfo import CninfoSpider

    spider = CninfoSpider(plan(replica, since=date(2021, 1, 1), until=date(2021, 1, 4)))
    [whole] = spider.first()
    answer = {"announcements": [], "totalRecordNum": 5000}
    halves = list(spider.read_walked(answer, whole.cb_kwargs["context"]["walk"]))
    assert [str(request.cb_kwargs["context"]["walk"].days) for request in halves] == [  # type: ignore[union-attr]
        "2021-01-01~2021-01-02",
        "2021-01-03~2021-01-04",
    ]


FAULTS = {
    "html in place of a pdf": (Answer(b"<html><body>maintenance</body></html>"), "wrong content"),
    "empty": (Answer(b""), "empty"),
    "gone": (Answer(b"no", 404), "gone"),
    "challenge": (Answer(b"<html><script>var arg1='A';acw_sc__v2</script></html>"), "blocked"),
    "refused": (Answer(b"no", 403), "blocked"),
    "server error": (Answer(b"no", 504), "server error"),
    "broken off": (Answer(b"%PDF-1.4" * 5000, cut=True), "no answer"),
    "too large": (Answer(b"%PDF-1.4" * 200_000), "too large"),
    "redirect loop": (Answer(b"", 302, {"Location": ""}), "server error"),
    "private": (Answer(b"", 302, {"Location": "http://127.0.0.1:9/x"}), "refused address"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_has_its_name_and_the_rest_is_fetched(replica: Replica, tmp_path: Path, fault: str) -> None:
    rows = filings("300209", 3)
    add_cninfo(replica, {"300209": rows})
    answer, reason = FAULTS[fault]
    if fault == "redirect loop":
        answer.headers["Location"] = f"http://{STATIC}/{rows[0]['adjunctUrl']}"
    replica.answer[STATIC, f"/{rows[0]['adjunctUrl']}"] = lambda asked: answer
    report = crawl(plan(replica, max_body=1_000_000), tmp_path)
    [source] = report.sources
    reasons = {trouble.reason for trouble in source.problems}
    assert reason in reasons and reasons <= {reason, "host given up"}, source.problems
    assert source.failed == 1 if reason != "blocked" else source.failed >= 1
    assert source.new == 2 or reason == "blocked"
    assert source.new + source.failed == 3
    assert all(capture.url != f"http://{STATIC}/{rows[0]['adjunctUrl']}" for capture in pages(tmp_path))


def test_a_host_that_refuses_is_asked_nothing_more(replica: Replica, tmp_path: Path) -> None:
    rows = filings("300209", 14)  # fewer than are in hand at once: all but the first wait for their turn already
    add_cninfo(replica, {"300209": rows})
    for row in rows:
        replica.answer[STATIC, f"/{row['adjunctUrl']}"] = lambda asked: Answer(b"no", 403)
    replica.pace = 0.05
    [report] = crawl(plan(replica), tmp_path).sources
    asked = [one.path for one in replica.asked if one.host == STATIC and one.path != "/robots.txt"]
    assert len(asked) <= 3, asked  # the next may be on its way when the refusal is read
    assert {trouble.reason for trouble in report.problems} == {"blocked", "host given up"} and report.failed == 14


def test_errors_that_pass_are_waited_out(replica: Replica, tmp_path: Path) -> None:
    rows = filings("300209", 1)
    add_cninfo(replica, {"300209": rows})
    path = f"/{rows[0]['adjunctUrl']}"
    good, times = replica.answer[STATIC, path], []

    def moody(asked):  # type: ignore[no-untyped-def]
        times.append(time.monotonic())
        if len(times) == 1:
            return Answer(b"", 503, {"Retry-After": "1"})
        return Answer(b"", 504) if len(times) < 4 else good(asked)

    replica.answer[STATIC, path] = moody
    report = crawl(plan(replica), tmp_path)
    assert report.ok and report.sources[0].new == 1
    assert len(times) == 4 and times[1] - times[0] >= 1.0


@pytest.mark.parametrize(
    ("robots", "reasons"),
    [
        (Answer(b"User-agent: *\nDisallow:/new/\n", headers={"Content-Type": "text/plain"}), {"robots"}),
        (Answer(b"", 503), {"robots unreachable"}),
        (Answer(b"User-agent: *\nDisallow: /", 403), set()),
        (Answer(b"<html>User-agent: *\nDisallow: /\n</html>"), set()),
    ],
)
def test_robots_are_obeyed(replica: Replica, tmp_path: Path, robots: Answer, reasons: set[str]) -> None:
    add_cninfo(replica, {"300209": filings("300209", 2)})
    replica.answer[WWW, "/robots.txt"] = lambda asked: robots
    report = crawl(plan(replica), tmp_path)
    assert {trouble.reason for trouble in report.sources[0].problems} == reasons
    assert report.sources[0].new == (0 if reasons else 2)


def test_a_delay_that_robots_ask_for_is_kept(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 3)})
    times: list[float] = []
    for path in [path for host, path in replica.answer if host == STATIC]:
        good = replica.answer[STATIC, path]
        replica.answer[STATIC, path] = lambda asked, g=good: (times.append(time.monotonic()), g(asked))[1]  # type: ignore[misc]
    replica.page(STATIC, "/robots.txt", "User-agent: *\nCrawl-delay:0.5\n", Content_Type="text/plain")
    assert crawl(plan(replica), tmp_path).ok
    assert len(times) == 3 and times[1] - times[0] >= 0.5 and times[2] - times[1] >= 0.5


def test_a_host_is_asked_by_one_request_at_a_time_whichever_sources_ask(replica: Replica, tmp_path: Path) -> None:
    """By http and by https too, which are two handlers of Scrapy's."""
    host, counting, under_way, most = "news.example", threading.Lock(), 0, 0

    def answers(body: str, kind: str) -> Callable[[Asked], Answer]:
        def answer(asked: Asked) -> Answer:
            nonlocal under_way, most
            with counting:
                under_way += 1
                most = max(most, under_way)
            time.sleep(0.02)  # so that another would be met
            with counting:
                under_way -= 1
            return Answer(body.encode(), 200, {"Content-Type": kind})

        return answer

    for number in range(10):
        replica.answer[host, f"/{number}.html"] = answers(f"<html><p>第{number}篇</p></html>", "text/html")
    items = "".join(f"<item><link>http://{host}/{number}.html</link></item>" for number in range(5))
    places = "".join(f"<url><loc>https://{host}/{number}.html</loc></url>" for number in range(5, 10))
    replica.answer[host, "/rss.xml"] = answers(f"<rss><channel>{items}</channel></rss>", "text/xml")
    replica.answer[host, "/sitemap.xml"] = answers(f"<urlset>{places}</urlset>", "text/xml")
    asked = plan(
        replica,
        sources=("feed", "sitemap"),
        addresses={"feed": (f"http://{host}/rss.xml",), "sitemap": (f"https://{host}/sitemap.xml",)},
        hosts=replica.hosts(host),
    )
    report = crawl(asked, tmp_path)
    assert report.ok and [source.new for source in report.sources] == [5, 5] and most == 1


def test_the_pause_between_two_requests_is_the_hosts_whichever_sources_ask(replica: Replica, tmp_path: Path) -> None:
    """Scrapy's own is of each source, by its own clock: two would ask a host twice as often as one may."""
    host, times = "news.example", []
    items = "".join(f"<item><link>http://{host}/{number}.html</link></item>" for number in range(4))
    places = "".join(f"<url><loc>http://{host}/{number}.html</loc></url>" for number in range(4, 8))
    bodies = {"/rss.xml": f"<rss><channel>{items}</channel></rss>", "/sitemap.xml": f"<urlset>{places}</urlset>"}
    for path in ("/robots.txt", *bodies, *(f"/{number}.html" for number in range(8))):
        answer = Answer(bodies.get(path, f"<html><p>{path}</p></html>").encode(), 200, {"Content-Type": "text/html"})
        replica.answer[host, path] = lambda asked, given=answer: (times.append(time.monotonic()), given)[1]  # type: ignore[misc]
    asked = plan(
        replica,
        sources=("feed", "sitemap"),
        addresses={"feed": (f"http://{host}/rss.xml",), "sitemap": (f"http://{host}/sitemap.xml",)},
        hosts=replica.hosts(host),
        delay=0.1,
    )
    assert crawl(asked, tmp_path).ok and len(times) == 12
    assert times[-1] - times[0] > 1.0  # eleven pauses; two sources that each kept their own took half of it


def test_private_addresses_are_refused_without_the_mapping(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 1)})
    hosts = replica.hosts(WWW) | {STATIC: "127.0.0.1:1"}
    replica.answer[STATIC, "/x"] = lambda asked: Answer(b"")
    rows = filings("300209", 1)
    for target in ("localhost", "2130706433", "[::ffff:127.0.0.1]"):
        location = f"http://{target}:{replica.port}/secret"
        replica.answer[WWW, "/jump"] = lambda asked, to=location: Answer(b"", 302, {"Location": to})  # type: ignore[misc]
        replica.answer[WWW, "/new/hisAnnouncement/query"] = lambda asked: Answer(b"", 307, {"Location": "/jump"})
        report = crawl(plan(replica, hosts=hosts), tmp_path)
        assert report.sources[0].new == 0 and report.sources[0].problems
        assert not [asked for asked in replica.asked if asked.path == "/secret"], target
    assert rows


def test_a_dry_run_asks_nobody(replica: Replica, tmp_path: Path) -> None:
    report = crawl(plan(replica, sources=("cninfo", "nbd"), words=("封号",), dry_run=True), tmp_path / "none")
    assert not replica.asked and not (tmp_path / "none").exists()
    assert len(report.sources[0].asked) == 1 and "stock=300209%2C9900018896" in report.sources[0].asked[0]
    assert report.sources[1].asked[-1].endswith("/columns/332/")
    assert [str(one) for one in report.sources[0].allowed] == [f"{WWW}: 0 requests today, no cap"]


def test_unknown_source_and_busy_archive_are_named(replica: Replica, tmp_path: Path) -> None:
    with pytest.raises(UnknownSource, match="did you mean 'cninfo'"):
        crawl(plan(replica, sources=("cninf",)), tmp_path)
    with Archive.open(tmp_path, write=True), pytest.raises(ArchiveBusy, match="another process"):
        crawl(plan(replica), tmp_path)


def test_ctrl_c_ends_the_crawl_and_is_passed_on(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 150)})
    replica.pace = 0.01

    def stop(progress: Progress) -> None:
        if progress.done > 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl(plan(replica), tmp_path, stop)
    assert 5 < len(pages(tmp_path)) < 150
    assert crawl(plan(replica), tmp_path).ok and len(pages(tmp_path)) == 150


def test_a_killed_child_is_reported(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 200)})
    killed = []

    def kill(progress: Progress) -> None:
        if progress.done > 5 and not killed:
            children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
            killed.append([os.kill(int(child), signal.SIGKILL) for child in children if _is_crawl(child)])

    report = crawl(plan(replica), tmp_path, kill)
    assert killed and [trouble.reason for trouble in report.sources[0].problems] == ["crashed"]
    assert "SIGKILL" in str(report.sources[0].problems[0])


def _is_crawl(process: str) -> bool:
    return b"crawlers.process" in Path(f"/proc/{process}/cmdline").read_bytes()


RUN = """
import sys
from pathlib import Path
from crawlers import crawl as crawling
from crawlers.crawl import Plan, crawl
crawling.CHILD = tuple(sys.argv[3:]) or crawling.CHILD
report = crawl(Plan.from_json(sys.argv[1]), Path(sys.argv[2]), lambda progress: print(progress.done, flush=True))
print("ended", report.ok, flush=True)
"""


def run_until(plan_line: str, archive: Path, done: int | None, *, child: bool, of: Sequence[str] = ()) -> bool:
    """Run a crawl in a process; kill it, or the process it started, when so many documents are done. True: it ended.

    `of`: what the process that it starts is to run in place of `crawlers.crawl.CHILD`.
    """
    command = [sys.executable, "-c", RUN, plan_line, str(archive), *of]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    try:
        for line in run.stdout:
            if line.startswith("ended"):
                return line.strip() == "ended True"
            if done is not None and int(line) >= done:
                children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
                victims = [int(process) for process in children] if child else [run.pid]
                for victim in victims:
                    os.kill(victim, signal.SIGKILL)
                done = None
        return False
    finally:
        run.wait()
        run.stdout.close()


def contents(archive: Path) -> list[tuple[object, ...]]:
    """What is stored, apart from times and record ids."""
    with Archive.open(archive) as opened:
        assert opened.check() == []
        return sorted(
            (key, c.source, c.kind, c.url, c.status, c.body, sorted(c.meta.items()), c.header("etag"))
            for key, c in opened.captures()
        )


def test_killed_at_any_moment_the_archive_ends_as_if_never_killed() -> None:
    """Twenty kills, as `benchmarks/kill.py` makes them by the thousand."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-m", "benchmarks.kill", "20"], capture_output=True, text=True, cwd=root)
    assert done.returncode == 0 and done.stdout.startswith("20 kills"), done.stdout + done.stderr


def test_killed_with_its_parent_the_archive_ends_as_if_never_killed(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {code: filings(code, 60) for code in ORGIDS})
    asked = plan(replica, TIANZE, HUADING)
    assert crawl(asked, tmp_path / "calm").ok
    chance, torn, child = random.Random(20210812), tmp_path / "torn", (*arguments(), "-m", "crawlers.process")
    for number in range(4):
        # When the parent is killed, its child must notice and end, or the next run would find the archive taken.
        assert not run_until(asked.to_json(), torn, chance.randrange(1, 112), child=number % 2 == 0, of=child)
    assert run_until(asked.to_json(), torn, None, child=False, of=child)
    assert contents(torn) == contents(tmp_path / "calm")
    with Archive.open(torn, write=True) as archive:
        before = archive._ledger.dump()
        archive.repair()
        assert archive._ledger.dump() == before


FULL = """
import resource, sys
from pathlib import Path
from crawlers.crawl import Plan, crawl
from crawlers.errors import ArchiveError
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
try:
    crawl(Plan.from_json(sys.argv[1]), Path(sys.argv[2]))
except ArchiveError as error:
    print(error)
"""


def test_a_file_that_cannot_grow_ends_the_crawl_and_loses_nothing(replica: Replica, tmp_path: Path) -> None:
    # However many pages one batch gathers, the first batch fits below the limit, and all of them do not.
    rows = filings("300209", 120)
    add_cninfo(replica, {"300209": rows})
    for row in rows:
        replica.page(STATIC, f"/{row['adjunctUrl']}", b"%PDF-1.4" + random.Random(str(row)).randbytes(3_500))
    line = plan(replica).to_json()
    run = subprocess.run([sys.executable, "-c", FULL, line, str(tmp_path)], capture_output=True, text=True, timeout=60)
    assert "cannot write" in run.stdout and "othing stored before is lost" in run.stdout, run.stderr
    assert 0 < len(pages(tmp_path)) < 120
    report = crawl(plan(replica), tmp_path)
    assert report.ok and report.sources[0].new + report.sources[0].unchanged == 120 and len(pages(tmp_path)) == 120


def test_scrapys_own_command_line(replica: Replica, tmp_path: Path) -> None:
    add_cninfo(replica, {"300209": filings("300209", 3)})
    root = Path(__file__).resolve().parents[2]
    scrapy = [sys.executable, "-m", "scrapy"]
    listed = subprocess.run([*scrapy, "list"], capture_output=True, text=True, cwd=root, check=True)
    assert listed.stdout.split() == sorted(SOURCES)
    given = ["-a", "company=300209", "-a", "from=2021-07-02", "-a", "to=2021-12-31", "-s", "DOWNLOAD_DELAY=0"]
    given += ["-s", f"CRAWL_HOSTS={json.dumps(replica.hosts(WWW, STATIC))}", "-s", "AUTOTHROTTLE_ENABLED=0"]
    given += ["-s", f"CRAWL_ARCHIVE={tmp_path / 'archive'}", "-O", str(tmp_path / "out.jsonl")]
    subprocess.run([*scrapy, "crawl", "cninfo", *given], cwd=root, check=True)
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert len([line for line in lines if line["kind"] == "page" and line["outcome"] == "stored"]) == 2
    assert len(pages(tmp_path / "archive")) == 2


def test_a_report_of_nothing(tmp_path: Path) -> None:
    assert crawl(Plan(()), tmp_path) == Report((), 0.0)

"""Quarantine: every trouble is kept once, counted, asked for again, and closed by what was missed and nothing else."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.crawl import Company, Plan, Progress, crawl
from crawlers.disk import is_taken, warc_files
from crawlers.errors import ArchiveError
from crawlers.merging import merge
from crawlers.plan import TROUBLES
from crawlers.quarantine import (
    KEPT,
    Entry,
    Mark,
    Noted,
    Question,
    Sighting,
    answered,
    entries,
    fetched_elsewhere,
    plain,
    plain_address,
    undated,
)
from crawlers.remedies import REMEDIES
from crawlers.sightings import Sightings
from crawlers.slices import Days
from crawlers.sources.url import UrlSpider
from crawlers.unfinished import unfinished
from tests.ready.starting import interpreter
from tests.replica.server import Answer, Replica, running

AT = datetime(2021, 8, 1, tzinfo=UTC)
HOST, FEED = "news.example.org", "https://news.example.org/feed.xml"
PAGE = json.loads((Path(__file__).parent / "golden/url-1.json").read_text(encoding="utf-8"))["body"]

CHALLENGE = b"<html><script>var x='acw_sc__v2'</script></html>"


def days(first: int, last: int) -> Days:
    return Days(date(2021, 7, 1) + timedelta(first), date(2021, 7, 1) + timedelta(last))


def page(reason: str = "no answer", address: str = "https://a.example/1", **more: Any) -> Sighting:
    return Sighting("nbd", reason, address, **more)


def listed(first: int, last: int, subject: str = "封号", reason: str = "no answer") -> Sighting:
    return Sighting("nbd", reason, "https://a.example/s", "", Question("search", subject, days(first, last)))


def told(*records: Sighting | Question | Capture, fetched: dict[str, int] | None = None) -> list[Entry]:
    """The entries that records come to that were made hour by hour; `fetched`: address → half an hour after which."""
    noted = []
    for hour, record in enumerate(records):
        when = AT + timedelta(hours=hour)
        if isinstance(record, Sighting):
            record = record.record(when)
        elif isinstance(record, Question):
            record = answered("nbd", record, when)
        noted.append(Noted(str(hour), record.source, mark(hour), record.meta, bool(record.body)))
    known = {address: mark(hour, 30) for address, hour in (fetched or {}).items()}
    return entries(noted, known.get)


def mark(hour: int, minutes: int = 0) -> Mark:
    return AT + timedelta(hours=hour, minutes=minutes), "captures-000001.warc.gz", 60 * hour + minutes


def test_every_trouble_has_a_remedy() -> None:
    assert set(TROUBLES) == set(REMEDIES)


def test_the_same_trouble_twice_is_one_entry_counted_twice() -> None:
    [entry] = told(page(detail="one"), page("gone", "https://a.example/2"), page(detail="two"))[:1]
    assert (entry.times, entry.first, entry.last) == (2, AT, AT + timedelta(hours=2))
    assert (entry.state, entry.detail, entry.source) == ("open", "two", "nbd")


def test_a_page_is_closed_by_a_later_fetch_and_opened_again_by_a_later_trouble() -> None:
    url = "https://a.example/1"
    assert [one.state for one in told(page(), fetched={url: 0})] == ["closed"]
    assert [one.state for one in told(page(), page(), fetched={url: -1})] == ["open"]
    before, after = told(page(), page(), page(), page(), fetched={url: 2})
    assert (before.state, before.times, after.state, after.times) == ("closed", 3, "open", 1)
    assert before.id != after.id and len(after.id) == 8


@pytest.mark.parametrize("reason", sorted(TROUBLES))
def test_whatever_the_reason_a_page_is_done_with_once_it_was_fetched(reason: str) -> None:
    """The fault table makes one next crawl for all the reasons for which a page is asked for again alike."""
    url = "https://a.example/1"
    assert [one.state for one in told(page(reason))] == ["open"]
    assert [one.state for one in told(page(reason), fetched={url: 0})] == ["closed"]


def test_a_page_whose_trouble_changed_its_name_has_one_open_entry_unless_nobody_asked() -> None:
    assert [(one.reason, one.state) for one in told(page(), page("gone"))] == [
        ("no answer", "closed"),
        ("gone", "open"),
    ]
    assert [(one.reason, one.state) for one in told(page("gone"), page("host given up"))] == [
        ("gone", "open"),
        ("host given up", "open"),
    ]


def test_a_list_up_to_today_is_one_entry_on_every_day() -> None:
    [entry] = told(listed(0, 8), listed(0, 9), listed(0, 10))
    assert entry.times == 3 and entry.question == Question("search", "封号", days(0, 10))


def test_a_question_is_told_with_the_days_that_bound_it() -> None:
    assert Question("search", "封号", days(0, 9)).name == "search 封号 2021-07-01~2021-07-10"
    assert Question("search", "封号", Days(date.min, date(2021, 8, 1))).name == "search 封号 until 2021-08-01"
    assert Question("search", "封号").name == "search 封号"


@given(
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted),
    st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted),
    st.sampled_from(["封号", "冻结"]),
)
def test_a_list_is_closed_only_by_an_answer_to_all_of_it(missed: list[int], had: list[int], word: str) -> None:
    [entry] = told(listed(missed[0], missed[1]), Question("search", word, days(had[0], had[1])))
    whole = word == "封号" and had[0] <= missed[0] and missed[1] <= had[1]
    assert entry.state == ("closed" if whole else "open")


def test_a_page_that_is_kept_under_another_address_is_closed_by_a_note() -> None:
    done = fetched_elsewhere("nbd", "https://a.example/1", AT)
    assert [one.state for one in told(page(), page(address="https://a.example/2"), done)] == ["closed", "open"]


def test_what_is_dismissed_stays_so_until_it_is_had() -> None:
    [entry] = told(page("gone"))
    let_be = entry.dismissal("taken back", AT)
    [entry] = told(page("gone"), let_be, page("gone"))
    assert (entry.state, entry.because, entry.times) == ("dismissed", "taken back", 2)
    assert [one.state for one in told(page("gone"), let_be, page("gone"), fetched={entry.address: 2})] == ["closed"]
    assert [one.state for one in told(page("gone"), let_be, page("blocked"))] == ["closed", "open"]


def test_what_is_said_is_short_and_safe_and_addresses_keep_no_password() -> None:
    record = page(detail="\x1b[31mred\n" * 200, address="https://me:secret@a.example/1").record(AT)
    assert record.meta["address"] == "https://a.example/1" and "secret" not in record.url + str(record.meta)
    assert len(record.meta["detail"]) == 300 and "\x1b" not in record.meta["detail"]
    assert plain("封号 500") == "封号 500" and plain_address("http://[oops") == "http://[oops"
    assert len(page(answer=b"x" * (KEPT + 1)).record(AT).body) == KEPT


@pytest.mark.parametrize(
    ("address", "known_as"),
    [
        ("https://a.example/s?from=2021-04-01&to=2021-11-29", "https://a.example/s?from=*&to=*"),
        ("https://a.example/s?start=20210401000000&end=20211129235959", "https://a.example/s?start=*&end=*"),
        ("https://a.example/s?code=300209&page=20210", "https://a.example/s?code=300209&page=20210"),
        ("https://a.example/2021-08/t20210812_1.html", "https://a.example/2021-08/t*_1.html"),
    ],
    ids=["dashes", "digits", "no day", "in a path"],
)
def test_a_question_is_known_without_its_days(address: str, known_as: str) -> None:
    assert undated(address) == known_as


# Kept


def test_entries_come_back_with_the_ledger_and_go_along_with_the_archive(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with Archive.open(there, write=True) as archive:
        for hour in range(2):
            archive.append([page(answer=b"<html>no</html>").record(AT + timedelta(hours=hour))])
        archive.append([listed(0, 9).record(AT)])
        before = archive.quarantine()
        # A trouble is no document, and no success of its source.
        assert archive.sources() == [] and archive.check() == []
    (there / "ledger.sqlite").unlink()
    with Archive.open(there, write=True) as archive:
        assert archive.quarantine() == before and [one.times for one in before] == [2, 1]
        archive.repair()
        assert archive.quarantine() == before
        assert archive.capture(before[0].answer).body == b"<html>no</html>" and before[1].answer == ""
    with Archive.open(here, write=True) as archive:
        fetched = Capture("nbd", "page", "http://a.example/1", AT + timedelta(minutes=30), 200, (), b"x")
        archive.append([fetched])
        for _ in range(2):
            merge(archive, there)
        # The page was fetched here between the two times at which it was missed there, and not after.
        assert [(one.page, one.state, one.times) for one in archive.quarantine("nbd")] == [
            (True, "closed", 1),
            (False, "open", 1),
            (True, "open", 1),
        ]
        archive.append([replace(fetched, fetched=AT + timedelta(hours=5))])
        assert [one.page for one in archive.quarantine() if one.state == "open"] == [False]


# Met, and asked for again


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        yield replica


def feed(*names: str) -> str:
    items = "".join(
        f"<item><title>亚马逊封号{name}</title><link>https://{HOST}/{name}.html</link>"
        "<pubDate>Mon, 02 Aug 2021 08:00:00 +0800</pubDate></item>"
        for name in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'


def plan(replica: Replica, **more: Any) -> Plan:
    given: dict[str, Any] = {
        "sources": ("feed",),
        "since": date(2021, 8, 1),
        "until": date(2021, 8, 31),
        "delay": 0.0,
        "timeout": 10.0,
        "hosts": replica.hosts(HOST),
        "addresses": {"feed": (FEED,)},
    }
    return Plan(**(given | more))


def quarantine(folder: Path) -> list[Entry]:
    with Archive.open(folder) as archive:
        return [one for one in archive.quarantine() if one.state != "closed"]


def test_a_page_that_no_list_names_any_more_is_asked_for_again_and_closes(replica: Replica, tmp_path: Path) -> None:
    replica.page(HOST, "/feed.xml", feed("a", "b"))
    replica.page(HOST, "/a.html", PAGE)
    replica.answer[HOST, "/b.html"] = lambda asked: Answer(b"<html><body>maintenance</body></html>", 500)
    assert [one.reason for one in crawl(plan(replica), tmp_path).sources[0].problems] == ["server error"]
    [entry] = quarantine(tmp_path)
    assert (entry.reason, entry.address, entry.detail) == ("server error", f"https://{HOST}/b.html", "status 500")
    assert entry.listed["title"] == "亚马逊封号b"
    with Archive.open(tmp_path) as archive:
        assert archive.capture(entry.answer).body == b"<html><body>maintenance</body></html>"
    replica.page(HOST, "/feed.xml", feed("c"))
    replica.page(HOST, "/c.html", PAGE + "<!-- c -->")
    # Another status, for the same trouble met twice within a second is one record.
    replica.answer[HOST, "/b.html"] = lambda asked: Answer(b"<html><body>maintenance</body></html>", 502)
    crawl(plan(replica), tmp_path)
    assert [(one.times, one.detail) for one in quarantine(tmp_path)] == [(2, "status 502")]
    replica.page(HOST, "/b.html", PAGE)
    replica.asked.clear()
    assert crawl(plan(replica), tmp_path).ok and quarantine(tmp_path) == []
    assert replica.times()[f"{HOST}/b.html"] == 1
    with Archive.open(tmp_path) as archive:
        [found] = [one for _, one in archive.captures() if one.url.endswith("/b.html")]
        assert found.meta["title"] == "亚马逊封号b" and found.meta["published"].startswith("2021-08-02")


def test_what_is_gone_is_asked_for_as_seldom_as_what_is_archived(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    records = [
        page(reason, f"https://a.example/{reason}", listed={"published": "2021-08-02T00:00:00+08:00", "code": "300209"})
        for reason in ("gone", "no answer", "refused address")
    ]
    with Archive.open(tmp_path, write=True) as archive:
        archive.append(record.record(now - timedelta(days=3)) for record in records)
        for changed, asked in (
            ({}, ["no answer"]),
            ({"recheck": timedelta(days=2)}, ["gone", "no answer"]),
            ({"since": date(2021, 8, 3)}, []),
            ({"companies": (Company("300209"), Company("601113"))}, ["no answer"]),
            ({"companies": (Company("601113"),)}, []),
        ):
            given = replace(Plan(("nbd",), date(2021, 8, 1), date(2021, 8, 31)), **changed)  # type: ignore[arg-type]
            missed = Sightings("nbd", given, archive, lambda capture: None).missed()
            assert [one.reason for one in missed] == asked, changed


def test_a_list_is_closed_when_a_crawl_of_all_its_days_has_it(replica: Replica, tmp_path: Path) -> None:
    replica.page(HOST, "/feed.xml", CHALLENGE)
    crawl(plan(replica), tmp_path)
    [entry] = quarantine(tmp_path)
    assert entry.reason == "blocked" and not entry.page and entry.address == FEED
    with Archive.open(tmp_path) as archive:
        assert archive.capture(entry.answer).body == CHALLENGE
    replica.page(HOST, "/feed.xml", feed())
    crawl(plan(replica, since=date(2021, 8, 2)), tmp_path)
    assert [one.id for one in quarantine(tmp_path)] == [entry.id]
    crawl(plan(replica, until=None), tmp_path)
    assert quarantine(tmp_path) == []


def test_what_a_host_given_up_leaves_unasked_is_kept_page_by_page(replica: Replica, tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(30)]
    addresses = {f"https://{HOST}/{name}.html" for name in names}
    replica.page(HOST, "/feed.xml", feed(*names))
    for name in names:
        replica.page(HOST, f"/{name}.html", CHALLENGE)
    for _ in range(2):
        crawl(plan(replica), tmp_path)
        held = quarantine(tmp_path)
        unasked = [one for one in held if one.reason == "host given up"]
        assert {one.address for one in held} == addresses and 0 < len(unasked) < 30
        assert {one.times for one in unasked} == {1}  # nobody was asked, and that these are missed was known
    assert 0 < sum(bool(one.answer) for one in held) <= 2  # of a host the first in each crawl
    for name in names:
        replica.page(HOST, f"/{name}.html", PAGE)
    replica.page(HOST, "/feed.xml", feed())
    assert crawl(plan(replica), tmp_path).ok and quarantine(tmp_path) == []


def test_an_address_that_no_list_should_name_is_the_lists_trouble(replica: Replica, tmp_path: Path) -> None:
    replica.page(HOST, "/feed.xml", feed("a").replace(f"https://{HOST}/a.html", "http://me:pw@127.0.0.1/x"))
    crawl(plan(replica), tmp_path)
    [entry] = quarantine(tmp_path)
    assert entry.reason == "refused address" and "pw" not in entry.address
    replica.page(HOST, "/feed.xml", feed())
    crawl(plan(replica), tmp_path)
    assert quarantine(tmp_path) == [] or entry.page


# Crawls without an end

RUN = """
import sys
from pathlib import Path
from crawlers.crawl import Plan, crawl
crawl(Plan.from_json(sys.argv[1]), Path(sys.argv[2]), lambda progress: print(progress.done, flush=True))
"""


def test_a_killed_crawl_is_in_quarantine_until_one_that_asks_for_as_much_ends(replica: Replica, tmp_path: Path) -> None:
    replica.page(HOST, "/feed.xml", feed(*(f"p{number}" for number in range(99))))
    replica.pace = 0.02  # no page is there: one after the other is gone
    for times in (1, 2):
        line = plan(replica, recheck=timedelta(0)).to_json()
        run = subprocess.Popen([*interpreter(), "-c", RUN, line, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        assert run.stdout is not None
        while int(run.stdout.readline()) < 20:
            assert "crashed" not in {one.reason for one in quarantine(tmp_path)} or times > 1
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        held = released(tmp_path)
        assert {one.reason for one in held} == {"gone", "crashed"}
        assert [(one.source, one.times) for one in held if one.reason == "crashed"] == [("feed", times)]
    replica.pace = 0.0
    replica.page(HOST, "/feed.xml", feed())
    crawl(plan(replica, since=date(2021, 8, 31)), tmp_path)
    assert "crashed" in {one.reason for one in quarantine(tmp_path)}
    crawl(plan(replica), tmp_path)
    assert {one.reason for one in quarantine(tmp_path)} == {"gone"} and unfinished(tmp_path) == []


def released(folder: Path) -> list[Entry]:
    """What is in quarantine when the crawl whose parent was killed has noticed that."""
    deadline = time.monotonic() + 30
    while is_taken(folder) and time.monotonic() < deadline:
        time.sleep(0.02)
    return quarantine(folder)


def test_a_stopped_crawl_says_so(replica: Replica, tmp_path: Path) -> None:
    replica.page(HOST, "/feed.xml", feed(*(f"p{number}" for number in range(60))))
    replica.pace = 0.02

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl(plan(replica), tmp_path, stop)
    assert "stopped" in {one.reason for one in quarantine(tmp_path)}
    assert not any(b"stopped" in path.read_bytes() for path in warc_files(tmp_path))


def test_a_damaged_mark_is_named(tmp_path: Path) -> None:
    (tmp_path / "unfinished.json").write_text("{", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"unfinished\.json is damaged"):
        unfinished(tmp_path)


def test_a_file_given_as_an_address_is_told_where_files_go() -> None:
    given = ("file:///tmp/a.html", "news.example.org/b.html", f"https://{HOST}/c.html")
    spider = UrlSpider(plan=Plan(("url",), addresses={"url": given}))
    assert [request.url for request in spider.first()] == [given[2]]
    file, bare = spider.count.problems
    assert (file.reason, file.url) == ("refused address", given[0]) and "'aftershock add PATH'" in file.detail
    assert (bare.reason, bare.detail) == ("refused address", "it has no https:// before it")

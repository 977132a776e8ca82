"""What is incomplete or silent is red in `check` and in `sources`, and is so no more once it is whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from aftershock.alarms import source_alarms
from aftershock.cli import main
from aftershock.project import Project, create, open_project
from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.crawl import Company, Plan, crawl
from tests.replica.server import STATIC, WWW, Answer, Replica, add_cninfo, filings, running

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        yield replica


@pytest.fixture
def project(tmp_path: Path) -> Project:
    create(tmp_path, "amazon-2021", {"sources.nbd": {"enabled": True, "every": "1d"}})
    return open_project(tmp_path, {})


@pytest.fixture
def run(project: Project, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--project", str(project.folder)])
        return int(str(ended.value)), capsys.readouterr().out

    return command


def test_a_slice_is_red_until_a_crawl_has_it_whole(replica: Replica, project: Project, run: Run) -> None:
    rows = filings("300209", 12)
    add_cninfo(replica, {"300209": rows})
    honest = replica.answer[WWW, "/new/hisAnnouncement/query"]

    def forgetful(asked):  # type: ignore[no-untyped-def]
        answer = json.loads(honest(asked).body)
        shown = [row for row in answer["announcements"] or [] if row["announcementId"] != "3002090004"]
        return Answer(json.dumps(answer | {"announcements": shown or None}).encode(), 200, {})

    replica.answer[WWW, "/new/hisAnnouncement/query"] = forgetful
    file = replica.answer.pop((STATIC, f"/{rows[0]['adjunctUrl']}"))
    plan = Plan(
        sources=("cninfo",),
        since=date(2021, 7, 1),
        until=date(2021, 7, 31),
        companies=(Company("300209", "9900018896"),),
        delay=0.0,
        hosts=replica.hosts(WWW, STATIC),
        recheck=timedelta(days=1),
    )
    report = crawl(plan, project.archive)
    assert not report.ok and report.sources[0].expected == 12
    code, checked = run("check")
    for said in (checked, run("sources")[1]):
        assert "cninfo filings 300209 2021-07-05: 0 of 1 listed (total differs" in said, said
        assert (
            "1 listed documents are not in the archive, such as http://static.cninfo.com.cn/finalpage/2021-07-12"
            in said
        )
    assert code == 9
    [state] = [state for state in json.loads(run("sources", "--json")[1]) if state["name"] == "cninfo"]
    assert len(state["alarms"]) == 2
    [first, _] = source_alarms(project, datetime.now(UTC))
    assert first.notice().topic == "incomplete" and first.notice().data == {"source": "cninfo"}

    # What is let be is red no more, be it a document or a list.
    rows_kept = json.loads(run("quarantine", "--json")[1])
    assert sorted(row["reason"] for row in rows_kept) == ["gone", "total differs"]
    for reason, left in (("gone", 1), ("total differs", 0)):
        [row] = [row for row in rows_kept if row["reason"] == reason]
        assert run("quarantine", "dismiss", row["id"], "--because", "known")[0] == 0
        assert len(source_alarms(project, datetime.now(UTC))) == left

    replica.answer[WWW, "/new/hisAnnouncement/query"] = honest
    replica.answer[STATIC, f"/{rows[0]['adjunctUrl']}"] = file
    assert crawl(plan, project.archive).ok
    assert source_alarms(project, datetime.now(UTC)) == ()
    assert {row["state"] for row in json.loads(run("quarantine", "--all", "--json")[1])} == {"closed"}


def test_a_list_that_breaks_off_is_red(replica: Replica, project: Project) -> None:
    add_cninfo(replica, {"300209": filings("300209", 40)})
    honest = replica.answer[WWW, "/new/hisAnnouncement/query"]
    replica.answer[WWW, "/new/hisAnnouncement/query"] = lambda asked: (
        honest(asked) if asked.form["pageNum"] == "1" else Answer(b"[]", 404)
    )
    plan = Plan(
        ("cninfo",), date(2021, 6, 1), date(2021, 12, 31), (Company("300209", "9900018896"),), delay=0.0,
        hosts=replica.hosts(WWW, STATIC),
    )  # fmt: skip
    crawl(plan, project.archive)
    [alarm] = source_alarms(project, datetime.now(UTC))
    assert "cninfo filings 300209 2021-06-01~2021-12-31: 30 of 40 listed (gone" in alarm.text


def test_a_silent_source_is_red_when_it_is_on(project: Project, run: Run) -> None:
    start = datetime(2021, 5, 1, 3, tzinfo=UTC)
    with Archive.open(project.archive, write=True) as archive:
        archive.append(
            Capture(source, "page", f"https://{source}.example/{day}", start + timedelta(days=day), 200, (), b"x")
            for source in ("nbd", "stcn")
            for day in range(40)
        )
    assert source_alarms(project, start + timedelta(days=39, hours=2)) == ()
    [alarm] = source_alarms(project, start + timedelta(days=40, hours=2))
    assert (alarm.source, alarm.topic) == ("nbd", "silent")
    assert alarm.text == "silent: no document in the last 24 hours, 1 are usual (last: 2021-06-09 03:00)"
    later = source_alarms(project, start + timedelta(days=100))
    assert [one.key for one in later] == [alarm.key]
    code, said = run("check")
    assert code == 9 and "nbd: silent: no document" in said

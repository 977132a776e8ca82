"""`aftershock quarantine`, and where else open entries are shown: in red until they are fetched or let be."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from aftershock import pipeline
from aftershock.alarms import source_alarms
from aftershock.cli import main
from aftershock.collecting import add
from aftershock.progress import Display
from aftershock.project import Project, create, open_project
from aftershock.resources import site_folder
from aftershock.server import create_app
from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.plan import TROUBLES, Plan
from crawlers.quarantine import Question, Sighting
from crawlers.sightings import plan_days
from crawlers.unfinished import begin

Run = Callable[..., tuple[int, str, str]]
AT = datetime(2021, 8, 1, 4, tzinfo=UTC)
PLAN = Plan(("nbd",))
LIST = Question("columns", "3", plan_days(PLAN))
REFUSED = b"<html>please log in first</html>"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    create(tmp_path, "amazon-2021")
    project = open_project(tmp_path, {})
    troubles = [
        Sighting("nbd", "gone", "https://www.nbd.com.cn/1.html", "status 404"),
        Sighting("nbd", "gone", "https://www.nbd.com.cn/2.html", "status 404"),
        Sighting("nbd", "gone", "https://www.nbd.com.cn/1.html", "status 404"),
        Sighting("cls", "blocked", "https://www.cls.cn/api?__method=POST&a=1", "a login", LIST, answer=REFUSED),
        Sighting("cls", "list changed", "https://www.cls.cn/list", "no rows", LIST),
    ]
    with Archive.open(project.archive, write=True) as archive:
        for hour, trouble in enumerate(troubles):
            archive.append([trouble.record(AT + timedelta(hours=hour))])
        archive.append([Capture("cls", "list", "https://www.cls.cn/list", AT, 200, (), b"<ul></ul>")])
    return project


@pytest.fixture
def run(project: Project, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--project", str(project.folder)])
        out, err = capsysbinary.readouterr()
        return int(str(ended.value)), out.decode(), err.decode()

    return command


def test_open_entries_are_listed_by_cause_with_what_to_do(run: Run) -> None:
    code, said, _ = run("quarantine")
    assert code == 0
    assert "nbd  gone at www.nbd.com.cn: the publisher says that this page does not exist" in said
    assert said.count("to do: look for it elsewhere") == 1 and said.count("https://www.nbd.com.cn/") == 2
    assert "2 times" in said and "https://www.cls.cn/api\n" in said and "columns 3" in said
    rows = json.loads(run("quarantine", "--source", "nbd", "--json")[1])
    assert [(row["reason"], row["times"], row["state"], row["about"], row["by"]) for row in rows] == [
        ("gone", 2, "open", "page", "you"),
        ("gone", 1, "open", "page", "you"),
    ]
    code, _, err = run("quarantine", "--source", "ndb")
    assert code == 2 and "nbd" in err


def test_they_are_red_in_check_and_sources_once_for_each_cause(project: Project, run: Run) -> None:
    code, checked, _ = run("check")
    assert code == 9
    for said in (checked, run("sources")[1]):
        assert "gone: https://www.nbd.com.cn/1.html and 1 more (status 404; since 2021-08-01 04:00" in said
        assert said.count("to do: ") == 3 and "'aftershock quarantine' lists each" in said
    found = source_alarms(project, AT + timedelta(days=9))
    assert [one.topic for one in found] == ["quarantine"] * 3
    assert len({one.notice().key for one in found}) == 3


def test_the_site_and_the_metrics_tell_them_in_the_reader_s_words(project: Project) -> None:
    display = Display(quiet=True)
    note = project.folder / "note.txt"
    note.write_text(
        "云帆电子回应店铺被封\n发布时间：2021-08-07 09:00\n云帆电子表示，公司21个店铺被关闭。\n", encoding="utf-8"
    )
    add(project, display, [note])
    pipeline.run(project, display, no_crawl=True)
    page = (project.site / "sources.html").read_text(encoding="utf-8")
    for said in ("页面已不存在", "The page does not exist any more", "共 2 处", "处理：到网页档案中寻找", "财联社"):
        assert said in page, said
    with TestClient(create_app(project)) as client:
        text = client.get("/api/metrics").text
        assert 'aftershock_quarantine_open{source="nbd",reason="gone"} 2\n' in text
        assert 'aftershock_quarantine_open{source="cls",reason="blocked"} 1\n' in text
        (project.archive / "unfinished.json").write_text("{", encoding="utf-8")
        assert client.get("/api/metrics").status_code == 200


def test_every_trouble_is_called_by_name_on_the_site_too() -> None:
    labels = tomllib.loads((site_folder() / "labels.toml").read_text(encoding="utf-8"))
    assert labels["troubles"].keys() == labels["remedies"].keys() == TROUBLES.keys()


def test_an_entry_is_dismissed_with_a_reason_and_no_more_red(project: Project, run: Run) -> None:
    first, second = (row["id"] for row in json.loads(run("quarantine", "--source", "nbd", "--json")[1]))
    assert run("quarantine", "dismiss", first, "--because", " ")[0] == 2
    assert run("quarantine", "dismiss", first[:3], "--because", "x")[0] == 2
    assert run("quarantine", "dismiss", "zzzzzzzz", "--because", "x")[0] == 2
    code, _, err = run("quarantine", "dismiss", first, second[:6], "--because", "taken back")
    assert code == 0 and err.count("dismissed") == 2
    with open_project(project.folder, {}).locked("crawl"):
        assert run("quarantine", "dismiss", first, "--because", "x")[0] == 4
    assert "gone" not in run("check")[1] and json.loads(run("quarantine", "--source", "nbd", "--json")[1]) == []
    code, said, err = run("quarantine", "--source", "nbd")
    assert said == "" and "nothing: all that was asked for was fetched" in err
    rows = json.loads(run("quarantine", "--source", "nbd", "--all", "--json")[1])
    assert [(row["state"], row["because"]) for row in rows] == [("dismissed", "taken back")] * 2
    assert "dismissed: taken back" in run("quarantine", "--all")[1]


def test_what_came_instead_can_be_read_over_and_goes_to_no_screen(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked, changed = (row["id"] for row in json.loads(run("quarantine", "--source", "cls", "--json")[1]))
    assert run("quarantine", "answer", blocked)[1].encode() == REFUSED
    assert run("quarantine", "answer", changed)[1] == "<ul></ul>"  # the list as it was archived
    gone = json.loads(run("quarantine", "--source", "nbd", "--json")[1])[0]["id"]
    assert run("quarantine", "answer", gone)[0] == 2
    monkeypatch.setattr("aftershock.cli.quarantine._on_a_screen", lambda: True)
    code, said, err = run("quarantine", "answer", blocked)
    assert code == 2 and said == "" and "> FILE" in err


def test_a_crawl_without_an_end_is_shown_and_dismissed(project: Project, run: Run) -> None:
    begin(project.archive, PLAN, plan_days(PLAN))
    assert "crashed: nbd (its process was killed" in run("check")[1]
    [row] = [row for row in json.loads(run("quarantine", "--json")[1]) if row["about"] == "crawl"]
    assert run("quarantine", "dismiss", row["id"], "--because", "the machine was moved")[0] == 0
    assert "crashed" not in run("check")[1]


def test_a_project_without_an_archive_has_no_quarantine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    create(tmp_path, "amazon-2021")
    for arguments, code in ((["quarantine"], 0), (["quarantine", "dismiss", "12345678", "--because", "x"], 2)):
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--project", str(tmp_path)])
        assert ended.value.code == code
    assert "no archive yet" in capsys.readouterr().err

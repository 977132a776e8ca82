"""Saved searches over a real project: what is new after each run is told, each match once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from aftershock import OpenProject, open_project
from aftershock.alarms import Alarm
from aftershock.alerts import outbox_path, searches, tell, waiting
from aftershock.cli import main
from aftershock.config import CHANNELS
from aftershock.errors import ConfigError, UsageProblem
from aftershock.notices import Notice
from aftershock.notifier import notifier as module
from aftershock.notifier.outbox import Outbox
from aftershock.savedsearches import FILE, SavedSearch, add, load, remove
from indexer.errors import IndexUnavailable
from tests.alerts.receivers import Posts, web_server
from tests.server.conftest import made

TEXT = (
    "{name}股份有限公司关于店铺受限的公告\n发布时间：2021-10-01 10:00\n{name}股份有限公司（以下简称“{name}”）公告称，"
)
TEXT += "截至2021年9月30日，公司店铺被关闭，涉及冻结资金约{amount}元。\n"
QUERY = "冻结 amount:>=1亿 kind:claim"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("alerts") / "wave").folder


@pytest.fixture(autouse=True)
def no_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alerts need no site: only the test of the feed in the site builds it."""
    if "site" not in request.node.name:
        monkeypatch.setattr("aftershock.pipeline.build", lambda *_, **__: None)


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    return shutil.copytree(pristine, tmp_path / "wave")


def opened(folder: Path, **environment: str) -> OpenProject:
    return open_project(folder, environment=environment)


def publish(folder: Path, name: str, amount: str = "1.3亿", **environment: str) -> bool:
    """A document appears, and a run reads it."""
    path = folder.parent / f"{name}.txt"
    path.write_text(TEXT.format(name=name, amount=amount), encoding="utf-8")
    with opened(folder, **environment) as project:
        project.add([path])
        return project.run(no_crawl=True)


def feed(folder: Path) -> list[str]:
    """Titles in the feed, newest first."""
    space = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.parse(folder / "var" / "alerts.xml").getroot()
    return [entry.findtext(f"{space}title") or "" for entry in root.findall(f"{space}entry")]


def write(folder: Path, *rows: dict[str, str]) -> None:
    lines = ["[[alert]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in row.items()) for row in rows]
    (folder / FILE).write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def alert(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """`aftershock alert …`, in this process."""

    def called(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["alert", *arguments, "--project", str(folder)])
        printed = capsys.readouterr()
        assert ended.value.code == code, printed.err
        return printed.out + printed.err

    return called


def test_what_comes_after_an_alert_began_is_told_once(folder: Path, alert: Callable[..., str]) -> None:
    assert publish(folder, "青禾家居")
    assert not outbox_path(opened(folder).project).exists()  # who has no alerts pays nothing for them
    alert("add", "big", QUERY)
    assert publish(folder, "云杉家居")
    assert feed(folder) == ["[big] 云杉家居 约1.3亿元"]
    before = (folder / "var" / "alerts.xml").read_bytes()
    assert publish(folder, "云岭家居", "5000万")
    with opened(folder) as project:
        assert project.run(no_crawl=True)
        project.index(rebuild=True)
        assert project.run(no_crawl=True)
    assert (folder / "var" / "alerts.xml").read_bytes() == before


def test_one_written_by_hand_begins_before_the_run(folder: Path) -> None:
    """What the very run finds is new already; what was there before is not."""
    write(folder, {"name": "all", "query": "冻结"})
    assert publish(folder, "青禾家居")
    assert feed(folder) == ["[all] 青禾家居股份有限公司关于店铺受限的公告"]


def test_a_project_with_nothing_in_it_yet(tmp_path: Path) -> None:
    from aftershock.project import create

    create(tmp_path / "wave", "amazon-2021")
    write(tmp_path / "wave", {"name": "all", "query": ""})
    assert publish(tmp_path / "wave", "青禾家居")
    assert len(feed(tmp_path / "wave")) == 1


def test_words_that_merely_resemble_are_no_match(folder: Path) -> None:
    """Searching offers the nearest where nothing holds the words; an alert must not."""
    write(folder, {"name": "near", "query": "家居冻结"})
    assert publish(folder, "青禾家居")
    with opened(folder) as project:
        assert project.search("家居冻结").result.stage != "literal"
        assert project.search("家居冻结").result.total
    assert feed(folder) == []


def test_a_query_that_changes_begins_anew(folder: Path) -> None:
    write(folder, {"name": "big", "query": "裁员"})
    assert publish(folder, "青禾家居")
    write(folder, {"name": "big", "query": "冻结"})
    assert publish(folder, "云杉家居")
    assert feed(folder) == ["[big] 云杉家居股份有限公司关于店铺受限的公告"]


def test_more_matches_than_are_asked_for_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aftershock.search.AT_ONCE", 2)
    write(folder, {"name": "claims", "query": "kind:claim kind:event kind:document"})
    with opened(folder) as project:
        every = project.search("kind:claim kind:event kind:document", size=100).result.total
        assert every > 6
        assert publish(folder, "青禾家居")
        assert len(feed(folder)) == project.search("kind:claim kind:event kind:document").result.total - every


def test_a_match_carries_its_evidence_and_a_failed_delivery_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_PAUSE", 0.0)
    with web_server() as posts:
        settings = hook(posts)
        write(folder, {"name": "big", "query": QUERY, "to": "webhook"})
        posts.statuses = [503] * 3
        assert publish(folder, "青禾家居", **settings) is False
        with opened(folder, **settings) as project:
            (problem,) = project.check().problems
            assert "1 notices wait for webhook" in problem
            assert "answered 503" in problem
            assert project.run(no_crawl=True)
            assert project.check().problems == ()
            (told,) = json.loads(posts.received[-1][1])["data"]["notices"]
            data = told["data"]
            assert (data["value"], data["unit"], data["role"]) == (130_000_000, "CNY", "frozen")
            document = project.document(data["document"]).document
            assert document.latest.article.text[data["start"] : data["end"]] == data["quote"]
    assert len({headers["webhook-id"] for headers, _ in posts.received}) == 1
    assert len(posts.received) == 4


def hook(posts: Posts) -> dict[str, str]:
    return {
        "AFTERSHOCK_WEBHOOK__URL": posts.url,
        "AFTERSHOCK_WEBHOOK__SECRET": "s",
        "AFTERSHOCK_WEBHOOK__PRIVATE_HOSTS": "127.0.0.1",
    }


def test_other_alarms_are_told_by_the_same_notifier(folder: Path) -> None:
    silent = Notice("silence:nbd:2021-08", "silence", "nbd is silent", "nothing for 3 days")
    with opened(folder) as project:
        for new in (1, 0):
            assert tell(project.project, project.display, [lambda: [silent]]).sent == new
    assert feed(folder) == ["[silence] nbd is silent"]


def test_what_is_wrong_with_a_source_is_told_after_a_crawl_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Alarm("nbd", "silent", "silent: no document in the last 7 days", "silent nbd 2021-08-01")
    monkeypatch.setattr("aftershock.pipeline.source_alarms", lambda *_: (wrong,))
    monkeypatch.setattr("aftershock.pipeline.crawl", lambda *_: True)
    with opened(folder) as project:
        assert project.run(no_crawl=True)
        assert not outbox_path(project.project).exists()
        assert project.run()
        assert project.run()
    assert feed(folder) == ["[silent] nbd: silent: no document in the last 7 days"]


def test_the_feed_goes_into_the_site_where_asked(folder: Path) -> None:
    write(folder, {"name": "all", "query": "冻结"})
    assert publish(folder, "青禾家居", AFTERSHOCK_ALERTS__PUBLISH="true")
    assert (folder / "var" / "site" / "alerts.xml").read_bytes() == (folder / "var" / "alerts.xml").read_bytes()
    with opened(folder) as project:
        project.build()
        assert project.check().problems == ()


def test_an_index_that_cannot_be_asked_delays_and_loses_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"name": "big", "query": QUERY})
    with opened(folder) as project:
        project.run(no_crawl=True)

        def away(*_: object) -> Any:
            raise IndexUnavailable("the server is away")

        path = folder.parent / "later.txt"
        path.write_text(TEXT.format(name="青禾家居", amount="1.3亿"), encoding="utf-8")
        project.add([path])
        with monkeypatch.context() as patched:
            patched.setattr("aftershock.search.Searcher.matches", away)
            assert not project.run(no_crawl=True)
        assert feed(folder) == []
        assert project.run(no_crawl=True)
        assert feed(folder) == ["[big] 青禾家居 约1.3亿元"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[[alert]\n", "not valid TOML"),
        ("alerts = 1\n", "expected"),
        ('[[alert]]\nname = "a"\nqeury = "x"\n', "qeury"),
        ('[[alert]]\nname = "a"\n', "a query is needed"),
        ('[[alert]]\nquery = "x"\n', "a name"),
        ('[[alert]]\nname = "a"\nquery = "amount:viel"\n', "character 8"),
        ('[[alert]]\nname = "a"\nquery = "from:2022 to:2021"\n', "from:2022"),
        ('[[alert]]\nname = "a"\nquery = "x page:2"\n', "page:"),
        ('[[alert]]\nname = "a"\nquery = "x"\nto = "sms"\n', "sms"),
        ('[[alert]]\nname = "a"\nquery = "x"\n' * 2, "two alerts"),
        ('[[alert]]\nname = "a"\nquery = 1\n', "texts"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load(tmp_path, CHANNELS)
    assert "alerts.toml" in str(caught.value)


def test_what_cannot_be_used_is_said_before_anything_is_done(folder: Path) -> None:
    (folder / FILE).write_text("[[alert]", encoding="utf-8")
    path = folder.parent / "later.txt"
    path.write_text(TEXT.format(name="青禾家居", amount="1.3亿"), encoding="utf-8")
    with opened(folder) as project:
        project.add([path])
        before = project.project.knowledge.read_bytes()
        with pytest.raises(ConfigError, match="not valid TOML"):
            project.run(no_crawl=True)
        assert project.project.knowledge.read_bytes() == before


def test_a_channel_that_is_not_configured_is_said_before_a_run(folder: Path) -> None:
    write(folder, {"name": "big", "query": "x", "to": "mail"})
    with opened(folder) as project, pytest.raises(ConfigError, match=r'alert "big".*under \[mail\]'):
        project.run(no_crawl=True)


def test_the_usual_channel_must_be_configured_too(folder: Path) -> None:
    said = pytest.raises(ConfigError, match=r"\[alerts\] to names mail.*under \[mail\]")
    with opened(folder, AFTERSHOCK_ALERTS__TO="feed mail") as project, said:
        project.run(no_crawl=True)


def test_the_file_is_changed_and_no_more_of_it(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / FILE).write_text('# mine\n[[alert]]\nname = "old"\nquery = "旧"  # kept\n', encoding="utf-8")
    add(tmp_path, SavedSearch("新", 'company:"ST 远航" "\\a"', ("feed",)), CHANNELS)
    assert [one.name for one in load(tmp_path, CHANNELS)] == ["old", "新"]
    assert load(tmp_path, CHANNELS)[1].query == 'company:"ST 远航" "\\a"'
    with pytest.raises(UsageProblem, match="already"):
        add(tmp_path, SavedSearch("old", "x"), CHANNELS)
    with pytest.raises(UsageProblem, match="character"):
        add(tmp_path, SavedSearch("bad", '"x'), CHANNELS)
    remove(tmp_path, "新", CHANNELS)
    assert (
        (tmp_path / FILE)
        .read_text(encoding="utf-8")
        .startswith('# mine\n[[alert]]\nname = "old"\nquery = "旧"  # kept\n')
    )
    with pytest.raises(UsageProblem, match="there are: old"):
        remove(tmp_path, "none", CHANNELS)


def test_alerts_on_the_command_line(folder: Path, alert: Callable[..., str]) -> None:
    alert("add", "big", QUERY, "--to", "mail", code=3)
    alert("add", "big", "amount:viel", code=2)
    assert not (folder / FILE).exists()
    alert("add", "frozen", "冻结 kind:claim")
    alert("add", "frozen", "x", code=2)
    assert json.loads(alert("list", "--json"))[0] == {"name": "frozen", "query": "冻结 kind:claim", "to": ["feed"]}
    shown = alert("test", "frozen", "--limit", "1")
    assert "4 match now, 1 shown" in shown
    assert "documents/" in shown
    assert alert("test", "frozen", "--limit", "0", "--send").count("match now") == 1
    assert "0 new" in alert("send")
    alert("test", "none", code=2)
    alert("remove", "frozen")
    alert("remove", "frozen", code=2)
    assert "no alerts yet" in alert("list")


def test_deliveries_that_wait_are_shown_and_can_be_given_up(folder: Path, alert: Callable[..., str]) -> None:
    with opened(folder) as project:
        with Outbox.open(outbox_path(project.project)) as outbox:
            outbox.write([Notice("k", "big", "t", "x")], [("webhook", "")])
        assert searches(project.project) == ()
        assert len(waiting(project.project)) == 1
    assert "1 notices for webhook" in alert("list")
    assert "not configured any more" in alert("send", code=9)
    assert "1 deliveries given up" in alert("send", "--discard")
    alert("send")

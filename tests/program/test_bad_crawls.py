"""What bad input of crawling gets: one clear sentence, a documented exit code, and nothing lost or half-written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aftershock.cli import main
from aftershock.project import create, open_project
from crawlers.archive import Archive
from crawlers.plan import plan_of

Told = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one document in its archive."""
    folder = tmp_path / "wave"
    create(folder, "amazon-2021")
    (tmp_path / "a.txt").write_text("8月5日，港城一家卖家的21个店铺被关闭。", encoding="utf-8")
    monkeypatch.chdir(folder)
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["add", str(tmp_path / "a.txt")])
    return folder


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command in the project's folder; one clear message, the documented code, no traceback."""

    def run(arguments: list[str], code: int, *words: str) -> None:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = re.sub(r"\s+", " ", capsys.readouterr().err)
        assert ended.value.code == code, said
        assert "Traceback" not in said
        for word in words:
            assert word in said, said

    return run


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["sinna"], 2, ["no source is called 'sinna'", "did you mean 'sina'"]),
        (["nbd", "zzz"], 2, ["no source is called 'zzz'", "cninfo"]),
        (["nbd", "--company", "30020"], 2, ['no company "30020"', "six digits", 'did you mean "300209"?']),
        (["nbd", "--company", "600000"], 2, ['no company "600000" in this event', "300209 天泽信息"]),
        (["nbd", "--company", "天泽"], 2, ['did you mean "天泽信息"?']),
        (["nbd", "--from", "2021-13-01"], 2, ["--from", "'2021-13-01' is no day; write year, month and day as in"]),
        (["nbd", "--to", "8月1日"], 2, ["--to", "'8月1日' is no day"]),
        (["nbd", "--from", "20210801"], 2, ["'20210801' is no day"]),
        (["nbd", "--from", "2999-01-01"], 2, ["--from 2999-01-01 is still to come; today is 2"]),
        (["nbd", "--to", "2010-01-01"], 2, ["before the event's first day, 2021-04-30; give --from too"]),
        (["nbd", "--from", "2021-08-02", "--to", "2021-08-01"], 2, ["--to 2021-08-01 is before --from 2021-08-02"]),
    ],
)
def test_arguments_that_make_no_sense(
    arguments: list[str], code: int, words: list[str], project: Path, told: Told
) -> None:
    before = sorted(path.name for path in (project / "var" / "archive").iterdir())
    told(["crawl", *arguments, "--dry-run"], code, *words)
    assert sorted(path.name for path in (project / "var" / "archive").iterdir()) == before


def written(project: Path, more: str) -> None:
    path = project / "config" / "aftershock.toml"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


def test_a_key_that_does_not_exist(project: Path, told: Told) -> None:
    written(project, '[crawl]\ncontact = "x@example.org"\ntimeuot = 3\n')
    told(["crawl", "nbd"], 3, "aftershock.toml", 'unknown key "timeuot" — did you mean "timeout"?')


def test_a_source_of_ones_own_with_a_bad_selector(project: Path, told: Told) -> None:
    written(
        project,
        '[sources.paper]\nkind = "list"\naddresses = ["https://p.example/"]\n[sources.paper.list]\nrow = "li["\n',
    )
    told(["crawl", "paper"], 3, "aftershock.toml", "[sources.paper.list] row", "no CSS selector")


def test_two_crawls_at_once(project: Path, told: Told) -> None:
    written(project, '[crawl]\ncontact = "x@example.org"\n')
    opened = open_project(project, {})
    with opened.locked("crawl"):
        told(["crawl", "nbd"], 4, "'aftershock crawl'", "under way")
    with Archive.open(opened.archive, write=True):  # a crawl by another program, such as Scrapy's own command line
        told(["add", str(project / "config")], 4, "archive", "another process")
    with Archive.open(opened.archive) as archive:
        assert len(list(archive.captures())) == 1


def test_an_archive_that_cannot_be_written(project: Path, told: Told) -> None:
    written(project, '[crawl]\ncontact = "x@example.org"\n[sources.url]\naddresses = "https://p.example/"\n')
    archive, aside = project / "var" / "archive", project / "var" / "aside"
    archive.rename(aside)
    archive.write_bytes(b"in the way")
    told(["crawl", "url"], 7, "archive", "cannot write")
    told(["add", str(project / "config" / "aftershock.toml")], 7, "archive", "cannot write")
    told(["check"], 9, "1 problems")
    for command in ("quarantine", "sources"):
        told([command], 7, "a file is where a folder must be")  # and not: nothing is missing
    assert archive.read_bytes() == b"in the way"
    archive.unlink()
    aside.rename(archive)
    with Archive.open(archive) as kept:
        assert kept.check() == [] and len(list(kept.captures())) == 1


def test_a_file_where_the_project_s_folder_must_be(project: Path, told: Told) -> None:
    written(project, '[crawl]\ncontact = "x@example.org"\n')
    (project / "var").rename(project / "aside")
    (project / "var").write_bytes(b"in the way")
    for command in (["crawl", "nbd"], ["add", str(project / "config")]):
        told(command, 7, "var is a file, and must be a folder; move it away")
    told(["check"], 9, "1 problems")


def test_a_warc_file_in_parts_says_what_went_in(project: Path, told: Told) -> None:
    (project / "empty.warc.gz").write_bytes(b"")
    told(["add", str(project / "empty.warc.gz")], 9, "the file has no content", "1 files, or records of WARC files")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"company": "30020"}, "six digits"),
        ({"company": "300209,天泽信息"}, "six digits"),
        ({"from": "2021-8-1"}, "write it as 2021-08-01"),
        ({"from": "2021-08-02", "to": "2021-08-01"}, "to=2021-08-01 is before from=2021-08-02"),
        ({"till": "2021-08-02"}, "unknown argument 'till'"),
        ({"daily": "-1"}, "write daily=500"),
    ],
)
def test_scrapys_own_arguments(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        plan_of("nbd", arguments)

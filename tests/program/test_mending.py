"""What is lost is said, what can be mended is, and nothing is rebuilt over a loss."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.program.test_bad_input import ARTICLE, aftershock, told


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of three documents, read, indexed and built."""
    folder = tmp_path_factory.mktemp("mending")
    project = folder / "wave"
    files = []
    for number, name in enumerate(("云帆", "云杉", "云岭")):
        files.append(folder / f"{number}.html")
        files[-1].write_text(ARTICLE.replace("云帆", name), encoding="utf-8")
    for command in (["init", project],):
        assert aftershock(*command, cwd=folder).returncode == 0
    for command in (["add", *files], ["run", "--no-crawl"]):
        assert aftershock(*command, cwd=project).returncode == 0
    return project


@pytest.fixture
def project(made: Path, tmp_path: Path) -> Path:
    """A copy of it to break."""
    return Path(shutil.copytree(made, tmp_path / "wave"))


def total(project: Path) -> int:
    return int(json.loads(aftershock("search", "冻结资金", "--json", cwd=project).stdout)["total"])


def rows(ledger: Path) -> list[tuple[object, ...]]:
    """Everything that a ledger says."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
        tables = ("captures", "revisits")
        return [row for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY file, offset")]


def test_a_lost_archive_is_said_and_nothing_is_rebuilt_over_it(project: Path) -> None:
    shutil.rmtree(project / "var" / "archive")
    checked = aftershock("check", cwd=project)
    assert checked.returncode == 9
    assert "3 captures that the knowledge was read from are not in the archive" in checked.stdout
    told(aftershock("rebuild", cwd=project), 6, "--force", "Nothing was changed")
    assert total(project) == 3


def test_a_shortened_archive_is_mended_and_still_said(project: Path, tmp_path: Path) -> None:
    (warc,) = (project / "var" / "archive").glob("*.warc.gz")
    with warc.open("r+b") as file:
        file.truncate(warc.stat().st_size - 300)
    (tmp_path / "more.html").write_text(ARTICLE.replace("云帆", "云海"), encoding="utf-8")
    told(aftershock("add", tmp_path / "more.html", cwd=project), 6, "check --repair")
    mended = aftershock("check", "--repair", cwd=project)
    assert mended.returncode == 9
    assert "mended: " in mended.stdout
    assert "1 captures that the knowledge was read from are not in the archive" in mended.stdout
    assert aftershock("add", tmp_path / "more.html", cwd=project).returncode == 0
    told(aftershock("rebuild", cwd=project), 6, "--force")
    assert aftershock("rebuild", "--force", cwd=project).returncode == 0
    assert total(project) == 3
    assert aftershock("check", cwd=project).returncode == 0


@pytest.mark.parametrize("harm", ["gone", "unreadable", "emptied"])
def test_the_ledger_is_made_again_from_the_archive(harm: str, project: Path) -> None:
    ledger = project / "var" / "archive" / "ledger.sqlite"
    before = rows(ledger)
    assert len(before) == 3
    if harm == "gone":
        ledger.unlink()
    elif harm == "unreadable":
        ledger.write_bytes(b"no database" * 500)
    else:
        with closing(sqlite3.connect(ledger)) as connection, connection:
            connection.execute("DELETE FROM captures")
    mended = aftershock("check", "--repair", cwd=project)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "mended: ledger made again from 1 WARC files" in mended.stdout
    assert rows(ledger) == before
    assert total(project) == 3


@pytest.mark.parametrize("harm", ["gone", "torn", "altered"])
def test_check_repair_mends_the_index(harm: str, project: Path) -> None:
    index = project / "var" / "index"
    if harm == "gone":
        shutil.rmtree(index)
    for path in index.rglob("*"):
        if path.is_file() and path.suffix not in (".json", ".lock"):
            content = path.read_bytes()
            path.write_bytes(content[:40] if harm == "torn" else content[:20] + content[:1] + content[21:])
    checked = aftershock("check", "--index", cwd=project)
    assert (checked.returncode, checked.stdout.count("problem:")) == (9, 1), checked.stdout
    mended = aftershock("check", "--repair", "--index", cwd=project)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "mended: the index" in mended.stdout
    assert total(project) == 3


def test_check_says_what_the_site_lacks(project: Path) -> None:
    (project / "var" / "site" / "index.html").unlink()
    checked = aftershock("check", cwd=project)
    assert checked.returncode == 9
    assert "index.html" in checked.stdout
    assert "aftershock build" in checked.stdout
    assert aftershock("build", cwd=project).returncode == 0
    assert aftershock("check", cwd=project).returncode == 0


def test_a_project_does_not_take_in_itself(project: Path) -> None:
    ended = aftershock("add", ".", cwd=project)
    assert ended.returncode == 0, ended.stderr
    assert "add: 0 new" in ended.stderr
    read = aftershock("extract", project / "var" / "site", cwd=project)
    assert read.returncode == 0
    assert read.stdout == ""


def test_the_demonstrations_project_crawls_nobody_by_itself(project: Path) -> None:
    config = project / "config" / "aftershock.toml"
    more = '\n[crawl]\ncontact = "a@example.org"\nreplica_only = true\n[sources.nbd]\nenabled = true\n'
    config.write_text(config.read_text(encoding="utf-8") + more, encoding="utf-8")
    told(aftershock("crawl", cwd=project), 2, "demonstration", "--no-crawl")

"""What bad input gets: one clear sentence, a documented exit code, and nothing lost or half-written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.ready.starting import interpreter

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("AFTERSHOCK_")} | {"PYTHONPATH": str(ROOT)}
NOBODY = 65534

ARTICLE = """<html><head><meta charset="utf-8"><title>云帆电子披露店铺受限情况</title>
<meta property="article:published_time" content="2021-08-05T20:10:00+08:00"></head><body><article>
<h1>云帆电子披露店铺受限情况</h1>
<p>8月5日晚间，云帆电子股份有限公司（以下简称“云帆电子”）公告称，公司在海外平台的店铺中有21个被关闭，涉及冻结资金约1600万元。</p>
<p>公告显示，上述店铺上半年的销售额占公司同期收入的12%，公司已就此提交申诉材料，预计全年业绩将受到一定影响。</p>
<p>截至公告日，公司员工总数为860人，较年初减少140人；公司表示，将增加其他渠道的投入，并加快自有网站的建设。</p>
</article></body></html>"""


def aftershock(*arguments: str | Path, cwd: Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*interpreter(), "-m", "aftershock", *map(str, arguments)],
        cwd=cwd,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        **options,  # type: ignore[call-overload]
    )


def told(ended: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """One clear message, the documented code, no traceback."""
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    for word in words:
        assert word in ended.stderr, ended.stderr


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one document, read and indexed."""
    folder = tmp_path_factory.mktemp("pristine")
    assert aftershock("init", folder / "wave", cwd=folder).returncode == 0
    (folder / "article.html").write_text(ARTICLE, encoding="utf-8")
    assert aftershock("add", folder / "article.html", cwd=folder / "wave").returncode == 0
    ended = aftershock("run", "--no-crawl", cwd=folder / "wave")
    assert ended.returncode == 0, ended.stderr
    return folder / "wave"


@pytest.fixture
def project(pristine: Path, tmp_path: Path) -> Path:
    """Such a project, for a test to spoil."""
    return Path(shutil.copytree(pristine, tmp_path / "wave"))


def locked_pdf(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "frozen")
    canvas.save()


def open_pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, "The company said that 21 stores were closed and 16 million yuan were frozen.")
    canvas.save()


def test_files_that_cannot_be_read_are_named_and_the_others_go_in(project: Path, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "empty.html").write_bytes(b"")
    (files / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    locked_pdf(files / "locked.pdf")
    open_pdf(tmp_path / "whole.pdf")
    (files / "half.pdf").write_bytes((tmp_path / "whole.pdf").read_bytes()[:600])
    (files / "gbk.html").write_bytes(ARTICLE.replace("云帆", "云杉").encode("gb18030"))  # says utf-8, is not
    ended = aftershock("add", files, tmp_path / "nowhere.html", cwd=project)
    told(ended, 9, "empty.html", "picture.html", "nowhere.html")
    ended = aftershock("run", "--no-crawl", cwd=project)
    assert ended.returncode == 0, ended.stderr
    checked = json.loads(aftershock("check", "--json", cwd=project).stdout)
    unread = {one["filename"]: one["reason"] for one in checked["unread"]}
    assert unread == {"locked.pdf": "encrypted", "half.pdf": "broken"}
    found = json.loads(aftershock("search", "云杉电子", "--json", cwd=project).stdout)
    assert found["total"] == 1


def test_extract_reads_what_it_can_and_says_what_it_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(ARTICLE, encoding="utf-8")
    locked_pdf(tmp_path / "b.pdf")
    ended = aftershock("extract", tmp_path / "a.html", tmp_path / "b.pdf", tmp_path / "c.txt", cwd=tmp_path)
    told(ended, 9, "b.pdf", "password", "c.txt")
    (line,) = ended.stdout.splitlines()
    record = json.loads(line)
    assert record["title"] == "云帆电子披露店铺受限情况"
    for mention in record["mentions"]:
        assert record["text"][mention["start"] : mention["end"]] == mention["text"]


AS_NOBODY = """
import os, sys
import aftershock.cli, aftershock.cli.project, aftershock.project  # before the rights to read the program are given up
os.setgid({nobody}); os.setuid({nobody})
if os.access({folder!r}, os.W_OK):
    sys.exit("the precondition of this test does not hold")
aftershock.cli.main(["init", {folder!r} + "/wave"])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run a child as another user")
def test_a_folder_without_rights(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    program = AS_NOBODY.format(nobody=NOBODY, folder=str(closed))
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)
    told(ended, 7, "closed", "no right")
    assert list(closed.iterdir()) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with very little room, where one may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a file system of its own can only be mounted by root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    """Filled up between the stages: each says so with code 7, and goes on once there is room again."""
    project = small_disk / "wave"
    assert aftershock("init", project, cwd=tmp_path).returncode == 0
    ballast = small_disk / "ballast"

    def fill() -> None:
        with ballast.open("wb") as file, pytest.raises(OSError, match="space"):
            while True:
                os.write(file.fileno(), bytes(4096))

    names = ("云帆", "云杉", "云岭", "云海")
    for number, name in enumerate(names):
        (tmp_path / f"{number}.html").write_text(ARTICLE.replace("云帆", name), encoding="utf-8")
    stages: list[list[str | Path]] = [
        ["add", *(tmp_path / f"{n}.html" for n in range(4))],
        ["read"],
        ["index"],
        ["build"],
    ]
    for stage in stages:
        fill()
        told(aftershock(*stage, cwd=project), 7, "full")
        ballast.unlink()
        ended = aftershock(*stage, cwd=project)
        assert ended.returncode == 0, ended.stderr
    checked = aftershock("check", cwd=project)
    assert checked.returncode == 0, checked.stdout
    found = json.loads(aftershock("search", "冻结资金", "--json", cwd=project).stdout)
    assert found["total"] == len(names)


def test_an_index_whose_disk_is_full_or_may_not_be_written(small_disk: Path, project: Path) -> None:
    shutil.copytree(project / "var" / "index", small_disk / "index")
    shutil.rmtree(project / "var" / "index")
    (project / "var" / "index").symlink_to(small_disk / "index")
    with (small_disk / "ballast").open("wb") as file, pytest.raises(OSError, match="space"):
        while True:
            os.write(file.fileno(), bytes(4096))
    told(aftershock("index", "--rebuild", cwd=project), 7, "disk is full")
    assert aftershock("search", "冻结资金", cwd=project).stdout.startswith("1 found")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    told(aftershock("index", "--rebuild", cwd=project), 7, "Read-only")
    told(aftershock("search", "冻结资金", cwd=project), 7, "no right to write")


def test_a_second_run_at_the_same_time(project: Path) -> None:
    from aftershock.project import open_project

    with open_project(project, {}).locked("run"):
        for command in (["read"], ["index"], ["build"], ["run", "--no-crawl"], ["rebuild"], ["check", "--repair"]):
            told(aftershock(*command, cwd=project), 4, "'aftershock run'", "under way")
        found = json.loads(aftershock("search", "冻结资金", "--json", cwd=project).stdout)
        assert found["total"] == 1


def test_a_knowledge_file_of_a_newer_version_is_left_alone(project: Path) -> None:
    path = project / "var" / "knowledge.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    for command in (["read"], ["build"], ["search", "x"], ["export", "--format", "csv"]):
        told(aftershock(*command, cwd=project), 5, "newer")
    assert path.read_bytes() == before


def test_a_damaged_knowledge_file_names_rebuild(project: Path) -> None:
    path = project / "var" / "knowledge.sqlite"
    path.write_bytes(b"not a database at all, whatever its name says" * 100)
    told(aftershock("build", cwd=project), 6, "rebuild")
    ended = aftershock("rebuild", cwd=project)
    assert ended.returncode == 0, ended.stderr
    assert json.loads(aftershock("search", "冻结资金", "--json", cwd=project).stdout)["total"] == 1


def test_debug_shows_the_traceback(project: Path) -> None:
    path = project / "var" / "knowledge.sqlite"
    path.write_bytes(b"not a database at all, whatever its name says" * 100)
    ended = aftershock("build", "--debug", cwd=project)
    assert "Traceback" in ended.stderr


def test_no_site_to_serve_yet(tmp_path: Path) -> None:
    aftershock("init", tmp_path, cwd=tmp_path)
    told(aftershock("serve", "--port", "0", cwd=tmp_path), 2, "aftershock run")


def test_nothing_to_search_yet(tmp_path: Path) -> None:
    aftershock("init", tmp_path, cwd=tmp_path)
    told(aftershock("search", "x", cwd=tmp_path), 2, "aftershock run")


def test_a_closed_pipe_is_no_error(project: Path) -> None:
    ended = subprocess.run(
        f"{sys.executable} -m aftershock search 冻结资金 --json | head -n 1",
        shell=True,
        cwd=project,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.strip() == "{"
    assert ended.stderr == ""

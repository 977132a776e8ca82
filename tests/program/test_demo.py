"""The demonstration, run as a user runs it: the whole line, twice, with nothing changed by the second run."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.ready.starting import interpreter

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith("AFTERSHOCK_")} | {"PYTHONPATH": str(ROOT)}


def aftershock(*arguments: str | Path, python: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*(python or interpreter()), "-m", "aftershock", *map(str, arguments)],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration's folder after its first run."""
    folder = tmp_path_factory.mktemp("demo") / "wave"
    ended = aftershock("demo", "--directory", folder, "--no-serve", python=[sys.executable])
    assert ended.returncode == 0, ended.stderr
    match = re.search(r"done: (\d+) documents, (\d+) figures, (\d+) companies, (\d+) conflicts", ended.stderr)
    assert match, ended.stderr
    documents, figures, companies, conflicts = map(int, match.groups())
    assert documents >= 30
    assert figures > documents
    assert companies >= 5
    assert conflicts >= 1
    return folder


def fingerprint(folder: Path, leave_out: tuple[str, ...] = ()) -> dict[str, str]:
    """Path → digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if not path.relative_to(folder).as_posix().startswith(leave_out)
    }


def test_a_second_run_changes_nothing(demo: Path, tmp_path: Path) -> None:
    def state(name: str) -> dict[str, dict[str, str]]:
        assert aftershock("export", "--format", "json", "--output", tmp_path / name, "--project", demo).returncode == 0
        return {
            "export": fingerprint(tmp_path / name),
            "index": fingerprint(demo / "var" / "index"),
            "site": fingerprint(demo / "var" / "site", ("sources",)),
        }

    before = state("before")
    again = aftershock("demo", "--directory", demo, "--no-serve")
    assert again.returncode == 0, again.stderr
    assert before == state("after")


def test_every_page_says_that_it_is_a_demonstration_and_links_no_original(demo: Path) -> None:
    pages = list((demo / "var" / "site").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "均为本程序演示而写" in text, page
        assert not re.search(r'href="https?://', text), page


def test_the_changed_document_has_two_versions(demo: Path, tmp_path: Path) -> None:
    aftershock("export", "--format", "json", "--output", tmp_path, "--project", demo)
    documents = json.loads((tmp_path / "documents.json").read_text(encoding="utf-8"))
    rows = documents["rows"] if isinstance(documents, dict) else documents
    assert sorted(row["versions"] for row in rows)[-1] == 2


def test_one_filing_at_several_places_is_counted_once(demo: Path, tmp_path: Path) -> None:
    aftershock("export", "--format", "json", "--output", tmp_path, "--project", demo)
    rows = json.loads((tmp_path / "documents.json").read_text(encoding="utf-8"))
    rows = rows["rows"] if isinstance(rows, dict) else rows
    assert len({row["source"] for row in rows}) >= 9
    for number, places in (("1299900002", 3), ("1299900005", 3), ("1299900006", 2)):
        group = [row for row in rows if number in row["url"]]
        assert len(group) == places
        # All but one name the same one as the document whose text they have.
        (original,) = [row["id"] for row in group if row["same_text_as"] is None]
        assert {row["same_text_as"] for row in group} == {None, original}
    home = re.sub(r"<[^>]+>", "", (demo / "var" / "site" / "index.html").read_text(encoding="utf-8"))
    home = re.sub(r"\s+", "", home)
    # 有棵树 18,592.01 to 19,941.71, or "nearly 200 million", and 通拓科技 41.43: each once, in however many places.
    assert "2.27亿–2.41亿元" in home and "54家店铺" in home


@pytest.mark.parametrize(
    ("query", "expected"),
    [("冻结资金", 3), ("company:有棵树", 3), ("公告 from:2021-08", 1), ("千亿", 1)],
)
def test_search_finds(demo: Path, query: str, expected: int) -> None:
    ended = aftershock("search", query, "--json", "--project", demo)
    assert ended.returncode == 0, ended.stderr
    answer = json.loads(ended.stdout)
    assert answer["total"] >= expected
    assert answer["stage"] == "literal"


def test_check_finds_nothing_wrong(demo: Path) -> None:
    ended = aftershock("check", "--project", demo)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "all is well" in ended.stdout


def test_rebuild_gives_the_same_export(demo: Path, tmp_path: Path) -> None:
    def export(name: str) -> dict[str, str]:
        aftershock("export", "--format", "csv", "--output", tmp_path / name, "--project", demo)
        return fingerprint(tmp_path / name)

    before = export("before")
    assert aftershock("rebuild", "--project", demo).returncode == 0
    assert export("after") == before


def test_it_leaves_a_project_of_ones_own_alone(tmp_path: Path) -> None:
    aftershock("init", tmp_path)
    before = fingerprint(tmp_path)
    ended = aftershock("demo", "--directory", tmp_path, "--no-serve")
    assert ended.returncode == 2
    assert "--directory" in ended.stderr
    assert fingerprint(tmp_path) == before


def test_a_port_in_use_is_said_before_any_work(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = aftershock("demo", "--directory", tmp_path / "wave", "--port", str(port))
    assert ended.returncode == 8
    assert "--port" in ended.stderr
    assert not (tmp_path / "wave").exists()


@pytest.fixture
def served(demo: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [*interpreter(), "-m", "aftershock", "serve", "--port", "0", "--project", str(demo)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        match = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert match, line + process.stderr.read()
        yield match.group(), process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()


def fetch(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


def test_serve_answers_and_ends_with_ctrl_c(served: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = served
    status, home = fetch(address)
    assert status == 200
    assert "<html" in home
    status, found = fetch(f"{address}api/search?q=%E5%86%BB%E7%BB%93&size=2")
    assert status == 200
    assert json.loads(found)["total"] >= 3
    status, wrong = fetch(f"{address}api/search?q=amount:%3Eabc")
    assert status == 400
    assert "error" in json.loads(wrong)
    assert fetch(f"{address}nothing.html")[0] == 404
    assert "/api/search" in json.loads(fetch(f"{address}api/openapi.json")[1])["paths"]
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == 0

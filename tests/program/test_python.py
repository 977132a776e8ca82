"""The Python API: what is typed and documented is what happens, and the command line stands on it."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import aftershock
from aftershock import OpenProject, open_project
from aftershock.cli import COMMANDS
from aftershock.errors import Busy, ProjectMissing, UsageProblem
from aftershock.query import QueryProblem
from aftershock.told import NoneSuch, WrongDay
from tests.server.conftest import made

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("python")
    made(home / "wave")
    (home / "articles").mkdir()
    return home / "wave"


@pytest.fixture
def project(folder: Path) -> Iterator[OpenProject]:
    with open_project(folder, environment={}) as opened:
        yield opened


def test_importing_the_package_loads_nothing_else_of_it() -> None:
    program = (
        "import sys, aftershock; "
        "print([name for name in sys.modules if name.startswith(('aftershock.', 'indexer', 'crawlers', 'click'))]); "
        "aftershock.open_project; "
        "print([name for name in ('scrapy', 'jieba', 'fastapi', 'tantivy', 'jinja2') if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.split("\n")[:2] == ["[]", "[]"]
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = aftershock.nothing_like_it


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_of_the_documentation_runs(
    example: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    exec(compile(example, "docs/python.md", "exec"), {})
    assert capsys.readouterr().out


def test_every_method_is_documented_and_typed() -> None:
    public = {
        name: member for name, member in vars(OpenProject).items() if inspect.isfunction(member) and name[0] != "_"
    }
    for name, method in public.items():
        assert method.__doc__, name
        assert "return" in method.__annotations__, name
        assert f"`{name}" in DOCUMENT or name == "close", name
    # Each stage and answer of the command line is a method; what makes, shows or serves a project is none.
    others = {"demo", "init", "serve", "mcp", "alert", "extract"}
    assert {name for name in COMMANDS if name not in others} <= set(public)


def test_answers_carry_their_evidence(project: OpenProject) -> None:
    found = project.claims(company="云帆电子", unit="CNY")
    assert {claim.claim.value for claim in found} >= {16_000_000, 23_000_000}
    for one in found:
        told = project.document(one.claim.evidence.document)
        proof = one.claim.evidence
        assert told.document.latest.article.text[proof.start : proof.end] == proof.quote
        assert one in told.claims
    (conflict,) = [question for question in project.conflicts(company="云帆电子") if question.unit == "CNY"]
    assert (conflict.low, conflict.high) == (16_000_000, 23_000_000)
    assert {event.type for event in project.timeline(type="裁员")} == {"裁员"}
    assert project.company("云帆电子股份有限公司") == project.company("云帆电子")


def test_search_takes_filters_beside_the_query(project: OpenProject) -> None:
    assert project.search("冻结资金").result.total == 2
    assert project.search("冻结资金", until="2021-08-05").result.total == 1
    assert project.search("冻结资金", companies=("雲帆電子", "")).result.total == 2
    assert project.search("冻结资金", companies=('云帆电子" -冻结',)).result.total == 0
    kinds = {hit.kind for hit in project.search("冻结资金", kinds=("claim",)).result.hits}
    assert kinds == {"claim"}
    first = project.search("冻结资金").result.hits[0]
    assert len({project.related(first.id[1:], size=size).result.total for size in (1, 2, 3)}) == 1
    assert project.related(first.id[1:]).result.hits[0].id != first.id
    assert project.suggest("云帆")[0]["name"] == "云帆电子"


def test_what_is_wrong_is_said(project: OpenProject, tmp_path: Path) -> None:
    for more in ({}, {"companies": ("云帆 电子",)}, {"page": 2}):
        with pytest.raises(QueryProblem, match="found '\"开', expected a closing"):
            project.search('"开', **more)
    for sizes in ({"page": 0}, {"size": -1}):
        with pytest.raises(UsageProblem, match="begin with 1"):
            project.search("冻结", **sizes)
    with pytest.raises(NoneSuch, match="没有的公司"):
        project.company("没有的公司")
    with pytest.raises(NoneSuch):
        project.document("nothing")
    with pytest.raises(WrongDay, match="yesterday"):
        project.timeline(since="yesterday")
    with pytest.raises(WrongDay, match="earlier"):
        project.timeline(since="2022", until="2021")
    with pytest.raises(ProjectMissing, match="aftershock init"):
        open_project(tmp_path)


def test_one_writer_at_a_time(project: OpenProject) -> None:
    with project.project.locked("read"), pytest.raises(Busy, match="'aftershock read'"):
        project.index()


def test_what_is_added_is_seen_by_a_project_that_is_open(tmp_path: Path) -> None:
    made(tmp_path / "wave")
    text = tmp_path / "fresh.txt"
    text.write_text("青禾家居股份有限公司裁员\n发布时间：2021-10-01\n青禾家居股份有限公司裁员约50人。\n", "utf-8")
    with open_project(tmp_path / "wave", environment={}) as project:
        assert project.search("青禾家居").result.total == 0
        assert project.add([text]) == 0
        assert project.run(no_crawl=True)
        assert project.search("青禾家居").result.total == 1
        assert project.check().problems == ()
        assert [path.name for path in project.export("json", tmp_path / "tables") if path.stem == "claims"]
        assert json.loads((tmp_path / "tables" / "claims.json").read_text("utf-8"))

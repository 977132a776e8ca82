"""Searching finds figures, not only pages: single claims and events, each with what proves it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from aftershock.cli import main
from aftershock.project import Project
from aftershock.search import Answer
from indexer.index import Hit, Result
from tests.server.conftest import made

Ask = Callable[..., str]


@pytest.fixture(scope="module")
def wave(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made(tmp_path_factory.mktemp("figures") / "wave")


@pytest.fixture
def ask(wave: Project, capsys: pytest.CaptureFixture[str]) -> Ask:
    """What `aftershock search` prints."""

    def asked(*arguments: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(["search", *arguments, "--project", str(wave.folder)])
        printed = capsys.readouterr()
        assert ended.value.code == code, printed.err
        return printed.out

    return asked


def proved(told: dict[str, Any], wave: Project) -> None:
    """The sentence stands in the document's text where it says."""
    from aftershock.knowledge import Knowledge

    proof = told["evidence"]
    with Knowledge.open(wave.knowledge) as knowledge:
        document = knowledge.document(proof["document"])
    assert document is not None
    assert document.latest.article.text[proof["start"] : proof["end"]] == proof["quote"]


def test_a_query_for_an_amount_finds_the_figures_too(ask: Ask, wave: Project) -> None:
    found = json.loads(ask("冻结 company:云帆电子 amount:>=2000万 from:2021-08", "--json"))
    assert [hit["kind"] for hit in found["hits"]] == ["document"]
    (figure,) = found["figures"]["hits"]
    assert found["figures"]["total"] == 1
    assert (figure["claim"]["value"], figure["claim"]["unit"]) == (23_000_000, "CNY")
    assert (figure["claim"]["role"], figure["claim"]["speaker"]) == ("frozen", "云帆电子")
    assert figure["claim"]["as_of"] == "2021-08-05"
    assert figure["document"]["title"] == "云帆电子回应店铺被封"
    proved(figure["claim"], wave)
    assert "figures" not in json.loads(ask("冻结", "--json"))
    assert "figures" not in json.loads(ask("冻结 kind:document amount:>=2000万", "--json"))
    assert "figures" not in json.loads(ask("冻结 amount:>=2000万", "--page", "2", "--json"))


def test_people_see_value_speaker_sentence_source_and_date(ask: Ask) -> None:
    shown = ask("冻结 amount:>=2000万")
    for part in ("1 figures", "23,000,000 CNY", "said by 云帆电子", "2021-08-07", "冻结资金约2300万元", "disputed"):
        assert part in shown
    assert "云帆电子回应店铺被封" in shown


@pytest.mark.parametrize("written", ["claim", "claims"])
def test_kinds_are_chosen(ask: Ask, wave: Project, written: str) -> None:
    found = json.loads(ask("关闭", "--kind", written, "--json"))
    assert found["total"] >= 3
    for hit in found["hits"]:
        assert hit["kind"] == "claim"
        assert hit["link"].endswith("#f" + hit["claim"]["id"])
        proved(hit["claim"], wave)


def test_events_too(ask: Ask, wave: Project) -> None:
    (hit,) = json.loads(ask("", "--kind", "events", "--type", "裁员", "--json"))["hits"]
    assert hit["event"]["type"] == "裁员"
    proved(hit["event"], wave)
    assert "裁员" in ask("type:裁员", "--kind", "event")


def test_days_are_those_of_beijing() -> None:
    published = datetime(2021, 7, 31, 16, 0, tzinfo=UTC)
    hit = Hit("d1", "document", "甲", "documents/1.html", published, "nbd", "乙", (), (), "丙")
    assert "  2021-08-01  乙  documents/1.html" in Answer(Result(1, (hit,)), (), (), 1, 10).lines(colour=False)


def test_another_kind_is_refused(ask: Ask) -> None:
    ask("x", "--kind", "pages", code=2)


@pytest.mark.parametrize("query", ["-物流 冻结", "-type:裁员", '-"Prime Day" 冻结', "-h冻结", "-"])
def test_a_query_that_begins_with_a_minus_is_no_option(ask: Ask, query: str) -> None:
    found = json.loads(ask(query, "--size", "1", "--json"))
    assert found == json.loads(ask(f" {query}", "--json", "--size", "1"))
    assert found["total"] == {"-type:裁员": 2, "-h冻结": 3, "-": 0}.get(query, 2)
    assert "Usage" in ask("-h")

"""Texts set with a space between Chinese and numbers or Latin letters say what they say without it."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from aftershock.extract import extract
from aftershock.extract.language.spacing import closed_up
from aftershock.model import Facts
from aftershock.vocabulary import load_vocabulary
from crawlers.article import BEIJING, Article
from tests.extract.written import CASES

_VOCABULARY = load_vocabulary()
_DAY = datetime(2022, 3, 16, tzinfo=BEIJING)
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")
_SENTENCES = dict.fromkeys(
    line.partition("\t")[0]
    for line in (CASES / "roles.tsv").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
)


def _facts(text: str) -> Facts:
    return extract(Article("", "", text, published=_DAY), _VOCABULARY)


def _told(facts: Facts) -> list[tuple[object, ...]]:
    return [
        (m.kind, m.text.replace(" ", ""), m.value, m.role, (m.subject or "").replace(" ", "")) for m in facts.mentions
    ]


@pytest.mark.parametrize("text", [text for text in list(_SENTENCES)[::4] if _BETWEEN.search(text)])
def test_figures_are_the_same_with_spaces(text: str) -> None:
    spaced = _BETWEEN.sub(" ", text)
    facts = _facts(spaced)
    assert _told(facts) == _told(_facts(text))
    for mention in facts.mentions:
        assert spaced[mention.start : mention.end] == mention.text
    for event in facts.events:
        assert spaced[event.start : event.end] == event.text


def test_names_are_found_by_both_forms() -> None:
    text = "TCL 科技称，已关闭 12 家门店，另有 300 多人离职。"
    facts = _facts(text)
    (name,) = facts.names
    assert (name.name, name.aliases) == ("TCL科技", ("TCL 科技",))
    assert [text[start:end] for start, end in name.mentions] == ["TCL 科技"]
    assert [(m.text, m.subject) for m in facts.mentions] == [("12 家", "TCL科技"), ("300 多人", "TCL科技")]


@pytest.mark.parametrize(
    "text",
    [
        "没有这样的空格。",
        "营业收入 1,234.56 987.65\t12",
        "一、 2021 年度",
        "证券代码：300999 证券简称：远航股份，公告编号：2021-068 甲。",
        "新机：iPhone 12 手机。",
    ],
)
def test_cells_headings_codes_and_models_keep_their_spaces(text: str) -> None:
    assert closed_up(text) is None


def test_places_lead_back_to_the_letters() -> None:
    text = "共 300 多个店铺被 Amazon 关闭。"
    closed = closed_up(text)
    assert closed is not None
    read, places = closed
    assert read == "共300多个店铺被Amazon关闭。"
    assert [text[place] for place in places[:-1]] == list(read)
    assert places[-1] == len(text)

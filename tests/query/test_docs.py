"""docs/searching.md says what is so: every query in it is understood, every wrong one refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aftershock.query import FILTERS, QueryProblem, parse
from indexer.index import Query

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "searching.md").read_text(encoding="utf-8")
NAMES = {"有棵树": "有棵树", "天泽信息": "有棵树"}


def lines(kind: str) -> list[str]:
    blocks = re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("query", lines("query"))
def test_queries_are_understood_without_a_doubt(query: str) -> None:
    asked = parse(query, NAMES, sources=("nbd", "cninfo", "sina"), types=("冻结", "封号", "裁员"))
    assert asked.query != Query()
    assert not [note for note in asked.notes if "no " in note]


@pytest.mark.parametrize("query", lines("wrong"))
def test_wrong_ones_are_refused(query: str) -> None:
    with pytest.raises(QueryProblem):
        parse(query, NAMES)


def test_every_filter_is_told_in_both_languages() -> None:
    for name, chinese in FILTERS.items():
        assert f"{name}:" in TEXT
        assert f"{chinese}:" in TEXT


def test_the_suggestion_is_the_one_made() -> None:
    asked = parse("有棵树 冻结 1亿以上 2021年7月", NAMES)
    assert f"`{asked.suggestions[0].query}`" in re.sub(r"\s+", " ", TEXT)

"""The ranking keeps what it reached on queries marked by hand, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.index import Index
from tests.indexer import judging
from tests.indexer.test_contract import ENGINES, filled

FLOOR = 0.95
"""Mean nDCG@10 over all queries."""


@pytest.fixture(scope="module", params=ENGINES)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The judged documents."""
    folder: Path = tmp_path_factory.mktemp("judged")
    with filled(request.param, request, folder, "test-judged", judging.documents()) as made:
        yield made


def test_marks_are_of_documents_there_are() -> None:
    known = {entry.id for entry in judging.documents()}
    marked = judging.queries()
    assert len(marked) >= 40
    assert len({query for query, _ in marked}) == len(marked)
    for query, grades in marked:
        assert grades.keys() <= known, query
        assert set(grades.values()) <= {1, 2, 3}, query


def test_ndcg_knows_best_and_worst() -> None:
    grades = {"a": 3, "b": 1}
    assert judging.ndcg(["a", "b"], grades) == 1.0
    assert judging.ndcg(["x"] * 10 + ["a"], grades) == 0.0
    assert 0 < judging.ndcg(["b", "a"], grades) < 1


def test_ranking(shelf: Index) -> None:
    judged = judging.judge(shelf)
    worst = sorted(judged, key=lambda one: one[1])[:5]
    assert sum(score for _, score in judged) / len(judged) >= FLOOR, worst
    assert worst[0][1] > 0.3, worst

"""The ranking keeps what it reached on queries marked by hand, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from indexer.index import Index
from tests.indexer import judging
from tests.indexer.test_contract import ENGINES, filled

FLOOR = 0.95
"""Mean nDCG@10 over all queries."""


@pytest.fixture(scope="module", params=[(engine, shelf) for shelf in get_args(judging.Shelf) for engine in ENGINES])
def filled_shelf(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Index, judging.Shelf]]:
    """The judged documents of one shelf in one engine."""
    engine, shelf = request.param
    folder: Path = tmp_path_factory.mktemp("judged")
    with filled(engine, request, folder, f"test-judged-{shelf}", judging.documents(shelf)) as made:
        yield made, shelf


@pytest.mark.parametrize(("shelf", "least"), [("made", 40), ("demo", 20)])
def test_marks_are_of_documents_there_are(shelf: judging.Shelf, least: int) -> None:
    known = {entry.id for entry in judging.documents(shelf)}
    marked = judging.queries(shelf)
    assert len(marked) >= least
    assert len({query for query, _ in marked}) == len(marked)
    for query, grades in marked:
        assert grades.keys() <= known, query
        assert set(grades.values()) <= {1, 2, 3}, query


def test_ndcg_knows_best_and_worst() -> None:
    grades = {"a": 3, "b": 1}
    assert judging.ndcg(["a", "b"], grades) == 1.0
    assert judging.ndcg(["x"] * 10 + ["a"], grades) == 0.0
    assert 0 < judging.ndcg(["b", "a"], grades) < 1


def test_ranking(filled_shelf: tuple[Index, judging.Shelf]) -> None:
    judged = judging.judge(*filled_shelf)
    worst = sorted(judged, key=lambda one: one[1])[:5]
    assert sum(score for _, score in judged) / len(judged) >= FLOOR, worst
    assert worst[0][1] > 0.3, worst

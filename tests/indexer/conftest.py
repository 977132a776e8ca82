"""Every engine behind the contract, empty, for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.elastic import ElasticIndex
from indexer.embedded import EmbeddedIndex
from indexer.index import Index

NAMES = ("有棵树", "通拓科技")


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Index]:
    """Opens the same index, for writing, each time it is called."""
    if request.param == "embedded":
        return lambda: EmbeddedIndex.open(tmp_path / "index", write=True, names=NAMES)
    url, name = request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("elastic_name")
    return lambda: ElasticIndex.open(url, name, names=NAMES)


@pytest.fixture
def index(opener: Callable[[], Index]) -> Iterator[Index]:
    """An empty index of each engine."""
    with opener() as opened:
        yield opened

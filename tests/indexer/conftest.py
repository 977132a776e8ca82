"""Every engine behind the contract, empty, for each test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.elastic import ElasticIndex
from indexer.embedded import EmbeddedIndex
from indexer.index import Index
from tests.elasticsearch.node import Unassembled, assemble, start

NAMES = ("有棵树", "通拓科技")


@pytest.fixture(scope="session")
def elasticsearch_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server: the one named by AFTERSHOCK_TEST_ELASTICSEARCH, or one of this session's own."""
    if given := os.environ.get("AFTERSHOCK_TEST_ELASTICSEARCH"):
        yield given
        return
    home = tmp_path_factory.mktemp("elasticsearch")
    try:
        assemble(home)
        node = start(home)
    except Unassembled as why:
        if os.environ.get("CI") == "true":
            pytest.fail(str(why))
        pytest.skip(str(why))
    try:
        yield node.url
    finally:
        node.stop()


@pytest.fixture
def elastic_name(elasticsearch_url: str) -> Iterator[str]:
    """A name no other test uses; what bears it is removed afterwards."""
    from elasticsearch import Elasticsearch

    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    with Elasticsearch(elasticsearch_url) as client:
        for index in client.indices.get(index=f"{name}*", allow_no_indices=True):
            client.indices.delete(index=index)


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

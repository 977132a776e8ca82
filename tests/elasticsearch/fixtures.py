"""A real Elasticsearch server for every test that asks for one; one server a session."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator

import pytest

from tests.elasticsearch.node import Unassembled, assemble, start


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

"""A real Elasticsearch server for every test that asks for one; one server a session, whatever its processes."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.elasticsearch.node import Unassembled, assemble, lay_out, start
from tests.sharing import Users, once, session_folder


@pytest.fixture(scope="session")
def elasticsearch_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What nodes run, assembled once."""
    home = session_folder(tmp_path_factory) / "assembled"
    try:
        once(home, assemble)
    except Unassembled as why:
        _without(why)
    return home


def _without(why: Unassembled) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(str(why))
    pytest.skip(str(why))


@pytest.fixture(scope="session")
def elasticsearch_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server: the one named by AFTERSHOCK_TEST_ELASTICSEARCH, or one of this session's own."""
    if given := os.environ.get("AFTERSHOCK_TEST_ELASTICSEARCH"):
        yield given
        return
    assembled: Path = request.getfixturevalue("elasticsearch_home")
    folder = session_folder(tmp_path_factory) / "elasticsearch"
    users = Users(folder)

    def begin(folder: Path) -> str:
        reading = users.standard_input()
        try:
            return start(lay_out(assembled, folder / f"node-{os.getpid()}"), reading).url
        finally:
            os.close(reading)

    try:
        url = once(folder, begin)
    except Unassembled as why:
        _without(why)
    users.join()
    yield url
    users.leave()


@pytest.fixture
def elastic_name(elasticsearch_url: str) -> Iterator[str]:
    """A name no other test uses; what bears it is removed afterwards."""
    from elasticsearch import Elasticsearch

    name = f"test-{uuid.uuid4().hex[:12]}"
    yield name
    with Elasticsearch(elasticsearch_url) as client:
        for index in client.indices.get(index=f"{name}*", allow_no_indices=True):
            client.indices.delete(index=index)

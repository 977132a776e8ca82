"""Three real nodes with replicas: one of them is killed while we write, and another time while we search."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from indexer.elastic import ElasticIndex
from indexer.errors import IndexUnavailable
from indexer.index import Entry, Query
from tests.elasticsearch.node import Node, launch, lay_out, start, start_cluster, wait
from tests.indexer import corpus

pytestmark = pytest.mark.elasticsearch
BATCH = 100


@pytest.fixture
def cluster(elasticsearch_home: Path, tmp_path: Path) -> Iterator[list[Node]]:
    """Three nodes of one cluster."""
    nodes = start_cluster(elasticsearch_home, tmp_path, 3)
    try:
        yield nodes
    finally:
        for node in nodes:
            node.stop()


def health(url: str, wanted: str) -> None:
    with Elasticsearch(url, request_timeout=130) as client:
        told = client.cluster.health(wait_for_status=wanted, wait_for_no_relocating_shards=True, timeout="120s")
        assert not told["timed_out"], told


class Writer(threading.Thread):
    """Adds entries batch by batch; keeps what was acknowledged."""

    def __init__(self, index: ElasticIndex) -> None:
        super().__init__()
        self.index = index
        self.acknowledged: dict[str, str] = {}
        self.refused = 0
        self.ended = threading.Event()

    def run(self) -> None:
        entries = corpus.documents(1_500)
        for first in range(0, len(entries), BATCH):
            batch = entries[first : first + BATCH]
            for _ in range(5):
                try:
                    self.index.add(batch)
                except IndexUnavailable:
                    self.refused += 1  # nothing of it is claimed to be in; sending it again does no harm
                else:
                    self.acknowledged.update((entry.id, entry.version) for entry in batch)
                    break
        self.ended.set()


@pytest.mark.slow
def test_a_node_dies_while_we_write_and_while_we_search(cluster: list[Node]) -> None:
    with (
        ElasticIndex.open(cluster[0].url, "cluster", shards=3) as writing,
        ElasticIndex.open(cluster[0].url, "cluster", shards=3) as reading,
    ):
        writing.rebuild(corpus.documents(200))
        health(cluster[0].url, "green")
        writer = Writer(writing)
        writer.start()
        while len(writer.acknowledged) < 3 * BATCH and not writer.ended.is_set():
            time.sleep(0.01)
        cluster[2].kill()
        before = len(writer.acknowledged)
        answers = []
        while not writer.ended.is_set():
            answers.append(reading.search(Query(kinds=(), size=5)).total)
        writer.join()
        assert before < len(writer.acknowledged) == 1_500
        assert answers
        assert min(answers) >= 200
        kept = writing.versions()
        assert {id_: kept.get(id_) for id_ in writer.acknowledged} == writer.acknowledged

        # The copies that were lost are made anew; then the next one dies while we only search. Two of three nodes are
        # a majority that still elects; with one more gone nobody could, so the dead one comes back first.
        again = launch_again(cluster[2])
        cluster[2] = again
        health(cluster[0].url, "green")
        first = reading.search(Query(runs=("冻结",), kinds=(), size=5, sort="newest"))
        cluster[1].kill()
        for _ in range(50):
            found = reading.search(Query(runs=("冻结",), kinds=(), size=5, sort="newest"))
            assert found.total == first.total
            assert [hit.id for hit in found.hits] == [hit.id for hit in first.hits]


def launch_again(node: Node) -> Node:
    """The same node on the same data and addresses."""
    home = Path(node.log.name).parent  # type: ignore[arg-type]
    kept = (home / "config" / "elasticsearch.yml").read_text(encoding="utf-8")
    options = dict(line.split(": ", 1) for line in kept.splitlines())
    told = {key: json.loads(value) for key, value in options.items() if not key.startswith("path.")}
    told.pop("cluster.initial_master_nodes")
    node.log.close()
    fresh = launch(home, told.pop("http.port"), told.pop("transport.port"), told, heap="384m")
    wait(fresh, home, "/_cluster/health?wait_for_nodes=3&timeout=1s")
    return fresh


@pytest.mark.slow
def test_a_server_killed_during_our_writing_is_made_equal_afterwards(elasticsearch_home: Path, tmp_path: Path) -> None:
    home = lay_out(elasticsearch_home, tmp_path / "node")
    entries = corpus.documents(1_500)
    node = start(home)
    try:
        with ElasticIndex.open(node.url, "single", timeout=5) as index:
            index.rebuild(entries[:100])

            def dying() -> Iterator[Entry]:
                for number, entry in enumerate(entries):
                    if number == 1_100:
                        node.kill()
                    yield entry

            with pytest.raises(IndexUnavailable):
                index.add(dying())
        node.log.close()
        node = start(home)
        health(node.url, "yellow")
        with ElasticIndex.open(node.url, "single") as index:
            held = index.versions()
            acknowledged = {entry.id: entry.version for entry in entries[:100]}
            assert acknowledged.items() <= held.items()
            wanted = {entry.id: entry.version for entry in entries}
            index.add(entry for entry in entries if held.get(entry.id) != entry.version)
            assert index.versions() == wanted
    finally:
        node.stop()

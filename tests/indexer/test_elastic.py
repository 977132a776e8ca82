"""What only Elasticsearch has: foreign indices, versions, the alias, refusals, servers that are away or busy.

On the real server unless a test says "stub": those answers cannot be had from it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from indexer import bulk, elastic_schema
from indexer.elastic import ElasticIndex
from indexer.errors import IndexOutdated, IndexUnavailable, PartlyIndexed
from indexer.index import Query
from tests.elasticsearch.stub import silent, stub
from tests.indexer import corpus
from tests.indexer.library import ALL, NEWS, entry

real = pytest.mark.elasticsearch


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as made:
        yield made


@real
def test_a_foreign_index_of_the_same_name_is_left_alone(
    elasticsearch_url: str, elastic_name: str, client: Elasticsearch
) -> None:
    client.index(index=elastic_name, id="1", document={"theirs": True}, refresh=True)
    with pytest.raises(IndexUnavailable, match="did not make"):
        ElasticIndex.open(elasticsearch_url, elastic_name)
    assert client.count(index=elastic_name)["count"] == 1


@real
def test_a_foreign_index_behind_the_alias_is_left_alone(
    elasticsearch_url: str, elastic_name: str, client: Elasticsearch
) -> None:
    client.indices.create(index=f"{elastic_name}-000001", aliases={elastic_name: {}})
    with pytest.raises(IndexUnavailable, match="did not make"):
        ElasticIndex.open(elasticsearch_url, elastic_name)
    assert client.indices.exists(index=f"{elastic_name}-000001")


@real
def test_made_by_another_version(elasticsearch_url: str, elastic_name: str, client: Elasticsearch) -> None:
    older = elastic_schema.MAPPINGS | {"_meta": elastic_schema.MADE_BY | {"format": 0}}
    client.indices.create(index=f"{elastic_name}-000001", mappings=older, aliases={elastic_name: {}})
    with ElasticIndex.open(elasticsearch_url, elastic_name) as index:
        calls: list[Callable[[], object]] = [
            lambda: index.add([NEWS]),
            lambda: index.search(Query()),
            index.count,
            index.versions,
        ]
        for call in calls:
            with pytest.raises(IndexOutdated, match="--rebuild"):
                call()
        index.rebuild([NEWS])
        assert index.count() == 1
    assert list(client.indices.get(index=f"{elastic_name}-*")) == [f"{elastic_name}-000002"]


@real
def test_searching_before_anything_is_indexed(elasticsearch_url: str, elastic_name: str) -> None:
    with (
        ElasticIndex.open(elasticsearch_url, elastic_name) as index,
        pytest.raises(IndexUnavailable, match="aftershock index"),
    ):
        index.search(Query())


@real
def test_left_overs_of_a_rebuild_cut_short_are_removed(
    elasticsearch_url: str, elastic_name: str, client: Elasticsearch
) -> None:
    with ElasticIndex.open(elasticsearch_url, elastic_name) as index:
        index.add(ALL)
        client.indices.create(index=f"{elastic_name}-000007", mappings=elastic_schema.MAPPINGS)
        index.rebuild(ALL)
        assert list(client.indices.get(index=f"{elastic_name}-*")) == [f"{elastic_name}-000008"]
        assert index.count() == len(ALL)


@real
def test_readers_see_the_old_set_or_the_new_one(elasticsearch_url: str, elastic_name: str) -> None:
    """While the alias is turned, no search fails, and none sees part of a set."""
    sets = [[entry(f"{name}{number}", "共同的话") for number in range(40)] for name in "ab"]
    seen: list[object] = []
    stop = threading.Event()

    def read() -> None:
        with ElasticIndex.open(elasticsearch_url, elastic_name) as reader:
            while not stop.is_set():
                try:
                    result = reader.search(Query(runs=("共同的话",), size=40))
                    seen.append((result.total, frozenset(hit.id[0] for hit in result.hits)))
                except Exception as error:  # noqa: BLE001 - whatever it is, it is what this test is about
                    seen.append(error)

    with ElasticIndex.open(elasticsearch_url, elastic_name) as writer:
        writer.rebuild(sets[0])
        reader = threading.Thread(target=read)
        reader.start()
        for turn in range(6):
            writer.rebuild(sets[turn % 2])
        stop.set()
        reader.join()
    assert len(seen) > 6
    assert set(seen) <= {(40, frozenset("a")), (40, frozenset("b"))}


@real
def test_refused_by_the_server_itself(
    elasticsearch_url: str, elastic_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A strict mapping refuses unknown fields: 998 of 1,000 are in, and the two are named."""
    import indexer.elastic as module

    def body(made: Any) -> dict[str, Any]:
        return elastic_schema.body(made) | ({"surprise": 1} if made.entry.title == "bad" else {})

    monkeypatch.setattr(module, "body", body)
    entries = [entry(f"e{number}", title="bad" if number in (3, 777) else "good") for number in range(1000)]
    with ElasticIndex.open(elasticsearch_url, elastic_name) as index:
        with pytest.raises(PartlyIndexed) as caught:
            index.add(entries)
        assert set(caught.value.failures) == {"e3", "e777"}
        assert "surprise" in caught.value.failures["e3"]
        assert index.count() == 998


@real
@pytest.mark.parametrize("block", ["read_only", "read_only_allow_delete"])
def test_a_server_that_takes_no_writes(
    elasticsearch_url: str, elastic_name: str, client: Elasticsearch, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    """The second is what the server sets by itself when its disk is nearly full."""
    monkeypatch.setattr(bulk, "LONGEST_PAUSE", 0.01)
    with ElasticIndex.open(elasticsearch_url, elastic_name) as index:
        index.add([NEWS])
        client.indices.put_settings(index=elastic_name, settings={f"index.blocks.{block}": True})
        try:
            with pytest.raises(IndexUnavailable, match="takes no writes now"):
                index.add(ALL)
            assert index.search(Query(runs=("沟通",))).total == 1
        finally:
            client.indices.put_settings(index=elastic_name, settings={f"index.blocks.{block}": None})
        index.add(ALL)
        assert index.count() == len(ALL)


@real
def test_versions_over_several_pages(
    elasticsearch_url: str, elastic_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.elastic.PAGE", 7)
    entries = corpus.documents(30)
    with ElasticIndex.open(elasticsearch_url, elastic_name) as index:
        index.add(entries)
        assert index.versions() == {one.id: one.version for one in entries}


@real
def test_several_shards_give_the_same(elasticsearch_url: str, elastic_name: str) -> None:
    entries = corpus.documents(60)
    with ElasticIndex.open(elasticsearch_url, elastic_name, shards=3) as index:
        index.rebuild(entries)
        for query in ("店铺", "年", "amazon"):
            result = index.search(Query(runs=(query,), kinds=(), size=100, sort="newest"))
            assert {hit.id for hit in result.hits} == corpus.scan(entries, query)


def test_no_server_at_all() -> None:
    with pytest.raises(IndexUnavailable, match="no server can be reached"):
        ElasticIndex.open("http://127.0.0.1:9", "aftershock", timeout=2)


@pytest.mark.parametrize(
    ("url", "name"), [("nonsense", "a"), ("http://127.0.0.1:9", "Upper"), ("http://127.0.0.1:9", "a*")]
)
def test_addresses_and_names_that_cannot_be(url: str, name: str) -> None:
    with pytest.raises(IndexUnavailable):
        ElasticIndex.open(url, name, timeout=2)


@pytest.mark.parametrize(
    ("status", "product", "says"),
    [
        (401, True, "api_key"),
        (403, True, "no right"),
        (200, False, "no Elasticsearch"),
        (406, True, "another version"),
        (500, True, "answered 500"),
    ],
)
def test_stub_answers_are_explained(status: int, product: bool, says: str) -> None:
    refused = {"error": {"type": "security_exception", "reason": "refused"}, "status": status}
    with stub(status, refused, product) as url, pytest.raises(IndexUnavailable, match=says):
        ElasticIndex.open(url, "aftershock", timeout=2)


def test_another_version_may_say_so_with_400() -> None:
    """Version 7 does, where the client names version 8 in the type of the body."""
    told = {"error": {"type": "media_type_header_exception", "reason": "Invalid media-type"}, "status": 400}
    with stub(400, told) as url, pytest.raises(IndexUnavailable, match="another version"):
        ElasticIndex.open(url, "aftershock", timeout=2)


def test_a_server_too_slow_to_answer() -> None:
    with silent() as url, pytest.raises(IndexUnavailable, match="does not answer in time"):
        ElasticIndex.open(url, "aftershock", timeout=0.05)


def test_a_busy_server_is_given_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stub for the client's helper: two actions refused as busy twice, one refused for good."""
    rounds: list[list[str]] = []
    pauses: list[float] = []

    def answers(_: object, actions: list[dict[str, Any]], **__: object) -> Iterator[tuple[bool, dict[str, Any]]]:
        rounds.append([action["_id"] for action in actions])
        for action in actions:
            id_ = action["_id"]
            if id_ == "bad":
                yield (
                    False,
                    {"index": {"_id": id_, "status": 400, "error": {"reason": "no", "caused_by": {"reason": "x"}}}},
                )
            elif id_ in ("b", "c") and len(rounds) < 3:
                yield False, {"index": {"_id": id_, "status": 429, "error": {"reason": "queue full"}}}
            else:
                yield True, {"index": {"_id": id_, "status": 201}}

    monkeypatch.setattr(bulk.helpers, "streaming_bulk", answers)
    client: Any = None
    failures = bulk.send(
        client, [{"_op_type": "index", "_id": id_} for id_ in ("a", "b", "bad", "c")], pause=pauses.append
    )
    assert failures == {"bad": "no: x"}
    assert rounds == [["a", "b", "bad", "c"], ["b", "c"], ["b", "c"]]
    assert len(pauses) == 2
    assert 0.125 <= pauses[0] <= 0.25 <= pauses[1] <= 0.5


def test_a_server_that_stays_busy_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stub for the client's helper."""

    def answers(_: object, actions: list[dict[str, Any]], **__: object) -> Iterator[tuple[bool, dict[str, Any]]]:
        for action in actions:
            yield False, {"index": {"_id": action["_id"], "status": 429, "error": {"reason": "queue full"}}}

    monkeypatch.setattr(bulk.helpers, "streaming_bulk", answers)
    client: Any = None
    pauses: list[float] = []
    with pytest.raises(Exception, match="queue full"):
        bulk.send(client, [{"_op_type": "index", "_id": "a"}], pause=pauses.append)
    assert len(pauses) == bulk.ATTEMPTS - 1

"""What is answered without route or thread is what these would have answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.project import Project
from aftershock.search import Searcher, Wanted
from aftershock.server import create_app
from aftershock.server.asking import plainly, wanted
from aftershock.shared import Shared
from tests.indexer import corpus
from tests.server.conftest import limited

reading = FastAPI()


@reading.get("/")
async def read(asked: Annotated[Wanted, Depends(wanted)]) -> str:
    """What FastAPI makes of the parameters."""
    return repr(asked)


asker = TestClient(reading)
names = st.sampled_from("q kind company source type from to min_amount sort page size".split())
words = "冻结 document claim newest best 1 7 007 0 100 101 1000 1001 10000 -1 1.0 １ x ; =".split()
escapes = "%20 + %2B a%26b %E5 %FF %E5%86%BB+a %%4%41 %4".split()
values = st.sampled_from(words + escapes) | st.sampled_from(["", "长" * 500, "长" * 501])
pairs = st.lists(st.tuples(names, values).map("=".join) | st.sampled_from(["", "q", "new=1", "page"]), max_size=5)


@given(pairs.map("&".join))
@settings(max_examples=100, deadline=None)
def test_what_is_read_at_once_is_what_fastapi_reads(query: str) -> None:
    told = asker.get(f"/?{query}")
    at_once = plainly(told.request.url.query)
    if at_once is not None:
        assert told.status_code == 200
        assert repr(at_once) == told.json()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=a+b&page=2",
        "kind=claim&kind=event&company=x&company=y",
        "q=1&q=2&size=1&size=2",
        "size=007",
        "q=%4",
        "q=%E5%86%BB+%E7",
    ],
)
def test_what_is_plain_is_read_at_once(query: str) -> None:
    assert repr(plainly(query.encode())) == asker.get(f"/?{query}").json()


@pytest.mark.parametrize(
    "query",
    [
        "size=0",
        "size=101",
        "page=x",
        "kind=page",
        "sort=",
        "new=1",
        "page=101&size=100",
        "q=\xff",
        "q=%41\xff",
        "q=%zz",
    ],
)
def test_what_is_doubtful_is_left_to_fastapi(query: str) -> None:
    assert plainly(query.encode("latin-1")) is None


@pytest.fixture
def client(project: Project) -> Iterator[TestClient]:
    """Asks a server without a limit."""
    with TestClient(create_app(limited(project, rate=0))) as asking:
        yield asking


@pytest.fixture
def slow(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Asks a server that answers by its routes only."""
    with TestClient(create_app(limited(project, rate=0))) as asking:

        def get(path: str, **more: object) -> object:
            with monkeypatch.context() as patched:
                patched.setattr(Searcher, "at_once", lambda *_: None)
                patched.setattr(Shared, "kept", lambda *_: None)
                return TestClient.get(asking, path, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(asking, "get", get)
        yield asking


def test_a_plain_search_takes_neither_route_nor_thread(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/api/search?q=冻结").status_code == 200

    def routed(*_: object) -> None:
        raise AssertionError("by its route")

    monkeypatch.setattr(Searcher, "search", routed)
    for query in ("q=冻结资金", "q=公司&company=云帆电子&size=3", "q=关闭 from:2021-08"):
        assert client.get(f"/api/search?{query}").status_code == 200


def test_every_listed_query_is_answered_alike(client: TestClient, slow: TestClient) -> None:
    ours = (
        "冻结资金",
        "店铺 关闭",
        "公司 没有这个",
        "冻结 kind:claim",
        "amount:>=1亿",
        "裁员 sort:newest",
        "from:x",
        "",
    )
    for query in [*(query for _, query in corpus.queries()[::4]), *ours]:
        for path in ("/api/search", "/api/facets"):
            one, other = (asking.get(path, params={"q": query}) for asking in (client, slow))
            assert (one.status_code, one.content) == (other.status_code, other.content), query
            assert dict(one.headers) == dict(other.headers)


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_kept_answers_are_packed_for_who_takes_them_so(client: TestClient, slow: TestClient, encoding: str) -> None:
    path = "/api/search?q=公司"
    asked = {"Accept-Encoding": encoding}
    whole = slow.get(path, headers=asked)
    answers = [client.get(path, headers=asked) for _ in range(3)]
    assert len(whole.content) > 1024
    assert all(dict(answer.headers) == dict(whole.headers) for answer in answers)
    assert all(answer.content == whole.content for answer in answers)
    assert ("content-encoding" in whole.headers) == (encoding == "gzip")
    same = client.get(path, headers=asked | {"If-None-Match": whole.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_nobody_waits_for_a_searcher_that_is_being_opened(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, begun, may_end = Shared(project), threading.Event(), threading.Event()
    opened = Searcher.__init__

    def slowly(searcher: Searcher, of: Project) -> None:
        begun.set()
        assert may_end.wait(30)
        opened(searcher, of)

    monkeypatch.setattr(Searcher, "__init__", slowly)
    opening = threading.Thread(target=shared.state)
    opening.start()
    assert begun.wait(30)
    assert shared.taken() is None
    assert shared.kept(("nothing",)) is None
    may_end.set()
    opening.join()
    lease = shared.taken()
    assert lease is not None
    shared.given_back(lease)
    shared.close()

"""Questions nobody should ask, and servers that cannot answer: one clear answer each, from the commands and the API."""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from urllib.parse import quote

import pytest
from elasticsearch import Elasticsearch
from fastapi.testclient import TestClient

from aftershock.cli import main
from aftershock.project import Project, open_project
from aftershock.server import create_app
from indexer import bulk
from tests.elasticsearch.stub import silent, stub
from tests.ready.starting import interpreter
from tests.server.conftest import made

ROOT = Path(__file__).resolve().parents[2]
Called = Callable[..., tuple[int, str, str]]

FINE = {
    "one character": "冻",
    "one Latin letter": "a",
    "punctuation": "，。！？",
    "a minus": "-",
    "regular expressions": "(a+)+$",
    "a longer one": "(.*)*" * 60,
    "wildcards": "*:* ~ ^2 \\",
    "control characters": "冻\x07\x1b[31m结",
    "a byte-order mark": "\ufeff冻结",
    "emoji": "😀👩‍👩‍👧",
    "right to left": "\u202e冻结",
    "nothing": "",
    "blanks": " \t\u3000",
    "empty quotes": '""',
    "SQL": "'; DROP TABLE documents; --",
    "HTML": "<script>alert(1)</script>",
}
WRONG = {
    "ten thousand characters": ("长" * 10_000, "500"),
    "ten thousand words": ("长 " * 5_000, "500"),
    "unbalanced quotes": ('冻结 "货款', "closing"),
    "unbalanced Chinese quotes": ("“冻结", "closing"),
    "from after to": ("from:2021-08 to:2021-07", "from:2021-08-01"),
    "twenty-one words": (" ".join("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子"), "20 words"),
    "no day": ("from:2021-02-30", "year, month or day"),
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made(tmp_path_factory.mktemp("odd") / "wave")


@pytest.fixture
def client(pristine: Project) -> Iterator[TestClient]:
    with TestClient(create_app(pristine), raise_server_exceptions=False) as asking:
        yield asking


@pytest.fixture
def called(pristine: Project, capsys: pytest.CaptureFixture[str]) -> Called:
    """Runs a command on the project: (exit code, standard output, standard error)."""

    def command(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([arguments[0], "--project", str(pristine.folder), *arguments[1:]])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return int(str(ended.value.code)), printed.out, printed.err

    return command


@pytest.mark.parametrize("query", FINE.values(), ids=FINE)
def test_odd_but_fine(query: str, client: TestClient, called: Called) -> None:
    answer = client.get("/api/search", params={"q": query})
    assert answer.status_code == 200
    code, printed, _ = called("search", "--json", "--", query)
    assert code == 0
    assert json.loads(printed)["total"] == answer.json()["total"]


@pytest.mark.parametrize(("query", "said"), WRONG.values(), ids=WRONG)
def test_wrong_ones_say_what_to_change(query: str, said: str, client: TestClient, called: Called) -> None:
    if len(quote(query)) < 65_536:  # the test's own client sends no more; the wire's test below does
        answer = client.get("/api/search", params={"q": query})
        assert answer.status_code in (400, 422)
        assert answer.headers["content-type"] == "application/problem+json"
        assert said in answer.json()["detail"]
    code, printed, error = called("search", "--", query)
    assert (code, printed) == (2, "")
    assert said in error
    assert len(error) < 1000


def test_days_given_beside_the_query_are_checked_alike(client: TestClient, called: Called) -> None:
    for path in ("/api/search?from=2022&to=2021", "/api/timeline?from=2022&to=2021", "/api/facets?from=2022&to=2021"):
        answer = client.get(path)
        assert answer.status_code == 400, path
        assert "2022" in answer.json()["detail"]
    assert called("search", "冻结", "--from", "2022", "--to", "2021")[0] == 2


def test_bytes_that_are_no_text(pristine: Project) -> None:
    """An argument that is not UTF-8 reaches the program as lone surrogates, which part words as blanks do."""
    ended = subprocess.run(
        [*interpreter(), "-m", "aftershock", "search", b"\xff1600\xfe", "--project", str(pristine.folder)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(b"1 found")


def test_long_and_typed_queries_over_the_wire(pristine: Project) -> None:
    """Percent-encoded, 10,000 characters have 90,000 bytes, more than a server usually takes as a request's first line.

    curl does not encode what is typed: the address then holds bytes that HTTP does not allow there.
    """
    serving = subprocess.Popen(
        [*interpreter(), "-m", "aftershock", "serve", "--port", "0", "--project", str(pristine.folder)],
        env={key: value for key, value in os.environ.items() if "AFTERSHOCK_" not in key} | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stderr is not None
        found = re.search(r":(\d+)/", serving.stderr.readline())
        assert found is not None
        asking = http.client.HTTPConnection("127.0.0.1", int(found[1]), timeout=30)
        for query, status in (("长" * 10_000, 422), ("冻结", 200)):
            asking.request("GET", "/api/search?q=" + quote(query))
            answer = asking.getresponse()
            told = json.loads(answer.read())
            assert answer.status == status
            if status == 422:
                assert answer.getheader("Content-Type") == "application/problem+json"
                assert "500" in told["detail"]
        asking.close()
        with socket.create_connection(("127.0.0.1", int(found[1])), timeout=30) as typing:
            for _ in range(2):  # the second time on the same connection
                for part in ("GET /api/search?q=冻".encode(), "结资金 HTTP/1.1\r\nHost: 云帆\r\n\r\n".encode()):
                    typing.sendall(part)
                answer = http.client.HTTPResponse(typing)
                answer.begin()
                assert (answer.status, json.loads(answer.read())["total"]) == (200, 2)
    finally:
        serving.terminate()
        assert serving.wait(30) == 0
        serving.stderr.close()


SERVERS: dict[str, tuple[Callable[[], AbstractContextManager[str]], str]] = {
    "down": (lambda: nullcontext("http://127.0.0.1:9"), "no server can be reached"),
    "slow": (silent, "does not answer in time"),
    "wrong key": (lambda: stub(401, {"error": {"type": "security_exception"}, "status": 401}), "index.api_key"),
    "no right": (lambda: stub(403, {"error": {"type": "security_exception"}, "status": 403}), "no right"),
    "another version": (lambda: stub(406, {"error": "Content-Type is not supported", "status": 406}), "8 or 9"),
    "another product": (lambda: stub(200, {"hello": "world"}, product=False), "no Elasticsearch"),
    "broken": (lambda: stub(500, {"error": {"reason": "oh"}, "status": 500}), "answered 500"),
    "starting": (lambda: stub(503, {"error": {"reason": "no master"}, "status": 503}), "answered 503"),
}


@pytest.mark.parametrize(("server", "said"), SERVERS.values(), ids=SERVERS)
def test_a_server_that_cannot_answer(
    server: Callable[[], AbstractContextManager[str]],
    said: str,
    pristine: Project,
    called: Called,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Exit code 8, or 503; the site and what needs no index are answered all the same, and nothing is changed."""
    before = pristine.knowledge.read_bytes()
    with server() as url:
        settings = {"ENGINE": "elasticsearch", "URL": url, "TIMEOUT": "0.1" if said.startswith("does") else "5"}
        for key, value in settings.items():
            monkeypatch.setenv(f"AFTERSHOCK_INDEX__{key}", value)
        for command in (["search", "冻结"], ["index"], ["index", "--rebuild"]):
            code, printed, error = called(*command)
            assert (code, printed) == (8, "")
            assert said in error
        code, printed, _ = called("check")
        assert code == 9
        assert said in printed
        project = open_project(pristine.folder, os.environ)
        with TestClient(create_app(project), raise_server_exceptions=False) as client:
            for path in ("/api/search?q=冻结", "/api/ready"):
                answer = client.get(path)
                assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
                assert said in answer.json()["detail"]
                assert not re.search(r"Traceback|\.py", answer.text)
            assert client.get("/api/health").status_code == client.get("/").status_code == 200
    assert pristine.knowledge.read_bytes() == before


@pytest.fixture
def elastic(
    elasticsearch_url: str, elastic_name: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Elasticsearch, str]]:
    """A real server, which the commands are told to use."""
    for key, value in {"ENGINE": "elasticsearch", "URL": elasticsearch_url, "NAME": elastic_name}.items():
        monkeypatch.setenv(f"AFTERSHOCK_INDEX__{key}", value)
    with Elasticsearch(elasticsearch_url) as client:
        yield client, elastic_name


@pytest.mark.elasticsearch
def test_a_foreign_index_of_the_same_name_is_never_written_to(
    elastic: tuple[Elasticsearch, str], called: Called
) -> None:
    client, name = elastic
    client.index(index=name, id="1", document={"theirs": True}, refresh=True)
    for command in (["index"], ["index", "--rebuild"], ["search", "冻结"]):
        code, _, error = called(*command)
        assert code == 8
        assert "did not make" in error
    assert "did not make" in called("check")[1]
    assert list(client.indices.get(index=f"{name}*")) == [name]
    assert [hit["_source"] for hit in client.search(index=name)["hits"]["hits"]] == [{"theirs": True}]


@pytest.mark.elasticsearch
def test_a_server_whose_disk_is_nearly_full(
    elastic: tuple[Elasticsearch, str], called: Called, pristine: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searches go on, writes say why not, and once there is room the same command completes the index."""
    client, name = elastic
    monkeypatch.setattr(bulk, "LONGEST_PAUSE", 0.01)
    assert called("index")[0] == 0
    client.delete(index=name, id=client.search(index=name)["hits"]["hits"][0]["_id"], refresh=True)
    held = client.count(index=name)["count"]
    client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
    try:
        code, _, error = called("index")
        assert code == 8
        assert "disk is nearly full" in error
        assert called("search", "关闭")[0] == 0
        with TestClient(create_app(open_project(pristine.folder, os.environ))) as asking:
            assert asking.get("/api/search?q=关闭").status_code == 200
        assert client.count(index=name)["count"] == held
    finally:
        client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})
    assert called("index")[0] == 0
    assert "all is well" in called("check")[1]

"""The API over a real project: what each route answers, and what bad requests get."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import socket
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from aftershock.project import Project
from aftershock.server import create_app, listen
from aftershock.server.guards import BURST, RateLimit
from tests.server.conftest import limited, made


def get(client: TestClient, path: str, status: int = 200, **more: object) -> dict:
    answer = client.get(path, **more)  # type: ignore[arg-type]
    assert answer.status_code == status, answer.text
    return answer.json()


def test_search_marks_exactly_what_was_asked(client: TestClient) -> None:
    found = get(client, "/api/search?q=冻结资金")
    assert found["total"] == 2
    for hit in found["hits"]:
        assert {hit["snippet"][start:end] for start, end in hit["snippet_marks"]} == {"冻结资金"}
    assert found["facets"]["company"]["云帆电子"] == 2


def test_claims_are_found_with_their_evidence(client: TestClient) -> None:
    hits = get(client, "/api/search?q=冻结&kind=claim")["hits"]
    assert {hit["kind"] for hit in hits} == {"claim"}
    assert all("冻结" in hit["claim"]["evidence"]["quote"] for hit in hits)
    assert get(client, "/api/search?q=冻结 amount:>=2000万")["figures"]["total"] == 1
    assert get(client, "/api/search?q=冻结&kind=page", 422)["error"] == "parameter"


def test_facets_are_those_of_the_search(client: TestClient) -> None:
    search, facets = (get(client, f"/api/{route}?q=关闭") for route in ("search", "facets"))
    assert facets["facets"] == search["facets"]
    assert facets["total"] == search["total"] == 3
    assert sum(facets["facets"]["speaker"].values()) == 3
    assert "hits" not in facets


@pytest.mark.parametrize("typed", ["云帆", "帆电", "雲帆", "云帆电子股份"])
def test_names_are_suggested_by_their_parts(client: TestClient, typed: str) -> None:
    first = get(client, f"/api/suggest?q={typed}")["suggestions"][0]
    assert (first["kind"], first["name"], first["documents"]) == ("company", "云帆电子", 2)


def test_types_are_suggested_too(client: TestClient) -> None:
    assert {"kind": "type", "name": "裁员", "matched": "裁员"} in get(client, "/api/suggest?q=裁")["suggestions"]
    assert get(client, "/api/suggest?q=没有这个")["suggestions"] == []


def test_a_document_tells_its_claims_and_not_its_text(client: TestClient) -> None:
    hit = get(client, "/api/search?q=1600万元")["hits"][0]
    told = get(client, f"/api/documents/{hit['id'][1:]}")
    assert told["link"] == hit["link"]
    assert any(claim["value"] == 16_000_000 and "1600万元" in claim["evidence"]["quote"] for claim in told["claims"])
    assert [one["number"] for one in told["history"]] == [1]
    assert "text" not in told


def test_related_documents_leave_out_the_document_itself(client: TestClient) -> None:
    hit = get(client, "/api/search?q=1600万元")["hits"][0]
    related = get(client, f"/api/documents/{hit['id'][1:]}/related")
    assert hit["id"] not in [one["id"] for one in related["hits"]]
    assert "回应" in related["hits"][0]["title"]
    assert related["total"] == len(related["hits"])


def test_a_company_by_any_name(client: TestClient) -> None:
    told = get(client, "/api/companies/云帆电子股份有限公司")
    assert told["name"] == "云帆电子"
    assert told == get(client, f"/api/companies/{told['id']}")
    assert len(told["documents"]) == 2
    assert any(question["role"] == "frozen" for question in told["questions"])


def test_claims_timeline_and_conflicts(client: TestClient) -> None:
    claims = get(client, "/api/claims?company=云帆电子&unit=CNY&size=1")
    assert claims["total"] >= 2
    assert len(claims["claims"]) == 1
    assert claims["claims"] != get(client, "/api/claims?company=云帆电子&unit=CNY&size=1&page=2")["claims"]
    events = get(client, "/api/timeline?type=裁员")["events"]
    assert events
    assert {event["type"] for event in events} == {"裁员"}
    assert get(client, "/api/timeline?to=2020")["total"] == 0
    whole = get(client, "/api/conflicts")
    assert whole["total"] >= 1
    assert all(question["conflict"] and len(question["claims"]) > 1 for question in whole["conflicts"])


def test_tables_are_handed_out_alike_in_both_forms(client: TestClient) -> None:
    lines = [json.loads(line) for line in client.get("/api/export/claims.ndjson").text.splitlines()]
    rows = list(csv.DictReader(io.StringIO(client.get("/api/export/claims.csv").text)))
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    assert rows
    assert "versions" in get(client, "/api/export/versions.csv", 404)["detail"]


def test_etag_spares_the_answer(client: TestClient) -> None:
    first = client.get("/api/search?q=冻结")
    again = client.get("/api/search?q=冻结", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/search?q=裁员", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_long_answers_are_packed(client: TestClient) -> None:
    answer = client.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get("/api/openapi.json", headers={"Accept-Encoding": "identity"}).headers


def test_everything_is_described(client: TestClient) -> None:
    paths = get(client, "/api/openapi.json")["paths"]
    assert len(paths) >= 13
    for path, methods in paths.items():
        assert methods["get"]["summary"], path
        assert methods["get"]["description"], path
    assert paths["/api/search"]["get"]["responses"]["200"]["content"]["application/json"]["example"]["hits"]


@pytest.mark.parametrize("path", ["/", "/index.html", "/api/search?q=冻结"])
def test_head_says_what_get_would(client: TestClient, path: str) -> None:
    told, whole = client.head(path), client.get(path)
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/search?q=amount:abc", 400, "amount"),
        ("/api/search?q=" + "长" * 501, 422, "500"),
        ("/api/search?page=200&size=100", 400, "10000"),
        ("/api/search?q=page:200&size=100", 400, "10000"),
        ("/api/search?from=2021-07 -冻结", 400, "year, month or day"),
        ("/api/search?min_amount=1亿 冻结", 400, "amount"),
        ("/api/search?size=101", 422, "size"),
        ("/api/search?page=0", 422, "page"),
        ("/api/search?sort=best", 422, "sort"),
        ('/api/search?q="开', 400, "closing"),
        ("/api/timeline?from=yesterday", 400, "yesterday"),
        ("/api/documents/nothing", 404, "nothing"),
        ("/api/documents/nothing/related", 404, "nothing"),
        ("/api/companies/没有的公司", 404, "suggest"),
        ("/api/claims?company=没有的公司", 404, "suggest"),
        ("/api/export/claims.xml", 422, "form"),
        ("/api/suggest?q=", 422, "q"),
        ("/api/serach?q=冻结", 404, "openapi.json"),
        ("/api/search/", 404, "openapi.json"),
        ("/api", 404, "openapi.json"),
    ],
)
def test_a_bad_request_is_told_what_to_change(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("path", ["/api/search", "/index.html"])
def test_other_methods_are_refused(client: TestClient, path: str) -> None:
    answer = client.post(path)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert "GET" in answer.json()["detail"]


def test_a_page_that_is_not_there_is_told_by_a_page(client: TestClient) -> None:
    answer = client.get("/companies/nobody.html")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("query", ["，", "😀", "%00%07", "(a+)+$", "年", "-", "%22%22", "*:*"])
def test_odd_queries_are_answered(client: TestClient, query: str) -> None:
    assert client.get(f"/api/search?q={query}").status_code == 200


def test_no_stack_trace_and_no_readiness_without_the_index(tmp_path: Path) -> None:
    project = made(tmp_path)
    shutil.rmtree(project.index)
    with TestClient(create_app(project), raise_server_exceptions=False) as client:
        for path in ("/api/search?q=冻结", "/api/ready"):
            answer = client.get(path)
            assert answer.status_code == 503
            assert "aftershock index" in answer.json()["detail"]
            assert not re.search(r"Traceback|\.py", answer.text)
        assert get(client, "/api/health")["status"] == "ok"
        assert client.get("/").status_code == 200


def test_an_error_nobody_foresaw_shows_no_stack(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("in the deep")

    monkeypatch.setattr("aftershock.search.Searcher.suggest", broken)
    answer = client.get("/api/suggest?q=云")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text


def test_new_documents_are_found_without_a_new_start(tmp_path: Path) -> None:
    from aftershock import pipeline
    from aftershock.collecting import add
    from aftershock.progress import Display

    project = made(tmp_path)
    with TestClient(create_app(project)) as client:
        assert get(client, "/api/search?q=青禾家居")["total"] == 0
        before = get(client, "/api/ready")["entries"]
        fresh = tmp_path / "fresh.txt"
        fresh.write_text("青禾家居股份有限公司裁员\n发布时间：2021-10-01\n青禾家居股份有限公司裁员约50人。\n", "utf-8")
        add(project, Display(quiet=True), [fresh])
        pipeline.run(project, Display(quiet=True), no_crawl=True)
        assert get(client, "/api/search?q=青禾家居")["total"] == 1
        assert get(client, "/api/suggest?q=青禾")["suggestions"]
        assert get(client, "/api/ready")["entries"] > before


def test_too_many_requests_are_told_when_to_come_back(project: Project) -> None:
    with TestClient(create_app(limited(project, rate=0.25))) as client:  # no address of TestClient is loopback
        assert client.get("/api/search").status_code == 200
        refused = client.get("/api/search")
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 4
        assert refused.json()["error"] == "limit"
        assert client.get("/api/health").status_code == 200
        assert client.get("/").status_code == 200


def test_the_limit_fills_up_again_for_each_address_alone() -> None:
    now = [0.0]
    limit = RateLimit(2.0, lambda: now[0])
    taken = [limit.wait("203.0.113.1") for _ in range(int(2 * BURST) + 1)]
    assert taken[:-1] == [0.0] * int(2 * BURST)
    assert taken[-1] == pytest.approx(0.5)
    assert limit.wait("203.0.113.2") == 0.0
    now[0] += 0.5
    assert limit.wait("203.0.113.1") == 0.0
    assert limit.wait("203.0.113.1") > 0
    assert not any(limit.wait("127.0.0.1") for _ in range(100))
    assert not any(RateLimit(0).wait("203.0.113.1") for _ in range(100))


def test_other_origins_may_ask_only_where_configured(project: Project, client: TestClient) -> None:
    asked = {"Origin": "https://example.org"}
    assert "access-control-allow-origin" not in client.get("/api/health", headers=asked).headers
    with TestClient(create_app(limited(project, cors="https://example.org"))) as open_one:
        assert open_one.get("/api/health", headers=asked).headers["access-control-allow-origin"] == asked["Origin"]
        other = open_one.get("/api/health", headers={"Origin": "https://example.net"})
        assert "access-control-allow-origin" not in other.headers


def test_other_origins_may_ask_as_the_documentation_has_it(project: Project) -> None:
    asked = {"Origin": "https://example.org"}
    with TestClient(create_app(limited(project, cors="https://example.org", rate=0.25))) as client:
        may = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
        assert client.options("/api/search", headers=asked | may).status_code == 200
        assert "ETag" in client.get("/api/search", headers=asked).headers["access-control-expose-headers"]
        refused = client.get("/api/search", headers=asked)
        assert refused.status_code == 429
        assert refused.headers["access-control-allow-origin"] == asked["Origin"]
        assert "Retry-After" in refused.headers["access-control-expose-headers"]


def test_metrics_count_by_route_and_never_by_path(client: TestClient) -> None:
    client.get("/api/search?q=冻结")
    for number in range(5):
        client.get(f"/api/wrong-{number}")
    text = client.get("/api/metrics").text
    assert 'aftershock_requests_total{route="/api/search",status="200"} 1' in text
    assert 'aftershock_requests_total{route="/api/other",status="404"} 5' in text
    assert 'aftershock_request_seconds_bucket{route="/api/search",le="+Inf"} 1' in text
    assert "wrong" not in text


def test_pages_are_hardened(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_answers_do_not_wait_for_an_acknowledgement() -> None:
    with listen("127.0.0.1", 0) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

"""docker-compose.yml: what it says can be read, and its settings (TLS, an authority, a key) work with a real server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from indexer.elastic import ElasticIndex
from indexer.errors import IndexUnavailable
from indexer.index import Query
from tests.elasticsearch.gateway import guarded
from tests.indexer.library import ALL

ROOT = Path(__file__).resolve().parents[2]
KEY = "YWZ0ZXJzaG9jazpzZWNyZXQ="


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return read


def test_services_are_on_loopback_with_security_on_and_kept_volumes(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert all(port.startswith("127.0.0.1:") for port in service["ports"]), name
        mounted = {volume.partition(":")[0] for volume in service["volumes"]}
        assert mounted <= compose["volumes"].keys(), name
    environment = compose["services"]["elasticsearch"]["environment"]
    assert "xpack.security.enabled" not in environment  # on unless switched off
    assert environment["ELASTIC_PASSWORD"].startswith("${ELASTIC_PASSWORD:?")
    assert compose["services"]["redis"]["profiles"] == ["distributed"]


def test_its_server_is_of_the_version_that_the_tests_run(compose: dict[str, Any]) -> None:
    image = compose["services"]["elasticsearch"]["image"].rpartition(":")[2]
    assembled = re.findall(r"<version>(8\.[\d.]+)</version>", (ROOT / "tests/elasticsearch/pom.xml").read_text())
    assert set(assembled) == {image}


@pytest.fixture
def gateway(elasticsearch_url: str, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    with guarded(elasticsearch_url.rstrip("/"), KEY, tmp_path) as made:
        yield made


@pytest.mark.elasticsearch
def test_with_key_and_authority_it_is_written_and_searched(gateway: tuple[str, Path], elastic_name: str) -> None:
    url, authority = gateway
    with ElasticIndex.open(url, elastic_name, api_key=KEY, ca_certs=str(authority)) as index:
        index.rebuild(ALL)
        index.add(ALL[:1])
        assert index.count() == len(ALL)
        assert index.search(Query(runs=(ALL[0].title[:4],), kinds=())).hits


@pytest.mark.elasticsearch
def test_without_either_it_is_told_which(gateway: tuple[str, Path], elastic_name: str) -> None:
    url, authority = gateway
    with pytest.raises(IndexUnavailable, match=r"index\.ca_certs"):
        ElasticIndex.open(url, elastic_name, api_key=KEY)
    with pytest.raises(IndexUnavailable, match=r"index\.api_key"):
        ElasticIndex.open(url, elastic_name, api_key="d3Jvbmc6a2V5", ca_certs=str(authority))

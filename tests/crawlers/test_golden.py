"""Pages of our own writing in each publisher's layout, with the article that is to be read from them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.reading import read
from crawlers.sources import SOURCES

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_golden_pages(name: str) -> None:
    assert len([path for path in GOLDEN if path.stem.rpartition("-")[0] == name]) >= 2


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_page_is_read_as_it_was_meant(path: Path) -> None:
    page = json.loads(path.read_text(encoding="utf-8"))
    body = (ROOT / page["file"]).read_bytes() if "file" in page else page["body"].encode()
    source, fetched = path.stem.rpartition("-")[0], datetime(2021, 9, 1, tzinfo=UTC)
    article = read(Capture(source, "page", page["url"], fetched, 200, (), body, page["meta"]))
    expected = page["expected"]
    if "contains" in expected:
        assert expected.pop("contains") in article.text
    assert expected.keys() >= {"title", "published"}
    assert {name: plain(article, name) for name in expected} == expected


def plain(article: Article, name: str) -> object:
    """A field as JSON has it."""
    value = getattr(article, name)
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value

"""Dispatch by content, files of the user's, and what holds for every input."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.decoding import decode
from crawlers.errors import Unreadable
from crawlers.local import Problem, gather
from crawlers.reading import read
from crawlers.sources import Source
from tests.reader import filings, pages

NOW = datetime(2024, 1, 1, 12, tzinfo=UTC)


def capture(body: bytes, **meta: str) -> Capture:
    return Capture("local", "file", "urn:sha256:0", NOW, body=body, meta=meta)


def whole(article: Article) -> None:
    """The property of every article: its blocks are its lines, in order and exact."""
    lines = article.text.split("\n")
    assert [article.text[block.start : block.end] for block in article.blocks] == lines
    assert all(line.strip() == line and line for line in lines)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (pages.portal(), "text/html"),
        (pages.portal("gb18030", "utf-8"), "text/html"),
        (pages.tables_layout().encode(), "text/html"),
        (pages.data_table().encode(), "text/html"),
        (pages.data_only().encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + "\n".join(pages.PARAGRAPHS).encode(), "text/plain"),
        (f"---\ntitle: x\n---\n<div>{pages.BODY}</div>".encode(), "text/markdown"),
        (filings.filing(), "application/pdf"),
    ],
    ids=["page", "page in GB18030", "tables", "figures", "data in UTF-16", "text", "front matter", "pdf"],
)
def test_every_kind_of_file_is_told_by_its_content(body: bytes, media_type: str) -> None:
    article = read(capture(body))
    assert article.media_type == media_type
    whole(article)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "binary"),
        (b"PK\x03\x04\x14\x00\x00\x00", "binary"),
        (b"<html><body><p>hi</p></body></html>", "no article"),
        (b"<html><script>var arg1='0123456789ABCDEF0123456789ABCDEF01234567';</script></html>", "blocked"),
    ],
    ids=["empty", "blank", "picture", "archive", "short", "challenge"],
)
def test_unreadable_content_has_its_reason(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(capture(body))
    assert caught.value.reason == reason


def test_listing_fills_only_what_the_document_leaves_open() -> None:
    text = "\n".join(pages.PARAGRAPHS).encode()
    article = read(capture(text, title="目录里的标题", published="2023-04-06", code="300999", filename="a.txt"))
    assert (article.title, article.code, article.filename) == ("目录里的标题", "300999", "a.txt")
    assert article.published is not None and article.published.day == 6
    assert article.problems == ()
    assert read(capture(pages.portal(), title="目录里的标题")).title == pages.TITLE


def test_folders_are_walked_and_every_failure_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.html").write_bytes(pages.portal())
    (tmp_path / "a.txt").write_text("正文", "utf-8")
    (tmp_path / ".hidden.txt").write_text("x")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\x00\x00")
    found = list(gather([tmp_path, tmp_path / "missing.html"], NOW))
    captures = [item for item in found if isinstance(item, Capture)]
    problems = {item.path.name: item.reason for item in found if isinstance(item, Problem)}
    assert [item.meta["filename"] for item in captures] == ["a.txt", "two.html"]
    assert all(item.url == "urn:sha256:" + item.digest.removeprefix("sha256:") for item in captures)
    assert problems == {"empty.txt": "empty", "picture.png": "other kind", "missing.html": "missing"}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_unreadable(body: bytes) -> None:
    text, charset = decode(body)
    assert isinstance(text, str) and charset
    with suppress(Unreadable):
        whole(read(capture(body)))


SAMPLES = [pages.portal(), pages.tables_layout().encode(), pages.data_table().encode(), filings.filing()]


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(max_size=12)), min_size=1, max_size=12),
)
def test_damaged_pages_are_read_or_refused(body: bytes, wounds: list[tuple[int, bytes]]) -> None:
    damaged = bytearray(body)
    for place, patch in wounds:
        at = place % len(damaged)
        damaged[at : at + len(patch)] = patch
    with suppress(Unreadable):
        whole(read(capture(bytes(damaged))))


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + pages.BODY,
        "<p>" + "，" * 100_000,
        "<p>来源：" + "记者 " * 30_000,
        "<p>" + "2023年" * 30_000,
        "<title>" + "-_|" * 30_000,
        "<script>" + '"content":"' * 20_000,
        "\n".join(["约" * 30] * 3_000),
        "---\n" + "a" * 100_000,
    ],
    ids=["nested", "commas", "bylines", "years", "title", "data", "lines", "fence"],
)
def test_hostile_input_is_read_in_time(body: str) -> None:
    begun = time.process_time()
    with suppress(Unreadable):
        whole(read(capture(body.encode())))
    assert time.process_time() - begun < 2.0


def test_start_up_loads_neither_scrapy_nor_jieba_nor_the_pdf_library() -> None:
    heavy = "{'scrapy', 'jieba', 'pypdfium2', 'bs4'}"
    code = f"import sys, crawlers.reading, crawlers.local; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_publishers_page_goes_to_its_own_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Source("own", "自家", "https://example.org/", "nowhere.Spider", f"{__name__}.own_reader")
    monkeypatch.setattr("crawlers.reading.SOURCES", {"own": own})
    page = Capture("own", "page", "https://example.org/1", NOW, body=b"x", meta={"code": "300999"})
    article = read(page)
    assert (article.text, article.code) == ("own", "300999")


def own_reader(capture: Capture) -> Article:
    return Article(capture.url, capture.source, "own")


def test_a_folder_is_walked_past_files_that_are_no_documents(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("云帆电子关闭了21个店铺。", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"text": "云帆电子"}', encoding="utf-8")
    found = list(gather([tmp_path], NOW))
    assert [item.reason for item in found if isinstance(item, Problem)] == ["other kind"]
    assert all(item.expected for item in found if isinstance(item, Problem))
    assert sum(isinstance(item, Capture) for item in found) == 1
    named = list(gather([tmp_path / "a.json"], NOW))
    assert isinstance(named[0], Capture)

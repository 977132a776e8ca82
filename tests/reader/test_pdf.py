"""Filings as PDF: whole paragraphs, tables as rows, no furniture, every block on its page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.article import BEIJING, Article
from crawlers.errors import Unreadable
from crawlers.pdf import read_pdf
from tests.reader import filings


@pytest.fixture(scope="module")
def article() -> Article:
    return read_pdf(filings.filing(), url="urn:x", source="local", filename="a.pdf")


def test_prose_is_joined_over_lines_and_pages(article: Article) -> None:
    assert article.text.split("\n").count(filings.PROSE) == 3
    assert "1.69亿元" in article.text


def test_heads_feet_and_numbers_are_gone(article: Article) -> None:
    lines = article.text.split("\n")
    assert "青禾科技股份有限公司临时公告" not in lines
    assert not any(line.isdigit() for line in lines)


def test_ruled_table_is_rows_without_gaps(article: Article) -> None:
    rows = [article.text[block.start : block.end] for block in article.blocks if block.table is not None]
    assert rows[0] == "证券代码：300999\t证券简称：青禾科技\t公告编号：2023-008"
    assert rows[1:] == ["\t".join(filter(None, row)) for row in filings.ROWS]


def test_blocks_know_their_page(article: Article) -> None:
    pages = {article.text[block.start : block.end]: block.page for block in article.blocks}
    assert pages["单位：万元"] == 2
    assert pages["特此公告。"] == 3
    assert [block.page for block in article.blocks if article.text[block.start : block.end] == filings.PROSE] == [
        1,
        1,
        3,
    ]


def test_title_code_and_day_of_signature(article: Article) -> None:
    assert article.title == filings.TITLE
    assert article.code == "300999"
    assert (article.published, article.precision) == (datetime(2023, 4, 6, tzinfo=BEIJING), "day")
    assert article.published_raw == "二〇二三年四月六日"


def test_signature_after_the_fetch_is_not_believed() -> None:
    early = datetime(2022, 1, 1, tzinfo=UTC)
    assert read_pdf(filings.filing(), url="urn:x", source="local", latest=early).published is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (filings.filing("secret"), "encrypted"),
        (filings.scanned(), "no text layer"),
        (filings.unmapped(12), "no text layer"),
        (filings.filing()[:900], "broken"),
        (b"%PDF-1.7\nnot really", "broken"),
    ],
    ids=["encrypted", "scanned", "unmapped", "cut short", "no pdf"],
)
def test_pdfs_that_cannot_be_read_say_why(body: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_pdf(body, url="urn:x", source="local")
    assert caught.value.reason == reason


def test_signs_without_a_character_are_told() -> None:
    article = read_pdf(filings.unmapped(1), url="urn:x", source="local")
    assert filings.PROSE in article.text
    assert any("30 signs" in problem for problem in article.problems)


@pytest.fixture(scope="module")
def announcement() -> Article:
    return read_pdf(filings.announcement(), url="urn:x", source="local", filename="a.pdf")


def test_headline_below_the_stock_code(announcement: Article) -> None:
    assert announcement.title == "(1)建議股本重組；及(2)建議供股的最新情況"


def test_place_before_the_day_of_signature(announcement: Article) -> None:
    assert announcement.published == datetime(2025, 8, 18, tzinfo=BEIJING)


def test_items_that_hang_behind_their_marks_are_whole(announcement: Article) -> None:
    lines = announcement.text.split("\n")
    assert [item for item in filings.ITEMS if item not in lines] == []


def test_leaders_part_an_entry_from_its_day(announcement: Article) -> None:
    assert "股本重組生效日期\t九月二十九日" in announcement.text.split("\n")


def test_mark_far_from_its_heading_makes_no_table(announcement: Article) -> None:
    assert "2.預期時間表" in announcement.text.split("\n")


@pytest.mark.skipif(
    not any(Path("/usr/share/fonts").rglob("*CJK*")),
    reason="no font says how wide Chinese letters are (Debian: apt-get install fonts-noto-cjk)",
)
def test_table_without_lines_at_its_sides(announcement: Article) -> None:
    rows = [announcement.text[block.start : block.end] for block in announcement.blocks if block.kind == "row"]
    assert rows[-2:] == ["\t".join(term) for term in filings.TERMS]


def test_lines_under_the_signature_stay_apart(announcement: Article) -> None:
    assert announcement.text.split("\n")[-4:] == ["承董事會命", "主席", "羅一鳴", "香港，二零二五年八月十八日"]


def test_prose_in_a_frame_that_touches_tables_is_no_cell() -> None:
    article = read_pdf(filings.framed(), url="urn:x", source="local")
    rows = ["\t".join(row) for row in filings.FRAMED]
    assert article.text.split("\n")[1:] == [*rows, filings.PROSE, rows[0], filings.PROSE]


def test_cells_of_a_table_without_lines_are_whole_and_apart() -> None:
    article = read_pdf(filings.unruled(), url="urn:x", source="local")
    rows = [article.text[block.start : block.end] for block in article.blocks if block.kind == "row"]
    assert rows == ["人民币千元\t人民币千元\t人民币千元", *map("\t".join, filings.USES)]


def test_headings_in_larger_print_stay_apart_from_the_text_under_them() -> None:
    article = read_pdf(filings.headed(), url="urn:x", source="local")
    prose, (first, second) = filings.PROSE, filings.HEADINGS
    assert article.text.split("\n")[1:] == [prose, first, prose, prose, second, prose]


def test_few_lines_of_a_page_run_between_the_usual_margins() -> None:
    article = read_pdf(filings.few(), url="urn:x", source="local")
    assert article.text.split("\n")[-7:] == [*filings.SHORT, filings.PROSE[:48] + "。", *filings.SHORT]

"""The printed filings: their text is that of the samples, and they look like something."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from aftershock.demo.samples import Sample, load_samples

FILINGS = [sample for sample in load_samples() if sample.publisher == "cninfo"]


def pages(sample: Sample) -> list[str]:
    """Text of each page, lines parted by a newline."""
    document = pypdfium2.PdfDocument(sample.pdf)
    try:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("sample", FILINGS, ids=lambda sample: sample.name)
def test_print_agrees_with_sample(sample: Sample) -> None:
    texts = pages(sample)
    assert all(text.rstrip().endswith(str(number)) for number, text in enumerate(texts, 1)), "page numbers"
    whole = plain("".join(re.sub(r"\n\d+\s*$", "", text.rstrip()) for text in texts))
    assert whole.startswith(f"证券代码：{sample.code}证券简称：{sample.short}公告编号：{sample.number}")
    for line in sample.lines:
        assert plain(line.text) in whole
    day = sample.published
    assert whole.endswith(f"{sample.company}董事会{day.year}年{day.month}月{day.day}日")


def test_one_breaks_its_lines_inside_numbers() -> None:
    (sample,) = [sample for sample in FILINGS if sample.measure]
    (text,) = pages(sample)
    assert "约为1.\n3亿元" in text
    assert "约140\n0人" in text


def test_one_runs_over_a_page() -> None:
    assert max(len(pages(sample)) for sample in FILINGS) >= 2


def test_tables_say_their_unit_above() -> None:
    tables = [sample for sample in FILINGS if any(line.kind == "row" for line in sample.lines)]
    assert len(tables) >= 2
    for sample in tables:
        kinds = [line.kind for line in sample.lines]
        assert sample.lines[kinds.index("row") - 1].text == "单位：万元"


@pytest.mark.parametrize("sample", FILINGS, ids=lambda sample: sample.name)
def test_pages_show_ink_and_fonts_are_embedded(sample: Sample) -> None:
    document = pypdfium2.PdfDocument(sample.pdf)
    image = bytes(document[0].render(scale=1, grayscale=True).buffer)
    document.close()
    dark = len(image.translate(None, bytes(range(128, 256)))) / len(image)
    assert 0.005 < dark < 0.2
    assert b"/FontFile2" in sample.pdf.read_bytes()
    assert sample.pdf.stat().st_size < 100_000

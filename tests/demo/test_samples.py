"""The sample documents: enough of them, well-formed, and true to what was publicly known."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from aftershock.demo.samples import BadSample, Sample, load_companies, load_samples

SAMPLES = load_samples()


def test_there_are_enough_of_each_publisher() -> None:
    numbers = {
        name: sum(s.publisher == name and not s.aside for s in SAMPLES)
        for name in {sample.publisher for sample in SAMPLES}
    }
    assert len(numbers) >= 9
    assert sum(numbers.values()) >= 16
    assert numbers["nbd"] >= 4
    assert numbers["sina"] >= 4
    assert numbers["ofweek"] >= 2
    assert numbers["cninfo"] >= 5


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_is_whole(sample: Sample) -> None:
    assert 4 <= len(sample.lines) <= 40
    assert sample.published.utcoffset() is not None
    assert date(2021, 4, 30) <= sample.published.date() <= date(2021, 12, 31)
    assert f"{sample.published:%Y-%m-%d}" in sample.url or sample.publisher not in ("nbd", "sina", "cninfo")
    sample.body.encode(sample.charset)


@pytest.mark.parametrize(
    ("fact", "publishers"),
    [
        (r"店铺共?54个", {"cninfo", "nbd"}),
        (r"4,143\.00万元|4143万元", {"cninfo", "nbd", "sina"}),
        (r"约340个", {"cninfo", "nbd", "sina"}),
        (r"1\.3亿元", {"cninfo", "nbd", "sina", "ofweek"}),
        (r"18,592\.01", {"cninfo", "sina"}),
        (r"19,941\.71", {"cninfo", "sina"}),
        (r"600个中国品牌", {"nbd"}),
        (r"3000个卖家账号", {"nbd"}),
        (r"千亿元", {"nbd", "sina", "ofweek"}),
        (r"5万", {"nbd", "sina", "ofweek"}),
        (r"傲基", {"nbd", "sina", "ofweek"}),
        (r"帕拓逊", {"cninfo", "nbd", "sina", "ofweek"}),
        (r"RAVPower", {"cninfo", "nbd", "sina"}),
    ],
)
def test_facts_of_the_wave_stand_where_they_should(fact: str, publishers: set[str]) -> None:
    found = {s.publisher for s in SAMPLES if re.search(fact, s.on(2).body)}
    assert publishers <= found


def test_the_document_that_changes_has_two_forms() -> None:
    (changing,) = [sample for sample in SAMPLES if sample.revisions]
    first, second = changing.on(1), changing.on(2)
    assert first == changing
    assert "45个" in first.body and "54个" not in first.body
    assert "54个" in second.body and "更正" in second.body
    assert second.modified > first.modified == first.published


def test_a_reprint_has_the_words_of_its_original() -> None:
    by_name = {sample.name: sample for sample in SAMPLES}
    reprint, original = by_name["sina-2021-07-08"], by_name["nbd-2021-07-07"]
    assert reprint.body == original.body
    assert reprint.title != original.title == reprint.original_title


def test_a_filing_put_out_at_several_places_is_one_file() -> None:
    by_name = {sample.name: sample for sample in SAMPLES}
    copies = [sample for sample in SAMPLES if sample.printed]
    assert {copy.publisher for copy in copies} == {"szse", "sse", "eastmoney"}
    for copy in copies:
        original = by_name[copy.printed]
        assert (copy.pdf, copy.body, copy.code) == (original.pdf, original.body, original.code)
        assert copy.url != original.url
        assert copy.published.date() == original.published.date()


def test_filings_belong_to_companies_of_the_list() -> None:
    codes = {row["code"] for row in load_companies()}
    assert {sample.code for sample in SAMPLES if sample.publisher == "cninfo"} <= codes


def test_a_sample_that_does_not_hold_together_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.toml").write_text(
        'publisher = "nbd"\nurl = "u"\ntitle = "t"\npublished = 2021-07-01T08:00:00\nbody = "一行"\n'
        '[[revisions]]\nday = 2\nat = 2021-07-02T08:00:00\nwas = "不在"\nbecomes = "在"\n',
        encoding="utf-8",
    )
    with pytest.raises(BadSample, match=r"odd: '不在'"):
        load_samples(tmp_path)

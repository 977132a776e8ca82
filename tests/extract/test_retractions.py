"""What a correction prints only to take it back, also under thousands of blank lines."""

from __future__ import annotations

import pytest

from aftershock.extract.language.retractions import retracted

TEXT = "更正公告\n一、更正前\n冻结资金约1亿元。\n二、更正后\n冻结资金约2亿元。"


def taken_back(text: str) -> list[str]:
    return [text[span.start : span.end].strip() for span in retracted(text)]


def test_the_lines_under_the_heading_are_taken_back() -> None:
    assert taken_back(TEXT) == ["一、更正前\n冻结资金约1亿元。"]


@pytest.mark.parametrize(
    "blank", ["\n", " ", "\u3000", "#", "（"], ids=["lines", "spaces", "wide", "marks", "brackets"]
)
def test_blanks_before_it_are_passed_over_at_once(blank: str) -> None:
    """With the square of their number this would take minutes."""
    assert taken_back(blank * 30_000 + "\n" + TEXT) == taken_back(TEXT)


def test_each_heading_ends_at_the_next_one_after() -> None:
    many = "更正前：\n甲。\n更正后：\n乙。\n" * 3000
    assert taken_back(many) == ["更正前：\n甲。"] * 3000


def test_a_text_without_a_correction_takes_nothing_back() -> None:
    assert taken_back("更正如下。\n" * 10) == []

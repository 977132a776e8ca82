"""The sentence shown as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.sentences import Sentences


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("前一句。云上被封；原因不明。后一句。", "被封", "云上被封；原因不明。"),
        ("他说：“云上被封。”随后离开。", "被封", "他说：“云上被封。”"),
        ("  第一行\n 第二行54家 \n第三行", "54家", "第二行54家"),
        ("只有一句没有句号", "一句", "只有一句没有句号"),
        ("利润1.3亿元。", "1.3亿元", "利润1.3亿元。"),
        ("甲。乙\n丙。", "乙\n丙", "乙\n丙。"),
    ],
)
def test_the_sentence_around(text: str, word: str, sentence: str) -> None:
    start = text.index(word)
    begin, end = Sentences(text).around(start, start + len(word))
    assert text[begin:end] == sentence


@given(st.text("云上。！？”\n 5家", max_size=60), st.data())
def test_what_is_asked_for_is_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    end = data.draw(st.integers(min(start + 1, len(text)), len(text)))
    begin, finish = Sentences(text).around(start, end)
    assert 0 <= begin <= finish <= len(text)
    if text[start:end].strip() == text[start:end] and start < end:
        assert begin <= start and end <= finish

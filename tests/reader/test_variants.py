"""Patterns written in simplified characters match both scripts."""

from __future__ import annotations

import re

import pytest

from crawlers.variants import either


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("责任编辑[:：]", "責任編輯："),
        ("上一[篇页条]", "上一頁"),
        (r"\[编辑\]", "[編輯]"),
        ("发(?:布|表)于", "發佈於"),
        ("发布", "发布"),
        ("录入", "錄入"),
    ],
)
def test_both_scripts_match(pattern: str, text: str) -> None:
    assert re.fullmatch(either(pattern), text)


def test_nothing_else_matches() -> None:
    assert not re.search(either("责任编辑"), "责任编")
    assert not re.search(either("[篇页条]"), "張")

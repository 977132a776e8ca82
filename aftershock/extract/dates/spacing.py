"""Spaces that pages set between figures and Chinese characters (2021 年 3 月 5 日): dates are read without them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

_DIGITS = frozenset("0123456789")


def closed_up(text: str) -> tuple[str, Sequence[int]]:
    """The text without those spaces, and the offsets in it before which one was left out."""
    if " " not in text and "\u00a0" not in text:
        return text, ()
    parts: list[str] = []
    left_out: list[int] = []
    length = 0
    pieces = text.replace("\u00a0", " ").split(" ")
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        parts.append(piece)
        length += len(piece)
        if at == last:
            break
        if _apart(piece[-1:], pieces[at + 1][:1]):
            left_out.append(length)
        else:
            parts.append(" ")
            length += 1
    return ("".join(parts), left_out) if left_out else (text, ())


def _apart(before: str, behind: str) -> bool:
    """Whether one is a figure and the other a Chinese character or bracket."""
    return (before in _DIGITS and _chinese(behind)) or (behind in _DIGITS and _chinese(before))


def _chinese(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" or letter in ("（", "）", "、", "“", "”")


def printed(start: int, end: int, left_out: Sequence[int]) -> tuple[int, int]:
    """Where a stretch of the text without spaces stands in the text as printed."""
    return start + bisect_right(left_out, start), end + bisect_right(left_out, end - 1)

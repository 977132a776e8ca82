"""A word of an event where it stands in a text."""

from __future__ import annotations

from typing import NamedTuple

Entry = tuple[int, bool]
"""Order of the type, and whether the word is strong."""
NO_GAP = (0, 0)
BREACH = "违规"
PAPERS = frozenset({"声明"})
"""Types whose words may hold the title or the matter of a paper, which says nothing of whether it was published."""


class EventWord(NamedTuple):
    """A word of an event type where it stands."""

    type: str
    start: int
    end: int
    order: int
    """Place of its type in the vocabulary; earlier types win."""
    strong: bool
    gap: tuple[int, int] = NO_GAP
    """Of a word with a gap, from where to where that is: 店铺(未被平台)封禁."""


def may_tell(text: str, end: int) -> bool:
    """Whether the words that tell of an event (…的消息, 表示不满) may stand behind it; cheap, as few do."""
    behind = text[end : end + 13]
    return "的" in behind or "表示" in behind

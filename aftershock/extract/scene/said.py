"""Statements: stretches of a text with who says them, found by position."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple


class Statement(NamedTuple):
    """A stretch of text and who says it; `speaker` None: somebody speaks, but the text does not tell who."""

    start: int
    end: int
    speaker: str | None
    direct: bool
    paper: str | None = None
    rumour: bool = False
    own: bool = False
    """The speaker tells of its own deeds: in a paper of its own, or with a verb such as 宣布."""
    turn: bool = False
    """A turn of a dialogue: what is told without a name is the speaker's own."""


class Said:
    """The statements of a text, found by position; of nested ones the innermost."""

    def __init__(self, said: Sequence[Statement]) -> None:
        self._edges: list[int] = []
        self._inner: list[Statement | None] = []
        self._lay(sorted(said, key=lambda s: (s.start, -s.end)))

    def _lay(self, said: Sequence[Statement]) -> None:
        """Cut the text at every start and end: each piece has one innermost statement."""
        edges = sorted({edge for s in said for edge in (s.start, s.end)})
        self._edges = edges
        waiting: list[tuple[int, int, Statement]] = []
        at = 0
        for edge in edges:
            while at < len(said) and said[at].start <= edge:
                heapq.heappush(waiting, (said[at].end - said[at].start, at, said[at]))
                at += 1
            while waiting and waiting[0][2].end <= edge:
                heapq.heappop(waiting)
            self._inner.append(waiting[0][2] if waiting else None)

    def around(self, start: int, end: int) -> Statement | None:
        """The innermost statement that holds [start, end)."""
        n = bisect_right(self._edges, start) - 1
        found = self._inner[n] if n >= 0 else None
        return found if found and end <= found.end else None

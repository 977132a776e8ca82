"""Searching for a pattern with many branches, of which each begins with one of few characters."""

from __future__ import annotations

import re
from collections.abc import Iterator


class Scan:
    """`search` as of the pattern, in a quarter of the time.

    The engine tries every branch at every character; a single set of first characters it skips through at once.
    `firsts` must hold the first character of everything that the pattern can match, `seconds`, where given, every
    second one: fewer places are tried then.
    """

    def __init__(self, firsts: str, pattern: str, *, seconds: str = "") -> None:
        behind = f"(?=[{re.escape(seconds)}])" if seconds else ""
        self.firsts = re.compile(f"[{re.escape(firsts)}]{behind}")
        self.pattern = re.compile(pattern)

    def search(self, text: str, position: int = 0) -> re.Match[str] | None:
        """The first match at or after a position."""
        match = self.pattern.match
        for first in self.firsts.finditer(text, position):
            if found := match(text, first.start()):
                return found
        return None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The matches of a text, none overlapping another."""
        match, done = self.pattern.match, 0
        for first in self.firsts.finditer(text):
            at = first.start()
            if at >= done and (found := match(text, at)):
                yield found
                done = found.end()

"""What a crawl of one source counts, the report while it grows, and whom it tells: the frontier shared with others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from crawlers.plan import TROUBLES, SourceReport, Trouble

_OF_THE_HOST = ("host given up", "budget used up")
"""Troubles of a host, not of each of its addresses."""


@dataclass
class Count:
    """The figures of a report while it grows."""

    lists: int = 0
    listed: int = 0
    expected: int | None = None
    pages: int = 0
    new: int = 0
    unchanged: int = 0
    failed: int = 0
    slices: int = 0
    whole: int = 0
    problems: list[Trouble] = field(default_factory=list)
    gaps: list[Trouble] = field(default_factory=list)
    _unasked: dict[tuple[str, str], int] = field(default_factory=dict)
    """Reason and host → addresses that were left unasked for it."""

    @property
    def waiting(self) -> int:
        """Documents that were listed and are not done with."""
        return self.listed - self.new - self.unchanged - self.failed

    def note(self, trouble: Trouble) -> None:
        """Note what went wrong; what is of the host is one note for it, and not one for each address left unasked."""
        if trouble.reason in _OF_THE_HOST:
            key = (trouble.reason, urlsplit(trouble.url).hostname or "")
            self._unasked[key] = self._unasked.get(key, 0) + 1
            if self._unasked[key] > 1:
                return
        self.problems.append(trouble)

    def stored(self, outcome: str) -> None:
        """Count a page that is on the disk."""
        self.pages += 1
        if outcome == "revisit":
            self.unchanged += 1
        else:
            self.new += 1

    def report(self, source: str, seconds: float, *, ended: bool) -> SourceReport:
        """What was done. Whatever was listed must be stored, unchanged or failed at the end, or it is said."""
        left = self.waiting
        if ended and left:
            self.failed += left
            self.note(Trouble("crashed", source, f"{left} listed documents were lost on the way"))
        return SourceReport(
            source,
            self.lists,
            self.listed,
            self.expected,
            self.pages,
            self.new,
            self.unchanged,
            self.failed,
            tuple(self._troubles()),
            tuple(dict.fromkeys(self.gaps)),
            round(seconds, 3),
            slices=self.slices,
            whole=self.whole,
        )

    def _troubles(self) -> Iterator[Trouble]:
        """All of them; those of a host say how many addresses were left unasked."""
        for one in self.problems:
            left = self._unasked.get((one.reason, urlsplit(one.url).hostname or ""), 0)
            more = f"; {left} addresses were not asked" if left > 1 and one.reason in _OF_THE_HOST else ""
            yield Trouble(one.reason, one.url, (one.detail or TROUBLES[one.reason]) + more) if more else one


class Shared(Protocol):
    """What a spider tells the frontier that it shares with others."""

    def listed(self, seed: str) -> None:
        """A list that follows from a first request was read, or could not be."""

    def stored(self, url: str) -> None:
        """A page is on the disk."""

    def lost(self, url: str, why: str) -> None:
        """A page could not be fetched."""


ReportTo = Callable[[Count, str], None]

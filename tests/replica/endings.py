"""How a crawl that met a fault ended, and what the table says of it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from crawlers.capture import Capture
from crawlers.plan import SourceReport
from tests.replica.fault import AGAIN, WELL, Fault
from tests.replica.holdings import Missed


@dataclass(frozen=True)
class Cell:
    """What came of one fault at one source."""

    source: str
    fault: str
    outcome: str
    """success · retry, then success · named: … · n/a: … · FAILED: …"""
    detail: str = ""

    @property
    def good(self) -> bool:
        return not self.outcome.startswith("FAILED")


@dataclass
class Ending:
    """How a crawl ended, and what is wrong with that."""

    report: SourceReport
    retries: int
    waited: float
    """Seconds."""
    held: list[Capture]
    """What the archive holds then that outlasts the crawl."""
    missed: Missed
    """What is in quarantine."""
    wrong: list[str]

    @property
    def reasons(self) -> set[str]:
        return {trouble.reason for trouble in self.report.problems}

    @property
    def outcome(self) -> str:
        if self.wrong:
            return f"FAILED: {'; '.join(self.wrong)}"
        return f"named: {', '.join(sorted(self.reasons))}" if self.reasons else self.how

    @property
    def how(self) -> str:
        return AGAIN if self.retries else WELL

    @property
    def said(self) -> str:
        return "; ".join(map(str, self.report.problems))[:300]

    def unlike(self, fault: Fault, elsewhere: Set[str] = frozenset()) -> list[str]:
        """What is wrong with how it ended: in none of the ways that the fault may end in, or too early.

        `elsewhere`: for what it should have asked elsewhere, and ended well.
        """
        ends, said = self.reasons or {self.how}, []
        may = {WELL} if fault.ends & elsewhere else fault.ends
        if not (may & ends or (ends == {AGAIN} and WELL in may)) or "crashed" in ends:
            said.append(f"ended with {sorted(ends)}")
        if self.waited < fault.least:
            said.append(f"waited {self.waited:.0f} s of {fault.least:.0f}")
        return said

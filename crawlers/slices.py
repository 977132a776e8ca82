"""Slices: some days of a publisher's list, counted against the publisher's own total.

Each reading of a slice is kept in the archive as a record of its own, so that what is incomplete stays known until a
later reading has it whole, and is known again when the ledger is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import quote

from crawlers.capture import Capture

PREFIX = "urn:slice:"
"""Begins the address under which a slice is archived."""
BEYOND = "out of reach"
"""The problem of a slice that the publisher's list does not reach: to crawl it again would not help."""


@dataclass(frozen=True, slots=True, order=True)
class Days:
    """Some days, both ends included."""

    since: date
    until: date

    def __str__(self) -> str:
        return str(self.since) if self.since == self.until else f"{self.since}~{self.until}"

    def halves(self) -> tuple[Days, Days] | None:
        """Its two halves; None for a single day."""
        if self.since >= self.until:
            return None
        middle = self.since + (self.until - self.since) // 2
        return Days(self.since, middle), Days(middle + timedelta(days=1), self.until)

    def without(self, other: Days) -> Iterator[Days]:
        """What is left of it beside other days: none, one or two stretches."""
        if other.until < self.since or other.since > self.until:
            yield self
            return
        if self.since < other.since:
            yield Days(self.since, other.since - timedelta(days=1))
        if other.until < self.until:
            yield Days(other.until + timedelta(days=1), self.until)


ALWAYS = Days(date.min, date.max)
"""The days of a list that cannot be asked for by days."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What one reading of some days of a list came to."""

    source: str
    list: str
    """Which of the source's lists, as its endpoint is called."""
    subject: str
    """What it was asked for: a company's code, a word, a column; "" for all."""
    days: Days = ALWAYS
    expected: int | None = None
    """Rows there are, says the publisher; None when it does not say, or could not be asked."""
    found: int = 0
    """Different rows read."""
    problem: str = ""
    """One of crawlers.plan.TROUBLES where reading did not come to its end, or the counts differ."""
    urls: tuple[str, ...] = ()
    """The documents that were to be fetched."""
    words: tuple[str, ...] = ()
    """What documents were chosen by, where that decides whether the slice is read again."""

    @property
    def complete(self) -> bool:
        """Whether it was read to its end, with every row that the publisher counts where it counts them."""
        return not self.problem and (self.expected is None or self.found >= self.expected)

    @property
    def name(self) -> str:
        """As people read it: cninfo filings 300209 2021-07-01~2021-07-31."""
        days = "" if self.days == ALWAYS else str(self.days)
        return " ".join(filter(None, (self.source, self.list, self.subject, days)))

    def capture(self, when: datetime) -> Capture:
        """As a record of the archive."""
        days = None if self.days == ALWAYS else self.days
        plain = {
            "list": self.list,
            "subject": self.subject,
            "since": str(days.since) if days else "",
            "until": str(days.until) if days else "",
            "expected": "" if self.expected is None else str(self.expected),
            "found": str(self.found),
            "problem": self.problem,
        }
        meta = {name: value for name, value in plain.items() if value}
        listed = {"urls": self.urls} | ({"words": self.words} if self.words else {})
        body = json.dumps(meta | listed, ensure_ascii=False, sort_keys=True).encode()
        parts = (self.source, self.list, self.subject, str(days) if days else "all")
        return Capture(
            self.source, "slice", PREFIX + ":".join(quote(p, safe="~-") for p in parts), when, 200, (), body, meta
        )


def slice_of(source: str, meta: Mapping[str, str], body: bytes | None = None) -> Slice:
    """The slice in an archived record: in its meta, and its documents in its body where that is given."""
    days = Days(date.fromisoformat(meta["since"]), date.fromisoformat(meta["until"])) if "since" in meta else ALWAYS
    listed = json.loads(body) if body is not None else {}
    return Slice(
        source,
        meta.get("list", ""),
        meta.get("subject", ""),
        days,
        int(meta["expected"]) if "expected" in meta else None,
        int(meta.get("found", "0")),
        meta.get("problem", ""),
        tuple(listed.get("urls", ())),
        tuple(listed.get("words", ())),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """An archived slice."""

    key: str
    """Of its capture."""
    at: datetime
    """When it was read (last, if it was read again and was as before)."""
    slice: Slice


def standing(readings: Iterable[Reading]) -> list[tuple[Reading, tuple[Days, ...]]]:
    """The readings that still say something, with the days for which they do: those that no later reading covers.

    `readings` come in order of time. What was incomplete is so until later readings, whole or not, have its days.
    """
    found: list[tuple[Reading, tuple[Days, ...]]] = []
    later: dict[tuple[str, str, str], list[Days]] = {}
    for reading in reversed(list(readings)):
        one = reading.slice
        covered = later.setdefault((one.source, one.list, one.subject), [])
        left = [one.days]
        for other in covered:
            left = [rest for part in left for rest in part.without(other)]
        if left:
            found.append((reading, tuple(sorted(left))))
            covered.append(one.days)
    return found[::-1]

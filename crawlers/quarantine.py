"""Quarantine: each trouble that a crawl named, kept until what was missed has been fetched, or somebody lets it be.

Three kinds of records tell it, all in the archive's WARC files: a trouble was met, a question was answered in whole,
an entry was dismissed. `entries` is pure: records in order of time → what is open. So the quarantine follows from the
files, and a merged archive brings its own along.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

from crawlers.capture import Capture
from crawlers.slices import Days

PREFIX = "urn:trouble:"
"""Begins the address under which such a record is archived."""
CRAWL = "crawl"
"""The list of a question that is the crawl itself."""
LONGEST = 300
"""Signs of what is said of a trouble."""
UNASKED = ("host given up", "robots unreachable", "budget used up")
"""Of pages that nobody was asked for: what was known of them holds on."""
KEPT = 64 * 1024
"""Bytes of an answer that are kept: whole challenges, error pages and most of a list's page."""
_DAY = re.compile(r"(?<!\d)20\d\d(-?)[01]\d\1[0-3]\d(?:[T+ ]?\d\d:?\d\d:?\d\d)?(?!\d)")

Mark = tuple[datetime, str, int]
"""When a record was made, and where it lies: file and byte. Marks have an order."""
State = Literal["open", "closed", "dismissed"]


@dataclass(frozen=True, slots=True)
class Question:
    """What a crawl asks a publisher for: a list and what follows from it, or the crawl as such."""

    list: str
    """The list's name, or its address without its days; CRAWL."""
    subject: str = ""
    """A company's code, a word, a column."""
    days: Days = field(default=Days(date.min, date.max))

    def covers(self, other: Question) -> bool:
        """Whether who has this answered has the other answered too."""
        return (
            (self.list, self.subject) == (other.list, other.subject)
            and self.days.since <= other.days.since
            and other.days.until <= self.days.until
        )

    @property
    def name(self) -> str:
        """As people read it."""
        since, until = self.days.since, self.days.until
        days = str(self.days) if since > date.min else "" if until == date.max else f"until {until}"
        return " ".join(filter(None, (self.list, self.subject, days)))


def undated(url: str) -> str:
    """A list's address without the days that it asks for: the same question on another day."""
    return _DAY.sub("*", url)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trouble as it was met."""

    source: str
    reason: str
    """One of crawlers.plan.TROUBLES."""
    address: str
    """Of the page, of the list's answer, or of what a list named."""
    detail: str = ""
    """What was seen, in a line."""
    question: Question | None = None
    """What could not be answered in whole; None: a page, known by its address."""
    shape: str = "html"
    """What the page was asked for as (crawlers.refusals.Shape)."""
    listed: Mapping[str, str] = field(default_factory=dict)
    """What the page's list said of it."""
    answer: bytes = b""
    """What came in its place, or the beginning of it."""

    def record(self, when: datetime) -> Capture:
        """As a record of the archive."""
        meta = {"state": "seen", "reason": self.reason, "address": plain_address(self.address)}
        meta |= {"detail": plain(self.detail)} | _asked(self.question)
        if self.question is None:
            meta |= {"shape": self.shape, "listed": json.dumps(dict(self.listed), ensure_ascii=False, sort_keys=True)}
        return _record(self.source, when, meta, self.answer[:KEPT])


def answered(source: str, question: Question, when: datetime) -> Capture:
    """The record that a question was answered in whole."""
    return _record(source, when, {"state": "answered", **_asked(question)})


def fetched_elsewhere(source: str, address: str, when: datetime) -> Capture:
    """The record that a page was fetched, though the archive holds it under another address."""
    return _record(source, when, {"state": "answered", "address": plain_address(address)})


def _asked(question: Question | None) -> dict[str, str]:
    if question is None:
        return {}
    days = {"since": str(question.days.since), "until": str(question.days.until)}
    return {"list": question.list, "subject": question.subject, **days}


def _record(source: str, when: datetime, meta: Mapping[str, str], body: bytes = b"") -> Capture:
    kept = {name: value for name, value in meta.items() if value}
    told = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]
    # With the time in its address no record repeats another, so that each is counted, and merged, once.
    url = f"{PREFIX}{quote(source)}:{when:%Y%m%dT%H%M%SZ}:{told}"
    return Capture(source, "trouble", url, when, 200, (), body, kept)


def plain(text: str) -> str:
    """What a publisher's server says, as a line that is safe to print."""
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(text.split()))[:LONGEST]


def plain_address(url: str) -> str:
    """An address without a name or password in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return plain(url)
    bare = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=bare)) if bare != parts.netloc else url


@dataclass(frozen=True, slots=True)
class Entry:
    """One trouble, however often it was met."""

    id: str
    """Eight signs, the same while the trouble lasts."""
    source: str
    reason: str
    address: str
    """As it was last."""
    detail: str
    question: Question | None
    first: datetime
    last: datetime
    times: int
    """In how many crawls it was met."""
    state: State
    because: str = ""
    """Why it was dismissed."""
    shape: str = "html"
    listed: Mapping[str, str] = field(default_factory=dict)
    answer: str = ""
    """Key of the capture that holds what came last in place of what was asked for; "": nothing was kept."""
    mark: Mark = field(default=(datetime.min.replace(tzinfo=UTC), "", 0), repr=False)

    @property
    def page(self) -> bool:
        """Whether it is about one page, rather than a list or the crawl."""
        return self.question is None

    @property
    def shown(self) -> str:
        """Its address as a person would open it: without the form that was posted there."""
        return self.address.split("?__method=")[0]

    def dismissal(self, because: str, when: datetime) -> Capture:
        """The record that somebody lets it be."""
        meta = {"state": "dismissed", "id": self.id, "because": plain(because)}
        return _record(self.source, when, meta)


@dataclass(frozen=True, slots=True)
class Noted:
    """A record of the quarantine as the ledger has it."""

    key: str
    source: str
    mark: Mark
    meta: Mapping[str, str]
    holds: bool
    """Whether it holds an answer."""


def entries(records: Iterable[Noted], fetched: Callable[[str], Mark | None]) -> list[Entry]:
    """All entries, closed ones too, in order of first sight.

    `records` come in order of their marks. `fetched` tells when a page's address was last stored or found unchanged.
    A page is done with once it was fetched after it was missed, a list once a crawl had it in whole for those days.
    What was dismissed stays so until then, however often it is met.
    """
    fold = _Fold(fetched)
    for record in records:
        fold.take(record)
    return fold.ended()


class _Fold:
    """What the records came to so far."""

    def __init__(self, fetched: Callable[[str], Mark | None]) -> None:
        self._fetched = fetched
        self._latest: dict[str, Mark | None] = {}
        self._found: dict[str, Entry] = {}
        self._lasting: dict[tuple[str, ...], list[str]] = {}
        """Ids of what is not closed, by what it is about, and those by source and question or address."""

    def take(self, record: Noted) -> None:
        match record.meta.get("state"):
            case "seen":
                self._see(_seen(record))
            case "answered":
                asked = _question(record.meta)
                for one in self._about(_about(record.source, asked, record.meta.get("address", ""))):
                    if asked is None or one.question is None or asked.covers(one.question):
                        self._close(one)
            case "dismissed":
                meant = self._found.get(record.meta["id"])
                if meant and meant.state == "open":
                    self._found[meant.id] = replace(meant, state="dismissed", because=record.meta.get("because", ""))

    def ended(self) -> list[Entry]:
        for one in list(self._found.values()):
            if one.state != "closed" and self._since(one):
                self._close(one)
        return list(self._found.values())

    def _see(self, seen: Entry) -> None:
        for one in self._about(_about(seen.source, seen.question, seen.address)):
            since = self._since(one)
            if since and since < seen.mark:
                self._close(one)
            elif one.reason == seen.reason and _same_days(one, seen):
                self._found[one.id] = _again(one, seen)
                return
            elif one.page and seen.reason not in UNASKED:
                self._close(one)  # what stands in the way has another name by now
        while seen.id in self._found:  # it came back after it had ended
            seen = replace(seen, id=short(seen.id, str(seen.first)))
        self._found[seen.id] = seen
        self._lasting.setdefault(_about(seen.source, seen.question, seen.address), []).append(seen.id)

    def _about(self, what: tuple[str, ...]) -> list[Entry]:
        return [self._found[id] for id in self._lasting.get(what, ())]

    def _close(self, one: Entry) -> None:
        self._found[one.id] = replace(one, state="closed")
        self._lasting[_about(one.source, one.question, one.address)].remove(one.id)

    def _since(self, one: Entry) -> Mark | None:
        """When a page was fetched after it was missed; None when it was not."""
        if not one.page:
            return None
        if one.address not in self._latest:
            self._latest[one.address] = self._fetched(one.address)
        mark = self._latest[one.address]
        return mark if mark is not None and mark > one.mark else None


def _seen(record: Noted) -> Entry:
    meta, question = record.meta, _question(record.meta)
    about = _about(record.source, question, meta["address"])
    since = str(question.days.since) if question else ""
    return Entry(
        id=short(meta["reason"], *about, since),
        source=record.source,
        reason=meta["reason"],
        address=meta["address"],
        detail=meta.get("detail", ""),
        question=question,
        first=record.mark[0],
        last=record.mark[0],
        times=1,
        state="open",
        shape=meta.get("shape", "html"),
        listed=json.loads(meta.get("listed", "{}")),
        answer=record.key if record.holds else "",
        mark=record.mark,
    )


def _question(meta: Mapping[str, str]) -> Question | None:
    if "list" not in meta:
        return None
    days = Days(date.fromisoformat(meta["since"]), date.fromisoformat(meta["until"]))
    return Question(meta["list"], meta.get("subject", ""), days)


def _about(source: str, question: Question | None, address: str) -> tuple[str, ...]:
    return (source, question.list, question.subject) if question else (source, address)


def _same_days(one: Entry, other: Entry) -> bool:
    """Whether the days of one lie within those of the other: a list up to today is another question every day."""
    if one.question is None or other.question is None:
        return True
    return one.question.covers(other.question) or other.question.covers(one.question)


def _again(one: Entry, seen: Entry) -> Entry:
    """An entry whose trouble was met once more."""
    question = one.question
    if question and seen.question:
        mine, theirs = question.days, seen.question.days
        question = replace(question, days=Days(min(mine.since, theirs.since), max(mine.until, theirs.until)))
    return replace(
        one,
        address=seen.address,
        detail=seen.detail,
        question=question,
        last=seen.last,
        times=one.times + 1,
        shape=seen.shape,
        listed=seen.listed,
        answer=seen.answer or one.answer,
        mark=seen.mark,
    )


def short(*parts: str) -> str:
    """The id of what these tell apart."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]

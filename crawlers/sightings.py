"""What a running crawl tells the quarantine: each trouble once, and each question that was answered in whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from crawlers.archive import Archive
from crawlers.article import BEIJING
from crawlers.capture import Capture
from crawlers.plan import Plan, Trouble
from crawlers.quarantine import CRAWL, UNASKED, Entry, Question, Sighting, answered, fetched_elsewhere, undated
from crawlers.slices import Days
from crawlers.storing import Store
from crawlers.unfinished import ENDINGS

SELDOM = ("gone", "robots", "too large", "moved away")
"""Of these pages nothing new is to be hoped for soon: they are asked for as seldom as pages that are archived."""
NEVER = ("refused address",)
WORTH_KEEPING = ("blocked", "wrong content", "cut short", "publisher error", "server error")
"""Where the answer tells more than its name. A list that changed is archived as a list already."""

Put = Callable[[Capture], None]


def plan_days(plan: Plan) -> Days:
    """The days that a plan asks for; today is the last where it leaves that open."""
    since = plan.since or date.min
    return Days(since, max(since, plan.until or datetime.now(BEIJING).date()))


class Sightings:
    """The troubles of one source in one crawl, and what of earlier ones is done with.

    A request for a list carries its question in its meta; what follows from it belongs to the same question, which is
    answered when nothing of it is left and nothing went wrong.
    """

    def __init__(self, source: str, plan: Plan, archive: Archive | None, put: Put) -> None:
        self._source = source
        self._plan = plan
        self._archive = archive
        self.put = put
        known = archive.quarantine(source) if archive else []
        self._open = [entry for entry in known if entry.state == "open"]
        self._open_pages = frozenset(entry.address for entry in self._open if entry.page)
        self._owed = {
            (entry.question.list, entry.question.subject): entry.first
            for entry in self._open
            if entry.reason == "budget used up" and entry.question
        }
        self._lasting = [entry for entry in known if entry.state != "closed"]
        self._met: set[tuple[str, ...]] = set()
        self._kept: set[tuple[str, str]] = set()
        self._left: Counter[Question] = Counter()
        self._spoilt: set[Question] = set()

    def missed(self) -> Iterator[Entry]:
        """The pages of earlier crawls that are to be asked for again, as no list may ever name them again."""
        now = datetime.now(UTC)
        for entry in self._open:
            late = entry.reason not in SELDOM or now - entry.last >= self._plan.recheck
            if entry.page and late and entry.reason not in NEVER and self._within_plan(entry):
                yield entry

    def _within_plan(self, entry: Entry) -> bool:
        day, code = entry.listed.get("published", "")[:10], entry.listed.get("code")
        codes = {company.code for company in self._plan.companies}
        days = plan_days(self._plan)
        return (not day or str(days.since) <= day <= str(days.until)) and (not codes or not code or code in codes)

    # Questions

    def asks(self, meta: dict[str, Any], question: Question) -> None:
        """A list is asked for, as the first of its question or after others of it."""
        meta["question"] = question
        self._left[question] += 1

    def owed(self, question: Question) -> datetime | None:
        """Since when the requests of a day have not sufficed for a question; None where they did."""
        return self._owed.get((question.list, question.subject))

    def read(self, meta: Mapping[str, Any], *, whole: bool, shared: bool) -> None:
        """A list of a question was read, or could not be; that it is answered is noted where anybody waits for it."""
        question = meta.get("question")
        if question is None:
            return
        self._left[question] -= 1
        if not whole:
            self._spoilt.add(question)
        if self._left[question] or question in self._spoilt:
            return
        # Another worker may have met the trouble, and this archive know nothing of it.
        if shared or any(entry.question and question.covers(entry.question) for entry in self._lasting):
            self._put(answered(self._source, question, _now()))

    def elsewhere(self, address: str) -> None:
        """A page is stored, though not under the address that was asked for."""
        if any(entry.page and entry.address == address for entry in self._lasting):
            self._put(fetched_elsewhere(self._source, address, _now()))

    def ended(self) -> None:
        """The crawl came to its end: what was wrong with earlier ones as such is over."""
        for entry in self._lasting:
            asked = entry.question
            if (
                entry.reason in ENDINGS
                or asked is None
                or asked.list != CRAWL
                or (entry.reason, asked.list, asked.subject) in self._met
            ):
                continue
            now = Question(CRAWL, asked.subject, plan_days(self._plan))
            if now.covers(asked):
                self._put(answered(self._source, now, _now()))

    # Troubles

    def note(self, trouble: Trouble, about: Mapping[str, Any] | None, answer: bytes = b"") -> None:
        """Keep a trouble. `about` is the meta of the request that met it; None: it is the crawl's."""
        if trouble.reason in ENDINGS:
            return  # see crawlers.unfinished
        question = self._question(trouble, about)
        address = trouble.url if question or about is None else str(about["kept"])
        where = (question.list, question.subject) if question else (address,)
        if (trouble.reason, *where) in self._met or (question is None and self._known(trouble.reason, address)):
            return
        self._met.add((trouble.reason, *where))
        if question:
            self._spoilt.add(question)
        page = about if about and question is None else {}
        self._put(
            Sighting(
                self._source,
                trouble.reason,
                address,
                trouble.detail,
                question,
                page.get("shape", "html"),
                page.get("listed", {}),
                self._worth(trouble, answer),
            ).record(_now())
        )

    def _question(self, trouble: Trouble, about: Mapping[str, Any] | None) -> Question | None:
        if about is None:
            return Question(CRAWL, trouble.url, plan_days(self._plan))
        if about["kind"] == "page":
            return None
        return about.get("question") or Question(undated(about["capture"]), "", plan_days(self._plan))

    def _known(self, reason: str, address: str) -> bool:
        """Whether nobody was asked, and that this page is missed is known: thousands may be, crawl after crawl."""
        return reason in UNASKED and address in self._open_pages

    def _worth(self, trouble: Trouble, answer: bytes) -> bytes:
        """The answer, if it may help to mend; of those that a host gives for one reason the first tells it."""
        kind = (trouble.reason, urlsplit(trouble.url).hostname or "")
        if not answer or trouble.reason not in WORTH_KEEPING or kind in self._kept:
            return b""
        self._kept.add(kind)
        return answer

    def _put(self, capture: Capture) -> None:
        if self._archive is not None:
            self.put(capture)


def keep(archive: Archive, plan: Plan, source: str, troubles: Iterable[Trouble]) -> None:
    """Keep the troubles of a crawl that has no spider. Raises ArchiveError."""
    sightings = Sightings(source, plan, archive, Store(archive).keep)
    for trouble in troubles:
        sightings.note(trouble, None)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)

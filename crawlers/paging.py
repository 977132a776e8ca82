"""Lists in numbered pages: asked for one after another, until the publisher's total is read, or they repeat.

A list that can be asked for by days is cut into slices that stay under what the publisher shows. Each slice is counted
against the publisher's own total; on a difference it is read again, then halved until the day that differs is known.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request

from crawlers.article import BEIJING
from crawlers.capture import Capture
from crawlers.plan import Trouble
from crawlers.quarantine import Question
from crawlers.rows import Endpoint, ListChanged, Listing, Row
from crawlers.sightings import plan_days
from crawlers.slices import ALWAYS, BEYOND, Days, Slice
from crawlers.spider import SourceSpider

LAST_PAGE = 300
"""Pages of any list; more is said and not asked."""
FIRST_DAY = date(2000, 1, 1)
CURRENT = 45
"""Days before today that a crawl without a last day goes back in lists of all that a publisher brings.

It keeps current; what is older is a history, asked for with both ends. Searches, lists of companies, and what can be
asked for by days and counts them, are asked for all the days."""
NARROWED = 64
"""Slices of one list that are halved at most to find the days that differ."""


@dataclass(frozen=True, slots=True)
class Ask:
    """How a page of a list is asked for."""

    url: str
    data: object = None
    """JSON to post; None: GET."""
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    """Fields to post."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A list on the way through its pages."""

    endpoint: Endpoint
    ask: Callable[[int], Ask]
    """Page number → what is asked."""
    said: str = ""
    """What the list was searched for: its rows are wanted whatever their titles say."""
    page: int = 1
    step: int = 1
    newest_first: bool = False
    """Whether a page that is wholly older than the days asked for is the last one wanted."""
    everything: bool = False
    """Whether it lists all that a publisher brings, so that CURRENT holds."""
    seen: int = 0
    before: frozenset[str] = frozenset()
    subject: str = ""
    """What its slices are known by: a company's code, a word, a column."""
    days: Days = ALWAYS
    """The days that are asked for, where they can be."""
    cut: Callable[[Days], Callable[[int], Ask]] | None = None
    """How other days of it are asked for; None: by days it cannot be."""
    most: int = 0
    """Rows of one slice that the publisher shows at most; 0: not known."""
    code: str = ""
    """The company whose rows alone count; "": all do."""
    company: str = ""
    """Its name, for rows that do not give it."""
    more: Mapping[str, str] = field(default_factory=dict)
    """What is kept with each document besides its row."""
    again: bool = False
    """Read for the second time, because the first count did not agree."""
    total: int | None = None
    """As the publisher counts, on the page read last."""
    pages: int = 0
    """Pages read."""
    urls: tuple[str, ...] = ()
    """Documents asked for."""

    @property
    def known_as(self) -> str:
        """What its slices are known by."""
        return self.subject or self.said

    def begun(self, days: Days | None = None) -> Walk:
        """The same from its first page, or other days of it."""
        ask = self.cut(days) if days is not None and self.cut else self.ask
        first = self.page - self.step * self.pages
        fresh = replace(self, ask=ask, days=days or self.days, page=first, seen=0, before=frozenset(), again=False)
        return replace(fresh, total=None, pages=0, urls=())

    def slice(self, source: str, problem: str = "") -> Slice:
        """What has been read of it."""
        return Slice(
            source,
            self.endpoint.name,
            self.known_as,
            self.days,
            self.total,
            self.seen,
            problem,
            tuple(sorted(self.urls)),
        )


class PagedSpider(SourceSpider):
    """Base of the spiders whose lists are numbered pages of one endpoint each."""

    def __init__(self, *values: Any, **arguments: Any) -> None:
        super().__init__(*values, **arguments)
        self._narrowed: dict[tuple[str, str], int] = {}

    def question(self, request: Request) -> Question:
        walk = request.cb_kwargs["context"].get("walk")
        if not isinstance(walk, Walk):
            return super().question(request)
        days = plan_days(self.plan) if walk.days == ALWAYS else walk.days
        return Question(walk.endpoint.name, walk.known_as, days)

    def walk(self, walk: Walk) -> Request:
        """The request for the page where a walk is."""
        asked = walk.ask(walk.page)
        return self.ask_list(
            asked.url,
            self.read_walked,
            shape=walk.endpoint.shape,
            form=asked.form,
            data=asked.data,
            headers=asked.headers,
            priority=1 if walk.days != ALWAYS else 0,
            walk=walk,
        )

    def read_walked(self, content: Any, walk: Walk) -> Iterator[Request | Trouble | Capture]:
        """The documents of a page, and the next page; at the end, what the slice came to."""
        found = walk.endpoint.read(content)
        total = found.total
        if walk.endpoint.worded and not (walk.pages or found.count) and total != 0:
            raise ListChanged("no rows on the first page, and no word that there are none")
        if walk.pages and not found.count and walk.total:
            total = max(total or 0, walk.total)  # past its end a list may say that there is nothing at all
        walk = replace(walk, total=total)
        if not walk.pages and self._too_long(found, walk):
            for part in self._halves(walk):
                yield self.walk(part)
            return
        counted = [row for row in found.rows if not walk.code or row.code == walk.code]
        ids = frozenset(row.id for row in counted)
        if ids and ids <= walk.before:
            yield from self._differs(walk, "page repeated")
            return
        urls: list[str] = []
        for row in counted:
            kept = replace(row, company=row.company or walk.company or None, more={**row.more, **walk.more})
            yield from self.ask_row(kept, walk.said)
            if self.chosen(row, walk.said):
                urls.append(row.url)
        if walk.code or found.counted is None:
            # Of a company's list what is no filing of it does not count, so that the total differs and is said.
            new = len(ids - walk.before) + (0 if walk.code else found.skipped)
        else:
            new = found.counted
        walk = replace(
            walk, seen=walk.seen + new, before=walk.before | ids, pages=walk.pages + 1, urls=(*walk.urls, *urls)
        )
        yield from self._onward(walk, found)

    def _onward(self, walk: Walk, found: Listing) -> Iterator[Request | Trouble | Capture]:
        more = walk.seen < walk.total if walk.total is not None else found.next is not None
        if walk.newest_first and self._past(found, walk.everything):  # the publisher's total is of all days
            if walk.everything:
                self.ends(f"{walk.endpoint.name} {walk.known_as}".strip(), walk.ask(walk.page).url, found)
            yield self.counted(replace(walk, total=None).slice(self.name))
            return
        if more and found.count and walk.pages < LAST_PAGE:
            yield self.walk(replace(walk, page=walk.page + walk.step))
        elif more:
            yield from self._differs(replace(walk, page=walk.page + walk.step), "total differs")
        else:
            yield self.counted(walk.slice(self.name))

    def follow(self, endpoint: Endpoint, url: str, seen: tuple[str, ...] = ()) -> Request:
        """The request for a list whose pages name the next, newest first."""
        return self.ask_list(url, self.read_followed, shape=endpoint.shape, endpoint=endpoint, seen=(*seen, url))

    def read_followed(self, content: Any, endpoint: Endpoint, seen: tuple[str, ...]) -> Iterator[Request | Trouble]:
        """The documents of a page, and the next page."""
        found = endpoint.read(content)
        for row in found.rows:
            yield from self.ask_row(replace(row, url=urljoin(seen[-1], row.url)))
        if not isinstance(found.next, str) or self._past(found):
            self.ends(endpoint.name, seen[-1], found)
            return
        url = urljoin(seen[-1], found.next)
        if url in seen:
            yield Trouble("page repeated", url, endpoint.name)
        elif len(seen) < LAST_PAGE:
            self.allow(url)
            yield self.follow(endpoint, url, seen)
        else:
            yield Trouble("total differs", url, f"{endpoint.name}: more than {LAST_PAGE} pages; narrow the days")

    def ends(self, name: str, url: str, found: Listing) -> None:
        """Note how far back a list goes of which no further page than this is asked for, where more was wanted."""
        days, since = [row.when.time.date() for row in found.rows if row.when], self.plan.since
        if since and (not days or since < min(days)):
            if found.next is not None and self._past(found):
                self.left_out(name, url, Days(since, min(days) - timedelta(days=1)))
                return
            older = f"what is older than {min(days) if days else 'its newest'}"
            self.count.gaps.append(Trouble(BEYOND, url, f"{name}: {older}"))

    def left_out(self, name: str, url: str, days: Days) -> None:
        """Note days that a crawl which keeps current leaves to one that asks for a history."""
        said = f"{name}: {days} is asked for by a crawl that names its last day: --from and --to"
        self.count.gaps.append(Trouble(BEYOND, url, said))

    def earliest(self) -> date:
        """The first day that this crawl walks lists of everything back to; FIRST_DAY where it is left open."""
        since = self.plan.since or FIRST_DAY
        return since if self.plan.until else max(since, datetime.now(BEIJING).date() - timedelta(days=CURRENT))

    def _past(self, found: Listing, everything: bool = True) -> bool:
        """Whether all documents of a page are older than the days asked for. `everything`: as of a walk."""
        days = [row.when.time.date() for row in found.rows if row.when]
        since = self.plan.since and (self.earliest() if everything else self.plan.since)
        return bool(days and since and max(days) < since)

    def _too_long(self, found: Listing, walk: Walk) -> bool:
        """Whether the publisher would not show all of a slice; such are halved before they are read."""
        most = walk.most or LAST_PAGE * max(found.count, 1)
        return walk.cut is not None and (walk.total or 0) > most and walk.days.halves() is not None

    def _halves(self, walk: Walk) -> list[Walk]:
        halves = walk.days.halves() if walk.cut else None
        return [walk.begun(days) for days in halves or ()]

    def _differs(self, walk: Walk, reason: str) -> Iterator[Request | Trouble | Capture]:
        """The count may have changed while it was read: once more, then by halves, then it is said."""
        if not walk.again:
            yield self.walk(replace(walk.begun(), again=True))
            return
        key = (walk.endpoint.name, walk.known_as)
        halves = self._halves(walk)
        if halves and self._narrowed.get(key, 0) < NARROWED:
            self._narrowed[key] = self._narrowed.get(key, 0) + 1
            for part in halves:
                yield self.walk(part)
            return
        one = walk.slice(self.name, reason)
        yield self.counted(one)
        total = "more" if one.expected is None else one.expected
        yield Trouble(reason, walk.ask(walk.page).url, f"{one.name}: {one.found} rows read of {total}")

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        walk = context.get("walk")
        if not isinstance(walk, Walk):
            return
        daily, need = self.plan.daily_of_source(self.name), self._need(walk)
        if trouble.reason == "budget used up" and need > daily:
            host = urlsplit(trouble.url).hostname
            said = f"{walk.slice(self.name).name}: {need} requests, and {host} may have {daily} in a day"
            trouble = Trouble("cap too small", trouble.url, said)
            yield trouble
        yield self.counted(walk.slice(self.name, trouble.reason))

    @staticmethod
    def _need(walk: Walk) -> int:
        """Requests that a list takes in all, its host's robots.txt included; 0 where it does not say how long it is."""
        if not walk.total or not walk.seen:
            return 0
        return 1 + math.ceil(walk.total * walk.pages / walk.seen)

    def chosen(self, row: Row, said: str) -> bool:
        """Whether the plan wants a row."""
        return self.wanted(row.when.time.date() if row.when else None, row.title, row.text, said)

    def span(self, first: date = FIRST_DAY) -> Days:
        """The days of the plan; from `first` to today where it leaves them open."""
        since = self.plan.since or first
        return Days(since, max(since, self.plan.until or datetime.now(BEIJING).date()))

    @property
    def every(self) -> str:
        """What makes all rows of a list wanted: filings of a company are, whatever words their titles hold."""
        return " ".join(self.plan.words)

"""Lists without a total that go on into the past: walked back, newest first, to the first day that is asked for.

Each day is a slice of its own, kept when the walk has passed its beginning. So a crawl that was stopped goes on with
the days that it has not had, and a later one asks for what has come since. Where a list ends before the first day, the
days that it does not reach are named: they are for the web archives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from scrapy import Request

from crawlers.article import BEIJING
from crawlers.capture import Capture
from crawlers.paging import Ask, PagedSpider
from crawlers.plan import Trouble
from crawlers.quarantine import Question
from crawlers.rows import Endpoint, Listing
from crawlers.sightings import plan_days
from crawlers.slices import BEYOND, Days, Reading, Slice, slice_of, standing

DAY_PAGES = 300
"""Pages of one day at most; more is said and not asked."""
FARTHEST = 1 << 16
"""Number of the last page that is looked at to find where some days begin."""


@dataclass(frozen=True, slots=True)
class Back:
    """A list on the way back."""

    endpoint: Endpoint
    ask: Callable[[Any], Ask]
    """Cursor → what is asked. A cursor is what the page before gives as its next; True there means one more."""
    cursor: Any = 1
    """Of the newest page, then where it is."""
    at: Callable[[datetime], Any] | None = None
    """Moment → cursor of what was published before it, where the list can begin anywhere; None: only with the newest.

    Pages that are numbered are looked through by halves for the one where the days begin."""
    unsaid: bool = False
    """Whether its pages go on by their number, as long as they have rows, without saying so."""
    subject: str = ""
    """What its slices are known by: a column, a word."""
    said: str = ""
    """What the list was searched for: its rows are wanted whatever their titles say."""
    whole: bool = False
    """Whether there is no more than the list holds, as of a search; else its end is only how far it reaches."""
    undated: int = 1
    """Pages that are read of a list whose rows name no day, by which alone it could be walked to its first."""
    left: tuple[Days, ...] = ()
    """The days to be had, newest first."""
    had: Mapping[date, Mapping[str, str]] = field(default_factory=dict)
    """Of days under way: id of each row → its document, "" where that is not wanted."""
    before: frozenset[str] = frozenset()
    """Ids of the page before."""
    mark: date | None = None
    """How far back the page before reached."""
    pages: int = 0
    """Pages since the last day was whole, and in all."""
    walked: int = 0
    asked: int = 0
    """Pages asked for, those that were sought included."""
    low: int = 0
    high: int = 0
    """Numbers of pages that are too new, and that are not, between which the days begin; 0: not looked for, unknown."""
    sought: bool = False
    """Whether the page where the days begin was looked for."""

    @property
    def name(self) -> str:
        return f"{self.endpoint.name} {self.subject}".strip()

    @property
    def numbered(self) -> bool:
        """Whether its pages are known by their numbers, so that any can be asked for."""
        return self.at is None and isinstance(self.cursor, int)


class BackwardSpider(PagedSpider):
    """Base of the spiders whose lists go on into the past by a time, a number or whatever a page names."""

    _slices: list[tuple[Reading, tuple[Days, ...]]] | None = None

    def question(self, request: Request) -> Question:
        back = request.cb_kwargs["context"].get("back")
        if not isinstance(back, Back):
            return super().question(request)
        return Question(back.endpoint.name, back.subject, plan_days(self.plan))

    def back(self, walk: Back) -> Iterator[Request]:
        """The request that a walk begins with; none where all its days were had lately."""
        span, first = self.span(), self.earliest()
        if not walk.whole and span.since < first:
            past, span = Days(span.since, first - timedelta(days=1)), Days(first, span.until)
            self.left_out(walk.name, walk.ask(walk.cursor).url, past)
        left = self._wanting(walk, span)
        if left:
            yield self.go_on(self._entered(replace(walk, left=left)))

    def _wanting(self, walk: Back, span: Days) -> tuple[Days, ...]:
        """The days of a span that no crawl has had lately, wholly and for the same words, newest first."""
        left = [span]
        if self.store and self._slices is None:
            self._slices = standing(self.store.archive.slices())
        for reading, days in self._slices or ():
            one = reading.slice
            if (one.source, one.list, one.subject) != (self.name, walk.endpoint.name, walk.subject):
                continue
            if one.complete and self._lasts(reading) and self._held(reading):
                for day in days:
                    left = [rest for part in left for rest in part.without(day)]
        return tuple(sorted(left, reverse=True))

    def _lasts(self, reading: Reading) -> bool:
        """Whether days need not be asked for again: the longer they were over when they were read, the longer."""
        over = reading.at.astimezone(BEIJING).date() - reading.slice.days.until
        if over <= timedelta(0) or not self.plan.recheck:
            return False
        return datetime.now(UTC) - reading.at < max(self.plan.recheck, over / 4)

    def _held(self, reading: Reading) -> bool:
        assert self.store is not None
        archive, capture = self.store.archive, self.store.archive.capture(reading.key)
        one = slice_of(self.name, capture.meta, capture.body)
        return one.words == self.plan.words and all(archive.latest(url) for url in one.urls)

    def _entered(self, back: Back) -> Back:
        """Where the newest of the days left begin, so far as the list can be entered there."""
        if back.at is None:
            return back
        end = datetime.combine(back.left[0].until + timedelta(days=1), time(), BEIJING)
        return replace(back, cursor=back.at(min(end, datetime.now(BEIJING))), before=frozenset(), mark=None, walked=0)

    def go_on(self, back: Back) -> Request:
        """The request for the page where a walk is."""
        back = replace(back, asked=back.asked + 1)
        ask = back.ask(back.cursor)
        shape, headers = back.endpoint.shape, ask.headers
        return self.ask_list(
            ask.url, self.read_back, shape=shape, form=ask.form, data=ask.data, headers=headers, back=back
        )

    def read_back(self, content: Any, back: Back) -> Iterator[Request | Trouble | Capture]:
        """The documents of a page, the days that are whole with it, and the next page."""
        page = back.endpoint.read(content)
        for row in page.rows:
            yield from self.ask_row(row, back.said)
        if back.low:
            yield from self._sought(back, _reached(page))
            return
        was = back.left[0]
        back, fresh = self._read(back, page)
        whole, back = self._whole(back)
        yield from whole
        if not back.left:
            return
        further = _further(back, page)
        if fresh and back.left[0].until < was.since:
            yield from self._older(back, further)
        elif fresh and back.numbered and self._too_new(back) and not back.sought:
            yield self._seek(back)
        elif fresh and back.at is not None and back.walked == 1 and self._too_new(back):
            yield from self._ended(back)  # it cannot be entered there: this is its newest page
        elif further is None or not fresh or (back.mark is None and not back.whole and back.walked >= back.undated):
            stuck = bool(page.rows) and not fresh and back.walked == 2
            yield from self._broken(back, "page repeated") if stuck else self._ended(back)
        elif back.pages >= DAY_PAGES:
            yield from self._broken(back, "total differs")
        else:
            yield self.go_on(replace(back, cursor=further))

    def _read(self, back: Back, page: Listing) -> tuple[Back, bool]:
        """The walk with a page read, and whether the page leads on: one that shows known or newer rows does not."""
        ids, reached = frozenset(row.id for row in page.rows), _reached(page)
        days = [row.when.time.date() for row in page.rows if row.when]
        fresh = bool(ids - back.before) and not (back.walked and back.mark and days and min(days) > back.mark)
        had = {day: dict(rows) for day, rows in back.had.items()}
        for row in page.rows:
            day = row.when.time.date() if row.when else back.left[-1].since
            if any(part.since <= day <= part.until for part in back.left):
                had.setdefault(day, {})[row.id] = row.url if self.chosen(row, back.said) else ""
        mark = reached if fresh and reached else back.mark
        back = replace(back, had=had, before=ids, mark=mark, pages=back.pages + 1, walked=back.walked + 1)
        return back, fresh

    def _older(self, back: Back, further: Any) -> Iterator[Any]:
        """On to the next stretch of days, which may lie far behind the one that is done."""
        if back.at is not None:
            yield self.go_on(self._entered(back))
        elif further is None:
            yield from self._ended(back)
        elif back.numbered and self._too_new(back):
            yield self._seek(back)
        else:
            yield self.go_on(replace(back, cursor=further))

    def _seek(self, back: Back) -> Request:
        return self.go_on(replace(back, low=back.cursor, cursor=back.cursor * 2, sought=True))

    @staticmethod
    def _too_new(back: Back) -> bool:
        return back.mark is not None and back.mark > back.left[0].until

    def _sought(self, back: Back, mark: date | None) -> Iterator[Any]:
        """The page where the days begin: the number is doubled until one is old enough, then halved.

        Past its end a list is empty, or shows its newest or its last page again.
        """
        past = mark is None or (back.mark is not None and mark > back.mark)
        if not past and mark is not None and mark > back.left[0].until:
            back = replace(back, low=back.cursor, mark=mark)
        else:
            back = replace(back, high=back.cursor)
        if not back.high and back.cursor < FARTHEST:
            yield self.go_on(replace(back, cursor=back.cursor * 2))
        elif back.high - back.low > 1:
            yield self.go_on(replace(back, cursor=(back.low + back.high) // 2))
        else:
            # From the page before: what was published meanwhile has moved them all.
            yield self.go_on(replace(back, cursor=back.low, low=0, high=0, before=frozenset(), pages=0, walked=0))

    def _whole(self, back: Back) -> tuple[list[Capture], Back]:
        """The days that a walk has passed, as slices, days without rows together; what is left of it."""
        had, left, kept = dict(back.had), list(back.left), []
        while left and back.mark is not None and back.mark < left[0].until:
            days = left.pop(0)
            last = max([back.mark, days.since - timedelta(days=1), *(day for day in had if day < days.until)])
            rows = had.pop(days.until, {})
            first = days.until if rows else last + timedelta(days=1)
            kept.append(self._slice(back, Days(first, days.until), rows))
            if days.since < first:
                left.insert(0, Days(days.since, first - timedelta(days=1)))
        pages = 0 if kept else back.pages
        return kept, replace(back, had=had, left=tuple(left), pages=pages)

    def _slice(self, back: Back, days: Days, rows: Mapping[str, str], problem: str = "") -> Capture:
        urls = tuple(sorted(filter(None, rows.values())))
        one = Slice(self.name, back.endpoint.name, back.subject, days, None, len(rows), problem, urls, self.plan.words)
        return self.counted(one)

    def _rest(self, back: Back, problem: str = "") -> Iterator[Capture]:
        for days in back.left:
            rows = {
                key: url for day, had in back.had.items() if days.since <= day <= days.until for key, url in had.items()
            }
            yield self._slice(back, days, rows, problem)

    def _ended(self, back: Back) -> Iterator[Capture]:
        """The list has no more: of a search that is all there is, of others how far they reach."""
        if back.whole:
            yield from self._rest(back)
            return
        days = " and ".join(map(str, back.left))
        self.count.gaps.append(Trouble(BEYOND, back.ask(back.cursor).url, f"{back.name}: {days}"))
        yield from self._rest(back, BEYOND)

    def _broken(self, back: Back, reason: str) -> Iterator[Trouble | Capture]:
        yield from self._rest(back, reason)
        days = " and ".join(map(str, back.left))
        yield Trouble(reason, back.ask(back.cursor).url, f"{back.name}: {days} is not whole")

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        back = context.get("back")
        if isinstance(back, Back):
            yield from self._rest(back, trouble.reason)
        yield from super().list_lost(context, trouble)

    def newest(self, endpoint: Endpoint, url: str, said: str = "") -> Request:
        """The request for a list that has only its newest page, or whose rows name no day to walk by."""
        return self.ask_list(url, self.read_newest, shape=endpoint.shape, endpoint=endpoint, url=url, said=said)

    def read_newest(self, content: Any, endpoint: Endpoint, url: str, said: str) -> Iterator[Request]:
        """The documents of the page; what is older than it is out of reach."""
        found = endpoint.read(content)
        for row in found.rows:
            yield from self.ask_row(row, said)
        self.ends(f"{endpoint.name} {said}".strip(), url, found)


def _further(back: Back, page: Listing) -> Any:
    """Where a list goes on; None at its end."""
    if back.at is not None and page.next is not None and not _is_time(page.next):
        last = next((row.when for row in reversed(page.rows) if row.when), None)
        return back.at(last.time) if last else None
    if page.next is True or (back.unsaid and page.rows):
        return back.cursor + 1 if isinstance(back.cursor, int) else None
    return page.next


def _reached(page: Listing) -> date | None:
    """How far back a page goes: the day of its last row, not the oldest: what stands out of order stands on top."""
    return next((row.when.time.date() for row in reversed(page.rows) if row.when), None)


def _is_time(cursor: Any) -> bool:
    """Whether what a page names as its next is a time, and not a number of pages or that there are more."""
    return isinstance(cursor, int) and cursor > 10**9

"""What all spiders share: asking for lists and pages, telling what became of it."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.answers import capture_of, no_web_address, wrong
from crawlers.asked import Asked
from crawlers.capture import Capture, CaptureKind
from crawlers.counting import Count, ReportTo, Shared
from crawlers.pauses import Pauses
from crawlers.plan import Plan, SourceReport, Trouble, plan_of
from crawlers.quarantine import Entry, Question, undated
from crawlers.refusals import Shape
from crawlers.rows import AnswerRefused, ListChanged, Row, content
from crawlers.sightings import Sightings, plan_days
from crawlers.slices import Slice
from crawlers.storing import Store
from crawlers.troubles import named
from crawlers.turns import follow, in_turn, put_forward

_AHEAD = 1000
"""Documents that lists may be ahead of: with more still to be fetched, the next list waits until these are."""
_AGAIN = -5
"""Priority of pages that are archived and only asked for again: new ones first."""
_FAILURES_IN_A_ROW = 3
"""After as many addresses of a host that stayed without an answer, the host is given up for this run."""

ReadList = Callable[..., Iterator[Any]]
"""Called with what a list answer holds (JSON value or soup); yields what to ask next, and troubles."""


class SourceSpider(scrapy.Spider):
    """Base of the sources' spiders. A source gives `first` and the methods that read its lists.

    Arguments on Scrapy's command line: company=300209,… (or code:orgid), from=, to= (YYYY-MM-DD), words=…,…, daily=N.
    """

    def __init__(
        self, plan: Plan | None = None, store: Store | None = None, report_to: ReportTo | None = None, **arguments: str
    ) -> None:
        super().__init__()
        self.plan = plan or plan_of(self.name, arguments)
        self.store = store
        self.pauses = store.pauses if store else Pauses()
        self.given_up: dict[str, str] = {}
        self.count = Count()
        self._report_to = report_to
        self._failures: dict[str, int] = {}
        daily = self.plan.daily_of_source(self.name)
        # Under a small cap, lists must not use it up before the pages that they name have had their turn.
        self._ahead = min(_AHEAD, max(1, daily // 4)) if daily else _AHEAD
        self._once = Asked()
        self._begun: list[scrapy.Request] | None = None
        self._sightings: Sightings | None = None
        self._reading: Mapping[str, Any] | None = None
        self._started = time.monotonic()

    def first(self) -> Iterator[scrapy.Request]:
        """The requests that a crawl begins with."""
        raise NotImplementedError

    shared: Shared | None = None
    """The frontier that this worker shares with others; None on one machine."""

    def begin(self) -> list[scrapy.Request]:
        """The first requests, and those for pages that earlier crawls missed; made once."""
        if self._begun is None:
            self._begun = list(self.first())
            for request in self._begun:
                if request.meta["kind"] == "list":
                    self.sightings.asks(request.meta, self.question(request))
            put_forward(self._begun, self.sightings)
            for missed in self.sightings.missed():
                self._begun += self.ask_again(missed)
        return self._begun

    @property
    def sightings(self) -> Sightings:
        """What this crawl tells the quarantine."""
        if self._sightings is None:
            archive = self.store.archive if self.store else None
            put = self.store.note if self.store else lambda capture: None
            self._sightings = Sightings(self.name, self.plan, archive, put)
        return self._sightings

    def question(self, request: scrapy.Request) -> Question:
        """What a first request for a list asks for, on whichever day it is asked."""
        return Question(undated(request.meta["capture"]), "", plan_days(self.plan))

    def ask_again(self, missed: Entry) -> Iterator[scrapy.Request]:
        """The request for a page that an earlier crawl could not fetch."""
        yield from self.ask_page(missed.address, missed.listed, shape=cast(Shape, missed.shape))

    def allow(self, *urls: str) -> None:
        """Let the hosts of these be asked, where the source may ask any."""

    async def start(self) -> AsyncIterator[Any]:
        # Seeds that several workers share are known by their place in `begin`, which is therefore the same for all.
        for request in in_turn(self.begin()):
            yield request
            await asyncio.sleep(0)

    # Asking

    def ask_list(
        self,
        url: str,
        read: ReadList,
        /,
        *,
        shape: Shape = "html",
        form: Mapping[str, str] | None = None,
        data: object = None,
        headers: Mapping[str, str] | None = None,
        priority: int = 0,
        blank: bool = False,
        **context: Any,
    ) -> scrapy.Request:
        """A request for a list, whose answer is handed to `read` with the context.

        Lists are always asked for. `form` or `data` (JSON) makes it a POST; the archived URL carries their content, so
        that two different questions to one address are two captures. `blank`: an answer without a byte is a list too.
        """
        body, headers = b"", dict(headers or {})
        asked = url
        if form is not None:
            body = urlencode(form).encode()
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
            asked = f"{url}?__method=POST&{body.decode()}"
        elif data is not None:
            body = json.dumps(data, ensure_ascii=False).encode()
            headers["Content-Type"] = "application/json"
            asked = f"{url}?__method=POST&{urlencode({'__data': body})}"
        return scrapy.Request(
            url,
            method="POST" if body else "GET",
            body=body,
            headers=headers,
            callback=self._list_answered,
            errback=self._failed,
            # Lists come first, so that they are read before they move; but not so far ahead that a crawl of a long
            # archive keeps all of it in memory.
            priority=(10 if self.count.waiting < self._ahead else -10) + priority,
            meta={"kind": "list", "capture": asked, "shape": shape, "blank": blank},
            cb_kwargs={"read": read, "context": context},
        )

    def ask_page(
        self, url: str, meta: Mapping[str, str | None] | None = None, *, shape: Shape = "html"
    ) -> Iterator[scrapy.Request]:
        """The request for a page that a list names; none when it was asked for already, or fetched recently."""
        if url in self._once:
            return
        if self._reading is not None and not re.match(r"https?://[^/\s]", url):
            self.trouble(Trouble("list changed", url, "a row has this in place of an address"))
            return
        self._once.add(url)
        self.count.listed += 1
        strange = no_web_address(url)
        if strange:
            self.count.failed += 1
            self.trouble(Trouble("refused address", url, strange))
            return
        kept = {name: value for name, value in (meta or {}).items() if value}
        row = self.store.archive.latest(url) if self.store else None
        if row is not None and datetime.now(UTC) - row.fetched < self.plan.recheck:
            self.count.unchanged += 1
            self.progress(kept.get("title", url))
            return
        request = self.page(url, shape, kept)
        if row is not None:  # after what was never fetched, should there not be time or budget for all
            request.meta["again"], request.priority = True, _AGAIN
        yield request

    def page(self, url: str, shape: Shape, listed: Mapping[str, str]) -> scrapy.Request:
        """The request for a page, with what its list says of it, and the address that it is `kept` under."""
        return scrapy.Request(
            url,
            callback=self._page_answered,
            errback=self._failed,
            meta={"kind": "page", "capture": url, "kept": url, "shape": shape, "listed": dict(listed)},
        )

    def handed_on(self, request: scrapy.Request, *, recent: bool) -> None:
        """Called when a page was left to whichever worker takes it; `recent`: it was fetched lately, and is not."""
        if recent:
            self.count.unchanged += 1
        else:
            self.count.listed -= 1

    def taken_on(self, request: scrapy.Request) -> None:
        """Called when this worker takes a page out of the shared frontier."""
        self.count.listed += 1

    def ask_row(self, row: Row, *said: str) -> Iterator[scrapy.Request]:
        """The request for a row's document, when the plan wants it. `said` is what its list was searched for."""
        if self.wanted(row.when.time.date() if row.when else None, row.title, row.text, *said):
            ending = row.url.lower().rpartition(".")[2]
            shape: Shape = "pdf" if ending == "pdf" else "text" if ending in ("doc", "docx", "txt") else "html"
            yield from self.ask_page(row.url, row.meta(), shape=shape)

    def wanted(self, published: date | None, *texts: str | None) -> bool:
        """Whether a listed article is asked for: published in the plan's days, and one of its words in the texts."""
        if published is not None:
            if self.plan.since and published < self.plan.since:
                return False
            if self.plan.until and published > self.plan.until:
                return False
        whole = " ".join(text for text in texts if text)
        return not self.plan.words or any(word.lower() in whole.lower() for word in self.plan.words)

    # Answers

    def _list_answered(self, response: Response, read: ReadList, context: dict[str, Any]) -> Iterator[Any]:
        whole = False
        try:
            for found in self._read_list(response, read, context):
                self._follows(found, response.meta)
                yield found
            whole = True
        finally:
            self._list_done(response.meta, whole=whole)

    def _follows(self, found: Any, meta: Mapping[str, Any]) -> None:
        """What a list leads to belongs to the question, and to the seed, that it belongs to."""
        if not isinstance(found, scrapy.Request):
            return
        if "seed" in meta:
            found.meta["seed"] = meta["seed"]
        if "question" in meta and found.meta["kind"] == "list":
            self.sightings.asks(found.meta, meta["question"])
            follow(found, meta)

    def _list_done(self, meta: Mapping[str, Any], *, whole: bool) -> None:
        self.sightings.read(meta, whole=whole, shared=self.shared is not None)
        if "seed" in meta and self.shared:
            self.shared.listed(meta["seed"])

    def _read_list(self, response: Response, read: ReadList, context: dict[str, Any]) -> Iterator[Any]:
        trouble = self._check(response)
        if trouble:
            yield from self._lost(response, trouble)
            return
        self.count.lists += 1
        yield self._capture(response, "list", {})
        sent = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            read_out = read(content(response.body, response.meta["shape"], sent), **context)
            yield from self._as_read_in(response.meta, read_out)
        except (ListChanged, AnswerRefused, RecursionError) as problem:  # the last: rows within rows without end
            reason = getattr(problem, "reason", ListChanged.reason)
            yield from self._lost(response, Trouble(reason, response.meta["capture"], str(problem)))

    def _lost(
        self, asked: scrapy.Request | Response, trouble: Trouble, answer: Response | None = None
    ) -> Iterator[Any]:
        """What is asked in place of a list or page that could not be had; where there is nothing, that is said."""
        request: Any = asked.request if isinstance(asked, Response) else asked
        instead = list(self._as_read_in(request.meta, self.instead(request, trouble)))
        if instead:
            self.logger.info("%s; asking elsewhere", trouble)
            yield from instead
            return
        came = asked if isinstance(asked, Response) else answer
        self.trouble(trouble, request.meta, came.body if came else b"")
        if request.meta["kind"] == "list":
            lost = self.list_lost(request.cb_kwargs["context"], trouble)
            yield from self._as_read_in(request.meta, lost)
        else:
            self.page_lost(request.meta["kept"], trouble)

    def instead(self, request: scrapy.Request, trouble: Trouble) -> Iterator[scrapy.Request]:
        """What is asked in place of a list or page that could not be had; then the trouble is none yet."""
        yield from ()

    def page_lost(self, url: str, trouble: Trouble) -> None:
        """Note that a document, which would have been kept under this address, could not be had."""
        self.count.failed += 1
        if self.shared:
            self.shared.lost(url, trouble.reason)

    def _as_read_in(self, meta: Mapping[str, Any], found: Iterator[Any]) -> Iterator[Any]:
        """What is found in an answer; troubles met on the way are noted as those of the request with this meta."""
        while True:
            self._reading = meta  # answers are read by turns: it holds for one step alone
            try:
                one = next(found, None)
            finally:
                self._reading = None
            if one is None:
                return
            if isinstance(one, Trouble):
                self.trouble(one, meta)
            else:
                yield one

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        """What is kept of a list whose next page could not be read, and what is asked in its place."""
        yield from ()

    def counted(self, one: Slice) -> Capture:
        """Note how many documents the publisher says there are, and what a slice came to.

        What is found by one word may be found by another, so that the totals of searches come to no total of the whole.
        """
        self.count.slices += 1
        self.count.whole += one.complete
        if one.expected is not None and one.subject not in self.plan.words:
            self.count.expected = (self.count.expected or 0) + one.expected
        return one.capture(datetime.now(UTC).replace(microsecond=0))

    def _page_answered(self, response: Response) -> Iterator[Any]:
        trouble = self._check(response)
        if trouble:
            yield from self._lost(response, trouble)
            return
        yield self._capture(response, "page", response.meta["listed"])

    def _check(self, response: Response) -> Trouble | None:
        """What is wrong with an answer of status 200."""
        self._failures.pop(urlsplit(response.url).hostname or "", None)
        trouble = wrong(response)
        if trouble and trouble.reason == "blocked":
            self._give_up(response.url, "blocked")
        return trouble

    def _capture(self, response: Response, kind: CaptureKind, meta: Mapping[str, str]) -> Capture:
        landed = {"landed": response.url} if "redirect_urls" in response.meta else {}
        return self.capture_of(response, kind, response.meta["capture"], {**meta, **landed})

    def capture_of(self, response: Response, kind: CaptureKind, url: str, meta: Mapping[str, str]) -> Capture:
        """What an answer is kept as."""
        return capture_of(self.name, response, kind, url, meta)

    def _failed(self, failure: Failure) -> list[Any]:
        request: Any = failure.request  # type: ignore[attr-defined]
        trouble = named(failure.value, request.meta["capture"])
        if trouble.reason == "no answer":
            host = urlsplit(request.url).hostname or ""
            self._failures[host] = self._failures.get(host, 0) + 1
            if self._failures[host] >= _FAILURES_IN_A_ROW:
                self._give_up(request.url, "no answer")
        elif trouble.reason == "blocked":
            self._give_up(request.url, "blocked")
        found = []
        for one in self._lost(request, trouble, getattr(failure.value, "response", None)):
            self._follows(one, request.meta)
            found.append(one)
        if request.meta["kind"] == "list":
            self._list_done(request.meta, whole=True)  # where it was not had, that was noted
        return found

    def _give_up(self, url: str, why: str) -> None:
        self.given_up.setdefault(urlsplit(url).hostname or "", why)

    # Counting

    def progress(self, what: str) -> None:
        """Say how far the crawl is, and what was last at hand."""
        if self._report_to:
            self._report_to(self.count, what)

    def trouble(self, trouble: Trouble, about: Mapping[str, Any] | None = None, answer: bytes = b"") -> None:
        """Note what went wrong; what is of the host is one note for it, and not one for each address left unasked.

        `about`: the meta of the request that met it, where it was not met in reading a list; `answer`: what came. A
        list that was asked for a page's sake has the page's meta as its "sake": its troubles are the page's.
        """
        about = about or self._reading
        self.sightings.note(trouble, about.get("sake", about) if about else None, answer)
        self.progress(trouble.url)
        self.count.note(trouble)

    def kept(self, capture: Capture, outcome: str) -> None:
        """Called when a capture is on the disk."""
        if capture.kind != "page":
            return
        if self.shared:
            self.shared.stored(capture.url)
        self.count.stored(outcome)
        self.progress(capture.meta.get("title", capture.url))

    def report(self, *, ended: bool = True) -> SourceReport:
        """What was done."""
        report = self.count.report(self.name, time.monotonic() - self._started, ended=ended)
        if ended:
            self.sightings.ended()
        return report

"""What all spiders share: asking for lists and pages, checking answers, making captures, counting."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.capture import Capture, CaptureKind
from crawlers.counting import Count
from crawlers.http import NOT_KEPT
from crawlers.plan import Plan, SourceReport, Trouble, plan_of
from crawlers.refusals import Shape, apology, cut_short, misshapen, refusal
from crawlers.rows import AnswerRefused, ListChanged, Row, content
from crawlers.slices import Slice
from crawlers.storing import Store
from crawlers.transport import Pauses
from crawlers.troubles import named

_AHEAD = 1000
"""Documents that lists may be ahead of: with more still to be fetched, the next list waits until these are."""
_AGAIN = -5
"""Priority of pages that are archived and only asked for again: new ones first."""
_FAILURES_IN_A_ROW = 3
"""After as many addresses of a host that stayed without an answer, the host is given up for this run."""

ReadList = Callable[..., Iterator[Any]]
"""Called with what a list answer holds (JSON value or soup); yields what to ask next, and troubles."""


class Shared(Protocol):
    """What a spider tells the frontier that it shares with others."""

    def listed(self, seed: str) -> None:
        """A list that follows from a first request was read, or could not be."""

    def stored(self, url: str) -> None:
        """A page is on the disk."""

    def lost(self, url: str, why: str) -> None:
        """A page could not be fetched."""


ReportTo = Callable[[Count, str], None]


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
        self.pauses = Pauses()
        self.given_up: dict[str, str] = {}
        self.count = Count()
        self._report_to = report_to
        self._failures: dict[str, int] = {}
        daily = self.plan.daily_of_source(self.name)
        # Under a small cap, lists must not use it up before the pages that they name have had their turn.
        self._ahead = min(_AHEAD, max(1, daily // 4)) if daily else _AHEAD
        self._pages: set[str] = set()
        self._begun: list[scrapy.Request] | None = None
        self._started = time.monotonic()

    def first(self) -> Iterator[scrapy.Request]:
        """The requests that a crawl begins with."""
        raise NotImplementedError

    shared: Shared | None = None
    """The frontier that this worker shares with others; None on one machine."""

    def begin(self) -> list[scrapy.Request]:
        """The first requests, made once."""
        if self._begun is None:
            self._begun = list(self.first())
        return self._begun

    def allow(self, *urls: str) -> None:
        """Let the hosts of these be asked, where the source may ask any."""

    async def start(self) -> AsyncIterator[Any]:
        for request in self.begin():
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
        if url in self._pages:
            return
        if not re.match(r"https?://[^/\s]", url):
            self.trouble(Trouble("list changed", url, "a row has this in place of an address"))
            return
        self._pages.add(url)
        self.count.listed += 1
        wrong = _no_web_address(url)
        if wrong:
            self.count.failed += 1
            self.trouble(Trouble("refused address", url, wrong))
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
        seed = response.meta.get("seed")
        try:
            for found in self._read_list(response, read, context):
                if seed and isinstance(found, scrapy.Request):
                    found.meta["seed"] = seed
                yield found
        finally:
            if seed and self.shared:
                self.shared.listed(seed)

    def _read_list(self, response: Response, read: ReadList, context: dict[str, Any]) -> Iterator[Any]:
        trouble = self._check(response)
        if trouble:
            yield from self._lost(response, trouble)
            return
        self.count.lists += 1
        yield self._capture(response, "list", {})
        sent = (response.headers.get("Content-Type") or b"").decode("latin-1")
        try:
            for found in read(content(response.body, response.meta["shape"], sent), **context):
                if isinstance(found, Trouble):
                    self.trouble(found)
                else:
                    yield found
        except (ListChanged, AnswerRefused) as problem:
            yield from self._lost(response, Trouble(problem.reason, response.meta["capture"], str(problem)))

    def _lost(self, asked: scrapy.Request | Response, trouble: Trouble) -> Iterator[Any]:
        """What is asked in place of a list or page that could not be had; where there is nothing, that is said."""
        request: Any = asked.request if isinstance(asked, Response) else asked
        instead = list(self.instead(request, trouble))
        if instead:
            self.logger.info("%s; asking elsewhere", trouble)
            yield from instead
            return
        self.trouble(trouble)
        if request.meta["kind"] == "list":
            yield from self.list_lost(request.cb_kwargs["context"], trouble)
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

    def list_lost(self, context: Mapping[str, Any], trouble: Trouble) -> Iterator[Any]:
        """What is kept of a list whose next page could not be read, and what is asked in its place."""
        yield from ()

    def counted(self, one: Slice) -> Capture:
        """Note how many documents the publisher says there are, and what a slice came to."""
        if one.expected is not None:
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
        url = response.meta["capture"]
        refused = refusal(response.status, response.body)
        if refused:
            self._give_up(response.url, "blocked")
            return Trouble("blocked", url, refused)
        if not response.body.strip():
            return None if response.meta.get("blank") else Trouble("empty", url)
        shape = response.meta["shape"]
        wrong = misshapen(response.body, shape)
        if wrong:
            return Trouble("wrong content", url, wrong)
        short = cut_short(response.body, shape)
        if short:
            return Trouble("cut short", url, short)
        sorry = apology(response.body) if shape == "html" and response.meta["kind"] == "list" else None
        return Trouble("publisher error", url, sorry) if sorry else None

    def _capture(self, response: Response, kind: CaptureKind, meta: Mapping[str, str]) -> Capture:
        landed = {"landed": response.url} if "redirect_urls" in response.meta else {}
        return self.capture_of(response, kind, response.meta["capture"], {**meta, **landed})

    def capture_of(self, response: Response, kind: CaptureKind, url: str, meta: Mapping[str, str]) -> Capture:
        """What an answer is kept as: its decoded body, without the headers that belong to the connection."""
        headers = self.lasting(
            (name.decode("latin-1"), value.decode("utf-8", "replace"))
            for name, values in response.headers.items()
            for value in values
        )
        now = datetime.now(UTC).replace(microsecond=0)
        return Capture(self.name, kind, url, now, response.status, headers, response.body, meta)

    @staticmethod
    def lasting(headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """The headers that belong to the page and not to the connection."""
        return tuple((name, value) for name, value in headers if name.lower() not in NOT_KEPT)

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
        found, seed = list(self._lost(request, trouble)), request.meta.get("seed")
        if seed and self.shared and request.meta["kind"] == "list":
            for one in found:
                if isinstance(one, scrapy.Request):
                    one.meta["seed"] = seed
            self.shared.listed(seed)
        return found

    def _give_up(self, url: str, why: str) -> None:
        self.given_up.setdefault(urlsplit(url).hostname or "", why)

    # Counting

    def progress(self, what: str) -> None:
        """Say how far the crawl is, and what was last at hand."""
        if self._report_to:
            self._report_to(self.count, what)

    def trouble(self, trouble: Trouble) -> None:
        """Note what went wrong."""
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
        return self.count.report(self.name, time.monotonic() - self._started, ended=ended)


def _no_web_address(url: str) -> str:
    """Why a page cannot be asked for at what a list gives as its address; "" when it can."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises for what is no number
    except ValueError as problem:
        return str(problem)
    return "" if parts.scheme in ("http", "https") and parts.hostname else "it is no address of http or https"

"""A crawl without a network or a reactor: a spider's requests are answered by a function, in order of priority."""

from __future__ import annotations

import heapq
import json
from collections.abc import Callable
from itertools import count
from typing import Any

from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawlers.capture import Capture
from crawlers.spider import SourceSpider

Answers = Callable[[Request], Any]
"""Request → what comes: bytes or text, a status other than 200, or what is sent as JSON."""


def walked(spider: SourceSpider, answers: Answers, most: int = 2000) -> list[Capture]:
    """What a spider hands on to be stored; every request that it makes is answered."""
    waiting: list[tuple[int, int, Request]] = []
    numbers, kept = count(), []
    batch: list[Capture] = []

    def take(found: Any) -> None:
        for one in found or ():
            if isinstance(one, Request):
                heapq.heappush(waiting, (-one.priority, next(numbers), one))
            elif isinstance(one, Capture):
                kept.append(one)
                spider.kept(one, "stored")
                batch.append(one)

    def store() -> None:
        if spider.store:
            spider.store.archive.append(batch)
        batch.clear()

    take(spider.begin())
    while waiting:
        request = heapq.heappop(waiting)[2]
        assert next(numbers) < most * 10, f"asked without end: {request.url}"
        if request.meta["kind"] == "list":
            store()
        take(_answer(request, answers(request)))
    store()
    return kept


def _answer(request: Request, given: Any) -> Any:
    status = given if isinstance(given, int) and not isinstance(given, bool) else 200
    body = b"" if status != 200 else given if isinstance(given, bytes) else _text(given).encode()
    response = HtmlResponse(request.url, status, body=body, request=request)
    assert request.callback is not None and request.errback is not None
    if status != 200:
        failure: Any = Failure(HttpError(response))  # type: ignore[no-untyped-call]
        failure.request = request
        return request.errback(failure)
    return request.callback(response, **request.cb_kwargs)


def _text(given: Any) -> str:
    return given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)

"""What can be done to an answer, or to a list's rows, so that it is as publishers' answers are when they go wrong."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from tests.replica.scenario import HTML, Answer, Item, Scenario

Where = Literal["list", "page", "robots", "rows", "all"]
LARGEST = 400_000
"""Bytes that the crawls of the table take of one answer."""
ALWAYS = 10_000
WELL, AGAIN = "success", "retry, then success"

Spoil = Callable[[Scenario, Answer], Answer | None]
Rows = Callable[[Scenario, Sequence[Item]], list[Any]]


@dataclass(frozen=True)
class Fault:
    """One kind of fault. It strikes the first address asked of its kind, so many times."""

    name: str
    where: Where
    ends: frozenset[str]
    """What the crawl may end with: success, a retry, or names of crawlers.plan.TROUBLES."""
    spoil: Spoil | None = None
    """Answer → what is sent in its place; None: it does not apply to such an answer."""
    times: int = ALWAYS
    least: float = 0.0
    """Seconds that the crawl must wait."""
    rows: Rows | None = None
    """What lists hold in place of their rows."""
    later: bool = False
    """It comes when everything was fetched once already."""
    every: bool = False
    """It strikes all addresses of its kind."""
    alters: bool = False
    """What it sends is a document all the same, and is kept."""
    dates: bool = False
    """It is in the dates of rows."""
    versions: int | None = None
    """Versions of each document that reading must find in the end; None: not looked at."""
    why: str = "its lists are not of this kind"
    """Why it does not apply where it does not."""


def wire(**changes: Any) -> Spoil:
    return lambda scenario, answer: replace(answer, **changes)


def with_body(body: bytes) -> Spoil:
    return lambda scenario, answer: replace(answer, body=body)


def shorter(scenario: Scenario, answer: Answer) -> Answer | None:
    """Content-Length says less than there is."""
    return replace(answer, length=len(answer.body) * 2 // 3)


def oversized(scenario: Scenario, answer: Answer) -> Answer | None:
    return replace(answer, body=answer.body + b" " * 2 * LARGEST)


def answers(status: int, body: bytes = b"<p>error</p>", **headers: str) -> Spoil:
    sent = {"Content-Type": HTML} | {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda scenario, answer: Answer(body, status, dict(sent))


def zipped(scenario: Scenario, answer: Answer) -> Answer:
    packed = gzip.compress(answer.body + b" " * 100)
    return replace(answer, body=packed[:-20], headers=answer.headers | {"Content-Encoding": "gzip"})


def bomb(scenario: Scenario, answer: Answer) -> Answer:
    return replace(answer, body=_packed_zeros(), headers=answer.headers | {"Content-Encoding": "gzip"})


@cache
def _packed_zeros() -> bytes:
    return gzip.compress(b"<p>" + b"0" * (20 * LARGEST))


def other_charset(scenario: Scenario, answer: Answer) -> Answer | None:
    """In GBK, where the header says UTF-8."""
    if is_pdf(answer) or answer.body[:2] == b"\x1f\x8b":
        return None
    kind = answer.headers["Content-Type"].partition(";")[0]
    try:
        body = answer.body.decode().replace("<meta charset='utf-8'>", "").encode("gb18030")
    except UnicodeDecodeError:
        body = answer.body  # it is so already
    return replace(answer, body=body, headers={"Content-Type": f"{kind}; charset=utf-8"})


def broken_off(scenario: Scenario, answer: Answer) -> Answer | None:
    return replace(answer, body=answer.body[: len(answer.body) * 2 // 3])


def web_page(scenario: Scenario, answer: Answer) -> Answer | None:
    if answer.headers["Content-Type"] == HTML or answer.body[:5].lower() in (b"<html", b"<!doc"):
        return None
    return Answer(
        b"<!DOCTYPE html><html><body><div>System maintenance</div></body></html>", 200, {"Content-Type": HTML}
    )


def refused(scenario: Scenario, answer: Answer) -> Answer:
    page = answer.headers["Content-Type"].startswith("text/html")
    return replace(answer, body=_APOLOGY if page else scenario.refusal)


_APOLOGY = "<html><body><p>系统繁忙，请稍后再试</p></body></html>".encode()


def relaid(scenario: Scenario, answer: Answer) -> Answer | None:
    """Another page of the publisher's, or its list in a layout that nobody knows yet."""
    card = "<section class='card'><a href='/new/{}x'>改版之后的一条内容</a><p>说明文字。</p></section>"
    cards = "".join(card.format(number) for number in range(12))
    page = f"<html><head><title>新版</title></head><body><nav><a href='/'>首页</a></nav>{cards}</body></html>"
    return replace(answer, body=page.encode()) if answer.headers["Content-Type"].startswith("text/html") else None


_TOTAL = re.compile(rb'("(?:total\w*|announceCount|recordcount)":\s*"?)(\d+)')


def drifted(scenario: Scenario, answer: Answer) -> Answer | None:
    body = _TOTAL.sub(lambda found: found[1] + str(int(found[2]) + 3).encode(), answer.body)
    return replace(answer, body=body) if body != answer.body else None


def more_for_ever(scenario: Scenario, answer: Answer) -> Answer | None:
    """A page of a list that names documents, and says that there are more."""
    if not any(item.id.encode() in answer.body for item in scenario.items):
        return None
    body = _TOTAL.sub(lambda found: found[1] + str(int(found[2]) + 3000).encode(), answer.body)
    return replace(answer, body=body.replace(b'"hasNext": false', b'"hasNext": true'))


def rows_of(scenario: Scenario, items: Sequence[Item]) -> list[Any]:
    return [scenario.row(item) for item in items]


def junk(scenario: Scenario, items: Sequence[Item]) -> list[Any]:
    first, *others = rows_of(scenario, items)
    return [first, *(scenario.junk or ("junk", None, 7)), *others]


def renamed(scenario: Scenario, items: Sequence[Item]) -> list[Any]:
    return rows_of(scenario, [replace(item, title=f"{item.title}（更正）") for item in items])


def retitled(scenario: Scenario, answer: Answer) -> Answer | None:
    title = str(scenario.golden["expected"]["title"])
    return _changed(answer, title, f"{title}（更正）")


_FIGURE = re.compile("([0-9]+)([.,0-9]*.{1,3})")
"""A figure with what follows it, so that no other of the same digits is meant."""


def corrected(scenario: Scenario, answer: Answer) -> Answer | None:
    found = _FIGURE.search(str(scenario.golden["expected"].get("text", "")))
    return _changed(answer, found[0], f"{int(found[1]) + 1}{found[2]}") if found else None


def _changed(answer: Answer, old: str, new: str) -> Answer | None:
    body = answer.body
    for charset in ("utf-8", "gb18030"):
        body = body.replace(old.encode(charset), new.encode(charset))
    return replace(answer, body=body) if body != answer.body and not is_pdf(answer) else None


def dressed_anew(scenario: Scenario, answer: Answer) -> Answer | None:
    """Another advertisement, counter and time of serving."""
    dress = "<div class='ad'>年终清仓，全场五折</div><script>var served = '18:30:59', hits = 90412;</script>".encode()
    end = answer.body.lower().rfind(b"</html>")
    return replace(answer, body=answer.body[:end] + dress + answer.body[end:]) if end >= 0 else None


def restamped(scenario: Scenario, answer: Answer) -> Answer | None:
    """As a server that makes its PDFs when they are asked for: other dates and another id, appended as an update."""
    stamp = b"% made 2030-12-31 23:59:59\n"
    body = re.sub(rb"D:[0-9]{14}", b"D:20301231235959", answer.body) + stamp
    return replace(answer, body=body) if is_pdf(answer) else None


def is_pdf(answer: Answer) -> bool:
    return answer.body[:5] == b"%PDF-"

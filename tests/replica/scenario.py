"""What the replica plays of one source: its lists of two documents, the documents, and what a crawl asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property
from itertools import cycle
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from crawlers.article import BEIJING
from tests.replica.server import Answer, Asked

ROOT = Path(__file__).parents[2]
SINCE, UNTIL = date(2021, 8, 5), date(2021, 8, 8)
PLAIN, HTML, JSON, XML = "text/plain", "text/html; charset=utf-8", "application/json; charset=utf-8", "text/xml"


@dataclass(frozen=True)
class Item:
    """A document as lists name it."""

    id: str
    title: str
    day: date
    url: str


Lists = Callable[[Asked, Sequence[Any]], Answer | None]


@dataclass(frozen=True)
class Scenario:
    """One source. `url` is a document's address with {id} and {day}; `row` what its lists say of one; `lists` answers
    for these rows, and with None what is no list of its own."""

    source: str
    url: str
    row: Callable[[Item], Any]
    lists: Lists
    shape: Literal["json", "html", "text"] = "json"
    refusal: bytes = b'{"code": 500, "success": 0, "msg": "busy", "error": "busy"}'
    """How the publisher says with status 200 that something is wrong."""
    ids: tuple[str, str] = ("1001", "1002")
    dated: bool = True
    plan: Mapping[str, Any] = field(default_factory=dict)
    junk: Sequence[Any] = ()
    """Rows that are none, in lists of HTML and XML."""
    begins: int = 1
    """Number of the first page of its lists."""
    strikes: str = ""
    """Part of the address of the list that faults strike; "": the one asked for first."""
    elsewhere: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the path of a list: for what the source asks elsewhere in its place, so that the crawl ends well."""
    documents: Callable[[Scenario, Asked], Answer | None] | None = None
    """Answers for documents that do not lie at their addresses; None: all do."""
    keepers: tuple[str, ...] = ()
    """Hosts where they lie then."""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        days = (date(2021, 8, 6), date(2021, 8, 7))
        return tuple(
            Item(key, f"亚马逊店铺事项{key}", day, self.url.format(id=key, day=day))
            for key, day in zip(self.ids, cycle(days), strict=False)
        )

    @property
    def pdf(self) -> bool:
        return self.url.lower().endswith(".pdf")

    @property
    def hosts(self) -> set[str]:
        return {*self.keepers, *(urlsplit(item.url).hostname or "" for item in self.items)}

    def document(self, asked: Asked) -> Answer | None:
        """The document that is asked for; None when it is none."""
        if self.documents is not None:
            return self.documents(self, asked)
        url = self.address(asked)
        return Answer(self.bodies[url], 200, {"Content-Type": "application/pdf" if self.pdf else HTML}) if url else None

    def address(self, asked: Asked) -> str:
        """The address of the document that is asked for; "" when it is none."""
        return self._lying.get((asked.host, asked.path), "")

    @cached_property
    def bodies(self) -> Mapping[str, bytes]:
        """All documents, by address."""
        return {item.url: self.body(item) for item in (*self.items, self.old())}

    @cached_property
    def _lying(self) -> Mapping[tuple[str, str], str]:
        """The addresses of all documents, by host and path."""
        places = {url: urlsplit(url) for url in self.bodies}
        return {(at.hostname or "", at._replace(scheme="", netloc="").geturl()): url for url, at in places.items()}

    def old(self) -> Item:
        """A document published before what is asked for."""
        day = date(2019, 1, 2)
        return replace(self.items[0], id="2999", day=day, url=self.url.format(id="2999", day=day))

    @property
    def golden(self) -> Mapping[str, Any]:
        """The source's golden page: what it holds, and what is read from it."""
        return _golden(self.source)

    def body(self, item: Item) -> bytes:
        """A document, in the layout of the source's golden page."""
        if self.pdf:
            path = self.golden.get("file", "aftershock/demo/filings/cninfo-300209-2021-07-06.pdf")
            return (ROOT / path).read_bytes() + f"% {item.id}\n".encode()
        body = self._addressed(str(self.golden["body"]), item)
        end = body.lower().rfind("</html>")
        return (body if end < 0 else body[:end]).encode() + f"<!-- {item.id} --></html>".encode()

    def _addressed(self, body: str, item: Item) -> str:
        """A golden page with the address and the number of another document in place of its own."""
        own = str(self.golden["expected"].get("url", self.golden["url"]))
        body = body.replace(own, item.url)
        old, new = _NUMBER.search(own), _NUMBER.search(item.url)
        return re.sub(rf"\b{old[1]}\b", new[1], body) if old and new else body


_NUMBER = re.compile(r"(\d+)(?:\.\w+)?$")


@cache
def _golden(source: str) -> Mapping[str, Any]:
    name = ROOT / "tests/crawlers/golden" / f"{source}-1.json"
    page: Mapping[str, Any] = json.loads(name.read_text(encoding="utf-8"))
    return page


def as_json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), 200, {"Content-Type": JSON})


def as_html(body: str) -> Answer:
    whole = f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><div>{body}</div></body></html>"
    return Answer(whole.encode(), 200, {"Content-Type": HTML})


def at(host: str, path: str, page: str, answer: Callable[[Asked, Sequence[Any]], Any]) -> Lists:
    """A list at one address whose parameter `page` counts from one (or zero); what is past the end has no rows."""

    def lists(asked: Asked, rows: Sequence[Any]) -> Answer | None:
        if (asked.host, urlsplit(asked.path).path) != (host, path):
            return None
        number = int((asked.query | dict(asked.form)).get(page, 1)) if page else 1
        given = answer(asked, rows if number <= 1 else [])
        return given if isinstance(given, Answer) else as_html(given) if isinstance(given, str) else as_json(given)

    return lists


def either(*lists: Lists) -> Lists:
    def answer(asked: Asked, rows: Sequence[Any]) -> Answer | None:
        return next(filter(None, (one(asked, rows) for one in lists)), None)

    return answer


def epoch(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=BEIJING).timestamp())


def joined(*rows: Any) -> str:
    return "".join(map(str, rows))


def further(rows: Sequence[Any]) -> str:
    """The link to the next page, on one that has rows."""
    return "<a href='?page=2'>下一页</a>" if rows else ""


def feed(asked: Asked, rows: Sequence[Any]) -> Answer:
    return Answer(f"<rss version='2.0'><channel>{joined(*rows)}</channel></rss>".encode(), 200, {"Content-Type": XML})


def feed_item(item: Item) -> str:
    when = f"{item.day:%a, %d %b %Y} 01:00:00 GMT"
    return f"<item><title>{item.title}</title><link>{item.url}</link><pubDate>{when}</pubDate></item>"

"""Rows of a publisher's list: what an answer holds, made of its content alone, whoever asked for it and whenever."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any, cast

from bs4 import BeautifulSoup

from crawlers.article import Precision
from crawlers.assembly import squeeze
from crawlers.decoding import decode
from crawlers.http import BadAnswer, gunzipped
from crawlers.moments import Moment, machine
from crawlers.refusals import Shape, misshapen, read_json, refusal

MOST = 32 * 1024 * 1024
"""Bytes of a list that comes packed as a file; more is refused."""


class ListChanged(Exception):
    """A list without the parts that its layout promises; the message says which."""

    reason = "list changed"


class AnswerRefused(Exception):
    """An answer that is no list: `reason` is one of crawlers.plan.TROUBLES, the message says what came instead."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Row:
    """One document as a list names it."""

    id: str
    """The publisher's own, unique within the source."""
    title: str
    url: str
    """Where the document itself is: absolute."""
    when: Moment | None = None
    code: str | None = None
    """Stock code and short name of the company whose document it is."""
    company: str | None = None
    text: str = ""
    """What else the row says of the content, for choosing by words."""
    more: Mapping[str, str] = field(default_factory=dict)
    """What is kept with the document besides."""

    def meta(self) -> dict[str, str]:
        """What is archived with the document."""
        when = self.when
        kept = {
            "id": self.id,
            "title": self.title,
            "published": when.time.isoformat() if when else "",
            "precision": when.precision if when else "",
            "code": self.code or "",
            "company": self.company or "",
        }
        return {name: value for name, value in {**kept, **self.more}.items() if value}

    def record(self) -> dict[str, Any]:
        """As a JSON object; what the row does not say is null, or left out where few sources have it."""
        when = self.when
        record: dict[str, Any] = {
            "id": self.id,
            "title": self.title,
            "published": when.time.isoformat() if when else None,
            "precision": when.precision if when else None,
            "url": self.url,
        }
        return record | {k: v for k, v in (("code", self.code), ("company", self.company), *self.more.items()) if v}


@dataclass(frozen=True, slots=True)
class Listing:
    """What one answer of a list holds."""

    rows: tuple[Row, ...]
    total: int | None = None
    """Documents in the whole list as the publisher counts them; None when it does not say."""
    next: str | int | bool | None = None
    """Number or cursor of the next page; True when there is one but the answer does not say which."""
    skipped: int = 0
    """Rows that are no documents: other kinds of content, advertisements, rows that are no objects."""
    counted: int | None = None
    """What of the total this answer holds, where that is not the rows and those skipped."""

    @property
    def count(self) -> int:
        """How many of the total this answer holds."""
        return len(self.rows) + self.skipped if self.counted is None else self.counted


Read = Callable[[Any], Listing]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One kind of list of a publisher."""

    name: str
    read: Read
    """JSON value or soup → rows. Raises ListChanged or AnswerRefused."""
    shape: Shape = "json"
    marks: tuple[str, ...] = ()
    """Words that a saved answer of it holds (any of them), to tell it from the publisher's other lists."""
    begins: str = ""
    """Pattern that such an answer begins with, where no word tells it."""
    blank: bool = False
    """Whether an answer without a byte is a list without rows: some publishers end their paging so."""
    worded: bool = False
    """Whether a first page without rows must say in words that there are none (its total is 0 then): of the search of
    some publishers nothing else tells it from a page that is none."""

    def rows(self, body: bytes, content_type: str | None = None) -> Listing:
        """The rows of an answer as it came. Raises ListChanged or AnswerRefused."""
        refused = refusal(200, body)
        if refused:
            raise AnswerRefused("blocked", refused)
        if not body.strip() and not self.blank:
            raise AnswerRefused("empty", "the answer has no content")
        wrong = misshapen(body, self.shape)
        if wrong:
            raise AnswerRefused("wrong content", wrong)
        return self.read(content(body, self.shape, content_type))


def pick(endpoints: Iterable[Endpoint], name: str) -> Endpoint:
    """The kind of list that has this name. Raises LookupError, with the names there are."""
    known = {endpoint.name: endpoint for endpoint in endpoints}
    if name not in known:
        raise LookupError(f"no endpoint is called {name!r}; there are {', '.join(known)}")
    return known[name]


def content(body: bytes, shape: Shape, content_type: str | None = None) -> Any:
    """JSON value, text of a feed (which may come packed as a file), or soup of a body that has this shape.

    Raises AnswerRefused for a packed file that is damaged.
    """
    if shape == "json":
        return read_json(body)
    if shape == "text":
        try:
            return decode(gunzipped(body, MOST), content_type)[0]
        except BadAnswer as problem:
            raise AnswerRefused("wrong content", str(problem)) from problem
    return BeautifulSoup(decode(body, content_type)[0], "lxml")


def value(row: Mapping[str, Any], *names: str) -> Any:
    """The first of some keys that holds something.

    Publishers write one key in several cases, and fill only one of them: the exact spelling comes first, then any
    other, and null, "" and blanks are nothing.
    """
    for name in names:
        given = row.get(name)
        if _filled(given):
            return given
        for key, other in row.items():
            if key.casefold() == name.casefold() and _filled(other):
                return other
    return None


def _filled(given: object) -> bool:
    return given is not None and not (isinstance(given, str) and (not given.strip() or given.strip() in ("null", "-")))


def text(row: Mapping[str, Any], *names: str) -> str:
    """The text of the first key that holds some: without markup, entities and runs of blanks; "" when there is none."""
    given = value(row, *names)
    if isinstance(given, list):
        given = next((one for one in given if _filled(one)), None)
    return "" if given is None or isinstance(given, dict) else plain(str(given))


def plain(marked: str) -> str:
    """A title without the marks of a search (<em>, <font>) and its entities; "<" that opens no tag stays."""
    return squeeze(html.unescape(re.sub(r"</?[A-Za-z][^<>]*>|<!--.*?-->", "", marked)))


def number(given: object) -> int | None:
    """A count given as a number or as its digits; None for anything else."""
    if isinstance(given, bool):
        return None
    try:
        return int(str(given).replace(",", "").strip())
    except ValueError:
        return None


def moment(given: object) -> Moment | None:
    """A time as lists give it: an epoch, or a text that may end in ":412" milliseconds. Midnight is a day alone."""
    if given is None or isinstance(given, bool | dict | list):
        return None
    said = re.sub(r"(\d{1,2}:\d{2}:\d{2}):\d{1,3}$", r"\1", str(given).strip())
    when = machine(said)
    return by_day(when) if when else None


def by_day(when: Moment) -> Moment:
    """A publisher that knows the day only says midnight."""
    if when.time.time() == time():
        return Moment(when.time, "day", when.raw, when.zoned)
    precision: Precision = when.precision
    return Moment(when.time, precision, when.raw, when.zoned)


def address(given: str, base: str) -> str:
    """An absolute address: of a path, of `//host/…`, and of `www.host/…` that lacks its scheme."""
    from urllib.parse import urljoin

    given = given.strip()
    scheme = base.partition(":")[0]
    if re.match(r"[\w-]+(?:\.[\w-]+)+/", given) and not given.startswith(("/", ".")):
        return f"{scheme}://{given}"
    return urljoin(base, given)


def further(soup: BeautifulSoup) -> str | None:
    """Where a page of a list says that the next one is, as it is written there; None on the last."""
    for link in soup.select("a[href]"):
        words = squeeze(link.get_text() or str(link.get("title") or "")).strip("[]<>»› ")
        given = str(link["href"]).strip()
        if words in ("下一页", "下页", "后一页", "Next") and not given.startswith(("#", "javascript:")):
            return given
    return None


_NONE = re.compile(
    "(?:没有|未能?|暂未)(?:找到|搜索到|发现)|(?:无|没有|暂无)(?:相关|匹配|符合)[^。]{0,8}(?:新闻|文章|内容|结果)"
    "|(?:找到|共有?)[^0-9。]{0,12}0 ?(?:篇|条|个)"
)


def says_none(soup: BeautifulSoup) -> bool:
    """Whether the page of a search says that it found nothing."""
    return bool(_NONE.search(squeeze(soup.get_text(" "))))


def flat(rows: Iterable[Any]) -> Iterator[Any]:
    """Rows, also those that come in lists of their own (a text with its attachments)."""
    for row in rows:
        if isinstance(row, list):
            yield from flat(row)
        else:
            yield row


def listed(
    rows: object, one: Callable[[Mapping[str, Any]], Row | None], *, total: int | None = None, next: Any = None
) -> Listing:
    """The listing of some JSON rows; those that are no objects, or that `one` makes nothing of, are counted."""
    if rows is not None and not isinstance(rows, list):
        raise ListChanged(f"the rows are no list but {type(rows).__name__}")
    found, skipped = [], 0
    for given in flat(rows or []):
        row = one(cast(Mapping[str, Any], given)) if isinstance(given, dict) else None
        if row is None:
            skipped += 1
        else:
            found.append(row)
    return Listing(tuple(found), total, next, skipped)


_FINE: Mapping[str, tuple[str, ...]] = {
    "code": ("0", "200"),
    "errno": ("0",),
    "errcode": ("0",),
    "error": ("0", "false"),
    "resultcode": ("0", "200"),
    "success": ("1", "true"),
}


def objection(answer: object) -> str | None:
    """The error that a JSON answer reports of itself, in the publisher's words; None when it reports none."""
    if not isinstance(answer, dict):
        return None
    for key, given in answer.items():
        fine = _FINE.get(key.casefold())
        if fine and _filled(given) and not isinstance(given, dict | list) and str(given).casefold() not in fine:
            return squeeze(f"{key} {given} {text(answer, 'msg', 'message', 'errorMsg', 'desc', 'errmsg', 'error')}")
    return None


def within(answer: Any, *path: str) -> Any:
    """What a JSON answer holds at a path of keys. Raises AnswerRefused where it holds an error, else ListChanged."""
    here = answer
    for key in path:
        if not isinstance(here, dict) or key not in here or (here[key] is None and key != path[-1]):
            found = value(here, key) if isinstance(here, dict) else None
            if found is None:
                raise _objected(answer) or ListChanged(f"the answer has no {'.'.join(path)}")
            here = found
            continue
        here = here[key]
    problem = None if here else _objected(answer)
    if problem:
        raise problem
    return here


def _objected(answer: Any) -> AnswerRefused | None:
    said = objection(answer)
    return AnswerRefused("publisher error", said) if said else None


def inner(row: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The object that a row holds under one of some keys; an empty one where it holds none."""
    given = value(row, *names)
    return given if isinstance(given, dict) else {}


def one_of(row: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    """The first object of the list that a row holds under one of some keys; an empty one where there is none."""
    given = value(row, *names)
    return next((one for one in given if isinstance(one, dict)), {}) if isinstance(given, list) else {}


def stem(path: str) -> str:
    """The name of a file without its folder, query and ending."""
    return re.sub(r"\.\w{2,5}$", "", re.sub(r"[?#].*$", "", path).rsplit("/", 1)[-1])

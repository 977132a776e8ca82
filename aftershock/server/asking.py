"""The parameters of a search: as FastAPI reads and describes them, and read at once where none is wrong."""

from __future__ import annotations

from binascii import unhexlify
from typing import Annotated, Any, Literal, get_args
from urllib.parse import unquote_to_bytes

from fastapi import Query
from starlette.exceptions import HTTPException

from aftershock.search import Wanted
from indexer.index import EntryKind, Sort

LONGEST = 500
"""Characters of a query."""
MOST_PAGES = 1000
LARGEST = 100
"""Hits of a page."""
DEEPEST = 10_000
"""Hits that can be paged through: page times size."""


async def wanted(
    q: Annotated[
        str,
        Query(
            max_length=LONGEST,
            description='The query: words, "phrases", -not, company:, source:, type:, speaker:, from:, amount: …',
            openapi_examples={
                "words": {"value": "冻结资金"},
                "filters": {"value": "冻结 company:有棵树 amount:>=1亿 from:2021-07"},
                "claims": {"value": "kind:claim has:conflict"},
            },
        ),
    ] = "",
    kind: Annotated[
        list[Literal["document", "claim", "event"]] | None, Query(description="What to find. Repeatable.")
    ] = None,
    company: Annotated[list[str] | None, Query(description="By any of its names. Repeatable: any one of them.")] = None,
    source: Annotated[list[str] | None, Query(description="Name of a source, such as nbd. Repeatable.")] = None,
    type: Annotated[list[str] | None, Query(description="Event type, such as 封号. Repeatable.")] = None,
    from_: Annotated[str | None, Query(alias="from", description="First day: 2021, 2021-07 or 2021-07-06.")] = None,
    to: Annotated[str | None, Query(description="Last day, likewise.")] = None,
    min_amount: Annotated[str | None, Query(description="In yuan: 1亿, 5000万, 41430000.")] = None,
    sort: Annotated[str | None, Query(pattern="^(relevance|newest|oldest|amount)$")] = None,
    page: Annotated[int, Query(ge=1, le=MOST_PAGES)] = 1,
    size: Annotated[int, Query(ge=1, le=LARGEST)] = 10,
) -> Wanted:
    """The parameters that search and facets share with the command line."""
    if page * size > DEEPEST:
        raise HTTPException(400, f"only the first {DEEPEST} hits can be paged through; narrow the query")
    return Wanted(
        query=q,
        kinds=tuple(kind or ()),
        companies=tuple(company or ()),
        sources=tuple(source or ()),
        types=tuple(type or ()),
        since=from_,
        until=to,
        min_amount=min_amount,
        sort=sort,
        page=page,
        size=size,
    )


_ONCE = {b"q": "query", b"from": "since", b"to": "until", b"min_amount": "min_amount", b"sort": "sort"}
_NUMBERS = {b"page": ("page", MOST_PAGES), b"size": ("size", LARGEST)}
_LISTS = {b"kind": "kinds", b"company": "companies", b"source": "sources", b"type": "types"}
_KINDS, _SORTS = frozenset(get_args(EntryKind)), frozenset(get_args(Sort))


def plainly(query_string: bytes) -> Wanted | None:
    """What `wanted` makes of a query string, forty times as fast; None where there is any doubt about it.

    Then FastAPI is to read it, and to say what is wrong.
    """
    given: dict[str, Any] = {}
    for pair in query_string.split(b"&"):
        name, _, written = pair.partition(b"=")
        value = _read(written)
        if value is None:
            return None
        if name in _ONCE:
            given[_ONCE[name]] = value  # of several the last counts, as everywhere
        elif name in _LISTS:
            given[_LISTS[name]] = (*given.get(_LISTS[name], ()), value)
        elif name in _NUMBERS and value.isascii() and value.isdigit() and len(value) < 5:
            number, (field, most) = int(value), _NUMBERS[name]
            if not 1 <= number <= most:
                return None
            given[field] = number
        elif pair:
            return None
    made = Wanted(**given)
    understood = (
        len(made.query) <= LONGEST
        and _KINDS.issuperset(made.kinds)
        and (made.sort is None or made.sort in _SORTS)
        and made.page * made.size <= DEEPEST
    )
    return made if understood else None


def _read(written: bytes) -> str | None:
    """A value as it was before it was written for an address; None where there is any doubt about it."""
    if not written.isascii():
        return None
    if b"+" in written:
        written = written.replace(b"+", b"%20")
    if b"%" in written:
        # Chinese is all escapes, and those are hexadecimal figures: so read they take a third of the time.
        signs = b"%" * (len(written) // 3)
        try:
            whole = written[::3] == signs
            read = unhexlify(written.replace(b"%", b"")) if whole else unquote_to_bytes(written)
        except ValueError:
            return None
        return read.decode("utf-8", "replace")
    return written.decode("ascii")

"""What both engines keep of an entry: the same values by the same names, so that they give the same hits in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from indexer.index import Entry, Query
from indexer.tokens import BORDER, streams

FORMAT = 2
"""Version of this layout; together with the tokens' it decides whether an index can be used."""
BEIJING = timezone(timedelta(hours=8))
"""China keeps one time all year; days and months are its days and months."""
LARGEST = 10**16
"""Yuan. Larger amounts are refused: they are misreadings, and sort keys have a fixed width."""
LONGEST_ID = 500
"""UTF-8 bytes; Elasticsearch takes 512."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HIGHEST_RANK = 5
_STEP = 0.2
"""Of the weight, from one rank to the next."""
_LATEST = 10**15
"""Milliseconds, past the year 9999."""
_UNKNOWN = "~"
"""Sorts after every digit: entries without the value come last, whichever way is asked."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One entry, made ready."""

    entry: Entry
    published: int | None
    """Milliseconds since 1970 UTC."""
    month: str
    """YYYY-MM in Beijing; empty when unknown."""
    amounts: tuple[tuple[int, int], ...]
    """(low, high) in fen."""
    newest: str
    oldest: str
    amount: str
    """Keys that put entries in order when sorted upwards as text. Each ends with the id: no two are alike."""
    rank: int
    """0 to 5."""
    weight: float
    """Added to 2 and taken the logarithm of, it multiplies the score: who speaks, and a little how lately."""
    grams: str
    chars: str
    title_grams: str
    title_chars: str


def refusal(entry: Entry) -> str | None:
    """Why an entry cannot be indexed, or None."""
    if not entry.id or len(entry.id.encode("utf-8", "surrogatepass")) > LONGEST_ID:
        return f"its id must have 1 to {LONGEST_ID} bytes"
    if any(char.isspace() or not char.isprintable() for char in entry.id):
        return "its id holds spaces or control characters"
    if entry.published is not None and entry.published.tzinfo is None:
        return "its time of publication has no offset from UTC"
    for low, high in entry.amounts:
        if not (low.is_finite() and high.is_finite()):
            return f"its amount {low}-{high} is no number"
        if low > high:
            return f"its amount {low}-{high} has the larger bound first"
        if max(abs(low), abs(high)) > LARGEST:
            return f"its amount {low}-{high} is over {LARGEST} yuan"
    return None


def fields(entry: Entry) -> Fields:
    """An entry made ready. It must not be one that `refusal` refuses."""
    published = None if entry.published is None else (entry.published - _EPOCH) // timedelta(milliseconds=1)
    amounts = tuple(dict.fromkeys((fen(low), fen(high)) for low, high in entry.amounts))
    newest = (_UNKNOWN if published is None else f"{_LATEST - published:016d}") + entry.id
    oldest = (_UNKNOWN if published is None else f"{_LATEST + published:016d}") + entry.id
    largest = max((high for _, high in amounts), default=None)
    rank = min(max(entry.rank, 0), HIGHEST_RANK)
    grams, chars = streams(entry.text)
    title_grams, title_chars = streams(entry.title)
    return Fields(
        entry=entry,
        published=published,
        month=month(entry.published),
        amounts=amounts,
        newest=newest,
        oldest=oldest,
        amount=(_UNKNOWN if largest is None else f"{100 * LARGEST - largest:020d}") + newest,
        rank=rank,
        weight=_STEP * rank + (0.0 if published is None else min(max(published, 0) / 1e14, _STEP / 2)),
        grams=f"{title_grams} {BORDER} {grams}",
        chars=f"{title_chars} {BORDER} {chars}",
        title_grams=title_grams,
        title_chars=title_chars,
    )


def month(published: datetime | None) -> str:
    """The month in Beijing, YYYY-MM; empty when unknown."""
    return "" if published is None else f"{published.astimezone(BEIJING):%Y-%m}"


def rank_of(weight: float) -> int:
    """The rank that a weight was made of."""
    return int(weight / _STEP + 0.25)


def fen(yuan: Decimal) -> int:
    """Hundredths of a yuan, the unit both engines compare amounts in."""
    return int((yuan * 100).to_integral_value())


def bounds(query: Query) -> tuple[int, int] | None:
    """[lowest, highest] in fen that an amount must touch; None when the query asks for no amount."""
    if query.min_amount is None and query.max_amount is None:
        return None
    end = 100 * LARGEST
    lowest = -end if query.min_amount is None else max(-end, min(fen(query.min_amount), end + 1))
    highest = end if query.max_amount is None else min(end, max(fen(query.max_amount), -end - 1))
    return lowest, highest


def demanded(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Fields and values of which a hit must have one each."""
    every = (
        ("kind", query.kinds),
        ("company", query.companies),
        ("source", query.sources),
        ("type", query.types),
        ("rank", tuple(map(str, query.ranks))),
    )
    yield from ((field, values) for field, values in every if values)
    yield from (("trait", (trait,)) for trait in query.traits)


def barred(query: Query) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Fields and values of which a hit may have none."""
    every = (("company", query.not_companies), ("source", query.not_sources), ("type", query.not_types))
    yield from ((field, values) for field, values in every if values)


def days(query: Query) -> tuple[int | None, int | None]:
    """[from, before) in milliseconds since 1970 UTC: the query's days in Beijing; None is open."""
    since = None if query.since is None else _midnight(query.since)
    before = None
    if query.until is not None and query.until < date.max:
        before = _midnight(query.until + timedelta(days=1))
    return since, before


def _midnight(day: date) -> int:
    return (datetime.combine(day, time(), BEIJING) - _EPOCH) // timedelta(milliseconds=1)


def offset(query: Query) -> int:
    """Number of hits before the page asked for."""
    return (max(query.page, 1) - 1) * max(query.size, 0)


# An engine without pairs of values cannot say "one amount whose low is at most A and whose high is at least B". So a
# range is also kept as the blocks of 2^n fen that fill it, and a figure lies in the range when one of the blocks it
# lies in, at most 64 of them, is among these.


def blocks(low: int, high: int) -> Iterator[str]:
    """The fewest aligned blocks of 2^n fen that fill [low, high]; at most 2 for each n."""
    size = 0
    high += 1
    while low < high:
        if low & 1:
            yield f"{size}:{low}"
            low += 1
        if high & 1:
            high -= 1
            yield f"{size}:{high}"
        low >>= 1
        high >>= 1
        size += 1


def blocks_around(figure: int) -> list[str]:
    """Every aligned block that holds `figure`."""
    return [f"{size}:{figure >> size}" for size in range((200 * LARGEST).bit_length() + 1)]

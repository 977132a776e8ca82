"""How the embedded index asks: a `Query` and one reading of it as tantivy's own query."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import tantivy
from tantivy import FieldType, Occur, Order

from indexer.fields import barred, blocks_around, bounds, days, demanded, offset, rank_of
from indexer.index import Query
from indexer.shown import FACETS, ordered
from indexer.stages import Reading
from indexer.tokens import Phrase, phrase

TITLE = 0.5
"""How much more a phrase counts that also stands in the title; the same in Elasticsearch."""
MOST = 10_000
"""Values of a facet that are counted."""
ASKED = 1024
"""Parts of queries that are kept."""


class Asking:
    """Makes tantivy's own queries. Their parts are kept: words and filters are asked for again, beside others."""

    def __init__(self, schema: Any) -> None:
        self._term = lru_cache(ASKED)(partial(tantivy.Query.term_query, schema))
        self._phrase = lru_cache(ASKED)(self._made_phrase)
        self._title = lru_cache(ASKED)(self._made_title)
        self._filter = lru_cache(ASKED)(self._made_filter)
        self._schema = schema

    def __call__(self, query: Query, reading: Reading) -> Any:
        """The whole query as tantivy's own."""
        wanted = reading.phrases
        phrases = list(map(self._phrase, wanted))
        parts: list[tuple[Any, Any]] = [(Occur.Must, part) for part in self._filters(query)]
        if phrases and reading.together:
            parts += [(Occur.Must, one) for one in phrases]
        elif phrases:
            parts.append((Occur.Must, tantivy.Query.boolean_query([(Occur.Should, one) for one in phrases])))
        else:
            parts.append((Occur.Must, tantivy.Query.all_query()))
        if query.sort == "relevance":
            parts += [(Occur.Should, one) for one in map(self._title, wanted)]
        parts += [(Occur.MustNot, self._phrase(one)) for one in map(phrase, query.excluded) if one.tokens]
        parts += [(Occur.MustNot, self._any_of(field, values)) for field, values in barred(query)]
        return tantivy.Query.boolean_query(parts)

    def _made_phrase(self, wanted: Phrase, prefix: str = "") -> Any:
        field = prefix + wanted.stream
        if len(wanted.tokens) == 1:
            return self._term(field, wanted.tokens[0])
        return tantivy.Query.phrase_query(self._schema, field, list(wanted.tokens))

    def _made_title(self, wanted: Phrase) -> Any:
        return tantivy.Query.boost_query(self._made_phrase(wanted, "title_"), TITLE)

    def _made_filter(self, field: str, values: tuple[str, ...]) -> Any:
        return tantivy.Query.const_score_query(self._any_of(field, values), 0.0)

    def _any_of(self, field: str, values: Sequence[str]) -> Any:
        """One of some terms. tantivy's own set of terms takes a quarter of a millisecond, however few it has."""
        terms = [self._term(field, value) for value in dict.fromkeys(values)]
        return terms[0] if len(terms) == 1 else tantivy.Query.boolean_query([(Occur.Should, term) for term in terms])

    def _filters(self, query: Query) -> Iterator[Any]:
        for field, values in demanded(query):
            yield self._filter(field, values)
        since, before = days(query)
        if since is not None or before is not None:
            last = None if before is None else before - 1
            yield self._unscored(tantivy.Query.range_query(self._schema, "published", FieldType.Integer, since, last))
        touched = bounds(query)
        if touched:
            yield self._unscored(self._touching(*touched))

    def _touching(self, lowest: int, highest: int) -> Any:
        if lowest > highest:
            return tantivy.Query.empty_query()
        starts_between = tantivy.Query.range_query(self._schema, "low", FieldType.Integer, lowest, highest)
        around = tantivy.Query.term_set_query(self._schema, "blocks", blocks_around(lowest))
        return tantivy.Query.boolean_query([(Occur.Should, starts_between), (Occur.Should, around)])

    def _unscored(self, part: Any) -> Any:
        return tantivy.Query.const_score_query(part, 0.0)


MOST_TIES = 2_000
"""Hits past a page that are looked at for others of the same score; where there are more, all hits are."""


class Found(NamedTuple):
    """Addresses of hits."""

    total: int
    hits: Sequence[tuple[Any, Any]]
    """Each behind what put it in its place: its score, or the value it is sorted by."""
    first: int
    end: int
    """Of the page, which is hits[first:end]."""


def found(
    searcher: tantivy.Searcher,
    asked: tantivy.Query,
    query: Query,
    reading: Reading,
    name: Callable[[Any], str],
    few: int = 0,
) -> Found:
    """The hits of a page, and `few` around it for nothing. `name` gives the id of an address."""
    size, first = max(query.size, 1), offset(query)
    end = first + size
    if query.sort == "relevance" and reading.wanted:
        total, hits = _by_score(searcher, asked, end, few)
        hits = _ordered(searcher, hits, first, end, name)
    else:
        key = "newest" if query.sort == "relevance" else query.sort
        before = 0 if end <= few else first  # all hits, and not only the page, are to be had
        answer = searcher.search(asked, max(few, size), offset=before, order_by_field=key, order=Order.Asc)
        hits, first, end = answer.hits, first - before, end - before
        total = answer.count  # type: ignore[attr-defined]  # its stub does not name it
    return Found(total, hits, first, end)


def _by_score(searcher: Any, asked: Any, end: int, few: int) -> tuple[int, list[Any]]:
    """Best first, up to `end` and beyond it as far as the score there is the same; `few` at least."""
    limit = max(end + 1, few)
    while True:
        answer = searcher.search(asked, limit, weight_by_field="weight")
        hits = answer.hits  # made anew each time
        if len(hits) < limit or limit <= end or hits[-1][0] != hits[end - 1][0]:
            return answer.count, hits
        limit = end + 4 * (limit - end) if limit <= end + MOST_TIES else answer.count + 1


def _ordered(searcher: Any, hits: list[Any], first: int, end: int, name: Callable[[Any], str]) -> list[Any]:
    """Of equal scores the newest first, then by id, as the other engine has it: in the page from `first` to `end`.

    tantivy leaves equal scores in the order of its segments. So the hits of the page's first and last score are
    fetched whole, also those beyond the page, and put in order by hand.
    """
    scores = [score for score, _ in hits[: end + 1]]
    if len(set(scores)) == len(scores):
        return hits  # as it mostly is: no two are alike
    placed: list[Any] = []
    for score, group in groupby(hits, key=itemgetter(0)):
        tied = list(group)
        if len(tied) > 1 and len(placed) < end and len(placed) + len(tied) > first:
            tied = [(score, address) for address in _newest_first(searcher, [address for _, address in tied], name)]
        placed += tied
    return placed


def _newest_first(searcher: Any, addresses: list[Any], name: Callable[[Any], str]) -> list[Any]:
    """As `Fields.newest` puts them in order; only where the time is the same too is the id read, which costs more."""
    times = searcher.fast_field_values("published", addresses)
    known = [(math.inf if time is None else -time, address) for time, address in zip(times, addresses, strict=True)]
    known.sort(key=lambda pair: pair[0])
    placed: list[Any] = []
    for _, group in groupby(known, key=lambda pair: pair[0]):
        same = [address for _, address in group]
        placed += sorted(same, key=name) if len(same) > 1 else same
    return placed


def counted(searcher: Any, asked: Any) -> dict[str, dict[str, int]]:
    answer = searcher.aggregate(asked, {name: {"terms": {"field": name, "size": MOST}} for name in FACETS})
    return {
        name: ordered({bucket["key"]: int(bucket["doc_count"]) for bucket in answer[name]["buckets"]})
        for name in FACETS
    }


def ranked(searcher: Any, address: Any) -> int:
    """The rank of who speaks in an entry."""
    return rank_of(*searcher.fast_field_values("weight", [address]))

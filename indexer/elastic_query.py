"""How Elasticsearch is asked: a `Query` and one reading of it as a search body, of features every distribution has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from indexer.elastic_schema import SHOWN
from indexer.embedded_query import MOST, TITLE
from indexer.fields import barred, bounds, days, demanded, offset
from indexer.index import Query
from indexer.shown import FACETS, ordered
from indexer.stages import Reading
from indexer.tokens import Phrase


def asked(query: Query, reading: Reading) -> dict[str, Any]:
    """The search body. Totals are exact, and an answer of only some shards is an error."""
    phrases = [_phrase(phrase) for phrase in reading.phrases]
    excluded = Reading("literal", query.excluded, together=True).phrases
    matched: dict[str, Any] = {
        "filter": list(_filters(query)),
        "must_not": [
            *(_phrase(phrase) for phrase in excluded if phrase.tokens),
            *({"terms": {field: list(values)}} for field, values in barred(query)),
        ],
    }
    if phrases and reading.together:
        matched["must"] = phrases
    elif phrases:
        matched["must"] = [{"bool": {"should": phrases, "minimum_should_match": 1}}]
    by_score = query.sort == "relevance" and bool(phrases)
    if by_score:
        matched["should"] = [_phrase(phrase, "title_", TITLE) for phrase in reading.phrases]
    body: dict[str, Any] = {
        "query": {"bool": matched},
        "size": max(query.size, 0),
        "from": offset(query),
        "track_total_hits": True,
        "source": {"includes": SHOWN},
    }
    if by_score:
        body["query"] = {
            "function_score": {
                "query": body["query"],
                "field_value_factor": {"field": "weight", "modifier": "log2p"},
                "boost_mode": "multiply",
            }
        }
        body["sort"] = [{"_score": "desc"}, {"newest": "asc"}]
    else:
        body["sort"] = [{"newest" if query.sort == "relevance" else query.sort: "asc"}]
    if query.facets:
        body["aggs"] = {name: {"terms": {"field": name, "size": MOST}} for name in FACETS}
    return body


def counted(aggregations: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """The facets of an answer."""
    return {
        name: ordered({bucket["key"]: int(bucket["doc_count"]) for bucket in aggregations[name]["buckets"]})
        for name in FACETS
    }


def _phrase(phrase: Phrase, prefix: str = "", boost: float = 1.0) -> dict[str, Any]:
    field = prefix + phrase.stream
    if len(phrase.tokens) == 1:
        return {"term": {field: {"value": phrase.tokens[0], "boost": boost}}}
    return {"match_phrase": {field: {"query": " ".join(phrase.tokens), "boost": boost}}}


def _filters(query: Query) -> Iterator[dict[str, Any]]:
    for field, values in demanded(query):
        yield {"terms": {field: list(values)}}
    since, before = days(query)
    if since is not None or before is not None:
        between = {key: value for key, value in (("gte", since), ("lt", before)) if value is not None}
        yield {"range": {"published": {**between, "format": "epoch_millis"}}}
    touched = bounds(query)
    if touched:
        lowest, highest = touched
        if lowest > highest:
            yield {"match_none": {}}
        else:
            yield {"range": {"amounts": {"gte": lowest, "lte": highest, "relation": "intersects"}}}

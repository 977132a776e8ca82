"""How Elasticsearch keeps an entry: strict mappings that other tools can read, over our own tokens.

The tokens are made here and parted by spaces, so the built-in whitespace analyzer is all that is needed: no plug-in.
"""

from __future__ import annotations

from typing import Any

from indexer.fields import FORMAT, Fields
from indexer.shown import shown
from indexer.tokens import TOKENS

DEEPEST = 100_000
"""Hits that can be paged through; the server's default is 10,000."""
MADE_BY = {"made_by": "aftershock", "format": FORMAT, "tokens": TOKENS}
"""Tells our indices from foreign ones of the same name, and from those of other versions."""

_KEYWORD = {"type": "keyword"}
_SHOWN = {"type": "keyword", "index": False, "doc_values": False}
_TOKENS = {"type": "text", "analyzer": "whitespace"}
_STREAMS = ("grams", "chars", "title_grams", "title_chars")

MAPPINGS: dict[str, Any] = {
    "_meta": MADE_BY,
    "dynamic": "strict",
    # The tokens follow from title and text; keeping them too would double the index.
    "_source": {"excludes": list(_STREAMS)},
    "properties": {
        "id": _KEYWORD,
        "version": _KEYWORD,
        "kind": _KEYWORD,
        "title": {"type": "text", "index": False},
        "text": {"type": "text", "index": False},
        "link": _SHOWN,
        "published": {"type": "date", "format": "strict_date_optional_time||epoch_millis"},
        "month": _KEYWORD,
        "source": _KEYWORD,
        "publisher": _KEYWORD,
        "company": _KEYWORD,
        "type": _KEYWORD,
        "trait": _KEYWORD,
        "rank": _KEYWORD,
        # In fen. A range query that intersects compares low and high of the same amount.
        "amounts": {"type": "long_range"},
        # In yuan, the smallest and the largest, for people.
        "amount_low": {"type": "double"},
        "amount_high": {"type": "double"},
        "newest": _KEYWORD,
        "oldest": _KEYWORD,
        "amount": _KEYWORD,
        "weight": {"type": "double"},
        **dict.fromkeys(_STREAMS, _TOKENS),
    },
}


def settings(shards: int) -> dict[str, Any]:
    """Settings of a new index; a second copy of each shard is kept wherever there is a second node."""
    return {
        "index": {"number_of_shards": shards, "auto_expand_replicas": "0-1", "max_result_window": DEEPEST},
    }


def body(made: Fields) -> dict[str, Any]:
    """An entry as Elasticsearch takes it."""
    entry = made.entry
    kept = shown(entry)
    kept["company"] = kept.pop("companies")
    kept["type"] = kept.pop("types")
    return kept | {
        "version": entry.version,
        "month": made.month or None,
        "source": entry.source or None,
        "trait": list(entry.traits),
        "rank": str(made.rank),
        "amounts": [{"gte": low, "lte": high} for low, high in made.amounts],
        "amount_low": min((low / 100 for low, _ in made.amounts), default=None),
        "amount_high": max((high / 100 for _, high in made.amounts), default=None),
        "newest": made.newest,
        "oldest": made.oldest,
        "amount": made.amount,
        "weight": made.weight,
        "grams": made.grams,
        "chars": made.chars,
        "title_grams": made.title_grams,
        "title_chars": made.title_chars,
    }


def unpacked(source: dict[str, Any]) -> dict[str, Any]:
    """What `shown` made, back from a kept body."""
    return source | {
        "companies": source.get("company") or [],
        "types": source.get("type") or [],
        "source": source.get("source") or "",
    }


SHOWN = ["id", "kind", "title", "text", "link", "published", "source", "publisher", "company", "type"]
"""Fields of the body a hit is made of."""

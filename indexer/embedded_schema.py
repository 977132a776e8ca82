"""How the embedded index keeps an entry: its tantivy schema and documents."""

from __future__ import annotations

import json
from typing import Any

import tantivy

from indexer.fields import Fields, blocks
from indexer.shown import FACETS, shown


def schema() -> tantivy.Schema:
    """The fields, by the names of `indexer.fields`; `shown` holds what a hit shows."""
    made = tantivy.SchemaBuilder()
    # The key is raw text: deleting by a term of an unsigned field deletes nothing, and says nothing.
    for name in ("id", "stamp", "kind", "trait", "blocks"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        made.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    for name in ("newest", "oldest", "amount"):
        made.add_text_field(name, tokenizer_name="raw", fast=True, index_option="basic")
    for name in ("grams", "chars", "title_grams", "title_chars"):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    made.add_integer_field("published", indexed=True, fast=True)
    made.add_integer_field("low", indexed=True, fast=True)
    made.add_float_field("weight", fast=True)
    made.add_bytes_field("shown", stored=True)
    return made.build()


def document(made: Fields) -> dict[str, Any]:
    """An entry as tantivy takes it."""
    entry = made.entry
    kept: dict[str, Any] = {
        "id": entry.id,
        "stamp": f"{entry.id} {entry.version}",
        "kind": entry.kind,
        "company": list(dict.fromkeys(entry.companies)),
        "type": list(dict.fromkeys(entry.types)),
        "trait": list(dict.fromkeys(entry.traits)),
        "newest": made.newest,
        "oldest": made.oldest,
        "amount": made.amount,
        "grams": made.grams,
        "chars": made.chars,
        "title_grams": made.title_grams,
        "title_chars": made.title_chars,
        "low": sorted({low for low, _ in made.amounts}),
        "blocks": sorted({block for low, high in made.amounts if low < high for block in blocks(low, high)}),
        "rank": str(made.rank),
        "weight": made.weight,
        "shown": json.dumps(shown(entry), ensure_ascii=False).encode("utf-8", "replace"),
    }
    if entry.source:
        kept["source"] = entry.source
    if made.published is not None:
        kept["published"] = made.published
        kept["month"] = made.month
    return kept

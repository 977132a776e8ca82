"""One JSON object per document, as promised to other tools."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from aftershock.jsonl import document
from tests.knowledge.test_facts import ARTICLE, FULL, TEXT

DOCUMENT = {
    "source", "url", "title", "publisher", "original_publisher", "authors", "reporter", "editor", "published",
    "precision", "text", "problems", "mentions", "names", "relations", "events",
}  # fmt: skip
MENTION = {
    "kind", "start", "end", "text", "value", "low", "high", "unit", "comparison", "role", "subject", "speaker",
    "direct", "as_of", "from", "to", "of",
}  # fmt: skip


def test_the_promised_keys_are_there_and_unknown_is_null() -> None:
    record = json.loads(json.dumps(document(ARTICLE, FULL, source="a.pdf"), ensure_ascii=False))
    assert record.keys() >= DOCUMENT
    assert record["published"] == "2021-08-12T23:05:48+08:00"
    assert record["text"] == TEXT
    full, bare = record["mentions"]
    assert full.keys() & bare.keys() >= MENTION
    assert bare == dict.fromkeys(MENTION) | {"kind": "date", "start": 0, "end": 2, "text": "云上"}
    assert (full["value"], full["low"], full["high"]) == (54.25, 50, "60000000000000000000000")
    assert (full["from"], full["to"], full["as_of"]) == ("2021-07-01", "2021-07-31", "2021-07-06")
    assert (full["vague"], full["cell"], full["per"], full["same_as"], full["changed_from"]) == (True, True, "股", 0, 3)
    assert (full["comparison"], full["direct"]) == (">=", False)
    assert record["names"] == [
        {
            "name": "云上",
            "kind": "seller",
            "aliases": ["云下"],
            "code": "300001",
            "mentions": [[0, 2]],
            "former": ["云下"],
        }
    ]
    assert record["relations"] == [{"type": "brand", "parent": "云上", "child": "云下", "start": 0, "end": 8}]
    event = record["events"][0]
    assert event["figures"] == [[11, 16]]
    assert (event["date"], event["certainty"], event["negated"]) == ("2021-07-01", "rumour", True)


def test_why_is_told_only_when_asked() -> None:
    assert "trace" not in json.dumps(document(ARTICLE, FULL, source="a"))
    told = document(ARTICLE, FULL, source="a", explain=True)
    assert told["mentions"][0]["trace"] == {"rule": "count/digits", "trigger": "家", "anchor": "named before"}
    assert told["names"][0]["trace"] == {"rule": "names/former"}


def test_a_long_figure_is_text_and_no_figure_is_lost() -> None:
    odd = FULL.mentions[0]._replace(value=Decimal("0.1234567890123456789"))
    record = document(ARTICLE, replace(FULL, mentions=(odd,)), source="a")
    assert record["mentions"][0]["value"] == "0.1234567890123456789"


def test_a_score_and_more_is_quoted_as_more_than_its_tens_with_its_ends_beside_it() -> None:
    vague = FULL.mentions[0]._replace(
        text="二十几家", value=None, low=Decimal(21), high=Decimal(29), flags=frozenset({"vague"})
    )
    tens = vague._replace(text="数十家", low=Decimal(20), high=Decimal(99))
    over, scores = document(ARTICLE, replace(FULL, mentions=(vague, tens)), source="a")["mentions"]
    assert (over["value"], over["low"], over["high"], over["comparison"]) == (20, 21, 29, ">")
    assert (scores["value"], scores["low"], scores["high"]) == (None, 20, 99)

"""Facts of one document as a JSON object: what `aftershock extract` prints, one a line."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from aftershock.model import EventFound, Facts, Mention, NameFound, RelationFound, Trace
from aftershock.numbers import number
from crawlers.article import Article


def document(article: Article, facts: Facts, *, source: str, explain: bool = False) -> dict[str, Any]:
    """The object of one document. `source` is its path or address; `explain` adds to each fact why it was read so.

    Numbers are JSON numbers where these are exact, else strings; unknown is null; offsets count characters of `text`.
    """
    return {
        "source": source,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "original_publisher": article.original_publisher,
        "authors": list(article.authors),
        "reporter": article.reporter,
        "editor": article.editor,
        "published": article.published.isoformat() if article.published else None,
        "precision": article.precision,
        "code": article.code,
        "summary": article.summary,
        "text": article.text,
        "problems": list(article.problems),
        "mentions": [_mention(mention, explain) for mention in facts.mentions],
        "names": [_name(name, explain) for name in facts.names],
        "relations": [_relation(relation) for relation in facts.relations],
        "events": [_event(event) for event in facts.events],
    }


def _over_tens(mention: Mention) -> Decimal | None:
    """Of 十几 and 二十几 the ten that it is more than, which is how such a count is quoted; its ends stay beside it."""
    if mention.low is None or mention.high is None or "vague" not in mention.flags or "十几" not in mention.text:
        return None
    return mention.low - 1 if mention.high - mention.low == 8 and mention.low % 10 == 1 else None


def _mention(mention: Mention, explain: bool) -> dict[str, Any]:
    over = _over_tens(mention)
    record: dict[str, Any] = {
        "kind": mention.kind,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "value": number(mention.value if over is None else over),
        "low": number(mention.low),
        "high": number(mention.high),
        "unit": mention.unit,
        "comparison": mention.comparison if over is None else ">",
        "role": mention.role,
        "subject": mention.subject,
        "speaker": mention.speaker,
        "direct": mention.direct,
        "as_of": _day(mention.as_of),
        "from": _day(mention.from_),
        "to": _day(mention.to),
        "of": mention.of,
    }
    where_they_hold = {"per": mention.per, "same_as": mention.same_as, "changed_from": mention.changed_from}
    record |= {key: value for key, value in where_they_hold.items() if value is not None}
    record |= dict.fromkeys(sorted(mention.flags), True)
    return record | _trace(mention.trace, explain)


def _name(name: NameFound, explain: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "name": name.name,
        "kind": name.kind,
        "aliases": list(name.aliases),
        "code": name.code,
        "mentions": [list(span) for span in name.mentions],
    }
    if name.former:
        record["former"] = list(name.former)
    return record | _trace(name.trace, explain)


def _relation(relation: RelationFound) -> dict[str, Any]:
    return asdict(relation)


def _event(event: EventFound) -> dict[str, Any]:
    return asdict(event) | {"date": _day(event.date), "figures": [list(span) for span in event.figures]}


def _trace(trace: Trace | None, explain: bool) -> dict[str, Any]:
    if not explain:
        return {}
    return {
        "trace": None if trace is None else {key: value for key, value in trace._asdict().items() if value is not None}
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

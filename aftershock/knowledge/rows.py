"""Rows read back as nouns."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime

from aftershock.knowledge.schema import compact
from aftershock.model import (
    Claim,
    Event,
    EventFound,
    Evidence,
    Failure,
    Mention,
    Name,
    NameFound,
    Question,
    RelationFound,
    Trace,
)
from aftershock.numbers import decimal
from crawlers.article import Article, Block

Row = sqlite3.Row


def day(value: str | None) -> date | None:
    """An ISO day."""
    return None if value is None else date.fromisoformat(value)


def moment(value: str | None) -> datetime | None:
    """An ISO time with its offset."""
    return None if value is None else datetime.fromisoformat(value)


def pairs(value: str) -> tuple[tuple[int, int], ...]:
    """Spans from JSON."""
    return tuple((start, end) for start, end in json.loads(value))


def words(value: str) -> tuple[str, ...]:
    """Strings from JSON."""
    return tuple(json.loads(value))


def trace(value: str | None) -> Trace | None:
    """A trace from JSON."""
    return None if value is None else Trace(**json.loads(value))


def article_json(article: Article) -> str:
    """An article without its text, which is kept apart and once per version."""
    record = {name: getattr(article, name) for name in Article.__dataclass_fields__ if name not in ("text", "blocks")}
    record["published"] = article.published.isoformat() if article.published else None
    record["blocks"] = [[block.kind, block.start, block.end, block.page, block.table] for block in article.blocks]
    return compact(record)


def article(record: str, text: str) -> Article:
    """What `article_json` wrote, with its text."""
    fields = json.loads(record)
    fields["published"] = moment(fields["published"])
    fields["blocks"] = tuple(Block(*block) for block in fields["blocks"])
    for name in ("authors", "problems"):
        fields[name] = tuple(fields[name])
    return Article(text=text, **fields)


def mention(row: Row) -> Mention:
    """A row of `mentions`."""
    return Mention(
        kind=row["kind"], start=row["start"], end=row["end"], text=row["text"],
        value=decimal(row["value"]), low=decimal(row["low"]), high=decimal(row["high"]),
        unit=row["unit"], comparison=row["comparison"], role=row["role"], subject=row["subject"],
        speaker=row["speaker"], direct=None if row["direct"] is None else bool(row["direct"]),
        as_of=day(row["as_of"]), from_=day(row["from"]), to=day(row["to"]), of=row["of"], per=row["per"],
        same_as=row["same_as"], changed_from=row["changed_from"], flags=frozenset(json.loads(row["flags"])),
        trace=trace(row["trace"]),
    )  # fmt: skip


def name_found(row: Row) -> NameFound:
    """A row of `names_found`."""
    return NameFound(
        name=row["name"], kind=row["kind"], aliases=words(row["aliases"]), code=row["code"],
        mentions=pairs(row["mentions"]), former=words(row["former"]), trace=trace(row["trace"]),
    )  # fmt: skip


def relation_found(row: Row) -> RelationFound:
    """A row of `relations_found`."""
    return RelationFound(row["type"], row["parent"], row["child"], row["start"], row["end"])


def event_found(row: Row) -> EventFound:
    """A row of `events_found`."""
    return EventFound(
        type=row["type"], start=row["start"], end=row["end"], text=row["text"], date=day(row["date"]),
        actor=row["actor"], subject=row["subject"], figures=pairs(row["figures"]),
        certainty=row["certainty"], negated=bool(row["negated"]),
        speaker=row["speaker"],
    )  # fmt: skip


def evidence(row: Row) -> Evidence:
    """A row of `evidence`."""
    return Evidence(row["document"], row["version"], row["start"], row["end"], row["quote"])


def name(row: Row, aliases: tuple[str, ...], proof: tuple[Evidence, ...]) -> Name:
    """A row of `names` with what belongs to it."""
    return Name(
        id=row["id"], name=row["name"], kind=row["kind"], full=row["full"], aliases=aliases,
        former=words(row["former"]), code=row["code"], orgid=row["orgid"], documents=words(row["documents"]),
        evidence=proof, notes=words(row["notes"]),
    )  # fmt: skip


def event(row: Row, proof: Evidence) -> Event:
    """A row of `events` with its evidence."""
    return Event(
        id=row["id"], type=row["type"], date=day(row["date"]), published=moment(row["published"]), actor=row["actor"],
        subject=row["subject"], names=words(row["names"]), certainty=row["certainty"], negated=bool(row["negated"]),
        speaker=row["speaker"], figures=tuple(json.loads(row["figures"])), evidence=proof,
    )  # fmt: skip


def claim(row: Row, proof: Evidence) -> Claim:
    """A row of `claims` with its evidence."""
    return Claim(
        id=row["id"], question=row["question"], value=decimal(row["value"]), low=decimal(row["low"]),
        high=decimal(row["high"]), comparison=row["comparison"], text=row["text"], speaker=row["speaker"],
        rank=row["rank"], published=moment(row["published"]), superseded=row["superseded"], start=row["start"],
        evidence=proof, certainty=row["certainty"],
    )  # fmt: skip


def failure(row: Row) -> Failure:
    """A row of `failures`."""
    return Failure(
        capture=row["capture"], url=row["url"], source=row["source"], filename=row["filename"], reason=row["reason"],
        detail=row["detail"], fetched=datetime.fromisoformat(row["fetched"]),
    )  # fmt: skip


def question(row: Row, claims: tuple[Claim, ...]) -> Question:
    """A row of `questions` with its claims."""
    return Question(
        id=row["id"], subject=row["subject"], name=row["name"], role=row["role"], unit=row["unit"],
        as_of=day(row["as_of"]),
        claims=claims, low=decimal(row["low"]), high=decimal(row["high"]), conflict=bool(row["conflict"]),
    )  # fmt: skip

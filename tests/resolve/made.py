"""Documents made for one purpose: a text, and facts marked in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from aftershock.ids import document_id, version_id
from aftershock.model import EventFound, Facts, Mention, NameFound, RelationFound, Version
from aftershock.resolve import State
from crawlers.article import BEIJING, Article


def money(
    text: str, value: float | str | None, subject: str | None, role: str | None = "frozen", **more: Any
) -> Mention:
    """An amount in yuan as printed; its place is found when the document is made."""
    return _figure("money", text, value, subject, role, {"unit": "CNY", **more})


def count(
    text: str, value: float | str | None, subject: str | None, role: str | None = "stores closed", **more: Any
) -> Mention:
    """A count of stores as printed."""
    return _figure("count", text, value, subject, role, {"unit": "店铺", **more})


def _figure(kind: Any, text: str, value: Any, subject: str | None, role: str | None, more: dict[str, Any]) -> Mention:
    more.setdefault("comparison", "=")
    exact = None if value is None else Decimal(str(value))
    return Mention(kind, more.pop("start", 0), 0, text, value=exact, subject=subject, role=role, **more)


def name(
    name: str, kind: Any = "seller", *aliases: str, code: str | None = None, former: tuple[str, ...] = ()
) -> NameFound:
    """A name; its places are found when the document is made."""
    return NameFound(name, kind, tuple(sorted({*aliases, *former})), code, (), former)


def document(
    key: str,
    text: str,
    *found: Mention | NameFound | RelationFound | EventFound,
    day: date | None = date(2021, 8, 1),
    source: str = "nbd",
    publisher: str | None = "某报",
    number: int = 1,
    content: str | None = None,
    **article: Any,
) -> State:
    """One version of a document, its facts in order of place. Each figure stands where its text is first found."""
    published = datetime.combine(day, time(9), BEIJING) if day else None
    url = f"https://example.org/{key}"
    seen = (published or datetime(2021, 8, 1, tzinfo=BEIJING)) + timedelta(hours=number)
    page = Article(url=url, source=source, text=text, publisher=publisher, published=published, **article)
    version = Version(version_id(text), document_id(url), number, seen, page)
    mentions = [_placed(text, one) for one in found if isinstance(one, Mention)]
    return State(
        version,
        Facts(
            tuple(sorted(mentions, key=lambda m: m.start)),
            tuple(_named(text, one) for one in found if isinstance(one, NameFound)),
            tuple(one for one in found if isinstance(one, RelationFound)),
            tuple(one for one in found if isinstance(one, EventFound)),
        ),
        content,
    )


def _placed(text: str, mention: Mention) -> Mention:
    start = text.index(mention.text, mention.start)
    return mention._replace(start=start, end=start + len(mention.text))


def _named(text: str, found: NameFound) -> NameFound:
    spans: list[tuple[int, int]] = []
    for form in sorted({found.name, *found.aliases}, key=len, reverse=True):
        at = text.find(form)
        while at >= 0:
            if not any(start < at + len(form) and at < end for start, end in spans):
                spans.append((at, at + len(form)))
            at = text.find(form, at + len(form))
    return replace(found, mentions=tuple(sorted(spans)))


def relation(text: str, kind: str, parent: str, child: str) -> RelationFound:
    """A relation that a stretch of a text states."""
    return RelationFound(kind, parent, child, 0, len(text))


def event(text: str, words: str, kind: str, *figures: str, **more: Any) -> EventFound:
    """An event that the words state, with figures by their text."""
    start = text.index(words)
    spans = tuple((text.index(figure), text.index(figure) + len(figure)) for figure in figures)
    return EventFound(kind, start, start + len(words), words, figures=spans, **more)

"""A reader small enough to see through: pages are lines of text, and what they say follows from three patterns.

标题|报社|2021-08-01        first line: title, publisher, day (each may be empty)
《云上》下称                 a certain name, which other documents may know
云上被关闭50家店铺            a count with role and subject, where 云上 is a known name or written 《云上》
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from aftershock.model import EventFound, Facts, KnownName, Mention, NameFound
from aftershock.reading import Reader
from aftershock.vocabulary import Vocabulary
from crawlers.article import BEIJING, Article
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.ledger import Return

START = datetime(2021, 8, 1, tzinfo=UTC)
WORDS = Vocabulary()


def page(name: str, text: str, *, hours: int = 0, source: str = "nbd", kind: str = "page") -> Capture:
    """A capture of https://example.org/<name>, fetched some hours after the start."""
    url = f"https://example.org/{name}"
    return Capture(source, kind, url, START + timedelta(hours=hours), body=text.encode())  # type: ignore[arg-type]


class Shelf:
    """Captures in a given order, as an archive hands them out."""

    def __init__(self, captures: Sequence[Capture]) -> None:
        self.gone_back: list[Return] = []
        self._captures = {f"{c.digest[7:23]}-{c.url}": c for c in captures}

    def documents(self) -> Iterator[tuple[int, str]]:
        return ((at, key) for at, (key, c) in enumerate(self._captures.items()) if c.kind in ("page", "file"))

    def capture(self, key: str) -> Capture:
        return self._captures[key]

    def returns(self) -> Iterator[Return]:
        """The same content a second time is the same capture, stored where it was first."""
        return iter(self.gone_back)


def read(capture: Capture) -> Article:
    text = capture.body.decode()
    if text.startswith("坏"):
        raise Unreadable("broken", "cut short")
    if text.startswith("错"):
        raise RuntimeError("a mistake in the reader")
    head, _, body = text.partition("\n")
    title, publisher, day = head.split("|")
    published = datetime.fromisoformat(day).replace(tzinfo=BEIJING) if day else None
    return Article(
        url=capture.url, source=capture.source, text=body, title=title or None, publisher=publisher or None,
        published=published, precision="day" if day else None,
    )  # fmt: skip


def extract(article: Article, known: frozenset[KnownName]) -> Facts:
    text = article.text
    if "炸" in text:
        raise ZeroDivisionError("a mistake in a rule")
    forms = {form for name in known for form in (name.name, *name.aliases)}
    own = set(re.findall(r"《(\w+?)》", text))
    names, mentions, events = [], [], []
    for form in sorted(own | forms):
        spans = tuple((m.start(), m.end()) for m in re.finditer(re.escape(form), text))
        if spans:
            names.append(NameFound(form, "seller", mentions=spans))
        for m in re.finditer(re.escape(form) + r"》?被关闭(约?)(\d+)家店铺", text):
            start = m.start(1)
            mentions.append(
                Mention(
                    "count", start, m.end() - 2, text[start : m.end() - 2], value=Decimal(m[2]), unit="店铺",
                    comparison="~" if m[1] else "=", role="stores closed", subject=form,
                )
            )  # fmt: skip
            events.append(EventFound("封号", m.start(), m.end(), m[0], subject=form, figures=((start, m.end() - 2),)))
    return Facts(
        tuple(sorted(mentions, key=lambda m: m.start)), tuple(sorted(names, key=lambda n: n.mentions)), (),
        tuple(sorted(events, key=lambda e: e.start)),
    )  # fmt: skip


def known(found: Iterable[NameFound]) -> Iterable[KnownName]:
    return [KnownName(name.name, name.kind, name.aliases, name.code) for name in found]


READER = Reader(read=read, extract=extract, known=known, fingerprint="tiny-1")

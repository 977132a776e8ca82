"""Statements of events, with the bodies they concern."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from aftershock.ids import digest
from aftershock.model import Event, EventFound, Mention
from aftershock.resolve.names import Identities
from aftershock.resolve.state import State, proof
from aftershock.sentences import Sentences
from crawlers.article import BEIJING

_LIST = re.compile(r"[、，,;；]|及其|以及|和|与|及")


def events(state: State, sentences: Sentences, identities: Identities) -> list[Event]:
    """The events of one document's newest version."""
    figures = {mention.start: mention for mention in state.facts.mentions if mention.kind != "date"}
    found: dict[str, Event] = {}
    for event in state.facts.events:
        one = _event(state, event, sentences, identities, figures)
        found.setdefault(one.id, one)
    return list(found.values())


def _event(
    state: State, event: EventFound, sentences: Sentences, identities: Identities, figures: dict[int, Mention]
) -> Event:
    evidence = proof(state.version, sentences, event.start, event.end)
    named = (*_people(event.actor, state, identities), *_people(event.subject, state, identities))
    named = named or _inside(state, event.start, event.end, identities)
    place = event.start - evidence.start
    return Event(
        id=digest("event", state.document, evidence.quote, event.type, event.text, str(place)),
        type=event.type,
        date=event.date,
        published=state.version.article.published,
        actor=event.actor,
        subject=event.subject,
        names=tuple(dict.fromkeys(named)),
        certainty=event.certainty,
        negated=event.negated,
        speaker=event.speaker,
        figures=tuple(sorted(start for start, _ in event.figures if start in figures)),
        evidence=evidence,
    )


def _people(words: str | None, state: State, identities: Identities) -> tuple[str, ...]:
    """Ids of the names that an actor or subject means; several where it is a list."""
    whole = identities.find(state.document, words)
    if whole is not None:
        return (whole.id,)
    parts = [identities.find(state.document, part.strip()) for part in _LIST.split(words or "")]
    return tuple(part.id for part in parts if part is not None)


def _inside(state: State, start: int, end: int, identities: Identities) -> tuple[str, ...]:
    """Ids of the names that stand in the event's words, in order, where neither actor nor subject is a name."""
    places = sorted(
        (at, found.name)
        for found in state.facts.names
        for at, to in found.mentions
        if start <= at and to <= end and found.kind != "media"
    )
    names = (identities.find(state.document, name) for _, name in places)
    return tuple(dict.fromkeys(name.id for name in names if name is not None))


def newest_first(event: Event) -> tuple[float, str, int, str]:
    """Sort key: by the event's own day, else by publication; the newest first."""
    moment = datetime.combine(event.date, time(), BEIJING) if event.date else event.published
    stamp = (moment or datetime.min.replace(tzinfo=UTC)).timestamp() if moment else float("-inf")
    return -stamp, event.evidence.document, event.evidence.start, event.id

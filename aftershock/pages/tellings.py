"""How exactly sentences give the time of what they state: 8月5日 is a day, 8月初 is not, 2021年以来 not even a month.

An event carries one date, the first day of the time it was read from. What is shown must not say more than the
sentence does, so the words of the time are looked up again where they are more than a day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aftershock.model import Document, Event, Mention
from aftershock.pages.reader import Reader

_LONGEST = 31
"""Days. An event of a longer time than a month is told under the day of its publication."""
_MONTH = re.compile("[月周旬]")


@dataclass(frozen=True, slots=True)
class Times:
    """What is known beyond an event's first day."""

    words: Mapping[str, str]
    """Event id → the words of its time, such as 8月初, where that is more than a day and at most a month."""
    loose: frozenset[str]
    """Events whose time is longer: 2021年以来."""


NO_TIMES = Times({}, frozenset())


def told(reader: Reader, documents: Mapping[str, Document], events: Iterable[Event]) -> Times:
    """Look through the dates of the sentences that do not name the event's day in figures."""
    doubtful: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        known = documents.get(event.evidence.document)
        if event.date and known and event.evidence.version == known.latest.id and not _names_day(event):
            doubtful[known.id].append(event)
    words: dict[str, str] = {}
    loose: set[str] = set()
    for key, found in doubtful.items():
        dates = [m for m in reader.facts(documents[key].latest).mentions if m.kind == "date" and m.from_]
        for event in found:
            place = event.evidence
            own = [m for m in dates if place.start <= m.start < place.end and m.from_ == event.date]
            if not own or any(m.from_ == m.to for m in own):
                continue  # Dated by what stands outside the sentence, or by a word for a day, such as 昨日.
            if _long(own[0]):
                loose.add(event.id)
            else:
                words[event.id] = own[0].text
    return Times(words, frozenset(loose))


def _names_day(event: Event) -> bool:
    day = event.date
    assert day is not None
    # 2021-07-06 and 7.6 name a day, 31.1% does not.
    figures = rf"(?<!\d)0?{day.month}[-/.]0?{day.day}(?![\d.%％])"
    return re.search(rf"(?<!\d)0?{day.day}\s*[日号]|{figures}", event.evidence.quote) is not None


def _long(mention: Mention) -> bool:
    if mention.from_ is not None and mention.to is not None:
        return (mention.to - mention.from_).days >= _LONGEST
    return _MONTH.search(mention.text) is None

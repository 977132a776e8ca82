"""Who stands behind a figure, and how much that counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftershock.model import EventFound, Mention, NameKind, Rank
from aftershock.resolve.bodies import folded
from aftershock.resolve.names import Identities
from aftershock.resolve.state import State

EXCHANGES = frozenset({"cninfo", "sse", "szse"})
"""Sources that publish nothing but filings."""

_RANK_OF_KIND: dict[NameKind, Rank] = {
    "person": "person",
    "media": "press",
    "government": "regulator",
    "regulator": "regulator",
    "exchange": "regulator",
}
_COMPANY: Rank = "company"
"""Every other kind of body speaks for itself: companies, platforms, associations, institutes."""

_OWN_VOICE = re.compile(
    "(?:的?(?:方面|官方|公告|财报|年报|半年报|季报|(?:相关|有关)?(?:负责人|发言人|人员)|客服|官网))+$"
)
"""After a name: still that body's own voice."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Who says something: claims with one key are one voice, however often it is heard."""

    key: str
    rank: Rank


def is_filing(state: State) -> bool:
    """Whether the document is a disclosure by a listed company: from an exchange, or headed by a stock code."""
    article = state.version.article
    return article.source in EXCHANGES or article.code is not None


def origin(state: State, mention: Mention, events: tuple[EventFound, ...], identities: Identities) -> Origin:
    """The voice behind a figure: its speaker where the text names one, else who publishes the document."""
    voice = _voice(state, mention, identities)
    if any(event.certainty == "rumour" for event in events):
        return Origin(voice.key, "anonymous")
    return voice


def _voice(state: State, mention: Mention, identities: Identities) -> Origin:
    article = state.version.article
    speaker = identities.find(state.document, mention.speaker)
    if speaker is None and mention.speaker:
        speaker = identities.find(state.document, _OWN_VOICE.sub("", mention.speaker))
    if is_filing(state):
        issuer = article.code or (folded(article.publisher) if article.publisher else state.document)
        return Origin(f"issuer {issuer}", "filing")
    if mention.speaker and speaker is None:
        # Nobody with a name: 业内人士, 有卖家, 知情人. Two papers' insiders need not be the same people.
        return Origin(f"unnamed {folded(mention.speaker)} {_publisher(state)}", "anonymous")
    if speaker is not None:
        if speaker.code:
            return Origin(f"issuer {speaker.code}", _COMPANY)
        return Origin(f"name {speaker.id}", _RANK_OF_KIND.get(speaker.kind, _COMPANY))
    publisher = identities.find(state.document, article.original_publisher or article.publisher)
    rank = _RANK_OF_KIND.get(publisher.kind, _COMPANY) if publisher is not None else "press"
    return Origin(f"publisher {_publisher(state)}", rank)


def _publisher(state: State) -> str:
    article = state.version.article
    return folded(article.original_publisher or article.publisher or "") or f"document {state.document}"

"""What is asked: whose a figure is, with what all ways of finding it look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import Scene
from aftershock.extract.subjects.capacity import CLOSED, HIT, ON_PLATFORMS
from aftershock.extract.subjects.hosts import HOSTED
from aftershock.model import Mention

Way = tuple[str, str | None]
"""The name of a way, and whom it finds: "" where it is nobody's alone, None where another way is to be tried."""
_OF_A_FIRM = re.compile(
    r"revenue|profit|loss|frozen|inventory|receivables|goodwill|stores|sites|accounts|laid off|left|staff|managers"
    r"|debt|assets|cash|sales|returned"
)
"""Roles that, where the sentence names nobody, are those of the firm that the article is about."""


_COUNTED = re.compile(r"(?:sellers|firms|brands)\b")
_MARKET = re.compile(r"market size$|exports$|imports$|trade volume$")
_OF_SELLERS = re.compile(r"frozen$|(?:accounts|stores|sites) (?:banned|blocked|suspended)$|(?:accounts|sites) stopped$")
_FIRMS_CLOSED = re.compile(r"(?:stores|firms) (?:closed|stopped|suspended)$")
_OWN_SITES = re.compile(r"(?:sites|stores) (?:closed|stopped|suspended)$")


class Role(NamedTuple):
    """What a role says of whose its figure may be."""

    hit: bool
    """Something was done to what is counted or paid."""
    on_platforms: bool
    """It tells of what others have on a platform."""
    hosted: bool
    """What it counts is on a platform, which may be all that is told of it."""
    closed: bool
    """It counts stores that their own firm may have closed."""
    of_a_firm: bool
    """Where the sentence names nobody, it is of the firm that the article is about."""
    counted: bool
    """It counts firms, brands or sellers."""
    of_market: bool
    """A market or a country has it: who is named nearby for something else is not meant."""
    firms_closed: bool
    """It tells of stores or firms that closed."""
    of_sellers: bool
    """It tells of what befell sellers, as the story of one does."""
    own_sites: bool
    """It tells of stores or sites that may be the platform's own."""


@lru_cache(maxsize=1024)
def role_of(role: str, count: bool) -> Role:
    """What the role of a count or another figure says; there are some dozens of them, asked for with every figure."""
    return Role(
        hit=HIT.search(role) is not None,
        on_platforms=ON_PLATFORMS.match(role) is not None,
        hosted=count and HOSTED.match(role) is not None,
        closed=CLOSED.match(role) is not None,
        of_a_firm=_OF_A_FIRM.search(role) is not None,
        counted=_COUNTED.match(role) is not None,
        of_market=_MARKET.match(role) is not None,
        firms_closed=_FIRMS_CLOSED.match(role) is not None,
        of_sellers=_OF_SELLERS.match(role) is not None,
        own_sites=_OWN_SITES.match(role) is not None,
    )


class Asked(NamedTuple):
    """A figure of which is asked whose it is, with what all ways look at."""

    scene: Scene
    mention: Mention
    sentence: Sentence
    before: Sequence[Mention]
    """The figures so far."""
    role: str
    hit: bool
    on_platforms: bool
    hosted: bool
    closed: bool
    of_a_firm: bool
    counted: bool
    of_market: bool
    firms_closed: bool
    of_sellers: bool
    own_sites: bool
    own: int
    """Number of its clause in the sentence."""
    clause: Span
    ones: str | None
    """The counted ones, where they may own it."""


def ask(
    scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention], says: Role, ones: str | None
) -> Asked:
    """What is asked of a figure with a role; `before` are the figures so far."""
    own = sentence.clause_at(mention.start)
    return Asked(scene, mention, sentence, before, mention.role or "", *says, own, sentence.clauses[own], ones)

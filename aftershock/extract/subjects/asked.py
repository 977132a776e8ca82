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


@lru_cache(maxsize=1024)
def role_of(role: str) -> Role:
    """What a role says; there are some dozens of them, asked for with every figure."""
    return Role(
        hit=HIT.search(role) is not None,
        on_platforms=ON_PLATFORMS.match(role) is not None,
        hosted=HOSTED.match(role) is not None,
        closed=CLOSED.match(role) is not None,
        of_a_firm=_OF_A_FIRM.search(role) is not None,
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
    own: int
    """Number of its clause in the sentence."""
    clause: Span
    ones: str | None
    """The counted ones, where they may own it."""


def ask(scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention], ones: str | None) -> Asked:
    """What is asked of a figure with a role; `before` are the figures so far."""
    role = mention.role or ""
    says, own = role_of(role), sentence.clause_at(mention.start)
    if mention.kind != "count":
        says = says._replace(hosted=False)
    return Asked(scene, mention, sentence, before, role, *says, own, sentence.clauses[own], ones)

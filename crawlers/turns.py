"""The order of lists under a daily cap: those that a day's requests did not suffice for come first on the next.

So of lists that a day cannot have all, each has its turn, and the one that has waited longest is the first. What
follows from a list comes with it, so that a list which was begun comes to its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request

    from crawlers.sightings import Sightings

_OWED = "owed"
"""In a request's meta: how much sooner than others it comes."""


def put_forward(requests: Iterable[Request], sightings: Sightings) -> None:
    """Give the lists among a crawl's first requests, which have their questions, the priority that is owed to them."""
    since = [(sightings.owed(one.meta["question"]), one) for one in requests if "question" in one.meta]
    waited = sorted({when for when, _ in since if when}, reverse=True)
    for when, request in since:
        if when:
            _raise(request, 1 + waited.index(when))


def follow(found: Request, meta: Mapping[str, Any]) -> None:
    """Let a list that follows from another come with it."""
    if _OWED in meta:
        _raise(found, meta[_OWED])


def in_turn(requests: Iterable[Request]) -> list[Request]:
    """The first requests in the order in which they are to be asked."""
    return sorted(requests, key=lambda request: -int(request.meta.get(_OWED, 0)))


def _raise(request: Request, by: int) -> None:
    request.meta[_OWED] = by
    request.priority += by

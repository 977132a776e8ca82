"""What tells a filing wherever it is published: whose it is, what it is called, on which days it may be dated."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from aftershock.resolve.speakers import EXCHANGES
from aftershock.resolve.state import State
from crawlers.article import BEIJING

_EVENING = 15
"""Hour from which the exchanges take filings for the next day: a place that gives the moment then differs by a day from
those that give the day."""
_SHORT_NAME = re.compile(r"(?:\d{5,6})?([^:\d()《》][^:()《》]{1,9}):")
"""星徽股份: or 300464星徽股份: before a title, when width and spaces are folded."""
_REVISION = re.compile(r"(?:\([^()]*(?:更新|更正|修订|修正|补充|取消)[^()]*\))+$")


@dataclass(frozen=True, slots=True)
class Filing:
    """A document that a listing or its own head gives a stock code."""

    code: str
    title: str
    """Width, case and spaces folded, without a short name and colon before it. What was revised stays in it."""
    short: str | None
    """The short name that stood before it."""
    days: frozenset[str]
    """ISO days by which other places may date it; empty when it bears none."""
    mirror: bool
    """Whether the place is not where filings are published first."""

    @property
    def revision(self) -> str:
        """(更新后), (修订稿) and the like at the end of the title; empty for the filing as first published."""
        found = _REVISION.search(self.title)
        return found[0] if found else ""

    def revises(self, other: Filing) -> bool:
        """Whether one of the two is a corrected state of the other, and so another document, however alike."""
        return self.code == other.code and self.revision != other.revision


def filing(state: State) -> Filing | None:
    """What a document's newest version says of itself as a filing; None for other documents."""
    article = state.version.article
    if article.code is None or not article.title:
        return None
    title = "".join(unicodedata.normalize("NFKC", article.title).casefold().split())
    head = _SHORT_NAME.match(title)
    days = set()
    if article.published:
        local = article.published.astimezone(BEIJING)
        days.add(local.date().isoformat())
        if article.precision != "day" and local.hour >= _EVENING:
            days.add((local.date() + timedelta(days=1)).isoformat())
    return Filing(
        code=article.code,
        title=title[head.end() :] if head and title[head.end() :] else title,
        short=head[1] if head and title[head.end() :] else None,
        days=frozenset(days),
        mirror=article.source not in EXCHANGES,
    )

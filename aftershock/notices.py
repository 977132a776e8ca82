"""What an alarm tells: a notice is a value, and whatever finds one knows nothing of how it is delivered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

Plain = str | int | float | bool | None
"""A JSON value that holds no others."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that somebody should be told, once."""

    key: str
    """Tells notices apart for good: a second one with the same key is not told again. It begins with the topic."""
    topic: str
    """Which alarm it is: the name of a saved search, or such as "silence"."""
    title: str
    """One line."""
    text: str
    """What happened, with its evidence; lines parted by line feeds."""
    link: str = ""
    """A page of the site ("documents/ab12.html#s4") or a whole address; empty: none."""
    at: datetime | None = None
    """When it happened or was published; aware."""
    data: Mapping[str, Plain] = field(default_factory=dict)
    """The same for machines."""


class Alarm(Protocol):
    """Whatever finds notices. It may find the same again after each run: the notifier knows what was told."""

    def notices(self) -> Iterable[Notice]:
        """What is to be told now."""

"""What the single rules hand on: a stretch of text that is a name, and links between two names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aftershock.model import NameKind


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule holds `text[start:end]` for a name."""

    start: int
    end: int
    kind: NameKind
    rule: str
    trigger: str | None = None
    spread: bool = True
    """Whether the same letters elsewhere in the text are this name too."""


@dataclass(frozen=True, slots=True)
class Link:
    """The text says that two names are one: `short` is introduced for `full`, or was its former name."""

    full: str
    short: str
    type: Literal["alias", "former"] = "alias"


@dataclass(frozen=True, slots=True)
class Code:
    """The text gives a name's stock code."""

    name: str
    code: str

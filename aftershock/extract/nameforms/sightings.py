"""What the single rules hand on: a stretch of text that is a name, and links between two names."""

from __future__ import annotations

from typing import Literal, NamedTuple

from aftershock.model import NameKind


class Sighting(NamedTuple):
    """A rule holds `text[start:end]` for a name."""

    start: int
    end: int
    kind: NameKind
    rule: str
    trigger: str | None = None
    spread: bool = True
    """Whether the same letters elsewhere in the text are this name too."""


class Link(NamedTuple):
    """The text says that two names are one: `short` is introduced for `full`, or was its former name."""

    full: str
    short: str
    type: Literal["alias", "former"] = "alias"


class Code(NamedTuple):
    """The text gives a name's stock code."""

    name: str
    code: str

"""Speaking firms: which firms a text names that may speak, asked once for a whole text."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from aftershock.extract.scene import FIRMS
from aftershock.extract.scene.places import Place, Places


class FirmsOfText:
    """The firms of a text; each question is answered from what was counted once, so that long texts stay cheap."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._of: dict[str, bool] = {}

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(p.shown for p in self._places.all if p.name.kind in FIRMS)

    @cached_property
    def _listed(self) -> list[Place]:
        return [p for p in self._places.all if p.name.code is not None]

    @cached_property
    def _second_at(self) -> float:
        """Where the second listed firm of the text is named first."""
        return next((p.start for p in self._listed if p.name is not self._listed[0].name), float("inf"))

    def speak(self, speaker: str) -> bool:
        """Whether a firm that the text names speaks, or its paper does (甲年报)."""
        if speaker not in self._of:
            self._of[speaker] = any(firm in speaker for firm in self._names)
        return self._of[speaker]

    def listed_above(self, line: int) -> str | None:
        """The listed firm that the text names before a position, if it is one alone."""
        above = bisect_left(self._listed, line, key=lambda p: p.start)
        return self._listed[above - 1].shown if above and line <= self._second_at else None

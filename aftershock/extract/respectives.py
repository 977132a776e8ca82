"""Respective figures: 对甲、乙、丙分别罚款30万元、20万元、10万元 gives each name its figure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from aftershock.extract.capacity import able
from aftershock.extract.scene import Scene
from aftershock.extract.sentences import Sentence
from aftershock.model import Mention

_RESPECTIVELY = "分别"
_LISTED = re.compile(r"[，]?(?:、|和|及|以及|与|，)")
_BETWEEN = re.compile(r"(?:[（(][^（）()]{0,40}[）)])?(?:、|和|及|以及|与)")


def respective(scene: Scene, mention: Mention, sentence: Sentence, figures: Sequence[Mention]) -> str | None:
    """Whose a figure is in a list of figures behind 分别, by its place in the list of names before it.

    `figures` are the figures of the text in order. None unless there are as many names as figures.
    """
    text = scene.outline.text
    at = text.rfind(_RESPECTIVELY, sentence.start, mention.start)
    if at < 0:
        return None
    starts = [m.start for m in figures]
    listed = figures[bisect_left(starts, at) : bisect_left(starts, sentence.end)]
    row = _row(text, [m for m in listed if m.kind == mention.kind])
    names = _names(scene, sentence, at, mention.role or "")
    if mention not in row or len(row) < 2 or len(row) != len(names):
        return None
    return names[row.index(mention)]


def _row(text: str, figures: Sequence[Mention]) -> list[Mention]:
    """The figures that stand one behind the other from the first on."""
    row = list(figures[:1])
    for figure in figures[1:]:
        if not _LISTED.fullmatch(text, row[-1].end, figure.start):
            break
        row.append(figure)
    return row


def _names(scene: Scene, sentence: Sentence, end: int, role: str) -> list[str]:
    """The last row of names side by side before a position."""
    row: list[str] = []
    last = 0
    for place in scene.places.within(sentence.start, end):
        if not able(scene, place, role) and place.name.kind != "person":
            continue
        if row and not _BETWEEN.fullmatch(scene.outline.text, last, place.start):
            row = []
        row.append(place.shown)
        last = place.end
    return row

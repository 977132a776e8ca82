"""Runs: the stretches of text a reader sees as one paragraph, each with what speaks for or against it.

The runs of any element are neighbours, so an element is a range of runs (a Box).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from crawlers.article import BlockKind
from crawlers.page.names import BODYLIKE


@dataclass(slots=True)
class Run:
    """A stretch of text without a block boundary inside."""

    text: str
    element: etree._Element
    """The block element that directly holds it."""
    box: int
    """Index of the box of that element."""
    kind: BlockKind
    linked: int
    """Characters of it inside links."""
    marks: int
    """Its Chinese punctuation."""
    pieces: tuple[str, ...]
    """The text as its inline elements part it: "2021", "08/13"."""
    worth: float = 0.0
    """Characters that look like article prose."""
    hidden: bool = False
    """In page furniture, by the names its makers gave."""
    table: int | None = None
    bold: bool = False


@dataclass(slots=True)
class Box:
    """A block element as the range of runs inside it."""

    element: etree._Element
    parent: int
    start: int
    end: int = 0
    furniture: str = ""
    """"", "weak" (a name such as sidebar) or "comment"."""
    kind: BlockKind = "paragraph"
    """What the runs directly inside are, by its tag and name."""


@dataclass(slots=True)
class Runs:
    """All runs of a page in reading order, and its boxes in the order they open (box 0 is the root)."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def worth(size: int, linked: int, marks: int) -> float:
    """Characters of prose: long runs with punctuation and few links; short ones and lists of links are worth little."""
    if linked * 3 > size:
        return 0.0
    if marks == 0:
        return size * 0.3 if 15 < size < 300 else 0.0
    return min(size, 1200) * (1.0 if size > 25 else 0.6) * (1.0 - linked / size)


def furnish(found: Runs) -> None:
    """Mark the runs in furniture. A name is not believed where the box holds most of the page's prose."""
    total = sum(run.worth for run in found.runs) or 1.0
    sums = [0.0]
    for run in found.runs:
        sums.append(sums[-1] + run.worth)
    hidden = 0
    for box in found.boxes:
        if not box.furniture or box.end <= hidden:  # inside another that is hidden already
            continue
        share = (sums[box.end] - sums[box.start]) / total
        names = f"{box.element.get('class') or ''} {box.element.get('id') or ''}"
        limit = 0.9 if box.furniture == "comment" else 0.3 if BODYLIKE.search(names) else 0.55
        if share > limit:
            box.furniture = ""
            continue
        for run in found.runs[box.start : box.end]:
            run.hidden = True
            run.worth = 0.0
        hidden = max(hidden, box.end)

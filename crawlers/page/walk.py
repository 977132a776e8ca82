"""Element tree → runs, in one walk."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from crawlers.article import BlockKind
from crawlers.assembly import squeeze
from crawlers.page.names import CAPTION, COMMENT, FURNITURE, HEADINGS, HIDDEN, INLINE, SIDE, SKIPPED
from crawlers.page.runs import Box, Run, Runs, furnish, worth
from crawlers.page.tables import is_data, rows

_MARKS = re.compile("[，。！？；、：“”]")
_BOLD = frozenset(("b", "strong"))
_IN_LIST = 0.4
"""What prose inside list items counts: lists of other articles carry their opening lines."""


@lru_cache(maxsize=8192)
def _named(names: str | None, identity: str | None) -> tuple[str, bool]:
    """What class and id say: furniture ("", "weak", "comment") and whether it is a caption."""
    both = f"{names or ''} {identity or ''}"
    furniture = "comment" if COMMENT.search(both) else "weak" if FURNITURE.search(both) else ""
    return furniture, CAPTION.search(both) is not None


def _kind(tag: str, caption: bool) -> BlockKind:
    if tag in HEADINGS:
        return "heading"
    if caption or tag == "figcaption" or tag == "caption":
        return "caption"
    return "item" if tag == "li" else "paragraph"


class _Walk:
    """The state of one walk. `pieces` collect the run under way."""

    __slots__ = ("bold", "bolds", "found", "items", "linked", "links", "pieces", "stack", "tables")

    def __init__(self) -> None:
        self.found = Runs()
        self.pieces: list[str] = []
        self.linked = 0
        self.bold = 0
        self.links = 0
        self.bolds = 0
        self.items = 0
        self.tables = 0
        self.stack: list[int] = []

    def add(self, text: str) -> None:
        self.pieces.append(text)
        if self.links:
            self.linked += len(text.strip())
        if self.bolds:
            self.bold += len(text.strip())

    def flush(self) -> None:
        pieces, linked, bold = self.pieces, self.linked, self.bold
        self.pieces, self.linked, self.bold = [], 0, 0
        if len(pieces) == 1:
            text = squeeze(pieces[0])
            if text:
                self.emit(text, (text,), linked, bold)
            return
        text = squeeze("".join(pieces))
        if text:
            self.emit(text, tuple(pieces) if len(text) < 80 else (text,), linked, bold)

    def emit(self, text: str, pieces: tuple[str, ...], linked: int, bold: int, table: int | None = None) -> None:
        index = self.stack[-1]
        box = self.found.boxes[index]
        kind = box.kind
        if table is not None:
            kind = "row" if "\t" in text else "paragraph"
        size, marks = len(text), len(_MARKS.findall(text))
        prose = 0.0 if linked == size else worth(size, linked, marks)
        if self.items:
            prose *= _IN_LIST
        bolded = bold * 10 >= size * 9
        self.found.runs.append(Run(text, box.element, index, kind, linked, marks, pieces, prose, False, table, bolded))

    def open(self, element: etree._Element, tag: str) -> None:
        if self.pieces:
            self.flush()
        furniture, caption = "", False
        attributes = element.items()
        if attributes:
            given = dict(attributes)
            furniture, caption = _named(given.get("class"), given.get("id"))
            if "style" in given and HIDDEN.search(str(given["style"])):
                furniture = "weak"
        if tag in SIDE:
            furniture = "weak"
        if tag == "li":
            self.items += 1
        found, stack = self.found, self.stack
        parent = stack[-1] if stack else -1
        stack.append(len(found.boxes))
        found.boxes.append(Box(element, parent, len(found.runs), 0, furniture, _kind(tag, caption)))

    def close(self, tag: str) -> None:
        if self.pieces:
            self.flush()
        self.found.boxes[self.stack.pop()].end = len(self.found.runs)
        if tag == "li":
            self.items -= 1


def runs(root: etree._Element) -> Runs:
    """The runs and boxes of a tree."""
    walk = _Walk()
    walk.open(root, str(root.tag))
    if root.text and not root.text.isspace():
        walk.add(root.text)
    walker = etree.iterwalk(root, events=("start", "end"))
    next(walker)
    for event, element in walker:
        tag = element.tag
        if event == "end":
            if element is root:
                break
            if tag in INLINE:
                if tag == "a":
                    walk.links -= 1
                elif tag in _BOLD:
                    walk.bolds -= 1
            elif tag != "br" and tag not in SKIPPED:
                walk.close(tag)
            text = element.tail
        elif tag in INLINE:
            if tag == "a":
                walk.links += 1
            elif tag in _BOLD:
                walk.bolds += 1
            text = element.text
        elif tag in SKIPPED:
            walker.skip_subtree()
            continue
        elif tag == "br":
            if walk.pieces:
                walk.flush()
            continue
        else:
            walk.open(element, tag)
            if tag == "table" and is_data(element):
                for row, linked in rows(element):
                    walk.emit(row, (row,), linked, 0, walk.tables)
                walk.tables += 1
                walker.skip_subtree()
                continue
            text = element.text
        if not text:
            continue
        if text.isspace():
            if walk.pieces:
                walk.pieces.append(" ")
        elif walk.links or walk.bolds:
            walk.add(text)
        else:
            walk.pieces.append(text)
    walk.close(str(root.tag))
    furnish(walk.found)
    return walk.found

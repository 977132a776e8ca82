"""Element tree → runs, in one walk."""

from __future__ import annotations

import re

from lxml import etree

from crawlers.article import BlockKind
from crawlers.assembly import squeeze
from crawlers.page.names import CAPTION, COMMENT, FURNITURE, HEADINGS, HIDDEN, INLINE, SIDE, SKIPPED
from crawlers.page.runs import Box, Run, Runs, furnish, worth
from crawlers.page.tables import is_data, rows

_MARKS = re.compile("[，。！？；、：“”]")
_IN_LIST = 0.4
"""What prose inside list items counts: lists of other articles carry their opening lines."""


class _Walk:
    """The state of one walk. `text` collects the run under way."""

    def __init__(self, root: etree._Element) -> None:
        self.found = Runs()
        self.pieces: list[str] = []
        self.linked = 0
        self.bold = 0
        self.links = 0
        self.bolds = 0
        self.items = 0
        self.names: dict[tuple[str | None, str | None], tuple[str, bool]] = {}
        self.tables = 0
        self.stack: list[int] = []
        self.element = root

    def add(self, text: str | None) -> None:
        if text and not text.isspace():
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())
            if self.bolds:
                self.bold += len(text.strip())
        elif text and self.pieces:
            self.pieces.append(" ")

    def flush(self) -> None:
        if not self.pieces:
            return
        pieces, linked, bold = self.pieces, self.linked, self.bold
        self.pieces, self.linked, self.bold = [], 0, 0
        text = squeeze("".join(pieces))
        if text:
            self.emit(text, tuple(pieces) if len(pieces) > 1 and len(text) < 80 else (text,), linked, bold)

    def emit(self, text: str, pieces: tuple[str, ...], linked: int, bold: int, table: int | None = None) -> None:
        box = self.found.boxes[self.stack[-1]]
        tag = box.element.tag
        kind: BlockKind = "paragraph"
        if table is not None:
            kind = "row" if "\t" in text else "paragraph"
        elif tag in HEADINGS:
            kind = "heading"
        elif tag == "figcaption" or tag == "caption" or self.named(box.element)[1]:
            kind = "caption"
        elif tag == "li":
            kind = "item"
        run = Run(
            text,
            box.element,
            self.stack[-1],
            kind,
            linked,
            len(_MARKS.findall(text)),
            pieces,
            table=table,
            bold=bold * 10 >= len(text) * 9,
        )
        run.worth = worth(run) * (_IN_LIST if self.items else 1.0)
        self.found.runs.append(run)

    def named(self, element: etree._Element) -> tuple[str, bool]:
        """What class and id say: furniture ("", "weak", "comment") and whether it is a caption."""
        key = (element.get("class"), element.get("id"))
        if key == (None, None):
            return "", False
        known = self.names.get(key)
        if known is None:
            names = f"{key[0] or ''} {key[1] or ''}"
            furniture = "comment" if COMMENT.search(names) else "weak" if FURNITURE.search(names) else ""
            known = self.names[key] = (furniture, bool(CAPTION.search(names)))
        return known

    def open(self, element: etree._Element) -> None:
        if self.pieces:
            self.flush()
        furniture = self.named(element)[0]
        tag = element.tag
        if tag in SIDE:
            furniture = "weak"
        style = element.get("style")
        if style and "none" in style and HIDDEN.search(style):
            furniture = "weak"
        self.items += tag == "li"
        parent = self.stack[-1] if self.stack else -1
        self.stack.append(len(self.found.boxes))
        self.found.boxes.append(Box(element, parent, len(self.found.runs), furniture=furniture))

    def close(self) -> None:
        if self.pieces:
            self.flush()
        box = self.found.boxes[self.stack.pop()]
        box.end = len(self.found.runs)
        self.items -= box.element.tag == "li"


def runs(root: etree._Element) -> Runs:
    """The runs and boxes of a tree."""
    walk = _Walk(root)
    walk.open(root)
    walk.add(root.text)
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if element is root:
            continue
        tag = element.tag
        if event == "end":
            if tag in INLINE:
                if tag == "a":
                    walk.links -= 1
                elif tag in ("b", "strong"):
                    walk.bolds -= 1
            elif tag != "br" and tag not in SKIPPED:
                walk.close()
            text = element.tail
            if text:
                walk.add(text)
        elif tag in SKIPPED:
            walker.skip_subtree()
        elif tag in INLINE:
            if tag == "a":
                walk.links += 1
            elif tag in ("b", "strong"):
                walk.bolds += 1
            text = element.text
            if text:
                walk.add(text)
        elif tag == "br":
            walk.flush()
        elif tag == "table" and is_data(element):
            walk.open(element)
            for row, linked in rows(element):
                walk.emit(row, (row,), linked, 0, walk.tables)
            walk.tables += 1
            walker.skip_subtree()
        else:
            walk.open(element)
            text = element.text
            if text:
                walk.add(text)
    walk.close()
    furnish(walk.found)
    return walk.found

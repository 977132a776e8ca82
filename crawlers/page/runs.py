"""Element tree → runs: the stretches of text a reader sees as one paragraph, each with what speaks for or against it.

One walk over the tree. The runs of any element are neighbours, so an element is a range of runs (a Box).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from crawlers.article import BlockKind
from crawlers.assembly import squeeze
from crawlers.page.tables import is_data, rows

SKIPPED = frozenset({"script", "style", "template", "head", "title", "meta", "link", "svg", "canvas", "textarea"})
SIDE = frozenset(
    {"nav", "aside", "footer", "noscript", "button", "select", "iframe", "object", "map", "dialog", "datalist", "menu"}
)
"""Elements that by their nature hold furniture; believed unless most of the page's prose is inside (never closed)."""
INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "nobr",
        "o:p",
        "st1:personname",
        "st1:chsdate",
    }
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_MARKS = re.compile("[，。！？；、：“”]")
# English words that page makers name furniture with; matched in class and id, borders at word parts.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:side-?bar|aside|foot(?:er)?\d?|copy-?rights?|disclaimers?|statement|shares?|sharing"
    r"|bdshare\w*|share-?(?:box|bar|btn|list|wrap)|breadcrumbs?|crumbs?|bread|"
    r"nav(?:bar|igation)?|top-?nav|menus?|tool-?bars?|login|ads?|advert\w*|gg|qr-?code|ewm|erweima|pagination|"
    r"page-?nav|pager|tags?|tag-?list|keywords?|subscribe|download|app-?download|pop-?up|modal|tooltip"
    r"|hot(?:-?(?:news|list|rank|article|read))?|rank\w*|"
    r"related?\w*|recommend\w*|rec-?(?:list|news)|tuijian|xiangguan|xgyd|guess\w*|more-?(?:news|list|read)|latest"
    r"|list-?news|prev|next|"
    r"prev-?next|post-?nav\w*|article-?nav|author-?(?:info|box|card|intro)|zebian|article-?editor|ep-?source|vote"
    r"|like|praise|zan|reward|feedback|report-?btn|links?|friend-?links?)(?:$|[\s_-])"
    r"|(?:related?|recommend|hot)(?:news|read|list|article|box|post|wrap)|newslist|sidebar|article-?related"
    r"|copyright|side-?(?:left|right)|right-?(?:side|bar|col)",
    re.I,
)
_COMMENT = re.compile(
    r"comment|pinglun|(?:^|[\s_-])(?:repl(?:y|ies)|cmt|ping|post-?bbs|tie|gentie|discuss\w*)(?:$|[\s_-])|gentie", re.I
)
_BODYLIKE = re.compile(r"article|content|body|text|main|detail|page|wrap|container|left", re.I)
_CAPTION = re.compile(
    r"caption|img_?-?(?:descr?|title|text|note|tip|info|alt)|pic_?-?(?:descr?|title|text|txt|info|note)"
    r"|image-?(?:desc|note|title)|figcaption|pgc-img-caption|photo-?(?:desc|text)|tu-?zhu",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


_IN_LIST = 0.4
"""What prose inside list items counts: lists of other articles carry their opening lines."""


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


@dataclass(slots=True)
class Runs:
    """All runs of a page in reading order, and its boxes in the order they open (box 0 is the root)."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


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
        run.worth = _worth(run) * (_IN_LIST if self.items else 1.0)
        self.found.runs.append(run)

    def named(self, element: etree._Element) -> tuple[str, bool]:
        """What class and id say: furniture ("", "weak", "comment") and whether it is a caption."""
        key = (element.get("class"), element.get("id"))
        if key == (None, None):
            return "", False
        known = self.names.get(key)
        if known is None:
            names = f"{key[0] or ''} {key[1] or ''}"
            furniture = "comment" if _COMMENT.search(names) else "weak" if _FURNITURE.search(names) else ""
            known = self.names[key] = (furniture, bool(_CAPTION.search(names)))
        return known

    def open(self, element: etree._Element) -> None:
        if self.pieces:
            self.flush()
        furniture = self.named(element)[0]
        tag = element.tag
        if tag in SIDE:
            furniture = "weak"
        style = element.get("style")
        if style and "none" in style and _HIDDEN.search(style):
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
    _furnish(walk.found)
    return walk.found


def _worth(run: Run) -> float:
    """Characters of prose: long runs with punctuation and few links; short ones and lists of links are worth little."""
    size = len(run.text)
    if run.linked * 3 > size:
        return 0.0
    if run.marks == 0:
        return size * 0.3 if 15 < size < 300 else 0.0
    return min(size, 1200) * (1.0 if size > 25 else 0.6) * (1.0 - run.linked / size)


def _furnish(found: Runs) -> None:
    """Mark the runs in furniture. A name is not believed where the box holds most of the page's prose."""
    total = sum(run.worth for run in found.runs) or 1.0
    sums = [0.0]
    for run in found.runs:
        sums.append(sums[-1] + run.worth)
    for box in found.boxes:
        if not box.furniture:
            continue
        share = (sums[box.end] - sums[box.start]) / total
        names = f"{box.element.get('class') or ''} {box.element.get('id') or ''}"
        limit = 0.9 if box.furniture == "comment" else 0.3 if _BODYLIKE.search(names) else 0.55
        if share > limit:
            box.furniture = ""
            continue
        for run in found.runs[box.start : box.end]:
            run.hidden = True
            run.worth = 0.0

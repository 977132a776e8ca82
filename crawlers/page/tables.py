"""Tables that hold data, as rows; tables that only lay out a page are left to the reading of their cells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from crawlers.assembly import squeeze
from crawlers.filinghead import is_head

_LONGEST_CELL = 400
"""Characters; a longer cell holds a piece of an article, not a value."""

_BREAKS = ("br", "p", "div")


def is_data(table: etree._Element) -> bool:
    """Whether rows and cells mean something: two rows or more, several cells, none of them a piece of an article.

    One row does where it is the head of a filing.
    """
    if table.find(".//table") is not None:
        return False
    sizes = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        sizes.append(len(cells))
        for cell in cells:
            if cell.find(".//form") is not None or cell.find(".//h1") is not None or len(cell.findall(".//p")) > 8:
                return False
            if sum(map(len, cell.itertext("*"))) > _LONGEST_CELL * 3 or len(_text(cell)) > _LONGEST_CELL:
                return False
        if len(sizes) > 3000:
            break
    if len(sizes) == 1 and sizes[0] > 1:
        cells = [cell for cell in table.iter("td", "th") if len(_text(cell)) < 60]
        return len(cells) == sizes[0] and all(is_head(_text(cell)) for cell in cells)
    several = sum(size > 1 for size in sizes)
    return len(sizes) >= 2 and several >= 2 and several * 2 >= len(sizes)


def rows(table: etree._Element) -> Iterator[tuple[str, int]]:
    """Each row that holds anything: its filled cells joined by tabs, and how many of its characters are links."""
    for row in table.iter("caption", "tr"):
        cells = [_text(cell) for cell in (row if row.tag == "tr" else [row]) if cell.tag in ("td", "th", "caption")]
        text = "\t".join(cell for cell in cells if cell)
        if text:
            yield text, sum(len(_text(link)) for link in row.iter("a"))


def _text(element: etree._Element) -> str:
    if next(element.iter(*_BREAKS), None) is None:
        return squeeze("".join(map(str, element.itertext("*"))))
    parts: list[str] = []
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part.tag in _BREAKS:
            parts.append(" ")  # two figures under each other are not one
        text = part.text if event == "start" else part.tail if part is not element else None
        if text:
            parts.append(text)
    return squeeze("".join(parts))

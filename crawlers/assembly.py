"""Lines → the text of an article and its blocks, so that both always agree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from crawlers.article import Block, BlockKind

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\u2028\u2029"))
_CONTROL = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]")
_STRAY = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an article before it has a place in the text. The cells of a row are parted by tabs."""

    kind: BlockKind
    text: str
    page: int | None = None
    table: int | None = None


def squeeze(text: str) -> str:
    """A run of text as a reader sees it: blanks of every kind as one space, none at the ends, nothing invisible.

    A line break of the source between two Chinese characters is no blank; one beside a Latin word is.
    """
    if text.isprintable():  # its only blank is the space
        return " ".join(text.split()) if "  " in text else text.strip(" ")
    if "\n" in text or "\r" in text:
        text = _STRAY.sub("", text.strip())
    if _UNSEEN.search(text):
        text = text.replace("\x85", " ").translate(_INVISIBLE).translate(_CONTROL | {0x0B: " ", 0x0C: " ", 0x0D: " "})
    return " ".join(text.split())


def assemble(lines: Iterable[Line]) -> tuple[str, tuple[Block, ...]]:
    """The text (lines joined by one line feed, empty ones left out) and a block for each of its lines."""
    texts: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for line in lines:
        cells = [squeeze(cell) for cell in line.text.split("\t")] if line.kind == "row" else [squeeze(line.text)]
        text = "\t".join(cell for cell in cells if cell)
        if not text:
            continue
        table = line.table if line.kind == "row" else None
        blocks.append(Block(line.kind, offset, offset + len(text), line.page, table))
        texts.append(text)
        offset += len(text) + 1
    return "\n".join(texts), tuple(blocks)

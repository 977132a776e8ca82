"""Plain text → Article. Text that was broken at a margin, as from a PDF, is noticed and joined to paragraphs."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise, takewhile

from crawlers.article import Article
from crawlers.assembly import Line, assemble, squeeze
from crawlers.bylines import byline
from crawlers.errors import Unreadable
from crawlers.filinghead import HEAD_LINES, is_head, issuer_code, parted
from crawlers.moments import Moment, printed
from crawlers.wrapping import is_wrapped, join

_DRESSED = re.compile(r"^\s*(?:[-—–]\s*\d{1,4}\s*[-—–]|第\s*\d{1,4}\s*页.*|\d{1,4}\s*[/／]\s*\d{1,4})\s*$")
_LABEL = re.compile(r"^[【\[（(]?\s*(?:发布|发表|刊发|更新|上传)?(?:时间|日期)\s*[:：]|来\s*源\s*[:：]|^发布于")
_STOPS = ("。", "！", "？", "；", "：", "，", "、", "”", ".", ",")
_HEAD = 8
"""Lines at the top in which title, time and source stand."""


def read_text(
    text: str, *, url: str, source: str, filename: str | None = None, latest: datetime | None = None
) -> Article:
    """The article of a text file. Raises Unreadable when it has no content."""
    given = [line.strip("\r") for line in text.replace("\f", "\n").split("\n")]
    lines = [squeeze(line) for line in given]
    lines = [line for line in lines if line]
    if not lines:
        raise Unreadable("empty")
    head = list(takewhile(is_head, lines[:HEAD_LINES]))
    prose = lines[len(head) :]
    lines = join(_without_folios(prose)) if is_wrapped(prose) else _rows(given)[len(head) :]
    title, rest = _title(lines) if lines else (None, lines)
    when = _published(rest[:_HEAD], latest)
    people = byline(rest[:_HEAD])
    body, blocks = assemble(
        [
            *(parted(Line("paragraph", line)) for line in head),
            *(Line("row" if "\t" in line else "paragraph", line) for line in rest if not _is_info(line, rest)),
        ]
    )
    return Article(
        url=url,
        source=source,
        text=body,
        title=title,
        original_publisher=people.original_publisher,
        authors=people.authors,
        reporter=people.reporter,
        editor=people.editor,
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        media_type="text/plain",
        filename=filename,
        code=issuer_code(head),
        blocks=blocks,
        problems=() if when else ("the text does not say when it was published",),
    )


def _rows(given: list[str]) -> list[str]:
    """The lines of a text that is not wrapped; tabs inside a line part the cells of a row."""
    return [line for line in ("\t".join(filter(None, map(squeeze, raw.split("\t")))) for raw in given) if line]


def _without_folios(lines: list[str]) -> list[str]:
    """Lines without page numbers: dressed ones (- 12 -, 第12页), and bare ones that count upwards through the text."""
    bare = [(at, int(line)) for at, line in enumerate(lines) if line.isdigit() and line.isascii() and len(line) <= 4]
    counting = {at for (at, number), (_, other) in pairwise(bare) if other == number + 1}
    counting |= {at for (_, number), (at, other) in pairwise(bare) if other == number + 1}
    return [line for at, line in enumerate(lines) if at not in counting and not _DRESSED.match(line)]


def _title(lines: list[str]) -> tuple[str | None, list[str]]:
    """The headline, where the first line reads like one and prose follows, and the lines after it."""
    first = lines[0]
    if (
        len(lines) > 1
        and 4 <= len(first) <= 60
        and not first.endswith(_STOPS)
        and "\t" not in first
        and not printed(first)
        and max(map(len, lines[1:12])) > 40
    ):
        return first, lines[1:]
    return None, lines


def _published(head: list[str], latest: datetime | None) -> Moment | None:
    """A time at the top of a text, labelled or alone on its line: never one from a sentence."""
    for line in head:
        moment = printed(line) if len(line) < 80 else None
        if moment is None or (latest is not None and moment.time > latest):
            continue
        rest = line.replace(moment.raw, "").strip(" []【】()（）|·-")
        if not rest or _LABEL.search(line):
            return moment
    return None


def _is_info(line: str, lines: list[str]) -> bool:
    """A line of time and source at the top is about the text."""
    return len(line) < 80 and bool(_LABEL.search(line)) and any(line is other for other in lines[:_HEAD])

"""Article: what a page says, cleaned of everything around it. The noun this package hands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Literal

BEIJING = timezone(timedelta(hours=8), "UTC+08:00")
"""Chinese publishers print local time without an offset; China has had no summer time since 1991."""

Precision = Literal["second", "minute", "day"]
BlockKind = Literal["paragraph", "heading", "row", "caption", "item"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text and what it was on the page: `text[start:end]` is one line."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    """1-based page of a PDF; None elsewhere."""
    table: int | None = None
    """Number of the table a row belongs to, counted from 0 through the document; None for other kinds."""


@dataclass(frozen=True, slots=True)
class Article:
    """One document as its publisher meant it."""

    url: str
    """Canonical URL, or `urn:sha256:…` for a file that names none."""
    source: str
    """Name of the source that brought it."""
    text: str
    """Cleaned text: one paragraph a line ("\\n"), cells of a table row separated by "\\t", no title line."""
    title: str | None = None
    publisher: str | None = None
    """Who put this page out, such as 新浪财经."""
    original_publisher: str | None = None
    """Whom the page names as the origin of a reprint, such as 21世纪经济报道; None when it names none."""
    authors: tuple[str, ...] = ()
    reporter: str | None = None
    editor: str | None = None
    published: datetime | None = None
    """Aware. None when the page does not say: never a date from a body paragraph."""
    precision: Precision | None = None
    published_raw: str | None = None
    """As printed on the page."""
    summary: str | None = None
    """The publisher's own abstract, if any."""
    media_type: str = "text/html"
    filename: str | None = None
    """Name of the file it was read from, for files of one's own."""
    code: str | None = None
    """Stock code of the company whose filing it is, as the listing says."""
    blocks: tuple[Block, ...] = ()
    problems: tuple[str, ...] = ()
    """What could not be made out, one sentence each. Empty when all is well."""

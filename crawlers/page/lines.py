"""Runs of an article → its lines: headings, captions and rows told from paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawlers.article import BlockKind
from crawlers.assembly import Line
from crawlers.page.runs import Run

_CAPTION = re.compile(
    r"^[（(【\[△▲▼↑↓]?\s*(?:图片?(?:来源|说明)?\s*[:：/／丨|]|图[/／]|(?:上|下|左|右)?图为|资料图|(?:视觉中国|新华社"
    r"|.{0,12}记者.{0,8}) ?摄[）)】]?$|摄影\s*[:：/]|图\s?\d{1,2}\s)"
)
_ENDS = re.compile(r"[。！？；…，：][”」』）)]?$")


def lines(runs: Iterable[Run]) -> list[Line]:
    """The lines of these runs, in order."""
    return [Line(_kind(run), run.text, table=run.table) for run in runs]


def _kind(run: Run) -> BlockKind:
    if run.kind in ("row", "heading", "caption"):
        return run.kind
    if len(run.text) < 80 and _CAPTION.match(run.text):
        return "caption"
    if run.bold and len(run.text) <= 40 and not _ENDS.search(run.text):
        return "heading"
    return run.kind

"""What tests of saved answers share."""

from __future__ import annotations

import json
from typing import Any

from crawlers.rows import Listing
from crawlers.saved import read_saved
from crawlers.sources import source

SHOWN = ("id", "title", "published", "precision", "url")


def rows_of(name: str, answer: Any) -> tuple[list[tuple[Any, ...]], Any, Any]:
    """The rows of an answer whose kind is guessed, then the total and what comes next."""
    body = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    return listing(read_saved(source(name), body.encode()))


def listing(found: object) -> tuple[list[tuple[Any, ...]], Any, Any]:
    """The rows of a list that was read, then the total and what comes next."""
    assert isinstance(found, Listing), found
    return [tuple(row.record()[field] for field in SHOWN) for row in found.rows], found.total, found.next

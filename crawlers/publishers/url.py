"""Single pages of any publisher, by their addresses."""

from __future__ import annotations

from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.reading import read_any
from crawlers.rows import Endpoint

ENDPOINTS: tuple[Endpoint, ...] = ()


def read(capture: Capture) -> Article:
    """The article of a page. Raises Unreadable."""
    return read_any(capture)

"""What the archive knows a capture by: made of what it holds, never of when or in which order it came."""

from __future__ import annotations

import hashlib

from crawlers.capture import Capture
from crawlers.warc import Revisit

RETITLED = "retitled"
"""In the meta of a page: the title that its list gave it when the same content had been archived with another one."""


def key_of(digest: str, url: str, title: str = "") -> str:
    """The capture key of a body's digest and a URL: the same however often the ledger is made again.

    `title`: what its list calls a page by now, whose content is as it was.
    """
    name = f"{url}\n{title}" if title else url
    return f"{digest.removeprefix('sha256:')[:16]}-{hashlib.sha256(name.encode()).hexdigest()[:16]}"


def key_of_record(record: Capture | Revisit) -> str:
    """The capture key of a record."""
    return key_of(record.digest, record.url, record.meta.get(RETITLED, ""))

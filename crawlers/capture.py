"""Capture: one answer of the web, or one file of the user's, as it came."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

CaptureKind = Literal["page", "list", "file", "robots", "slice", "trouble"]
"""page: holds an article or filing · list: names others (search answers, column pages) · file: given by the user ·
robots: what a publisher allows · slice: what reading some days of a list came to, see crawlers.slices ·
trouble: what was not fetched, see crawlers.quarantine."""


@dataclass(frozen=True)
class Capture:
    """One answer as it was published, before anything was made of it."""

    source: str
    """Name of the source that asked for it, such as "nbd"; "local" for files of one's own."""
    kind: CaptureKind
    url: str
    """The address asked for; for files `urn:sha256:<hex of the content>`."""
    fetched: datetime
    """When it was received; aware, UTC, whole seconds."""
    status: int = 200
    """HTTP status; 200 for files."""
    headers: tuple[tuple[str, str], ...] = ()
    """The answer's headers in order, as received; empty for files."""
    body: bytes = b""
    """The body after content decoding (gzip and the like undone)."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """What the listing said of it (title, published, precision, code, company …) or, for files, `filename`."""

    @cached_property
    def digest(self) -> str:
        """`sha256:` and the hexadecimal digest of the body."""
        return "sha256:" + hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever its case; None when it was not sent."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

"""What an archive holds after a crawl, as its ledger has it and its WARC files give it back."""

from __future__ import annotations

from crawlers.archive import Archive
from crawlers.capture import Capture

_PASSING = ("list", "robots")
"""Asked for anew by each crawl, whatever they were."""

Missed = dict[str, set[str]]
"""By address, the reasons of what is open in a quarantine."""


def held(archive: Archive) -> tuple[list[Capture], Missed]:
    """The captures of an archive that matter to a later crawl, in order, and what is in its quarantine."""
    missed: Missed = {}
    for entry in archive.quarantine():
        if entry.state == "open":
            missed.setdefault(entry.address, set()).add(entry.reason)
    kept = [key for key, kind, _ in archive._ledger.places() if kind not in _PASSING]
    return [archive.capture(key) for key in kept], missed

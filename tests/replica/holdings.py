"""What an archive holds after a crawl, as its ledger has it and its WARC files give it back."""

from __future__ import annotations

from pathlib import Path

from crawlers.archive import FILE_SIZE, Archive
from crawlers.capture import Capture
from crawlers.ledger import Ledger

_PASSING = ("list", "robots")
"""Asked for anew by each crawl, whatever they were."""

Missed = dict[str, set[str]]
"""By address, the reasons of what is open in a quarantine."""


def held(folder: Path) -> tuple[list[Capture], Missed]:
    """The captures of an archive that matter to a later crawl, in order, and what is in its quarantine."""
    missed: Missed = {}
    ledger = Ledger.open(folder / "ledger.sqlite", write=False)
    with Archive(folder, ledger, None, FILE_SIZE, ()) as archive:
        for entry in archive.quarantine():
            if entry.state == "open":
                missed.setdefault(entry.address, set()).add(entry.reason)
        kinds: dict[str, str] = {}
        for key, _, _, _, kind, *_ in ledger.dump():
            kinds.setdefault(key, kind)  # a capture comes before the notes that it was as it had been
        return [archive.capture(key) for key in kinds if kinds[key] not in _PASSING], missed

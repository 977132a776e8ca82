"""The crawl after a fault, when it is gone: whether it has all that was missed, and closes what was in quarantine.

One is made for all the archives of a source that differ in their troubles alone, and holds the troubles of all of them:
what has to be fetched is the same, and each entry of the quarantine is seen to close by itself.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.archive import Archive
from crawlers.capture import Capture
from crawlers.quarantine import UNASKED
from crawlers.sightings import NEVER, SELDOM
from crawlers.slices import slice_of

Prove = Callable[[Path], Awaitable[list[str]]]
"""Crawls on in the archive of a folder, without a fault; what is wrong with what comes of it."""


@dataclass(frozen=True)
class Left:
    """What a crawl that met a fault left behind."""

    name: str
    """The fault's."""
    folder: Path
    held: Sequence[Capture]

    @property
    def alike(self) -> frozenset[tuple[str, ...]]:
        """What the next crawl can go by, troubles apart: two archives with the same are to be crawled alike."""
        return frozenset(filter(None, map(_told, self.held)))


def _told(one: Capture) -> tuple[str, ...] | None:
    match one.kind:
        case "trouble" if "list" not in one.meta:
            return ("missed", one.meta.get("address", ""), _treated(one.meta.get("reason", "")))
        case "trouble" if one.meta["state"] == "seen":
            return None  # of one list there may be many, and each is closed for itself
        case "slice":
            return ("slice", one.url, str(slice_of(one.source, one.meta).complete))
    return (one.kind, one.url, one.digest, str(one.headers), json.dumps(dict(one.meta), sort_keys=True))


def _treated(reason: str) -> str:
    """How pages that are missed for a reason are asked for again; of two reasons for one page the later holds."""
    kinds = {"seldom": SELDOM, "never": NEVER, "unasked": UNASKED}
    return next((kind for kind, reasons in kinds.items() if reason in reasons), "soon")


async def wrong_after(met: Iterable[Left], prove: Prove, folder: Path) -> dict[str, list[str]]:
    """What is wrong with the crawl after each fault, by its name; it goes on in these archives."""
    groups: dict[frozenset[tuple[str, ...]], list[Left]] = {}
    for left in met:
        groups.setdefault(left.alike, []).append(left)
    wrong: dict[str, list[str]] = {}
    for group in groups.values():
        found = await prove(_joined(group, folder))
        if found and len(group) > 1:  # whose it is shows each by itself
            apart = {left.name: await prove(left.folder) for left in group}
            wrong |= apart if any(apart.values()) else {left.name: found for left in group}
        else:
            wrong |= {left.name: found for left in group}
        shutil.rmtree(folder, ignore_errors=True)
    return wrong


def _joined(group: Sequence[Left], folder: Path) -> Path:
    """The archive of one of a group, with the troubles of all of it."""
    if len(group) == 1:
        return group[0].folder
    shutil.copytree(group[0].folder, folder)
    with Archive.open(folder, write=True) as archive:
        archive.append(one for left in group[1:] for one in left.held if one.kind == "trouble")
    return folder

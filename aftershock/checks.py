"""`aftershock check`: does everything that is kept fit together, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from aftershock.entries import entries
from aftershock.errors import AftershockError
from aftershock.knowledge import Knowledge
from aftershock.model import Failure
from aftershock.project import Project
from aftershock.search import open_index
from crawlers.archive import Archive
from crawlers.errors import REASONS, ArchiveError
from indexer.errors import IndexerError


@dataclass(frozen=True, slots=True)
class Check:
    """What was found."""

    counts: dict[str, int]
    """How much there is of each."""
    problems: tuple[str, ...]
    """What is damaged or does not fit together, one sentence each."""
    repairs: tuple[str, ...]
    """What was mended."""
    unread: tuple[Failure, ...]
    """Captures that could not be read; they are kept."""

    def record(self) -> dict[str, object]:
        """As a JSON object."""
        return {
            "counts": self.counts,
            "problems": list(self.problems),
            "repairs": list(self.repairs),
            "unread": [
                {
                    "url": failure.url,
                    "filename": failure.filename,
                    "source": failure.source,
                    "reason": failure.reason,
                    "detail": failure.detail,
                    "fetched": failure.fetched.isoformat(),
                }
                for failure in self.unread
            ],
        }

    def lines(self) -> list[str]:
        """For people."""
        out = [", ".join(f"{count} {name}" for name, count in self.counts.items()) or "nothing stored yet"]
        out += [f"mended: {text}" for text in self.repairs]
        out += [f"problem: {text}" for text in self.problems]
        for failure in self.unread:
            what = failure.filename or failure.url
            out.append(f"unread: {what}: {failure.reason}: {failure.detail or REASONS.get(failure.reason, '')}")
        out.append("all is well" if not self.problems else f"{len(self.problems)} problems")
        return out


def check(project: Project, *, repair: bool) -> Check:
    """Check the archive, then the knowledge against the archive, then the index against the knowledge.

    `repair` mends the archive's tail and ledger first; what follows from the archive is mended by the later commands,
    and the problem says which.
    """
    counts: dict[str, int] = {}
    problems: list[str] = []
    repairs: list[str] = []
    unread: tuple[Failure, ...] = ()
    keys = _archive(project, repair, counts, problems, repairs)
    if not project.knowledge.is_file():
        if keys:
            problems.append("the archive has not been read yet; run 'aftershock run --no-crawl'")
        return Check(counts, tuple(problems), tuple(repairs), unread)
    try:
        with Knowledge.open(project.knowledge) as knowledge:
            problems += knowledge.check()
            counts.update(knowledge.counts())
            unread = tuple(knowledge.failures())
            _index(project, knowledge, counts, problems)
    except AftershockError as error:
        problems.append(f"{error}")
    return Check(counts, tuple(problems), tuple(repairs), unread)


def _archive(
    project: Project, repair: bool, counts: dict[str, int], problems: list[str], repairs: list[str]
) -> list[str]:
    if not project.archive.is_dir():
        return []
    try:
        with Archive.open(project.archive, write=repair) as archive:
            if repair:
                repairs += archive.repair()
            problems += archive.check()
            keys = list(archive.keys())
            counts["captures"] = len(keys)
            return keys
    except ArchiveError as error:
        problems.append(str(error))
        return []


def _index(project: Project, knowledge: Knowledge, counts: dict[str, int], problems: list[str]) -> None:
    """The index must hold what the knowledge says, by id and version."""
    try:
        with open_index(project) as index:
            there = dict(index.versions())
    except IndexerError as error:
        problems.append(f"{error}")
        return
    wanted = {entry.id: entry.version for entry in entries(knowledge)}
    counts["index entries"] = len(there)
    differing = {key for key in wanted.keys() | there.keys() if wanted.get(key) != there.get(key)}
    if differing:
        problems.append(f"{len(differing)} entries of the index differ from the knowledge; run 'aftershock index'")

"""`aftershock check`: does everything that is kept fit together, and what could not be read."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from aftershock.alarms import source_alarms
from aftershock.alerts import waiting
from aftershock.entries import entries
from aftershock.errors import AftershockError
from aftershock.indexing import bring_up
from aftershock.knowledge import Knowledge
from aftershock.model import Failure
from aftershock.project import Project
from aftershock.search import open_index
from crawlers.archive import Archive
from crawlers.errors import REASONS, ArchiveError
from crawlers.mending import repair as mend_archive
from indexer.errors import IndexerError

SITE_LIST = ".aftershock-site.json"
"""Names the files of a built site; written by aftershock.pages."""


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


def check(project: Project, *, repair: bool, now: datetime) -> Check:
    """Check the archive, then the knowledge against the archive, then the index against the knowledge.

    `repair` mends the archive's tail and ledger first; what follows from the archive is mended by the later commands,
    and the problem says which. `now` (aware) is the time by which sources are late.
    """
    counts: dict[str, int] = {}
    problems: list[str] = []
    repairs: list[str] = []
    unread: tuple[Failure, ...] = ()
    keys = _archive(project, repair, counts, problems, repairs)
    problems += _alarms(project, now)
    if not project.knowledge.is_file():
        _alerts(project, problems)
        if keys:
            problems.append("the archive has not been read yet; run 'aftershock run --no-crawl'")
        return Check(counts, tuple(problems), tuple(repairs), unread)
    try:
        with Knowledge.open(project.knowledge) as knowledge:
            problems += knowledge.check()
            counts.update({name: count for name, count in knowledge.counts().items() if name != "captures"})
            unread = tuple(knowledge.failures())
            if lost := lost_captures(knowledge, keys):
                problems.append(
                    f"{len(lost)} captures that the knowledge was read from are not in the archive; put the archive "
                    "back from a backup ('aftershock rebuild' would lose these documents, and refuses)"
                )
            _index(project, knowledge, counts, problems, repairs if repair else None)
    except AftershockError as error:
        problems.append(f"{error}")
    _site(project, problems)
    _alerts(project, problems)
    return Check(counts, tuple(problems), tuple(repairs), unread)


def check_index(project: Project, *, repair: bool) -> Check:
    """Only the index against the knowledge: every entry by id and version, and every file by its checksum."""
    counts: dict[str, int] = {}
    problems: list[str] = []
    repairs: list[str] = []
    if project.knowledge.is_file():
        try:
            with Knowledge.open(project.knowledge) as knowledge:
                _index(project, knowledge, counts, problems, repairs if repair else None)
        except AftershockError as error:
            problems.append(str(error))
    return Check(counts, tuple(problems), tuple(repairs), ())


def lost_captures(knowledge: Knowledge, keys: Collection[str]) -> list[str]:
    """Keys of captures that the knowledge was read from and the archive no longer has."""
    return sorted(knowledge.reads().keys() - set(keys))


def _site(project: Project, problems: list[str]) -> None:
    """Every file that the last build wrote must still be there."""
    listed = project.site / SITE_LIST
    if not listed.is_file():
        if project.site.is_dir():
            problems.append("the site was not built to its end; run 'aftershock build'")
        return
    gone = [name for name in json.loads(listed.read_text(encoding="utf-8")) if not (project.site / name).is_file()]
    if gone:
        problems.append(f"{len(gone)} files of the site are gone, such as {gone[0]}; run 'aftershock build'")


def _alerts(project: Project, problems: list[str]) -> None:
    """What was to be told must have arrived."""
    try:
        late = [one for one in waiting(project) if one.error is not None]
    except AftershockError as error:
        problems.append(str(error))
        return
    for one in late:
        who = f"{one.channel} to {one.target}" if one.target else one.channel
        problems.append(
            f"{len(one.notices)} notices wait for {who} since {one.written:%Y-%m-%d %H:%M} UTC, tried by "
            f"{one.attempts} run{'s' * (one.attempts > 1)} ({one.error}); the next run tries again, "
            "'aftershock alert send' at once"
        )


def _archive(
    project: Project, repair: bool, counts: dict[str, int], problems: list[str], repairs: list[str]
) -> list[str]:
    if not project.archive.is_dir():
        for path in (project.archive.parent, project.archive):
            if path.exists() and not path.is_dir():
                problems.append(f"{path} is a file, and must be a folder; put the folder back in its place")
        return []
    try:
        if repair:
            repairs += mend_archive(project.archive)
        with Archive.open(project.archive) as archive:
            problems += archive.check()
            keys = list(archive.keys())
            counts["captures"] = len(keys)
            return keys
    except ArchiveError as error:
        problems.append(str(error))
        return []


def _alarms(project: Project, now: datetime) -> list[str]:
    """What is incomplete or silent; what cannot be opened is said by the other checks."""
    if not project.archive.is_dir():
        return []
    try:
        return [f"{alarm.source}: {alarm.text}" for alarm in source_alarms(project, now)]
    except (ArchiveError, AftershockError) as error:
        return [f"whether the sources are complete cannot be told: {error}"]


def _index(
    project: Project, knowledge: Knowledge, counts: dict[str, int], problems: list[str], repairs: list[str] | None
) -> None:
    """The index must hold what the knowledge says, by id and version. With `repairs` it is brought to that."""
    if repairs is not None:
        with open_index(project, write=True, names=knowledge.names()) as index:
            written, removed, anew = bring_up(index, knowledge, verify=True)
        if written or removed:
            repairs.append(f"the index{' (made anew)' if anew else ''}: {written} entries written, {removed} removed")
    try:
        with open_index(project) as index:
            index.verify()
            there = dict(index.versions())
    except IndexerError as error:
        problems.append(f"{error}")
        return
    wanted = {entry.id: entry.version for entry in entries(knowledge)}
    counts["index entries"] = len(there)
    differing = {key for key in wanted.keys() | there.keys() if wanted.get(key) != there.get(key)}
    if differing:
        problems.append(f"{len(differing)} entries of the index differ from the knowledge; run 'aftershock index'")

"""What crawls could not fetch, as people and scripts see it: open entries with what to do, and letting them be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from aftershock.errors import UsageProblem
from aftershock.project import Project
from crawlers.archive import Archive
from crawlers.plan import TROUBLES
from crawlers.quarantine import CRAWL, Entry
from crawlers.remedies import REMEDIES, remedy
from crawlers.unfinished import ENDINGS, dismiss


@dataclass(frozen=True, slots=True)
class Group:
    """Open entries of one source, reason and host: they have one cause, most likely."""

    source: str
    reason: str
    host: str
    entries: tuple[Entry, ...]

    @property
    def first(self) -> datetime:
        return min(entry.first for entry in self.entries)

    @property
    def last(self) -> datetime:
        return max(entry.last for entry in self.entries)


def entries(project: Project, sources: Collection[str] = ()) -> list[Entry]:
    """All entries, closed ones too, by source and then in order of first sight. Raises ArchiveError."""
    if not project.archive.exists():
        return []
    with Archive.open(project.archive) as archive:
        found = archive.quarantine()
    return sorted((one for one in found if not sources or one.source in sources), key=lambda one: one.source)


def grouped(found: Iterable[Entry]) -> list[Group]:
    """Entries with one cause together."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in found:
        groups.setdefault((entry.source, entry.reason, urlsplit(entry.address).hostname or ""), []).append(entry)
    return [Group(*key, tuple(group)) for key, group in groups.items()]


def record(entry: Entry) -> dict[str, object]:
    """As a JSON object."""
    asked = entry.question
    return {
        "id": entry.id,
        "source": entry.source,
        "reason": entry.reason,
        "means": TROUBLES.get(entry.reason, ""),
        "do": remedy(entry.reason),
        "by": REMEDIES[entry.reason][0] if entry.reason in REMEDIES else "crawl",
        "about": "page" if asked is None else "crawl" if asked.list == CRAWL else "list",
        "address": entry.address,
        "list": None if asked is None or asked.list == CRAWL else asked.name,
        "detail": entry.detail,
        "first": entry.first.isoformat(),
        "last": entry.last.isoformat(),
        "times": entry.times,
        "state": entry.state,
        "because": entry.because or None,
        "answer": bool(entry.answer),
    }


def lines(found: Sequence[Entry]) -> list[str]:
    """For people: what it means and what to do once for each cause, then its entries."""
    out = []
    for group in grouped(found):
        host = f" at {group.host}" if group.host else ""
        out.append(f"{group.source}  {group.reason}{host}: {TROUBLES.get(group.reason, '')}")
        out.append(f"    to do: {remedy(group.reason)}")
        for entry in group.entries:
            out.append(f"  {entry.id}  {_times(entry)}  {entry.shown}")
            about = f"{entry.question.name}: " if entry.question and entry.question.list != CRAWL else ""
            if entry.detail or about:
                out.append(f"            {about}{entry.detail}".rstrip(": "))
            if entry.state != "open":
                out.append(f"            {entry.state}{': ' + entry.because if entry.because else ''}")
    return out


def _times(entry: Entry) -> str:
    first, last = (f"{when.astimezone():%Y-%m-%d %H:%M}" for when in (entry.first, entry.last))
    often = f"{entry.times} times" if entry.times > 1 else "once"
    return f"{first}, {often}" if entry.times == 1 else f"{first} to {last}, {often}"


def meant(found: Iterable[Entry], ids: Sequence[str]) -> list[Entry]:
    """The entries with these ids, or beginnings of ids that leave no doubt. Raises UsageProblem."""
    known = list(found)
    chosen = []
    for id in ids:
        fitting = [entry for entry in known if entry.id.startswith(id)]
        if len(fitting) != 1 or len(id) < 4:
            why = f"{len(fitting)} entries begin so" if fitting else "no entry has this id"
            raise UsageProblem(
                f"{id}: {why}; 'aftershock quarantine --all' lists them, each with its id of eight signs"
            )
        chosen += fitting
    return chosen


def let_be(project: Project, ids: Sequence[str], because: str) -> list[Entry]:
    """Dismiss open entries. Raises UsageProblem, ArchiveBusy and ArchiveError."""
    if not because.strip():
        raise UsageProblem('say why: --because "…" is shown to whoever looks later')
    if not project.archive.exists():
        raise UsageProblem("there is no archive yet, so nothing is in quarantine")
    with Archive.open(project.archive, write=True) as archive:
        chosen = meant((entry for entry in archive.quarantine() if entry.state == "open"), ids)
        now = datetime.now(UTC).replace(microsecond=0)
        archive.append(entry.dismissal(because, now) for entry in chosen if entry.reason not in ENDINGS)
        for entry in chosen:
            if entry.reason in ENDINGS:
                dismiss(archive.folder, entry.source, because)
    return chosen


def answer_of(project: Project, id: str) -> bytes:
    """What came in place of what was asked for, or the list that could not be read. Raises UsageProblem."""
    [entry] = meant(entries(project), [id])
    with Archive.open(project.archive) as archive:
        key = entry.answer
        if not key and not entry.page and (row := archive.latest(entry.address)) is not None:
            key = row.key
        if not key:
            raise UsageProblem(f"{id}: no answer was kept; nothing came, or nothing in it would help")
        return archive.capture(key).body

"""Crawls that did not come to their end: of each source a mark beside the archive, made first and taken away last.

It says nothing of what was published, so it is in no WARC file and does not follow from them: an archive whose crawl
was killed and run again is the same as one whose crawl was not. Killed at any moment, the mark is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from crawlers.disk import cannot, is_taken
from crawlers.errors import ArchiveError
from crawlers.plan import Plan, SourceReport
from crawlers.quarantine import CRAWL, Entry, Question, plain, short
from crawlers.slices import Days

ENDINGS = ("stopped", "crashed")
"""Reasons that a crawl gives for having no end."""
_FILE = "unfinished.json"
_DATE = "%Y-%m-%dT%H:%M:%SZ"
_KILLED = "its process was killed, the disk failed, or the machine went down"

Marks = dict[str, dict[str, Any]]


def begin(folder: Path, plan: Plan, days: Days) -> None:
    """Mark the sources of a crawl that begins. Raises ArchiveError."""
    marks, now = _marks(folder), datetime.now(UTC).strftime(_DATE)
    for name in plan.sources:
        known = marks.get(name, {})
        companies = sorted({*known.get("companies", ()), *(company.code for company in plan.companies)})
        marks[name] = {
            "first": known.get("first", now),
            "last": now,
            "times": known.get("times", 0) + 1,
            "since": min(known.get("since", str(days.since)), str(days.since)),
            "until": max(known.get("until", str(days.until)), str(days.until)),
            "companies": companies,
            "before": {name: value for name, value in known.items() if name != "before"},
        }
    _write(folder, marks)


def end(folder: Path, reports: Iterable[SourceReport], plan: Plan, days: Days) -> None:
    """Take away the marks of sources whose crawl came to its end; of the others it is said how. Raises ArchiveError."""
    marks = _marks(folder)
    for report in reports:
        mark = marks.get(report.source)
        if mark is None:
            continue
        how = [trouble for trouble in report.problems if trouble.reason in ENDINGS]
        before = mark.pop("before", {})
        if how:
            mark |= {"reason": how[-1].reason, "detail": plain(how[-1].detail)}
        elif before and not _covers(plan, days, before):
            marks[report.source] = before  # this crawl asked for less than the one that has no end
        else:
            del marks[report.source]
    _write(folder, marks)


def _covers(plan: Plan, days: Days, mark: Mapping[str, Any]) -> bool:
    codes = {company.code for company in plan.companies}
    return str(days.since) <= mark["since"] and mark["until"] <= str(days.until) and codes >= set(mark["companies"])


def dismiss(folder: Path, source: str, because: str) -> None:
    """Let a crawl be that has no end. Raises ArchiveError."""
    marks = _marks(folder)
    if source in marks:
        marks[source]["because"] = plain(because)
        _write(folder, marks)


def unfinished(folder: Path, *, ours: bool = False) -> list[Entry]:
    """The crawls without an end, as entries of the quarantine. Raises ArchiveError.

    One that is under way is none: not until its process lets the archive go. `ours`: this process has it.
    """
    marks = _marks(folder)
    if not ours and is_taken(folder):
        marks = {name: mark if "reason" in mark else mark["before"] for name, mark in marks.items()}
    return [_entry(name, mark) for name, mark in sorted(marks.items()) if mark]


def _entry(source: str, mark: Mapping[str, Any]) -> Entry:
    days = Days(date.fromisoformat(mark["since"]), date.fromisoformat(mark["until"]))
    first, last = (datetime.strptime(mark[name], _DATE).replace(tzinfo=UTC) for name in ("first", "last"))
    return Entry(
        id=short(CRAWL, source, mark["first"]),
        source=source,
        reason=mark.get("reason", "crashed"),
        address=source,
        detail=mark.get("detail", _KILLED),
        question=Question(CRAWL, " ".join(mark["companies"]), days),
        first=first,
        last=last,
        times=mark["times"],
        state="dismissed" if mark.get("because") else "open",
        because=mark.get("because", ""),
    )


def _marks(folder: Path) -> Marks:
    try:
        found: Marks = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return found
    except FileNotFoundError:
        return {}
    except OSError as problem:
        raise cannot("read", folder / _FILE, problem) from problem
    except ValueError as problem:
        raise ArchiveError(
            f"{folder / _FILE} is damaged ({problem}); remove it, it only says which crawls had no end"
        ) from None


def _write(folder: Path, marks: Marks) -> None:
    path, new = folder / _FILE, folder / f"{_FILE}.new"
    try:
        if marks:
            new.write_text(json.dumps(marks, ensure_ascii=False, indent=1, sort_keys=True), encoding="utf-8")
            new.replace(path)
        else:
            with suppress(FileNotFoundError):
                path.unlink()
    except OSError as problem:
        raise cannot("write", path, problem) from problem

"""Facts of files, no project needed: what `aftershock extract` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

from aftershock.extract import extract
from aftershock.jsonl import document
from aftershock.vocabulary import Vocabulary, load_vocabulary
from crawlers.article import BEIJING, Article
from crawlers.capture import Capture
from crawlers.errors import Unreadable
from crawlers.local import Problem, gather
from crawlers.reading import read


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: a JSON line, or a problem told in one sentence."""

    path: str
    line: str = ""
    problem: str = ""
    passed_over: bool = False
    """A file of another kind in a folder that was walked: no failure."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, with all that a worker process needs to know."""

    capture: Capture
    path: str
    events: tuple[str, ...] | None
    published: date | None
    explain: bool


def extract_files(
    paths: Sequence[Path],
    events: Sequence[str] | None,
    published: date | None,
    *,
    explain: bool = False,
    jobs: int = 1,
    on_progress: Callable[[int, int | None, str], None] = lambda done, total, what: None,
) -> Iterator[Outcome]:
    """Read files in the order given (folders walked in order of name), whatever the number of processes.

    `events` are the events whose words apply (None: all bundled); `published` serves files that state no day.
    """
    tasks: list[Task | Problem] = []
    for found in gather(paths, datetime.now(UTC)):
        if isinstance(found, Problem):
            tasks.append(found)
        elif isinstance(found, Capture):
            name = found.meta.get("filename", found.url)
            tasks.append(Task(found, name, tuple(events) if events else None, published, explain))
    for done, outcome in enumerate(_outcomes(tasks, jobs), 1):
        on_progress(done, len(tasks), outcome.path)
        yield outcome


def _outcomes(tasks: list[Task | Problem], jobs: int) -> Iterator[Outcome]:
    if jobs == 1 or len(tasks) < 2:
        yield from map(_read, tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks))) as pool:
        # Few at once: what one process has left when the others are done is waited for.
        yield from pool.map(_read, tasks, chunksize=max(1, min(4, len(tasks) // (4 * jobs))))


def _read(task: Task | Problem) -> Outcome:
    if isinstance(task, Problem):
        told = f"{task.path}: {task.reason}: {task.detail}"
        return Outcome(str(task.path), problem=told, passed_over=task.expected)
    try:
        article = read(task.capture)
    except Unreadable as error:
        return Outcome(task.path, problem=f"{task.path}: {error}")
    article = dated(article, task.published)
    facts = extract(article, _vocabulary(task.events))
    record = document(article, facts, source=task.path, explain=task.explain)
    return Outcome(task.path, line=json.dumps(record, ensure_ascii=False))


@lru_cache(maxsize=4)
def _vocabulary(events: tuple[str, ...] | None) -> Vocabulary:
    return load_vocabulary(events)


def dated(article: Article, day: date | None) -> Article:
    """The article with this publication day where it states none itself."""
    if article.published is not None or day is None:
        return article
    return replace(article, published=datetime.combine(day, time(), BEIJING), precision="day")

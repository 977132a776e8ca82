"""What all requests of a process share: one searcher, and one reading of the knowledge, renewed when either changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aftershock.knowledge import Knowledge
from aftershock.project import Project
from aftershock.search import Searcher
from aftershock.told import Told, told

KEPT = 512
"""Answers that are kept to be given again while nothing has changed."""

Stamp = tuple[tuple[int, int, int] | None, ...]


@dataclass(slots=True)
class _Lease:
    searcher: Searcher
    stamp: Stamp
    users: int = 0
    retired: bool = False


class Shared:
    """One for each process; safe for threads."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._lock = threading.Lock()
        self._lease: _Lease | None = None
        self._told: tuple[Stamp, Told] | None = None
        self._answers: OrderedDict[tuple[object, ...], tuple[bytes, str]] = OrderedDict()

    def close(self) -> None:
        """Let go of the searcher once its last user has."""
        with self._lock:
            self._retire()

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """The searcher, opened anew after the knowledge has changed. Raises what opening it raises."""
        with self._lock:
            stamp = self.stamp()
            if self._lease is None or self._lease.stamp != stamp:
                fresh = _Lease(Searcher(self.project), stamp)
                self._retire()
                self._lease = fresh
            lease = self._lease
            lease.users += 1
        try:
            yield lease.searcher
        finally:
            with self._lock:
                lease.users -= 1
                if lease.retired and not lease.users:
                    lease.searcher.close()

    def _retire(self) -> None:
        lease, self._lease = self._lease, None
        if lease is not None:
            lease.retired = True
            if not lease.users:
                lease.searcher.close()

    def told(self) -> Told:
        """Names, questions and events, read again after the knowledge has changed."""
        with self._lock:
            stamp = self.stamp()
            if self._told is None or self._told[0] != stamp:
                with self.knowledge() as knowledge:
                    self._told = (stamp, told(knowledge))
            return self._told[1]

    @contextmanager
    def knowledge(self) -> Iterator[Knowledge]:
        """A connection of the caller's own."""
        with Knowledge.open(self.project.knowledge) as knowledge:
            yield knowledge

    def stamp(self) -> Stamp:
        """Changes whenever the knowledge does."""
        path = self.project.knowledge
        return (_state(path), _state(path.with_name(path.name + "-wal")))

    def state(self) -> tuple[object, ...] | None:
        """Changes whenever an answer may; None where that cannot be known without asking a server."""
        with self.searcher() as searcher:
            state = searcher.state()
        return None if state is None else (self.stamp(), state)

    def kept(self, key: tuple[object, ...]) -> tuple[bytes, str] | None:
        """An answer given before, with its ETag."""
        with self._lock:
            found = self._answers.get(key)
            if found:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: tuple[object, ...], body: bytes, tag: str) -> None:
        """Keep an answer."""
        with self._lock:
            self._answers[key] = (body, tag)
            if len(self._answers) > KEPT:
                self._answers.popitem(last=False)


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino

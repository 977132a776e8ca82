"""What all requests of a process share: one searcher, and one reading of the knowledge, renewed when either changes."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aftershock.knowledge import Knowledge
from aftershock.project import Project
from aftershock.search import Searcher
from aftershock.told import Told, told

KEPT = 512
"""Answers that are kept to be given again while nothing has changed."""

Stamp = tuple[tuple[int, int, int] | None, ...]


State = tuple[Stamp, object]


@dataclass(slots=True)
class Lease:
    """A searcher as long as somebody uses it."""

    searcher: Searcher
    stamp: Stamp
    users: int = 0
    retired: bool = False

    def state(self) -> State | None:
        """Changes whenever an answer may; None where that cannot be known without asking a server."""
        state = self.searcher.state()
        return None if state is None else (self.stamp, state)


class Shared:
    """One for each process; safe for threads."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._files = (str(project.knowledge), f"{project.knowledge}-wal")
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        self._lease: Lease | None = None
        self._reading = threading.Lock()
        self._told: tuple[Stamp, Told] | None = None
        self._answers: OrderedDict[tuple[object, ...], Any] = OrderedDict()

    def close(self) -> None:
        """Let go of the searcher once its last user has."""
        with self._lock:
            self._retire()

    @contextmanager
    def searcher(self) -> Iterator[Searcher]:
        """The searcher, opened anew after the knowledge has changed. Raises what opening it raises."""
        with self._leased() as lease:
            yield lease.searcher

    @contextmanager
    def _leased(self) -> Iterator[Lease]:
        lease = self.taken() or self._opened()
        try:
            yield lease
        finally:
            self.given_back(lease)

    def taken(self) -> Lease | None:
        """The searcher where it is open; None where it would have to be opened, which takes long with many names.

        It is to be `given_back`.
        """
        with self._lock:
            lease = self._lease
            if lease is None or lease.stamp != self.stamp():
                return None
            lease.users += 1
            return lease

    def _opened(self) -> Lease:
        with self._opening:  # a lock of its own: who only takes what is open must not wait for it
            lease = self.taken()
            if lease is None:
                stamp = self.stamp()
                lease = Lease(Searcher(self.project), stamp, users=1)
                with self._lock:
                    self._retire()
                    self._lease = lease
            return lease

    def given_back(self, lease: Lease) -> None:
        """It is not used any more."""
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
        with self._reading:
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
        knowledge, journal = self._files
        return _state(knowledge), _state(journal)

    def state(self) -> State | None:
        """Changes whenever an answer may; None where that cannot be known without asking a server."""
        with self._leased() as lease:
            return lease.state()

    def kept(self, key: tuple[object, ...]) -> Any:
        """An answer given before, as it was kept; None where there is none."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def keep(self, key: tuple[object, ...], answer: object) -> None:
        """Keep an answer, in whatever form it is given again."""
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > KEPT:
                self._answers.popitem(last=False)


def _state(path: str) -> tuple[int, int, int] | None:
    try:
        state = os.stat(path)  # noqa: PTH116  # asked several times for each answer; a Path takes longer to make
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino

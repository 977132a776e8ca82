"""Work shared out to processes: the same results in the same order, whatever their number."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

Shared = TypeVar("Shared")
Task = TypeVar("Task")
Result = TypeVar("Result")

_work: Callable[[Any], Any] | None = None
"""In a worker process: what it does, with what it shares."""


class Labour(Generic[Shared, Task, Result]):
    """A function of (shared, task), done here or by a pool of processes. Use as a context manager.

    The workers are forked, so `shared` need not be picklable; tasks and results must be.
    """

    def __init__(self, work: Callable[[Shared, Task], Result], shared: Shared, jobs: int) -> None:
        self._once: Callable[[Task], Result] = partial(work, shared)
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def do(self, tasks: Sequence[Task], lost: Callable[[Task, str], Result]) -> list[Result]:
        """The results in the order of the tasks. A task that kills its process is given to `lost`, with the cause."""
        if self._jobs == 1 or not tasks:
            return [self._once(task) for task in tasks]
        try:
            return list(self._running().map(_do, tasks, chunksize=max(1, len(tasks) // (self._jobs * 4))))
        except BrokenProcessPool:
            self._end()
            return [self._alone(task, lost) for task in tasks]

    def _alone(self, task: Task, lost: Callable[[Task, str], Result]) -> Result:
        with self._new(1) as pool:
            try:
                result: Result = pool.submit(_do, task).result()
            except BrokenProcessPool:
                return lost(task, "the process that read it died (too little memory, or a fault in a library)")
            return result

    def _running(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = self._new(self._jobs)
        return self._pool

    def _new(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(jobs, get_context("fork"), _begin, (self._once,))

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for tasks for ever, and hold the files that the parent had locked."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(task: Any) -> Any:
    if _work is None:
        raise RuntimeError("a worker was asked before it was told what to do")
    return _work(task)

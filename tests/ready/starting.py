"""Processes of the program that need not load it: forked from one that has, as if the interpreter had been started.

A test puts `interpreter()` in place of `sys.executable`; what it starts has the arguments, the environment, the folder,
the three streams and the exit code of a start of its own, and ends when it is killed. What an interpreter decides as it
starts (PYTHONHASHSEED, encodings) and limits of resources are not handed on: tests of these start one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.sharing import Users, once, session_folder

HERE = Path(__file__).parent
_folder: Path | None = None
"""Of the host of this session."""


def interpreter() -> tuple[str, ...]:
    """What to start in place of `sys.executable`, with `-m MODULE` or `-c CODE` and arguments after it."""
    return sys.executable, *arguments()


@cache
def arguments() -> tuple[str, ...]:
    """The arguments of `sys.executable` that make it one of them. The host is started where none has been yet."""
    assert _folder is not None, "only in a test"
    users = Users(_folder)
    name = once(_folder, lambda folder: _start(users))
    users.join()
    return "-I", "-S", str(HERE / "launch.py"), name


def _start(users: Users) -> str:
    name, reading = f"aftershock-tests-{uuid.uuid4().hex}", users.standard_input()
    command = [sys.executable, "-m", "tests.ready.host", name]
    host = subprocess.Popen(command, cwd=HERE.parents[1], stdin=reading, stdout=subprocess.PIPE)
    os.close(reading)
    with host.stdout as said:  # type: ignore[union-attr]
        said.readline()  # it listens; whoever comes before it has loaded everything waits
    return name


class Child:
    """In place of `crawlers.crawl.CHILD`: the process of a crawl, where one is started."""

    def __iter__(self) -> Iterator[str]:
        return iter((*arguments(), "-m", "crawlers.process"))


@pytest.fixture(scope="session", autouse=True)
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Crawls of this session are processes of its host."""
    global _folder
    from crawlers import crawl as crawling

    _folder = session_folder(tmp_path_factory) / "ready"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crawling, "CHILD", Child())
        yield

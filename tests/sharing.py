"""What the processes of a test session have in common: made by the first that needs it, ended when all have ended."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def session_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that is the same in every process of the session."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once(folder: Path, make: Callable[[Path], Any]) -> Any:
    """What `make` gave, as JSON, to the first process that asked for this folder; the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / "made.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_text(json.dumps(make(folder)), encoding="utf-8")
    return json.loads(made.read_text(encoding="utf-8"))


class Users:
    """Those who use a server. It reads a pipe that ends with the last of them, also where they are killed."""

    def __init__(self, folder: Path) -> None:
        self._pipe, self._held = folder / "users", -1

    def standard_input(self) -> int:
        """What the server is to read; whoever starts it is its first user, and closes this."""
        self._pipe.unlink(missing_ok=True)
        os.mkfifo(self._pipe)
        reading = os.open(self._pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.join()
        os.set_blocking(reading, True)
        return reading

    def join(self) -> None:
        """Be one of them, once."""
        if self._held < 0:
            self._held = os.open(self._pipe, os.O_WRONLY | os.O_NONBLOCK)

    def leave(self) -> None:
        """Be one no more."""
        os.close(self._held)
        self._held = -1

"""The process that has loaded the program and that others are forked from: `python -m tests.ready.host NAME`.

It has no threads and runs none of what it has loaded. It ends when its standard input does.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PACKAGES = ("aftershock", "crawlers", "indexer")
LEFT = ("aftershock.__main__", "crawlers.process", "aftershock.mcpserver", "crawlers.distributed", "indexer.bulk")
"""What is run itself, and what only few need."""
THREADED = "indexer.elastic"
"""Loads a library (pyarrow) that starts threads."""


def load(child: tuple[str, ...]) -> None:
    """Import the program, and what Scrapy imports only in a crawl; all but the reactor. `child`: what crawls start."""
    from crawlers import crawl
    from tests.crawlers.killing import load_everything

    load_everything()
    for package in PACKAGES:
        for module in _modules(package):
            importlib.import_module(module)
    sys.modules.pop("crawlers.process", None)
    crawl.CHILD = child
    assert "twisted.internet.reactor" not in sys.modules
    assert threading.active_count() == len([*Path("/proc/self/task").iterdir()]) == 1, (
        "a process with threads must not be forked"
    )
    gc.collect()
    gc.freeze()


def _modules(package: str) -> Iterator[str]:
    found = importlib.import_module(package)
    for module in pkgutil.iter_modules(found.__path__, f"{package}."):
        if not module.name.startswith((*LEFT, THREADED)):
            yield module.name
            if module.ispkg:
                yield from _modules(module.name)


def order(name: str) -> dict[str, Any] | None:
    """What a process that was forked is to be; None in the host itself, when its standard input has ended."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"\0{name}")
        listening.listen(64)
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        load(("-I", "-S", str(HERE / "launch.py"), name, "-m", "crawlers.process"))
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever waits for one is forked too
        while listening in select.select([listening, 0], [], [])[0]:
            line, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                return _started(line)
            line.close()
    return None


def _started(line: socket.socket) -> dict[str, Any]:
    """Fork the process, wait for its end and tell it, which ends this one; in the process: its order."""
    _, streams, _, _ = socket.recv_fds(line, 1, 3)
    said = line.makefile("rw")
    asked: dict[str, Any] = json.loads(said.readline())
    process = os.fork()
    if process == 0:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        for handle in (*streams, line.detach()):
            os.close(handle)
        return asked
    for stream in streams:
        os.close(stream)
    with contextlib.suppress(OSError):  # it was killed at once
        said.write(f"{process}\n")
        said.flush()
    ended = os.pidfd_open(process)
    if ended not in select.select([ended, line], [], [])[0]:
        os.kill(process, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    with contextlib.suppress(OSError):
        said.write(f"{code}\n")
        said.flush()
    os._exit(0)


def begin(asked: dict[str, Any], others: list[str]) -> tuple[str, str]:
    """Give the process its folder, environment, paths and arguments; what it runs: ("-m", module) or ("-c", code)."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    way, what, *arguments = asked["arguments"]
    given = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    sys.path[:] = [asked["folder"] if way == "-m" else "", *given, *others]
    sys.argv[:] = [way, *arguments]
    importlib.invalidate_caches()
    return way, what


def ended(way: str, what: str) -> int:
    """Run it as the interpreter does, to the end; its exit code. What was loaded is not taken apart: it takes long."""
    code = 0
    try:
        if way == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(compile(what, "<string>", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
    except SystemExit as given:
        code = given.code if isinstance(given.code, int) else 0 if given.code is None else 1
        if code and not isinstance(given.code, int):
            sys.stderr.write(f"{given.code}\n")
    except BaseException as problem:  # noqa: BLE001 - as the interpreter does
        sys.excepthook(type(problem), problem, problem.__traceback__)
        code = -signal.SIGINT if isinstance(problem, KeyboardInterrupt) else 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = 120
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code & 0xFF


if __name__ == "__main__":
    theirs = set(os.environ.get("PYTHONPATH", "").split(os.pathsep))
    found = order(sys.argv[1])
    if found:
        way, what = begin(found, [path for path in sys.path[1:] if path not in theirs])
        os._exit(ended(way, what))

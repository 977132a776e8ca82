"""A forked process is, to whoever starts it, what one of the interpreter's own is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.ready.starting import interpreter

PROGRAMS = {
    "arguments and streams": "import sys; print(sys.argv, sys.stdin.read()); sys.stderr.write('said')",
    "folder and environment": "import os, sys; print(os.getcwd(), os.environ['GIVEN'], sys.path[0], __name__)",
    "a number": "raise SystemExit(3)",
    "words": "import sys; sys.exit('no')",
    "an exception": "1 / 0",
    "a signal": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "an interrupt": "import os, signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
    "os.kill(os.getpid(), signal.SIGINT); signal.pause()",
    "what is left to the end": "import atexit, threading, time\natexit.register(print, 'last')\n"
    "threading.Thread(target=lambda: (time.sleep(0.01), print('first'))).start()",
}


def run(python: Sequence[str], *arguments: str, folder: Path) -> tuple[int, str, str]:
    """Exit code, output, and the last line of what it said."""
    environment = os.environ | {"GIVEN": "值"}
    given = {"cwd": folder, "env": environment, "input": "asked", "capture_output": True, "text": True}
    done = subprocess.run([*python, *arguments], **given)  # type: ignore[call-overload]
    return done.returncode, done.stdout, (done.stderr.splitlines() or [""])[-1]


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_ends_and_says_as_one_that_was_started(tmp_path: Path, program: str) -> None:
    given = ("-c", PROGRAMS[program], "a b", "é\udcff")
    assert run(interpreter(), *given, folder=tmp_path) == run([sys.executable], *given, folder=tmp_path)


def test_a_module_is_run_as_the_program(tmp_path: Path) -> None:
    (tmp_path / "told.py").write_text("import sys; print(__name__, sys.argv, sys.path[0])", encoding="utf-8")
    started = run([sys.executable], "-m", "told", "x", folder=tmp_path)
    assert run(interpreter(), "-m", "told", "x", folder=tmp_path) == started and "__main__" in started[1]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_signal_ends_it_and_what_it_does(number: signal.Signals) -> None:
    code = "import os, signal; print(os.getpid(), flush=True); signal.pause()"
    with subprocess.Popen([*interpreter(), "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) != process.pid
        process.send_signal(number)
        assert process.wait() == -number
        assert process.stdout.read() == ""  # it ends with the last process that has it

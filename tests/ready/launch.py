"""Stands for a process of the host: hands it its arguments, streams, environment and folder, and ends as it ends.

Loads next to nothing. Killed, it takes the process along: the host sees the connection end.
"""

import json
import os
import signal
import socket
import sys


def main() -> int:
    name, *arguments = sys.argv[1:]
    order = {"arguments": arguments, "environment": dict(os.environ), "folder": os.getcwd()}  # noqa: PTH109 - pathlib takes long to load
    with socket.socket(socket.AF_UNIX) as line, line.makefile("rw") as said:
        line.connect(f"\0{name}")
        socket.send_fds(line, [b"\n"], [0, 1, 2])
        said.write(json.dumps(order) + "\n")
        said.flush()
        process = int(said.readline())
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda given, _: os.kill(process, given))
        return int(said.readline())


code = main()
if code < 0:  # a signal ended it
    if -code != signal.SIGKILL:
        signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)

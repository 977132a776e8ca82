"""Timers that were cancelled are let go of while a crawl is under way, and not a minute later."""

from __future__ import annotations

import subprocess

from tests.ready.starting import interpreter

RUN = """
import sys
from twisted.internet import asyncioreactor
from tests.replica.clock import OwnTimeLoop

loop = OwnTimeLoop()
asyncioreactor.install(loop)
from twisted.internet import reactor
from crawlers.timers import OFTEN, Timers

reactor.seconds = loop.time
timers = Timers()

def kept():
    return len(reactor._pendingTimedCalls) + len(reactor._newTimedCalls)

def begin():
    if "look" in sys.argv:
        timers.look()
    for _ in range(1000):
        reactor.callLater(60, print, "late").cancel()
    print(kept())
    loop.call_later(2 * OFTEN, end)

def end():
    print(kept())
    timers.end()
    reactor.stop()

reactor.callWhenRunning(begin)
reactor.run()
"""


def kept(*given: str) -> list[int]:
    done = subprocess.run([*interpreter(), "-c", RUN, *given], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return [int(line) for line in done.stdout.split()]


def test_cancelled_timers_are_let_go_of() -> None:
    before, after = kept("look")
    assert before >= 1000 and after <= 2
    assert min(kept()) >= 1000  # as they are without

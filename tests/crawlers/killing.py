"""Crawls that are killed, restarted and killed again, until they end; and whether their archives are what they ought.

Each crawl is the program's own child process (`crawlers.process.main`), forked from one that has loaded everything, so
that a kill costs a tenth of a second and not three. Half of the kills come at a random moment; the others at a random
one of the points that matter, where chance seldom strikes: within a write, before and after a sync, within and after
the entry into the ledger.
"""

from __future__ import annotations

import http.client
import importlib
import io
import json
import os
import random
import re
import select
import signal
import sqlite3
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawlers import archive as archive_module
from crawlers import process, settings, storing, warc
from crawlers.archive import Archive
from crawlers.budget import FILE as BUDGET
from crawlers.capture import Capture
from crawlers.disk import warc_files
from crawlers.keys import key_of
from crawlers.ledger import Ledger
from crawlers.plan import Company, Plan
from tests.replica.server import ORGIDS, STATIC, WWW, Answer, Replica, add_cninfo, filings, running

DOCUMENTS = 12
"""Of each company."""
FILE_SIZE = 24_000
"""Bytes of a WARC file: a crawl fills several."""
SEAMS = ("write", "sync", "synced", "enter", "entered", "created")
COUNTS = "counts.example"
"""Host under which the replica says what it was asked."""
LONGEST = 60.0
"""Seconds after which a crawl that neither ends nor is killed has failed."""


@dataclass
class Result:
    """What a campaign found."""

    kills: Counter[str] = field(default_factory=Counter)
    """By moment: "any", or one of SEAMS."""
    crawls: int = 0
    """Archives that were brought to their end."""
    torn: int = 0
    """Openings that had to cut a record written in part."""
    wrong: list[str] = field(default_factory=list)
    """What was lost, doubled or damaged; empty when nothing was."""

    def line(self) -> str:
        moments = ", ".join(f"{count} {moment}" for moment, count in sorted(self.kills.items()))
        return (
            f"{self.kills.total()} kills ({moments}), {self.crawls} crawls brought to their end, "
            f"{self.torn} torn records cut, {len(self.wrong)} wrong"
        )


def load_everything() -> None:
    """Import what a crawl does, all but the reactor, so that processes forked from this one need not."""
    modules = ["scrapy.crawler", "scrapy.core.engine", "scrapy.core.scheduler", "scrapy.core.downloader.contextfactory"]
    modules += ["twisted.internet.asyncioreactor", "twisted.web.client", "scrapy.signalmanager", "scrapy.logformatter"]
    modules += ["crawlers.sources.cninfo", "crawlers.settings", "scrapy.settings.default_settings"]
    for module in modules:
        importlib.import_module(module)
    for defaults in (settings, default_settings):
        for parts in vars(defaults).values():
            for name in parts if isinstance(parts, dict) else ():
                if isinstance(name, str) and re.fullmatch(r"(?:scrapy|crawlers)(?:\.\w+){2,}", name):
                    load_object(name)
    assert "twisted.internet.reactor" not in sys.modules


def requests(port: int) -> Counter[str]:
    """How many requests the replica has had, by host."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    with closing(connection):
        connection.request("GET", "/", headers={"Host": COUNTS})
        return Counter(json.loads(connection.getresponse().read()))


@contextmanager
def replica_apart() -> Iterator[int]:
    """The port of a replica in a process of its own: a process that is forked from must have no threads."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # clients that are killed leave broken connections
        replica = Replica()
        add_cninfo(replica, {code: filings(code, DOCUMENTS) for code in ORGIDS})
        for code in ORGIDS:
            for row in filings(code, DOCUMENTS):
                body = b"%PDF-1.4 " + random.Random(str(row["announcementId"])).randbytes(2000)
                headers = {"Content-Type": "application/pdf", "ETag": f'"{row["announcementId"]}"'}
                replica.answer[STATIC, f"/{row['adjunctUrl']}"] = lambda asked, b=body, h=headers: Answer(b, 200, h)
        replica.answer[COUNTS, "/"] = lambda asked: Answer(json.dumps(Counter(a.host for a in replica.asked)).encode())
        with running(replica):
            os.write(theirs, f"{replica.port}\n".encode())
            os.close(theirs)
            signal.pause()
    os.close(theirs)
    try:
        with os.fdopen(ours) as said:
            yield int(said.readline())
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def plan(port: int) -> Plan:
    companies = tuple(Company(code, orgid) for code, orgid in ORGIDS.items())
    hosts = dict.fromkeys((WWW, STATIC), f"127.0.0.1:{port}")
    return Plan(("cninfo",), date(2021, 6, 1), date(2021, 12, 31), companies, delay=0.0, timeout=10.0, hosts=hosts)


class SmallFiles(Archive):
    """Archives of several files."""

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, patience: float = 0.0, file_size: int = FILE_SIZE) -> Archive:
        return super().open(folder, write=write, patience=patience, file_size=file_size)


@dataclass(frozen=True)
class Run:
    """How one crawl went."""

    ended: bool
    done: int
    """Documents that it said were done with."""
    notes: tuple[str, ...]
    troubles: tuple[str, ...]


def run(asked: Plan, folder: Path, *, after: float | None = None, seam: tuple[str, int, float] | None = None) -> Run:
    """Crawl in a forked process, killed after so many seconds, or at the n-th passing of a seam; or let it end."""
    order, hears = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(order[1]), os.close(hears[0])
        _crawl(order[0], hears[1], seam)
    os.close(order[0]), os.close(hears[1])
    os.write(order[1], (json.dumps({"plan": asked.to_json(), "archive": str(folder)}) + "\n").encode())
    try:
        deadline = time.monotonic() + (LONGEST if after is None else after)
        said, killed = _heard(hears[0], deadline)
        if killed:
            os.kill(child, signal.SIGKILL)
            said += _heard(hears[0], time.monotonic() + LONGEST)[0]
            if after is None:
                raise TimeoutError(f"a crawl hangs; it said {said[-500:]!r}")
    finally:
        for pipe in (order[1], hears[0]):
            os.close(pipe)
        os.waitpid(child, 0)
    return _told(said)


def _heard(pipe: int, deadline: float) -> tuple[bytes, bool]:
    """All that comes until the pipe ends; True when the time is over before it does."""
    said = b""
    while (left := deadline - time.monotonic()) > 0:
        if select.select([pipe], [], [], left)[0]:
            piece = os.read(pipe, 65536)
            if not piece:
                return said, False
            said += piece
    return said, True


def _told(said: bytes) -> Run:
    lines = [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
    done = [line["progress"]["done"] for line in lines if "progress" in line]
    last = lines[-1] if lines else {}
    troubles = [f"{p['reason']}: {p['detail']}" for report in last.get("reports", ()) for p in report["problems"]]
    troubles += [last["error"]] if "error" in last else []
    return Run("reports" in last, max(done, default=0), tuple(last.get("notes", ())), tuple(troubles))


def _crawl(given: int, out: int, seam: tuple[str, int, float] | None) -> None:
    """In the child: the program's own process, with small files and small batches."""
    code = 1
    try:
        process.Archive = SmallFiles  # type: ignore[misc]
        storing.GATHER = 0.01
        if seam:
            _set_trap(*seam)
        code = process.main(os.fdopen(given), io.TextIOWrapper(os.fdopen(out, "wb", 0), write_through=True))
    except BaseException:
        traceback.print_exc()
        raise
    finally:
        os._exit(code)  # a forked process must never come back into the one that forked it


def _set_trap(name: str, number: int, share: float) -> None:
    """Kill this process at the n-th passing of a seam; `share` says how far into it."""
    left = [number]

    def sprung() -> bool:
        left[0] -= 1
        return left[0] == 0

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    write, sync, enter, about = archive_module.write_all, os.fsync, Ledger.enter, archive_module.warc.about

    def torn(handle: int, data: bytes) -> None:
        if sprung():
            write(handle, data[: int(len(data) * share)])
            die()
        write(handle, data)

    def synced(handle: int) -> None:
        if name == "sync" and sprung():
            die()
        sync(handle)
        if name == "synced" and sprung():
            die()

    def entered(self: Ledger, rows: Iterable[Any]) -> None:
        taken = list(rows)
        if name == "entered" or not taken:
            enter(self, taken)
            if taken and sprung():
                die()
            return
        enter(self, _until(taken, int(len(taken) * share) if sprung() else len(taken), die))

    def created(*given: Any) -> bytes:
        # The file is there and empty: its first record is written next.
        data = about(*given)
        if sprung():
            archive_module.write_all = lambda handle, data: die()
        return data

    match name:
        case "write":
            archive_module.write_all = torn
        case "sync" | "synced":
            os.fsync = synced
        case "enter" | "entered":
            Ledger.enter = entered  # type: ignore[method-assign]
        case "created":
            archive_module.warc.about = created


def _until(rows: list[Any], stop: int, die: Callable[[], None]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        if number == stop:
            die()
        yield row


def contents(folder: Path) -> tuple[list[tuple[object, ...]], list[str]]:
    """What an archive and its ledger hold, apart from times, places and record ids; and what is wrong with them."""
    with Archive.open(folder) as opened:
        wrong = opened.check()
        held = sorted(
            (key, c.source, c.kind, c.url, c.status, c.body, tuple(sorted(c.meta.items())), c.header("etag"))
            for key, c in opened.captures()
        )
        rows = opened._ledger.dump()
    kinds = {key: kind for key, _, _, _, kind, _, _, _, _, _, _, _, _, _ in (row for row in rows if len(row) == 14)}
    doubled = [row[0] for row in rows if len(row) == 11 and kinds[row[0]] == "page"]
    wrong += [f"capture {key} was fetched twice" for key in doubled]
    found = (one[1] for path in warc_files(folder) for one in warc.records(path) if not isinstance(one, warc.Gap))
    bodies = Counter(key_of(one.digest, one.url) for one in found if isinstance(one, Capture))
    wrong += [f"capture {key} is stored {count} times" for key, count in bodies.items() if count > 1]
    ledger = sorted((*row[:9], row[10]) for row in rows if len(row) == 14)
    return [*held, *ledger], wrong


def campaign(kills: int, seed: int, folder: Path, tell: Callable[[Result], None] = lambda result: None) -> Result:
    """So many kills, in as many crawls as it takes. Each crawl must end with what one that was never killed holds."""
    load_everything()
    chance, result = random.Random(seed), Result()
    with replica_apart() as port:
        asked = plan(port)
        began = time.monotonic()
        calm = run(asked, folder / "calm")
        whole = time.monotonic() - began
        expected, wrong = contents(folder / "calm")
        result.wrong += [*wrong, *calm.troubles]
        while result.kills.total() < kills and not result.wrong:
            torn = folder / f"torn{result.crawls}"
            before, killed = requests(port), result.kills.total()
            _one_crawl(asked, torn, min(kills - result.kills.total(), 25), whole, chance, result)
            result.wrong += _miscounted(torn, requests(port) - before, result.kills.total() - killed)
            held, wrong = contents(torn)
            result.crawls += 1
            result.wrong += wrong
            if held != expected:
                lost, more = len(set(expected) - set(held)), len(held) - len(set(held) & set(expected))
                result.wrong.append(f"{torn}: {lost} captures lost, {more} doubled or changed")
            tell(result)
    return result


def _one_crawl(asked: Plan, folder: Path, kills: int, whole: float, chance: random.Random, result: Result) -> None:
    """One archive: killed until its crawl ends by itself, or so many times and then left to end."""
    while True:
        moment, after, seam = "any", None, None
        if kills <= 0:
            pass
        elif chance.random() < 0.5:
            after = chance.uniform(0.0, whole)
        else:
            moment = chance.choice(SEAMS)
            seam = (moment, chance.randint(1, 2 if moment == "created" else 8), chance.random())
        one = run(asked, folder, after=after, seam=seam)
        result.torn += sum("written in part" in note for note in one.notes)
        if one.ended:
            result.wrong += one.troubles
            return
        if kills <= 0 or one.troubles:
            result.wrong.append(f"{folder}: a crawl that nobody killed did not end: {one.troubles}")
            return
        kills -= 1
        result.kills[moment] += 1
        held = _acknowledged(folder)
        if held < one.done:
            result.wrong.append(f"{folder}: {one.done} documents were said to be stored, {held} are")
            return


def _miscounted(folder: Path, sent: Counter[str], kills: int) -> list[str]:
    """Hosts whose budget forgot a request, or counted more beside those sent than there were kills."""
    with closing(sqlite3.connect(folder / BUDGET)) as connection:  # of all its days: one may begin meanwhile
        counted = dict(connection.execute("SELECT host, sum(requests) FROM spent GROUP BY host"))
    return [
        f"{folder}: {host} had {sent[host]} requests, {counted.get(host, 0)} were counted"
        for host in {*counted, *sent} - {COUNTS}
        if not sent[host] <= counted.get(host, 0) <= sent[host] + kills
    ]


def _acknowledged(folder: Path) -> int:
    """Documents that the ledger knows of right after a kill, before anything is mended."""
    with Archive.open(folder) as archive:
        return sum(health.pages for health in archive.sources())

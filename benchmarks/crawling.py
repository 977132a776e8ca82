"""Pages a second through fetch → WARC → ledger, beside a bare Scrapy spider; memory of a long crawl; ledger look-ups.

    python -m benchmarks.crawling [--pages 2000] [--grow 50000] [--rows 10000000] [--memory]

A server in a process of its own plays sixteen hosts. The bare spider throws away what it gets. Both ask for the same
pages, sixteen at a time (ours one at a time of each host); what they need to start is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import multiprocessing
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.texts import prose
from crawlers.ledger import Ledger
from crawlers.plan import Plan

HOSTS = tuple(f"news{number}.example" for number in range(16))
PER_LIST = 100
"""Pages that one page of a feed names."""
PAGE = 20_000
"""Bytes of a page, about."""
LOOK_UPS = 20_000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    options.add_argument("--pages", type=int, default=2000, help="of each crawl whose speed is measured; 0: none")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--grow", type=int, default=50_000, help="pages of the crawl whose memory is watched; 0: none")
    options.add_argument("--rows", type=int, default=10_000_000, help="rows of the large ledger; 0: none")
    options.add_argument("--memory", action="store_true", help="watch the memory, and nothing else")
    chosen = options.parse_args()
    if chosen.memory:
        chosen.pages = chosen.rows = 0
    with served() as ports:
        if chosen.pages:
            tell_speed(ports, chosen.pages, chosen.rounds)
        if chosen.grow:
            tell_memory(ours(ports, chosen.grow))
    if chosen.rows:
        small, large = look_ups(10_000), look_ups(chosen.rows)
        for name in small:
            print(f"{name}: {small[name]:.1f} µs in 10,000 rows, {large[name]:.1f} µs in {chosen.rows:,}", end="")
            print(f", ratio {large[name] / small[name]:.2f} (at most 2)")


def tell_speed(ports: list[int], pages: int, rounds: int) -> None:
    """Both in turn. The clock decides on a machine that does nothing else, the processor time on any other."""
    found: dict[str, list[Speed]] = {"bare": [], "ours": []}
    for _ in range(rounds):
        found["bare"].append(bare(ports[0], pages))
        found["ours"].append(ours(ports, pages).speed)
    for measure in ("clock", "processor"):
        middle, best = {}, {}
        for name, speeds in found.items():
            each = [getattr(speed, measure) for speed in speeds]
            middle[name], best[name] = statistics.median(each), max(each)
            print(f"by {measure}, {name}: {middle[name]:.0f} pages/s ({', '.join(f'{one:.0f}' for one in each)})")
        ratios = f"{middle['ours'] / middle['bare']:.2f} of the medians, {best['ours'] / best['bare']:.2f} of the best"
        print(f"by {measure}, ours / bare: {ratios} (at least 0.70)", flush=True)


def tell_memory(grown: Ours) -> None:
    for done, (now, peak) in grown.memory.items():
        print(f"memory: {now / 1024:.1f} MB at {done:,} pages, {peak / 1024:.1f} MB at most until then")
    first, *_, last = (now for now, _ in grown.memory.values())
    print(f"growth: {last / first - 1:+.1%} (within 10 %), {grown.speed.clock:.0f} pages/s", flush=True)


# The server


@contextmanager
def served() -> Iterator[list[int]]:
    """The port of each host: what keeps connections open goes by host and port, and each shall have its own."""
    ports: multiprocessing.Queue[list[int]] = multiprocessing.Queue()
    server = multiprocessing.Process(target=lambda: asyncio.run(serve(ports)), daemon=True)
    server.start()
    try:
        yield ports.get(timeout=30)
    finally:
        server.kill()
        server.join()


async def serve(ports: multiprocessing.Queue[list[int]]) -> None:
    """`/feed/<count>/<part>` names pages, `/page/<number>` is one; the host says whose."""
    bodies = [prose(PAGE // 3) for _ in range(50)]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()
                return
            path = head.split(" ", 2)[1]
            host = head.lower().partition("\r\nhost:")[2].partition("\r")[0].strip().partition(":")[0]
            kind, body = content(host, path.strip("/").split("/"), bodies)
            status = "200 OK" if kind else "404 Not Found"
            length = f'Content-Length: {len(body)}\r\nETag: "{path}"\r\n'
            writer.write(f"HTTP/1.1 {status}\r\nContent-Type: {kind or 'text/plain'}\r\n{length}\r\n".encode() + body)

    servers = [await asyncio.start_server(answer, "127.0.0.1", 0) for _ in HOSTS]
    ports.put([server.sockets[0].getsockname()[1] for server in servers])
    await asyncio.gather(*(server.serve_forever() for server in servers))


def content(host: str, path: list[str], bodies: list[str]) -> tuple[str, bytes]:
    """Media type ("" where there is nothing) and body."""
    match path:
        case ["feed", count, part]:
            first = int(part) * PER_LIST
            last = min(first + PER_LIST, int(count))
            items = [{"id": str(n), "url": f"http://{host}/page/{n}", "title": f"第{n}篇"} for n in range(first, last)]
            further = {"next_url": f"http://{host}/feed/{count}/{int(part) + 1}"} if last < int(count) else {}
            return "application/feed+json", json.dumps({"version": "1.1", "items": items} | further).encode()
        case ["page", number]:
            text = bodies[int(number) % len(bodies)]
            return "text/html; charset=utf-8", f"<html><h1>{host} {number}</h1><p>{text}</p></html>".encode()
    return "", b""


# The spiders

BARE = """
import sys, time
import scrapy
from scrapy.crawler import AsyncCrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    count = 0

    async def start(self):
        self.began = time.monotonic(), time.process_time()
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(f"http://127.0.0.1:{sys.argv[1]}/page/{number}", dont_filter=True)

    def parse(self, response):
        self.count += 1
        self.ended = time.monotonic(), time.process_time()

    def closed(self, reason):
        print(*(self.count / (ended - began) for began, ended in zip(self.began, self.ended)))

process = AsyncCrawlerProcess({
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False, "ROBOTSTXT_OBEY": False,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
})
process.crawl(Bare)
process.start()
"""


@dataclass
class Speed:
    """Pages a second of the clock, and of the processor's time."""

    clock: float = 0.0
    processor: float = 0.0


def bare(port: int, pages: int) -> Speed:
    """How fast a spider is that throws them away."""
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(port), str(pages)], capture_output=True, text=True, check=True
    )
    return Speed(*map(float, done.stdout.split()))


@dataclass
class Ours:
    """What a crawl of the program's own child process did."""

    speed: Speed = field(default_factory=Speed)
    """From the first page that was listed to the last on the disk."""
    memory: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Kilobytes by pages done: then, and at most until then."""


def ours(ports: list[int], pages: int) -> Ours:
    each = pages // len(HOSTS)
    feeds = tuple(f"http://{host}/feed/{each}/0" for host in HOSTS)
    hosts = {host: f"127.0.0.1:{port}" for host, port in zip(HOSTS, ports, strict=True)}
    plan = Plan(("feed",), delay=0.0, hosts=hosts, addresses={"feed": feeds})
    found = Ours()
    with tempfile.TemporaryDirectory(prefix="aftershock-crawling-") as folder:
        order = json.dumps({"plan": plan.to_json(), "archive": folder}) + "\n"
        child = subprocess.Popen(
            [sys.executable, "-m", "crawlers.process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert child.stdin and child.stdout
        child.stdin.write(order)
        child.stdin.flush()
        began = ended = (0.0, 0.0)
        done = before = 0
        marks = [
            mark for mark in (1000, 2000, 5000, 10_000, 20_000, 30_000, 40_000, 50_000) if mark <= each * len(HOSTS)
        ]
        for line in child.stdout:
            said = json.loads(line)
            if "progress" in said:
                ended, done = (time.monotonic(), processor(child.pid)), said["progress"]["done"]
                if not began[0]:
                    began, before = ended, done
                while marks and done >= marks[0]:
                    found.memory[marks.pop(0)] = memory(child.pid)
            elif any(report["problems"] for report in said.get("reports", ())) or "error" in said:
                raise RuntimeError(f"the crawl failed: {line[:500]}")
        child.stdin.close()
        child.wait()
    if done != each * len(HOSTS):
        raise RuntimeError(f"{done} pages of {each * len(HOSTS)}")
    found.speed = Speed(*((done - before) / (end - start) for start, end in zip(began, ended, strict=True)))
    return found


def memory(process: int) -> tuple[int, int]:
    """Kilobytes that a process takes, and that it took at most."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]), int(lines["VmHWM"].split()[0])


def processor(process: int) -> float:
    """Seconds of processor time that a process has had, all its threads included."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# The ledger


def look_ups(rows: int) -> dict[str, float]:
    """Microseconds of a look-up by address and by key, in a ledger of so many rows."""
    with tempfile.TemporaryDirectory(prefix="aftershock-ledger-") as folder:
        path = Path(folder) / "ledger.sqlite"
        Ledger.open(path, write=True).close()
        began = time.monotonic()
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            with connection:
                marks = ",".join("?" * len(row(0)))
                connection.executemany(f"INSERT INTO captures VALUES ({marks})", map(row, range(rows)))
        took, size = time.monotonic() - began, path.stat().st_size
        print(f"ledger of {rows:,} rows: {took:.0f} s to make, {size / 1e6:,.0f} MB", flush=True)
        ledger = Ledger.open(path, write=True)
        found = {"by address": timed(ledger.latest, address, rows), "by key": timed(ledger.holds, key, rows)}
        ledger.close()
    return found


def timed(look: Callable[[str], object], name: Callable[[int], str], rows: int) -> float:
    chance = random.Random(7)
    best = math.inf
    for _ in range(3):  # the first warms up
        asked = [name(chance.randrange(rows)) for _ in range(LOOK_UPS)]
        began = time.perf_counter()
        found = [look(one) for one in asked]
        best = min(best, time.perf_counter() - began)
        assert None not in found
    return best / LOOK_UPS * 1e6


def address(number: int) -> str:
    return f"https://www.nbd.com.cn/articles/2021-08-12/{number:09}.html"


def key(number: int) -> str:
    return f"{number:016x}-{number % 65521:016x}"


def row(number: int) -> tuple[object, ...]:
    """A row of the ledger, in ascending order of all that is indexed: so many are made in a minute, not in an hour."""
    url, when = address(number), "2021-08-12T04:00:00Z"
    place = (f"captures-{number // 100_000:06}.warc.gz", number % 100_000 * 5000, 5000)
    kept = '{"published": "2021-08-12T10:00:00+08:00", "title": "第一篇"}'
    return (key(number), url, url, "nbd", "page", 200, f"sha256:{number:064x}", f'"{number}"', None, when, kept, *place)


if __name__ == "__main__":
    main()

"""Pages a second through fetch → WARC → ledger, beside a bare Scrapy spider; memory of a long crawl; ledger look-ups.

    python -m benchmarks.crawling [--pages 2000] [--grow 50000] [--rows 10000000]

A server in a process of its own plays sixteen hosts. The bare spider throws away what it gets. Both ask for the same
pages, sixteen at a time (ours one at a time of each host); what they need to start is left out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import multiprocessing
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
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
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--grow", type=int, default=50_000, help="pages of the crawl whose memory is watched; 0: none")
    options.add_argument("--rows", type=int, default=10_000_000, help="rows of the large ledger; 0: none")
    chosen = options.parse_args()
    with served() as port:
        speeds: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(chosen.rounds):
            speeds["bare"].append(bare(port, chosen.pages))
            speeds["ours"].append(ours(port, chosen.pages).speed)
        middle = {name: statistics.median(found) for name, found in speeds.items()}
        for name, found in speeds.items():
            print(f"{name}: {middle[name]:.0f} pages/s ({', '.join(f'{one:.0f}' for one in found)})")
        print(f"ours / bare: {middle['ours'] / middle['bare']:.2f} (at least 0.70)", flush=True)
        if chosen.grow:
            grown = ours(port, chosen.grow)
            print(
                "memory: " + ", ".join(f"{size / 1024:.0f} MB at {done} pages" for done, size in grown.memory.items())
            )
            first, *_, last = grown.memory.values()
            print(f"growth: {last / first - 1:+.1%} (within 10 %), {grown.speed:.0f} pages/s", flush=True)
    if chosen.rows:
        small, large = look_ups(10_000), look_ups(chosen.rows)
        for name in small:
            print(f"{name}: {small[name]:.1f} µs in 10,000 rows, {large[name]:.1f} µs in {chosen.rows:,}", end="")
            print(f", ratio {large[name] / small[name]:.2f} (at most 2)")


# The server


@contextmanager
def served() -> Iterator[int]:
    ports: multiprocessing.Queue[int] = multiprocessing.Queue()
    server = multiprocessing.Process(target=lambda: asyncio.run(serve(ports)), daemon=True)
    server.start()
    try:
        yield ports.get(timeout=30)
    finally:
        server.kill()
        server.join()


async def serve(ports: multiprocessing.Queue[int]) -> None:
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

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    ports.put(server.sockets[0].getsockname()[1])
    await server.serve_forever()


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
    began = 0.0

    async def start(self):
        self.began = time.monotonic()
        for number in range(int(sys.argv[2])):
            yield scrapy.Request(f"http://127.0.0.1:{sys.argv[1]}/page/{number}", dont_filter=True)

    def parse(self, response):
        self.count += 1
        self.ended = time.monotonic()

    def closed(self, reason):
        print(self.count / (self.ended - self.began))

process = AsyncCrawlerProcess({
    "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False, "ROBOTSTXT_OBEY": False,
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
})
process.crawl(Bare)
process.start()
"""


def bare(port: int, pages: int) -> float:
    """Pages a second of a spider that throws them away."""
    done = subprocess.run(
        [sys.executable, "-c", BARE, str(port), str(pages)], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


class Ours:
    """What a crawl of the program's own child process did."""

    def __init__(self) -> None:
        self.speed = 0.0
        """Pages a second, from the first that was listed to the last on the disk."""
        self.memory: dict[int, int] = {}
        """Kilobytes of memory by pages done."""


def ours(port: int, pages: int) -> Ours:
    each = pages // len(HOSTS)
    feeds = tuple(f"http://{host}/feed/{each}/0" for host in HOSTS)
    hosts = dict.fromkeys(HOSTS, f"127.0.0.1:{port}")
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
        began = ended = done = 0.0
        marks = [mark for mark in (1000, 5000, 10_000, 20_000, 30_000, 40_000, 50_000) if mark <= each * len(HOSTS)]
        for line in child.stdout:
            said = json.loads(line)
            if "progress" in said:
                began = began or time.monotonic()
                ended, done = time.monotonic(), said["progress"]["done"]
                while marks and done >= marks[0]:
                    found.memory[marks.pop(0)] = memory(child.pid)
            elif any(report["problems"] for report in said.get("reports", ())) or "error" in said:
                raise RuntimeError(f"the crawl failed: {line[:500]}")
        child.stdin.close()
        child.wait()
    if done != each * len(HOSTS):
        raise RuntimeError(f"{done} pages of {each * len(HOSTS)}")
    found.speed = done / (ended - began)
    return found


def memory(process: int) -> int:
    """Kilobytes that a process takes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


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

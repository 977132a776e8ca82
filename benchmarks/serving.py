"""Requests a second of the search API, beside an empty FastAPI route that returns the same bytes, one worker each.

    python -m benchmarks.serving --project PROJECT --clients 8 64

Each is asked in turns by so many connections that stay open. The empty route is asked twice: alone in an application of
its own, and within ours, behind the same limits, headers and counts. Ours is asked one query again and again; queries
as people ask them, some often and most seldom, drawn from the published list; and queries none of which is kept from
before, each two words of the texts. A busy machine strikes all alike; the processor time of the server for each answer
says what the clock then cannot.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from socket import socket
from urllib.parse import quote

import uvicorn
from fastapi import FastAPI
from starlette.responses import Response

from aftershock.project import open_project
from aftershock.server import create_app, listen
from aftershock.server.running import settings
from aftershock.shared import KEPT
from tests.indexer import corpus

WORDS = """\
冻结 封号 店铺 亚马逊 公告 资金 卖家 平台 公司 裁员 申诉 业务 影响 关闭 子公司 跨境 账户 收入 限制 销售
产品 品牌 金额 员工 问询 回复 深交所 违规 评论 合规 媒体 报道 电商 有限公司 股份 万元 亿元 以上 披露 风险""".split()  # noqa: SIM905
PAIRS = [f"/api/search?q={quote(f'{one} {other}')}" for one in WORDS for other in WORDS]
EMPTY = "/api/empty"
TURN = 0.5
"""Seconds that one server is asked before the next."""


@dataclass(slots=True)
class Asked:
    """One server, what it is asked, and how long its answers took."""

    name: str
    port: int
    process: int
    paths: Iterator[str]
    seconds: list[float] = field(default_factory=list)
    clock: float = 0.0
    processor: float = 0.0

    def forget(self) -> None:
        """Count from here on."""
        self.seconds, self.clock, self.processor = [], 0.0, 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.seconds) / self.clock

    @property
    def cost(self) -> float:
        """Milliseconds of the server's processor time for each answer."""
        return self.processor / len(self.seconds) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--project", type=Path, required=True)
    options.add_argument("--clients", type=int, nargs="+", default=[8, 64])
    options.add_argument("--seconds", type=float, default=4.0, help="that each is asked in all")
    chosen = options.parse_args()
    first = random.Random(1).sample(PAIRS, len(PAIRS))
    assert len(first) > 2 * KEPT, "else a query would be kept when it is asked again"
    body = ask_once(chosen.project, first[0])
    with (
        served(lambda: uvicorn.Config(bare(body), log_level="error", access_log=False)) as alone,
        served(lambda: settings(ours(chosen.project, body))) as real,
    ):
        for clients in chosen.clients:
            asked = [
                Asked(f"an empty route alone, {len(body)} bytes", *alone, cycle(first)),
                Asked("an empty route within ours", *real, cycle([EMPTY])),
                Asked("ours, one query again and again", *real, cycle(first[:1])),
                Asked("ours, some often, most seldom", *real, cycle(drawn())),
                Asked("ours, queries for the first time", *real, cycle(first)),
            ]
            for turn in range(round(chosen.seconds / TURN) + 1):
                for one in asked:
                    ask(one, clients)
                    if not turn:
                        one.forget()  # what a process that was just started takes
            print(f"{clients} clients")
            for one in asked:
                report(one, *asked[:2])


def drawn() -> list[str]:
    """Paths of the published queries, the nth of them as often as one in n."""
    queries = [query for _, query in corpus.queries()]
    dice = random.Random(1)
    dice.shuffle(queries)
    often = [1 / number for number in range(1, len(queries) + 1)]
    return [f"/api/search?q={quote(query)}" for query in dice.choices(queries, often, k=20 * len(queries))]


def ours(project: Path, body: bytes = b"") -> FastAPI:
    """Our application, and in it a route that returns `body`."""
    app = create_app(open_project(project, {"AFTERSHOCK_SERVER__RATE": "0"}))
    with_empty(app, EMPTY, body)
    app.router.routes.insert(0, app.router.routes.pop())  # the site takes whatever comes after it
    return app


def bare(body: bytes) -> FastAPI:
    """An application of one empty route."""
    app = FastAPI()
    with_empty(app, "/api/search", body)
    return app


def with_empty(app: FastAPI, path: str, body: bytes) -> None:
    """Add a route that does nothing."""

    @app.get(path)
    async def search(q: str = "") -> Response:
        return Response(body, media_type="application/json")


def ask_once(project: Path, path: str) -> bytes:
    from fastapi.testclient import TestClient

    with TestClient(ours(project)) as asking:
        return asking.get(path).content


@contextmanager
def served(make: Callable[[], uvicorn.Config]) -> Iterator[tuple[int, int]]:
    """Port and process of a server of its own."""
    listening = listen("127.0.0.1", 0)
    process = multiprocessing.get_context("fork").Process(target=run, args=(make, listening))
    process.start()
    try:
        assert process.pid is not None
        yield listening.getsockname()[1], process.pid
    finally:
        process.terminate()
        process.join()
        listening.close()


def run(make: Callable[[], uvicorn.Config], listening: socket) -> None:
    uvicorn.Server(make()).run(sockets=[listening])
    os._exit(0)


def ask(one: Asked, clients: int) -> None:
    """Ask for one turn, and note what it took."""
    fetch(http.client.HTTPConnection("127.0.0.1", one.port, timeout=30), next(one.paths))
    lock = threading.Lock()
    spent, started = processor(one.process), time.perf_counter()
    threads = [threading.Thread(target=client, args=(one, started + TURN, lock)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.clock += time.perf_counter() - started
    one.processor += processor(one.process) - spent


def client(one: Asked, end: float, lock: threading.Lock) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=30)
    while time.perf_counter() < end:
        with lock:
            path = next(one.paths)
        started = time.perf_counter()
        fetch(connection, path)
        one.seconds.append(time.perf_counter() - started)
    connection.close()


def fetch(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")


def processor(process: int) -> float:
    """Seconds of processor time that a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(one: Asked, alone: Asked, within: Asked) -> None:
    cuts = statistics.quantiles(one.seconds, n=100)
    print(
        f"  {one.name:<37} {one.rate:6.0f}/s  p50 {cuts[49] * 1000:6.1f} ms  p99 {cuts[98] * 1000:6.1f} ms  "
        f"processor {one.cost:5.2f} ms  of the empty route: alone {one.rate / alone.rate:.2f}, "
        f"within ours {one.rate / within.rate:.2f}; by processor time {alone.cost / one.cost:.2f}, "
        f"{within.cost / one.cost:.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())

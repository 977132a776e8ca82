"""Requests a second of the search API, beside an empty FastAPI route that returns the same bytes, one worker each.

    python -m benchmarks.serving --project PROJECT

Each is served by a process of its own and asked by `--clients` connections that stay open.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI
from starlette.responses import Response

from aftershock.project import open_project
from aftershock.server import create_app, listen

WORDS = "冻结 封号 店铺 亚马逊 公告 资金 卖家 平台 公司 裁员 申诉 业务 影响 关闭 子公司 跨境 账户 收入".split()  # noqa: SIM905
PAIRS = [f"/api/search?q={quote(f'{one} {other}')}" for one in WORDS for other in WORDS]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--project", type=Path, required=True)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--seconds", type=float, default=4.0)
    chosen = options.parse_args()
    served = measured(ours, chosen, [PAIRS[0]])
    body = ask_once(ours, chosen, PAIRS[0])
    empty = measured(lambda project: bare(body), chosen, [PAIRS[0]])
    report(f"an empty route, the same {len(body)} bytes", empty)
    report("ours, one query again and again", served)
    report(f"ours, {len(PAIRS)} queries in turn", measured(ours, chosen, PAIRS))
    print(f"ours / empty: {len(served) / len(empty):.2f}")


def ours(project: Path) -> FastAPI:
    return create_app(open_project(project, {"AFTERSHOCK_SERVER__RATE": "0"}))


def bare(body: bytes) -> FastAPI:
    app = FastAPI()

    @app.get("/api/search")
    async def search(q: str = "") -> Response:
        return Response(body, media_type="application/json")

    return app


def measured(make: Callable[[Path], FastAPI], chosen: argparse.Namespace, paths: list[str]) -> list[float]:
    """Seconds of each answer within the time given."""
    listening = listen("127.0.0.1", 0)
    process = multiprocessing.get_context("fork").Process(target=run, args=(make, chosen.project, listening))
    process.start()
    port = listening.getsockname()[1]
    spent: list[float] = []
    try:
        fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=30), paths[0])
        end = time.perf_counter() + chosen.seconds
        threads = [threading.Thread(target=client, args=(port, paths, end, spent, n)) for n in range(chosen.clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        process.terminate()
        process.join()
        listening.close()
    return spent


def ask_once(make: Callable[[Path], FastAPI], chosen: argparse.Namespace, path: str) -> bytes:
    from fastapi.testclient import TestClient

    with TestClient(make(chosen.project)) as asking:
        return asking.get(path).content


def run(make: Callable[[Path], FastAPI], project: Path, listening: object) -> None:
    import uvicorn

    settings = uvicorn.Config(make(project), log_level="error", access_log=False)
    uvicorn.Server(settings).run(sockets=[listening])  # type: ignore[list-item]
    os._exit(0)


def client(port: int, paths: list[str], end: float, spent: list[float], number: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    at = number * 17
    while time.perf_counter() < end:
        started = time.perf_counter()
        fetch(connection, paths[at % len(paths)])
        spent.append(time.perf_counter() - started)
        at += 1


def fetch(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status}")


def report(name: str, spent: list[float]) -> None:
    cuts = statistics.quantiles(spent, n=100)
    print(f"{name:<44} {len(spent):6} answers  p50 {cuts[49] * 1000:6.2f} ms  p99 {cuts[98] * 1000:6.2f} ms")


if __name__ == "__main__":
    sys.exit(main())

"""What the shared frontier takes in Redis: bytes a waiting request and a page done, and requests a second.

    python benchmarks/frontier.py redis://127.0.0.1:6379/9 [N]

The database is used under a prefix of its own, which is removed afterwards.
"""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Any

import redis

from crawlers.distributed.frontier import Frontier, identity

PREFIX = "aftershock:benchmark"


def used(client: Any) -> int:
    return int(client.info("memory")["used_memory_dataset"])


def main(url: str, number: int) -> None:
    with redis.Redis.from_url(url, decode_responses=True) as client:
        frontier = Frontier(client, PREFIX, "benchmark", timedelta(minutes=5))
        frontier.open()
        listed = {
            "title": "关于收到深圳证券交易所关注函的公告",
            "published": "2021-07-06T00:00:00+08:00",
            "code": "300209",
        }
        before, started = used(client), time.perf_counter()
        for at in range(number):
            page = f"https://host-{at % 1000}.example/finalpage/2021-07-06/12104123{at:06}.PDF"
            host = f"host-{at % 1000}.example"
            frontier.push(identity(page), {"url": page, "shape": "pdf", "listed": listed, "host": host, "priority": 0})
        pushed, waiting = time.perf_counter() - started, used(client)
        started = time.perf_counter()
        while taken := frontier.take(0.0):
            frontier.done(taken.id)
        settled, done = time.perf_counter() - started, used(client)
        print(
            f"{number} requests: {(waiting - before) / number:.0f} bytes waiting, {(done - before) / number:.0f} done"
        )
        print(f"{number / pushed:.0f} pushed a second, {number / settled:.0f} taken and done a second, by one worker")
        client.delete(*client.keys(f"{PREFIX}*"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)

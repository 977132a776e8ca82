"""Kill a crawl so many times, at random moments and at the points that matter, and compare what is stored at the end.

    python -m benchmarks.kill 1000

Ends with 0 when nothing was lost or doubled: archive and ledger equal those of a crawl that was never killed, apart
from WARC-Record-ID and WARC-Date.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.crawlers.killing import Result, campaign

EVERY = 5.0
"""Seconds between two lines of progress."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("kills", type=int)
    options.add_argument("--seed", type=int, default=20210812)
    chosen = options.parse_args()
    began = told = time.monotonic()

    def tell(result: Result) -> None:
        nonlocal told
        if time.monotonic() - told >= EVERY:
            told = time.monotonic()
            print(f"{told - began:6.0f} s  {result.line()}", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory(prefix="aftershock-kill-") as folder:
        result = campaign(chosen.kills, chosen.seed, Path(folder), tell)
    seconds = time.monotonic() - began
    for wrong in result.wrong:
        print(f"wrong: {wrong}")
    print(
        f"{result.line()}, seed {chosen.seed}, {seconds:.0f} s, {seconds / max(1, result.kills.total()):.2f} s a kill"
    )
    return 1 if result.wrong else 0


if __name__ == "__main__":
    sys.exit(main())

r"""How fast documents are read, in the time that jieba.cut takes for the same text in the same run.

    python -m benchmarks.reading [--only clean pages length hostile jobs] \
        [--texts FOLDER] [--pages FOLDER] [--profile TEXT]

Processor time, the best of several turns taken in alternation, so that other work on the machine matters little.
The exit status says whether all limits are kept.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import json
import os
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import jieba

import aftershock.extract
from aftershock.extract import extract
from aftershock.extraction import extract_files
from aftershock.vocabulary import Vocabulary, load_vocabulary
from benchmarks.texts import articles, dense, hostile, page, prose
from crawlers.article import Article
from crawlers.capture import Capture
from crawlers.reading import read

DAY = date(2022, 5, 17)
FIGURES_AND_DATES, EVERYTHING, PAGE = 0.5, 1.2, 1.5
"""Most that these may take, in jieba.cut of the same text."""
HOSTILE_MS = 100.0
"""Most that one stage may take for 100 KB of text made to hurt."""
DENSE_MS = 500.0
"""Most that one stage may take for 100 KB of nothing but findings, tens of thousands of them."""
LINEAR = 1.6
"""Most by which a character of the longest text may cost more than one of the shortest."""
SPEED_UP = 1.8
FREE = 0.5
"""Load below which the machine counts as free."""
STAGES = (
    "figures",
    "dates",
    "names",
    "persons",
    "relations",
    "Outline",
    "Places",
    "statements",
    "roles",
    "speakers",
    "events",
)
"""What `aftershock.extract.extract` calls."""

Stage = Callable[[], object]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = {"clean": clean, "pages": pages, "length": length, "hostile": adversarial, "jobs": jobs}
    options.add_argument("--only", nargs="+", choices=parts, default=list(parts))
    options.add_argument("--pages", type=Path, metavar="FOLDER", help="saved pages to read instead of made ones")
    options.add_argument(
        "--texts", type=Path, metavar="FOLDER", help="clean texts (*.txt) to read instead of the corpus"
    )
    options.add_argument("--turns", type=int, default=5)
    options.add_argument(
        "--profile", metavar="TEXT", help="profile the reading of a text: clean, or the name of a hostile one"
    )
    chosen = options.parse_args()
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    if chosen.profile:
        profile(chosen.profile)
        return 0
    kept = [parts[name](chosen) for name in chosen.only]
    return 0 if all(kept) else 1


def cut(text: str) -> object:
    return sum(1 for _ in jieba.cut(text))


def best(stages: dict[str, Stage], turns: int) -> dict[str, float]:
    """Seconds of processor time of each stage: the best of its turns, which alternate."""
    spent: dict[str, float] = {}
    for _, (name, stage) in itertools.product(range(turns), stages.items()):
        started = time.process_time()
        stage()
        taken = time.process_time() - started
        spent[name] = min(taken, spent.get(name, taken))
    return spent


@contextmanager
def watched() -> Iterator[dict[str, float]]:
    """While open, the functions that `extract` calls add up the processor time they take; the rest is "subjects"."""
    spent = dict.fromkeys(STAGES, 0.0)
    originals = {name: getattr(aftershock.extract, name) for name in STAGES}
    for name, function in originals.items():
        setattr(aftershock.extract, name, _timed(function, name, spent))
    try:
        yield spent
    finally:
        for name, function in originals.items():
            setattr(aftershock.extract, name, function)


def _timed(function: Callable[..., object], name: str, spent: dict[str, float]) -> Callable[..., object]:
    def call(*given: object, **named: object) -> object:
        started = time.process_time()
        try:
            return function(*given, **named)
        finally:
            spent[name] += time.process_time() - started

    return call


def staged(texts: Sequence[str], vocabulary: Vocabulary, turns: int) -> dict[str, float]:
    """Seconds of each stage of `extract` over texts, the best of the turns, and of everything."""
    least: dict[str, float] = {}
    for _ in range(turns):
        with watched() as spent:
            started = time.process_time()
            whole(texts, vocabulary)
            everything = time.process_time() - started
        spent = {**spent, "subjects": max(0.0, everything - sum(spent.values())), "everything": everything}
        least = {name: min(taken, least.get(name, taken)) for name, taken in spent.items()}
    return least


def whole(texts: Iterable[str], vocabulary: Vocabulary) -> object:
    published = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    return [extract(Article(url="", source="", text=text, published=published), vocabulary) for text in texts]


def clean(chosen: argparse.Namespace) -> bool:
    """The bodies of the corpus, or the texts of a folder, one by one."""
    texts, vocabulary = articles(), load_vocabulary(None)
    if chosen.texts:
        texts = [path.read_text("utf-8") for path in sorted(chosen.texts.glob("*.txt"))]
    whole(texts, vocabulary)
    spent: dict[str, float] = {}
    for _ in range(chosen.turns):
        turn = best({"jieba.cut": lambda: [cut(text) for text in texts]}, 1) | staged(texts, vocabulary, 1)
        spent = {name: min(taken, spent.get(name, taken)) for name, taken in turn.items()}
    unit = spent["jieba.cut"]
    print(f"clean text: {len(texts)} articles, {sum(map(len, texts)):,} characters")
    for name, taken in spent.items():
        print(f"  {name:<16}{taken * 1000:9.1f} ms{taken / unit:9.2f} ×")
    both = (spent["figures"] + spent["dates"]) / unit
    return all(
        [
            told("figures + dates", both, FIGURES_AND_DATES, "×"),
            told("everything", spent["everything"] / unit, EVERYTHING, "×"),
        ]
    )


def pages(chosen: argparse.Namespace) -> bool:
    """Page to article, decoding and all, against cutting the article's body."""
    if chosen.pages:
        files = sorted(path for path in chosen.pages.rglob("*") if path.suffix in (".html", ".htm"))
        bodies = [path.read_bytes() for path in files]
    else:
        bodies = [page(number) for number in range(24)]
    now = datetime.now(UTC)
    captures = [Capture("local", "file", "urn:made", now, body=body, meta={"filename": "page.html"}) for body in bodies]
    texts = [read(capture).text for capture in captures]
    spent = best(
        {"cut": lambda: [cut(text) for text in texts], "read": lambda: [read(c) for c in captures]}, chosen.turns
    )
    mean = sum(map(len, bodies)) // len(bodies)
    print(f"pages: {len(bodies)} of {mean:,} bytes, bodies of {sum(map(len, texts)) // len(texts):,} characters")
    took, unit = (spent[name] / len(bodies) * 1000 for name in ("read", "cut"))
    print(f"  {took:.2f} ms a page, cutting its body {unit:.2f} ms")
    return told("page to article", spent["read"] / spent["cut"], PAGE, "×")


def length(chosen: argparse.Namespace) -> bool:
    """What a character costs in texts of an eighth of a megabyte to one."""
    vocabulary = load_vocabulary(None)
    per_kilobyte: dict[str, list[float]] = {}
    sizes = []
    for kilobytes in (125, 250, 500, 1000):
        text = prose(kilobytes * 1000 // 3)
        sizes.append(len(text.encode()) / 1000)
        for name, taken in staged([text], vocabulary, 2).items():
            per_kilobyte.setdefault(name, []).append(taken * 1000 / sizes[-1] * 100)
    print("length: ms per 100 KB at " + ", ".join(f"{size:.0f} KB" for size in sizes))
    kept = True
    for name, costs in per_kilobyte.items():
        growth = costs[-1] / costs[0] if costs[-1] > 1 else 1.0
        kept &= growth <= LINEAR
        print(f"  {name:<12}" + "".join(f"{cost:9.1f}" for cost in costs) + f"   × {growth:.2f}" + over(growth, LINEAR))
    return kept


def adversarial(chosen: argparse.Namespace) -> bool:
    """Each stage on 100 KB of text made to hurt, and of text that is all findings."""
    vocabulary = load_vocabulary(None)
    whole(articles(), vocabulary)  # what is loaded once is loaded
    print("hostile: ms for 100 KB\n  " + " " * 26 + "".join(f"{column[:9]:>10}" for column in (*STAGES, "subjects")))
    texts = [(*one, HOSTILE_MS) for one in hostile()] + [(*one, DENSE_MS) for one in dense()]
    kept = [_endured(name, text, limit, vocabulary) for name, text, limit in texts]
    return all(kept)


def _endured(name: str, text: str, limit: float, vocabulary: Vocabulary) -> bool:
    """Whether every stage keeps the limit; a tenth of the text is tried first, as the whole might take minutes."""
    spent = staged([text[: len(text) // 10]], vocabulary, 1)
    scale = 1.0
    if spent["everything"] * 1000 < 4 * limit:
        spent = staged([text], vocabulary, 2)
    else:
        name, scale = name + " (of 10 KB)", 10.0
    slow = [stage for stage in (*STAGES, "subjects") if spent[stage] * 1000 * scale > limit]
    cells = "".join(f"{spent[stage] * 1000:>10.1f}" for stage in (*STAGES, "subjects"))
    print(f"  {name:<26}{cells}" + (f"   MISSED: {', '.join(slow)}" if slow else ""), flush=True)
    return not slow


def jobs(chosen: argparse.Namespace) -> bool:
    """Two processes against one, and that both print the same.

    The clock tells the speed-up only where both cores are free; the processor time tells the most there can be.
    """
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(240):
            (Path(folder) / f"{number:03}.html").write_bytes(page(number))
        one, alone, first = timed_lines([Path(folder)], 1)
        two, together, second = timed_lines([Path(folder)], 2)
    print(f"jobs: 240 pages in {one:.2f} s, with two processes in {two:.2f} s, the same bytes: {first == second}")
    print(f"  processor time {alone:.2f} s and {together:.2f} s: at most {2 * alone / together:.2f} ×; load {busy:.1f}")
    reached = one / two if busy < FREE else 2 * alone / together
    return told("speed-up of two processes", reached, SPEED_UP, "×", least=True) and first == second


def timed_lines(paths: Sequence[Path], processes: int) -> tuple[float, float, str]:
    """Seconds by the clock, seconds of processor time of all processes, and what was printed."""
    started, before = time.perf_counter(), sum(os.times()[:4])
    outcomes = list(extract_files(paths, None, None, jobs=processes))
    taken, spent = time.perf_counter() - started, sum(os.times()[:4]) - before
    return taken, spent, json.dumps([(o.line, o.problem) for o in outcomes])


def profile(name: str) -> None:
    """Where the time of everything goes on a text."""
    text = prose(100_000) if name == "clean" else dict((*hostile(), *dense()))[name][:10_000]
    vocabulary = load_vocabulary(None)
    whole([text[:1000]], vocabulary)
    profiler = cProfile.Profile()
    profiler.runcall(whole, [text], vocabulary)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def told(what: str, value: float, limit: float, unit: str, *, least: bool = False) -> bool:
    kept = value >= limit if least else value <= limit
    print(
        f"  {what}: {value:.2f} {unit} ({'at least' if least else 'at most'} {limit})" + ("" if kept else "   MISSED")
    )
    return kept


def over(value: float, limit: float) -> str:
    return "   MISSED" if value > limit else ""


if __name__ == "__main__":
    sys.exit(main())

"""How fast the index is, against raw tantivy, SQLite FTS5 and (with --elasticsearch URL) a real server, in one run.

    python -m benchmarks.search --documents 20000

Ratios are what counts; absolute times depend on the machine. Every engine answers the same 200 queries over the same
generated documents, in turns, and the best of its times for a query counts, so that another process that takes the
processor for a while strikes none of them; "raw" is given the same parsed query and fetches the same stored fields.
`--memory` is another run: what the process holds while it indexes, from a stream, and while it searches.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tantivy
from elasticsearch import Elasticsearch, helpers

from indexer import elastic_schema
from indexer.elastic import ElasticIndex
from indexer.elastic_schema import body, settings
from indexer.embedded import EmbeddedIndex
from indexer.embedded_query import Asking
from indexer.embedded_schema import document, schema
from indexer.fields import fields
from indexer.index import Entry, Index, Query
from indexer.stages import readings
from indexer.tokens import grams, phrase
from indexer.words import Words
from tests.elasticsearch.node import assemble, start
from tests.indexer import corpus, judging

TURNS = 5
"""How often each engine is asked each query."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument(
        "--elasticsearch", metavar="URL", help="a server that may be written to; 'own': one assembled for the run"
    )
    options.add_argument("--memory", action="store_true", help="memory while indexing and searching, nothing else")
    chosen = options.parse_args()
    if chosen.memory:
        memory(chosen.documents)
        return
    started = time.perf_counter()
    entries = corpus.documents(chosen.documents)
    characters = sum(len(entry.text) for entry in entries)
    print(f"{len(entries):,} documents of {characters // len(entries)} characters, made in {since(started):.1f} s")
    asked_for = [Query(runs=(query,), kinds=()) for kind, query in corpus.queries() if kind != "nothing"][:200]
    with tempfile.TemporaryDirectory() as folder:
        writing(Path(folder), entries)
        answering(Path(folder), entries, asked_for)
        with EmbeddedIndex.open(Path(folder) / "judged", write=True) as index:
            judged("ours", index)
        if chosen.elasticsearch == "own":
            home = Path(folder) / "elasticsearch"
            home.mkdir()
            assemble(home)
            node = start(home)
            try:
                elastic(node.url, entries, asked_for)
            finally:
                node.stop()
        elif chosen.elasticsearch:
            elastic(chosen.elasticsearch, entries, asked_for)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def elastic(url: str, entries: Sequence[Entry], asked_for: Sequence[Query]) -> None:
    """A real server; raw is the client's own helper with the same bodies, index and refresh."""
    with ElasticIndex.open(url, "benchmark") as cluster:
        cluster.rebuild(entries[:2_000])  # the server's first thousands are slow, whoever sends them
        ours = raw = math.inf
        for _ in range(2):
            started = time.perf_counter()
            cluster.rebuild(entries)
            ours = min(ours, since(started))
            raw = min(raw, raw_bulk(url, entries))
        for name, spent in (("elasticsearch, ours", ours), ("raw streaming_bulk", raw)):
            print(f"index  {name:<24} {spent / len(entries) * 1000:.3f} ms/document")
        print(f"elasticsearch, raw / ours: {raw / ours:.2f}")
        row("elasticsearch, facets, highlights", *timed((cluster.search, asked_for)))
        judged("elasticsearch", cluster)
        cluster.rebuild([])


def raw_bulk(url: str, entries: Sequence[Entry]) -> float:
    """Seconds that the client's own helper takes."""
    with Elasticsearch(url) as client:
        client.indices.create(index="benchmark-raw", mappings=elastic_schema.MAPPINGS, settings=settings(1))
        try:
            started = time.perf_counter()
            actions = ({"_index": "benchmark-raw", "_id": e.id, "_source": body(fields(e))} for e in entries)
            for _ in helpers.streaming_bulk(client, actions):
                pass
            client.indices.refresh(index="benchmark-raw")
            return since(started)
        finally:
            client.indices.delete(index="benchmark-raw")


def judged(name: str, index: Index) -> None:
    """How good the order is, over queries marked by hand."""
    index.rebuild(judging.documents())
    scores = [score for _, score in judging.judge(index)]
    print(f"nDCG@10 {name:<24} {statistics.mean(scores):.3f} over {len(scores)} queries, worst {min(scores):.2f}")


def writing(folder: Path, entries: Sequence[Entry]) -> None:
    """Both make the same fields and documents; raw tantivy does nothing else."""
    started = time.perf_counter()
    with EmbeddedIndex.open(folder / "ours", write=True) as ours:
        ours.rebuild(entries)
    print(f"index  ours                     {per_document(started, entries)}")
    started = time.perf_counter()
    (folder / "raw").mkdir()
    shape = schema()
    writer = tantivy.Index(shape, str(folder / "raw")).writer(96_000_000, 1)
    for entry in entries:
        writer.add_document(tantivy.Document.from_dict(document(fields(entry)), shape))
    writer.commit()
    writer.wait_merging_threads()
    print(f"index  raw tantivy              {per_document(started, entries)}")
    started = time.perf_counter()
    made = sqlite3.connect(folder / "fts.sqlite")
    made.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(grams, shown UNINDEXED, tokenize='unicode61 remove_diacritics 0')"
    )
    made.executemany(
        "INSERT INTO texts VALUES (?, ?)",
        ((grams(f"{entry.title}\n{entry.text}"), json.dumps([entry.id, entry.title, entry.text])) for entry in entries),
    )
    made.commit()
    made.close()
    print(f"index  SQLite FTS5              {per_document(started, entries)}")


def answering(folder: Path, entries: Sequence[Entry], queries: Sequence[Query]) -> None:
    plain = [query._replace(facets=False) for query in queries]
    with EmbeddedIndex.open(folder / "ours") as index:
        raw, ours, faceted, sqlite, shown = timed(
            (raw_search(folder / "ours"), queries),
            (index.search, plain),
            (index.search, queries),
            (fts_search(folder / "fts.sqlite", "shown"), queries),
            (fts_search(folder / "fts.sqlite", "shown, snippet(texts, 0, '[', ']', '…', 32)"), queries),
        )
    ours_at, raw_at = row("ours, highlights, no facets", ours), row("raw tantivy, top 10 + total, stored fields", raw)
    row("ours, 5 facets, highlights", faceted)
    sqlite_at = row("SQLite FTS5, top 10 + total", sqlite)
    shown_at = row("SQLite FTS5, the same with snippet()", shown)
    print(f"ours / raw: p50 {ours_at[0] / raw_at[0]:.2f}  p95 {ours_at[1] / raw_at[1]:.2f}")
    print(f"FTS5 / ours: p50 {sqlite_at[0] / ours_at[0]:.1f}  p95 {sqlite_at[1] / ours_at[1]:.1f}")
    print(f"FTS5 with snippet() / ours: p50 {shown_at[0] / ours_at[0]:.1f}  p95 {shown_at[1] / ours_at[1]:.1f}")


def memory(count: int) -> None:
    """Megabytes held at each tenth of a rebuild, which is read as a stream, and after each tenth of 2,000 searches."""

    def told(entries: Iterable[Entry]) -> Iterator[Entry]:
        for number, entry in enumerate(entries, 1):
            yield entry
            if number % (count // 10) == 0:
                print(f"{number:10,} indexed   {held():6.0f} MB")

    asked_for = [Query(runs=(query,), kinds=()) for kind, query in corpus.queries() if kind != "nothing"][:200]
    with tempfile.TemporaryDirectory() as folder, EmbeddedIndex.open(Path(folder), write=True) as index:
        index.rebuild(told(corpus.stream(count)))
        for turn in range(1, 11):
            for query in asked_for:
                index.search(query._replace(page=turn))
            print(f"{turn * len(asked_for):10,} searches  {held():6.0f} MB")


def held() -> float:
    """Megabytes of this process in memory now that are its own, without the files that it maps."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon")).split()[1]) / 1024


def raw_search(folder: Path) -> Callable[[Query], object]:
    (generation,) = [path for path in folder.iterdir() if path.is_dir()]
    index, asking, words = tantivy.Index.open(str(generation)), Asking(schema()), Words()
    searcher = index.searcher()
    parsed: dict[tuple[str, ...], Any] = {}

    def search(query: Query) -> object:
        if query.runs not in parsed:
            parsed[query.runs] = asking(query, next(readings(query, words)))
        answer = searcher.search(parsed[query.runs], 10, weight_by_field="weight")
        return [json.loads(bytes(searcher.doc(address)["shown"][0])) for _, address in answer.hits]

    for query in corpus.queries():
        search(Query(runs=(query[1],), kinds=()))
    return search


def fts_search(path: Path, columns: str) -> Callable[[Query], object]:
    opened = sqlite3.connect(path)

    def search(query: Query) -> object:
        words = '"' + " ".join(phrase(query.runs[0]).tokens).replace('"', '""') + '"'
        total = opened.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (words,)).fetchone()
        sql = f"SELECT {columns} FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10"
        return total, [(json.loads(shown), *more) for shown, *more in opened.execute(sql, (words,))]

    return search


def timed(*engines: tuple[Callable[[Query], object], Sequence[Query]]) -> list[list[float]]:
    """For each engine the milliseconds of each of its queries: the best of TURNS, when all have been asked once."""
    best = [[math.inf] * len(queries) for _, queries in engines]
    for turn in range(TURNS + 1):
        for spent, (search, queries) in zip(best, engines, strict=True):
            for number, query in enumerate(queries):
                started = time.perf_counter()
                search(query)
                if turn:
                    spent[number] = min(spent[number], since(started) * 1000)
    return best


def row(name: str, spent: list[float]) -> tuple[float, float]:
    cuts = statistics.quantiles(spent, n=20)
    print(f"search {name:<44} p50 {cuts[9]:7.2f} ms   p95 {cuts[18]:7.2f} ms")
    return cuts[9], cuts[18]


def since(started: float) -> float:
    return time.perf_counter() - started


def per_document(started: float, entries: Sequence[Entry]) -> str:
    return f"{since(started) / len(entries) * 1000:.3f} ms/document"


if __name__ == "__main__":
    sys.exit(main())

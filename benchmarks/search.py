"""How fast the index is, against raw tantivy, SQLite FTS5 and (with --elasticsearch URL) a real server, in one run.

    python -m benchmarks.search --documents 20000

Ratios are what counts; absolute times depend on the machine. Every engine answers the same 200 queries over the same
generated documents; "raw" is given the same parsed query and fetches the same stored fields.
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
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import tantivy
from elasticsearch import Elasticsearch, helpers

from indexer import elastic_schema
from indexer.elastic import ElasticIndex
from indexer.elastic_schema import body, settings
from indexer.embedded import EmbeddedIndex
from indexer.embedded_query import asked
from indexer.embedded_schema import document, schema
from indexer.fields import fields
from indexer.index import Entry, Index, Query
from indexer.stages import readings
from indexer.tokens import grams, phrase
from indexer.words import Words
from tests.elasticsearch.node import assemble, start
from tests.indexer import corpus, judging


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--documents", type=int, default=20_000)
    options.add_argument(
        "--elasticsearch", metavar="URL", help="a server that may be written to; 'own': one assembled for the run"
    )
    chosen = options.parse_args()
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
        row("elasticsearch, facets, highlights", timed(cluster.search, asked_for))
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
    index = EmbeddedIndex.open(folder / "ours")
    raw = row("raw tantivy, top 10 + total, stored fields", timed(raw_search(folder / "ours"), queries))
    ours = row("ours, highlights, no facets", timed(without_facets(index), queries))
    row("ours, 4 facets, highlights", timed(index.search, queries))
    sqlite = row("SQLite FTS5, top 10 + total", timed(fts_search(folder / "fts.sqlite"), queries))
    print(f"ours / raw: p50 {ours[0] / raw[0]:.2f}  p95 {ours[1] / raw[1]:.2f}")
    print(f"FTS5 / ours: p50 {sqlite[0] / ours[0]:.1f}  p95 {sqlite[1] / ours[1]:.1f}")
    index.close()


def raw_search(folder: Path) -> Callable[[Query], object]:
    (generation,) = [path for path in folder.iterdir() if path.is_dir()]
    index, shape, words = tantivy.Index.open(str(generation)), schema(), Words()
    searcher = index.searcher()
    parsed: dict[tuple[str, ...], Any] = {}

    def search(query: Query) -> object:
        if query.runs not in parsed:
            parsed[query.runs] = asked(shape, query, next(readings(query, words)))
        answer = searcher.search(parsed[query.runs], 10, weight_by_field="weight")
        return [json.loads(bytes(searcher.doc(address)["shown"][0])) for _, address in answer.hits]

    for query in corpus.queries():
        search(Query(runs=(query[1],), kinds=()))
    return search


def without_facets(index: Index) -> Callable[[Query], object]:
    return lambda query: index.search(replace(query, facets=False))


def fts_search(path: Path) -> Callable[[Query], object]:
    opened = sqlite3.connect(path)

    def search(query: Query) -> object:
        words = '"' + " ".join(phrase(query.runs[0]).tokens).replace('"', '""') + '"'
        total = opened.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (words,)).fetchone()
        sql = "SELECT shown FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 10"
        return total, [json.loads(shown) for (shown,) in opened.execute(sql, (words,))]

    return search


def timed(search: Callable[[Query], object], queries: Sequence[Query]) -> list[float]:
    """Milliseconds of each query, the second time it is asked."""
    for query in queries:
        search(query)
    spent = []
    for query in queries:
        started = time.perf_counter()
        search(query)
        spent.append(since(started) * 1000)
    return spent


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

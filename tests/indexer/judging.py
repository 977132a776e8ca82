"""Ranking held against marks made by hand, and nDCG over the first ten hits.

Two shelves: "made", documents of many trades in `judged/`, and "demo", the documents of the demonstration.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from aftershock.demo.samples import COPIES, load_samples
from indexer.fields import BEIJING
from indexer.index import Entry, Index, Query

FOLDER = Path(__file__).with_name("judged")
FIRST = 10
Shelf = Literal["made", "demo"]


def documents(shelf: Shelf = "made") -> list[Entry]:
    """What is searched."""
    return _made() if shelf == "made" else _demo()


def _demo() -> list[Entry]:
    """Of a filing that is put out at several places one copy is enough."""
    return [
        Entry(
            id=sample.name,
            kind="document",
            version="1",
            title=sample.title,
            text=sample.body,
            link=f"documents/{sample.name}.html",
            published=sample.published,
            source=sample.publisher,
            publisher=sample.publisher,
            rank=5 if sample.publisher == "cninfo" else 2,
        )
        for sample in load_samples()
        if sample.publisher not in COPIES
    ]


def _made() -> list[Entry]:
    with (FOLDER / "documents.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Entry(
            id=row["id"],
            kind="document",
            version="1",
            title=row["title"],
            text=row["text"],
            link=f"documents/{row['id']}.html",
            published=datetime.fromisoformat(row["day"]).replace(tzinfo=BEIJING),
            source=row["source"],
            publisher=row["publisher"],
            rank=int(row["rank"]),
        )
        for row in rows
    ]


def queries(shelf: Shelf = "made") -> list[tuple[str, dict[str, int]]]:
    """(query, id → grade 1 to 3)."""
    lines = (FOLDER / ("queries.tsv" if shelf == "made" else "demo.tsv")).read_text(encoding="utf-8").splitlines()
    parted = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        (query, {id_: int(grade) for id_, grade in (mark.split("=") for mark in marks.split())})
        for query, marks in parted
    ]


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """1 where the best come first, in order; 0 where nothing relevant is among the first ten."""

    def gain(ordered: Sequence[int]) -> float:
        return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(ordered[:FIRST]))

    return gain([grades.get(id_, 0) for id_ in found]) / gain(sorted(grades.values(), reverse=True))


def judge(index: Index, shelf: Shelf = "made") -> list[tuple[str, float]]:
    """(query, nDCG@10) of each query; the index holds the shelf's `documents`."""
    return [
        (query, ndcg([hit.id for hit in index.search(Query(runs=tuple(query.split()), facets=False)).hits], grades))
        for query, grades in queries(shelf)
    ]

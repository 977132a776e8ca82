"""Postings come out the same whether they were put aside on the way or not."""

from __future__ import annotations

import random
from pathlib import Path

from aftershock.pages.postings import Postings, base36, shard


def taken(folder: Path, most: int, told: list[tuple[str, int, list[int]]]) -> list[tuple[int, dict[str, str]]]:
    with Postings(7, folder, most) as postings:
        for token, number, places in told:
            postings.add(token, number, places)
        return [(number, dict(found)) for number, found in postings.take()]


def decoded(text: str) -> list[tuple[int, list[int]]]:
    """By the rules that the page's script follows."""
    found, document = [], 0
    for posting in text.split(";"):
        gap, *steps = [int(n, 36) for n in posting.split(".")]
        document, place, places = document + gap, 0, []
        for step in steps:
            place += step
            places.append(place)
        found.append((document, places))
    return found


def test_runs_that_were_put_aside_are_joined_without_a_trace(tmp_path: Path) -> None:
    dice = random.Random(3)
    tokens = ["冻结", "资金", "\ud800", "a\tb", '"', "␣", "𠮷野", "x" * 64, "年"]
    told = [
        (token, number, sorted(dice.sample(range(4000), dice.randint(1, 5))))
        for number in range(0, 300, 3)
        for token in dice.sample(tokens, 4)
    ]
    whole = taken(tmp_path, 10**9, told)
    assert taken(tmp_path, 1, told) == taken(tmp_path, 17, told) == whole
    assert not list(tmp_path.iterdir()), "what was put aside is gone"
    assert [number for number, _ in whole] == list(range(7))
    for number, found in whole:
        for token, text in found.items():
            assert shard(token, 7) == number
            assert decoded(text) == [(n, places) for t, n, places in told if t == token]
    assert sum(len(found) for _, found in whole) == len({token for token, _, _ in told})


def test_nothing_gives_every_file_empty(tmp_path: Path) -> None:
    assert taken(tmp_path, 5, []) == [(n, {}) for n in range(7)]


def test_base_36_is_read_back() -> None:
    assert all(int(base36(n), 36) == n for n in (0, 1, 35, 36, 1295, 1296, 10**9))

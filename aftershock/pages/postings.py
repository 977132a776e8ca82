"""Where tokens stand, gathered over any number of documents with a bounded share of memory.

What is gathered is written out in sorted runs when it becomes much, and the runs are merged at the end: the files of
the search come out one at a time, each holding the tokens that fall to it.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import IO

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MOST = 1_500_000
"""Postings held at once, some 300 MB with their tokens."""

_Entry = tuple[tuple[int, str], int, int, str]
"""((file, token), first document, last document, postings without the first one's document)"""


class Postings:
    """Token → documents and places. Add documents in order, then take the files."""

    def __init__(self, files: int, folder: Path, most: int = MOST) -> None:
        """`files` is how many the tokens are spread over; runs stand, without a name, in `folder`."""
        self.files = files
        self._folder = folder
        self._most = most
        self._held: dict[str, tuple[int, list[int], list[str]]] = {}
        self._count = 0
        self._runs: list[IO[str]] = []

    def __enter__(self) -> Postings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for run in self._runs:
            run.close()

    def add(self, token: str, number: int, places: Sequence[int]) -> None:
        """A token's places, in order, within one document. Raises OSError when a run cannot be written."""
        gaps = base36(places[0])
        if len(places) > 1:  # Most tokens stand in a document once.
            gaps += "".join([f".{base36(b - a)}" for a, b in pairwise(places)])
        held = self._held.get(token)
        if held is None:
            self._held[token] = (number, [number], [gaps])
        else:
            held[2].append(f"{base36(number - held[1][0])}.{gaps}")
            held[1][0] = number
        self._count += 1
        if self._count >= self._most:
            self._spill()

    def _spill(self) -> None:
        # Without a name: nothing is left of it, however the build ends.
        run = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="\n", dir=self._folder)  # noqa: SIM115
        self._runs.append(run)
        for (file, token), first, last, told in self._entries():
            run.write(f"{json.dumps([file, token, first, last, told], ensure_ascii=True)}\n")
        self._held, self._count = {}, 0

    def _entries(self) -> Iterator[_Entry]:
        for key in sorted((shard(token, self.files), token) for token in self._held):
            first, (last,), told = self._held[key[1]]
            yield key, first, last, ";".join(told)

    @staticmethod
    def _read(run: IO[str]) -> Iterator[_Entry]:
        run.seek(0)
        for line in run:
            file, token, first, last, told = json.loads(line)
            yield (file, token), first, last, told

    def take(self) -> Iterator[tuple[int, dict[str, str]]]:
        """(number, token → postings) of every file, also of the empty ones, in order."""
        # Runs hold documents in order, and the merge keeps the order of its inputs for equal tokens.
        merged = heapq.merge(*map(self._read, self._runs), self._entries(), key=itemgetter(0))
        wanted = 0
        for file, entries in groupby(merged, key=lambda entry: entry[0][0]):
            while wanted < file:
                yield wanted, {}
                wanted += 1
            yield file, {token: _joined(found) for (_, token), found in groupby(entries, key=itemgetter(0))}
            wanted = file + 1
        for empty in range(wanted, self.files):
            yield empty, {}


def _joined(entries: Iterator[_Entry]) -> str:
    parts, before = [], 0
    for _, first, last, told in entries:
        parts.append(f"{base36(first - before)}.{told}")
        before = last
    return ";".join(parts)


def shard(token: str, shards: int) -> int:
    """Which file a token is in: FNV-1a over its code points, 32 bits."""
    value = 0x811C9DC5
    for character in token:
        value = ((value ^ ord(character)) * 0x01000193) & 0xFFFFFFFF
    return value % shards


@cache
def base36(value: int) -> str:
    """A whole number, not negative, in base 36."""
    if value < 36:
        return _DIGITS[value]
    text = ""
    while value:
        value, rest = divmod(value, 36)
        text = _DIGITS[rest] + text
    return text

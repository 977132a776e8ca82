"""The words that tell a text apart: jieba's words of it, weighed by how rare they are in Chinese at large."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from indexer.tokens import HAN, fold
from indexer.words import Words

MOST = 16
LONGEST = 20_000
"""Characters that are looked at; an article says early what it is about."""
_WORTH = re.compile(rf"[{HAN}]{{2,}}|[a-z][a-z0-9]{{2,}}")
"""Figures and lone characters tell nothing of what a text is about."""


def keywords(text: str, names: Iterable[str] = (), most: int = MOST) -> tuple[str, ...]:
    """The most telling words of `text`, best first; `names` are never cut apart."""
    words = _words(tuple(sorted(names)))
    seen = Counter(word for word in words.all(fold(text[:LONGEST])) if _WORTH.fullmatch(word))
    rarity, usual = _rarity()
    weighed = sorted(seen.items(), key=lambda one: (-one[1] * rarity.get(one[0], usual), one[0]))
    return tuple(word for word, _ in weighed[:most])


@cache
def _rarity() -> tuple[dict[str, float], float]:
    """jieba's own table of inverse document frequencies, and their median for words it does not have."""
    from jieba.analyse.tfidf import DEFAULT_IDF, IDFLoader

    found, median = IDFLoader(DEFAULT_IDF).get_idf()
    return found, median


@cache
def _words(names: tuple[str, ...]) -> Words:
    return Words(names)

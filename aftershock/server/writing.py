"""An answer as JSON, byte for byte what `json.dumps` makes of its record, in half the time.

What no query changes of a hit is written once and kept, with gaps for what it does: marks, snippet and score.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from functools import lru_cache
from json import encoder
from typing import Any

from aftershock.search import Answer, hit_record
from indexer.index import Hit

KEPT = 4096
"""Hits of which the fixed parts are kept."""
FIXED = Hit._fields.index("snippet")
"""Fields of a hit, from the first on, that no query changes."""
_GAPS = ("title_marks", "snippet", "snippet_marks", "score")
"""What a query changes, in the order of the record."""
_quoted = encoder.encode_basestring  # the one in C where there is one


def search(answer: Answer) -> str:
    """The whole answer."""
    if answer.stated or answer.figures is not None:
        return dumped(answer.record())
    result = answer.result
    return (
        f'{{"total": {result.total}, "page": {answer.page}, "size": {answer.size}, "stage": "{result.stage}", '
        f'"hits": [{", ".join(map(_hit, result.hits))}], "facets": {_counts(answer.facets())}, '
        f'"notes": {_list(answer.notes)}, "suggestions": {_list(answer.suggested())}}}'
    )


def facets(answer: Answer) -> str:
    """The answer without its hits."""
    result = answer.result
    return (
        f'{{"total": {result.total}, "stage": "{result.stage}", "facets": {_counts(answer.facets())}, '
        f'"notes": {_list(answer.notes)}}}'
    )


dumped = json.JSONEncoder(ensure_ascii=False).encode
"""Any record as JSON."""


def _list(values: Sequence[Any]) -> str:
    return dumped(values) if values else "[]"


def _counts(facets: Mapping[str, Mapping[str, int]]) -> str:
    each = [
        f"{_quoted(name)}: {{{', '.join([f'{_quoted(value)}: {number}' for value, number in values.items()])}}}"
        for name, values in facets.items()
    ]
    return f"{{{', '.join(each)}}}"


def _hit(hit: Hit) -> str:
    # Times of two zones may be equal, and are written differently.
    first, second, third, fourth, last = _fixed(hit[:FIXED], hit.published and hit.published.tzinfo)
    return (
        f"{first}{_marks(hit.title_marks)}{second}{_quoted(hit.snippet)}"
        f"{third}{_marks(hit.snippet_marks)}{fourth}{round(hit.score, 4)!r}{last}"
    )


@lru_cache(maxsize=KEPT)
def _fixed(head: tuple[Any, ...], zone: tzinfo | None) -> Sequence[str]:
    del zone  # part of the key alone
    pieces: list[str] = []
    text = ""
    for name, value in hit_record(Hit._make((*head, "", (), (), 0.0))).items():
        text += f"{', ' if pieces or text else '{'}{dumped(name)}: "
        if name in _GAPS:
            pieces.append(text)
            text = ""
        else:
            text += dumped(value)
    return [*pieces, text + "}"]


def _marks(marks: Sequence[tuple[int, int]]) -> str:
    return f"[{', '.join([f'[{start}, {end}]' for start, end in marks])}]" if marks else "[]"

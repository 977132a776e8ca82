"""Answers of lists in the forms in which publishers also send them: other types, other cases, more keys, fewer."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[Any, ...]
"""Keys and numbers that lead to a place in an answer."""
MORE = {"extra": {"list": [], "data": None, "rows": [{}]}, "另外": None, "_x": ""}


class Lines(list[Any]):
    """An answer of one JSON object a line."""


def parsed(answer: Any) -> Any:
    """The JSON of a saved answer, its lines, or None where it is neither."""
    if not isinstance(answer, str):
        return answer
    wrapped = re.fullmatch(r"\s*(?:/\*.*?\*/)?\s*[\w$.]+\((.*)\);?\s*", answer, re.S)
    try:
        return json.loads(wrapped[1] if wrapped else answer)
    except ValueError:
        pass
    try:
        return Lines(json.loads(re.sub(r"^\S+ \d{14} ", "", line)) for line in answer.splitlines() if line.strip())
    except ValueError:
        return None


def sent(value: Any) -> str:
    """An answer as it comes."""
    if isinstance(value, Lines):
        return "\n".join(json.dumps(line, ensure_ascii=False) for line in value)
    return json.dumps(value, ensure_ascii=False)


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value in an answer, with where it is; containers before what they hold."""
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))


def at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def put(value: Any, path: Path, other: Any) -> Any:
    """An answer with another value at a place."""
    if not path:
        return other
    whole = copy.deepcopy(value)
    at(whole, path[:-1])[path[-1]] = other
    return whole


def without(value: Any, path: Path) -> Any:
    """An answer without a key."""
    whole = copy.deepcopy(value)
    del at(whole, path[:-1])[path[-1]]
    return whole


def everywhere(value: Any, change: Callable[[Any], Any]) -> Any:
    """An answer with each value changed, the innermost first."""
    if isinstance(value, dict):
        value = {key: everywhere(inner, change) for key, inner in value.items()}
    elif isinstance(value, list):
        value = type(value)(everywhere(inner, change) for inner in value)
    return change(value)


def with_more(value: Any) -> Any:
    """Further keys in every object."""
    return value | copy.deepcopy(MORE) if isinstance(value, dict) else value


def as_texts(value: Any) -> Any:
    """Numbers as texts."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def as_numbers(value: Any) -> Any:
    """Texts of digits as numbers."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,15}", value) else value


def spelled(change: Callable[[str], str]) -> Callable[[Any], Any]:
    """Keys in another case."""
    return lambda value: {change(key): inner for key, inner in value.items()} if isinstance(value, dict) else value

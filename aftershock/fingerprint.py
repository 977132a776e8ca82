"""What reading depends on, as one short string: its program text, the words it goes by, the libraries it stands on."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import metadata
from pathlib import Path

import crawlers

LIBRARIES = ("beautifulsoup4", "jieba", "lxml", "pypdfium2")
"""Another version of these may read the same page in another way."""

_HERE = Path(__file__).parent
_READING = (
    Path(crawlers.__file__).parent,
    _HERE / "extract",
    _HERE / "model.py",
    _HERE / "vocabulary.py",
    _HERE / "lexicon.py",
)
_RESOLVING = (_HERE / "resolve", _HERE / "model.py", _HERE / "ids.py", _HERE / "sentences.py")


def reading(vocabulary: object, sources: object = None) -> str:
    """Fingerprint of capture → facts; `sources` is what the deployment adds to the program's own.

    A capture whose fingerprint is another one is read again.
    """
    return _digest(_program(_READING), _libraries(), canonical(vocabulary), canonical(sources))


def resolving(companies: object) -> str:
    """Fingerprint of facts → names, relations, events and claims."""
    return _digest(_program(_RESOLVING), canonical(companies))


def canonical(value: object) -> str:
    """JSON that is the same for equal values in every process. Raises TypeError for what it does not know."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal() | date() | Path():
            return str(value)
        case re.Pattern():
            return [value.pattern, value.flags]
        case Mapping():
            return {f"{type(key).__name__} {key}": _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case set() | frozenset():
            return sorted((_plain(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"no fingerprint of a {type(value).__name__}")


@cache
def _program(places: tuple[Path, ...]) -> str:
    """Read once per process: the program that runs does not change under it."""
    files = [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    return _digest(*(f"{file.relative_to(_HERE.parent)}\n{file.read_text('utf-8')}" for file in files))


@cache
def _libraries() -> str:
    return " ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]

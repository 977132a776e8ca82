"""Saved searches of a project: config/alerts.toml, which people write by hand or with `aftershock alert add`.

[[alert]]
name = "frozen"
query = "冻结 amount:>=1亿 kind:claim"
to = "feed mail"
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftershock.errors import ConfigError, StorageProblem, UsageProblem
from aftershock.query import QueryProblem, parse

FILE = Path("config", "alerts.toml")
LONGEST_NAME = 60
_KEYS = ("name", "query", "to")
_BLOCK = re.compile(r"^[ \t]*\[\[[ \t]*alert[ \t]*\]\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query whose new matches are told."""

    name: str
    query: str
    to: tuple[str, ...] = ()
    """Channels; empty: those of `alerts.to`."""


def load(folder: Path, channels: Iterable[str]) -> tuple[SavedSearch, ...]:
    """The saved searches of a project's folder, in the order of the file; none where there is no file.

    Raises ConfigError with file, alert and what is wrong: a query that cannot be understood among others.
    """
    path = folder / FILE
    if not path.is_file():
        return ()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML in UTF-8: {error}") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    rows = content.pop("alert", [])
    if content or not isinstance(rows, list):
        raise ConfigError(f"{path}: [[alert]] tables with {', '.join(_KEYS)} are expected, and nothing else")
    found = tuple(_search(path, number, row, tuple(channels)) for number, row in enumerate(rows, 1))
    names = [one.name for one in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ConfigError(f'{path}: two alerts are called "{twice}"')
    return found


def add(folder: Path, search: SavedSearch, channels: Iterable[str]) -> None:
    """Append one to the file. Raises UsageProblem (the name is taken, or something cannot be), StorageProblem."""
    known = tuple(channels)
    if any(one.name == search.name for one in load(folder, known)):
        raise UsageProblem(f'there is an alert "{search.name}" already; remove it first, or choose another name')
    row = {"name": search.name, "query": search.query} | ({"to": " ".join(search.to)} if search.to else {})
    try:
        _search(folder / FILE, 0, row, known)
    except ConfigError as error:
        raise UsageProblem(str(error).partition(": ")[2]) from error
    block = "\n".join(
        ["[[alert]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items())]
    )
    path = folder / FILE
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    _write(path, f"{before.rstrip()}\n\n{block}\n".lstrip())


def remove(folder: Path, name: str, channels: Iterable[str]) -> None:
    """Take one out of the file; all else in it stays as it is. Raises UsageProblem, StorageProblem."""
    searches = load(folder, channels)
    if all(one.name != name for one in searches):
        known = ", ".join(one.name for one in searches) or "none"
        raise UsageProblem(f'there is no alert "{name}"; there are: {known}')
    path = folder / FILE
    text = path.read_text(encoding="utf-8")
    starts = [match.start() for match in _BLOCK.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if tomllib.loads(text[start:end])["alert"][0].get("name") == name:
            _write(path, text[:start] + text[end:])
            return
    raise UsageProblem(f'{path}: the alert "{name}" is no [[alert]] table; take it out by hand')


def _search(path: Path, number: int, row: Any, channels: tuple[str, ...]) -> SavedSearch:
    which = f"alert {number}" if number else "this alert"
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise ConfigError(f"{path}: {which}: {', '.join(_KEYS)} are texts")
    if unknown := next((key for key in row if key not in _KEYS), None):
        raise ConfigError(f'{path}: {which}: unknown key "{unknown}"; known: {", ".join(_KEYS)}')
    name, query = row.get("name", "").strip(), row.get("query")
    if not 1 <= len(name) <= LONGEST_NAME or not name.isprintable():
        raise ConfigError(f"{path}: {which}: a name of 1 to {LONGEST_NAME} printable characters is needed")
    if query is None or not all(char.isprintable() or char.isspace() for char in query):
        raise ConfigError(f'{path}: alert "{name}": a query is needed, without control characters')
    to = tuple(dict.fromkeys(row.get("to", "").replace(",", " ").split()))
    if wrong := next((one for one in to if one not in channels), None):
        raise ConfigError(f'{path}: alert "{name}": to = "{wrong}": expected some of {", ".join(channels)}')
    try:
        asked = parse(query, {})
    except QueryProblem as error:
        raise ConfigError(f'{path}: alert "{name}": {error}') from error
    if asked.query.page != 1:
        raise ConfigError(f'{path}: alert "{name}": page: has no meaning in an alert, which tells all that is new')
    return SavedSearch(name, query, to)


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise StorageProblem(f"{path}: cannot be written ({error.strerror}); check rights and free space") from error

"""The words that reading goes by: data of every industry (config/vocabulary) and of events (config/events/<event>).

A section is one file, `config/vocabulary/<section>.toml`, and one dataclass here with a field per key; an event's own
`vocabulary.toml` may add words to any section. Lists add up over files: a project or an event names only what it adds.
Words for roles, speech and events of the field are the lexicon's (config/frames).
"""

from __future__ import annotations

import difflib
import tomllib
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from aftershock.errors import ConfigError
from aftershock.lexicon import Lexicon, load_lexicon
from aftershock.resources import config_folder

Words = tuple[str, ...]
Table = Mapping[str, Words]
"""Words by what they stand for, such as a kind of name."""


def _nothing() -> Table:
    return types.MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Places:
    """places.toml: what names of bodies begin with."""

    countries: Words = ()
    provinces: Words = ()
    cities: Words = ()
    endings: Words = ()


@dataclass(frozen=True, slots=True)
class Persons:
    """persons.toml: how persons are named."""

    surnames: Words = ()
    """Strings of one-character surnames."""
    compound_surnames: Words = ()
    doubtful_surnames: str = ""
    titles: Words = ()
    titles_after: Words = ()
    speech: Words = ()
    adverbs: Words = ()
    """What may stand between a speaker and a word of speech."""
    not_names: Words = ()


@dataclass(frozen=True, slots=True)
class Relations:
    """relations.toml: words for how two bodies hang together, by type of relation."""

    children: Table = field(default_factory=_nothing)
    parents: Table = field(default_factory=_nothing)
    acquisitions: Table = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Known:
    """known.toml: bodies known by name alone; each string is a usual name, then others for it after "="."""

    platform: Words = ()
    service_provider: Words = ()
    media: Words = ()
    regulator: Words = ()
    exchange: Words = ()
    government: Words = ()
    bank: Words = ()
    investor: Words = ()
    research_institute: Words = ()
    association: Words = ()
    company: Words = ()
    seller: Words = ()
    brand: Words = ()
    hospital: Words = ()
    ambiguous: Words = ()
    beside: Words = ()
    """Forms that count only where another name of their kind is joined to them: 招行、民生."""
    phrases: Words = ()
    """In which a known name's letters name nobody."""


@dataclass(frozen=True, slots=True)
class Offices:
    """offices.toml: what public offices are named by, and bodies of one land that short names are enough for there."""

    fields: Words = ()
    """What an office is for: 财富, 情报, 调查."""
    units: Words = ()
    """Kinds of offices."""
    parts: Words = ()
    """Kinds of parts, which name one only behind the office that they belong to."""
    sited: Words = ()
    """Kinds of offices that a short place is enough to name, which no list need have."""
    signs: Table = field(default_factory=_nothing)
    """Words by which a text shows that it tells of a land."""
    local: Table = field(default_factory=_nothing)
    """Bodies by land and kind, such as "taiwan regulator"; each string as in `Known`."""


@dataclass(frozen=True, slots=True)
class Listed:
    """listed.toml: companies listed on an exchange; each string is a code and a short name, then others after "="."""

    mainland: Words = ()
    hongkong: Words = ()
    """Those in Hong Kong: names without codes."""
    ambiguous: Words = ()


@dataclass(frozen=True, slots=True)
class Organisations:
    """organisations.toml: what names of bodies look like, and what stands around them."""

    endings: Table = field(default_factory=_nothing)
    short_endings: Table = field(default_factory=_nothing)
    faint_endings: Table = field(default_factory=_nothing)
    inside: Table = field(default_factory=_nothing)
    borders: Table = field(default_factory=_nothing)
    lists: Table = field(default_factory=_nothing)
    list_words: Table = field(default_factory=_nothing)
    frames: Table = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Figures:
    """figures.toml: what looks like a figure and is none."""

    names: Words = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A subsidiary or brand of a company."""

    name: str
    kind: str
    relation: str
    full: str | None = None
    aliases: Words = ()


@dataclass(frozen=True, slots=True)
class Company:
    """A listed company that an event concerns, as it was named then."""

    code: str
    orgid: str
    name: str
    full: str | None = None
    aliases: Words = ()
    former: Words = ()
    bodies: tuple[Body, ...] = ()


@dataclass(frozen=True, slots=True)
class EventWords:
    """event.toml and companies.toml of one event."""

    event: str
    """Name of its folder."""
    title: str
    from_: date | None = None
    to: date | None = None
    summary: str = ""
    keywords: Words = ()
    queries: Words = ()
    """What is asked of full-text searches at the sources."""
    companies: tuple[Company, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All words, of all sections and of the chosen events.

    Compared by identity, so that what is compiled from it can be kept.
    """

    places: Places = Places()
    persons: Persons = Persons()
    relations: Relations = Relations()
    known: Known = Known()
    offices: Offices = Offices()
    listed: Listed = Listed()
    organisations: Organisations = Organisations()
    figures: Figures = Figures()
    events: tuple[EventWords, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
    """Words for roles, speech and events of the field (config/frames)."""


SECTIONS: Mapping[str, type] = types.MappingProxyType(
    {
        "places": Places,
        "persons": Persons,
        "relations": Relations,
        "known": Known,
        "offices": Offices,
        "listed": Listed,
        "organisations": Organisations,
        "figures": Figures,
    }
)


def load_vocabulary(events: Sequence[str] | None = None, config: Path | Sequence[Path] | None = None) -> Vocabulary:
    """The words of every industry and of the named events (None: all there are).

    `config` is a configuration folder, or several of which later ones add to earlier ones; default: the packaged one.
    Raises ConfigError, which names file and key, for an unknown event, file, key or a value of the wrong type.
    """
    folders = [config_folder()] if config is None else [config] if isinstance(config, Path) else list(config)
    found = _events(folders)
    for name in events or ():
        if name not in found:
            raise ConfigError(f"unknown event {name!r}{_nearest(name, found)}")
    chosen = sorted(found) if events is None else list(dict.fromkeys(events))
    tables: dict[str, list[tuple[Path, dict[str, Any]]]] = {section: [] for section in SECTIONS}
    for folder in folders:
        for path in sorted((folder / "vocabulary").glob("*.toml")):
            _known_key(path.stem, list(SECTIONS), path, "file")
            tables[path.stem].append((path, _read(path)))
    for name in chosen:
        for path in (folder / "vocabulary.toml" for folder in found[name]):
            for section, table in (_read(path) if path.is_file() else {}).items():
                _known_key(section, list(SECTIONS), path, "section")
                tables[section].append((path, table))
    return Vocabulary(
        **{section: _section(kind, tables[section]) for section, kind in SECTIONS.items()},
        events=tuple(_event(name, found[name]) for name in chosen),
        lexicon=load_lexicon(folders, [folder for name in chosen for folder in found[name]]),
    )


def _events(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """Folders of each event, by its name."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted((folder / "events").glob("*/event.toml")):
            found.setdefault(path.parent.name, []).append(path.parent)
    return found


def _event(name: str, folders: Sequence[Path]) -> EventWords:
    """An event; where several folders hold it, the last one's files count."""
    path = folders[-1] / "event.toml"
    table = _read(path)
    companies = next((f / "companies.toml" for f in reversed(folders) if (f / "companies.toml").is_file()), None)
    rows = _read(companies) if companies else {}
    if companies:
        for key in rows:
            _known_key(key, ["company"], companies, "key")
    table["companies"] = rows.get("company", [])
    if "from" in table:
        table["from_"] = table.pop("from")
    value: EventWords = _build(EventWords, {"event": name, **table}, path)
    return value


def _section(kind: Any, parts: Sequence[tuple[Path, dict[str, Any]]]) -> Any:
    """One section's dataclass out of all files that add to it."""
    merged: dict[str, Any] = {}
    for path, table in parts:
        built = _build(kind, table, path)
        for key in table:
            merged[key] = _add(merged[key], getattr(built, key)) if key in merged else getattr(built, key)
    return kind(**merged)


def _add(old: Any, new: Any) -> Any:
    """Words of an earlier file and of a later one."""
    if isinstance(old, Mapping):
        return types.MappingProxyType({**old, **{k: _add(old[k], v) if k in old else v for k, v in new.items()}})
    if isinstance(old, tuple):
        return tuple(dict.fromkeys(old + new))
    return old + new if isinstance(old, str) else new


def _build(kind: Any, table: Mapping[str, Any], path: Path) -> Any:
    """A dataclass from a TOML table; strict about keys and types."""
    hints = get_type_hints(kind)
    for key in table:
        _known_key(key, list(hints), path, "key")
    missing = [f.name for f in fields(kind) if f.name not in table and _required(f)]
    if missing:
        raise ConfigError(f"{path}: [{kind.__name__.lower()}] lacks {', '.join(missing)}")
    return kind(**{key: _value(hints[key], value, path, key) for key, value in table.items()})


def _required(entry: Field[Any]) -> bool:
    return entry.default is MISSING and entry.default_factory is MISSING


def _value(hint: Any, value: Any, path: Path, key: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple and isinstance(value, list):
        if args[0] is str and all(isinstance(one, str) for one in value):
            return tuple(value)
        return tuple(_value(args[0], one, path, key) for one in value)
    if hint == Table and isinstance(value, dict):
        return types.MappingProxyType({k: _value(Words, v, path, f"{key}.{k}") for k, v in value.items()})
    if is_dataclass(hint) and isinstance(value, dict):
        return _build(hint, value, path)
    if origin is types.UnionType and any(isinstance(value, arg) for arg in args):
        return value
    if isinstance(hint, type) and isinstance(value, hint):
        return value
    raise ConfigError(f"{path}: key {key!r} has a value of the wrong type: {value!r}")


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error


def _known_key(key: str, known: Sequence[str], path: Path, what: str) -> None:
    if key not in known:
        raise ConfigError(f"{path}: unknown {what} {key!r}{_nearest(key, known)}")


def _nearest(key: str, known: Any) -> str:
    near = difflib.get_close_matches(key, list(known), 1, 0.5)
    return f" — did you mean {near[0]!r}?" if near else ""

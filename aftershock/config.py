"""Configuration: packaged defaults, the project's own file over them, environment variables over both.

Read once at the command line's edge; functions get the values they need. An unknown key is an error that names its
file, the key and the nearest known one.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, get_type_hints

from aftershock.errors import ConfigError
from crawlers.recipe import NAME, BadRecipe, Recipe, checked, recipe

PREFIX = "AFTERSHOCK_"
RESERVED = "AFTERSHOCK_TEST_"
"""Variables of the test-suite; never read as configuration."""
UNSET = -1


@dataclass(frozen=True, slots=True)
class ProjectSection:
    """[project]"""

    event: str
    title: str


@dataclass(frozen=True, slots=True)
class CrawlSection:
    """[crawl]"""

    user_agent: str
    contact: str
    delay: float
    daily: int
    """Requests to one host in one day; 0: no cap."""
    timeout: float
    max_body: int
    recheck: str
    redis: str
    lease: str
    upload: str
    replica_only: bool


@dataclass(frozen=True, slots=True)
class ExpectedSection:
    """[expected]: what every source that is on must bring, whatever its own past says; 0: as it did."""

    weekly: float
    """Documents in seven days."""
    title: float
    """Share of the documents that must hold the field."""
    published: float
    text: float
    publisher: float
    author: float


@dataclass(frozen=True, slots=True)
class SourceSection:
    """[sources.NAME]"""

    enabled: bool = False
    every: str = "6h"
    addresses: str = ""
    """For the sources that have no publisher of their own: what to read, parted by blanks."""
    weekly: float = 0.0
    """Documents that it must bring in seven days, whatever its past says; 0: as it did."""
    daily: int = UNSET
    """Requests to one host in one day; 0: no cap; unset: as many as [crawl] says."""

    @property
    def interval(self) -> timedelta:
        """How often the schedule crawls it."""
        return parse_interval(self.every)


@dataclass(frozen=True, slots=True)
class IndexSection:
    """[index]"""

    engine: str
    url: str
    api_key: str
    ca_certs: str
    name: str
    timeout: float
    """Seconds for one answer of the server; a read that gets none is tried three times."""


@dataclass(frozen=True, slots=True)
class SiteSection:
    """[site]"""

    url: str
    wayback: bool
    originals: bool
    notice: str


@dataclass(frozen=True, slots=True)
class ServerSection:
    """[server]"""

    host: str
    port: int
    rate: float
    """Requests a second from one address; 0: no limit. This machine itself may ask 50 times as often."""
    cors: str
    """Origins, parted by commas, whose pages may ask the API; empty: none."""


@dataclass(frozen=True, slots=True)
class AlertsSection:
    """[alerts]"""

    to: str
    """Channels of notices that name none: feed, webhook, mail, parted by blanks."""
    publish: bool


@dataclass(frozen=True, slots=True)
class WebhookSection:
    """[webhook]"""

    url: str
    secret: str = field(repr=False)
    private_hosts: str
    """Hosts, parted by blanks, that may have a private address."""
    timeout: float


@dataclass(frozen=True, slots=True)
class MailSection:
    """[mail]"""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str
    to: str
    ca_certs: str
    timeout: float


@dataclass(frozen=True, slots=True)
class Config:
    """All of it, checked."""

    project: ProjectSection
    crawl: CrawlSection
    expected: ExpectedSection
    index: IndexSection
    site: SiteSection
    server: ServerSection
    alerts: AlertsSection
    webhook: WebhookSection
    mail: MailSection
    sources: Mapping[str, SourceSection] = field(default_factory=dict)
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    """What the deployment's own sources are: those sections that have a `kind`."""


ENGINES = ("embedded", "elasticsearch")
SECURITY = ("starttls", "tls", "none")
CHANNELS = ("feed", "webhook", "mail")


def parse_interval(text: str) -> timedelta:
    """Read "30m", "6h" or "1d". Raises ValueError for anything else, and for zero."""
    match = re.fullmatch(r"(\d+)([mhd])", text.strip())
    if not match or int(match[1]) == 0:
        raise ValueError(f'"{text}" is no interval; write 30m, 6h or 1d')
    unit = {"m": "minutes", "h": "hours", "d": "days"}[match[2]]
    return timedelta(**{unit: int(match[1])})


def load(defaults: Path, own: Path | None, environment: Mapping[str, str], sources: frozenset[str]) -> Config:
    """Read and check the configuration.

    `defaults` is the packaged file, `own` the project's (None or missing: none), `sources` the names that exist. A
    section [sources.NAME] with a `kind` describes a source of the deployment's own.
    Raises ConfigError with file, key and what was expected.
    """
    layers = [(str(defaults), _parse(defaults))]
    if own is not None and own.is_file():
        layers.append((str(own), _parse(own)))
    layers.append(("environment", _from_environment(environment)))
    merged: dict[str, Any] = {}
    described = _described(layers)
    for name in described.keys() & {*sources, "local"}:
        raise ConfigError(f'{described[name]}: [sources.{name}] kind: "{name}" is taken; choose another name')
    for place, layer in layers:
        _check(place, layer, sources, described)
        _overlay(merged, layer)
    return _build(merged, described)


def _described(layers: list[tuple[str, dict[str, Any]]]) -> dict[str, str]:
    """Names of the sources that the configuration describes itself, and where it does."""
    found: dict[str, str] = {}
    for place, layer in layers:
        sections = layer.get("sources")
        for name, options in sections.items() if isinstance(sections, dict) else ():
            if isinstance(options, dict) and "kind" in options:
                found.setdefault(name, place)
    return found


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8; save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, value in sorted(environment.items()):
        if not name.startswith(PREFIX) or name.startswith(RESERVED):
            continue
        *path, last = name.removeprefix(PREFIX).lower().split("__")
        at = tree
        for part in path:
            at = at.setdefault(part, {})
        at[last] = value
    return tree


_SECTIONS: dict[str, type] = {
    "project": ProjectSection,
    "crawl": CrawlSection,
    "expected": ExpectedSection,
    "index": IndexSection,
    "site": SiteSection,
    "server": ServerSection,
    "alerts": AlertsSection,
    "webhook": WebhookSection,
    "mail": MailSection,
}


def _unknown(place: str, section: str, key: str, known: list[str]) -> ConfigError:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    where = f"[{section}] " if section else ""
    hint = f' — did you mean "{near[0]}"?' if near else f"; known: {', '.join(sorted(known))}"
    return ConfigError(f'{place}: {where}unknown key "{key}"{hint}')


def _check(place: str, layer: dict[str, Any], sources: frozenset[str], described: Mapping[str, str]) -> None:
    known = [*_SECTIONS, "sources"]
    for section, content in layer.items():
        if section not in known:
            raise _unknown(place, "", section, known)
        if not isinstance(content, dict):
            raise ConfigError(f"{place}: [{section}] must be a table")
        if section == "sources":
            for name, options in content.items():
                if name in described:
                    _check_described(place, name, options)
                elif name not in sources:
                    unknown = _unknown(place, "sources", name, sorted([*sources, *described]))
                    raise ConfigError(f"{unknown} (a source of your own says its kind; see docs/adding-a-source.md)")
                else:
                    _check_keys(place, f"sources.{name}", options, SourceSection)
        else:
            _check_keys(place, section, content, _SECTIONS[section])


_SCHEDULE = ("enabled", "every", "daily")
"""Keys of a source that say whether, when and how often it is asked, not what it is."""


def _check_described(place: str, name: str, options: dict[str, Any]) -> None:
    if not NAME.fullmatch(name):
        raise ConfigError(f"{place}: [sources.{name}]: a source's name has small letters, digits and _ only")
    if not isinstance(options, dict):
        raise ConfigError(f"{place}: [sources.{name}] must be a table")
    _check_keys(
        place, f"sources.{name}", schedule := {k: v for k, v in options.items() if k in _SCHEDULE}, SourceSection
    )
    what = {key: value for key, value in options.items() if key not in _SCHEDULE}
    try:
        options |= schedule | checked(f"sources.{name}", what, _SCHEDULE)
    except BadRecipe as problem:
        raise ConfigError(f"{place}: {problem}") from None


def _check_keys(place: str, section: str, content: object, kind: type) -> None:
    if not isinstance(content, dict):
        raise ConfigError(f"{place}: [{section}] must be a table")
    hints = get_type_hints(kind)
    for key, value in content.items():
        if key not in hints:
            raise _unknown(place, section, key, sorted(hints))
        content[key] = _typed(place, section, key, value, hints[key])


def _typed(place: str, section: str, key: str, value: Any, kind: Any) -> Any:
    """The value as its type; text from the environment is turned into numbers and truth values."""
    expected = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}[kind]
    if isinstance(value, str) and kind is not str:
        try:
            return {"true": True, "false": False}[value.lower()] if kind is bool else kind(value)
        except (KeyError, ValueError) as error:
            raise ConfigError(f'{place}: [{section}] {key} = "{value}": expected {expected}') from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ConfigError(f"{place}: [{section}] {key} = {value!r}: expected {expected}")
    if key == "daily" and value < 0:
        raise ConfigError(f"{place}: [{section}] daily = {value}: expected a number of requests a day, or 0 for no cap")
    if section == "crawl" and key == "delay" and value < 0:
        raise ConfigError(f"{place}: [crawl] delay = {value:g}: expected seconds, 0 or more")
    if section == "crawl" and key in ("timeout", "max_body") and value <= 0:
        raise ConfigError(f"{place}: [crawl] {key} = {value:g}: expected more than 0")
    if key in ("every", "recheck", "lease"):
        try:
            parse_interval(value) if value != "0" else None
        except ValueError as error:
            raise ConfigError(f"{place}: [{section}] {key}: {error}") from error
    if section == "index" and key == "engine" and value not in ENGINES:
        raise ConfigError(f'{place}: [index] engine = "{value}": expected one of {", ".join(ENGINES)}')
    if section == "mail" and key == "security" and value not in SECURITY:
        raise ConfigError(f'{place}: [mail] security = "{value}": expected one of {", ".join(SECURITY)}')
    if section == "alerts" and key == "to" and not set(value.replace(",", " ").split()) <= set(CHANNELS):
        raise ConfigError(f'{place}: [alerts] to = "{value}": expected some of {", ".join(CHANNELS)}')
    return value


def _overlay(base: dict[str, Any], layer: dict[str, Any]) -> None:
    for key, value in layer.items():
        if isinstance(value, dict):
            _overlay(base.setdefault(key, {}), value)
        else:
            base[key] = value


def _build(merged: dict[str, Any], described: Mapping[str, str]) -> Config:
    sections: dict[str, Any] = {}
    for name, kind in _SECTIONS.items():
        content = merged.get(name, {})
        missing = [f.name for f in fields(kind) if f.name not in content]
        if missing:
            raise ConfigError(f"the packaged defaults lack [{name}] {missing[0]}; the installation is damaged")
        sections[name] = kind(**content)
    sources, recipes = {}, {}
    for name, options in merged.get("sources", {}).items():
        if name in described:
            schedule = {key: options.pop(key) for key in _SCHEDULE if key in options}
            sources[name] = SourceSection(**schedule)
            try:
                recipes[name] = recipe(name, options)
            except BadRecipe as problem:
                raise ConfigError(f"{described[name]}: {problem}") from None
        else:
            sources[name] = SourceSection(**options)
    return Config(sources=sources, recipes=recipes, **sections)

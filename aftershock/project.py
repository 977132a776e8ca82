"""A project: one folder for one event, with what to watch (`config/`) and what was made of it (`var/`)."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aftershock import config, resources
from aftershock.errors import Busy, ConfigError, ProjectMissing, StorageProblem, UsageProblem
from aftershock.vocabulary import Vocabulary, load_vocabulary
from crawlers.recipe import Recipe
from crawlers.sources import Source, sources

CONFIG_FILE = Path("config", "aftershock.toml")


@dataclass(frozen=True, slots=True)
class Project:
    """The folder and its checked configuration."""

    folder: Path
    config: config.Config

    @property
    def archive(self) -> Path:
        """WARC files and their ledger: the only thing that cannot be made again."""
        return self.folder / "var" / "archive"

    @property
    def knowledge(self) -> Path:
        """The SQLite file."""
        return self.folder / "var" / "knowledge.sqlite"

    @property
    def index(self) -> Path:
        """Folder of the embedded index."""
        return self.folder / "var" / "index"

    @property
    def site(self) -> Path:
        """Folder of the built pages."""
        return self.folder / "var" / "site"

    @property
    def config_folders(self) -> tuple[Path, ...]:
        """Where configuration is looked up: packaged first, the project's own over it."""
        return (resources.config_folder(), self.folder / "config")

    def vocabulary(self) -> Vocabulary:
        """The words that apply: the shared ones, the event's and the project's own."""
        return load_vocabulary([self.config.project.event], self.config_folders)

    @property
    def recipes(self) -> Mapping[str, Recipe]:
        """The sources that the project describes itself."""
        return self.config.recipes

    @property
    def sources(self) -> Mapping[str, Source]:
        """All sources there are: the program's, those of plug-ins and the project's own."""
        return sources(self.recipes.values())

    @property
    def enabled(self) -> tuple[str, ...]:
        """Names of the sources that are switched on."""
        return tuple(sorted(name for name, section in self.config.sources.items() if section.enabled))

    @contextmanager
    def locked(self, doing: str) -> Iterator[None]:
        """Hold the project for one writing command. Raises Busy when another one is under way."""
        path = self.folder / "var" / "lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = path.open("a+", encoding="utf-8")
        except OSError as error:
            if path.parent.exists() and not path.parent.is_dir():
                raise StorageProblem(f"{path.parent} is a file, and must be a folder; move it away") from error
            raise StorageProblem(f"{path}: cannot be written ({error.strerror}); check the folder's rights") from error
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                handle.seek(0)
                who = handle.read().strip() or "another command"
                raise Busy(f"{self.folder}: {who} is under way; wait for it to end and try again") from error
            handle.truncate(0)
            handle.write(f"'aftershock {doing}' (process {os.getpid()})")
            handle.flush()
            try:
                yield
            finally:
                handle.truncate(0)


def open_project(folder: Path, environment: Mapping[str, str]) -> Project:
    """The project in this folder. Raises ProjectMissing where there is none, ConfigError where it cannot be used."""
    own = folder / CONFIG_FILE
    if not own.is_file():
        raise ProjectMissing(
            f"no project in {folder}: {CONFIG_FILE} is missing; make one with 'aftershock init {folder}', "
            "or name another folder with --project"
        )
    loaded = config.load(resources.config_folder() / "aftershock.toml", own, environment, frozenset(sources()))
    project = Project(folder, loaded)
    if not any((root / "events" / loaded.project.event / "event.toml").is_file() for root in project.config_folders):
        known = ", ".join(bundled_events())
        raise ConfigError(f'{own}: [project] event = "{loaded.project.event}": no such event; bundled: {known}')
    return project


def bundled_events() -> tuple[str, ...]:
    """Names of the events that come with the program."""
    return tuple(sorted(path.parent.name for path in (resources.config_folder() / "events").glob("*/event.toml")))


def create(folder: Path, event: str, options: Mapping[str, Mapping[str, object]] | None = None) -> bool:
    """Make a project folder; False when one is there already (it is left as it is).

    `options` are written into its configuration, section by section. Raises UsageProblem for an unknown event,
    StorageProblem when the folder cannot be written.
    """
    if event not in bundled_events() and not (folder / "config" / "events" / event / "event.toml").is_file():
        raise UsageProblem(f'no event "{event}"; bundled: {", ".join(bundled_events())}')
    own = folder / CONFIG_FILE
    if own.is_file():
        return False
    try:
        own.parent.mkdir(parents=True, exist_ok=True)
        (folder / "var").mkdir(exist_ok=True)
        temporary = own.with_suffix(".tmp")
        temporary.write_text(_first_config(event, options or {}), encoding="utf-8")
        temporary.replace(own)
    except OSError as error:
        raise StorageProblem(f"{folder}: cannot be written ({error.strerror}); check rights and free space") from error
    return True


def _first_config(event: str, options: Mapping[str, Mapping[str, object]]) -> str:
    lines = [
        "# What differs from the packaged defaults; 'aftershock sources' lists what can be crawled.",
        "# An unknown key is an error that names the nearest known one.",
        "",
        "[project]",
        f'event = "{event}"',
    ]
    for section, content in options.items():
        lines += ["", f"[{section}]", *(f"{key} = {_toml(value)}" for key, value in content.items())]
    if not options:
        lines += [
            "",
            "# [crawl]",
            '# contact = "you@example.org"   # publishers reach you here; crawling asks for one',
            "",
            "# [sources.cninfo]",
            "# enabled = true",
        ]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'

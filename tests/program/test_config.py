"""Configuration: defaults, the project's file over them, the environment over both; errors that say what was meant."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from aftershock import config, resources
from aftershock.collecting import plan
from aftershock.errors import ConfigError
from aftershock.project import create, open_project
from crawlers import sources

SOURCES = frozenset(sources.SOURCES)
DEFAULTS = resources.config_folder() / "aftershock.toml"


def load(own: str = "", environment: dict[str, str] | None = None, *, folder: Path) -> config.Config:
    path = folder / "aftershock.toml"
    path.write_text(own, encoding="utf-8")
    return config.load(DEFAULTS, path, environment or {}, SOURCES)


def test_the_project_overlays_the_defaults_key_by_key(tmp_path: Path) -> None:
    loaded = load("[crawl]\ndelay = 3\n[sources.nbd]\nenabled = true\n", folder=tmp_path)
    assert loaded.crawl.delay == 3.0
    assert loaded.crawl.timeout == 60.0
    assert loaded.sources["nbd"].enabled
    assert not loaded.sources["sina"].enabled


def test_a_source_keeps_to_the_common_cap_or_to_its_own(tmp_path: Path) -> None:
    more = "[sources.nbd]\ndaily = 300\n[sources.sina]\ndaily = 0\n"
    create(tmp_path / "wave", "amazon-2021")
    path = tmp_path / "wave" / "config" / "aftershock.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + more + OWN.replace("list", "feed") + "daily = 40\n", encoding="utf-8"
    )
    asked = plan(open_project(tmp_path / "wave", {"AFTERSHOCK_CRAWL__DAILY": "9000"}), ["nbd"], dry_run=True)
    assert asked.daily_of == {"nbd": 300, "sina": 0, "paper": 40}
    assert [asked.daily_of_source(name) for name in ("nbd", "sina", "paper", "cls")] == [300, 0, 40, 9000]


def test_the_environment_overlays_both(tmp_path: Path) -> None:
    environment = {
        "AFTERSHOCK_INDEX__ENGINE": "elasticsearch",
        "AFTERSHOCK_SERVER__PORT": "81",
        "AFTERSHOCK_SOURCES__NBD__ENABLED": "true",
        "AFTERSHOCK_TEST_ELASTICSEARCH": "http://127.0.0.1:9",
        "UNRELATED": "x",
    }
    loaded = load("[server]\nport = 9\n", environment, folder=tmp_path)
    assert loaded.index.engine == "elasticsearch"
    assert loaded.server.port == 81
    assert loaded.sources["nbd"].enabled


@pytest.mark.parametrize(
    ("own", "message"),
    [
        ("[crawl]\ndelai = 1\n", '[crawl] unknown key "delai" — did you mean "delay"?'),
        ("[crwal]\ndelay = 1\n", 'unknown key "crwal" — did you mean "crawl"?'),
        ("[sources.nbdd]\nenabled = true\n", '[sources] unknown key "nbdd" — did you mean "nbd"?'),
        ("[sources.nbd]\nenabld = true\n", '[sources.nbd] unknown key "enabld" — did you mean "enabled"?'),
        ('[crawl]\ndelay = "soon"\n', '[crawl] delay = "soon": expected a number'),
        ("[server]\nport = true\n", "[server] port = True: expected a whole number"),
        ('[sources.nbd]\nevery = "6 hours"\n', "write 30m, 6h or 1d"),
        ('[index]\nengine = "sqlite"\n', "expected one of embedded, elasticsearch"),
        ('[mail]\nsecurity = "ssl"\n', "expected one of starttls, tls, none"),
        ('[alerts]\nto = "feed sms"\n', "expected some of feed, webhook, mail"),
        ("crawl = 1\n", "[crawl] must be a table"),
        ("[crawl\n", "not valid TOML"),
        ("[crawl]\ndaily = -5\n", "[crawl] daily = -5: expected a number of requests a day, or 0 for no cap"),
        ("[crawl]\ndelay = -1\n", "[crawl] delay = -1: expected seconds, 0 or more"),
        ("[crawl]\ntimeout = 0\n", "[crawl] timeout = 0: expected more than 0"),
        ("[crawl]\nmax_body = -5\n", "[crawl] max_body = -5: expected more than 0"),
        ("[crawl]\ndaily = 0.5\n", "[crawl] daily = 0.5: expected a whole number"),
        ('[sources.nbd]\ndaily = "many"\n', '[sources.nbd] daily = "many": expected a whole number'),
    ],
)
def test_errors_name_file_key_and_what_was_expected(own: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(own, folder=tmp_path)
    assert message in str(caught.value)
    assert str(tmp_path / "aftershock.toml") in str(caught.value)


OWN = '[sources.paper]\nkind = "list"\naddresses = ["https://paper.example/"]\n'


@pytest.mark.parametrize(
    ("own", "message"),
    [
        (OWN.replace('"list"', '"lists"'), '[sources.paper] kind = "lists": expected one of'),
        (OWN.replace("addresses", "adresses"), '[sources.paper] unknown key "adresses" — did you mean "addresses"?'),
        (OWN.replace("https://", ""), '[sources.paper] addresses: "paper.example/" is no address'),
        (OWN, "[sources.paper.list] has no row"),
        (OWN + '[sources.paper.list]\nrow = "li >"\n', '[sources.paper.list] row = "li >": no CSS selector'),
        (OWN + '[sources.paper.list]\nrwo = "li"\n', '[sources.paper.list] unknown key "rwo" — did you mean "row"?'),
        (OWN + '[sources.paper.article]\nnoise = [".a", "]"]\n', '[sources.paper.article] noise = "]": no CSS'),
        (OWN + "[sources.paper.article]\nbody = 3\n", "[sources.paper.article] body = 3: expected text"),
        (OWN.replace("list", "feed") + '[sources.paper.list]\nrow = "li"\n', 'is for kind = "list"'),
        ('[sources.paper]\nkind = "feed"\n', "[sources.paper] has no addresses"),
        (OWN.replace("paper]", "nbd]"), '"nbd" is taken'),
        (OWN.replace("paper]", "Paper]"), "small letters"),
        (OWN + 'every = "often"\n', "write 30m, 6h or 1d"),
    ],
)
def test_errors_in_a_source_of_ones_own_name_section_and_key(own: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(own, folder=tmp_path)
    assert message in str(caught.value)
    assert str(tmp_path / "aftershock.toml") in str(caught.value)


def test_the_environment_switches_a_source_of_ones_own(tmp_path: Path) -> None:
    own = OWN + '[sources.paper.list]\nrow = "li"\n'
    given = {"AFTERSHOCK_SOURCES__PAPER__ENABLED": "true", "AFTERSHOCK_SOURCES__PAPER__HOSTS": "a.example b.example"}
    loaded = load(own, given, folder=tmp_path)
    assert loaded.sources["paper"].enabled
    assert loaded.recipes["paper"].hosts == ("a.example", "b.example")
    assert loaded.recipes["paper"].list.row == "li"


def test_an_error_in_the_environment_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'environment: \[server\] unknown key "prot" — did you mean "port"\?'):
        load("", {"AFTERSHOCK_SERVER__PROT": "1"}, folder=tmp_path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "aftershock.toml"
    path.write_bytes('[project]\ntitle = "封号"\n'.encode("gb18030"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(DEFAULTS, path, {}, SOURCES)


@pytest.mark.parametrize(
    ("text", "interval"), [("30m", timedelta(minutes=30)), ("6h", timedelta(hours=6)), ("1d", timedelta(days=1))]
)
def test_intervals(text: str, interval: timedelta) -> None:
    assert config.parse_interval(text) == interval


@pytest.mark.parametrize("text", ["", "0h", "6", "h", "-1h", "6hours", "1.5h"])
def test_what_is_no_interval(text: str) -> None:
    with pytest.raises(ValueError, match="write 30m, 6h or 1d"):
        config.parse_interval(text)


def test_the_packaged_defaults_document_every_key() -> None:
    """Somebody who reads the defaults sees all there is to set."""
    text = DEFAULTS.read_text(encoding="utf-8")
    loaded = config.load(DEFAULTS, None, {}, SOURCES)
    for section in ("project", "crawl", "index", "site", "server", "alerts", "webhook", "mail"):
        for key in getattr(loaded, section).__dataclass_fields__:
            assert f"\n{key} = " in text, f"[{section}] {key}"
    assert all(not section.enabled for section in loaded.sources.values())

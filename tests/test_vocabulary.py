"""The loader of the vocabulary: strict about files, keys and types; projects and events add to what is packaged."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date
from itertools import chain
from pathlib import Path

import pytest

from aftershock.errors import ConfigError
from aftershock.resources import config_folder
from aftershock.vocabulary import load_vocabulary


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / f"{name.replace('__', '/')}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_all_bundled_events_by_default() -> None:
    vocabulary = load_vocabulary()
    assert [event.event for event in vocabulary.events] == sorted(
        path.parent.name for path in config_folder().glob("events/*/event.toml")
    )


def test_companies_of_the_bundled_event() -> None:
    (event,) = load_vocabulary(["amazon-2021"]).events
    assert event.from_ == date(2021, 4, 30)
    assert len(event.companies) == 10
    assert {company.code: company.orgid for company in event.companies}["300464"] == "9900023815"
    assert all(body.relation for company in event.companies for body in company.bodies)


def test_no_event_leaves_the_words_of_every_industry() -> None:
    vocabulary = load_vocabulary([])
    assert vocabulary.events == ()
    assert "有限公司" in vocabulary.organisations.endings["company"]


def test_unknown_event_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"'amazon-2012'.*did you mean 'amazon-2021'"):
        load_vocabulary(["amazon-2012"])


def test_unknown_key_names_file_and_nearest(tmp_path: Path) -> None:
    config = folder(tmp_path, vocabulary__places='cites = ["甲城"]')
    with pytest.raises(ConfigError, match=r"places\.toml: unknown key 'cites' — did you mean 'cities'"):
        load_vocabulary(config=config)


def test_unknown_file_names_the_nearest(tmp_path: Path) -> None:
    config = folder(tmp_path, vocabulary__person='titles = ["店长"]')
    with pytest.raises(ConfigError, match=r"unknown file 'person' — did you mean 'persons'"):
        load_vocabulary(config=config)


@pytest.mark.parametrize("text", ["cities = 3", 'cities = [["甲"]]', 'cities = "甲城"'])
def test_wrong_type_names_the_key(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="'cities' has a value of the wrong type"):
        load_vocabulary(config=folder(tmp_path, vocabulary__places=text))


def test_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"places\.toml"):
        load_vocabulary(config=folder(tmp_path, vocabulary__places="cities = ["))


def test_company_without_orgid_is_refused(tmp_path: Path) -> None:
    config = folder(
        tmp_path,
        events__x__event='title = "甲"',
        events__x__companies='[[company]]\ncode = "600000"\nname = "甲乙股份"',
    )
    with pytest.raises(ConfigError, match="orgid"):
        load_vocabulary(config=config)


def test_a_project_adds_to_the_packaged_words(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        vocabulary__places='cities = ["甲城"]',
        vocabulary__organisations='[endings]\n"company" = ["商号"]',
        events__dairy__event='title = "乳品召回"',
        events__dairy__vocabulary='[known]\nplatform = ["甲乙商城"]',
    )
    vocabulary = load_vocabulary(config=[config_folder(), own])
    assert vocabulary.places.cities[-1] == "甲城" and "北京" in vocabulary.places.provinces
    assert {"商号", "有限公司"} <= set(vocabulary.organisations.endings["company"])
    assert "bank" in vocabulary.organisations.endings
    assert "甲乙商城" in vocabulary.known.platform
    assert [event.event for event in vocabulary.events] == ["amazon-2021", "dairy"]


def test_words_of_an_event_apply_only_with_it(tmp_path: Path) -> None:
    own = folder(
        tmp_path, events__dairy__event='title = "甲"', events__dairy__vocabulary='[known]\nplatform = ["甲乙"]'
    )
    assert "甲乙" not in load_vocabulary([], [config_folder(), own]).known.platform


def test_no_name_is_known_twice() -> None:
    known = load_vocabulary([]).known
    bodies = (
        getattr(known, part.name) for part in fields(known) if part.name not in ("ambiguous", "beside", "phrases")
    )
    forms = Counter(form for body in chain.from_iterable(bodies) for form in body.split("="))
    assert [form for form, times in forms.items() if times > 1] == []

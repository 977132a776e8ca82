"""The first characters that a Scan is told of leave out no match of its pattern."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import aftershock.extract
from aftershock.extract.dates import _AFTER_DIGITS, _AFTER_YEAR, _BY_FIRST, _START, Readers, _readers
from aftershock.extract.language.scan import Scan, Words
from tests.quality.corpus import documents

CASES = Path(__file__).with_name("cases")


def scans() -> dict[str, Scan]:
    rooms = pkgutil.walk_packages(aftershock.extract.__path__, "aftershock.extract.")
    modules = [import_module(room.name) for room in rooms]
    return {
        f"{module.__name__.removeprefix('aftershock.extract.')}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Scan)
    }


@cache
def texts() -> tuple[str, ...]:
    """The corpus, and the sentences of all cases: what shows a rule shows its first character too."""
    return *(document.text for document in documents()), *(path.read_text("utf-8") for path in sorted(CASES.iterdir()))


@pytest.mark.parametrize("name", sorted(scans()))
def test_it_finds_what_its_pattern_finds(name: str) -> None:
    scan = scans()[name]
    wanted = [[match.span() for match in scan.pattern.finditer(text)] for text in texts()]
    assert [[match.span() for match in scan.finditer(text)] for text in texts()] == wanted
    assert any(wanted), "no case shows it"


def test_a_first_character_left_out_shows() -> None:
    scan = Scan("甲", "甲子|乙丑")
    assert [match.span() for match in scan.finditer("乙丑甲子甲子")] == [(2, 4), (4, 6)]
    assert scan.search("乙丑甲子") is not None
    assert scan.search("乙丑") is None


def test_words_are_found_wherever_they_stand() -> None:
    words = Words("乙丙", "甲乙", "乙")
    assert list(words.each("甲乙丙，甲乙")) == [("乙丙", 1), ("甲乙", 0), ("甲乙", 4), ("乙", 1), ("乙", 5)]
    assert words.places("甲乙丙") == [0, 1, 1]
    assert not words.stand_in("丙丁")
    Words("丙丁")
    assert not words.stand_in("丙丁"), "what another room looks for is none of its words"


@pytest.mark.parametrize("table", [_AFTER_DIGITS, _AFTER_YEAR, _BY_FIRST], ids=["digits", "year", "word"])
def test_no_character_leaves_out_a_reader_of_dates_that_matches(table: dict[str, Readers]) -> None:
    every = {row for readers in table.values() for row in readers}
    tried = [(text, found.start()) for text in texts() for found in _START.finditer(text)]
    seen = 0
    for text, start in tried:
        readers = _readers(text, start)
        if any(readers is one for one in table.values()):
            seen += 1
            matches = {row for row in every if (match := row[0].match(text, start)) and match.end() > start}
            assert matches <= set(readers), text[start : start + 12]
    assert seen > 100

"""Roles, subjects, speakers and events, one sentence a case (own wording; tests/extract/cases)."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest

from aftershock.extract import extract
from aftershock.model import Facts
from aftershock.vocabulary import Vocabulary, load_vocabulary
from crawlers.article import BEIJING, Article

CASES = Path(__file__).parent / "cases"
PUBLISHED = datetime(2021, 8, 12, 9, tzinfo=BEIJING)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    return load_vocabulary()


def read(text: str) -> Facts:
    return extract(
        Article("https://example.org/1", "test", text, published=PUBLISHED, precision="minute"), vocabulary()
    )


def cases(name: str) -> list[list[str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", "", "", ""] for line in lines if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", cases("roles.tsv"), ids=lambda case: f"{case[0][:24]} {case[1]}")
def test_a_figure_has_its_role_subject_and_speaker(case: list[str]) -> None:
    sentence, figure, role, subject, speaker = case[:5]
    at = sentence.index(figure)
    overlapping = [
        m
        for m in read(sentence).mentions
        if m.kind not in ("date", "person") and m.start < at + len(figure) and m.end > at
    ]
    assert overlapping, f"{figure} was not read"
    mention = overlapping[0]
    for wanted, given in ((role, mention.role), (subject, mention.subject), (speaker, mention.speaker)):
        if wanted:
            assert given == (None if wanted == "-" else wanted)


@pytest.mark.parametrize("case", cases("events.tsv"), ids=lambda case: case[0][:28])
def test_a_sentence_states_its_event(case: list[str]) -> None:
    sentence, wanted, certainty, negated = case[:4]
    found = read(sentence).events
    if wanted == "-":
        assert [event.type for event in found] == []
        return
    assert wanted in [event.type for event in found]
    event = next(event for event in found if event.type == wanted)
    assert event.certainty == (certainty or None)
    assert event.negated == bool(negated)
    assert sentence[event.start : event.end] == event.text

"""The gate: no score on our own corpus may fall below its floor, and what got lost is printed."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from aftershock.extract import extract
from aftershock.vocabulary import load_vocabulary
from crawlers.reading import read
from tests.quality import corpus, marking
from tests.quality.score import SLACK, fallen, kept, raised
from tests.quality.scorer import KEYS_ONLY, Tally, capture, floors, lost, score


@lru_cache(maxsize=1)
def _tallies() -> dict[str, Tally]:
    return score((*corpus.documents(), *corpus.short_articles()))


@pytest.mark.parametrize("name", sorted(kept()))
def test_no_score_falls_below_its_floor(name: str) -> None:
    reached = floors(_tallies())
    below = fallen({name: reached[name]} if name in reached else {}, {name: kept()[name]})
    row = re.sub(r" (recall|precision|f1)$", "", name)
    assert not below, "\n".join([*below, *lost(_tallies().get(row, Tally()))])


def test_every_score_has_a_floor() -> None:
    assert set(floors(_tallies())) == set(kept())


def test_the_corpus_is_what_the_marked_files_make() -> None:
    made = {name: text for document in corpus.documents() for name, text in corpus.files(document).items()}
    assert made == {path.name: path.read_text("utf-8") for path in corpus.CORPUS.iterdir()}


def test_there_are_enough_documents_of_a_proper_length_from_many_trades() -> None:
    documents = corpus.documents()
    assert len(documents) >= 25
    assert len({document.head["trade"] for document in documents}) >= 15
    assert sum(document.head["form"] == "filing" for document in documents) >= 4
    assert all(6 <= len(document.text.split("\n")) <= 26 and len(document.text) > 400 for document in documents)


def test_what_is_read_stands_where_it_says() -> None:
    vocabulary = load_vocabulary(None)
    for document in corpus.documents():
        article = read(capture(document))
        facts = extract(article, vocabulary)
        for mention in facts.mentions:
            assert article.text[mention.start : mention.end] == mention.text
        for event in facts.events:
            assert article.text[event.start : event.end] == event.text
        assert [m.start for m in facts.mentions] == sorted(m.start for m in facts.mentions)


def test_short_articles_hold_many_key_figures_of_many_wordings() -> None:
    articles = corpus.short_articles()
    keys = [row for article in articles for row in article.rows if row["kind"] != "meta" and row["role"]]
    assert len(articles) >= 25
    assert len(keys) > 100
    assert {article.head["marked"] for article in articles} == {KEYS_ONLY}
    assert sum(not row["subject"] for row in keys) >= 15, "what is nobody's, or not said whose"


def test_every_mark_covers_its_words() -> None:
    for document in (*corpus.documents(), *corpus.short_articles()):
        for row in document.rows:
            if row["kind"] != "meta":
                assert document.text[row["start"] : row["end"]] == row["text"], document.name


def test_a_score_below_its_floor_is_told_and_a_little_slack_is_left() -> None:
    assert fallen({"money f1": 97.0}, {"money f1": 98.0}) == ["money f1 fell from 98.0 to 97.0"]
    assert fallen({"money f1": 98.0 - SLACK / 2}, {"money f1": 98.0}) == []
    assert fallen({}, {"money f1": 98.0}) == ["money f1 is no longer measured; its floor is 98.0"]


def test_floors_go_up_by_themselves_and_down_only_when_allowed() -> None:
    assert raised({"a": 90.0, "b": 80.0}, {"a": 85.0, "b": 95.0}, lower=False) == {"a": 90.0, "b": 95.0}
    assert raised({"a": 90.0, "b": 80.0}, {"a": 85.0, "b": 95.0}, lower=True) == {"a": 90.0, "b": 80.0}


@pytest.mark.parametrize("marked", ["{3万元|¥3e4", "{3万元}", "3万元|¥3e4}", "{3万元|3e4}", "{5月|@2021-15}"])
def test_a_mark_out_of_form_is_refused(marked: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        marking.unmark(marked)


def test_the_scorer_sees_what_is_missing_and_what_is_made_up() -> None:
    (document,) = [d for d in corpus.documents() if d.name == "platform-ban"]
    whole = score([document])["money"]
    extra = [row | {"value": 1.0} if row["kind"] == "money" else row for row in document.rows]
    document.rows = extra
    spoilt = score([document])["money"]
    assert whole.recall > spoilt.recall
    assert whole.precision > spoilt.precision

"""What benchmarks/reading.py measures is what it says: whole pages with an article in them, texts of one length."""

from __future__ import annotations

from datetime import UTC, datetime

import aftershock.extract
from aftershock.vocabulary import load_vocabulary
from benchmarks.reading import STAGES, staged
from benchmarks.texts import KILOBYTES, articles, dense, hostile, page, prose
from crawlers.capture import Capture
from crawlers.reading import read


def test_a_made_page_has_its_size_and_its_article_is_found() -> None:
    body = page(3)
    assert abs(len(body) - 127_000) < 1_000
    article = read(Capture("local", "file", "urn:test", datetime.now(UTC), body=body, meta={"filename": "page.html"}))
    wanted = "\n".join(articles()[3:6]).replace("\t", "　")
    found = sum(line in article.text for line in wanted.split("\n"))
    assert found > 0.95 * len(wanted.split("\n"))
    assert len(article.text) < 1.1 * len(wanted)


def test_texts_made_to_hurt_are_of_one_length() -> None:
    for name, text in (*hostile(), *dense()):
        assert KILOBYTES * 990 < len(text.encode()) <= KILOBYTES * 1000, name


def test_prose_has_about_the_length_asked_for_and_is_the_same_each_time() -> None:
    assert 5_000 <= len(prose(5_000)) < 5_600
    assert prose(5_000) == prose(5_000)


def test_every_stage_is_one_that_extract_calls() -> None:
    spent = staged(articles()[:1], load_vocabulary(None), 1)
    assert set(spent) == {*STAGES, "subjects", "everything"}
    assert all(spent[stage] > 0 for stage in ("figures", "dates", "names", "roles", "events"))
    assert all(getattr(aftershock.extract, stage).__module__ != "benchmarks.reading" for stage in STAGES)

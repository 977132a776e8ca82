"""Folding, cutting and finding places: the rules every engine and the site's search share."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.snippets import WIDTH, marks, prepared, snippet
from indexer.tokens import SPACE, Phrase, chars, finder, fold, grams, occurrences, phrase, simplified, streams
from tests.indexer import corpus

MIXED = st.text(alphabet="冻结资金年底凍 ab1295.,，。-\n　Ａ１．", max_size=25)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ａｍａｚｏｎ", "amazon"),
        ("１．６９萬億", "1.69万亿"),
        ("凍結資金", "冻结资金"),
        ("a\t\n\u3000\u200bb", "a    b"),
        ("㍿ﬁ①", "㍿ﬁ1"),
        ("İ", "İ"),
        ("\ud800␣", "  "),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_offsets_and_settles(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_the_table_is_one_to_one_character_and_settled() -> None:
    table = simplified()
    assert len(table) > 2500
    assert not set(table) & set(table.values())
    assert {table[one] for one in "凍資賬億萬馬遜關"} == set("冻资账亿万马逊关")


@pytest.mark.parametrize(
    ("text", "as_grams", "as_chars"),
    [
        ("冻结资金", "冻结 结资 资金", "冻 结 资 金"),
        ("年", "年", "年"),
        ("2020年底", "2020 年底", "2020 年 底"),
        ("约1.69万亿元，占5%", "约 1.69 万亿 亿元 , 占 5 %", "约 1.69 万 亿 元 , 占 5 %"),
        ("5,000家 2019，2020", f"5,000 家 {SPACE} 2019 , 2020", f"5,000 家 {SPACE} 2019 , 2020"),
        ("USB-C", "usb - c", "usb - c"),
        (" a  b ", f"a {SPACE} b", f"a {SPACE} b"),
        ("a." + "x" * 70, "a . " + "x" * 64 + " " + "x" * 6, "a . " + "x" * 64 + " " + "x" * 6),
        ("カタカナ", "カタ タカ カナ", "カ タ カ ナ"),
        ("", "", ""),
    ],
)
def test_streams(text: str, as_grams: str, as_chars: str) -> None:
    assert (grams(text), chars(text)) == (as_grams, as_chars)
    assert streams(text) == (as_grams, as_chars)


@pytest.mark.parametrize(
    ("run", "asked"),
    [
        ("冻结资金", Phrase("grams", ("冻结", "结资", "资金"))),
        ("年", Phrase("chars", ("年",))),
        ("2020年", Phrase("chars", ("2020", "年"))),
        ("1.69万亿", Phrase("grams", ("1.69", "万亿"))),
        ("冻结a年", Phrase("chars", ("冻", "结", "a", "年"))),
        (" ", Phrase("grams", ())),
    ],
)
def test_phrase(run: str, asked: Phrase) -> None:
    assert phrase(run) == asked


def _found(text: str, run: str) -> bool:
    """What an engine does: the phrase's tokens, one after the other, in its stream."""
    asked = phrase(run)
    tokens = (grams(text) if asked.stream == "grams" else chars(text)).split(" ")
    length = len(asked.tokens)
    return any(tuple(tokens[at : at + length]) == asked.tokens for at in range(len(tokens) - length + 1))


@given(MIXED, MIXED)
def test_a_phrase_finds_what_a_scan_finds(text: str, run: str) -> None:
    if phrase(run).tokens:
        found = corpus.scan([corpus.documents(1)[0].__class__("x", "document", "1", "", text, "")], run) == {"x"}
        assert _found(text, run) == found


@given(MIXED, st.data())
def test_every_part_between_token_borders_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    run = text[start:end]
    if phrase(run).tokens:
        assert bool(occurrences(text, run)) == _found(text, run)


@given(MIXED, MIXED)
def test_occurrences_say_what_the_phrase_says(text: str, run: str) -> None:
    if phrase(run).tokens:
        spans = occurrences(text, run)
        assert bool(spans) == _found(text, run)
        for start, end in spans:
            assert " ".join(fold(text[start:end]).split(" ")).split() == fold(run).split()


@pytest.mark.parametrize(
    ("text", "run", "spans"),
    [
        ("冻结，凍結", "冻结", [(0, 2), (3, 5)]),
        ("年年年", "年年", [(0, 2), (1, 3)]),
        ("1.69与69和a69b", "69", [(5, 7)]),
        ("Prime\n Day", "prime day", [(0, 10)]),
        ("冻结", " ", []),
    ],
)
def test_occurrences(text: str, run: str, spans: list[tuple[int, int]]) -> None:
    assert occurrences(text, run) == spans


def test_overlapping_marks_are_joined() -> None:
    assert marks(fold("年年年底"), [finder("年年"), finder("底")]) == ((0, 3), (3, 4))


def test_a_snippet_begins_with_the_sentence_of_the_first_mark() -> None:
    text = "开头的话没有人问。" * 30 + "\n这里说到冻结的货款。" + "后面还有许多话。" * 30
    cut, spans = snippet(prepared(text), [finder("货款")])
    assert cut.startswith("…这里说到冻结的货款。")
    assert cut.endswith("…")
    assert [cut[a:b] for a, b in spans] == ["货款"]
    assert len(cut) <= WIDTH + 2


def test_a_snippet_shows_where_most_stands_together() -> None:
    text = "冻结一。" + "无关的话。" * 60 + "冻结与货款。" + "无关的话。" * 60
    cut, _ = snippet(prepared(text), [finder("货款"), finder("冻结")])
    assert "冻结与货款" in cut


@pytest.mark.parametrize("text", ["", "短", " \n", "没有要找的东西" * 50])
def test_a_snippet_without_marks_is_the_beginning(text: str) -> None:
    cut, spans = snippet(prepared(text), [finder("货款")])
    assert spans == ()
    assert cut.rstrip("…") == text.strip()[:WIDTH]


@given(MIXED.map(lambda text: text * 12), MIXED)
def test_snippet_marks_lie_within_and_hold_what_was_asked(text: str, run: str) -> None:
    cut, spans = snippet(prepared(text), [finder(run)])
    assert all(0 <= start < end <= len(cut) for start, end in spans)
    assert not any(first[1] > second[0] for first, second in pairwise(spans))
    assert bool(spans) == bool(occurrences(text, run))

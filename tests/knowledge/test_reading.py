"""The `read` stage: whatever the order, the batches, the number of processes or the moment of a kill, one result."""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftershock import reading
from aftershock.errors import Busy
from aftershock.export import export
from aftershock.ids import document_id, version_id
from aftershock.knowledge import Knowledge, store
from aftershock.model import Facts, KnownName
from aftershock.reading import Reader, read_archive
from crawlers.article import Article
from crawlers.capture import Capture
from tests.knowledge.tiny import READER, START, WORDS, Shelf, page

WAVE = [
    page("a", "公告|云上公司|2021-08-01\n《云上》被关闭50家店铺。星河被关闭9家店铺。", hours=1),
    page("b", "报道|某报|2021-08-02\n云上被关闭约60家店铺。", hours=2),
    page("c", "反应|另报|2021-08-03\n《星河》是一家卖家，月光被关闭7家店铺。", hours=3),
    page("b", "报道|某报|2021-08-02\n云上被关闭约52家店铺。", hours=4),
    page("d", "坏", hours=5),
    page("e", "转载|第三报|2021-08-04\n云上被关闭约52家店铺。", hours=6),
    page("list", "没有正文", hours=7, kind="list"),
    page("f", "另一篇|某报|\n《月光》开业。云上被关闭50家店铺。", hours=8),
    page("f", "另一篇（改题）|某报|\n《月光》开业。云上被关闭50家店铺。", hours=9),
]


def exported(path: Path) -> dict[str, bytes]:
    """Every table, as bytes."""
    with tempfile.TemporaryDirectory() as folder, Knowledge.open(path) as knowledge:
        assert knowledge.check() == []
        return {file.name: file.read_bytes() for file in export(knowledge, Path(folder), "json")}


def read_all(
    path: Path, batches: Sequence[Sequence[Capture]], reader: Reader = READER, jobs: int = 1
) -> dict[str, bytes]:
    """Read growing archives one after the other, as a schedule does."""
    shelf: list[Capture] = []
    for batch in batches:
        shelf += batch
        with Knowledge.open(path, write=True) as knowledge:
            read_archive(Shelf(shelf), knowledge, WORDS, reader=reader, jobs=jobs)
    return exported(path)


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    return read_all(tmp_path / "whole.sqlite", [WAVE])


def test_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    with Knowledge.open(path, write=True) as knowledge:
        report = read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER)
        assert (report.captures, report.documents, report.versions) == (8, 5, 7)
        (failure,) = report.failures
        assert (failure.reason, failure.detail, failure.url) == ("broken", "cut short", "https://example.org/d")
        newest = list(knowledge.documents())
        assert [document.latest.article.title for document in newest] == [
            "转载",
            "反应",
            "报道",
            "另一篇（改题）",
            "公告",
        ]
        changed = next(document for document in newest if document.url.endswith("/b"))
        assert changed.id == document_id(changed.url)
        assert [version.number for version in knowledge.versions(changed.id)] == [1, 2]
        assert changed.latest.id == version_id("云上被关闭约52家店铺。", "报道")
        assert changed.latest.seen == START.replace(hour=4)
        reprint = next(document for document in newest if document.url.endswith("/e"))
        assert reprint.same_text_as == changed.id
        assert reprint.latest.article.text == changed.latest.article.text
        assert knowledge.document(changed.id) == changed
        assert knowledge.document("0" * 16) is None
        assert knowledge.versions("0" * 16) == ()
        (source,) = knowledge.sources()
        assert (source.documents, source.captures, source.failures) == (5, 8, 1)
        assert source.last_success == START.replace(hour=9)


def test_a_name_of_one_document_is_known_in_those_read_before_and_after(tmp_path: Path) -> None:
    with Knowledge.open(tmp_path / "k.sqlite", write=True) as knowledge:
        read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER)
        for name, subjects in {"a": ["云上", "星河"], "c": ["月光"], "f": ["云上"]}.items():
            facts = knowledge.facts(knowledge.versions(document_id(f"https://example.org/{name}"))[-1])
            assert [mention.subject for mention in facts.mentions] == subjects


def test_the_second_run_reads_nothing_and_changes_nothing(tmp_path: Path, whole: dict[str, bytes]) -> None:
    path = tmp_path / "whole.sqlite"
    with Knowledge.open(path, write=True) as knowledge:
        report = read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER)
    assert (report.captures, report.extracted, report.resolved, report.failures) == (0, 0, False, ())
    assert exported(path) == whole


def test_only_versions_that_hold_a_new_name_are_read_again(tmp_path: Path) -> None:
    path = tmp_path / "k.sqlite"
    first, later = (
        [page("a", "甲|某报|\n海风被关闭9家店铺。"), page("b", "乙|某报|\n没有名字。")],
        page("c", "丙|某报|\n《海风》。"),
    )
    read_all(path, [first])
    with Knowledge.open(path, write=True) as knowledge:
        report = read_archive(Shelf([*first, later]), knowledge, WORDS, reader=READER)
        assert report.extracted == 2  # the new one, and the one that names 海风
        (mention,) = knowledge.facts(knowledge.versions(document_id("https://example.org/a"))[0]).mentions
        assert mention.subject == "海风"


def test_another_reader_reads_everything_again_as_if_it_had_been_the_first(tmp_path: Path) -> None:
    def read(capture: Capture) -> Article:
        article = READER.read(capture)
        return replace(article, text=article.text.replace("家店铺", "家店铺（含分店）"))

    other = replace(READER, read=read, fingerprint="tiny-2")
    path = tmp_path / "k.sqlite"
    read_all(path, [WAVE])
    with Knowledge.open(path, write=True) as knowledge:
        report = read_archive(Shelf(WAVE), knowledge, WORDS, reader=other)
    assert report.captures == 8
    assert exported(path) == read_all(tmp_path / "fresh.sqlite", [WAVE], other)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(WAVE), st.sets(st.integers(1, len(WAVE) - 1)), st.integers(1, 4))
def test_any_order_and_any_batches_give_the_same_bytes(
    whole: dict[str, bytes], order: list[Capture], cuts: set[int], size: int
) -> None:
    ends = [0, *sorted(cuts), len(order)]
    batches = [order[a:b] for a, b in pairwise(ends)]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "BATCH", size)
        assert read_all(Path(folder) / "k.sqlite", batches) == whole


def test_processes_give_the_same_bytes(tmp_path: Path, whole: dict[str, bytes]) -> None:
    assert read_all(tmp_path / "k.sqlite", [WAVE], jobs=2) == whole


def test_a_mistake_in_reading_one_is_kept_with_its_message_and_stops_no_other(tmp_path: Path) -> None:
    shelf = Shelf([page("a", "错"), page("b", "甲|某报|\n炸。"), page("c", "乙|某报|\n《云上》被关闭5家店铺。")])
    with Knowledge.open(tmp_path / "k.sqlite", write=True) as knowledge:
        report = read_archive(shelf, knowledge, WORDS, reader=READER)
        assert [(failure.url[-1], failure.reason, failure.detail) for failure in report.failures] == [
            ("a", "error", "RuntimeError: a mistake in the reader"),
            ("b", "error", "ZeroDivisionError: a mistake in a rule"),
        ]
        assert len(list(knowledge.documents())) == 2  # the article that no rule could read is kept
        assert [question.subject for question in knowledge.questions()] == ["云上"]
        again = read_archive(shelf, knowledge, WORDS, reader=READER)
        assert (again.captures, again.failures) == (0, ())
        assert len(knowledge.failures()) == 2


def test_a_mention_that_does_not_stand_where_it_says_is_refused(tmp_path: Path) -> None:
    def extract(article: Article, known: frozenset[KnownName]) -> Facts:
        facts = READER.extract(article, known)
        return replace(facts, mentions=tuple(m._replace(start=m.start - 1, end=m.end - 1) for m in facts.mentions))

    with Knowledge.open(tmp_path / "k.sqlite", write=True) as knowledge:
        shelf = Shelf([page("c", "乙|某报|\n《云上》被关闭5家店铺。")])
        report = read_archive(shelf, knowledge, WORDS, reader=replace(READER, extract=extract))
        assert [failure.reason for failure in report.failures] == ["error"]
        assert "does not stand" in report.failures[0].detail


def test_a_process_that_dies_costs_its_document_only(tmp_path: Path) -> None:
    def read(capture: Capture) -> Article:
        if capture.url.endswith("/b"):
            os.kill(os.getpid(), signal.SIGKILL)
        return READER.read(capture)

    shelf = Shelf([page(name, f"{name}|某报|\n《云上》被关闭5家店铺。") for name in "abcd"])
    with Knowledge.open(tmp_path / "k.sqlite", write=True) as knowledge:
        report = read_archive(shelf, knowledge, WORDS, reader=replace(READER, read=read), jobs=2)
        assert [failure.url[-1] for failure in report.failures] == ["b"]
        assert "died" in report.failures[0].detail
        assert len(list(knowledge.documents())) == 3


def _killed_at(path: Path, step: int, kill: Callable[[], None] = lambda: os.kill(os.getpid(), signal.SIGKILL)) -> None:
    """Read, and be killed at the given row written."""
    written = 0
    insert = store.Knowledge._insert

    def counting(self: Knowledge, table: str, values: object) -> None:
        nonlocal written
        for row in values:  # type: ignore[attr-defined]
            written += 1
            if written == step:
                kill()
            insert(self, table, [row])

    store.Knowledge._insert = counting  # type: ignore[method-assign]  # in a child process, which ends here
    reading.BATCH = 2
    with Knowledge.open(path, write=True) as knowledge:
        read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER)


@pytest.mark.parametrize("step", range(1, 97, 8))
def test_killed_at_any_row_the_next_run_completes_it(tmp_path: Path, whole: dict[str, bytes], step: int) -> None:
    path = tmp_path / "k.sqlite"
    child = multiprocessing.get_context("fork").Process(target=_killed_at, args=(path, step))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL, "the kill came too late to test anything"
    with Knowledge.open(path, write=True) as knowledge:
        assert all("half-way" in problem for problem in knowledge.check())
        read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER)
    assert exported(path) == whole


def _parent_killed(path: Path) -> None:
    """Read with two processes, and be killed after the first batch, while they wait for more."""
    reading.BATCH = 2
    done = store.Knowledge.store_readings

    def last(self: Knowledge, *rest: object) -> None:
        done(self, *rest)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGKILL)

    store.Knowledge.store_readings = last  # type: ignore[assignment, method-assign]  # in a child process, which ends here
    with Knowledge.open(path, write=True) as knowledge:
        read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER, jobs=2)


def test_the_processes_of_a_killed_run_do_not_keep_the_file(tmp_path: Path, whole: dict[str, bytes]) -> None:
    path = tmp_path / "k.sqlite"
    child = multiprocessing.get_context("fork").Process(target=_parent_killed, args=(path,))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    deadline = time.monotonic() + 20
    while True:  # until the last of them has noticed
        try:
            knowledge = Knowledge.open(path, write=True)
            break
        except Busy:
            assert time.monotonic() < deadline, "a worker outlives its parent and holds the file"
            time.sleep(0.02)
    with knowledge:
        read_archive(Shelf(WAVE), knowledge, WORDS, reader=READER, jobs=2)
    assert exported(path) == whole


def test_one_pdf_at_two_addresses_is_one_document_though_it_was_read_in_two_ways(tmp_path: Path) -> None:
    def read(capture: Capture) -> Article:
        article = replace(READER.read(capture), media_type="application/pdf")
        return replace(article, text="扫描件") if capture.source == "szse" else article

    text = "公告|云上公司|2021-08-01\n《云上》被关闭50家店铺。"
    captures = [page("a", text, source="cninfo"), page("b", text, source="szse", hours=1)]
    reader = replace(READER, read=read, fingerprint="tiny-pdf")
    made = read_all(tmp_path / "one.sqlite", [captures], reader)
    assert made == read_all(tmp_path / "two.sqlite", [captures[:1], captures[1:]], reader)
    with Knowledge.open(tmp_path / "two.sqlite") as knowledge:
        same = {document.id: document.same_text_as for document in knowledge.documents()}
    first, second = (document_id(f"https://example.org/{name}") for name in "ab")
    assert same in ({first: None, second: first}, {first: second, second: None})

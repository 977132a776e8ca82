"""Whatever form an answer has, its rows are read, or counted as none, or it ends with a name: none is lost silently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from crawlers.plan import Plan
from crawlers.rows import AnswerRefused, Endpoint, ListChanged, Listing, content, pick
from crawlers.saved import PAGE, endpoints, guessed, read_saved, records
from crawlers.sources import SOURCES, source
from crawlers.sources.cnstock import CnstockSpider
from tests.crawlers import test_answers, test_answers_archives, test_answers_press
from tests.crawlers.driver import walked
from tests.crawlers.mutations import (
    Path,
    as_numbers,
    as_texts,
    at,
    everywhere,
    parsed,
    places,
    put,
    sent,
    spelled,
    with_more,
    without,
)

JUNK = (None, "junk", 7, True, {})
ODD = ({}, [], {"x": 1}, ["a", None], True, -1, "x")
NOTHING = (None, "", " ", "null", "-")


class Case:
    """One recorded answer: its kind, its JSON, and where its rows are."""

    def __init__(self, name: str, endpoint: Endpoint, value: Any) -> None:
        self.name, self.endpoint, self.value = name, endpoint, value
        whole = self.read(value)
        assert isinstance(whole, Listing), whole
        self.whole: Listing = whole
        found = [path for path, one in places(value) if path and isinstance(path[-1], int) and self._is_row(path, one)]
        self.rows = [path for path in found if not any(other != path and other[: len(path)] == path for other in found)]
        self.above = {path[:n] for path in self.rows for n in range(1, len(path)) if isinstance(path[n - 1], str)}

    def _is_row(self, path: Path, one: Any) -> bool:
        read = self.read(put(self.value, path, None)) if isinstance(one, dict) else self.whole
        return not isinstance(read, Listing) or len(read.rows) < len(self.whole.rows)

    def read(self, value: Any) -> Listing | str:
        """The listing, or the name of the error."""
        try:
            return self.endpoint.read(content(sent(value).encode(), self.endpoint.shape))
        except (ListChanged, AnswerRefused) as problem:
            return problem.reason

    def fields(self) -> Iterator[Path]:
        """The keys of its rows, and of what these hold."""
        for path in self.rows:
            for inner, _ in places(at(self.value, path)):
                if inner and isinstance(inner[-1], str):
                    yield (*path, *inner)

    def others(self, path: Path) -> list[Any]:
        """The rows but those that are made of the row at a place."""
        row = next(row for row in self.rows if path[: len(row)] == row)
        left = self.read(put(self.value, row, None))
        assert isinstance(left, Listing)
        return [one.record() for one in left.rows]


def cases() -> Iterator[Any]:
    answers = [(name, None, answer) for name, answer, *_ in (*test_answers.ANSWERS, *test_answers_press.ANSWERS)]
    answers += [(name, endpoint, answer) for name, endpoint, answer, *_ in test_answers_archives.ANSWERS]
    seen: dict[str, int] = {}
    for name, kind, answer in answers:
        value, known = parsed(answer), source(name)
        if not isinstance(value, dict | list):
            continue
        endpoint = pick(endpoints(known), kind) if kind else guessed(known, sent(value).encode())
        assert endpoint is not None, (name, answer)
        case = Case(name, endpoint, value)
        if case.rows:
            label = f"{name}-{endpoint.name}"
            seen[label] = seen.get(label, 0) + 1
            yield pytest.param(case, id=f"{label}-{seen[label]}")


CASES = list(cases())
each = pytest.mark.parametrize("case", CASES)


def shown(found: Listing | str) -> Any:
    return found if isinstance(found, str) else [row.record() for row in found.rows]


def test_lists_of_most_sources_are_mutated() -> None:
    assert len({param.values[0].name for param in CASES}) >= 15 and len(CASES) >= 35 and len(PAGES) >= 20


@each
def test_further_keys_and_other_types_change_nothing(case: Case) -> None:
    for change in (with_more, as_texts, as_numbers):
        found = case.read(everywhere(case.value, change))
        assert shown(found) == shown(case.whole), change.__name__
        assert isinstance(found, Listing) and (found.total, found.count) == (case.whole.total, case.whole.count)


@each
def test_the_case_of_a_rows_keys_does_not_matter(case: Case) -> None:
    for change in (str.upper, str.lower, str.title):
        value = case.value
        for path in case.rows:
            if len({change(key) for key in at(value, path)}) < len(at(value, path)):
                continue  # it has keys in several cases already
            value = put(value, path, everywhere(at(value, path), spelled(change)))
        assert shown(case.read(value)) == shown(case.whole), change.__name__


@each
def test_a_row_without_a_field_is_read_or_counted_and_harms_no_other(case: Case) -> None:
    for path in case.fields():
        others = case.others(path)
        odd = [put(case.value, path, other) for other in (*NOTHING, *ODD)]
        for value in (without(case.value, path), *odd):
            found = case.read(value)
            told = (path, at(value, path[:-1]))
            assert isinstance(found, Listing) and found.count == case.whole.count, told
            left = [row.record() for row in found.rows]
            assert all(other in left for other in others), told


@each
def test_rows_that_are_none_are_counted(case: Case) -> None:
    for junk in JUNK:
        path = case.rows[-1][:-1]
        nested = bool(path) and isinstance(path[-1], int)
        found = case.read(put(case.value, path, type(at(case.value, path))([*at(case.value, path), junk])))
        assert shown(found) == shown(case.whole), junk
        # Of rows that come in lists of their own, some publishers count the lists.
        assert isinstance(found, Listing) and found.count - case.whole.count in ({0, 1} if nested else {1}), junk


@each
def test_a_list_without_its_rows_ends_with_a_name(case: Case) -> None:
    for path in sorted(case.above, key=len):
        found = case.read(without(case.value, path))
        counted = isinstance(found, Listing) and found.skipped > case.whole.skipped
        assert isinstance(found, str) or counted or shown(found) == shown(case.whole), path
        for other in (None, ""):
            found = case.read(put(case.value, path, other))
            assert isinstance(found, str) or not found.rows or shown(found) == shown(case.whole), (path, other)
        for other in (5, "x", True, {"x": 1}):
            found = case.read(put(case.value, path, other))
            counted = isinstance(found, Listing) and found.skipped > case.whole.skipped
            assert isinstance(found, str) or counted or shown(found) == shown(case.whole), (path, other)


@each
def test_what_stands_beside_the_rows_takes_none_away(case: Case) -> None:
    lists = {row[:-1] for row in case.rows}
    for path, _ in places(case.value):
        if not path or not isinstance(path[-1], str) or path in case.above or _among(path, lists):
            continue
        for value in (without(case.value, path), *(put(case.value, path, other) for other in (*NOTHING, *ODD))):
            found = case.read(value)
            assert isinstance(found, str) or ids(found) == ids(case.whole), (path, found)


def _among(path: Path, lists: set[Path]) -> bool:
    """Whether a place is in a list of rows."""
    return any(len(path) > len(one) and path[: len(one)] == one for one in lists)


def ids(found: Listing | str) -> Any:
    return found if isinstance(found, str) else [row.id for row in found.rows]


def pages() -> Iterator[Any]:
    """The lists that are web pages or feeds."""
    answers = [(name, None, answer) for name, answer, *_ in (*test_answers.ANSWERS, *test_answers_press.ANSWERS)]
    answers += [(name, kind, answer) for name, kind, answer, *_ in test_answers_archives.ANSWERS]
    for number, (name, kind, answer) in enumerate(answers):
        if parsed(answer) is None and answer.lstrip()[:1] == "<":
            known = source(name)
            endpoint = pick(endpoints(known), kind) if kind else guessed(known, answer.encode())
            assert endpoint is not None, (name, answer)
            yield pytest.param(endpoint, answer, id=f"{name}-{endpoint.name}-{number}")


PAGES = list(pages())


@pytest.mark.parametrize(("endpoint", "answer"), PAGES)
def test_a_page_without_some_of_its_elements_is_read_or_named(endpoint: Endpoint, answer: str) -> None:
    pieces = re.split(r"(<[^>]*>)", answer)
    spoilt = ["".join(pieces[:number] + pieces[number + 1 :]) for number in range(len(pieces))]
    spoilt += [re.sub(rf"\s{name}=(?:'[^']*'|\"[^\"]*\")", "", answer) for name in ("href", "title", "class", "id")]
    spoilt += [answer[: len(answer) * number // 20] for number in range(1, 20)]
    whole = endpoint.rows(answer.encode())
    for page in spoilt:
        try:
            found = endpoint.rows(page.encode())
        except (ListChanged, AnswerRefused):
            continue
        assert len(found.rows) <= len(whole.rows) + 1, page


DEEP = 20_000
STRANGE = {
    "lists without end": b"[" * DEEP,
    "objects without end": b'{"a":' * DEEP,
    "rows within rows": b'{"data":' + b"[" * 900 + b"]" * 900 + b"}",
    "half a character": b'{"data":[{"title":"\\ud800"}]}',
    "a number of 5000 digits": b'{"total":' + b"9" * 5000 + b"}",
    "no text": bytes(range(256)) * 10,
    "nothing but zeros": bytes(100),
    "no packed file": b"\x1f\x8b\x08junk",
}


@pytest.mark.parametrize("name", sorted(SOURCES))
def test_whatever_comes_is_read_or_named(name: str) -> None:
    for told in (None, PAGE, *(one.name for one in endpoints(source(name)))):
        for what, body in STRANGE.items():
            for line in records(read_saved(source(name), body, told)):
                assert json.loads(json.dumps(line)) == line, what


def test_a_crawl_names_the_list_that_is_nested_too_deep() -> None:
    for body, reason in ((b'{"a":' * DEEP, "wrong content"), (STRANGE["rows within rows"], "list changed")):
        spider = CnstockSpider(Plan(("cnstock",), words=("亚马逊",)))
        kept = walked(spider, lambda request, given=body: given)
        assert {trouble.reason for trouble in spider.report().problems} == {reason}, kept

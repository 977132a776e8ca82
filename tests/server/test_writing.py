"""What the API writes by hand is what `json.dumps` makes of the record."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.search import Answer
from aftershock.server import writing
from indexer.index import Hit, Result

NOON = datetime(2021, 7, 6, 12, tzinfo=timezone(timedelta(hours=8)))
TIMES = (NOON, NOON.astimezone(timezone.utc), NOON.astimezone(timezone(timedelta(hours=9))), None)  # noqa: UP017
texts = st.text(max_size=8) | st.sampled_from(['"hits": []', "\x00", "\ud800", '\\"\n\u2028', "资金"])
spans = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
hits = st.builds(
    Hit,
    id=st.sampled_from(["da", "db"]),
    kind=st.just("document"),
    title=texts,
    link=texts,
    published=st.sampled_from(TIMES),
    source=st.sampled_from(["nbd", ""]),
    publisher=texts,
    companies=st.lists(texts, max_size=2).map(tuple),
    types=st.just(()),
    snippet=texts,
    title_marks=spans,
    snippet_marks=spans,
    score=st.floats(0, 1e6) | st.just(0.0),
)
answers = st.builds(
    lambda found, notes, size: Answer(Result(len(found), tuple(found), {"rank": {"5": 1}}), notes, (), 1, size),
    st.lists(hits, max_size=4),
    st.lists(texts, max_size=2).map(tuple),
    st.integers(1, 100),
)


@given(answers)
@settings(max_examples=60, deadline=None)
def test_an_answer_is_written_as_its_record(answer: Answer) -> None:
    record = answer.record()
    assert writing.search(answer) == json.dumps(record, ensure_ascii=False)
    counts = {key: record[key] for key in ("total", "stage", "facets", "notes")}
    assert writing.facets(answer) == json.dumps(counts, ensure_ascii=False)


def test_equal_times_of_two_zones_are_written_each_as_it_is() -> None:
    for time in TIMES:
        hit = Hit("da", "document", "", "", time, "", "", (), (), "")
        answer = Answer(Result(1, (hit,)), (), (), 1, 10)
        assert json.loads(writing.search(answer))["hits"][0]["published"] == (time and time.isoformat())

"""The contract of `indexer.index.Index`, held to by every engine."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from indexer.elastic import ElasticIndex
from indexer.embedded import EmbeddedIndex
from indexer.errors import PartlyIndexed
from indexer.index import Entry, Index, Query, Result
from tests.indexer import corpus, library
from tests.indexer.library import ALL, CLAIM, FILING, NEWS, YI, entry

FEN = Decimal("0.01")
EVERY = Query(kinds=(), size=50)
ENGINES = ["embedded", pytest.param("elastic", marks=pytest.mark.elasticsearch)]


def ids(result: Result) -> list[str]:
    return [hit.id for hit in result.hits]


def filled(engine: str, request: pytest.FixtureRequest, folder: Path, name: str, entries: list[Entry]) -> Index:
    made: Index
    if engine == "embedded":
        made = EmbeddedIndex.open(folder, write=True, names=("大榕树", "天帆信息"))
    else:
        url = request.getfixturevalue("elasticsearch_url")
        made = ElasticIndex.open(url, f"{name}-{uuid.uuid4().hex[:12]}", names=("大榕树", "天帆信息"))
    made.rebuild(entries)
    return made


@pytest.fixture(scope="module", params=ENGINES)
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The library, for tests that only read."""
    with filled(request.param, request, tmp_path_factory.mktemp("shelf"), "test-shelf", list(ALL)) as made:
        yield made


@pytest.fixture(scope="module", params=ENGINES)
def stacks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """300 generated entries, for tests that only read."""
    folder = tmp_path_factory.mktemp("stacks")
    with filled(request.param, request, folder, "test-stacks", corpus.documents(300)) as made:
        yield made


class TestFinding:
    """What a query finds among the library's entries."""

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            (Query(runs=("冻结",)), {"filing", "news"}),
            (Query(runs=("冻结", "律师")), {"filing"}),
            (Query(runs=("冻结的货款",)), {"filing"}),
            (Query(runs=("凍結",)), {"filing", "news"}),
            (Query(runs=("的货",)), {"filing"}),
            (Query(runs=("款",)), {"filing"}),
            (Query(runs=("1.30亿",)), {"filing"}),
            (Query(runs=("1.30亿元",)), {"filing"}),
            (Query(runs=("１．３０亿元",)), {"filing"}),
            (Query(runs=("5,000万",)), {"news"}),
            (Query(runs=("amazon",)), {"news"}),
            (Query(runs=("ＡＭＡＺＯＮ",)), {"news"}),
            (Query(runs=("Amazon 表示",)), {"news"}),
            (Query(runs=("Amazon   表示",)), {"news"}),
            (Query(runs=("独立站，",)), {"policy"}),
            (Query(runs=("。公司",)), {"filing"}),
            (Query(runs=("公告",)), {"filing"}),
            (Query(runs=("跨境电商",)), {"policy"}),
            (Query(runs=("  封号  ",)), {"policy", "undated"}),
            (Query(runs=("",)), {"filing", "news", "policy", "undated"}),
            (Query(runs=(" \t\n",)), {"filing", "news", "policy", "undated"}),
            (Query(), {"filing", "news", "policy", "undated"}),
            (Query(runs=("冻结",), excluded=("律师",)), {"news"}),
            (Query(excluded=("冻结",)), {"policy", "undated"}),
            (Query(excluded=("",)), {"filing", "news", "policy", "undated"}),
            (Query(excluded=("年",)), {"filing", "policy", "undated"}),
            (Query(kinds=("claim",)), {"claim"}),
            (Query(kinds=("claim", "event")), {"claim", "event"}),
            (EVERY, {one.id for one in ALL}),
            (EVERY._replace(runs=("1.30亿元",)), {"filing", "claim"}),
            (Query(companies=("大榕树",)), {"filing", "news"}),
            (Query(companies=("天帆信息", "柏森")), {"filing", "undated"}),
            (Query(companies=("大榕",)), set()),
            (Query(sources=("sina",)), {"policy", "undated"}),
            (Query(sources=("sina", "nbd")), {"policy", "undated", "news"}),
            (Query(types=("封号",)), {"filing", "undated"}),
            (Query(types=("裁员", "政策")), {"policy", "undated"}),
            (Query(types=("冻结",), sources=("nbd",)), {"news"}),
            (Query(traits=("conflict",)), {"filing"}),
            (Query(traits=("conflict", "other")), set()),
            (Query(since=date(2021, 7, 6), until=date(2021, 7, 6)), {"filing"}),
            (Query(until=date(2021, 7, 5)), set()),
            (Query(since=date(2021, 7, 31), until=date(2021, 7, 31)), {"news"}),
            (Query(since=date(2021, 8, 1)), {"policy"}),
            (Query(until=date(2021, 7, 31)), {"filing", "news"}),
            (Query(since=date(2021, 8, 1), until=date(2021, 7, 1)), set()),
            (Query(since=date.min, until=date.max), {"filing", "news", "policy"}),
            (Query(min_amount=YI), {"filing", "news"}),
            (Query(min_amount=Decimal("1.3") * YI), {"filing", "news"}),
            (Query(min_amount=Decimal("1.3") * YI + Decimal("0.01")), {"news"}),
            (Query(min_amount=2 * YI + Decimal("0.01")), set()),
            (Query(max_amount=Decimal(300)), {"news"}),
            (Query(max_amount=Decimal(299)), set()),
            (Query(min_amount=Decimal(400), max_amount=Decimal(10_000)), set()),
            (Query(min_amount=Decimal("1.4") * YI, max_amount=Decimal("1.5") * YI), {"news"}),
            (Query(min_amount=Decimal("1.2") * YI, max_amount=Decimal("1.3") * YI), {"filing", "news"}),
            (Query(min_amount=2 * YI, max_amount=YI), set()),
            (Query(min_amount=Decimal("1e30")), set()),
            (Query(max_amount=Decimal("-1e30")), set()),
            (Query(max_amount=Decimal("1e30")), {"filing", "news"}),
        ],
        ids=lambda value: None,
    )
    def test_literally(self, shelf: Index, asked: Query, found: set[str]) -> None:
        result = shelf.search(asked)
        assert set(ids(result)) == found
        assert result.total == len(found)
        assert len(result.hits) == len(found)
        assert result.stage == "literal"

    @pytest.mark.parametrize(
        "run",
        ["mazon", "Amaz", "30亿", "1.3亿", "5,0", "000万", "结货", "物流", "表示Amazon", "Amazon表示", "沟通Amazon"],
    )
    def test_not_literally(self, shelf: Index, run: str) -> None:
        result = shelf.search(Query(runs=(run,)))
        assert result.total == 0 or result.stage != "literal"

    def test_words_when_the_run_is_nowhere(self, shelf: Index) -> None:
        result = shelf.search(Query(runs=("大榕树冻结资金",)))
        assert result.stage == "words"
        assert ids(result) == ["news"]
        (hit,) = result.hits
        assert "".join(hit.title[start:end] for start, end in hit.title_marks) == "大榕树冻结资金"

    def test_any_word_when_not_all_are_there(self, shelf: Index) -> None:
        result = shelf.search(Query(runs=("海外仓", "律师")))
        assert result.stage == "any word"
        assert set(ids(result)) == {"filing", "policy"}
        assert result.total == 2

    def test_later_stages_keep_filters_and_exclusions(self, shelf: Index) -> None:
        assert ids(shelf.search(Query(runs=("海外仓", "律师"), sources=("sina",)))) == ["policy"]
        assert ids(shelf.search(Query(runs=("海外仓", "律师"), excluded=("会议",)))) == ["filing"]

    def test_nothing_found(self, shelf: Index) -> None:
        result = shelf.search(Query(runs=("龘靐",)))
        assert (result.total, result.hits, result.stage) == (0, (), "literal")
        assert set(result.facets) == {"company", "source", "type", "month", "rank"}

    @pytest.mark.parametrize(
        "run",
        [
            "，",
            "《》",
            "\x00\x1b",
            "🙂",
            '"',
            "a" * 5000,
            "冻" * 3000,
            "(a+)+$",
            "*",
            "\ud800",
            "ᄀ",
            "e\u0301",
            "␣",
            "␣␣",
            "冻\u200b结",
        ],
        ids=lambda run: ascii(run)[:12],
    )
    def test_odd_queries_are_answered(self, shelf: Index, run: str) -> None:
        assert shelf.search(Query(runs=(run,))).total >= 0
        assert shelf.search(Query(excluded=(run,))).total >= 0


class TestHits:
    """What a hit says of its entry."""

    def test_all_fields(self, shelf: Index) -> None:
        (hit,) = shelf.search(Query(runs=("律师",))).hits
        for name in ("id", "kind", "title", "link", "published", "source", "publisher", "companies", "types"):
            assert getattr(hit, name) == getattr(FILING, name), name

    def test_unknowns_stay_unknown(self, shelf: Index) -> None:
        (hit,) = shelf.search(Query(runs=("没有日期",))).hits
        assert hit.published is None
        assert (hit.publisher, hit.title) == ("", "")

    @pytest.mark.parametrize("run", ["冻结", "凍結", "1.30亿元", "amazon", "年", "账户里有5,000万"])
    def test_marks_cover_exactly_what_was_asked(self, shelf: Index, run: str) -> None:
        result = shelf.search(EVERY._replace(runs=(run,)))
        assert result.hits
        for hit in result.hits:
            marked = [hit.snippet[a:b] for a, b in hit.snippet_marks] + [hit.title[a:b] for a, b in hit.title_marks]
            assert marked
            assert {corpus.fold(piece) for piece in marked} == {corpus.fold(run)}

    def test_scores_rank_the_title_first(self, shelf: Index) -> None:
        first = shelf.search(Query(runs=("冻结资金",))).hits[0]
        assert first.id == "news"
        assert first.score > 0


class TestOrder:
    """Sorts, and ties."""

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            ("newest", ["policy", "event", "news", "claim", "filing", "undated"]),
            ("oldest", ["claim", "filing", "event", "news", "policy", "undated"]),
            ("amount", ["news", "claim", "filing", "policy", "event", "undated"]),
            ("relevance", ["policy", "event", "news", "claim", "filing", "undated"]),
        ],
    )
    def test_of_everything(self, shelf: Index, sort: Any, order: list[str]) -> None:
        assert ids(shelf.search(EVERY._replace(sort=sort))) == order

    @pytest.mark.parametrize("sort", ["newest", "oldest", "amount", "relevance"])
    def test_pages_are_the_whole_in_parts(self, stacks: Index, sort: Any) -> None:
        whole = Query(runs=("年",), kinds=(), sort=sort, size=300)
        expected = ids(stacks.search(whole))
        pages = [ids(stacks.search(whole._replace(size=17, page=page))) for page in range(1, 20)]
        assert [one for page in pages for one in page] == expected
        assert len(expected) == len(set(expected)) > 17

    def test_size_and_page(self, shelf: Index) -> None:
        newest = EVERY._replace(sort="newest", size=2)
        assert ids(shelf.search(newest)) == ["policy", "event"]
        assert ids(shelf.search(newest._replace(page=2))) == ["news", "claim"]
        past = shelf.search(newest._replace(page=9))
        assert (past.total, past.hits) == (6, ())
        none = shelf.search(newest._replace(size=0))
        assert (none.total, none.hits) == (6, ())
        assert none.facets

    @pytest.mark.parametrize("sort", ["newest", "oldest", "amount"])
    def test_by_value_then_newest_then_id(self, stacks: Index, sort: Any) -> None:
        entries = {one.id: one for one in corpus.documents(300)}
        never = datetime(1, 1, 2, tzinfo=UTC)

        def newest(one: Entry) -> tuple[bool, timedelta, str]:
            return one.published is None, never - (one.published or never), one.id

        def oldest(one: Entry) -> tuple[bool, datetime, str]:
            return one.published is None, one.published or never, one.id

        def amount(one: Entry) -> Any:
            return not one.amounts, -max((high for _, high in one.amounts), default=Decimal(0)), newest(one)

        expected = sorted(entries.values(), key={"newest": newest, "oldest": oldest, "amount": amount}[sort])
        assert ids(stacks.search(Query(kinds=(), sort=sort, size=300))) == [one.id for one in expected]


WITHOUT = {
    "company": (Query(runs=("封号",), not_companies=("柏森",)), {"policy"}),
    "companies": (Query(not_companies=("大榕树", "柏森")), {"policy"}),
    "source": (Query(not_sources=("sina",)), {"filing", "news"}),
    "type": (Query(not_types=("冻结",)), {"policy", "undated"}),
    "type it never has": (Query(not_types=("重组",)), {"filing", "news", "policy", "undated"}),
    "type wanted and not": (Query(types=("封号",), not_types=("封号",)), set()),
    "all of them": (Query(not_types=("冻结",), not_sources=("sina",)), set()),
    "beside a filter": (Query(types=("冻结",), not_companies=("天帆信息",)), {"news"}),
}
RANKED = {
    "one": (Query(ranks=(5,)), {"filing"}),
    "either": (Query(ranks=(5, 2)), {"filing", "news"}),
    "unknown": (Query(ranks=(0,)), {"policy", "undated"}),
    "beside words": (Query(runs=("冻结",), ranks=(2,)), {"news"}),
    "none such": (Query(ranks=(3,)), set()),
}
ALIKE = {
    "any one suffices": (Query(alike=("独立站", "裁员")), {"policy", "undated"}),
    "words that stand nowhere do no harm": (Query(alike=("裁员", "没有这个词")), {"undated"}),
    "nothing alike": (Query(alike=("没有这个词",)), set()),
    "filters hold": (Query(alike=("封号", "裁员"), companies=("柏森",)), {"undated"}),
    "what is no word asks nothing of itself": (Query(alike=(" ", "裁员")), {"undated"}),
}


class TestLeavingOut:
    @pytest.mark.parametrize(("query", "expected"), WITHOUT.values(), ids=WITHOUT)
    def test_excluded_filters(self, index: Index, query: Query, expected: set[str]) -> None:
        index.add(ALL)
        assert {hit.id for hit in index.search(query).hits} == expected

    @pytest.mark.parametrize(("query", "expected"), RANKED.values(), ids=RANKED)
    def test_who_speaks(self, index: Index, query: Query, expected: set[str]) -> None:
        index.add(ALL)
        assert {hit.id for hit in index.search(query).hits} == expected


class TestAlike:
    @pytest.mark.parametrize(("query", "expected"), ALIKE.values(), ids=ALIKE)
    def test_any_word(self, index: Index, query: Query, expected: set[str]) -> None:
        index.add(ALL)
        result = index.search(query)
        assert {hit.id for hit in result.hits} == expected
        assert result.total == len(expected)

    def test_more_words_come_first(self, index: Index) -> None:
        index.add([entry("one", "独立站"), entry("three", "独立站裁员海外仓"), entry("two", "独立站和裁员")])
        found = index.search(Query(alike=("独立站", "裁员", "海外仓")))
        assert [hit.id for hit in found.hits] == ["three", "two", "one"]
        assert found.stage == "any word"

    def test_hits_alike_in_all_are_in_order_of_their_id(self, index: Index) -> None:
        index.add([entry(f"same{number:02d}", "独立站的消息") for number in (7, 3, 11, 1, 9)])
        for query in (Query(runs=("独立站",)), Query(alike=("独立站", "消息"))):
            assert [hit.id for hit in index.search(query).hits] == ["same01", "same03", "same07", "same09", "same11"]


class TestFacets:
    """Counts beside the hits."""

    def test_count_matching_entries(self, shelf: Index) -> None:
        result = shelf.search(Query(runs=("冻结",), size=1))
        assert result.facets == {
            "company": {"大榕树": 2, "天帆信息": 1},
            "source": {"cninfo": 1, "nbd": 1},
            "type": {"冻结": 2, "封号": 1},
            "month": {"2021-07": 2},
            "rank": {"2": 1, "5": 1},
        }

    def test_alone(self, shelf: Index) -> None:
        assert shelf.facets(Query(runs=("冻结",))) == shelf.search(Query(runs=("冻结",))).facets

    def test_months_are_of_beijing(self, shelf: Index) -> None:
        assert shelf.facets(Query())["month"] == {"2021-07": 2, "2021-08": 1}

    def test_most_frequent_first_then_by_name(self, shelf: Index) -> None:
        assert list(shelf.facets(EVERY)["source"].items()) == [("cninfo", 2), ("nbd", 2), ("sina", 2)]

    def test_can_be_spared(self, shelf: Index) -> None:
        assert shelf.search(Query(facets=False)).facets == {}

    def test_are_the_same_however_many_hits_are_shown(self, stacks: Index) -> None:
        for _, query in corpus.queries()[::4]:
            asked = Query(runs=(query,), kinds=())
            counted = {name: list(values.items()) for name, values in stacks.facets(asked).items()}
            for size in (5, 300, 5):  # last, when all of them are kept
                shown = stacks.search(asked._replace(size=size)).facets
                assert {name: list(values.items()) for name, values in shown.items()} == counted, (query, size)

    def test_agree_with_filters(self, stacks: Index) -> None:
        everything = stacks.facets(Query(kinds=()))
        assert stacks.search(Query(kinds=())).total == 300
        for company, count in everything["company"].items():
            assert stacks.search(Query(kinds=(), companies=(company,))).total == count
        for kind, count in everything["type"].items():
            assert stacks.search(Query(kinds=(), types=(kind,))).total == count


class TestFilterTruth:
    """Filters equal a plain look at the entries."""

    def test_amounts(self, stacks: Index) -> None:
        entries = corpus.documents(300)
        dice = random.Random(5)
        edges = [bound for one in entries for pair in one.amounts for bound in pair]
        for _ in range(60):
            low, high = (dice.choice([None, dice.choice(edges) + dice.choice((-FEN, 0, FEN))]) for _ in "ab")
            expected = {
                one.id
                for one in entries
                if any((low is None or most >= low) and (high is None or least <= high) for least, most in one.amounts)
            }
            if low is None and high is None:
                continue
            if low is not None and high is not None and low > high:
                expected = set()
            result = stacks.search(Query(kinds=(), min_amount=low, max_amount=high, size=300, facets=False))
            assert set(ids(result)) == expected, (low, high)

    def test_days(self, stacks: Index) -> None:
        entries = corpus.documents(300)
        for ahead in range(0, 240, 11):
            first = date(2021, 4, 1) + timedelta(days=ahead)
            last = first + timedelta(days=ahead % 5)
            expected = {
                one.id
                for one in entries
                if one.published and first <= one.published.astimezone(corpus.BEIJING).date() <= last
            }
            result = stacks.search(Query(kinds=(), since=first, until=last, size=300, facets=False))
            assert set(ids(result)) == expected


class TestLiteralTruth:
    """The first stage equals a literal scan: nothing missed, nothing wrong."""

    def test_every_listed_query(self, stacks: Index) -> None:
        entries = corpus.documents(300)
        asked = corpus.queries()
        assert len(asked) >= 220
        wrong = {}
        empty = 0
        for _, query in asked:
            truth = corpus.scan(entries, query)
            empty += not truth
            result = stacks.search(Query(runs=(query,), kinds=(), size=300, facets=False))
            found = set(ids(result)) if result.stage == "literal" else set()
            if found != truth:
                wrong[query] = sorted(found ^ truth)[:5]
        assert wrong == {}
        assert empty < 60, "most queries must have something to find"

    def test_marks_of_every_listed_query(self, stacks: Index) -> None:
        for _, query in corpus.queries():
            result = stacks.search(Query(runs=(query,), kinds=(), size=3, facets=False))
            if result.stage != "literal":
                continue
            for hit in result.hits:
                marked = [hit.snippet[a:b] for a, b in hit.snippet_marks] + [hit.title[a:b] for a, b in hit.title_marks]
                assert marked, (query, hit.id)
                assert {" ".join(corpus.fold(one).split()) for one in marked} == {" ".join(corpus.fold(query).split())}


class TestAtOnce:
    """What is answered at once is what `search` answers."""

    def test_every_listed_query(self, stacks: Index) -> None:
        asked = [Query(runs=(query,)) for _, query in corpus.queries()[::5]]
        asked += [Query(runs=("店铺", "没有这个")), Query(sort="newest", page=3), Query(size=100, page=2)]
        answers = [(query, stacks.at_once(query)) for query in asked]
        assert all(answer is None or answer == stacks.search(query) for query, answer in answers)
        assert any(answer for _, answer in answers) == isinstance(stacks, EmbeddedIndex)
        assert answers[-1][1] is None


class TestKeeping:
    """Adding, replacing, removing, rebuilding."""

    def test_empty(self, index: Index) -> None:
        index.add([])
        assert index.count() == 0
        assert index.versions() == {}
        assert index.search(Query(runs=("冻结",))).total == 0

    def test_added_entries_are_found_and_counted(self, index: Index) -> None:
        index.add(iter(ALL))
        assert index.count() == len(ALL)
        assert index.versions() == {one.id: "1" for one in ALL}
        assert ids(index.search(Query(runs=("律师",)))) == ["filing"]

    def test_adding_again_replaces(self, index: Index) -> None:
        index.add(ALL)
        index.add([replace(FILING, version="2", text="全部改写了。", amounts=())])
        assert index.count() == len(ALL)
        assert index.versions()["filing"] == "2"
        assert index.search(Query(runs=("律师",))).total == 0
        assert ids(index.search(Query(runs=("全部改写",)))) == ["filing"]

    def test_the_last_of_one_id_in_one_batch_counts(self, index: Index) -> None:
        index.add([entry("a", "先来的"), entry("a", "后到的", version="2")])
        assert index.count() == 1
        assert index.versions() == {"a": "2"}
        assert index.search(Query(runs=("先来",))).total == 0

    def test_remove(self, index: Index) -> None:
        index.add(ALL)
        index.remove(["news", "never there"])
        assert index.count() == len(ALL) - 1
        assert "news" not in index.versions()
        assert ids(index.search(Query(runs=("冻结",)))) == ["filing"]
        assert index.facets(Query())["source"] == {"sina": 2, "cninfo": 1}

    def test_remove_from_nothing(self, index: Index) -> None:
        index.remove(["a"])
        index.remove([])
        assert index.versions() == {}

    def test_rebuild_replaces_everything(self, index: Index) -> None:
        index.add(ALL)
        index.rebuild([CLAIM, NEWS])
        assert set(index.versions()) == {"claim", "news"}
        index.add([FILING])
        assert index.count() == 3
        index.rebuild([])
        assert index.count() == 0

    def test_rebuild_of_nothing_first(self, index: Index) -> None:
        index.rebuild(ALL)
        assert index.count() == len(ALL)

    def test_a_rebuild_that_breaks_leaves_the_old(self, index: Index) -> None:
        def broken() -> Iterator[Entry]:
            yield NEWS
            raise LookupError("the knowledge went away")

        index.add(ALL)
        with pytest.raises(LookupError):
            index.rebuild(broken())
        assert index.count() == len(ALL)
        assert ids(index.search(Query(runs=("律师",)))) == ["filing"]
        index.add([entry("more", "还能写")])
        assert index.count() == len(ALL) + 1

    def test_an_add_that_breaks_can_be_repeated(self, index: Index) -> None:
        def broken() -> Iterator[Entry]:
            yield NEWS
            raise LookupError("the knowledge went away")

        with pytest.raises(LookupError):
            index.add(broken())
        index.add(ALL)
        assert index.versions() == {one.id: "1" for one in ALL}

    def test_kept_when_opened_again(self, opener: Callable[[], Index]) -> None:
        with opener() as first:
            first.add(ALL)
        with opener() as second:
            assert second.count() == len(ALL)
            assert ids(second.search(Query(runs=("律师",)))) == ["filing"]
            second.add([entry("more")])
            assert second.count() == len(ALL) + 1

    def test_two_bad_of_a_thousand(self, index: Index) -> None:
        good = [entry(f"e{number}", f"第{number}条") for number in range(998)]
        naive = entry("naive", published=datetime(2021, 7, 1))
        upside_down = entry("upside", amounts=((Decimal(2), Decimal(1)),))
        with pytest.raises(PartlyIndexed) as caught:
            index.add([*good[:500], naive, *good[500:700], upside_down, *good[700:]])
        assert set(caught.value.failures) == {"naive", "upside"}
        assert all(caught.value.failures.values())
        assert index.count() == 998
        with pytest.raises(PartlyIndexed):
            index.rebuild([*good, naive])
        assert index.count() == 998

    @pytest.mark.parametrize(
        "bad",
        [
            entry(""),
            entry("with space"),
            entry("x" * 600),
            entry("nan", amounts=((Decimal("nan"), Decimal(1)),)),
            entry("huge", amounts=((Decimal(1), Decimal("1e40")),)),
        ],
        ids=["empty id", "space in id", "long id", "no number", "huge"],
    )
    def test_what_cannot_be_indexed_is_named(self, index: Index, bad: Entry) -> None:
        with pytest.raises(PartlyIndexed) as caught:
            index.add([FILING, bad])
        assert list(caught.value.failures) == [bad.id]
        assert index.count() == 1

    @pytest.mark.parametrize(
        "text",
        ["", " \n", "\x00", "🙂" * 50, "a" * 100_000, "字" * 200_000, "\ud800坏", "1.2.3.4,5", "﷽", "\u3000全角\u3000"],
        ids=[
            "empty",
            "blank",
            "nul",
            "emoji",
            "long word",
            "long text",
            "surrogate",
            "dots",
            "ligature",
            "wide spaces",
        ],
    )
    def test_odd_texts_are_kept(self, index: Index, text: str) -> None:
        index.add([entry("odd", text, title=text[:100]), NEWS])
        assert index.count() == 2
        assert ids(index.search(Query(sort="oldest"))) == ["news", "odd"]

    def test_odd_values_are_kept(self, index: Index) -> None:
        odd = entry(
            "odd:/?#é",
            "x",
            companies=("甲 乙", "a\nb", "a\nb"),
            types=(",", ""),
            published=datetime(1, 1, 1, tzinfo=UTC),
            amounts=((Decimal("-3.335"), Decimal("-3.335")), (Decimal("-3.335"), Decimal("-3.335"))),
            version="v 1\n2",
            rank=-7,
        )
        late = entry("late", "x", published=datetime(9999, 12, 31, tzinfo=UTC), rank=99)
        index.add([odd, late])
        assert index.versions() == {"odd:/?#é": "v 1\n2", "late": "1"}
        assert ids(index.search(Query(sort="newest"))) == ["late", "odd:/?#é"]
        assert ids(index.search(Query(companies=("甲 乙",)))) == ["odd:/?#é"]
        assert index.facets(Query())["company"] == {"甲 乙": 1, "a\nb": 1}
        (hit,) = index.search(Query(max_amount=Decimal(-3))).hits
        assert hit.published == odd.published
        index.remove(["odd:/?#é"])
        assert index.count() == 1


def test_library_is_what_the_tests_think() -> None:
    assert len({one.id for one in library.ALL}) == 6

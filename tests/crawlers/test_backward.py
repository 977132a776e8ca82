"""Lists that are walked back: to the first day, over a restart, and no further than they go, which is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy import Request

from crawlers.archive import Archive
from crawlers.article import BEIJING
from crawlers.capture import Capture
from crawlers.paging import CURRENT
from crawlers.plan import Plan
from crawlers.slices import Days, slice_of
from crawlers.sources.cls import ClsSpider
from crawlers.sources.ec100 import Ec100Spider
from crawlers.sources.feed import FeedSpider
from crawlers.sources.nbd import NbdSpider
from crawlers.sources.stcn import StcnSpider
from crawlers.sources.thepaper import ThepaperSpider
from crawlers.storing import Store
from tests.crawlers.driver import walked

SINCE, UNTIL = date(2021, 8, 2), date(2021, 8, 6)
PLAN = Plan(("x",), SINCE, UNTIL)
PER_DAY = 70
"""Items of a day of the telegraph: more than a page."""
PAGE = b"<html><body><p>x</p></body></html>"


def items(first: date, last: date, each: int) -> list[tuple[int, datetime]]:
    """Number and time of what was published on some days, newest first."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    found = []
    for day in days:
        start = datetime.combine(day, time(8), BEIJING)
        found += [start + timedelta(minutes=5 * number) for number in range(each)]
    return list(enumerate(found, 1))[::-1]


def days(kept: Sequence[Capture], problem: str = "") -> dict[str, int]:
    """The slices of these captures by their days: how many rows each has."""
    slices = [slice_of(one.source, one.meta, one.body) for one in kept if one.kind == "slice"]
    return {f"{one.list} {one.subject} {one.days}": one.found for one in slices if one.problem == problem}


# By a time: the telegraph of CLS


class Telegraph:
    """Answers for CLS: 50 items before a time; columns are empty. `dead`: the time is not looked at."""

    def __init__(self, given: Sequence[tuple[int, datetime]], *, dead: bool = False) -> None:
        self.given, self.dead = given, dead
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Any:
        query = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        if "/detail/" in request.url:
            return PAGE
        if "/api/sw" in request.url:
            return 404
        if "get_roll_list" not in request.url:
            return {"errno": 0, "data": []}
        assert len(query["sign"]) == 32 and query["rn"] == "50"
        before = float("inf") if self.dead else int(query["last_time"])
        self.asked.append(str(datetime.fromtimestamp(int(query["last_time"]), BEIJING).date()))
        rows = [(key, when) for key, when in self.given if when.timestamp() < before][:50]
        data = [{"id": key, "title": f"第{key}条", "ctime": int(when.timestamp())} for key, when in rows]
        return {"errno": 0, "data": {"roll_data": data}}


def test_the_telegraph_is_walked_to_the_first_day_and_no_further() -> None:
    telegraph = Telegraph(items(SINCE - timedelta(days=40), UNTIL + timedelta(days=40), PER_DAY))
    spider = ClsSpider(PLAN)
    kept = walked(spider, telegraph)
    assert sum(one.kind == "page" for one in kept) == 5 * PER_DAY and spider.report().ok
    assert days(kept) == {f"telegraph  2021-08-0{day}": PER_DAY for day in range(2, 7)}
    assert len(telegraph.asked) == -(-5 * PER_DAY // 49) and {*telegraph.asked} <= {
        f"2021-08-0{n}" for n in range(2, 8)
    }
    assert {gap.detail[:14] for gap in spider.report().gaps} == {f"telegraph {n}" for n in (1000, 1003, 1005)}


class Killed(Exception):
    """The crawl ends here."""


class Dying(Telegraph):
    """Answers four times; `spoil` comes then."""

    def __call__(self, request: Request) -> Any:
        if len(self.asked) == 4 and "get_roll_list" in request.url:
            return self.spoil()
        return super().__call__(request)

    def spoil(self) -> Any:
        return 500


class Killing(Dying):
    def spoil(self) -> Any:
        raise Killed


def test_what_a_stopped_crawl_had_is_not_walked_again(tmp_path: Path) -> None:
    given = items(date(2021, 7, 25), date(2021, 8, 9), PER_DAY)
    with Archive.open(tmp_path, write=True) as archive:
        assert not _walk(archive, Dying(given)).report().ok
        again = Telegraph(given)
        assert _walk(archive, again).report().ok and _stored(archive) == 5 * PER_DAY
        assert max(again.asked) == "2021-08-05" and len(again.asked) < 7  # the two last days were whole
        third = Telegraph(given)
        _walk(archive, third)
        assert third.asked == []
        for plan in (replace(PLAN, words=("第1",)), replace(PLAN, recheck=timedelta(0))):
            other = Telegraph(given)
            _walk(archive, other, plan)
            assert len(other.asked) == 8  # what was chosen by other words, or long ago, is walked anew


def test_days_whose_documents_a_killed_crawl_had_not_fetched_are_walked_again(tmp_path: Path) -> None:
    given = items(date(2021, 7, 25), date(2021, 8, 9), PER_DAY)
    with Archive.open(tmp_path, write=True) as archive:
        with pytest.raises(Killed):
            _walk(archive, Killing(given))
        assert _stored(archive) == 0 and [one.slice.complete for one in archive.slices()].count(True) == 2
        assert _walk(archive, Telegraph(given)).report().ok and _stored(archive) == 5 * PER_DAY


def _walk(archive: Archive, telegraph: Telegraph, plan: Plan = PLAN) -> ClsSpider:
    spider = ClsSpider(plan, Store(archive))
    walked(spider, telegraph)
    return spider


def _stored(archive: Archive) -> int:
    return len({capture.url for _, capture in archive.captures() if capture.kind == "page"})


@pytest.mark.parametrize(
    ("telegraph", "gap", "whole"),
    [
        (Telegraph(items(date(2021, 8, 4), date(2021, 8, 20), PER_DAY)), "2021-08-02~2021-08-04", 2),
        (Telegraph(items(date(2026, 8, 4), date(2026, 8, 20), PER_DAY), dead=True), "2021-08-02~2021-08-06", 0),
        (Telegraph([]), "2021-08-02~2021-08-06", 0),
    ],
    ids=["begins later", "has the newest alone", "is empty"],
)
def test_days_that_a_list_does_not_reach_are_named(telegraph: Telegraph, gap: str, whole: int) -> None:
    spider = ClsSpider(PLAN)
    kept = walked(spider, telegraph)
    report = spider.report()
    assert report.ok and f"telegraph: {gap}" in {one.detail for one in report.gaps}
    assert len(days(kept)) == whole and f"telegraph  {gap}" in days(kept, "out of reach")


def test_a_list_that_stays_where_it_is_is_no_end() -> None:
    spider = ClsSpider(replace(PLAN, until=None))
    today = datetime.now(BEIJING).replace(microsecond=0)
    rows = [(n, today - timedelta(seconds=n)) for n in range(1, 51)]
    kept = walked(spider, Telegraph(rows, dead=True))
    assert {trouble.reason for trouble in spider.report().problems} == {"page repeated"}
    assert any(name.startswith("telegraph  ") for name in days(kept, "page repeated"))
    assert any("names its last day" in gap.detail for gap in spider.report().gaps)


def test_a_list_that_breaks_off_leaves_its_days_open() -> None:
    telegraph = Telegraph(items(date(2021, 7, 25), date(2021, 8, 9), PER_DAY))
    spider = ClsSpider(PLAN)
    kept = walked(spider, lambda request: 500 if len(telegraph.asked) == 4 else telegraph(request))
    assert [trouble.reason for trouble in spider.report().problems][:1] == ["server error"]
    assert list(days(kept)) == ["telegraph  2021-08-06", "telegraph  2021-08-05"]
    assert "telegraph  2021-08-02~2021-08-04" in days(kept, "server error")


# By numbers: the columns of NBD


class Columns:
    """Answers for NBD: a column in pages of ten; past its end `beyond` of its pages."""

    def __init__(self, given: Sequence[tuple[int, datetime]], beyond: Callable[[int], int] | None = None) -> None:
        self.given, self.beyond = given, beyond
        self.asked: list[int] = []

    def __call__(self, request: Request) -> Any:
        if "/articles/" in request.url:
            return PAGE
        if "/columns/3/" not in request.url:
            return "<ul class='u-news-list'></ul>"
        page = int(request.url.partition("/page/")[2] or "1")
        self.asked.append(page)
        last = -(-len(self.given) // 10)
        page = self.beyond(last) if page > last and self.beyond else page
        rows = "".join(
            f"<li class='u-news-title'><a href='/articles/{when:%Y-%m-%d}/{key}.html'>第{key}篇</a>"
            f"<span>{when:%Y-%m-%d %H:%M}</span></li>"
            for key, when in self.given[(page - 1) * 10 : page * 10]
        )
        return f"<ul class='u-news-list'>{rows}</ul>"


def pages(kept: Sequence[Capture]) -> Iterator[str]:
    return (one.url for one in kept if one.kind == "page")


@pytest.mark.parametrize("beyond", [None, lambda last: 1, lambda last: last], ids=["nothing", "first", "last"])
def test_the_days_of_a_numbered_list_are_found_by_halves(beyond: Callable[[int], int] | None) -> None:
    column = Columns(items(date(2021, 7, 30), date(2022, 8, 30), 25), beyond)
    spider = NbdSpider(PLAN)
    kept = walked(spider, column)
    assert len({*pages(kept)}) == 5 * 25 and spider.report().ok
    assert days(kept) == {f"column 3 2021-08-0{day}": 25 for day in range(2, 7)}
    assert len(column.asked) < 40  # of about a thousand


@pytest.mark.parametrize("beyond", [None, lambda last: 1, lambda last: last], ids=["nothing", "first", "last"])
def test_a_numbered_list_that_ends_early_says_so(beyond: Callable[[int], int] | None) -> None:
    spider = NbdSpider(PLAN)
    kept = walked(spider, Columns(items(date(2021, 8, 5), date(2022, 2, 1), 25), beyond))
    report = spider.report()
    assert len({*pages(kept)}) == 2 * 25 and report.ok
    assert "column 3: 2021-08-02~2021-08-05" in {gap.detail for gap in report.gaps}
    assert list(days(kept)) == ["column 3 2021-08-06"]


def test_a_crawl_that_keeps_current_reads_the_newest_page(tmp_path: Path) -> None:
    today = datetime.now(BEIJING).date()
    plan = Plan(("nbd",), today - timedelta(days=9))
    column = Columns(items(today - timedelta(days=20), today, 25))
    with Archive.open(tmp_path, write=True) as archive:
        first = walked(NbdSpider(plan, Store(archive)), column)
        assert len({*pages(first)}) == 10 * 25
        column.asked.clear()
        again = NbdSpider(plan, Store(archive))
        walked(again, column)
        assert len(column.asked) <= 3 and again.report().ok  # only today is not over


@pytest.mark.parametrize("until", [False, True], ids=["keeps current", "names its last day"])
def test_a_crawl_without_a_last_day_goes_back_as_far_in_every_list_of_everything(until: bool) -> None:
    """By numbered pages, by a time, and from page to page: lists that no word and no company has shortened."""
    today = datetime.now(BEIJING).date()
    since, first = today - timedelta(days=90), today - timedelta(days=CURRENT if not until else 90)
    plan = Plan(("nbd",), since, today if until else None)
    news = items(today - timedelta(days=100), today, 4)

    def page(request: Request) -> Any:
        if "/p/" in request.url:
            return PAGE
        number = int(request.url.rpartition("=")[2])
        part = news[(number - 1) * 20 : number * 20]
        rows = [{"id": str(n), "url": f"https://a.example/p/{n}", "date_published": at.isoformat()} for n, at in part]
        further = {"next_url": f"https://a.example/f?n={number + 1}"} if part else {}
        return {"version": "https://jsonfeed.org/version/1.1", "items": rows, **further}

    feed = replace(plan, addresses={"feed": ("https://a.example/f?n=1",)})
    for spider, answers in (
        (NbdSpider(plan), Columns(news)),
        (ClsSpider(plan), Telegraph(news)),
        (FeedSpider(feed), page),
    ):
        kept = walked(spider, answers)
        whole = 4 * (today - first).days
        assert whole <= len({*pages(kept)}) <= whole + 44, (
            spider.name
        )  # to the end of a page, or of the first that is older
        left = [gap.detail for gap in spider.report().gaps if "names its last day" in gap.detail]
        assert bool(left) is not until, spider.name


def test_spans_with_days_already_had_between_are_walked_around(tmp_path: Path) -> None:
    telegraph = Telegraph(items(date(2021, 7, 1), date(2021, 9, 1), PER_DAY))

    with Archive.open(tmp_path, write=True) as archive:
        _walk(archive, telegraph, replace(PLAN, since=date(2021, 8, 3), until=date(2021, 8, 4)))
        telegraph.asked.clear()
        assert _walk(archive, telegraph).report().ok and "2021-08-04" not in telegraph.asked
        assert _stored(archive) == 5 * PER_DAY
        whole = {str(one.slice.days) for one in archive.slices() if one.slice.complete and not one.slice.subject}
        assert whole == {str(Days(day, day)) for day in (SINCE + timedelta(days=n) for n in range(5))}


# By what an answer names: STCN; and The Paper, 100ec


def test_the_lists_of_the_paper_go_back_by_the_time_that_they_name() -> None:
    given = items(date(2021, 7, 20), date(2021, 8, 20), 25)
    asked = []

    def answers(request: Request) -> Any:
        if "newsDetail" in request.url:
            return PAGE
        wanted = json.loads(request.body)
        if "nodeId" in wanted:
            return {"code": 200, "data": {"list": [], "hasNext": False}}
        assert (wanted["channelId"], wanted["pageNum"]) == ("25951", 1)
        asked.append(wanted["startTime"])
        rows = [(key, int(when.timestamp() * 1000)) for key, when in given]
        rows = [(key, when) for key, when in rows if when < wanted["startTime"]][:20]
        pinned = {"contId": "1000", "name": "置顶", "pubTimeLong": int(given[0][1].timestamp() * 1000)}
        found = [pinned, *({"contId": str(key), "name": f"第{key}篇", "pubTimeLong": when} for key, when in rows)]
        said = {"startTime": rows[-1][1]} if len(asked) % 2 else {}  # some answers do not name it
        return {"code": 200, "data": {"list": found, "hasNext": True, **said}}

    spider = ThepaperSpider(PLAN)
    kept = walked(spider, answers)
    assert len({*pages(kept)}) == 5 * 25 and spider.report().ok and len(asked) == 7
    assert days(kept) == {f"node 25951 2021-08-0{day}": 25 for day in range(2, 7)}
    assert days(kept, "out of reach") == {"node 25434 2021-08-02~2021-08-06": 0}


def stcn(answers: Callable[[dict[str, str]], Any], **more: Any) -> tuple[StcnSpider, list[Capture]]:
    def answer(request: Request) -> Any:
        if "/article/detail/" in request.url:
            return PAGE
        return answers({name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()})

    spider = StcnSpider(replace(PLAN, **more))
    return spider, walked(spider, answer)


def test_the_search_of_stcn_goes_on_by_what_an_answer_names() -> None:
    asked = []

    def answers(query: dict[str, str]) -> Any:
        if "type" in query:
            return {"state": 1, "data": []}
        asked.append((query["page_time"], query.get("last_time")))
        page = len(asked)
        rows = "".join(
            f"<li><div class='tt'><a href='/article/detail/{page}{n}.html'>某事</a></div>"
            f"<div class='info'><span>08-0{n} 10:00</span></div></li>"
            for n in range(1, 4)
        )
        data = {"data": rows if page < 4 else "", "page_time": page + 1, "last_time": 1628000000 - page}
        return {"state": 1, "data": data} if page % 2 else {"state": 1, **data}

    spider, kept = stcn(answers, words=("冻结",))
    assert asked == [("1", None), ("2", "1627999999"), ("3", "1627999998"), ("4", "1627999997")]
    assert len({*pages(kept)}) == 9 and spider.report().ok
    assert days(kept) == {"search 冻结 2021-08-02~2021-08-06": 9}  # whatever day they are of, which rows do not say


def test_the_columns_of_stcn_are_walked_by_their_times() -> None:
    given = items(date(2021, 7, 20), date(2021, 8, 9), 25)

    def answers(query: dict[str, str]) -> Any:
        start = int(query.get("last_time", 0)) if query["type"] == "yw" else len(given)
        rows = [
            {
                "id": key,
                "title": f"第{key}条",
                "url": f"/article/detail/{key}.html",
                "time": int(when.timestamp() * 1000),
            }
            for key, when in given[start : start + 20]
        ]
        return {"state": 1, "data": rows, "page_time": 1, "last_time": start + 20}

    spider, kept = stcn(answers)
    assert len({*pages(kept)}) == 5 * 25 and spider.report().ok
    assert days(kept) == {f"quick yw 2021-08-0{day}": 25 for day in range(2, 7)}


def test_a_column_of_stcn_that_does_not_load_is_read_as_a_page() -> None:
    row = "<li><div class='tt'><a href='/article/detail/7.html'>某事</a></div></li>"
    spider, kept = stcn(lambda query: f"<html><body><ul>{row}</ul></body></html>")
    assert [*pages(kept)] == ["https://www.stcn.com/article/detail/7.html"] and spider.report().ok
    assert {gap.detail for gap in spider.report().gaps} == {"column: what is older than its newest"}


def test_the_search_of_100ec_goes_on_by_the_page_where_its_window_ends() -> None:
    given = [(n, SINCE + timedelta(days=3)) for n in range(1, 3401)]
    asked = []

    def answers(request: Request) -> Any:
        query = {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}
        if "/list--" in request.url:
            return "<a href='/detail--1.html'>某事</a>"
        if "/detail--" in request.url:
            return PAGE
        asked.append(int(query["n"]))
        page = int(query.get("p", 1))
        rows = given[(page - 1) * int(query["n"]) : page * int(query["n"])]
        return {"list": [{"id": str(n), "title": "某事", "post_date": str(day)} for n, day in rows]}

    spider = Ec100Spider(replace(PLAN, words=("冻结",)))
    kept = walked(spider, answers)
    assert asked == [100, 200, 400, 800, 1600, 3200, 100, 100, 100]
    assert len({*pages(kept)}) == 3400 and spider.report().ok


def test_the_search_of_100ec_for_readers_is_asked_where_that_for_programs_fails() -> None:
    def answers(request: Request) -> Any:
        if "/searchjson" in request.url:
            return "<html><body><p>x</p></body></html>"
        if "/list--" in request.url or "/detail--" in request.url:
            return PAGE + b"<a href='/detail--1.html'>x</a>"
        page = int(request.url.rpartition("p=")[2])
        hits = f"<dl><dt><a href='/detail--{page}.html'>某事</a></dt></dl>" if page < 4 else ""
        return f"<div class='search_result'>{hits}</div>"

    spider = Ec100Spider(replace(PLAN, words=("冻结",)))
    kept = walked(spider, answers)
    assert sorted(pages(kept)) == [f"https://www.100ec.cn/detail--{n}.html" for n in (1, 2, 3)]
    assert [trouble.reason for trouble in spider.report().problems] == ["wrong content"]

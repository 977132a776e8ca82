"""Spiders of the archives of the web: an index walked by its keys, stretches of files; and pages that lead on."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from scrapy import Request
from scrapy.http import TextResponse

from crawlers.capture import Capture
from crawlers.plan import Plan, Trouble
from crawlers.sources import wayback
from crawlers.sources.commoncrawl import CommoncrawlSpider
from crawlers.sources.mofcom import MofcomSpider
from crawlers.sources.wayback import WaybackSpider
from crawlers.spider import SourceSpider
from tests.replica.scenarios.commoncrawl import COMMON_CRAWL, FILE, member, member_row

HEAD, KEY = ["timestamp", "original"], "org%2Cexample%29%2F2021"
ITEM = COMMON_CRAWL.items[0]


def plan(source: str) -> Plan:
    return Plan((source,), date(2021, 8, 1), date(2021, 8, 31), addresses={source: ("news.example.org/2021",)})


def answered(spider: SourceSpider, request: Request, body: str | bytes, status: int = 200) -> list[Any]:
    """What the spider makes of an answer, and then the troubles that it noted."""
    data = body.encode() if isinstance(body, str) else body
    response = TextResponse(request.url, status, body=data, request=request)
    before = len(spider.count.problems)
    made = list(request.callback(response, **request.cb_kwargs))  # type: ignore[misc]
    return [one for one in made if not isinstance(one, Capture) or one.kind == "page"] + spider.count.problems[before:]


def index(*numbers: int, key: str = KEY) -> str:
    rows = [["20210813010203", f"https://news.example.org/{number}.html"] for number in numbers]
    return json.dumps([HEAD, *rows, [], [key]])


def test_an_index_is_walked_by_its_keys_until_nothing_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wayback, "PAGE_SIZE", 2)
    spider = WaybackSpider(plan("wayback"))
    [first] = spider.first()
    *pages, second = answered(spider, first, index(1, 2))
    assert [page.url for page in pages] == [
        f"https://web.archive.org/web/20210813010203id_/https://news.example.org/{number}.html" for number in (1, 2)
    ]
    assert f"resumeKey={KEY.replace('%', '%25')}" in second.url  # a value like any other, though it looks encoded
    page, third = answered(spider, second, index(3, key="another"))
    assert page.url.endswith("/3.html") and parse_qs(urlsplit(third.url).query)["resumeKey"] == ["another"]
    assert answered(spider, third, "") == []
    [again] = answered(spider, second, "")  # after a full page it is made sure that this is the end
    assert again.url == second.url and answered(spider, again, "") == []
    [said] = answered(spider, second, index(key=KEY))
    assert isinstance(said, Trouble) and said.reason == "page repeated"


def test_an_index_that_says_nothing_at_all_is_no_empty_list() -> None:
    spider = WaybackSpider(plan("wayback"))
    [first] = spider.first()
    [said] = answered(spider, first, "")
    assert isinstance(said, Trouble) and said.reason == "empty"
    assert answered(spider, first, "[]") == []


def found_in_the_index(spider: CommoncrawlSpider, *rows: dict[str, Any]) -> list[Any]:
    asked = spider._ask("https://index.commoncrawl.org/CC-MAIN-2021-33-index", "x", spider.read_index, {"page": "0"})
    return answered(spider, asked, "".join(json.dumps(row) + "\n" for row in rows))


def test_a_stretch_of_a_file_is_asked_for_and_nothing_else_is_taken_for_it() -> None:
    spider = CommoncrawlSpider(plan("commoncrawl"))
    [asked] = found_in_the_index(spider, member_row(ITEM))
    row, packed = member_row(ITEM), member(COMMON_CRAWL, ITEM)
    start, length = int(row["offset"]), int(row["length"])
    assert asked.url == f"https://data.commoncrawl.org{FILE}"
    assert asked.headers["Range"] == f"bytes={start}-{start + length - 1}".encode()
    [page] = answered(spider, asked, packed, 206)
    assert (page.url, page.body, page.status) == (ITEM.url, COMMON_CRAWL.body(ITEM), 200)
    assert "truncated" not in page.meta
    cut = gzip.decompress(packed).replace(b"WARC-Type: response", b"WARC-Type: response\r\nWARC-Truncated: length")
    [page] = answered(spider, asked, gzip.compress(cut), 206)
    assert page.meta["truncated"] == "length"
    other = member(COMMON_CRAWL, COMMON_CRAWL.items[1])
    for body, status, reason, said in (
        (packed, 200, "wrong content", "the whole file"),
        (other, 206, "wrong content", "the record is of https://news.example.org/2021/08/07/1002.html"),
        (packed[:-30], 206, "wrong content", "cannot be read"),
        (b"<html><p>moved</p></html>", 200, "wrong content", "a web page"),
        (b"", 206, "empty", ""),
    ):
        failed = spider.count.failed
        [trouble] = answered(spider, asked, body, status)
        assert isinstance(trouble, Trouble) and trouble.reason == reason and said in trouble.detail
        assert spider.count.failed == failed + 1


def test_pages_of_an_index_that_are_the_same_are_said() -> None:
    spider = CommoncrawlSpider(plan("commoncrawl"))
    assert len(found_in_the_index(spider, member_row(ITEM))) == 1
    [said] = found_in_the_index(spider, member_row(ITEM))
    assert isinstance(said, Trouble) and said.reason == "page repeated"


def test_captures_without_a_place_and_errors_that_are_no_answer_are_said() -> None:
    spider = CommoncrawlSpider(plan("commoncrawl"))
    [said] = found_in_the_index(spider, member_row(ITEM) | {"offset": ""})
    assert isinstance(said, Trouble) and (said.reason, said.url) == ("list changed", ITEM.url)
    asked = spider._ask("https://index.commoncrawl.org/x-index", "x", spider.read_size, {"showNumPages": "true"})
    assert answered(spider, asked, '{"message": "No Captures found for: x"}', 404) == []
    [gone] = answered(spider, asked, "<p>not here</p>", 404)
    [wrong] = answered(spider, asked, '{"message": "Page 9 invalid"}', 400)
    assert [one.reason for one in (gone, wrong)] == ["gone", "publisher error"]


class Frontier:
    """What a spider tells those that it shares its pages with."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.gone: list[str] = []

    def listed(self, seed: str) -> None:
        raise AssertionError("no list is asked for")

    def stored(self, url: str) -> None:
        self.done.append(url)

    def lost(self, url: str, why: str) -> None:
        self.gone.append(url)


def test_workers_that_share_pages_hear_what_became_of_each() -> None:
    spider: SourceSpider = CommoncrawlSpider(plan("commoncrawl"))
    spider.shared = told = Frontier()
    [asked] = found_in_the_index(spider, member_row(ITEM))  # type: ignore[arg-type]
    made = spider.page(asked.url, asked.meta["shape"], asked.meta["listed"])  # as it comes out of the frontier
    assert (made.headers, made.meta) == (asked.headers, asked.meta)
    answered(spider, asked, b"WARC/1.0", 206)
    [page] = answered(spider, asked, member(COMMON_CRAWL, ITEM), 206)
    spider.kept(page, "new")
    assert told.gone == told.done == [ITEM.url] == [asked.meta["kept"]]
    spider = MofcomSpider(plan("mofcom"))
    spider.shared = told = Frontier()
    stub, goal = "http://www.mofcom.gov.cn/a.shtml", "http://xwfb.mofcom.gov.cn/1.shtml"
    [asked] = spider.ask_page(stub)
    [onward] = answered(spider, asked, f"<script>window.location.href='{goal}'</script>")
    assert (onward.url, told.done, spider.count.listed) == (goal, [stub], 1)

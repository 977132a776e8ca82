"""What is asked where a publisher's first way to something fails, and what is said where the second fails too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from scrapy import Request

from crawlers.archive import Archive
from crawlers.crawl import Company, Plan, crawl
from crawlers.reading import read
from crawlers.sources.cninfo import CninfoSpider
from crawlers.sources.eastmoney import EastmoneySpider
from crawlers.storing import Store
from tests.crawlers.driver import walked
from tests.replica.server import Answer, Replica, running

PDF = (Path(__file__).parents[2] / "aftershock/demo/filings/cninfo-300209-2021-07-06.pdf").read_bytes()
FILES, LISTS, TEXTS = "pdf.dfcfw.com", "np-anotice-stock.eastmoney.com", "np-cnotice-stock.eastmoney.com"
FILE = f"https://{FILES}/pdf/H2_AN1_1.pdf"
NO_FILE = "<html><body>文件不存在</body></html>"
PARTS = ["甲公司称店铺被平台暂停销售，被冻结的资金约为41", "43万元。\r\n公司将向平台申诉，并说明", "影响。"]
PLAN = Plan(("x",), date(2021, 7, 1), date(2021, 8, 31), (Company("300209"),))


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        yield replica


# Eastmoney: the text in place of the PDF


def announcements() -> Any:
    row = {"art_code": "AN1", "title": "甲:公告", "display_time": "2021-07-05 18:31:10:412"}
    row |= {"codes": [{"stock_code": "300209"}]}  # type: ignore[dict-item]
    return {"data": {"list": [row], "page_index": 1, "page_size": 100, "total_hits": 1}}


def part(number: int, **other: Any) -> Any:
    data = {"art_code": "AN1", "notice_content": PARTS[number - 1], "page_size": len(PARTS)}
    return {"success": 1, "data": data | other}


def as_json(value: Any) -> Answer:
    return Answer(json.dumps(value, ensure_ascii=False).encode(), 200, {"Content-Type": "application/json"})


def test_a_filing_without_a_pdf_is_the_whole_of_its_text(replica: Replica, tmp_path: Path) -> None:
    replica.answer[LISTS, "/api/security/ann"] = lambda asked: as_json(announcements())
    replica.answer[TEXTS, "/api/content/ann"] = lambda asked: as_json(part(int(asked.query["page_index"])))
    replica.page(FILES, "/pdf/H2_AN1_1.pdf", NO_FILE)
    given = Plan(
        ("eastmoney",), PLAN.since, PLAN.until, PLAN.companies, delay=0.0, hosts=replica.hosts(FILES, LISTS, TEXTS)
    )
    [done] = crawl(given, tmp_path).sources
    assert (done.ok, done.new, done.listed, done.lists) == (True, 1, 1, 4), done
    with Archive.open(tmp_path, write=True) as archive:
        kept = [capture for _, capture in archive.captures()]
        spider = EastmoneySpider(given, Store(archive))
        walked(spider, lambda request: announcements() if LISTS in request.url else 500)
        assert spider.count.unchanged == 1 and spider.report().ok  # known by the address of the PDF
    [page] = [capture for capture in kept if capture.kind == "page"]
    assert [one.url[-12:] for one in kept if "content/ann" in one.url] == [f"page_index={n}" for n in (1, 2, 3)]
    article = read(page)
    assert article.text == "甲公司称店铺被平台暂停销售，被冻结的资金约为4143万元。\n公司将向平台申诉，并说明影响。"
    assert (article.url, article.title, article.code) == (FILE, "甲:公告", "300209")


def eastmoney(file: Any, parts: Mapping[int, Any]) -> tuple[EastmoneySpider, list[str]]:
    """The spider after a crawl, and what it stored as a document."""

    def answers(request: Request) -> Any:
        if request.url == FILE:
            return file
        if LISTS in request.url:
            return announcements()
        return parts[int(request.url.rpartition("page_index=")[2])]

    spider = EastmoneySpider(PLAN)
    return spider, [one.url for one in walked(spider, answers) if one.kind == "page"]


def test_a_filing_with_a_pdf_is_not_asked_for_as_text() -> None:
    spider, kept = eastmoney(PDF, {})
    assert kept == [FILE] and spider.report().ok


@pytest.mark.parametrize(
    ("number", "spoilt", "reasons"),
    [
        (1, 404, ["gone", "wrong content"]),
        (1, part(1, notice_content=""), ["empty", "wrong content"]),
        (2, "<html><body><p>x</p></body></html>", ["wrong content", "cut short"]),
        (2, part(2, art_code="AN9"), ["wrong content", "cut short"]),
        (2, part(1), ["page repeated", "cut short"]),
        (3, part(3, notice_content=None), ["empty", "cut short"]),
        (3, part(3, page_size=5), ["wrong content", "cut short"]),
    ],
    ids=["none", "no text", "a page", "another's", "repeated", "null", "more parts"],
)
def test_a_text_without_one_of_its_parts_is_none(number: int, spoilt: Any, reasons: list[str]) -> None:
    spider, kept = eastmoney(NO_FILE, {n: part(n) for n in (1, 2, 3)} | {number: spoilt})
    report = spider.report()
    assert [trouble.reason for trouble in report.problems] == reasons and kept == []
    assert (report.failed, report.new) == (1, 0) and f"part {number} of " in report.problems[1].detail


def test_a_text_that_is_not_whole_keeps_its_filing_in_quarantine(tmp_path: Path) -> None:
    def crawled(*parts: Any) -> list[tuple[str, str]]:
        spider, whole = EastmoneySpider(PLAN, Store(archive)), iter(parts)

        def answers(request: Request) -> Any:
            return NO_FILE if request.url == FILE else announcements() if LISTS in request.url else next(whole)

        walked(spider, answers)
        return [(entry.reason, entry.address) for entry in archive.quarantine("eastmoney") if entry.state == "open"]

    with Archive.open(tmp_path, write=True) as archive:
        assert {address for _, address in crawled(part(1), 404)} == {FILE}
        assert crawled(part(1), part(2), part(3)) == []


# cninfo: the files of all companies in place of the look-up

ORGIDS = {"300209": "9900018896", "601113": "9900019412", "430047": "gfbj0430047"}


def companies(*codes: str) -> Any:
    return {"stockList": [{"code": code, "orgId": ORGIDS[code], "zwjc": "某公司"} for code in codes]}


def cninfo(*codes: str, **answers: Any) -> tuple[CninfoSpider, list[str], list[str]]:
    """The spider after a crawl without orgIds, what it asked for, and the companies whose filings it asked for."""
    asked, found = [], []

    def answer(request: Request) -> Any:
        name = request.url.rpartition("/")[2]
        asked.append(name)
        if request.url.endswith("hisAnnouncement/query"):
            stock = parse_qs(request.body.decode())["stock"][0]
            assert ORGIDS[stock[:6]] == stock[7:]
            found.append(stock[:6])
            return {"announcements": None, "totalRecordNum": 0, "hasMore": False}
        return answers[name]

    spider = CninfoSpider(replace(PLAN, companies=tuple(map(Company, codes))))
    walked(spider, answer)
    return spider, asked, found


@pytest.mark.parametrize("query", [500, "<html></html>", {"code": 500, "msg": "busy"}, []], ids=str)
def test_companies_are_found_in_the_files_of_all(query: Any) -> None:
    files = {"szse_stock.json": companies("300209", "601113"), "gfzr_stock.json": companies("430047")}
    spider, asked, found = cninfo("300209", "601113", "430047", query=query, **files)
    assert sorted(found) == sorted(ORGIDS) and spider.report().ok
    assert (asked.count("szse_stock.json"), asked.count("gfzr_stock.json")) == (1, 1)  # each once for all companies


@pytest.mark.parametrize(
    ("answers", "reasons"),
    [
        ({"query": [], "szse_stock.json": companies(), "gfzr_stock.json": companies()}, ["unknown company"]),
        ({"query": [], "szse_stock.json": 404, "gfzr_stock.json": 404}, ["gone", "unknown company"]),
        ({"query": 500, "szse_stock.json": companies(), "gfzr_stock.json": companies()}, ["server error"]),
        ({"query": 500, "szse_stock.json": "no", "gfzr_stock.json": 404}, ["gone", "server error"]),
    ],
    ids=["unknown", "no files", "not in the files", "nothing answers"],
)
def test_a_company_that_nothing_knows_is_said(answers: Any, reasons: list[str]) -> None:
    spider, _, found = cninfo("300209", **answers)
    assert [trouble.reason for trouble in spider.report().problems] == reasons and found == []

"""The spiders of exchanges and of sources without a publisher of their own, against answers by host and path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crawlers.archive import Archive
from crawlers.crawl import Company, Plan, crawl
from crawlers.reading import read
from tests.replica.server import Answer, Asked, Replica, running

PDF = (Path(__file__).parents[2] / "aftershock/demo/filings/cninfo-300209-2021-07-06.pdf").read_bytes()
PAGE = json.loads((Path(__file__).parent / "golden/url-1.json").read_text(encoding="utf-8"))["body"]


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running(Replica()) as replica:
        yield replica


def as_json(value: Any) -> Answer:
    return Answer(json.dumps(value).encode(), 200, {"Content-Type": "application/json"})


def plan(replica: Replica, *sources: str, **more: Any) -> Plan:
    hosts = {host for host, _ in replica.answer}
    given = {"since": date(2021, 7, 1), "until": date(2021, 8, 31), "delay": 0.0, "hosts": replica.hosts(*hosts)}
    return Plan(sources=sources, user_agent="aftershock/0 (tests)", **(given | more))


def test_szse_walks_pages_and_tabs(replica: Replica, tmp_path: Path) -> None:
    def announcements(asked: Asked) -> Answer:
        page, form = int(asked.form["pageNum"]), dict(asked.form)
        assert form["stock"] == ["300209"] and asked.headers["x-request-type"] == "ajax"  # type: ignore[comparison-overlap]
        rows = [{"id": f"n{page}", "title": "甲：公告", "attachPath": f"/f/n{page}.PDF", "secCode": ["300209"]}]
        return as_json({"announceCount": 2, "data": [row | {"publishTime": "2021-07-09 00:00:00"} for row in rows]})

    def letter(number: int) -> dict[str, str]:
        link = f"<a encode-open='/UpFiles/f/L{number}.pdf'>x</a>"
        return {"gsdm": "300209", "fhrq": "2021-07-06", "hjlb": "关注函", "ck": link}

    def tab(key: str, total: int, *rows: dict[str, str], page: int = 1) -> dict[str, Any]:
        about = {"tabkey": key, "pageno": page, "pagecount": total, "recordcount": total}
        return {"metadata": about, "data": rows, "error": None}

    def letters(asked: Asked) -> Answer:
        reports.append((asked.query["CATALOGID"], asked.query.get("TABKEY"), asked.query["PAGENO"]))
        match reports[-1]:
            case "main_wxhj", None, _:  # one tab is whole, another is not, and a third shows nothing of itself
                return as_json([tab("tab2", 1, letter(1)), tab("tab3", 2, letter(2)), tab("tab4", 0)])
            case "main_wxhj", "tab3", page:
                return as_json([tab("tab2", 0), tab("tab3", 2, letter(1 + int(page)), page=int(page))])
            case "main_wxhj", "tab4", _:
                return as_json([tab("tab4", 1, letter(4))])
        row = {"gkxx_gsdm": "300209", "gkxx_gdrq": "2021-07-08", "gkxx_jgcs": "监管函"}
        return as_json([tab("tab1", 1, row | {"hjnr": "<a encode-open='/UpFiles/jgsy/M.pdf'>x</a>"})])

    reports: list[tuple[str, str | None, str]] = []
    replica.answer["www.szse.cn", "/api/disc/announcement/annList"] = announcements
    replica.answer["www.szse.cn", "/api/report/ShowReport/data"] = letters
    for host, path in (
        ("disc.static.szse.cn", "/download/f/n1.PDF"),
        ("disc.static.szse.cn", "/download/f/n2.PDF"),
        *(("reportdocs.static.szse.cn", f"/UpFiles/f/L{number}.pdf") for number in range(1, 5)),
        ("reportdocs.static.szse.cn", "/UpFiles/jgsy/M.pdf"),
    ):
        replica.page(host, path, PDF + path.encode(), Content_Type="application/pdf")
    report = crawl(plan(replica, "szse", companies=(Company("300209"), Company("601113")), words=("冻结",)), tmp_path)
    # Each announcement is in both channels, and counted in both.
    assert report.ok and report.sources[0].new == 7 and report.sources[0].expected == 2 * 2 + 1 + 2 + 1 + 1, report
    asked_for = {("main_wxhj", None, "1"), ("main_wxhj", "tab3", "1"), ("main_wxhj", "tab3", "2")}
    assert {*reports} == asked_for | {("main_wxhj", "tab4", "1"), ("1800_jgxxgk", None, "1")} and len(reports) == 5
    with Archive.open(tmp_path) as archive:
        articles = [read(capture) for _, capture in archive.captures() if capture.kind == "page"]
    assert {article.code for article in articles} == {"300209"}


def test_sse_is_asked_with_a_referer(replica: Replica, tmp_path: Path) -> None:
    def query(row: dict[str, str]) -> Any:
        def answer(asked: Asked) -> Answer:
            if "sse.com.cn" not in asked.headers.get("referer", ""):
                return Answer(b"<p>no</p>", 403)
            return as_json({"pageHelp": {"total": 1, "pageNo": 1, "pageSize": 25, "data": [row]}})

        return answer

    replica.answer["query.sse.com.cn", "/commonSoaQuery.do"] = query(
        {"docURL": "www.sse.com.cn/c/l.pdf", "docTitle": "问询函", "createTime": "2021-07-16 18:02:00", "docId": "1"}
    )
    replica.answer["query.sse.com.cn", "/security/stock/queryCompanyBulletin.do"] = query(
        {"URL": "/d/601113_20210730_1.pdf", "TITLE": "回复", "SSEDATE": "2021-07-30"}
    )
    replica.page("www.sse.com.cn", "/c/l.pdf", PDF, Content_Type="application/pdf")
    replica.page("static.sse.com.cn", "/d/601113_20210730_1.pdf", PDF + b"2", Content_Type="application/pdf")
    report = crawl(plan(replica, "sse", companies=(Company("601113"),)), tmp_path)
    assert report.ok and report.sources[0].new == 2, report


def test_sse_is_asked_by_the_newer_forms_where_the_older_know_nothing(replica: Replica, tmp_path: Path) -> None:
    none: dict[str, Any] = {"pageHelp": {"total": 0, "pageNo": 1, "pageSize": 25, "data": []}}
    files = [[{"URL": f"/d/688001_20210730_{n}.pdf", "TITLE": "回复", "SSEDATE": "2021-07-30"} for n in (1, 2)]]

    def bulletins(asked: Asked) -> Answer:
        assert asked.query["stockType"] == "8" and asked.query["START_DATE"] == "2021-07-01"
        return as_json({"pageHelp": {"total": 1, "pageNo": 1, "pageSize": 25, "data": files}})

    def letters(asked: Asked) -> Answer:
        if asked.query["sqlId"] == "BS_KCB_GGLL":
            return as_json({"success": "false", "error": "非法参数"})
        assert asked.query["createTimeEnd"] == "2021-08-31 23:59:59"
        return as_json(none)

    replica.answer["query.sse.com.cn", "/commonSoaQuery.do"] = letters
    replica.answer["query.sse.com.cn", "/security/stock/queryCompanyBulletin.do"] = lambda asked: as_json(none)
    replica.answer["query.sse.com.cn", "/security/stock/queryCompanyBulletinNew.do"] = bulletins
    for n in (1, 2):
        path = f"/d/688001_20210730_{n}.pdf"
        replica.page("static.sse.com.cn", path, PDF + path.encode(), Content_Type="application/pdf")
    report = crawl(plan(replica, "sse", companies=(Company("688001"),)), tmp_path)
    [done] = report.sources
    assert (done.new, done.expected) == (2, 1) and done.ok, report


def test_cninfo_is_searched_for_words_where_no_company_is_named(replica: Replica, tmp_path: Path) -> None:
    def search(asked: Asked) -> Answer:
        form = asked.form
        assert (form["searchkey"], form["isfulltext"], form["sdate"]) == ("冻结", "true", "2021-07-01")
        rows = [
            {"announcementId": key, "secCode": code, "announcementTitle": title, "adjunctUrl": f"f/{key}.PDF"}
            | {"announcementContent": passage, "announcementTime": 1628524800000}
            for key, code, title, passage in (
                ("1", "300209", "公告", "资金<em>冻结</em>"),
                ("2", "01211", "<em>冻结</em>", ""),
                ("3", "300209", "公告", "<em>冻</em>结为冰"),
                ("4", "300209", "公告", "<em>冻</em>伤"),
            )
        ]
        return as_json({"announcements": rows, "totalRecordNum": 4, "hasMore": False})

    replica.answer["www.cninfo.com.cn", "/new/fulltextSearch/full"] = search
    for key in ("1", "3"):
        replica.page("static.cninfo.com.cn", f"/f/{key}.PDF", PDF + key.encode(), Content_Type="application/pdf")
    report = crawl(plan(replica, "cninfo", words=("冻结",)), tmp_path)
    [done] = report.sources
    # What is found by one word may be found by another: each search is counted by itself, and no sum is told.
    assert report.ok and (done.new, done.expected, done.slices, done.whole) == (2, None, 1, 1), report


def test_what_the_configuration_names_is_crawled(replica: Replica, tmp_path: Path) -> None:
    page = "https://news.example.org/2021/08/06/{}.html"
    for number in range(1, 5):
        replica.page("news.example.org", f"/2021/08/06/{number}.html", PAGE + f"<!-- {number} -->")
    item = f"<item><title>店铺</title><link>{page.format(1)}</link></item>"
    replica.page("news.example.org", "/rss", f"<rss><channel>{item}</channel></rss>", Content_Type="text/xml")
    index = "<sitemapindex><sitemap><loc>https://news.example.org/s1</loc></sitemap></sitemapindex>"
    replica.page("news.example.org", "/s", index, Content_Type="text/xml")
    replica.page("news.example.org", "/s1", f"<urlset><url><loc>{page.format(2)}</loc></url></urlset>")
    raw = "/web/20210813010203id_/" + page.format(4)

    def captures(asked: Asked) -> Answer:
        rows = [["timestamp", "original", "statuscode"], ["20210813010203", page.format(4), "200"]]
        return as_json([*rows, [], ["k%29"]] if "resumeKey" not in asked.query else [])

    replica.answer["web.archive.org", "/cdx/search/cdx"] = captures
    replica.page("web.archive.org", raw, PAGE)
    addresses = {
        "feed": ("https://news.example.org/rss",),
        "sitemap": ("https://news.example.org/s",),
        "url": (page.format(3),),
        "wayback": ("news.example.org/2021",),
    }
    report = crawl(plan(replica, *addresses, addresses=addresses, words=("店铺",)), tmp_path)
    assert report.ok and [source.new for source in report.sources] == [1, 1, 1, 1], report
    with Archive.open(tmp_path) as archive:
        articles = [read(capture) for _, capture in archive.captures() if capture.kind == "page"]
    assert {article.url for article in articles} == {page.format(number) for number in range(1, 5)}

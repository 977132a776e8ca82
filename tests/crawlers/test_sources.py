"""What each source reads from lists and pages in its publisher's layout. All texts are written for these tests."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from crawlers import paging
from crawlers.article import BEIJING
from crawlers.capture import Capture
from crawlers.errors import PageChanged, UnknownSource, Unreadable
from crawlers.plan import Company, Plan, Trouble
from crawlers.publishers.ofweek import ENDPOINTS
from crawlers.reading import read
from crawlers.recipe import Recipe, Rows
from crawlers.rows import AnswerRefused, ListChanged, content, pick
from crawlers.slices import Days
from crawlers.sources import SOURCES, source
from crawlers.sources.cninfo import CninfoSpider
from crawlers.sources.nbd import NbdSpider
from crawlers.sources.ofweek import OfweekSpider
from crawlers.sources.rowpages import RowsSpider
from crawlers.sources.sina import SinaSpider
from tests.crawlers.driver import walked

FETCHED = datetime(2021, 9, 1, tzinfo=UTC)


def soup(body: bytes) -> Any:
    return content(body, "html")


PROSE = [
    "甲公司周四晚间公告称，旗下乙科技的十二家店铺被平台暂停销售。",
    "公告显示，被冻结的资金约为三百万元，占公司去年末货币资金的百分之二。",
    "业内人士认为，类似情况在今后数月仍可能出现，企业需要提前准备。",
]


def plan(**more: Any) -> Plan:
    return Plan(**({"sources": ("x",), "since": date(2021, 8, 1), "until": date(2021, 8, 31)} | more))


def urls(found: Iterator[Any]) -> list[str]:
    return [request.url for request in found]


def page(source: str, url: str, html: str | bytes, **meta: str) -> Capture:
    body = html.encode() if isinstance(html, str) else html
    return Capture(source, "page", url, FETCHED, 200, (("Content-Type", "text/html"),), body, meta)


def body(tag: str = "p", indent: str = "") -> str:
    return "".join(f"<{tag}>{indent}{line}</{tag}>" for line in PROSE)


def test_sources_are_named_without_loading_scrapy() -> None:
    code = "import sys, crawlers.sources as s; s.source('nbd'); print('scrapy' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    with pytest.raises(UnknownSource, match="did you mean 'sina'"):
        source("sinaa")


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_has_spider_and_reader(name: str) -> None:
    from scrapy.utils.misc import load_object

    assert load_object(source(name).spider).name == name
    assert callable(load_object(source(name).reader))


# NBD

COLUMN = """<ul class="u-news-list"><li class="u-news-title"><a href="//www.nbd.com.cn/articles/2021-08-{day}/1.html">
店铺被封</a><span>10:00</span></li><li class="u-news-title"><a href="http://m.nbd.com.cn/articles/2021-07-30/2.html">
店铺旧闻</a></li><li class="u-news-title"><a href="https://ad.example/articles/2021-08-02/9.html">推广</a></li></ul>"""


def test_nbd_columns_are_walked_back_to_the_first_day() -> None:
    spider = NbdSpider(plan(words=("店铺",)))
    walk = list(spider.first())[1].cb_kwargs["context"]["back"]
    asked, day, *_ = spider.read_back(soup(COLUMN.format(day="05").encode()), walk)
    assert asked.url == "https://www.nbd.com.cn/articles/2021-08-05/1.html"  # type: ignore[union-attr]
    assert isinstance(day, Capture) and (day.meta["since"], day.meta["until"], day.meta["found"]) == (
        "2021-08-06",
        "2021-08-31",
        "0",
    )
    with pytest.raises(ListChanged):
        list(spider.read_back(soup(b"<html><body><p>hello</p></body></html>"), walk))


def test_nbd_search_goes_on_until_its_total() -> None:
    spider = NbdSpider(plan(words=("冻结",)))
    row = {
        "title": "<em>冻结</em>之后",
        "url": "http://www.nbd.com.cn/articles/2021-08-09/7.html",
        "publishTime": "2021-08-09",
    }
    answer = {"code": 200, "data": {"totalHits": 40, "searchResults": [row, "advert", {"url": None}]}}
    walk = next(spider.first()).cb_kwargs["context"]["walk"]
    found = list(spider.read_walked(answer, walk))
    listed = found[0].meta["listed"]  # type: ignore[union-attr]
    assert (listed["id"], listed["title"], listed["precision"]) == ("7", "冻结之后", "day")
    assert listed["published"] == "2021-08-09T00:00:00+08:00"
    assert json.loads(found[1].body)["from"] == 16  # type: ignore[union-attr]
    [none] = spider.read_walked({"code": 200, "data": {"totalHits": 0, "searchResults": None}}, walk)
    assert isinstance(none, Capture) and none.kind == "slice" and none.meta["expected"] == none.meta["found"] == "0"
    with pytest.raises(AnswerRefused, match="code 500"):
        list(spider.read_walked({"code": 500, "data": None}, walk))


def test_nbd_is_searched_by_its_page_where_the_answers_fail() -> None:
    url = "https://www.nbd.com.cn/articles/2021-08-06/8.html"

    def answers(request: Any) -> Any:
        if "queryByMatch" in request.url:
            return 404
        if "article_search" in request.url:
            return f"<ul class='search-list'><li><a href='{url}'>无此词</a></li></ul>"
        return "<html><body><p>x</p></body></html>" if request.url == url else "<ul class='u-news-list'></ul>"

    spider = NbdSpider(plan(words=("冻结",)))
    assert [one.url for one in walked(spider, answers) if one.kind == "page"] == [url]
    report = spider.report()
    assert [trouble.reason for trouble in report.problems] == ["gone"]
    assert "found 冻结: what is older than 2021-08-06" in {gap.detail for gap in report.gaps}


def nbd_page(top: str = "<h1><!-- <a>别的头条</a> -->甲公司店铺被暂停</h1>") -> str:
    return f"""<html><head><title></title></head><body><div class="g-article-top">{top}<p class="u-time"><span
    class="source"> 每日经济新闻 </span><span class="time">2021-08-05 22:31:07</span></p></div>
    <div class="g-article-abstract"><p>一句摘要。</p></div><div class="g-articl-text">
    <p style="color:#6d6d6d;">每经记者 王某某
    每经编辑 李某</p><!-- <p>贵州某酒</p> -->{body()}<p style="color:#6d6d6d">如需转载请与本报联系</p>
    </div></body></html>"""


def test_nbd_article() -> None:
    article = read(page("nbd", "https://m.nbd.com.cn/articles/2021-08-05/11.html?from=app", nbd_page()))
    assert article.title == "甲公司店铺被暂停" and article.summary == "一句摘要。"
    assert article.text.split("\n") == PROSE
    assert article.published == datetime(2021, 8, 5, 22, 31, 7, tzinfo=BEIJING) and article.precision == "second"
    assert (article.reporter, article.editor, article.publisher) == ("王某某", "李某", "每日经济新闻")
    assert article.url == "https://www.nbd.com.cn/articles/2021-08-05/11.html" and article.original_publisher is None


@pytest.mark.parametrize("top", ["", "<h1>一</h1><h1>二</h1>", "<h1></h1>"])
def test_a_changed_layout_is_named(top: str) -> None:
    with pytest.raises(PageChanged) as raised:
        read(page("nbd", "https://www.nbd.com.cn/articles/2021-08-05/11.html", nbd_page(top)))
    assert raised.value.selector == "div.g-article-top > h1" and raised.value.reason == "page changed"


def test_a_challenge_is_no_article() -> None:
    with pytest.raises(Unreadable) as raised:
        read(page("nbd", "https://www.nbd.com.cn/articles/2021-08-05/11.html", "<html>请完成安全验证</html>"))
    assert raised.value.reason == "blocked"


# Sina


def roll(*rows: Any, total: int = 0, code: int = 0) -> dict[str, Any]:
    return {"result": {"status": {"code": code}, "total": total, "data": list(rows)}}


def sina_row(number: int, title: str = "封店风波") -> dict[str, str]:
    url = f"http://finance.sina.com.cn/chanjing/2021-08-09/doc-iabc{number}.shtml"
    return {"title": title, "url": url, "ctime": "1628480000", "docid": f"comos:{number}", "media_name": "某报"}


def test_sina_rolls_by_day_and_pages() -> None:
    spider = SinaSpider(plan(since=date(2021, 8, 9), until=date(2021, 8, 10), words=("封店",)))
    first = list(spider.first())
    assert len(first) == 2 and "etime=1628438400&stime=1628524800" in first[0].url
    rows = [sina_row(1), sina_row(2, "别的"), {"url": None}, "junk"]
    walk = first[0].cb_kwargs["context"]["walk"]
    found = list(spider.read_walked(roll(*rows, total=51), walk))
    assert found[0].url == "https://finance.sina.com.cn/chanjing/2021-08-09/doc-iabc1.shtml"  # type: ignore[union-attr]
    assert found[0].meta["listed"]["media"] == "某报" and "page=2" in found[1].url  # type: ignore[union-attr]
    second = found[1].cb_kwargs["context"]["walk"]  # type: ignore[union-attr]
    [begun] = spider.read_walked(roll(*rows, total=51), second)  # the first page over again: read anew, once
    anew = begun.cb_kwargs["context"]["walk"]  # type: ignore[union-attr]
    assert anew.again and (anew.page, anew.seen, anew.urls) == (1, 0, ())
    [kept, said] = spider.read_walked(roll(*rows, total=51), replace(second, again=True))
    assert (
        isinstance(said, Trouble)
        and said.reason == "page repeated"
        and "2516 2021-08-09: 4 rows read of 51" in said.detail
    )
    assert isinstance(kept, Capture) and kept.meta["since"] == kept.meta["until"] == "2021-08-09"
    with pytest.raises(AnswerRefused, match="11"):
        list(spider.read_walked(roll(code=11), walk))


def test_sina_searches_long_spans_by_word() -> None:
    spider = SinaSpider(plan(since=date(2021, 4, 1), words=("封店", "冻结")))
    asked = [request.url for request in spider.first()]
    assert sum(url.startswith("https://search.sina.com.cn/") for url in asked) == 2 and len(asked) == 4
    html = """<div class="box-result"><h2><a href="https://finance.sina.com.cn/x/2021-08-03/doc-ia1.shtml">封店潮</a>
    <span>某报 2021-08-03 10:11:12</span></h2></div>
    <div class="box-result"><h2><a href="https://weibo.example/1">x</a></h2></div>"""
    days = Days(date(2021, 4, 1), date(2021, 4, 30))
    found = list(spider.read_search(soup(html.encode()), "封店", days, 1, frozenset()))
    assert found[0].meta["listed"]["title"] == "封店潮" and "page=2" in found[1].url  # type: ignore[union-attr]
    before = found[1].cb_kwargs["context"]["before"]  # type: ignore[union-attr]
    assert list(spider.read_search(soup(html.encode()), "封店", days, 2, before)) == []
    # Past the last page that is shown the days are halved.
    deep = list(spider.read_search(soup(html.encode()), "封店", days, 200, frozenset()))
    assert [request.cb_kwargs["context"]["days"] for request in deep] == list(days.halves() or ())  # type: ignore[union-attr]


def test_sina_searches_that_show_nothing_must_say_so() -> None:
    spider = SinaSpider(plan(since=date(2021, 4, 1), words=("封店",)))
    none = "<div id='wrap'>找到相关新闻0篇 <p>抱歉，没有找到与“封店”相关的内容</p></div>"
    shell = "<div id='wrap'><ul class='rebuilt'><li>封店潮</li></ul></div>"
    assert list(spider.read_search(soup(none.encode()), "封店", None, 1, frozenset())) == []
    assert list(spider.read_search(soup(shell.encode()), "封店", None, 2, frozenset({"x"}))) == []  # past the last page
    for page, html in ((1, shell), (1, "<h1>新浪首页</h1>"), (2, "<h1>新浪首页</h1>")):
        with pytest.raises(ListChanged):
            list(spider.read_search(soup(html.encode()), "封店", None, page, frozenset()))


def test_sina_article() -> None:
    html = f"""<html><head><meta property="article:published_time" content="2021-08-09T09:03:00+08:00"></head><body>
    <h1 class="main-title">乙科技回应</h1><div class="date-source"><span class="date">2021年08月09日 09:00</span>
    <a class="source">某某经济报</a></div><div id="artibody">
    <p>　　原标题：独家：乙科技回应</p><div id="left_hzh_ad">广告</div>
    {body("p", "　　")}<div class="appendQr_wrap">扫码看行情</div>
    <p class="article-editor">责任编辑：赵某</p></div></body></html>"""
    article = read(page("sina", "http://finance.sina.com.cn/x/2021-08-09/doc-iab.shtml?cre=1", html))
    assert article.text.split("\n") == PROSE and article.title == "乙科技回应"
    assert (article.publisher, article.original_publisher, article.editor) == ("新浪财经", "某某经济报", "赵某")
    assert article.published == datetime(2021, 8, 9, 9, 0, tzinfo=BEIJING) and article.precision == "minute"
    assert article.url == "https://finance.sina.com.cn/x/2021-08-09/doc-iab.shtml"


# OFweek


def test_ofweek_list_and_article_in_gbk() -> None:
    listed = """<html><head><meta charset="gb2312"></head><div class="list-left">
    <div class="con-details"><p>推广</p></div>
    <div class="con-details"><h3><a href="https://mp.ofweek.com/ecommerce/a123">连接器与封店</a></h3>
    <span>2021-08-20 09:00</span></div>
    <div class="con-details"><h3><a href="/seminar/1">会议 封店</a></h3></div></div></html>"""
    html = listed.encode("gbk")
    spider = OfweekSpider(plan(words=("封店",)))
    category, seen = pick(ENDPOINTS, "category"), ("https://www.ofweek.com/CATList-1.html",)
    found = urls(spider.read_followed(soup(html), category, seen))  # type: ignore[arg-type]
    assert found == ["https://mp.ofweek.com/ecommerce/a123"]
    with pytest.raises(ListChanged):
        list(spider.read_followed(soup(b"<p>x</p>"), category, seen))
    text = f"""<html><head><meta charset="gb2312"></head><body><div class="artical"><h1>连接器与封店</h1><div>
    <span class="time fl">2021-08-20 09:30</span><span class="source-name">某某网</span></div><div id="articleC">
    {body("p", "　　")}</div><div class="statement">声明：观点属于作者。</div></div></body></html>"""
    article = read(page("ofweek", "https://mp.ofweek.com/ecommerce/a123", text.encode("gbk")))
    assert article.text.split("\n") == PROSE and article.original_publisher == "某某网"
    assert article.published == datetime(2021, 8, 20, 9, 30, tzinfo=BEIJING)


# Lists that a deployment describes, and feeds


def test_described_lists_go_on_past_an_old_row_and_relative_links(monkeypatch: pytest.MonkeyPatch) -> None:
    home = "https://news.example.org/list/"
    recipe = Recipe("own", "list", (home,), list=Rows(row="li", link="a", next="a.next"))
    spider = RowsSpider(plan(), recipe=recipe)
    [asked] = spider.first()
    html = """<li><a href="a1.html">新的</a> 2021-08-09</li><li><a href="a2.html">置顶</a> 2019-01-02</li>
    <a class="next" href="p{}.html">下一页</a>"""
    [page, further] = spider.read_followed(soup(html.format(2).encode()), **asked.cb_kwargs["context"])
    assert (page.url, further.url) == (f"{home}a1.html", f"{home}p2.html")  # type: ignore[union-attr]
    [said] = spider.read_followed(soup(html.format(2).encode()), **further.cb_kwargs["context"])  # type: ignore[union-attr]
    assert isinstance(said, Trouble) and said.reason == "page repeated"
    old = html.format(3).replace("2021-08", "2021-07").encode()
    assert list(spider.read_followed(soup(old), **further.cb_kwargs["context"])) == []  # type: ignore[union-attr]
    monkeypatch.setattr(paging, "LAST_PAGE", 2)
    [said] = spider.read_followed(soup(html.format(3).encode()), **further.cb_kwargs["context"])  # type: ignore[union-attr]
    assert isinstance(said, Trouble) and said.reason == "total differs"


# cninfo


def filing(number: int, **more: Any) -> dict[str, Any]:
    moment = int(datetime(2021, 8, 10, tzinfo=BEIJING).timestamp() * 1000)
    given = {"announcementId": str(number), "secCode": "300209", "announcementTitle": "关于<em>店铺</em>的公告"}
    given |= {"announcementTime": moment, "adjunctUrl": f"finalpage/2021-08-10/{number}.PDF"}  # type: ignore[dict-item]
    return given | more


def test_cninfo_takes_totals_and_odd_rows_as_they_come() -> None:
    spider = CninfoSpider(plan(companies=(Company("300209", "9900018896"),)))
    rows = [filing(1), filing(2, announcementTime=1628593500000), "junk", None]
    answer = {"announcements": rows, "totalAnnouncement": 0, "totalRecordNum": "2", "totalpages": 0}
    [asked] = spider.first()
    day, clock, kept = spider.read_walked(answer, asked.cb_kwargs["context"]["walk"])
    assert isinstance(kept, Capture) and (kept.meta["expected"], kept.meta["found"]) == ("2", "2")
    assert day.meta["listed"]["title"] == "关于店铺的公告"  # type: ignore[union-attr]
    assert day.meta["listed"]["published"] == "2021-08-10T00:00:00+08:00"  # type: ignore[union-attr]
    assert (day.meta["listed"]["precision"], clock.meta["listed"]["precision"]) == ("day", "minute")  # type: ignore[union-attr]
    assert spider.count.expected == 2


def test_cninfo_rows_of_others_are_a_difference() -> None:
    day = date(2021, 8, 10)
    spider = CninfoSpider(plan(companies=(Company("300209", "9900018896"),), since=day, until=day))
    [asked] = spider.first()
    part = replace(asked.cb_kwargs["context"]["walk"], again=True)
    answer = {"announcements": [filing(1), filing(2, secCode="000001")], "totalRecordNum": 2}
    further = list(spider.read_walked(answer, part))[-1]
    found = list(spider.read_walked(answer, further.cb_kwargs["context"]["walk"]))  # type: ignore[union-attr]
    assert [trouble.reason for trouble in found if isinstance(trouble, Trouble)] == ["page repeated"]
    empty = {"announcements": None, "totalRecordNum": None}
    look_up, kept = spider.read_walked(empty, part)
    assert look_up.url.endswith("topSearch/query") and kept.meta["expected"] == "0"  # type: ignore[union-attr]
    with pytest.raises(ListChanged):
        list(spider.read_walked({"something": 1}, part))


def test_a_page_is_asked_for_once_and_not_when_recent() -> None:
    spider = NbdSpider(plan(recheck=timedelta(days=7)))
    assert len(list(spider.ask_page("https://www.nbd.com.cn/a"))) == 1
    assert list(spider.ask_page("https://www.nbd.com.cn/a")) == []
    assert spider.count.listed == 1


def test_the_plan_passes_as_json() -> None:
    given = plan(companies=(Company("300209", "x", "天"),), words=("封店",), hosts={"a.cn": "127.0.0.1:1"})
    assert Plan.from_json(given.to_json()) == given


@pytest.mark.parametrize("name", SOURCES)
def test_every_source_knows_what_to_ask_first(name: str) -> None:
    from scrapy.utils.misc import load_object

    given = plan(
        sources=(name,),
        companies=(Company("300209", "9900018896"), Company("601113", "9900019412")),
        words=("亚马逊",),
        addresses={name: ("https://news.example.org/a",)},
    )
    asked = list(load_object(source(name).spider)(Plan.from_json(given.to_json())).first())
    assert asked and all(request.url.startswith("http") for request in asked)


def test_reading_loads_no_crawler() -> None:
    reads = ", ".join(one.reader.rpartition(".")[0] for one in SOURCES.values())
    code = f"import sys, crawlers.saved, {reads}; print('scrapy' in sys.modules, 'twisted' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]

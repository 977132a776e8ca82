"""Answers of the press's lists, in their publishers' shapes and of our own writing, as `sources read` reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from scrapy import Request

from crawlers.article import Article
from crawlers.plan import Plan, Trouble
from crawlers.publishers.cifnews import NEWSFEED
from crawlers.rows import content
from crawlers.saved import Fault, read_saved
from crawlers.sources import source
from crawlers.sources.cifnews import CifnewsSpider
from crawlers.sources.cnstock import CnstockSpider
from crawlers.sources.ennews import EnnewsSpider
from crawlers.sources.jingji21 import Jingji21Spider
from tests.crawlers.answers import rows_of

HEX = "0123456789abcdef" * 2
SHARED = {"dateInfo": {"year": "2021", "month": "08", "day": "06", "hour": "9", "minute": "05"}}
DAY = "2021-08-06T00:00:00+08:00"

# name, answer, rows of (id, title, published, precision, url), total, next
ANSWERS: list[tuple[str, Any, list[tuple[Any, ...]], Any, Any]] = [
    (
        "cnstock",
        {
            "code": 200,
            "data": {
                "list": [
                    {"contId": 11, "name": "<em>封店</em>之后", "pubTime": "3小时前", "shareInfo": SHARED, "link": ""},
                    {"contId": "12", "name": "外链", "link": "https://other.example.org/1"},
                    {"contId": "13", "name": "仅有相对时间", "pubTime": "3小时前", "nodeInfo": None},
                ],
                "total": "41",
                "pages": 3,
                "pageNum": 1,
                "hasNext": True,
            },
        },
        [
            ("11", "封店之后", "2021-08-06T09:05:00+08:00", "minute", "https://www.cnstock.com/commonDetail/11"),
            ("13", "仅有相对时间", None, None, "https://www.cnstock.com/commonDetail/13"),
        ],
        41,
        2,
    ),
    (
        "cnstock",
        {"code": 200, "data": {"pageInfo": {"list": [{"childList": [{"contId": "1", "name": "甲"}]}, "x"]}}},
        [("1", "甲", None, None, "https://www.cnstock.com/commonDetail/1")],
        None,
        None,
    ),
    (
        "cnstock",
        {
            "code": 200,
            "data": {
                "pageInfo": {
                    "hasNext": True,
                    "list": [
                        {
                            "year": 2026,
                            "month": 6,
                            "day": 3,
                            "timeList": [{"contId": "7", "title": "", "text": "乙称。", "time": "20:02"}],
                        }
                    ],
                }
            },
        },
        [("7", "乙称。", "2026-06-03T20:02:00+08:00", "minute", "https://www.cnstock.com/commonDetail/7")],
        None,
        True,
    ),
    (
        "cnstock",
        "<html><ul id='j_waterfall_list'><li><h2><a href='/company/scp_gsxw/202108/55.htm'>店铺停售</a></h2>"
        "<p class='info'><span class='time'>08-06 21:30</span></p></li></ul></html>",
        [
            (
                "55",
                "店铺停售",
                "2021-08-06T21:30:00+08:00",
                "minute",
                "https://company.cnstock.com/company/scp_gsxw/202108/55.htm",
            )
        ],
        None,
        None,
    ),
    (
        "21jingji",
        [
            {
                "id": "900870",
                "title": "封店之后",
                "updatetime": "1628213400",
                "inputtime": "5分钟前",
                "url": f"//m.21jingji.com/article/20210806/herald/{HEX}.html",
                "source": "21世纪经济报道",
            },
            {"id": "4336", "type": "link", "title": "专题", "url": "https://m.21jingji.com/jujiao/getList?ztid=4336"},
            {"id": "777", "isAD": 1, "title": "推广", "url": "https://m.21jingji.com/article/20210806/herald/ad.html"},
            {
                "id": None,
                "title": "早间",
                "updatetime": "2021-08-06 08:04",
                "url": f"https://m.21jingji.com/article/20210806/herald/{HEX}.html",
            },
        ],
        [
            (
                "900870",
                "封店之后",
                "2021-08-06T09:30:00+08:00",
                "second",
                f"https://m.21jingji.com/article/20210806/herald/{HEX}.html",
            ),
            (
                HEX,
                "早间",
                "2021-08-06T08:04:00+08:00",
                "minute",
                f"https://m.21jingji.com/article/20210806/herald/{HEX}.html",
            ),
        ],
        None,
        True,
    ),
    ("21jingji", "[]", [], None, None),
    (
        "ebrun",
        "<html><div class='news-item'><a href='/20210806/44.shtml'><img></a><p class='title'>"
        "<a href='//www.ebrun.com/20210806/44.shtml'>封店之后</a></p></div></html>",
        [("44", "封店之后", DAY, "day", "https://www.ebrun.com/20210806/44.shtml")],
        None,
        None,
    ),
    (
        "ebrun",
        "<html><div id='quick-list'><h3 class='quick-list__item-title'><a href='/20210806/45.shtml'>快讯</a></h3>"
        "</div></html>",
        [("45", "快讯", DAY, "day", "https://www.ebrun.com/20210806/45.shtml")],
        None,
        None,
    ),
    (
        "ebrun",
        "<html><ul><li><a href='http://www.ebrun.com/20180318/26.shtml' title='一周'>一周</a>"
        "<span class='side1-kx-time' data-time='2018-03-18 22:08:26'></span></li></ul></html>",
        [("26", "一周", "2018-03-18T22:08:26+08:00", "second", "https://www.ebrun.com/20180318/26.shtml")],
        None,
        None,
    ),
    (
        "cifnews",
        {
            "count": 300,
            "data": [
                {
                    "display": {
                        "title": "封店之后",
                        "description": "一句。",
                        "url": "http://m.cifnews.com/article/9?a=1",
                    }
                },
                {"display": {"title": "推广", "url": "https://ad.example.org/"}},
                {"display": None},
            ],
        },
        [("9", "封店之后", None, None, "https://www.cifnews.com/article/9")],
        300,
        True,
    ),
    (
        "cifnews",
        "<html><dl _id='9'><dd><a title='封店之后' href='/article/9'><h2>封店之后</h2></a>"
        "<span>2021-08-06</span></dd></dl>"
        "<dl class='tuig' _id='8'><dd><a title='推广' href='/article/8'><h2>推广</h2></a></dd></dl>"
        "<a data-fetch-type='ad' data-fetch-id='7' href='/article/7'>推广</a>"
        "<div data-fetch-id='6' data-fetch-title='昨日的事'><span>昨天</span></div></html>",
        [
            ("9", "封店之后", DAY, "day", "https://www.cifnews.com/article/9"),
            ("6", "昨日的事", None, None, "https://www.cifnews.com/article/6"),
        ],
        None,
        None,
    ),
    (
        "ennews",
        "<?xml version='1.0'?><rss><channel><item><title>封店之后</title><link>http://www.en.com/news-31.html</link>"
        "<guid>http://www.en.com/news-31.html</guid><pubDate>Fri, 06 Aug 2021 02:00:00 GMT</pubDate></item>"
        "</channel></rss>",
        [("news-31", "封店之后", "2021-08-06T02:00:00+00:00", "second", "https://www.ennews.com/news-31.html")],
        None,
        None,
    ),
    (
        "ennews",
        "<html><input id='last_short_id' value='131661'><div class='z_short_box'><span>2021-08-06 10:00</span>"
        "<div class='z_short_con1'><a href='https://www.ennews.com/news-32.html'><h1>快讯</h1></a><p>一句。</p></div></div>",
        [("news-32", "快讯", "2021-08-06T10:00:00+08:00", "minute", "https://www.ennews.com/news-32.html")],
        None,
        131661,
    ),
    (
        "ennews",
        {
            "cont": "<div class='z_short_con1'><a href='/news-33.html'><h1>再一条</h1></a></div>",
            "last_short_id": "131650",
        },
        [("news-33", "再一条", None, None, "https://www.ennews.com/news-33.html")],
        None,
        131650,
    ),
    ("ennews", {"cont": "", "last_short_id": ""}, [], None, None),
    (
        "amazon",
        "<html><a href='/policy'>政策</a><a href='/news/news-notices-210806'>● 店铺复核的说明……[详细]</a>"
        "<a href='/news/news-notices-210806'><img></a><a href='https://gs.amazon.cn/news/news-brand'>品牌周</a>"
        "<a href='/news/news-notices-20210806'>旺季……[详细]</a></html>",
        [
            (
                "news-notices-210806",
                "店铺复核的说明",
                DAY,
                "day",
                "https://gs.amazon.cn/news/news-notices-210806",
            ),
            ("news-brand", "品牌周", None, None, "https://gs.amazon.cn/news/news-brand"),
            ("news-notices-20210806", "旺季", DAY, "day", "https://gs.amazon.cn/news/news-notices-20210806"),
        ],
        None,
        None,
    ),
    (
        "amazon",
        "<html><link rel='canonical' href='https://sell.amazon.com/blog/announcements'>"
        "<a href='/blog/announcements/fees'>New fees</a></html>",
        [("fees", "New fees", None, None, "https://sell.amazon.com/blog/announcements/fees")],
        None,
        None,
    ),
]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case[0])
def test_an_answer_is_guessed_and_read(case: Any) -> None:
    name, answer, *read = case
    assert rows_of(name, answer) == tuple(read)


@pytest.mark.parametrize(
    ("name", "answer", "endpoint", "reason"),
    [
        ("cnstock", '{"code":10304,"desc":"未登录","data":null}', None, "publisher error"),
        ("cnstock", '{"code":200,"data":{"total":0}}', "search", "list changed"),
        ("cnstock", '{"code":200,"data":{"pageInfo":{"list":{}}}}', None, "list changed"),
        ("21jingji", '{"status":0,"message":"denied"}', None, "publisher error"),
        ("21jingji", '{"status":1,"token":"Bearer x"}', None, "list changed"),
        ("21jingji", "<!DOCTYPE html><html>404 page</html>", "channel", "wrong content"),
        ("21jingji", "<html><div class='titleHead'></div><div class='txtContent'>x</div></html>", None, "page changed"),
        ("ebrun", "<html><body><p>x</p></body></html>", "newest", "list changed"),
        ("ebrun", "<html><body><p>x</p></body></html>", None, "no article"),
        ("cifnews", '{"count":0}', None, "list changed"),
        ("cifnews", "<html><body><p>请完成安全验证</p></body></html>", None, "blocked"),
        ("ennews", "<!DOCTYPE html><html><body>hello</body></html>", "rss", "wrong content"),
        ("ennews", "plain words", "rss", "list changed"),
        ("ennews", "<html><script>var arg1='0'; acw_sc__v2</script></html>", "rss", "blocked"),
        ("amazon", "<html><a href='/policy'>政策</a></html>", "notices", "list changed"),
    ],
)
def test_an_error_has_its_name(name: str, answer: str, endpoint: str | None, reason: str) -> None:
    found = read_saved(source(name), answer.encode(), endpoint)
    assert isinstance(found, Fault) and found.reason == reason, found


@pytest.mark.parametrize(
    ("name", "known"),
    [("21jingji", "21jingji"), ("jingji21", "21jingji"), ("100ec", "ec100"), ("gs.amazon.cn", "amazon")],
)
def test_a_source_is_found_by_the_names_that_it_goes_by(name: str, known: str) -> None:
    assert source(name).name == known


def test_a_page_is_no_list_though_it_shows_one() -> None:
    page = (
        "<html><head><link rel='canonical' href='https://www.cifnews.com/article/9'></head><body><h1>封店之后</h1>"
        "<p>2021-08-06 10:00</p>"
        + "<p>甲公司公告，旗下店铺被平台暂停销售，涉及的品牌共有三个。</p>" * 3
        + "<div data-fetch-id='6' data-fetch-title='别的'></div></body></html>"
    )
    assert isinstance(read_saved(source("cifnews"), page.encode()), Article)


# Spiders


def plan(**more: Any) -> Plan:
    return Plan(**({"sources": ("x",), "since": date(2021, 8, 1), "until": date(2021, 8, 31)} | more))


def asked(found: Any) -> list[str]:
    return [one.url for one in found if isinstance(one, Request)]


def test_channels_end_at_the_first_day_asked_for() -> None:
    spider = CnstockSpider(plan())
    [first, _] = spider.first()
    walk = first.cb_kwargs["context"]["walk"]
    row = {"contId": "11", "name": "甲", "shareInfo": SHARED}
    answer = {"code": 200, "data": {"pageInfo": {"hasNext": True, "list": [row]}}}
    document, further = spider.read_walked(answer, walk)
    assert document.url.endswith("/commonDetail/11") and isinstance(further, Request)  # type: ignore[union-attr]
    assert b'"pageNum": 2' in further.body
    old = {**row, "shareInfo": {"dateInfo": {"year": 2021, "month": 7, "day": 1}}, "contId": "12"}
    assert list(spider.read_walked({"code": 200, "data": {"pageInfo": {"hasNext": True, "list": [old]}}}, walk)) == []


def test_a_channel_is_asked_for_with_its_token() -> None:
    spider = Jingji21Spider(plan())
    first = next(spider.first())
    assert (first.method, first.url) == ("POST", "https://m.21jingji.com/reader/cbhChannelAuth?capital")
    [channel] = spider.read_token({"status": 1, "token": "Bearer x"}, "capital")
    assert channel.headers["Authorization"] == b"Bearer x"
    assert channel.url == "https://m.21jingji.com/channel/capital?short=capital&type=json&page=1"


def test_quick_news_go_on_by_the_last_number() -> None:
    spider = EnnewsSpider(plan())
    _, news = spider.first()
    context = news.cb_kwargs["context"]
    page = content(ANSWERS[12][1].encode(), "html")
    document, further = spider.read_news(page, **context)
    assert asked([document]) == ["https://www.ennews.com/news-32.html"]
    assert b"page=2&" in further.body and b"last_short_id=131661" in further.body  # type: ignore[union-attr]
    again = further.cb_kwargs["context"]  # type: ignore[union-attr]
    same = {"cont": "<div class='z_short_con1'><a href='/news-32.html'><h1>快讯</h1></a></div>", "last_short_id": "1"}
    *_, last = spider.read_news(same, **again)
    assert isinstance(last, Trouble) and last.reason == "page repeated"


def test_the_feed_goes_on_whatever_it_counts() -> None:
    spider = CifnewsSpider(plan())
    answer = {"count": 1, "data": [{"display": {"title": "甲", "url": "/article/9"}}]}
    found = list(spider.read_feed(answer, 1, frozenset()))
    assert len(NEWSFEED.read(answer).rows) == 1 and "page=2" in asked(found)[-1]
    *_, last = spider.read_feed(answer, 2, frozenset({"9"}))
    assert isinstance(last, Trouble) and last.reason == "page repeated"

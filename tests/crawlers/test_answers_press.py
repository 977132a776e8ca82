"""Answers of the press's lists, in their publishers' shapes and of our own writing, as `sources read` reads them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from scrapy import Request

from crawlers.article import Article
from crawlers.capture import Capture
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
from tests.crawlers.driver import walked

HEX = "0123456789abcdef" * 2
SHARED = {"dateInfo": {"year": "2021", "month": "08", "day": "06", "hour": "9", "minute": "05"}}
MIDNIGHT = {"dateInfo": {"year": 2021, "month": 8, "day": 6, "hour": 0, "minute": 0}}
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
                    {"contId": "14", "name": "仅有日", "link": None, "shareInfo": MIDNIGHT},
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
            ("14", "仅有日", DAY, "day", "https://www.cnstock.com/commonDetail/14"),
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
    (
        "nbd",
        "<html><div class='m-list'><p class='u-channeltime'> 2021-08-06 </p><ul class='u-news-list'>"
        "<li class='u-news-title'><a href='//www.nbd.com.cn/articles/2021-08-05/9.html'>2021-07-01起的事</a>"
        "<span>22:14:12</span></li></ul></div></html>",
        [
            (
                "9",
                "2021-07-01起的事",
                "2021-08-06T22:14:12+08:00",
                "second",
                "https://www.nbd.com.cn/articles/2021-08-05/9.html",
            )
        ],
        None,
        None,
    ),
    (
        "nbd",
        "<html><ul class='search-list'><li><a href='http://auto.nbd.com.cn/articles/2021-08-06/8.html'>封店</a></li></ul>",
        [("8", "封店", DAY, "day", "https://www.nbd.com.cn/articles/2021-08-06/8.html")],
        None,
        None,
    ),
    ("nbd", "<html><ul class='search-list'></ul></html>", [], None, None),
    (
        "sina",
        'cb({"result":{"status":{"code":0},"total":51634,"lid":2510,"data":[{"title":"甲","ctime":"1628935163","url":'
        '"http:\\/\\/k.sina.com.cn\\/article_1_63b0.html?from=x"},{"title":"视频","url":"https://video.sina.com.cn/p/'
        'detail-i1.d.html"},{"title":"旧","url":"https://finance.sina.com.cn/roll/20160812/123456.shtml"},7]}})',
        [
            ("1_63b0", "甲", "2021-08-14T17:59:23+08:00", "second", "https://k.sina.com.cn/article_1_63b0.html"),
            ("123456", "旧", None, None, "https://finance.sina.com.cn/roll/20160812/123456.shtml"),
        ],
        51634,
        True,
    ),
    (
        "thepaper",
        {
            "code": 200,
            "data": {
                "hasNext": True,
                "startTime": 1628118720000,
                "list": [{"contId": "5", "name": "甲", "pubTime": "1天前"}],
            },
        },
        [("5", "甲", None, None, "https://www.thepaper.cn/newsDetail_forward_5")],
        None,
        1628118720000,
    ),
    (
        "thepaper",
        {"code": 200, "data": {"hotNews": [{"contId": "6", "name": "乙", "pubTimeLong": 1628118720000}]}},
        [
            ("6", "乙", "2021-08-05T07:12:00+08:00", "second", "https://www.thepaper.cn/newsDetail_forward_6"),
        ],
        None,
        None,
    ),
    (
        "thepaper",
        '<html><script id="__NEXT_DATA__">{"props":{"pageProps":{"data":{"hasNext":true,"pageNum":1,"list":'
        '[{"contId":"7","name":"丙","publishTime":"2021-08-05 07:12:00"}]}}}}</script></html>',
        [("7", "丙", "2021-08-05T07:12:00+08:00", "second", "https://www.thepaper.cn/newsDetail_forward_7")],
        None,
        2,
    ),
    (
        "cls",
        {"errno": 0, "data": [{"id": 9, "title": "", "brief": "甲称。", "ctime": 1627887600}, {"id": 10, "is_ad": 1}]},
        [("9", "甲称。", "2021-08-02T15:00:00+08:00", "second", "https://www.cls.cn/detail/9")],
        None,
        1627887600,
    ),
    (
        "cls",
        {
            "errno": 0,
            "data": {"depth": {"total": 1, "data": [{"id": 9, "title": "<em>封店</em>", "time": 1627887600}]}},
        },
        [("9", "封店", "2021-08-02T15:00:00+08:00", "second", "https://www.cls.cn/detail/9")],
        1,
        True,
    ),
    (
        "stcn",
        {
            "state": 1,
            "data": "<li><div class='tt'><a href='/article/detail/3.html'>封店</a></div>"
            "<div class='info'><span>08-06 21:30</span></div></li><li>推广</li>",
        },
        [("3", "封店", None, None, "https://www.stcn.com/article/detail/3.html")],
        None,
        True,
    ),
    (
        "stcn",
        {
            "state": "1",
            "data": {
                "data": "<li><div class='tt'><a href='/article/detail/5.html'>冻结</a></div></li>",
                "page_time": 2,
                "last_time": 1628256600,
            },
        },
        [("5", "冻结", None, None, "https://www.stcn.com/article/detail/5.html")],
        None,
        "page_time=2&last_time=1628256600",
    ),
    (
        "stcn",
        {
            "state": 1,
            "data": [
                {
                    "id": "6",
                    "url": "/article/detail/6.html",
                    "title": "【封店】",
                    "content": "某",
                    "time": 1628256605000,
                },
                {"id": "7", "url": "/quotes/index/7.html", "title": "行情"},
                None,
            ],
            "page_time": None,
            "last_time": "",
        },
        [("6", "封店", "2021-08-06T21:30:05+08:00", "second", "https://www.stcn.com/article/detail/6.html")],
        None,
        True,
    ),
    (
        "stcn",
        '<ul><li><div class="tt"><a href="/article/detail/4.html">【封店】</a></div><div class="info"><span>来源</span>'
        "<span>2021-08-06 21:30</span></div></li></ul>",
        [("4", "封店", "2021-08-06T21:30:00+08:00", "minute", "https://www.stcn.com/article/detail/4.html")],
        None,
        None,
    ),
    (
        "jiemian",
        "<html><head><link rel='canonical' href='https://www.jiemian.com/lists/4.html'></head>"
        "<a href='/article/12.html'>封店</a><a href='https://www.jiemian.com/lists/5.html'>商业</a></html>",
        [("12", "封店", None, None, "https://www.jiemian.com/article/12.html")],
        None,
        None,
    ),
    (
        "ec100",
        "<html><div class='search_result'><dl><dt><a href='/detail--65.html'>封店</a></dt></dl></div></html>",
        [("65", "封店", None, None, "https://www.100ec.cn/detail--65.html")],
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
        ("ennews", "<html><body><p>正在进行安全检测，请稍候</p></body></html>", None, "blocked"),
        (
            "ennews",
            "<html><body><h1>亿恩网</h1><p>服务暂时不可用，请您过一会儿再来看看。</p></body></html>",
            None,
            "no article",
        ),
        ("ennews", "<html><script>var arg1='0'; acw_sc__v2</script></html>", "rss", "blocked"),
        ("amazon", "<html><a href='/policy'>政策</a></html>", "notices", "list changed"),
        ("stcn", '{"state":0,"msg":"请求过期","data":""}', None, "publisher error"),
        ("thepaper", '{"code":10000,"desc":"参数错误","data":{}}', None, "publisher error"),
        ("thepaper", "<html><title>403 Forbidden</title><h1>403 Forbidden</h1></html>", None, "blocked"),
        ("cls", '{"errno":10012,"msg":"签名错误","data":[]}', None, "publisher error"),
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


# Pages

PROSE = "<p>甲公司公告，旗下店铺被平台暂停销售，涉及的品牌共有三个。</p><p>公司表示，将尽快向平台申诉，并披露进展。</p>"


@pytest.mark.parametrize(
    ("name", "url", "page", "expected"),
    [
        (
            "sina",
            "https://news.sina.com.cn/c/2016-08-12/doc-ifx1.shtml",
            "<h1 id='artibodyTitle'>封店</h1><div id='page-tools'><span class='time-source'>2016年08月12日07:20 "
            f"<span><a>某某报</a></span></span></div><div id='article'><div id='artibody'>{PROSE}</div></div>",
            ("封店", "2016-08-12T07:20:00+08:00", "某某报"),
        ),
        (
            "sina",
            "https://finance.sina.cn/2021-08-06/detail-ikq1.d.html",
            "<h1 class='art_tit_h1'>封店</h1><time class='art_time'>2021年08月06日 10:11</time>"
            f"<cite class='art_cite'>某某报</cite><section class='art_pic_card art_content'>{PROSE}</section>",
            ("封店", "2021-08-06T10:11:00+08:00", "某某报"),
        ),
        (
            "sina",
            "https://k.sina.com.cn/article_1_63b0.html",
            f"<h1>封店之后的一周</h1><p>2021年08月06日 10:11</p><div class='w'>{PROSE}</div>",
            ("封店之后的一周", "2021-08-06T10:11:00+08:00", None),
        ),
        (
            "thepaper",
            "https://m.thepaper.cn/detail/5",
            '<script id="__NEXT_DATA__">{"props":{"pageProps":{"detailData":{"contentDetail":null,'
            '"liveDetail":{"contId":5,"name":"封店","publishTime":"2021-08-06 10:11","summary":"'
            + PROSE
            + '"}}}}}</script>',
            ("封店", "2021-08-06T10:11:00+08:00", None),
        ),
        (
            "thepaper",
            "https://www.thepaper.cn/newsDetail_forward_6",
            "<h1 class='news_title'>封店</h1><div class='news_about'><p>王某某</p>"
            f"<p>2021-08-06 10:11 来源：某某报 字号</p></div><div class='news_txt'>{PROSE}</div>",
            ("封店", "2021-08-06T10:11:00+08:00", "某某报"),
        ),
        (
            "nbd",
            "https://finance.nbd.com.cn/articles/2021-08-05/9.html",
            '<script type="application/ld+json">{"pubDate": "2021-08-06T10:11:12" // x\n}</script>'
            f"<div class='g-article-top'><h1>封店</h1></div><div class='g-articl-text'>{PROSE}</div>",
            ("封店", "2021-08-06T10:11:12+08:00", None),
        ),
        (
            "ec100",
            "https://www.100ec.cn/detail--7.html",
            "<title>封店 网经社 电子商务研究中心</title><div class='title_detail'>发布时间：2021年8月6日 10:11:12</div>"
            f"<div class='text'>{PROSE}</div>",
            ("封店", "2021-08-06T10:11:12+08:00", None),
        ),
        (
            "ebrun",
            "https://m.ebrun.com/44.html",
            f"<h1>封店之后的一周</h1><p>2021-08-06 10:11</p><div class='w'>{PROSE}</div>",
            ("封店之后的一周", "2021-08-06T10:11:00+08:00", None),
        ),
    ],
)
def test_a_page_is_read_in_each_of_its_layouts(name: str, url: str, page: str, expected: tuple[Any, ...]) -> None:
    article = read_saved(source(name), f"<html><body>{page}</body></html>".encode(), url=url)
    assert isinstance(article, Article), article
    when = article.published.isoformat() if article.published else None
    assert (article.title, when, article.original_publisher) == expected
    assert article.text.startswith("甲公司公告") and article.text.endswith("披露进展。")


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
    [ended] = spider.read_walked({"code": 200, "data": {"pageInfo": {"hasNext": True, "list": [old]}}}, walk)
    assert isinstance(ended, Capture) and ended.kind == "slice"


def test_a_channel_is_asked_for_with_its_token() -> None:
    spider = Jingji21Spider(plan())
    first = next(spider.first())
    assert (first.method, first.url) == ("POST", "https://m.21jingji.com/reader/cbhChannelAuth?capital")
    [channel] = spider.read_token({"status": 1, "token": "Bearer x"}, "capital")
    assert channel.headers["Authorization"] == b"Bearer x"
    assert channel.url == "https://m.21jingji.com/channel/capital?short=capital&type=json&page=1"


def test_a_channel_gets_another_token_where_one_comes_to_its_end() -> None:
    pages = [date(2021, 8, 31) - timedelta(days=number) for number in range(40)]
    uses: dict[bytes, int] = {}

    def answers(request: Request) -> Any:
        if "cbhChannelAuth" in request.url:
            given = f"t{len(uses)}"
            uses[given.encode()] = 0
            return {"status": 1, "token": given}
        if "/article/" in request.url:
            return "<html><body><p>x</p></body></html>"
        if "/channel/capital" not in request.url:
            return []
        given = request.headers["Authorization"] or b""
        uses[given] += 1
        if uses[given] > 7:
            return {"status": "401", "message": "token"}
        page = int(request.url.rpartition("=")[2])
        url = f"https://m.21jingji.com/article/{pages[page - 1]:%Y%m%d}/herald/{page:032x}.html"
        return [{"id": str(page), "title": "某", "url": url, "inputtime": f"{pages[page - 1]} 10:00:00"}]

    spider = Jingji21Spider(plan())
    kept = walked(spider, answers)
    assert spider.report().ok and len([one for one in kept if one.kind == "page"]) == 31
    assert len(uses) == 4 + 4  # one for each channel, and four more for 32 pages


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
    *_, feed = spider.first()
    document, further = spider.read_back(answer, feed.cb_kwargs["context"]["back"])
    assert len(NEWSFEED.read(answer).rows) == 1 and "page=2" in asked([document, further])[-1]
    *_, last = spider.read_back(answer, further.cb_kwargs["context"]["back"])  # type: ignore[union-attr]
    assert isinstance(last, Trouble) and last.reason == "page repeated"

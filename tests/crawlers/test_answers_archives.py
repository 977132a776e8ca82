"""Answers of web archives, indices, governments and mirrors, as these give them; contents are invented."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers.archive import Archive
from crawlers.article import Article
from crawlers.crawl import Company, Plan, crawl
from crawlers.plan import Trouble
from crawlers.publishers import commoncrawl, mofcom
from crawlers.reading import read
from crawlers.rows import Listing
from crawlers.saved import Fault, read_saved
from crawlers.sources import source
from crawlers.sources.gdelt import GdeltSpider
from tests.crawlers.answers import listing
from tests.replica.server import Answer, Asked, Replica, running

GOLDEN = Path(__file__).parent / "golden"
DAY = "2021-08-10T00:00:00+08:00"


def golden(name: str) -> str:
    return str(json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))["body"])


def capture_row(**more: str) -> str:
    row = {
        "urlkey": "org,example)/1",
        "timestamp": "20210813010203",
        "url": "https://example.org/1",
        "mime": "text/html",
    }
    row |= {"status": "200", "digest": "ABC", "length": "900", "offset": "5000", "filename": "c/warc/1.warc.gz"}
    return json.dumps(row | more)


Rows = list[tuple[str, str, str | None, str | None, str]]
ANSWERS: list[tuple[str, str, str, Rows, int | None, object]] = [
    (
        "commoncrawl",
        "captures",
        "\n".join(
            [
                capture_row(**{"mime-detected": "text/html", "languages": "zho", "encoding": "UTF-8"}),
                capture_row(status="301", redirect="https://example.org/2"),
                capture_row(filename="c/robotstxt/1.warc.gz"),
                'org,example)/3 20210814000000 {"url": "https://example.org/3", "status": "200"}',
            ]
        ),
        [
            ("20210813010203/https://example.org/1", "", None, None, "https://example.org/1"),
            ("20210814000000/https://example.org/3", "", None, None, "https://example.org/3"),
        ],
        None,
        None,
    ),
    ("commoncrawl", "captures", '{"message": "No Captures found for: example.org/*"}', [], 0, None),
    ("commoncrawl", "size", '{"pages": 3, "pageSize": 5, "blocks": 12}', [], None, 0),
    (
        "commoncrawl",
        "crawls",
        '[{"id":"CC-MAIN-2021-31","name":"July 2021","cdx-api":"https://index.example/CC-MAIN-2021-31-index"}, 7]',
        [("CC-MAIN-2021-31", "July 2021", None, None, "https://index.example/CC-MAIN-2021-31-index")],
        None,
        None,
    ),
    (
        "gdelt",
        "found",
        '{"articles":[{"url":"https://n.example/2021-08-10/1.html","url_mobile":"","title":"亚 马逊 封店 A\\&B one two"'
        ',"seendate":"20210812T150000Z","domain":"n.example","language":"Chinese"},{"url":null},"x"]}',
        [
            (
                "https://n.example/2021-08-10/1.html",
                "亚马逊封店 A\\&B one two",
                DAY,
                "day",
                "https://n.example/2021-08-10/1.html",
            )
        ],
        None,
        None,
    ),
    ("gdelt", "found", "{}", [], None, None),
    (
        "guangdong",
        "disclosures",
        '{"classify":{"id":2811,"name":"政策法规","post_count":150},"articles":[{"id":9,"title":"通知","url":'
        '"http://x.sz.gov.cn/gkmlpt/content/9/9/post_9.html","first_publish_time":1628500000,"publisher":"某局"},'
        '{"id":8,"title":"公告","post_url":"//x.sz.gov.cn/post_8.html","url":"","date":1628524800}]}',
        [
            ("9", "通知", "2021-08-09T17:06:40+08:00", "second", "http://x.sz.gov.cn/gkmlpt/content/9/9/post_9.html"),
            ("8", "公告", DAY, "day", "https://x.sz.gov.cn/post_8.html"),
        ],
        150,
        None,
    ),
    (
        "guangdong",
        "search",
        '{"errcode":0,"errmsg":"","data":{"news":{"total":1,"list":[{"title":"<em>跨境</em>电商","url":'
        '"http://c.sz.gov.cn/a/content/post_7.html","pub_time":"2021-08-10 00:00:00","content":"…"}]},"service":[]}}',
        [("post_7", "跨境电商", DAY, "day", "http://c.sz.gov.cn/a/content/post_7.html")],
        1,
        None,
    ),
    ("guangdong", "search", '{"errcode":0,"data":[]}', [], 0, None),
    (
        "guangdong",
        "columns",
        "<html><script>window._CONFIG = {SITE_ID: '755031', APP_URL: 'http://j.sz.gov.cn', TREE: "
        '[{"id":1,"name":"政策","post_count":3,"children":[{"id":2,"name":"法规","post_count":4}]}]}'
        "</script></html>",
        [
            ("1", "政策", None, None, "http://j.sz.gov.cn/gkmlpt/api/all/1?page=1&sid=755031"),
            ("2", "法规", None, None, "http://j.sz.gov.cn/gkmlpt/api/all/2?page=1&sid=755031"),
        ],
        None,
        None,
    ),
    (
        "guangdong",
        "notices",
        '<ul><li><span class="lb_title"><a href="http://c.sz.gov.cn/a/content/post_6.html">某通知</a></span>'
        '<span class="lb_date">2021-08-10</span></li></ul><a href="index_2.html">下一页</a>',
        [("post_6", "某通知", DAY, "day", "http://c.sz.gov.cn/a/content/post_6.html")],
        None,
        "index_2.html",
    ),
    (
        "mofcom",
        "column",
        '<ul class="txtList_01"><li><a title="某司谈外贸" href="/article/x/202108/2021080301.shtml">某司…</a>'
        '<span>[2021-08-10 00:00:00]</span></li><li class="listline"></li>'
        '<li><a title="2021年8月10日例会" href="/a/1.shtml">例会</a></li><li>无</li></ul>',
        [
            ("2021080301", "某司谈外贸", DAY, "day", "http://www.mofcom.gov.cn/article/x/202108/2021080301.shtml"),
            ("1", "2021年8月10日例会", DAY, "day", "http://www.mofcom.gov.cn/a/1.shtml"),
        ],
        None,
        None,
    ),
    (
        "mofcom",
        "unit",
        json.dumps(
            {"data": {"html": "<ul class='txtList_01'><li><a href='/a/art_1.html'>甲</a><span>2021-08-10</span>"}}
        ),
        [("art_1", "甲", DAY, "day", "http://www.mofcom.gov.cn/a/art_1.html")],
        None,
        None,
    ),
    (
        "marketplacepulse",
        "recent",
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:1</id>'
        "<title>Sellers Gone</title>"
        '<link rel="alternate" href="https://www.marketplacepulse.com/articles/sellers-gone"/>'
        "<updated>2021-08-24T12:00:00Z</updated><summary>One.</summary></entry></feed>",
        [
            (
                "tag:1",
                "Sellers Gone",
                "2021-08-24T12:00:00+00:00",
                "second",
                "https://www.marketplacepulse.com/articles/sellers-gone",
            )
        ],
        None,
        None,
    ),
    (
        "sinabulletin",
        "bulletins",
        "<html><head><meta http-equiv='Content-Type' content='text/html; charset=gb2312'></head><div class='datelist'>"
        "<ul>2021-08-10&nbsp;<a target='_blank' href='/corp/view/vCB_AllBulletinDetail.php?stockid=300001&id=71'>甲公司"
        "：公告</a><br>2021-08-09&nbsp;"
        "<a target='_blank' href='/corp/view/vCB_AllBulletinDetail.php?stockid=300001&id=70'>甲公司：函</a><br>"
        "</ul></div><a href='/corp/view/vCB_AllBulletin.php?stockid=300001&Page=2'>下一页</a></html>",
        [
            (
                "71",
                "甲公司：公告",
                DAY,
                "day",
                "https://vip.stock.finance.sina.com.cn/corp/view/vCB_AllBulletinDetail.php?stockid=300001&id=71",
            ),
            (
                "70",
                "甲公司：函",
                "2021-08-09T00:00:00+08:00",
                "day",
                "https://vip.stock.finance.sina.com.cn/corp/view/vCB_AllBulletinDetail.php?stockid=300001&id=70",
            ),
        ],
        None,
        2,
    ),
]

KEPT = (
    "20210813010203/http://a.example/x",
    "",
    None,
    None,
    "https://web.archive.org/web/20210813010203id_/http://a.example/x",
)
LINE = "example,a)/x 20210813010203 http://a.example/x text/html 200 ABC 110"
ANSWERS += [
    (
        "wayback",
        "captures",
        f"{LINE}\n{LINE.replace('200 ABC', '- ABC')}\n\nexample%2Ca%29\n",
        [KEPT],
        None,
        "example%2Ca%29",
    ),
    ("wayback", "captures", "20210813010203 http://a.example/x\n", [KEPT], None, None),
    ("wayback", "captures", '[["timestamp","original"],["20210813010203","http://a.example/x"]]', [KEPT], None, None),
    ("wayback", "captures", "[]", [], None, None),
    ("wayback", "captures", "", [], None, None),
    ("wayback", "size", "14\n", [], None, 0),
    (
        "wayback",
        "nearest",
        '{"url":"a.example/x","archived_snapshots":{"closest":{"status":"200","available":true,"url":'
        '"http://web.archive.org/web/20210813010203/http://a.example/x","timestamp":"20210813010203"}}}',
        [KEPT],
        1,
        None,
    ),
    ("wayback", "nearest", '{"url":"a.example/y","archived_snapshots":{}}', [], 0, None),
    (
        "feed",
        "entries",
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>站</title>'
        "<link>https://f.example/</link>"
        "<atom:link rel='next' href='/rss?page=2'/><item><title><![CDATA[封店 <b>之后</b>]]></title><media:title>图"
        "</media:title><link>/n/1.html</link><guid isPermaLink='false'>n-1</guid>"
        "<dc:date>2021-08-10T18:31:02+08:00</dc:date></item></channel></rss>",
        [("n-1", "封店 之后", "2021-08-10T18:31:02+08:00", "second", "https://f.example/n/1.html")],
        None,
        "https://f.example/rss?page=2",
    ),
    (
        "feed",
        "entries",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://f.example/a/"><entry><id>t:1</id>'
        '<title type="html">'
        "A &amp;amp; B</title><link rel='edit' href='e'/><link href='1.html'/><updated>2021-08-12T00:00:00Z</updated>"
        "<published>2021-08-10T10:31:02.5Z</published></entry><entry><id>t:2</id></entry></feed>",
        [("t:1", "A & B", "2021-08-10T10:31:02+00:00", "second", "https://f.example/a/1.html")],
        None,
        None,
    ),
    (
        "feed",
        "entries",
        '{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://f.example/","next_url":"https://f.example/2",'
        '"items":[{"id":7,"url":"/7.html","title":null,"date_published":"2021-08-10T00:00:00+08:00"},null]}',
        [("7", "", DAY, "day", "https://f.example/7.html")],
        None,
        "https://f.example/2",
    ),
    (
        "feed",
        "entries",
        '<?xml version="1.0" encoding="gb2312"?><rss><channel><item><title>资金冻结</title><guid>https://f.example/3</guid>'
        "<pubDate>10 Aug 2021 02:00:00 GMT</pubDate></item></channel></rss>",
        [("https://f.example/3", "资金冻结", "2021-08-10T02:00:00+00:00", "second", "https://f.example/3")],
        None,
        None,
    ),
    (
        "sitemap",
        "pages",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news'
        '/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> https://s.example/1 </loc>'
        "<image:image><image:loc>https://s.example/1.jpg</image:loc><image:title>图</image:title></image:image>"
        "<news:news><news:publication_date>2021-08-10</news:publication_date><news:title>店铺</news:title></news:news>"
        "<lastmod>2021-09-01T00:00:00Z</lastmod></url><url><lastmod>2021-09-01</lastmod></url></urlset>",
        [("https://s.example/1", "店铺", DAY, "day", "https://s.example/1")],
        None,
        None,
    ),
    (
        "sitemap",
        "pages",
        "https://s.example/2021-08-10/1.html\nhttps://s.example/2\n",
        [
            ("https://s.example/2021-08-10/1.html", "", DAY, "day", "https://s.example/2021-08-10/1.html"),
            ("https://s.example/2", "", None, None, "https://s.example/2"),
        ],
        None,
        None,
    ),
]

FOUND = (
    '"announcements":[[{"announcementId":"12","secCode":"300001","secName":"甲公司","announcementTitle":"<em>问询</em>'
    '<em>函</em>的回复","announcementTime":"1628505120000","adjunctUrl":"finalpage/2021-08-09/12.PDF",'
    '"announcementContent":"…<em>冻结</em>…"}],"x"]'
)
REPLY = (
    "12",
    "问询函的回复",
    "2021-08-09T18:32:00+08:00",
    "minute",
    "http://static.cninfo.com.cn/finalpage/2021-08-09/12.PDF",
)
SSE_FILES = "https://static.sse.com.cn/d/"
ANSWERS += [
    ("cninfo", "filings", f'{{{FOUND},"totalRecordNum":"41","totalpages":"1","hasMore":"true"}}', [REPLY], 41, True),
    (
        "cninfo",
        "filings",
        f'{{{FOUND},"totalAnnouncement":0,"hasMore":true}}',
        [REPLY],
        None,
        True,
    ),
    ("cninfo", "filings", f'{{{FOUND},"totalAnnouncement":31,"hasMore":false}}', [REPLY], 31, None),
    ("cninfo", "filings", '{"announcements":null,"totalAnnouncement":null,"hasMore":null}', [], 0, None),
    (
        "cninfo",
        "companies",
        '{"stockList":[{"code":"300001","pinyin":"j","category":"A股","orgId":"9900000001","zwjc":"甲公司"},null]}',
        [
            (
                "9900000001",
                "甲公司",
                None,
                None,
                "http://www.cninfo.com.cn/new/disclosure/stock?stockCode=300001&orgId=9900000001",
            )
        ],
        None,
        None,
    ),
    ("cninfo", "companies", '{"keyBoardList":null}', [], None, None),
    ("cninfo", "companies", "[]", [], None, None),
    (
        "szse",
        "reports",
        '[{"metadata":{"tabkey":"tab1","name":"监管措施","pagesize":10,"pageno":1,"pagecount":0,"showrecordcount":false},'
        '"data":[{"gkxx_gsdm":"300001","gkxx_gsjc":"甲公司","gkxx_gdrq":"2021-08-10","gkxx_jgcs":"监管函","gkxx_sjdx":'
        '"董事长","hjnr":"<a href=\'javascript:void(0)\' encode-open=\'/main/x.html\'>详情</a>'
        "<a href='javascript:void(0)' encode-open='/UpFiles/jgsy/J1.pdf'>关于对甲公司的监管函</a>\"}]},"
        '{"metadata":{"tabkey":"tab2"},"data":null,"error":null}]',
        [("J1", "关于对甲公司的监管函", DAY, "day", "http://reportdocs.static.szse.cn/UpFiles/jgsy/J1.pdf")],
        None,
        None,
    ),
    (
        "sse",
        "bulletins",
        'jsonpCallback1({"result":null,"pageHelp":{"total":"30","pageNo":1,"pageSize":1,"pageCount":30,"data":[[{"TITLE":'
        '"正文","URL":"/d/1.pdf","SSEDATE":"2021-08-10","ORG_FILE_TYPE":"0"},{"TITLE":"附件","URL":"/d/2.pdf","SSEDATE":'
        '"2021-08-10","ORG_FILE_TYPE":"1"}]]}})',
        [("1", "正文", DAY, "day", f"{SSE_FILES}1.pdf"), ("2", "附件", DAY, "day", f"{SSE_FILES}2.pdf")],
        30,
        2,
    ),
]

ARTICLE = "https://finance.eastmoney.com/a/202108101000000001.html"
NOTICED = ("202108101000000001", "封店之后", "2021-08-10T09:31:02+08:00", "second", ARTICLE)
HIT = (
    '{"code":"202108101000000001","title":"<em>封店</em>之后","date":"2021-08-10 09:31:02","content":"…",'
    f'"mediaName":"某报","url":"{ARTICLE}"}}'
)
ANSWERS += [
    (
        "eastmoney",
        "news",
        f'jQuery({{"hitsTotal":9,"result":{{"cmsArticleWebOld":[{HIT}]}}}})',
        [NOTICED],
        9,
        None,
    ),
    (
        "eastmoney",
        "news",
        f'{{"hitsTotal":1,"result":{{"cmsArticleWebOld":{{"list":[{HIT}]}}}}}}',
        [NOTICED],
        1,
        None,
    ),
    (
        "eastmoney",
        "flashes",
        '{"code":"1","data":{"total":5000,"sortEnd":"1628559062000","fastNewsList":[{"code":"202108101000000001","title":'
        '"封店之后","showTime":"2021-08-10 09:31:02","summary":"…","stockList":["0.300001"]}]}}',
        [NOTICED],
        None,
        "1628559062000",
    ),
    ("eastmoney", "flashes", '{"code":"1","data":{"fastNewsList":[]}}', [], None, None),
    (
        "eastmoney",
        "columns",
        '{"code":"1","data":{"list":[{"code":"202108101000000001","showTime":"2021-08-10 09:31:02","title":"封店之后",'
        f'"mediaName":"某报","url":"","uniqueUrl":"{ARTICLE}"}}]}}}}',
        [NOTICED],
        None,
        None,
    ),
    (
        "govcn",
        "newest",
        '[{"TITLE":"某办关于跨境电商的意见","SUB_TITLE":"","URL":"http://www.gov.cn/zhengce/content/202108/content_9.htm",'
        '"DOCRELPUBTIME":"2021-08-10"},null]',
        [
            (
                "content_9",
                "某办关于跨境电商的意见",
                DAY,
                "day",
                "http://www.gov.cn/zhengce/content/202108/content_9.htm",
            )
        ],
        2,
        None,
    ),
]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: f"{case[0]}-{case[1]}")
@pytest.mark.parametrize("named", [True, False], ids=["named", "guessed"])
def test_an_answer_is_read(case: Any, named: bool) -> None:
    name, endpoint, answer, rows, total, further = case
    body = answer.encode("gbk" if "gb2312" in answer else "utf-8")
    found = read_saved(source(name), body, endpoint if named else None)
    assert listing(found) == (rows, total, further)


@pytest.mark.parametrize(
    ("name", "answer", "reason"),
    [
        ("eastmoney", '{"code":0,"result":{"passportWeb":[]},"hitsTotal":0}', "blocked"),
        ("eastmoney", '{"success":0,"error":"参数错误","data":null}', "publisher error"),
        ("cninfo", '{"timestamp":1,"status":404,"error":"Not Found","path":"/new/x"}', "publisher error"),
        ("wayback", "org.archive.wayback.exception.RobotAccessControlException: Blocked Site Error", "blocked"),
        ("wayback", "<html><p>This URL has been excluded from the Wayback Machine.</p></html>", "blocked"),
        ("commoncrawl", '{"message": "Page 9 invalid: First Page is 0, Last Page is 1"}', "publisher error"),
        ("commoncrawl", "<?xml version='1.0'?><Error><Code>SlowDown</Code></Error>", "publisher error"),
        ("gdelt", "Please limit requests to one every 5 seconds or contact us for larger queries.", "publisher error"),
        ("gdelt", "Your query was too short or too long.", "publisher error"),
        ("guangdong", '{"errcode":500,"errmsg":"参数错误","data":null}', "publisher error"),
        ("guangdong", '{"classify":null}', "list changed"),
        ("mofcom", '{"success":false,"data":null,"html":""}', "publisher error"),
        ("mofcom", "<script>window.location.href='http://x.mofcom.gov.cn/a.shtml'</script>", "no article"),
        ("sinabulletin", "<html><body><div class='x'>拒绝访问</div></body></html>", "blocked"),
        ("sinabulletin", "<html><body><p>hello</p></body></html>", "page changed"),
        (
            "sinabulletin",
            "<table id='allbulletin'><tr><td><div id='content'></div><a href='/1.PDF'>x</a>",
            "no article",
        ),
    ],
)
def test_an_error_has_its_name(name: str, answer: str, reason: str) -> None:
    found = read_saved(source(name), answer.encode())
    assert isinstance(found, Fault) and found.reason == reason, found
    assert found.record()["meaning"]


@pytest.mark.parametrize(
    ("name", "endpoint", "answer", "reason"),
    [
        ("wayback", "captures", b"<html><h1>429 Too Many Requests</h1></html>", "wrong content"),
        ("wayback", "captures", b"unexpected failure in index", "publisher error"),
        ("feed", "entries", b"<!DOCTYPE html><html><body>welcome</body></html>", "wrong content"),
        ("sitemap", "pages", b"<html><body>welcome</body></html>", "wrong content"),
        # Named, since a packed answer holds the time it was packed at and would be another test in each worker.
        pytest.param(
            "sitemap",
            "pages",
            gzip.compress(b"<urlset><url><loc>https://s.example/1</loc></url></urlset>")[:-9],
            "wrong content",
            id="sitemap-pages-packed and cut short",
        ),
    ],
)
def test_an_error_in_place_of_a_list_has_its_name(name: str, endpoint: str, answer: bytes, reason: str) -> None:
    found = read_saved(source(name), answer, endpoint)
    assert isinstance(found, Fault) and found.reason == reason, found


def test_a_packed_sitemap_is_read_as_it_is_sent() -> None:
    packed = gzip.compress(b"<sitemapindex><sitemap><loc>https://s.example/1.xml.gz</loc></sitemap></sitemapindex>")
    assert [row[0] for row in listing(read_saved(source("sitemap"), packed))[0]] == ["https://s.example/1.xml.gz"]


def test_an_answer_that_is_no_utf_8_is_read() -> None:
    answer = '{"pageHelp":{"total":1,"data":[{"docURL":"www.sse.com.cn/c/1.pdf","docTitle":"问询函"}]}}'
    assert listing(read_saved(source("sse"), answer.encode("gb18030")))[0][0][1] == "问询函"


def test_a_filing_of_several_files_counts_once() -> None:
    answer = '{"pageHelp":{"total":2,"data":[[{"URL":"/1.pdf"},{"URL":"/2.pdf"}],[{"URL":"/3.pdf"}]]}}'
    found = read_saved(source("sse"), answer.encode(), "bulletins")
    assert isinstance(found, Listing) and (len(found.rows), found.count, found.total) == (3, 2, 2)


def record(page: str, url: str, head: str = "HTTP/1.1 200", stamp: str = "2021-08-13T01:02:03Z") -> bytes:
    """A response as Common Crawl keeps it: status without a reason, encodings undone and their headers renamed."""
    http = (
        f"{head}\r\nContent-Type: text/html; charset=utf-8\r\nX-Crawler-Content-Encoding: gzip\r\n\r\n{page}".encode()
    )
    fields = f"WARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {stamp}\r\nContent-Length: {len(http)}"
    fields += "\r\nContent-Type: application/http; msgtype=response\r\nWARC-Record-ID: <urn:uuid:1>"
    return gzip.compress(f"WARC/1.0\r\n{fields}\r\n\r\n".encode() + http + b"\r\n\r\n")


def test_a_record_is_read_under_the_address_and_time_of_its_page() -> None:
    url = "https://www.nbd.com.cn/articles/2021-08-06/102.html"
    member = record(golden("commoncrawl-1"), url)
    for body in (member, gzip.decompress(member)):
        article = read_saved(source("commoncrawl"), body)
        assert isinstance(article, Article), article
        assert (article.url, article.publisher, article.title) == (url, "每日经济新闻", "店铺被暂停之后")
    moved = record("<p>moved</p>", url, "HTTP/1.1 301 Moved")
    for body, reason in ((member[:-20], "broken"), (moved, "no article"), (b"\x1f\x8bxyz", "broken")):
        found = read_saved(source("commoncrawl"), body)
        assert isinstance(found, Fault) and found.reason == reason, found


def test_a_record_is_read_within_the_bounds_of_files_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    member = record("<p>x</p>" * 100_000, "https://news.example.org/1.html")
    assert len(member) < 10_000
    monkeypatch.setattr(commoncrawl, "MAX_RECORD", 500_000)
    found = read_saved(source("commoncrawl"), member)
    assert isinstance(found, Fault) and found.reason == "too large", found


def test_common_crawl_is_asked_by_crawl_page_and_range(tmp_path: Path) -> None:
    url, index = "https://news.example.org/2021/08/09/7.html", "/CC-MAIN-2021-33-index"
    member = record(golden("commoncrawl-2"), url)

    def crawls(asked: Asked) -> Answer:
        names = ("CC-MAIN-2026-01", "CC-MAIN-2021-39", "CC-MAIN-2021-33", "CC-MAIN-2021-04")
        rows = [{"id": name, "cdx-api": f"https://index.commoncrawl.org/{name}-index"} for name in names]
        return Answer(json.dumps(rows).encode())

    def captures(asked: Asked) -> Answer:
        assert asked.query["filter"] == "=status:200" and asked.query["matchType"] == "prefix"
        if "showNumPages" in asked.query:
            return Answer(b'{"pages": 1, "pageSize": 5, "blocks": 1}')
        place = {"filename": "crawl-data/1.warc.gz", "offset": "100", "length": str(len(member))}
        return Answer(capture_row(url=url, **place).encode())

    def file(asked: Asked) -> Answer:
        assert asked.headers["range"] == f"bytes=100-{99 + len(member)}"
        return Answer(member, 206, {"Content-Type": "application/octet-stream"})

    with running(Replica()) as replica:
        replica.answer["index.commoncrawl.org", "/collinfo.json"] = crawls
        replica.answer["index.commoncrawl.org", index] = captures
        none = Answer(b'{"message": "No Captures found for: news.example.org/2021"}', 404)
        replica.answer["index.commoncrawl.org", "/CC-MAIN-2021-39-index"] = lambda asked: none
        replica.answer["data.commoncrawl.org", "/crawl-data/1.warc.gz"] = file
        given = Plan(
            ("commoncrawl",),
            since=date(2021, 8, 1),
            until=date(2021, 8, 31),
            delay=0.0,
            hosts=replica.hosts("index.commoncrawl.org", "data.commoncrawl.org"),
            addresses={"commoncrawl": ("news.example.org/2021",)},
        )
        first, second = crawl(given, tmp_path), crawl(given, tmp_path)
    assert first.ok and first.sources[0].new == 1, first
    assert second.ok and second.sources[0].unchanged == 1 and second.sources[0].new == 0, second
    with Archive.open(tmp_path) as archive:
        [page] = [capture for _, capture in archive.captures() if capture.kind == "page"]
    assert (page.url, page.fetched) == (url, datetime(2021, 8, 13, 1, 2, 3, tzinfo=UTC))
    assert read(page).title == "平台清理商家" and page.meta["archived"] == "20210813010203"


def test_gdelt_leads_only_to_hosts_that_were_named() -> None:
    given = Plan(
        ("gdelt",),
        date(2021, 8, 1),
        date(2021, 8, 2),
        words=("亚马逊", "封店"),
        addresses={"gdelt": ("www.n.example",)},
    )
    spider = GdeltSpider(given)
    [asked] = spider.first()
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.url).query).items()}
    assert query["query"] == '"亚马逊" domain:n.example'
    assert (query["startdatetime"], query["enddatetime"]) == ("20210731160000", "20210802155959")
    assert [gap.reason for gap in spider.count.gaps] == ["out of reach"]  # of the word of two signs
    assert spider.allowed_domains == ("api.gdeltproject.org", "n.example")
    span = asked.cb_kwargs["context"]
    rows = [{"url": f"https://{host}/1.html"} for host in ("m.n.example", "other.example", "10.0.0.1")]
    found = list(spider.read_found(json.dumps({"articles": rows}), **span))
    assert [request.url for request in found if not isinstance(request, Trouble)] == ["https://m.n.example/1.html"]
    full = json.dumps({"articles": [{"url": f"https://n.example/{n}"} for n in range(250)]})
    early, late = spider.read_found(full, **span)
    halves = [one.cb_kwargs["context"] for one in (early, late) if not isinstance(one, Trouble)]
    assert halves[0]["since"] == span["since"] and halves[1]["until"] == span["until"]
    assert 0 < (halves[1]["since"] - halves[0]["until"]).total_seconds() <= 1
    # An index that goes by no days would be asked for ever smaller spans.
    same = json.dumps(
        {"articles": [{"url": f"https://n.example/{n}", "seendate": "20260101T000000Z"} for n in range(250)]}
    )
    [said] = spider.read_found(same, **span)
    assert isinstance(said, Trouble) and said.reason == "page repeated"


def test_lists_end_before_the_first_day_and_pages_may_lead_on(tmp_path: Path) -> None:
    home, other, mirror = "www.mofcom.gov.cn", "xwfb.mofcom.gov.cn", "vip.stock.finance.sina.com.cn"
    detail = "/corp/view/vCB_AllBulletinDetail.php"

    def column(asked: Asked) -> Answer:
        page, day = (2, "2021-07-01") if asked.path.endswith("?2") else (1, "2021-08-10")
        row = f"<li><a href='/a/202108/{page}.shtml'>资金冻结</a><span>{day}</span></li>"
        return Answer(f"<ul class='txtList_01'>{row}</ul><a href='?{page + 1}'>下一页</a>".encode())

    def bulletins(asked: Asked) -> Answer:
        page = int(asked.query["Page"])
        day = "2021-08-10" if page == 1 else "2021-07-01"
        links = f"{day}&nbsp;<a href='{detail}?stockid=300001&id={page}'>甲公司：公告</a><br>"
        further = f"<a href='/corp/view/vCB_AllBulletin.php?stockid=300001&Page={page + 1}'>下一页</a>"
        return Answer(f"<div class='datelist'><ul>{links}</ul></div>{further}".encode("gbk"))

    with running(Replica()) as replica:
        replica.answer[home, "/article/xwfb/"] = column
        replica.page(home, "/a/202108/1.shtml", f"<script>window.location.href='http://{other}/1.shtml'</script>")
        replica.page(other, "/1.shtml", golden("mofcom-1"))
        replica.answer[mirror, "/corp/view/vCB_AllBulletin.php"] = bulletins
        replica.page(mirror, detail, golden("sinabulletin-1"))
        given = Plan(
            ("mofcom", "sinabulletin"),
            since=date(2021, 8, 1),
            until=date(2021, 8, 31),
            companies=(Company("300001"),),
            words=("冻结",),
            delay=0.0,
            hosts=replica.hosts(home, other, mirror),
            addresses={"mofcom": ("article/xwfb/",)},
        )
        report = crawl(given, tmp_path)
    assert report.ok and [(one.lists, one.new) for one in report.sources] == [(2, 1), (2, 1)], report


def test_pages_that_hold_something_lead_nowhere() -> None:
    assert mofcom.onward(b"<p>x</p>", "http://a.example/") is None
    page = f"<p>{'某' * 300}</p><script>window.location.href='/b'</script>".encode()
    assert mofcom.onward(page, "http://a.example/") is None
    assert commoncrawl.page_count("7") == 7

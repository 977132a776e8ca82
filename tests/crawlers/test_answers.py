"""List answers as publishers give them, in what they differ from their documentation; contents are invented."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from click.testing import CliRunner

from aftershock.cli import cli
from aftershock.errors import UsageProblem
from crawlers.article import Article
from crawlers.publishers.cls import signed
from crawlers.rows import address, plain, text
from crawlers.saved import Fault, read_saved
from crawlers.sources import source
from tests.crawlers.answers import rows_of

ANSWERS: Sequence[tuple[str, Any, list[tuple[str, str, str | None, str | None, str]], int | None, object]] = [
    (
        "szse",
        {
            "announceCount": 70,
            "data": [
                {
                    "id": "a-1",
                    "title": "甲公司：公告",
                    "publishTime": "2019-08-10 00:00:00",
                    "attachPath": "/disc/disk01/finalpage/2019-08-10/a-1.PDF",
                    "secCode": ["300001"],
                    "secName": ["甲公司"],
                    "channelCode": None,
                },
                "junk",
            ],
        },
        [
            (
                "a-1",
                "甲公司：公告",
                "2019-08-10T00:00:00+08:00",
                "day",
                "https://disc.static.szse.cn/download/disc/disk01/finalpage/2019-08-10/a-1.PDF",
            )
        ],
        70,
        None,
    ),
    (
        "szse",
        [
            {
                "metadata": {"tabkey": "tab3", "pageno": 1, "pagecount": 2, "recordcount": 12},
                "data": [
                    {
                        "gsdm": "300001",
                        "gsjc": "甲公司",
                        "fhrq": "2021-06-18",
                        "hjlb": "关注函",
                        "ck": "<a encode-open='/main/x'>a</a><a encode-open='/UpFiles/f/X.docx'>详细内容</a>",
                        "hfck": "<a encode-open='/UpFiles/f/Y.pdf'>详细内容</a>",
                    }
                ],
                "error": None,
            }
        ],
        [
            (
                "X",
                "甲公司：关注函",
                "2021-06-18T00:00:00+08:00",
                "day",
                "http://reportdocs.static.szse.cn/UpFiles/f/X.docx",
            ),
            ("Y", "甲公司：关注函回复", None, None, "http://reportdocs.static.szse.cn/UpFiles/f/Y.pdf"),
        ],
        12,
        2,
    ),
    (
        "sse",
        'cb1({"pageHelp":{"total":26,"pageNo":1,"pageSize":25,"pageCount":1,"data":[{"stockcode":"601001","extGSJC":"乙",'
        '"docTitle":"关于<em>乙</em>的问询函","docURL":"www.sse.com.cn/d/c/x.pdf","docId":"9","extWTFL":"问询函",'
        '"createTime":"2021-07-16 18:02:00"}]}})',
        [("9", "关于乙的问询函", "2021-07-16T18:02:00+08:00", "second", "https://www.sse.com.cn/d/c/x.pdf")],
        26,
        2,
    ),
    (
        "sse",
        {
            "pageHelp": {
                "total": 1,
                "data": [
                    [
                        {"TITLE": "正文", "title": None, "URL": "/d/601001_20210730_1.pdf", "SSEDATE": "2021-07-30"},
                        {"TITLE": "", "title": "附件", "url": "/d/601001_20210730_2.pdf", "SSEDate": "2021-07-30"},
                    ]
                ],
            }
        },
        [
            (
                "601001_20210730_1",
                "正文",
                "2021-07-30T00:00:00+08:00",
                "day",
                "https://static.sse.com.cn/d/601001_20210730_1.pdf",
            ),
            (
                "601001_20210730_2",
                "附件",
                "2021-07-30T00:00:00+08:00",
                "day",
                "https://static.sse.com.cn/d/601001_20210730_2.pdf",
            ),
        ],
        1,
        None,
    ),
    (
        "eastmoney",
        {
            "success": 1,
            "error": "",
            "data": {
                "total_hits": 101,
                "page_index": 1,
                "page_size": 100,
                "list": [
                    {
                        "art_code": "AN1",
                        "title": "甲:公告",
                        "notice_date": "2021-08-10 00:00:00",
                        "display_time": "2021-08-09 18:31:10:412",
                        "codes": [{"stock_code": "300001"}],
                    }
                ],
            },
        },
        [("AN1", "甲:公告", "2021-08-09T18:31:10+08:00", "second", "https://pdf.dfcfw.com/pdf/H2_AN1_1.pdf")],
        101,
        2,
    ),
    (
        "thepaper",
        {
            "code": 200,
            "data": {
                "list": [
                    {
                        "contId": 5,
                        "name": " <font color='red'>封店</font>\n之后",
                        "publishTime": None,
                        "pubTimeLong": 1628118720000,
                    },
                    {"contId": "6", "link": "https://other.example.org/"},
                    {"name": "x"},
                ]
            },
        },
        [
            (
                "5",
                "封店之后",
                "2021-08-05T07:12:00+08:00",
                "second",
                "https://www.thepaper.cn/newsDetail_forward_5",
            )
        ],
        None,
        True,
    ),
    (
        "cls",
        {
            "errno": 0,
            "data": {
                "roll_data": [{"id": 8, "title": "", "content": "财联社8月2日电，甲称。乙。", "ctime": 1627887600}]
            },
        },
        [("8", "甲称。", "2021-08-02T15:00:00+08:00", "second", "https://www.cls.cn/detail/8")],
        None,
        1627887600,
    ),
    (
        "govcn",
        {
            "code": 200,
            "searchVO": {
                "listVO": None,
                "catMap": {
                    "gongwen": {
                        "totalCount": 3,
                        "listVO": [
                            {
                                "title": "<em>跨境</em>意见",
                                "url": "http://www.gov.cn/c/content_1.htm",
                                "pubtimeStr": "2021.07.01",
                            }
                        ],
                    }
                },
            },
        },
        [("content_1", "跨境意见", "2021-07-01T00:00:00+08:00", "day", "http://www.gov.cn/c/content_1.htm")],
        3,
        None,
    ),
    ("govcn", {"code": 1001, "searchVO": None}, [], 0, None),
    ("cninfo", {"announcements": None, "totalAnnouncement": 0, "hasMore": False}, [], 0, None),
    (
        "wayback",
        [
            ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
            ["k", "20210813010203", "http://a.example/x", "text/html", "200", "D", "1"],
            ["k", "20210813010204", "http://a.example/x", "warc/revisit", "-", "D", "1"],
            [],
            ["key%29"],
        ],
        [
            (
                "20210813010203/http://a.example/x",
                "",
                None,
                None,
                "https://web.archive.org/web/20210813010203id_/http://a.example/x",
            )
        ],
        None,
        "key%29",
    ),
    (
        "feed",
        "<rss><channel><item><title>A &amp; B</title><link>https://a.example/1</link><guid>g</guid>"
        "<pubDate>Thu, 05 Aug 2021 02:00:00 GMT</pubDate></item><item/></channel></rss>",
        [("g", "A & B", "2021-08-05T02:00:00+00:00", "second", "https://a.example/1")],
        None,
        None,
    ),
    (
        "sitemap",
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example/2021-08-05/1.html</loc>'
        "</url></urlset>",
        [
            (
                "https://a.example/2021-08-05/1.html",
                "",
                "2021-08-05T00:00:00+08:00",
                "day",
                "https://a.example/2021-08-05/1.html",
            )
        ],
        None,
        None,
    ),
]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case[0])
def test_an_answer_is_guessed_and_read(case: Any) -> None:
    name, answer, *read = case
    assert rows_of(name, answer) == tuple(read)


@pytest.mark.parametrize(
    ("name", "answer", "reason"),
    [
        ("cls", '{"errno":"10012","msg":"签名错误","data":{}}', "publisher error"),
        ("thepaper", '{"code":99998,"desc":"系统繁忙","data":null}', "publisher error"),
        ("sina", '{"result":{"status":{"code":11,"msg":"没有注册"},"data":[]}}', "publisher error"),
        ("govcn", '{"code":200,"searchVO":{"listVO":null,"catMap":{}}}', "publisher error"),
        ("szse", "<html><script>var arg1='0'; acw_sc__v2</script></html>", "blocked"),
        ("cninfo", '{"something":1}', "list changed"),
        ("cls", '{"errno":0,"data":{"roll_data":null}}', "list changed"),
        ("sse", '{"success":"false","error":"非法参数"}', "publisher error"),
        ("wayback", "Blocked Site Error", "blocked"),
        ("eastmoney", "", "empty"),
        ("nbd", "<html><body><p>hello</p></body></html>", "page changed"),
    ],
)
def test_an_error_has_its_name(name: str, answer: str, reason: str) -> None:
    found = read_saved(source(name), answer.encode())
    assert isinstance(found, Fault) and found.reason == reason
    assert found.record()["meaning"]


def test_the_signature_of_cls_is_as_published() -> None:
    asked = {"rn": "2", "os": "web", "sv": "7.7.5", "appName": "CailianpressWeb", "last_time": "", "refresh_type": "1"}
    assert signed(asked).endswith("&sign=681656257b917ff407cb7444df747354")


def test_the_text_of_an_announcement_is_a_page() -> None:
    answer = {"success": 1, "data": {"art_code": "AN2", "notice_title": "某", "notice_content": "甲。", "page_size": 2}}
    article = read_saved(source("eastmoney"), json.dumps(answer).encode())
    assert isinstance(article, Article)
    assert (article.title, article.text, article.problems) == ("某", "甲。", ("1 of 2 parts of the text",))


def test_keys_and_marks() -> None:
    assert text({"TITLE": None, "Title": " ", "title": "甲 < 乙 &amp; <em>丙</em>"}, "TITLE") == "甲 < 乙 & 丙"
    assert plain("<font color=red>封</font>店") == "封店"
    assert address("//a.example/x", "https://b.example/") == "https://a.example/x"
    assert address("a.example/x", "https://b.example/") == "https://a.example/x"


def test_the_command_prints_json_lines(tmp_path: Any) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(ANSWERS[0][1]), encoding="utf-8")
    bad.write_text("{}", encoding="utf-8")
    done = CliRunner().invoke(cli, ["sources", "read", "szse", str(good), "--endpoint", "announcements"])
    *rows, end = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["code"] for row in rows] == ["300001"] and end == {"next": None, "total": 70, "skipped": 1}
    failed = CliRunner().invoke(cli, ["sources", "read", "szse", str(bad)])
    assert json.loads(failed.stdout.splitlines()[0])["error"] == "list changed" and failed.exit_code != 0


def test_a_source_without_addresses_says_what_to_set(tmp_path: Any) -> None:
    project = ["--project", str(tmp_path / "wave")]
    assert CliRunner().invoke(cli, ["init", str(tmp_path / "wave")]).exit_code == 0
    failed = CliRunner().invoke(cli, ["crawl", "feed", "--dry-run", *project])
    assert isinstance(failed.exception, UsageProblem) and "[sources.feed]" in str(failed.exception)
    given = {"AFTERSHOCK_SOURCES__FEED__ADDRESSES": "https://news.example.org/rss"}
    done = CliRunner().invoke(cli, ["crawl", "feed", "--dry-run", *project], env=given)
    assert done.exit_code == 0 and "https://news.example.org/rss" in done.output, done.output

"""What is told apart from an answer: challenges, refusals, wrong content. And what is not mistaken for one."""

from __future__ import annotations

import email.utils
from datetime import UTC, datetime

import pytest

from crawlers.middlewares import retry_after
from crawlers.refusals import cut_short, misshapen, read_json, refusal

ARTICLE = (
    "<html><body><h1>平台收紧验证</h1><p>"
    + "卖家说，平台要求完成滑动验证后才能登录，访问过于频繁会被拒绝。" * 30
    + "</p></body></html>"
)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, "no"),
        (200, "<html><script>var arg1='0A';document.cookie='acw_sc__v2='+x</script></html>"),
        (
            200,
            "<html><title>Just a moment</title><script src='/cdn-cgi/challenge-platform/x'></script></html>",
        ),
        (200, "<html><body>为了您的账号安全，请完成安全验证</body></html>"),
        (200, "<html><body><div id=geetest></div><script src=geetest.js></script></body></html>"),
        (200, "<html><body>请登录后查看全文</body></html>"),
    ],
)
def test_refusals(status: int, body: str) -> None:
    assert refusal(status, body.encode())
    assert refusal(status, body.encode("gb18030"))


def test_an_article_about_captchas_is_none() -> None:
    assert refusal(200, ARTICLE.encode()) is None
    assert refusal(200, b'{"announcements":null}') is None
    assert refusal(200, b"%PDF-1.4 geetest") is None


def test_shapes() -> None:
    assert misshapen(b"<html>", "pdf") == "a web page instead of a PDF"
    assert misshapen(b"junk %PDF-1.4", "pdf") is None
    assert misshapen(b"<!DOCTYPE html><p>", "json") == "a web page instead of JSON"
    assert misshapen(b'{"cut": [1, 2', "json") == "no JSON"
    assert misshapen("\ufeff<p>".encode(), "html") is None and misshapen(b"plain", "html") == "no web page"
    assert misshapen("<p>公告</p>".encode("gbk"), "html") is None


def test_a_word_file_without_its_end_is_cut_short() -> None:
    whole = b"PK\x03\x04 word/document.xml <w:p PK\x05\x06" + bytes(18)
    assert cut_short(whole, "text") is None and misshapen(whole, "text") is None
    assert cut_short(whole[:30], "text") == "the zip file, such as a Word file is, has no end"


def test_json_in_its_wrappings() -> None:
    assert read_json(b'jQuery12_3({"a": [1]});') == {"a": [1]}
    assert read_json(b'try{cb({"a":"(x)"});}catch(e){}'.replace(b"}catch(e){}", b"")) == {"a": "(x)"}
    assert read_json('{"名": "值"}'.encode("gbk")) == {"名": "值"}
    with pytest.raises(ValueError):
        read_json(b"\xff\xff\xff")


def test_retry_after() -> None:
    now = datetime(2021, 8, 12, tzinfo=UTC)
    assert retry_after("120", now) == 120
    assert retry_after("Thu, 12 Aug 2021 00:02:00 GMT", now) == 120
    assert retry_after(email.utils.format_datetime(datetime(2021, 8, 11, tzinfo=UTC)), now) == 0
    assert retry_after("soon", now) == retry_after("", now) == retry_after("-3", now) == 0

"""Files attached to documents of the policy library: fetched with them, read where they are PDF, kept where not."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from scrapy import Request

from crawlers.plan import Plan
from crawlers.publishers.govcn import read
from crawlers.reading import Unreadable
from crawlers.sources.govcn import GovcnSpider
from tests.crawlers.driver import walked

PAGE = "https://www.gov.cn/zhengce/content_1.htm"
PDF = (Path(__file__).parents[2] / "aftershock/demo/filings/cninfo-300209-2021-07-06.pdf").read_bytes()
DOCUMENT = """<html><head><meta name="firstpublishedtime" content="2021-08-06-10:00:00"></head><body>
<a href="/other.pdf">别处的文件</a><div class="article"><h1>关于跨境电商的通知</h1></div>
<div id="UCAP-CONTENT"><p>现将有关办法印发给你们，请认真贯彻执行。</p>
<p>附件：1.<a href="files/measures.pdf">管理办法</a> 2.<a href="https://www.gov.cn/files/form.DOCX?v=2">申请表</a>
<a href="/zhengce/content_2.htm">有关规定</a><a href="files/measures.pdf">再看一遍</a></p></div></body></html>"""


def answers(request: Request) -> Any:
    if "search-gov" in request.url:
        row = {"url": PAGE, "title": "关于跨境电商的通知", "pubtimeStr": "2021.08.06"}
        return {"code": 200, "searchVO": {"totalCount": 1, "listVO": [row]}}
    if request.url.endswith("measures.pdf"):
        return PDF
    return b"PK\x03\x04" + bytes(range(256)) * 20 + b"PK\x05\x06" if "DOCX" in request.url else DOCUMENT


def test_what_is_attached_to_a_document_comes_with_it() -> None:
    spider = GovcnSpider(Plan(("govcn",), date(2021, 8, 1), date(2021, 8, 31), words=("跨境电商",)))
    kept = {one.url: one for one in walked(spider, answers) if one.kind == "page"}
    report = spider.report()
    pdf, docx = "https://www.gov.cn/zhengce/files/measures.pdf", "https://www.gov.cn/files/form.DOCX?v=2"
    assert report.ok and report.listed == 3 and kept.keys() == {PAGE, pdf, docx}
    assert kept[pdf].meta["attached_to"] == PAGE and kept[pdf].meta["title"] == "管理办法"
    article = read(kept[pdf])
    assert article.publisher == "中国政府网" and len(article.text) > 200
    with pytest.raises(Unreadable, match="binary"):
        read(kept[docx])  # kept, and reported as what cannot be read

"""What makes a new version and what does not, and pages that go back to what they had said."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aftershock.ids import document_id
from aftershock.knowledge import Knowledge
from aftershock.model import Document
from aftershock.pages import build
from aftershock.pages.options import SiteOptions
from aftershock.vocabulary import Vocabulary, load_vocabulary
from crawlers.capture import Capture
from tests.knowledge.test_line import run
from tests.reader import filings

NOON = datetime(2021, 9, 1, 4, tzinfo=UTC)
URL = "https://news.example.org/article"
PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="2021-07-06T20:00:00+08:00"></head>
<body><nav>{stamp}</nav><h1>{title}</h1><div class="article"><p>7月6日，据了解，有棵树被冻结资金{sum}亿元。</p>
<p>记者在坂田走访时看到，多家跨境电商公司的办公室里仍然灯火通明，员工们正在整理申诉材料。</p>
<p>一位不愿具名的从业者说，大家都在等平台的答复，新的独立站也在准备之中，谁也不敢停下来。</p></div>
<div class="ad">{advert}</div><div>阅读 {count}</div><script>var t = "{stamp}";</script></body></html>"""


def page(hours: int = 0, **more: str) -> Capture:
    given = {
        "title": "又一家卖家受影响",
        "sum": "1.9",
        "stamp": "12:00:01",
        "advert": "双十一特惠",
        "count": "301",
    } | more
    headers = (("content-type", "text/html; charset=utf-8"),)
    return Capture("url", "page", URL, NOON + timedelta(hours=hours), 200, headers, PAGE.format(**given).encode())


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return load_vocabulary(["amazon-2021"])


def read(folder: Path, words: Vocabulary, *captures: Capture) -> tuple[Document, list[tuple[int, str]], dict[str, str]]:
    """The document after these captures, its states as (number, time), and its figures with why they are gone."""
    run(folder, words, *captures)
    with Knowledge.open(folder / "k") as knowledge:
        assert knowledge.check() == []
        [document] = knowledge.documents()
        states = [(version.number, f"{seen:%H}") for seen, version in knowledge.states(document.id)]
        claims = {c.text: c.superseded or "" for question in knowledge.questions() for c in question.claims}
    return document, states, claims


@pytest.mark.parametrize(
    ("change", "versions"),
    [
        ({"advert": "年终清仓，全场五折起"}, 1),
        ({"stamp": "18:30:59"}, 1),
        ({"count": "90412"}, 1),
        ({"advert": "", "stamp": "", "count": "7"}, 1),
        ({"title": " 又一家卖家受影响\n"}, 1),
        ({"sum": "1.3"}, 2),
        ({"title": "又一家卖家受影响（更正）"}, 2),
        ({"sum": "1.3", "title": "更正：又一家卖家受影响", "count": "5"}, 2),
    ],
)
def test_a_new_version_is_a_change_of_text_or_title(
    tmp_path: Path, words: Vocabulary, change: dict[str, str], versions: int
) -> None:
    changed = page(5, **change)
    assert changed.digest != page().digest
    document, states, _ = read(tmp_path, words, page(), changed)
    assert document.versions == versions
    assert states == [(1, "04"), (2, "09")][:versions]


def test_a_filing_stamped_again_is_no_new_version(tmp_path: Path, words: Vocabulary) -> None:
    first = filings.filing()
    again = re.sub(rb"D:\d{14}", b"D:20301231235959", first)
    assert first != again
    url = "https://static.example.org/2021-07-06/1.PDF"
    captures = [
        Capture("url", "page", url, NOON + timedelta(hours=at), body=body, meta={"title": "公告"})
        for at, body in enumerate((first, again))
    ]
    document, _, _ = read(tmp_path, words, *captures)
    assert document.versions == 1


def test_a_filing_that_its_list_calls_otherwise_is_one_new_version(tmp_path: Path, words: Vocabulary) -> None:
    url, body, first = "https://static.cninfo.com.cn/finalpage/2021-07-06/1.PDF", filings.filing(), "关于资金的公告"
    captures = [
        Capture("cninfo", "page", url, NOON + timedelta(hours=at), body=body, meta={"title": title})
        for at, title in enumerate(
            ("关于资金的公告", "关于资金的公告（更正）", "关于资金的公告（更正）", "关于资金的公告")
        )
    ]
    document, states, _ = read(tmp_path, words, *captures[:3])
    assert (document.versions, document.latest.article.title) == (2, f"{first}（更正）")
    document, states, _ = read(tmp_path, words, captures[3])
    assert (document.versions, [number for number, _ in states]) == (2, [1, 2, 1])


def going_back() -> list[Capture]:
    return [page(), page(1, sum="1.3"), page(2), page(3), page(4, sum="1.3"), page(5, sum="1.6"), page(6)]


EXPECTED = [
    ([(1, "04")], {"1.9亿元": ""}),
    ([(1, "04"), (2, "05")], {"1.9亿元": "revised in version 2 from 1.9亿元 to 1.3亿元", "1.3亿元": ""}),
    (
        [(1, "04"), (2, "05"), (1, "06")],
        {"1.9亿元": "", "1.3亿元": "revised in version 1 from 1.3亿元 to 1.9亿元"},
    ),
]


def steps(folder: Path, words: Vocabulary) -> Iterator[tuple[Document, list[tuple[int, str]], dict[str, str]]]:
    for capture in going_back():
        yield read(folder, words, capture)


def test_a_page_that_goes_back_is_followed(tmp_path: Path, words: Vocabulary) -> None:
    """A, B, A, A, B, C, A, read after each fetch: what is shown now is what counts."""
    told = list(steps(tmp_path / "steps", words))
    assert [(states, claims) for _, states, claims in told[:3]] == EXPECTED
    assert told[3][1:] == told[2][1:]  # seen again as it was: nothing new
    assert [document.latest.number for document, _, _ in told] == [1, 2, 1, 1, 2, 3, 1]
    assert [document.versions for document, _, _ in told] == [1, 2, 2, 2, 2, 3, 3]
    last, states, claims = told[-1]
    assert states == [(1, "04"), (2, "05"), (1, "06"), (2, "08"), (3, "09"), (1, "10")]
    assert [f"{time:%H}" for time in last.latest.times] == ["04", "06", "10"]
    assert (f"{last.latest.seen:%H}", f"{last.latest.since:%H}") == ("04", "10")
    assert claims["1.9亿元"] == "" and claims["1.6亿元"] and claims["1.3亿元"]


def test_read_at_once_and_step_by_step_is_the_same(tmp_path: Path, words: Vocabulary) -> None:
    list(steps(tmp_path / "steps", words))
    run(tmp_path / "once", words, *going_back())
    tables = []
    for folder in ("steps", "once"):
        with Knowledge.open(tmp_path / folder / "k") as knowledge:
            tables.append([[list(row) for row in table.rows] for table in knowledge.tables()])
    assert tables[0] == tables[1]


def test_going_back_within_one_second_is_followed(tmp_path: Path, words: Vocabulary) -> None:
    captures = [replace(capture, fetched=NOON) for capture in going_back()]
    _, states, _ = read(tmp_path, words, *captures)
    assert [number for number, _ in states] == [1, 2, 1, 2, 3, 1]


def test_the_page_of_a_document_tells_what_changed_and_what_came_back(tmp_path: Path, words: Vocabulary) -> None:
    run(tmp_path, words, page(), page(1, sum="1.3", title="更正：又一家卖家受影响"), page(2))
    with Knowledge.open(tmp_path / "k") as knowledge:
        build(knowledge, tmp_path / "site", SiteOptions(title="封号潮"))
    made = (tmp_path / "site" / "documents" / f"{document_id(URL)}.html").read_text("utf-8")
    section = made[made.index('id="versions"') :]
    assert re.findall(r'<li id="(v[^"]+)"', section) == ["v1-3", "v2", "v1"]
    plain = html.unescape(re.sub(r"<[^>]+>", "", section))
    back, corrected, first = (part for part in re.split(r"第 \d 版", plain) if "20" in part)
    assert (
        "恢复于" in back and "−7月6日，据了解，有棵树被冻结资金1.3亿元。" in back and "+标题：又一家卖家受影响" in back
    )
    assert "首见" in corrected and "+7月6日，据了解，有棵树被冻结资金1.3亿元。" in corrected
    assert "−标题：又一家卖家受影响" in corrected and "+标题：更正：又一家卖家受影响" in corrected
    assert "首见" in first and "+" not in first

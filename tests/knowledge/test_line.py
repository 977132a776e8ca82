"""The real archive, the real reader: what comes out at the end of the line."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from aftershock.ids import document_id
from aftershock.knowledge import Knowledge
from aftershock.model import Question
from aftershock.reading import ReadReport, read_archive
from aftershock.vocabulary import Vocabulary, load_vocabulary
from crawlers.archive import Archive
from crawlers.capture import Capture

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>{title}</title>
<meta property="article:published_time" content="{published}"></head>
<body><h1>{title}</h1><div class="article">{body}</div></body></html>"""
REST = (
    "<p>记者在坂田走访时看到，多家跨境电商公司的办公室里仍然灯火通明，员工们正在整理申诉材料。</p>"
    "<p>一位不愿具名的从业者说，大家都在等平台的答复，新的独立站也在准备之中，谁也不敢停下来。</p>"
)


def page(name: str, title: str, published: str, body: str, second: int = 0) -> Capture:
    html = PAGE.format(title=title, published=published, body=f"<p>{body}</p>{REST}{REST[:50]}")
    return Capture(
        "local", "page", f"https://{name}.example.org/article", datetime(2021, 9, 1, 0, 0, second, tzinfo=UTC),
        headers=(("content-type", "text/html; charset=utf-8"),), body=html.encode(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return load_vocabulary(["amazon-2021"])


def run(folder: Path, words: Vocabulary, *captures: Capture, jobs: int = 1) -> ReadReport:
    with Archive.open(folder / "archive", write=True) as archive, Knowledge.open(folder / "k", write=True) as knowledge:
        archive.append(captures)
        return read_archive(archive, knowledge, words, jobs=jobs)


def frozen(knowledge: Knowledge) -> list[Question]:
    return [question for question in knowledge.questions() if question.role == "frozen"]


def test_two_papers_disagree_and_one_of_them_revises(tmp_path: Path, words: Vocabulary) -> None:
    first = page(
        "a", "有棵树资金遭冻结", "2021-07-06T20:00:00+08:00", "7月6日，有棵树公告称，有棵树被冻结资金约1.3亿元。"
    )
    other = page("b", "又一家卖家受影响", "2021-07-06T22:00:00+08:00", "7月6日，据了解，有棵树被冻结资金1.9亿元。", 1)
    report = run(tmp_path, words, first, other)
    assert (report.captures, report.documents, report.failures) == (2, 2, ())
    with Knowledge.open(tmp_path / "k") as knowledge:
        assert knowledge.check() == []
        assert "有棵树" in {name.name for name in knowledge.names()}
        said = [claim for question in frozen(knowledge) for claim in question.claims]
        assert {claim.value for claim in said} == {Decimal(130_000_000), Decimal(190_000_000)}
        for document in knowledge.documents():
            text = document.latest.article.text
            for claim in said:
                if claim.evidence.document == document.id:
                    assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.quote
                    assert text[claim.start : claim.start + len(claim.text)] == claim.text
    revised = page("b", "又一家卖家受影响", "2021-07-06T22:00:00+08:00", "7月6日，据了解，有棵树被冻结资金1.3亿元。", 9)
    report = run(tmp_path, words, revised)
    assert (report.captures, report.documents, report.versions) == (1, 0, 1)
    with Knowledge.open(tmp_path / "k") as knowledge:
        document = knowledge.document(document_id("https://b.example.org/article"))
        assert document is not None and document.versions == 2
        gone = {claim.text: claim.superseded for question in frozen(knowledge) for claim in question.claims}
        assert gone["1.9亿元"] == "revised in version 2 from 1.9亿元 to 1.3亿元"
        assert not any(question.conflict for question in frozen(knowledge))


def test_two_processes_read_the_same(tmp_path: Path, words: Vocabulary) -> None:
    captures = [
        page(f"s{n}", f"第{n}篇", f"2021-08-{n + 1:02d}T10:00:00+08:00", f"截至目前，已有{n + 3}0家店铺被关闭。", n)
        for n in range(6)
    ]
    told = []
    for jobs in (1, 2):
        run(tmp_path / str(jobs), words, *captures, jobs=jobs)
        with Knowledge.open(tmp_path / str(jobs) / "k") as knowledge:
            told.append([[list(row) for row in table.rows] for table in knowledge.tables()])
    assert told[0] == told[1]


def test_files_that_cannot_be_read_are_kept_and_listed(tmp_path: Path, words: Vocabulary) -> None:
    def file(body: bytes, name: str) -> Capture:
        when = datetime(2021, 9, 1, tzinfo=UTC)
        made = Capture("local", "file", "", when, body=body, meta={"filename": name})
        return Capture("local", "file", f"urn:sha256:{made.digest[7:]}", when, body=body, meta={"filename": name})

    broken = [file(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "a.png"), file(b"%PDF-1.7\ncut", "b.pdf")]
    report = run(tmp_path, words, *broken, page("a", "好的", "2021-07-06T20:00:00+08:00", "一切如常。"))
    assert report.captures == 3
    assert report.documents == 1
    with Knowledge.open(tmp_path / "k") as knowledge:
        assert [failure.filename for failure in knowledge.failures()] == ["a.png", "b.pdf"] or len(
            knowledge.failures()
        ) == 2
        assert all(failure.reason and failure.capture for failure in knowledge.failures())

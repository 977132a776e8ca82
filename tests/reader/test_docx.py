"""Word files: what is printed is read, with its tables; what only the file knows is not; and none can do harm."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.capture import Capture
from crawlers.docx import read_docx
from crawlers.errors import Unreadable
from crawlers.local import gather
from crawlers.reading import read

NOW = datetime(2021, 9, 1, tzinfo=UTC)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
BOX = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES = "".join(
    f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (("a3", "heading 1"), ("a4", "Normal"))
)
LIMIT = 50_000
ASKED = "请你公司说明被限制销售的店铺数量、冻结资金的金额，以及对2021年业绩的影响。"


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def packed(body: str, namespace: str = WORD, head: str = "", **more: bytes) -> bytes:
    """A .docx with these paragraphs and tables."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{namespace}" xmlns:mc="{BOX}">'
            f"<w:body>{body}<w:sectPr/></w:body></w:document>",
        )
        parts.writestr("word/styles.xml", f'<w:styles xmlns:w="{namespace}">{STYLES}</w:styles>')
        for name, data in more.items():
            parts.writestr(name, data)
    return file.getvalue()


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


LETTER = (
    p("证券代码：300999<w:tab/>".replace("<w:tab/>", "</w:t><w:tab/><w:t>") + "证券简称：青禾科技")
    + p("关于对青禾科技股份有限公司的关注函", '<w:pStyle w:val="a3"/>')
    + p("创业板关注函〔2021〕第0号", '<w:pStyle w:val="a4"/>')
    + p("青禾科技股份有限公司董事会：")
    + p(ASKED)
    + table(("项目", "金额（万元）"), ("冻结资金", "1,690.5"), ("", ""))
    + table((ASKED * 12, "附注"))
    + p("深圳证券交易所")
    + p("2021年8月6日")
)


@pytest.mark.parametrize("namespace", [WORD, STRICT], ids=["transitional", "strict"])
def test_a_letter_is_read_with_its_table_and_the_day_under_it(namespace: str) -> None:
    article = read_docx(packed(LETTER, namespace), url="https://x.example/a.docx", source="szse", latest=NOW)
    assert article.text.split("\n") == [
        "证券代码：300999\t证券简称：青禾科技",
        "关于对青禾科技股份有限公司的关注函",
        "创业板关注函〔2021〕第0号",
        "青禾科技股份有限公司董事会：",
        ASKED,
        "项目\t金额（万元）",
        "冻结资金\t1,690.5",
        ASKED * 12,
        "附注",
        "深圳证券交易所",
        "2021年8月6日",
    ]
    kinds = [(block.kind, block.table) for block in article.blocks]
    assert kinds[1] == ("heading", None) and kinds[2][0] == "paragraph"
    assert kinds[5:9] == [("row", 0), ("row", 0), ("paragraph", None), ("paragraph", None)]
    assert all(article.text[one.start : one.end] for one in article.blocks)
    assert article.title == "关于对青禾科技股份有限公司的关注函" and article.code == "300999"
    assert article.published and article.published.isoformat() == "2021-08-06T00:00:00+08:00"
    assert article.precision == "day" and article.problems == () and article.media_type.endswith("document")


def test_only_what_is_printed_is_read() -> None:
    run, hidden = "<w:r><w:t>{}</w:t></w:r>", "<w:r><w:rPr><w:vanish{}/></w:rPr><w:t>{}</w:t></w:r>"
    box = f"<w:txbxContent>{p('框中的话。')}</w:txbxContent>"
    body = (
        "<w:p>"
        + run.format("甲")
        + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        + "<w:ins>" + run.format("乙") + "</w:ins><w:hyperlink>" + run.format("丙") + "</w:hyperlink>"
        + hidden.format("", "藏") + hidden.format(' w:val="0"', "丁")
        + "<w:r><w:instrText>PAGE</w:instrText></w:r><!-- 注 --><w:r><w:br/></w:r>" + run.format("戊")
        + f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        + f"</mc:AlternateContent></w:r></w:p><w:sdt><w:sdtContent>{p('己')}<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>"
        + f"{p('甲')}{table(('内', '里'))}</w:tc><w:tc>{p('2')}</w:tc></w:tr>"
        + "</w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>"
    )  # fmt: skip
    article = read_docx(packed(body), url="u", source="local")
    assert article.text.split("\n") == ["甲乙丙丁", "戊", "框中的话。", "己", "甲 内 里\t2"]
    assert article.published is None and article.problems == ("the document does not say when it was published",)


def lying() -> bytes:
    """A part that says it has ten bytes, and has many times what may be unpacked."""
    body = packed("x" * (3 * LIMIT))
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        size = parts.getinfo("word/document.xml").file_size
    return body.replace(struct.pack("<L", size), struct.pack("<L", 10))


def encrypted() -> bytes:
    body = bytearray(packed(LETTER))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        while (place := body.find(mark, place + 1)) >= 0:
            body[place + at] |= 1
    return bytes(body)


LAUGHS = "<!DOCTYPE w [<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("body", "reason", "says"),
    [
        (packed("x" * (LIMIT + 1)), "too large", "word/document.xml"),
        (lying(), "broken", "cannot be unpacked"),
        (encrypted(), "encrypted", "password"),
        (packed(LETTER)[:900], "broken", "cannot be unpacked"),
        (packed(p("&b;"), head=LAUGHS), "broken", "document type"),
        (packed("<w:p>"), "broken", "no XML"),
        (packed(""), "empty", "no text"),
        (packed(LETTER).replace(b"word/document.xml", b"word/document.bin"), "broken", "no document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "binary", ".doc"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "binary", ""),
    ],
    ids=["bomb", "lying", "password", "cut", "entities", "no-xml", "empty", "other-part", "old", "other-zip"],
)
def test_what_cannot_be_read_says_why(body: bytes, reason: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter of either kind is kept as it came; what cannot be read of it is reported under its address."""
    monkeypatch.setattr("crawlers.docx.MAX_XML", LIMIT)
    listed = {"title": "关于对青禾科技的关注函", "published": "2021-08-06T00:00:00+08:00", "precision": "day"}
    with pytest.raises(Unreadable) as caught:
        read(Capture("szse", "page", "http://reportdocs.static.szse.cn/UpFiles/x.doc", NOW, body=body, meta=listed))
    assert caught.value.reason == reason and says in caught.value.detail


def test_files_of_ones_own_are_taken_in_and_the_old_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(packed(LETTER))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (taken,) = [one for one in gather([tmp_path], NOW) if isinstance(one, Capture)]
    assert read(taken).title == "关于对青禾科技股份有限公司的关注函" and read(taken).filename == "letter.docx"
    (named,) = gather([tmp_path / "old.doc"], NOW)
    assert not isinstance(named, Capture) and "save it as .docx" in named.detail

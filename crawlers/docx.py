"""Word files (.docx) → Article: a zip file whose `word/document.xml` holds paragraphs and tables (ECMA-376, part 1).

What is not in the text that Word shows as printed is left out: deleted and hidden runs, field codes, comments, notes,
headers, and the numbers that Word counts by itself.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from crawlers.article import Article, BlockKind
from crawlers.assembly import Line, assemble, squeeze
from crawlers.errors import Unreadable
from crawlers.filinghead import HEAD_LINES, headline, issuer_code, parted, signed

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_XML = 16 * 1024 * 1024
"""Bytes of a part as unpacked; a letter has less than one million."""
_MAIN = re.compile(r"word/document\d*\.xml")
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONGEST_CELL = 400
"""Signs; a longer cell holds a piece of a text, not a value."""
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rt", "pPr", "rPr", "txbxContent", "p"})
"""Inside a paragraph: what is not printed, and what stands by itself."""
_WITHIN = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body"})
_OFF = frozenset({"0", "false", "off"})


def is_docx(body: bytes) -> bool:
    """Whether bytes are such a file: names of parts stand in it as they are."""
    return body.startswith(b"PK\x03\x04") and b"word/document" in body


def is_old_word(body: bytes) -> bool:
    """Whether bytes are a file of Word before 2007 (.doc), or one with a password: both are packed in the same way."""
    return body.startswith(_OLD)


def read_docx(
    body: bytes, *, url: str, source: str, filename: str | None = None, latest: datetime | None = None
) -> Article:
    """The article of a .docx. Raises Unreadable: broken, encrypted, empty, too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            main = next(filter(_MAIN.fullmatch, parts.namelist()), "")
            if not main:
                raise Unreadable("broken", "the Word file has no document in it")
            root = _xml(parts, main)
            headings = _headings(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as problem:
        raise Unreadable("broken", f"the Word file cannot be unpacked: {problem}") from problem
    lines = [line for part in root if _name(part) == "body" for line in _lines(part, headings, _Tables())]
    text, blocks = assemble([*map(parted, lines[:HEAD_LINES]), *lines[HEAD_LINES:]])
    if not text:
        raise Unreadable("empty", "the Word file has no text")
    when = signed(lines, latest)
    return Article(
        url=url,
        source=source,
        text=text,
        title=headline(lines),
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        media_type=MEDIA_TYPE,
        filename=filename,
        code=issuer_code(line.text for line in lines[:HEAD_LINES]),
        blocks=blocks,
        problems=() if when else ("the document does not say when it was published",),
    )


def _xml(parts: zipfile.ZipFile, name: str) -> etree._Element:
    """A part, unpacked no further than its limit, whatever the file says of its size."""
    info = parts.getinfo(name)
    if info.flag_bits & 1:
        raise Unreadable("encrypted", "the Word file is protected by a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("broken", f"{name} is packed in a way that Word does not use")
    with parts.open(info) as packed:
        data = packed.read(MAX_XML + 1)
    if len(data) > MAX_XML:
        raise Unreadable("too large", f"{name} has more than {MAX_XML:,} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable("broken", f"{name} is no XML: {problem}") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("broken", f"{name} declares a document type, which Word never does")
    return root


def _headings(parts: zipfile.ZipFile) -> frozenset[str]:
    """The ids of the styles that are called headings or titles, in whichever language of Word."""
    if "word/styles.xml" not in parts.namelist():
        return frozenset()
    found = set()
    for style in _xml(parts, "word/styles.xml").iter("{*}style"):
        called = next((_value(part) for part in style if _name(part) == "name"), "").lower()
        if called.startswith(("heading", "title", "标题")):
            found.add(_value(style, "styleId"))
    return frozenset(found)


class _Tables:
    """Numbers the tables that were met."""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> int:
        self.count += 1
        return self.count - 1


def _lines(within: etree._Element, headings: frozenset[str], tables: _Tables) -> Iterator[Line]:
    for part in within:
        name = _name(part)
        if name == "p":
            kind: BlockKind = "heading" if _is_heading(part, headings) else "paragraph"
            for text in _text(part).split("\n"):
                if squeeze(text):
                    yield Line(kind, squeeze(text))
            for box in part.iter("{*}txbxContent"):
                if not any(_name(above) == "Fallback" for above in box.iterancestors()):
                    yield from _lines(box, headings, tables)
        elif name == "tbl":
            yield from _rows(part, headings, tables)
        elif name in _WITHIN:
            yield from _lines(part, headings, tables)


def _rows(table: etree._Element, headings: frozenset[str], tables: _Tables) -> Iterator[Line]:
    """A row for each that holds values; what a table only lays out is left to the reading of its cells."""
    number = tables.next()
    for row in _own(table, "tr"):
        cells = list(_own(row, "tc"))
        texts = [" ".join(squeeze(_text(p)) for p in cell.iter("{*}p")).strip() for cell in cells]
        filled = [text for text in texts if text]
        if len(filled) > 1 and max(map(len, filled)) <= _LONGEST_CELL:
            yield Line("row", "\t".join(filled), table=number)
        else:
            for cell in cells:
                yield from _lines(cell, headings, tables)


def _own(within: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, which may stand in wrappers; not those of a table inside it."""
    for part in within:
        if _name(part) == name:
            yield part
        elif _name(part) in _WITHIN:
            yield from _own(part, name)


def _text(within: etree._Element) -> str:
    """The printed text of a paragraph, or of a part of it; its own line breaks as line feeds."""
    pieces = []
    for part in within:
        name = _name(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name in ("tab", "ptab"):
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name not in _UNSEEN and not (name == "r" and _is_hidden(part)):
            pieces.append(_text(part))
    return "".join(pieces)


def _is_hidden(run: etree._Element) -> bool:
    found = run.find("{*}rPr/{*}vanish")
    return found is not None and _value(found) not in _OFF


def _is_heading(paragraph: etree._Element, headings: frozenset[str]) -> bool:
    style, level = paragraph.find("{*}pPr/{*}pStyle"), paragraph.find("{*}pPr/{*}outlineLvl")
    return (style is not None and _value(style) in headings) or (level is not None and _value(level) != "9")


def _name(part: etree._Element) -> str:
    return str(etree.QName(part).localname) if isinstance(part.tag, str) else ""


def _value(part: etree._Element, name: str = "val") -> str:
    return next((str(value) for key, value in part.attrib.items() if etree.QName(key).localname == name), "")

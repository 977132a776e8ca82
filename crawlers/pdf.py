"""PDF → Article: prose as whole paragraphs, tables as rows, each block with its page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pypdfium2
import pypdfium2.raw as pdfium

from crawlers.article import Article
from crawlers.assembly import Line, assemble
from crawlers.errors import Unreadable
from crawlers.filinghead import CODE_ALONE, HEAD_LINES, candidates, headline, issuer_code, parted, signed
from crawlers.pdffurniture import Leaf, without_furniture
from crawlers.pdfglyphs import sheet
from crawlers.pdflines import print_lines
from crawlers.pdfprose import paragraphs
from crawlers.pdftables import tables
from crawlers.wrapping import glue, tighten

MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 800
"""Pages that are read; the rest of a longer document is left out, and the article says so."""
_FEW = 8
"""Signs a page below which it counts as a picture."""
_UNREAD = 0.3
"""Share of signs without a character from which the text layer counts as none."""
_BULLETS = 10
"""Signs of symbol fonts that a page may have without being told of."""


def read_pdf(
    body: bytes, *, url: str, source: str, filename: str | None = None, latest: datetime | None = None
) -> Article:
    """The article of a PDF. Raises Unreadable: encrypted, no text layer, broken, too large."""
    if len(body) > MAX_BYTES:
        raise Unreadable("too large", f"{len(body):,} bytes, the limit is {MAX_BYTES:,}")
    leaves, pages, unknown = _leaves(body)
    without_furniture(leaves)
    lines = paragraphs(leaves)
    text, blocks = assemble([*map(parted, lines[:HEAD_LINES]), *lines[HEAD_LINES:]])
    if not text:
        raise Unreadable("no text layer")
    when = signed(lines, latest)
    problems = [] if when else ["the document does not say when it was published"]
    if unknown > _BULLETS * len(leaves):
        problems.append(
            f"{unknown:,} signs were left out or look wrong: the PDF does not say which characters they are"
        )
    if pages > MAX_PAGES:
        problems.append(f"only the first {MAX_PAGES} of {pages} pages were read")
    return Article(
        url=url,
        source=source,
        text=text,
        title=_title(lines, leaves),
        published=when.time if when else None,
        precision=when.precision if when else None,
        published_raw=when.raw if when else None,
        media_type="application/pdf",
        filename=filename,
        code=issuer_code(line.text for line in lines[:HEAD_LINES]),
        blocks=blocks,
        problems=tuple(problems),
    )


def _leaves(body: bytes) -> tuple[list[Leaf], int, int]:
    """The pages laid out, how many the document has, and the number of signs without a character."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or b"/Encrypt" in body[-4096:]:
            raise Unreadable("encrypted") from None
        raise Unreadable("broken") from None
    try:
        leaves = []
        signs = pictures = unknown = 0
        count = len(document)
        for index in range(min(count, MAX_PAGES)):
            try:
                page = document[index]
            except pypdfium2.PdfiumError:
                raise Unreadable(
                    "broken", f"page {index + 1} of {count} cannot be opened; fetch the file again"
                ) from None
            on_page = sheet(page, index + 1)
            signs += len(on_page.glyphs)
            pictures += on_page.pictures
            unknown += on_page.unknown
            ruled, rest = tables(on_page.rules, on_page.glyphs)
            leaves.append(Leaf(index + 1, on_page.width, on_page.height, print_lines(rest, index + 1), ruled))
            page.close()
        if count == 0:
            raise Unreadable("broken", "the document has no pages")
        if signs < _FEW * len(leaves) and (pictures or signs == 0):
            raise Unreadable("no text layer")
        if unknown > _UNREAD * (signs + unknown):
            raise Unreadable(
                "no text layer", "its fonts do not say which characters their signs are; run OCR on it first"
            )
        return leaves, count, unknown
    finally:
        document.close()


def _title(lines: Sequence[Line], leaves: Sequence[Leaf]) -> str | None:
    """The headline of a filing.

    In Hong Kong it stands below the stock code; else of the first lines the one that names a kind of document counts,
    or the largest.
    """
    below = _below_code(leaves[0])
    if below:
        return below
    named = headline(lines)
    if named:
        return named
    largest = max((printed_line.size for printed_line in leaves[0].lines), default=0.0)
    for line in candidates(lines)[:4]:
        if line.kind == "heading" and any(
            own.size >= largest * 0.98 and line.text.startswith("".join(own.text.split())[:4])
            for own in leaves[0].lines
        ):
            return line.text
    return None


def _below_code(leaf: Leaf) -> str:
    """The centred lines under the line that gives nothing but the stock code; "" when there are none."""
    at = next((at for at, line in enumerate(leaf.lines) if CODE_ALONE.match(tighten(line.text))), len(leaf.lines))
    title = ""
    before = None
    for line in leaf.lines[at + 1 :]:
        text = tighten(line.text)
        if CODE_ALONE.match(text) and not title:
            continue
        centred = abs((line.x0 + line.x1) / 2 - leaf.width / 2) < line.size
        if not centred or (before and line.middle - before.middle > 1.8 * line.size) or text.endswith(("。", "：")):
            break
        title, before = glue(title, text), line
    return title if 4 <= len(title) <= 160 else ""

"""Print the demonstration's filings as PDF files: `python -m benchmarks.print_demo_filings FONT.ttf [NAME …]`.

FONT is a TrueType font with Chinese glyphs whose licence lets them be embedded (LXGWWenKai-Regular.ttf of the Debian
package fonts-lxgw-wenkai was used). Only the glyphs shown are embedded. The same text and font give the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from aftershock.demo.samples import Line, Sample, load_samples

FONT = "Filing"
SIZE = 12.0
SMALL = 10.5
LEADING = 22.0
MARGIN = 90.0
TOP = A4[1] - 90.0
FOOT = 80.0
NO_START = "，。、；：？！）》”%％"
"""What a line must not begin with."""


def main(arguments: Sequence[str]) -> int:
    """Print all filings, or those named."""
    font, *names = arguments
    rl_config.useA85 = 0  # binary streams: a fifth smaller
    pdfmetrics.registerFont(TTFont(FONT, font))
    for sample in load_samples():
        if sample.publisher == "cninfo" and (not names or sample.name in names):
            sample.pdf.parent.mkdir(exist_ok=True)
            _Printer(sample, sample.pdf).print()
            print(f"{sample.pdf.name}: {sample.pdf.stat().st_size:,} bytes")
    return 0


class _Printer:
    """One filing on its pages, from the top down."""

    def __init__(self, sample: Sample, path: Path) -> None:
        self.sample = sample
        self.canvas = Canvas(str(path), pagesize=A4, invariant=1, pageCompression=1)
        self.canvas.setTitle(f"{sample.short}：{sample.title}")
        self.canvas.setAuthor("Sample text written for a demonstration")
        self.page = 1
        self.y = TOP
        self.width = sample.measure * SIZE or A4[0] - 2 * MARGIN

    def print(self) -> None:
        self._head()
        rows: list[Line] = []
        for line in self.sample.lines:
            if line.kind != "row" and rows:
                self._table(rows)
                rows = []
            if line.kind == "row":
                rows.append(line)
            elif line.text.startswith("单位"):
                self._right(line.text)
            else:
                if line.kind == "heading":
                    self._keep(LEADING)  # not alone at the foot of a page
                self._paragraph(line.text)
        if rows:
            self._table(rows)
        self._signature()
        self._page_number()
        self.canvas.save()

    def _head(self) -> None:
        sample = self.sample
        self.canvas.setFont(FONT, SIZE)
        head = f"证券代码：{sample.code}    证券简称：{sample.short}    公告编号：{sample.number}"
        self._centred(head, SIZE)
        self._room(LEADING)
        self._centred(sample.company, 16)
        for line in _balanced(sample.title, 16, self.width):
            self._centred(line, 16)
        self._room(LEADING / 2)

    def _paragraph(self, text: str) -> None:
        indent = 2 * SIZE
        for number, line in enumerate(_wrapped(text, SIZE, self.width, indent, whole_numbers=not self.sample.measure)):
            self._draw(MARGIN + (indent if number == 0 else 0), line)

    def _right(self, text: str) -> None:
        self._draw(MARGIN + self.width - pdfmetrics.stringWidth(text, FONT, SIZE), text)

    def _centred(self, text: str, size: float) -> None:
        self._draw(MARGIN + (self.width - pdfmetrics.stringWidth(text, FONT, size)) / 2, text, size)

    def _table(self, rows: Sequence[Line]) -> None:
        self._keep(len(rows) * LEADING)
        columns = list(zip(*(row.cells for row in rows), strict=True))
        needed = [max(pdfmetrics.stringWidth(cell, FONT, SMALL) for cell in column) + 12 for column in columns]
        spare = (self.width - sum(needed)) / len(needed)
        edges = [MARGIN]
        for width in needed:
            edges.append(edges[-1] + width + spare)
        self._room(6)
        top = self.y + SIZE + 4
        for row in rows:
            for number, cell in enumerate(row.cells):
                space = edges[number + 1] - edges[number] - pdfmetrics.stringWidth(cell, FONT, SMALL)
                self._put(edges[number] + (6 if number == 0 else space / 2), self.y, cell, SMALL)
            self.canvas.line(edges[0], self.y + SIZE + 4, edges[-1], self.y + SIZE + 4)
            self.y -= LEADING
        bottom = self.y + SIZE + 4
        self.canvas.line(edges[0], bottom, edges[-1], bottom)
        for edge in edges:
            self.canvas.line(edge, top, edge, bottom)
        self.y -= 6

    def _signature(self) -> None:
        day = self.sample.published
        self._room(LEADING)
        self._right(f"{self.sample.company}董事会")
        self._right(f"{day.year}年{day.month}月{day.day}日")

    def _draw(self, x: float, text: str, size: float = SIZE) -> None:
        self._keep(0)
        self._put(x, self.y, text, size)
        self.y -= LEADING

    def _keep(self, height: float) -> None:
        """A new page where what comes would run over the foot of this one."""
        if self.y - height < FOOT:
            self._page_number()
            self.canvas.showPage()
            self.page += 1
            self.y = TOP

    def _put(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)

    def _page_number(self) -> None:
        self._put(A4[0] / 2 - 3, 50, str(self.page), SMALL)

    def _room(self, height: float) -> None:
        self.y -= height


def _balanced(text: str, size: float, width: float) -> list[str]:
    """Lines of about the same length."""
    lines = len(_wrapped(text, size, width, 0, whole_numbers=True))
    even = pdfmetrics.stringWidth(text, FONT, size) / lines + size
    return _wrapped(text, size, min(even, width), 0, whole_numbers=True)


def _wrapped(text: str, size: float, width: float, indent: float, *, whole_numbers: bool) -> list[str]:
    """Lines that fit, the first of them shorter by the indent; numbers and Latin words broken only where allowed."""
    pieces = re.findall(r"[A-Za-z0-9.,%\-]+|.", text) if whole_numbers else list(text)
    lines: list[str] = [""]
    room = width - indent
    for piece in pieces:
        needed = pdfmetrics.stringWidth(lines[-1] + piece, FONT, size)
        # A mark that may not begin a line hangs over the edge, as Chinese printers do.
        if needed > room and lines[-1] and not (piece in NO_START and needed <= room + size):
            lines.append("")
            room = width
        lines[-1] += piece
    return lines


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

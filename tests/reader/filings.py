"""PDFs of our own making, as filings are printed."""

from __future__ import annotations

import io
from functools import cache

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

FONT = "STSong-Light"
SIZE = 12
LEFT, RIGHT = 90, 505
PROSE = (
    "青禾科技股份有限公司（以下简称“公司”）于近日收到平台通知，旗下三家网店被暂停销售，被冻结的货款合计约1.69亿元，"
    "占公司最近一期经审计净资产的12.4%，公司正在积极申诉，目前尚无法判断结果，敬请广大投资者注意风险。"
)
TITLE = "青禾科技股份有限公司关于部分网店被暂停销售的公告"
ROWS = [
    ["项目", "2022年", "2021年", "备注"],
    ["营业收入", "1,234,567.89", "987,654.32", ""],
    ["归属于上市公司股东的净利润", "-23,456.78", "12,345.67", "由盈转亏"],
]


@cache
def _font() -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return FONT


def broken(text: str, indent: int = 2) -> list[str]:
    """A paragraph's lines at a margin of 34 signs, the first indented; figures may break."""
    lines, line, room = [], "", 34 - indent
    for sign in text:
        if len(line) >= room and sign not in "，。、）”":
            lines.append(line)
            line, room = "", 34
        line += sign
    return [*lines, line]


def _page(canvas: Canvas, number: int) -> float:
    canvas.setFont(_font(), 9)
    canvas.drawString(LEFT, 800, "青禾科技股份有限公司临时公告")
    canvas.drawCentredString(A4[0] / 2, 40, str(number))
    canvas.setFont(_font(), SIZE)
    return 760.0


def _prose(canvas: Canvas, y: float, text: str) -> float:
    for at, line in enumerate(broken(text)):
        canvas.drawString(LEFT + (2 * SIZE if at == 0 else 0), y, line)
        y -= 20
    return y


def filing(password: str | None = None) -> bytes:
    """Three pages: heads and feet, a paragraph over a page break, a ruled table, a signature and its date."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, encrypt=StandardEncryption(password) if password else None)
    y = _page(canvas, 1)
    for x, text in ((LEFT, "证券代码：300999"), (250, "证券简称：青禾科技"), (400, "公告编号：2023-008")):
        canvas.drawString(x, y, text)
    canvas.setFont(_font(), 15)
    canvas.drawCentredString(A4[0] / 2, y - 40, TITLE[:13])
    canvas.drawCentredString(A4[0] / 2, y - 62, TITLE[13:])
    canvas.setFont(_font(), SIZE)
    y = _prose(canvas, y - 100, PROSE)
    lines = broken(PROSE)
    for at, line in enumerate(lines[:2]):
        canvas.drawString(LEFT + (2 * SIZE if at == 0 else 0), y - 20 * at, line)
    canvas.showPage()
    y = _page(canvas, 2)
    for line in lines[2:]:
        canvas.drawString(LEFT, y, line)
        y -= 20
    canvas.drawString(LEFT, y, "单位：万元")
    table = Table(
        ROWS,
        colWidths=[150, 90, 90, 80],
        style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), _font(), 10)],
    )
    _, height = table.wrapOn(canvas, 420, 400)
    table.drawOn(canvas, LEFT, y - height - 10)
    canvas.showPage()
    y = _prose(canvas, _page(canvas, 3), PROSE)
    canvas.drawString(LEFT + 24, y, "特此公告。")
    canvas.drawRightString(RIGHT, y - 40, "青禾科技股份有限公司董事会")
    canvas.drawRightString(RIGHT - 30, y - 60, "二〇二三年四月六日")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def unmapped(lines: int) -> bytes:
    """A page of prose with so many lines in signs that stand for no character."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(_font(), SIZE)
    y = _prose(canvas, 760, PROSE)
    for line in range(lines):
        canvas.drawString(LEFT, y - 20 * line, "".join(chr(0xE100 + 30 * line + at) for at in range(30)))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned() -> bytes:
    """Pages that are pictures."""
    picture = io.BytesIO(b"P6 40 40 255\n" + bytes(40 * 40 * 3))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(2):
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


ITEMS = (
    "(i)股份合併，據此，每十股每股面值0.01港元的已發行現有股份將合併為一股合併股份，本公司的繳足股本將以當時每股合併股份0.10港元為限予以註銷；",
    "(ii)股份溢價削減，據此，股份溢價賬的進賬總額約148.465百萬港元將削減至零；及",
)
TERMS = [
    ["交易標的/標的資產", "指", "湖畔物流控股100%的股權，於評估基準日的評估值為44.83億元"],
    ["評估基準日", "指", "2015年12月31日"],
]


def announcement() -> bytes:
    """As issuers in Hong Kong print: code above the headline, hanging items, leaders, open tables, place and day."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    font, middle = _font(), A4[0] / 2
    for y, size, text in (
        (800, 10, "湖畔控股有限公司"),
        (780, 10, "（股份代號：999）"),
        (750, 13, "(1)建議股本重組；及"),
        (733, 13, "(2)建議供股的最新情況"),
    ):
        canvas.setFont(font, size)
        canvas.drawCentredString(middle, y, text)
    canvas.setFont(font, SIZE)
    y = 690.0
    for item in ITEMS:
        mark, rest = item[: item.index(")") + 1], item[item.index(")") + 1 :]
        for at in range(0, len(rest), 32):
            if at == 0:
                canvas.drawString(LEFT, y, mark)
            canvas.drawString(LEFT + 28, y, rest[at : at + 32])
            y -= 16
        y -= 14
    canvas.drawString(LEFT, y, "2.")
    canvas.drawString(LEFT + 60, y, "預期時間表")
    y -= 24
    canvas.drawString(LEFT, y, "股本重組生效日期" + " ." * 30 + " 九月二十九日")
    y -= 24
    canvas.setFont(font, 10)
    for term in TERMS:
        canvas.line(LEFT, y + 14, RIGHT, y + 14)
        for x, cell in zip((LEFT + 4, LEFT + 124, LEFT + 164), term, strict=True):
            canvas.drawString(x, y, cell[:24])
            canvas.drawString(x, y - 12, cell[24:])
        y -= 30
    canvas.line(LEFT, y + 14, RIGHT, y + 14)
    for x in (LEFT + 120, LEFT + 160):
        canvas.line(x, y + 14, x, y + 14 + 30 * len(TERMS))
    canvas.setFont(font, SIZE)
    for drop, text in ((20, "承董事會命"), (36, "主席"), (52, "羅一鳴")):
        canvas.drawCentredString(RIGHT - 60, y - drop, text)
    canvas.drawString(LEFT, y - 84, "香港，二零二五年八月十八日")
    canvas.setFont(font, 9)
    canvas.drawCentredString(middle, 40, "– i –")
    canvas.showPage()
    canvas.save()
    return out.getvalue()


FRAMED = [["1", "湖畔投资", "240.00", "60.00"], ["2", "青木投资", "160.00", "40.00"]]


def framed() -> bytes:
    """A page whose text stands in a frame that its tables touch, as the exchange in Beijing prints prospectuses.

    The second table has no line at its left side.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = _page(canvas, 1)
    canvas.rect(LEFT - 12, 400, RIGHT - LEFT + 24, y - 400)
    font = ("FONT", (0, 0), (-1, -1), _font(), 10)
    opened = [
        (part, (0, 0), (-1, -1), 0.5, colors.black) for part in ("INNERGRID", "LINEBELOW", "LINEABOVE", "LINEAFTER")
    ]
    width = (RIGHT - LEFT) / 4
    for rows, lines in ((FRAMED, [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]), (FRAMED[:1], opened)):
        table = Table(rows, colWidths=[width] * 4, style=[*lines, font])
        _, height = table.wrapOn(canvas, 420, 400)
        table.drawOn(canvas, LEFT, y - height)
        y = _prose(canvas, y - height - 24, PROSE)
        canvas.line(LEFT - 12, y + 10, RIGHT + 12, y + 10)
        y += 10
    canvas.showPage()
    canvas.save()
    return out.getvalue()


USES = [
    ["我们核心产品的商业化及适应症扩展", "50.2", "106.7", "105.7", "预计于2027年底前悉数动用"],
    ["一般公司用途", "9.0", "19.2", "19.2", "不适用"],
]


def unruled() -> bytes:
    """A table without lines, in narrow print: labels and words that hang under their first line."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = _prose(canvas, _page(canvas, 1), PROSE)
    label, *figures, when = USES[0]
    canvas.setFont(_font(), SIZE)
    for x in (260, 310, 360):
        narrow = canvas.beginText(x, y)
        narrow.setHorizScale(60)
        narrow.textOut("人民币千元")
        canvas.drawText(narrow)
    y -= 20
    for row in ([label[:10], *figures, when[:9]], USES[1]):
        canvas.drawString(LEFT, y, row[0])
        for x, cell in zip((270, 320, 370), row[1:-1], strict=True):
            canvas.drawRightString(x, y, cell)
        canvas.drawString(370 + SIZE * 1.1, y, row[-1])
        if row[0] != USES[1][0]:
            y -= 20
            canvas.drawString(LEFT + SIZE, y, label[10:])
            canvas.drawString(370 + SIZE * 2.1, y, when[9:])
        y -= 20
    canvas.showPage()
    canvas.save()
    return out.getvalue()


HEADINGS = [
    "（九）公司第四次增加注册资本以及历次股权变动的情况",
    "（十）公司董事、监事、高级管理人员的其他对外投资情况",
]


def headed() -> bytes:
    """Headings in print a little larger than the prose under them, one of them almost as wide as the page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = _page(canvas, 1)
    for heading in HEADINGS:
        y = _prose(canvas, y, PROSE) - 10
        canvas.setFont(_font(), 13.98)
        canvas.drawString(LEFT, y, heading)
        canvas.setFont(_font(), SIZE)
        y = _prose(canvas, y - 32, PROSE)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


SHORT = [f"2022年{month}月，青禾科技完成了上述增资的工商变更登记手续。" for month in (3, 5, 8)]


def few() -> bytes:
    """A page full of prose, and one of few lines of which only one begins at the margin."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    y = _page(canvas, 1)
    for _ in range(5):
        y = _prose(canvas, y, PROSE)
    canvas.showPage()
    y = _page(canvas, 2)
    for text in (*SHORT, PROSE[:48] + "。", *SHORT):
        y = _prose(canvas, y, text) - 11
    canvas.showPage()
    canvas.save()
    return out.getvalue()

"""A PDF page → its signs and ruled lines with positions, upright whatever the page's rotation.

Positions are points; x grows to the right, y downwards from the page's top.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

MAX_SIGNS = 60_000
"""Signs of one page that are read; a page with more is a drawing made of text."""
MAX_PATHS = 20_000
_THIN = 3.0
"""Points; what is thinner is a line."""


@dataclass(slots=True)
class Glyph:
    """One visible sign."""

    sign: str
    x0: float
    y0: float
    x1: float
    y1: float
    spaced: bool = False
    """Whether the file has a space before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: horizontal when `y0 == y1`, vertical when `x0 == x1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Sheet:
    """What is on one page."""

    number: int
    """1-based."""
    width: float
    height: float
    glyphs: list[Glyph]
    """In the order the file holds them, which is the order of reading."""
    rules: list[Rule]
    pictures: int
    unknown: int
    """Signs of which the file does not say what character they are."""


class _Upright:
    """Page coordinates (origin below left, unrotated) → ours."""

    def __init__(self, page: Any) -> None:
        self.rotation = page.get_rotation() % 360
        width, height = page.get_size()
        self.width, self.height = width, height
        left, bottom, right, top = page.get_cropbox()
        self.left, self.bottom, self.right, self.top = left, bottom, right, top

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        one, other = self.point(x0, y0), self.point(x1, y1)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def sheet(page: Any, number: int) -> Sheet:
    """Signs and rules of a page of a document opened by pypdfium2."""
    upright = _Upright(page)
    rules, pictures = _rules(page, upright)
    glyphs, unknown = _glyphs(page, upright)
    return Sheet(number, upright.width, upright.height, glyphs, rules, pictures, unknown)


def _glyphs(page: Any, upright: _Upright) -> tuple[list[Glyph], int]:
    """The visible signs, and how many others there are without a character."""
    text = page.get_textpage()
    handle = text.raw
    rect = pdfium.FS_RECTF()
    found: list[Glyph] = []
    high = unknown = 0
    spaced = False
    for index in range(min(text.count_chars(), MAX_SIGNS)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code  # first half of a sign outside the basic plane
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if (
            code < 33
            or code in (0x00A0, 0x3000, 0x00AD, 0xFFFE, 0xFFFF, 0x200B, 0xFEFF)
            or 0x7F <= code < 0xA0
            or code > 0x10FFFF
            or 0xD800 <= code < 0xE000
        ):
            spaced = True
            unknown += code == 0
            continue
        unknown += 0xE000 <= code <= 0xF8FF or code == 0xFFFD
        if not pdfium.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(rect)):
            continue
        x0, y0, x1, y1 = upright.box(rect.left, rect.bottom, rect.right, rect.top)
        if x1 < -2 or y1 < -2 or x0 > upright.width + 2 or y0 > upright.height + 2:
            continue  # outside the paper: printers' marks, hidden text
        glyph = Glyph(chr(code), x0, y0, x1, y1, spaced)
        spaced = False
        if found and _same(found[-1], glyph):
            continue  # bold made by printing twice
        found.append(glyph)
    return found, unknown


def _same(one: Glyph, other: Glyph) -> bool:
    return (
        one.sign == other.sign
        and abs(one.x0 - other.x0) < 0.25 * max(1.0, one.x1 - one.x0)
        and abs(one.y0 - other.y0) < 1.5
    )


def _rules(page: Any, upright: _Upright) -> tuple[list[Rule], int]:
    rules: list[Rule] = []
    pictures = 0
    for count, item in enumerate(page.get_objects(max_depth=2)):
        if count > MAX_PATHS:
            break
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            rules.extend(_path(item, upright))
    return rules, pictures


def _path(item: Any, upright: _Upright) -> list[Rule]:
    """The straight lines of a drawn path: strokes as they run, thin filled bars as one line each."""
    matrix = item.get_matrix()
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(filled), ctypes.byref(stroked))
    x, y = ctypes.c_float(), ctypes.c_float()
    found: list[Rule] = []
    corners: list[tuple[float, float]] = []
    for index in range(min(pdfium.FPDFPath_CountSegments(item.raw), 4000)):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = upright.point(*matrix.on_point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            found.extend(_bars(corners, bool(stroked.value)))
            corners = [here]
        else:
            corners.append(here)
            if pdfium.FPDFPathSegment_GetClose(segment):
                corners.append(corners[0])
    found.extend(_bars(corners, bool(stroked.value)))
    return found


def _bars(corners: list[tuple[float, float]], stroked: bool) -> list[Rule]:
    if len(corners) < 2:
        return []
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top < _THIN and right - left >= _THIN:
        middle = (top + bottom) / 2
        return [Rule(left, middle, right, middle)]
    if right - left < _THIN and bottom - top >= _THIN:
        middle = (left + right) / 2
        return [Rule(middle, top, middle, bottom)]
    if not stroked:
        return []  # a shaded area has no lines of its own
    found = []
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(y0 - y1) < 1 and abs(x0 - x1) >= _THIN:
            found.append(Rule(min(x0, x1), y0, max(x0, x1), y0))
        elif abs(x0 - x1) < 1 and abs(y0 - y1) >= _THIN:
            found.append(Rule(x0, min(y0, y1), x0, max(y0, y1)))
    return found

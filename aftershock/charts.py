"""Charts as SVG, drawn without a library: every mark is a link with a title, and colours come from the style sheet.

Each function gives markup that may stand in an HTML page as it is; all text in it is escaped. Coordinates are rounded,
so that the same numbers give the same bytes. The page shows the same numbers in a table beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

PHONE = 354
"""Width at which a chart is as wide as a phone's column, its letters as large as the text's."""
_CHAR = 13.0
"""Width of a Chinese character at the size labels are set in."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 to `value`; with `low`, the part from `low` to `value` is drawn lighter."""

    label: str
    value: float
    title: str
    """Read out, and shown when the pointer rests on the mark."""
    href: str
    """Empty: nothing to lead to, such as a month without anything."""
    shown: str = ""
    """The figure printed at the bar."""
    low: float | None = None
    under: str = ""
    """Printed below the label of an upright bar, such as the year where it begins."""
    english: tuple[str, str, str] = ("", "", "")
    """`label`, `shown` and `under` in English; empty where they are the same."""
    open: bool = False
    """The upper side is not known: the bar ends in an arrow."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day."""

    day: date
    title: str
    href: str
    size: int = 1
    """How many sources or statements; gives the area."""
    accent: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A line of marks, such as those of one company."""

    label: str
    href: str
    marks: tuple[Mark, ...]


def columns(bars: Sequence[Bar], *, name: str, describe: str, width: int = 960, height: int = 190) -> Markup:
    """Upright bars in a row, such as one for each month."""
    if not bars:
        return Markup("")
    top, bottom = 26.0, 44.0 if any(bar.under for bar in bars) else 26.0
    inner = height - top - bottom
    largest = max(bar.value for bar in bars) or 1
    step = width / len(bars)
    thick = min(step * 0.62, 72)
    parts = [_line(0, height - bottom + 0.5, width, height - bottom + 0.5, "axis")]
    every = max(1, -(-len(bars) * 34 // width))  # Where bars stand too close, not each of them is labelled.
    for at, bar in enumerate(bars):
        tall = inner * bar.value / largest
        x = step * at + (step - thick) / 2
        middle = step * at + step / 2
        body = _rect(x, height - bottom - tall, thick, tall, "bar")
        if every == 1 or bar.value == largest:
            body += _text(middle, height - bottom - tall - 7, bar.shown, "value middle", bar.english[1])
        if at % every == 0:
            body += _text(middle, height - bottom + 19, bar.label, "label middle", bar.english[0])
        if bar.under:
            body += _text(min(max(middle, 18), width - 18), height - 6, bar.under, "label middle", bar.english[2])
        # A target as tall as the chart: a bar of one pixel is no link for a finger.
        body += _rect(step * at, top - 18, step, height - top + 18, "target")
        parts.append(_link(bar.href, bar.title, body))
    return _svg(width, height, name, describe, parts, "uprights")


def ranges(bars: Sequence[Bar], *, name: str, describe: str, width: int = 460) -> Markup:
    """Lying bars: dark up to the low bound, light from there to the high one."""
    if not bars:
        return Markup("")
    left = min(max(_wide(bar.label) for bar in bars) + 14, 190, width * 0.4)
    right = max(max(_wide(bar.shown), _wide(bar.english[1])) for bar in bars) + 22
    row = 34
    inner = max(width - left - right, 60)
    largest = max(bar.value for bar in bars) or 1
    parts = [_line(left + 0.5, 4, left + 0.5, row * len(bars) - 2, "axis")]
    for at, bar in enumerate(bars):
        y = row * at
        end = inner * bar.value / largest
        sure = end if bar.low is None else inner * bar.low / largest
        body = _text(left - 10, y + 22, bar.label, "label end") + _rect(left + 1, y + 9, max(sure, 1.5), 17, "bar")
        if end > sure:
            body += _rect(left + 1 + sure, y + 9, end - sure, 17, "unsure")
        if bar.open:
            body += Markup('<path class="arrow" d="M{0} {1}l6 5.5l-6 5.5"/>').format(_n(left + 4 + end), _n(y + 12))
        body += _text(left + end + (16 if bar.open else 9), y + 22, bar.shown, "value", bar.english[1])
        body += _rect(0, y, width, row, "target")
        parts.append(_link(bar.href, bar.title, body))
    return _svg(width, row * len(bars) + 2, name, describe, parts, "ranges")


def lanes(rows: Sequence[Lane], *, name: str, describe: str, width: int = 960) -> Markup:
    """One line for each body, time from left to right, a dot for each thing that happened."""
    days = [mark.day for lane in rows for mark in lane.marks]
    if not days:
        return Markup("")
    first, last = min(days).replace(day=1), _next_month(max(days))
    left = min(max(_wide(lane.label) for lane in rows) + 18, 150, width // 3)
    span = (last - first).days
    row, head = 34, 28

    def place(day: date) -> float:
        return left + 10 + (width - left - 24) * (day - first).days / span

    tall = head + row * len(rows) + 4
    parts: list[Markup] = []
    months = _months(first, last)
    every = max(1, -(-len(months) * (46 if width > PHONE else 34) // int(width - left)))
    for at, month in enumerate(months):
        parts.append(_line(place(month), head - 8, place(month), tall - 4, "grid"))
        if at % every == 0 and month < last:
            words, english = f"{month.month}月", f"{month:%b}"
            if (at == 0 or month.month == 1) and width > PHONE:
                words, english = f"{month.year}年{words}", f"{english} {month.year}"
            parts.append(_text(place(month) + 3, 14, words, "label", english))
    for at, lane in enumerate(rows):
        y = head + row * at + row / 2
        parts.append(_line(left, y, width, y, "rule"))
        parts.append(_link(lane.href, lane.label, _text(left - 6, y + 5, lane.label, "label end")))
        for mark in lane.marks:
            radius = min(3.6 + 1.5 * (mark.size - 1) ** 0.5, 11)
            # The wide clear ring is what a finger hits.
            dot = Markup(
                '<circle class="target" cx="{0}" cy="{1}" r="12"/><circle class="{2}" cx="{0}" cy="{1}" r="{3}"/>'
            ).format(_n(place(mark.day)), _n(y), "dot accent" if mark.accent else "dot", _n(radius))
            parts.append(_link(mark.href, mark.title, dot))
    return _svg(width, tall, name, describe, parts, "lanes")


def sparkline(points: Sequence[tuple[float, float]], *, name: str, width: int = 220, height: int = 44) -> Markup:
    """The course of a sum: each point (low, high), drawn in steps with the space between filled.

    No marks: the card that holds it is the link.
    """
    if len(points) < 2:
        return Markup("")
    largest = max(max(pair) for pair in points) or 1
    step = (width - 2) / len(points)

    def y(value: float) -> float:
        return height - 2 - (height - 6) * value / largest

    def steps(values: Sequence[float]) -> list[str]:
        path = []
        for at, value in enumerate(values):
            path += [f"{_n(1 + step * at)} {_n(y(value))}", f"{_n(1 + step * (at + 1))} {_n(y(value))}"]
        return path

    lower, upper = steps([low for low, _ in points]), steps([high for _, high in points])
    ground = [f"{_n(width - 1)} {_n(y(0))}", f"1 {_n(y(0))}"]
    parts = [
        Markup('<path class="ground" d="M{}Z"/>').format("L".join(lower + ground)),
        Markup('<path class="between" d="M{}Z"/>').format("L".join(upper + lower[::-1])),
        Markup('<path class="course" d="M{}"/>').format("L".join(upper)),
    ]
    return _svg(width, height, name, "", parts, "sparkline")


def _svg(width: float, height: float, name: str, describe: str, parts: Sequence[Markup], kind: str) -> Markup:
    told = Markup("<desc>{}</desc>").format(describe) if describe else Markup("")
    return Markup(
        '<svg class="chart {kind}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="{role}" aria-label="{name}">'
        "{told}{body}</svg>"
    ).format(
        kind=kind,
        w=_n(width),
        h=_n(height),
        role="img" if kind == "sparkline" else "group",
        name=name,
        told=told,
        body=Markup("").join(parts),
    )


def _link(target: str, title: str, body: Markup) -> Markup:
    if not target:
        return body
    return Markup('<a href="{0}" aria-label="{1}"><title>{1}</title>{2}</a>').format(target, title, body)


def _rect(x: float, y: float, width: float, height: float, kind: str) -> Markup:
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
        kind, _n(x), _n(y), _n(max(width, 0)), _n(max(height, 0))
    )


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(kind, _n(x1), _n(y1), _n(x2), _n(y2))


def _text(x: float, y: float, words: str, kind: str, english: str = "") -> Markup:
    if english and english != words:
        return _text(x, y, words, f"{kind} zh") + _text(x, y, english, f"{kind} en")
    return Markup('<text class="{}" x="{}" y="{}" aria-hidden="true">{}</text>').format(
        kind, _n(x), _n(y), escape(words)
    )


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _wide(words: str) -> float:
    return sum(_CHAR if ord(character) > 0x2E80 else _CHAR * 0.58 for character in words)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _months(first: date, last: date) -> list[date]:
    found = [first]
    while found[-1] < last:
        found.append(_next_month(found[-1]))
    return found

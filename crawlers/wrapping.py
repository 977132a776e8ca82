"""Hard-wrapped lines → whole paragraphs: text as it comes out of a PDF or an old mail.

A line goes on in the next one unless the next one's first word would still have fitted behind it (then its writer broke
it on purpose), a heading or list mark begins, or a sentence ends before the margin. Measured in half-width columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—·①-⑳㈠-㈩□■√☑☐○●"
_GAP_CHINESE = re.compile(
    rf"(?<=[{_CJK}])[ \t\u3000\xa0]+(?=[{_CJK}0-9A-Za-z(（+\-])|(?<=[0-9A-Za-z%)）℃°.])[ \t\u3000\xa0]+(?=[{_CJK}])"
)
_ENDS = re.compile(r"[。！？!?；;：:][”’」』）)]?$|[。！？]\S?$")
_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百零〇\d]{1,4}[章节条篇部分]|\d{1,2}(?:、|[.．](?!\d))"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[\s\u3000]|[（(]\d{1,2}[）)]"
    r"|[①-⑳]\s|[•●■◆▪➢★▶·]|[图表]\s?\d{1,3}[：:\s]|注[：:]|[□√☑])"
)
FIRST_WORD = re.compile(r"[“‘（(《〈【「]*(?:[0-9A-Za-z][0-9A-Za-z.,%％\-/:]*|.)[，。！？、；：”’）)》】」…%]*")
_NEVER_FIRST = re.compile(r"^[，。！？、；：”’）)》】」…%％]|^[①-⑳]$")
_IN_FIGURE = re.compile(r"[\d.,%万亿千百]$")
_UNIT = re.compile(r"[\d.,%％万亿千百元美港欧个家人年月日倍]")
_INDENT = 4
_MIN_LINES = 6
"""Texts of fewer lines are taken as they are."""


def width(text: str) -> int:
    """Columns a text takes in print: two for a Chinese sign, one for a Latin one."""
    return sum(1 if sign < "\u0300" else 2 for sign in text)


def tighten(text: str) -> str:
    """A text without the gaps that typesetting leaves between Chinese signs, and between these and figures or Latin.

    Gaps between Latin words and between figures stay: they part words and numbers.
    """
    return _GAP_CHINESE.sub("", text)


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether these (non-empty) lines are broken at a margin: many of one width, most of them in mid-sentence."""
    if len(lines) < _MIN_LINES:
        return False
    widths = sorted(width(line) for line in lines)
    margin = widths[int(len(widths) * 0.85)]
    if margin > 160 or margin < 16:
        return False
    full = sum(margin * 0.82 <= own <= margin * 1.25 for own in widths)
    open_ended = sum(not _ENDS.search(line) for line in lines)
    return full * 2 >= len(lines) and open_ended * 2 >= len(lines)


def join(lines: Sequence[str]) -> list[str]:
    """The paragraphs of hard-wrapped, non-empty lines. The margin is looked for around each line: columns differ."""
    lines = _mended(lines)
    widths = [width(line) for line in lines]
    sizes = [len(line) for line in lines]
    paragraphs: list[str] = []
    current = ""
    for at, line in enumerate(lines):
        opens = not current
        current = line if opens else glue(current, line)
        # The first line of a paragraph is two signs shorter than it looks: its indent is gone.
        indent = _INDENT if opens and not _MARK.match(line) else 0
        # Some writers fill lines to so many columns, some to so many signs; a short line is short by both measures.
        room = min(margin_near(widths, at) - widths[at], 2 * (margin_near(sizes, at) - sizes[at])) - indent
        if at + 1 == len(lines) or ends(line, lines[at + 1], room):
            paragraphs.append(tighten(current))
            current = ""
    return paragraphs


def _mended(lines: Sequence[str]) -> list[str]:
    """Lines of which none begins with what cannot begin one: raised footnote marks cut printed lines into pieces."""
    whole: list[str] = []
    for line in lines:
        if whole and _NEVER_FIRST.match(line):
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def margin_near(widths: Sequence[int], at: int) -> int:
    """The width that lines around this one are filled to."""
    near = sorted(widths[max(0, at - 8) : at + 9])
    return near[int(len(near) * 0.75)]


def ends(line: str, following: str, room: int) -> bool:
    """Whether a paragraph ends with this line, which leaves so many columns free before the margin."""
    if _IN_FIGURE.search(line) and _UNIT.match(following):
        return False
    if _MARK.match(following) and (room > 2 or _ENDS.search(line)):
        return True
    first = FIRST_WORD.match(following)
    fits = room - 2 >= width(first[0] if first else following)
    if _ENDS.search(line):
        return fits
    if line.endswith(("，", "、", ",", "（", "(", "《", "“", "-", "—")):
        return False
    # A line without an end mark that stops well before the margin is a heading or a name under a text.
    return fits and room >= max(6, (width(line) + room) // 5)


def glue(left: str, right: str) -> str:
    """Two lines of one paragraph; a space only between Latin words."""
    if (
        left[-1:].isascii()
        and right[:1].isascii()
        and left[-1:].isalpha()
        and (right[:1].isalpha() or right[:1] == "(")
    ):
        return f"{left} {right}"
    return left + right

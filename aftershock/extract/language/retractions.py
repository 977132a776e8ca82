"""What a correction prints only to take it back: the lines under its heading 更正前, up to the heading 更正后.

一、更正前            更正前：甲乙公司资金约为1亿元。
甲乙公司资金约为1亿元。
二、更正后
"""

from __future__ import annotations

import re
from bisect import bisect_left

from aftershock.extract.language.sentences import Span

_SPACE = " \t\r\u00a0\u3000"
_NUMBER = rf"[{_SPACE}#（(【]*+(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})?[、.．）)】]?[{_SPACE}]*+"
_CORRECTION = "(?:更正|修订|修正|更改)"
_WHAT = rf"(?:原)?(?:公告|披露|报告)?(?:的)?(?:内容)?(?:补充)?{_CORRECTION}"
_ANY = re.compile(f"前(?<={_CORRECTION}前)")
_BEFORE = re.compile(
    rf"^{_NUMBER}{_WHAT}前(?:的?(?:内容|情况|表述|数据))?(?:为|如下)?(?P<open>[:：]?[】）)]?)(?P<rest>.*)$", re.M
)
_NEXT = re.compile(rf"^{_NUMBER}(?:{_WHAT}后|[一二三四五六七八九十]{{1,3}}、)", re.M)


def retracted(text: str) -> tuple[Span, ...]:
    """The stretches in order, headings included. A row of a table (its cells parted by tabs) is none."""
    if not _ANY.search(text):
        return ()
    found: list[Span] = []
    nexts = [following.start() for following in _NEXT.finditer(text)]
    for heading in _BEFORE.finditer(text):
        if "\t" in heading.group() or (heading["rest"].strip() and not heading["open"]):
            continue
        if heading["rest"].strip():
            found.append(Span(heading.start(), heading.end()))
            continue
        following = bisect_left(nexts, heading.end() + 1)
        if following < len(nexts):
            found.append(Span(heading.start(), nexts[following]))
    return tuple(found)

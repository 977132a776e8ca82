"""Turns of a dialogue: lines that begin with who speaks (赵凯：我们原来有六十多个店铺, 答：…)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.language.scan import occurrences
from aftershock.extract.scene.places import Places
from aftershock.extract.scene.said import Statement

_ASKS = r"问|Q\d?|记者|主持人|[\u4e00-\u9fff]{2,8}(?:记者|财经|新闻|日报|周刊|时报|网)"
_LINE = re.compile(
    rf"(?m)[ \u3000]*(?P<who>(?P<asks>{_ASKS})|(?P<answers>答|A\d?)|[\u4e00-\u9fffA-Za-z·]{{2,10}})"
    r"[：:](?P<said>[^\n]+)$"
)
LEAST = 2
"""So many lines of questions and of answers make a dialogue."""


def turns(text: str, places: Places) -> Sequence[Statement]:
    """What is answered in a dialogue, a line each, with who answers; nothing where a text is none.

    Who answers is named at the head of the line; behind 答 it is the one person named before the first question.
    """
    if "：" not in text and ":" not in text:
        return ()
    starts = sorted({text.rfind("\n", 0, at) + 1 for colon in "：:" for at in occurrences(text, colon)})
    heads = [line for start in starts if (line := _LINE.match(text, start)) is not None]
    if sum(line["asks"] is not None for line in heads) < LEAST:
        return ()
    before = {p.name.name for p in places.within(0, heads[0].start()) if p.name.kind == "person"}
    only = next(iter(before)) if len(before) == 1 else None
    said = []
    for line in heads:
        head = [p for p in places.within(*line.span("who")) if p.name.kind == "person" and p.start == line.start("who")]
        who = only if line["answers"] else head[0].shown if head and head[0].end == line.end("who") else None
        if who is not None:
            said.append(Statement(line.start("said"), line.end(), who, direct=True, turn=True))
    return said if len(said) >= LEAST else ()

"""Sections: whom the paragraphs below a heading are about, where the heading is a name (二、有棵树).

    heading = a line of its own: number? name bracket? | name ：
    number  = 一、 | （二） | 3. | ①        another numbered heading ends a section, and names nobody

X子公司，… right below such a heading tells whose child the one in the heading is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from aftershock.extract.scene.places import Place, Places
from aftershock.model import RelationFound

LONGEST = 28
"""The longest line that is taken for a heading, in characters."""
_NUMBER = (
    r"(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]{1,3}[家位、]"
    r"|(?:NO|No|TOP|Top)?\.?\d{1,2}(?:[、.．:：]|\b(?=[^\d.年月日%万亿家个名]))|[①-⑳]|[●■◆▲★◎▶·•])"
)
_LINE = re.compile(rf"(?m)[ \u3000]*(?P<number>{_NUMBER})?[ \u3000]*(?P<head>[^\n]{{1,{LONGEST}}})$")
_TAIL = re.compile(r"(?:[（(][^（）()]{1,20}[）)])?[：:]?[ \u3000]*\Z")
_CHILD = re.compile(
    r"(?:[（(][^（）()]{1,20}[）)])?的?(?:全资|控股|下属|旗下|核心|重要)*(?:子公司|孙公司|附属公司|旗下(?:公司|企业|平台)?)(?=[，。；、]|\Z)"
)
_ENDED = "。，；！？…!?;,"


class Section(NamedTuple):
    """The text below a heading up to the next."""

    start: int
    end: int
    of: Place | None
    """Whose name the heading is; None of a heading that is no name."""
    parent: Place | None
    """Whose child the text right below the heading tells that one to be."""


class Sections:
    """The sections of a text, found by position. None where fewer than two headings are names."""

    def __init__(self, text: str, places: Places) -> None:
        heads: list[tuple[int, int, Place | None]] = []
        first = stop = 0
        for line in text.split("\n") if places.all else ():
            first, stop = stop, stop + len(line) + 1
            if not 0 < len(line) < 2 * LONGEST or line[-1] in _ENDED:
                continue
            found = _LINE.match(text, first)
            if found is None:
                continue
            named = places.within(found.start("head"), found.end("head"))
            own = named[0] if named and named[0].start == found.start("head") else None
            if own is not None and not _TAIL.match(text[own.end : found.end("head")]):
                own = None
            if own is not None or found["number"]:
                heads.append((found.start(), found.end(), own))
        self.all: list[Section] = []
        self._starts: list[int] = []
        self.parents: frozenset[int] = frozenset()
        """Where those stand that the sections only tell to be somebody's parents."""
        if sum(1 for _, _, of in heads if of is not None) < 2:
            return  # as in most texts
        ends = [*(start for start, _, _ in heads[1:]), len(text)]
        self.all = [
            Section(start, stop, of, _parent(text, places, start, stop, of) if of else None)
            for (_, start, of), stop in zip(heads, ends, strict=False)
        ]
        self._starts = [section.start for section in self.all]
        self.parents = frozenset(section.parent.start for section in self.all if section.parent)

    def of(self, position: int, able: Callable[[Place], bool]) -> str | None:
        """Whom the section is about in which a position lies, if he is able to be what is asked for."""
        n = bisect_right(self._starts, position) - 1
        of = self.all[n].of if n >= 0 else None
        return of.shown if of is not None and able(of) else None

    def relations(self) -> Iterator[RelationFound]:
        """The parents of those in the headings, as the text below each begins by telling."""
        for section in self.all:
            if section.of and section.parent:
                yield RelationFound(
                    "subsidiary", section.parent.name.name, section.of.name.name, section.of.start, section.parent.end
                )


def _parent(text: str, places: Places, start: int, stop: int, of: Place) -> Place | None:
    """Whose child the text below a heading begins by telling: 星徽股份（300464）全资子公司，…."""
    first = next(iter(places.within(start, min(stop, start + LONGEST))), None)
    if first is None or first.name is of.name or text[start : first.start].strip():
        return None
    return first if _CHILD.match(text, first.end) else None

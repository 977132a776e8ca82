"""Who a line of news lets announce, and then calls 公司: 甲公告，公司…, 【甲：拟…】甲公告称…, 甲（600001）：本公司…."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from aftershock.extract.relations.owners import Place, able, named_aside

_CODE = r"(?:[（(][^（）()\n]{1,24}[）)])?"
_OWN = r"(?:[本我]|上市)?公司|(?:拟|旗下|下属|全资|控股|间接|非){0,3}(?:子|孙|附属)公司"
SAYS = re.compile(
    rf"{_CODE}(?:(?:集团|公司)?[^，。：；！？】\n]{{0,24}}?公告(?:称|显示|披露|表示|指出|透露)?[，,：:]"
    rf"|[：:](?={_OWN})|(?:在[^，。：；\n]{{2,12}})?(?:表示|回复[^，。：；\n]{{0,12}}|称)[，,：:](?={_OWN}))"
)
"""Behind who announces."""
FAR_BACK = 1600
"""How far before a place its line begins, in characters."""


class Announcers:
    """The announcers of a text, each line looked at once."""

    def __init__(self, text: str, places: Sequence[Place], starts: Sequence[int]) -> None:
        self._text, self._places, self._starts = text, places, starts
        self._lines: dict[int, Place | None] = {}

    def at(self, at: int) -> Place | None:
        """The first body that the line of a place lets announce before it; None where it lets nobody."""
        line = self._text.rfind("\n", max(0, at - FAR_BACK), at) + 1
        if not line and at > FAR_BACK:
            return None
        if line not in self._lines:
            self._lines[line] = self._of(line)
        said = self._lines[line]
        return said if said is not None and said.end <= at else None

    def _of(self, line: int) -> Place | None:
        end = self._text.find("\n", line, line + FAR_BACK)
        end = line + FAR_BACK if end < 0 else end
        for place in self._places[bisect_left(self._starts, line) : bisect_left(self._starts, end)]:
            if SAYS.match(self._text, place.end) and able(place) and not named_aside(self._text, place):
                return place
        return None

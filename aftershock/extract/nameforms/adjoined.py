"""Known names with what adjoins them and is theirs: IDG 资本, 人民日报社, PhotonPay 光子易."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import KnownName

ENDED = re.compile(r" ?(?:资本|创投|基金|影业|集团)(?![金额链运市公])")
"""What a Latin name ends with, parted from it by a space or not."""
PRESS = re.compile(r"社(?![论会长员区交团评群保])")
"""A newspaper's house, behind its paper."""


def adjoined(text: str, kept: Iterable[tuple[int, int, KnownName]]) -> Iterator[Sighting]:
    """Known names with the ending, the house or the other name of theirs that stands right behind them."""
    before: tuple[int, int, KnownName] | None = None
    for start, end, one in kept:
        latin = text[start:end].isascii()
        if latin and (more := ENDED.match(text, end)):
            yield Sighting(start, more.end(), one.kind, "names/extended", text[end : more.end()].strip(), spread=False)
        elif one.kind == "media" and text[end - 1] == "报" and PRESS.match(text, end):
            yield Sighting(start, end + 1, "media", "names/extended", "社", spread=False)
        if (
            before is not None
            and before[2] is one
            and before[0] < start
            and text[before[1] : start] in ("", " ")
            and latin != text[slice(*before[:2])].isascii()
        ):
            yield Sighting(before[0], end, one.kind, "names/doubled", one.name, spread=False)
        before = start, end, one


NUMBERED = re.compile(r"(?<=局)第?[一二三四五六七八九十]{1,2}(?:工程|建设)?(?:分)?公司")
"""A part of a builder's bureau."""


def numbered_part(text: str, end: int, words: Lore) -> int:
    """Where a firm's part ends that its number or place alone names, else `end`: 中建三局|二公司, 中外运|某省公司."""
    found = NUMBERED.match(text, end)
    place = words.places.at(text, end) if text[end : end + 1] in words.place_firsts else None
    if found is None and place is not None and text.startswith("公司", place[0]):
        return place[0] + 2
    return found.end() if found else end

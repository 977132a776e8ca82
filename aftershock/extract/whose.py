"""Names by position, and the form by which a text usually calls them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from aftershock.model import NameFound


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a name."""

    start: int
    end: int
    name: NameFound
    text: str
    """As printed here."""

    @property
    def shown(self) -> str:
        """As printed here, unless that is the registered full name: then the usual one."""
        return usual(self.name) if _FULL.search(self.text) else self.text


_FULL = re.compile(r"(?:公司|集团|[（(].*[）)])$")


def usual(name: NameFound) -> str:
    """The shortest form of three or more characters, else of two; former names do not count."""
    forms = [name.name, *(alias for alias in name.aliases if alias not in name.former)]
    fitting = [form for form in forms if len(form) >= 2 and not form.isdigit()]
    return min(fitting or forms, key=lambda form: (len(form) < 3, len(form), form))


_CHANNEL = re.compile(
    r"的?(?:官方)?(?:公众号|公众平台|公号|订阅号|服务号|视频号|小程序|朋友圈|直播间|私信|截图|聊天记录)"
)
"""What is told or done there is told or done by whose it is, not by the platform: 通过微信公众号发布公告."""


_HOST = re.compile(r"(?:电商|购物|零售|交易|社交|视频|直播|外卖|网购)平台\Z")


def _is_host(text: str, place: Place) -> bool:
    if place.name.kind not in ("company", "brand", "seller", "organisation"):
        return False
    return text.startswith(("平台", "网购平台"), place.end) or bool(
        _HOST.search(text, max(0, place.start - 6), place.start)
    )


class Places:
    """All mentions of all names of a text that can be whose something is, in order."""

    def __init__(self, text: str, names: Sequence[NameFound]) -> None:
        self.all = sorted(
            (
                Place(start, end, name, text[start:end])
                for name in names
                for start, end in name.mentions
                if not (name.kind == "platform" and _CHANNEL.match(text, end))
            ),
            key=lambda place: (place.start, -place.end),
        )
        self._starts = [place.start for place in self.all]
        self._firsts: dict[str, int] = {}
        self.hosts = frozenset(id(place.name) for place in self.all if _is_host(text, place))
        """Names that the text calls a platform, on which others have stores and money."""

    def within(self, start: int, end: int) -> list[Place]:
        """The mentions that lie wholly inside a stretch, in order."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [place for place in self.all[first:last] if place.end <= end]

    def first(self, form: str) -> int:
        """Where a name is first mentioned, by the form that the text usually calls it; -1 where it nowhere is."""
        if form not in self._firsts:
            self._firsts[form] = next((place.start for place in self.all if usual(place.name) == form), -1)
        return self._firsts[form]

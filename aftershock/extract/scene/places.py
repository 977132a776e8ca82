"""Names by position, and the form by which a text usually calls them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from typing import NamedTuple

from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene.nicknames import Nicknames
from aftershock.model import NameFound


class Place(NamedTuple):
    """One mention of a name."""

    start: int
    end: int
    name: NameFound
    text: str
    """As printed here."""

    @property
    def shown(self) -> str:
        """As printed here, unless that is the registered full name: then the usual one."""
        return usual(self.name) if self.text[-1] in _FULL_ENDS and _FULL.search(self.text) else self.text


_FULL = re.compile(r"(?:公司|集团|[（(].*[）)])$")
_FULL_ENDS = frozenset("司团）)")


def usual(name: NameFound) -> str:
    """The shortest form of three or more characters, else of two; former names do not count."""
    return _usual(name.name, name.aliases, name.former)


@lru_cache(maxsize=4096)
def _usual(name: str, aliases: tuple[str, ...], former: tuple[str, ...]) -> str:
    """Once for each name: it is asked of each of its mentions."""
    forms = [name, *(alias for alias in aliases if alias not in former)]
    fitting = [form for form in forms if len(form) >= 2 and not form.isdigit()]
    return min(fitting or forms, key=lambda form: (len(form) < 3, len(form), "ST" in form, form))


_CHANNEL = re.compile(
    r"的?(?:官方)?(?:公众号|公众平台|公号|订阅号|服务号|视频号|小程序|朋友圈|直播间|私信|截图|聊天记录)"
)
"""What is told or done there is told or done by whose it is, not by the platform: 通过微信公众号发布公告."""


_HOST = re.compile(r"(?:电商|购物|零售|交易|社交|视频|直播|外卖|网购)平台\Z")


def _is_host(text: str, place: Place) -> bool:
    if place.name.kind not in ("company", "brand", "seller", "organisation"):
        return False
    if text.startswith(("平台", "网购平台"), place.end):
        return True
    return (
        text.endswith("平台", 0, place.start) and _HOST.search(text, max(0, place.start - 6), place.start) is not None
    )


TOWN = re.compile(
    r"(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    r"|内蒙古|广西|西藏|宁夏|新疆|香港|深圳|广州|杭州|苏州|成都|武汉|南京|西安|长沙|青岛|宁波|厦门)\Z"
)
_TOWN_BODY = re.compile(r"[\d约近超共]|被|因|的|账户|银行|有|则|关闭|关停")
_BELOW = re.compile(
    r"(?!被|遭|关[闭停掉店了]|封|冻结|暂停|停业|下架|撤|裁|拥有|运营|经营|开设|旗下|名下|下属|所有|公司|集团|自有|手上|手中|全部|部分|新增|累计|合计|共计|总计|目前|近日|日前|此前|仍有|共有|已有|尚有)([\u4e00-\u9fff]{2})(?=被|因|的|账户|银行|[\d约近超]|关闭|关停|冻结)"
)


OWNED = re.compile(
    r"(?:(?:子公司|孙公司|旗下的?|控股|全资|收购标的|标的公司)[\u4e00-\u9fff]{0,2}|(?:子公司|旗下(?:的|拥有|运营着?|经营着?|有)?)(?:[\u4e00-\u9fffA-Za-z]{2,10}[、和及与]){1,3}|旗下(?:拥有|运营|经营)着?)\Z"
)
"""Before a body that is somebody's: 子公司|甲, 旗下的|甲, 子公司甲、|乙."""
IS_CHILD = re.compile(r"(?:公司)?(?:是|为|系)[^，。；\n]{2,24}?(?:全资|控股|核心|重要|主要)*(?:子公司|孙公司|附属公司)")
"""Behind a body that is somebody's: |甲|是上市公司乙的控股子公司."""
OWNED_REACH = 30
"""How far before a body such words may begin, in characters."""


_ACROSS = re.compile(r"(?:供应商|客户|债权人|原告|申请人|承包[方商]|施工方|合作方|出租方|出借人)\Z")
_QUARREL = re.compile(r"(?:公司)?(?:之间)?的?[^，。；]{0,10}?(?:纠纷|诉讼|一案|仲裁)")


def across(text: str, place: Place) -> bool:
    """Whether a body only deals or quarrels with who is told of: 系与供应商|甲|的合同纠纷所致."""
    if _ACROSS.search(text, max(0, place.start - 4), place.start):
        return True
    return text[place.start - 1 : place.start] in ("与", "和", "同") and _QUARREL.match(text, place.end) is not None


def body_below(text: str, place: Place) -> str | None:
    """The body below a firm that bears its short name: 子公司|恒泰锻造|被冻结, 湖南澜海|3100万元."""
    if len(place.text) > 3:
        return None
    town = TOWN.search(text, max(0, place.start - 3), place.start)
    if town and _TOWN_BODY.match(text, place.end):
        return text[town.start() : place.end]
    below = _BELOW.match(text, place.end) if text.endswith(("子公司", "孙公司", "分公司"), 0, place.start) else None
    return place.text + below[1] if below else None


_OPENING = ("（", "(")


def _is_gloss(text: str, name: NameFound, start: int, end: int) -> bool:
    """Whether a mention only gives another form of the name right before its bracket: 沃尔格林（Walgreens）."""
    return (
        text[start - 1 : start] in _OPENING
        and text[end : end + 1] in ("）", ")")
        and any(before == start - 1 for _, before in name.mentions)
    )


_FREEZES = re.compile(
    r"(?:公司|集团|方面|平台)?(?:随即|随后|可以?|有权|能够|随时|非法|宣布|立即|紧急|永久|协助|配合|主动|单方面?|强行|擅自|称|还|也|又|曾|将|已经?|会"
    r"|在[^，。；]{1,14}|对[^，。；]{1,14}){0,4}\Z"
)
_ITS_FREEZE = Scan(
    ("冻结",),
    r"冻结(?:其|该|对方|他们|这些|可疑|涉嫌|被盗|用户|客户|商家|卖家|了?[^，。；]{0,16}?(?:钱包|地址|用户|客户|商家|卖家))",
)
"""甲随即|冻结其…, 甲可随时|冻结可疑资产: who does it to others."""


def _who_freezes(text: str, places: Sequence[Place]) -> frozenset[int]:
    """Names that freeze what others have, as a payment firm or an issuer of coins does."""
    found: set[int] = set()
    for freeze in _ITS_FREEZE.finditer(text):
        at = bisect_left(places, freeze.start(), key=lambda place: place.start) - 1
        if at >= 0 and places[at].end <= freeze.start() and _FREEZES.match(text, places[at].end, freeze.start()):
            found.add(id(places[at].name))
    return frozenset(found)


_FOREIGN = re.compile(r"[（(][A-Z][A-Za-z0-9&.' ’-]+[）)]")
"""A name in Latin letters in brackets right behind another: what that is called abroad, and nobody else."""


_GLOSSED = re.compile(
    r"(?:[\s\S]*(?:(?:零售|运营|制造|经销|开发|供应|[代承]包)商|企业|公司|集团|品牌|巨头|龙头|之一|旗下|连锁店?|的|\d[余多]?[家间]|[，。；、：\n]))?"
    r"(?P<who>(?:(?!的)[\u4e00-\u9fff·]){2,10}?)(?:公司|集团)?"
)
_QUOTED = re.compile(r"[“「《](?P<who>[\u4e00-\u9fffA-Za-z0-9·]{2,12})[”」》]\Z")
"""What stands before a bracket with a name in Latin letters, by which the text calls whom these name."""


def _bracketed(place: Place) -> tuple[int, int]:
    return place.start - 1, place.end + 1


def _as_called(text: str, place: Place) -> Place:
    """A place; one in Latin letters in a bracket of its own under the name before that: “甲乙家具”（Jiayi Inc.）."""
    if text[place.start - 1 : place.start] not in _OPENING or not _FOREIGN.fullmatch(text, *_bracketed(place)):
        return place
    start = max(0, place.start - 24)
    found = _QUOTED.search(text, start, place.start - 1) or _GLOSSED.fullmatch(text, start, place.start - 1)
    return place._replace(text=found["who"]) if found and nameable(found["who"], headed=True) else place


class Places:
    """All mentions of all names of a text that can be whose something is, in order."""

    def __init__(self, text: str, names: Sequence[NameFound]) -> None:
        self.all = [
            Place(start, end, name, text[start:end])
            for name in names
            for start, end in name.mentions
            if not (name.kind == "platform" and _CHANNEL.match(text, end))
            and not (text[start - 1] in _OPENING and _is_gloss(text, name, start, end))
        ]
        self.all.sort(key=lambda place: (place.start, -place.end))
        if any(text[place.start - 1] in _OPENING for place in self.all):
            ends = {place.end for place in self.all}
            self.all = [
                _as_called(text, place)
                for place in self.all
                if not (place.start - 1 in ends and _FOREIGN.fullmatch(text, *_bracketed(place)))
            ]
        self._starts = [place.start for place in self.all]
        self._firsts: dict[str, int] = {}
        self._called: list[tuple[str, int]] | None = None
        """What each name is usually called, and where it is first mentioned."""
        self.hosts = frozenset(id(place.name) for place in self.all if _is_host(text, place))
        """Names that the text calls a platform, on which others have stores and money."""
        self.freezers = _who_freezes(text, self.all)
        self.nicknames = Nicknames(text)
        """Whom it calls by a nickname."""
        self.strangers: frozenset[int] = frozenset()
        """Whom the text tells of without a name (某大卖): something can be theirs only if it was done to them."""

    def joined_by(self, strangers: Sequence[NameFound]) -> Places:
        """The same with the places of strangers, each called as it is named."""
        if not strangers:
            return self
        joined = copy(self)
        whole = {place.start: place.end for place in reversed(self.all)}
        theirs = [
            Place(start, end, name, name.name)
            for name in strangers
            for start, end in name.mentions
            if whole.get(start, end) <= end  # 大卖|小象优鲜 is no 小象
        ]
        joined.all = sorted((*self.all, *theirs), key=lambda place: (place.start, -place.end))
        joined._starts = [place.start for place in joined.all]
        joined._firsts, joined._called = {}, None
        joined.strangers = frozenset(map(id, strangers))
        return joined

    def within(self, start: int, end: int) -> list[Place]:
        """The mentions that lie wholly inside a stretch, in order."""
        starts = self._starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []  # as of most stretches
        return [place for place in self.all[first : bisect_left(starts, end, first)] if place.end <= end]

    def first(self, form: str) -> int:
        """Where a name is first mentioned, by the form that the text usually calls it; -1 where it nowhere is.

        A registered name that begins with the form is taken for the same firm's.
        """
        if form not in self._firsts:
            if self._called is None:
                begun = {id(place.name): place for place in reversed(self.all)}
                self._called = [(usual(place.name), place.start) for place in begun.values()]
            same = [
                at for name, at in self._called if name == form or (name.startswith(form) and name.endswith("公司"))
            ]
            self._firsts[form] = min(same, default=-1)
        return self._firsts[form]

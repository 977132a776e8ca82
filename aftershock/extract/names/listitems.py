"""Which items of a list are names: those that look like one, where enough of their neighbours do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import UNBOUND
from aftershock.extract.nameforms.likeness import ends_as, person_like, proper
from aftershock.extract.nameforms.lore import PUBLIC, Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.listnouns import branded
from aftershock.extract.names.listparts import AGAIN, FOLK, GOES_ON, NO_ITEM, PUBLISHED, TITLED, firms_man, headless
from aftershock.extract.names.listwords import list_words
from aftershock.extract.names.recurring import KINDS as KINDS_OF
from aftershock.extract.names.shapes import Shape, shape
from aftershock.model import NameKind

OF_WORDS = ("seller", "brand", "platform")
"""Kinds whose names are often words of the language."""
UNCERTAIN = (
    "names/latin",
    "names/subject",
    "names/short ending",
    "names/deed",
    "names/taken",
    "names/stake",
    "names/opening",
)
"""Rules that tell a name but not its kind: what the list is of tells more."""
LAW = re.compile(r"(?:法|条例|办法|规定|规则|准则|通知|意见|公约|细则)\Z")


def named(
    text: str,
    items: list[tuple[int, int]],
    noun: str | None,
    counted: bool,
    names: dict[int, Sighting],
    cuts: Cuts,
    lore: Lore,
) -> Iterator[Sighting]:
    """The items of a list that are names, if enough of them look like names.

    `noun` is what the list is of, `counted` whether all its items are told to be names.
    """
    kind = list_words(lore.vocabulary).kinds[noun] if noun else None
    scores = [_score(text, start, end, names, cuts, lore) for start, end in items]
    # A name among the items vouches for its neighbours.
    least = 0.3 if kind and (max(scores) > 0.8 or any(start in names for start, _ in items)) else 0.5
    likely = sum(score >= least for score in scores) / len(items)
    if counted and likely >= 0.2:
        likely = 1.0
    if likely < (0.75 if noun in MOVES else 0.5 if kind else 0.65):
        return
    kind = kind or ("brand" if branded(text, items) else _shared(items, names))
    row = _Row(text, items, noun, kind, counted, names, lore, scores, likely)
    for at in range(len(items)):
        yield from row.item(at)


@dataclass(frozen=True, slots=True)
class _Row:
    """A list of names, and what is known of all its items."""

    text: str
    items: list[tuple[int, int]]
    noun: str | None
    kind: NameKind
    counted: bool
    names: dict[int, Sighting]
    lore: Lore
    scores: list[float]
    likely: float
    """The part of the items that looks like names."""

    def item(self, at: int) -> Iterator[Sighting]:
        """The name that one item is."""
        text, names, lore = self.text, self.names, self.lore
        start, end = self.items[at]
        start = headless(text, start, end, lore)
        start = max(start, text.find("*ST", start, end))  # 沪深两市|*ST甲乙
        if end - start > 3 and text.startswith(MADE, start) and start not in names:
            start += 2  # 主要生产|甲乙丙、丁戊等品牌
        if start == end:
            return
        end -= 2 * text.endswith(AGAIN, start, end)  # 某局|多次约谈
        if text[start:end] in lore.last_words or text[lore.place_at(text, start) : end] in lore.heads:
            return  # 分别为|超市、甲乙百货; 深圳|大卖
        known = names.get(start)
        if known is None:
            if self._is_man(start, end) or self._is_place(start, end):
                return
        elif known.end < end:
            if self._says_more(known, end):
                return
            if known.kind in SITES and person_like(text[known.end : end], lore):
                return  # 甲乙网|丁某, its founder
            if not (lore.trailing.search(text, start, end) or _goes_on(text, known.end, end, lore)):
                return
        elif known.rule not in UNCERTAIN:
            return
        if self._of_two_men(start, end):
            return
        if not self._tells_otherwise(start, end) and self._passes(at, start, end):
            yield Sighting(start, end, self.kind, "names/list", self.noun)

    def _says_more(self, known: Sighting, end: int) -> bool:
        """Whether an item holds more than the known name that it begins with."""
        text, lore = self.text, self.lore
        more = text[known.end : end]
        return (
            more in PUBLISHED  # 据甲乙、丙丁|数据
            or text.startswith(GOES_ON, known.end)  # 甲乙|力压丙丁
            or (more[0] in "和与及" and more[1:] in lore.last_words)  # 证监会和|交易所
            or (known.kind in PUBLIC and not lore.trailing.search(text, known.start, end))  # 某市公安局|刑侦
        )

    def _is_place(self, start: int, end: int) -> bool:
        """Whether an item is a shop or an office called by its place alone: 继东环、体育中心等门店之后; 技侦等部门."""
        text, lore = self.text, self.lore
        if self.noun == "门店":
            return True
        if text[end - 1] == "店" and any(text[stop - 1] == "店" for first, stop in self.items if first in self.names):
            return True
        placed = text[end - 1] == "店" and lore.place_at(text, start) > start
        return (placed or (self.kind == "government" and end - start < 4)) and not lore.trailing.search(
            text, start, end
        )

    def _is_man(self, start: int, end: int) -> bool:
        """Whether an item is a person among firms."""
        text, among = self.text, self.noun in HELD_BY_MEN or (self.noun is None and not self.counted)
        people = (
            first not in self.names and stop - first == 3 and person_like(text[first:stop], self.lore)
            for first, stop in self.items
        )
        return among and _human(text, start, end, sum(people) > 1, self.lore)

    def _of_two_men(self, start: int, end: int) -> bool:
        """Whether an item is a firm and its man, as others of the list are: 甲乙|任某某、丙丁|刘某某."""
        if self.noun is not None or self.counted or not firms_man(self.text, start, end, self.lore):
            return False
        return (start, end) in self.items and sum(firms_man(self.text, *item, self.lore) for item in self.items) > 1

    def _tells_otherwise(self, start: int, end: int) -> bool:
        """Whether the letters of an item say that it is none of the names."""
        text = self.text
        return (
            text.startswith(NATURAL, start)
            or NO_ITEM.search(text, start, end) is not None
            or TITLED.search(text, start, end) is not None
            or text[start - 1 : start] == "”"  # “甲乙”|奶茶店: what the quoted one is
            or (
                text.endswith("进出口", start, end) and self.lore.place_at(text, start) == end - 3
            )  # 对某地、中亚|进出口
        )

    def _passes(self, at: int, start: int, end: int) -> bool:
        """Whether an item looks like a name, or its neighbours and what the list is of let it pass for one."""
        text, lore, kind, score, likely = self.text, self.lore, self.kind, self.scores[at], self.likely
        if score >= 0.3 or self.counted or (kind == "seller" and likely > 0.7 and score > 0):
            return True
        if kind in ("investor", "company") and likely > 0.7 and ends_as(text[start:end], "investor", lore):
            return True
        if kind in OF_WORDS and likely >= 0.6 and _noun_named(text, start, end, lore, 2):
            return True
        plain = likely >= 0.75 and len(self.items) > 3 and end - start < 5
        plain = plain and (kind in OF_WORDS or len(self.items) > 9)
        return plain and text[start:end] not in lore.not_names and text[start:end] not in lore.modern


def _noun_named(text: str, start: int, end: int, lore: Lore, least: int = 3) -> bool:
    """Whether an item among sure names is a noun that may name a firm: 宁德时代、地平线、华为等企业."""
    item = text[start:end]
    return (
        least <= end - start <= 4
        and tag(item) == "n"
        and not (item in lore.not_names or item in lore.plain or item in lore.stops or item in lore.heads)
        and (least > 2 or not (item in lore.inside or item[-1] in KINDS_OF))
    )


MADE = ("生产", "销售", "代理", "经销", "代工")
"""What is done with brands, before the first of a list."""
MOVES = frozenset(
    ["涨停", "跌停", "跟涨", "跟跌", "领涨", "领跌", "涨超", "跌超", "涨近", "跌近", "涨幅居前", "跌幅居前"]
)
"""What befalls goods as well as firms: of those the language has words."""


def _goes_on(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether letters of no meaning go on behind a known name, so that both are a daughter's: 甲乙|赛科."""
    if end - start == 3 and lore.ordinary(text[start : start + 2]):
        return False  # 甲乙|营收约
    return 1 < end - start < 4 and text[start] not in UNBOUND and not lore.ordinary(text[start:end])


def _human(text: str, start: int, end: int, among: bool, lore: Lore) -> bool:
    """Whether an item of a list that says nothing of its kind looks like a person among firms: 股东甲某某、乙资本."""
    return end - start < 4 and (among or text[start] in lore.common) and person_like(text[start:end], lore)


SPACED = re.compile(r"[A-Z][A-Za-z0-9&'’.-]*(?: [A-Z][A-Za-z0-9&'’.-]*){1,2}")
"""A brand of two or three Latin words."""
SITES = ("media", "platform")
"""Names behind which a person's stands, and no daughter's."""
HELD_BY_MEN = frozenset(["股东", "老股东", "新股东", "交易对方", "发行对象", "投资者"])
"""What persons are as well as firms."""
NATURAL = ("自然人", "天使投资人", "实控人", "创始人")
"""What stands before a person in a list of firms."""


def _score(text: str, start: int, end: int, names: dict[int, Sighting], cuts: Cuts, lore: Lore) -> float:
    if start in names and names[start].end == end:
        return 1.0
    if lore.title_end.search(text, start, end) or LAW.search(text, start, end) or text.startswith(FOLK, start):
        return 0.0
    if end - start > 12 and not text[start:end].isascii():
        return 0.0
    if SPACED.fullmatch(text, start, end):
        return 0.9
    if start in names and names[start].end < end < names[start].end + 6 and lore.trailing.search(text, start, end):
        return 0.9  # 甲乙|半导体技术: a known firm's daughter
    likely = proper(text, start, end, cuts, lore)
    return likely if likely >= 0.5 else max(likely, SHAPED[shape(text[start:end], lore)])


SHAPED: dict[Shape, float] = {"latin": 0.9, "mixed": 0.8, "coined": 0.8, "man": 0.3, "words": 0.5, "": 0.0}
"""How much an item looks like a name by its shape alone."""


def _shared(items: list[tuple[int, int]], names: dict[int, Sighting]) -> NameKind:
    """The kind that the names among the items have, if they agree; else only that they are bodies."""
    kinds = {names[start].kind for start, _ in items if start in names}
    kinds.discard("listed company")
    return kinds.pop() if len(kinds) == 1 else "company"

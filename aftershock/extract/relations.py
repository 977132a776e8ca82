"""Relations between two names of a text: A的全资子公司B, A旗下品牌B, A控股股东B, A收购B.

The word between them decides; the child stands right behind it (also after a description: 子公司、主营…的B does not
count). Without a name before the word in its clause the parent is the last body that the sentence names.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.lore import _any
from aftershock.model import NameFound, RelationFound
from aftershock.vocabulary import Vocabulary

BODIES = (
    "company",
    "listed company",
    "seller",
    "brand",
    "platform",
    "organisation",
    "investor",
    "bank",
    "supplier",
    "customer",
    "service provider",
    "media",
    "brand store",
    "exchange",
    "research institute",
    "hospital",
)
GAP = re.compile(r"(?:主要)?(?:包括|分别为|分别是|有)?[“\"《（(：:之一]{0,3}\Z")
JOINT = re.compile(r"[”\"》]?(?:[（(][^（）()]{1,60}[）)])?[”\"]?(?:、|和|及|以及)[“\"]?\Z")


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    name: NameFound


@lru_cache(maxsize=8)
def _words(vocabulary: Vocabulary) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Pattern of all relation words, and for each its type and where the other name stands."""
    words = vocabulary.relations
    types: dict[str, tuple[str, str]] = {}
    for side, table in (("child", words.children), ("parent", words.parents), ("acquired", words.acquisitions)):
        for kind, group in table.items():
            for word in group:
                types.setdefault(word, (kind, side))
    types.setdefault("旗下", ("subsidiary", "child"))
    return re.compile(_any(tuple(types))), types


def relations(text: str, names: Sequence[NameFound], vocabulary: Vocabulary) -> tuple[RelationFound, ...]:
    """The relations that the text states, in order; parent and child by their fullest names in this document."""
    pattern, types = _words(vocabulary)
    places = sorted(
        (_Place(start, end, name) for name in names if name.kind in BODIES for start, end in name.mentions),
        key=lambda place: place.start,
    )
    starts = [place.start for place in places]
    found: dict[tuple[str, str, str], RelationFound] = {}
    for word in pattern.finditer(text):
        kind, side = types[word[0]]
        owned = _told_of_child(text, word.start(), places, starts) if side == "child" else None
        if owned is not None:
            parent, child = owned
            relation = RelationFound(kind, parent.name.name, child.name.name, child.start, word.end())
            found.setdefault((kind, relation.parent, relation.child), relation)
            continue
        for other in _behind(text, word.end(), places, starts):
            owner = _owner(text, word.start(), places, starts, other)
            if owner is None or owner.name is other.name:
                continue
            parent, child = (other, owner) if side == "parent" else (owner, other)
            actual = "brand" if kind == "subsidiary" and other.name.kind in ("brand", "brand store") else kind
            relation = RelationFound(
                actual, parent.name.name, child.name.name, min(parent.start, child.start), max(parent.end, child.end)
            )
            found.setdefault((actual, relation.parent, relation.child), relation)
    return tuple(sorted(_strongest(found.values()), key=lambda relation: (relation.start, relation.end)))


FAR = 60
"""Characters between a relation word and its owner, at most."""
PRONOUN = re.compile(r"(?:其|公司|集团|平台)(?:的|旗下|下属|之|持有的)?\Z")
COPULA = re.compile(r"(?:是|系|为|属于|作为|隶属于|成为)[^，。；\n]{0,12}\Z")


def _told_of_child(
    text: str, start: int, places: Sequence[_Place], starts: Sequence[int]
) -> tuple[_Place, _Place] | None:
    """B是A的全资子公司: the parent stands right before the word, the child before 是."""
    at = bisect_right(starts, start - 1) - 1
    if at < 1 or text[places[at].end : start] not in ("", "的", "旗下", "旗下的", "之", "下属", "下属的", "所属"):
        return None
    parent, child = places[at], places[at - 1]
    if not COPULA.search(text, child.end, parent.start) or child.name is parent.name:
        return None
    between = text[child.end : parent.start]
    return (parent, child) if "。" not in between and "\n" not in between and len(between) < 40 else None


def _strongest(found: Iterable[RelationFound]) -> Iterator[RelationFound]:
    """Of several types between the same two names the most telling one."""
    order = ("wholly owned subsidiary", "subsidiary", "own brand", "brand", "holding", "acquired", "shareholder")
    best: dict[tuple[str, str], RelationFound] = {}
    for one in found:
        key = (one.parent, one.child)
        if key not in best or order.index(one.type) < order.index(best[key].type):
            best[key] = one
    yield from best.values()


def _behind(text: str, end: int, places: Sequence[_Place], starts: Sequence[int]) -> Iterator[_Place]:
    """The name right behind a relation word, and those joined to it by 、 or 和."""
    at = bisect_right(starts, end - 1)
    if at == len(places) or places[at].start - end > 10:
        return
    gap = text[end : places[at].start]
    if gap and not GAP.match(gap) and not _describing(gap):
        return
    yield places[at]
    while at + 1 < len(places):
        gap = text[places[at].end : places[at + 1].start]
        if not JOINT.match(gap):
            introduced = re.match(r"[（(][^（）()]{1,40}[）)][、和与及]\Z", gap)
            if not introduced and not gap.startswith(("（", "(")):
                return
            if not introduced:
                at += 1
                continue
        at += 1
        yield places[at]


def _describing(gap: str) -> bool:
    """Words between 旗下 and the name that only say what it is: 旗下跨境电商平台X."""
    return bool(
        re.fullmatch(
            r"[\u4e00-\u9fff]{0,6}(?:公司|品牌|平台|企业|业务|电商|卖家|基金|机构|之一)[“\"]?|的?[“\"]?|为|是", gap
        )
    )


def _owner(text: str, start: int, places: Sequence[_Place], starts: Sequence[int], other: _Place) -> _Place | None:
    """Whose the relation is: the last name before the word in this sentence."""
    limit = max(text.rfind(mark, max(0, start - 2 * FAR), start) for mark in "。！？；\n")
    if PRONOUN.search(text, max(0, start - 6), start):
        # 甲公司与乙公司签约，其子公司丙: what the pronoun stands for opened the sentence.
        for place in places[bisect_right(starts, limit) : bisect_right(starts, start - 1)]:
            if place.name is not other.name and not (place.end <= start and _named_aside(text, place)):
                return place
        return None
    at = bisect_right(starts, start - 1) - 1
    while at >= 0 and places[at].start > limit and start - places[at].end <= FAR:
        if places[at].end <= start and places[at].name is not other.name and not _passed(text, places[at], start):
            return places[at]
        at -= 1
    return None


def _named_aside(text: str, place: _Place) -> bool:
    """A name that a preposition leads to is not what the sentence is about: 据甲报, 向乙公司."""
    return text[place.start - 1 : place.start] in tuple("据向对从由被与和在") or text[
        max(0, place.start - 2) : place.start
    ] in ("根据", "通过", "来自", "告诉", "此前")


def _passed(text: str, place: _Place, start: int) -> bool:
    """A name that cannot be the owner: it stands in a bracket of its own, or is what another's word leads to."""
    between = text[place.end : start]
    return between.count("，") > 2

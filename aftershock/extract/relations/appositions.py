"""What belongs to whom where the other name does not follow 子公司: 乙（甲的子公司）, 乙，甲的子公司，…,
作为甲的子公司，乙…, 甲拥有乙、丙两家子公司.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from aftershock.extract.relations.owners import OFFICES, Place, named_aside, row_before
from aftershock.extract.relations.stated import OF_PARENT
from aftershock.extract.relations.topics import Topics

Owned = tuple[Place, Sequence[Place]]
"""A parent and its children."""
AS = re.compile(r"(?:作为|身为|同为|同属|同是)(?:[\u4e00-\u9fffA-Z]{0,8}(?:公司|巨头|龙头|企业|集团))?\Z")
"""Before what the name behind the comma is: 作为|甲的子公司，乙…."""
AS_ITS = re.compile(
    r"(?:作为|身为)(?P<its>其|后者|(?:该|本)?(?:集团|公司|平台))(?:的|旗下|下属|之)?[^，。；\n]{0,14}\Z"
)
"""As AS, with a word for the name: 作为集团旗下的|子公司，乙…."""
BECOME = re.compile(
    r"(?:(?P<it>使其|使之|令其|让其|后者)(?:也|正式|从而|由此)?)?(?:[，,]?(?:将|已|即将|便|并|正式|并正式|从此|也|遂|由此|从而){0,3})(?:成为|变成|变为)(?:了)?"
    r"(?P<its>其|后者)?(?:公司|上市公司|集团)?(?:的|旗下|下属|名下|旗下的)?(?:全资|控股|重要|核心)?\Z"
)
"""Between what was told of both and what one is to the other: 乙并入甲|，成为其|子公司."""
ROLE_ENDS = re.compile(r"[^，。；：！？（(\n]{0,24}，(?:目前|如今|近年来|近年|此前|同样|此次)?(?:，)?")
"""Between the word and the name that has the role."""
OPENED = re.compile(
    r"[（(](?:原|现|曾|系|为|是|即|均为|均系|A股|港股|上市公司){0,2}(?:[\u4e00-\u9fff]{2,4}(?:公司|集团|企业|龙头|巨头))?\Z"
)
CLOSED = re.compile(r"(?:之一|的?(?:公司|企业|平台|品牌))?(?=[）)，,；;])")
"""Around a parent in the bracket behind its child: 乙（甲旗下）."""
APPOSED = re.compile(r"(?:，|——|：|,)(?:原|也是|同为|同是|即)?\Z")
CLAUSE_ENDS = re.compile(
    r"(?:的[\u4e00-\u9fffA-Z0-9]{0,10}(?:公司|企业|品牌|平台|机构))?(?:之一)?[，。；）)\n]|之一|\Z"
)
"""Around a parent between commas behind its child: 乙，甲的子公司，."""
OF_CHILD = re.compile(r"(?:的|之|背后的|直接的?|间接的?){0,2}")
"""Between a child and what its parent is to it."""
COUNTED = re.compile(
    r"[”\"]?(?:等)?(?:共|在内的|的|这|上述|以上)?(?:[\d一两二三四五六七八九十多数几]{1,3}[家大个])?"
    r"(?:(?:主要|核心|重要|海外|境外|境内|跨境电商|电商|上市|全资|控股)(?:的)?){0,3}"
)
"""Between the last of a list and 子公司: 甲拥有乙、丙|两家|子公司."""
OTHERS = re.compile(r"[”」\"]?等(?:[\d一两二三四五六七八九十多数几]{1,3})?[家间个]")
"""Between children and their parent behind them: 乙、丙|等12家|甲子公司."""
SUMS = re.compile(r"[两二三四五六七八九十\d]+[家大个]|多家")
"""What counts the children of a list: 乙、丙|两家|子公司."""
HAS = re.compile(
    r"(?:旗下|名下|目前|现|共|还|另|下|主要|同时|曾|则){0,3}(?:拥有|有|控制|下辖|下设|设有|辖有|囊括|手握|坐拥)(?:了|着|过)?[“\"]?"
)
"""Between a parent and its list."""


def around(
    text: str, start: int, end: int, parents: bool, places: Sequence[Place], starts: Sequence[int], topics: Topics
) -> Owned | None:
    """Who owns whom by a relation word at `start`, where the other name stands in a bracket, between commas, in front.

    `parents` says that the word tells of the parent (母公司), not of the child.
    """
    at = bisect_right(starts, start - 1) - 1
    if at < 0:
        return None
    near = places[at]
    link = OF_CHILD if parents else OF_PARENT
    if (
        not parents
        and (told := _listed(text, start, end, places, at, topics) or _become(text, start, places, at)) is not None
    ):
        return told
    if not parents and (by_word := AS_ITS.search(text, max(0, start - 30), start)) is not None:
        child = _role_of(text, by_word.end("its"), end, places, at)
        parent = topics.told(by_word.start(), child) if child is not None else None
        return (parent, [child]) if parent is not None and child is not None else None
    if not link.fullmatch(text, near.end, start) or near.name.kind in OFFICES:
        return None
    if not parents and at and OTHERS.fullmatch(text, places[at - 1].end, near.start):
        return near, row_before(text, places, at - 1)
    led = AS.search(text, max(0, near.start - 14), near.start) is not None
    other = (_role_of(text, near.end, end, places, at) if led else None) or _beside(text, near, end, places, at)
    if other is None or other.name is near.name or other.name.kind in OFFICES:
        return None
    return (other, [near]) if parents else (near, [other])


def _role_of(text: str, after: int, end: int, places: Sequence[Place], at: int) -> Place | None:
    """作为甲的子公司，|乙."""
    if at + 1 == len(places) or "，" in text[after:end]:
        return None
    gap = ROLE_ENDS.match(text, end)
    return places[at + 1] if gap is not None and gap.end() == places[at + 1].start else None


def _become(text: str, start: int, places: Sequence[Place], at: int) -> Owned | None:
    """乙并入甲，成为其|子公司, 甲收购乙，后者成为其|子公司, 甲收购乙，使其成为|子公司."""
    made = BECOME.search(text, max(0, start - 24), start)
    if made is None or not at:
        return None
    begin = max(text.rfind(mark, 0, made.start()) for mark in "。！？；\n") + 1
    said = [place for place in places[max(0, at - 5) : at + 1] if begin <= place.start and place.end <= made.start()]
    said = [
        place for place in said if place.name.kind not in (*OFFICES, "media", "exchange") and not _aside(text, place)
    ]
    if len(said) < 2 or said[0].name is said[-1].name:
        return None
    if MERGES.search(text, said[-2].end, said[-1].start):
        said = said[-2:]  # 甲收到丙通知，乙并入丁，成为其|子公司
    if made["it"] or (said[-1].end == made.start() and text[said[-1].start - 1] in "，；"):
        return said[0], [said[-1]]
    return (said[-1], [said[0]]) if made["its"] else None


MERGES = re.compile("并入|划转至|划入")


def _aside(text: str, place: Place) -> bool:
    return text[place.start - 1 : place.start] not in ("被", "由") and named_aside(text, place)


def _beside(text: str, near: Place, end: int, places: Sequence[Place], at: int) -> Place | None:
    """乙|（甲的子公司）, 乙|，甲的子公司，."""
    if not at:
        return None
    before = places[at - 1]
    between = text[before.end : near.start]
    if OPENED.fullmatch(between) and CLOSED.match(text, end):
        return before
    return before if APPOSED.fullmatch(between) and CLAUSE_ENDS.match(text, end) and _opens(text, before) else None


def _opens(text: str, place: Place) -> bool:
    """Whether a name stands at the beginning of its clause, as what is explained behind a comma does."""
    return place.start == 0 or text[place.start - 1] in "，。；：！？\n“ 、"


def _listed(text: str, start: int, end: int, places: Sequence[Place], at: int, topics: Topics) -> Owned | None:
    """甲拥有|乙、丙两家子公司, 甲的业务由|乙、丙两家子公司负责."""
    counted = COUNTED.fullmatch(text, places[at].end, start)
    if counted is None:
        return None
    children = row_before(text, places, at)
    first = at - len(children) + 1
    if first and HAS.fullmatch(text, places[first - 1].end, children[0].start):
        return places[first - 1], children
    if text.endswith("品牌", start, end):
        return None
    if len(children) < 2 or not SUMS.search(text, places[at].end, start):
        return None
    begin = max(text.rfind(mark, 0, children[0].start) for mark in "。！？；\n") + 1
    for place in reversed(places[:first]):
        if place.start < begin:
            break
        if place.name.kind not in (*OFFICES, "media", "exchange") and not named_aside(text, place):
            return place, children
    parent = topics.before(children[0].start, children[0])
    return (parent, children) if parent is not None else None

"""Who holds a body, told from its side: 乙由甲间接拥有60%权益, 乙100%股权由公司持有, 股权结构：甲持股100%.

Filings have it so in forms, definitions and lists. Those who hold may be several: 由甲及乙拥有60%及40%权益.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aftershock.extract.relations.dealparties import PARTS
from aftershock.extract.relations.owners import FAR, OFFICES, Place, row_before
from aftershock.extract.relations.topics import Topics

_SHARE = r"(?:约|合共|合计|各自?)?\d{1,3}(?:\.\d+)?[%％]"
SHARES = re.compile(rf"(?:为|达|是)? ?{_SHARE}(?:(?:、|及|和|与|以及){_SHARE})*(?!的?股[权份]的?[\u4e00-\u9fff]{{2,}})")
"""Behind 拥有, 持有 or 持股: 60%及40%权益."""
SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)[%％]")
_ADVERB = r"(?:均|现|乃|系|仍|则|分别|最终|目前|当前|当时|亦|且|并)"
BY = re.compile(rf"{_ADVERB}{{0,3}}由(?:[\u4e00-\u9fffA-Z]{{0,10}}(?:公司|集团|企业|的))?\Z")
"""Before who holds."""
NEXT_BY = re.compile(
    r"由[^，。；\n由]{2,30}?(?:持股|持有|拥有|出资)(?:比例)?(?:为|约)?\d[\d.]*[%％](?:的?股[权份])?[，、和]\Z"
)
"""Before the second of those who hold: 乙由甲持股70%，|丙持股30%."""
IS_OF = re.compile(rf"{_ADVERB}{{0,3}}(?:为|系)\Z")
"""Before who holds all of it: 该公司|为甲全资持有."""
OF_IT = re.compile(
    r"(?:[（(][^（）()\n]{1,40}[）)])?(?:的?(?P<all>全部)?(?:约?(?P<share>\d{1,3}(?:\.\d+)?)[%％]的?)?"
    r"(?:已发行)?(?:股份|股本|股权|权益|出资额?|注册资本))?"
    r"(?:，?(?:[为是系])?一[家间][^。；\n]{0,40}公司)?，?"
)
"""From a held body to who holds it: 乙的全部已发行股本|由."""
_LABEL = (
    r"(?:股权(?:结构|比例|关系)|股东(?:情况|结构|构成|信息|名称|及持股比例)?|出资(?:情况|结构|人)|持股(?:情况|比例)|与(?:本|上市)?公司(?:的|之间的?)?(?:关联)?关系)"
    r"(?:如下)?[:：][ \t]*(?:其?[为系是])?"
)
STRUCTURE = re.compile(_LABEL + r"\Z")
"""How a line of a form begins that tells who holds the body that the form is of."""
RELATED = re.compile(
    _LABEL + r"(?:本|上市)?公司(?:[之的]|合并报表范围内|纳入合并报表范围内?的?)*(?:全资|控股|下属|直接|间接|重要)*\Z"
)
"""How a line of a form begins that tells what the body is to the issuer: 与公司关系：为公司|全资子公司."""


OF_WHOLE = re.compile("[全独]资")


class Holder(NamedTuple):
    """Who holds, by what stands before the verb."""

    place: Place | None
    together: bool
    """Whether several hold it together."""
    start: int
    """Where the name, or the pronoun for it, begins in the sentence."""


def held_by(
    text: str, verb: re.Match[str], holder: Holder, places: Sequence[Place], starts: Sequence[int], topics: Topics
) -> Iterator[tuple[Place, Place, str]]:
    """Who holds, whom, and how many in a hundred, where what is held stands before its holder."""
    owner = holder.place
    if owner is None:
        return
    shares, named = SHARES.match(text, verb.end()), owner.start == holder.start
    last = bisect_right(starts, verb.start() - 1) - 1
    holders = row_before(text, places, last) if named else (owner,)
    first = holders[0].start if named else holder.start
    by = BY.search(text, max(0, first - 18), first)
    if by is None and text[first - 1 : first] in ("，", "、", "和"):
        by = NEXT_BY.search(text, max(0, first - FAR), first)
    if by is None and (
        OF_WHOLE.search(text, holders[-1].end, verb.start()) and text[verb.end() : verb.end() + 1] in "，。；"
    ):
        by = IS_OF.search(text, max(0, first - 4), first)
    if by is not None:
        yield from _passive(text, verb, holders, by.start(), shares, places, starts, topics)
    elif shares is None or len(holders) > 1:
        return
    elif STRUCTURE.search(text, max(0, first - 24), first):
        told = topics.entered(first)
        if told is not None:
            yield owner, told, SHARE.findall(shares[0])[0]
    elif not named and last >= 0:
        beside = places[last]
        if text[beside.end : first] in BESIDE or _only_one(text, places, last, first, owner):
            yield owner, beside, SHARE.findall(shares[0])[0]


BESIDE = ("（", "(", "为", "系", "是", "乃")
"""Between a body and the pronoun for who holds it: 乙（|公司持股70%）, 乙为|公司持股70%的企业."""


def _only_one(text: str, places: Sequence[Place], last: int, first: int, owner: Place) -> bool:
    """Whether one body alone stands in the sentence before the pronoun: 设立乙，注册资本五百万元，|公司持股70%."""
    if text[first - 1 : first] != "，":
        return False
    begin = max(text.rfind(mark, max(0, first - 2 * FAR), first) for mark in "。\n")
    near = [place for place in places[max(0, last - 3) : last + 1] if place.start > begin]
    return [place for place in near if place.name is not owner.name] == [places[last]]


def own_in_form(text: str, word: re.Match[str], topics: Topics) -> Sequence[Place]:
    """The body a form is of, whose line tells that it is the issuer's child."""
    behind = text[word.end() : word.end() + 1]
    related = behind in CLOSING and RELATED.search(text, max(0, word.start() - 40), word.start())
    told = topics.entered(word.start()) if related else None
    return () if told is None else (told,)


CLOSING = ("", "\n", "。", "；", "，", " ", "|", "之")


REST = re.compile(r"(?:剩余|其余|另外?|余下)的?约?(?P<share>\d{1,3}(?:\.\d+)?)[%％]的?股[权份]\Z")
"""The rest of what a sentence tells: 甲收购乙90%股权，|剩余10%股权由丙持有."""
STOCK = re.compile(r"[”\"]?的?\s?\d{1,3}(?:\.\d+)?[%％]的?股[权份]")


def _of_stock(text: str, places: Sequence[Place], at: int) -> Place | None:
    """The last body whose stock the sentence told of."""
    for place in reversed(places[max(0, at - 3) : at + 1]):
        if STOCK.match(text, place.end):
            return place
    return None


def _passive(
    text: str,
    verb: re.Match[str],
    holders: Sequence[Place],
    by: int,
    shares: re.Match[str] | None,
    places: Sequence[Place],
    starts: Sequence[int],
    topics: Topics,
) -> Iterator[tuple[Place, Place, str]]:
    """乙由甲持有: what stands between the held body and 由 says how much, else what follows the verb."""
    at = bisect_right(starts, by - 1) - 1
    told = OF_IT.fullmatch(text, places[at].end, by) if at >= 0 else None
    clause = max(text.rfind(mark, max(0, by - FAR), by) for mark in "，。；\n")
    if told is None and any(part in text[clause + 1 : by] for part in PARTS):
        return  # 目标公司|由甲持有, where several have that part
    rest = REST.search(text, max(0, by - 16), by)
    held = (
        places[at] if told is not None else topics.told(by, holders[0]) if rest is None else _of_stock(text, places, at)
    )
    if held is None or held.name.kind in OFFICES:
        return
    if shares is not None:
        portions = SHARE.findall(shares[0])
    elif rest is not None:
        portions = [rest["share"]]
    elif told is not None and told["share"]:
        portions = [told["share"]]
    else:
        whole = "全资" in text[by : verb.start()] or (told is not None and told["all"])
        portions = ["100"] if whole else []
    for number, holder in enumerate(holders if portions else ()):
        yield holder, held, portions[min(number, len(portions) - 1)]

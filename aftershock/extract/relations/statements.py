"""What stands whole around a relation word: 乙是甲的|子公司, 甲成为乙的|控股股东, 乙被甲|收购, 乙（甲的|子公司）."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from aftershock.extract.relations.appositions import Owned, around
from aftershock.extract.relations.behind import PARENT
from aftershock.extract.relations.deals import completed, unmade
from aftershock.extract.relations.heldby import own_in_form
from aftershock.extract.relations.owners import OFFICES, OWN, Place, row_before
from aftershock.extract.relations.stated import (
    IS_FILERS,
    parent_of_it,
    parent_of_its,
    taken_over,
    told_of_child,
    told_of_parent,
)
from aftershock.extract.relations.topics import Topics

BARE = ("品牌", "新品牌", "股东")
"""Words too common to hang on a name farther off."""
HELD_BY = ("全资持有的", "全资拥有的", "全资控股的", "控制的", "控制过的", "控制下的", "参股的", "入股的", "投资的")
"""What only whoever stands right before it owns."""
THING = re.compile(r"(?:[一两三多]家)?[\u4e00-\u9fff]{0,12}(?:公司|企业|品牌|平台|机构|集团|产业|资产)[，。；\n]")
"""What a child is called that the sentence has named: 乙是由甲控制的|一家跨境电商企业."""


def statement(
    text: str, word: re.Match[str], side: str, places: Sequence[Place], starts: Sequence[int], topics: Topics
) -> Owned | None:
    """Parent and children where the whole statement stands around the word, and not only its child behind it."""
    start, end = word.span()
    if side == "acquired":
        if (done := completed(text, start, end, places, starts)) is not None:
            buyer = done[0] or topics.before(done[1].start, done[1])
            return (buyer, [done[1]]) if buyer is not None else None
        deal = taken_over(text, start, end, places, starts)
        bought = deal and (deal[1] or topics.before(start, deal[0]))
        if deal is not None and unmade(text, bought.end if bought else deal[0].end, start, end):
            return None
        return (deal[0], [bought] if bought is not None else []) if deal is not None else None
    if side == "parent":
        if (told := told_of_parent(text, start, end, places, starts)) is not None:
            return told
        if (sole := parent_of_its(text, start, end, places, starts)) is not None:
            filers = IS_FILERS.fullmatch(text, sole.end, start)
            held = (
                (topics.author(sole.start) or topics.before(sole.start, sole))
                if filers
                else topics.told(sole.start, sole)
            )
            return (sole, [held]) if held is not None else None
    told_at = word[0] not in (*HELD_BY, "控股的") and not _led_on(text, word, places, starts)
    named = starts[bisect_left(starts, end) :][:1] == [end]  # 受让方为甲旗下|乙公司, no statement of what stands before
    if side == "child" and (told_at or (not named and THING.match(text, end))):
        owned = told_of_child(text, start, places, starts)
        if owned is not None and word[0] == "控股公司" and text[start - 1] == "之":
            return owned[1][-1], [owned[0]]  # 甲为乙之控股公司, as Hong Kong has it: 甲 holds 乙
        if owned is not None:
            return owned
        parent = parent_of_it(text, start, places, starts)
        it = topics.told(parent.start, parent) if parent is not None else None
        if parent is not None and it is not None:
            return parent, [it]
    if word[0] not in BARE and (told := around(text, start, end, side == "parent", places, starts, topics)) is not None:
        return told
    if side != "child":
        return None
    own = _own_of_issuer(text, word, places, starts) or own_in_form(text, word, topics)
    issuer = topics.filer(start, own[0]) if own else None
    return (issuer, own) if issuer is not None else None


def _led_on(text: str, word: re.Match[str], places: Sequence[Place], starts: Sequence[int]) -> bool:
    """Whether 为 only leads to the body before 旗下: 拟为|甲集团旗下三个板块招募投资者."""
    at = bisect_right(starts, word.start() - 1) - 1
    return word[0] == "旗下" and at >= 0 and text[places[at].start - 1] == "为"


DENIES = re.compile("否认|不承认|并非|不是")
BESIDE_OWN = re.compile(r"，(?:为|系|是)?(?:[本我]|上市)?公司[的之]?(?:直接|间接|非|重要|核心|主要){0,2}")
WEIGHTY = re.compile(r"(?:是|系|为|属于?)(?:其|集团|公司)?(?:的)?(?:唯一|重要|主要|核心)(?:的)?")
"""Between a body and what it is to whom the text is about: 乙是重要|子公司."""
ENDS = re.compile(r"[ \t|]*(?:[，。；）)\n]|\Z)")
"""甲有限公司，公司|全资子公司|。"""


def _own_of_issuer(text: str, word: re.Match[str], places: Sequence[Place], starts: Sequence[int]) -> Sequence[Place]:
    """What the text calls its issuer's own: “X”是公司去年创立的自有品牌, 甲及乙（均为本公司之|附属公司）."""
    at = bisect_right(starts, word.start() - 1) - 1
    if at < 0 or places[at].name.kind in OFFICES:
        return ()
    further = places[at + 1] if at + 1 < len(places) else None
    if further is not None and further.start == word.end() and PARENT.match(text, further.end):
        return ()  # 甲为公司控股子公司|乙的全资子公司
    if DENIES.search(text, max(0, places[at].start - 6), places[at].start):
        return ()
    if own := OWN.fullmatch(text, places[at].end, word.start()):
        return _each_own(text, own, word, row_before(text, places, at)) if own["each"] else (places[at],)
    own_words = (BESIDE_OWN, WEIGHTY)
    apposed = any(one.fullmatch(text, places[at].end, word.start()) for one in own_words)
    return (places[at],) if apposed and ENDS.match(text, word.end()) else ()


def _each_own(text: str, own: re.Match[str], word: re.Match[str], row: Sequence[Place]) -> Sequence[Place]:
    """All of a row, or the one whose turn it is: 甲、乙分别为公司的全资子公司和|控股子公司."""
    before = len(NEXT.findall(text, own.end("each"), word.start()))
    if "分别" in own["each"] and (before or NEXT.match(text, word.end())):
        return row[before : before + 1]
    return row


NEXT = re.compile(r"(?:、|和|及|以及|与)(?!其)")

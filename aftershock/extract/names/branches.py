"""Branches, named behind the firm or bank whose they are, and houses, named by their town in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import NEVER, UNBOUND
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.shortforms import FIRMS
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import KnownName

BRANCH = re.compile(
    r"(?:[（(][\u4e00-\u9fff]{2,4}[）)])?(?:(?P<where>[\u4e00-\u9fff]{2,12}?)(?:(?:分行|支行)(?:营业部)?|分公司|支公司|分社|(?:证券)?营业部)|(?:太平洋)?信用卡中心(?:[\u4e00-\u9fff]{2,5}?分中心)?)(?!们)"
)
HAVING = frozenset([*FIRMS, "bank", "investor", "service provider"])
"""Kinds of bodies that have branches."""
HOUSED = frozenset(["company", "listed company", "bank", "service provider", "seller"])
"""Kinds of known bodies whose houses are named by their town."""
AT = frozenset("在于自到赴至抵去往")
"""What a place stands behind that only says where: 来自|深圳|甲乙."""
COUNTED = re.compile(r"[一二两三四五六七八九十百几数多这]家")
"""甲银行某市|两家|支行: so many of its branches, and none by name."""
STREETS = tuple("街路道市县区镇村店坊里城汇荟")
SHOP = re.compile(r"[\u4e00-\u9fff]{1,6}店")
"""A shop by its street or quarter, behind the chain's name: 苏州甲乙|人民路店."""
MALLS = ("城", "汇", "荟", "里", "广场", "天地")
"""How malls are called, which their town's name only tells apart."""
MARKS = tuple("，。、；（")
"""Behind a daughter's name that what it is leads to: 生鲜品牌|甲乙生鲜，."""
CHILD = re.compile(r"(?:子公司|孙公司|下属|旗下|分公司|附属公司|公司)(?:的|为)?\Z")
CALLED = frozenset([*FIRMS, "bank", "investor", "platform"])
"""Kinds of bodies that are called so with 公司 or a place behind."""
BODILY = re.compile(
    r"(?:公告|宣布|表示|发布公告|总裁|副总裁|董事|CEO|首席|创始人|联合创始人|高管|总经理|负责人|相关人士|股权|股东|持有|持股|的(?:第[一二三]大|大|控股)股东|\d[\d.]*[%％]的?股)"
)
"""What only a body has or does, behind a known firm's daughter: 甲乙|金融|总裁."""
CHARGE = re.compile(r"(?:技术|设计|运营|管理|服务|开发|工程|制造|培训|建设|零售|数据|投资)负责人")
"""What somebody is in charge of within a firm, though firms end so: 甲乙|技术负责人."""
FIRST = tuple("公（(")
FIRM = re.compile(r"公司(?<![行部社心司]公司)(?![债法治章层制股])")
BANK = re.compile(r"银行(?![业家卡账存贷股间系])")
"""Behind a bank that is known without it: 某士甲乙|银行."""
BRACKETED = re.compile(r"[）)](?!有限|股份|集团|公司|投资|管理|科技)")
PARTS = frozenset("与和及或等对向由在于将为被把让从以至到有设开关撤称")
"""Letters that part a branch from what stands before it."""


def branches(text: str, found: Iterable[Sighting], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The names of branches that begin with one of the names found: 甲乙银行股份有限公司|某地某路支行 is one."""
    for sighting in found:
        if sighting.kind not in HAVING:
            continue
        branch = BRANCH.match(text, sighting.end)
        if branch is not None and sighting.kind != "bank" and "银行" in branch[0]:
            continue  # 甲乙有限公司|丙丁银行某支行
        if branch is not None and (branch["where"] is None or _where(text, *branch.span("where"), cuts, lore)):
            yield Sighting(
                sighting.start, branch.end(), sighting.kind, "names/branch", text[sighting.end : branch.end()]
            )


def _where(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a branch may be called so: by its place, or by a street, a quarter or a trade."""
    if lore.place_at(text, start) == end:
        return True
    if COUNTED.search(text, start, end):
        return False
    if not PARTS.isdisjoint(text[start:end]) and lore.place_at(text, start) == start:
        return False
    return not any(
        word in NEVER
        or word in lore.stops
        or word in lore.titles
        or word in lore.heads
        or tag(word) in ("v", "p", "c", "d", "r", "u")
        for word in cuts.bare(start, end)
    )


def houses(text: str, known: Iterable[tuple[int, int, KnownName]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A town's or province's house of a known firm or bank: 北京|甲乙, 浙江|甲行.

    A listed company may be called by the town that it is from, so that of these only what is told to be its child is.
    """
    for start, end, one in known:
        if text[start - 1 : start] not in lore.place_lasts or one.kind not in HOUSED:
            continue
        if one.name in lore.concerned or SHOP.match(text, end):
            continue
        if text[end : end + 1] in STREETS or text.endswith(MALLS, start, end):
            continue  # 青岛|甲乙城
        place = next((at for at in range(max(0, start - 5), start - 1) if lore.place_at(text, at) == start), None)
        if place is None or text[place:start] in lore.abroad or text[place - 1 : place] in AT:
            continue
        if lore.place_at(text, start) == end or (
            (one.code or one.kind == "seller") and not CHILD.search(text, max(0, place - 8), place)
        ):
            continue
        if cuts.is_edge(place) and cuts.is_edge(start):
            ending = lore.endings.at(text, end)
            if ending is not None and ending[1].strength == "short" and text[end : ending[0]] in lore.distinct:
                end = ending[0]  # 香港|甲乙|实业
            yield Sighting(place, end, one.kind, "names/local", one.name, spread=False)


def in_full(text: str, found: Iterable[Sighting], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names that go on over 公司, a place in brackets, or their trade: 甲乙|公司, 甲乙|(香港), 甲乙|金融."""
    for sighting in found:
        start, end = sighting.start, sighting.end
        if sighting.rule == "names/known" and sighting.kind in CALLED:
            more = lore.entries.at(text, end)
            if more is not None and CHARGE.match(text, end):
                continue
            if (
                more is not None
                and more[1].faint
                and (BODILY.match(text, more[0]) or (text[more[0] : more[0] + 1] in MARKS and lore.headed(text, start)))
            ):
                yield Sighting(start, more[0], sighting.kind, "names/extended", text[start:end], spread=False)
            elif more is None and BODILY.match(text, end + 2) and _daughter(text, start, end, cuts, lore):
                yield Sighting(start, end + 2, sighting.kind, "names/extended", text[start:end], spread=False)
        if sighting.kind == "bank" and BANK.match(text, end) and not text.endswith("行", start, end):
            yield Sighting(start, end + 2, "bank", "names/in full", text[start:end], spread=False)
        if sighting.kind not in CALLED or text[end : end + 1] not in FIRST:
            continue
        if FIRM.match(text, end):
            yield Sighting(start, end + 2, sighting.kind, "names/in full", text[start:end], spread=False)
            continue
        place = lore.places.at(text, end + 1)
        if place is not None and BRACKETED.match(text, place[0]) and not text.endswith("有限公司", start, end):
            yield Sighting(start, place[0] + 1, sighting.kind, "names/local", text[end + 1 : place[0]], spread=False)


def _daughter(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether two letters that are no word, place or person go on behind a firm of two letters: 甲乙|丙丁|宣布."""
    letters = text[end : end + 2]
    return (
        end - start == 2
        and letters.isalpha()
        and not letters.isascii()
        and letters[0] not in lore.common
        and letters != "系原"
        and letters[0] not in UNBOUND
        and NEVER.isdisjoint(letters)
        and PARTS.isdisjoint(letters)
        and not lore.ordinary(letters)
        and lore.place_at(text, end) == end
        and cuts.is_edge(end)
        and cuts.is_edge(end + 2)
    )

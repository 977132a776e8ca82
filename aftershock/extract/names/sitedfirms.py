"""Firms that a place and letters of no meaning name: 厦门国贸, 温岭祥泰, 上海思立微.

Places stand before much else (深圳车展, 北京西站), so that what stands beside them must be a firm's: the start of a
clause and a word of business behind, or a word that leads to a party before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

MEASURES = frozenset("费率额款税价店厂处版膏期剂丸债")
"""What is paid or counted, or a kind of shop: no subject of business by itself."""
NOT_IN = re.compile(r"[被遭受等和与及的有这都将因所于在是为之其则却]|^[仅已还也一二三四五六七八九十两]")
"""Letters that are words of their own, where two letters behind a place should be a name."""
BEHIND = frozenset("时后前中上下内外间里自于与向对被由以拟将已")
"""What stands behind a name and is none of it."""
OFFICES = frozenset("院厂社")
"""What institutes, works and agencies are called by, behind two letters."""
OWNS = frozenset(["股权", "股份", "方面", "公司", "董事长", "总经理", "总裁", "负责人", "法人", "旗下"])
"""What a firm has, right behind its name."""
OF_FIRM = ("公司", "集团", "股权", "股份", "董事", "总裁", "首席")
"""What has to follow two letters behind a country: 德国甲乙|公司, but not 给中国添堵."""
LED = tuple("与和向由对为及被给原")
"""What may lead to a firm inside a clause."""
LEADS = re.compile(
    r"(?:收购了?|受让|参股|入股|投资了|起诉|判[令决]|委托|质押给|转让给|出售给|股东|占"
    r"|(?:下属|全资|控股|参股|关联|游戏|科技|目标|标的|子|孙|的)公司|经销商|供应商|客户)\Z"
)
"""What leads to a firm as party or object, so that any word may follow: 起诉|某地甲乙|及担保方."""
LEAD_ENDS = frozenset("购了让股诉令决托给东占司商户")
"""The last letters of these."""
SITED = re.compile(
    r"(?:(?:超过?|近|约|共有?|旗下)\d|旗下|被封|[于在与和、拟将已也则的是系]|\d{1,2}月|\d{4}年|作为|持有|成立|注册|此前|目前|表示|收到|有限|公司|合同|买卖|借款|诉讼|仲裁|纠纷|等)"
)
"""What follows a firm at the start of a clause, which a place begins: 重庆甲乙|与某某签订."""
_WITH_OTHERS = "及其一致行动人"
_BEFORE_DEEDS = "拟|已|又|再|将|共|累计|合计|所|再次|近日|同意|刚刚完成|完成"
_DEEDS = (
    r"收购|起诉|持有|持股|质押|减持|增持|签署|签订|中标|入股|受让|认购|代持|偿还|归还|退还|承诺|担保|抛出?\d|减资|增资"
)
BUSINESS = re.compile(f"(?:{_WITH_OTHERS}|(?:{_BEFORE_DEEDS})*(?:{_DEEDS}))")
"""What only firms and persons do with shares, money and contracts."""
BUSINESS_FIRST = frozenset(word[0] for word in f"{_WITH_OTHERS}|{_BEFORE_DEEDS}|{_DEEDS}".split("|"))

OF_NATION = re.compile(
    r"工程|计划|直发|本土|发货|卖家|行动|项目|文化|代表|队|联赛|杯|大赛|网民|市场|制造|产业|行业|企业|品牌|公民|经济|消费"
)
"""What is a country's behind two letters that no dictionary has: 中国探月|工程."""


OF_TOWN = ("的一家", "的一间", "等地", "一带", "的某", "某")
"""Behind a place inside a place: 某市某镇|的一家鞋厂."""


def sited(text: str, sites: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Firms that a place names, at the start of a clause, where a word leads to them, or before a deed of business."""
    places: dict[int, int] = {}
    for start, end in sites:
        places.setdefault(start, end)  # the longest comes first
    yield from _national(text, [start for start, end in places.items() if text.startswith("中国", start)], cuts, lore)
    for start, end in places.items():
        before = text[start - 1 : start]
        if cuts.opens(start):
            end = lore.place_at(text, start)
            if SITED.match(text, end + 2):
                yield from _sited(text, start, end, end + 2, cuts, lore)
        elif before in LED:
            end = lore.place_at(text, start)
            yield from _sited(text, start, end, end + 2, cuts, lore)
        elif before in LEAD_ENDS and LEADS.search(text, max(0, start - 4), start):
            yield from _led(text, start, lore.place_at(text, start), cuts, lore)
        for size in () if BUSINESS_FIRST.isdisjoint(text[end + 2 : end + 4]) else (2, 3):
            if BUSINESS.match(text, end + size):
                yield from _led(text, start, end, cuts, lore)


def _national(text: str, starts: Iterable[int], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """中国甲乙, which a text says twice, where no dictionary has the two letters behind the country."""
    told: dict[str, bool] = {}
    for start in starts:
        form, stem = text[start : start + 4], text[start + 2 : start + 4]
        if form not in told:
            told[form] = text.count(form) > 1 and not lore.ordinary(stem) and _stem(text, start + 2, start + 4, lore)
        edges = told[form] and form not in lore.by_form and all(map(cuts.is_edge, (start, start + 2, start + 4)))
        if edges and not OF_NATION.match(text, start + 4):
            yield Sighting(start, start + 4, "organisation", "names/sited", "中国")


def placed(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """A place and two or three letters that are no word."""
    place = lore.place_at(text, start)
    if not start < place <= end - 2 or end - place > 3 or text[place - 1] in "省市县区":
        return False
    return _stem(text, place, end, lore) and not lore.ordinary(text[place:end]) and cuts.is_edge(place)


def _stem(text: str, start: int, end: int, lore: Lore) -> bool:
    """Letters that may be a firm's name behind its place."""
    stem = text[start:end]
    if len(stem) < end - start or not all("\u4e00" <= char <= "\u9fff" for char in stem) or NOT_IN.search(stem):
        return False
    return (
        stem[-1] not in "区县镇乡"
        and stem not in lore.inside
        and stem not in lore.plain
        and lore.place_at(stem, 0) < len(stem)  # 绍兴|柯桥
    )


def _sited(text: str, start: int, place: int, end: int, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    if not start < place == lore.place_at(text, place) or text[end - 1 : end] in MEASURES:
        return
    if (text[start:place] in lore.abroad and not text.startswith(OF_FIRM, end)) or text.startswith(OF_TOWN, end):
        return
    if not placed(text, start, end, cuts, lore):
        return
    if not (cuts.is_edge(start) and cuts.is_edge(end)):
        return
    after = cuts.words(end, min(len(text), end + 4))[:1]
    follow = after[0][2] if after else ""
    if not follow.isalpha() or tag(follow)[:1] in ("v", "p", "d", "u", "c") or follow in OWNS or SITED.match(text, end):
        yield Sighting(start, end, "company", "names/sited", text[start:place])


def _led(text: str, start: int, place: int, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """One word of two or three letters behind a place at home, unknown or a name, where a frame asks for a party."""
    if not start < place == lore.place_at(text, place) or text[place - 1] in "省市县区":
        return
    if text[start:place] in lore.abroad or not (cuts.is_edge(start) and cuts.is_edge(place)):
        return
    clause = cuts.clause(place)[1]
    word = next(iter(cuts.words(place, min(clause, place + 6))), None) if place < clause else None
    if word is None or not 2 <= word[1] - place <= 3:
        return
    end = word[1]
    if end - place == 3 and text[end - 1] in BEHIND:
        end -= 1  # 收购某地甲乙|时, which the cutter takes for one word
    if text[end - 1] in MEASURES or not _stem(text, place, end, lore):
        return
    stem = text[place:end]
    if text[end : end + 1] in OFFICES and not lore.ordinary(text[end : end + 2]):
        end += 1  # 某地甲乙|院
    if not lore.ordinary(stem) or (tag(stem) == "np" and stem not in lore.stops and stem not in lore.heads):
        yield Sighting(start, end, "company", "names/sited", text[start:place])

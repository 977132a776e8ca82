"""Firms that no rule knows, right behind the noun of their trade: 货代公司飞盒跨境, 尾货商蓝砾, 模具厂蓝砾.

Any trade will do, for its noun ends in one of few letters; so what follows must be no words of the language, and a mark
or what is told of somebody must follow that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, cut, tag
from aftershock.extract.language.scan import Words
from aftershock.extract.nameforms.likeness import firmlike, natural, person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.described import DOES, GLUED
from aftershock.extract.names.hitframes import NOBODY
from aftershock.extract.names.recurring import BEGINS_NONE, strange

MAKES = (
    *("品牌", "平台", "车企", "药企", "房企", "电商", "超市", "卖场", "App", "APP", "大卖", "巨头", "机构", "企业"),
    *("奶茶店", "咖啡店", "火锅店", "健身房", "公寓", "百货", "餐厅", "药店", "书店"),
)
"""Behind these no person is named."""
TRADES = (
    *MAKES,
    *(
        "公司",
        "商",
        "厂",
        "工作室",
        "关联方",
        "总包方",
        "资金方",
        "合作方",
        "接盘方",
        "运营方",
        "受让方",
        "卖家",
    ),
)
"""With which the nouns of trades end."""
_ENDS = Words(*TRADES)
NO_TRADE = re.compile(
    r"(?:[协磋招工电经通微智情洽从重富客外港台华徽浙粤晋客]商|[该本此其各每这那家的某子分母总前新老原我贵两三几多]公司|有限公司|责任公司|集团公司|[的该本其各每某这那]..?)\Z"
)
"""What ends so and is no trade: 协商, 该公司."""
FOLLOWS = re.compile(
    rf"[，。；、（）]|的|之间|向|给|对|以|因|为|早|推|[和与]|于\d|表示|说|称|透露|统计|发布|宣布|负责|{DOES.pattern}"
)
SHUTS = re.compile(
    r"(?:也|亦|已|将|均|都|正在?|目前|则|在\d{1,2}月|今年|去年|突然|近日|日前|于[\d年月日]+|\d[\d年月日]*|宣布|被曝|被爆)*"
    r"(?:关闭|关停|关店|闭店|停业|停运|停止运营|倒闭|破产|跑路|[暴爆]雷|被约谈|被罚|被处罚|被封|被亚马逊|被平台|被下架|下架|拖欠|曝出|裁员|门店|旗下)"
)
"""What befalls a firm, so that even two letters behind its trade name it."""
SELLS_MUCH = "大卖"
"""Behind it a name may be made of words of the language: 大卖|迅捷通|被封."""
_NO_WORD_OF_NAME = frozenset("dtpcrmufqv")
"""What words are that no such name begins with, by the first letter of their tags."""
LONGEST = 8
"""So many letters are looked at behind a trade."""


def traders(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names behind trades, up to a mark or to what is told of them."""
    for trade, at in _ENDS.each(text):
        start = at + len(trade)
        start += text.startswith(("”", "」"), start)  # “百亿大卖”|甲乙
        first = text[start : start + 1]
        if first in BEGINS_NONE and first not in lore.place_firsts:
            continue  # as most do: of these no words need be cut
        said = trade in MAKES or (at > 0 and text[at - 1].isalnum())
        if not said or not "\u4e00" <= first <= "\u9fff":
            continue
        stem = lore.place_at(text, start) if first in lore.place_firsts else start  # 公司|苏州|甲乙丙
        if text[stem : stem + 1] in BEGINS_NONE:
            continue
        plain = stem == start and NO_TRADE.search(text, max(0, at - 2), start)
        if plain or tag(text[start - 1 : start + 1]):
            continue
        end = _end(text, stem, cuts, lore, trade in MAKES)
        if end is None and trade == SELLS_MUCH:
            end = _shut(text, stem, lore)
        if end is not None and not text.startswith(("先生", "女士", "小姐"), end - 2):
            yield Sighting(start, end, "company", "names/trader", trade)


def _end(text: str, start: int, cuts: Cuts, lore: Lore, made: bool) -> int | None:
    """Where the name ends that begins here, if one does."""
    stretch = text[start : min(cuts.clause(start)[1], start + LONGEST)]
    stem = end = 0
    for word in cut(stretch)[:3]:
        end += len(word)
        if stem and word in lore.last_words and lore.last_words[word].strength != "full":
            return start + end if FOLLOWS.match(text, start + end) or _moves(text, start + end, cuts) else None
        glued = end > 3 and word[-1] in GLUED and not tag(word)
        name = stretch[: end - glued]
        if len(name) < 2:
            continue  # 品牌|盅|盅|面
        if stem == 0 and made and natural(name, lore) and SHUTS.match(text, start + len(name)):
            return start + len(name)
        if stem == 0 and len(name) in (2, 3) and (stop := _ended(text, start, start + len(name), cuts, lore)):
            return stop
        if len(name) > 4 or name[-1] in "0123456789%％属" or not strange(name, lore):
            return None
        stem = len(name)
        if made and SHUTS.match(text, start + stem) and name[0] != "频" and not person_like(name, lore):  # 频现|倒闭
            return start + stem
        again = stem > 2 and text.count(name) > 1
        told = glued or FOLLOWS.match(text, start + stem) or _moves(text, start + stem, cuts)
        if stem > 2 and told and ((made and again) or not person_like(name, lore)):
            return start + stem
    return None


def _shut(text: str, start: int, lore: Lore) -> int | None:
    """Where a name of three or four letters ends that something befell, and that is no thing of a seller's."""
    for size in (4, 3):
        name = text[start : start + size]
        if SHUTS.match(text, start + size) is None or name[-1] in GLUED or NOBODY.search(name) or tag(name)[:1] == "n":
            continue
        words = cut(name)
        if (
            tag(words[0])[:1] not in _NO_WORD_OF_NAME
            and nameable(name, headed=True)
            and not person_like(name, lore)
            and not any(word in lore.stops or word in lore.heads or word in lore.plain for word in words)
        ):
            return start + size
    return None


def _ended(text: str, start: int, stop: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where an ending ends behind a stem of words of the language, if both are a firm's name: 机构通达网络."""
    ending = next((stop + size for size in (3, 2) if text[stop : stop + size] in lore.last_words), None)
    strength = lore.last_words[text[stop:ending]].strength if ending is not None else "full"
    if ending is None or strength == "full" or (strength == "faint" and tag(text[start:stop]) not in ("", "np")):
        return None
    told = FOLLOWS.match(text, ending) or _moves(text, ending, cuts)
    return ending if told and firmlike(text, start, ending, cuts, lore) else None


def _moves(text: str, at: int, cuts: Cuts) -> bool:
    """Whether a verb or an adverb stands here."""
    clause = cuts.clause(at)[1] if at < len(text) else at
    follow = cuts.bare(at, min(clause, at + 4))[:1] if at < clause and cuts.is_edge(at) else ()
    return any(tag(word)[:1] in ("v", "d", "p") for word in follow)

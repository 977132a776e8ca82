"""What a stretch looks like that fills the place of a firm's name: 蓝砾, Alva Home, Mini小屋, 58鲜集, 快乐时光.

Letters of no language and Latin words are names wherever one must stand. Words of the language are names only where
they are nobody: 时光 and 星野 do no business, a 门店, a 商家 and a 平台 do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.nameforms.likeness import OF_NATURE, person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.names.recurring import strange

Shape = Literal["latin", "mixed", "coined", "man", "words", ""]
"""Of Latin words, of these and Chinese ones, of letters of no language (a man's, perhaps), of words that are nobody."""
LATIN = re.compile(r"[A-Z][A-Za-z0-9&'’.-]*(?: (?:[A-Z&][A-Za-z0-9&'’.-]*|of|and|the)){0,3}")
MIXED = re.compile(r"(?P<first>[\u4e00-\u9fff]{1,4})?(?P<latin>[A-Z][A-Za-z'’&-]*)(?P<last>[\u4e00-\u9fff]{2,4})?")
NUMBERED = re.compile(r"\d{2,3}(?P<last>[\u4e00-\u9fff]{2,4})")
LENT = OF_NATURE | frozenset("野途光影梦心诗歌桥岸港湾谷季晨夏秋冬翼舟塔堡园庭院屋坊匠记味语画乐趣糖饼仓灶巷程镇图")
"""Last letters of words that are nobody and that firms take for names: things of nature, times, ways, and houses."""
COUPLED = frozenset("爱享易优乐好美淘趣悦惠嗨萌")
"""With these firms begin names whose rest is a word of two letters: 爱|整理."""
MEASURES = frozenset("个家亿万年月日号名位款种项批件台辆条次倍元人余多大只套间张份度成岁天周分秒米克公强届期座级")
"""What is counted by these is no name behind a number."""
SIGNS = frozenset("的了是在被把给着将与和及或等对向从由因为之其该此这那各每某本未不没无也都又还再已均就才可会要能应须")
"""Letters of the language's own words, which no name of words holds."""
NO_NAME = re.compile(
    r"[台飓]风|寒潮|疫|[中核重信决]心|[现对气印迹抽形]象|单[月季日店]|助播|先生|女士|小姐|老师|阿[婆姨公]|[超]话"
    r"|\A[一两二三四五六七八九十几数百千半]+[个部家名位款项种条次年月天周]"
)
"""What names nobody, though its letters are such as firms take."""
NOT_WITHIN = frozenset("为会的了是在被把给着与及等对向从因其该此这那某未不没无已均就才仅之频整并当另")
"""No name that no dictionary has holds these."""


@lru_cache(maxsize=1 << 12)
def shape(name: str, lore: Lore) -> Shape:
    """What a stretch looks like, "" where no name does."""
    if LATIN.fullmatch(name):
        return "latin" if _latin(name, lore) else ""
    if name.isascii():
        return ""
    if (mixed := MIXED.fullmatch(name)) is not None:
        ahead, latin, behind = mixed["first"] or "", mixed["latin"], mixed["last"] or ""
        fits = all(not part or _part(part, lore) for part in (ahead, behind))
        return (
            "mixed"
            if fits and (lore.not_latin.isdisjoint((latin, latin.upper())) or (behind and behind[-1] in LENT))
            else ""
        )
    if (numbered := NUMBERED.fullmatch(name)) is not None:
        return (
            "mixed"
            if numbered["last"][0] not in MEASURES
            and not _plain(numbered["last"], lore)
            and tag(numbered["last"]) in ("", "n")
            else ""
        )
    if not all("\u4e00" <= letter <= "\u9fff" for letter in name) or _known(name, lore) or _plain(name, lore):
        return ""
    if NO_NAME.search(name):
        return ""
    if strange(name, lore):
        if not NOT_WITHIN.isdisjoint(name) or (len(name) == 2 and tag(name[0])[:1] in _NO_FIRST):
            return ""
        return "man" if person_like(name, lore) else "coined"
    return "words" if _nobody(name, lore) or _coupled(name) else ""


_NO_FIRST = frozenset("dpcrm")
"""What words of one letter are that begin no name of two."""


def _known(name: str, lore: Lore) -> bool:
    """Whether a known name is a stretch, or begins it and what follows is no other name's rest."""
    known = lore.known.at(name, 0)
    return known is not None and (known[0] > len(name) - 2 or not strange(name[known[0] :], lore))


def _latin(name: str, lore: Lore) -> bool:
    first = name.partition(" ")[0]
    return (
        len(name) > 2
        and lore.not_latin.isdisjoint((name, name.upper(), name.rstrip("0123456789")))
        and (first == name or first.upper() not in lore.not_latin or first == "Mini")
    )


def _part(word: str, lore: Lore) -> bool:
    """Whether Chinese letters beside Latin ones or a number may be part of a name: TST|庭院, 禾己|HOJI."""
    return (
        not _plain(word, lore)
        and NOT_WITHIN.isdisjoint(word)
        and not NO_NAME.search(word)
        and (strange(word, lore) or _nobody(word, lore))
    )


def _plain(word: str, lore: Lore) -> bool:
    return (
        word in lore.plain
        or word in lore.heads
        or word in lore.stops
        or word in lore.titles
        or word in lore.modern
        or word in lore.not_names
        or word in lore.inside
        or lore.place_at(word, 0) > 0
    )


def _nobody(name: str, lore: Lore) -> bool:
    """Whether a word or two of the language are a thing that does no business: 星野, 快乐时光, 江南小镇."""
    if name[-1] not in LENT or not SIGNS.isdisjoint(name):
        return False
    words = cut(name)
    return len(words) < 3 and not any(
        tag(word)[:1] in ("v", "d", "p", "c", "r", "u", "t", "f", "q") or (len(word) > 1 and _plain(word, lore))
        for word in words
    )


def _coupled(name: str) -> bool:
    return len(name) == 3 and name[0] in COUPLED and tag(name[1:])[:1] in ("n", "v") and not tag(name[:2])

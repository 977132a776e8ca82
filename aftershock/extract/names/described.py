"""Firms that no rule knows, by where they are or what they make, and by what they do.

义乌的蓝砾则彻底退出, 做女鞋的蓝砾也裁员, 港股上市的蓝砾国际.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan, Words
from aftershock.extract.nameforms.likeness import firmlike, person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.recurring import strange, strange_before

MAKING = Scan(
    ("做", "卖", "主营", "主打", "专做", "生产", "代工", "配套", "上市", "来自"),
    r"(?:做|卖|主营|主打|专做|生产|代工|配套)[\u4e00-\u9fffA-Za-z0-9]{1,8}?(?:起家|为生|出身)?的(?=[\u4e00-\u9fff]{2})"
    r"|上市的(?=[\u4e00-\u9fff]{3})|来自[\u4e00-\u9fff]{2,6}?的(?=[\u4e00-\u9fff]{3})",
)
"""What somebody makes or sells, before who it is."""
KIND = re.compile(r"[^，。；：\n]{0,14}?(?:公司|企业|工厂|小厂|机构|平台|品牌商|卖家|大卖|服务商|供应商)(?=[，。；])")
"""What a firm is, behind its name: 蓝砾，一家|总部在某地的公司."""
DOES = re.compile(
    r"则|也|已经?|更|又|把|将(?!要)|被|在(?![线职校岗])|从|去年|签|先[后是]|连夜|正在?|曾|突然|还|都|却|就|一边|干脆|没|如今|今年|上[周月个]|一夜|刚|接连|同样|直接|悄然|宣布|只好|不得不|\d{4}年|\d{1,2}月|[这那]两年|[将被]|，(?:后者|前者|一家|这家|该公司)"
)
"""What tells of somebody, behind the name."""
GLUED = frozenset("则也已就将还又都却把被早")
"""Letters of these that the cutter takes for the last of a name that it does not know."""
ANOTHER = re.compile(r"、(?:做|卖|主营|生产)|，以及")
"""Behind one of several that are told of alike: 做花架的蓝砾、|做泳池的蓝石."""
_A_FIRM = Words("，一家")
MARKS = tuple("，。、；\n")
MAY_DO = re.compile(f"{DOES.pattern}|[将早，。、；\\n]")
"""The same a few letters on, or a mark: where neither stands, no words need be cut. 将 of 将要 may be glued, too."""
REACH = 14
"""So far from where a place and a name of six letters begin what is told of it ends, at most."""
BEFORE = tuple("，。；：、！？“”（）()\n自和与了给为把被由比像是")
"""What stands before a place that says where somebody is."""


def described(text: str, sites: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names behind 的, up to what is told of them; `sites` are the places named."""
    for start, end in sites:
        if text[end : end + 1] == "的" and (start == 0 or text[start - 1] in BEFORE):
            yield from _told(text, end + 1, cuts, lore, named=text[start - 1 : start] == "是")
    for end in _A_FIRM.places(text):
        named = strange_before(text, end, cuts, lore) if KIND.match(text, end + 3) else None
        if named is not None and not person_like(text[named:end], lore):
            yield Sighting(named, end, "company", "names/described", "一家")
    for found in MAKING.finditer(text):
        yield from _told(text, found.end(), cuts, lore, listed=found[0] == "上市的")


def _told(
    text: str, start: int, cuts: Cuts, lore: Lore, *, listed: bool = False, named: bool = False
) -> Iterator[Sighting]:
    """The firm that begins here, if one does and something is told of it; `named` tells that somebody is it."""
    clause = cuts.clause(start)[1] if start < len(text) else start
    if clause - start < 2 or not (listed or MAY_DO.search(text, start + 2, start + REACH)):
        return
    place = lore.place_at(text, start)
    stem = place if start < place <= clause - 2 else start  # 做花架的|某地蓝砾
    words = [word for word in cuts.words(stem - (stem == start), min(clause, stem + 9)) if word[0] >= stem]
    if not words or words[0][0] != stem:
        return
    for _, end, word in words[:2]:
        glued = end - stem > 2 and word[-1] in GLUED and not tag(word)
        end -= glued  # 义乌的|蓝砾则|退出
        name = text[stem:end]
        if end - stem > 6 or person_like(name, lore):
            return
        another = ANOTHER.match(text, end)
        told = glued or another or DOES.match(text, end)
        if end - stem < 2 or not (told or text[end : end + 1] in MARKS):
            continue
        again = text.count(name) > 1
        marked = not told and text[end : end + 1] in MARKS and (listed or ((again or named) and end - stem > 2))
        if told or marked:
            sure = end - stem > 2 or again or stem > start or another  # 广州的档口也关了
            ended = (glued or listed or not marked) and firmlike(text, stem, end, cuts, lore)
            if ended or (sure and strange(name, lore)):
                yield Sighting(start, end, "company", "names/described", text[end : end + 2])
            return

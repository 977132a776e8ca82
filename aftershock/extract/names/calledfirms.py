"""Firms called so: 甲乙公司, a stem that is no word of the language right before the bare word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftershock.extract.language.cutting import Cuts, Word, tag
from aftershock.extract.nameforms.borders import UNBOUND, bordered, left_border
from aftershock.extract.nameforms.leadings import PREFIXED
from aftershock.extract.nameforms.likeness import compound, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.recurring import strange
from aftershock.extract.names.shortendings import NO_STEM

NO_FIRM = re.compile(
    r"(?:前[一二两三四五六七八九十百\d]+大|[大中小微][型小]|[乃即][经由]|[使是为占让令对在和与及由孙子分母总各]|家|ST|上市|目标|标的|借款|担保|项目|科创|预[降增亏盈喜]|单船|健全|压覆|控股|参股|新|新设|参阅|参见|详见|查阅|敬请|有关|相关|大拍卖|城投|国资|平台|产品|类|[十百千]亿|亿级|[十百千]强)\Z"
)
"""What stands before 公司 and names none: 这使公司, 三家公司, 目标公司."""
LEADS_ON = re.compile(r"[一二三四五]是|发?声明|[国海][内外]|[上中下]游|由?[市省县区](?:担保|国资|城投|属)?\Z")
"""With what a stretch begins that tells of firms: 二是磁材|公司, 由市担保|公司."""
OF_ISSUER = re.compile(
    r"(?:第[一二三四五六七八九十]+届|现有|部分|[AHB]?股|股份|独立|非执行|执行|秘书|董事|监事|高级|总经理|回购|党|章程|债券|股票|控股股东|实际|上市后|总股本)"
)
"""What 公司 alone has in a filing: 公司独立董事."""
FIRM = re.compile(
    r"公司(?<=[\u4e00-\u9fffA-Za-z]公司)(?<!有限公司)(?<!责任公司)(?<!上市公司)(?<![子分母孙该本总家前其你我贵]公司)(?<!公司公司)(?![法债制])"
)


def called_firms(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """甲乙公司: a stem that no dictionary has, right before the bare word."""
    for found in FIRM.finditer(text):
        start = found.start()
        clause = max(cuts.clause(start)[0], start - 12)
        words = cuts.words(clause, start) if clause < start else []
        if not words:
            continue
        trading = _trading(text, words, start, cuts, lore)
        if trading is not None and LEADS_ON.match(text, trading, start):
            continue  # 二是磁材|公司
        if trading is not None:
            yield Sighting(trading, found.end(), "company", "names/called a firm", "公司")
            continue
        if (sited := _sited(text, words, start, cuts, lore)) is not None:
            yield Sighting(sited, found.end(), "company", "names/called a firm", "公司")
            continue
        if (opens := _opening(text, start, cuts, lore)) is not None:
            yield Sighting(opens, found.end(), "company", "names/called a firm", "公司")
            continue
        if (listed := _listed(text, start, cuts, lore)) is not None:
            yield Sighting(listed, found.end(), "company", "names/called a firm", "公司")
            continue
        if words[-1][2] in lore.last_words or not _called(words[-1], text, lore):
            continue
        # The cutter may take the stem and 公司 for one word: the stem alone is looked at.
        border = left_border(text, start, start, cuts, lore)
        if border is not None:
            glued = [
                at for at in range(border + 1, start - 1) if text[at] in PREFIXED and lore.ordinary(text[border:at])
            ]
            border = glued[-1] + 1 if glued else border  # 警方|对|甲乙公司
        if (
            border is None
            or not 2 <= start - border <= 5
            or text[border] in UNBOUND
            or NO_FIRM.search(text, border, start)
            or LEADS_ON.match(text, border, start)
            or "诉" in text[border:start]
            or text[start - 1] in "股板全到"  # 中概股|公司, 科创板|公司, 甲乙全|公司, 刚到|公司
            or NO_STEM.fullmatch(text, border, start)
            or text[border:start] in lore.not_latin
            or text[border : found.end()] in lore.not_names
            or text[border:start] in lore.plain
            or text[border:start] in lore.modern
            or OF_ISSUER.match(text, found.end())
        ):
            continue
        place = lore.place_at(text, border)
        shown = border < place <= start - 2 or lore.headed(text, border)
        stranger = (
            border == words[-1][0]
            and _led(words, lore)
            and (tag(words[-1][2]) == "np" or strange(text[border:start], lore))
        )
        if (stranger or text[border - 1 : border] in PREFIXED or bordered(text, border, cuts, lore)) and (
            proper(text, place if border < place <= start - 2 else border, start, cuts, lore) >= (0.7 if shown else 0.8)
            or (border == words[-1][0] and tag(words[-1][2]) == "np")
        ):
            yield Sighting(border, found.end(), "company", "names/called a firm", "公司")


def _led(words: Sequence[Word], lore: Lore) -> bool:
    """Whether a word of the language that no name ends with stands before the last one: 一旦|甲乙公司."""
    before = words[-2][2] if len(words) > 1 else ""
    return tag(before)[:1] in ("v", "d", "p", "c", "t") and before not in lore.inside


def _trading(text: str, words: Sequence[Word], end: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where a firm begins whose stem no dictionary has and whose trade follows: 德发|电子科技, 某地三湘|烟花|制造."""
    at = len(words) - 1
    while at > 0 and (_trade(words[at][2], lore) or (at < len(words) - 1 and tag(words[at][2]) == "n")):
        at -= 1
    start, stop, stem = words[at]
    if at == len(words) - 1 or not _trade(words[-1][2], lore) or end - stop > 6:
        return None
    ending = lore.last_words.get(text[end - 2 : end])
    if ending is not None and ending.strength != "faint":
        return None  # 甲乙科技|公司 is 甲乙科技 in full
    if not 1 < len(stem) < 5 or lore.ordinary(stem) or stem in lore.plain or UNBOUND.intersection(stem):
        return None
    if not stem[0] > "\u4e00" or NO_STEM.fullmatch(stem) or lore.place_at(text, start) >= stop or compound(stem, lore):
        return None
    if at and lore.place_at(text, words[at - 1][0]) == start:
        start = words[at - 1][0]
    return start if bordered(text, start, cuts, lore) else None


def _sited(text: str, words: Sequence[Word], end: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where a firm begins that has its place, a stem that no dictionary has and an ending: 某地|美诚|食品公司."""
    ending = lore.last_words.get(text[end - 2 : end])
    if ending is None or ending.kind != "company" or ending.strength == "full":
        return None
    for start, _, _ in words:
        place = lore.place_at(text, start)
        if start < place and 2 <= end - 2 - place <= 3:
            stem = text[place : end - 2]
            if lore.ordinary(stem) or stem in lore.plain or UNBOUND.intersection(stem):
                return None
            return start if proper(text, place, end, cuts, lore) >= 0.8 else None
    return None


TOLD = re.compile(r"[在于的已被将与向，则也]|持有|成立|没有|表示|宣布")
"""Behind a firm that opens a clause."""


def _opening(text: str, end: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where a firm begins that opens a clause with its place, if a word of its stem is none of the language."""
    start = cuts.clause(end)[0]
    place = lore.place_at(text, start)
    if not (start < place <= end - 3 and end - place <= 6 and TOLD.match(text, end + 2)):
        return None
    words = cuts.bare(place, end)
    plain = any(
        word in lore.stops
        or word in lore.heads
        or word in lore.titles
        or (tag(word)[:1] in ("v", "d", "p", "c", "u", "r", "m", "q") and word not in lore.inside)
        for word in words
    )
    own = any(len(word) > 1 and tag(word) in ("", "np") and word not in lore.plain for word in words)
    return start if own and not plain else None


LISTED = re.compile(r"(?:、|[有括]|[和与及])(?P<name>[\u4e00-\u9fff]{5,14})\Z")


def _listed(text: str, end: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where a firm of a list begins, which a place begins: 、|某地华粤宝电池公司、."""
    if text[end + 2 : end + 3] not in tuple("、和与及等"):
        return None
    item = LISTED.search(text, max(0, end - 16), end)
    start = item.start("name") if item is not None else end
    place = lore.place_at(text, start)
    if not start < place <= end - 3 or any(word in lore.stops or word in lore.heads for word in cuts.bare(place, end)):
        return None
    return start


def _trade(word: str, lore: Lore) -> bool:
    """A word that says what firms do, or two of them."""
    return word in lore.inside or (len(word) == 4 and word[:2] in lore.inside and word[2:] in lore.inside)


def _called(word: Word, text: str, lore: Lore) -> bool:
    """Whether the word before 公司 may be what a firm is called: unknown, or a name that the dictionary has."""
    start, _, letters = word
    if letters in lore.plain or letters in lore.modern or letters in lore.not_names:
        return False
    if tag(letters) == "np":
        used = letters in lore.stops or letters in lore.heads or letters in lore.inside
        return len(letters) > 1 and not used and lore.place_at(text, start) == start
    return len(letters) == 1 or not lore.ordinary(letters)

"""Where a registered or official name begins: the border that costs least, mended by what such names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import BETWEEN, COMPLETE, LEADING, NEVER, left_border
from aftershock.extract.nameforms.lore import Lore

COMPANY = re.compile(r"(?:有限责任公司|有限公司|集团)\Z")


def beginning(text: str, start: int, end: int, registered: bool, cuts: Cuts, lore: Lore) -> int | None:
    """Where the name begins: words before do not swallow a known one, nor does 上市公司 part 某地上市公司协会."""
    border = left_border(text, end, start, cuts, lore)
    if border is not None and registered:
        border = _behind_role(text, unnumbered(text, border, lore), start, lore)
        if OWNS.match(text, end) and (told := IS.search(text, border + 2, start - 1)):
            border = told.end()
    if border is not None and text[start:end] == "分公司":
        # 甲乙有限公司|深圳分公司: a branch bears its firm's name.
        whole = COMPANY.search(text, max(0, border - 8), border)
        if whole or lore.place_at(text, border) == start:
            return left_border(text, border, whole.start(), cuts, lore) if whole else border
    if border is not None:
        border = _behind_known(text, border, start, end, cuts, lore)
    first = cuts.clause(start)[0]
    if registered:
        if border is None:
            place = lore.place_at(text, first)
            return first if first < place and _one(text, place, start, cuts, lore) else None
        if first < border and lore.ordinary(text[border:start]) and _one(text, first, start, cuts, lore):
            return first  # 甲乙时尚驾驶|学校股份有限公司: a word alone names nobody
        if group := _group_before(text, border, first, lore):
            return group
        for at in _places_before(text, border, first, cuts, lore):
            if _one(text, lore.place_at(text, at), start, cuts, lore):
                return at
        if (counted := COUNTED.search(text, max(first, border - 2), border)) and (
            counted.start() == first or text[counted.start() - 1] in LEADING or text[counted.start() - 1] in PARTICLES
        ):
            return counted.start()
        return _behind_and(_place_inside(text, border, start, cuts, lore), start, cuts)
    if border is not None:
        border = _behind_verb(text, border, start, cuts, lore)
        if text[start:end] in lore.placed and text[border:start] not in lore.abroad:
            # 某地车企因|荷兰|政府: a country right before is all of the name.
            land = next((at for at in range(border + 1, start - 1) if text[at:start] in lore.abroad), None)
            if land is not None and text[border:start] not in lore.by_form and not lore.places.at(text, land - 2):
                return land
        for at in range(border + 1, start):
            if (
                text[at:end] in lore.by_form
                and cuts.is_edge(at)
                and (end - at > LONG or _led(text, border, at, cuts, lore))
            ):
                return at
            if text[at:end] in lore.by_form and text[border:at] in lore.abroad and text[border:at] != "中国":
                return border if text[border:end] in lore.by_form else at  # 美国|麻省理工学院
    association = text.startswith(("协会", "商会", "学会", "联合会"), start)
    place = lore.place_at(text, first) if association and end - first <= 14 else first
    if first < place and (border is None or border > place):
        words = cuts.bare(place, start)
        if words and all(
            lore.ordinary(word) and word not in lore.stops and tag(word)[:1] not in ("d", "p", "c", "u", "r")
            for word in words
        ):
            return first
    return border


NUMBERED = frozenset("一二三四五六七八九")
"""With which parties of one side are told apart."""
COUNTED = re.compile(r"[三四五六七八九十百千][只头点分棵匹][\u4e00-\u9fff]?\Z")
"""What a registered name may begin with, though it counts: 三只|松鼠有限公司."""
TOWNS = frozenset("市县")
LONG = 8
"""Letters of a known official name that is no other's ending: 罚款汇交|中国证券监督管理委员会."""
FARTHEST = 16
"""Letters between a place and the border that words have, at most."""
PAYING = frozenset(["支付", "赔偿", "返还", "偿还", "捐赠"])
"""Verbs that bodies have in their names besides."""
PARTICLES = frozenset("向对与为诉由被给")
DATED = re.compile(r"前阵子|前段时间|前不久|不久前|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d[SK]店")


OWNS = re.compile(r"(?:公司)?的?(?:旗下|全资|控股|附属|间接|直接|子公司|孙公司|参股|参控股)")
IS = re.compile("(?<!华)为(?!民|农|康|家)|系(?!统)")
"""Before whose child somebody is: 甲乙茶饮为|某地丙丁有限公司|旗下品牌."""


def unnumbered(text: str, border: int, lore: Lore) -> int:
    """The border behind the number of a party: 被告一|甲乙有限公司, but not 被告|一汽, nor 原告|九州."""
    numbered = text[border : border + 1] in NUMBERED and lore.headed(text, border)
    whole = tag(text[border : border + 2]) or lore.known.at(text, border) is not None
    return border + 1 if numbered and not whole else border


def _behind_role(text: str, border: int, start: int, lore: Lore) -> int:
    """The border behind the last letter of what a party is: 一致行动|人甲乙有限公司, 项目|方某地丙丁有限公司."""
    if text[border] not in "人方" or start - border < 3 or lore.known.at(text, border) is not None:
        return border
    if not text[border - 1 : border] > "\u4e00":
        return border
    ends = lore.headed(text, border + 1) and not lore.headed(text, border)
    return border + 1 if ends or lore.place_at(text, border + 1) > border + 1 else border


def _behind_known(text: str, border: int, start: int, end: int, cuts: Cuts, lore: Lore) -> int:
    """The border behind a year, a person or another body: 2015年|甲乙银行, 某某向|甲乙银行, 甲乙银行投资|丙丁银行."""
    if (dated := DATED.search(text, border, start)) and start - dated.end() > 1:
        return dated.end()
    if (led := text.find("由原", border, start)) > border and text[border:led] in lore.by_form:
        return led + 2  # 中国甲乙由原|丙丁集团有限公司
    if text[border] == "即" and start - border > 4 and not text.startswith(("即墨", "即刻"), border):
        border += 1  # 平台公司即|甲乙有限公司
    bank, place = text.startswith("银行", end - 2), lore.place_at(text, border)
    for at in range(border + 2, start):
        if text[at - 1] in "和与及" and text[border : at - 1] in lore.by_form and lore.place_at(text, at) > at:
            return at  # 国家药监局和|某省药监局
        if bank and end - at > 3 and place != at and _bank(text[at:end], lore):
            return border if text[border:end] in lore.by_form else at  # 某地甲乙置业|丙丁银行
        if text[at - 1] in PARTICLES and (
            lore.known.at(text, at) is not None or (text[at - 1] in "向由被" and at < lore.place_at(text, at) <= start)
        ):
            return at
        if (
            text[at:end] in lore.by_form
            and cuts.is_edge(at)
            and tag(cuts.bare(border, at)[-1])[:1] == "v"
            and any(text[border:stop] in lore.by_form for stop in range(border + 2, at))
        ):
            return at
    return border


def _bank(name: str, lore: Lore) -> bool:
    return name in lore.by_form and lore.by_form[name].kind == "bank"


def _group_before(text: str, border: int, first: int, lore: Lore) -> int | None:
    """Where a known firm begins that stands right before the place of its own: 甲乙集团|河北丙丁有限公司.

    Of other firms than groups only those that open a clause or an item do.
    """
    if lore.place_at(text, border) == border:
        return None
    group = text.startswith("集团", border - 2)
    for size in range(8, 3, -1):
        at = border - size
        if at >= first and text[at:border] in lore.by_form and (group or at == first or text[at - 1] in "和与及"):
            return at
    return None


def _behind_verb(text: str, border: int, start: int, cuts: Cuts, lore: Lore) -> int:
    """The border at a place that a verb stands before: 判决甲乙银行支付|云南某基金会."""
    if lore.place_firsts.isdisjoint(text[border + 1 : start]) and TOWNS.isdisjoint(text[border + 1 : start]):
        return border  # there is no place
    words = cuts.words(border, start)
    for (_, _, verb), (at, _, _) in pairwise(words):
        leads = verb in PAYING or (len(verb) > 1 and tag(verb) == "v" and verb not in lore.inside)
        if leads and at < lore.place_at(text, at) < start:
            border = at
    return border


def _behind_and(border: int, start: int, cuts: Cuts) -> int:
    """The border behind a conjunction: 某县与|甲乙材料有限公司. Registered names hold none."""
    return next(
        (stop for _, stop, word in reversed(cuts.words(border, start)) if word == "与" and start - stop > 1), border
    )


def _places_before(text: str, border: int, first: int, cuts: Cuts, lore: Lore) -> Iterator[int]:
    """Places that a registered name may begin with: at the clause's start, or where a word leads on."""
    before = ""
    for at, _, word in cuts.words(first, border + 1) if first <= border else ():
        led, before = len(before) == 2 and tag(before) == "v" and before not in lore.inside, word
        if at < border - FARTHEST:
            continue
        if led or at == first or text[at - 1] in LEADING or text[at - 2 : at] in lore.leading or lore.headed(text, at):
            place = lore.place_at(text, at)
            if at < place and at <= border < place + 10:
                yield at


def _place_inside(text: str, border: int, start: int, cuts: Cuts, lore: Lore) -> int:
    """The border, or the place behind nothing but words of the language: 加大力度|浙江甲乙科技."""
    for at, stop, word in cuts.words(border, start):
        if at > border and lore.place_at(text, at) >= stop and start - stop >= 2:
            return at
        if tag(word)[:1] == "v":
            continue  # 执行|广东甲乙有限公司
        halves = (word[:2], word[2:]) if len(word) == 4 and not lore.ordinary(word) else (word,)
        if not all(len(w) > 1 and lore.ordinary(w) and w not in lore.inside and tag(w) != "np" for w in halves):
            break
    return border


def _led(text: str, border: int, at: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether words of the language lead to the known name that begins at `at`: 维持|甲乙银行, 甲乙官方回复|某时报."""
    if lore.ordinary(text[border:at]):
        return True
    words = cuts.bare(border, at)
    last = words[-1]
    if any(word in BETWEEN or tag(word)[:1] == "r" for word in words) or last[-1] in "到于":
        return True
    return (last in lore.stops or tag(last)[:1] in ("v", "p")) and last not in lore.inside and last not in lore.leading


def _one(text: str, place: int, start: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether nothing between a place that opens a clause and a registered name's ending parts the two."""
    words = [word for at, _, word in cuts.words(place, start) if word not in lore.within and at - place != 1]
    if "家" in words[1:] and lore.ordinary(words[words.index("家") - 1]) and not text[place].isdigit():
        words.remove("家")  # 某地精算|家|信息技术有限公司
    if text.find("由原", place, start) >= 0:
        return False  # 中国甲乙由原|丙丁集团有限公司
    return start - place <= 14 and not any(
        word in lore.stops
        or word in lore.heads
        or word in lore.titles
        or word in NEVER
        or word in COMPLETE
        or word in LEADING
        or word in lore.leading
        or word in lore.by_form
        or tag(word)[:1] in ("p", "c", "d", "u", "r")
        or word.isdigit()
        or (len(word) > 2 and word in lore.last_words and lore.last_words[word].kind in ("government", "regulator"))
        for word in words
    )

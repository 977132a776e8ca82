"""Relations that a sentence states whole: B是A的子公司, 甲是乙的控股股东, 甲生产的“乙”牌."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.relations.owners import BESIDE, FAR, OFFICES, SHARE, Place, named_aside, row_before
from aftershock.model import RelationFound

COPULA = re.compile(
    r"(?:是(?!被)|(?<![关联体])系(?![统列数内向因])|为(?![主首例]|核心|代表|中心)|乃|属于|作为|隶属于|成为)[^，。；\n]{0,30}\Z"
)
IN_BRACKET = ("（", "(", "（系", "（为", "（即")
"""Between a child and its parent in a bracket: 乙（甲之间接附属公司）."""
ITSELF = re.compile(r"[，；](?:该|本)?公司(?:正|也|实际上?)?(?:是|系|为)|[，；](?:其|它)(?:正|也)?(?:是|系|为)")
"""Between two bodies, where a pronoun stands for the child: 甲拥有乙品牌，|公司是|丙的孙公司."""
NOT = re.compile(r"不是|并非|不再是|不属于|否认|其中|部分|多数")


def told_of_child(
    text: str, start: int, places: Sequence[Place], starts: Sequence[int]
) -> tuple[Place, Sequence[Place]] | None:
    """B是A的全资子公司, B、C均为A的子公司: the parent stands right before the word, the children before 是."""
    at = bisect_right(starts, start - 1) - 1
    while (
        at > 0 and "（" in text[places[at - 1].end : places[at].start + 1][-2:] and "）" in text[places[at].end : start]
    ):
        at -= 1  # 甲（乙）的|子公司
    if at > 1 and places[at].name.kind in OFFICES:
        at -= 1  # 乙是甲经某会批准成立的全资子公司
    if at < 1 or not OF_PARENT.fullmatch(text, places[at].end, start):
        return None
    parent = places[at]
    if COUNTED.search(text, parent.end, start) and len(row_before(text, places, at)) > 1:
        return None  # 甲为乙、丙两家|子公司担保
    for number in range(at - 1, max(-1, at - 4), -1):
        child = places[number]
        between = text[child.end : parent.start]
        if "。" in between or "\n" in between or len(between) > 60:
            return None
        if (
            ITSELF.search(between)
            or (not between.startswith("（") and between.count("（") > between.count("）"))
            or NOT.search(between)
            or between.endswith(DEEDS)
            or (between not in IN_BRACKET and between.endswith(IN_BRACKET))
        ):
            return None
        copula = COPULA.search(text, child.end, parent.start) if between not in IN_BRACKET else None
        if copula is not None and not _of_child(text[child.end : copula.start()]):
            copula = None
        if child.name is not parent.name and (between in IN_BRACKET or copula is not None):
            if COMES.search(between) is not None:
                number = _opener(text, places, number)
            return parent, _with_sisters(text, places, number)
    return None


def _of_child(led: str) -> bool:
    """Whether what stands between a body and 是 leaves it who is told of: 乙|目前也|是, but not 乙|的店铺|是."""
    return led in IN_BRACKET or ADVERBS.fullmatch(led[1 + max(map(led.rfind, "，,；")) :]) is not None


ADVERBS = re.compile(
    r"[”\"]?(?:[（(][^（）()\n]{1,60}[）)])?(?:公司|集团|品牌|股份|其|(?:等|这)[^，]{0,10})?"
    r"(?:(?:19|20)\d\d年|现|目前|实际上?|其实|原本?|此前|曾经?|也|均|都|皆|则|正|亦|同|共同|分别|本身|已经?|将|最终|全部|虽然?|就|又|仍|即|不仅|还|如今|后来|一直|之所以|同样|便|才){0,4}"
)
DEEDS = ("、", "收购", "并购", "购买", "受让", "出售", "转让", "入股")
"""Right before a parent that is one of several, or of whom something is bought: 是指收购|甲旗下乙."""
COMES = re.compile("，(?:并|也|从而|由此|正式)?成为")


def _opener(text: str, places: Sequence[Place], number: int) -> int:
    """Who opens the sentence of a place: 乙通过丙改制，|成为甲的子公司."""
    first = number
    while first and not any(mark in text[places[first - 1].end : places[number].start] for mark in "。；\n"):
        first -= 1
        if not named_aside(text, places[first]):
            number = first
    return number


COUNTED = re.compile("[两三四五]家")


def _with_sisters(text: str, places: Sequence[Place], number: int) -> Sequence[Place]:
    """The row of bodies that a child ends, where nothing but a clause begins with it: 甲、|乙均为丙的子公司."""
    children = row_before(text, places, number)
    first = children[0].start
    alone = first == 0 or text[first - 1] in OPENS or any(one.name.kind in ASIDE for one in children)
    return children if alone and children[0].name.kind not in ASIDE else (places[number],)


OPENS = "，。；：！？、\n“ "
ASIDE = ("media", "exchange", *OFFICES)
"""What stands in a row with bodies that are told of, and is none of them."""


def parent_of_it(text: str, start: int, places: Sequence[Place], starts: Sequence[int]) -> Place | None:
    """该公司是A控股的一家|子公司: the parent, where a pronoun stands for the child."""
    at = bisect_right(starts, start - 1) - 1
    if at < 0 or not OF_PARENT.fullmatch(text, places[at].end, start):
        return None
    return places[at] if IT_IS.search(text, max(0, places[at].start - 24), places[at].start) else None


IT_IS = re.compile(
    r"(?:^|[，。；\n])(?:该?公司|该企业|后者|其|它)(?:正|也|还|则|实际上?)?(?:是|系|为|属于?)"
    r"(?:[\u4e00-\u9fffA-Z]{0,10}(?:公司|集团|企业|巨头|龙头))?\Z"
)
"""Before a parent: what was told of before is its child."""
OF_PARENT = re.compile(
    r"(?:[（(][^（）()\n]{1,40}[）)])?"
    r"(?:在(?:[华国]|[境海]外|[境国]内|\w{2,3})(?:的|全资|控股)*|(?:(?:于|在|经|为(?!其|[本该我]?公司|[本该]?集团)|通过|布局|发展|开展|从事|打造|培育|收购|并购|出资|投资|斥资|耗资|设立|直接|间接|共同|目前|最|去年|今年|前年|近年|早年|刚刚|新近|\d{4}年)[^，。；\n]{0,24})?(?:的?[一二三]级|的国有|的|旗下|旗下的|之|下属|下属的|所属|全资|控股|控股的)(?:间接|直接|非|全资|控股|中国|美国|欧洲|香港|海外|境外|境内|国内)*(?!供应|客户|竞争|合作|参股)[\u4e00-\u9fffA-Z0-9]{0,8}?"
    rf"|(?:实际|直接|间接|绝对|所|曾)+|{SHARE}的(?:全资|控股)?|\d{{1,3}}(?:\.\d+)?[%％](?:全资|控股)的?|\d{{1,3}}(?:\.\d+)?[%％]的?)?(?:[一两三]家|一个)?"
)
"""Between a parent's name and what its child is to it."""


def told_of_parent(
    text: str, start: int, end: int, places: Sequence[Place], starts: Sequence[int]
) -> tuple[Place, Sequence[Place]] | None:
    """甲成为乙的控股股东: the children stand right before the word, the parent before 成为, and nobody behind."""
    at = bisect_right(starts, start - 1) - 1
    if at < 1 or not ENDS.match(text, end):
        return None
    if not BESIDE.match(text, places[at].end, start):
        return None
    children = row_before(text, places, at)
    child = children[0]
    verb = BECOMES.search(text, max(0, child.start - 6), child.start)
    if verb is None:
        return None
    limit = max(text.rfind(mark, max(0, start - 2 * FAR), start) for mark in "。！？；\n")
    latter = LATTER.search(text, max(0, verb.start() - 6), verb.start()) is not None
    for parent in reversed(places[:at]):
        if parent.start <= limit:
            return None
        aside = named_aside(text, parent) and not latter
        if parent.name is not child.name and not aside and parent.end <= verb.start():
            return parent, children
    return None


def parent_of_its(text: str, start: int, end: int, places: Sequence[Place], starts: Sequence[int]) -> Place | None:
    """甲为其|唯一股东, 甲是该公司的|控股股东: the parent, where a pronoun stands for the child."""
    at = bisect_right(starts, start - 1) - 1
    if at < 0 or not ENDS.match(text, end):
        return None
    is_its = IS_ITS if text[start:end] not in SOLE else IS_SOLE
    if is_its.fullmatch(text, places[at].end, start) or IS_FILERS.fullmatch(text, places[at].end, start):
        return places[at]
    return None


SOLE = ("唯一股东", "全资股东")
IS_SOLE = re.compile(r"(?:则|也|仍|现)?(?:是|系|为|成为)(?:其|该公司|后者)?的?")
"""As IS_ITS, where who is meant need not be said: 乙隶属于甲集团，甲是|唯一股东."""


IS_ITS = re.compile(
    r"(?:则|也|仍|现|将|已|便|由此)?(?:(?:是|系|为|成为)(?:其|该公司|后者)的?(?:新任|新的?|绝对|单一|第一)?|成为(?:了)?新的?)"
)
IS_FILERS = re.compile(
    r"(?:则|也|仍|现|将|已|便|由此)?(?:是|系|为|成为)(?:[本我]|上市)?公司的?(?:新任|新的?|绝对|单一)?"
)
"""As IS_ITS, of whom the text is about: 甲将成为|上市公司的|控股股东."""
BECOMES = re.compile(r"(?:是|系|为|作为|(?<!不再)成为|变为|跃升为)\Z")
LATTER = re.compile(r"，后者(?:将|则|便|也|由此|已)*\Z")
"""Before 成为, where the parent is whom a preposition led to: 乙转让给|甲，后者成为丙的控股股东."""
ENDS = re.compile(r"[，。；、：！？）)”和及且并,;\n]|之一|\Z")


def taken_over(
    text: str, start: int, end: int, places: Sequence[Place], starts: Sequence[int]
) -> tuple[Place, Place | None] | None:
    """乙被甲以10亿元收购, 乙是甲收购的公司: who buys, and who is bought where it is named before."""
    at = bisect_right(starts, start - 1) - 1
    is_one = ONE_BOUGHT.match(text, end)
    if at < 0 or not (is_one or ENDS.match(text, end)) or places[at].name.kind in OFFICES:
        return None
    buyer = places[at]
    undergone = (IS if is_one else BY).search(text, max(0, buyer.start - 36), buyer.start)
    if undergone is None:
        return None
    limit = max(text.rfind(mark, max(0, start - 2 * FAR), undergone.start()) for mark in "。！？；\n")
    for bought in reversed(places[:at]):
        if bought.start <= limit:
            break
        is_of = (
            text[bought.start - 1 : bought.start] in ("为", "是", "系") and "，" in text[bought.end : undergone.start()]
        )
        if is_of:
            continue  # 乙原为丙的品牌，|被甲收购
        if bought.end <= undergone.start() and bought.name is not buyer.name and not named_aside(text, bought):
            return buyer, bought
    return buyer, None


ONE_BOUGHT = re.compile(
    r"(?:的|而来的?|过来的?|得来的?)(?:[一第][\u4e00-\u9fff]{0,2})?[\u4e00-\u9fffA-Z]{0,12}(?:公司|企业|品牌|平台|资产|卖家)(?=[，。；、之]|\Z)|而来[，。；]"
)
"""Behind 收购, of one that the sentence began with."""
IS = re.compile(r"(?<!不)(?:是|系|为)\Z")
BY = re.compile(r"(?<![避免])被(?:[^，。；：！？\n]{0,12}|[^，。；：！？\n]{2,30}(?:控股|控制|旗下)的)\Z")


def labels(text: str, places: Sequence[Place], starts: Sequence[int]) -> Iterator[RelationFound]:
    """甲公司生产的“乙”牌奶粉: the brand is that of who makes it, the last name before 生产 in the sentence."""
    for label in LABEL.finditer(text):
        end = label.start() - text.endswith(QUOTED, 0, label.start())
        at = bisect_right(starts, end) - 1
        brand = places[at] if at >= 1 else None
        if brand is None or brand.end != end or brand.name.kind not in ("brand", "company", "organisation"):
            continue
        made = MADE.search(text, max(0, brand.start - FAR), brand.start)
        if made is None:
            continue
        for maker in reversed(places[:at]):
            if maker.start < made.start() - FAR or maker.end <= text.rfind("。", 0, brand.start):
                break
            if maker.end <= made.start() and maker.name is not brand.name and maker.name.kind not in OFFICES:
                yield RelationFound("brand", maker.name.name, brand.name.name, maker.start, brand.end)
                break


LABEL = re.compile(r"牌(?:(?<=[”\"』」]牌)|(?=[\u4e00-\u9fff]))")
QUOTED = ("”", '"', "』", "」")
MADE = re.compile(r"(?:生产|制造|召回|出品)[^。；\n]{0,40}\Z")

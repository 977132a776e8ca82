"""Brands told before the word 品牌, or by who made them: 甲运营|乙、丙三大品牌, 甲的乙、丁的丙等品牌, 乙由甲推出,
乙的运营主体为甲.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.language.scan import Scan
from aftershock.extract.relations.owners import OFFICES, Place, named_aside, row_before
from aftershock.extract.relations.topics import Topics
from aftershock.model import RelationFound

WORDS = Scan(
    (
        "品牌",
        "推出",
        "创立",
        "打造",
        "孵化",
        "运营",
        "经营",
        "所属",
        "持有",
        "背后",
        "商标",
        "注册",
        "拥有",
        "所有",
        "归属",
    ),
    r"(?P<brands>品牌)|(?P<made>推出|创立|打造|孵化|运营|经营)(?=[，。；、）\n]|\Z)"
    r"|(?P<run>(?:运营|经营)(?:主体|公司|方|商)|(?:商标|品牌)?(?:持有人|持有者|注册人|拥有者|所有者|归属方)|(?:所属|持有)公司|背后的?(?:公司|卖家|企业|操盘者|实际控制方)|(?P<behind>背后(?=，?[正就则]?是(?:一家)?(?:[ABH港美]股)?上市公司)))(?:，(?=[正就则]?是))?(?:则|也|正|就)?(?P<is>为|是|系|，)?(?:一家)?(?:[ABH港美]股)?(?:上市公司)?",
)
COUNTED = re.compile(
    r"[”\"]?(?:[（(][^（）()\n]{1,30}[）)])?(?:等|在内的|这|的|[\d一两二三四五六七八九十多数几]{1,3}[大个款]|[\u4e00-\u9fff]{0,6}?){0,3}?"
    r"(?:全球化|核心|主力|自有|自主|知名|主要|子|国际|海外|独立|消费|跨境|电商|家居|户外|服装|服饰|3C|消费电子|家电|细分|垂类|头部)*"
)
"""Between the last of a list and 品牌."""
HOLDS = re.compile(
    r"[”\"]?(?:[（(][^（）()\n]{1,40}[）)])?(?:公司|集团)?(?:则|也|先后|相继|陆续|成功|目前|现|已|已经|还|又|另|主要|同时|曾|共|自主|旗下|，|主营业务[^，。；\n]{2,16}，|[^，。；\n]{0,6}以来){0,3}"
    r"(?:在[^，。；\n]{2,10}?(?:上|平台))?(?:的|旗下的?|(?:成功)?(?:运营|经营|打造|推出|创立|创建|创办|孵化|培育|拥有|握有|手握|坐拥|主打|有|囊括|布局|代理)(?:着|了|出|有)?|以|凭借|通过)"
    r"(?:[\u4e00-\u9fff]{0,8}品牌)?(?:包括)?[“\"]?"
)
"""Between who has brands and the first of them."""
ELIDED = re.compile(
    r"[，。；](?:公司|其|该公司|该集团)?(?:目前|现|并|还|先后|相继|陆续|成功|已|主要|同时|旗下|共){0,2}"
    r"(?:运营|经营|打造|推出|创立|创建|创办|孵化|培育|拥有|有|主打|手握|坐拥)(?:着|了|出|有)?[“\"]?\Z"
)
"""Before the first of a list whose owner opened the sentence: 甲成立于五月，目前运营|乙、丙三大品牌."""
FURTHER = re.compile(r"[^，。；\n]{0,16}品牌(?:[，、]|以及|[和及与]){1,2}(?:[\u4e00-\u9fff]{0,4}品牌)?[“\"]?")
"""Between the last of one list and the first of the next: 乙、丙两大品牌以及|丁、戊两大子品牌."""
HAS = re.compile(r"(?:拥有|旗下有|手握|坐拥|握有|打造|推出|运营|经营|主打|创立)(?:了|着|过|出)?[“\"]?\Z")
"""Before the brands of who is named behind them: 拥有|乙、丙等品牌的|甲."""
BY = re.compile(
    r"[”\"）)]{0,2}(?:在[\u4e00-\u9fff]{2,4})?(?:最早|最初|则|均|也|皆|都)?(?:是|系)?由(?:[\u4e00-\u9fff]{0,6}(?:公司|企业|卖家|大卖))?"
)
WHEN = re.compile(r"(?:于|在)?(?:\d{4}年)?(?:\d{1,2}月)?(?:自主|一手|独立|成功|全资|负责|所)?")
ITS = re.compile(r"”?(?:(?:小程序|独立站|平台|网站|APP|App|app|品牌)?的?|应用的?)(?:实际)?")
"""Between a brand and who runs it."""
JOINTS = ("、", "，", "和", "与", "及", "以及", "，以及")
RUN = ("brand", "brand store", "seller", "organisation", "platform", "media")
"""What somebody runs."""
BRANDS = ("brand", "brand store", "company", "organisation", "seller")


def brand_lists(text: str, places: Sequence[Place], starts: Sequence[int], topics: Topics) -> Iterator[RelationFound]:
    """The relations that such lists and words tell."""
    for word in WORDS.finditer(text) if places else ():
        at = bisect_right(starts, word.start() - 1) - 1
        if at < 0 or places[at].end > word.start():
            continue
        if word["brands"]:
            told = _before_word(text, word.start(), places, at, topics)
        elif word["made"]:
            told = _made(text, word, places, at)
        else:
            told = _run(text, word, places, starts, at)
        for owner, brand in told:
            if brand.name is not owner.name and brand.name.kind in BRANDS and owner.name.kind not in OFFICES:
                first, last = sorted((owner, brand))
                yield RelationFound("brand", owner.name.name, brand.name.name, first.start, last.end)


def _before_word(
    text: str, start: int, places: Sequence[Place], at: int, topics: Topics
) -> Sequence[tuple[Place, Place]]:
    """甲运营乙、丙三大|品牌, 甲的乙、丁的丙等|品牌."""
    if start - places[at].end > 24 or not COUNTED.fullmatch(text, places[at].end, start):
        return ()
    counted = start > places[at].end
    if text.startswith("品牌的", start) and (owned := [p for p in places[at + 1 : at + 2] if p.start == start + 3]):
        brands = _row_before(text, places, at)
        has = HAS.search(text, max(0, brands[0].start - 6), brands[0].start)
        return [(owned[0], brand) for brand in brands] if has else ()
    if counted and (pairs := _pairs(text, places, at)):
        return pairs
    found: list[Place] = []
    while at >= 0:
        brands = _row_before(text, places, at)
        first = at - len(brands) + 1
        found += brands
        if not first:
            return ()
        before = places[first - 1]
        if before.name.kind == "platform" and first > 1 and text[before.start - 1] == "在":
            before = places[first - 2]  # 甲在某平台上经营|乙、丙两个品牌
        if HOLDS.fullmatch(text, before.end, brands[0].start):
            aside = named_aside(text, before) or before.name.kind in ("media", "exchange", "platform")
            return () if aside or not counted else [(before, brand) for brand in found]
        if counted and (elided := ELIDED.search(text, max(0, brands[0].start - 24), brands[0].start)):
            owner = topics.told(elided.start()) if elided.start() >= before.end else None
            return [(owner, brand) for brand in found] if owner is not None else ()
        if not FURTHER.fullmatch(text, before.end, brands[0].start):
            return ()
        at = first - 1
    return ()


def _row_before(text: str, places: Sequence[Place], at: int) -> Sequence[Place]:
    """The brands of a list up to a place, each in quotation marks or not."""
    first = at
    while first and QUOTED_JOINT.fullmatch(text, places[first - 1].end, places[first].start):
        first -= 1
    return places[first : at + 1]


QUOTED_JOINT = re.compile(r"[”\"]?(?:[（(][^（）()\n]{1,30}[）)])?(?:、|和|与|及|以及)[“\"]?|”“")


def _pairs(text: str, places: Sequence[Place], at: int) -> Sequence[tuple[Place, Place]]:
    """甲的|乙、丁的|丙等品牌: each brand with whose it is; a brand alone is that of the one before."""
    pairs: list[tuple[Place, Place]] = []
    waiting: list[Place] = []
    while at >= 1:
        brand, owner = places[at], places[at - 1]
        between = text[owner.end : brand.start]
        waiting.append(brand)
        if between in ("的", "旗下", "旗下的"):
            pairs += [(owner, one) for one in waiting]
            waiting = []
            at -= 2
            if at < 0 or text[places[at].end : owner.start] not in JOINTS:
                break
        elif between in JOINTS:
            at -= 1
        else:
            break
    return pairs if len({id(owner.name) for owner, _ in pairs}) > 1 else ()


def _made(text: str, word: re.Match[str], places: Sequence[Place], at: int) -> Sequence[tuple[Place, Place]]:
    """乙由甲于2015年|推出."""
    if not at or not WHEN.fullmatch(text, places[at].end, word.start()):
        return ()
    brand = places[at - 1]
    kinds = RUN if word[0] in ("运营", "经营") else BRANDS[:2]
    if brand.name.kind not in kinds or not BY.fullmatch(text, brand.end, places[at].start):
        return ()
    return [(places[at], one) for one in row_before(text, places, at - 1)]


def _run(
    text: str, word: re.Match[str], places: Sequence[Place], starts: Sequence[int], at: int
) -> Sequence[tuple[Place, Place]]:
    """乙的|运营主体|为甲, 乙所属公司甲."""
    brand, behind = places[at], bisect_left(starts, word.end())
    if (
        ITS.fullmatch(text, brand.end, word.start()) is None
        or behind == len(places)
        or places[behind].start != word.end()
    ):
        return ()
    firm = brand.name.name.endswith(("公司", "股份", "集团"))
    registered = word["behind"] or (places[behind].name.name.endswith("公司") and not firm)
    if brand.name.kind not in RUN and not (brand.name.name.isascii() or registered):
        return ()
    return [(places[behind], brand)]

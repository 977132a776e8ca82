"""The bodies behind a relation word: 子公司|甲, 旗下拥有|甲、乙, 收购丙持有的|甲."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.relations.owners import OFFICES, Place

GAP = re.compile(
    r"(?:的?(?:[\d两三四五六七八九十]{1,3}[家个大])[\u4e00-\u9fff]{0,4}(?:公司|企业|品牌|平台)(?:——|—|：|:|，?分别[是为])\Z|众多，(?:主要|其中)?(?:包括|有|涵盖)|(?:从事|负责|经营|运营)[\u4e00-\u9fff]{2,8}[：:]|(?:共同)?(?:承担|负责|运营|开展|经营|构成|组成)[：:，](?:即|分别是)?|(?:共|现|目前)?(?:拥有|控股|控制|坐拥|手握|有)(?:了|着)?[\d两三四五六七八九十]{1,3}[家大][\u4e00-\u9fff]{0,8}(?:公司|企业|品牌|平台)[，：:]?(?:分别)?(?:为|是|即)?|[\u4e00-\u9fff]{0,10}(?:公司|企业|平台|机构|资产|主体|开发商|工作室|厂商|品牌)(?:主要|还|共|就)?(?:包括|包含|有|为|是|分别为|分别是)|(?:[\d两二三四五六七八九十多数几]{1,3}(?:大|家|个)[\u4e00-\u9fff]{0,8})?[，,]?(?:它们|其中|目前|现|主要|还|共|就|已经?){0,2}(?:包括|包含|涵盖|拥有|分别为|分别是|有|(?<=主要)[系是为])"
    r"|(?:[\u4e00-\u9fff]{0,4}(?:公司|企业|主体))?(?:即为|即是|就是|正是)(?:[\u4e00-\u9fff]{2,8}的)?|(?:主要)?(?:[，,]?即|株式会社|名称[为是]?|包括|分别为|分别是|有|(?:为|是)[^，。；\n]{2,12}(?:全资|控股|直接|间接)?持有的)?)[“‘「\"《（(：:之一—]{0,3}\Z"
)
JOINT = re.compile(
    r"(?:[”」\"》]?(?:[（(][^（）()]{1,60}[）)])?[”\"]?"
    r"(?:(?:、[\u4e00-\u9fffA-Za-z]{2,8}){0,2}、|和|及|以及| (?:和|及|与|、) ?)[“「\"]?|”“)\Z"
)


def behind(
    text: str, end: int, places: Sequence[Place], starts: Sequence[int], towns: re.Pattern[str]
) -> Iterator[Place]:
    """The name right behind a relation word, and those joined to it by 、 or 和."""
    at = bisect_right(starts, end - 1)
    if one_by_one := ONES.match(text, end):
        yield from _one_by_one(text, one_by_one.end(), places, starts)
        return
    if each := EACH_OPENS.match(text, end):
        yield from _each_opening(text, each, places, starts)
        return
    if at == len(places) or places[at].start - end > 18:
        return
    gap = text[end : places[at].start].removeprefix("了")
    if (
        gap in ("为", "是", "系")
        and at + 1 < len(places)
        and OWNING.fullmatch(text, places[at].end, places[at + 1].start)
    ):
        yield places[at + 1]  # 母公司为甲控股的|乙
        return
    if places[at].name.kind in OFFICES and at + 1 < len(places) and gap in ("", "为", "是"):
        # 控股股东为某市国资委全资持有的甲集团
        between = text[places[at].end : places[at + 1].start]
        if re.fullmatch(r"(?:全资|控股|直接|间接|实际)?(?:持有|控股|控制|所属)的", between):
            yield places[at + 1]
            return
    apposed = gap == "，" and (
        APPOSED.match(text, places[at].end - 2) is not None or text.endswith("旗下", 0, end)  # 甲旗下，|乙、丙相继…
    )
    described = DESCRIBED.fullmatch(gap) is not None
    if (
        gap
        and not described
        and not apposed
        and not GAP.match(gap)
        and not _describing(gap)
        and not towns.fullmatch(gap)
    ):
        return
    yield places[at]
    closed = False
    while at + 1 < len(places):
        gap = text[places[at].end : places[at + 1].start]
        if PARTY.match(gap):
            return
        if CONTINUES.fullmatch(gap):
            at, closed = at + 1, False
            yield places[at]
            continue
        both = gap == "与" and text[places[at + 1].end : places[at + 1].end + 1] in "。；，"
        if not both and not JOINT.match(gap) and not (described and NEXT_DESCRIBED.fullmatch(gap)):
            introduced = re.match(r"[（(][^（）()]{1,40}[）)][、和与及]\Z", gap)
            if not introduced and not gap.startswith(("（", "(")):
                return
            if not introduced:
                at += 1
                continue
        if closed and gap.startswith("、"):
            return  # 包括甲旗下的乙和丙、|丁
        closed = closed or gap.strip() in ("和", "及", "与", "以及")
        at += 1
        if PARENT.match(text, places[at].end):
            return  # 甲子公司乙、丙|子公司丁
        yield places[at]


CONTINUES = re.compile(
    r"[”\"]?等?[\d两三四五六七八九十]{1,3}[家个大][\u4e00-\u9fff]{0,8}(?:公司|企业|品牌|平台)，?(?:以?及|和)[“\"]?"
)
"""Between the last of one list and the first of the next: 旗下有甲、乙|两家上市公司，以及|丙、丁两家公司."""
DESCRIBED = re.compile(r"(?:拥有|有|包括)[：:]?[\u4e00-\u9fffA-Z\d]{2,12}[“「]")
NEXT_DESCRIBED = re.compile(r"[”」](?:[（(][^（）()\n]{1,20}[）)])?(?:、|和|以及|及)[\u4e00-\u9fffA-Z\d]{2,12}[“「]")
"""Between two of a list that tells what each is: 旗下拥有医药平台“|乙|”、互联网医院“|丙”."""
PARTY = re.compile(r"[（(](?:作为|[^（）()\n]{0,8}持股|[卖买]方|[受转出]让方|[甲乙丙]方|认购方)")
"""Behind a child that is party to something with others: 甲子公司乙（作为买方）与|丙, 甲子公司乙（持股7%）、|丙."""


OWNING = re.compile(r"(?:集团|公司)?(?:全资|间接|直接|实际)*(?:控股|控制|持有|全资拥有)的|旗下的")


def past_holders(text: str, end: int, places: Sequence[Place], starts: Sequence[int]) -> int:
    """Where what is bought begins: 收购甲持有的|乙, 收购甲旗下|乙."""
    for _ in range(3):
        at = bisect_right(starts, end - 1)
        if at == len(places) or places[at].start - end > 10:
            return end
        held = HOLDER.match(text, places[at].end) or UNKNOWN_HOLDER.match(text, end, places[at].start)
        if held is None:
            return end
        end = held.end()
    return end


CHANGES = re.compile(r"(?:将|拟|已|也)?[由从]")
CHANGES_FROM = re.compile(r"(?:已|也)?[由从][^，。；：\n变更]{2,16}(?:变更|更换|变|改)(?:为|成)[“\"]?")
"""From somebody by a name unknown here."""
BECAME = re.compile(r"[”\"]?(?:[（(][^（）()\n]{1,40}[）)])?(?P<planned>拟|将)?(?:变更|更换|变|改)(?:为|成)[“\"]?")


def changed(text: str, end: int, places: Sequence[Place], starts: Sequence[int]) -> Place | None:
    """控股股东|由甲变更为乙: 乙, or 甲 as long as that is only planned."""
    lead, at = CHANGES.match(text, end), bisect_right(starts, end - 1)
    if lead is None or at == len(places):
        return None
    since = CHANGES_FROM.match(text, end)
    if since is not None and since.end() == places[at].start:
        return places[at]
    if at + 1 == len(places) or places[at].start != lead.end():
        return None
    became = BECAME.fullmatch(text, places[at].end, places[at + 1].start)
    if became is None:
        return None
    return places[at] if became["planned"] or lead[0][0] in "将拟" else places[at + 1]


def _one_by_one(text: str, end: int, places: Sequence[Place], starts: Sequence[int]) -> Iterator[Place]:
    """旗下有两家做电商的公司，|一家是甲，另一家是乙."""
    stop = next((i for i in range(end, min(len(text), end + 120)) if text[i] in "。；\n"), min(len(text), end + 120))
    for place in places[bisect_right(starts, end - 1) : bisect_right(starts, stop - 1)]:
        if ONE_IS.search(text, max(end, place.start - 16), place.start):
            yield place


def _each_opening(text: str, told: re.Match[str], places: Sequence[Place], starts: Sequence[int]) -> Iterator[Place]:
    """旗下有两家电商公司。|其中，甲主营…，乙主营…: those who open clauses, where there are as many as was told."""
    end = next((at for at in range(told.end(), min(len(text), told.end() + 120)) if text[at] in "。\n"), len(text))
    near = places[bisect_right(starts, told.end() - 1) : bisect_right(starts, end - 1)]
    opening = [p for p in near if text[p.start - 1] in "，。；：" or text.endswith("其中", 0, p.start)]
    if len({place.name.name for place in opening}) == NUMBERS[told["many"]]:
        yield from opening


NUMBERS = {"两": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
EACH_OPENS = re.compile(
    r"(?:现|共|还)?(?:拥有|设有|控制|有)(?P<many>[两三四234])[家大个][^，。；：\n]{0,16}(?:公司|企业|平台|品牌)[，。；](?=其中)"
)
ONES = re.compile(
    r"(?:现|共|还)?(?:拥有|设有|控制|有)[两三四\d]家[^，。；：\n]{0,16}(?:公司|企业|平台)[，：](?=(?:其中)?一家)"
)
ONE_IS = re.compile(r"(?:其?一家|另外?一家|第[一二三]家)(?:则)?(?:是|为|叫|即)[^，。；：\n]{0,8}\Z")
APPOSED = re.compile("公司[，,（(]")
"""How a child's registered name ends that stands between commas: 甲的全资子公司，|乙有限公司|，……"""
PARENT = re.compile(r"[的之]?(?:全资|控股|下属|旗下)?(?:子公司|孙公司|附属公司|母公司|旗下)")
HOLDER = re.compile(
    r"[”\"』」]?(?:[（(][^（）()\n]{1,60}[）)])?(?:等(?:股东|交易对方|[\d一二三四五六七八九十两多]{1,3}[名位家方](?:股东)?)?|及其[^，。；\n]{1,30})?(?:的)?(?:直接|间接|合计|共同|分别|全资)?"
    r"(?:持有|拥有|所持有?|所拥有|旗下|下属|控制)(?:的)?(?=[“\"\u4e00-\u9fffA-Za-z0-9])"
)
"""Behind who sells: 甲持有的乙30%股权, 甲旗下乙."""
UNKNOWN_HOLDER = re.compile(r"[\u4e00-\u9fff]{2,4}(?:持有的?|所持有?的?|旗下的?|控制的)")
ONLY_THINGS = re.compile(
    r"[”\"』」]?(?:[（(][^（）()\n]{1,60}[）)])?(?:所有的|拥有的|名下的?|的)?(?:部分|全部|相关|有关|核心|优质|剩余)?[^，。；\n股权]{0,6}"
    r"(?:资产|业务|专利|商标|厂房|设备|土地|物业|机器|房产|债权|生产线|产线|仓库|办公楼|地块|部门)(?!管理|集团|公司|股份|有限)"
)
"""Behind a name of whom only something is bought."""


def _describing(gap: str) -> bool:
    """Words between 旗下 and the name that only say what it is: 旗下跨境电商平台X, 母公司为大型央企——X."""
    return bool(
        re.fullmatch(
            r"(?:(?![被将向获由给从已称遭等]|持有|收购|登陆|入驻|拥有|开设|出售|宣布|通过|投资)[\u4e00-\u9fffA-Z\d]){0,12}"
            r"(?:厂|公司|品牌|平台|独立站|商城|社区|企业|业务|电商|卖家|基金|机构|部门|工作室|团队|应用|网站|店铺|之一|龙头|巨头|独角兽|厂商|大卖|车企|房企|[发运制零服供]\w商|单位|板块|主体|分部|分支)[“「\"]?"
            r"|(?:在|于|从事|负责|主营|专注|主打|经营|运营|生产|研发|开发|位于|拥有|面向)[\u4e00-\u9fffA-Za-z\d]{2,14}的[“\"]?"
            r"|的?(?:全名|全称|名称|名字)?(?:均|都|则|同样)?(?:为|是|叫)?[“「\"]?|名[为叫][“「\"]?"
            r"|(?:的|为|是)?[\u4e00-\u9fff]{2,10}(?:[央国民企]企|企业|公司|集团|主体|平台|品牌|机构|厂商?)(?:——|--)[“「\"]?",
            gap,
        )
    )

"""What items of lists hold beside a name, or instead of one: 某局|多次, 光刻机概念股|甲乙, 第二标段."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.nameforms.beginnings import unnumbered
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore

NO_ITEM = re.compile(
    r"(?<![A-Za-z\d.])\d[\d.,]*(?:[万亿千百]*[股元吨个家倍]?|[万亿千百余多]+[\u4e00-\u9fff]{1,2}|[%％])\Z|第[一二三四五六七八九十\d]+(?:[包批]|标[段包]|分标)|[罪案某药类]\Z|纠纷|[教医]?单位\Z|特色|送股|[\u4e00-\u9fff]站\Z|公积金|纸币|难关|时艰|联合体|\d号\Z|数量|官方|市占率|收入\Z|日[电讯]\Z|成本\Z|储费\Z|前\d+强|第[一二三四五六七八九十]"
)
"""What a list that counts its items may hold, and no name is: 第二标段, 1.55亿元, 受贿罪, 英国站."""
PUBLISHED = ("数据", "报告", "公告", "统计", "研报", "通知函", "围标", "串标")
"""What bodies publish or do, behind a name and none of it."""
GOES_ON = ("到", "力压", "居前", "为例", "账上", "新晋")
"""With what a sentence goes on behind a name that it has in a list."""
AGAIN = ("多次", "先后", "分别", "陆续", "相继", "再次", "纷纷")
"""Adverbs that the last item of a list does not hold."""
TITLED = re.compile(
    r"(?:实际控制人|董事长|总经理|行长|主任|书记|部长|局长|厅长|市长|省长|县长|区长|会长|秘书长|院长)[\u4e00-\u9fff]{2,4}\Z"
)
"""Somebody's office and name: 中央办公厅|主任蔡某."""
FOLK = (
    "员工",
    "供应商",
    "消费者",
    "用户",
    "客户",
    "股东",
    "业主",
    "租客",
    "租户",
    "经销商",
    "农户",
    "代养户",
    "讨债",
    "讨薪",
)
"""With what an item begins that tells of people and names nobody: 员工讨薪."""
SELLER = re.compile(r"的?(?:头部|知名|老牌|跨境|亚马逊){0,2}(?:大卖家?|卖家)(?![\u4e00-\u9fff]?[、，]|中心)")
"""Before the name of one, at the head of an item."""
PARTY = re.compile(
    r"(?:原审|一审|二审|再审)?(?:(?:被告|原告|呈请)人?|第三人(?!民)|被?(?:申请|上诉)人|被执行人|目标公司|标的公司)"
    r"[一二三四五六七八九十\d]{0,2}[及和与]?"
)
"""What a party is called before its name, or instead of it: 被告一|甲乙公司, 呈请人及|张某."""


def firms_man(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether an item looks like a firm of two letters and its man of three: 甲乙|任某某."""
    own = text[end - 3 : end]
    return (
        end - start == 5
        and own[0] in lore.common
        and person_like(own, lore)
        and lore.trailing.search(text, start, end) is None
    )


def headless(text: str, start: int, end: int, lore: Lore) -> int:
    """Where an item begins behind what it is, or behind a verb: 原审被告|甲乙医药, 拟投资|甲乙."""
    place = lore.place_at(text, start)
    if "卖" in text[place : end - 1] and (seller := SELLER.match(text, place, end - 1)):
        return seller.end()  # 杭州大卖|甲乙网络
    party = PARTY.match(text, start, end)
    start = unnumbered(text, start, lore) if party is None else party.end()
    sizes = range(min(7, end - start - 2), 2, -1)
    start = next((start + size for size in sizes if text[start : start + size] in lore.heads), start)
    if end - start < 5 or text[start:end] in lore.by_form:
        return start
    known = next((at for at in range(start + 2, end - 1) if text[at:end] in lore.by_form), start)
    verb = text[max(start, known - 2) : known]
    if verb in lore.leading or (tag(verb)[:1] == "v" and (verb not in lore.inside or known - start == 2)):
        return known
    lead = text[start : start + 2]
    named = lore.known.at(text, start + 2) is not None or lore.place_at(text, start + 2) > start + 2
    return start + 2 if named and tag(lead)[:1] in ("v", "d") and lead not in lore.inside else start

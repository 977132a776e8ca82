"""Firms that no rule knows, by what is done with bodies: 记者致电蓝砾, 受理了蓝砾的破产申请, 从蓝砾获悉."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import Scan, Words
from aftershock.extract.nameforms.likeness import firmlike, natural, person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.clauseheads import HEAD, LEAD
from aftershock.extract.names.recurring import firm_name

_X = r"[\u4e00-\u9fff]{3,6}?"
_SHORT = r"[\u4e00-\u9fff]{2,8}?"
AHEAD = Scan(
    (
        *("致电", "拨打", "联系", "来到", "走访", "探访", "走进", "赶到", "受理", "裁定", "查封", "约谈", "包括"),
        *("离开", "加入", "跳槽", "入职", "加盟", "要数", "不止", "投诉", "除了", "继"),
    ),
    rf"(?:(?<=记者|本报|多次|先后|随后)致电|拨打|联系|来到|走访|探访|走进|赶到)(?:了|上)?(?P<seen>{_X})"
    r"(?=的?(?:办公室|办公地|总部|工厂|厂区|仓库|客服|官方电话|注册地|门店)|位于|[，。])"
    rf"|(?:受理|裁定)了?(?P<broke>{_X})(?=的?(?:破产|重整|清算|预重整)|进入(?:破产|重整))"
    rf"|查封了?(?P<sealed>{_X})(?=的)"
    rf"|约谈了?(?P<asked>{_X})(?=[，。]|并要求|负责人|相关)"
    rf"|包括(?P<one>{_X})(?=在内)"
    rf"|(?:离开|加入|跳槽到?|入职|加盟)了?(?P<left>{_X})(?=后?[，。]|担任|工作|之后)"
    rf"|要数(?P<most>{_SHORT})(?=[，。])|(?<=的)不止(?:是|有)?(?P<more>{_SHORT})(?:一家)?(?=[，。])"
    rf"|投诉(?P<blamed>{_SHORT})(?=不|拒|无故|存在|涉嫌|虚假|的?(?:客服|商品|门店|课程))"
    rf"|(?<![\u4e00-\u9fff])(?:除了|继)(?P<one_of>{_SHORT})(?:之后|之外|以外|[后外])，",
)
"""What is done, the name, and what must follow."""
BEHIND = Words("获悉", "了解到", "得知", "工作", "任职", "上班", "做运营", "待了", "干了")
"""Before these a place of work stands behind 在, or who is asked behind 从."""
FROM = re.compile(rf"[从在](?P<name>{_SHORT})(?:处|方面|内部)?\Z")
_TOLD = (
    "的一位",
    "的一名",
    "融资",
    "投资",
    "起诉",
    "股权",
    "传闻",
    "采访",
    "置评",
    "评论",
    "说法",
    "上市",
    "卖了",
    "营收",
    "亏损",
    "销售额",
    "被罚",
    "处罚",
    "被约谈",
    "被通报",
    "关闭",
    "关停",
    "停止运营",
    "门店",
    "的店",
)
TOLD = Scan(_TOLD, "|".join(_TOLD))
"""One of these stands in every clause that OPENING is for."""
MARKS = "，。；：\n"
FARTHEST = 24
"""So many letters stand before them in their clause, at most."""
_SINCE = (
    r"(?:则|却|也|亦|还|又|再|都|就|将|共|已经?|正|一夜之间|预计|累计|合计|总共|曾|先后|陆续|相继|突然|一口气|近[日期来]|日前|随后|去年|今年|以来"
    r"|(?:[于在近]|过去)?[\d一二两三四五六七八九十][\d个年月日]*[来内间]?)*"
)
_ALL = r"(?:全部|所有|旗下|其|位于|在|最后|部分|近|超|约|逾|数|多|[\d一两二三四五六七八九十百])"
LEADING = re.compile(LEAD + HEAD)
OPENING = re.compile(
    rf"(?P<does>{_SHORT})(?={_SINCE}(?:因[^，。；]{{2,16}}?被(?:罚|处罚|处以|约谈|通报|查处)|被(?:处罚|罚款|约谈|通报)))"
    rf"|(?P<shuts>{_SHORT})(?={_SINCE}(?:(?:宣布|决定|计划|拟)?(?:关闭|关停)了?{_ALL}[^，。；]{{0,12}}?(?:[门分]?店|网点|校区|卖场)|(?:宣布)?停止运营"
    rf"|(?:在[^，。；]{{1,6}})?的(?:线下|直营|加盟|全部)*(?:[门分]店|校区)(?:数量?)?(?:已?从|由|已|仅剩|只剩|缩减|减少|大面积|陆续|相继|全部|全线)))"
    rf"|(?P<opens>{_X})(?=的一[位名](?:前|离职)?(?:员工|高管|供应商|客户|加盟商|运营)"
    r"|(?:获得?|拿到了?|完成了?)[^，。；]{0,14}(?:融资|投资)|起诉了?|将[^，。；]{0,4}\d[\d.]*[%％][^，。；]{0,4}股权"
    r"|(?:否认|拒绝)了?[^，。；]{0,10}(?:传闻|采访|置评|评论|说法)|(?:今年|去年|明年)[^，。；]{0,10}(?:上市|卖了|营收|亏损|销售额))"
)
"""Who opens a clause and does what firms do."""


def dealt_with(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names in frames that leave room for nothing else."""
    for found in AHEAD.finditer(text):
        alone = found.lastgroup in BETWEEN
        yield from _sighting(text, *found.span(found.lastgroup or 0), cuts, lore, alone=alone)
    done = -1
    for told in TOLD.finditer(text):
        least = max(0, told.start() - FARTHEST)
        at = max(text.rfind(mark, least, told.start()) for mark in MARKS) + 1
        if at > done and (at > 0 or least == 0) and (opens := _opening(text, at)):
            group = opens.lastgroup or "opens"
            yield from _sighting(text, *opens.span(group), cuts, lore, alone=group in BETWEEN, shop=group == "shuts")
        done = max(done, at)
    for word, at in BEHIND.each(text):
        before = FROM.search(text, max(0, at - 9), at)
        if before:
            yield from _sighting(text, *before.span("name"), cuts, lore, alone=word in ("获悉", "了解到", "得知"))


NEVER_LAST = frozenset("共把就却便又再早近已也则将于在被又还均都曾正从向对年月日天季来内间初底末后前")
"""What goes on behind a name and is none of it: 甲乙堂|近3年关闭17家门店."""
BETWEEN = ("most", "more", "blamed", "one_of", "does", "shuts")
"""Frames that leave no doubt where the name begins and ends, whatever the cutter makes of its letters."""


def _opening(text: str, at: int) -> re.Match[str] | None:
    """Who opens the clause that begins here, behind what may lead to him."""
    lead = LEADING.match(text, at)
    return OPENING.match(text, lead.end() if lead else at)


def _sighting(
    text: str, start: int, end: int, cuts: Cuts, lore: Lore, *, alone: bool = False, shop: bool = False
) -> Iterator[Sighting]:
    """The firm that fills a frame, if its letters are no words of the language."""
    name = text[start:end]
    own = Cuts(name) if alone else cuts
    at = 0 if alone else start
    if name[0] in "这那此其" or (alone and name[-1] in NEVER_LAST) or len(name) > 8 or not (alone or cuts.is_edge(end)):
        return
    if person_like(name, lore) and not (shop and len(name) == 3 and name[0] not in lore.common):
        return  # who closes shops is called 麦小多 only where no surname is common
    if (
        firm_name(name, lore)
        or (alone and natural(name, lore))
        or (len(name) > 3 and firmlike(name if alone else text, at, at + len(name), own, lore))
    ):
        yield Sighting(start, end, "company", "names/dealt with", text[end : end + 2])

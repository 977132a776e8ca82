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
from aftershock.extract.names.latin import latin_name
from aftershock.extract.names.recurring import firm_name

_LATIN = r"[A-Z][A-Za-z0-9&'’-]{2,20}(?![A-Za-z0-9])"
_MIXED = r"[\u4e00-\u9fff]{1,4}?[A-Z][A-Za-z]{1,12}(?![A-Za-z])|[A-Z][A-Za-z]{1,12}[\u4e00-\u9fff]{1,4}?"
_X = rf"(?:[\u4e00-\u9fff]{{3,6}}?|{_LATIN}|{_MIXED})"
_SHORT = rf"(?:[\u4e00-\u9fff]{{2,8}}?|{_LATIN}|{_MIXED})"
AHEAD = Scan(
    (
        *("致电", "拨打", "联系", "来到", "走访", "探访", "走进", "赶到", "受理", "裁定", "查封", "约谈", "包括"),
        *("离开", "加入", "跳槽", "入职", "加盟", "要数", "不止", "投诉", "除了", "继"),
        *(
            "接近",
            "就职于",
            "任职于",
            "供职于",
            "搜索不到",
            "搜不到",
            "家如",
            "卖如",
            "牌如",
            "业如",
            "司如",
            "台如",
            "构如",
        ),
        "之一的",
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
    rf"|(?<![\u4e00-\u9fff])(?:除了|继)(?P<one_of>{_SHORT})(?:之后|之外|以外|[后外])，"
    rf"|接近(?P<near>{_SHORT})(?=的(?:知情)?人士)|[就任供]职于(?P<post>{_SHORT})(?=的|多?年|，)"
    rf"|搜索?不到(?P<sought>{_SHORT})(?=的(?:产品|商品|店铺|链接|[A-Z]))"
    rf"|[家卖牌业司台构]如(?P<such>{_SHORT})(?=[，。]|的|等|就|已|也|在)"
    rf"|之一的(?P<among>{_SHORT})(?=[，。]|[也已在曾则被有]|宣布)",
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
    "一家",
    "负责人",
    "招股书",
    "的一位",
    "的一名",
    "被列",
    "被执行",
    "被责令",
    "员工",
    "受到",
)
TOLD = Scan((*_TOLD, "等"), rf"{'|'.join(_TOLD)}|等[\d多数几十]+[余多]?家")
"""One of these stands in every clause that OPENING is for."""
MARKS = "，。；：”\n"
FARTHEST = 24
"""So many letters stand before them in their clause, at most."""
_SINCE = (
    r"(?:则|却|也|亦|还|又|再|都|就|将|共|已经?|正|一夜之间|预计|累计|合计|总共|曾|先后|陆续|相继|突然|一口气|近[日期来]|日前|随后|去年|今年|以来"
    r"|(?:[于在近]|过去)?[\d一二两三四五六七八九十][\d个年月日]*[来内间]?)*"
)
_ALL = r"(?:全部|所有|旗下|其|位于|在|最后|部分|近|超|约|逾|数|多|[\d一两二三四五六七八九十百])"
LEADING = re.compile(LEAD + HEAD)
OPENING = re.compile(
    rf"(?P<does>{_SHORT})(?={_SINCE}(?:因[^，。；]{{2,16}}?被(?:罚|处罚|处以|约谈|通报|查处)|被(?:处罚|罚款|约谈|通报|责令)"
    r"|[被遭]?(?:列为|列入|纳入)[^，。；]{0,8}(?:被执行人|失信|黑名单|异常)|被强制执行"
    r"|(?:受到了?|遭受了?|遭遇了?)[^，。；]{0,6}(?:影响|波及|冲击|重创)))"
    rf"|(?P<leads>{_SHORT})(?=的?(?:相关|有关)?(?<!技术|业务|市场|运营|项目|产品|渠道|销售|采购|招商|公关|财务|法务|售后|区域|物流|工厂|客服|地区|中心)负责人[^，。；]{{0,14}}?(?:表示|[说称]|回应|透露|介绍|坦言|告诉)"
    r"|的一[位名](?:前|离职)?(?:员工|高管|供应商|加盟商)|的?前员工|(?:目前|现|拥|共|有)*员工(?:约|近|超过?)?\d"
    r"|等[\d多数几十]+[余多]?家[^，。；]{0,8}?(?:企业|公司|卖家|机构|平台|房企|车企|商家|品牌|大卖|门店)"
    r"|(?:近日|日前|已|再次|正式|于\d[\d年月日]*|[向在][^，。；]{2,6}?)*(?:提交|递交|递表|更新|披露)了?[^，。；]{0,6}招股书)"
    rf"|(?P<is>{_SHORT})(?=(?:[（(][^（）()\n]{{1,24}}[）)])?是一家[^，。；\n]{{0,20}}?(?:公司|企业|品牌|平台|卖家|机构|服务商|制造商|零售商|厂商|连锁))"
    rf"|(?P<shuts>{_SHORT})(?={_SINCE}(?:(?:宣布|决定|计划|拟)?(?:关闭|关停)了?{_ALL}[^，。；]{{0,12}}?(?:[门分]?店|网点|校区|卖场)|(?:宣布)?停止运营"
    rf"|(?:在[^，。；]{{1,6}})?的(?:线下|直营|加盟|全部)*(?:[门分]店|校区)(?:数量?)?(?:已?从|由|已|仅剩|只剩|缩减|减少|大面积|陆续|相继|全部|全线)))"
    rf"|(?P<opens>{_X})(?=的一[位名](?:客户|运营)"
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
            yield from _sighting(text, *opens.span(group), cuts, lore, alone=group in BETWEEN, shop=group in OF_FIRMS)
        done = max(done, at)
    for word, at in BEHIND.each(text):
        before = FROM.search(text, max(0, at - 9), at)
        if before:
            yield from _sighting(text, *before.span("name"), cuts, lore, alone=word in ("获悉", "了解到", "得知"))


NEVER_LAST = frozenset("到共把就却便又再早近已也则将于在被又还均都曾正从向对年月日天季来内间初底末后前")
"""What goes on behind a name and is none of it: 甲乙堂|近3年关闭17家门店."""
BETWEEN = (
    *("most", "more", "blamed", "one_of", "does", "shuts"),
    *("near", "post", "sought", "such", "among", "leads", "is"),
)
"""Frames that leave no doubt where the name begins and ends, whatever the cutter makes of its letters."""


OF_FIRMS = ("shuts", "leads", "is", "sought", "post")
"""Frames of what no person has or is, so that letters which look like a rare one's name are a firm's."""


def _opening(text: str, at: int) -> re.Match[str] | None:
    """Who opens the clause that begins here, behind what may lead to him."""
    lead = LEADING.match(text, at)
    return OPENING.match(text, lead.end() if lead else at)


def _sighting(
    text: str, start: int, end: int, cuts: Cuts, lore: Lore, *, alone: bool = False, shop: bool = False
) -> Iterator[Sighting]:
    """The firm that fills a frame, if its letters are no words of the language."""
    name = text[start:end]
    if "A" <= min(name[0], name[-1]) <= "z":
        if latin_name(name, lore):
            yield Sighting(start, end, "company", "names/dealt with", text[end : end + 2])
        return
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

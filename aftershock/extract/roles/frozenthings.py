"""Amounts beside a word for freezing that are no frozen money: goods, things taken, what a case is about, a claim.

另有|860万元|房产被查封               seized
滞留在海外仓的|2.3亿元|存货           inventory
申请冻结|3,280万元，实际冻结45万元    preservation requested
"""

from __future__ import annotations

import re

from aftershock.extract.roles.amount import Amount
from aftershock.extract.roles.stuckmoney import BACK, NEAR, STRETCH

_TRULY = re.compile(r"[^，。；]{0,10}[，；][^，。；\d]{0,10}(?:实际(?:已?被)?(?:冻结|控制|查封|扣划)|实冻)")
"""被申请冻结|1.3亿元|，实际冻结4000万元: the first is only what a court was asked for."""
_IN_KIND = re.compile(
    r"(?:的|元|左右)?[^，。；\d冻资款]{0,8}?(?:房产|房屋|不动产|土地|地块|车辆|汽车|豪车|厂房|设备|别墅|商铺)[^，。；]{0,10}(?:查封|扣押|扣留|冻结)"
)
"""另有|860万元|房产被查封: things, and no money."""
_CLOSING = ("）", ")")
_VALUED = re.compile(
    r"(?:不动产|房产|房屋|土地|设备|车辆)[（(][^（）()]{0,40}(?:价值|估值|净值|余额)[^，。；\d（）()]{0,8}\Z"
)
"""4处不动产（账面价值合计|17亿元|）被查封, likewise"""
_OF_LAND = re.compile(r"的[^，。；\d资款]{0,10}(?:房产|房地产|不动产|豪宅|别墅|游艇|飞机)")
"""扣押价值|5亿元|的房地产, likewise"""
_OF_THINGS = re.compile(
    r"(?:查封|扣押|查扣|冻结(?=[^，。；]{0,6}(?:游艇|飞机|别墅|豪车)))[^，。；冻资款]{0,8}(?:房产|房屋|不动产|土地|车辆|汽车|豪车|名车|厂房|设备|别墅|商铺|赃物|物品|财物|货物|游艇|飞机)[^。；冻资款]{0,24}"
    r"[，（]?(?:[^，。；冻资款]{0,6})(?:价值|总值|估值|市值|总价|评估值)(?:计算|高达|近|超过?|达|共|合计|人民币)*\Z"
)
"""扣押车辆12辆，价值|860万元"""
_THINGS_TAKEN = re.compile(r"(?:扣押|查封|查扣)物(?:品)?的?(?:总)?(?:价值|总值|估值|市值)(?:约|近|超过?|达|高达|逾)*\Z")
"""合计扣押物价值高达|45亿元"""
_BASE = re.compile(r"(?:净?资产|货币资金|营业收入|净额|净利润|净资产值)[（(](?:人民币|约|为)*\Z")
"""占净资产（|541,996.91万元|）的0.01%: of what it is so much"""
_FOR_WHAT = re.compile(
    r"原因[为是系][^，。；]{0,16}\Z|(?:因为?|由于|原因是|原因为)[^，。；]{0,24}(?:挪用|骗取|诈骗|骗走|拖欠|欠付|侵占|洗钱|盗取|盗用|逃税|漏税|偷税|转移|逾期)了?(?:约|近|超过?)?\Z"
)
"""冻结账户是因为怀疑他挪用|85万元: what they are frozen for"""
_GOODS_STUCK = re.compile(r"[^，。；]{0,20}?(?:存货|库存|货物|货值|商品|仓库)")
"""滞留|在仓库的存货账面价值约1.35亿元"""
_FOR_RECEIVING = re.compile(
    r"(?:因为?|由于)[^，。；]{0,8}(?:收到|收取|接收|收了|收过|转入|汇入)了?(?:[^，。；\d]{0,8}|一?笔)\Z"
)
"""银行卡因为收到一笔|5万元|的货款被冻结: the card is"""
_PAID_WITH = re.compile(
    r"(?:资金|款项|存款|货款)?[^，。；]{0,2}(?:缴纳|支付|偿还|缴付|采购|购买|垫付)[^，。；]{0,12}\Z"
)
"""用冻结在甲国的资金缴纳会费|1800万美元"""
_SEIZES = ("扣押", "查扣", "暂扣")
_CASH = re.compile(r"(?:[车辆机部台张套枚件]|[\u4e00-\u9fff])[、及和]现金(?:人民币)?(?:共|约|近|计|合计)*\Z")
"""扣押涉案车辆一部、现金|70万元: not in accounts"""
_OF_A_CASE = re.compile(
    r"的?(?:特大|重大|巨额|跨境|电信|网络){0,3}(?:集资|合同|金融)?(?:诈骗|传销|赌博|洗钱|盗窃|贪污|受贿)案"
)
"""…资产遭冻结；警方侦破|5000万元|特大集资诈骗案"""


def something_else(amount: Amount) -> str | None:
    """What an amount beside a word for freezing is, where that is not said of it: goods, things taken, a claim."""
    text, mention, hit, clause = amount.text, amount.mention, amount.hit, amount.clause
    if hit.word.startswith("滞留") and _GOODS_STUCK.match(text, hit.end, mention.start):
        return "inventory"
    if amount.ahead(_FOR_RECEIVING, 24):
        return ""
    if _is_worth_of_things(amount) or (hit.word in _SEIZES and amount.ahead(_CASH, NEAR)):
        return "seized"
    if (
        amount.ahead(_BASE, NEAR, in_sentence=True)
        or _OF_A_CASE.match(text, mention.end)
        or (
            hit.end <= mention.start
            and (_FOR_WHAT.search(text, hit.end, mention.start) or _PAID_WITH.search(text, hit.end, mention.start))
        )
    ):
        return ""
    asked_for = text.find("申请", clause.start, mention.start) >= 0
    if asked_for and _TRULY.match(text, mention.end, amount.sentence.end):
        return "preservation requested"
    return None


def _is_worth_of_things(amount: Amount) -> bool:
    """Whether houses, land or goods are worth so much that were taken: 另有|860万元|房产被查封."""
    text, mention = amount.text, amount.mention
    return bool(
        amount.behind(_IN_KIND)
        or (
            text[mention.end : mention.end + 1] in _CLOSING
            and _VALUED.search(text, max(0, mention.start - BACK), mention.start)
        )
        or (amount.hit.end <= mention.start and amount.behind(_OF_LAND))
        or amount.ahead(_OF_THINGS, STRETCH, in_sentence=True)
        or amount.ahead(_THINGS_TAKEN, NEAR, in_sentence=True)
    )

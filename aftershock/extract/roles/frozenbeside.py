"""Frozen money of which the sentence beside its amount tells that it is.

“47万美元全在里面。”林海峰说，这些钱已被平台冻结          said behind it
平台冻结了他的全部货款。“一共47万美元。”                   said before it
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.roles.frozenmoney import THEN_FROZEN, is_claimed
from aftershock.extract.roles.spokenof import trace
from aftershock.extract.roles.words import Hit
from aftershock.model import Mention

_UNSAID = frozenset({None, "cash", "receivables", "funds involved"})
"""Roles of amounts of which nothing else is told."""
_HELD = (
    r"(?:冻结|被扣|扣留|扣押|锁定|无法(?:提|取|转)|提不出|取不出|出不来|拿不[到回出]|不能[提取]|不可用"
    r"|被[^，。；\n]{0,6}(?:扣|压|卡)[着住下])"
)
_MONEY = r"(?:钱|资金|货款|款项|余额|存款|回款|销售款|本金|资产)"
_SAID = (
    rf"(?P<told>[^。！\n\d]{{0,24}}[。！]?”?[。！]?(?:[^。，“”\n\d]{{2,14}}(?:说|表示|告诉记者|称|透露|道)[，。：])?“?(?:但|可|不过|而)?"
    rf"(?:这|该|上述|以上|其中的)(?:些|一?笔|部分)?{_MONEY}(?:(?!会|可能|担心|若|如果|一旦|万一|没|未)[^。；\n\d]){{0,14}}?(?P<held>{_HELD}))"
)
_BEHIND = re.compile(_SAID)
_BARE_HEAD = re.compile(
    r"[ 　“]*(?:一共|总共|合计|共计|足足|整整|大概|大约|差不多|有|约|近|超过|就|折合|全部|加起来"
    r"|涉及|金额|资金|累计|是|为|，)*\Z"
)
_BARE_END = re.compile(r"(?:左右|上下|多)?[啊呢吧]?[。，！”]")
_THEN = re.compile(rf"(?:左右|上下)?(?:[（(][^（）()]{{1,30}}[）)])?{THEN_FROZEN.pattern}")
"""价值|2,180万元|，已被依法冻结"""
_BEFORE = re.compile(
    rf"(?:(?<!解除)(?P<took>冻结|扣留|扣押|扣下|扣)了?[^，。；\d]{{0,10}}?{_MONEY}|{_MONEY}[^，。；\d]{{0,10}}?被[^，。；\d]{{0,6}}(?P<taken>冻结|扣留|扣押|扣))"
    r"[^。；\d]{0,8}[。：！]”?\Z"
)
_WHOSE_WEALTH = re.compile(
    r"的?(?P<who>(?![被涉])[\u4e00-\u9fff]{2,6}?)(?:国家|国有|央行|海外|境外)?(?:资产|资金|储备|存款)(?!管理|配置|规模|净)"
)
"""…冻结甲国资产的决定。这笔|2000亿欧元|的甲国资金"""
REACH = 60
"""How far before an amount it may be told, in characters."""


def frozen_beside(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with amounts frozen of which the sentence right behind or right before says so."""
    read = list(mentions)
    for n, mention in enumerate(read):
        if mention.kind != "money" or mention.role not in _UNSAID or "cell" in mention.flags:
            continue
        told = _behind(text, mention) or _before(text, mention) or _of_the_frozen(text, mention)
        if told is not None:
            read[n] = mention._replace(role="frozen", trace=trace(mention, told))
    return read


def _behind(text: str, mention: Mention) -> Hit | None:
    if is_claimed(text, mention):
        return None
    found = _THEN.match(text, mention.end) or _BEHIND.match(text, mention.end)
    return Hit("frozen", found["held"], *found.span("held")) if found else None


def _before(text: str, mention: Mention) -> Hit | None:
    """The word in the sentence before, where the amount's own says nothing but how much it is."""
    if _BARE_END.match(text, mention.end) is None:
        return None
    start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - REACH)
    opens = max(text.rfind(mark, start, mention.start) for mark in "。！：")
    if opens < 0 or _BARE_HEAD.match(text, opens + 1 + text.startswith("”", opens + 1), mention.start) is None:
        return None
    told = _BEFORE.search(text, start, opens + 1)
    if told is None:
        return None
    group = "took" if told["took"] else "taken"
    return Hit("frozen", told[group], *told.span(group))


def _of_the_frozen(text: str, mention: Mention) -> Hit | None:
    """The word in the sentence before that freezes the wealth of somebody whose this amount is."""
    wealth = _WHOSE_WEALTH.match(text, mention.end)
    if wealth is None:
        return None
    start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - 2 * REACH)
    at = text.rfind("冻结" + wealth["who"], start, mention.start)
    return Hit("frozen", "冻结", at, at + 2) if at >= 0 and text[at - 1] not in "解未" else None

"""Bargains: what is bought is whose a price is, wherever the buyer stands.

新华股份以10亿元收购云帆电子            云帆电子
云帆电子被上市公司新华股份以10亿元收购  云帆电子
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Span
from aftershock.extract.scene import FIRMS, Scene
from aftershock.model import Mention

_BUYS = re.compile(
    r"(?:的?(?:总?价格?|对价|现金|代价|总价))?(?:全资|全额|分两次|现金|整体)?(?:收购|购买|并购|买下|买入|拿下|受让|竞得|购得|吞下)(?:了)?"
    r"(?:当时的|(?:[\u4e00-\u9fff]{0,8}?(?:公司|企业|卖家|大卖|巨头|品牌|平台|电商|商)))?[“\"]?"
)
_BOUGHT = re.compile(r"(?:被|由)[^，。；被]{2,20}?(?:以|用|斥资|出资|作价|花)[^，。；]{0,6}\Z")


def bought(scene: Scene, mention: Mention, clause: Span) -> str | None:
    """What is bought for an amount: named behind the verb behind it, or before 被 and the buyer."""
    text = scene.outline.text
    if buys := _BUYS.match(text, mention.end, clause.end):
        near = [p for p in scene.places.within(buys.end(), clause.end) if p.name.kind in FIRMS]
        if near and near[0].start == buys.end():
            return near[0].shown
    if by := _BOUGHT.search(text, clause.start, mention.start):
        before = [p for p in scene.places.within(clause.start, by.start()) if p.name.kind in FIRMS]
        return before[-1].shown if before else None
    return None

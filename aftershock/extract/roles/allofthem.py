"""All of them: what the next clause says was done to all that a figure counts.

林晓有两个店铺，6月28日那天全部被关          both closed
他开的5家店，店铺均已关闭                    all 5 closed
老杨手里的30个账号，一个月内接连阵亡         all 30 banned
他有22家店，其中19家被封                    only the 19
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.roles.sharedroles import CARRIED
from aftershock.extract.roles.words import Hit, RoleReader
from aftershock.model import Mention

_WHEN = (
    r"(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}[日号])?(?:那天|当天|份|里|初|底|中旬|下旬|上旬)?|[一几两三四五]夜之间|一觉醒来"
    r"|(?:短短|不到|就在|在)?[一两三四五六七八九十几半\d]个?多?(?:月|天|周|星期|小时)(?:的?时间)?(?:之?内|里)?|那天|当[天晚日]|今年|去年"
    r"|如今|现在|目前|最后|最终|结果|眼下|随后|很快|后来|[但却竟又就也已经]|截至[^，。；]{2,8}|[已将]?[于在][^，。；]{2,8}?[前底初内]前?|[到从][^，。；]{2,8}[起底初中])"
)
_ALL = r"(?:将?全数|将?全部?|全都|都|均|悉数|统统|无一例外地?|同时|接连|先后|陆续|相继|一起|纷纷)"
_NEXT = re.compile(
    rf"(?:4S)?[\u4e00-\u9fffA-Za-z]{{0,14}}(?:[因由][^，。；\d]{{1,22}})?[，,]{_WHEN}{{0,3}}(?:(?:这些|上述|它们)?(?:门店|店铺|店面|门市|分店|账号|网点|校区|影院|餐厅|站点)?)(?:{_ALL}+(?![^，。；]{{1,8}}了[一两三四五六七八九十几]+[家个])(?=[^，。；\d]{{1,14}}(?:[，。；！”]|\Z))|(?=无一幸免|全军覆没|一个不剩|全灭|团灭))"
)
"""Behind the figure and its noun, up to what was done to all; no other figure may follow it."""
NEAR = 16
"""How far behind that the word for what was done may end, in characters."""


def done_to_all(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> Hit | None:
    """The word for what was done to all that a bare figure counts, in the next clause."""
    found = _NEXT.match(text, mention.end, sentence.end)
    if found is None:
        return None
    clause = sentence.clause(found.end())
    hits = words.hits("count", text, found.end(), min(clause.end, found.end() + NEAR))
    return next((hit for hit in hits if hit.role in CARRIED or hit.role == "taken down"), None)

"""Money given back: when an amount that is told to be frozen is frozen no more.

警方将冻结的500万元资金返还失主          given back
平台释放了此前冻结的55万美元             given back
被扣86万美元，最后拿回78万美元           the second was
法院解除了对甲公司的冻结，涉及金额2203万元   given back
要求平台返还被冻结的1亿美元              frozen still
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.model import Mention

_FREEZES = r"(?:冻结|查封|扣押|扣留|止付|冻|扣)"
_TAKEN_BACK = re.compile(
    r"(?:将|把)(?:[^，。；]{0,12}(?:冻结|查封|扣押|止付)的|[这该]一?笔|(?:上述|前述|全部|剩余|其余|余下)的?(?:资金|货款|款项)?)\Z"
)
"""平台已将这笔|126万美元|全额放款"""
_RELEASES = re.compile(r"解除了?[^，。；]{0,30}\Z")
_THEIR_FREEZE = re.compile(r"[^，。；]{0,12}的(?:司法|财产)?(?:冻结|查封|扣押|保全)")
"""解除对甲公司|1500万元|存款的冻结"""
_GIVES_BACK = re.compile(
    rf"(?:返还|退还|发还|归还|退回|支付|解冻|释放)了?(?:[^，。；\d]{{0,6}}被[^，。；\d]{{1,10}}|[^，。；\d]{{0,8}}{_FREEZES}的[^，。；\d]{{0,6}}|[^，。；\d]{{0,4}}{_FREEZES}(?:涉案)?(?:资金|款项)[^，。；\d]{{0,3}})\Z"
)
"""平台应返还|被扣的货款18万元, 释放了|此前冻结的55万美元"""
_GETS_BACK = re.compile(
    r"(?:拿回|要回|追回|取回|收回|讨回|找回|领回|释放|解冻)(?:了|来)?(?:其中的?|全部|部分)?(?:[^，。；未]{0,24}\d[^，。；]{0,8}[中里]的|[^，。；\d未]{0,8}(?:冻结|扣留|被扣|受限)的?)?(?:货款|资金|款项|金额|钱|本金)?(?:约|近|超过?|共|合计)?\Z"
)
_ASKS_BACK = re.compile(
    r"(?:要求|请求|索要|申请|希望|主张|诉请|催促|敦促|想要?|为了?(?=[要追取收讨拿])|为了|试图|准备|打算|能否|如何|怎么|未能?|没能?|没有|无法|不能|难以|待|为|才[能可肯会愿]|尚|还有|仍有|拒绝|不肯)[^，。；]{0,24}\Z"
)
"""要求平台返还被冻结的1亿美元: it is frozen still."""
_GIVEN_BACK = re.compile(
    r"[^，。；]{0,10}(?:返还|退还|发还|归还|划转|划拨|放款|放还|放出|退回|打回|划回|汇回|转回|付清)"
)
_CAME_BACK = re.compile(
    rf"的?(?:{_FREEZES}|受限|冻结的|被扣的?)?(?:资金|货款|款项|余额|金额)?(?:现?已经?)?(?:收回|取回|拿回|解冻|到账|解除(?:限制|冻结)|恢复使用|可(?:正常|自由)使用)(?![^，。；]{{0,4}}(?:无望|困难|存在|的?(?:风险|可能|难度)))"
)
"""已有约3500万元|冻结资金收回"""
_SET_FREE = re.compile(
    r"的?(?:冻结|受限)?的?(?:资金|货款|款项|余额|金额)?(?:近日|日前|目前|现|均|全部|于[^，。；]{2,8}?)*(?:已经?被?|被)(?:全部)?(?:解除冻结|解冻|解除限制)"
)
"""49万元|冻结资金近日已被解除冻结"""
_OF_WHICH = re.compile(r"(?:的?(?:资金|货款|款项|余额|金额))?[中里]的?(?:约|近|超过?|其中)?\d")
"""拿回了被冻结的|800万元|中的200万元: the whole was not given back."""
_ALREADY = re.compile(r"(?:已|其中|有)[^，。；未尚无]{0,10}\Z")
_INVOLVED = re.compile(r"(?:涉及|相关|合计|共计|解冻)?(?:的)?(?:总?金额|资金|款项)?(?:涉及|合计|共计)?")
_RELEASED_BEFORE = re.compile(r"(?:解除|解冻|解封|(?:拿回|收回|追回|取回|要回)了)[^，。；]{0,24}\Z")
_NOT_YET = re.compile(r"未|没有|尚|申请|请求|要求|待|拟|将|争取|尽快|希望")


NEAR = 60
"""How far before an amount that it is given back may be told, in characters."""


def handed_back(text: str, mention: Mention) -> bool:
    """Whether an amount is what somebody gives back: 将这笔126万美元全额放款."""
    return (
        _TAKEN_BACK.search(text, max(0, mention.start - NEAR), mention.start) is not None
        and _GIVEN_BACK.match(text, mention.end) is not None
    )


def is_given_back(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether an amount of frozen money is told to be given back, or set free."""
    own = sentence.clause_at(mention.start)
    clause = sentence.clauses[own]
    start = max(clause.start, mention.start - NEAR)
    if handed_back(text, mention):
        return True
    if _OF_WHICH.match(text, mention.end, clause.end):
        return False
    if _ALREADY.search(text, start, mention.start) and _CAME_BACK.match(text, mention.end, clause.end):
        return True
    if _SET_FREE.match(text, mention.end, clause.end):
        return True
    for gives in (_GIVES_BACK, _GETS_BACK):
        back = gives.search(text, start, mention.start)
        if back is not None and not _ASKS_BACK.search(text, start, back.start()):
            return True
    if _THEIR_FREEZE.match(text, mention.end, clause.end):
        released = _RELEASES.search(text, start, mention.start)
        if released is not None and not _ASKS_BACK.search(text, start, released.start()):
            return True
    return own > 0 and _of_a_release(text, sentence, own, mention)


def _of_a_release(text: str, sentence: Sentence, own: int, mention: Mention) -> bool:
    """Whether the clause before tells of a release, and this one only how much it is: 解除冻结，涉及金额200万元."""
    clause, before = sentence.clauses[own], sentence.clauses[own - 1]
    if _INVOLVED.fullmatch(text, clause.start, mention.start) is None:
        return False
    end = before.end - (text[before.end - 1] in "，；")
    released = _RELEASED_BEFORE.search(text, before.start, end)
    return released is not None and not _NOT_YET.search(text, before.start, end)

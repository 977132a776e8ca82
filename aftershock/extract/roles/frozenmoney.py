"""Frozen money: when an amount is frozen though the word for that is not its nearest, and when it is not though it is.

三张卡被冻结，里面共有73万元货款              frozen
冻结了2380个钱包，资产规模约11亿元            frozen
余额5万元，冻结3万元                          only the second is
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.amount import Amount
from aftershock.extract.roles.countedfigure import TOPIC
from aftershock.extract.roles.frozenthings import something_else
from aftershock.extract.roles.givenback import is_given_back
from aftershock.extract.roles.sentencewords import Near
from aftershock.extract.roles.stuckmoney import BACK, KEPT_FROM, LEFT, NEAR, NOT_COME, SHUT_OR_HELD, STORY, STRETCH
from aftershock.extract.roles.words import Hit
from aftershock.model import Mention

_HELD = frozenset({"receivables", "cash", "funds involved", "GMV"})
_PLEDGED = frozenset({"guarantee", "deposit"})
_LIES_IN_IT = _HELD | {"price", "deposit", "guarantee"}
_GIVEN = frozenset({"returned", "receivables"})
_FROZEN = re.compile(
    r"(?<![未不除放购新])(?:(?:冻结|查冻|扣留|扣押|暂扣|扣[了住下]|卡着|压着)[^，。；、]{1,12}|受限的)\Z"
)
THEN_FROZEN = re.compile(
    r"，(?![“\"]?其中|绝?大?部分|大多|一部分)(?:(?:因|由于)[^，。；]{1,12}?(?=已被|而被|被冻|遭冻))?(?:目前|如今|现)?(?:已|也|则)?(?:全部|均|都|悉数|一并|至今|仍)?已?被?[^，。；]{0,8}?(?<![未解])(?P<held>(?:冻结|扣留|扣住|扣押|暂扣)(?:了|至今|在平台)?(?=[，。；！？”）]|\Z)|无法提|取不出|(?:处于|是)被?(?:冻结|受限|锁定))"
)
_ALSO_FROZEN = re.compile(
    r"(?:[（(][^（）()]{0,40}[）)])?[^，。；]{0,8}?(?:存款|资金|货款|款项|现金|票款)(?:，?(?:及|以及|和|连同|、)[^，。；\d]{0,4}\d[^，。；被]{3,16})?[^，。；被]{0,12}被[^，。；]{0,10}?(?:冻结|查封|扣押|扣留)(?!的)"
)
"""…货款，全部被平台扣住: what happened to the money is said behind it."""
_NOT_YET_FREE = re.compile(
    r"(?:，[^，。；\d]{0,20}){0,2}(?:，(?:但|目前|均|也|已)*|(?:，已)?[^，。；\d]{0,12}但)(?:尚未|仍未|未能|未|没有)(?:获得|得到|能|获)?(?:解冻|解除冻结)"
)
"""关闭6个店铺，涉及资金62万美元|，已提交申诉但尚未获得解冻"""
_AND_MORE = re.compile(
    r"(?<![未解除])(?:冻结|扣留|扣押)(?!的)[^，。；]*\d[^，。；\d、]{0,6}(?:、|以及|及|和)[^，。；、\d]{0,24}(?:存款|资金|余额|现金|货款|款项|回款)\Z"
)
"""冻结甲在某行的存款3万元以及在乙行的存款|1万元"""
_INSIDE = re.compile(r"里面|里头|其中|卡[里内]|账户[里内]|账上|内有|户头")
_IN_ACCOUNTS = re.compile(
    r"涉及(?:货款|资金|款项|余额)|(?:[\d两二三四五六七八九十]+个|(?:以上|上述|该等?|前述|相关|这些)(?:[\d两二三四五六七八九十]+个)?)(?:银行)?账户[^，。；被]{0,12}(?:金额|余额|资金)"
)
"""What lies in accounts spoken of before: 上述账户余额合计, 5个账户合计资金金额."""
_IN_SHUT = re.compile(
    r"(?:(?<!未)(?:[被遭已](?:平台|亚马逊)?(?:暂停|封|关[闭停]|封[停禁]|冻结|停用|禁售|限制)(?:销售|使用)?|受限)的?(?:店铺|账[号户]|站点)(?:[内中里上])?的?"
    r"|(?:店铺|账[号户]|站点)(?:被)?(?:封停|封禁|关闭|冻结|暂停|停用)(?:时点?|之?[时后日])的?)"
    r"(?:剩余|预留|未提现|可用)?(?:资金|货款|账户|现金)?(?:余额|资金|货款)[^，。；\d]{0,6}\Z"
)
"""被暂停店铺的资金余额合计|1,037.6万美元"""
_FREEZES = re.compile(r"(?:申请|请求|要求|裁定|依法|同意|对其|立即|将)冻结(?!的)")
"""请求冻结甲公司在某行所设账户的存款300万元"""
_NOT_BACK = re.compile(
    r"(?:难以|无法|无望|尚未|仍未|还未|未能|未予?|没有?|不予|不肯|拒绝|拒不|不再)(?:获|得到|收到|全部|如数)?(?:平台)?\Z"
)
_FREED = re.compile(r"[^，。；未尚仍]{0,8}(?:已|均|也|随后)[^，。；未尚仍]{0,6}(?:解冻|解除|到账|收回|拿回|放款|退回)")
_PAID_FOR = re.compile(r"学费|会费|押金|预付|定金|保证金|借款|募集|占款|占用|本金|车款|房款|购房")
"""What customers and lenders want back, and nobody froze."""
_NOT_RELEASED = re.compile(
    r"(?:才[能可肯会愿]|未|没有|无法|不[能肯予愿]|申请|要求|请求|拒绝|等待|何时|能否)[^，。；]{0,6}\Z"
)
"""才肯|解冻剩余的54万元"""
_PRESSED_BY = re.compile(r"被(?:平台|[\u4e00-\u9fff]{2,5})[压扣]了(?:约|近|超过?)?\Z")
"""被平台压了|300万元的货款"""
_FREE = re.compile(r"(?:未被?(?:冻结|受限)的?(?:银行)?账户|(?<!不)可(?:用|动用|(?:自由)?支配))[^，。；\d冻]{0,10}\Z")
"""未被冻结账户可用资金余额|1.08亿元"""
_YIELDS = re.compile(
    r"账[户号][^，。；]{0,12}(?:流水|交易额|发生额)[^，。；\d]{0,4}\Z|(?:利息|收益|利润|孳息|投资)(?:收入|所得)?(?:约|为|达|超过?|近)*\Z"
)
"""从被冻结资产中获得利息收入|69亿欧元"""
_BY_HOW_MUCH = re.compile(r"[较比][^，。；]{1,16}(?:多|少|增加|减少|增|减|下降|上升|提高)了?(?:约|近|超过?)?\Z")
"""冻结资金为1.4亿元，较上月多了|1,400万元"""
_WHOLE = re.compile(
    r"[^，。；\d冻扣]{0,12}[中里]的(?:大约|约|近|超过?|逾)?(?:\d|一半|半数|大部分|部分|[一二两三四五六七八九]成)"
)
_PART_TAKEN = re.compile(
    r"的?[^，。；\d被遭]{0,10}(?:中|，)?(?:有|的)?近?(?:一半|半数|绝?大部分|一部分|部分)(?:以上)?(?:已|均)?[被遭]"
)
"""其|6400亿美元|储备大部分被冻结, likewise"""
_NO_MONEY = re.compile(
    r"(?:于[^，。；]{0,6}水平|了?(?:基本)?(?:价(?!值)|电价|票价|租金|收费|薪|工资|招聘|谈判|讨论|关系))"
)
"""冻结电价: nothing that somebody has"""
_FEARED = re.compile(r"[^，。；\d]{0,8}(?:可能|恐怕?|面临|担心|有[被可]|会)(?:会|将)?被[^，。；\d]{0,4}(?:冻|扣)")
"""担心有|3000万元|会被冻结, likewise"""
_OF_SHARES = re.compile(r"股[份权票]的?(?:价值|市值|总值)[^，。；\d]{0,4}\Z")
_IF_SO = re.compile(r"(?:如果|倘若|若是|(?<![\u4e00-\u9fff])若|一旦|万一|要是)(?!没有?|不)[^。；\d已]{0,36}\Z")
"""如果银行将其账户冻结，…: nothing is frozen yet."""
"""冻结了某国|6,400亿美元|外汇储备中的大约3,000亿美元: only a part of it is"""
_SPENT = re.compile(
    r"(?:花|支付|付|交|缴纳|缴|赔付|赔偿|赔|退赔|给|还(?![有剩是在没未余])|借|贷|凑|筹|赚|亏|卖|挣|投|砸|耗|转|汇)(?:了|出|掉|到)?[^，。；被冻扣的额]{0,6}\Z"
)
"""店铺被冻结8万美元，他花|2万美元和解"""
_SOMETHING_ELSE = re.compile(
    r"(?:[^，。；被未]{0,4}(?:通过|经由?|在)[^，。；被]{1,14}|[^，。；被未]{0,6}(?:已经?|则|也|先后|陆续)?(?:全部)?被?)(?:转出|转入|转至|转到|转走|转移|流出|流入|提走|取走|提现|套现|挥霍|花光|花掉|消费|划走|卷走)"
)
"""2100万美元已被冻结，另有340万美元|通过混币器转出"""
_BALANCE = re.compile(r"余额[^，。；冻]{0,8}\Z")
_OF_FROZEN = re.compile(r"[被遭]冻结的?[^，。；\d]{0,8}余额[^，。；\d]{0,4}\Z")
"""被冻结的募集资金余额为|7,718万元"""
_SUED = re.compile(r"的?[^，。；]{0,4}(?:诉讼|案|纠纷|仲裁)")
_EXECUTED = re.compile(r"执行(?:标的|金额|总?额)[^，。；\d]{0,6}\Z")
"""股权被冻结，涉及案件执行金额|6.7亿元"""
_CLAIMED = re.compile(
    r"(?:强制执行|(?:诉讼|执行)标的|涉诉金额|(?:诉讼|执行)金额)(?:总?额)?(?:共|约|达|为|近|超过?|高达)*\Z"
)
_ITS_ACCOUNTS = re.compile(r"，[^，。；]{0,8}?(?:账[户号]|股[权份])")
"""被强制执行|3200万元，公司账户被冻结: what is claimed, and the accounts are what is frozen"""
_PLEDGED_SO = re.compile(r"[^，。；\d冻]{0,4}(?:因|由于)[^，。；\d冻]{0,4}(?:抵押|质押|担保)")
"""固定资产|5.6亿元|因抵押受限"""
_NO_MORE_THAN = re.compile(r"(?:只有|仅有?|仅为|不过|才|只是)(?:约)?\Z")
"""账户被冻结，涉案金额只有|2万元: what the case is about, and not what lies in the account"""
_SHARES_FROZEN = re.compile(
    r"股[份权票][^，。；账]{0,4}[被遭][^，。；]{0,6}冻结[^，。；\d]{0,6}，(?:涉及|对应|股权|股份|数额|金额|价值|市值|出资额?|债务|纠纷|案件|合计|共|总额|的|为|约|达|近)*\Z"
)
"""所持股份被司法冻结，涉及金额|3.4亿元: what is claimed, or what the shares stand for"""
_SHARE = re.compile(r"(?:金额|资金|款项|货款)?的(?:约|近)?(?:\d|百分之|[一二两三四五六七八九]成)")
"""冻结|金额的30%: how much of what is frozen; what follows in other clauses is not."""
_HELD_THERE = re.compile(
    r"其?(?:涉及|资产|资金|合计|总计|累计|总)?(?:总?规模|总?金额|价值|估值|市值|总值|总额|资金|资产)"
)
_ACCOUNTS_TAKEN = re.compile(
    r"(?:冻结|止付|查封)了?[^，。；]{0,12}?\d[\d,.]*[多余]?万?[余多]?个"
    r"[^，。；的]{0,4}(?:账[户号]|钱包|地址|银行卡)\Z"
    r"|(?:冻结|止付)的[^，。；\d]{0,4}(?:[币股]|股[份权票]|资产|基金|证券|债券)\Z"
    r"|(?:资产|财产)冻结\Z"
)


def is_claimed(text: str, mention: Mention) -> bool:
    """Whether an amount is what a court enforces, and the accounts told of behind it are what is frozen."""
    if not _ITS_ACCOUNTS.match(text, mention.end):
        return False
    return _CLAIMED.search(text, max(0, mention.start - 24), mention.start) is not None


def in_shut(text: str, sentence: Sentence, mention: Mention) -> Hit | None:
    """What makes an amount frozen that is only said to lie in stores that were shut: 被暂停店铺账户余额合计."""
    found = _IN_SHUT.search(text, max(sentence.clause(mention.start).start, mention.start - STRETCH), mention.start)
    return Hit("frozen", found[0][-2:], found.end() - 2, found.end()) if found else None


def frozen_or_not(text: str, sentence: Sentence, mention: Mention, near: Near, hit: Hit, role: str) -> str:
    """The role of an amount whose nearest word says `role`: "frozen" where it is, another or "" where it is not."""
    own = sentence.clause_at(mention.start)
    clause, clause_before = sentence.clauses[own], sentence.clauses[own - 1] if own else None
    amount = Amount(text, sentence, mention, near, hit, clause, clause_before)
    if role == "sales" and amount.ahead(_IN_SHUT, STRETCH):
        return "frozen"
    if role in ("frozen", "funds involved") and is_claimed(text, mention):
        return "funds involved"
    if _is_kept(amount, role):
        role = "frozen"
    if role == "frozen" and (other := something_else(amount)) is not None:
        return other
    if role == "loss" and THEN_FROZEN.match(text, clause.end):
        role = "frozen"
    if role == "frozen" and amount.ahead(_YIELDS, NEAR):
        return ""
    if role != "frozen" and _lies_in_accounts_taken(amount):
        role = "frozen"
    if role == "frozen" and _is_balance(text, sentence, mention, near):
        role = "cash"
    if _is_frozen_by_another_word(amount, role):
        role = "frozen"
    if role == "frozen" and _is_only_spoken_of(amount):
        return ""
    if role == "frozen" and hit.end <= clause.start:
        if _SOMETHING_ELSE.match(text, mention.end, clause.end):
            role = "transferred"
        elif amount.ahead(_SPENT, NEAR) or _SHARE.match(text, hit.end):
            return ""
    if _is_not_released(amount, role):
        return "frozen"
    if role == "frozen" and amount.ahead(_FREE, 24):
        return "cash"
    return "returned" if role == "frozen" and is_given_back(text, sentence, mention) else role


def _is_kept(amount: Amount, role: str) -> bool:
    """Whether money that somebody has, or has pledged, is kept from him: 账户被冻结，里面共有|73万元|货款."""
    text, sentence, mention, clause = amount.text, amount.sentence, amount.mention, amount.clause
    if role in _LIES_IN_IT and _INSIDE.match(text, clause.start) and _frozen_clause_before(text, sentence, mention):
        return True
    return (role in _HELD or role in _PLEDGED) and bool(
        _FROZEN.search(text, max(sentence.start, amount.hit.start - 16), amount.hit.start)
        or _ALSO_FROZEN.match(text, mention.end)
        or THEN_FROZEN.match(text, clause.end)
        or KEPT_FROM.match(text, mention.end)
        or _NOT_YET_FREE.match(text, mention.end, sentence.end)
        or amount.ahead(_AND_MORE, BACK)
        or amount.ahead(_PRESSED_BY, NEAR)
        or amount.ahead(_IN_SHUT, STRETCH)
        or (_IN_ACCOUNTS.match(text, clause.start) and _accounts_frozen(text, sentence, mention))
    )


def _lies_in_accounts_taken(amount: Amount) -> bool:
    """Whether the clause before tells of accounts taken, in which the amount lies."""
    text, before = amount.text, amount.clause_before
    if before is None or not _HELD_THERE.match(text, amount.clause.start):
        return False
    last = before.end - (text[before.end - 1] in "，；")
    return _ACCOUNTS_TAKEN.search(text, before.start, last) is not None


def _is_frozen_by_another_word(amount: Amount, role: str) -> bool:
    """Whether money that accounts hold, or that a case is about, is frozen by a word farther off."""
    text, mention, hit, clause = amount.text, amount.mention, amount.hit, amount.clause
    if role == "cash":
        return _FREEZES.search(text, clause.start, hit.start) is not None and not amount.near.between(
            "money", clause.start, mention.start
        )
    return (
        role == "funds involved"
        and _frozen_before(text, hit, amount.near)
        and not (hit.word.startswith("涉案") and amount.ahead(_NO_MORE_THAN, 6))
        and not _SHARES_FROZEN.search(text, max(amount.sentence.start, mention.start - STRETCH), mention.start)
        and not amount.ahead(_EXECUTED, NEAR)
        and not (_SUED.match(text, mention.end) or "诉" in text[max(0, hit.start - 6) : mention.start])
    )


def _is_only_spoken_of(amount: Amount) -> bool:
    """Whether an amount beside a word for freezing is a whole, a part paid, of shares, feared or only supposed."""
    text, hit = amount.text, amount.hit
    return bool(
        (not text.startswith("的", hit.end) and amount.behind(_WHOLE))
        or amount.behind(_PART_TAKEN)
        or _NO_MONEY.match(text, hit.end)
        or amount.ahead(_OF_SHARES, NEAR)
        or amount.behind(_FEARED)
        or _IF_SO.search(text, max(amount.sentence.start, hit.start - STRETCH), hit.start)
        or amount.ahead(_BY_HOW_MUCH, 24)
        or amount.behind(_PLEDGED_SO)
        or _SHARES_FROZEN.search(text, max(amount.sentence.start, amount.mention.start - STRETCH), amount.mention.start)
    )


def _is_not_released(amount: Amount, role: str) -> bool:
    """Whether money told of as given back was not: 尚未解冻的|3亿美元, 剩余|1700万元|仍在申诉."""
    text, mention, hit, clause = amount.text, amount.mention, amount.hit, amount.clause
    freed = role == "returned" and hit.word.startswith(("解冻", "解除"))
    if freed and _NOT_RELEASED.search(text, max(clause.start, hit.start - NEAR), hit.start):
        return True
    return role in _GIVEN and (_still_held(text, clause, mention, hit) or _left_of_freed(text, clause, mention, hit))


def _still_held(text: str, clause: Span, mention: Mention, hit: Hit) -> bool:
    """Whether money that was taken, as its paragraph tells, is what did not come back: 尚未返还的仍有3亿美元."""
    kept = _NOT_BACK.search(text, max(clause.start, hit.start - NEAR), hit.start) or (
        LEFT.search(text, max(clause.start, mention.start - NEAR), mention.start)
        and NOT_COME.match(text, mention.end, clause.end)
    )
    return (
        kept is not None
        and not _PAID_FOR.search(text, clause.start, clause.end)
        and SHUT_OR_HELD.search(text, max(0, mention.start - STORY), mention.start) is not None
    )


_LEFT_IN = re.compile(r"(?:剩余|剩下|其余|余下)的?[\d万多余]+个(?:店铺|账[号户]|站点)[、和及]")
"""剩余42个店铺、|3,018万元|资金预计难以收回"""


def _left_of_freed(text: str, clause: Span, mention: Mention, hit: Hit) -> bool:
    """Whether an amount is what is left after another was freed: 已有2100万元解冻，剩余|1700万元|仍在申诉."""
    return (
        hit.end <= clause.start
        and hit.word.startswith(("解冻", "解除", "放款", "释放"))
        and (
            LEFT.search(text, max(clause.start, mention.start - NEAR), mention.start) is not None
            or _LEFT_IN.fullmatch(text, clause.start, mention.start) is not None
        )
        and not _FREED.match(text, mention.end, clause.end)
    )


def _frozen_clause_before(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether the clause before says that accounts or cards are frozen: 三张卡被冻结，里面共有73万元货款."""
    own = sentence.clause_at(mention.start)
    before = sentence.clauses[own - 1] if own else None
    return (
        before is not None
        and re.search(r"[被遭][^，。；]{0,8}(?:冻结|封|锁)", text[before.start : before.end]) is not None
    )


def _accounts_frozen(text: str, sentence: Sentence, mention: Mention) -> bool:
    """Whether the sentence said before that accounts are frozen."""
    return (
        re.search(r"账户[^，。；]{0,24}[被遭][^，。；]{0,6}冻结(?!的)", text[sentence.start : mention.start])
        is not None
    )


def _is_balance(text: str, sentence: Sentence, mention: Mention, near: Near) -> bool:
    """Whether a figure is what accounts hold, of which the next clause says what is frozen: 余额5万元，冻结3万元."""
    own = sentence.clause_at(mention.start)
    clause = sentence.clauses[own]
    if own + 1 == len(sentence.clauses) or not _BALANCE.search(text, clause.start, mention.start):
        return False
    if _OF_FROZEN.search(text, clause.start, mention.start):
        return False
    behind = sentence.clauses[own + 1]
    hits = [h for h in near.hits("money", behind.start, behind.end) if h.role == "frozen"]
    return bool(hits) and near.between("money", hits[0].end, behind.end) > 0


_LIMITED = re.compile(r"账户(?:[被遭已]|受到?)*(?:限制|受限|限)，\Z")
"""收款账户受到限制，|涉及资金约2,480万元"""
_OUT_OF_USE = re.compile(r"账户[^，。；]{0,24}[被遭][^，。；]{0,8}?(?:暂停|停止|限制)使用，\Z")
"""账户被警方要求暂停使用，|涉及金额1,860万元"""


def _frozen_before(text: str, hit: Hit, near: Near) -> bool:
    """Whether 涉及金额 takes up accounts or funds that the sentence called frozen before: 冻结|涉案|5个户口，涉及…."""
    before = near.hits("money", hit.start - TOPIC, hit.start) if hit.word.startswith(("涉及", "金额", "涉案")) else []
    if hit.word == "涉及资金" and _LIMITED.search(text, max(0, hit.start - NEAR), hit.start):
        return True
    if hit.word.startswith("涉及") and _OUT_OF_USE.search(text, max(0, hit.start - STRETCH), hit.start):
        return True
    if hit.word.startswith("涉案") and before and near.between("money", before[-1].end, hit.start):
        return False  # 冻结资金6.3亿元，涉案金额|74亿元
    return any(h.role == "frozen" and (hit.word != "涉案" or h.end == hit.start) for h in before)

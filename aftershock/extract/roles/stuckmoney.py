"""Stuck money: when an amount cannot be had, though no word for that is near enough to be found by its distance.

86万元全是养老钱，现在一分都取不出来          said behind it
封了我5个店，里面有90万美元                    said of what it lies in
被冻结的资产有多少？整整2100亿欧元            asked just before
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.roles.words import Hit
from aftershock.model import Mention

_NOT_TO_BE_HAD = re.compile(
    r"，(?:但|可|却|现在|如今|至今|目前|到现在|暂时|暂)*(?:一分钱?|一毛)?(?:都|也|还|仍|却)?((?:取|提|拿|转)不出来?|无法提[现出取币]|无法[取转]出|没法提[现出]|提不了|取不了|未能(?:取出|提现|取回|提取)|没能?(?:取|提|拿)(?:出|回)来?)"
)
_SEIZED = re.compile(r"(?<![未被])(查扣|止付|查冻)了?(?:约|近|超过?|逾)?\Z")
_THEIR_MONEY = re.compile(r"[多余]?的?(?:资金|存款|款项)")
"""警方查扣|7000余万元|资金"""
_NOT_HAD_BACK = re.compile(
    r"(?:资金|货款|回款|款项)?(?:仍|还|至今|目前)*((?:未能|没能|尚未|仍未|未|没有|无法|不知道?(?:何时|什么时候|哪[天年])?才?能不?能?)(?:从[^，。；]{1,8})?(?:取回|拿回|要回|提现|提出|取出|解冻|提取)|(?:至今|一直)(?:没有?|毫无|未见)(?:动静|消息|下文|着落)|(?:[取提拿转]不[出回]来?|出不来|动不了))"
)
"""尚有3223万元|未能取回, 11万美元|不知何时能拿回"""
KEPT_FROM = re.compile(
    r"(?:的?(?:资金|货款|回款|款项|销售款))?[，]?(?:一分钱?|一毛钱?)(?:至今)?(?:都|也|还)?(?:没|没有|未)(?:能)?(?:要|拿|收|追)(?:得)?回来?"
    r"|(?:的?(?:资金|货款|回款|款项|销售款|(?:银行)?存款))?(?:仍然?|还|至今|目前|都|也|均|突然)*(?:未能|没能|尚未|仍未|未|没有|没|无法)(?:取回|提现|取现|支取|提出|取出|解冻|提取)"
    r"|(?:的?(?:资金|货款|回款|款项|销售款))?[^，。；]{0,8}(?:天|日|个月|周)之?后?(?:(?:才|方)(?:能|可)以?|可以?|能)(?:申请)?(?:解冻|提现|取出|提取|取回|拿到|取|提)"
    r"|的?(?:资金|货款|回款|款项)[^，。；]{0,4}(?:石沉大海|有去无回|没了下文|遥遥无期)"
)
"""400万元|货款未能取回: money by its name, and yet it is kept from whom it belongs to."""
_UNUSABLE = re.compile(
    r"(?:的?(?:资金|货款|余额|回款))?(?:全部?|都|也|至今|仍|一直|就|一夜之间|随即)*(?:变成|变为|显示|标注|处于|成了|成为)(?:了|为)?[“\"]?(不可用|不可提|无法提|不能提|预留|保留|冻结|待处理|锁定|暂扣|扣留|受限|限制|查封)"
)
"""余额183万美元|全部变成“不可用”"""
_ALL_UNUSABLE = re.compile(
    r"[^。；]{0,40}?，(?:统统|全部|全都|全|均|都)+(?:显示|变成|变为|标注|处于|是)(?:了|为)?[“\"]?(不可用|不可提|不能提|无法提|冻结|受限|锁定|暂扣|扣留)"
    r"|[^。；]{0,40}?，(?:目前|现在|如今|至今)?(?:统统|全部|全都|全|都|均)+((?:提|取|拿|转)不出来?|无法提|不能提|没法提)"
)
"""6个店铺有|317万美元|，另外17个店里有90万美元，统统显示“不可提现”"""
_THEN_HELD = re.compile(
    r"，(?:目前|如今|现在|至今|但|却|仍|均|都|已|一直)*((?:处于|是)被?(?:冻结|受限|锁定))|"
    r"，(?:目前|如今|现在?|至今|但|却|均|已)*(?:全部?|都|悉数|一直|统统|也)?被[^，。；]{0,6}(扣着|扣了|扣住|扣押|扣留|扣下|冻着|冻了|冻结|锁着|锁定|压着|暂扣)(?=[，。；！]|\Z)"
    r"|，(?:平台|亚马逊|对方|客服|银行)[^，。；]{0,6}(?:要|会|将|称|说)+(扣留|冻结|预留|扣押|保留)"
    r"|(?:，[^，。；]{0,12}){0,2}，[^，。；]{0,6}?(分文|一分钱?|一毛钱?)(?:都|也)?(?:未|没有?|不)(?:退|还|给|拿到|返)"
)
"""余额加一起有103万美金|，全被扣着"""
_KEPT_BACK = re.compile(r"被[“\"]?(?:暂时|永久|无限期)?(保留|扣留|冻结|暂扣|扣押)")
"""3.8万美元|被“暂时保留”"""
_ON_PLATFORM = re.compile(
    r"(?:平台|店铺|后台|亚马逊|(?<!银行)(?<!公司)(?<!冻结)账[户号])(?:(?!释放|返还|[退放发付])[^，。；]){0,6}账?[户号]?[上里中内]?的?(余额|资金|回款)(?:为|有|达|超过?|约|近|还|共|高达)*\Z"
)
_SHUT_BEFORE = re.compile(r"被封|停止销售|暂停销售|关停|封禁|封停|被关|下架|冻结")
"""店铺全部停止销售。彼时，公司在平台账上的余额超过|2亿元"""
_IN_SHUT = re.compile(
    r"(被封|被关|被冻)(?:掉|停|禁|结)?(?:号|店)?(?:的时候|时|之?后|前|那天|当天|那一刻)，?[^，。；\d]{0,8}?(?:账上|里面|(?:账户|账号|店铺?|后台)[里中内上])(?:还|共|就|总共|一共|约|尚|仍)*有(?:约|近)?\Z"
    r"|(被封|被关|被冻)(?:掉|停|禁|结)?的[^，。；的]{0,6}?(?:账[号户]|店铺?|站点|卡)(?:里面?|内|中|上)(?:还|共|就|总共|约)*有(?:约|近)?\Z"
)
"""5月被封的账号里有|61万美元, 被封的时候账上还有|98万美元"""
_PRESERVED = re.compile(
    r"(?:的?(?:资金|存款|余额))?(?:，[^，。；]{0,24}){0,2}[被遭][^，。；]{0,14}(采取(?:[^，。；]{0,4})保全|保全)"
)
_IN_AN_ACCOUNT = re.compile(r"(?:账[户号]|专户|存款)[^，。；]{0,8}\Z")
"""账户内资金|800万元，于5月被某法院采取保全措施"""
_OF_MONEY = re.compile(
    r"(?:余额|黄金|储备|资产|账[户号]|资金|货款|回款|款项|存款|[卡户号][里内]|里[面头])[^，。；]{0,6}\Z"
)
SHUT_OR_HELD = re.compile(r"冻结|扣留|暂扣|被扣|扣押|被冻|封号|封店|被封|被关|查封")
"""What the text tells of before 尚未返还的仍有3亿美元."""
LEFT = re.compile(r"(?:尚余|尚有|还有|还剩|仍有|剩余|余下|其余|剩下)的?(?:资金|货款|款项|部分)?(?:约|近|为|有)?\Z")
NOT_COME = re.compile(
    r"(?:的?(?:资金|货款|款项|回款))?(?:至今|目前|仍|还|尚)*(?:未|没有?|没能?|未能)(?:收到|收回|返还|退还|归还|到账|退回|退|放款|付|拿回|要回|追回)"
)
"""尚余|1280万元|未收到"""
_TAKEN_BY = re.compile(
    r"被(?:平台|亚马逊|[A-Za-z]{3,12}|[\u4e00-\u9fff]{2,5})((?:扣|冻|压)(?:押|下|住|留|着)?了?)(?:约|近|超过?|逾|共|整整)?\Z"
    r"|(?<!回)((?:扣|冻|压)下?了)(?:我们?|他们?|她们?)(?:公司|店铺?|账户)?(?:约|近|超过?|逾|整整)?\Z"
)
"""被亚马逊扣了|300万元: where the text tells of shops that were shut, or of money frozen"""
_CHARGED = re.compile(r"[^，。；]{0,4}(?:罚款|违约金|保证金|押金|工资|税|佣金|手续费|费用|服务费)")
_ASKED = re.compile(
    r"冻结的[^，。；？]{0,8}?(?:资产|资金|货款|款项|储备|存款|金额|钱|余额)(?:总额|规模)?(?:有|是|共|到底|究竟|一共|总共|达)*(?:多少|几何)钱?？\s*"
    r"(?:答案是|整整|足足|一共|总共|合计|共|约|大约|高达|至少|超过|是|有|据[^，。；]{1,12}，)*\Z"
)
"""被冻结的资产有多少？整整|2100亿欧元"""
NEAR = 16
"""How far before an amount what is said of it right there may begin, in characters."""
BACK = 120
"""How far before its amount an account may be told to be frozen, in characters."""
STRETCH = 40
"""How far before an amount it may begin to be told what things it is worth of, in characters."""
STORY = 400
"""How far before money that did not come back it may be told that it was taken, in characters."""
_LIES_IN = re.compile(
    r"(?:卡|账户|账号|户头)(?:里面?|内|中|上)(?:(?:还|共|就|约|只)*有|的?(?:金额|余额|资金)(?:高达|达到?|为|有|共|还有))(?:约|近|超过?)?\Z"
)
_PRESSED_IN = re.compile(
    r"(?:(?:平台|账户|账号|后台|店铺?)(?:里面?|内|中|上)|账上)(?:至少|还|共|就|仍|都|一共)*(压|卡|扣|困|押)(?:着|了|住)了?(?:约|近|超过?)?\Z"
)
_TAKEN_BEFORE = re.compile(r"(?:卡|账户|账号|店铺?|站点)[^，。；]{0,12}(?<!解)(冻结|封停|锁定|被封|被关|被冻|停用)")
_LIES_INSIDE = re.compile(r"(?:里面|里头|账上)(?:还|共|总共|一共|就|约|只)*有(?:约|近)?\Z")
_SHUT_JUST_BEFORE = re.compile(
    r"(封了|关了|冻了|被封|被关|被冻)[^，。；]{0,12}[店号户]铺?[，。]\Z|[店号户]铺?[^，。；]{0,12}(被封|被关|被冻|没了)[^，。；]{0,4}[，。]\Z"
)
"""封了我5个店，|里面有90万美元"""


def lying_there(text: str, sentence: Sentence, mention: Mention) -> Hit | None:
    """That money lies on what was told to be frozen: …把银行卡给冻结了。当时卡里有20多万元.

    Money that an account presses on cannot be had, whatever was told before: 账户里压着600多万美元.
    """
    clause = sentence.clause(mention.start)
    if pressed := _PRESSED_IN.search(text, max(clause.start, mention.start - 20), mention.start):
        return Hit("frozen", pressed.group(1), *pressed.span(1))
    near = max(clause.start, mention.start - 12)
    if _LIES_INSIDE.search(text, near, mention.start):
        shut = _SHUT_JUST_BEFORE.search(text, max(0, clause.start - 30), clause.start)
        return Hit("frozen", shut[shut.lastindex or 0], *shut.span(shut.lastindex or 0)) if shut else None
    if not _LIES_IN.search(text, near, mention.start):
        return None
    line = text.rfind("\n", 0, mention.start)
    line = max(text.rfind("\n", 0, max(0, line)) + 1, mention.start - BACK)
    taken = list(_TAKEN_BEFORE.finditer(text, line, clause.start))
    return Hit("frozen", taken[-1].group(1), *taken[-1].span(1)) if taken else None


def stuck_there(text: str, sentence: Sentence, mention: Mention) -> Hit | None:
    """That money cannot be had is said in the clause behind it: 86万元全是养老钱，现在一分都取不出来."""
    if kept := unusable(text, mention):
        return kept
    start, end = sentence.clause(mention.start)
    start = max(start, mention.start - NEAR)
    found = (
        _ASKED.search(text, max(0, mention.start - STRETCH), mention.start)
        or (_THEIR_MONEY.match(text, mention.end) and _SEIZED.search(text, start, mention.start))
        or _taken_by(text, start, mention)
        or _NOT_TO_BE_HAD.match(text, end - 1)
        or _NOT_TO_BE_HAD.match(text, end)
        or _NOT_HAD_BACK.match(text, mention.end)
        or _KEPT_BACK.match(text, mention.end)
        or _on_shut_platform(text, mention)
        or _left_there(text, start, mention)
        or _IN_SHUT.search(text, max(0, mention.start - 24), mention.start)
        or (
            _OF_MONEY.search(text, max(0, start - 4), mention.start)
            and _THEN_HELD.match(text, mention.end, sentence.end)
        )
        or (_IN_AN_ACCOUNT.search(text, start, mention.start) and _PRESERVED.match(text, mention.end, sentence.end))
        or (_OF_MONEY.search(text, start, mention.start) and KEPT_FROM.match(text, mention.end))
    )
    said = (found.lastindex or 0) if found else 0
    return Hit("frozen", found.group(said), *found.span(said)) if found else None


def unusable(text: str, mention: Mention) -> Hit | None:
    """That an account shows an amount as one that cannot be had: 余额183万美元全部变成“不可用”."""
    found = _UNUSABLE.match(text, mention.end) or _ALL_UNUSABLE.match(text, mention.end)
    said = (found.lastindex or 0) if found else 0
    return Hit("frozen", found.group(said), *found.span(said)) if found else None


def _taken_by(text: str, start: int, mention: Mention) -> re.Match[str] | None:
    """That a platform keeps an amount, in a text that tells of shops shut or money frozen: 被亚马逊扣了300万元."""
    found = _TAKEN_BY.search(text, start, mention.start)
    if found is None or _CHARGED.match(text, mention.end):
        return None
    near = max(0, mention.start - STORY), mention.end + STORY
    return found if SHUT_OR_HELD.search(text, *near) else None


def _left_there(text: str, start: int, mention: Mention) -> re.Match[str] | None:
    """What is left of money taken that did not come: 被扣493万元，…，尚余128万元未收到."""
    if not LEFT.search(text, start, mention.start) or not (found := NOT_COME.match(text, mention.end)):
        return None
    return found if SHUT_OR_HELD.search(text, max(0, mention.start - STORY), mention.start) else None


def _on_shut_platform(text: str, mention: Mention) -> re.Match[str] | None:
    """What an account on a platform holds, of which the paragraph told just before that it was shut."""
    found = _ON_PLATFORM.search(text, max(0, mention.start - 24), mention.start)
    line = max(text.rfind("\n", 0, mention.start) + 1, mention.start - BACK)
    return found if found and _SHUT_BEFORE.search(text, line, found.start()) else None

"""How certain a clause makes an event, and whether it happened at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.events.modality import Compiled
from aftershock.extract.events.word import PAPERS, EventWord, may_tell
from aftershock.lexicon import EventWords
from aftershock.model import Certainty

FAR = 80
"""How far before a clause a rumour that it tells may be opened, in characters."""
REACH = 70
"""How far back a plan may begin whose means a clause of its own tells, in characters."""
AHEAD = 26
"""How far before a word 将 may stand, in characters: a day and whose it is may part them."""
_MEANS_TO = re.compile(r"(?<![模虚比草])拟(?:以|向|通过|由|将|用|使用|与|对|按|出资|投资|斥资)[^，。；\n]{0,56}\Z")
"""Before a word, however far: 拟以3亿元的价格向甲公司的子公司…."""
_ANSWERED = re.compile(r"(?:针对|对于?|关于|就)[^，。；\n]{0,30}\Z")
"""Before a rumour that somebody only answers: 对于网传消息，公司表示，…."""
_CONFIRMED = re.compile(r"(?<!未)(?<!无法)(?<!有待)(?:证实|确认|承认)")
"""Behind a rumour: it is none any longer."""
_ANNOUNCED = re.compile(r"(?:宣布|决定|公告)[^，。；\n]{0,6}?[于自从]?(\d{1,2})月(\d{1,2})[日号]")
"""A day that somebody names for what is to be."""
_BY_MEANS = re.compile(
    r"(?:拟|计划|打算)(?:(?:以|通过|采用|采取|借助|按照)[^，。；\n]{2,40}|以[^。；\n]{2,60}为由)，\Z"
)
"""公司拟以发行股份的方式，收购…: the plan is told before the comma, the deed behind it."""
_WILL = re.compile(
    r"将(?<![已曾日即]将)(?=$|[于会在以予更改自继进逐不被对向从由为面陆全正成达再择与根尽很迎关裁收召下推发举开启退停实获出提新大持分通永立投终撤赔参增引采受起追严变暂延缓宣扩缩]"
    r"|联手|携手|通报|合并|取消|结束|申请|申诉|给予|处以|减少|减持|优化|联合|共同|派发|支付|按照|依法|[0-9])"
)
"""将 as "will": before a verb or an adverb. Before a noun (将股份转让) it only marks the object."""
_INTENDED = re.compile(r"[^，。；\n]{0,8}的(计划|打算|意向|风险(?!提示|警示)|权利)")
"""Behind an event word: it is only meant to be or may be (早就有起诉平台的计划, 存在不能兑付的风险)."""
_PLAN = re.compile(r"(?:的)?(?:计划|方案)(?![^，。；\n]{0,10}(?:完成|完毕|实施|启动|开始|结束|届满|执行|到期|获批))")
"""Right behind an event word: it is only a plan (公布裁员计划)."""
_CARRIED_OUT = re.compile(r"(?:完成|实施|启动|执行|开始|推进)[^，。；\n]{0,6}\Z")
"""Before it: the plan is carried out."""
_DEALS = frozenset({"收购", "出售", "融资", "上市"})
"""Types that are agreed on first and done when others have agreed."""
_AGREED = re.compile(r"(?:同意|决定|决议)[^，。；\n]{0,24}\Z")
_PENDING = re.compile(r"[^，。；\n]{0,24}(?:尚需|尚须|尚待|仍需|还需|须经|需经|有待)")
"""Behind the word of a deal: others have not agreed yet."""
_ONCE_CLOSED = re.compile(
    r"(?:(?:交易|出售|收购|转让|增资|认购|交割|重组|事项)(?:事项)?(?:全部|正式)?|于)完成(?:后|之后)，[^。；\n]{0,40}\Z"
)
"""Before one: what will be when it is closed (交易完成后，公司持股比例由…变更为…)."""
_ALREADY = re.compile(r"已|了")
_SAID_OF = re.compile(
    r"(?<![\u4e00-\u9fff])[再又近]?传(?![统媒播感奇承闻言销递真输出来达授世唤导教记家神热化音祺艺动票])[^，。；\n]{2,24}\Z"
)
"""传甲公司被封店: told as a rumour, by one letter."""
_REFUSED = re.compile(r"(?:驳回|拒绝|否决|回绝|婉拒)了?[^，。；\n]{0,14}\Z")
"""Before the word of what somebody asked for: 驳回冻结存款的申请."""
_SAYING_NO = frozenset({"起诉", "声明", "欠款", "逾期", "违约", "表态", "缺货"})
"""Types of which a refusal is itself one."""
_FAILED = re.compile(r"[^，。；\n]{0,10}(?:告吹|流产|搁浅|落空|泡汤|夭折|作罢)")
"""In or behind the word of a deal: it came to nothing."""
_NO_ANSWER = (
    "未",
    "没",
    "尚未",
    "尚无",
    "暂无",
    "暂未",
    "并未",
    "从未",
    "拒绝",
    "婉拒",
    "不予",
    "不愿",
    "不便",
    "无可奉告",
)
"""How words begin that tell of no answer."""
_FALSE = re.compile(
    r"[^，。；\n]{0,10}(?:消息|传闻|说法|报道|传言|一事|信息|言论)[^，。；\n]{0,6}"
    r"(?:不实|不属实|失实|谣言|子虚乌有|无中生有|不准确|误传|并非事实|不是真的)"
    r"|[^，。；\n]{0,6}(?:是|系|为|属于?|纯属)(?:谣言|误读|误传|谣传|假消息|虚假信息|不实信息)"
)
"""Behind an event word: 裁员三成的消息不实."""
_MEASURED = re.compile(r"(?:达到?|不及|低于|高于|超过?|好于|符合)[^，。；]{0,4}\Z")
"""Before 预期: what was expected is only what a figure is measured by (关闭没有达到预期的店铺)."""
_NEVER = frozenset({("rumour", "声明"), ("expected", "逾期"), ("expected", "业绩下滑")})
"""What a type cannot be: a statement is made, and what was expected (原定8月到账) is what did not come."""


class Judge:
    """Of the words of one vocabulary."""

    def __init__(self, modality: Compiled, types: Sequence[EventWords]) -> None:
        self._m = modality
        self._types = types

    def certainty(self, text: str, clause: int, word: EventWord, end: int) -> Certainty | None:
        """How certain the clause makes the event; None for a fact."""
        low = max(clause, word.start - 24)
        high = word.start if word.type in PAPERS else word.end
        doubted = self._m.uncertain.search(text, low, high) is not None
        for name, expression in self._m.certainty if doubted else ():
            sign = expression.search(text, low, high) if (name, word.type) not in _NEVER else None
            if sign and not self._is_reason(sign, text, low, word):
                return name
        told = text.find("传", clause, word.end) >= 0 and word.type not in PAPERS
        if told and _SAID_OF.search(text, clause, word.end):
            return "rumour"
        if self._is_planned(text, clause, word) or self._m.obliged.search(
            text, max(clause, word.start - 16), word.start
        ):
            return "planned"
        if text[clause - 1 : clause] == "，" and _BY_MEANS.search(text, max(0, clause - REACH), clause):
            return "planned"
        ahead = max(clause, word.start - AHEAD), min(end, max(high, word.start + 2))
        if text.find("将", *ahead) >= 0 and _WILL.search(text, *ahead):
            return "planned"
        if text.find("拟", max(clause, word.start - FAR), word.start) >= 0 and _MEANS_TO.search(
            text, clause, word.start
        ):
            return "planned"
        behind = _INTENDED.match(text, word.end) if may_tell(text, word.end) else None
        if behind and not _CARRIED_OUT.search(text, clause, word.start):
            return "planned" if behind[1] in ("计划", "打算", "意向") else "risk"
        if "事先告知" in text[word.start : min(end, word.end + 6)]:
            return "planned"
        if word.type in _DEALS and self._is_agreed(text, clause, word):
            return "planned"
        return "risk" if text.startswith("风险", word.end) else self._types[word.order].certainty

    @staticmethod
    def _is_reason(sign: re.Match[str], text: str, low: int, word: EventWord) -> bool:
        """Whether a word of doubt only tells why something was done, or what by (因存在起火风险召回, 未达预期的店)."""
        if sign.group() == "预期":
            return _MEASURED.search(text, low, sign.start()) is not None
        return sign.group().endswith("风险") and sign.end() <= word.start

    def _is_planned(self, text: str, clause: int, word: EventWord) -> bool:
        """Whether a word of planning stands before the word, in its gap, or begins it (拟出售, 门店计划关闭)."""
        m, (gap, closing) = self._m, word.gap
        if m.planned.search(text, max(clause, word.start - 16), word.start) or text.startswith(m.plans, word.start):
            return True
        if closing > gap and text[closing - 1] != "的" and m.planned.search(text, gap, closing):
            return True
        return _PLAN.match(text, word.end) is not None and _CARRIED_OUT.search(text, clause, word.start) is None

    @staticmethod
    def _is_agreed(text: str, clause: int, word: EventWord) -> bool:
        """Whether a deal is agreed on, and not closed."""
        if _AGREED.search(text, max(clause, word.start - 30), word.start) or text.startswith("同意", word.start):
            return True
        if _PENDING.match(text, word.end):
            return True
        closed = _ONCE_CLOSED.search(text, max(0, word.start - FAR), word.start)
        return closed is not None and _ALREADY.search(text, closed.start(), word.end) is None

    @staticmethod
    def confirmed(text: str, start: int, end: int) -> bool:
        """Whether between the two somebody confirms what was a rumour (传出结业的消息，发言人证实…)."""
        return _CONFIRMED.search(text, start, end) is not None

    @staticmethod
    def announced(text: str, clause: int, word: EventWord) -> tuple[int, int] | None:
        """Month and day that a clause announces its event for (宣布于12月31日停止营业)."""
        found = _ANNOUNCED.search(text, clause, word.start)
        return (int(found[1]), int(found[2])) if found else None

    def rumoured(self, text: str, start: int, clause: int) -> bool:
        """Whether a clause before the one at `clause` tells that what follows is a rumour (有消息称，…)."""
        begin = max(start, clause - FAR)
        told = self._m.leads.search(text, begin, clause)
        return told is not None and _ANSWERED.search(text, begin, told.start()) is None

    def negated(self, text: str, clause: int, word: EventWord) -> bool:
        """Whether the clause says that it did not happen."""
        m, (gap, closing) = self._m, word.gap
        return bool(
            m.negated.search(text, max(clause, word.start - 28), word.start)
            or (word.type in PAPERS and text.startswith(_NO_ANSWER, word.start))
            or m.denial.match(text, word.start)
            or (closing > gap and m.unheard.search(text, gap, closing + (text[closing] in "被遭")))
            or (word.type not in PAPERS and _FALSE.match(text, word.end))
            or (word.type not in _SAYING_NO and _REFUSED.search(text, max(clause, word.start - 20), word.start))
            or (word.type in _DEALS and (_FAILED.search(text, word.start, word.end) or _FAILED.match(text, word.end)))
        )

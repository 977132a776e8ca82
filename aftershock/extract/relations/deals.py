"""Whether one body bought another, or only means to, gave it up or denies it: 甲|拟|收购乙, 甲收购乙|的计划告吹.

What is planned or was given up makes no relation: the event tells of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from aftershock.extract.relations.owners import FAR, OFFICES, Place

_MEANS = (
    "拟|拟以|计划|打算|有意|意向|意欲|欲|考虑|洽谈|商谈|磋商|筹划|谋划|策划|准备|寻求|希望|谈判|探讨|竞购|竞价|试图|企图|谋求|要约|提议|建议|有望|或将|可能"
    "|若|如果|一旦|即将|将(?!其|乙)|正在|正与|接触|传|传闻|据传"
)
_NOT = (
    "终止|放弃|取消|停止|叫停|中止|否认|拒绝|未能|并未|从未|没有|未曾|不会|不再|无意|不打算|失败"
    "|暂停|撤[回销]|反对|阻止|禁止|否决"
)
BEFORE = re.compile(rf"(?:{_MEANS}|{_NOT}|(?<![尚])未)(?!完成|成功)")
"""Between who buys and 收购, of a deal that is none yet."""
DONE = re.compile(r"(?:完成|成功|顺利|实现|已经?)\Z")
"""Right before 收购, where it is one all the same: 计划三年后终于完成收购."""
AFTER = re.compile(
    r"[^，。；：！？\n]{0,24}?(?:的)?(?:计划|意向|谈判|磋商|交易|事项|事宜|方案|提议|要约|传闻|打算|可能)[^，。；\n]{0,12}"
    r"(?:失败|未果|告吹|流产|终止|取消|未能|未获|搁浅|夭折|作罢|被否|不实|停止|撤回|遭拒|遭到|落空|泡汤)"
    r"|[^，。；：！？\n]{0,12}(?:未果|失败|未成|告吹|流产|被否|遭拒)"
    r"|[^，。；\n]{0,16}[，；。](?:但|不过|然而|后|随后|此后|最终|最后|该|此次|本次|这[一笔场次])[^。；\n]{0,24}(?:终止|告吹|流产|未果|失败|取消|作罢|搁浅|放弃|未能|叫停|撤回)"
)
"""Behind what was to be bought."""
CLAUSE = "，。；：！？\n"
PART = re.compile(r"[^，。；：！？\n股权]{0,10}(?:年|月|天|后|久)的(?![股权份收交资])[\u4e00-\u9fff]")
"""Behind what was bought, where the clause only tells who somebody else is: 入主乙仅四年|的丙."""


NEXT_DEED = re.compile(r"(?:拟|将|已|又|也)?(?:收购|并购|入股|参股|战略|宣布|投资|出售|推出|买下)")
"""Behind the last of a list, which is who does the next deed: 甲收购乙、丙|收购丁."""
KIN = re.compile(r"的?(?:母公司|子公司|孙公司|控股股东|大股东|股东|创始人|实控人)")
"""Behind a body whose kin buys, and not itself."""


def bought_ones(text: str, others: Sequence[Place]) -> Sequence[Place]:
    """What is bought, without who stands behind it and buys something else."""
    return others[:-1] if len(others) > 1 and NEXT_DEED.match(text, others[-1].end) else others


def unmade(text: str, start: int, verb: int, end: int) -> bool:
    """Whether the deal of a verb is none: `start` is where its buyer ends, `end` where what is bought does."""
    clause = max(text.rfind(mark, max(0, verb - FAR), verb) for mark in CLAUSE) + 1
    begin = max(clause, start, verb - FAR)
    if start <= verb and KIN.match(text, start, verb):
        return True
    if clause == verb and PART.match(text, end):
        return True
    if DONE.search(text, max(begin, verb - 4), verb) is None and BEFORE.search(text, begin, verb) is not None:
        return True
    return AFTER.match(text, end, min(len(text), end + FAR)) is not None


OF_IT = re.compile(
    r"[”\"]?(?:[（(][^（）()\n]{1,40}[）)])?(?:公司|集团)?"
    r"(?:的?(?:剩余|全部|约|合计)?\d{1,3}(?:\.\d+)?[%％]|的?全部)?的?(?:股权|股份|资产)?的?(?:全资|控股权?)?的?\Z"
)
"""Between what is bought and 收购 behind it: 完成对乙100%股权的|收购."""
MAKES = re.compile(r"(?:(?:完成|实现|促成|实施)(?:了)?对?|对)[“\"]?\Z")
DEED = re.compile(
    r"(?:的)?(?:已|于|也|交易|事项|正式|全部|在){0,3}(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:正式)?(?:完成|交割)"
)


def completed(
    text: str, start: int, end: int, places: Sequence[Place], starts: Sequence[int]
) -> tuple[Place | None, Place] | None:
    """甲完成对乙100%股权的|收购, 甲对乙的|收购于五月完成: who buys, where the clause names it, and who is bought."""
    at = bisect_right(starts, start - 1) - 1
    if at < 0 or places[at].name.kind in OFFICES or not OF_IT.fullmatch(text, places[at].end, start):
        return None
    bought = places[at]
    makes = MAKES.search(text, max(0, bought.start - 6), bought.start)
    if makes is None or not (makes[0].startswith(("完", "实", "促")) or DEED.match(text, end)):
        return None
    clause = max(text.rfind(mark, max(0, makes.start() - FAR), makes.start()) for mark in "，。；：！？\n")
    buyer = places[at - 1] if at and places[at - 1].start > clause else None
    if unmade(text, buyer.end if buyer else clause + 1, makes.start() + 1, end):
        return None
    return buyer, bought


FURTHER = re.compile("(?:并且?|还|又|且|同时|此外)")
IT = re.compile(r"(?:(?<![\u4e00-\u9fff])|(?<=[年月日后]))(?:(?:[本我该]|上市)?公司|其)(?!的|及|与|和|子|旗下|股东)")


def by_pronoun(text: str, verb: int, places: Sequence[Place], starts: Sequence[int]) -> int:
    """Where a pronoun stands for who buys in the clause of a verb, and no name: 公司|收购乙; -1 where none does."""
    clause = max(text.rfind(mark, max(0, verb - FAR), verb) for mark in CLAUSE) + 1
    at = bisect_right(starts, verb - 1) - 1
    if at >= 0 and places[at].end > clause:
        return -1
    it = IT.search(text, max(clause, verb - FAR), verb)
    if it is None and FURTHER.match(text, clause):
        begin = max(text.rfind(mark, max(0, clause - 2 * FAR), clause) for mark in "。；\n") + 1
        it = IT.match(text, begin)  # 公司通过子公司甲经营，|并于五月收购乙
    return it.start() if it is not None else -1


def beside(text: str, buyer: Place, verb: int) -> bool:
    """Whether who buys stands in the clause of the verb."""
    return buyer.end <= verb and not any(mark in text[buyer.end : verb] for mark in CLAUSE)

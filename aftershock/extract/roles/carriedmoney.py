"""Roles of amounts that carry on what was told of an amount before.

甲被冻结1.3亿元，乙4143万元，丙约3224万元            the others are frozen too
其中最大的一起为310万美元，最小的只有4万美元           the least is what the greatest is
…被扣230万美元。那230万美元里，有货款                 the same amount again
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.roles.givenback import handed_back
from aftershock.model import Mention

FAR = 60
"""How far behind frozen money what is left of it may be told of, in characters."""
_DEGREE = r"(?:约|近|超过?|逾)?"
_NEXT_NAMED = re.compile(
    rf"[，、；](?:而|和|(?P<next>(?:其次|然后|再次|紧随其后的|排在?第[二三]的|第[二三]名?)[是为]))?(?:涉及|属于|归属于?)?(?:(?:全资|控股)?[子孙]公司)?(?P<who>[\u4e00-\u9fffA-Za-z]{{2,8}}?)的?(?:最[多少高低]，?)?(?:，(?=[为达有]))?(?:则?[为有]|[亦也]有|达)?{_DEGREE}"
)
_EXTREME = re.compile(
    rf"[^，。；\d]{{0,6}}[，；](?:而|其中)?最[多少大小高低](?:的|者)?(?:一[起家笔个位])?(?:只有|仅有?|[也则][有是]|为|是|才|达)*{_DEGREE}"
)
_THE_REST = re.compile(r"(?:剩下|剩余|余下|其余)的?(?:资金|货款|款项|部分)?(?:约|近|为|有)?\Z")
"""返还了310万元。剩下的|1,920万元"""
_PART_OF = re.compile(
    r"[^，。；\d]{0,10}[，。；]?其中(?:包括|包含|的|有|约|近|超过?|逾|就|仅)*|(?:的?(?:资金|货款|款项))?[中里]，?(?:有|约|近|超过?)*|[^。；\d]{0,30}[，。；][^，。；\d]{0,4}(?:这|该|上述)[^，。；\d]{0,10}(?:资产|资金|款项|储备|存款|货款)(?:当中|之中|中|里)，?(?:的|有|约|近|超过?|逾)*"
    r"|[^，。；\d]{0,14}，(?:这|该)一?笔(?:资金|款项|资产)?(?:折合|约合|相当于|总额|价值|人民币|近|约|超过?|逾|达)*"
)
"""冻结的资产有2100亿欧元。其中|1850亿欧元|存放在甲银行"""
_KEPT_IN = re.compile(
    r"(?:的?(?:定期|活期)?(?:资产|资金|存款|余额|货款|储备))?(?:被|仍|目前|均|都)*(?:存放|存管|存于|存在|托管|位于|由[^，。；]{1,10}(?:托管|保管|持有)|在[^，。；]{1,12}|[是为][^，。；\d]{1,8}(?:资金|货款|款项|钱)|为(?:现金|货款|证券|存款)|是(?:现金|货款|证券|存款)|的(?:资金|资产|款项)，|属于|的?(?:定期|活期)存款)"
)
"""…, and not what was paid out of it."""
_OWNED = re.compile(
    r"(?:的?(?:资金|货款|款项|资产|存款|金额|余额))?(?:[中里]|当中)，?[\u4e00-\u9fffA-Za-z]{2,10}?(?:占|有|达)了?(?:约|近|超过?|逾)?"
)
_OF_WHICH = re.compile(r"[，。；]其中，?[^，。；\d]{0,12}(?:涉及)?(?:的?资金|金额)(?:约|为|有)?")
"""期末受限资金为8,654万元。其中，已申诉的店铺涉及资金|3,120万元"""
_ENDS = re.compile(r"[多余]?(?:[，；。）]|\Z)")
"""被冻结的8亿元资金中，甲占|5亿元|，"""
_NOT_HAD = re.compile(r"(?:的?(?:资金|货款|款项))?(?:还|仍|也|至今)*(?:拿不回|取不出|提不出|要不回|取不回)")
_GOT = re.compile(r"(?:拿回|领回|取回|追回|要回|返还|发还|归还)了?(?:这|那|该|上述)一?笔?\Z")
"""冻结7.9万元。今日，他拿回了这|7.9万元"""
_UP_TO = re.compile(r"，(?:而|也)?多则(?:达|有|高达|超过?)?")
"""少则几千美元，多则|几十万美元被冻结"""
_THE_SAME = re.compile(r"(?:这|那|该|上述|前述)一?笔?\Z")
_JOINED = ("、", "和", "及", "以及", "与")
"""冻结涉案资金人民币404万元|、|欧元464万元"""
_POINTS = frozenset("这那该述笔")
_ITEM_ENDS = ("，", "。", "；", "、", "")
_KINDS = frozenset({None, "cash", "funds involved"})
"""What an amount may be told to be that is part of frozen money."""
_PARTS = _KINDS | {"receivables", "debt"}
_HELD = frozenset({"frozen", "returned"})
_LISTED = frozenset({"frozen", "debt", "fine", "loss", "revenue", "net profit", "returned", "impairment", "financing"})


def carried_amounts(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, amounts without a role with that of the amount which they carry on."""
    read = list(mentions)
    last: Mention | None = None
    held: Mention | None = None
    told: dict[tuple[object, str | None], Mention] = {}
    for n, mention in enumerate(read):
        if mention.kind != "money":
            continue
        if mention.role is None and mention.same_as is None:
            same = told.get((mention.value, mention.unit)) if text[mention.start - 1] in _POINTS else None
            if same is not None and _THE_SAME.search(text, max(0, mention.start - 4), mention.start):
                back = same.role == "frozen" and (handed_back(text, mention) or _got(text, mention))
                mention = mention._replace(role="returned" if back else same.role, trace=same.trace)
            elif held is not None and _is_rest(text, held, mention):
                mention = mention._replace(role="frozen")
            elif last is not None and last.role in _LISTED and _goes_on(text, last, mention):
                mention = mention._replace(role=last.role, trace=last.trace)
            read[n] = mention
        if (
            mention.role in _KINDS
            and last is not None
            and last.role == "frozen"
            and text[last.end : mention.start] in _JOINED
        ):
            read[n] = mention = mention._replace(role="frozen", trace=last.trace)
        if mention.role in _PARTS and last is not None and last.role == "frozen" and _is_part(text, last, mention):
            read[n] = mention = mention._replace(role="frozen", trace=last.trace)
        if mention.role == "transferred" and held is not None and _taken_too(text, held, mention):
            read[n] = mention = mention._replace(role="frozen")
        if mention.role == "receivables" and last is not None and last.role == "frozen" and _stuck(text, last, mention):
            read[n] = mention = mention._replace(role="frozen")
        if mention.role == "receivables" and last is not None and last.role == "frozen" and _most(text, last, mention):
            read[n] = mention = mention._replace(role="frozen", trace=last.trace)
        if last is not None and last.role is None and mention.role and _most(text, last, mention):
            k = next(k for k in range(n - 1, -1, -1) if read[k] is last)
            read[k] = last._replace(role=mention.role, trace=mention.trace)
        if mention.role in _HELD:
            held = mention
        if mention.role:
            told[mention.value, mention.unit] = mention
        converted = mention.same_as is not None and mention.role is None and last is not None
        last = mention._replace(role=last.role, trace=last.trace) if converted and last else mention
    return read


def _got(text: str, mention: Mention) -> bool:
    return _GOT.search(text, max(0, mention.start - 10), mention.start) is not None


def _is_rest(text: str, last: Mention, mention: Mention) -> bool:
    """Whether an amount is what is left of frozen money of which the same paragraph just told."""
    near = mention.start - last.end < FAR and "\n" not in text[last.end : mention.start]
    return near and _THE_REST.search(text, max(0, mention.start - 10), mention.start) is not None


def _is_part(text: str, last: Mention, mention: Mention) -> bool:
    """Whether an amount is told as part of the frozen one just before, or as the same in other money."""
    near = mention.start - last.end < FAR and "\n" not in text[last.end : mention.start]
    if near and mention.role is None and _ENDS.match(text, mention.end) and mention.unit == last.unit:
        return _OWNED.fullmatch(text, last.end, mention.start) is not None
    if near and mention.role == "funds involved" and _OF_WHICH.fullmatch(text, last.end, mention.start):
        return True
    return (
        near
        and _PART_OF.fullmatch(text, last.end, mention.start) is not None
        and _KEPT_IN.match(text, mention.end) is not None
    )


def _taken_too(text: str, held: Mention, mention: Mention) -> bool:
    """Whether another's money was taken like what was told before: 甲90万美元货款被扣；乙更惨，被扣了230万美元."""
    taken = mention.trace is not None and mention.trace.trigger == "被扣了"
    return taken and held.role == "frozen" and "。" not in text[held.end : mention.start]


def _stuck(text: str, last: Mention, mention: Mention) -> bool:
    """Whether another's money cannot be had either: 甲被冻结3万元，乙则有2万元拿不回来."""
    near = mention.start - last.end < FAR and "。" not in text[last.end : mention.start]
    return near and _NOT_HAD.match(text, mention.end) is not None


def _most(text: str, last: Mention, mention: Mention) -> bool:
    """Whether an amount is the most of what the one before is the least."""
    return _UP_TO.fullmatch(text, last.end, mention.start) is not None


def _goes_on(text: str, last: Mention, mention: Mention) -> bool:
    """Whether only somebody's name, or that it is the most or the least, stands between two amounts."""
    if mention.start - last.end > FAR:
        return False
    if _EXTREME.fullmatch(text, last.end, mention.start):
        return True
    named = _NEXT_NAMED.fullmatch(text, last.end, mention.start)
    return (
        named is not None
        and text[mention.end : mention.end + 1] in _ITEM_ENDS
        and nameable(named["who"])
        and (len(named["who"]) > 2 or named["next"] is not None)
    )

"""Roles handed on: from a whole to the parts it is split into, and to the figure it is compared with.

关停加油站62家，其中东城区18家、西城区24家            the 18 and the 24 are closed too
此次关闭的28家店中，有12家经营已超8年                the 12 are closed too
关闭网点90家。其中甲最多，为30家。其次，乙20家         the 30 and the 20 are closed too
计划关闭40家门店，比先前公布的25家还多               the 25 are closed too
关闭网点900家，而去年这个数字才300家                 the 300 are closed too
关闭门店90家，其中31家恢复营业                      the 31 are not
被封19个，剩下的9个到8月也没能幸免                   the 9 are banned too
被封店5家，冻结2万元。6月末该数字分别为3家和1万元    3 stores banned, 10,000 yuan frozen
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from aftershock.extract.language.cutting import tag
from aftershock.extract.roles.countedfigure import PLACES
from aftershock.extract.roles.sharedroles import SHARED
from aftershock.model import Mention

_OPENS = re.compile(
    r"[^。；：\n\d]{0,16}(?:[，。；]|[（(])(?:其中|当中|这其中|分别)[：，]?"
    r"|[^，。；：\n\d]{0,12}，(?:较|比|同比|环比|占)[^。；：\n]{0,24}?，其中"
    r"|[^，。；：\n\d]{0,12}[，。；](?:按|从|分)[^，。；\d]{1,8}(?:看|来看|分|划分|统计)，"
    r"|[^，。；：、\n\d]{0,10}[中里]，"
    r"|[^，。；：、\n\d]{0,8}(?:，|。)?(?:分布|涉及|涵盖|集中)?(?:在|于|为|如下|情况如下|包括|包含)?："
    r"|[^，。；：、\n\d]{0,8}，?(?:包括|包含|分别(?:为|是|位于|来自)|(?:主要|大多|多数)?(?:分布|集中)(?:在|于))"
)
"""Behind a whole, what begins to split it up."""
_STAYS = re.compile(
    r"在营|营业中|恢复|正常|继续|整改|转型|剩余|剩下|尚余|仅剩|只剩|保留|拥有|新开(?!店(?:[，。；]|\Z))|开出|新增|开设|重开|重新|迁址|搬迁|改造|升级|解封|解冻|申诉|追回|找回|救回|未受|未被|没有|并未"
    r"|员工|占比|累计|总数|总共|原有|现有|目前[共有]|[增减多少]至|还有(?![\d一二两三四五六七八九十])"
)
"""Of a part, that the same was not done to it."""
_BEFELL = re.compile(r"[^，。；\d]{0,12}(?:被|遭|关|封|冻结|丢)[^，。；\d]{0,6}\d")
"""4家大卖倒下，其中|一家|被封了50个号: another thing, told of this one"""
_COMPARES = re.compile(
    r"(?:(?:比|相?较于?|相比于?|对比|超过|超出|高于|多于|低于|少于|远超|刷新|打破|超越)了?"
    r"(?:20\d\d年)?[^，。；：、\d多少增减]{0,16}的?"
    r"|[，；]而?(?:20\d\d年|[去前上]年|上一年|同期)(?:全年|同期|上半年|下半年)?(?:则|仅|只|才|还)?(?:为|是|有)"
    r"|(?:这个?|这一|该|上述)(?:数字|数据|数量|数值|指标)(?:则|才|仅|只|还|为|是|有|达到?|已|不到)*)"
    r"(?:约|近|超过?)?[（(]?\Z"
)
"""比先前公布的|25家还多"""
_DIFFERS = re.compile(
    r"(?:较|比|同比|环比)[^，。；]{0,16}?(?<![减缩])[多少][出了]?(?:撤并|关闭|关停|裁撤|撤销|停业|封禁|[关撤封])?了?(?:约|近|超过?)?\Z"
)
"""较上年同期多撤并|31个: by how many more"""
_BY_HOW_MANY = re.compile(
    r"(?:同比|环比|[较比][^，。；\d]{1,10})净?(?:增加|减少|增长|下降|[多少][出了]?)了?(?:约|近|超过?)?\Z"
)
_BARE = frozenset({None, "stores", "sites", "accounts", "sellers", "brands", "firms", "banks", "plants", "products"})
_OTHER_THINGS = frozenset({"brands", "sellers", "accounts"})
_OF_PLACES = tuple(PLACES)
_KINDS = frozenset({"stores", "sites", "accounts", "sellers", "brands", "firms", "apps"})
_ACTIONS = SHARED | {"taken down"}
_ENDS = re.compile(r"[。\n]")
_GOES_ON = re.compile(r"。(?:其次|紧随其后|此外|另外|排[名在]第?[二2])")
"""…其中甲最多，为30家。其次，乙20家"""
_BRACKET = re.compile(r"[\u4e00-\u9fff]{0,8}[（(]")
"""关闭7家工厂|（美国4家，加拿大1家）"""
_CLAUSE = re.compile(r"[，。；、\n）)]")
_FOR_FIRMS = {"家", "个", "户"}
_RESPECTIVELY = re.compile(
    r"(?:该|这两个?|上述|以上)(?:数字|数据|数量|数值|指标)(?:则|仅|只|才|还)?分别(?:为|是|有|达到?)(?:约|近|超过?)?\Z"
)
"""站点约130个，冻结资金5,840万元。6月末该数字分别为|76个和2,310万元"""
REACH = 260
"""How far behind a whole its last part may be told, in characters."""
LINE = 40
"""How long a line of a list may be, in characters."""
NEAR = 70
"""How far before a figure the one it is compared with may stand, in characters."""


def handed_on(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with the roles that parts and figures compared with take from others."""
    read = list(mentions)
    counts = [
        n for n, m in enumerate(read) if m.kind == "count" and m.value and not m.flags & {"ordinal", "duration", "cell"}
    ]
    for at, n in enumerate(counts):
        if _done(read[n].role) and _is_not_theirs(text, read[n]):
            read[n] = read[n]._replace(role=(read[n].role or "").split(" ", 1)[0])
        elif _done(read[n].role):
            _to_parts(text, read, n, counts[at + 1 :])
        elif read[n].role in _KINDS and _LEFT.search(text, max(0, read[n].start - 8), read[n].start):
            _of_the_rest(text, read, n, counts[at + 1 :])
        elif read[n].role:
            _in_bracket(text, read, n, counts[at + 1 :])
    for before, n in itertools.pairwise(counts):
        if _is_compared(text, read[before], read[n]) or _is_rest(text, read[before], read[n]):
            read[n] = read[n]._replace(role=read[before].role, trace=read[before].trace)
    for n, mention in enumerate(read if "分别" in text else ()):
        if mention.kind == "count" and _RESPECTIVELY.search(text, max(0, mention.start - 20), mention.start):
            _respectively(read, n)
    return read


def _respectively(read: list[Mention], n: int) -> None:
    """Give two figures the roles of the two before, where each is of the kind of the one it stands for."""
    amounts = [k for k, m in enumerate(read) if m.kind in ("count", "money") and (m.role or k >= n)]
    at = amounts.index(n)
    before, now = amounts[max(0, at - 2) : at], amounts[at : at + 2]
    if len(before) + len(now) < 4 or read[n].start - read[before[0]].end > REACH:
        return
    if all(read[a].kind == read[b].kind for a, b in zip(before, now, strict=True)):
        for a, b in zip(before, now, strict=True):
            read[b] = read[b]._replace(role=read[a].role, trace=read[a].trace)


def _done(role: str | None) -> bool:
    """Whether a role says what was done to things that sellers, chains or platforms have."""
    return role is not None and " " in role and role.split(" ", 1)[0] in _KINDS and role.split(" ", 1)[1] in _ACTIONS


_REST = re.compile(r"(?:剩下|剩余|余下|其余|另外)的?(?:约|近|最后)?\Z")
_TOO = re.compile(
    r"(?:店铺|账[号户]|站点|门店|店)?[^，。；]{0,10}?也?(?:没能|未能|难以?|不能|没有?)(?:幸免|逃脱|逃过|保住|躲过|幸存)"
    r"|(?:店铺|账[号户]|站点|门店|店)?[^，。；]{0,10}?也[^，。；\d]{0,6}?(?:被(?!解|恢复)|遭|没了|倒下|阵亡|中招|关[停闭门]|封)"
)


def _is_rest(text: str, before: Mention, mention: Mention) -> bool:
    """Whether the rest of those counted before suffered the same: 被封19个，剩下的|9个|也没能幸免."""
    if mention.role is not None or not _done(before.role) or mention.text[-1:] not in _FOR_FIRMS:
        return False
    between = text[before.end : mention.start]
    return (
        len(between) < NEAR
        and "。" not in between
        and _REST.search(between) is not None
        and _TOO.match(text, mention.end) is not None
    )


def _is_not_theirs(text: str, mention: Mention) -> bool:
    """Whether a figure says by how many more, or how many go on."""
    begin = max(0, mention.start - 24)
    return _DIFFERS.search(text, begin, mention.start) is not None


def _to_parts(text: str, read: list[Mention], n: int, behind: Sequence[int]) -> None:
    """Give a whole's role to the figures that split it up, as far as they do not pass it in sum."""
    whole = read[n]
    opened = _OPENS.match(text, whole.end)
    if opened is None or whole.value is None:
        return
    end = min(_end(text, opened), whole.end + REACH)
    left, last = whole.value, opened.end()
    for k in behind:
        part = read[k]
        if part.start >= end:
            return
        if part.start < opened.end():
            continue  # what the whole is compared with
        if part.changed_from is not None or (k + 1 < len(read) and read[k + 1].changed_from == part.start):
            continue  # 其中甲市最多，从98家减少到41家: how many there were, and are
        if not _alike(part, whole) or part.value is None or part.value > left:
            return
        clause = _CLAUSE.search(text, part.end)
        told = text[last : clause.start() if clause else end]
        last = part.end
        if _done(part.role):
            left -= part.value
            continue
        if _BY_HOW_MANY.search(text, max(whole.end, part.start - 24), part.start):
            continue  # 其中三季度关了88家，同比增加|56家
        if part.text == "一家" and text.startswith(("就", "便", "即"), part.end):
            continue  # 其中甲公司|一家|就有52个
        others = part.role is None and (
            tag(text[part.end : part.end + 2])[:1] == "n"  # 其中6500个|频道
            or text.startswith(_OF_PLACES, part.end)  # 分布在4个|省
            or (len(part.unit or "") > 1 and part.unit != whole.unit)  # 集中在3C、服装|三个类目
        )
        thing = (whole.role or "").split(" ", 1)[0]
        others = others or (
            part.role in _OTHER_THINGS and part.role != thing and not (part.role == "sellers" and part.text[-1] == "个")
        )  # 被限店铺206个，涉及自有品牌|11个
        if others or not _may_be(part, whole) or _STAYS.search(told) or _BEFELL.match(text, part.end):
            continue
        left -= part.value
        read[k] = part._replace(role=whole.role, trace=whole.trace)


_LEFT = re.compile(
    r"(?:(?:仍|还|尚|依然|目前|现)(?:有|剩|设有|拥有|存)|剩余|剩下|[仅只]剩下?|保留了?|存续|在营)(?:的|约|近)*\Z"
)


def _of_the_rest(text: str, read: list[Mention], n: int, behind: Sequence[int]) -> None:
    """Take from parts of those that are left what was done to others: 关店后仍有10家门店，其中直营7家."""
    whole = read[n]
    opened = _OPENS.match(text, whole.end)
    left, end = whole.value or 0, _end(text, opened) if opened else 0
    for k in behind:
        part = read[k]
        if not part.start < end or not _alike(part, whole) or part.value is None or part.value > left:
            return
        left -= part.value
        trigger = part.trace.trigger if part.trace else None
        if _done(part.role) and trigger and text.find(trigger, whole.end, end) < 0:
            read[k] = part._replace(role=whole.role)


def _in_bracket(text: str, read: list[Mention], n: int, behind: Sequence[int]) -> None:
    """Give what was done to other things than stores and firms to their parts in the bracket right behind."""
    whole = read[n]
    thing, _, action = (whole.role or "").partition(" ")
    opened = _BRACKET.match(text, whole.end) if action in _ACTIONS and thing not in _KINDS else None
    if opened is None:
        return
    end = text.find("）", opened.end())
    for k in behind:
        part = read[k]
        if not part.start < end or not _alike(part, whole):
            return
        if part.role in (None, f"firms {action}"):
            read[k] = part._replace(role=whole.role, trace=whole.trace)


def _alike(part: Mention, whole: Mention) -> bool:
    """Whether two figures have the same measure word, or each one of those for firms: 144家，其中煤企102个."""
    return part.text[-1] == whole.text[-1] or {part.text[-1], whole.text[-1]} <= _FOR_FIRMS


def _end(text: str, opened: re.Match[str]) -> int:
    """Where what splits up a whole ends: with its sentence, or with the short lines that follow a colon."""
    at = opened.end()
    while stop := _ENDS.search(text, at):
        listed = text[opened.end() - 1] == "：" and text[stop.start()] == "\n"
        ranked = not listed and _GOES_ON.match(text, stop.start()) is not None
        if not ranked and (not listed or (stop.start() > opened.end() and stop.start() - at > LINE)):
            return stop.start()
        at = stop.end()
    return len(text)


def _may_be(part: Mention, whole: Mention) -> bool:
    """Whether nothing else is told of a figure than what it counts, or how old it is."""
    opened = (
        part.role == "stores opened"
        and part.trace is not None
        and (part.trace.trigger or "") in ("开业", "新开", "开设")
    )
    return part.role in _BARE or (opened and (whole.role or "").startswith("stores "))


def _is_compared(text: str, before: Mention, mention: Mention) -> bool:
    """Whether a figure is only what the figure before is compared with: of the same things."""
    if not _done(before.role) or mention.role not in _BARE or mention.text[-1] != before.text[-1]:
        return False
    if mention.start - before.end > NEAR or _ENDS.search(text, before.end, mention.start):
        return False
    thing = (before.role or "").split(" ", 1)[0]
    if mention.role not in (None, thing, "firms") and not (thing == "firms" and mention.role == "banks"):
        return False  # 23家村镇银行解散，去年为|14家
    return _COMPARES.search(text, max(before.end, mention.start - 20), mention.start) is not None

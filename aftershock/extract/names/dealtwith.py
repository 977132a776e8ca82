"""Firms that no rule knows, by what is done with bodies: 记者致电蓝砾, 受理了蓝砾的破产申请, 从蓝砾获悉."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import Scan, occurrences
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.recurring import firm_name

_X = r"[\u4e00-\u9fff]{3,6}?"
AHEAD = Scan(
    (
        *("致电", "拨打", "联系", "来到", "走访", "探访", "走进", "赶到", "受理", "裁定", "查封", "约谈", "包括"),
        *("离开", "加入", "跳槽", "入职", "加盟"),
    ),
    rf"(?:(?<=记者|本报|多次|先后|随后)致电|拨打|联系|来到|走访|探访|走进|赶到)(?:了|上)?(?P<seen>{_X})"
    r"(?=的?(?:办公室|办公地|总部|工厂|厂区|仓库|客服|官方电话|注册地|门店)|位于|[，。])"
    rf"|(?:受理|裁定)了?(?P<broke>{_X})(?=的?(?:破产|重整|清算|预重整)|进入(?:破产|重整))"
    rf"|查封了?(?P<sealed>{_X})(?=的)"
    rf"|约谈了?(?P<asked>{_X})(?=[，。]|并要求|负责人|相关)"
    rf"|包括(?P<one>{_X})(?=在内)"
    rf"|(?:离开|加入|跳槽到?|入职|加盟)了?(?P<left>{_X})(?=后?[，。]|担任|工作|之后)",
)
"""What is done, the name, and what must follow."""
BEHIND = ("获悉", "了解到", "得知", "工作", "任职", "上班", "做运营", "待了", "干了")
"""Before these a place of work stands behind 在, or who is asked behind 从."""
FROM = re.compile(rf"[从在](?P<name>{_X})(?:处|方面|内部)?\Z")
_TOLD = (
    "的一位",
    "的一名",
    "融资",
    "投资",
    "起诉",
    "股权",
    "传闻",
    "采访",
    "置评",
    "评论",
    "说法",
    "上市",
    "卖了",
    "营收",
    "亏损",
    "销售额",
)
TOLD = Scan(_TOLD, "|".join(_TOLD))
"""One of these stands in every clause that OPENING is for."""
MARKS = "，。；：\n"
FARTHEST = 24
"""So many letters stand before them in their clause, at most."""
OPENING = re.compile(
    rf"(?P<opens>{_X})(?=的一[位名](?:前|离职)?(?:员工|高管|供应商|客户|加盟商|运营)"
    r"|(?:获得?|拿到了?|完成了?)[^，。；]{0,14}(?:融资|投资)|起诉了?|将[^，。；]{0,4}\d[\d.]*[%％][^，。；]{0,4}股权"
    r"|(?:否认|拒绝)了?[^，。；]{0,10}(?:传闻|采访|置评|评论|说法)|(?:今年|去年|明年)[^，。；]{0,10}(?:上市|卖了|营收|亏损|销售额))"
)
"""Who opens a clause and does what firms do."""


def dealt_with(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names in frames that leave room for nothing else."""
    for found in AHEAD.finditer(text):
        yield from _sighting(text, *found.span(found.lastgroup or 0), cuts, lore)
    done = -1
    for told in TOLD.finditer(text):
        least = max(0, told.start() - FARTHEST)
        at = max(text.rfind(mark, least, told.start()) for mark in MARKS) + 1
        if at > done and (at > 0 or least == 0) and (opens := OPENING.match(text, at)):
            yield from _sighting(text, *opens.span("opens"), cuts, lore)
        done = max(done, at)
    for word in BEHIND:
        for at in occurrences(text, word):
            before = FROM.search(text, max(0, at - 9), at)
            if before:
                yield from _sighting(text, *before.span("name"), cuts, lore)


def _sighting(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The firm that fills a frame, if its letters are no words of the language."""
    name = text[start:end]
    if firm_name(name, lore) and len(name) < 7 and not person_like(name, lore) and cuts.is_edge(end):
        yield Sighting(start, end, "company", "names/dealt with", text[end : end + 2])

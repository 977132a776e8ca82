"""Headed lists: what the words before a colon say was done, of each figure in the list behind it.

被封店铺数量：甲120个，乙90个，丙30个
各公司被封账号数如下：
甲：34个；
乙：51个。
去年关闭的门店中，超市26家，百货有5家
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aftershock.extract.roles.spokenof import trace
from aftershock.extract.roles.words import RoleReader
from aftershock.model import Mention

_HEAD = re.compile(
    r"(?P<head>[^，。；：、\n]{1,24}?(?:店铺|门店|账[号户]|站点|网点|品牌|卖家|商家|公司|企业|店)[^，。；：\n]{0,6}?)"
    r"(?:(?:的?(?:数量|数目|数|个数|情况|明细|名单|统计|分布)?(?:分别)?(?:如下|为|是|包括)?(?:所示)?)[：:]\n?"
    r"|(?:名单)?(?:当中|之中|中|里)，|的?(?:数量|数目?|情况)(?:方面|来看)，)"
)
_COLON = re.compile("：|:|中，|里，|方面，|来看，")
_LAST_MARK = re.compile(r"(?s:.*)[，。；\n]")
FARTHEST = 48
"""Characters that a heading has before its colon, at most."""
_ITEM = re.compile(
    r"(?:[ \u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[、.．）)])?[ \u3000]*)"
    r"[“「]?[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9&·（）() ]{0,14}?[”」]?"
    r"(?:[：:]|——?|有|为|以|共|则|约|近|超过?|达|[ \u3000])*\Z"
)
"""What stands between a mark and the figure of an item: whose it is."""
_BETWEEN = re.compile(
    r"[余多]?(?:个|家)?(?:店铺|门店|账[号户]|站点|网点|店)?(?:居[首次冠]|次之|最多|排[名在]?第[一二三123])?(?P<mark>[，；、。\n]+)"
)
MEASURES = ("个", "家", "间")
REACH = 24
"""How far before its figure an item may begin, in characters."""


def of_heads(text: str, mentions: Sequence[Mention], words: RoleReader) -> list[Mention]:
    """The mentions, those of a list that a heading with a colon opens with the role that its words say."""
    read = list(mentions)
    counts = [n for n, m in enumerate(read) if m.kind == "count" and m.text.endswith(MEASURES)]
    for head in _heads(text) if len(counts) > 1 else ():
        hits = words.hits("count", text, *head.span("head"))
        things = words.things_in(text, *head.span("head"))
        if not hits or not things:
            continue
        if len(things) > 1 and things[0] == "stores" and things[-1] in ("firms", "brands"):
            things = things[:1]  # 关闭门店的企业中，甲12家
        thing = "stores" if things[-1] == "products" and hits[-1].word.endswith("店") else things[-1]
        told, at = f"{thing} {hits[-1].role}", head.end()
        for n in counts:
            figure = read[n]
            if figure.start < at:
                continue
            if figure.start - at > REACH or not _ITEM.match(text[at : figure.start]):
                break
            ended = _BETWEEN.match(text, figure.end)
            if ended is None and head[0].endswith("，"):
                break  # 被封的60多个店铺里，有|21个|已经申诉成功
            if figure.role is None or " " not in figure.role:
                read[n] = figure._replace(role=told, trace=trace(figure, hits[-1]))
            if ended is None:
                break
            at = ended.end()
    return read


def _heads(text: str) -> Iterator[re.Match[str]]:
    """The headings, looked for from each colon back to where its clause begins."""
    done = 0
    for colon in _COLON.finditer(text):
        least = max(0, colon.start() - FARTHEST)
        before = _LAST_MARK.match(text, least, colon.start())
        start = before.end() if before else least
        if start >= done and (before or not least) and (head := _HEAD.match(text, start)):
            done = head.end()
            yield head

"""Labels: whom the words before a colon name at the head of a line, of which the line then tells.

2. 万拓：4个品牌被封，账号15个被停用          万拓
林先生：一共二十个店铺，死了17个              林先生
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.language.sentences import Sentence
from aftershock.extract.nameforms.linelabels import COLON, NUMBER
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import Scene
from aftershock.model import Mention

_LABEL = re.compile(
    rf"[ \u3000]*(?P<number>{NUMBER})?[ \u3000]*"
    rf"[“「]?(?P<who>[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9*&·. ]{{1,11}}?)[”」]?{COLON}"
)
_NOBODY = re.compile(
    r"媒\Z|记者|问|答|来源|时间|原因|结果|影响|情况|案例|其中|进展|说明|第[一二三四五六七八九十]|数[据量]|账[号户]|冻结|[金余]额"
)

_SAYS = ("中说", "时说", "上说", "表示", "指出", "写道", "透露")
"""雷某在采访中说：…: who speaks, of whatever."""


def line_label(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Who stands before the colon at the head of the figure's line, where the sentence is its first or is numbered."""
    text = scene.outline.text
    line = text.rfind("\n", 0, mention.start) + 1
    within = sentence.start > line + 2
    found = _LABEL.match(text, sentence.start if within else line, mention.start)
    if within and (found is None or found["number"] is None):
        return None
    if found is None or _NOBODY.search(found["who"]) or found["who"].endswith(_SAYS):
        return None
    who = found["who"].strip()
    named = scene.places.within(found.start("who"), found.end("who"))
    if named:
        return named[-1].shown if named[-1].name.kind not in ("platform", "media", "government", "regulator") else None
    if not nameable(who, headed=True) or scene.words.bare(who):
        return None
    words = cut(who)
    moves = len(words) > 2 and any(len(word) > 1 and tag(word).startswith("v") for word in words)
    return None if moves else who  # 裁员分三批进行：第一批220人

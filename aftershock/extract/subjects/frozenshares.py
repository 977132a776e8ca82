"""Shares: who has a part of the frozen money told of just before, by the words right before the part.

冻结资金约188亿元，其中周立群个人63.6亿元                周立群
冻结存款5000万元，其中甲科技3200万元、周立群1800万元     each has his own
被冻结的8亿元资金中，甲科技占5亿元                       甲科技
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.language.cutting import tag
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import Scene
from aftershock.extract.subjects.capacity import able
from aftershock.model import Mention

NEAR = 120
"""How far behind the whole, or behind another share of it, a share may be named, in characters."""
_SHARE = re.compile(
    r"(?:其中|[中里当]，|[、；（，])(?:其中|而|，)?(?:数?额?最[多大高]的?是?|属于|包括|仅|单是|单|有)*"
    r"(?P<who>[\u4e00-\u9fffA-Za-z·*]{2,14}?)"
    r"(?:个人|本人|一家|公司|集团|名下|所?持有|所持|被冻结?|遭冻结?|占|就|则|也|为|达|有|是|的"
    r"|资产|资金|存款|货款|约|近|超过?|逾|合计|共)*\Z"
)
_NO_HOLDER = re.compile(
    r"(?:[款金币股券产资元钱卡货额户站店号]|部分|方面|部门|警方|法院|客户|银行|[支分]行|[里中内上])\Z|\A(?:涉案|相关|其他|另|单|账|后台|平台)|最"
)


def share_of(scene: Scene, mention: Mention, before: Sequence[Mention]) -> str | None:
    """Who is named right before an amount that is part of, or listed with, the frozen amount before it."""
    last = next((m for m in reversed(before) if m.kind == "money"), None)
    if last is None or last.role != "frozen" or mention.start - last.end > NEAR:
        return None
    text = scene.outline.text
    if "\n" in text[last.end : mention.start]:
        return None
    found = _SHARE.search(text, last.end, mention.start)
    if found is None:
        return None
    start, end = found.span("who")
    known = [p for p in scene.places.within(start, end) if p.end == end]
    if known and tag(text[start : known[-1].start]) == "np":
        return found["who"]  # 湖南|云帆
    if known:
        return known[-1].shown if able(scene, known[-1], "frozen") or known[-1].name.kind == "person" else None
    who = found["who"]
    named = nameable(who) and _NO_HOLDER.search(who) is None
    return who if named else None

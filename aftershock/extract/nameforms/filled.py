"""Known names that fill a stretch of text but for a word at one of its ends."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.nameforms.leadings import PREFIXED
from aftershock.extract.nameforms.lore import Lore

PRESSED = PREFIXED | frozenset("压超比过为是了被到")
"""With which words end that lead to a name."""


FIELDS = ("产业", "行业", "板块", "团队")
"""What a known firm's people are busy with, between its name and their titles: 甲乙证券|电子行业."""


MODEL = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z]{0,3}\d[A-Za-z0-9]{0,4}\Z")
"""What a maker calls what it makes: 凯迪拉克|CT6."""
FOUNDING = ("设立", "成立", "新设", "组建", "兴建", "建设", "了")
"""With which a verb goes on that ends names as well: 甲乙科技|投资设立."""


def known_ahead(text: str, start: int, end: int, lore: Lore) -> int:
    """Where a known name ends, if one fills the stretch but for a verb behind it: 甲乙网络|新增."""
    if text[start:end] not in lore.by_form:
        if (
            text.startswith(FIELDS, end - 2)
            and (known := lore.known.at(text, start))
            and start + 3 < known[0] < end - 2
        ):
            return known[0]
        if (model := MODEL.search(text, start + 2, end)) and text[start : model.start()] in lore.by_form:
            return model.start()
        for at in (end - 2, end - 1, end - 3):
            rest = text[at:end]
            if text[start:at] not in lore.by_form:
                continue
            if rest == "投资" and text.startswith(FOUNDING, end):
                return at
            if (at - start > 2 and tag(rest) in ("v", "d")) or (at - start == 2 and tag(rest) in ("d", "ad")):
                return at if rest not in lore.last_words else end
    return end


ALLIED = ("同", "与", "和", "对", "向", "跟")
"""With what a longer lead to a known name ends: 中方愿同|甲乙银行."""


def known_inside(text: str, start: int, end: int, lore: Lore, called: frozenset[str] = frozenset()) -> int:
    """Where a known name begins, if one fills the stretch but for a word that leads to it: 持|甲乙百货, 力压|甲乙.

    `called` are the short names that the text itself introduces.
    """
    if called and text[start:end] not in called:
        begin = next((at for at in (start + 1, start + 2) if text[at:end] in called), None)
        if begin is None and text[start + 2 : start + 3] == "后" and text[start + 3 : end] in called:
            begin = start + 3  # 重整后|甲乙集团
        if begin is not None:
            return begin
    for at in range(start + 1, min(end - 1, start + 6)):
        lead = text[start:at]
        if at > start + 3 and lead[-1] not in ALLIED:
            continue
        if (
            end - at > (1 if text[start] in PRESSED and at == start + 1 else 2)
            and (
                text[at:end] in lore.by_form or (text.endswith("公司", at, end) and text[at : end - 2] in lore.by_form)
            )
            and text[start:end] not in lore.by_form
            and (lead in lore.stops or lead[-1] in PRESSED or tag(lead)[:1] in ("v", "d", "p", "c", "u", "t"))
        ):
            return at
    return start

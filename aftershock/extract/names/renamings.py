"""Former and new names: X（曾用名Y）, X更名为Y."""

from __future__ import annotations

import re

from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Link, Sighting

NOT_RENAMED = frozenset(["media", "exchange", "regulator", "government", "person"])
"""Bodies that only tell of a change of name, where a firm stands near."""
_FORM = (
    r"((?:[\u4e00-\u9fffA-Za-z0-9*]|[（(][\u4e00-\u9fff]{2,6}[）)](?=[\u4e00-\u9fff])){2,30}?)[”\"]?"
    r"(?=[，,。；、)）\n“”\"]|[（(](?:以下|下|简|股票|证券|即))"
)
"""What a firm was or is called, a town in its brackets and all."""
FORMER = Scan(
    ("曾用", "原名", "前身", "前称", "旧称"),
    rf"(?:曾用名|原名称|原名|前身为|前身是|前身系|前称|旧称)(?:为|是|叫)?[:：]?[“\"]?{_FORM}",
)
RENAMED = Scan(
    ("更名", "改名", "变更", "改称"),
    rf"(?:(?:更名|改名|变更|改称)(?:为|成|叫)|(?:更名|改名)(?=[A-Z“\"])|(?<=后)(?:更名|改名)(?=[\u4e00-\u9fff]{{3,8}}[，。；）]))[“\"]?{_FORM}",
)
CHANGED = Scan(
    "由",
    r"由[“\"]?((?:[\u4e00-\u9fffA-Za-z0-9*]|[（(][\u4e00-\u9fff]{2,6}[）)]){2,30}?)[”\"]?(?:更名|改名|变更|改制|演变)而[来成]",
)
"""乙（由甲更名而来）"""
BOUGHT = re.compile(r"(?:收购|并购|入股|控股)了?\Z")
"""Before a body that somebody takes over."""
IN_BRACKET = re.compile(r"[（(][\u4e00-\u9fff]{0,4}\Z")
ANOTHER = re.compile(
    r"(?:股东|代表人|控制人|实控人|董事|经理|地址|住所|范围|持有人|所有人|负责人|资本|类型|用途)[^，。；\n]{0,40}\Z"
)
"""What is changed before 变更为 when no name is: 大股东由甲变更为乙."""


def renamings(text: str, named: dict[int, Sighting], lore: Lore, sightings: list[Sighting], links: list[Link]) -> None:
    """曾用名X, 更名为X: the nearest name before, in the same sentence, is the other one."""
    patterns = (FORMER, RENAMED, CHANGED) if "而来" in text or "而成" in text else (FORMER, RENAMED)
    for pattern in patterns:
        for found in pattern.finditer(text):
            start, end = found.span(1)
            known = next((named[e] for e in range(end, start + 1, -1) if e in named and named[e].start == start), None)
            if known is None and not (found[0].count("“") or end - start <= 8):
                continue
            if pattern is FORMER and text.startswith(("的", "”的", '"的'), found.end()):
                continue  # 这家前身为“甲”的公司
            if known is None and text.startswith(("一家", "一个", "一间", "一名"), start):
                continue  # 甲的前身是|一家报刊亭
            if text.endswith("后者", 0, found.start()) and not _latter_known(text, found.start() - 2, named):
                continue
            if found[0].startswith("变更") and ANOTHER.search(text, max(0, found.start() - 60), found.start()):
                continue
            limit = max(text.rfind("。", 0, found.start()), text.rfind("\n", 0, found.start()), found.start() - 80)
            bracket = IN_BRACKET.search(text, max(0, found.start() - 6), found.start())
            if bracket is not None:
                limit = bracket.start() - 1  # 某大学（现更名为X）: X is what stands right before, or nobody known
            others = (
                named[e]
                for e in range(found.start(), limit, -1)
                if e in named and named[e].kind not in NOT_RENAMED and text[named[e].start - 1 : named[e].start] != "从"
            )
            other = next((one for one in others if not _bought(text, one, found.start())), None)
            if other is None or text[start:end] in lore.not_names or (lore.ordinary(text[start:end]) and known is None):
                continue
            sightings.append(
                Sighting(start, end, other.kind, "names/renamed" if pattern is RENAMED else "names/former")
            )
            old, new = (
                (text[start:end], text[other.start : other.end])
                if pattern is not RENAMED
                else (text[other.start : other.end], text[start:end])
            )
            links.append(Link(new, old, "former"))


def _latter_known(text: str, at: int, named: dict[int, Sighting]) -> bool:
    """Whether who 后者 is ends right before its clause, by a name that is known already."""
    return text[at - 1 : at] == "，" and at - 1 in named


def _bought(text: str, body: Sighting, at: int) -> bool:
    """Whether a body is only what somebody bought before he changed his name: 收购甲完成，并更名为乙."""
    between = text[body.end : at]
    return (
        "，" in between
        and "后者" not in between
        and "其" not in between
        and BOUGHT.search(text, max(0, body.start - 4), body.start) is not None
    )

"""What stands in or beside a list of items joined by 、 and says that it may be one of names."""

from __future__ import annotations

import re

from aftershock.extract.nameforms.shortforms import FIRMS
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.listwords import AFTER, ListWords

GROUPS = ("”（", "”(", '"（', '"(')
"""Before a list that a quoted name stands for."""
COUNTED_NEAR = re.compile(r"[\d二两三四五六七八九十](?:家|大)")
DONE = re.compile(r"是|分别|先后|纷纷|相继")
"""Behind a list, what tells of its items."""
EACH = re.compile(r"(?:就|都|也|均|曾|已|还|则)*(?:分别|先后|纷纷|相继)")
"""What several bodies do."""
SUFFERED = re.compile(
    r"等?(?:相继|陆续|先后|纷纷|均|也|都|接连|一并|同时)?(?:被|遭)(?:亚马逊|平台)?"
    r"(?:封|下架|停用|关闭|暂停(?:销售|运营)|扫号)"
)
"""What befalls firms, behind a list of them."""
SUMS_UP = re.compile(
    r"等|在内的|[几多数]家|这[几些两三四五六七八九十\d]|[\d二两三四五六七八九十]+(?:[家大个款])|股价|[涨跌][停超近幅]|[跟领][涨跌]"
    r"|[领跟参]投|[联共]|[被遭]|是|分别|先后|纷纷|相继"
)
"""Of this something stands at the end of each list that its end tells to be one of names; most have nothing."""


def promising(text: str, found: re.Match[str], names: dict[int, Sighting], words: ListWords) -> bool:
    """Whether anything in a list or behind it says that it may be one of names; most are not, and are not cut."""
    start, end = found.span()
    if not names.keys().isdisjoint(range(start, end)) or grouped(text, found):
        return True
    tail = max(start, end - 24)
    first = SUMS_UP.search(text, tail, end + 20)
    return first is not None and _summed_up(text, first.start(), tail, end, words)


def may_be_headed(text: str, found: re.Match[str], words: ListWords) -> bool:
    """Whether a noun of what the items may be stands in the first one, or before it."""
    start = found.start()
    return words.heads.search(text, max(0, start - 12), text.index("、", start)) is not None


def _summed_up(text: str, first: int, tail: int, end: int, words: ListWords) -> bool:
    """Whether what stands at the end of a list, or behind it, tells what its items are, or what befell them."""
    told = DONE.search(text, first, end + 8)
    return (
        COUNTED_NEAR.search(text, first, end + 8) is not None
        or words.loose.search(text, first, end + 10) is not None
        or any(words.after.match(text, at.start(), end + 20) for at in AFTER.finditer(text, first, end + 20))
        or SUFFERED.search(text, tail, end + 8) is not None
        or (
            told is not None
            and (words.are.search(text, tail, end + 24) is not None or EACH.search(text, tail, end + 8) is not None)
        )
    )


def grouped(text: str, found: re.Match[str]) -> bool:
    """“四少”（A、B、C、D）: the list is what a quoted name in front of the bracket stands for."""
    return text.endswith(GROUPS, 0, found.start()) and text[found.end() : found.end() + 1] in ("）", ")", "")


BESIDES = re.compile(r"除(?:了|去)?(?P<one>[^。；\n]{2,40}?)(?:之?外)?，(?:还有|还包括|另有|还涉及)\Z")


def besides(text: str, start: int, names: dict[int, Sighting]) -> bool:
    """除了甲乙，还有|A、B: beside a firm the items are firms too."""
    if text[start - 1 : start] not in tuple("有括及"):
        return False
    found = BESIDES.search(text, max(0, start - 60), start)
    return found is not None and any(
        at in names and names[at].kind in FIRMS for at in range(found.start("one"), found.end("one"))
    )


def bodily(text: str, items: list[tuple[int, int]], bodies: int) -> bool:
    """Whether beside a body all others of a list end as registered ones do: 甲乙集团、丙丁集团和戊己公司."""
    return bodies > 0 and all(text.endswith(("集团", "公司"), start + 2, end) for start, end in items)

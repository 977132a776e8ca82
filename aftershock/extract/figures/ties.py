"""What ties a figure to its neighbour: X外币（约合人民币Y元）, and 由X增至Y."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.model import Mention

_CHANGE = re.compile(
    "(?:增|减|升|降|涨|跌|提高|提|扩大|扩|缩|回落|攀|滑|裁|压缩|调整?|变更?|上调|下调|飙升|骤|锐|改)[^，。；]{0,3}(?:至|到|为|成)[^，。；]{0,6}$|^(?:至|到)(?:了)?$"
)
_PAIR = re.compile(
    "[ \u00a0]*(?:(?:的[^，。（）]{1,6}|资产|资金|货款|存款|款项|储备)?[（(]|，|,|、)?[ \u00a0]*(?:即|也就是|按[^，。（）]{0,14}[，,])?[ \u00a0]*(?:约合|折合|合|约|相当于|约等于|约折合|等于|折算|约为|人民币|大约|下同|[，,])*[ \u00a0]*$"
)
_PAIR_WORD = re.compile("合|相当|折|等于|约")
_AS_WELL = re.compile(
    r"[^。；\n\d]{0,8}，(?:[^，。；\n]{0,6}?[\d两三]{1,2}[月日])?[^，。；\n\d]{0,4}?(?:又|再次?)[^，。；\n\d]{0,6}\Z"
)
"""8月拿回230万美元|，9月又拿回|110万: of the same money."""
_FROM_ANY = re.compile("(?:由|从|自)[^，。；\n]{0,15}$")


def tied_to_neighbours(text: str, mentions: list[Mention]) -> Iterator[Mention]:
    """Tie neighbours: X外币（约合人民币Y元）, and 由X增至Y."""
    tied = list(mentions)
    for n in range(1, len(tied)):
        first, second = tied[n - 1], tied[n]
        gap = second.start - first.end
        if not 0 < gap <= 30:
            continue
        between = text[first.end : second.start]
        if (
            first.kind == second.kind == "money"
            and first.unit != second.unit
            and gap <= 24
            and not text.startswith(("=", "＝"), second.end)  # 3737万元（1美元=7.1元）: of what it is worth, no amount
        ):
            whole = between + text[second.start : second.end]
            if _PAIR.match(between) and (_PAIR_WORD.search(whole) or between.strip() in ("（", "(")):
                tied[n - 1] = first._replace(same_as=second.start)
                approx = "~" if second.comparison == "=" else second.comparison
                tied[n] = second._replace(same_as=first.start, comparison=approx)
                continue
        if (
            "implied_currency" in second.flags
            and first.kind == "money"
            and "implied_currency" not in first.flags
            and _AS_WELL.match(between)
        ):
            tied[n] = second = second._replace(unit=first.unit)
        if _same_kind(first, second) and "\n" not in between and _CHANGE.search(between):
            head = text[max(0, first.start - 16) : first.start]
            if _FROM_ANY.search(head) or text[first.start] in "由从自":
                # 从70亿美元跌到20亿: the second leaves out the currency of the first
                unit = first.unit if "implied_currency" in second.flags else second.unit
                tied[n] = second._replace(changed_from=first.start, unit=unit)
    yield from tied


def _same_kind(first: Mention, second: Mention) -> bool:
    alike = first.unit == second.unit or (first.kind == "money" and "implied_currency" in second.flags)
    return (first.kind == second.kind and alike) or {first.kind, second.kind} <= {
        "count",
        "headcount",
    }

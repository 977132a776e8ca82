"""What a short name tells of the full one before its bracket: where that begins, and that there is one at all.

The letters of a short name stand in the full one in the same order (上海甲乙丙科技有限公司, 甲乙科技), so its first
letter shows where the full name begins, but for a place in front.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import NATIONAL, run_start
from aftershock.extract.nameforms.likeness import proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import NameKind

LONGEST = 30
"""Letters of a full name, at most."""
UNDER_HEAD = 600
"""How far under a filing's head its company's registered name stands at most, in characters."""
LATIN = re.compile(
    r"[A-Za-z][A-Za-z0-9.&'’-]*(?:,? [A-Za-z&][A-Za-z0-9.&'’-]*){0,5}"
    r"(?:, ?(?:Ltd|Inc|INC|LTD|LLC|PLC|Co|Corp|S\.A)\.?)? ?[\u4e00-\u9fff]{0,8}\Z"
)
"""A name in Latin words, which its Chinese form may follow: NEIWAI|内外."""
COUNTED = re.compile(r"[两三四五六七八九十几数多]大|[两三多数几]家|等")
OF_ANOTHER = re.compile(r"(?:公司|集团|银行)的|(?<!美)的(?=[\u4e00-\u9fff]{6})")
"""Before what is another's: 甲乙有限公司的|子公司丙丁有限公司."""
JOINING = ("和", "与", "及")
"""Between two bodies, which the second may seem to begin with: （…）|和甲乙有限公司（甲乙）."""
QUOTES = {"”": "“", "」": "「", "』": "『", '"': '"', "’": "‘"}
NO_BODY = re.compile(
    r"(?:办法|规定|规划|条例|方案|协议|合同|项目|计划|证券|票据|债券|报告|会议|大会|资金|政策|系统|芯片|产品|标准|指数|通知|意见|法|险|税|"
    r"期|年度|指标|技术|疫苗|病毒|指南|地块|论坛|峰会|服务|业务|模式|制度|(?<![协商学员合金])会)\Z"
)
"""What papers, products, laws and meetings end in, which are introduced in the same way."""


def begins(text: str, end: int, short: str, lore: Lore) -> int | None:
    """Where the full name that ends at `end` begins by its short form; None where the letters are not there."""
    least = run_start(text, end)
    for of in OF_ANOTHER.finditer(text, least, end):
        least = of.end()
    first = _letters(text, least, end, short)
    return None if first is None else _with_place(text, first, lore)


def corrected(text: str, full: Sighting, short: str, cuts: Cuts, lore: Lore) -> Sighting:
    """The full name with the beginning that its short form shows.

    A name cut short is made whole; words of the language are taken off only where a place parts them from the name.
    """
    start = begins(text, full.end, short, lore)
    if start is None or start == full.start or full.end - start > LONGEST or len(short) < 2:
        return full
    if start > full.start and text[full.start : start] not in (*JOINING, *lore.leading):
        words = cuts.bare(full.start, start)
        if text[start] == short[0] or not all(lore.ordinary(word) for word in words):
            return full
        if words[-1] in lore.inside or tag(words[-1]) == "np" or lore.place_at(text, full.start) > full.start:
            return full
    return Sighting(start, full.end, full.kind, full.rule, full.trigger)


def under_head(text: str, after: int, short: str, named: Mapping[int, Sighting]) -> str | None:
    """The registered name that comes first under a filing's head, where it holds the letters of the short one there."""
    letters = re.compile(
        ".*?".join(map(re.escape, re.sub(r"\A(?:\*?ST|N|C|XD|XR|DR)|-[UW]+\Z|(?<=[\u4e00-\u9fff])[AB]\Z", "", short)))
    )
    for sighting in sorted(named.values(), key=lambda one: one.start):
        whole = text[sighting.start : sighting.end]
        if after <= sighting.start and whole.endswith("股份有限公司"):
            return whole if letters.search(whole) and sighting.start < after + UNDER_HEAD else None
    return None


def introduced_body(text: str, end: int, short: str, cuts: Cuts, lore: Lore) -> Sighting | None:
    """The body before a bracket that introduces `short` for it, where no ending shows it."""
    closing = text[end - 1 : end]
    if not (closing.isalnum() or closing in QUOTES or closing == "." or text.startswith("合伙", end - 3)):
        return None
    if closing in QUOTES:
        opening = text.rfind(QUOTES[closing], max(0, end - LONGEST), end - 1)
        name = text[opening + 1 : end - 1]
        if opening < 0 or not 2 <= len(name) <= LONGEST or NO_BODY.search(name) or not _short_for(short, name):
            return None
        return Sighting(opening + 1, end - 1, _kind(text, opening, lore), "names/introduced", short)
    latin = LATIN.search(text, max(0, end - 50), end)
    if latin is not None and _short_for(short, latin[0]) and latin[0].split()[0] not in lore.not_latin:
        return Sighting(latin.start(), end, _kind(text, latin.start(), lore), "names/introduced", short)
    start = begins(text, end, short, lore)
    if (
        start is None
        or not 2 <= end - start <= 16
        or lore.ordinary(short)
        or NO_BODY.search(text, start, end)
        or COUNTED.search(text, start, end)
    ):
        return None
    kind = _kind(text, start, lore)
    ending = lore.trailing.search(text, start + 2, end)
    if not (
        (ending is not None and lore.last_words[ending[0]].strength != "faint")
        or lore.headed(text, start)
        or (text.startswith("公司", end - 2) and end - start > len(short))
        or proper(text, start, end, cuts, lore) >= 0.7
        or (text[start] != short[0] and proper(short, 0, len(short), Cuts(short), lore) >= 0.5)
        or (
            lore.place_at(short, 0)
            and proper(own := short[lore.place_at(short, 0) :], 0, len(own), Cuts(own), lore) >= 0.7
        )
    ):
        return None
    if ending is not None and lore.last_words[ending[0]].strength != "faint" and kind == "company":
        kind = lore.last_words[ending[0]].kind
    return Sighting(start, end, kind, "names/introduced", short)


def _kind(text: str, start: int, lore: Lore) -> NameKind:
    """What the noun in front says it is."""
    head = lore.head_end.search(text, max(0, start - 8), start)
    return "brand" if head is not None and head[0].endswith("品牌") else "company"


def _letters(text: str, least: int, end: int, short: str) -> int | None:
    """The last place from which the letters of `short` follow in order, sooner where the first two stand together."""
    for head in (short[:2], short[:1]):
        at = text.rfind(head, least, end)
        while at >= 0:
            if in_order(short, text[at:end]):
                return at
            at = text.rfind(head, least, at + len(head) - 1)
    return None


def in_order(short: str, name: str) -> bool:
    """Whether the letters of `short` stand in `name` one after the other."""
    letters = iter(name)
    return all(letter in letters for letter in short)


def _short_for(short: str, name: str) -> bool:
    """Whether `short` may stand for a name with Latin words: letters in order, or the same beginning."""
    initials = re.match(r"[A-Z]{2,}(?=[\u4e00-\u9fff])", short)
    one, other = (initials[0] if initials else short).lower().replace(" ", ""), name.lower()
    return in_order(one, other.replace(" ", "")) or (len(one) > 3 and one[:3] == other[:3])


def _with_place(text: str, start: int, lore: Lore) -> int:
    """The start with the places right before it: 广州市|越秀区|甲乙."""
    for _ in range(2):
        before = next((at for at in range(max(0, start - 7), start - 1) if lore.place_at(text, at) == start), None)
        if before is None and text[max(0, start - 2) : start] in NATIONAL:
            return start - 2
        if before is None:
            return start
        start = before
    return start

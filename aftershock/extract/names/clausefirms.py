"""Firms' names by endings too short to make one everywhere, where the clause shows one: X是龙头, 由X首席策略师主持.

A name opens its clause, stands inside it where its stem is letters of no language, or stands before a post that only
firms have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import bordered, left_border
from aftershock.extract.nameforms.leadings import without_verb
from aftershock.extract.nameforms.likeness import firmlike, person_like, trade
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spans import is_span
from aftershock.extract.nameforms.spreading import DONE, SHOWN
from aftershock.extract.names.clauseheads import LEAD_FIRSTS, LEADS, subject_patterns
from aftershock.extract.names.recurring import strange
from aftershock.extract.names.shortendings import TRADED_AHEAD

_CALLED = ("简称", "代码")
"""甲乙|证券简称: what its shares are called."""
_UNLED = 12
"""Characters that a name of four letters and a role before it (质权人为) have, at most."""
_RANKS = ("副", "常务", "执行", "高级", "联席", "创始")
_POSTS = ("总经理", "总裁", "董事长", "首席", "CEO", "CFO", "创始人", "合伙人", "董秘")
POST = re.compile(f"(?:{'|'.join(_RANKS)})*(?:{'|'.join(_POSTS)})")
"""What only a firm has, behind its name."""
_POST_FIRSTS = frozenset(word[0] for word in (*_RANKS, *_POSTS))
_MOVING = ("v", "d", "p")
"""Tags of verbs, adverbs and prepositions."""
CRIMES = ("赌博", "诈骗", "犯罪", "传销", "洗钱", "贩毒", "色情", "淫秽")
"""What is done by way of 网络 or 投资, which then end no firm's name."""
Places = Iterable[tuple[int, int]]


def opening(text: str, endings: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A firm's name that opens a clause, up to a verb, an adverb or a figure: 甲乙药业是龙头, 甲乙地产20亿元债券.

    `endings` are the places of the short endings that firms have.
    """
    not_subjects = subject_patterns(lore.vocabulary)[1]
    for begin, stop in endings:
        start = cuts.clause(begin)[0]
        if begin - start < 2 or (begin - start > _UNLED and text[start] not in LEAD_FIRSTS):
            continue
        if text[start] in LEAD_FIRSTS and (lead := LEADS.match(text, start, begin)):
            start = lead.end()
            if begin - start < 2:
                continue
        start = without_verb(text, start)
        if not 2 <= begin - start <= 4 or not_subjects.match(text, start):
            continue
        if text.endswith("数据", begin, stop) and text[start:begin] in lore.by_form:
            continue  # 甲乙|数据表明
        if text.endswith("期货", begin, stop) and TRADED_AHEAD.match(text, stop):
            continue
        if SHOWN.match(text, stop) or DONE.match(text, begin) or ROAD.match(text, start) or is_span(text[start:stop]):
            continue
        end = stop if text[stop : stop + 1].isdigit() else _phrase(text, start, cuts, lore)
        if (
            end is not None
            and not text.startswith(_CALLED, end)
            and not text.startswith(CRIMES, end)  # 特大跨境网络|赌博案
            and text[lore.place_at(text, start) : end] not in lore.not_names  # 某地|跨境电商
            and firmlike(text, start, end, cuts, lore)
            and not person_like(text[start:end], lore)
            and not _told_of(text, start, begin, stop, cuts, lore)
            and not trade(text, start, begin, stop, lore)
        ):
            yield Sighting(start, end, "company", "names/opening", text[end : end + 2])


def inside(text: str, endings: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A firm's name inside a clause, whose stem is letters of no language: 对于蓝砾投资来说."""
    for begin, stop in endings:
        if text[begin:stop] not in INSIDE or not FOLLOWS.match(text, stop) or lore.ordinary(text[begin - 2 : begin]):
            continue
        if not cuts.is_edge(stop):
            continue
        start = left_border(text, stop, begin, cuts, lore)
        if start is None or begin - start != 2 or not bordered(text, start, cuts, lore):
            continue
        if text[start] >= "\u4e00" and strange(text[start:begin], lore) and text[start:stop] not in lore.not_names:
            yield Sighting(start, stop, "company", "names/opening", text[stop : stop + 2])


_INSIDE = (
    "投资|国际|能源|机电|网络|信息|文化|动力|智能|担保|小贷|财富|体育|农业|环保|环境"
    "|互动|互联|健康|装备|工业|资讯|娱乐|纸业|商务|保理|精工|智造"
)
INSIDE = frozenset(_INSIDE.split("|"))
"""Endings too common to make a name alone that do so behind letters of no language."""
FOLLOWS = re.compile(r"[，。；、）的与和及被将已也则向对在来或等还就因以为是曾]|[不于]|董事|创始|\d")


def posted(text: str, endings: Places, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A firm's name inside a clause, before a post that only firms have: 由|盛世投资首席策略师主持."""
    for begin, stop in endings:
        if text[stop : stop + 1] not in _POST_FIRSTS or POST.match(text, stop) is None or not cuts.is_edge(stop):
            continue
        start = left_border(text, stop, begin, cuts, lore)
        if start is None or not 2 <= begin - start <= 4 or not bordered(text, start, cuts, lore):
            continue
        if (
            firmlike(text, start, stop, cuts, lore)
            and text[start:stop] not in lore.not_names
            and not person_like(text[start:stop], lore)
            and not _told_of(text, start, begin, stop, cuts, lore)
        ):
            yield Sighting(start, stop, "company", "names/opening", text[stop : stop + 2])


def _told_of(text: str, start: int, begin: int, stop: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether words of the language stand before the ending, which makes a noun of them: 液晶|技术, 电动汽车|国际."""
    strength = lore.last_words[text[begin:stop]].strength
    words = cuts.bare(start, begin)
    if text[begin:stop] in lore.distinct:
        plain = len(words) > 1 and all(len(word) > 1 and lore.ordinary(word) for word in words)
        return plain and tag(words[0])[:1] in ("a", "d")  # 具体|部署|科技
    ordinary = sum(
        len(word) > 1 and lore.ordinary(word) and tag(word) != "np" and word not in lore.by_form for word in words
    )
    return ordinary > (1 if strength == "short" and len(words) == 1 and begin - start == 2 else 0)


def _phrase(text: str, start: int, cuts: Cuts, lore: Lore) -> int | None:
    """End of three to six letters that a verb, adverb or preposition follows, where an ending may end."""
    last = cuts.clause(start)[1]
    for end in range(start + 3, min(last, start + 7)):
        if text[end - 1] in lore.last_letters and _may_move(text, end, last):
            break
    else:
        return None  # as of most, which need not be cut
    words = cuts.words(start, min(last, start + 10))
    for at, end, word in words[1:4]:
        if tag(word)[:1] in _MOVING and word not in lore.inside and word not in lore.last_words:
            return at if 3 <= at - start <= 6 else None
        if end - start > 6:
            return None
    return None


def _may_move(text: str, at: int, last: int) -> bool:
    """Whether letters that are a verb, an adverb or a preposition stand here; the dictionary's words have four."""
    for end in range(at + 1, min(last, at + 4) + 1):  # noqa: SIM110 - a generator would take longer than the look-ups
        if tag(text[at:end])[:1] in _MOVING:
            return True
    return False


ROAD = re.compile(r"[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川贵陕甘青宁新藏蒙港澳广深哈杭甬成]{2}高速")

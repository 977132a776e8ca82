"""Daughters by more than their mother's name: 子公司|苏宁|国际, 旗下|学而思|培优, 子公司|厦门|东百|购物.

Behind the noun of what they are they go on from a known name, or one that no dictionary has, through words that firms
have in their names up to a word that leads on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, Word, tag
from aftershock.extract.language.scan import Words
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting

HEADS = Words("子公司", "孙公司", "附属公司", "旗下", "下属公司", "下属企业")
OPENING = ("“", "「", "的")
TRADES = frozenset(
    ["购物", "船舶", "母婴", "乐园", "航运", "出行", "生活", "科创", "数字", "优品", "优选", "严选", "应用"]
)
"""What else firms have in their names, and the language besides."""
ADVERBS = frozenset("拟将已也均皆因被与对向由获则遭在于再又仍还曾自")
"""Letters that go on behind a name and that the cutter may take for its last."""
DEEDS = frozenset(["竞得", "获批", "中标", "摘牌", "竞拍", "受让", "增资"])
"""What a daughter does, by words that the cutter does not know for verbs."""
LONGEST = 12


def daughters(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The names of two words or more right behind such a noun."""
    for at, head in sorted((at, head) for head, at in HEADS.each(text)):
        start = at + len(head)
        start += text.startswith(OPENING, start)
        end = _sited(text, start, lore) or _end(text, start, cuts, lore) if start < len(text) else start
        if end > start:
            yield Sighting(start, end, "company", "names/head", head)


NEXT = re.compile(
    r"(?:拟|将|已|与|和|及|以及|收到|取得|获得?|为|于|在|因|签|中标|拥有|持有|被|对|向|提供|等|的|未|完成|出资|投资|是|系|近|通过|进行)|[、，。；（(）)\n]|\Z"
)
"""Behind a daughter's name."""
LETTERS = re.compile(r"[\u4e00-\u9fff]{2,3}")


def _sited(text: str, start: int, lore: Lore) -> int:
    """Where a name ends of a town and two or three letters that are no word: 子公司|宁波甲乙|拟转让; 0 for none."""
    place = lore.place_at(text, start)
    if place - start not in (2, 3):
        return 0
    for size in (2, 3):
        own = text[place : place + size]
        if LETTERS.fullmatch(own) is None or lore.ordinary(own[:2]) or lore.ordinary(own) or tag(own[:2])[:1] in MOVING:
            return 0
        if not ADVERBS.isdisjoint(own[-1]) or not NO_NAME.isdisjoint(own):
            return 0
        if NEXT.match(text, place + size) and lore.last_words.get(own[-2:]) is None:
            return place + size
    return 0


MOVING = ("v", "p", "c", "d", "u", "r")
NO_NAME = frozenset("的了和与及或等公司厂店总部分市区县省州有为是在从")


def _end(text: str, start: int, cuts: Cuts, lore: Lore) -> int:
    """Where such a name ends that begins at `start`; `start` where none does."""
    clause = cuts.clause(start)[1]
    if clause - start < 4 or not cuts.is_edge(start):
        return start
    place = lore.place_at(text, start)
    first = place if start < place < clause else start
    known = lore.known.at(text, first)
    words = [word for word in cuts.words(start, min(clause, start + LONGEST + 2)) if word[0] >= first]
    if not words or words[0][0] != first:
        return start
    sited = first > start and (of := lore.last_words.get(words[0][2])) is not None and of.strength == "short"
    if known is None and (text[first] in "有在为是从" or not (sited or _own(words[0], lore))):
        return start
    end, size = (known[0], 1) if known is not None else (words[0][1], 1)
    for word in words:
        if word[0] < end:
            continue
        if word[0] > end or not (_own(word, lore) or _trade(word[2], lore)):
            break
        end, size = word[1], size + 1
    while size > 1 and end > first + 2 and text[end - 1] in ADVERBS and _own((end - 2, end, text[end - 2 : end]), lore):
        end -= 1
    if (size < 2 and first == start) or end - start > LONGEST or end - first < 3 - (first > start and size < 2):
        return start
    return end if end == clause or _leads_on(text, end, cuts, lore) else start


def _own(word: Word, lore: Lore) -> bool:
    """A word that no dictionary has, as names have them."""
    letters = word[2]
    deed = lore.entries.at(letters, 0)
    done = deed is not None and deed[0] == len(letters) and "deed" in deed[1].uses
    verb = tag(letters[:2])[:1] == "v" or letters[0] in "被遭型未因由" or letters[:2] in DEEDS
    return 1 < len(letters) < 4 and letters > "\u4e00" and not (verb or done or lore.ordinary(letters))


def _trade(word: str, lore: Lore) -> bool:
    return word in TRADES or (word in lore.inside and tag(word)[:1] not in ("v", "f", "s", "t") and len(word) > 1)


def _leads_on(text: str, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether the word behind a name is none that the name could go on with."""
    if not cuts.is_edge(end):
        return text[end] in ADVERBS
    after = next(iter(cuts.words(end, min(cuts.clause(end)[1], end + 8))), None)
    if after is None:
        return True
    word = after[2]
    kind = tag(word) or tag(word[:2])  # 宣告破产, which the cutter takes for one word
    return (
        word in lore.stops
        or word[:2] in lore.stops
        or word in "之的"
        or kind[:1] in ("v", "d", "p", "c", "u", "r", "m", "t")
    )

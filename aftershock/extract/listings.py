"""Names in lists: 包括A、B、C等数十家头部卖家; “四少”（A、B、C）; 客户有A、B和C.

A list is one of names when what it is of says so (卖家, 平台, 车企 …) and most of its items look like names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.borders import LEADING, proper, without_verb
from aftershock.extract.cutting import Cuts, tag
from aftershock.extract.lore import Lore, _kind
from aftershock.extract.sightings import Sighting
from aftershock.model import NameKind
from aftershock.vocabulary import Vocabulary

ITEM = (
    r"[\u4e00-\u9fffA-Za-z0-9·&＆.*'’+-]{1,24}(?: [A-Za-z0-9&.'-]+){0,3}(?:[（(][^（）()\n]{1,20}[）)])?"
    r"|[“\"《][^”\"》\n、]{2,16}[”\"》]"
)
LIST = re.compile(rf"(?:{ITEM})(?:、(?:{ITEM}))+")
PLAIN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&＆.*'’+-]+\Z")
BACK = re.compile(rf"(?:{ITEM})\Z")
LAST = re.compile(r"(.{2,14}?)(?:和|与|及|以及|或)(.{2,24})$", re.S)
UNCERTAIN = ("names/latin", "names/subject", "names/short ending")
"""Rules that tell a name but not its kind: what the list is of tells more."""
GROUP = re.compile(r"[”\"](?:[（(])$")


@dataclass(frozen=True, slots=True)
class _Words:
    """The vocabulary's words around lists, compiled."""

    after: re.Pattern[str]
    before: re.Pattern[str]
    kinds: dict[str, NameKind]
    openers: re.Pattern[str]
    heads: re.Pattern[str]
    """What the items may be, as it may stand before them."""


@lru_cache(maxsize=8)
def _words(vocabulary: Vocabulary) -> _Words:
    lists, words = vocabulary.organisations.lists, vocabulary.organisations.list_words
    kinds = {noun: _kind(kind) for kind, nouns in lists.items() for noun in nouns}

    def any_of(group: object) -> str:
        return "|".join(sorted(map(re.escape, group), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]

    between = any_of(words.get("between", ()))
    nouns = any_of(kinds)
    return _Words(
        re.compile(
            rf"(?:等|(?=[\d二两三四五六七八九十]+(?:家|大))|(?=股价|涨停|跌停))"
            rf"(?:(?:在内的|\d+|{between}|[一二三四五六七八九十]){{0,8}}?)({nouns})"
        ),
        re.compile(
            rf"({nouns})(?:中|里|名单)?(?:主要|还|就|也)?(?:包括|包含|涵盖|分别为|分别是|有|为|是)[：:]?[“\"]?\Z"
        ),
        kinds,
        re.compile(rf"(?:{any_of(words.get('openers', ()))})\Z"),
        re.compile(f"{nouns}|{any_of(vocabulary.organisations.borders.get('heads', ()))}"),
    )


def listings(text: str, names: dict[int, Sighting], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names that stand in lists; `names`, found before and given by where they start, vouch for their neighbours."""
    words = _words(lore.vocabulary)
    for found in _lists(text):
        if not _promising(text, found, names, lore, words):
            continue
        items = _items(text, found, cuts, lore, words)
        bodies = sum(1 for start, _ in items if start in names)
        noun = _noun(text, items, words)
        headed = bool(items) and _headed(text, items[0][0], lore, words)
        counted = _counted(text, found, items)
        if len(items) > 1 and (noun or counted or headed or _grouped(text, found) or 2 * bodies >= len(items)):
            yield from _named(text, items, noun, counted, names, cuts, lore)


def _named(
    text: str,
    items: list[tuple[int, int]],
    noun: str | None,
    counted: bool,
    names: dict[int, Sighting],
    cuts: Cuts,
    lore: Lore,
) -> Iterator[Sighting]:
    """The items of a list that are names, if enough of them look like names."""
    kind = _words(lore.vocabulary).kinds[noun] if noun else None
    scores = [_score(text, start, end, names, cuts, lore) for start, end in items]
    # A name among the items vouches for its neighbours.
    least = 0.3 if kind and any(start in names for start, _ in items) else 0.5
    likely = sum(score >= least for score in scores) / len(items)
    if counted and likely >= 0.2:
        likely = 1.0
    if likely < (0.5 if kind else 0.65):
        return
    kind = kind or _shared(items, names)
    for (start, end), score in zip(items, scores, strict=True):
        longer = start in names and names[start].end < end
        if longer and not lore.trailing.search(text, start, end):
            continue
        if start in names and not longer and names[start].rule not in UNCERTAIN:
            continue
        if score >= 0.3 or counted or (kind == "seller" and likely > 0.7 and score > 0):
            yield Sighting(start, end, kind, "names/list", noun)


def _grouped(text: str, found: re.Match[str]) -> bool:
    """“四少”（A、B、C、D）: the list is what a quoted name in front of the bracket stands for."""
    opened = GROUP.search(text, max(0, found.start() - 2), found.start())
    return opened is not None and text[found.end() : found.end() + 1] in "）)"


NUMBER = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
COUNTED = re.compile(r"(?:等|这)?(\d+|[二两三四五六七八九十])(?:家|大)")


def _lists(text: str) -> Iterator[re.Match[str]]:
    """Stretches of items joined by 、; looked for from each 、 back, because most of a text is no list."""
    at = text.find("、")
    while at >= 0:
        found = LIST.match(text, _item_start(text, at))
        if found is not None and found.end() > at:
            yield found
            at = text.find("、", found.end())
        else:
            at = text.find("、", at + 1)


def _item_start(text: str, end: int) -> int:
    """Start of the item that ends at `end`."""
    if "\u4e00" <= text[end - 1 : end] <= "\u9fff":
        back = PLAIN.search(text, max(0, end - 24), end)
        start = back.start() if back else end
        if text[start - 1 : start] != " ":
            return start
    return _spaced(text, end)


def _spaced(text: str, end: int) -> int:
    """The same where quotation marks, brackets or spaces are part of it."""
    back = BACK.search(text, max(0, end - 40), end)
    return back.start() if back else end


def _promising(text: str, found: re.Match[str], names: dict[int, Sighting], lore: Lore, words: _Words) -> bool:
    """Whether anything in or beside a list says that it may be one of names; most are not, and are not cut."""
    start, end = found.span()
    if any(at in names for at in range(start, end)) or _grouped(text, found):
        return True
    tail = max(start, end - 24)
    if words.after.search(text, tail, end + 20) or COUNTED.search(text, tail, end + 8):
        return True
    return words.heads.search(text, max(0, start - 12), text.index("、", start)) is not None


def _headed(text: str, first: int, lore: Lore, words: _Words) -> bool:
    """子公司A、B: what the items are stands right before the first."""
    head = lore.head_end.search(text, max(0, first - 8), first)
    return head is not None and not words.openers.search(text, head.start(), first)


def _counted(text: str, found: re.Match[str], items: list[tuple[int, int]]) -> bool:
    """A、B、C三家: the number says that every item is one of them."""
    number = COUNTED.match(text, items[-1][1]) if items else None
    return number is not None and (NUMBER[number[1]] if number[1] in NUMBER else int(number[1])) == len(items)


def _noun(text: str, items: list[tuple[int, int]], words: _Words) -> str | None:
    """What the list is of, by the noun after 等, or before 包括: 旗下品牌包括A、B."""
    if not items:
        return None
    first = items[0][0]
    noun = words.after.match(text, items[-1][1]) or words.before.search(text, max(0, first - 16), first)
    return noun[1] if noun else None


def _items(text: str, found: re.Match[str], cuts: Cuts, lore: Lore, words: _Words) -> list[tuple[int, int]]:
    """Items of a list, the first freed of what leads to it, the last of what follows."""
    items: list[tuple[int, int]] = []
    at = found.start()
    pieces = found[0].split("、")
    for number, piece in enumerate(pieces):
        start, end = at, at + len(piece)
        at = end + 1
        last = number == len(pieces) - 1
        if last:
            cut = re.search(
                r"等(?!于|待|级|候)|这|旗下|股价|涨停|跌停|多家|[\d二两三四五六七八九十]+(?:家|大)|为代表|在内|都|均|纷纷|也|已|的",
                text[start:end],
            )
            if cut and cut.start() >= 1:
                end = start + cut.start()
            parted = LAST.match(text[start:end])
            if parted and cuts.is_edge(start + parted.end(1)) and cuts.is_edge(start + parted.start(2)):
                items.append((start, start + parted.end(1)))
                start += parted.start(2)
        if number == 0:
            start = _first(text, start, end, cuts, lore, words)
        start, end = _bare(text, start, end)
        if last and end - start > 4 and text[start:end] not in lore.by_form:
            end = _without_deed(text, start, end, cuts, lore)
        start = _known_start(text, start, end, cuts, lore)
        if end - start >= 2:
            items.append((start, end))
    return items


def _without_deed(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> int:
    """The end of the last item without what its bodies do: 甲乙科技|合作."""
    words = cuts.words(start, end)
    for at, _, word in words[1:]:
        entry = lore.entries.at(text, at)
        if at - start >= 2 and (
            (tag(word)[:1] in ("v", "d", "p") and word not in lore.inside)
            or word in ("合作", "净值", "共同")
            or (entry is not None and (entry[1].firm or entry[1].deed) and len(word) > 1)
        ):
            return at
    return end


def _known_start(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> int:
    """A known name at the end of an item, after words of the language, is all of the item that is a name."""
    for at in range(start + 2, end - 1):
        if text[at:end] in lore.by_form and cuts.is_edge(at) and text[start:end] not in lore.by_form:
            words = [word for _, _, word in cuts.words(start, at)]
            if all(lore.ordinary(word) for word in words) and (len(words[-1]) > 1 or at - start > 2):
                return at
    return start


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without quotation marks and a closing bracket."""
    if text[end - 1 : end] in ("）", ")"):
        opening = max(text.rfind("（", start, end), text.rfind("(", start, end))
        if opening > start:
            end = opening
    while start < end and text[start] in '“"《':
        start += 1
    while start < end and text[end - 1] in '”"》':
        end -= 1
    return start, end


def _first(text: str, start: int, end: int, cuts: Cuts, lore: Lore, words: _Words) -> int:
    """The first item begins after the last opener, head or function word before it."""
    best = start
    for begin in range(start, end - 1):
        known = lore.known.at(text, begin)
        before = text[start:begin]
        if known is not None and known[0] == end and (not before or before[-1] in LEADING or before[-1] in "的仅是有"):
            return begin
    for begin, stop, word in cuts.words(start, end):
        if stop >= end:
            break
        opened = words.openers.search(text, start, stop) or lore.head_end.search(text, start, stop)
        if opened or word in lore.stops or word in lore.titles or (begin > start and word in "的在是"):
            if begin == start and not opened and len(word) == 1 and word not in "的在是对向被由从与和以":
                continue
            best = stop
    return without_verb(text, best)


def _score(text: str, start: int, end: int, names: dict[int, Sighting], cuts: Cuts, lore: Lore) -> float:
    if start in names and names[start].end == end:
        return 1.0
    if lore.title_end.search(text, start, end):
        return 0.0
    if end - start > 12 and not text[start:end].isascii():
        return 0.0
    return proper(text, start, end, cuts, lore)


def _shared(items: list[tuple[int, int]], names: dict[int, Sighting]) -> NameKind:
    """The kind that the names among the items have, if they agree; else only that they are bodies."""
    kinds = {names[start].kind for start, _ in items if start in names}
    kinds.discard("listed company")
    return kinds.pop() if len(kinds) == 1 else "company"

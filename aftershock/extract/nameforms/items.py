"""The items of a list joined by 、: where each begins and ends, freed of what leads to it and follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import LEADING
from aftershock.extract.nameforms.leadings import without_verb
from aftershock.extract.nameforms.lore import Lore

ITEM = (
    r"[\u4e00-\u9fffA-Za-z0-9·&＆.*'’+-]{1,24}(?: [A-Za-z0-9&.'-]+){0,3}(?:[（(][^（）()\n]{1,20}[）)])?"
    r"|[“\"《][^”\"》\n、]{2,16}[”\"》]"
)
LIST = re.compile(rf"(?:{ITEM})(?:、(?:{ITEM}))+(?:(?<=[A-Za-z]) ?(?:以?及|和|与) ?(?:{ITEM}))?")
UP_TO_MARK = re.compile(r"(?s:.*)[^\u4e00-\u9fffA-Za-z0-9·&＆.*'’+-]")
BACK = re.compile(rf"(?:{ITEM})\Z")
LAST = re.compile(r"(.{2,14}?|[A-Za-z&. -]{2,30}?) ?(?:和|与|及|以及|或) ?(.{2,24})$", re.S)

CUT = re.compile(
    r"等(?!于|待|级|候)|这|旗下|股价|净值|[涨跌](?:停|超|近|幅)|[跟领][涨跌]|[领跟参]投|(?:联合|共同)(?:[领跟参]投|投资)|拟(?=合计|分别|共同|减持|增持|转让|收购|出资|投资|设立|关[停闭]|裁|发行|以|将|向|对|与|为|在|于)|同属|同为|隶属|归属|之后|母公司|名下|所持|合计持有|(?:间接|直接|共同)持|持有的|[几多数]家|待过|干过|任过职|(?<=[A-Za-z])[上里中](?!海|市|国)|[则却](?=[未没不被也已在将])|(?<!第)[\d二两三四五六七八九十]+(?:家|大|个|款|品牌)|为代表|在内|是(?!否)|都|均|赫然|纷纷|(?:就|都|也|均)?曾?(?:先后|相继|陆续|接连)|也|已|的"
)
"""With what it begins that follows the last item."""

TOLD = re.compile(r"(?:就|都|也|均)?曾?(?:分别|先后|纷纷|相继)")
"""With what the items' deed begins, inside what looks like one list."""
SUMMED = re.compile(r"(?<!第)[两三四五六七八九十\d]+(?:个|家|大|款)(?:品牌|店铺|卖家|平台|公司|企业|子公司|厂商)")
"""A、B、C|三个品牌、66个店铺: what sums up a list that another thing follows."""
INVESTED = re.compile(r"(?:(?:联合|共同|独家)(?:[领跟参]投|投资)|[领跟参]投|事件)\Z")
"""What an item's bodies did, or what befell them, which ends no name: 甲乙|领投、丙丁|跟投."""


KIN = re.compile(
    r"(?<![（(])原?的?(?:旗下的?(?:[\u4e00-\u9fff]{0,6}品牌)?|下设|下辖|(?:全资|控股|下属|附属)?(?:母公司|子公司|孙公司|附属公司))"
)
"""Between a body and its child or parent, both inside what looks like one item: 甲乙母公司|丙丁, 甲乙旗下的|丙丁."""
THEREUPON = ("之后", "以后", "之外", "以外", "之前", "以前")
"""Behind a name, what leads from it to a list of others."""
_LEADS_ON = frozenset(word[-1] for word in THEREUPON)


def lists(text: str) -> Iterator[re.Match[str]]:
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
        start = max(0, end - 24)
        begun = UP_TO_MARK.match(text, start, end)
        start = begun.end() if begun else start
        if text[start - 1 : start] != " ":
            return start
    return _spaced(text, end)


def _spaced(text: str, end: int) -> int:
    """The same where quotation marks, brackets or spaces are part of it."""
    back = BACK.search(text, max(0, end - 40), end)
    return back.start() if back else end


def items_of(
    text: str, found: re.Match[str], cuts: Cuts, lore: Lore, openers: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Items of a list, one by one: the first freed of what leads to it, the last of what follows."""
    at = found.start()
    pieces = found[0].split("、")
    for number, piece in enumerate(pieces):
        start, end = at, at + len(piece)
        at = end + 1
        last = number == len(pieces) - 1
        told = (TOLD.search(piece, 2) or SUMMED.search(piece, 1)) if number and not last else None
        if told is not None:
            end, last = start + told.start(), True  # A、B|分别开拓了甲、乙: another list follows
        if last and told is None:
            cut = CUT.search(piece)
            if (
                cut
                and cut[0] == "的"
                and any(lore.place_at(piece, cut.start() - size) == cut.start() for size in (2, 3))
            ):
                cut = CUT.search(piece, cut.end())  # 以及厦门的|甲乙
            if cut and cut.start() >= 1:
                end = start + cut.start()
            parted = LAST.match(text[start:end])
            if parted and _parts(text, start + parted.end(1), start + parted.start(2), start, end, cuts, lore):
                yield start, start + parted.end(1)
                start += parted.start(2)
        kin = KIN.search(text, start + 2, end - 2) if end - start > 5 else None
        if kin is not None:
            if number:
                yield start, kin.start()
            start = kin.end()
        if number == 0:
            start = _first(text, start, end, cuts, lore, openers)
        start, end = _bare(text, start, end)
        invested = INVESTED.search(text, start + 2, end)
        end = invested.start() if invested else end
        if last and end - start > 4 and text[start:end] not in lore.by_form:
            end = _without_deed(text, start, end, cuts, lore)
            befallen = INVESTED.search(text, start + 2, end)
            end = befallen.start() if befallen else end
        start = _known_start(text, start, end, cuts, lore)
        place = lore.place_at(text, start)
        start = place + 1 if start < place < end - 2 and text[place] == "的" else start  # 厦门的|甲乙
        if end - start >= 2:
            yield start, end
        if told is not None:
            return


def _parts(text: str, left: int, right: int, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether 和 parts two items here; the cutter may take it for the first letter of a name: 锐弗|和沐|野."""
    if text.startswith("以及", left) or (cuts.is_edge(left) and cuts.is_edge(right)):
        return True
    return (
        right - left == 1
        and left - start < 5
        and text[start:end] not in lore.by_form
        and lore.place_at(text, start) != left
        and not any(map(tag, (text[left - 1 : right], text[left : right + 1], text[left - 1 : right + 1])))
    )


def _without_deed(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> int:
    """The end of the last item without what its bodies do: 甲乙科技|合作."""
    words = cuts.words(start, end)
    for at, _, word in words[1:]:
        entry = lore.entries.at(text, at)
        if at - start >= 2 and (
            (tag(word)[:1] in ("v", "d", "p") and word not in lore.inside)
            or word in ("合作", "净值", "共同")
            or (word == "联合" and not _short(text, at, end, lore))
            or (entry is not None and "deed" in entry[1].uses and len(word) > 1)
        ):
            return at
    return end


def _short(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether the stretch ends as short names of bodies do."""
    ending = lore.trailing.search(text, start, end)
    return ending is not None and lore.last_words[ending[0]].strength == "short"


def _known_start(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> int:
    """A known name at the end of an item, after words of the language, is all of the item that is a name."""
    for at in range(start + 2, end - 1):
        known = text[at:end] in lore.by_form
        if text[at - 1] in _LEADS_ON and (
            text.startswith(THEREUPON, at - 2) and (known or text[start : at - 2] in lore.by_form)
        ):
            return at  # 甲乙之后|丙丁
        if not known:
            continue
        if text[at] < "\u4e00" <= text[at - 1] or (end - at > 3 and text.startswith("商超", at - 2)):
            return at  # 曾手握|Latin, 全国性连锁商超|甲乙超市, as the cutter does not part it
        if cuts.is_edge(at) and text[start:end] not in lore.by_form:
            words = cuts.bare(start, at)
            led = len(words) == 2 and tag(words[0]) in ("d", "c", "p", "r") and tag(words[1])[:1] == "v"
            if (
                all(lore.ordinary(word) for word in words) or (len(words[-1]) > 1 and tag(words[-1]) in ("t", "b", "d"))
            ) and (len(words[-1]) > 1 or at - start > 2 or led):
                return at
    return start


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Without quotation marks and a closing bracket."""
    if text[end - 1 : end] in ("）", ")"):
        opening = max(text.rfind("（", start, end), text.rfind("(", start, end))
        if opening > start:
            end = opening
    while start < end and text[start] in '“"《 ':
        start += 1
    while start < end and text[end - 1] in '”"》':
        end -= 1
    return start, end


def _first(text: str, start: int, end: int, cuts: Cuts, lore: Lore, openers: re.Pattern[str]) -> int:
    """The first item begins after the last opener, head or function word before it."""
    done = DONE_TO.match(text, start, end - 1)
    best = start = done.end() if done else start
    for begin in range(start, end - 1):
        if text[begin:end] not in lore.by_form:
            continue
        known = lore.known.at(text, begin)
        before = text[start:begin]
        if (
            known is not None
            and known[0] == end
            and (not before or before[-1] in LEADING or before[-1] in "的仅是有指")
        ):
            return begin
    for begin, stop, word in cuts.words(start, end):
        if stop >= end:
            break
        led = begin == best and word in lore.leading
        headed = lore.headed(text, stop, start)
        opened = led or headed or openers.search(text, start, stop)
        dated = begin == start and len(word) > 1 and tag(word) == "t" and word not in lore.within  # 近期|甲乙
        if opened or dated or word in lore.stops or word in lore.titles or (begin > start and word in "的在是"):
            if begin == start and not opened and len(word) == 1 and word not in "的在是对向被由从与和以将把":
                continue
            best = stop
    if start < best < end - 2 and text[best] == "有" and text[best:end] not in lore.by_form:
        best += 1  # 客户|有沐|岚, as the cutter parts it
    if best == start and text[best] in "如像" and end - best > 2 and not tag(text[best:end]):
        best += 1  # 如云|帆, as the cutter parts it
    latin = LATIN_TAIL.search(text, best + 1, end)
    if latin is not None and "\u4e00" <= text[best] <= "\u9fff":
        lead = cuts.bare(best, latin.start())
        if all(lore.ordinary(word) for word in lead) and tag(lead[-1])[:1] in ("v", "p", "c"):
            return latin.start()  # 公司通过|Latin、…
    return without_verb(text, best)


DONE_TO = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:(?:[局委办院]|部门)(?:依法|近日|日前|已|先后|分别)?对|波及了?|殃及了?|牵连了?)"
)
"""What is done, before those whom it is done to, whatever the cutter makes of it: 监管局对|比优乐, 潮波及|比优乐."""
LATIN_TAIL = re.compile(r"(?<=[\u4e00-\u9fff])[A-Z][A-Za-z0-9&'’. -]*\Z")
"""A name in Latin letters behind Chinese ones, at the end of an item."""

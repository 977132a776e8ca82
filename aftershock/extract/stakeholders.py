"""Who holds how much of whom: 甲持有乙12%的股份, 持有乙12%股权的甲, 甲控股35%的乙, 乙（甲持股60%）, 公司持有其100%股权.

More than half makes a subsidiary, all of it a wholly owned one; less, or what several hold together, a shareholder.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.owners import FILER, OFFICES, Place, named_aside, row
from aftershock.extract.scan import Scan
from aftershock.extract.topics import Topics
from aftershock.model import RelationFound

_SHARE = r"(?:约|合计|剩余|全部|的|共计|各|各自|分别){0,3}(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
HOLDS = Scan(("持有", "拥有", "持股", "控股"), r"(?:持有|拥有|持股(?:比例)?|控股)")
OF_NAMED = re.compile(
    rf"[”\"]?(?:{_SHARE}的?(?:股权|股份|权益|表决权|出资额?|份额)"
    rf"|的?(?:已发行)?(?:股份|股本|股权)(?:数目|总数|总额)?的?约?(?P<issued>\d{{1,3}}(?:\.\d+)?)[%％])(?P<whose>的)?"
)
"""Behind 持有乙."""
OF_WHICH = re.compile(rf"(?:其|该公司|标的公司|目标公司){_SHARE}的?(?:股权|股份|权益|表决权|出资额?|份额)")
"""Behind 持有: whose shares they are, by a pronoun."""
THAT_HOLDS = re.compile(rf"(?:为|达)?{_SHARE}的[“\"]?")
"""Behind 持股 or 控股, before the body: 甲控股35%的|乙."""
PLAIN_SHARE = re.compile(rf"(?:为|达|是){{0,2}}{_SHARE}(?!的[\u4e00-\u9fff])")
"""Behind 持股 in 由甲持股60%, （甲持股60%）."""
ADVERBS = re.compile(
    r"(?:约?\d{1,3}(?:\.\d+)?[%％]的?|目前|现|仍|已|共|分别|则|直接|间接|合计|共同|所|还|将|则|均|实际|全资|各自?){0,4}"
)
TOGETHER = re.compile(r"合计|共同|分别|各")
PRONOUN = re.compile(r"(?<![\u4e00-\u9fff])(?:本|我|你|贵|上市)?公司|(?<=[，。；：、\n后前时为系日由售让]) ?其|公司")
BUYS = re.compile(r"(?:收购|购买|受让|买下|购入)\Z")
"""Before an 其 that is another: 收购其持有的乙股权."""
BY = re.compile(r"(?:由|系由|为|被)\Z")
BY_WHOM = re.compile(r"[又也现则目前均，]{0,3}(?:受|受到|由|被|为)")
"""Between a body and who controls it: 乙受到|甲控股."""
ENDS = re.compile(r"[，。；、）)]|\Z")
HOLDER_IS = re.compile(r"的?(?:单一|唯一|第[一二三]|控股|最)?大?股东(?:为|是)")
"""Between a body and its shareholder: 甲的大股东为|乙，持股51%."""
OF_IT = re.compile(r"(?:为|系|是)(?:该公司|其|公司)的?(?:单一|唯一|第[一二三]|控股|最)?大?股东，")
"""Behind a shareholder: 乙|为该公司股东，持股100%."""
WHOLE = "全资"
HALF, ALL = 50.0, 100.0


HOLD = ("持有", "拥有")


def _of(found: re.Match[str]) -> str:
    """The share, where it stands before 股权 or behind 已发行股本."""
    return found["share"] or found["issued"]


def kind_of(share: str, together: bool = False) -> str:
    """What the holder of a share is, as the type of a relation."""
    held = float(share)
    if together or held <= HALF:
        return "shareholder"
    return "wholly owned subsidiary" if held >= ALL else "subsidiary"


def holdings(text: str, places: Sequence[Place], starts: Sequence[int], topics: Topics) -> Iterator[RelationFound]:
    """The relations that shares make."""
    for verb in HOLDS.finditer(text):
        last = bisect_right(starts, verb.start() - 1) - 1
        owner, together = _holder(text, verb.start(), places, last, topics)
        following = places[last + 1] if last + 1 < len(places) else None
        for held, share, mine in _held(text, verb, owner, places, last, following, topics):
            holder = mine or owner
            if holder is not None and holder.name is not held.name and held.name.kind not in OFFICES:
                yield RelationFound(
                    "subsidiary" if verb[0] == "控股" and not together and share != "100" else kind_of(share, together),
                    holder.name.name,
                    held.name.name,
                    min(holder.start, held.start),
                    max(holder.end, held.end),
                )


def _holder(text: str, end: int, places: Sequence[Place], last: int, topics: Topics) -> tuple[Place | None, bool]:
    """Who holds, by what stands right before the verb; and whether several hold it together."""
    if last >= 0 and ADVERBS.fullmatch(text, places[last].end, end):
        return places[last], TOGETHER.search(text, places[last].end, end) is not None
    for word in reversed(list(PRONOUN.finditer(text, max(0, end - 14), end))):
        if not ADVERBS.fullmatch(text, word.end(), end) or (last >= 0 and places[last].end > word.start()):
            continue
        together = TOGETHER.search(text, word.end(), end) is not None
        if word[0] in FILER:
            return topics.issuer(end), together
        if word[0].endswith("其") and not BUYS.search(text, max(0, word.start() - 3), word.start()):
            return topics.told(word.start()), together
        return None, together
    if text[end - 1 : end] == "，" and text.startswith(HOLD, end):
        return topics.told(end - 1), False  # 甲为乙的股东，|持有乙74%股权
    return None, False


def _further(text: str, end: int, places: Sequence[Place], at: int) -> Iterator[tuple[Place, str, None]]:
    """What the same one holds besides: 甲持有乙56%股权|及丙65%股权."""
    while at < len(places) and text[end : places[at].start] in ("及", "和", "以及", "、"):
        of = OF_NAMED.match(text, places[at].end)
        if of is None or of["whose"]:
            return
        yield places[at], _of(of), None
        end, at = of.end(), at + 1


def _held(
    text: str,
    verb: re.Match[str],
    owner: Place | None,
    places: Sequence[Place],
    last: int,
    following: Place | None,
    topics: Topics,
) -> Iterator[tuple[Place, str, Place | None]]:
    """Whose shares they are, how many in a hundred, and who holds them where that stands behind."""
    end = verb.end()
    if verb[0] in HOLD:
        if which := OF_WHICH.match(text, end):
            before = owner if owner is not None and owner.start < verb.start() else None
            told = topics.told(before.start if before else verb.start(), before)
            if told is not None:
                yield told, which["share"], None
        elif following is not None and text[end : following.start] in ("", "的", "“", "的“", "了"):
            held_ones = row(text, places, last + 1)
            of = OF_NAMED.match(text, held_ones[-1].end)
            if of is not None and not of["whose"]:
                for held in held_ones:
                    yield held, _of(of), None
                yield from _further(text, of.end(), places, last + 1 + len(held_ones))
            elif of is not None:
                behind = places[last + 2] if last + 2 < len(places) else None
                if owner is None and behind is not None and behind.start == of.end():
                    yield following, _of(of), behind
        return
    if owner is not None and last >= 0 and places[last] is owner and WHOLE in text[owner.end : verb.start()]:
        before = places[last - 1] if last else None
        if before is not None and BY_WHOM.fullmatch(text, before.end, owner.start):
            yield before, "100", None  # 乙由甲全资持股
        elif BY.search(text, max(0, owner.start - 2), owner.start):
            told = topics.told(owner.start - 1, owner)
            if told is not None:
                yield told, "100", None
        return
    if owner is None and last >= 0 and (plain := PLAIN_SHARE.match(text, end)):
        holder = places[last]
        if (
            text[holder.end : verb.start()] == "，"
            and last
            and HOLDER_IS.fullmatch(text, places[last - 1].end, holder.start)
        ):
            yield places[last - 1], plain["share"], holder
        elif OF_IT.fullmatch(text, holder.end, verb.start()):
            told = topics.told(holder.start, holder)
            if told is not None:
                yield told, plain["share"], holder
        return
    if verb[0] == "控股" and owner is not None and last >= 1 and ENDS.match(text, end):
        before = places[last - 1]
        if BY_WHOM.fullmatch(text, before.end, owner.start):
            yield before, "0", None  # 乙受到甲38.9%控股
            return
    if following is not None and (that := THAT_HOLDS.match(text, end)) and that.end() == following.start:
        yield following, that["share"], None
    elif owner is not None and (plain := PLAIN_SHARE.match(text, end)) and last >= 1 and places[last] is owner:
        before = places[last - 1]
        opened = text[before.end : owner.start]
        if opened in ("（", "("):
            yield before, plain["share"], None
        elif BY.search(text, max(0, owner.start - 2), owner.start):
            told = topics.told(owner.start - 1, owner)
            if told is not None and not named_aside(text, told):
                yield told, plain["share"], None

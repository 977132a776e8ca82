"""Respective figures: 对甲、乙、丙分别罚款30万元、20万元、10万元 gives each name its figure.

Of names side by side one that is known nowhere else is a name like the others. Where there are not as many names as
figures, whose each is stays open. 甲、乙放缓，前者关店3家，后者关店5家 gives each its own too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.figuresbefore import told_in_turn
from aftershock.extract.subjects.kinds import are_kinds
from aftershock.extract.subjects.pronouns import stands_for
from aftershock.extract.subjects.rows import together_of
from aftershock.model import Mention

_RESPECTIVELY = re.compile(r"分别|依次(?=[为是达有关闭停下减])")
_LISTED = re.compile(r"(?:[（(][^（）()]{1,16}[）)])?[，]?(?:、|和|及|以及|与|，)")
_BETWEEN = re.compile(
    r"[”」]?(?:[（(][^（）()]{0,40}[）)])?(?:、|和|及|以及|与|(?<=[”」])(?=[“「]))[“「]?(?:(?:时任|原)?副?(?:行长|董事长|总经理|总裁|主任))?"
)


_COUNTED = re.compile(r"\d+[家个间]")
_QUOTES = re.compile("[“”「」]")
_SIDE = re.compile(r"、|和|及|以及|与")
_LEAD = re.compile(r"^.*(?:其中|此外|同期|显示|发现|而|的)|^[对向](?=[\u4e00-\u9fff]{2})")
_TAIL = re.compile(
    r"(?:(?:20\d\d年)?(?:上半年|下半年|[一二三四]季度|前[一二三四]季度|全年|同期|当期|期内|去年|今年)|则|也|均|都|还|已|又|各自|旗下|公司"
    r"|这?[两二三四五六七八九][大家]?[\u4e00-\u9fff]{0,4}(?:平台|公司|企业|品牌|卖家|超市|连锁|银行)"
    r"|(?:(?:被|遭|受|涉及|新增)[\u4e00-\u9fff]{1,5})?的?(?:银行|部分|相关)?(?:店铺|门店|账号|账户|站点|资金|金额|货款|罚款)(?:总?数量?|总额|金额)?)+\Z"
)
_TOPIC = re.compile(
    r"(?:20\d\d年|今年|去年|[上下]半年|同期|期内|在[^，。；]{1,6}|的|则|均|都|已|又|各自|旗下|公司|共|累计|合计"
    r"|[三四五六七八]家|[\u4e00-\u9fff]{0,4}(?:店|店铺|网点|账[号户]|站点|数量?|总数|金额|资金|规模)|[是为])*"
)
"""What stands between the last name of a row and 分别: 大润发|2022年在中国的关店数."""
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z*][\u4e00-\u9fffA-Za-z0-9&*·]{1,11}\Z")
_KIND = re.compile(r"[\u4e00-\u9fff]{0,8}(?:品牌|连锁|超市|企业|公司|平台|卖家)(?=[\u4e00-\u9fffA-Za-z]{2})")
"""烘焙品牌麦香里和茶饮品牌一盏茶: what stands behind says the names."""
_BODY = re.compile(r"[\u4e00-\u9fff]{2,6}(?:银行|农商行|超市|药房|书店|院线|火锅|咖啡|百货|证券)")
"""江海银行、民和银行分别: names by their ends, though none of them is known."""
_UP_TO = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?)(?:[都均也因被]|双双|先后|相继|这|两|在(?!线)|同(?:样|为|属|在|处)|的|今年|去年|近[期日年])"
)
"""甲与乙都在收缩: up to where what is told of both begins."""
_SEATED = re.compile(
    r"\A(?:[\u4e00-\u9fff]{2,8}?(?:还有|包括|[为是]))?[\u4e00-\u9fff]{2,4}的(?=[\u4e00-\u9fffA-Za-z]{2,10}\Z)"
)
"""同样被封的还有杭州的|甲, 金华的|乙"""
_TWO = re.compile(r"前者|后者")
_TAKES = re.compile(r"(?:冻结|扣押|扣留|扣下)了?其")
"""后者扣押其|800万元: theirs from whom it was taken"""
_ROW_CLOSES = re.compile(
    r"(?:其中|此外|包括|如|还有|有)*(?P<row>(?:[^，。；：、（）\d]{2,10}、)+[^，。；：、（）\d]{2,10}?)(?:等)?"
    r"(?:均|都|各自?|分别|已|也|则|累计|共|合计){0,3}(?:关闭|关停|关掉|关店|闭店|撤出|停业|关)了?(?:约|近|超过?)?"
)
_SEVERAL = re.compile(r"[两二三四五六七八九十几]+[家大]")
"""甲、乙六大连锁: so many of them, and no name."""
_START = attrgetter("start")
_FILER = ("公司", "本公司", "母公司", "上市公司")
"""公司、乙分别: whom the text is of."""
UNSAID = ""
"""Whose a figure is of a row that has not as many names: not to be said."""


def respective(scene: Scene, mention: Mention, sentence: Sentence, figures: Sequence[Mention]) -> str | None:
    """Whose a figure is in a list of figures behind 分别, by its place in the list of names before it.

    `figures` are the figures of the text in order. None where there is no such list, UNSAID where names are listed and
    are not as many as the figures.
    """
    text = scene.outline.text
    before = text[sentence.start : mention.start]
    said = list(_RESPECTIVELY.finditer(text, sentence.start, mention.start)) if "分" in before or "依" in before else []
    if not said:
        return _of_two(scene, mention, sentence) if "者" in before else None
    at = said[-1].start()
    listed = figures[bisect_left(figures, at, key=_START) : bisect_left(figures, sentence.end, key=_START)]
    row = _row(text, [m for m in listed if m.kind == mention.kind])
    if mention not in row or len(row) < 2:
        return None
    names, told = _named(scene, sentence, at, mention.role or "", len(row))
    number = scene.outline.index(sentence.start) or 0
    above = scene.outline.sentences[number - 1] if number and not told else None
    if above is not None and above.paragraph == sentence.paragraph:
        # 甲、乙和丙分别关闭9家、8家和7家。2023年则分别关闭6家、5家和4家
        names, _ = _named(scene, above, above.end - 1, mention.role or "", len(row))
    if len(row) != len(names) and not told.startswith("several"):
        own = sentence.clause_at(at)
        told_so = (told_in_turn(scene, sentence, n) for n in (own, own - 1))  # 甲12个，乙7个，合计2亿元，分别为…
        names = next((one for one in told_so if len(one) == len(row)), [])
    if len(row) != len(names):
        return UNSAID if told == "several" else None
    who = names[row.index(mention)]
    return stands_for(scene, at, True, mention.role or "") if who in _FILER else who


def _named(scene: Scene, sentence: Sentence, at: int, role: str, size: int) -> tuple[list[str], str]:
    """So many names side by side in a sentence up to a position, else its last ones; and whether it tells of any."""
    text = scene.outline.text
    rows = _rows(scene, sentence.start, at, role)
    names = rows[-1] if rows else []
    several = False
    for clause in reversed(sentence.clauses[: sentence.clause_at(at) + 1]):
        if len(names) == size:
            break
        first = _RESPECTIVELY.search(text, clause.start, clause.end)
        end = first.start() if first else clause.end
        names, listed_here = _side_by_side(scene, sentence, end, names, clause.start)
        several = several or listed_here
    return names, "several" if several else "some" if names else ""


def row_closing(scene: Scene, mention: Mention, start: int) -> str | None:
    """All of a row of names of whom one figure is told: 甲、乙、丙和丁各关闭1家. One of them at least is known."""
    text = scene.outline.text
    found = _ROW_CLOSES.fullmatch(text, start, mention.start)
    if found is None:
        return None
    items = [item for item in _SIDE.split(found["row"]) if item]
    known = {place.text for place in scene.places.within(start, mention.start)}
    if (
        len(items) < 2
        or known.isdisjoint(items)
        or _SEVERAL.search(items[-1])
        or not all(_ITEM.match(item) for item in items)
    ):
        return None
    return together_of(items)


def _of_two(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Whom 前者 or 后者 stands for: the first or the second of the last two names side by side."""
    text = scene.outline.text
    said = list(_TWO.finditer(text, sentence.start, mention.start))
    if (
        not said
        or scene.places.within(said[-1].end(), mention.start)
        or _TAKES.search(text, said[-1].end(), mention.start)
    ):
        return None
    number = scene.outline.index(sentence.start) or 0
    start = scene.outline.sentences[max(0, number - 1)].start
    rows = _rows(scene, start, said[0].start(), mention.role or "", parties=True)
    names = next((row for row in reversed(rows) if len(row) == 2), [])
    if not names:
        clause = sentence.clauses[max(0, sentence.clause_at(said[0].start()) - 1)]
        names, _ = _side_by_side(scene, sentence, clause.end, names, clause.start)
    above = scene.outline.sentences[number - 1] if number and len(names) != 2 else None
    if above is not None and above.paragraph == sentence.paragraph and said[0].start() == sentence.start:
        names, _ = _side_by_side(scene, above, above.clauses[0].end, names, above.start)  # 甲和乙都是…。前者
    if len(names) != 2:  # 甲收购了乙，后者有60个站点被封
        first = sentence.start
        if (
            above is not None
            and above.paragraph == sentence.paragraph
            and not scene.places.within(first, said[0].start())
        ):
            first = above.start  # 甲是乙的母公司。公告显示，后者…
        told = [p for p in scene.places.within(first, said[0].start()) if p.name.kind not in ("media", "person")]
        firms = dict.fromkeys(p.shown for p in told if p.name.kind in FIRMS)
        names = list(firms if len(firms) == 2 else dict.fromkeys(p.shown for p in told))  # 法院驳回了甲的请求，后者…
    return (names[0] if said[-1].group() == "前者" else names[1]) if len(names) == 2 else UNSAID


def _side_by_side(
    scene: Scene, sentence: Sentence, end: int, names: Sequence[str], start: int
) -> tuple[list[str], bool]:
    """The items of the last list before a position, where one of them is a known name; and whether there is a list."""
    text = scene.outline.text
    *first, last = _QUOTES.sub("", text[start:end]).rstrip("，,").split("、")
    items = [*first, *_SIDE.split(last)]  # 盛和百货、金鼎购物和乐家超市
    if len(items) < 2:
        return list(names), False
    items[0] = _LEAD.sub("", items[0])
    known = {place.text for place in scene.places.within(sentence.start, end)}
    items = [item if item.startswith(tuple(known)) else _SEATED.sub("", item) for item in items]
    if any(_COUNTED.search(item) for item in items):
        return list(names), False  # 精品店铺12个、泛品店铺73个
    near = scene.places.within(start, end)
    if near and all(place.name.kind == "platform" for place in near) and not _act(text, near[0].start, end):
        return list(names), False  # 公司在甲、乙平台的店铺分别为9个和8个
    heads = [name for name in known if items[-1].startswith(name) and _TOPIC.fullmatch(items[-1], len(name))]
    items[-1] = max(heads, key=len) if heads else _TAIL.sub("", items[-1])
    kinds = [_KIND.match(item) for item in items]
    if all(kinds):
        items = [item[kind.end() :] for item, kind in zip(items, kinds, strict=True) if kind]
        return items, all(_ITEM.match(item) for item in items)
    if len(items) > 1 and (are_kinds(items) or all(_BODY.fullmatch(item) for item in items)):
        return items, True
    if not heads and (told := _UP_TO.match(items[-1])):
        items[-1] = told["who"]
    if not known & set(items) and not all(nameable(item, headed=True) for item in items):
        return list(names), False
    if not all(_ITEM.match(item) for item in items):
        return list(names), True
    return items, True


_AT = ("在", "于", "从", "向", "对")
_HAVE = re.compile(r"(?:分别|依次|各)?(?:[为是有达约占增降剩]|超|近)")


def _act(text: str, start: int, end: int) -> bool:
    """Whether platforms side by side do something themselves: 甲、乙|分别封禁账号9个和8个."""
    return not text.endswith(_AT, 0, start) and _HAVE.match(text, end) is None


def _row(text: str, figures: Sequence[Mention]) -> list[Mention]:
    """The figures that stand one behind the other from the first on."""
    row = list(figures[:1])
    for figure in figures[1:]:
        if not _LISTED.fullmatch(text, row[-1].end, figure.start):
            break
        row.append(figure)
    return row


def _rows(scene: Scene, start: int, end: int, role: str, *, parties: bool = False) -> list[list[str]]:
    """The rows of names side by side in a stretch, in order; a name that stands alone is a row of one.

    `parties` takes all firms, also those that another one sues. A platform counts beside one that can have it.
    """
    rows: list[list[str]] = []
    owns: list[bool] = []
    last = -1
    for place in scene.places.within(start, end):
        own = able(scene, place, role) or place.name.kind == "person" or (parties and place.name.kind in FIRMS)
        if not own and place.name.kind != "platform":
            continue
        if last < 0 or not _BETWEEN.fullmatch(scene.outline.text, last, place.start):
            rows.append([])
            owns.append(False)
        rows[-1].append(place.shown)
        owns[-1] = owns[-1] or own
        last = place.end
    return [row for row, own in zip(rows, owns, strict=True) if own]

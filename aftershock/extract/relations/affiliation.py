"""What belongs to whom by words that need no 子公司: 乙隶属于甲, 甲在某地设立乙有限公司, 乙由甲出资成立, 乙从甲分拆."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.language.scan import Scan
from aftershock.extract.relations.deals import bought_ones
from aftershock.extract.relations.joint import jointly_founded
from aftershock.extract.relations.owners import OFFICES, Place, named_aside, row, row_before
from aftershock.extract.relations.topics import Topics
from aftershock.model import RelationFound

WORDS = Scan(
    (
        "隶属",
        "归属",
        "附属",
        "同属",
        "属于",
        "设立",
        "成立",
        "创办",
        "分拆",
        "拆分",
        "剥离",
        "独立",
        "所属",
        "下设",
        "下辖",
        "手握",
        "拥有",
        "坐拥",
        "背靠",
        "合资",
        "参股",
        "入股",
        "投资",
        "之一",
    ),
    r"(?P<own>所属)|(?P<below>下[设辖](?:有|了)?|手握(?:着|了)?|坐拥|拥有(?:了)?)|(?P<under>隶属于?|背靠|同属于?|(?:归属|附属|属)于)|(?P<one>之一)|(?P<stake>(?:参股|入股)了?(?![公企子])|投资了|(?<=曾)投资)|(?P<founded>(?:设立|(?<!正式)成立|创办)了?)|(?P<split>分拆|拆分|剥离|独立)",
)
ALSO = re.compile(
    r"[”\"]?(?:公司|集团|(?:等|这)?(?:[\d两三四五六七八九十多]{0,3}[个大家])?[\u4e00-\u9fff]{0,4}品牌)?(?:：|均|都|也|同|皆|现|目前|仍|原本?|曾|其实|实际上?|共同|同样|系|是|为|全部|则|，|其|正式){0,4}"
)
"""Between a child and 隶属于."""
PARENT_IS = re.compile(
    r"(?:[\u4e00-\u9fffA-Z]{0,10}(?:公司|集团|巨头|企业|龙头|母公司)|[^，。；\n]{2,20}之一的[\u4e00-\u9fff]{0,4})?[“\"]?"
)
"""Between 隶属于 and the parent."""
ONE_OF = re.compile(r"[^，。；、\n]{0,14}之一的")
LOOSE = ("属于", "归属于")
"""Words that tell more than whose a firm is."""
OF_PARENT = re.compile(
    r"(?:公司|集团)?(?:旗下|体系|控股|全资)?(?:的(?:[\u4e00-\u9fff]{0,8}(?:公司|企业|品牌|平台)))?(?:之一)?[，。；、）)\n]|\Z|(?:公司|集团)?(?:旗下|体系|控股)"
)
"""Behind the parent, where such a word stands: 乙属于甲|旗下."""
MANNER = re.compile(
    r"(?:(?:董事会|[^，。；\n]{0,4}(?:决定|同意|公告称?|宣布)，)|(?:公司|集团|曾|已|正式|近日|日前|公告|宣布|公布|计划|拟|将|宣布|今年|去年|前年|此前|随后|还|又|便|单独|独立|独资|全资|全额|出资|投资|发起|注册|新|控股|主导|牵头|通过|\d{4}年|\d{1,2}月|\d{1,2}日)"
    r"|(?:于|在)[^，。；：！？\n]{2,16}?|(?:出资|投资|斥资|投入|以)[^，。；：！？\n共]{0,14}?(?:元|资金)){0,6}"
)
"""Between who founds and 设立, where one does it alone."""
NEW_ONE = re.compile(
    r"(?:(?:一|两|三|多)家)?(?:名为|全资|控股|独资|海外|境外|香港|新的?)*(?:子公司|孙公司|新?公司|企业|附属公司)?[，,]?(?:名为|名称为|命名为|即|——|分别为)?[“\"]?"
)
"""Between 设立 and what is founded."""
ALONE = re.compile("[全独]资")
"""甲去年全资|设立的乙."""
REGISTERED = re.compile(r"(?:公司|Ltd|Limited|LIMITED|GmbH|Inc|LLC)\.?\Z")
BY = re.compile(r"(?:系|是|为)?由(?:[\u4e00-\u9fffA-Z]{0,10}(?:公司|集团|巨头|企业|龙头))?\Z")
ENDS = re.compile(r"[，。；）)\n的]|\Z")
WHOLE_FIRM = re.compile(r"[^。；\n]{0,50}?(?:上市|挂牌|IPO)")
"""Behind what is a firm of its own, and no part of another: 分拆|乙至创业板上市."""
PLANS = re.compile(r"[^，。；：！？\n]{0,14}")
OUT_OF = re.compile(r"(?:从|自)(?:其?母公司|[\u4e00-\u9fff]{0,4}集团)?\Z")
OUT = re.compile(r"(?:集团|公司|体系|业务)?(?:之?中|内部|里)?")


def affiliations(text: str, places: Sequence[Place], starts: Sequence[int], topics: Topics) -> Iterator[RelationFound]:
    """The relations that such words tell."""
    for word in WORDS.finditer(text) if places else ():
        last = bisect_right(starts, word.start() - 1) - 1
        if word["under"]:
            owned = _under(text, word, places, last, topics)
        elif word["own"]:
            owned = _own(text, word, places, last)
        elif word["below"]:
            owned = _below(text, word, places, last, topics)
        elif word["one"]:
            owned = _one_of(text, word, places, last)
        elif word["founded"]:
            if (joint := jointly_founded(text, word, places, last, topics)) is not None:
                yield from _each_founder(*joint)
                continue
            owned = _founded(text, word, places, last, topics)
        elif word["stake"]:
            yield from _stakes(text, word, places, last, topics)
            continue
        else:
            owned = _parted(text, word, places, last, topics)
        if owned is None or owned[0].name.kind in OFFICES:
            continue
        parent = owned[0]
        for child in owned[1]:
            if child.name is not parent.name and child.name.kind not in OFFICES:
                first, second = sorted((parent, child))
                kind = "brand" if word["under"] and child.name.kind in ("brand", "brand store") else "subsidiary"
                yield RelationFound(kind, parent.name.name, child.name.name, first.start, second.end)


def _one_of(text: str, word: re.Match[str], places: Sequence[Place], last: int) -> tuple[Place, Sequence[Place]] | None:
    """乙为甲的7家酒类生产企业|之一."""
    if last < 1 or not COUNTED_ONES.fullmatch(text, places[last].end, word.start()):
        return None
    if not IS.search(text, places[last - 1].end, places[last].start):
        return None
    return places[last], [places[last - 1]]


COUNTED_ONES = re.compile(
    r"(?:集团|公司)?的[\d两三四五六七八九十]{1,3}[家大个](?!合作|供应|客户|竞争|投资)[\u4e00-\u9fff]{0,8}(?:企业|公司|品牌)"
)
"""Between a parent and 之一."""
IS = re.compile(r"[”\"]?(?:公司|集团)?(?:也|均|都|正|即)?(?:是|为|系|乃)\Z")


def _each_founder(founders: Sequence[Place], children: Sequence[Place]) -> Iterator[RelationFound]:
    """What several found is a holding of each."""
    for founder in founders:
        for child in children:
            if child.name is not founder.name and founder.name.kind not in OFFICES:
                first, second = sorted((founder, child))
                yield RelationFound("holding", founder.name.name, child.name.name, first.start, second.end)


def _stakes(
    text: str, word: re.Match[str], places: Sequence[Place], last: int, topics: Topics
) -> Iterator[RelationFound]:
    """甲于去年|入股|乙, 丙."""
    if last < 0 or last + 1 == len(places):
        return
    holder: Place | None = places[last]
    if ELIDED.search(text, max(0, word.start() - 6), word.start()):
        holder = topics.told(word.start(), places[last + 1])
    elif not STAKES.fullmatch(text, places[last].end, word.start()) or named_aside(text, places[last]):
        return
    if holder is None or holder.name.kind in ("media", "exchange"):
        return
    if places[last + 1].start - word.end() == text.startswith("“", word.end()):
        children = bought_ones(text, row(text, places, last + 1))
        yield from _each_founder([holder], children)


ELIDED = re.compile(r"，(?:并|还|又|也|此外还|先后){1,2}\Z")
"""Before a verb whose subject opened the sentence: 甲收购乙，并|参股丙."""
STAKES = re.compile(
    r"[”\"]?(?:公司|集团)?(?:曾|已|近日|日前|还|又|也|先后|相继|陆续|宣布|间接|直接|战略|增资|成功|今年|去年|前年|并|正式|目前|当年|随后|此后"
    r"|(?:于|在)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|以[^，。；\n拟将]{2,14}){0,4}"
)
"""Between who takes a stake and 入股, where that is done."""


def _own(text: str, word: re.Match[str], places: Sequence[Place], last: int) -> tuple[Place, Sequence[Place]] | None:
    """甲|所属|乙."""
    if last < 0 or last + 1 == len(places) or text[places[last].end : word.start()] not in ("", "公司", "集团"):
        return None
    return (places[last], [places[last + 1]]) if places[last + 1].start == word.end() else None


def _below(
    text: str, word: re.Match[str], places: Sequence[Place], last: int, topics: Topics
) -> tuple[Place, Sequence[Place]] | None:
    """甲，|下设|乙有限公司、丙有限公司, 甲…由丁控股，|下辖|乙、丙两家公司."""
    if last < 0 or last + 1 == len(places):
        return None
    parent: Place | None = places[last]
    if not BELOW.fullmatch(text, places[last].end, word.start()):
        parent = topics.told(word.start() - 1) if text[word.start() - 1] == "，" else None
    if parent is None:
        return None
    children = row(text, places, last + 1)
    if not COUNTED.fullmatch(text, word.end(), children[0].start):
        return None
    firms = FIRMS.match(text, children[-1].end) or (
        word[0][0] == "下" and REGISTERED.search(text, children[0].start, children[0].end)
    )
    return (parent, children) if firms else None


BELOW = re.compile(r"(?:公司|集团)?，?(?:在[\u4e00-\u9fff]{2,6}?)?(?:目前|现|已经?|共|主要|同时|还){0,2}")
COUNTED = re.compile(
    r"(?:[\d一两三四五六七八九十多]{1,3}[家大个][\u4e00-\u9fff]{0,8}(?:公司|企业)[，：:]?(?:分别)?(?:为|是|即)?)?[“\"]?"
)
FIRMS = re.compile(
    r"(?:等(?:多|[\d两三四五六七八九十]{1,3})?家?|[\d两三四五六七八九十]{1,3}家)(?:全资|控股|下属|上市)*(?:子?公司|企业)"
)


def _under(
    text: str, word: re.Match[str], places: Sequence[Place], last: int, topics: Topics
) -> tuple[Place, Sequence[Place]] | None:
    """乙|隶属于|甲, 隶属于甲的|乙."""
    parent = places[last + 1] if last + 1 < len(places) else None
    if parent is None or not PARENT_IS.fullmatch(text, word.end(), parent.start):
        return None
    if ONE_OF.match(text, parent.end):
        return None  # 隶属于|甲在中国五大代理商之一的乙, where 乙 is unknown
    if word[0] in LOOSE and not OF_PARENT.match(text, parent.end):
        return None
    if last >= 0 and ALSO.fullmatch(text, places[last].end, word.start()):
        along = last and text[places[last - 1].end : places[last].start] in ("同", "跟")
        return parent, places[last - 1 : last + 1] if along else row_before(text, places, last)
    behind = places[last + 2] if last + 2 < len(places) else None
    if behind is not None and text[parent.end : behind.start] in ("的", "的“", "旗下的"):
        return parent, [behind]
    before = text[max(0, word.start() - 8) : word.start()]
    if re.search(r"(?:^|[，。；\n])(?:而|但)?(?:该公司|其|公司|后者|该品牌)?(?:均|也|现|目前)?\Z", before):
        told = topics.told(word.start(), parent)
        return (parent, [told]) if told is not None else None
    return None


def _founded(
    text: str, word: re.Match[str], places: Sequence[Place], last: int, topics: Topics
) -> tuple[Place, Sequence[Place]] | None:
    """甲在某地|设立|乙有限公司, 乙由甲出资|设立."""
    if last < 0 or not MANNER.fullmatch(text, places[last].end, word.start()):
        return None
    founder = places[last]
    if len(row_before(text, places, last)) > 1 or founder.name.kind in ("media", "exchange"):
        return None
    by = BY.search(text, max(0, founder.start - 16), founder.start)
    if by is not None:
        if not ENDS.match(text, word.end()):
            return None
        child = places[last - 1] if last else None
        if child is not None and re.fullmatch(r"[”\"]?(?:最早|最初|原|则|均|也)?", text[child.end : by.start()]):
            return founder, [child]
        told = topics.told(by.start(), founder)
        return (founder, [told]) if told is not None else None
    new = places[last + 1] if last + 1 < len(places) else None
    if new is not None and text[word.end() : new.start] == "的" and ALONE.search(text, founder.end, word.start()):
        return founder, [new]
    if new is None or not NEW_ONE.fullmatch(text, word.end(), new.start) or named_aside(text, founder):
        return None
    return (founder, row(text, places, last + 1)) if REGISTERED.search(text, new.start, new.end) else None


def _parted(
    text: str, word: re.Match[str], places: Sequence[Place], last: int, topics: Topics
) -> tuple[Place, Sequence[Place]] | None:
    """乙从甲|分拆, 甲拟分拆|乙独立上市."""
    parent = places[last] if last >= 0 else None
    child = places[last + 1] if last + 1 < len(places) else None
    if word[0] in ("分拆", "拆分") and child is not None and WHOLE_FIRM.match(text, child.end):
        if child.start != word.end() + text.startswith("“", word.end()):
            return None
        owner = parent if parent is not None and PLANS.fullmatch(text, parent.end, word.start()) else None
        told = owner or topics.told(word.start(), child)
        return (told, [child]) if told is not None else None
    if parent is None or not OUT.fullmatch(text, parent.end, word.start()):
        return None
    out = OUT_OF.search(text, max(0, parent.start - 8), parent.start)
    if out is None:
        return None
    told = places[last - 1] if last and places[last - 1].end > out.start() - 6 else topics.told(out.start(), parent)
    return (parent, [told]) if told is not None else None

"""Whose a relation is: the name that owns what stands behind 子公司, 旗下 or 控股股东, or that the text leaves it open.

The last name before the word in its sentence owns it; 其 and 公司 point at whom the sentence is about. A name that
a preposition leads to (向乙转让子公司丙), that stands in a title of its own (《关于…的议案》) or that is a bank owns
only what stands right behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from aftershock.model import NameFound

OFFICES = ("government", "regulator")
"""What owns shares, but is owned by none."""
FAR = 60
"""Characters between a relation word and its owner, at most."""
SHARE = (
    r"(?:(?:直接|间接|合计|现|共)*(?:持有|持股|控股)(?:比例)?"
    r"(?:为|约)?\d{1,3}(?:\.\d+)?[%％](?:的?(?:股权|股份|权益))?)"
)
"""What a parent holds of its child, told before what it is to it: 公司持有80%股权的|控股子公司."""
PRONOUN = re.compile(
    rf"(?:其|它|后者|(?:[本我你贵该]|上市)?公司|发行人|集团|平台|该行|本行)"
    rf"(?:(?:的|旗下|下属|所属|之|[与及和]|持有的|控股|直接|间接|重要|核心|主要|原|{SHARE}[的之]?){{1,3}})?\Z"
)
FILER = ("公司", "本公司", "我公司", "你公司", "贵公司", "上市公司", "发行人")
"""What a filing calls its issuer."""
OURS = ("本公司", "我公司", "发行人")
IS = re.compile(r"(?:[（(][^（）()\n]{1,40}[）)])?(?:为|系|是|起?诉)")
"""Between a body and 公司, which it then is not: 甲为|公司全资子公司乙的子公司, 甲诉|公司子公司乙."""
_EACH = r"(?:各自?|分别|两者|三者|彼等|其均|上述[^，。；\n]{0,6}|全部|均|皆|都){1,2}(?:同?(?:是|系|为|乃|属于?))"
OWN = re.compile(
    rf"[”\"』’]?(?:品牌)?(?:(?P<each>[（(，]?{_EACH})|[（(](?:[^（）()\n]{{2,16}}，)?(?:是|系|为|乃)?|是|系|为|乃|作为|(?:自此|由此|从此|正式|已|将)*成为"
    r"|，(?:[^。；\n]{0,40}公司，)?[并且亦均]?(?:是|系|为|乃))(?:(?:[本我你贵该]|上市)?公司|发行人|集团|我们|其|我司)[^，。；\n]{0,24}\Z"
)
"""Between what is its issuer's own and the word: “甲”是公司去年创立的|自有品牌."""
AND_ITS = re.compile(r"(?:以?及|与|和|或|、)其(?:的|旗下|下属)?\Z")
"""甲及其|子公司乙: 其 is who stands right before."""
HOLDS_TOO = re.compile(
    r"(?:直接|合计)?(?:持有|拥有|控制)的?(?:以?及|与|和|或者?|、|并)(?:间接)?通过其(?:的|旗下|下属)?\Z"
)
"""甲受让乙直接持有或通过其|子公司丙持有的股权: so it is here."""
BESIDE = re.compile(
    r"[”\"』」]?(?:[（(][^（）()\n]{1,40}[）)])?(?:公司|集团)?(?:的|旗下|下属|之)?(?:[两三四五六几多]家)?(?:在?(?:中国|香港|美国|德国|日本|欧洲|境外|境内|海外)的?)?\Z"
)
"""Between an owner and the word, where nothing else does."""
BOUGHT_OF = re.compile(
    r"(?:收购|并购|买下|入股|投资|参股|出售)了?(?!设立|成立|新设|建立|组建|创办|兴建|控股|亏损|全资|核心|闲置|参股|部分|其|该公司|上市|本公司)[\u4e00-\u9fff]{2,4}(?:的)?\Z"
)
"""收购某某|旗下公司: who sells, by a name unknown here."""
OF_BRANDS = re.compile(r"(?:的|旗下)(?:[\d两三四五六七八九十多]{0,3}[大个款])?[\u4e00-\u9fff]{0,6}")
"""Between who has brands and the word for them, though it is somebody's child itself: 甲旗下乙|的三大主力|品牌丙."""
OWN_DEED = re.compile(r"(?:设立|成立|新设|收购|通过|注册)(?:了|一家|其|旗下|的){0,2}\Z")
"""Right before the word, where a child does it that was told of before: 甲子公司乙出资设立|全资子公司丙."""
OF_FILER = re.compile(r"(?<![\u4e00-\u9fff])(?:[本我]|上市)?公司\Z")
"""Before 及其|子公司: a filer's own."""
IS_ITS = re.compile(r"(?:[（(][^（）()\n]{1,40}[）)])?(?:是|系|为)(?:[本我你贵]|上市)?公司(?:的|之|全资|控股|参股)")
"""Behind a body that belongs to whom 公司 is, and is not that itself."""
THIS_ONE = re.compile("后者|该公司|该集团")
LEARNT = re.compile(r"(?:方面|公司|集团)?(?:处)?(?:获悉|了解到|获知|得知|官网|公告)")
"""Behind a body that only tells, of itself."""
CHILD = re.compile(r"(?:子公司|孙公司|附属公司|参股公司)\Z")
QUOTED = re.compile(r"[”』」](?:公司|集团)?的?\Z")
GROUP = re.compile(
    r"[\u4e00-\u9fff](?<![该本我贵各])集团(?:透过|通过|的|旗下|下属|其){0,3}\Z"
    r"|[\u4e00-\u9fff]{2}(?:矿|药业|股份|电子|科技|实业|贸易|投资|地产|汽车|保险|能源|石油|化工|医药|食品)公司\Z|[A-Za-z0-9]\Z|[\u4e00-\u9fff]{2}系\Z"
)
"""Right before 旗下: a group by a name unknown here. 东风系|合资公司 is of whom nobody names."""
NEXT_ONE = re.compile(
    r"(?:(?:以及|、|，和)(?!其|旗|公司|目前|主要|同时)[\u4e00-\u9fff]{3,4}|[将已](?:为|由|与|被|向|从|对)(?![其该本此]|公司|集团|目前|主要|同时)[\u4e00-\u9fff]{2,4})\Z"
)
"""Right before 旗下: the next of a list, by a name unknown here: 甲旗下乙，以及某某某|旗下丙."""
RULED = ("控股的", "控制的", "全资拥有的", "全资持有的")
BOSS = re.compile(
    r"(?<=[称是由让被与和及，。、的\n])[王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜][\u4e00-\u9fff]{1,2}\Z"
)
"""Right before 旗下: a person whom nothing else tells of."""
BYLINE = re.compile(r"\d{1,2}月\d{1,2}日 ?(?:[-—丨|]|讯|消息|电)")
"""Behind who only brings the news: 某某网6月9日 - 甲公告称."""
TO_ONE = re.compile(r"[与同向][\u4e00-\u9fff]{2,8}(?<!上市)(?:公司|企业|巨头|平台|机构|厂商)\Z")
"""Before whom a preposition leads to by what it makes: 与无人驾驶技术公司|甲合作，旗下品牌乙."""
MEANS = re.compile(r"通过(?:其|旗下|下属)?(?:全资|控股|境外|下属|间接)*(?:子公司|孙公司|附属公司|关联方)\Z")
"""The same by whom something is done: 通过子公司|甲向控股股东乙提供资金."""
THROUGH = re.compile(r"，(?:并|拟|则|同时)?通过(?:其|旗下|下属)?\Z")
"""Right before the word, where the clause is about whom the sentence is about."""
FILER_THROUGH = re.compile(r"(?:\A|[，。；：])(?:[本我]|上市)?公司通过(?:其|旗下|下属)?\Z")
"""As THROUGH, of whom the text calls 公司."""
CLOSED = re.compile(r"[《》]")
RARE = ("bank", "exchange", "media", "research institute", "platform")
"""Bodies that sentences name for other reasons."""


NONE: Mapping[str, int] = MappingProxyType({})


class Place(NamedTuple):
    """One place where a name stands."""

    start: int
    end: int
    name: NameFound


INTRODUCING = re.compile(r"[（(](?:[^（）()\n]|[（(][^（）()\n]{1,20}[）)]){1,70}[）)]")
OPENING = ("（", "(")
FORMS = re.compile(r"简称|[下全]称|代码|代号|股票|证券|原名|曾用名|[（(][\dA-Za-z.,，:：%％+ -]+[）)]")
"""In a bracket that tells only what else a body is called."""


def whole(text: str, found: Iterable[Place]) -> list[Place]:
    """The places in order; a name and the bracket that tells only what else it is called are one place."""
    alone = sorted(found, key=lambda place: place.start)
    places: list[Place] = []
    at = 0
    while at < len(alone):
        place, at = alone[at], at + 1
        bracket = INTRODUCING.match(text, place.end) if text.startswith(OPENING, place.end) else None
        if bracket is not None:
            inside = at
            while inside < len(alone) and alone[inside].start < bracket.end():
                inside += 1
            own = all(one.name is place.name for one in alone[at:inside])
            if own and (inside > at or FORMS.search(bracket[0])):
                place, at = place._replace(end=bracket.end()), inside
        places.append(place)
    return places


JOINED = ("、", "和", "与", "及", "以及")


def row(text: str, places: Sequence[Place], at: int) -> Sequence[Place]:
    """The bodies that stand one after the other from a place on: 甲、乙和丙."""
    last = at
    while last + 1 < len(places) and text[places[last].end : places[last + 1].start] in JOINED:
        last += 1
    return places[at : last + 1]


def row_before(text: str, places: Sequence[Place], at: int) -> Sequence[Place]:
    """The bodies that stand one after the other up to a place."""
    first = at
    while first and text[places[first - 1].end : places[first].start] in JOINED:
        first -= 1
    return places[first : at + 1]


def owner(
    text: str,
    word: re.Match[str],
    places: Sequence[Place],
    starts: Sequence[int],
    other: Place,
    issuer: Place | None = None,
    children: Mapping[str, int] = NONE,
) -> Place | None:
    """Whose the relation is that `word` tells: the last name before it in its sentence but `other`.

    `issuer` is who 公司 is in a filing; `children` tells where names were last told to be somebody's child.
    """
    start = word.start()
    limit = max(text.rfind(mark, max(0, start - 2 * FAR), start) for mark in "。！？；\n")
    last = bisect_right(starts, start - 1) - 1
    pronoun = PRONOUN.search(text, max(0, start - 28), start)
    its = AND_ITS.search(text, max(0, start - 6), start) or HOLDS_TOO.search(text, max(0, start - 16), start)
    if its is not None and last >= 0 and BESIDE.match(text, places[last].end, its.start()):
        return places[last]
    if pronoun and not (last >= 0 and places[last].end > pronoun.start()):
        if issuer is not None and issuer.name is not other.name and pronoun[0].startswith(FILER):
            return issuer
        if pronoun[0].startswith(OURS):
            return None  # the voice of an issuer that the text does not name
        # 甲公司与乙公司签约，其子公司丙: what the pronoun stands for opened the sentence.
        clause = max(text.rfind(mark, limit + 1, pronoun.start()) for mark in "，；")
        of_clause = bisect_right(starts, clause) if pronoun[0].startswith("其") and clause > limit else last + 1
        told = (*places[of_clause : last + 1], *places[bisect_right(starts, limit) : of_clause])
        if THIS_ONE.match(text, pronoun.start() - (text[pronoun.start() - 1] == "该")):
            told = tuple(reversed(places[bisect_right(starts, limit) : last + 1]))
        this_one = text[pronoun.start() - 1] in "该本"
        for place in told:
            if place.name.kind in ("media", "exchange", "platform", *OFFICES) or IS.fullmatch(
                text, place.end, pronoun.start()
            ):
                continue
            if pronoun[0].startswith(FILER) and IS_ITS.match(text, place.end):
                return None  # 乙是公司的参股公司，|公司|通过子公司丙…
            learnt = this_one and LEARNT.match(text, place.end)  # 从甲获悉，该集团旗下乙
            if place.name is not other.name and (learnt or not (place.end <= start and named_aside(text, place))):
                return place
        return None
    if FILER_THROUGH.search(text, max(0, start - 12), start):
        return issuer if issuer is not None and issuer.name is not other.name else None
    if THROUGH.search(text, max(0, start - 10), start):
        for place in places[bisect_right(starts, limit) : last + 1]:
            if able(place) and place.name is not other.name and not named_aside(text, place):
                return place
    if text[start - 1 : start] in ("、", "和", "及", "与") and word[0].endswith("的"):
        last = bisect_right(starts, limit)  # 甲参股的乙、控股的|丙: who opens the sentence
    for number in range(last, -1, -1):
        place = places[number]
        if place.start <= limit or start - place.end > FAR:
            return None
        if place.end > start or place.name is other.name or place.name.kind in ("media", "exchange"):
            continue
        if place.name.kind in OFFICES:
            if word[0].endswith("子公司") and BESIDE.match(text, place.end, start):
                return place  # 某市国资委|全资子公司
            continue
        if BESIDE.match(text, place.end, start) and not (
            word[0].endswith("购") and text[place.start - 1 : place.start] in ("向", "从", "对")
        ):
            return place
        if (
            text.count("，", place.end, start) > 2
            or place.name.kind in RARE
            or (word[0].endswith("公司") and place.name.kind in ("brand", "brand store"))
            or (word[0].endswith("购") and text.startswith("品牌", place.end))
            or _led_to(text, places, number)
            or _object(text, place)
        ):
            continue
        if word[0].endswith("品牌") and OF_BRANDS.fullmatch(text, place.end, start):
            return place
        if not OWN_DEED.search(text, max(0, start - 12), start) and (
            children.get(place.name.name, -1) > limit
            or text.endswith(word[0], 0, place.start)
            or (word[0].startswith("实") and text[place.end : start] in JOINED)  # 甲控股股东乙及|实际控制人
            or (word[0].endswith("股东") and CHILD.search(text, max(0, place.start - 4), place.start))
        ):
            continue  # 为子公司甲担保、为子公司乙担保: they are sisters
        bracket = CLOSED.search(text, place.end, start)
        if bracket is None or bracket[0] == "《":
            return place
    return None


def _led_to(text: str, places: Sequence[Place], number: int) -> bool:
    """Whether a preposition leads to a body, or to the list that it stands in: 与|甲、乙签约."""
    while number and text[places[number - 1].end : places[number].start] == "、":
        number -= 1
    return named_aside(text, places[number])


def able(place: Place) -> bool:
    """Whether a body may be one whose subsidiaries a text tells of."""
    return place.name.kind not in ("media", "exchange", "brand", "research institute", *OFFICES)


def anothers(text: str, start: int, persons: frozenset[int], places: Sequence[Place], starts: Sequence[int]) -> bool:
    """Whether what stands right before the word owns it and is no body known here: 某人旗下, 某某及其子公司."""
    last = bisect_right(starts, start - 1) - 1
    end = places[last].end if last >= 0 else -1
    if its := AND_ITS.search(text, max(0, start - 5), start):
        beside = last >= 0 and BESIDE.match(text, end, its.start())
        return not (beside or OF_FILER.search(text, max(0, its.start() - 6), its.start()))
    unknown = NEXT_ONE.search(text, max(0, start - 6), start) if text.startswith("旗下", start) else None
    if unknown is not None and end <= unknown.start():
        return True
    if text.startswith(RULED, start) and text[start - 1 : start] in ("）", ")"):
        opened = max(text.rfind("（", max(0, start - 40), start), text.rfind("(", max(0, start - 40), start))
        return opened > 0 and end < opened  # 某人（Abc Def）|控股的
    bare = start - (text[start - 1 : start] == "的")
    bare -= text[bare - 1 : bare] in ("）", ")") and bare - 1 in persons
    if bare in persons or ((sold := BOUGHT_OF.search(text, max(0, start - 7), start)) and end <= sold.start()):
        return True
    if text.startswith("旗下", start) and (boss := BOSS.search(text, max(0, start - 5), start)) and end <= boss.start():
        return True
    group = GROUP.search(text, max(0, start - 10), start)
    if group is not None and end <= group.start():
        return True
    quote = QUOTED.search(text, max(0, start - 4), start)
    return quote is not None and not quote.start() <= end <= start


def _object(text: str, place: Place) -> bool:
    """What is held, bought or sued is not who does it: 甲持有乙股份，并通过全资子公司丙…."""
    return text[max(0, place.start - 2) : place.start] in (
        *("满足", "支持", "配合", "帮助"),
        *("持有", "收购", "入股", "起诉", "所占", "所持", "增持", "减持", "参股", "控股", "并购", "出售", "转让"),
    )


def named_aside(text: str, place: Place) -> bool:
    """A name that a preposition leads to is not what the sentence is about: 据甲报, 向乙公司."""
    return (
        text[place.start - 1 : place.start] in tuple("据向对从由被与和在给至将把")
        or text.startswith("除了", max(0, place.start - 2))
        or TO_ONE.search(text, max(0, place.start - 14), place.start) is not None
        or MEANS.search(text, max(0, place.start - 14), place.start) is not None
        or text[max(0, place.start - 2) : place.start] in ("根据", "通过", "来自", "告诉", "此前")
        or text.startswith(("数据", "显示", "研报", "讯", "APP", "信息", "股东信息"), place.end)
        or text.startswith(("的收购", "的并购"), place.end)
        or BYLINE.match(text, place.end) is not None
    )

"""Firms unknown elsewhere that a text names again and again, by what it says beside them that only firms have.

蓝砾的创始人, 给蓝砾供货, 蓝砾成立于2012年        a firm's name stands right beside
…, 蓝砾则裁掉一半的人                            and it stands elsewhere, with other words around

No rule sees how far such a name goes from one place alone: the letters that the text has again are the name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from aftershock.extract.language.cutting import Cuts, cut, tag
from aftershock.extract.language.scan import Scan, Words, occurrences
from aftershock.extract.nameforms.likeness import person_like
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.brandnames import IN_NONE

_POSTS = ("创始人", "董事长", "CEO", "总裁", "总经理")
_OF_FIRMS = (
    *("成立于", "招股书", "加盟商", "加盟店", "运营主体", "控股股东", "母公司", "投资方", "主账号", "生产线", "产线"),
    *("合作资金方", "合作方", "主品牌", "运营公司", "代工厂", "销售群", "前员工"),
)
"""What persons have not."""
_OF_ANY = (
    "负责人",
    "老板",
    "员工",
    "工厂",
    "店铺",
    "货款",
    "供应商",
    "股权",
    "门店",
    "团队",
    "官网",
    "办公室",
    "运营",
    "主管",
)
"""What persons may have, or titles that go with other words besides."""
_LEFT = r"(?<![之此目当以年日提生空天月史从])前[\u4e00-\u9fff]{0,4}?(?:经理|总监|主管|员工|高管|副总|工程师)"
"""Who has left: 蓝砾|前品质经理."""
BESIDE = Scan(
    (*_POSTS, *_OF_FIRMS, *_OF_ANY, "前"),
    rf"(?P<post>{'|'.join(_POSTS)})|(?P<left>{_LEFT})|(?P<firm>{'|'.join(_OF_FIRMS)})|(?P<any>{'|'.join(_OF_ANY)})",
)
HEADS = frozenset(post[:2] for post in _POSTS)
"""With which the posts begin whose holder, named behind, shows that a firm opens the clause: 蓝砾达联合创始人韩某."""
LINK = re.compile(r"(?:的|(?<![之以])前|原)?(?:的|联合|联席|(?:高级|常务)?副|执行|高级)?\Z")
"""What may stand between a firm and what it has."""
GIVEN = Scan(
    ("给", "向"),
    r"[给向](?P<name>[\u4e00-\u9fff]{2,5}?)(?=供[过货]|出具|提供[^，。]{0,6}(?:服务|产品|设备|原料|报告)|做[过代]|代工|配套|配过?[^，。]{2,4}的|放[过款贷]|投过|送过?货)",
)
"""Whom somebody supplies."""
SELLING = Words("卖家", "大卖", "店铺", "账号")
"""A text of sellers holds one of these."""
ABROAD = Words("亚马逊", "跨境")
"""One of sellers abroad one of these besides."""
OPENS = re.compile(r"[，。；“\n]([\u4e00-\u9fff]{3,4}?)(?=[的则也]|[已又还却]|被|有\d|去年|今年|上半年)")
"""Who opens a clause in a text of sellers, and is told of."""
LED = frozenset("与和给对把被由在是为及的了比像让从向叫跟即")
"""Letters that stand right before a name, whatever the cutter makes of them."""
FOLLOW = frozenset("的也则把被在又正将已曾就还因是有和与及等都却先给对向从为由拿让签前原")
"""Letters that stand right behind."""
LASTS = frozenset("客坊仓铺达通盛润泰佳美宝科特尔斯德克森诺维思隆丰源恒信华兴安康利雅娜迈仕")
"""With which a name ends that begins with a noun of the language: 骑士|达."""
KINDS = frozenset(
    "店馆站厂仪机器杯茶奶粉车房板柜鞋包灯膜盒酒药剂酸片刀人者员岗商方类款型版区部组线队圈界业学课校班群号权费率价值额量比丝料材胶漆膏液素苷肽酯醇期年月日城村镇市县省路街园院所会案处"
)
"""With which words of kinds of things and people end."""
NO_NAME = re.compile(
    r"[本该此其各每某这那哪几数两我你他她它一二三四五六七八九十第]|公司|企业|品牌|平台|门店|店铺|行业|市场|商家|卖家|老板|员工|供应|独立|跨境|电商|网红|越|兼|[上下前后里外中内]\Z|们|遭|不|[难出到]\Z|[上中里内]能|\A(?:[很相呈需]|[今是]次)|\A[类省市县区总净作商方店老小阿大新为是系即有乃叫如像让]"
)
_IN_NONE = IN_NONE.union("该此每各某哪几数两你它一二三四五六七八九十越们")
BEGINS_NONE = _IN_NONE.union("类省市县区总净作商方店老小阿大新为是系即有乃叫如像让遭")
"""Letters with which no strange name begins."""
ENDS_NONE = _IN_NONE.union(KINDS, "上下前后里外中内")
"""Letters with which none ends."""
MOST = 80
"""So many candidates are looked at in a text at most."""
COUNTED = 400
"""So many stretches are counted in it, for which all of it is looked through."""
PLACES = 30
"""At so many of its places a name is looked at."""
FITTING = 0.75
"""That part of its places look as those of a name do."""


def recurring(text: str, people: Collection[str], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names beside what firms have, which the text has again; `people` are the persons that it names."""
    judged: dict[str, bool] = {}
    counted: dict[str, int] = {}
    for end, sure, trigger in _hints(text, lore):
        if len(judged) > MOST or len(counted) > COUNTED:
            return
        opens = cuts.clause(end)[0]
        if trigger in HEADS and sure and 3 <= end - opens <= 4 and strange(text[opens:end], lore):
            yield Sighting(opens, end, "company", "names/recurring", trigger)
            continue
        start = _start(text, end, counted, cuts)
        if start is None:
            continue
        name = text[start:end]
        if name in people or ((len(name) == 2 or person_like(name, lore)) and not sure):
            continue
        if name not in judged:
            judged[name] = _named(text, name, cuts, lore)
        if judged[name]:
            yield Sighting(start, end, "company", "names/recurring", trigger)


def _hints(text: str, lore: Lore) -> Iterator[tuple[int, bool, str]]:
    """Where a name may end, and whether no person can stand there."""
    for found in BESIDE.finditer(text):
        link = LINK.search(text, max(0, found.start() - 5), found.start())
        end = link.start() if link else found.start()
        if end < 2 or not "\u4e00" <= text[end - 1] <= "\u9fff" or text[end - 1] in ENDS_NONE:
            continue
        named = found["post"] and text[found.end() : found.end() + 1] in lore.surnames
        yield end, bool(found["firm"] or found["left"] or named), found[0][:2]
    for found in GIVEN.finditer(text):
        if found["name"][-1] not in ENDS_NONE:
            yield found.end("name"), False, "给"
    if SELLING.stand_in(text) and ABROAD.stand_in(text):
        yield from ((found.end(1), False, "卖家") for found in OPENS.finditer(text) if found[1][-1] not in ENDS_NONE)


def _start(text: str, end: int, counted: dict[str, int], cuts: Cuts) -> int | None:
    """Where the longest stretch begins that ends here and that the text has again; each is `counted` once."""
    best = None
    last = 0
    for size in (2, 3, 4):
        start = end - size
        if start < 0 or not "\u4e00" <= text[start] <= "\u9fff" or text[start] in IN_NONE:
            break
        stretch = text[start:end]
        times = counted.get(stretch)
        if times is None:
            times = counted[stretch] = text.count(stretch)
        if times < 2 or times < last * FITTING:
            break
        last = times
        if begins(text, start, cuts):
            best = start
    return best


def begins(text: str, start: int, cuts: Cuts) -> bool:
    """Whether a name may begin here, by what stands before."""
    return start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in LED or cuts.is_edge(start)


def _ends(text: str, end: int, cuts: Cuts) -> bool:
    return not "\u4e00" <= text[end : end + 1] <= "\u9fff" or text[end] in FOLLOW or cuts.is_edge(end)


def _named(text: str, name: str, cuts: Cuts, lore: Lore) -> bool:
    """Whether a stretch is no word of the language, and stands apart from the words around wherever it stands."""
    if not strange(name, lore):
        return False
    places = [at for at, _ in zip(occurrences(text, name), range(PLACES), strict=False)]
    apart = [at for at in places if begins(text, at, cuts) and _ends(text, at + len(name), cuts)]
    around = {text[at - 1 : at] + text[at + len(name) : at + len(name) + 1] for at in apart}
    least = 2 if len(name) > 2 else 3
    return len(apart) >= max(least, FITTING * len(places)) and len(around) >= 2


def firm_name(name: str, lore: Lore) -> bool:
    """Whether letters are strange, or but for the ending of a firm's name: 蓝砾投资."""
    if strange(name, lore):
        return True
    ending = lore.trailing.search(name, 2)
    if ending is None or lore.last_words[ending[0]].strength == "full":
        return False
    return 2 <= ending.start() <= 4 and strange(name[: ending.start()], lore)


def strange_before(text: str, end: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where the last word or two before a place begin that are three or four letters of no language, if they are."""
    clause = cuts.clause(end)[0]
    for start, _, _ in reversed(cuts.words(max(clause, end - 6), end)[-2:] if clause < end else ()):
        if 3 <= end - start <= 4 and begins(text, start, cuts) and strange(text[start:end], lore):
            return start
    return None


def strange(name: str, lore: Lore) -> bool:
    """Whether letters make up no words, so that they can but name somebody: 蓝弗森; 骑士达 ends as names do."""
    if name in lore.by_form or lore.ordinary(name) or name in lore.plain or name in lore.titles or name[-1] in KINDS:
        return False
    if any(name[at:] in lore.by_form for at in range(1, len(name) - 1)):
        return False  # 用|甲乙
    if NO_NAME.search(name) or not IN_NONE.isdisjoint(name) or lore.place_at(name, 0) > 0:
        return False
    if len(name) == 4 and name[0] == name[2]:
        return False  # 浮盈浮亏
    words = cut(name)
    if len(words) == 1:
        return len(name) != 4 or not (lore.ordinary(name[:2]) or lore.ordinary(name[2:]))
    known = [word for word in words if len(word) > 1 and tag(word) not in ("", "np") and word[0] != word[1]]  # 米|朵朵
    if not known:
        return not any(word in lore.stops for word in words)
    return len(name) == 3 and known == [words[0]] and tag(words[0])[:1] == "n" and name[-1] in LASTS

"""Names by their endings: X有限公司, X协会, X银行, X科技."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.beginnings import beginning
from aftershock.extract.nameforms.borders import BETWEEN, LEADING, UNBOUND
from aftershock.extract.nameforms.likeness import nouns
from aftershock.extract.nameforms.lore import PUBLIC, Ending, Lore
from aftershock.extract.nameforms.offices import named_by_place, part
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.shortendings import COUNT, short
from aftershock.model import NameKind

DEALERS = re.compile(r"(?:集成|供应|开发|经销|制造|运营|代理|承包|分销|生产|服务)\Z")
"""Before 商, whose next word is 会 and no chamber of commerce."""
COUNTED = re.compile(r"(?:[两三四五六七八九十几多数]|\d)[家个]\Z")
"""Before a noun that says what the counted are."""
REGISTERED = re.compile(r"(?:股份|集团)?(?:有限责任公司|有限公司)$")
SPECIAL: tuple[tuple[str, NameKind], ...] = (
    ("银行", "bank"),
    ("信用社", "bank"),
    ("资本", "investor"),
    ("基金管理", "investor"),
    ("投资管理", "investor"),
    ("创业投资", "investor"),
)
BRANCHES = ("分行", "支行", "分公司")
_SO_MANY = re.compile(r"[\d一二两三四五六七八九十多几数][余多]?[间家个]\Z|(?:全线|全部|部分|所有|多家|多间|各家?)的?\Z")
"""Before branches that are counted, and not named: 有6间|分行."""
NO_BODY = re.compile(
    r"近[两三几\d]年|等大|[应由去到均欠假各不几]|最(?!高)|多[家所个]|[两三四五六七八九十数\d][家所个]|部分|这家|一家|个别"
)
"""What stands before a bare noun that names nobody: 应由|法院, 南京多家|银行."""
SHOPS = frozenset(
    [
        *("美食店", "餐饮店", "饮食店", "小吃店", "餐厅", "面馆", "饭店", "药店", "水产店", "蔬菜店"),
        *("副食店", "粮油店", "便民店", "食杂店", "早餐店", "快餐店"),
        "零售店",
        "生鲜店",
        "便利店",
        "经营部",
        "商行",
        "门市部",
        "专卖店",
        "食品店",
        "水果店",
        "烟酒店",
        "服装店",
        "火锅店",
    ]
)
"""Endings of shops' registered names."""
TRADING = frozenset(["批发", "零售", "经营", "代理", "加工", "维修", "配送", "直销", "经销", "制作"])
"""Verbs that shops have in their registered names."""
ZONE = re.compile(r"(?:合作|开发|高新|示范|保税|自贸|试验|工业|产业园|高新技术产业开发|经济技术开发|新)区\Z")
"""A zone that has offices and courts of its own."""
FEDERAL = re.compile(
    r"(?:美国)?(?:[\u4e00-\u9fff]{2,6}|[加德佛伊纽俄内])州[东南西北中]?部?(?:地?区)?(?:联邦)?(?:地区|地方|破产|上诉|最高|高等)?"
)
"""Whose a court of a state is: 加州北区联邦地区|法院."""
GRADE = re.compile(r"(?:(?:中央|联邦)?(?:高等|地方|地区|上诉|商事|行政|家庭))\Z")
"""What grades there are of courts."""
LETTERS = re.compile(r"(?:(?<![A-Za-z])[A-Z][A-Za-z&.'-]* )+\Z")
"""The words in Latin letters before the last one of a registered name: Food |Wise有限公司."""
TRADED = frozenset(["交易平台", "交易所"])
"""What an exchange is, behind its name in Latin letters."""
FIRST_OF_ALL = re.compile(
    r"最[大小早高]|第[一二三四五六七八九十]大|首[家个]|一个|前[两二三四五六七八九十\d]+大|境内|唯一|知名|著名|全球第"
)
"""What a body is, before its noun, and no name: 全球最大|黄金交易所."""
OF_THE_TOWN = re.compile(r"[并已]?[经由][市省县区](?!场)|[\u4e00-\u9fff]{0,6}(?:当地|属地|异地|一地)")
"""With what begins that names a body without its town: 并经市|防控领导小组, 某市当地|派出所."""
FIGURES_TOLD = re.compile(r"季|年度|产[量销]|销量|业绩|经营|财务|数据")
"""Before 快报, which is no paper: 第四季度产量|快报."""
ABBREVIATED = re.compile(r"[（(](?:[A-Z]{3,8}|(?:以下|下)?(?:简称|称)[^（）()\n]{2,16})[）)]")
"""Behind an official name of ordinary words alone: 公众环境研究中心（IPE）."""
JOINED = re.compile(
    r"(?<=[局队院委厅部会办署])(?:联合|会同|指导|督促|责成|授权|委托|协同)(?=[\u4e00-\u9fff])|(?<=[局队院署处科组])[及和与]"
)
"""Between two bodies that act together: 公安局刑侦支队|联合|某地派出所."""


def endings(text: str, hits: Iterable[tuple[int, int, Ending]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Every name that a known ending gives; `hits` are the places of all endings."""
    longest: dict[int, tuple[int, Ending]] = {}
    for start, end, ending in hits:
        longest.setdefault(start, (end, ending))  # of endings that begin here the longest comes first
    for start, (end, ending) in longest.items():
        if ending.strength == "full":
            found = _full(text, start, end, ending, cuts, lore)
        else:
            found = short(text, start, end, ending, longest.get(end), cuts, lore)
        if found is not None:
            yield found


def _from_known(text: str, border: int, start: int, lore: Lore) -> int:
    """Where a known name begins whose first letters, words besides, the border cuts off: 被告方为|有棵树（深圳）."""
    for at in (border - 2, border - 1):
        known = lore.known.at(text, at) if at >= 0 else None
        if known is not None and border < known[0] <= start:
            return at
    return border


_SHUTS = ("得", "了", "掉", "店", "闭", "停", "张")


def _full(text: str, start: int, end: int, ending: Ending, cuts: Cuts, lore: Lore) -> Sighting | None:
    """A registered or official name."""
    if text[start:end] in TRADED and (text[start - 1].isascii() or "A" <= text[end : end + 1] <= "Z"):
        return None  # Abcd|交易平台, 加密货币交易所|Abcd
    if text[start:end] == "海关" and (
        text[start - 1] == "山" or (text[start - 1] == "上" and text.startswith(_SHUTS, end))
    ):
        return None  # 山海关, a place; 上海|关得最多
    if text[start:end] in SHOPS and not _sited_shop(text, start, cuts, lore):
        return None
    if (
        text[start:end] in lore.by_form
        and text[start - 1 : start] not in tuple("省市区县州")
        and not any(lore.place_at(text, start - size) == start for size in (2, 3))
    ):
        return None
    registered = text[start:end].endswith(
        ("有限公司", "有限责任公司", "事务所", "合伙企业", "合伙）", "合伙)", "株式会社")
    )
    if (registered and text[start - 1] in "为是系以") or (not registered and not _ends_here(text, end, cuts, lore)):
        return None  # 组织形式为|股份有限公司
    border = beginning(text, start, end, registered, cuts, lore)
    if border is not None and registered:
        border = _from_known(text, border, start, lore)
        if text[border - 1 : border] == " " and (letters := LETTERS.search(text, max(0, border - 30), border)):
            border = letters.start()
    if border is None or start - border < (2 if registered else 1) or text[border:start] in ("和", "与", "及"):
        return None  # 证监会|和交易所
    if text[start:end] == "交易所" and text[start - 1] in "和与及":
        return None  # 某协会|和交易所
    if not registered:
        border = _zoned(text, border, start, lore)
        joined = JOINED.search(text, border, start)
        border = joined.end() if joined else _with_body(text, border, lore)
        if _told(text, border, start, end, cuts, lore):
            return None
    if text[start:end] in BRANCHES and (lore.place_at(text, border) == start or _SO_MANY.search(text, border, start)):
        return None  # 甲乙银行（Abc）|新加坡分行, 关闭|苏州分公司, 甲乙银行有6间|分行
    if text[start:end] == "银行" and text.endswith(BRANCHES, border, start):
        return None  # 甲乙银行某支行|银行账户
    if text[start:end] == "银行" and text[border:end] not in lore.by_form and _watched(text, border, start, lore):
        return None
    if (
        text[start:end] == "银行"
        and text.startswith(("账户", "账号", "理财师"), end)
        and not _bank(text, border, start, lore)
    ):
        return None  # 甲乙矿业|银行账户
    if text[start:end] == "商会" and DEALERS.search(text, border, start):
        return None  # 系统集成商|会倒下
    name = text[border:end]
    if name[0] in UNBOUND and name not in lore.by_form and lore.place_at(name, 0) == 0:
        return None
    if not registered and name not in lore.by_form and COUNTED.search(text, max(0, border - 3), border):
        return None  # 这两家|农商银行
    if name.startswith(("国家级", "境内", "境外", "今年", "去年", "近年")) or (
        text[start:end] == "政府" and text.startswith("和社会资本", end)
    ):
        return None
    if not registered and _no_body(text, border, start, end, cuts, lore):
        return None
    if name in lore.not_names or "某" in text[max(0, border - 1) : border + 6]:
        return None
    stem = text[border:start]
    if text[start:end] == "法院" and stem in lore.abroad:
        return None  # any of a country's courts
    if (
        not _official(text, border, start, end, stem, registered, cuts, lore)
        and not (ABBREVIATED.match(text, end) and nouns(border, start, cuts, lore))
        and not (text[start:end] == "银行" and _with_branches(text, stem, end, lore))
    ):
        return None
    kind = lore.by_form[name].kind if name in lore.by_form else _kind(name, ending)
    end = part(text, name, end)
    return Sighting(border, end, kind, "names/ending", text[start:end])


BRANCH = re.compile(r"[\u4e00-\u9fff]{2,3}(?:分|支)行|股份有限公司")


def _with_branches(text: str, stem: str, end: int, lore: Lore) -> bool:
    """Whether a bank is called by a noun of the language, and has a branch by a town's name: 盐田银行|深圳分行."""
    named = len(stem) == 2 and tag(stem) == "n" and BRANCH.match(text, end) is not None
    return named and not (stem in lore.plain or stem in lore.inside or stem in lore.heads or stem in lore.stops)


def _no_body(text: str, border: int, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether the words before an ending tell of a body, and do not name it."""
    ending, place = text[start:end], lore.place_at(text, border)
    if OF_THE_TOWN.match(text, border) or FIRST_OF_ALL.search(text, border, start) or text[start - 1] in "令让使":
        return text[border:end] not in lore.by_form
    if ending == "快报":
        return FIGURES_TOLD.search(text, border, start) is not None
    if ending == "政府" and text.startswith("工作报告", end):
        return place < start  # 某省省长作省|政府工作报告
    return border < place < start and text[place] == "有" and cuts.is_edge(place + 1)  # 上海有国家级|实验室


def _court(stem: str) -> bool:
    """Whether a court is named by a town of another country and its grade: 某尔|高等|法院."""
    graded = GRADE.search(stem)
    return graded is not None and 1 < graded.start() < 5 and tag(stem[: graded.start()]) in ("", "np", "ns", "nr", "nz")


def _zoned(text: str, border: int, start: int, lore: Lore) -> int:
    """Where the place begins whose zone the cutter parts, or that a verb leads to: 深圳|前|海合作区, 告上|深圳."""
    if text[border : border + 2] in lore.leading and lore.place_at(text, border + 2) > border + 2:
        return border + 2
    if ZONE.search(text, border, start) is None or lore.place_at(text, border) > border:
        return border
    before = range(border - 2, max(0, border - 6), -1)
    return next((at for at in before if at < lore.place_at(text, at) <= border), border)


def _watched(text: str, border: int, start: int, lore: Lore) -> bool:
    """Whether a regulator opens what stands before 银行, so that a sentence tells of banks: 银保监会规范|银行机构."""
    known = lore.known.at(text, border)
    return known is not None and known[0] < start and lore.by_form[text[border : known[0]]].kind == "regulator"


def _bank(text: str, border: int, start: int, lore: Lore) -> bool:
    """Whether what stands before 银行 is a bank's stem: a known one's, or of a place."""
    return text[border : start + 2] in lore.by_form or lore.place_at(text, border) > border


def _sited_shop(text: str, start: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a shop's registered name opens the clause with its place: 某市某区|甲乙批发零售店."""
    first = cuts.clause(start)[0]
    for lead in "为是和与从对":
        at = text.rfind(lead, first, start) + 1
        first = at if at > first and lore.place_at(text, at) > at else first
    place = lore.place_at(text, first)
    if not (first < place <= start - 3 and start - first <= 20):
        return False
    return not any(_verbal(word) and word not in TRADING for word in cuts.bare(place, start))


def _told(text: str, border: int, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a sentence stands before the ending, and no name: 甲乙建立联合|实验室, 赶往|医院, 甲乙有限公司|银行."""
    if "有限公司" in text[border:start]:
        return text[start:end] not in BRANCHES
    bare = text[start:end] in lore.bare
    if not bare and BETWEEN.isdisjoint(text[border:start]) and not _leads_in(text, border, start, lore):
        return False
    words = [word for word in cuts.bare(border, start) if word not in lore.inside and word not in lore.by_form]
    if any(word in BETWEEN or (word in lore.leading and word not in lore.inside) for word in words):
        return True
    if not bare or not words:
        return False
    if NO_BODY.search(text, border, start):
        return True
    if lore.place_at(text, border) == border and (text[border] in "家个市" or text[start - 2 : end] in lore.not_names):
        return True  # 95|家城市商业银行, 送往|市中医院, 岛内收单银行
    if text.startswith(words[0], border) and lore.place_at(text, border) == border + len(words[0]):
        words = words[1:] or words  # 开封|甲乙村镇银行: a town that is a verb besides
    last = start - len(words[-1])
    if ZONE.search(text, border, start) and lore.place_at(text, border) > border:
        return False  # 某市某某合作区|人民法院
    return any(_verbal(word) and word not in lore.within for word in words) or (
        text.startswith(words[-1], last)
        and tag(words[-1]) in ("v", "p", "c", "d", "u", "r")
        and lore.place_at(text, last) < start
    )


def _verbal(word: str) -> bool:
    """Whether a word is a verb, or two of them that the cutter leaves in one piece: 妥善解决."""
    if len(word) == 4 and not tag(word):
        return tag(word[:2]) in ("v", "d", "a") and tag(word[2:]) == "v"
    return len(word) > 1 and tag(word) == "v"


def _leads_in(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether letters of a verb that leads to a name stand here."""
    return any(text[at : at + 2] in lore.leading for at in range(start, end - 1))


def _kind(name: str, ending: Ending) -> NameKind:
    """A registered name tells more than 有限公司: X银行股份有限公司 is a bank."""
    if ending.kind != "company":
        return ending.kind
    body = REGISTERED.sub("", name)
    return next((kind for word, kind in SPECIAL if body.endswith(word)), "company")


def _with_body(text: str, border: int, lore: Lore) -> int:
    """中国人民银行|某市支行: a known body right before is part of the name."""
    if text[max(0, border - 2) : border] not in lore.public_ends or not "\u4e00" <= text[border - 1] <= "\u9fff":
        return border
    for size in range(min(12, border), 1, -1):
        known = lore.by_form.get(text[border - size : border])
        if known is not None and known.kind in PUBLIC:
            return border - size
    return border


def _ends_here(text: str, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a word ends here; a title may be cut together with the ending: 协会|会长."""
    if cuts.is_edge(end) or text[end : end + 2] in lore.leading:
        return True
    entry = lore.entries.at(text, end)
    return entry is not None and "title" in entry[1].uses


def _official(
    text: str, border: int, start: int, end: int, stem: str, registered: bool, cuts: Cuts, lore: Lore
) -> bool:
    """Whether what stands before an ending makes it the name of one body."""
    if not registered and COUNT.search(stem):
        return False
    place = lore.place_at(text, border)
    if place > border or stem.startswith(("中国", "国家", "全国", "中华", "国际", "世界", "欧盟", "联合国", "民航")):
        return place < start or not registered
    if lore.known.at(stem, 0) is not None:
        return True
    words = cuts.bare(border, start)
    if len(words) < 3 and (named := named_by_place(stem, text[start:end])) is not None:
        return named and (len(words) == 1 or stem[-1] in "区县")
    if text[start:end] == "法院" and _court(stem):
        return True
    if text[start:end] in lore.placed and not (len(words) == 1 and 1 < len(stem) < 4):
        return False
    if not registered and any(word in LEADING for word in words):
        return False
    if text[start:end] in ("支行", "分行") and stem[-1] in "路街道巷":
        # A branch that its street alone names is told from others only by its bank.
        return False
    if registered:
        return not all(word in lore.stops or word in lore.heads for word in words)
    if text[start:end] == "法院" and FEDERAL.fullmatch(stem):
        return True
    if text[start:end] == "银行" and "A" <= stem[:1] <= "Z":
        return True  # ABC私人|银行
    return any(
        not tag(w) and w not in lore.inside and w not in lore.stops and w not in lore.heads
        for w in words
        # A long unknown word before 学院 is a subject: 土地资源|学院.
        if 1 < len(w) < (4 if text[start:end] == "学院" else 9) and w not in lore.not_latin
    )

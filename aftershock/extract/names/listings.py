"""Names in lists: 包括A、B、C等数十家头部卖家; “四少”（A、B、C）; 客户有A、B和C.

A list is one of names when what it is of says so (卖家, 平台, 车企 …) and most of its items look like names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.beginnings import unnumbered
from aftershock.extract.nameforms.borders import UNBOUND
from aftershock.extract.nameforms.items import items_of, lists
from aftershock.extract.nameforms.likeness import ends_as, natural, person_like, proper
from aftershock.extract.nameforms.lore import PUBLIC, Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.listparts import AGAIN, FOLK, GOES_ON, NO_ITEM, PUBLISHED, STOCK, TITLED, firms_man
from aftershock.extract.names.listsigns import (
    AMONG,
    EACH,
    FOLLOWS,
    SUFFERED,
    besides,
    bodily,
    grouped,
    may_be_headed,
    promising,
    told_of_firms,
)
from aftershock.extract.names.listwords import BEFORE_LASTS, ListWords, list_words
from aftershock.extract.names.recurring import KINDS as KINDS_OF
from aftershock.model import NameKind

UNCERTAIN = (
    "names/latin",
    "names/subject",
    "names/short ending",
    "names/deed",
    "names/taken",
    "names/stake",
    "names/opening",
)
"""Rules that tell a name but not its kind: what the list is of tells more."""
KINDS = re.compile(
    r"等?(?:\d+|[二两三四五六七八九十多几数])?大?(?:业态|板块|业务|领域|赛道|品类|场景|渠道|产业|行业|环节|维度|模块)(?!公司|集团|平台)"
    r"|等?[\d两二三四五六七八九十几多]+家(?:分行|支行|分公司|门店|分店|直营店)"
)
"""Behind a list that says of what kinds things are."""
SELLER = re.compile(r"的?(?:头部|知名|老牌|跨境|亚马逊){0,2}(?:大卖家?|卖家)(?![\u4e00-\u9fff]?[、，]|中心)")
"""Before the name of one, at the head of an item."""
LAW = re.compile(r"(?:法|条例|办法|规定|规则|准则|通知|意见|公约|细则)\Z")


def listings(
    text: str, names: dict[int, Sighting], cuts: Cuts, lore: Lore, traditional: bool = False
) -> Iterator[Sighting]:
    """Names that stand in lists; `names`, found before and given by where they start, vouch for their neighbours.

    `traditional` tells that the text was printed in traditional characters.
    """
    words = list_words(lore.vocabulary)
    for found in lists(text):
        told = promising(text, found, names, words, traditional)
        if not (told or may_be_headed(text, found, words)):
            continue
        each = items_of(text, found, cuts, lore, words.openers)
        first = next(each, None)
        if first is None or not (told or _opened(text, first[0], found.end(), lore, words)):
            continue
        items = [first, *each]
        if KINDS.match(text, items[-1][1]):
            continue  # 旗下涵盖百货、超市、免税|五大业态
        bodies = sum(1 for start, end in items if start in names and not TOLD.search(text, names[start].end, end))
        noun = _noun(text, items, cuts, words)
        if noun is None and any(start not in names and lore.place_at(text, start) == end for start, end in items):
            continue  # 在浦东、金山以及崇明|都有布局
        headed = (
            _headed(text, first[0], lore, words)
            or SUFFERED.match(text, items[-1][1]) is not None
            or EACH.match(text, items[-1][1]) is not None
            or besides(text, first[0], names)
            or _branded(text, items)
            or (FOLLOWS.match(text, items[-1][1]) is not None and text[first[0] - 1] == "继")
        )
        counted = (
            _counted(text, found, items)
            or _held_through(text, items)
            or (bodies > 0 and (_labelled(text, items) or _told(text, items, names)))
        )
        if len(items) > 1 and (
            noun
            or counted
            or headed
            or grouped(text, found)
            or 2 * bodies >= len(items)
            or bodily(text, items, bodies)
            or told_of_firms(text, items, names, traditional)
        ):
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
    kind = list_words(lore.vocabulary).kinds[noun] if noun else None
    scores = [_score(text, start, end, names, cuts, lore) for start, end in items]
    # A name among the items vouches for its neighbours.
    least = 0.3 if kind and (max(scores) > 0.8 or any(start in names for start, _ in items)) else 0.5
    likely = sum(score >= least for score in scores) / len(items)
    if counted and likely >= 0.2:
        likely = 1.0
    if likely < (0.75 if noun in MOVES else 0.5 if kind else 0.65):
        return
    kind = kind or ("brand" if _branded(text, items) else _shared(items, names))
    people = sum(start not in names and end - start == 3 and person_like(text[start:end], lore) for start, end in items)
    men = {item for item in items if noun is None and not counted and firms_man(text, *item, lore)}
    for at, ((start, end), score) in enumerate(zip(items, scores, strict=True)):
        start = _headless(text, start, end, lore)
        while start in names and (kin := KIN.match(text, names[start].end, end)):
            start = kin.end()  # 甲乙母公司|丙丁股份
        if start == end:
            continue
        longer = start in names and names[start].end < end
        if longer and text[names[start].end : end] in PUBLISHED:
            continue  # 据甲乙、丙丁|数据
        if longer and text.startswith(GOES_ON, names[start].end):
            continue  # 甲乙|力压丙丁
        end -= 2 * text.endswith(AGAIN, start, end)  # 某局|多次约谈
        if longer and text[names[start].end] in "和与及" and text[names[start].end + 1 : end] in lore.last_words:
            continue  # 证监会和|交易所
        if longer and names[start].kind in PUBLIC and not lore.trailing.search(text, start, end):
            continue  # 某市公安局|刑侦
        if text[start:end] in lore.last_words or text[start:end] in lore.heads:
            continue  # 分别为|超市、甲乙百货
        if start not in names and (
            (
                text[end - 1] == "店"
                and lore.place_at(text, start) > start
                and not lore.trailing.search(text, start, end)
            )
            or (text[end - 1] == "店" and any(text[stop - 1] == "店" for begin, stop in items if begin in names))
            or noun == "门店"
            or (kind == "government" and end - start < 4 and not lore.trailing.search(text, start, end))
        ):
            continue  # 继东环、体育中心等门店之后; 技侦等部门
        if longer and kind in ("investor", "company") and text[names[start].end : end] in OF_INVESTORS:
            yield Sighting(start, end, kind, "names/list", noun)
            continue
        if longer and names[start].kind in SITES and person_like(text[names[start].end : end], lore):
            continue  # 甲乙网|丁某, its founder
        if longer and not (lore.trailing.search(text, start, end) or _goes_on(text, names[start].end, end, lore)):
            continue
        if start in names and not longer and names[start].rule not in UNCERTAIN:
            continue
        if (
            (noun in HELD_BY_MEN or (noun is None and not counted))
            and start not in names
            and _human(text, start, end, people > 1, lore)
        ):
            continue
        if len(men) > 1 and (start, end) in men:
            continue  # 甲乙|任某某、丙丁|刘某某
        if text[end : end + 1] == "《" and start not in names:
            continue  # 韩国电影|《…》
        joint = text.find("和", start + 2, end - 3) if start not in names and end == items[-1][1] else -1
        if joint > 0 and score >= 0.5 and lore.trailing.search(text, joint + 3, end):
            yield Sighting(start, joint, kind, "names/list", noun)  # 甲乙丙和|丁戊控股, which the cutter joins
            start = joint + 1
        if text.startswith(NATURAL, start) or NO_ITEM.search(text, start, end) or TITLED.search(text, start, end):
            continue
        if text[start - 1 : start] == "”":
            continue  # “甲乙”|奶茶店: what the quoted one is
        if text.endswith("进出口", start, end) and lore.place_at(text, start) == end - 3:
            continue  # 对某地、中亚|进出口
        plain = likely >= 0.75 and len(items) > 3 and end - start < 5 and (kind in OF_WORDS or len(items) > 9)
        if (
            score >= 0.3
            or counted
            or (kind == "seller" and likely > 0.7 and score > 0)
            or (
                noun is not None
                and scores[at - 1 : at] + scores[at + 1 : at + 2] == [1.0, 1.0]
                and _noun_named(text, start, end, lore)
            )
            or (kind in ("investor", "company") and likely > 0.7 and ends_as(text[start:end], "investor", lore))
            or (plain and text[start:end] not in lore.not_names and text[start:end] not in lore.modern)
            or (kind in OF_WORDS and likely >= 0.6 and _noun_named(text, start, end, lore, 2))
            or (kind == "company" and likely >= 0.5 and end - start == 3 and _odd(text, start, end, items, lore))
        ):
            yield Sighting(start, end, kind, "names/list", noun)


OF_WORDS = ("seller", "brand", "platform")
"""Kinds whose names are often words of the language."""


def _noun_named(text: str, start: int, end: int, lore: Lore, least: int = 3) -> bool:
    """Whether an item among sure names is a noun that may name a firm: 宁德时代、地平线、华为等企业."""
    item = text[start:end]
    return (
        least <= end - start <= 4
        and tag(item) == "n"
        and not (item in lore.not_names or item in lore.plain or item in lore.stops or item in lore.heads)
        and (least > 2 or not (item in lore.inside or item[-1] in KINDS_OF))
    )


def _odd(text: str, start: int, end: int, items: list[tuple[int, int]], lore: Lore) -> bool:
    """Whether an item of a list that counts firms is no word of the language, though both its parts are: 自在屋."""
    item = text[start:end]
    odd = (
        not tag(item)
        and item not in lore.not_names
        and lore.plain.isdisjoint((item[:2], item[1:]))
        and item[-1] not in KINDS_OF
    )
    return odd and COUNTED.match(text, items[-1][1]) is not None


MOVES = frozenset(
    ["涨停", "跌停", "跟涨", "跟跌", "领涨", "领跌", "涨超", "跌超", "涨近", "跌近", "涨幅居前", "跌幅居前"]
)
"""What befalls goods as well as firms: of those the language has words."""
PARTY = re.compile(
    r"(?:原审|一审|二审|再审)?(?:(?:被告|原告|呈请)人?|第三人(?!民)|被?(?:申请|上诉)人|被执行人|目标公司|标的公司)"
    r"[一二三四五六七八九十\d]{0,2}[及和与]?"
)
"""What a party is called before its name, or instead of it: 被告一|甲乙公司, 呈请人及|张某."""


def _headless(text: str, start: int, end: int, lore: Lore) -> int:
    """Where an item begins behind what it is, or behind a verb: 原审被告|甲乙医药, 拟投资|甲乙."""
    place = lore.place_at(text, start)
    if "卖" in text[place : end - 1] and (seller := SELLER.match(text, place, end - 1)):
        return seller.end()  # 杭州大卖|甲乙网络
    party = PARTY.match(text, start, end)
    start = unnumbered(text, start, lore) if party is None else party.end()
    if text.startswith(HOLDERS, start) and end - start > 3:
        start += 2
    stock = STOCK.match(text, start, end)
    start = stock.end() if stock is not None and stock.end() < end - 1 else start
    sizes = range(min(7, end - start - 2), 2, -1)
    start = next((start + size for size in sizes if text[start : start + size] in lore.heads), start)
    if end - start < 5 or text[start:end] in lore.by_form:
        return start
    known = next((at for at in range(start + 2, end - 1) if text[at:end] in lore.by_form), start)
    verb = text[max(start, known - 2) : known]
    if verb in lore.leading or (tag(verb)[:1] == "v" and (verb not in lore.inside or known - start == 2)):
        return known
    lead = text[start : start + 2]
    named = lore.known.at(text, start + 2) is not None or lore.place_at(text, start + 2) > start + 2
    return start + 2 if named and tag(lead)[:1] in ("v", "d") and lead not in lore.inside else start


def _goes_on(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether letters of no meaning go on behind a known name, so that both are a daughter's: 甲乙|赛科."""
    if end - start == 3 and lore.ordinary(text[start : start + 2]):
        return False  # 甲乙|营收约
    return 1 < end - start < 4 and text[start] not in UNBOUND and not lore.ordinary(text[start:end])


def _human(text: str, start: int, end: int, among: bool, lore: Lore) -> bool:
    """Whether an item of a list that says nothing of its kind looks like a person among firms: 股东甲某某、乙资本."""
    return end - start < 4 and (among or text[start] in lore.common) and person_like(text[start:end], lore)


NUMBER = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
COUNTED = re.compile(
    r"(?:等|这)? ?(\d+|[二两三四五六七八九十]) ?"
    r"(?:家|大(?!特色|产业|行业|领域|类|系列|板块|业务|功能|方面|业态|赛道|场景|渠道|品类|区域|市场|模块|维度)|个(?:品牌|平台|店铺|网站))"
)


COUNTED_BEFORE = re.compile(
    r"(\d+|[二两三四五六七八九十])(?:家|(?:个|大|款)(?=[^，。；：]{0,6}?(?:品牌|平台|公司|企业|店铺|网站|机构)))[^。；：、\n]{0,14}?(?:(?:分别)?(?:是|为)[：:]?|——)\Z"
)
"""The same before a list: 这8家平台分别是|A、B."""


BANNED = re.compile(
    r"等\d+[余多]?家(?:均|都|已|先后|相继|陆续)*[被遭](?:亚马逊|平台)?(?:封|关店|冻结)"
    r"|(?:均|都|也|已|先后|相继|陆续)*[被遭](?:亚马逊|平台)?(?:封店|关店|扫号)"
)
"""甲、乙、丙|等11家被封, 甲、乙、丙|均被封店"""


TOLD = re.compile(r"[则着了把被让给]")
"""What is told of a body, so that the item is more than its name: 甲乙|则带着丙丁."""
SPACED = re.compile(r"[A-Z][A-Za-z0-9&'’.-]*(?: [A-Z][A-Za-z0-9&'’.-]*){1,2}")
"""A brand of two or three Latin words."""
KIN = re.compile(
    r"的?(?:全资|控股|下属|旗下|下属的|旗下的)?(?:母公司|子公司|孙公司|控股股东|大股东|创始人|董事长|实控人)"
)
"""Behind a name, what the next one is to it."""
SITES = ("media", "platform")
"""Names behind which a person's stands, and no daughter's."""
HELD_BY_MEN = frozenset(["股东", "老股东", "新股东", "交易对方", "发行对象", "投资者"])
"""What persons are as well as firms."""
HOLDERS = ("股东", "高管", "董事", "监事")
"""Two letters that say what an item is."""
OF_INVESTORS = ("股权", "私募", "直投", "母基金")
"""Behind a known name in a list of investors, part of a name of its own: 甲乙|股权."""
NATURAL = ("自然人", "天使投资人", "实控人", "创始人")
"""What stands before a person in a list of firms."""
TAKING = re.compile(r"(?:投资|收购|并购|入股|参股|增资|起诉|约谈)了?\Z")
"""What is done to firms: 收购|A、B."""
HOLDING = re.compile(r"等?(?:主体|平台|公司|企业)?(?:间接|合计|分别|共同)+(?:持股|持有|控制)")
"""What is done through holding firms, behind a list of them."""
LABEL = re.compile(r"(?:^|\n)\s*[\u4e00-\u9fff]{2,6}[：:]\Z")


def _held_through(text: str, items: list[tuple[int, int]]) -> bool:
    """通过A、B、C间接持股: through whom shares are held."""
    return len(items) > 1 and text.endswith("通过", 0, items[0][0]) and HOLDING.match(text, items[-1][1]) is not None


def _labelled(text: str, items: list[tuple[int, int]]) -> bool:
    """黑榜：A、B、C、D: a line of nothing but names, four or more."""
    start, end = items[0][0], items[-1][1]
    alone = text[end : end + 1] in ("", "\n") or text[end : end + 2] in ("。\n", "等\n")
    return len(items) > 3 and alone and LABEL.search(text, max(0, start - 9), start) is not None


def _told(text: str, items: list[tuple[int, int]], names: dict[int, Sighting]) -> bool:
    """据A、B报道: beside one medium the others are media too."""
    media = any(start in names and names[start].kind == "media" for start, _ in items)
    return media and text.startswith(("报道", "综合报道", "消息"), items[-1][1])


def _opened(text: str, first: int, end: int, lore: Lore, words: ListWords) -> bool:
    """Whether what stands right before the first item may say what all are, or a number behind the last how many."""
    return (
        text[first - 1 : first] in BEFORE_LASTS
        or text.endswith("通过", 0, first)
        or _headed(text, first, lore, words)
        or COUNTED.search(text, max(first, end - 24), end + 8) is not None
    )


def _headed(text: str, first: int, lore: Lore, words: ListWords) -> bool:
    """子公司A、B: what the items are stands right before the first."""
    if TAKING.search(text, max(0, first - 4), first):
        return True
    head = lore.head_end.search(text, max(0, first - 8), first)
    if head is None or (tag(text[first : first + 2]) == "v" and text[first : first + 2] not in lore.inside):
        return False  # 某平台|实现蓄客、锁客
    if text[head.start() - 2 : head.start()] in MANY:
        return False  # 多地门店|断货、购物卡受限
    return not words.openers.search(text, head.start(), first)


MANY = ("多地", "各地", "部分", "多家", "所有", "全国", "大量", "不少")
"""What stands before a head that many are, whom nobody names."""


def _counted(text: str, found: re.Match[str], items: list[tuple[int, int]]) -> bool:
    """A、B、C三家: the number says that every item is one of them."""
    number = COUNTED.match(text, items[-1][1]) if items else None
    if items and number is None:
        number = COUNTED_BEFORE.search(text, max(0, items[0][0] - 24), items[0][0])
    if number is not None and "分别" in number[0]:
        return True  # 有10家超市关闭，分别为|A、B, of which not all are told
    return number is not None and (NUMBER[number[1]] if number[1] in NUMBER else int(number[1])) == len(items)


def _noun(text: str, items: list[tuple[int, int]], cuts: Cuts, words: ListWords) -> str | None:
    """What the list is of, by the noun after 等, or before 包括: 旗下品牌包括A、B."""
    if not items:
        return None
    first = items[0][0]
    noun = words.after.match(text, items[-1][1])
    if noun is None and text[first - 1 : first] in BEFORE_LASTS:
        noun = words.before.search(text, max(0, first - 30), first)
    if noun is not None:
        return noun[noun.lastindex or 1]
    if AMONG.match(text, items[-1][1]) and (told := words.counted.search(text, max(0, first - 24), first)):
        return told[1]
    loose = words.loose.match(text, items[-1][1])
    if loose is None:
        if len(items) > 2 and BANNED.match(text, items[-1][1]):
            return "卖家"
        are = words.are.match(text, items[-1][1]) if len(items) > 2 else None
        return are[1] if are else None
    if loose[1].endswith("的"):
        return loose[2]
    between = cuts.bare(loose.start(1), loose.start(2))
    plain = all(tag(word)[:1] in ("", "n", "a", "b", "z", "j", "m") for word in between[:1]) and all(
        tag(word)[:1] in ("", "n", "a", "b", "z", "j", "m", "v") for word in between[1:]
    )  # 等网络表演|平台
    return loose[2] if plain else None


def _score(text: str, start: int, end: int, names: dict[int, Sighting], cuts: Cuts, lore: Lore) -> float:
    if start in names and names[start].end == end:
        return 1.0
    if lore.title_end.search(text, start, end) or LAW.search(text, start, end) or text.startswith(FOLK, start):
        return 0.0
    if end - start > 12 and not text[start:end].isascii():
        return 0.0
    if SPACED.fullmatch(text, start, end):
        return 0.9
    if start in names and names[start].end < end < names[start].end + 6 and lore.trailing.search(text, start, end):
        return 0.9  # 甲乙|半导体技术: a known firm's daughter
    return proper(text, start, end, cuts, lore) or 0.4 * natural(text[start:end], lore)


def _branded(text: str, items: list[tuple[int, int]]) -> bool:
    """Whether names in Latin letters are said to be brands: 主力品牌|A、B的店铺, A、B |三个品牌."""
    first, end = items[0][0], items[-1][1]
    if not text[first].isascii():
        return False
    before = text[first - 1] in "牌 " and BRAND_BEFORE.search(text, max(0, first - 3), first) is not None
    before = before or (
        text[first - 1] in "括及含了" and AMONG_BRANDS.search(text, max(0, first - 36), first) is not None
    )
    return before or BRANDS_BEHIND.match(text, end) is not None


BRAND_BEFORE = re.compile("品牌 ?\\Z")
AMONG_BRANDS = re.compile(r"品牌[^。；\n]{0,24}[，（]其?中?(?:包括|涉及|包含)了?\Z")
"""旗下12个品牌的产品被下架，其中包括|A、B."""
BRANDS_BEHIND = re.compile(r" ?等?[\d两三四五六七八九十多几]{0,2}[个大款]?(?:主力|自有|核心|知名)?品牌")


def _shared(items: list[tuple[int, int]], names: dict[int, Sighting]) -> NameKind:
    """The kind that the names among the items have, if they agree; else only that they are bodies."""
    kinds = {names[start].kind for start, _ in items if start in names}
    kinds.discard("listed company")
    return kinds.pop() if len(kinds) == 1 else "company"

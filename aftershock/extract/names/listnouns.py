"""What the items of a list are, by what is said before and behind them: 旗下品牌包括A、B; A、B、C三家; 收购A、B."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.listsigns import AMONG
from aftershock.extract.names.listwords import BEFORE_LASTS, ListWords

NUMBER = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
COUNTED = re.compile(
    r"(?:等|这)?(\d+|[二两三四五六七八九十])"
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
TAKING = re.compile(r"(?:投资|收购|并购|入股|参股|增资|起诉|约谈)了?\Z")
"""What is done to firms: 收购|A、B."""
HOLDING = re.compile(r"等?(?:主体|平台|公司|企业)?(?:间接|合计|分别|共同)+(?:持股|持有|控制)")
"""What is done through holding firms, behind a list of them."""
LABEL = re.compile(r"(?:^|\n)\s*[\u4e00-\u9fff]{2,6}[：:]\Z")


def held_through(text: str, items: list[tuple[int, int]]) -> bool:
    """通过A、B、C间接持股: through whom shares are held."""
    return len(items) > 1 and text.endswith("通过", 0, items[0][0]) and HOLDING.match(text, items[-1][1]) is not None


def labelled(text: str, items: list[tuple[int, int]]) -> bool:
    """黑榜：A、B、C、D: a line of nothing but names, four or more."""
    start, end = items[0][0], items[-1][1]
    alone = text[end : end + 1] in ("", "\n") or text[end : end + 2] in ("。\n", "等\n")
    return len(items) > 3 and alone and LABEL.search(text, max(0, start - 9), start) is not None


def of_media(text: str, items: list[tuple[int, int]], names: dict[int, Sighting]) -> bool:
    """据A、B报道: beside one medium the others are media too."""
    media = any(start in names and names[start].kind == "media" for start, _ in items)
    return media and text.startswith(("报道", "综合报道", "消息"), items[-1][1])


def opened(text: str, first: int, end: int, lore: Lore, words: ListWords) -> bool:
    """Whether what stands right before the first item may say what all are, or a number behind the last how many."""
    return (
        text[first - 1 : first] in BEFORE_LASTS
        or text.endswith("通过", 0, first)
        or headed(text, first, lore, words)
        or COUNTED.search(text, max(first, end - 24), end + 8) is not None
    )


def headed(text: str, first: int, lore: Lore, words: ListWords) -> bool:
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


def all_counted(text: str, items: list[tuple[int, int]]) -> bool:
    """A、B、C三家: the number says that every item is one of them."""
    number = COUNTED.match(text, items[-1][1]) if items else None
    if items and number is None:
        number = COUNTED_BEFORE.search(text, max(0, items[0][0] - 24), items[0][0])
    if number is not None and "分别" in number[0]:
        return True  # 有10家超市关闭，分别为|A、B, of which not all are told
    return number is not None and (NUMBER[number[1]] if number[1] in NUMBER else int(number[1])) == len(items)


def noun_of(text: str, items: list[tuple[int, int]], cuts: Cuts, words: ListWords) -> str | None:
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
        return None if loose[1].endswith(("类的", "品的")) else loose[2]  # 女鞋、包包等垂类的|供应商: goods
    between = cuts.bare(loose.start(1), loose.start(2))
    plain = all(tag(word)[:1] in ("", "n", "a", "b", "z", "j", "m") for word in between[:1]) and all(
        tag(word)[:1] in ("", "n", "a", "b", "z", "j", "m", "v") for word in between[1:]
    )  # 等网络表演|平台
    return loose[2] if plain else None


def branded(text: str, items: list[tuple[int, int]]) -> bool:
    """Whether names in Latin letters are said to be brands: 主力品牌|A、B的店铺."""
    first = items[0][0]
    if not text[first].isascii():
        return False
    return text.endswith("品牌", 0, first) or (
        text[first - 1] in "括及含了" and AMONG_BRANDS.search(text, max(0, first - 36), first) is not None
    )


AMONG_BRANDS = re.compile(r"品牌[^。；\n]{0,24}[，（]其?中?(?:包括|涉及|包含)了?\Z")
"""旗下12个品牌的产品被下架，其中包括|A、B."""

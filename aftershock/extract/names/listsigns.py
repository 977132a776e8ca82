"""What stands in or beside a list of items joined by 、 and says that it may be one of names."""

from __future__ import annotations

import re

from aftershock.extract.nameforms.shortforms import FIRMS
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.listwords import AFTER, ListWords

GROUPS = ("”（", "”(", '"（', '"(')
"""Before a list that a quoted name stands for."""
GROUP = re.compile(r"[两三四五六七八九十](?:大?[\u4e00-\u9fff]{1,3})”\Z")
MEANT = re.compile(r"(?:是指|指的是|指的就是|即|分别[是为指])")
"""“华南城四少”是指|甲、乙、丙、丁."""
COUNTED_NEAR = re.compile(r"[\d二两三四五六七八九十](?:家|大)")
AMONG_THEM = ("其中包括", "包括", "其中涉及", "涉及")
"""Before some of those counted."""
DONE = re.compile(r"是|分别|先后|纷纷|相继")
"""Behind a list, what tells of its items."""
RESPECTIVELY = ("分别为", "分别是")
"""Before a list of those counted before."""
EACH = re.compile(r"(?:就|都|也|均|曾|已|还|则)*(?:分别|先后|纷纷|相继)")
"""What several bodies do."""
SUFFERED = re.compile(
    r"等?(?:相继|陆续|先后|纷纷|均|也|都|接连|一并|同时)?(?:被|遭)(?:亚马逊|平台)?"
    r"(?:封|下架|停用|关闭|暂停(?:销售|运营)|扫号)"
    r"|(?:都|均|皆|也|尚|暂)*(?:未|没有)(?:对此|就此)?(?:作出|做出|给出|予以)?(?:回应|回复|置评)"
    r"|(?:都|均|也|先后|陆续)收到了?[^，。；、]{0,8}(?:封[号店]|警告|下架|关店|停售|违规)[^，。；、]{0,4}(?:通知|邮件|函)"
)
"""What befalls firms, behind a list of them."""
AMONG = re.compile(
    r"等?(?:[\d几多数两三四五六七八九十]+[家个])?(?:品牌|公司|企业|机构)?(?:均|也|都|皆|全部|赫然|悉数)*"
    r"(?:在列|在其列|在其中|榜上有名|[位名]列其中|未能幸免|无一幸免)"
)
"""Behind a list: its items are some of those counted right before."""
FOLLOWS = re.compile(
    r"等?(?:[\d两三四五六七八九十多]+[余多]?家)?(?:[\u4e00-\u9fff]{0,4}(?:卖家|大卖))?(?:相继)?(?:被封|倒下|出事|中招)?[之以]?后(?=，|\Z|又)"
)
"""继甲、乙、丙|之后: whose fate another one shares."""
SUMS_UP = re.compile(
    r"等|在内的|之类|[几多数][家款]|这[几些样类两三四五六七八九十\d]|[\d二两三四五六七八九十]+(?:[家大个款])|股价|[涨跌][停超近幅]|[跟领][涨跌]"
    r"|[领跟参]投|[联共]|[被遭]|收到|[均都也]?在其|赫然|[位名]列|[未无]|是|分别|先后|纷纷|相继"
)
"""Of this something stands at the end of each list that its end tells to be one of names; most have nothing."""


FIRMS_DO = re.compile(
    r"(?:等|等人)?(?:个股|公司|业者|厂商|大厂|股)?(?:[今昨]日?|近期|最近|目前|近来|先前|今年|去年|同步|同样|陆续|接连|先后|[也皆均都则已将仍齐的因]|未来|双双|持续)*"
    r"(?P<done>股价|营收|获利|业绩|财报|财测|法说|毛利|订单|接单|出货|扩产|授权|受惠|受益|受累|取得[^，。]{0,4}证|供货|打入|布局|进军"
    r"|裁员|倒闭|破产|撤出|退出|停业|结业|关店|闭店|关闭|关停|停课|停运|跑路|[暴爆]雷|门店|并购|收购|上市|招股|量产|设厂|关厂|设有(?:据点|专柜|门市)|设柜|(?P<moves>大?[涨跌](?!价)|走[强弱高低扬]|攻上|回档|收[红黑涨跌]|创[下新]|表现))"
)
"""What firms do or have, behind a list of them (甲、乙、丙|等近期股价走强), and how what is traded moves."""
FIRMS_NEAR = re.compile(r"公司|企业|厂商|业者|概念股?|族群|供应链|个股|相关|大厂|[买卖]超")
FIRMS_ARE = re.compile(
    rf"(?:{FIRMS_NEAR.pattern})[^，。；、：\n]{{0,12}}[，：]?(?:包含|包括|涵盖|计有|仅有|例如|诸如|还有|[如有像为是]|)\Z"
)
"""Before a list of them: PCB相关包含|甲、乙."""
NONE_OF_FIRMS = re.compile(r"[省市县区州国镇乡村菜病菌草花]\Z")


def promising(text: str, found: re.Match[str], names: dict[int, Sighting], words: ListWords, traditional: bool) -> bool:
    """Whether anything in a list or behind it says that it may be one of names; most are not, and are not cut."""
    start, end = found.span()
    if not names.keys().isdisjoint(range(start, end)) or grouped(text, found):
        return True
    tail = max(start, end - 24)
    first = SUMS_UP.search(text, tail, end + 20)
    if first is not None and _summed_up(text, first.start(), tail, end, words):
        return True
    if text.startswith(AMONG_THEM, start) and "品牌" in text[max(0, start - 30) : start]:
        return True
    if text[start] == "继" and FOLLOWS.search(text, tail, end):
        return True
    if found[0].count("、") < 2:
        return False
    if text.startswith(RESPECTIVELY, start):
        return True
    if traditional and FIRMS_NEAR.search(text, max(0, start - 16), text.index("、", start)):
        return True
    return FIRMS_DO.search(text, text.rindex("、", start, end), end + 12) is not None


def may_be_headed(text: str, found: re.Match[str], words: ListWords) -> bool:
    """Whether a noun of what the items may be stands in the first one, or before it."""
    start = found.start()
    return words.heads.search(text, max(0, start - 12), text.index("、", start)) is not None


def _summed_up(text: str, first: int, tail: int, end: int, words: ListWords) -> bool:
    """Whether what stands at the end of a list, or behind it, tells what its items are, or what befell them."""
    told = DONE.search(text, first, end + 8)
    return (
        COUNTED_NEAR.search(text, first, end + 8) is not None
        or words.loose.search(text, first, end + 10) is not None
        or any(words.after.match(text, at.start(), end + 20) for at in AFTER.finditer(text, first, end + 20))
        or SUFFERED.search(text, tail, end + 8) is not None
        or AMONG.search(text, tail, end + 12) is not None
        or (
            told is not None
            and (words.are.search(text, tail, end + 24) is not None or EACH.search(text, tail, end + 8) is not None)
        )
    )


def grouped(text: str, found: re.Match[str]) -> bool:
    """“四少”（A、B、C、D）: the list is what a quoted name in front of the bracket stands for."""
    start = found.start()
    if text[start - 1 : start] == "”":
        return MEANT.match(text, start) is not None and GROUP.search(text, max(0, start - 6), start) is not None
    return text.endswith(GROUPS, 0, start) and text[found.end() : found.end() + 1] in ("）", ")", "")


BESIDES = re.compile(r"除(?:了|去)?(?P<one>[^。；\n]{2,40}?)(?:之?外)?，(?:还有|还包括|另有|还涉及)\Z")


def besides(text: str, start: int, names: dict[int, Sighting]) -> bool:
    """除了甲乙，还有|A、B: beside a firm the items are firms too."""
    if text[start - 1 : start] not in tuple("有括及"):
        return False
    found = BESIDES.search(text, max(0, start - 60), start)
    return found is not None and any(
        at in names and names[at].kind in FIRMS for at in range(found.start("one"), found.end("one"))
    )


def told_of_firms(text: str, items: list[tuple[int, int]], names: dict[int, Sighting], traditional: bool) -> bool:
    """Whether three or more short items of a list are firms by what is told of them, before or behind it.

    How they move on a market, and what stands before, tells it only in what is printed in traditional characters:
    elsewhere goods are told of so.
    """
    if len(items) < 3 or any(end - start > 4 and start not in names for start, end in items):
        return False
    first, last = items[0][0], items[-1][1]
    done = FIRMS_DO.match(text, last)
    if any(NONE_OF_FIRMS.search(text, start, end) for start, end in items):
        return False
    if traditional:
        return done is not None or FIRMS_ARE.search(text, max(0, first - 24), first) is not None
    return done is not None and done["moves"] is None


def bodily(text: str, items: list[tuple[int, int]], bodies: int) -> bool:
    """Whether beside a body all others of a list end as registered ones do: 甲乙集团、丙丁集团和戊己公司."""
    return bodies > 0 and all(text.endswith(("集团", "公司"), start + 2, end) for start, end in items)

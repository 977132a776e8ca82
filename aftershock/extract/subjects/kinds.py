"""Kinds: whole trades and kinds of firms as those whose a figure is, where the text tells of them as of one.

百货关闭17家，餐饮近1万家                        餐饮
农商行首当其冲，退出网点5400家                   农商行
外资（含合资）零售企业关闭门店16家               外资零售企业
农商行和信用社分别注销79家和70家                 each its own
"""

from __future__ import annotations

import re

from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import TOWN
from aftershock.model import Mention

TRADES = (
    r"(?:(?!的|停|关|闭|营)[\u4e00-\u9fff]){0,6}(?:行业|业态|领域|赛道|百货|餐饮|商超|服饰|服装|零售|茶饮|咖啡|烘焙|快餐|火锅"
    r"|家居|建材|健身|美妆)"
)
LEADS = r"(?:其中|涉及|此外|而|另外|从行业看|分业态看)?"
WHEN = r"(?:(?:20\d\d年|今年|去年|当年|全年|上半年|下半年|[一二三四]季度|同期|期间|[上本]周|[上本]月)的?)*"
_LISTED_TRADE = re.compile(
    rf"{LEADS}({TRADES}|(?:主流|实体|线下|连锁)?(?:书店|影院|影城|药店|酒店|健身房|便利店|奶茶店|超市|奢侈品|百货)(?=(?:关闭|关店|闭店|关停))|(?:[\u4e00-\u9fff]{{2,6}}、){{1,4}}[\u4e00-\u9fff]{{2,6}}等(?:其他|其它|其余)?(?:业态|行业|领域|类别|品类))"
    r"(?:类?门店)?(?:数量?)?(?:至少)?(?:关闭|关店|闭店|关停)?(?:数量?)?(?:为|有|达到?)?(?:至少|约|近|超过?)?"
)
_BODIES = (
    r"(?:国有|股份制?|城市|农村|村镇|民营|外资|中小|大型|国有大型|股份制商业|农村商业|城市商业|商业|六大)?(?:银行|大行)"
    r"|农商行|城商行|股份行|国有行|信用社|农信社|农信机构|农合机构|典当行|券商|险企|房企|药企|车企"
)
_FIRMS = (
    r"(?:(?![的了在对将被把为是和与及、])[\u4e00-\u9fff]){0,8}"
    r"(?:企业|公司|机构|商家|卖家|商户|经销商|零售商|业者|运营商|航司|院线)"
)
_OPENS = re.compile(
    rf"{LEADS}{WHEN}(?:主要|多数|大多数?|不少|部分|众多|以|对于)?(?P<kind>(?:(?P<from>外资|内资|本土|国内)(?:[（(][^（）()]{{1,12}}[）)])?)?(?:{_BODIES}|{_FIRMS}|{TRADES}|超市(?=是|成为)))"
    r"(?:[（(][^（）()]{1,20}[）)])?(?:们|业|类(?:门店)?)?"
    r"(?=也|有(?=[0-9约近超]|\Z)|则|均|都|成为|仍?是|仍|同样|首当其冲|受|未能|最|因|的(?:退出|关闭|注销|网点|门店|数量)|在|已|共|合计|累计|关|闭|退出|撤|注销|减少|全年|今年|上半年|分别)"
)
_CHAINS = r"(?:头部|知名|消费|连锁|餐饮|零售|茶饮|咖啡|服装|服饰){0,3}(?:超市|品牌|药房)"
_SO_MANY = re.compile(
    rf"\d[余多]?[家个](?P<kind>{_BODIES}|{_FIRMS}|{_CHAINS})，?(?:的|共|合计|累计|先后|陆续|一共|总共|至少|一口气|已|就|获批|获准|旗下|拟|计划|将){{0,3}}"
    r"(?:裁撤|撤销|关闭|关停|关了|关掉|裁减|撤并|新设)?了?(?:至少|约|近|超过?)?\Z"
)
_EACH = re.compile(rf"各[家大](?P<kind>{_BODIES}|{_FIRMS})(?!的?(?:负责人|员工|数据))[^，。；、\d]{{0,16}}\Z")
"""各家银行已经撤销|近800家网点: of all of them."""
_KIND = re.compile(rf"(?:{TRADES}|{_BODIES}|{_FIRMS})\Z")
_PLAIN = frozenset(
    (
        "公司",
        "企业",
        "机构",
        "商家",
        "卖家",
        "银行",
        "商户",
        "经销商",
        "该公司",
        "本公司",
        "上市公司",
        "子公司",
        "母公司",
    )
)
"""What is no kind: the word alone may stand for one that was named."""
_NO_KIND = re.compile(r"[这那该本某其各每此]|[一两几多\d]家|上述|前述|旗下|另一|监管|主管|有关|分支|分公司|子公司")


def counted_kind(scene: Scene, mention: Mention, start: int) -> str | None:
    """The kind of those counted right before what they closed: 另外20家券商裁撤|40个分支机构."""
    text = scene.outline.text
    found = _SO_MANY.search(text, start, mention.start)
    if found is None and (each := text.rfind("各", start, mention.start)) >= 0:
        found = _EACH.match(text, each, mention.start)
        return found["kind"] if found and not scene.places.within(each, mention.start) else None
    return found["kind"] if found and found["kind"] not in _PLAIN else None


def of_trade(scene: Scene, mention: Mention, start: int) -> str | None:
    """The trade whose stores they are, where a list goes on without its verb: 百货关闭17家，餐饮近1万家."""
    listed = _LISTED_TRADE.fullmatch(scene.outline.text, start, mention.start)
    return listed[1] if listed else None


def kind_opening(scene: Scene, start: int, end: int) -> str | None:
    """The kind of firms that a clause begins with; None where it is told of one firm, or of a place's."""
    found = _OPENS.match(scene.outline.text, start, end)
    if found is None:
        return None
    kind = re.sub(r"[（(][^（）()]*[）)]", "", found["kind"])
    if kind in _PLAIN or _NO_KIND.search(kind) or TOWN.match(kind[:2]) or scene.places.within(start, found.end("kind")):
        return None
    return kind


def sellers_opening(scene: Scene, start: int, end: int) -> str | None:
    """The kind of sellers that a clause begins with: 中小卖家也未能幸免，一个月有近2万家店铺被封."""
    kind = kind_opening(scene, start, end)
    return kind if kind and kind.endswith(("卖家", "商家", "商户")) else None


_STORES = r"(?P<kind>超市|影院|影城|百货商场|百货|书店|餐厅|药店|酒店|健身房|商场|奶茶店|便利店|购物中心)"
_SHUTS = r"(?:闭店|关店|停业|关闭|关门|倒闭|歇业|关停)"
_THERE_ARE = re.compile(
    r"[^，。；、]{0,12}?(?:已经?|共|至少|又|就|先后)+有(?:约|近|超过?|多达)?|(?:其余|剩余|另外?|此外)的?(?:约|近)?"
)
_SHUT = re.compile(
    rf"[余多]?家?(?:{_SHUTS}的?{_STORES.replace('kind', 'shut')}"
    rf"|{_STORES}(?:陆续|相继|先后|已经?|宣布|被迫|永久|接连|都|均)*{_SHUTS})"
)
"""已经有48家|超市闭店, 其余7家|闭店超市: of no chain told of before"""


def there_are(scene: Scene, mention: Mention, start: int) -> str | None:
    """The kind of stores of which a clause only says that so many closed: 已经有48家超市闭店."""
    text = scene.outline.text
    if _THERE_ARE.fullmatch(text, start, mention.start) is None or scene.places.within(start, mention.start):
        return None
    at = text.find("家", mention.start, mention.end)
    found = _SHUT.match(text, at + 1) if at >= 0 else None
    return (found["shut"] or found["kind"]) if found else None


def are_kinds(items: list[str]) -> bool:
    """Whether all items of a list are kinds of firms or trades: 农商行、信用社."""
    return all(_KIND.match(item) and item not in _PLAIN for item in items)

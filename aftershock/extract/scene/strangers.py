"""Strangers: those whom a text tells of without a name, or by a name that no rule knows, and to whom it comes back.

深圳某大卖近日遭重拳。…其27个账号被封            深圳某大卖
一位卖家对记者说…。他的12个店铺先后被封          卖家
商户老李…，他经营的4家店铺被关                  老李
福州卖家陈先生称，公司31个账户被冻结             陈先生

They have places in the text like names, but only for what was done to somebody: banned, closed, frozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.scan import Scan, Words, occurrences
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene.nicknames import NICKNAME
from aftershock.model import NameFound

LONGEST = 8
"""Longer descriptions (年销售额过亿的卖家) are cut down to the noun."""
_TRADES = (
    "卖家|大卖|商家|商户|店主|店家|老板|掌柜|创业者|从业者|跨境人|外贸人|经营者|经销商|加盟商|操盘手|主播|博主|代购"
    "|工厂主|开发者|企业家|生意人|电商人"
)
_KINDS = f"{_TRADES}|朋友|同行|中卖|小卖|微商|站长|品牌商|品牌方|外贸商|贸易商|[电网游]商|工厂|厂家|公司|企业|团队|机构"
_GOES_ON = (
    "[，。；：、！？…（(“”\n0-9被遭的在也还则曾已称说表告透坦反爆吐哭介回直对向因从将就有共近最旗名手其此去今一连突遇接收损陷多仅"
    "目昨前上下宣自是更同便却负创老员运内发申受期财银资起聘董]"
)
"""What stands behind a noun that is whole: 一个卖家|账号 tells of no seller."""
_ONE = Scan(
    ("某", "一", "那家", "隔壁", "楼上", "楼下", "对面"),
    r"(?:(?:隔壁|楼上|楼下|对面)的?(?:那|一|这)?(?:家|位|个)?|那家|(?P<some>某)一?[家位名个]?|一[家位名个]"
    r"|一(?=卖家|大卖|商家|跨境|亚马逊|电商|头部|知名|公司|家|中型|小型|大型))"
    r"(?P<what>(?![为给向对从由与])(?:(?!表示|告诉|透露|坦言|被告知|这家|其他|其它)[\u4e00-\u9fffA-Za-z0-9+](?<![称说该])){0,16}?"
    rf"(?:{_KINDS})(?:公司|企业|老板)?)(?={_GOES_ON}|账[户号][里中内上的资余被]|账上|店铺[被全]|而言|来说|来看|为例|[深凌]|计划|处获悉|PayPal|所有|(?<=大卖|卖家|商家)(?![账店们群协平服品市生学圈中型级之论社部端心界家号网业联里培代物供技课论培流政法后入]|大会)|\Z)",
)
_CALLED = re.compile(
    r"[“「]?(?P<who>(?![的更也还则都就却在被遭最已正今去很非]|名下|旗下|店铺|账[号户上]|爆雷|倒[下闭]|中招|出事|沦陷|悄悄|无奈|内部|突然)[\u4e00-\u9fff]{2,4}?)[”」]?(?=的(?:境况|情况|处境|遭遇|日子|命运|损失|[0-9])|更[惨糟]|，|旗下|名下|被|遭|则|也(?:没|未|难|被|在|遭)|同样|有[0-9]|中招|倒下|出事|沦陷|爆雷|倒闭|宣布)"
)
"""另一家大卖|云帆|的境况更糟: the name right behind what he is."""
_SELLS = ("大卖", "卖家", "商家", "大卖家")
_NO_OWNER = re.compile(
    r"服务商|申诉|律所|媒体|机构|协会|银行|支付|货代|物流|供应商|第三方|中介|培训|代运营|收购|投资|数据|咨询|人士|专家|分析"
    r"|平台(?:公司|企业)|(?<!某)上市公司|母公司|子公司|外卖|汽车"
)
"""Who only serves or studies sellers."""
_FIRM_BEFORE = re.compile(
    r"(?:(?<=[，。；：“”！？\n])|\A)“?([\u4e00-\u9fffA-Za-z]{2,6}(?<![店厂商业户家人]))”?(?:集团|公司)?的?\Z"
)
WHAT_IT_IS = re.compile(r"(?<![这那的])(?:是|系|作为|成为)(?:[\u4e00-\u9fff]{2,4}的)?\Z|[这那]样的?\Z")
_SAID_OF = re.compile(
    r"(?<![在于从自到])(?P<who>[\u4e00-\u9fff]{2,3}?)(?<![到说称道知])(?:只|也|就|不过|原本|曾)?(?:是|，|作为)(?:[^，。；]{2,4}的?)?\Z"
)
_NICKNAMED = re.compile(NICKNAME)
_A_TRADER = re.compile(rf"[^，。；]{{0,10}}?(?:{_TRADES})")
_NO_HEAD = re.compile("总[监经裁部理统体数额量的价共计]|[姐哥](?:[姐哥妹弟夫们伦大德特斯本]|\\Z)|哥[拉达]")
"""宝洁|总部, 马|总额: no person is addressed."""
_PARTS = (
    "主犯|主谋|首犯|嫌疑人|嫌犯|疑犯|被告人|被告|受害人|受害者|被害人|事主|失主|市民|村民|富商|议员|艺人|歌手|头目|逃犯"
    "|毒枭|毒贩"
)
"""What somebody is in a case told of."""
_LETTERS = re.compile(r"(?:[A-Z][A-Za-z]{1,12}|[\u4e00-\u9fff]+)\Z")


def strangers(text: str, surnames: str) -> tuple[NameFound, ...]:
    """Those told of without a name, each with all its places; `surnames` are those of one letter."""
    found: dict[str, list[tuple[int, int]]] = {}
    described = tuple(_described(text, surnames))
    told = [end for _, end in described]
    for one in _ONE.finditer(text):
        town = _town(text, one.start())
        begun = one.start() - len(town)
        if WHAT_IT_IS.search(text, max(0, begun - 8), begun):
            continue  # 云帆电子是一家跨境卖家: of it the text tells by its name.
        what = one["what"] if len(one["what"]) <= LONGEST else one["what"].rpartition("的")[2]
        if one.start() in told or _NO_OWNER.search((one["some"] or "") + one["what"]):
            continue
        if (called := _CALLED.match(text, one.end())) and what.endswith(_SELLS) and nameable(called["who"]):
            found.setdefault(called["who"], []).append(called.span("who"))
            continue
        found.setdefault(town + (one["some"] or "") + what, []).append((begun, one.end("what")))
    held = {person["who"] for person in _in_court(surnames).finditer(text) if _is_called(person["who"])}
    held |= set(_befallen(text, surnames))
    heads = (person for person in _titled(surnames).finditer(text) if not _of_firm(text, person.start()))
    titled = {p["who"] for p in heads if not (_HAS_BEHIND.match(text, p.end("who")) and _is_word(p["who"]))}
    doing = {person["who"] for person in _doing(surnames).finditer(text) if not tag(person["who"])}
    doing |= set(_trading(text, surnames))
    for who in (
        titled
        | doing
        | held
        | {who for who, _ in described}
        | set(_masked(text, surnames))
        | set(_aged(text, surnames))
    ):
        found.setdefault(who, []).extend((at, at + len(who)) for at in occurrences(text, who))
    for start, end in _addressed(text, surnames):
        found.setdefault(text[start:end], []).append((start, end))
    return tuple(NameFound(who, "seller", mentions=tuple(sorted(set(places)))) for who, places in found.items())


def _is_word(who: str) -> bool:
    """Whether letters before what befell somebody are a word, or end with one that leads on: 许强只|被封."""
    return bool(tag(who)) or who[-1] in "只也都又还已就曾均却仅刚全多"


def _of_firm(text: str, end: int) -> bool:
    """Whether a firm stands before a post, whose head he then is: 千百度|老板赵国强."""
    if not text.startswith(("老板", "掌柜"), end):
        return False
    found = _FIRM_BEFORE.search(text, max(0, end - 10), end)
    return found is not None and not tag(found[1]) and nameable(found[1], headed=True)


def _town(text: str, end: int) -> str:
    """The place named right before: 深圳|某大卖."""
    wide = text[max(0, end - 3) : end]
    if len(wide) == 3 and wide[2] in "城区县市镇" and tag(wide[:2]) in ("np", "s", "ns", "f", "n"):
        return wide  # 华南|城
    return next((text[end - n : end] for n in (3, 2) if end >= n and tag(text[end - n : end]) == "np"), "")


def _masked(text: str, surnames: str) -> Iterator[str]:
    """Who is called by another name (徐凌（化名）), up to a trade or the surname before it."""
    for at in _MASKS.places(text):
        run = _LETTERS.search(text, max(0, at - 14), max(0, at - 1)) if text[at - 1] in "（(" else None
        if run is None:
            continue
        who = re.split(_TRADES, run[0])[-1]
        if who.isascii() or len(who) <= 3:
            yield who
        else:
            yield who[-3:] if who[-3] in surnames else who[-2:]


def _described(text: str, surnames: str) -> Iterator[tuple[str, int]]:
    """Persons by what is said of them, and where that begins: 陈曦是深圳的|一名卖家."""
    for word, at in _ONES.each(text):
        at += word == "是个"
        found = _SAID_OF.search(text, max(0, at - 12), at) if _A_TRADER.match(text, at + 1) else None
        who = found["who"] if found else ""
        if _NICKNAMED.fullmatch(who[-2:]):
            yield who[-2:], at
            continue
        who = who if who[:1] in surnames or who[:1] in "在于从自到" else who[1:]
        if len(who) > 1 and who[0] in surnames and not tag(who):
            yield who, at


_ONES = Words("一名", "一位", "一个", "一家", "是个")
_MASKS = Words("化名")
_AGES = Words("后，", "岁，")
_OF_YEARS = Words("岁的")


def _aged(text: str, surnames: str) -> Iterator[str]:
    """Persons with whose age a paragraph begins that tells of trade: 陆清，90后，做了五年亚马逊."""
    for _, at in _AGES.each(text):
        found = _OF_AGE.search(text, max(0, at - 12), at) if text[at - 1 : at].isdigit() else None
        if found and found["who"][0] in surnames and not tag(found["who"]) and _TRADE_TOLD.match(text, at):
            yield found["who"]

    for at in _OF_YEARS.places(text):
        old = _OLD.match(text, at)
        if old and old["who"][0] in surnames and not tag(old["who"]) and _TRADE_TOLD.match(text, old.end()):
            yield old["who"]


_OLD = re.compile(
    r"岁的(?:[\u4e00-\u9fff]{0,4}(?:卖家|商家|老板|小伙|女生|姑娘|创业者))?(?P<who>[\u4e00-\u9fff]{2,3}?)"
    r"(?=在|是|做|有|，|告诉|今年|去年|开|来自|经营|从|曾|已|辞职|毕业)"
)
"""28岁的|刘洋|在深圳开了家公司"""
_OF_AGE = re.compile(r"(?:\A|(?<=[。\n”]))(?P<who>[\u4e00-\u9fff]{2,3})(?:，|今年|，今年)(?:一[个名位])?\d{2}\Z")
_TRADE_TOLD = re.compile(r"[^。\n]{0,24}?(?:亚马逊|跨境|电商|外贸|开店|独立站|卖家|eBay|速卖通|Temu)")


def _trading(text: str, surnames: str) -> Iterator[str]:
    """Persons with whom a sentence begins that tells since when they trade: 李强2016年开始|做亚马逊."""
    for word, at in _TRADES_IN.each(text):
        what = _TRADED if word == "做" else _SOLD
        found = _SINCE.search(text, max(0, at - 20), at) if what.match(text, at + 1) else None
        if found and found["who"][0] in surnames and not tag(found["who"]):
            yield found["who"]


_TRADES_IN = Words("做", "卖")


_SINCE = re.compile(
    r"(?:\A|(?<=[。\n”]))(?P<who>[\u4e00-\u9fff]{2,3}?)(?:[自从于]|早在)?(?:(?:20|19)\d\d年(?:\d{1,2}月)?|在[\u4e00-\u9fff]{2,5}|毕业后)?(?:就|便|开始|起|转行)*\Z"
)
_SOLD = re.compile(r"(?:了[^，。；]{1,5}年)?(?![光掉出给惨不得家方点场])[\u4e00-\u9fff]{2,6}[，。]")
_TRADED = re.compile(r"(?:了[^，。；]{1,5}年)?(?:起了?)?的?(?:亚马逊|跨境|外贸|电商|独立站|Temu|eBay|速卖通)")


def _addressed(text: str, surnames: str) -> Iterator[tuple[int, int]]:
    """Where persons stand by how they are addressed: 陈先生, 周总; but not a shop's customers."""
    found = [
        (at - 1, at + len(word))
        for word, at in _ADDRESSES.each(text)
        if text[at - 1 : at] in surnames
        and at
        and text[at - 1] not in "和向于"
        and not _NO_HEAD.match(text, at)
        and not tag(text[at - 2 : at])
    ]
    customers = {text[start:end] for start, end in found if text.endswith(_CUSTOMERS, 0, start)}
    yield from (place for place in found if text[slice(*place)] not in customers)


_ADDRESSES = Words("先生", "女士", "小姐", "老板", "总", "姐", "哥")
_CUSTOMERS = (
    *("店长", "店长的", "店员", "店员的", "员工", "员工的", "营业员", "导购", "收银员", "会员", "租客"),
    *("消费者", "顾客", "家长", "居民", "学员", "乘客", "旅客", "车主", "患者", "读者"),
)
"""Who has no store or account that is closed: 会员|刘女士, 当了八年店长的|李姐."""


@lru_cache(maxsize=8)
def _doing(surnames: str) -> Scan:
    """Persons by what they trade in: 做手机配件的|刘洋|今年也很难."""
    return Scan(
        ("做", "经营", "从事"),
        rf"(?:做|经营|从事)(?!出|掉|给|了|得|的|成|到|好)[^，。；：“”\n的]{{2,8}}的(?P<who>[{surnames}][\u4e00-\u9fff]{{1,2}}?)"
        r"(?=[说称][，：]|表示|透露|介绍|情况|处境|的?遭遇|今年|去年|也|更|没能|未能|没有|没逃|最近|近日|同样|告诉|坦言|没想到|手[里上中]|名下|有[0-9两三四五六七八九十几]|[0-9两三四五六七八九十几]+个|，(?:[今去]年|[0-9]|手[里上中]|名下|[他她]))",
    )


def _is_called(who: str) -> bool:
    """Whether letters that begin with a surname are a name, and none of the language's words: 向|近期 is none."""
    return who[1] == "某" or (not tag(who) and tag(who[1:]) not in ("t", "d", "p", "c", "r", "m"))


def _befallen(text: str, surnames: str) -> Iterator[str]:
    """Persons with whom a clause begins that tells what befell them: 周凯上月|被捕, 林某|被骗96万元."""
    for _, at in _BEFALLS.each(text):
        found = _BEFELL.search(text, max(0, at - 16), at)
        if found and (found["who"][0] in surnames or found["who"][1] == "某") and _is_called(found["who"]):
            yield found["who"]


_BEFALLS = Words("被捕", "被拘", "落网", "被骗", "报警", "报案", "被刑拘", "被判")
_BEFELL = re.compile(
    r"(?:\A|(?<=[，。；\n”]))(?P<who>[\u4e00-\u9fff]{2,3}?)(?:上月|上周|日前|近日|昨日|昨天|此前|当天|随后|随即|今年|去年|立即|马上"
    r"|\d{1,2}月|\d{1,2}日|因[^，。；]{1,8}|在[^，。；]{1,6}|于[^，。；]{1,6}){0,2}\Z"
)


@lru_cache(maxsize=8)
def _in_court(surnames: str) -> Scan:
    """Persons by their part in a case, or by what befell them: 主犯|周凯|等9人, 周凯|被捕."""
    name = rf"(?P<who>[\u4e00-\u9fff]某[某甲乙丙丁]?|[{surnames}][\u4e00-\u9fff]{{1,2}}?)"
    return Scan(
        _PARTS.split("|"),
        rf"(?:{_PARTS}){name}(?=[，、（(。]|等|被|及|和|与|名下|的|在|因|涉|于|向|对|将|称|报|转|汇|遭|上当|落网|归案|与|银行|账户|户口|所|冻|突然)",
    )


_HAS = "店铺(?:被|全)|账[号户](?:被|里|上|全)|账上|名下|旗下|PayPal|被[封冻扣]"
"""What befell or belongs to a seller, right behind his name."""
_HAS_BEHIND = re.compile(_HAS)


@lru_cache(maxsize=8)
def _titled(surnames: str) -> Scan:
    """Persons by their trade: 卖家|老李."""
    return Scan(
        _TRADES.split("|"),
        rf"(?:{_TRADES})(?P<who>{NICKNAME}(?![记坊堂斋轩阁优鲜便茶铺仓汇])|[A-Z][a-z]{{2,10}}(?![A-Za-z])"
        rf"|(?!向[\u4e00-\u9fff]{{2}}|时[代报]|应[该当]|当|都|和)[{surnames}][\u4e00-\u9fff]{{1,2}}?(?=[（(]化名|告诉|表示|称|说|坦言|透露|的|[。，](?=[他她“])|{_HAS}))",
    )

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
from aftershock.extract.language.scan import Scan, occurrences
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene.nicknames import NICKNAME
from aftershock.model import NameFound

LONGEST = 8
"""Longer descriptions (年销售额过亿的卖家) are cut down to the noun."""
_TRADES = (
    "卖家|大卖|商家|商户|店主|店家|老板|掌柜|创业者|从业者|跨境人|外贸人|经营者|经销商|加盟商|操盘手|主播|博主|代购"
    "|工厂主|开发者"
)
_KINDS = f"{_TRADES}|朋友|同行|中卖|小卖|微商|站长|品牌商|品牌方|外贸商|贸易商|[电网游]商|工厂|厂家|公司|企业|团队|机构"
_GOES_ON = (
    "[，。；：、！？…（(“”\n0-9被遭的在也还则曾已称说表告透坦反爆吐哭介回直对向因从将就有共近最旗名手其此去今一连突遇接收损陷多仅"
    "目昨前上下宣自是更同便却负创老员运内发申受期财银资起聘]"
)
"""What stands behind a noun that is whole: 一个卖家|账号 tells of no seller."""
_ONE = Scan(
    ("某", "一", "那家", "隔壁", "楼上", "楼下", "对面"),
    r"(?:(?:隔壁|楼上|楼下|对面)的?(?:那|一|这)?(?:家|位|个)?|那家|(?P<some>某)一?[家位名个]?|一[家位名个]"
    r"|一(?=卖家|大卖|商家|跨境|亚马逊|电商|头部|知名|公司|家|中型|小型|大型))"
    r"(?P<what>(?:(?!表示|告诉|透露|坦言|被告知|这家|其他|其它)[\u4e00-\u9fffA-Za-z0-9+](?<![称说该])){0,16}?"
    rf"(?:{_KINDS})(?:公司|企业|老板)?)(?={_GOES_ON}|账[户号][里中内上的]|\Z)",
)
_NO_OWNER = re.compile(
    r"服务商|律所|媒体|机构|协会|银行|支付|货代|物流|供应商|第三方|中介|培训|代运营|收购|投资|数据|咨询|人士|专家|分析"
    r"|平台(?:公司|企业)|上市公司|母公司|子公司|外卖|汽车"
)
"""Who only serves or studies sellers."""
_FIRM_BEFORE = re.compile(
    r"(?:(?<=[，。；：“”！？\n])|\A)“?([\u4e00-\u9fffA-Za-z]{2,6}(?<![店厂商业户家人]))”?(?:集团|公司)?的?\Z"
)
_WHAT_IT_IS = re.compile(r"(?<![这那])(?:是|系|作为|成为)\Z")
_LETTERS = re.compile(r"(?:[A-Z][A-Za-z]{1,12}|[\u4e00-\u9fff]+)\Z")


def strangers(text: str, surnames: str) -> tuple[NameFound, ...]:
    """Those told of without a name, each with all its places; `surnames` are those of one letter."""
    found: dict[str, list[tuple[int, int]]] = {}
    titled, addressed, described = _persons(surnames)
    told = {person.start("who"): person for person in described.finditer(text) if not tag(person["who"])}
    told = {at: person for at, person in told.items() if text[at - 1 : at] not in ("在", "于", "从", "自", "到")}
    for one in _ONE.finditer(text):
        if _WHAT_IT_IS.search(text, max(0, one.start() - 3), one.start()):
            continue  # 云帆电子是一家跨境卖家: of it the text tells by its name.
        if any(person.start() < one.start() < person.end() for person in told.values()):
            continue  # 陈曦是深圳的一名卖家: of him the text tells by his name.
        what = one["what"] if len(one["what"]) <= LONGEST else one["what"].rpartition("的")[2]
        if _NO_OWNER.search(one["what"]):
            continue
        town = _town(text, one.start())
        found.setdefault(town + (one["some"] or "") + what, []).append((one.start() - len(town), one.end("what")))
    heads = (person for person in titled.finditer(text) if not _of_firm(text, person.start()))
    called = {person["who"] for person in (*heads, *told.values())} | set(_masked(text, surnames))
    for who in called:
        found.setdefault(who, []).extend((at, at + len(who)) for at in occurrences(text, who))
    for person in addressed.finditer(text):
        found.setdefault(person[0], []).append(person.span())
    return tuple(NameFound(who, "seller", mentions=tuple(sorted(set(places)))) for who, places in found.items())


def _of_firm(text: str, end: int) -> bool:
    """Whether a firm stands before a post, whose head he then is: 千百度|老板赵国强."""
    if not text.startswith(("老板", "掌柜"), end):
        return False
    found = _FIRM_BEFORE.search(text, max(0, end - 10), end)
    return found is not None and not tag(found[1]) and nameable(found[1], headed=True)


def _town(text: str, end: int) -> str:
    """The place named right before: 深圳|某大卖."""
    return next((text[end - n : end] for n in (3, 2) if end >= n and tag(text[end - n : end]) == "np"), "")


def _masked(text: str, surnames: str) -> Iterator[str]:
    """Who is called by another name (徐凌（化名）), up to a trade or the surname before it."""
    for at in occurrences(text, "化名"):
        run = _LETTERS.search(text, max(0, at - 14), max(0, at - 1)) if text[at - 1] in "（(" else None
        if run is None:
            continue
        who = re.split(_TRADES, run[0])[-1]
        if who.isascii() or len(who) <= 3:
            yield who
        else:
            yield who[-3:] if who[-3] in surnames else who[-2:]


@lru_cache(maxsize=8)
def _persons(surnames: str) -> tuple[Scan, Scan, Scan]:
    """Persons by their trade (卖家老李), by their address (陈先生), by what is said of them (陈曦是一名卖家)."""
    titled = Scan(
        _TRADES.split("|"),
        rf"(?:{_TRADES})(?P<who>{NICKNAME}|[A-Z][a-z]{{2,10}}(?![A-Za-z])"
        rf"|[{surnames}][\u4e00-\u9fff]{{1,2}}?(?=[（(]化名|告诉|表示|称|说|坦言|透露|的))",
    )
    addressed = Scan(surnames, rf"[{surnames}](?:先生|女士|小姐|老板|总(?![监经裁部理统体数额量的价共计]))")
    described = Scan(
        surnames,
        rf"(?P<who>[{surnames}][\u4e00-\u9fff]{{1,2}}?)(?:是|，|作为)(?:[^，。；]{{2,4}}的?)?一[名位个家]"
        rf"[^，。；]{{0,10}}?(?:{_TRADES})",
    )
    return titled, addressed, described

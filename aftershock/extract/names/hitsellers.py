"""Sellers by what befell them on a platform, though nothing else shows that they are firms.

蓝砾有34个店铺被封, 蓝砾的34个账号        who opens a clause, and what only a seller has
亚马逊关闭了蓝砾的34个店铺               whose stores a deed is done to
最惨的是蓝砾, 同样被封的还有蓝砾         who is named as one of those hit
被封了34个店铺的蓝砾                     whom what befell him describes
34个被封店铺均属于蓝砾                   whose they are said to be, behind them

Asked only where a text names a platform and tells of stores or accounts on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import occurrences
from aftershock.extract.nameforms.likeness import person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.deeds import LEAD

THINGS = ("店铺", "账号", "站点", "账户", "货款")
"""What sellers have on a platform."""
DEEDS = ("封", "冻结", "被关", "关闭", "关停", "下架", "扣", "暂停", "覆没", "团灭")
"""What is done to these."""
_OWNED = (*THINGS, "品牌", "资金", "余额")
_CLAUSE = re.compile(r"[^，。；！？：（）()\n]+")
_LAST_MARK = re.compile(r"(?s:.*)[，。；！？：（）()\n]")
_THING = r"(?:店铺|账[号户]|帐[号户]|站点|品牌|链接|店)"
_NUMBER = r"(?:约|近|超过?|逾|至少|多达)?[\d一二两三四五六七八九十百千万几数][\d.,一二三四五六七八九十百千万亿余多]*"
_MANY = rf"{_NUMBER}(?:个|家)(?:[^，。；的]{{0,14}}?的?)?{_THING}"
HEAD = r"(?:[\u4e00-\u9fff]{0,8}?(?:公司|企业|集团|龙头|巨头|大?卖家|大卖|商家|电商|品牌商|品牌|服务商))?"
"""What a seller is, before its name."""
_WHO = r"[“\"「]?(?P<who>[\u4e00-\u9fff]{2,6}?|[A-Z][A-Za-z0-9&'-]{2,20})[”\"」]?(?:公司|集团)?"
_AT = _WHO.replace("<who>", "<at>")
_ADVERBS = (
    r"(?:近日|日前|目前|此次|本次|这次|如今|也|亦|已经?|则|还|又|均|就|共|一共|总共|累计|合计|今年以来|今年|去年|上半年|因[^，。；]{1,10}?(?=被|遭)"
    r"|在(?:亚马逊|平台|美国|欧洲|北美|[A-Za-z]{3,12}|[\u4e00-\u9fff]{2,4}平台)[^，。；的]{0,8}?(?=[的被有共]))"
)
_UNDERGOES = (
    r"(?:[被遭](?!罚|起诉|诉|立案|告|调查|问询|收购|并购|传|曝|曾|爆|称|指|质疑|媒体|记者|列|评|誉|认)|遭到|遭遇)"
)
_THEN = re.compile(
    rf"{_WHO}(?={_ADVERBS}{{0,3}}(?:{_UNDERGOES}[^，。；]{{0,24}}?(?:{_THING}|资金|货款|封|冻结|下架)|(?:旗下|名下)?的?{_MANY}"
    rf"|(?:旗下|名下)?(?:有|共有|被封|被关|被冻结?)的?{_MANY}"
    rf"|旗下[^，。；]{{0,12}}?{_THING}|(?:PayPal|Paypal|收款|平台|亚马逊)?账[户号][里中内]的?{_NUMBER}|的?{_NUMBER}(?:元|美元|美金)的?(?:货款|资金|余额|款项)"
    rf"|的[^，。；的]{{0,6}}?(?:店铺|账[号户]|站点)(?:[全均都也已就]|被|遭)))"
)
_OPENS = re.compile(rf"\s*{LEAD}{HEAD}")
_DONE_TO = re.compile(
    rf"(?:封掉|关闭|关停|封禁|封停|封杀|冻结|扣押|扣留|扣下|暂停|下架|封)了?{HEAD}{_WHO}"
    rf"(?=的?{_MANY}|(?:旗下|名下)的?[^，。；]{{0,8}}?(?:{_THING})|的?账[户号][里中内资]|的[^，。；的]{{0,6}}{_THING}|{_NUMBER}(?:元|美元|美金))"
    rf"|对{HEAD}{_AT}(?=的?{_MANY}[^，。；]{{0,8}}?(?:封|关|冻|停|下架|处))"
)
_DESCRIBED = re.compile(
    rf"(?:封|关闭?|冻结?|停|下架|扣)[^，。；]{{0,3}}?(?:{_MANY}|{_NUMBER}(?:元|美元|美金)(?:的?(?:资金|货款))?)的{HEAD}{_WHO}(?=[，。]|今年|去年|如今|已|也|正|曾|在|则)"
)
_BELONGS = re.compile(
    rf"(?:封|关|冻|停|下架|扣)[^。；]{{0,20}}?(?:均|全部|都|全|皆)?(?:来自|属于|归属于?|隶属于?|[归系为])(?:于)?{HEAD}{_WHO}(?=[，。；]|所有|旗下|名下)"
)
_RANKED = re.compile(
    rf"(?:影响最大|损失最大|最惨|最严重)的{HEAD}{_AT}(?=，)"
    rf"|(?:最惨|最严重|影响最大|损失最大|最多|首当其冲|遭殃|中招|被封|受波及|受影响|幸免|倒下|出事)的(?:还有|是|当属|要数|则是|卖家是|大卖是){HEAD}{_WHO}(?=[，。；、）])"
)
_TOLD_OF = (
    *("没能幸免", "未能幸免", "不能幸免", "难逃", "损失惨重", "元气大伤", "重灾区", "首当其冲", "其中之一"),
    *("发出", "发来", "到亚马逊", "到平台", "到了亚马逊", "而言", "来说", "为例"),
)
_FALLS = re.compile(
    rf"\s*{LEAD}{HEAD}{_WHO}(?=(?:也|亦|同样|就|则|更|都){{0,2}}(?:没能幸免|未能幸免|不能幸免|难逃|损失惨重|元气大伤|首当其冲"
    rf"|[接收]到了?(?:亚马逊|平台)|[是为](?:[^，。；]{{0,10}}重灾区|其中之一|典型)))"
    rf"|(?:对于?|以|拿|在){HEAD}{_AT}(?=而言|来说|为例|发出|发送)"
)
_TO_WHOM = re.compile(rf"向{HEAD}{_AT}(?=发[出来送]了?[^，。；]{{0,8}}(?:通知|邮件|警告|函))")
_SPEAKS = (
    r"(?:则|也|还|随后|近日|日前)?(?:的?(?:相关|有关)?(?:负责人|内部人士|员工|创始人|高管|老板|运营)|一[名位]员工|内部人士|方面)?(?:在?[^，。；]{0,4}声明中)?"
    r"(?:[向对告诉][^，。；]{2,10}?)?(?:(?:表示|称|说|透露|坦言|证实|回应|承认|披露)(?:称|说)?|告诉[^，。；]{2,8})"
)
_ALONE = re.compile(rf"(?:、|和|以及|包括|如)?{LEAD}{HEAD}{_WHO}")
_BEFELL = re.compile(
    rf"(?:被封|被关|约|近)?{_MANY}[^，。；（）]{{0,4}}(?:被|遭|封|关|冻|停|下架)|(?:被封|被关|被冻)[^，。；（）]{{0,4}}{_NUMBER}个"
)
"""甲（34个店铺被封）、乙（60个店铺被封）"""
_SAYS = re.compile(rf"\s*{LEAD}{HEAD}{_WHO}{_SPEAKS}")
_ITEM = re.compile(rf"\s*(?:而|其中|另外)?{_WHO}(?:则|也|有|为|是|被封|被关)*{_NUMBER}(?:余|多)?个(?:{_THING})?")
_NOBODY = re.compile(
    r"卖家|商家|商户|店主|店家|宝妈|宝爸|大卖|中卖|小卖|企业|公司|平台|品牌|店铺|账[号户]|站点|用户|团队|同行|朋友|老板|客户|先生|女士|小姐|老铁|行业|主体|资金|货款|卖方|工厂|[们者员人商则也还欠里内]\Z"
    r"|\A(?:[老阿小].\Z|多|全|各|该|其|这|那|本|某|几|数|两|一|有|部分|违规|被|遭|因|以|属于?|据|由|对|向|在|从|将|把|自|他|她|我|你|咱|不|没|未|仅|只|光|单|约|近|超|共|及|和|与|并|而|但|则|大量|所有|相关|涉[及事])"
    r"|[欠他她我你咱的]|总[部共计监]|目前|此次|本次|全部|主要|账面|旗下|名下|手[里上中]|[前后]者|[年月日]|其中|美国|欧洲|中国|国内|海外|深圳|封|关闭|冻结"
)
"""What stands there and is no name of its own."""
REACH = 80
"""How far before its thing a deed may begin, in characters."""


def hit_sellers(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names of sellers that only what befell them shows, in a text that tells of bans or frozen money."""
    if not (any(thing in text for thing in THINGS) and any(deed in text for deed in DEEDS)):
        return
    told, hit, last = False, False, (0, 0)
    for clause in _CLAUSE.finditer(text):
        start, end = clause.span()
        if any(text.find(thing, start, end) >= 0 for thing in _OWNED):
            yield from _sightings(text, _in_clause(text, start, end), cuts, lore)
            if any(text.find(thing, start, end) >= 0 for thing in THINGS):
                yield from _sightings(text, _before(text, *last, start), cuts, lore)
            told, hit = True, hit or any(text.find(deed, start, end) >= 0 for deed in DEEDS)
        elif told and (item := _ITEM.fullmatch(text, start, end)):
            yield from _sightings(text, [item], cuts, lore)
        else:
            told = False
        last = start, end
    if not hit:
        return
    for at in chain.from_iterable(occurrences(text, word) for word in _TOLD_OF):
        before = _LAST_MARK.search(text, max(0, at - REACH), at)
        start = before.end() if before else max(0, at - REACH)
        falls = _FALLS.match(text, start, at + 8) or _TO_WHOM.search(text, start, at + 8)
        yield from _sightings(text, [falls] if falls else [], cuts, lore)
    for at in chain.from_iterable(
        occurrences(text, mark) for mark in ("的还有", "的是", "的当属", "的要数", "大的", "惨的")
    ):
        ranked = _RANKED.search(text, max(0, at - 5), at + 30)
        yield from _sightings(text, [ranked] if ranked else [], cuts, lore)


def _in_clause(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    lead = _OPENS.match(text, start, end)
    if lead and (opens := _THEN.match(text, lead.end(), end) or _THEN.match(text, start, end)):
        yield opens
    yield from _DONE_TO.finditer(text, start, end)
    stop = text.find("。", end)
    for rule in (_DESCRIBED, _BELONGS):
        yield from rule.finditer(text, start, min(end + REACH, stop + 1 if stop >= 0 else len(text)))


def _before(text: str, start: int, end: int, own: int) -> Iterator[re.Match[str]]:
    """Who in the clause before says what the next one tells."""
    if end + 2 <= own:
        return
    if says := _SAYS.fullmatch(text, start, end):
        yield says
    if text[own - 1] in "（(" and _BEFELL.match(text, own) and (alone := _ALONE.fullmatch(text, start, end)):
        yield alone


def _sightings(text: str, found: Iterable[re.Match[str]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    for match in found:
        group = "at" if match.groupdict().get("at") else "who"
        start, end = match.span(group)
        if _names(text, start, end, cuts, lore):
            yield Sighting(start, end, "seller", "names/hit seller", text[end : end + 2])


def _names(text: str, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a stretch names one seller, and no kind of sellers, thing, place or person."""
    name = text[start:end]
    if name in lore.by_form or lore.known.at(name, 0) is not None or _NOBODY.search(name) or name in lore.not_latin:
        return False
    if name.isascii():
        return name.upper() not in lore.not_latin
    quoted = text[start - 1 : start] in ("“", '"', "「")
    if tag(name) or not nameable(name, headed=True):
        return False
    if not quoted and (person_like(name, lore) or not (cuts.is_edge(start) or text[start - 1] in "了对的")):
        return False
    own = Cuts(name)
    if not quoted and any(len(word) > 1 and tag(word) not in ("", "np") for word in own.bare(0, len(name))):
        return False  # 供应商|刘洋
    return proper(name, 0, len(name), own, lore) >= (0.5 if quoted else 0.7)

"""Parties to deals and suits, by what they do: 由X领投, 转让给X, 被X诉至法院, 由X与Y合资, 另一家公司X."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.likeness import compound, ends_as, firmlike, person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.model import NameKind

NAME = r"[\u4e00-\u9fffA-Za-z]"
PARTIES = Scan(
    (
        *(
            "由",
            "曾在",
            "就职",
            "任职",
            "供职",
            "入职",
            "跳槽",
            "加入",
            "离开",
            "拨打",
            "成立",
            "创立",
            "创办",
            "诞生",
            "创建",
            "向",
            "数据",
            "图片",
            "资料",
            "信息",
            "来源",
            "图源",
            "老股",
            "新股",
        ),
        *(
            "投资",
            "获",
            "转让",
            "出售",
            "卖给",
            "抵押",
            "质押",
            "过户",
            "被",
            "名为",
            "名叫",
            "叫做",
            "叫",
            "取名",
            "据",
            "完成",
            "生产",
            "——",
            "另一家",
        ),
    ),
    rf"(?:由|(?:完成|获得?)了?(?!由))(?P<lead>{NAME}{{3,10}}?)(?=等?(?:联合|独家)?(?:领投|跟投|参投|投资))"
    rf"|(?:成立|创立|创办|诞生|创建)于[^，。；\n]{{2,14}}的(?P<founded>{NAME}{{3,8}}?)(?=，|是|作为|已|于|在|正式|宣布|目前)"
    rf"|向(?P<target>{NAME}{{3,8}}?)(?:[与和](?P<other>{NAME}{{3,8}}?))?进行了?[^，。；\n]{{0,6}}(?:投资|增资|收购)"
    rf"|(?<![^\n])(?:(?:数据|图片|资料|信息)?来源|图源)[：:](?P<source>{NAME}{{2,8}})(?=\n|$|——)"
    rf"|(?:老股东|新股东|投资方)(?:为|有|包括|是)?(?P<old>{NAME}{{3,8}}?)(?=[、，]|跟投|领投|追投|追加|继续|等)"
    rf"|获(?!悉|知)得?(?:了)?(?P<fund>{NAME}{{3,10}}?)(?:数|近|超|约)?\d[\d.,]*[万亿][元美港]"
    rf"|生产的(?P<made>{NAME}{{3,6}}?)(?:[和、及](?P<besides>{NAME}{{3,6}}?))?(?=\d+批次)"
    rf"|(?:转让|出售|卖|抵押|质押|过户)给了?(?:[\u4e00-\u9fff]{2, 4}的)?(?P<buyer>{NAME}{{3,10}}?)(?=[，。；、）])"
    rf"|(?<![数票单收凭论占证])据(?P<data>{NAME}{{2,8}}?)(?=(?:APP|App)?(?:的?(?:公开|最新|不完全|监测|调研|零售|监控|市场|专业)?(?:数据|统计|报告|研报|调查|研究))"
    r"(?:统计|显示|监测|测算|表明|指出|来看|推算|预测|[，,]))"
    rf"|(?:名为|名叫|叫做|(?<=家)叫)(?P<named>{NAME}{{3,10}}?)的(?=[\u4e00-\u9fff]{{0,4}}(?:卖家|大卖|商家|公司|企业|平台|店铺|网店|品牌|机构))"
    rf"|(?<=公司|品牌|企业|店铺|网店|工厂|机构|平台|家店|卖家|商家|务商|应商|理商|造商)(?:名叫|名为|叫做?|取名(?:叫|为)?)[“「]?(?P<titled>{NAME}{{3,8}}?)(?=[”」]?[，。；])"
    rf"|(?<=公司|品牌|企业|店铺|网店|工厂|机构|平台|卖家|商家|务商|应商|理商|造商|项目|巨头|龙头|面馆|餐厅|酒店|超市|连锁)——(?P<dashed>{NAME}{{3,8}}?)(?=[，。；])"
    rf"|另一家(?:(?![的，。；])[\u4e00-\u9fff]){{0,8}}?(?:公司|企业|平台|品牌|巨头|龙头|药房|药店|超市|连锁|机构|厂商|车企|房企|药企|卖家|大卖|独角兽|新势力)(?P<another>{NAME}{{3,6}}?)(?=[，（(]|早[在已]|[也则于在因被已曾]|20\d\d|\d{{1,2}}月|同样|宣布|近日|日前)"
    rf"|被(?P<plaintiff>{NAME}{{3,10}}?)(?=诉至|起诉|告上|诉诸|申请(?:强制)?执行|申请破产)"
    rf"|(?:曾在|就职于|任职于|供职于|入职|跳槽到)了?(?P<work>{NAME}{{2,6}}?)(?=工作|任职|担任|做|上班|[，。；])"
    rf"|(?:加入了?|离开)(?P<joined>{NAME}{{2,6}}?)(?=后?[，。；])"
    rf"|拨打(?P<called>{NAME}{{2,6}}?)(?=(?:的|官方|客服|官网)+(?:客服)?(?:电话|热线))"
    rf"|由(?P<one>{NAME}{{3,10}}?)[与和](?P<two>{NAME}{{3,10}}?)(?=(?:共同|合资|联合|分别)(?:出资|设立|组建|持股|发起))",
)
"""Investors, buyers, plaintiffs and founders, by what they do."""
TOLD = frozenset(["dashed", "another"])
"""Where what stands before says what it is: 一家面馆——沐禾记, 另一家快递公司|百通快运."""
NO_PARTY = re.compile(
    r"不|奖\Z|创始人|负责人|老板|店[主长]|员工|工作|客服|经理|高管|门店|内部|子公司|先生|女士|人士|提供|整理|公开|网络|作者|记者|一轮|独家\Z"
)
"""What stands where a party's name does, and is none: 资料来源：公开信息."""
SITE = re.compile(r"\A(?!官网|本网|该网|互联网|内网|外网)[\u4e00-\u9fff]{2,}网\Z")
"""A site whose data are told of: 据甲乙产业网数据."""
MIXED = re.compile(r"\A[\u4e00-\u9fff]{2,4}[A-Z][A-Za-z]+\Z")
"""A name of Chinese and Latin letters: 直面AI."""
ALONG = re.compile(rf"(?<=[，、和及与])(?!老股东|新股东|投资方|由)(?P<along>{NAME}{{3,10}}?)(?=等?[跟参]投)")
INVESTING = frozenset(["lead", "old", "fund", "along"])
WORKED = frozenset(["work", "joined", "called"])
"""Where somebody works, or whom somebody calls: no more than a hint, for a name that a text has again."""
JOINED = re.compile(r"以及|[和及与]")
SITED = re.compile(r"(?:由|自然人|港股|A股|美股|上市公司|本地|同城|外资|知名|旗下)")


def parties(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Who invests, buys, sues or founds: 由X领投, 转让给X, 被X诉至法院, 由X与Y合资."""
    along = ALONG.finditer(text) if "跟投" in text or "参投" in text else ()
    for found in chain(PARTIES.finditer(text), along):
        for role, name in found.groupdict().items():
            if name is None:
                continue
            start, end = found.span(role)
            sited = SITED.match(text, start, end)
            start = sited.end() if sited else start
            joined = JOINED.search(text, start + 2, end)
            start = joined.end() if joined and role == "along" else start
            if joined and role == "lead" and joined.end() < end - 2 and ended(text[start : joined.start()], lore):
                yield Sighting(start, joined.start(), "investor", "names/party", role)
                start = joined.end()  # 由甲乙资本和|丙丁创投领投
            name = text[start:end]
            if role in WORKED and (text.count(name) < 2 or proper(text, start, end, cuts, lore) < 0.8):
                continue
            if (
                end - start < (2 if role in ("source", "data") or role in WORKED else 3)
                or lore.ordinary(name)
                or (person_like(name, lore) and role not in TOLD)
                or NO_PARTY.search(name)
            ):
                continue
            own = Cuts(name)
            if (
                (
                    role in TOLD
                    and nameable(name)
                    and (text.count(name) > 1 or not compound(name, lore))
                    and name not in lore.not_names
                )
                or (
                    role == "data"
                    and (MIXED.match(name) or SITE.match(name)) is not None
                    and _unstopped(name, own, lore)
                )
                or ended(name, lore)
                or (role in INVESTING and ends_as(name, "investor", lore))
                or firmlike(name, 0, len(name), own, lore)
                or proper(name, 0, len(name), own, lore) >= (0.5 if role in ("source", "titled") else 0.7)
            ):
                kind: NameKind = (
                    "investor" if role in INVESTING else "brand" if role in ("made", "besides") else "company"
                )
                yield Sighting(start, end, kind, "names/party", role)


def ended(name: str, lore: Lore) -> bool:
    """A short ending after two to four letters that are no word of the language, or a name of one: 磐石资本."""
    ending = lore.trailing.search(name, 2)
    if ending is None or lore.last_words[ending[0]].strength != "short" or ending.start() > 4:
        return False
    stem = name[: ending.start()]
    return (
        stem not in lore.plain
        and name not in lore.not_names
        and stem not in lore.modern
        and (not lore.ordinary(stem) or tag(stem)[:1] == "n")
    )


def _unstopped(name: str, own: Cuts, lore: Lore) -> bool:
    """Whether no word of running text stands in a stretch."""
    return len(name) == 3 or not any(word in lore.stops for word in own.bare(0, len(name)))

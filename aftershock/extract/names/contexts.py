"""Names by what stands right beside them: 子公司X, 收购X, X51%股权, 电池厂商X.

The words are data (organisations.toml, frames; relations.toml); what stands there must still look like a proper name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.borders import bordered, left_border
from aftershock.extract.nameforms.likeness import compound, firmlike, person_like, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import held
from aftershock.extract.names.parties import NAME, ended
from aftershock.model import NameKind

STAKE = Scan("%％", r"[%％]的?(?:股权|股份|表决权)")
SHARE = re.compile(r"[之各约共]?(?:不少于|不低于|不超过|至少|约|合计|的?(?:全部|部分|剩余|其余))?\d[\d.]{0,9}\Z")
"""The figure before."""
TAKEN = re.compile(r"(?:[，。；：！？、（(”\"]|\d|的|后|时|前|等|和|及|与|所持|股权|股份|全部|部分|多数|少数|剩余|$)")
"""What stands behind an object, so that all of it is the name."""
NO_OBJECT = re.compile(
    r"自然人|许可|协议[前后之]|合同[前后]|难关|时艰|句号|成本|存量|水站|办公点|所持|之后|控制权|财报|[%％之]|潮|发难|(?:股权|业务|组|专区|专柜|专栏|会场)\Z"
)
"""Behind a verb of taking, no name: 收购甲乙丙丁所持, 收购信托公司之后."""
KIND = frozenset("方者人额于款权型业案")
"""投资方, 投资者, 控股权: another word goes on."""


def _apart(words: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Of the places of words, which are in order and at one start the longest first, those that overlap none before."""
    done = 0
    for start, end in words:
        if start >= done:
            yield start, end
            done = end


def taken(text: str, taking: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Objects of deals: 收购X，, 设立X，, 入股X等: the name fills what stands between the verb and a mark."""
    for verb, start in _apart(taking):
        start += text.startswith("了", start)
        words = cuts.words(start, min(cuts.clause(start)[1], start + 10)) if start < len(text) else []
        if text[start : start + 1] in KIND:
            continue
        for _, end, word in words[:3]:
            if end - start > 6 or word in lore.stops or word in lore.heads or tag(word)[:1] in ("u", "r", "d", "p"):
                break
            if end - start >= 3 and TAKEN.match(text, end) and not held(text, start, end - 2, end, lore):
                doing = start < end - len(word) and len(word) > 1 and tag(word) in ("v", "d", "ad", "f")
                if NO_OBJECT.search(text, start, end) or (doing and word not in lore.inside):
                    break
                own = Cuts(text[start:end])
                if proper(text[start:end], 0, end - start, own, lore) >= 0.7 or firmlike(text, start, end, cuts, lore):
                    yield Sighting(start, end, "company", "names/taken", text[verb:start])
                break


def stakes(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Whose shares are dealt in: 收购X51%股权."""
    for found in STAKE.finditer(text) if "股" in text or "表决权" in text else ():
        share = SHARE.search(text, max(0, found.start() - 16), found.start())
        end = share.start() if share else 0
        end -= 2 * text.endswith(("持有", "持股"), 0, end)  # 甲乙|持有35%股权
        if not end or not "\u4e00" <= text[end - 1] <= "\u9fff":
            continue
        end -= text[end - 1] == "则"  # 甲乙丙|则持有20%股份
        start = left_border(text, end, end, cuts, lore)
        if start is None or not 2 <= end - start <= 8 or not bordered(text, start, cuts, lore):
            continue
        place = lore.place_at(text, start)
        name = text[start:end]
        if name in lore.not_names or lore.ordinary(name) or person_like(name, lore) or name.endswith("对应"):
            continue
        if (
            proper(text, start, end, cuts, lore) >= 0.7
            or firmlike(text, start, end, cuts, lore)
            or (start < place <= end - 2 and not lore.ordinary(text[place:end]))
        ):
            yield Sighting(start, end, "company", "names/stake", found[0])


def headed(text: str, kin: Iterable[tuple[int, int]], cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """A name right behind the noun of what it is: 子公司X, 收购X, 品牌X, as far as one proper word goes."""
    for noun, behind in _apart(kin):
        start = behind + text.startswith("有", behind)
        clause = cuts.clause(start)[1] if start < len(text) else start
        if clause - start < 2:
            continue
        words = cuts.words(start, min(clause, start + 12))
        place = lore.place_at(text, start)
        if start < place <= clause - 2 and cuts.is_edge(place):
            words = [word for word in words if word[0] >= place]
        end, led = start, False
        for _, stop, word in words:
            kind = tag(word)
            if (
                end > start
                and word in lore.last_words
                and (lore.last_words[word].strength == "short" or OWNED.match(text, stop))
            ):
                end = stop
                continue
            foreign = kind == "np" and end == start
            if not word[1:]:
                goes_on = end > start and kind in ("", "np") and word not in NO_THIRD
                foreign_end = end - start > 2 and word in "特尔斯克德" and stop == clause  # 子公司贝尔蒙|特，
                end += foreign_end or (goes_on and text[stop : stop + 1] in LINKS)  # 子公司甲乙|丙|因
                break
            if (kind and not foreign) or word in lore.stops or word in lore.titles or word < "\u4e00":
                break
            if (end > start and not led) or NO_HEADED.match(word):
                break
            end, led = stop, foreign  # 男装品牌|杰克|沃克
        stem = place if start < place < end else start
        if stem > start and ABROAD.match(text, end):
            continue  # 旗下东南亚送餐|平台
        if FUND.match(text, end):
            continue  # 旗下偏股|型基金
        if end - stem > 2 and text[end - 1] in LINKS and not tag(text[stem:end]):
            end -= 1  # 子公司某地甲乙|因资不抵债
        if (
            end - stem >= 2
            and proper(text, stem, end, cuts, lore) >= 0.8
            and not (end - stem == 4 and compound(text[stem:end], lore))
            and not NO_FILLING.match(text[stem:end])  # 子公司|资金周转
            and (
                text.endswith("公司", noun, behind)
                or not _man(text[start:end], text.endswith(HELD, noun, behind), lore)
            )
        ):
            end = _grown(text, stem, end, lore)
        else:
            end = stem
        if text.endswith(OF_FIRMS, noun, behind) and not (end > stem and FILLED.match(text, end)):
            end = max(end, _filling(text, stem, clause, lore))
        if text[end - 1] in "近约逾" and text[end : end + 1].isdigit():
            end -= 1  # 子公司甲科技|近3亿元
        if end > stem and not (REGISTERED_ON.match(text, end) and _town(text, text[start:end])):
            yield Sighting(start, end, "company", "names/head", text[noun:behind])
            yield from _sisters(text, start, end, cuts, text[noun:behind])


HELD = ("股东", "控制人", "实控人")
"""What men are as well as firms."""


def _man(name: str, held: bool, lore: Lore) -> bool:
    """Whether a name looks like a person's; of two letters with any surname behind what men are: 大股东|殷祥."""
    return person_like(name, lore) or (
        held and len(name) == 2 and name[0] in lore.surnames and name not in lore.by_form
    )


OF_FIRMS = ("公司", "企业", "控股股东", "大股东", "一大股东")
"""Words for firms, behind which a name may be made of words of the language: 子公司|通达网络|因."""


def _filling(text: str, start: int, clause: int, lore: Lore) -> int:
    """Where a name ends that fills the place up to what tells of a firm; its start where none does."""
    for end in range(start + 3, min(clause, start + 7) + 1):
        if end == clause or FILLED.match(text, end):
            name = text[start:end]
            own = Cuts(name)
            words = own.bare(0, len(name))
            moving = tag(words[0]) in ("v", "d", "p") or any(
                tag(word) == "v" and word not in lore.inside and (word[1:] or word is words[-1]) for word in words[1:]
            )
            if moving or any(word in lore.stops for word in words) or NO_FILLING.search(name):
                continue
            likely = proper(name, 0, len(name), own, lore) >= 0.7 or firmlike(name, 0, len(name), own, lore)
            if any(
                name[at:] in lore.by_form and lore.by_form[name[at:]].kind == "platform" for at in range(2, len(name))
            ):
                continue  # 子公司甲乙跨境|亚马逊店铺
            if likely and not lore.ordinary(name):
                return start if person_like(name, lore) else end
    return start


NO_FILLING = re.compile(
    r"\A(?:所|[和及总]|公允|中标|资[金产]|股[权份]|生产|经营)|[\dA-Za-z]|先生|女士|联合体|(?:收益|股权|核实|确认|总裁|中标|函告|收购|竞得|解除|质押|减持|增持|[函书款案拟获约]|店铺|账[户号]|站点|门店|货款)\Z"
)
"""What stands there and is none: 控股股东|所持15%, 控股股东刘某某|先生."""


FUND = re.compile(r"类|型(?:基金|产品)|相关|公司(?=[\u4e00-\u9fff]{2})(?![的将已在与和及因被拟近日于宣收向])")
ABROAD = re.compile(r"平台|业务|市场|团队|部门|员工|项目|服务|基地|工厂|店")
"""What a firm has at a place, behind the place and one word more."""


def _grown(text: str, start: int, end: int, lore: Lore) -> int:
    """The end of a name of two letters, or one letter on where the text has them always with the same one: 金碧|兰."""
    grown = text[start : end + 1]
    if end - start != 2 or len(grown) != 3 or not "\u4e00" <= grown[2] <= "\u9fff" or grown[2] in NO_THIRD:
        return end
    if grown in lore.heads or grown in lore.not_names:
        return end
    first, last = max(0, start - NEAR), end + NEAR
    times = text.count(grown, first, last)
    return end + 1 if times > 2 and times == text.count(grown[:2], first, last) else end


NEAR = 400
"""How far from a name the text is looked at for the letter that goes on, in characters."""


NO_THIRD = frozenset("的了被将已与对向拟由获则遭和及或在是为有因从等店称等也还又共旗之")
"""Letters that go on behind a name of two letters and are none of it."""


REGISTERED_ON = re.compile(r"[^，。；、：“”\n与和及向对将被的在是由为就因以已拟]{2,16}有限(?:责任)?公司")
"""Behind letters that are but the first of a registered name: 子公司滨江|甲乙化学有限公司."""


def _town(text: str, name: str) -> bool:
    """Whether the text has a name as a county's or a town's: 滨江县."""
    return len(name) == 2 and any(f"{name}{grade}" in text for grade in "县区市镇")


def _sisters(text: str, start: int, end: int, cuts: Cuts, head: str) -> Iterator[Sighting]:
    """Names of the same length and beginning joined to one behind a head: 子公司甲乙泰尔和|甲乙素智."""
    size, shared = end - start, text[start : start + 2]
    while (
        3 < size < len(text) - end
        and text[end : end + 1] in JOINING
        and text.startswith(shared, end + 1)
        and cuts.is_edge(end + 1 + size)
    ):
        yield Sighting(end + 1, end + 1 + size, "company", "names/head", head)
        end += 1 + size


JOINING = ("、", "和", "与", "及")
LINKS = frozenset("因被将已与对向拟由获则遭于自皆均亦")
"""Letters that go on behind a name and that the cutter may take for its last."""
OWNED = re.compile(r"[所，。、；：,（(的等与和及拟已将也则都之]|股权|股份|持有|\d")
"""What stands behind a firm that a common ending ends, right behind a head: 控股股东甲乙投资|持有."""
FILLED = re.compile(
    rf"{OWNED.pattern}|[{''.join(sorted(LINKS))}]|收到|取得|签订|签署|发生|提供|进行|[二两三]家|(?:个别|部分|主要|多个)?(?:(?:银行)?账[户号]|店铺|站点|门店|货款)"
)
"""What stands behind a name that words of the language may make up."""
NO_HEADED = re.compile(
    r"[仍将最概那这其所净之可未均除试受已拟被遭]|[\u4e00-\u9fff]+(?:型|[店站]\Z)|[\u4e00-\u9fff][有无会受位]\Z"
)
"""Two words that the cutter takes for one which it does not know, behind a head: 控股股东|概无, 旗下|那具."""


TRADE = Scan(
    (
        *("平台", "公司", "企业", "车企", "药企", "房企", "乳企", "酒企", "券商", "投行", "机构"),
        *("供应", "厂商", "卖家", "大卖", "连锁", "巨头", "研发", "制造", "生产"),
        *("提供", "服务", "运营", "零售", "创业", "独角", "投资", "收购", "入股"),
        *("创立", "孵化", "引入", "创办"),
    ),
    r"(?:(?<=[\u4e00-\u9fff]{2})|(?<=[，。；\n])|(?<![\s\S]))(?<![该本其各此每名位])(?:(?:平台|公司|企业|车企|药企|房企|乳企|酒企|券商|投行|机构|供应商|厂商|卖家|大卖|连锁品牌|巨头)"
    rf"(?P<name>{NAME}{{2,6}}?)"
    r"(?=\d+月|\d+日|近日|日前|是一家|也?被|的账号|的店铺|的站点|(?:(?:银行)?账[户号]|店铺|站点)[被遭]|的产品|的供应商|则在|则于|的员工|的用户|对其|将其|下调|上调|给予|预计|预测|统计|公布|发布|宣布|创始人|联合创始人|被曝|在(?:\d|中国|美国|全球|海外|国内|香港)|于\d|正与|，旗下|跑路|失联|[暴爆]雷|倒闭|裁员|停工|破产|关停|拖欠|欠了|停止|停供)"
    r"|(?:研发商|制造商|生产商|提供商|服务商|运营商|零售商|创业企业|独角兽)"
    rf"(?P<maker>{NAME}{{3,6}}?)"
    r"(?=\d+月|则在|则于|的员工|的用户|统计|公布|发布|宣布|创始人|被曝|在\d|于\d|先后|正|完成|推出|拟|将|跑路|失联|[暴爆]雷|倒闭|裁员|停工|破产|[，。；、）]|\Z))"
    rf"|(?:投资|收购|入股|创立|孵化|引入|创办)了?[\u4e00-\u9fff]{{0,8}}?品牌(?P<brand>{NAME}{{3,6}}?)(?=[，。；、,]|后[，,]|\Z)",
)
"""A firm right behind its trade: 在线教育公司X的员工, 第三方机构X统计."""


WHEN = frozenset(["早", "单月", "单日", "当月", "当年", "当天", "一度"])
"""Behind a name, when something befell it: 卖家甲乙丙|单月被罚."""


BEFALLS = re.compile(r"(?:[暴爆]雷|跑路|失联|倒闭|停[业工运]|[关闭]店|破产|裁员)\Z")


OF_NONE = re.compile(r"(?:产品|账[户号]|店铺|站点)\Z|年会\Z|资产\Z|比例|成本|股是|略显|债成")
"""What stands behind the noun of a trade, and names none of it: 企业|领袖年会."""


def of_trade(text: str, lore: Lore) -> Iterator[Sighting]:
    """Firms behind the noun of their trade, up to what only a body does or has."""
    for found in TRADE.finditer(text):
        start, end = found.span("name" if found["name"] else "maker" if found["maker"] else "brand")
        name = text[start:end]
        own = Cuts(name)
        words = list(own.bare(0, len(name)))
        while len(words) > 1 and (
            words[-1] in WHEN
            or (len(words[-1]) > 1 and tag(words[-1]) in ("d", "ad"))
            or (len(words[-1]) == 2 and tag(words[-1]) == "v" and ended(name[:-2], lore))
        ):
            end -= len(words.pop())  # 巨头甲乙|突然宣布, 子公司甲乙科技|新增
            name = text[start:end]
        if befell := BEFALLS.search(name):
            end, name = end - len(befell[0]), name[: befell.start()]  # 运营商甲乙|爆雷
        if name[:1] in "因被遭据很" or OF_NONE.search(name):
            continue  # 一位卖家|因刷单被封
        if end - start > 3 and name[-1] in LINKS and not tag(name[-2:]):
            end, name = end - 1, name[:-1]  # 某地甲乙|于近日收到
        if lore.ordinary(name) or (person_like(name, lore) and proper(name, 0, len(name), own, lore) >= 0.9):
            continue
        if any(word in lore.stops or word in lore.heads or word in lore.titles for word in words):
            continue
        if (
            found["name"]
            and len(found["name"]) == 2
            and (text.count(name) < 2 or person_like(name, lore) or proper(name, 0, 2, own, lore) < 0.9)
        ):
            continue
        if proper(name, 0, len(name), own, lore) >= (0.5 if found["name"] else 0.7) or ended(name, lore):
            kind: NameKind = "platform" if found[0].startswith("平台") else "brand" if found["brand"] else "company"
            yield Sighting(start, end, kind, "names/trade", found[0][:2])

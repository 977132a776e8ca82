"""Unnamed: whom a clause begins with though no rule of names knows it.

海澜餐饮关店9家，新鲜里则一口气关停了27家     新鲜里
同行乐享到家已关闭61家社区网点               乐享到家
超市业态关闭95家                             somebody else than was told of before, so nobody
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.language.scan import occurrences
from aftershock.extract.language.sentences import Span
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.roles.countedfigure import TOPICS
from aftershock.extract.roles.nearness import ADDS_UP
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import TOWN
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.countedones import VERB, is_group
from aftershock.extract.subjects.keepers import tidied, unheard
from aftershock.extract.subjects.kinds import LEADS, TRADES
from aftershock.extract.subjects.pronouns import PRONOUN
from aftershock.extract.subjects.rows import together
from aftershock.model import Mention

_CLOSER = re.compile(
    r"(?:其中|此外|而|但|另外|同时|目前|同行|另一家?|例?如|比如|像|仅|单是|[\u4e00-\u9fff]{2,12}(?:责令|勒令)){0,2}(?:(?:主打|主营|专做|专注|定位|做)[^，。；\d的]{1,10}的)?(?:[\u4e00-\u9fff]{0,6}(?:品牌|连锁|超市|企业|公司|机构|大卖|卖家|对手|友商))?[“「]?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?|[A-Z][A-Za-z0-9&·’\x20]{1,20}?)[”」]?"
    r"(?P<then>(?:一家(?=[就便已])|则|却|正|便|仍|已经?|也|又|还|将|曾|就|共|预计|预期|准备|打算|一口气|陆续|先后|相继|主动|继续|再|拟|计划|宣布|决定|不得不|被迫|于?近日|因[^，。；]{1,6}?){1,3})?"
    r"(?:在[^，。；、]{0,8}?(?:前|内|底|间|年))?(?:累计|合计|计划|连续|净|已|共|20\d\d年|\d{1,2}月|今年|去年|上半年|下半年|年内|全年|同期|期内|当期|[一二三四]季度)*"
)
_SHOP = re.compile(
    r"(?:其中|此外|而|另外|包括)?(?P<who>(?P<stem>[\u4e00-\u9fff]{2,8}?)(?:超市|百货|药房|大药房|影城|火锅|书店|便利店|购物广场|商厦))"
    r"(?![门网]|店)[\u4e00-\u9fff]{0,6}\Z"
)
"""铜山家家惠超市|突然|关闭约30家门店"""
_HIS_PLAN = re.compile(r"(?:其中|此外|而|另外)?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?)(?:将|把)[\u4e00-\u9fff]{0,6}")
"""云朵里|将|国内|关店计划从50家增至100家"""
_NO_SUBJECT = re.compile(
    r"[在于对将把从向因受被由经据]|同比|环比|加上|高峰|峰值|巅峰|大规模|批量|网点|门店|店铺|影院|计划|数量|总数|规模|合计|总计|共计|累计|时间|期间|期内|季度|年|城市|区域|地区|市场|大陆|内地|香港|澳门|港澳|[日月年平]均|[掉降升跌]到|海外|境外|下沉"
)
"""What keeps the words before a verb from being whoever does it."""
_OPENER = re.compile(
    r"(?:而|但|此外|同行|另一家?|[^，。；]{2,12}的)?(?:[\u4e00-\u9fff]{0,6}?(?:品牌|连锁|巨头|大卖|卖家))?(?P<who>(?!比)[\u4e00-\u9fffA-Za-z&·]{2,8}?)"
    r"(?:(?<![多少一])则|受损|损失[最惨更巨]|其次|次之|紧随|的?处境|的?情况|的?境况|的?遭遇|的损失|的?日子|的?命运|更惨|同样|运气)"
)
_UNDERGOER = re.compile(
    r"(?:有?(?:消息|传闻|网友|媒体|人|知情人士|卖家)[称说爆传]+|据[传说悉]|网传|旗下|其中|此外|而|但|另外|同行|[\u4e00-\u9fff]{0,6}(?:大卖|卖家|商家|品牌商)|[其我的]{0,2}客户|先是|随后|接着|目前|如今|眼下|此前|仅|单是|(?:位于|来自|总部[在位设]于?|地处|成立于)[^，。；的]{2,10}的){0,2}“?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?|[A-Z][A-Za-z0-9&·’\x20]{1,20}?)”?"
    r"(?:(?:近日|近期|日前|新近|已知|累计|又)?新增(?=[^，。；]{0,6}[则条][^，。；]{0,8}信息|被|\d)|旗下|名下|一家(?=[就便已])|(?:表示|[称说])其(?=[^，。；]{0,6}\d)|受(?:到|此|此次|本次)?(?:影响|波及)的?(?=店铺|账[号户]|站点|门店)|(?:于[\d年月日]{2,11}|因[^，。；]{1,10}?|[也又还])?被(?=亚马逊|平台|责令|查封|叫停|[\u4e00-\u9fff]{0,6}法院|封|关|冻|下架|停|禁|扣)|被申请(?=财产保全|冻结)|(?:所持|持有的?)(?:资金|存款|资产)(?=\d)|遭(?=亚马逊|平台|封|关|冻|下架|停|禁)"
    r"|累计(?=被)|的(?=货款|冻结资金|资金|账[户号]|店铺|存款|资产|财产)|(?=[\d.,]+[余多]?[万亿]*元的?(?:银行)?(?:资产|资金|货款|存款|财产))"
    r"|在(?=[^，。；的]{2,12}的(?:资金|专户|账[户号]|存款|\d[\d.,]*[余多万亿]*(?:个|家|美?元|卢比|英镑|欧元)))"
    r"|(?:先后|陆续|共|一共|共计|总计|至少|累计|仍|还|也|又|同样|已|目前)*有(?=(?:约|近|超过?|至少)?[0-9两三四五六七八九十百几多数][0-9,.]*[余多万]*[个家][^，。；]{0,10}[被遭下]))"
)
_FOR_EXAMPLE = re.compile(
    r"(?:[以拿]|(?:[\u4e00-\u9fff]{0,8}(?:大卖|卖家|品牌|连锁|企业|公司|巨头|商家))?(?:例?如|比如|像)|[^，。；]{0,12}(?:波及|殃及|牵连|蔓延[到至]|轮到|盯上|约谈)了?|(?P<done_to>[^，。；]{0,10}对))“?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?|[A-Z][A-Za-z0-9&·’\x20]{1,20}?)”?"
    r"(?:来说|为例|来看|[这那一]样的?|这类|身上|头上|(?(done_to)(?:作出|采取|实施|予以|进行(?=处|封|整|查))|等?(?=，|\Z)))"
)
"""以甲为例, 头部卖家如|甲|，被封的店铺达340个, 像|甲|这样的连锁"""
_PART = re.compile(
    r"[仅光单就约共又再还也已均都只总合累先]"
    r"|.*(?:累计|合计|共计|总计|目前|其中|名下|旗下|[手账面][里上中]|账[号户]|店铺?|站点|品牌|资金|[类仓区端])\Z"
)
"""What opens a clause and is nobody: 仅深圳|有12家, 主账号|被封."""

_TRADE = re.compile(rf"{LEADS}({TRADES})(?!品)(?:[^，。；]{{0,6}})")
_CLOSES = re.compile(
    r"(?:已经?|又|还|将|曾|共|累计|合计|先后|陆续|宣布|计划|今年|去年|近日|在?[^，。；]{0,8}){0,4}(?:关闭|关停|撤出|退出|关)了?(?:旗下|其)?(?:在[^，。；]{2,8}的)?(?:全部|所有|剩余|最后)?(?:约|近|超过?)?"
)
_OWN_BRAND = re.compile(
    r"旗下(?:的?[\u4e00-\u9fff]{0,6}?(?P<kind>品牌|连锁|子公司|超市|影院|餐饮)|的)[“「]?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?)[”」]?"
    r"(?:在[^，。；]{2,8}?)?(?:已经?|也|则|今年|去年|[上下]半年|累计|合计|共|陆续|先后|将|宣布|计划|一口气|连续|净|的)*"
    r"(?:关|闭店|撤|停业|裁|有(?=\d)|\d|\Z)"
)
_OTHERS = re.compile(r"未通过|不达标|资质|审核|复审|考核|入驻|卖家|商家|商户|违规|违法|售假|账号|封")
_LATIN_HEAD = re.compile(
    r"(?:其中|此外|而|截至目前|目前)?([A-Z][A-Za-z0-9&·.' ]{1,20}?)"
    r"(?:公司|集团)?(?=在|已|将|则|共|关|曾|还|旗下|的门店|的店铺|今年|去年|宣布|上半年)"
)
_LATIN_ROW = re.compile(
    r"([A-Z][A-Za-z0-9&·.']{1,20}(?:、[A-Z][A-Za-z0-9&·.']{1,20}){0,4}(?:和|及|与)[A-Z][A-Za-z0-9&·.']{1,20})"
    r"(?:的?(?:中国|国内|内地|在华|在中国))?的?(?=门店|店铺|线下|均|都|在|已|共|关)"
)
_ALL_FROM = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}(?:门店|餐厅|店铺|店|网点))?(?:均|都|全部|皆)?(?:来自|属于|隶属于?|出自|分别[为是]|(?<=[均都])[为是])(?:于)?"
)
_IS_OF_TRADE = re.compile(r"(?:门店|店铺|店)?(?:均|都)?(?:为|属于?)(?P<trade>[\u4e00-\u9fff]{2,4})(?:行业|业态|品类)")
"""有31家门店|为餐饮行业"""
_HOLDS = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?|[A-Z][A-Za-z0-9&·’\x20]{1,20}?)(?<![里上中内下间])(?:集团|公司)?(?:目前|至今|当时)?(?:[仍尚还]有|的?(?:资金|货款|余额|款项)[也已均还]{0,2}[被遭]?(?:亚马逊|平台)?(?:冻结|扣押|扣留)了?)(?:约|近|超过?|逾)?"
)
STORES_OF_KIND = re.compile(
    r"直营|加盟|自营|零售|连锁|线[上下]|实体|社区|街边|大型|小型|低效|亏损|标准|新增"
    r"|[东西南北中]?[欧美非亚](?:洲|国)?|海外|境外|国内|全球|全国|内地|香港|港澳|东南亚|拉美|中东"
)
"""What stands before stores and has none: 77家|直营|门店."""
_SHUT = re.compile(r"(?:已|被)?(?:闭店|关店|停业|歇业|倒闭|关门|关闭|关停|老|新|涉事)的?")
NO_BRAND = frozenset(
    {"APP", "CEO", "CFO", "IPO", "GMV", "AI", "IP", "KTV", "SKU", "PC", "VIP", "DTC", "B2B", "B2C", "P2P", "O2O", "MCN"}
)
_ITEM = re.compile(
    r"(?:其中|其次|此外)?(?:包括|是)?([\u4e00-\u9fffA-Za-z·]{2,10}?)(?:最多|次之|紧随其后)?(?:为|有|达)?(?:约|近|超过?)?"
)
_OF_WHOM = re.compile(
    r"[个家间]?([\u4e00-\u9fffA-Za-z·&]{2,10}?)(?:连锁)?(?:营业)?(?:网点|门店|店铺|超市|专卖店|加盟店|直营店|影城|校区)"
    r"(?![\u4e00-\u9fff](?<![均都已被也宣关停将获在全集突先因遭陆相终撤退歇倒拟的]))"
)


_ONE_TOWN = TOWN.pattern.removesuffix(r"\Z")
_IN_TOWNS = re.compile(
    rf"(?:其中)?{_ONE_TOWN}(?:[、和及与]{_ONE_TOWN}){{0,4}}(?:则|也|分别|各|一地|两地|三地)*(?:又|已|共)?"
)


def _goes_on(scene: Scene, start: int) -> bool:
    """Whether the clause before told of one place, too: 甲在广州关了11家、|佛山关了7家."""
    text = scene.outline.text
    return _ONE_BEFORE.search(text, max(0, start - 24), start) is not None


_ONE_BEFORE = re.compile(r"[在、][\u4e00-\u9fff]{2,8}\d+[余多]?家[^，。；、\d\n]{0,4}[、，]\Z")
_WHEN = re.compile(r"(?:[情此之以节年月日])[后前]\Z")
"""疫情后|陆续关掉8家"""


def closer(scene: Scene, mention: Mention, start: int) -> str | None:
    """Who closes stores, where a clause begins with a name that nothing else shows to be one (新鲜里关停了27家)."""
    text = scene.outline.text
    trigger = mention.trace.trigger if mention.trace else None
    if not trigger or trigger[0] in "被遭":
        return None
    at = text.rfind(trigger, start, mention.start)
    if at < 0 and ADDS_UP.match(text, start):
        # 老碗面关店最多，达118家: who begins the clause before.
        sentence = scene.outline.at(start)
        own = sentence.clause_at(start) if sentence else 0
        start = sentence.clauses[own - 1].start if sentence and own else start
        at = text.rfind(trigger, start, mention.start)
    town = at > start and (_IN_TOWNS.fullmatch(text, start, at) or tag(text[start:at]) == "np")
    if town and (scene.firm(mention.start) or _goes_on(scene, start)):
        return None  # 北京|关掉22家, where the text is about one chain, or a chain's towns are told of in turn
    found = _CLOSER.fullmatch(text, start, at) if at > start else None
    who = tidied(found["who"]) if found else ""
    if _WHEN.search(who) or (TOWN.fullmatch(who) and text.startswith(("仅", "单是"), start)):
        return None  # 甲近期关店不断，仅北京|就关了7家
    things = TOPICS & set(scene.words.things_in(who, 0, len(who)))
    if nameable(who, headed=bool(found and found["then"])) and not things:
        named = scene.places.within(start, at)
        if (
            named
            and named[0].name.kind == "platform"
            and (text[mention.start - 1] == "的" or _OTHERS.search(text, at, mention.end + 14))
        ):
            return ""  # 平台甲关闭345家未通过复审的店铺, 平台甲关闭了乙丙的30个店铺: those of others
        glued = named and named[0].name.kind == "platform" and len(named[0].text) < len(who)
        return None if glued else who  # 平台甲本轮
    shop = _SHOP.match(text, start, at) if at > start else None
    if shop and nameable(shop["stem"], headed=True) and not scene.places.within(start, at):
        return shop["who"]
    planned = _HIS_PLAN.fullmatch(text, start, at) if at > start else None
    if planned and nameable(planned["who"], headed=True):
        return planned["who"]
    if at > start and _has_subject(scene, start, at):
        trade = _TRADE.fullmatch(text, start, at)
        return trade[1] if trade else ""
    return None


def own_brand(scene: Scene, start: int, end: int) -> str | None:
    """A brand that closes stores, told of below its firm by a name unknown here: 甲服饰旗下女装品牌可莉关闭120家."""
    if scene.outline.text.find("旗下", start, end) < 0:
        return None
    found = _OWN_BRAND.search(scene.outline.text, start, end)
    if found is None:
        return None
    who = found["who"]
    if named := scene.places.within(found.start("who"), end):
        return named[0].shown if found["kind"] and len(named) == 1 and named[0].text == who else None
    return who if (nameable(who, headed=True) if found["kind"] else unheard(scene, who)) else None


def own_site(scene: Scene, mention: Mention, start: int) -> str | None:
    """A platform that closes what is its own, a country's site or a shop: 平台甲累计关闭了7个站点."""
    text = scene.outline.text
    if (mention.unit or "").endswith(("店铺", "网站", "小店", "网店")) or _OTHERS.search(text, start, mention.end + 6):
        return None
    for place in scene.places.within(start, mention.start):
        if place.name.kind != "platform" or text[place.start - 1] in "被遭由":
            continue  # 被平台甲关了5个店: others'
        if _CLOSES.fullmatch(text, place.end, mention.start):
            return place.shown
    return None


def latin_head(scene: Scene, start: int, end: int) -> str | None:
    """A brand in Latin letters that opens a clause and that no rule of names knows: HM在中国已有60家门店被关闭."""
    if row := _LATIN_ROW.match(scene.outline.text, start, end):
        return row[1]
    found = _LATIN_HEAD.match(scene.outline.text, start, end)
    return found[1] if found and found[1].upper() not in NO_BRAND else None


def listed(scene: Scene, mention: Mention, clause: Span) -> str | None:
    """Whom an item of a list names: 其中包括商业银行30家，新鲜里12家."""
    text = scene.outline.text
    found = _ITEM.fullmatch(text, clause.start, mention.start)
    if found is None:
        return None
    who, trigger = found[1], mention.trace.trigger if mention.trace else None
    if scene.words.thing(who) == "stores" and (STORES_OF_KIND.match(who) or tag(who)):
        return None  # 其中加盟店19家: what kind they are
    if STORES_OF_KIND.fullmatch(who) or TOWN.fullmatch(who) or (trigger and trigger in text[clause.start : clause.end]):
        return None  # a place, or a clause of its own
    if len(who) == 2 and tag(who) == "np":
        return None  # 其中武昌2家: of two letters that the language has, most are places
    if who.endswith(("卖场", "商场", "中心", "专柜")) and mention.unit == who:
        return None  # 关闭门店47家，其中大卖场9家
    return who if (is_group(scene, who) and not scene.words.bare(who)) or nameable(who) else None


def in_noun(scene: Scene, mention: Mention, end: int, role: str) -> str | None:
    """Whose stores they are by the noun that is counted: 11家|新鲜里|超市, 2600家|商业银行|网点."""
    found = _OF_WHOM.match(scene.outline.text, mention.end, end)
    if found is None:
        return None
    who = found[1]
    if _SHUT.fullmatch(who):
        return None  # 7家|闭店|超市
    for place in scene.places.within(found.start(1), found.end()):
        if place.start == found.start(1):
            return place.shown if able(scene, place, role) else None
    if is_group(scene, who):
        return None if scene.words.bare(who) else who
    return who if nameable(who) and not STORES_OF_KIND.fullmatch(who) else None


def told_behind(scene: Scene, mention: Mention, end: int, role: str) -> str | None:
    """Whose the counted are by what is said of them behind: 关闭的2家门店均来自新鲜里, …分别为甲和乙."""
    text = scene.outline.text
    if of_trade := _IS_OF_TRADE.match(text, mention.end, end):
        return of_trade["trade"]
    found = _ALL_FROM.match(text, mention.end, end)
    if found is None:
        return None
    named = [place for place in scene.places.within(found.end(), end) if able(scene, place, role)]
    if named and named[0].start == found.end():
        return together(text, named) or named[0].shown
    rest = text[found.end() : end].rstrip("，。；")
    items = re.split(r"[、和与及]", rest)
    return "、".join(items) if all(nameable(item, headed=True) for item in items) else None


def holder(scene: Scene, start: int, end: int) -> str | None:
    """Who is said to have money, up to its amount, though no rule of names knows it: 云朵充电仍有|2亿元押金被冻结."""
    found = _HOLDS.fullmatch(scene.outline.text, start, end)
    return found["who"] if found and nameable(found["who"], headed=True) else None


_ITS = re.compile(
    r"(?:其中|此外|而|目前|同期|同日|当月|包括|随后|[\d月日上中下旬]+){0,3}“?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?|[A-Z][A-Za-z0-9&·’\x20]{1,20}?)”?(?:等(?:人|多人|网红|主播|艺人)?)?(?:旗下|名下|的)的?(?:近|约|超过?|逾|全部)?"
)


_CLOSE = re.compile(
    r"“?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?|[A-Z][A-Za-z0-9&·’\x20]{1,20}?)”?(?:等人?的?)?(?:共计?|合计|累计|约|近|超过?)*"
)
_NO_OWNER = re.compile(
    r"严重|恶劣|轻微|不[力当足符全合]|网传|传闻|所谓|来自|位于|经营|从事|涉[及嫌事案赌诈黄毒]|[出肇]事|问题|不合格|疑似|违规|相关|所有|部分|不少|这些|那些|上述|[他她它其我你被遭受在由]"
)


def strangers_own(scene: Scene, mention: Mention, clause: Span, *, close: bool = False) -> str | None:
    """Whose they are by 的 right before the figure, though no rule of names knows him: 启明时代的|70多个账号.

    `close` where he may stand right before it: 封停|甲|14个公众号.
    """
    its = _ITS.fullmatch(scene.outline.text, clause.start, mention.start)
    found = its or (_CLOSE.fullmatch(scene.outline.text, clause.start, mention.start) if close else None)
    who = tidied(found["who"]) if found else ""
    if (
        not who
        or _NO_OWNER.search(who)
        or who[0] in "个家名位间"
        or who[-1] in "中里内"
        or VERB.search(who)
        or TOWN.fullmatch(who)
        or scene.places.within(clause.start, mention.start)
        or _PART.match(who)
    ):
        return None
    return who if nameable(who, headed=True) and not scene.words.bare(who) else None


def opener(scene: Scene, start: int, end: int) -> str | None:
    """Whom a clause turns to, though no rule of names knows it: 食味会则因拖欠货款被诉."""
    text = scene.outline.text
    undergoes = _UNDERGOER.match(text, start, end) or _FOR_EXAMPLE.match(text, start, end)
    who = tidied(undergoes["who"]) if undergoes else ""
    if who and not tag(who) and nameable(who) and not _PART.match(who) and not _is_thing(scene, who):
        return None if who.endswith(("上", "里", "中", "内")) else who
    if undergoes and nameable(who, headed=True) and not _PART.match(who) and _has_head(text, who):
        return who  # 甲出海被封的账号达200个, where the text tells of 甲出海董事长李明
    found = _OPENER.match(text, start, end)
    who = tidied(found["who"]) if found else ""
    if tag(who)[:1] == "n" and len(who) > 2 and text.startswith(("则被", "则遭", "则有"), start + len(who)):
        return ""  # 步行者则有54个站点被关闭: another, by a word of the language
    if _is_thing(scene, who) or scene.words.hits("money", who, 0, len(who)):
        return None  # 资金冻结|情况
    if who[:1] in "但却而并" or who.endswith(("称", "说")):
        return None  # 但称|被冻结的没有那么多
    return who if nameable(who, headed=True) and not TOWN.fullmatch(who) else None


def _is_thing(scene: Scene, who: str) -> bool:
    """Whether things are told of, such as shares or accounts; but 甲乙股份 is a firm."""
    return bool(scene.words.things_in(who, 0, len(who) - 2 * (len(who) > 3 and who.endswith("股份"))))


_HEADS = ("创始人", "联合创始人", "董事长", "总裁", "CEO", "总经理", "副总", "董秘", "负责人", "合伙人")


def _has_head(text: str, who: str) -> bool:
    """Whether the text tells of somebody who founded or runs whoever bears a name."""
    return any(text.startswith(_HEADS, at + len(who)) for at in occurrences(text, who))


def _has_subject(scene: Scene, start: int, end: int) -> bool:
    """Whether a noun stands before the verb of a clause (超市业态|关闭95家): others then, whom no rule can name."""
    head = scene.outline.text[start:end]
    if _NO_SUBJECT.search(head) or PRONOUN.search(scene.outline.text, start, end):
        return False
    words = [word for word in cut(head) if scene.words.thing(word) != "stores"]
    nouns = [word for word in words if len(word) > 1 and tag(word)[:1] in ("n", "") and not word.strip().isdigit()]
    return bool(nouns) and not any(tag(word) == "v" for word in words)

"""Names in Latin letters: registered ones anywhere, others where a body stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import BUSINESS, rules
from aftershock.extract.names.recurring import strange
from aftershock.model import NameKind

LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
LATIN = re.compile(rf"[A-Z][{LETTER}0-9&'’-]*(?: (?:[A-Z&][{LETTER}0-9&'.-]*|of|and|the|power))*(?![{LETTER}@/_])")
SHARES = (".", "%", "％")
SHARE = re.compile(r"(?:\.\d+)?[%％]")
INSIDE = re.compile(r"[A-Za-z0-9@/._#-]")
"""Before a capital letter: it begins no name."""
LIMITED = r"(?:PTE|Pte|CO|Co)\.,? ?(?:LTD|Ltd)\.?"
FORM = (
    rf"{LIMITED}|LIMITED|Limited|LTD\.?|Ltd\.?|INC\.?|Inc\.?|LLC|LLP|Corp\.?|Corporation|CORPORATION"
    r"|(?:SDN|Sdn)\.? (?:BHD|Bhd)\.?|Berhad|BERHAD|Tbk|(?:Pvt|PVT|Pty|PTY)\.? (?:Ltd|LTD)\.?"
    r"|FZE|FZCO|DMCC|JSC|PJSC|K\.K\."
    r"|GmbH(?: & Co\.? KG)?|AG|KG|S\.A\.(?: de C\.V\.)?|S\.p\.A\.|S\.r\.l\.|SARL|[NB]\.?V\.?|A/S|Oyj?|L\.P\.|PLC|plc"
    r"|Group|GROUP|Co\.?(?=[ \u3000]?[\u4e00-\u9fff，。、；）])"
)
FORMED = Scan((" ", ","), rf"[ ,](?:{FORM}|Holdings|HOLDINGS)")
"""What every registered name has in it."""
REGISTERED = re.compile(
    rf"(?<![A-Za-z0-9])[a-z]?[A-Z](?:[A-Za-z0-9&.'() -]|, ){{2,60}}?(?:, ?| )(?:{FORM}|Holdings|HOLDINGS)"
    rf"(?: \([A-Za-z. ]{{2,16}}\))?(?: (?:{LIMITED}|LIMITED|Limited|LTD\.?|Ltd\.?|LLC|Inc\.?))?(?![A-Za-z])"
)


PREFIXED = Scan(
    ("PT", "CV"),
    r"(?<![A-Za-z0-9])(?:PT|CV)\.? ?[A-Z][A-Za-z&'-]+(?: [A-Z][A-Za-z&'-]*){0,6}(?:,? Tbk\.?)?(?![A-Za-z])",
)
"""Indonesian firms: PT. Abc Def."""


def latin(text: str, lore: Lore) -> Iterator[Sighting]:
    """Names in Latin letters that stand where a body stands; registered ones anywhere."""
    for found in REGISTERED.finditer(text) if FORMED.search(text) else ():
        yield Sighting(found.start(), found.end(), "company", "names/registered abroad")
    for found in PREFIXED.finditer(text):
        if " " in found[0] or "." in found[0]:
            yield Sighting(found.start(), found.end(), "company", "names/registered abroad")
    yield from _uncapitalised(text, lore)
    yield from _short(text)
    row: list[tuple[int, int]] = []
    told: NameKind | None = None
    """Names joined to one another, and what one of them is."""
    for found in LATIN.finditer(text):
        # 甲乙Tech100%: the figure is a share's.
        shown = found[0]
        if text[found.end() : found.end() + 1] in SHARES and SHARE.match(text, found.end()):
            shown = shown.rstrip("0123456789")
        elif shown[-1].isdigit() and (dated := DATED.search(text, max(0, found.end() - 4), found.end() + 1)):
            shown = shown[: -len(dated[1])]  # Abc|2020年营收
        name = shown.rstrip("-'’ ").removesuffix(" &")
        start, end = found.start(), found.start() + len(name)
        if len(name) < 3 or not lore.not_latin.isdisjoint((name, name.upper(), name.rstrip("0123456789"))):
            continue
        if start and (INSIDE.match(text, start - 1) or _model(text, start, lore)):
            continue
        if (
            text.startswith("指数", end)
            or name.endswith(FUNDS)
            or text[start - 1 : start] == "《"
            or _inside_title(text, start)
        ):
            continue
        if not name.isupper() and "\u4e00" < text[end : end + 1] < "\u9fff":
            end = _firm_end(text, start, end, lore)
        kind = "company" if end > start + len(name) else _latin_kind(text, start, end)
        if kind is None and text.startswith("中国", end) and OF_CHINA.match(text, end):
            kind, end = "company", end + 2  # Abc中国|首席执行官
        stem = _stem(text, start, lore)
        if stem is not None and (MIXED.fullmatch(name) or (kind and _no_words(text, stem, start, lore))):
            yield Sighting(stem, end, kind or "brand", "names/latin", name)
            continue
        if not (row and JOINED.fullmatch(text, row[-1][1], start)):
            row, told = [], None
        if kind is None:
            kind = told
        elif told is None:
            told = kind
            yield from (Sighting(*one, kind, "names/latin", text[row[-1][1] : end]) for one in row)
        row.append((start, end))
        if kind is not None:
            yield Sighting(start, end, kind, "names/latin", text[end : end + 2])


OF_CHINA = re.compile(
    r"中国(?=宣布|表示|CEO|总裁|董事|首席|发布|回应|相关负责人|公司|总部|方面|[总副]经理|公关|联合创始人|区总)"
)
"""A firm's house in China, by what only a body does or has."""
MIXED = re.compile(
    r"(?i:kids?|baby|home|house|tea|coffee|cafe|fit|fitness|club|labs?|mall|mart|park|life|live|go|fun|bar|pet|beauty"
    r"|art|english|wear|studio|school|land|world|joy|show|bee|mini|store|shop|space|plus|music|food|play|yoga|car)"
)
"""Words with which brands end that begin with Chinese letters."""


def _stem(text: str, end: int, lore: Lore) -> int | None:
    """Where two to four Chinese letters begin behind a mark, or behind what they are: 、甲乙|KIDS, 品牌甲乙|KIDS.

    Before a word that brands end with these may be words too, before others not: 珩沐|Velora.
    """
    for size in (2, 3, 4):
        start = end - size
        if start < 0 or not ("\u4e00" <= text[start] <= "\u9fff" and "\u4e00" <= text[start + 1] <= "\u9fff"):
            return None
        bound = start == 0 or not "\u4e00" <= text[start - 1] <= "\u9fff" or text[start - 1] in "的了和与及称"
        if bound or lore.headed(text, start):
            start += size > 2 and text[start] in "有像如从继由被对给把与和将让是而则但"
            start += 2 * (end - start > 3 and text.startswith(("要数", "不止", "除了"), start))
            stem = text[start:end]
            plain = stem in lore.plain or stem in lore.heads or stem in lore.inside or stem in lore.stops
            return (
                None
                if plain or tag(stem)[:1] in ("v", "d", "p", "c", "r") or lore.place_at(text, start) > start
                else start
            )
    return None


def _no_words(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether letters before a Latin name are part of it, as they are no words and no place: 珩沐|Velora."""
    return lore.place_at(text, end - 2) < end and strange(text[start:end], lore)


DATED = re.compile(r"((?:19|20)\d\d|(?<!\d)1?\d)[年月]")
"""A year or a month right behind letters."""
JOINED = re.compile(r" ?(?:[和与及、]|以及){1,2} ?(?:[\u4e00-\u9fff]{0,10}?(?:店|品牌|公司|集团|商场|平台|连锁))?")
"""Between names of one row, of which each is what one is shown to be."""


SMALL = Scan(
    ("品牌", "旗下"),
    r"(?:品牌|旗下)[“\"]?(?P<name>[a-z][a-z0-9]{2,}(?: [a-z]{2,}){0,2})"
    r"(?=[”\"，。、；（(]|宣布|创始人|创立于|成立于|完成|旗舰店|门店|的(?:门店|产品|创始人|母公司))",
)
"""Brands that write themselves without a capital letter."""


SHORT = Scan(
    ("社交", "X社", "马斯", "品牌", "交易", "X（", "X("),
    r"(?:社交(?:媒体)?(?:平台|网络|媒体)|马斯克(?:旗下)?的?)(?P<site>X)(?![A-Za-z0-9-])"
    r"|(?<![A-Za-z0-9.-])(?P<net>X)(?=(?:社群|社交)(?:平台|媒体|网站|网络))"
    r"|(?<![A-Za-z0-9.-]X)(?P<former>X)(?=[（(](?:原名?|前身?为?|旧称|此前的?|即)(?:推特|Twitter))"
    r"|(?:品牌|交易所)(?P<name>(?!AI|VR|AR|IP|PC|TV|EV|IT|ID|HR|UP|DT|B[A-Z]|[A-Z][CP])[A-Z]{2})"
    r"(?=[，。、；（”的]|宣布|首店|门店|官方|旗下)",
)
"""Names of one or two capital letters, which need what they are right before them."""


def _short(text: str) -> Iterator[Sighting]:
    """Names of one or two letters, right behind what they are: 社交平台X, 服装品牌GU."""
    for found in SHORT.finditer(text):
        kind: NameKind = "brand" if found["name"] else "platform"
        group = found.lastgroup or "site"
        yield Sighting(*found.span(group), kind, "names/latin", found[0][:2], spread=group == "name")


def _uncapitalised(text: str, lore: Lore) -> Iterator[Sighting]:
    """Brands in small Latin letters, right behind what they are: 彩妆品牌abc，."""
    for found in SMALL.finditer(text):
        if found["name"].upper() not in lore.not_latin:
            yield Sighting(*found.span("name"), "brand", "names/latin", found[0][:2])


FUNDS = ("ETF", "LOF")
"""With what funds end, which are no bodies."""
BODY_AFTER = re.compile(
    r"[”\"]?\s?(?:[两三四五六七八]家(?:公司|企业|卖家)|公司(?!债|法|治|制|股)|(?:宣布)?(?:联合)?(?:主动)?召回|(?:狂揽|斩获|筹集|募集|融资)[^，。]{0,6}?\d|在[^，。]{2,12}?(?:获得|完成|拿下)[^，。]{0,6}?\d"
    r"|[，,](?:是)?(?:一家|这家|一个|由)[^，。]{0,24}?(?:公司|企业|机构|平台|品牌|初创|厂商)|[与和][^，。；\n]{2,12}(?:合资|共同出资)|交易平台|交易所|律所|律师事务所|律师团队|(?:健身|瑜伽|游泳|舞蹈|美容|美发|医美|口腔|培训)[\u4e00-\u9fff]{0,2}?(?:中心|房|会所|馆|俱乐部|机构)|[\u4e00-\u9fff]{0,8}?(?:首店|旗舰店|概念店|形象店|连锁店|专卖店|集合店|快闪店)|的母公司|(?:官方)?客服|的店铺|等?店铺|全资|附属公司|子公司|指出|认为|回应|分析称|已|宣称|公告|员工|高管|总部|门店|集团|平台|品牌|官方|方面|裁员|停产|停工|停业|停运|崩盘|崩塌|崩溃前|暴雷|爆雷|出事|跑路|关门|申请(?:破产|司法|清盘|清算|重整|保护|上市)|退市|闭店|关店|破产|倒闭|宣布|发布|联合(?:发布|推出|投资|出品|制作)|表示|称|透露|披露|推出|旗下|的(?:报道|数据|报告|研究|统计|调查|股价|创始人|首席|CEO|营收|财报)|创始人|首席执行官|CEO|总裁|股价|市值|报告|数据显示|联合创始人|店铺|官网|账号|卖家|预测|预计|分析师|记者|报道|收购|合并|惊传|熄灯|撤出|退出|起诉|签署|签约|签订|持有|所持|(?:等)?(?:跟投|领投|参投)|担任(?:独家|本轮|此次)?[^，。]{0,4}财务顾问|应(?:赔偿|支付)|宣告破产|申请破产|陷入(?:破产|危机|困境)|败诉|胜诉|的(?:供应商|经销商|竞争对手)|完成[^，。]{0,8}融资|获得?(?:了|超|近|数)?\d|获投|成立于|上的(?:预约|评分|评论|销量|粉丝|用户|店铺|讨论)|总裁|董事长|董事会"
    r"|前(?:高管|员工|CEO|总裁|首席)|的(?:分析师|经济学家|研究员|发言人|高管|收购|股权|股份|初创|控股|子公司|交易|融资|投资者|股东|门店|员工)|\s?\d[\d.]*\s?[%％]的?(?:股|权益))"
)
BODY_BEFORE = re.compile(
    r"(?:控股的|(?:合资|共同|联合|出资|投资|携手|联手)(?:成立|设立|组建|创立)了?|卖家|大卖|原告|被告|买方|卖方|受让方|转让方|出让方|中标方|承租方|商家|生产商|制造商|运营商|开发商|发行商|零售商|院线|经销商|分销商|供货商|初创企业|版权方|工作室|集合店|主力店|连锁店|连锁|商场|百货|旅行社|[鞋书药饼酒茶]店|家具店|服装店|品牌店|网红店|餐厅|咖啡店|平台|公司|品牌(?:为|是|有|包括|叫|名为)?|投行|机构|服务商|企业|集团|巨头|旗下的?|媒体|网站|据|根据|援引|引述|判令|判决|判|收购了?|起诉了?|入股了?|投资了?|客户|供应商|子公司|牵头|店铺|券商|银行|厂商|竞争对手|独角兽|(?:美国|德国|日本|法国|英国|韩国|瑞士|荷兰|以色列|瑞典|丹麦|新加坡|加拿大|澳大利亚|印度|意大利|西班牙|俄罗斯|巴西|墨西哥|芬兰|挪威|爱尔兰)的?)[“\"]?\s?\Z"
)
SELLER = re.compile(r"卖家|大卖|商家")
ONE_PERSON = re.compile(
    r"(?:[一两这那某]|多)[位名][^，。；、]{0,24}\Z|(?:本土|当地|印尼|泰国|越南|美国|英国|德国)[^，。；、]{0,6}商家\Z"
)
SPEAKS = re.compile(r"\s?(?:表示|称|认为|指出|回应|透露|披露|预测|预计|分析称|宣称)")
"""What persons do as well as bodies."""
LEGEND = {
    "平台": "platform",
    "品牌": "brand",
    "投行": "bank",
    "媒体": "media",
    "店铺": "brand store",
    "服务商": "service provider",
    "银行": "bank",
    "网站": "platform",
}


CALLED = frozenset(["名为", "名叫", "叫做"])
NAMED_FIRM = re.compile(r"的[\u4e00-\u9fff]{0,8}?(?:企业|公司|卖家|商家|品牌商|店铺|电商|机构|厂商)")
"""What somebody is who is called so: 一家名为|Abc Direct|的中国企业."""
WORDED: dict[str, NameKind] = {
    "Bank": "bank",
    **dict.fromkeys(("News", "Times", "Post", "Journal"), "media"),
    **dict.fromkeys(("Fund", "Investments", "Equity", "Holding"), "investor"),
    **dict.fromkeys(("Electronics", "Robotics", "Semiconductor", "Semiconductors", "Logistics"), "company"),
    **dict.fromkeys(("Pharma", "Biosciences", "Factory", "Labs"), "company"),
    **dict.fromkeys(("Capital", "Ventures", "Partners"), "investor"),
    **dict.fromkeys(("University", "Institute"), "research institute"),
    **dict.fromkeys(("Airlines", "Airways", "Motors", "Pharmaceuticals", "Therapeutics", "Technologies"), "company"),
    **dict.fromkeys(("Entertainment", "Studios", "Insurance", "Securities", "Foundation"), "company"),
}
"""What a body's name of several words tells of it by its last."""
MAKERS = ("company", "listed company", "brand")
ROW_OF_BRANDS = re.compile(
    r"(?: ?[、和及与] ?[A-Za-z][A-Za-z0-9&'’. ]{0,20}){0,6} ?等?"
    r"[\d两三四五六七八九十多几]{0,2}[个大款]?[\u4e00-\u9fff]{0,4}品牌"
)
"""旗下Abc|、Def两个品牌"""
SCREENS = ("院线", "影城", "影院", "百货", "超市")
"""What chains of cinemas and shops are called behind their letters."""


def _model(text: str, start: int, lore: Lore) -> bool:
    """Whether a known firm's name ends here, so that a line or model of its own is named: 甲乙|Young."""
    if text[start - 1] < "\u4e00":
        return False
    for size in (2, 3, 4, 5):
        one = lore.by_form.get(text[max(0, start - size) : start])
        if one is not None and one.kind in MAKERS:
            return True
    return False


def _firm_end(text: str, start: int, end: int, lore: Lore) -> int:
    """Where a firm's ending ends that stands right behind its name in Latin letters: Mockt|半导体."""
    ending = lore.endings.at(text, end)
    if (
        ending is None
        or not (text[end : ending[0]] in lore.distinct or text[end : ending[0]] in SCREENS)
        or text.startswith(BUSINESS, ending[0])
        or (text.startswith("控股", end) and rules(text, start, end))
    ):
        return end
    return ending[0]


def _latin_kind(text: str, start: int, end: int) -> NameKind | None:
    before = BODY_BEFORE.search(text, max(0, start - 6), start)
    after = BODY_AFTER.match(text, end)
    if text.endswith(("Store", "Shop", "Official"), start, end):
        return "brand store"
    if (
        before
        and before[0].strip('“"').endswith("的")
        and text[end : end + 1] not in tuple("。，、；和与及被已将也均今昨先相陆遭等因曾")
    ):
        before = None  # 旗下的甲乙Phone|操作系统
    if text[max(0, start - 2) : start] in CALLED and NAMED_FIRM.match(text, end):
        return "company"
    if not before and not after:
        return WORDED.get(text[start:end].rpartition(" ")[2]) if " " in text[start:end] else None
    if not after and before and SELLER.match(before[0]) and ONE_PERSON.search(text, max(0, start - 30), start):
        return None  # 一位资深卖家Ray
    if not before and SPEAKS.match(text, end) and _is_person(text, text[start:end]):
        return None
    if before and "旗下" in before[0] and ROW_OF_BRANDS.match(text, end):
        return "brand"
    word = (before[0] if before else after[0] if after else "").strip('“"”的')
    for legend, kind in LEGEND.items():
        if word.startswith(legend):
            return kind  # type: ignore[return-value]
    return "company"


def _is_person(text: str, name: str) -> bool:
    """Whether who speaks has a person's name: two plain words that end as no body's do, or the last of such two."""
    first, _, last = name.rpartition(" ")
    if first:
        return MAN.fullmatch(name) is not None and last not in WORDED
    return MAN.fullmatch(f"A {name}") is not None and re.search(rf"[A-Z][a-z]+\.? {name}(?![A-Za-z])", text) is not None


MAN = re.compile(r"[A-Z](?:[a-z]+|\.)?(?: [A-Z]\.?)? [A-Z][a-z]+(?:-[A-Z][a-z]+)?")


def latin_name(name: str, lore: Lore) -> bool:
    """Whether a stretch with Latin letters may be a name where only one can stand: Velura, 鲸喜Joyla, TST庭秘."""
    parts = PARTS.fullmatch(name)
    if parts is None or not lore.not_latin.isdisjoint((parts["latin"], parts["latin"].upper())):
        return False
    ahead, behind = parts["ahead"], parts["behind"]
    if ahead:
        return name in lore.by_form or len(ahead) == 1 or strange(ahead, lore)
    if behind:
        plain = behind in lore.heads or behind in lore.plain or behind in lore.stops or behind in lore.titles
        return not plain and len(behind) > 1 and (tag(behind) in ("n", "np") or strange(behind, lore))
    return len(name) > 3 or (len(name) > 2 and not name.isupper())


PARTS = re.compile(r"(?P<ahead>[\u4e00-\u9fff]*)(?P<latin>[A-Za-z][A-Za-z'’&-]+)\d*(?P<behind>[\u4e00-\u9fff]*)")


def _inside_title(text: str, at: int) -> bool:
    """Whether this stands in 《…》 on its line."""
    line = max(text.rfind("\n", 0, at), at - 120)
    return (
        text.rfind("《", line, at) > text.rfind("》", line, at)
        if line >= 0
        else text.rfind("《", 0, at) > text.rfind("》", 0, at)
    )

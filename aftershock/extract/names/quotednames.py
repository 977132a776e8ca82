"""Names in quotation marks: 品牌“X”, “X”公众号, 「X」完成融资, 旗下有“X”“Y”两个品牌."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.language.alternatives import any_of
from aftershock.extract.language.cutting import Cuts, cut, tag
from aftershock.extract.language.scan import Scan
from aftershock.extract.nameforms.likeness import compound, proper
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.quotedfirms import quoted_firm
from aftershock.model import NameKind
from aftershock.vocabulary import Vocabulary

QUOTE = Scan('“"「『‘', r"[“\"「『‘]([^“”‘’\"「」『』\n，。；：、！？]{2,16})[”\"」』’]")
_QUOTED = r"[“「][^“”「」\n，。；：！？]{2,10}[”」]、?(?:和|与)?"
ROW = re.compile(rf"{_QUOTED}(?:{_QUOTED})*")
"""Quoted words side by side, or one."""
COUNTED_ROW = re.compile(
    r"等?[\d两二三四五六七八九十多]{1,3}家[\u4e00-\u9fff]{0,6}?(?:平台|网站|公司|企业|机构|店铺|网店|[Aa][Pp][Pp])"
)
"""Behind quoted names that may be words of the language: “千寻”等4家平台."""
ROW_OF = re.compile(
    r"等?(?:[\d二两三四五六七八九十多几数]{1,3}(?:个|家|款|大|条))?(?:(?![与和对])[\u4e00-\u9fff]){0,4}?"
    r"(?P<kind>平台|品牌|产品线|App|APP|应用|店铺|门店品牌|网店|公众号|账号|网站|公司|商标)"
)
ROW_HEAD = re.compile(r"(?P<kind>旗下|品牌|平台|商标|店铺|网站|公司)(?:还|现|主要)?(?:拥有|有|包括|为)?\Z")
DOES = re.compile(r"(?:已|于|近日|日前)?(?:宣布|完成|获得?\d|获投|成立于|创始人|创办于)")
"""What only a body does, behind its quoted name."""
BRANDED = re.compile(r"[A-Z][A-Za-z&.' -]{2,20}[\u4e00-\u9fff]{2,5}")
"""A brand with both its names: THE LUMWAI沐色."""
NO_NAMES = (
    "式",
    "事件",
    "风波",
    "危机",
    "行动",
    "战略",
    "新政",
    "大战",
    "乱象",
    "奖",
    "员工",
    "维权",
    "退费",
    "群",
    "一哥",
    "一姐",
    "第一股",
)
"""With what a quoted word ends that tells of what happened, or of a prize or people."""
WHAT_IT_IS = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:(?:理财|信息|借贷|网贷|电商|购物|直播|交易|服务|投资)(?:信息)?(?:平台|网站|[Aa][Pp][Pp])|(?:培训|教育|早教|托育|健身|美容|养老)(?:机构|学校|连锁))|(?:单车)?经营者|大门|门店|会员|闭店|关门|停业|暂停营业|运营方|运营主体|运营公司"
)
"""What a site is, or who runs it, behind its quoted name: “X”民间理财信息平台, “X”经营者."""
SHOP = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}(?:小铺|铺子|旗舰店|专营店|专卖店|官方店|杂货铺)\Z")
"""How shops call themselves."""
ONE_SELLER = re.compile(
    r"(?:[一某这那]家|知名|头部|老牌|大型)(?:[^，。；：“”、\n]{0,10})(?:卖家|大卖家?|商家|跨境电商(?:公司|企业)?|电商(?:公司|企业))\Z"
)
"""Right before the quoted name of one seller: 另一家服饰卖家“X”."""
ANY_SELLER = re.compile(r"(?:大卖家?|卖家|商家)\Z")
THEIR_SHOPS = re.compile(r"(?:公司)?(?:旗下|名下)的?(?:[^，。；]{0,10}?店铺|[^，。；]{0,6}账号|[^，。；]{0,10}品牌)")
"""What only a seller has, so that its name may be a word of the language: 大卖“星火燎原”旗下|86个店铺."""
DONE_TO_THEM = re.compile(r"(?:[对向给]|针对)[\u4e00-\u9fff]{0,8}(?:卖家|商家|大卖)\Z")
SELLER_ENDS = frozenset("家卖商司业")
"""The last letters of these."""
CALLED = re.compile(
    r"家(?:名为|名叫|叫做?|取名)\Z|(?:更名|改名|易名)[为成叫]?\Z|[\u4e00-\u9fff](?:的|创办了?|创立了?)(?:公司|工作室|团队)\Z"
)
"""Right before what a firm is called: 一家名为“X”, 现已更名“X”, 阿杰的公司“X”."""
CALLED_ENDS = frozenset("为叫做名成司室队")
"""The last letters of these."""
RUN_BY = re.compile(r"由[^，。；\n]{4,24}(?:运营|开发|经营|推出)")
OF_FIRM = re.compile(
    r"是(?!否)[^，。；\n]{0,24}?(?:旗下|推出|打造|运营|创立|注册|创办)的?[^，。；\n]{0,10}?(?:品牌|平台|公司|商标|[Aa][Pp][Pp])"
)
"""“X”是某公司推出的茶饮品牌"""
SHOPS = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:(?:[加盟直营旗舰连锁饮门茶酒分]|面包|蛋糕|甜品|烘焙)店(?!员)|奶茶|咖啡|火锅|茶饮|餐厅|酸奶|烘焙|超市|面馆|服饰)"
)
"""What a brand's name stands before: “X”茶饮店, “X”奶茶."""
ENDORSED = re.compile(r"(?:代言|创办|创立|加盟)的\Z")
"""Before a brand: 某人代言的“X”."""
CHANNELS = ("直播间", "账号", "官方账号", "旗舰店", "店铺", "橱窗", "小店")
"""What a seller has on a platform."""
SHOPLIKE = re.compile(
    r"(?:理发|美发|牛丼|拉面|寿司|面包|书|家品|家具|零食|杂货|连锁|奶茶|咖啡|火锅|健身|烘焙|蛋糕|服装|茶饮|快餐|烧烤|眼镜|母婴|零食|宠物|水果|美甲|花)店\Z"
    r"|(?:健身房|美容院|美容店|餐厅|酒吧|影楼|瑜伽馆|美甲店|理发店)\Z"
)
"""Right before a shop's quoted name: 理发店“X”."""
SHOP_ENDS = frozenset("店房院厅吧楼馆")
"""The last letters of these."""
GOVERNMENT = re.compile(r"问政|信用|平安|网信")
"""What sites of governments are called, before their places: “问政四川”平台."""
POLICE_TELL = re.compile(
    r"(?:警方|公安|分局|经侦|警察|专案组)[^，。；：“”\n]{0,14}(?:(?:通报|公布|发布|披露|更新)了?(?:关于|有关|涉及)?|对)\Z"
)
"""Before the name of whose case the police tell."""
IN_CASE = re.compile(
    r"(?:(?:网贷|理财|借贷|投资|交易)?平台|公司|集团|系)?(?:涉嫌[^，。；：\n]{2,16}?)?的?(?:(?:案件|侦办|侦查|最新|相关)*(?:情况|进展)|一?案(?![例值发])|立案)"
)
"""Behind it: “X”的最新进展, “X”平台涉嫌非法吸收公众存款案."""
IN_CASE_FIRSTS = frozenset("网理借投交平公集系涉的案侦最相进情一立")
CRIMES = re.compile(r"\d|跑分|杀猪|套路|贷\Z|刷单|裸聊|[断净护扫利]|诈|赌|骗|传销")
"""What cases and campaigns are called by that are nobody's: “跑分”案, “断卡”, “3·15”案."""
BRANDS = frozenset(["品牌", "商标", "网店", "店铺", "子品牌", "自有品牌", "卖家", "大卖", "商家", "服务商"])
ANNOUNCES = re.compile(
    r"(?:近日|日前|今日|昨日|已|也|突然|正式|随后|官方){0,2}(?:宣布|官宣|发布|成立|创始人|关[闭停]了|完成|获(?!得感)|推出|旗下|撤出|退出)"
    r"|公司|品牌|的(?:招牌|门店|分店|店|老板|品牌|创办人)|[是为](?=[^，。；\n]{0,16}(?:公司|品牌|平台|集团|企业))"
)
"""Behind “X”."""


_WHAT = ("名称", "业务", "产品", "系列", "项目")
"""What may stand between such a word and the quoted name."""


@dataclass(frozen=True, slots=True)
class _Frames:
    """The vocabulary's words around quotation marks, compiled."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    lasts: frozenset[str]
    """With which signs what stands before may end."""
    firsts: frozenset[str]
    """With which what stands behind may begin."""


@lru_cache(maxsize=8)
def _frames(vocabulary: Vocabulary) -> _Frames:
    frames = vocabulary.organisations.frames
    return _Frames(
        re.compile(rf"(?:{any_of(frames.get('quoted', ()))})(?:{'|'.join(_WHAT)})?[：:]?\Z"),
        re.compile(any_of(frames.get("quoted_after", ()))),
        frozenset("：:").union(word[-1] for word in (*_WHAT, *frames.get("quoted", ()))),
        frozenset(word[0] for word in frames.get("quoted_after", ())),
    )


def quoted(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Quoted brands, accounts and shops: 品牌“X”, “X”公众号, “X”加盟店."""
    frames = _frames(lore.vocabulary)
    for found in QUOTE.finditer(text):
        start, end = found.span(1)
        name, behind = found[1], found.end()
        if name.endswith(NO_NAMES) or "不" in name:
            continue  # 机构“穿透式”问责, 公司“跑路事件”, “甲乙员工”
        if text.startswith(("违规", "违法"), found.start() - 2) and text.startswith("账", found.end()):
            continue  # 违规“吃播”账号: what kind they are
        opened = found.start()
        before = (
            frames.before.search(text, max(0, opened - 10), opened)
            if text[opened - 1 : opened] in frames.lasts
            else None
        )
        next_letter = text[behind : behind + 1]
        goes_on = "\u4e00" <= next_letter <= "\u9fff"  # else a mark, behind which nothing says what it is
        marked = next_letter == "牌" and not text.startswith("牌照", behind)
        of_shop = (goes_on and SHOPS.match(text, behind)) or (
            text.endswith("的", 0, opened) and ENDORSED.search(text, max(0, opened - 4), opened)
        )
        of_firm = next_letter == "是" and OF_FIRM.match(text, behind)
        after = (
            (next_letter in frames.firsts and frames.after.match(text, behind))
            or marked
            or (goes_on and WHAT_IT_IS.match(text, behind))
            or text.startswith("官方", behind)
            or (next_letter == "由" and RUN_BY.match(text, behind))
            or of_firm
        )
        announces = ANNOUNCES.match(text, behind) is not None
        if text.startswith("记者", behind) and 3 < len(name) < 7 and not lore.ordinary(name):
            yield Sighting(start, end, "media", "names/quoted", "记者")
            continue
        if (
            next_letter in IN_CASE_FIRSTS
            and IN_CASE.match(text, behind)
            and POLICE_TELL.search(text, max(0, opened - 24), opened)
        ):
            if nameable(name, headed=True) and not (
                lore.ordinary(name) or name in lore.not_names or CRIMES.search(name)
            ):
                yield Sighting(start, end, "platform", "names/quoted", "通报")
            continue
        if _on_platform(text, opened, behind, lore) or (
            text[opened - 1 : opened] in SHOP_ENDS and SHOPLIKE.search(text, max(0, opened - 4), opened)
        ):
            if len(name) > 2 and not lore.ordinary(name) and name not in lore.not_names:
                yield Sighting(start, end, "seller", "names/quoted", text[behind : behind + 2])
            continue
        if text[opened - 1 : opened] in SELLER_ENDS:
            if DONE_TO_THEM.search(text, max(0, opened - 14), opened):
                continue  # 对中国卖家“动刀”
            one = ONE_SELLER.search(text, max(0, opened - 20), opened)
            words = lore.ordinary(name) or name in lore.not_names or next_letter in ("的", "式")
            has = THEIR_SHOPS.match(text, behind) and ANY_SELLER.search(text, max(0, opened - 4), opened)
        else:
            one, words, has = None, False, None
        if has or (one and not words):
            yield Sighting(start, end, "seller", "names/quoted", "卖家")
            continue
        if text[opened - 1 : opened] in CALLED_ENDS and CALLED.search(text, max(0, opened - 4), opened):
            told = tag(cut(name)[0])[:1] == "v" or name[0] in "欠跑没倒死"  # 倒闭的公司“欠薪跑路”
            if nameable(name, headed=True) and not (lore.ordinary(name) or name in lore.not_names or told):
                yield Sighting(start, end, "company", "names/quoted", "名为")
            continue
        again = _ended_again(text, name, lore)
        if not (before or after or announces or of_shop or again or SHOP.search(name)) or not (
            again
            or (before and before[0] in ("大卖", "卖家") and len(name) > 3 and lore.trailing.search(name, 2))
            or _signed(text, name, behind, announces, lore)
            or (before and (BRANDED.fullmatch(name) or (DOES.match(text, behind) and not lore.ordinary(name))))
            or (of_shop and len(name) > 2 and not lore.ordinary(name) and text.count(f"“{name}”") > 2)
            or (GOVERNMENT.match(name) and lore.place_at(name, 2) == len(name))
            or ((of_firm or (of_shop and len(name) > 2) or (before and before[0] in BRANDS)) and _coined(name, lore))
            or (
                (before or after or announces)
                and (
                    proper(text, start, end, cuts, lore) >= 0.5
                    or any(name[:size] in lore.by_form for size in range(3, len(name) + 1))
                )
            )
        ):
            if firm := quoted_firm(text, opened, behind, cuts, lore):
                yield Sighting(start, end, firm, "names/quoted", text[behind : behind + 2])
            continue
        trigger = "牌" if marked else (before[0] if before else "") or text[behind : behind + 2]
        kind: NameKind = (
            "brand"
            if marked or of_shop or of_firm or "品牌" in trigger or "商标" in trigger
            else "seller"
            if trigger.endswith(("店", "店铺", "商家", "卖家", "大卖"))
            else "organisation"
        )
        yield Sighting(start, end, kind, "names/quoted", trigger)


def _on_platform(text: str, opened: int, behind: int, lore: Lore) -> bool:
    """Whether a platform's name stands before the quotation marks, and a channel of its behind them: 抖音“X”直播间."""
    return text.startswith(CHANNELS, behind) and any(
        one is not None and one.kind == "platform"
        for one in (lore.by_form.get(text[opened - size : opened]) for size in (2, 3, 4) if size <= opened)
    )


def _signed(text: str, name: str, behind: int, announces: bool, lore: Lore) -> bool:
    """Whether a quoted name looks like one by itself: a shop's, a firm's that announces, a brand told of again."""
    if SHOP.search(name) is not None and len(name) > 3:
        return True
    if announces and len(name) > 3 and lore.trailing.search(name, 2) is not None:
        return True
    return (
        text.startswith("品牌", behind)
        and name not in lore.modern
        and name not in lore.not_names
        and text.count(f"“{name}”") > 1
    )


def _ended_again(text: str, name: str, lore: Lore) -> bool:
    """Whether a text has a quoted word twice that ends as firms do behind letters that no dictionary has: 佶普|健身."""
    ending = lore.trailing.search(name, 2) if name[-1] in lore.last_letters else None
    return (
        ending is not None
        and lore.last_words[ending[0]].kind == "company"
        and 2 <= ending.start() <= 3
        and not lore.ordinary(name[: ending.start()])
        and text.count(f"“{name}”") > 1
        and proper(name, 0, len(name), Cuts(name), lore) >= 0.8
    )


def _coined(name: str, lore: Lore) -> bool:
    """Whether a quoted word is one that no dictionary has: 品牌“甘茶度”, “甲乙丙”加盟店."""
    words = cut(name)
    return (
        2 <= len(name) <= 6
        and not name[0].isdigit()
        and not lore.ordinary(name)
        and len(words) < 3
        and not any(len(word) > 1 and (lore.ordinary(word) or compound(word, lore)) for word in words)
        and any(len(word) > 1 for word in words)
    )


def side_by_side(text: str, lore: Lore) -> Iterator[Sighting]:
    """Quoted names one after the other with the noun of what they are: “X”“Y”两个平台, 旗下有“X”“Y”."""
    for row in ROW.finditer(text):
        counted = COUNTED_ROW.match(text, row.end()) is not None
        if not counted and text.find(text[row.start()], row.start() + 1, row.end()) < 0:
            continue
        of = ROW_HEAD.search(text, max(0, row.start() - 8), row.start()) or ROW_OF.match(text, row.end())
        beside = any(found[1] in lore.by_form for found in QUOTE.pattern.finditer(text, row.start(), row.end()))
        if of is None and not beside:
            continue
        noun = of["kind"] if of else ""
        kind: NameKind = (
            "platform"
            if noun == "平台"
            else "company"
            if noun == "公司"
            else "seller"
            if noun in ("店铺", "网店")
            else "brand"
            if noun in ("旗下", "品牌", "商标", "产品线", "门店品牌")
            else "organisation"
        )
        for found in QUOTE.pattern.finditer(text, row.start(), row.end()):
            start, end = found.span(1)
            if (counted or not lore.ordinary(found[1])) and found[1] not in lore.by_form and end - start < 9:
                yield Sighting(start, end, kind, "names/quoted", noun)

"""Names by their short endings: 甲乙科技, 甲乙集团, 甲乙资本. The stem has to be a proper name by itself."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.nameforms.borders import BETWEEN, LEADING, NEVER, UNBOUND, bordered, left_border, run_start
from aftershock.extract.nameforms.leadings import PREFIXED
from aftershock.extract.nameforms.likeness import firmlike, nouns, proper
from aftershock.extract.nameforms.lore import Ending, Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.nameforms.spreading import BUSINESS, DONE, RULES, SHARE_HELD, SHOWN, held

COUNT = re.compile(
    r"\d(?:余|多)?[家所个名]|[两三四五六七八九十]档|[十百千万]间|[两三四五六七八九十几数多]家(?![庄村营桥沟湾子集屯寨堡坡镇])|[近约超逾有][一两二三四五六七八九]成"
)
"""安徽省内214家|医院, 某市两家|支行, 已有近四成|影院"""
OFFICE = re.compile(
    r"(?:的)?(?:原|前|现任|新任|首任|时任)?(?:副|常务|执行|高级|联席)*(?:总经理|总裁|董事长|董事会|首席|CEO|CFO|督察长|创始合伙人|合伙人|创始人|董秘)"
)
"""What only a firm has, behind a name of words of the language: 先锋基金|总经理."""
RULED = re.compile(r"[由被受][\u4e00-\u9fffA-Za-z]{2,8}\Z")
"""Before the ending of a name that rules another: 由甲乙|集团控股，."""
PAIRED = ("集团", "股份", "控股")
OF_PLACES = frozenset(["证券", "信托", "期货", "人寿", "财险", "国投", "城投", "建投", "交投", "能投", "产投", "置地"])
"""Endings that make a firm's name of a place alone."""
MANNERS = frozenset(["全资", "间接", "直接", "绝对", "相对", "实际", "共同", "联合", "家族"])
"""How one controls another."""
SHARES = re.compile(
    r"可配|要约|质押|发行|减持|增持|限售|流通|回购|认购|公众|冻结|存托|普通|优先|库存|全部|部分|剩余|标的"
)
"""What shares are, or what is done to them."""
TRADED = re.compile(
    r"[的称等、，。：；（”被已将也在是于与和从]|表示|创始人|CEO|公司|负责人|旗下|方面|获悉|了解|记者|消息|董事长|宣布|发布|回应|员工|店铺|\Z"
)
"""Behind a firm in trade across borders: 甲乙跨境|的."""
NO_STEM = re.compile(
    r"[仍改]为.*|.*(?:助力|赋能|推动|带动|支撑|帮助|协助|精简|拆分|重组)|(?:进一步|逐步|不断|持续|显著|有效|大幅|切实).*|[这那][一两三四五六七八九十几]*[名个家].*|[这那某][一两几三]|有[家间].*|有(?:更改|变更|调整|违规|使用|销售|生产).*|[所拟须曾现指如彼归仅只未不已正再当本此而].*|.*[以自将除获任持待成于为对向给被由从让令使及与和等是在称说示]",
    re.S,
)
"""A verb with what goes before it, which the cutter takes for one word: 所持|公司, 辞任|公司."""
STORES_OF_KIND = re.compile(r"直营|加盟|自营|新开|轻资产|开业")
"""What stores are of all chains, before an ending that is their noun."""
OURS = re.compile(r"本(?:年度?|期|季度?|月|次|轮|届)")
"""本年度跨境|电商: when, and no name."""
OUR_GROUP = ("本集团", "目标集团", "标的集团", "该集团")
"""What a filing from Hong Kong calls groups that it tells of."""
LED = re.compile(r"(?:中国|国内|内地)?(?:房企|地产商|开发商|央企|车企|药企)如?|公告|近几年|距")
"""What may lead to a name and be cut together with it: 融资成本最低的房企如|甲乙地产."""
ANALYSTS = ("分析师", "研究员", "首席", "行业")
TOLD_STEM = re.compile(
    r"[\u4e00-\u9fff]{1,3}[对给让令](?=跨境)|全[国省市]|[法美日韩英德泰外台港内侨]资\Z|[予令含但则项]|可回售|所[募持]|近[一两二三]年|权益[类型]|融资性|公允|[约占要需应]|开年|年[初末内]|(?:现该|进一步|不像|用新|想[学做买卖]|最佳|更[多好受]|多有|来撕|齐推|难敌|入读|指可|[一二三四五六七八九十]大|两市|跨界|浙系|如(?=[央国民房]企|中美)|多为|以[新高])|[\u4e00-\u9fff]?[季月期][末内初]|.*(?:以来|之后|最佳|[项及以]非)"
)
"""With what no stem begins: 约占|光伏, 开年后|私募, 上季末|资本."""
RANKED = re.compile(r"[十百三四五六]大|百强|\A[二三四五六七八九十]国\Z|[\u4e00-\u9fff]化(?=零售|连锁|综合|专业)")
"""What firms are called as one of many, or of a kind: 中国十大教育|集团, 二十国|集团."""
DEPOSITS = ("存款", "账户", "贷款", "借款", "授信", "承兑", "流水")
"""What is at a bank: 甲乙集团|银行存款."""
HELD_OR_DONE = (*BUSINESS, *DEPOSITS)
CRIME = re.compile(
    r"(?:贩卖|诈骗|走私|洗钱|洗黑钱|犯罪|盗窃|赌博|贩毒|电诈|勒索|造假|诈欺|诈团|私烟|私酒|毒品|偷渡|吸金|诈财)\Z"
)
"""What a gang does."""
SUPPLY = re.compile(r"协同|体系|优势|能力|受损|断裂|管理|资源|整合|效率|安全|成本|压力|中断|问题|风险|端|模式|建设")
"""Behind 供应链 that is the chain itself, and no firm's name."""
TRADED_AHEAD = re.compile(
    r"(?:主力|近月|远月)?(?:合约|价格|价|收|[涨跌]|报|反弹|走|盘|夜盘|日盘|品种|持仓|多头|空头|净|的看|下[跌挫行]|上[涨行]|一度|小幅|大幅)"
)
"""Behind 期货 that is goods traded ahead: 豆粕|期货跌1.67%."""
KINDS_OF_STOCK = ("指数", "板块", "概念", "ETF", "赛道", "产业链", "活动", "蓝皮书", "白皮书")
"""Behind an ending that is a trade's, and no firm's: 某城半导体|指数."""
SORTS = frozenset(["精品", "生鲜", "社区", "折扣"])
"""Behind a known name, of what sort its shops are."""
SITES = ("城", "园区", "产业基地", "生产基地", "产业园", "广场", "大厦", "小镇", "大道")
"""With these what ends before them is a place: 甲乙湖科技|城启动区."""
TERMS = ("财季", "季度", "年度", "期内", "期间")
"""Behind these 集团 is the firm that gives account: 第二财季|集团零售值."""


def short(
    text: str, start: int, end: int, ending: Ending, after: tuple[int, Ending] | None, cuts: Cuts, lore: Lore
) -> Sighting | None:
    """A short name: its stem has to be a proper name by itself, and a word must end where it ends.

    `after` is the ending right behind: of endings one after the other the last one ends the name.
    """
    if after is not None and (
        SHARE_HELD.match(text, after[0])
        or text.startswith(HELD_OR_DONE, after[0])
        or not cuts.is_edge(after[0])
        or DONE.match(text, end)
        or text.startswith("控股的", end)
        or (
            text.startswith("控股", end)
            and RULED.search(text, max(0, start - 10), start)
            and text[end + 2] in "，。、；的"
        )
    ):
        after = None  # 甲乙健身房|玻璃门, 甲乙股份|控股的
    shares = after is not None and text[end : after[0]] == "股份"
    if not (shares or cuts.is_edge(end)) or (
        after is not None and not shares and not (text[start:end] in PAIRED and after[1].kind == "bank")
    ):
        return None
    if _word_besides(text, start, end, lore):
        return None
    border = left_border(text, end, start, cuts, lore)
    if border is not None and start - border > 5 and text.startswith("上市公司", border):
        border += 4
    if border is None or not 2 <= start - border <= (
        9 if text[start:end] == "集团" or border < lore.place_at(text, border) else 5
    ):
        return None
    if tag(text[border]) == "v" and lore.known.at(text, border + 1) and lore.known.at(text, border) is None:
        border += 1  # 加|北大甲乙集团
    if shares and not held(text, border, end, end + 2, lore):
        return None  # 手中的甲乙集团|股份
    if text[border - 1] == "、" and border + 1 < (joint := text.rfind("和", border, start)) < start - 2:
        border = joint + 1  # 、甲乙和|丙丁控股
    if not start - lore.place_at(text, border) <= 5:
        return None
    border += text[border] == "叫" and text[border - 1] in "家个名司牌" and start - border > 2  # 一家叫|甲乙优品
    led = LED.match(text, border, start)
    border = led.end() if led is not None and start - led.end() > 1 else border
    border += 2 * (start - border > 3 and text.startswith("集团", border))  # 经销商集团|甲乙汽车
    if text[start - 1] == "性" or STORES_OF_KIND.search(text, border, start) or "有限公司" in text[border:start]:
        return None  # 新开业直营|影院
    if _no_stem(text, border, start, end, cuts, lore) or not _likely(text, border, start, end, cuts, lore):
        return None
    end += 4 * (text[start:end] == "基金" and text.startswith("管理公司", end))
    return Sighting(border, end, ending.kind, "names/short ending", text[start:end])


def _word_besides(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether the ending is no end of a name here, by what stands right before and behind it."""
    ending = text[start:end]
    if text.startswith(BUSINESS, end) and lore.trailing.search(text, max(0, start - 3), start):
        return True  # 甲乙人寿|保险业务
    if ending == "股份" and ("以" in text[max(0, start - 4) : start] or SHARES.search(text, start - 2, start)):
        return True  # 拟以发行|股份, 对价以|股份, 质押|股份
    if ending == "证券" and text.startswith(("简称", "代码", "事务代表", "部"), end):
        return True  # 甲乙|证券代码
    if ending == "控股" and (
        text.startswith(("子公司", "孙公司", "股东", "公司", "权"), end) or SHARE_HELD.match(text, end)
    ):
        return True
    if ending in ("控股", "投资") and DONE.match(text, start):
        return True
    if ending == "控股" and (text[start - 2 : start] in MANNERS or RULES.match(text, start)):
        return True  # 甲乙全资|控股丙丁, 甲乙|控股的上市公司丙丁
    if ending in PAIRED and text[end : end + 2] in ("公司", "有限"):
        return True
    if ending == "资本" and text[end : end + 1] == "系" and text[end + 1 : end + 2] in "，。、的旗倒":
        return True  # 甲乙|资本系
    if (
        ending == "控股"
        and text.startswith("的", end)
        and any(text[start - n : start] in lore.by_form for n in (2, 3, 4))
    ):
        return True  # 甲乙|控股的某国电商
    if ending == "跨境" and not TRADED.match(text, end):
        return True  # 布局跨境业务
    if ending == "供应链" and (text[start - 1] == "-" or SUPPLY.match(text, end)):
        return True  # 关店-供应链受损, 与甲乙供应链协同
    if text[start - 1] in "及与或等类次":
        return True  # 政府及|城投, 大类|食品, 多次|食品安全
    if ending == "医药" and text[start - 1] == "中":
        return True  # 发挥中|医药作用
    if text.startswith(KINDS_OF_STOCK, end) or (ending == "期货" and TRADED_AHEAD.match(text, end)):
        return True
    if ending == "电商" and text.startswith("旗舰店", end):
        return True  # 甲乙|电商旗舰店
    if text.startswith(("诈骗", "网络诈骗"), end):
        return True  # 反通讯|网络诈骗中心
    # 甲乙湖科技|城, ABC物流|系统
    return text.startswith(SITES, end) or (text[start - 1].isascii() and text.startswith("系统", end))


def _no_stem(text: str, border: int, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether what stands before the ending is no firm's name, or only tells of one."""
    ending, stem = text[start:end], text[border:start]
    if ending == "控股" and text[end : end + 1] in "，。、；的" and text[border - 1] in "由被受":
        return True  # 由甲乙|控股
    if ending == "控股" and text.startswith("的", end) and (stem in lore.by_form or stem[-2:] in lore.last_words):
        return True  # 甲乙集团|控股的某国电商
    if stem in lore.by_form and text.startswith(ANALYSTS, end) and lore.last_words[ending].kind == "company":
        return True  # 甲乙银行|汽车分析师
    if TOLD_STEM.match(text, border, start):
        return True
    if "集团" in text[border:end] and any(own in text[border:end] for own in OUR_GROUP):
        return True  # 综合入账于|本集团, 目标集团|物业
    known = lore.known.at(text, border)
    if known is not None and known[0] < start:
        if (
            text[known[0]] in "到至"
            or text[known[0] : start] in SORTS
            or lore.by_form[text[border : known[0]]].kind in ("exchange", "regulator")
        ):
            return True  # 甲乙到|丙丁地产, 甲乙精品|超市, 港交所打开|资本
    elif stem in lore.by_form and lore.by_form[stem].kind in ("government", "regulator"):
        return True
    if ending == "集团" and (
        text[start - 2 : start] in TERMS
        or (
            (lore.known.at(text, end) is not None or "A" <= text[end : end + 1] <= "Z")
            and _trade_abroad(text, border, start, cuts, lore)
        )
    ):
        return True
    if OURS.match(text, border, start) or (
        not BETWEEN.isdisjoint(text[border + 1 : start - 1]) and not BETWEEN.isdisjoint(cuts.bare(border, start)[1:])
    ):
        return True  # 封号潮对跨境|电商
    if ending in ("集团", "股份") and NO_STEM.fullmatch(text, border, start):
        return True
    if text[border:end] in lore.not_names or RANKED.search(text, border, start) or COUNT.search(text, border, start):
        return True
    if stem.endswith(("官方", "站非", "同一", "整个")) or (
        text[border] in "余多" and text[border - 1 : border].isdigit()
    ):
        return True  # 甲乙官方|商城
    if held(text, border, start, end, lore) or (ending == "信息" and SHOWN.match(text, end)):
        return True
    if ending == "集团" and CRIME.search(stem):
        return True  # 国际人口贩卖|集团
    if (len(stem) == 4 and stem.isdigit()) or (stem[0] == "第" and stem[1].isdigit()):
        return True  # 2024|汽车金融峰会, 第15期|医药价格
    if stem.endswith(("使本", "令本", "让本", "致本", "为本")):
        return True  # 将使本|集团
    return not NEVER.isdisjoint(stem) or stem.startswith(("港股", "美股", "A股"))


def _likely(text: str, border: int, start: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether the stem looks enough like a proper name, for what stands before it."""
    ending, place = text[start:end], lore.place_at(text, border)
    likely = proper(text, place if border < place <= start - 2 else border, end, cuts, lore)
    headed = lore.headed(text, border)
    if place == start and ending in OF_PLACES:
        likely = 0.7  # 某省证券, 某市城投
    edged = bordered(text, border, cuts, lore)
    if not edged and not (
        (likely >= 0.8 and _after_word(text, border, end, cuts, lore))
        or (likely >= 0.7 and OFFICE.match(text, end))
        or _beside_noun(text, border, end, cuts)
    ):
        return False
    return (
        likely >= (0.35 if headed else 0.6)
        or (ending in SURE_ENDINGS and ending != "证券" and edged and _group(text, border, start, cuts, lore))
        or (
            ending in lore.distinct
            and (headed or text.count(text[border:end]) > 1)
            and firmlike(text, border, end, cuts, lore)
        )
        or (text.endswith(OWNERS, 0, border) and firmlike(text, border, end, cuts, lore))
        or (OFFICE.match(text, end) is not None and firmlike(text, border, end, cuts, lore))
    )


OWNERS = ("大股东", "控股股东", "母公司", "子公司", "孙公司")
"""Behind these a firm is named, though a word of the language is its stem: 大股东|彩虹电子."""


def _beside_noun(text: str, border: int, end: int, cuts: Cuts) -> bool:
    """Whether a noun that says what a firm is stands before a stem of no dictionary: 利润来源|达因药业."""
    first = run_start(text, border)
    before = cuts.bare(first, border)[-1:] if first < border else ()
    words = cuts.bare(border, end)
    return (
        any(len(word) > 1 and tag(word) == "n" for word in before)
        and len(words) == 2
        and 1 < len(words[0]) < 4
        and tag(words[0]) == ""
        and words[1] in SURE_ENDINGS
    )


SURE_ENDINGS = frozenset(["集团", "药业", "证券", "乳业", "酒业", "重工", "矿业", "制药", "实业"])
"""Endings that no noun of the language has."""


def _trade_abroad(text: str, border: int, start: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a country and nouns of a trade only say what the firm named next is: 韩国化妆品|集团甲乙."""
    place = lore.place_at(text, border)
    return text[border:place] in lore.abroad and text[border:place] != "中国" and nouns(place, start, cuts, lore)


def _group(text: str, border: int, start: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether the stem of a group may be made of words of the language: 古井|集团, 上海国际|集团, but not 烟草|集团."""
    place = lore.place_at(text, border)
    if border < place <= start - 2:
        return text[place - 1] not in "县区"
    known = lore.known.at(text, border)
    if known is not None and border + 1 < known[0] < start:
        return True  # 北大|资源集团
    words = cuts.bare(border, start)
    return text[border:start] not in lore.by_form and not any(
        word in lore.stops
        or word in lore.heads
        or word in lore.titles
        or word in lore.modern
        or word in lore.plain
        or word in UNBOUND
        or (
            len(word) > 1
            and word not in lore.within
            and (word in lore.inside or tag(word)[:1] in ("v", "d", "p", "c", "r", "m", "t", "f", "q", "u", "a"))
        )
        for word in words
    )


def _after_word(text: str, border: int, end: int, cuts: Cuts, lore: Lore) -> bool:
    """Whether a word that leads on stands before what no dictionary has: 将|甲乙信托."""
    before = cuts.bare(run_start(text, border), border)[-1]
    return before not in NEVER and (
        before in lore.stops
        or before in LEADING
        or before == "有"
        or before[-1] in PREFIXED
        or (text.startswith("集团", end - 2) and tag(before) != "" and before not in lore.inside)
    )

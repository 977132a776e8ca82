"""Keepers: whose the stores are that closed, where the text shows it only by what it tells of a chain unknown here.

禾木书店宣布，旗下12家门店将于月底停止营业    禾木书店
乐氧健身的20多家门店一夜之间关门              乐氧健身
零售商好味来今年在华东撤店9家                  好味来

Whoever opens a clause before what only a keeper of stores does or has. Kinds of firms (实体书店) are none.
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import cut, tag
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.nameforms.nameable import LAST, nameable
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import TOWN
from aftershock.extract.subjects.capacity import able

_WHO = r"(?P<who>[\u4e00-\u9fffA-Za-z&·’']{2,10}?|[A-Z][A-Za-z0-9&·’' ]{1,24}?)"
_LEAD = (
    r"(?:(?:其中|另一边|另一方面|无独有偶|除此之外|(?P<for_one>再看|再如|再比如|比如|例如)|同意|至于|此外|而|另外|同时|同行|另一家|另一(?=[\u4e00-\u9fff]{0,6}(?:品牌|连锁店|连锁|巨头|企业))|目前|据悉|随后|如|像|就连|连(?!锁)|仅|期内|包括|曾经的?|[今明]?年底前?|月底前?|年内|近日|日前|近期|最近|今日|昨日|今年以来|今年|去年|至此"
    r"|(?:20\d\d ?年)?(?:\d{1,2} ?月)?(?:\d{1,2} ?日)?)(?:[，,]|(?=[\u4e00-\u9fffA-Z])))*"
)
_FROM = (
    r"(?P<known_for>(?:与|和|来自|进入|登陆|成立|创立|创办|开业|有着|拥有|总部位于|总部在|总部设在|发源于|起家于|起源于|扎根|同样?来自|主打|主营|专?[做营卖])"
    r"[^，。；的]{1,10}的|(?:被[指曝爆]|曾经?(?!的)|一度)[^，。；的]{2,12}的"
    r"|[\u4e00-\u9fff]{2,10}?(?:(?:一手|联合|共同)?(?:创办|创立|创建|打造|掌舵|经营)|旗下)的)?"
)
_HEAD = (
    rf"{_FROM}"
    r"(?P<land>(?:[法德美英韩泰]国|日本|台湾|香港|外资)(?:连锁)?(?:超市|百货|快餐|便利店|咖啡|服装|书店))?(?P<head>[\u4e00-\u9fff]{0,10}?"
    r"(?:品牌|连锁店?|巨头|企业|公司|机构|龙头|零售商|运营商|餐企|集团|院线|老字号|鼻祖|独角兽|对手|友商)+(?:例如|比如|如)?)?"
)
_SPEAKS = (
    r"(?:方面|(?:官方|门店)?客服(?:人员)?|(?:半?年|季|中|财)报|业绩报告|公告|招股书)?亦?"
    r"(?:宣布|表示|证实|称|透露|回应|发布|公布|披露|显示)"
)
_OWNS = (
    r"(?:集团|公司)?(?:旗下|名下|[所下]辖|(?:(?:在|位于|分布[于在])[^，。；的]{1,18})?的(?=[\d约近超全首部一两三四五六七八九十百千数多]"
    r"|[^，。；、的]{0,6}(?:门店|店铺|网点|影城|餐厅|校区|关店|闭店)))"
)
_DOES = (
    r"(?:集团|公司)?(?:一家[就便已]|则|却|正|预计|亦|已经?|也|又|再(?=[多有关添])|还|曾|将|拟|就|共|近日|日前|目前|今年|去年|前年|上半年|下半年|年内|全年|同期|过去|此前|计划|决定|打算|开始|不得不|被迫"
    r"|主动|累计|合计|先后|陆续|相继|接连|突然|一夜之间|大规模|批量|大举|密集|持续|继续|净|在|于|从|因|(?:20)?\d\d年|\d{1,2}月|近(?=[\d一两二三几半])|[一两三四五六七八九十半]个?[年月](?=[间内里来之]|关|净|闭))"
    r"|成立于|创立于|诞生于|深陷|身陷|败走|败退|溃败|折戟|选择|收购|开店|期内|近期|把|申请|提出|进入|陷入|启动|关闭|关停|关店|关掉|关了|闭店|撤店|撤出|撤柜|退出|停业|歇业|倒闭|关门|收缩|裁撤|砍[掉去]|撤[掉销]"
    r"|(?:同日|当日|单日|逆势|此次|本次|这次|此番|新开|开出|拥有|共有|超过|约|近)(?=[^，。；]{0,6}(?:关|闭|门店|店|\d))|\d[\d,.万]*[余多]?[家间个](?:门店|店|餐厅|影城|校区)"
    r"|(?:的(?:日子|处境|境况|情况|遭遇)|也|同样)(?=[^，。；]{0,6}(?:不好过|好不到|幸免|难逃|艰难|不乐观|不容乐观|类似))|没有?能?躲过|更(?=是|为|加)|倒[了下闭]|[裁停][员课]|[爆暴]雷|跑路|资金链|没能|未能|没撑|撑不|向法院|被(?=[指曝爆裁]|法院|申请)|节节败退|迎来|掀起|举步维艰|步履维艰|每况愈下|风光不再|江河日下|[不一][断路]收缩"
    r"|受(?=[^，。；]{0,14}(?:影响|冲击|拖累|打击))|是(?:一家|家|[\u4e00-\u9fff]{0,8}?(?:知名|老牌|头部|连锁|品牌))"
)
_THERE = (
    r"(?:中国|国内|内地|大陆|全国|全球|海外|境外|北美|欧洲|日本|韩国|美国|华东|华南|华北|本土|线下|直营|加盟)"
    r"(?:的|内地|大陆|市场|区域|地区)*(?=门店|店铺|影城|校区|餐厅|网点|[\d约近超已有共])"
)
_SHUTS = r"门店|店铺|闭店潮|关店|校区"
_OPENS = re.compile(
    rf"{_LEAD}{_HEAD}[“「]?{_WHO}[”」]?(?=(?P<says>{_SPEAKS})|(?P<owns>{_OWNS})|{_DOES}|{_THERE}|(?<!专)(?:{_SHUTS})|(?(known_for)\Z|(?!))|(?(for_one)\Z|(?!)))"
)
_HELD_BY = re.compile(
    rf"(?:[^，。；]{{0,14}}?(?:让|令|使|迫使)|[^，。；]{{0,10}}发生在){_HEAD}[“「]?{_WHO}[”」]?"
    r"(?=不得不|被迫|损失|陷入|难以|元气|举步维艰|也|身上)"
)
"""房租上涨让|禾木书店|不得不关闭, 发生在|禾木书店|身上"""
_NO_FIRM = re.compile(
    r"(?:人士?|网传|传言|者|家长|居民|学生|会员|顾客|类|[总店]数|等地|各地|案例|员|部门?|[^书]局|会|方面|媒体|报|网|市场|行业|业态|赛道|领域|商圈|街区|季度|财年|年度|本轮|门店|店铺|超市们|消费|公告|报告|数据|财报|消息|政府|当局|法院|警方|地区|总数|数量|规模|计划|销售|经营|运营|竞争|需求|成本|业务|[有剩]|(?<=[店数量计户号额])达|[店院校园馆厂资司]方|最后[一两三四五六七八九几][家间]|[店商]家|业[者主]|疫情|网友|街坊|潮[仍又还再也]?|款|[情此之以节年月日]后)\Z"
    r"|\A[经继受遭因净]|\A下属|\A(?:结合|根据|按照|鉴于|随着)|资金|[金余]额|货款|影响|业绩|学校|幼儿园|涉事|一口气|截[至止]|[财年季]报|申诉|强制|来自|下架|商品"
    r"|\A[则不未没共因仅只就也都还又再将会能可被把对在从由若如虽但与和及并向]|[\d年月日]|新开|收购|[买租抢转]来"
    r"|[左右旁]边|门口|楼下|附近|一\Z|\A[底初末中上下][至到旬]|关[闭停店]|[的了其该这那此或]"
    r"|(?:诉讼|官司|案件|纠纷|以来)\Z|\A[最且系]|\A.方\Z|[异正]常|\A董秘|办公室|证券部"
)
_MOVING = ("v", "d", "r", "t", "p", "c", "m", "u", "y")
PERSONS = 120
"""How far before a Latin name a person may be told of who bears it, in characters."""
_KINDS = re.compile(
    r"(?:连锁|实体|大型|小型|社区|生鲜|便利|综合|购物|仓储|线[下上]|传统|外资|内资|本土|本地|中小|高端|平价|单体|零售|国营|民营|私营|海外|网上|会员|折扣"
    r"|餐饮|服饰|服装|百货|商超|茶饮|咖啡|烘焙|快餐|火锅|家居|建材|健身|美妆|药房|书店|影院|酒店|超市|银行"
    r"|独立|校园|品牌|加盟|直营|自营|夫妻|街边|旗舰|农贸|部分|不少|众多|多数|许多|很多|其他|其它|国有|城市|农村|县域|乡镇|新型|老牌|头部|知名|全国|国内|亏损)"
)
"""What makes a kind of shops of a word for one: 实体书店, 社区超市."""


_MOST = re.compile(
    rf"(?:[^，。；]{{0,14}})(?:最[多少大快猛狠]|居首|第一|其次|第二)的?(?:是|为|当属|则是|要数){_HEAD}[“「]?{_WHO}[”」]?(?=，|\Z)"
)
"""关店最多的是禾木书店|，达18家"""


def most_of(scene: Scene, sentence: Sentence, at: int, role: str) -> str | None:
    """Who is said right before a figure to have the most of what it counts, by a name known or not."""
    own = sentence.clause_at(at)
    if not own or not _ADDS.fullmatch(scene.outline.text, sentence.clauses[own].start, at):
        return None
    before = sentence.clauses[own - 1]
    text = scene.outline.text
    found = _MOST.match(text, before.start, before.end) or _NEXT_MOST.fullmatch(text, before.start, before.end - 1)
    who = found["who"] if found else ""
    if any(p.text == who and not able(scene, p, role) for p in scene.places.within(before.start, before.end)):
        return None  # 其次是某平台，有39个: where others have them
    return who if who and nameable(who, headed=True) and not (TOWN.fullmatch(who) or tag(who) == "np") else None


_NEXT_MOST = re.compile(
    rf"{_HEAD}[“「]?{_WHO}[”」]?(?:则|也)?(?:紧随其后|次之|其次|居次|位居第二|位列第二|排名第二|排第二|不遑多让)"
)
"""民丰银行紧随其后|，有9家"""
_ADDS = re.compile(r"(?:一年|全年|今年|去年|累计|先后|了|一共|共|达到?|为|有|关闭|关了|关店|合计|多达|约|近|超过?)*")


def keeper(scene: Scene, clause: Span, before: int) -> str | None:
    """Whoever opens a clause by a name unknown here, before what keepers of stores do or have, and before a figure."""
    start = clause.start
    text = scene.outline.text
    held = _HELD_BY.match(text, start, clause.end)
    found = held or _OPENS.match(text, start, clause.end)
    if found is None or found.end("who") > before:
        return None
    who = found["who"].strip()
    kind = _KIND_OF_FIRM.match(who)
    first = found.start("who") + (kind.end() if kind else 0)
    who = tidied(who[kind.end() :] if kind else who, verbs=True)
    said = found.groupdict()
    sure = bool(held) or any(said[group] for group in ("says", "owns", "head", "known_for", "for_one"))
    last = first + len(who)
    if (
        not who
        or _NO_FIRM.search(who)
        or any(p.start < last and p.end > first for p in scene.places.within(start, last))
    ):
        return None
    if who.isascii():
        near = scene.places.within(max(0, start - PERSONS), start)
        if said.get("says") and any(p.name.kind == "person" for p in near):
            return None  # 首席执行官托尼·斯普林…。Spring曾表示
        return who if who[:1].isupper() and len(who) > 2 else None
    if not nameable(who, headed=True) or _KINDS.match(who) or (tag(who) == "np" and (len(who) < 3 or not sure)):
        return None  # 昆明关闭3家门店
    if who.endswith("店") and "np" in (tag(who[:-1]), None if scene.words.bare(who[-2:]) else tag(who[:2])):
        return None  # 潍坊店也接连关闭, 北京国贸店关闭: one of a chain's
    return who if _strange(scene, who) or (sure and len(who) <= 8 and not scene.words.bare(who)) else None


_GOES_ON = re.compile(
    r"(?:至少|[共把早即便却]|(?<=..)(?:北京|上海|广州|深圳|杭州|全国|中国|最新|多家|多个|部分|一度|孙公司?|子公司|原|曾拥?|暂停营业"
    r"|[爆暴]雷|跑路|20\d\d年))\Z"
)
_AHEAD = re.compile(
    r"(?:[^，。；]{1,6}?[对将把]|[\u4e00-\u9fff]{0,3}(?:餐厅|火锅店|咖啡店|健身房|书店|药店|培训班))(?=[\u4e00-\u9fffA-Z]{2})"
)
"""What goes before a name and is none of it: 网红餐厅|青果."""


def tidied(who: str, *, verbs: bool = False) -> str:
    """A stretch that names somebody, without what goes before his name or on behind it: 网红餐厅|青果|突然.

    `verbs` where the word that moves the clause may stand in it, too: 青果|走向破产.
    """
    who = _GOES_ON.sub("", who)
    if ahead := _AHEAD.match(who):
        who = who[ahead.end() :]
    if len(who) < 4 or who.isascii():
        return who
    end = 0
    words = cut(who)
    for number, word in enumerate(words):
        moves = _MOVES if verbs and number + 1 < len(words) and len(who) > 4 else _ADVERBS
        if end > 1 and len(word) > 1 and word not in LAST and (tag(word) in moves or word in _IS):
            return who[:end]
        end += len(word)
    return who


_ADVERBS = frozenset(("d", "ad"))
_MOVES = _ADVERBS | {"v", "p"}
_IS = ("新增", "旗下", "名下")


_KIND_OF_FIRM = re.compile(
    r"\A(?:[\u4e00-\u9fff]{0,6}?(?:品牌|连锁|企业|公司|集团)|(?:网红|新式|知名|头部|高端)(?:奶茶|茶饮|咖啡|火锅|烘焙|餐饮|面包|甜品|书店)?)(?=[\u4e00-\u9fffA-Z]{2})"
)
"""连锁|健身品牌|锐动体育"""


def kept_before(scene: Scene, sentence: Sentence) -> str | None:
    """Who opens one of the sentences before in the paragraph as a keeper does, where no rule knows a name there."""
    number = scene.outline.index(sentence.start) or 0
    for n in range(number - 1, max(-1, number - 4), -1):
        earlier = scene.outline.sentences[n]
        if earlier.paragraph < sentence.paragraph - 1:
            return None
        for clause in earlier.clauses[:2]:
            if who := keeper(scene, clause, clause.end):
                return who
    return None


def unheard(scene: Scene, who: str, *, sure: bool = False) -> bool:
    """Whether a stretch may name a firm unknown here: no row of the language's words, no place or kind of shops.

    `sure` where the words around it leave it no doubt, so that it may be such a row.
    """
    if not nameable(who, headed=True) or _NO_FIRM.search(who) or _KINDS.match(who) or tag(who) == "np":
        return False
    return (sure and not scene.words.bare(who)) or _strange(scene, who)


def _strange(scene: Scene, who: str) -> bool:
    """Whether a stretch is no mere row of the language's words (禾木|书店), and none of them moves a sentence."""
    words = cut(who)
    if len(words) > 1 and scene.words.thing(words[-1]) == "stores":
        words = words[:-1]
        if len(words) == 1 and len(words[0]) == 2:
            return True  # 星河|影城
    tags = [tag(word) for word in words]
    long = [kind for kind, word in zip(tags[:-1], words[:-1], strict=True) if len(word) > 1]
    if any(kind.startswith(_MOVING) and kind != "vn" for kind in long):  # 文具佬|生活|百货
        return False
    return any(kind in ("", "np", "q") or len(word) == 1 for kind, word in zip(tags, words, strict=True))

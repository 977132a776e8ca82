"""Holders of frozen money by the words around its amount, whether or not a rule of names knows them.

将阿富汗央行约70亿美元的储备冻结             阿富汗央行
被冻结的俄罗斯央行资产约1910亿欧元           俄罗斯央行
委内瑞拉存放在某行的19亿美元黄金被冻结       委内瑞拉
由寡头和官员拥有的300亿美元资产              寡头和官员
3000亿美元资产则由俄罗斯央行所有             俄罗斯央行
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import Scene
from aftershock.extract.subjects.capacity import able
from aftershock.model import Mention

_DEGREE = r"(?:价值|总计|合计|共计?|近|约|超过?|逾|至少|高达|总额|总值|规模|达|为|的|有)*"
_WHO = r"(?P<who>(?![、向])[\u4e00-\u9fffA-Za-z·、]{1,14}?)"
_TITLED = r"[\u4e00-\u9fff]{0,12}(?:交易所|平台|公司|集团|团伙|组织|混币器|钱包|跨链桥|项目方|发行商)"
"""俄罗斯交易所|Garantex: what kind of body has a name in Latin letters, which no rule need know."""
_PART = r"(?:近|约|超过?)?(?:一半|半数|大部分|部分|[两三四五六七八九]成)?的?"
_KIND = rf"{_PART}(?:黄金[和及与、])?(?:资产|储备|外汇储备|外汇|黄金|存款|财产|主权资产)"
_WEALTH = rf"(?:海外|境外|在[^，。；]{{1,6}})?的?{_KIND}"
_AT = r"(?:\A|(?<=[，；：。！？\n“”]))"
"""Where a clause begins."""
_SUSPECT = r"涉[案事][\u4e00-\u9fff]{0,4}?(?:平台|公司|企业|人士|人员|商户|组织|工会|团体)"
_SUSPECTS = re.compile(_SUSPECT)
_HEAD = rf"{_AT}(?:但|而|此前|目前|当时)?[将把]?{_WHO}"
_CLAIM = rf"对[^，。；]{{1,14}}的(?:到期)?(?:应收账款|应收款项?|债权){_DEGREE}\Z"
_TAKEN = re.compile(rf"(?:冻结|扣押|查封)(?:了|的)?{_WHO}{_WEALTH}{_DEGREE}\Z")
_POST = r"(?:实控人|实际控制人|董事长|创始人|股东|法定代表人|法人代表|老板|总经理)"
_BEFORE = (
    _TAKEN,
    re.compile(
        rf"{_AT}(?P<who>[\u4e00-\u9fff]{{1,6}}?(?:大卖|卖家|商家|商户|外贸人|店主))[被遭](?:平台|亚马逊)?(?:冻结?|扣押?|扣留|压)了?(?:资金|货款|款项|余额)?{_DEGREE}\Z"
    ),
    re.compile(
        rf"(?:冻结|扣押|查封)了?(?!旗下|其)《?{_WHO}》?(?:集团|公司)?的?(?:旗下|名下)?的?[\d两三四五六七八九十几多]+[家间](?:关联|相关|下属|子|附属)*"
        rf"(?:公司|企业)的?(?:资产|资金|财产|账户|存款)?{_DEGREE}\Z"
    ),  # 冻结《海都报》三家关联公司资产共|1800万元
    re.compile(rf"(?:冻结|扣押|查封)了?{_WHO}(?:公司|企业)涉案(?:金额|资金|款项){_DEGREE}\Z"),
    re.compile(rf"{_HEAD}(?:此前|早年)?(?:存放|存管|存|留存|寄存)[在于][^，。；]{{1,14}}?的?{_DEGREE}\Z"),
    re.compile(rf"由{_WHO}(?:所|实际)?(?:拥有|持有|控制|所有|支配)的{_DEGREE}\Z"),
    re.compile(rf"从{_WHO}(?:公司)?的?(?:银行)?账[户号][中内里上]?(?:扣押|冻结|查扣|扣留|划扣)了?{_DEGREE}\Z"),
    re.compile(
        rf"(?:被害人|受害人|事主|失主|受骗者){_WHO}(?:名下)?(?:被骗|被盗|损失|转出|汇出)(?:的|走的)?{_DEGREE}\Z"
    ),
    re.compile(rf"(?:冻结|止付|拦截|追回)了?{_WHO}被(?:骗|盗|转)走?的?(?:资金|款项|钱款?)?{_DEGREE}\Z"),
    re.compile(rf"[应须需欠]向{_WHO}(?:支付|偿还|交付|返还)的?{_DEGREE}\Z"),
    re.compile(rf"属于{_WHO}(?:国家)?的{_DEGREE}\Z"),
    re.compile(
        rf"(?:与|和|同|跟){_TITLED}(?P<who>[A-Z][A-Za-z0-9.]{{1,20}})(?:有关|相关|关联|有关联|挂钩)的{_DEGREE}\Z"
    ),
    re.compile(rf"[对让使令]{_WHO}(?:(?<![被遭])冻结的|(?:在[^，。；]{{1,10}})?的?{_KIND}[中里]?){_DEGREE}\Z"),
    re.compile(rf"(?:冻结|查封|扣押)了?{_WHO}(?<!其)名下的?{_DEGREE}\Z"),
    re.compile(rf"冻结了?{_WHO}{_CLAIM}"),
)
_THEN_DONE = (
    re.compile(rf"{_TITLED}(?P<who>[A-Z][A-Za-z0-9.]{{1,20}})(?:旗下|名下|持有)?的{_DEGREE}\Z"),
    re.compile(rf"{_AT}[^，。；]{{0,8}}?(?<!如果)(?<![果若倘])[将把]{_WHO}(?:在[^，。；]{{1,10}})?的?{_DEGREE}\Z"),
    re.compile(rf"{_HEAD}在(?!于)[^，。；]{{1,14}}?(?<![上中里])的{_DEGREE}\Z"),
)
"""Where a freeze is told behind the amount: 甲在乙的|200万元|资金被冻结"""
_NAMEABLE = (
    re.compile(
        rf"{_AT}(?:而|另一?[家位个])?做[^，。；]{{2,10}}的{_WHO}(?:则|也)?[被遭]?(?:扣押?|冻结?|压|滞留)[^，。；\d]{{0,6}}{_DEGREE}\Z"
    ),
    re.compile(rf"{_HEAD}在[^，。；]{{1,10}}[被遭]冻结的(?:资金|款项|石油款|{_KIND}){_DEGREE}\Z"),
    re.compile(rf"{_HEAD}的?(?:银行)?(?:户口|账户|账号|户头)[内里中]的?{_DEGREE}\Z"),
    re.compile(
        rf"{_AT}(?:据说|据悉|听说|其中)?{_WHO}(?:光是?|单是|仅)[被遭]?冻结的?(?:资金|货款|款项|钱)?就?{_DEGREE}\Z"
    ),
    re.compile(rf"{_HEAD}的?(?:资金|货款|款项|余额|存款)[被遭][^，。；\d]{{0,8}}(?:冻结|扣留|扣押|查封)了?{_DEGREE}\Z"),
    re.compile(
        rf"{_HEAD}(?<=[A-Za-z])(?:跨链桥|协议|交易所|平台|公司)?被盗的?(?:资金|资产|款项|加密资产)?[中里]?的?{_DEGREE}\Z"
    ),
    re.compile(rf"{_HEAD}(?:出口|出售)[^，。；\d]{{0,8}}的{_DEGREE}\Z"),
    re.compile(rf"{_HEAD}[被遭](?:[^，。；]{{1,6}})?冻结的(?:资金|款项|{_WEALTH}){_DEGREE}\Z"),
    re.compile(
        rf"(?<![及其和与]){_POST}(?P<who>[\u4e00-\u9fff]{{2,4}}?)(?:[及和与]其?[^，。；\d]{{1,5}}?)?(?:个人|本人)?名下的?[^，。；\d]{{0,8}}{_DEGREE}\Z"
    ),
    re.compile(
        rf"(?:查封|查扣|扣押)了?{_WHO}名下的?[^，。；\d]{{1,10}}?[ \u3000、和及并]+同?时?冻结其?"
        rf"(?:资产|资金|存款|财产)?{_DEGREE}\Z"
    ),
)
"""Where anything may stand for whom: 期末被冻结的资金约|2亿元"""
_WORTH = re.compile(r"(?:总额|总值|价值|规模|合计|共计|总计)(?:约|近|超过?|逾|达|为|高达)*\Z")
"""冻结了某国的外汇储备，|总额约|3000亿欧元"""
_OF_A_MAN = re.compile(
    rf"(?:{_POST}|富豪|寡头|大亨|富商|首富|商人|歌手|艺人|网红|主播)(?P<who>[\u4e00-\u9fff·]{{2,10}}?)的?{_DEGREE}\Z"
)
"""富豪梅利琴科|20亿欧元|资产被冻结"""
_DONE_BEHIND = re.compile(r"[^，。；]{0,12}(?:冻结|扣押|查封|扣留)")
_BEHIND = (
    re.compile(rf"(?:系|为|是|属于?){_WHO}(?:在[^，。；]{{1,12}})?的?(?:冻结|被冻|被扣|受限)"),
    re.compile(rf"的?由{_WHO}(?:所|实际)?(?:拥有|持有|控制|所有|支配)的"),
    re.compile(rf"[^，。；]{{0,8}}?(?:由|归|属于|属){_WHO}(?:所|共同)?(?:所有|拥有|持有)?(?=[，。；]|\Z)"),
    re.compile(rf"[系为是]{_WHO}(?:个人|本人|公司)?所有(?=[，。；、]|\Z)"),
)
_GONE = (
    rf"的?(?:海外|境外|个人|名下)?(?:资产|账户|存款|财产)(?:在[^，。；]{{1,8}}?)?已?[被遭](?:[^，。；]{{1,6}}?)?冻结，"
    rf"(?:约合|折合|价值|总额|总值|涉及|金额|资金|资产)*{_DEGREE}\Z"
)
_ACROSS = (
    re.compile(rf"(?:{_POST}|头目|首脑|主谋|主犯|富豪|寡头|大亨|富商|首富)(?P<who>[\u4e00-\u9fff·]{{2,8}}?){_GONE}"),
    re.compile(rf"{_HEAD}{_GONE}"),  # 外媒：林某辉资产在海外遭冻结，约合|8亿元
    re.compile(
        rf"(?:冻结|扣押|查封)了?[\d两三四五六七八九十几多]+[家间][与和]《?{_WHO}》?(?:有关|相关|有关联|关联)的?(?:公司|企业)的?"
        rf"(?:资产|资金|财产|账户|存款)?(?:，(?:涉款|涉及|涉资|合计|共))?{_DEGREE}\Z"
    ),  # 冻结3家与《海都报》相关公司的资产，涉款|1800万元
    re.compile(
        rf"对(?:涉嫌[^，。；的]{{2,8}}的)?(?P<who>[\u4e00-\u9fff·]{{2,8}}?)(?:提起|采取|展开|启动|提出|发出|作出|实施|立案)[^，。；]{{0,12}}，(?:并|以|要求|请求|同时)?(?:冻结|查封|扣押)了?其[^，。；\d]{{0,8}}{_DEGREE}\Z"
    ),  # 对林某芳提起诉讼，冻结其合计|2亿元
    re.compile(
        rf"{_AT}{_WHO}(?:家族|夫妇|夫妻|公司|集团)?(?:旗下)?的?(?:[ \d两三四五六七八九十几多]+[家间]公司、)?"
        rf"(?:境外|海外|银行|基本|全部|多个|部分|主要|所有|[\d两三四五六七八九十几多]+个)*(?:账[户号]|户头)"
        rf"[^，。；\d]{{0,4}}[被遭][^，。；\d]{{0,8}}冻结，(?:涉及|冻结|被冻结|合计|共)?(?:金额|资金|余额|资产|存款)(?:最高)?{_DEGREE}\Z"
    ),  # 甲建设的账户也被冻结，金额为|960万元
    re.compile(
        rf"{_AT}(?P<who>[\u4e00-\u9fff]{{2,9}}?(?:大卖|卖家|商家|商户))(?:遭|被|因|收到|涉)[^，。；\d]{{1,16}}，{_DEGREE}\Z"
    ),  # 东莞某某大卖遭起诉，|400万|资金被冻结
    re.compile(rf"{_AT}{_WHO}的(?:银行)?账[户号][中内里]，[^，。；\d]{{0,14}}(?:冻结|查封)[^，。；\d]{{0,8}}\Z"),
)
"""Where the clause before tells whose account it is, or against whom something is done."""
_BELOW = re.compile(
    rf"(?:冻结|查封|扣押)了?其?旗下(?:的)?[\d两三四五六七八九十几多]+[家间][^，。；\d]{{0,6}}?(?:公司|企业)(?:的?账户)?(?:合计|共|的)*{_DEGREE}\Z"
)
"""拘捕甲传媒多名高层，并|冻结旗下3家公司共|1800万元"""
_CHIEFS = re.compile(
    r"(?:拘捕|逮捕|抓捕|带走|起诉|抓获)了?(?P<who>[\u4e00-\u9fffA-Za-z]{2,10}?)(?:公司|集团)?(?:[多数两三四五六七八九\d]+名|的|前)*(?:高层|高管|负责人|创始人|董事长|老板|主管)"
)
_WHOM = re.compile(
    rf"(?:冻结|查封|扣押)了?(?:被告|被申请人|被执行人)?{_WHO}(?:夫妇|夫妻|兄弟|家族|等人?|(?:及其|和其?|及)(?:家人|家属|妻子|丈夫|配偶|家族|亲属|同伙))?的?{_DEGREE}\Z"
)
_THEIRS = re.compile(r"[多余]?的?(?:资产|财产|资金|存款)")
"""冻结李氏夫妇逾|16亿港元|资产"""
_THEIR_WEALTH = re.compile(
    rf"[多余]?(?:[（(][^（）()]{{1,24}}[）)])?的?(?:[受被遭]制裁的?|被?冻结的)?{_WHO}(?:国家|国有|[被遭]冻结的?)?(?:在[^，。；]{{1,6}}的?)?(?:{_KIND}|资金)(?![被遭])"
)
"""2100亿欧元的|俄国主权资产: a country's, or somebody's who is known"""
_COUNTRYS = (
    (
        re.compile(rf"{_HEAD}{_DEGREE}\Z"),
        re.compile(
            rf"的?[^，。；\d被遭]{{0,6}}?(?:{_KIND}|石油款|货款|款项|资金)[^，。；]{{0,10}}?[被遭][^，。；]{{0,6}}冻结"
        ),
    ),  # 利比亚约|670亿美元|海外资产仍被冻结
    (
        re.compile(
            rf"冻结[了的]?{_WHO}(?:被冻结)?的?(?:石油款|货款|{_DEGREE}[\d,.]+[万亿]+[^，。；\d]{{1,3}}?元的?{_KIND}[中里]的)?{_DEGREE}\Z"
        ),
        None,
    ),  # 冻结了俄罗斯6400亿美元储备中的约|3000亿美元
    (re.compile(rf"[与和同]{_WHO}(?:有关|相关|有关联|有联系|关联)的(?:{_KIND})?{_DEGREE}\Z"), None),
    (re.compile(rf"{_HEAD}要求[^，。；]{{1,8}}?(?:归还|返还|退还|释放|解冻)其?[被遭]冻结的{_DEGREE}\Z"), None),
)
"""What stands before a country's frozen money, and what must stand behind it if anything."""
_OF_TWO = re.compile(r"(?:其中|而)?(?P<which>[前后]者)")
_NOBODY = re.compile(
    r"\A(?:一共|总共|剩余|剩下|其余|余下)|\A[因称]|\A[海境国]外\Z|经费|诉讼|当事人|加密|另[有外]|[还尚仍]有|涉案|相关|有关|银行|部分|全部|账[户号]|被盗|其|该|公司|他|她|我|名下|平台|这|那|一[些批笔家个位名]|大量|多[个家名位]|所有|客户|用户|个人|冻结|资金|的|被|了|等|人民|以|从|在"
)


NEAR = 60
"""How far from its amount its holder may be told, in characters."""


def holder_by_words(scene: Scene, mention: Mention, clause: Span, role: str) -> str | None:
    """Whose frozen money is by the words right before or behind its amount; None where a known name stands there."""
    text = scene.outline.text
    start = max(clause.start, mention.start - NEAR)
    done_behind = _DONE_BEHIND.match(text, mention.end) is not None
    for pattern in (*_BEFORE, *(_THEN_DONE if done_behind else ()), *_NAMEABLE, *(_OF_A_MAN,)[:done_behind]):
        found = pattern.search(text, start, mention.start)
        if found is None or (pattern in (*_NAMEABLE, _OF_A_MAN) and not _may_be_named(found["who"])):
            continue
        if told := _told(scene, found, role):
            return told
    sentence = scene.outline.at(mention.start)
    for pattern in _ACROSS if sentence else ():
        found = pattern.search(text, max(sentence.start if sentence else 0, mention.start - NEAR), mention.start)
        named = found is not None and (_may_be_named(found["who"]) or found["who"].endswith(("大卖", "卖家", "商家")))
        if found is not None and named and (told := _told(scene, found, role)):
            return told
    if sentence and (below := _BELOW.search(text, start, mention.start)):
        parents = [p for p in scene.places.within(sentence.start, below.start()) if able(scene, p, role)]
        chiefs = _CHIEFS.search(text, sentence.start, below.start())
        return (
            parents[-1].shown if parents else chiefs["who"] if chiefs and nameable(chiefs["who"], headed=True) else None
        )
    own = sentence.clause_at(mention.start) if sentence else 0
    if sentence and own and _WORTH.match(text, clause.start, mention.start):
        before = sentence.clauses[own - 1]
        found = _TAKEN.search(text, before.start, before.end)
        if found is not None and all(p.end == found.end("who") for p in scene.places.within(*found.span("who"))):
            return _told(scene, found, role)
    for pattern in _BEHIND:
        found = pattern.match(text, mention.end, min(clause.end, mention.end + NEAR))
        if found is not None:
            return _told(scene, found, role)
    whom = _WHOM.search(text, start, mention.start) if _THEIRS.match(text, mention.end) else None
    if whom is not None and nameable(whom["who"]) and (told := _told(scene, whom, role)):
        return told
    for before_it, behind_it in _COUNTRYS:
        found = before_it.search(text, start, mention.start)
        if found is None or not _is_countrys(found["who"]):
            continue
        if behind_it is None or behind_it.match(text, mention.end, clause.end):
            return found["who"]
    if country := _country_before(scene, mention, start):
        return country
    found = _THEIR_WEALTH.match(text, mention.end, min(clause.end, mention.end + NEAR))
    if found is not None and len(found["who"]) == 1 and tag(found["who"]) == "np":
        return found["who"]  # 2100亿欧元俄资产
    if found is not None and (tag(found["who"]) == "np" or scene.places.within(*found.span("who"))):
        return _told(scene, found, role)
    return None


_STATES = re.compile(r"(?:中央银行|央行|国家银行|政府|投资局|主权基金|主权财富基金)\Z")


def _is_countrys(who: str) -> bool:
    """Whether a country is named, or what is a country's: 甲国投资局."""
    return tag(_STATES.sub("", who)) == "np" and who != "一共"


def _country_before(scene: Scene, mention: Mention, start: int) -> str | None:
    """The country right before 被冻结的: 要求对方先归还|甲国|被冻结的100亿美元."""
    text = scene.outline.text
    found = _FROZEN_OF.search(text, start, mention.start)
    if found is None and _DONE_BEHIND.match(text, mention.end):
        found = _BANK_HAS.search(text, start, mention.start)
    at = found.start() if found else 0
    # 在甲国被冻结的: where it lies
    return next(
        (
            text[at - n : at]
            for n in (5, 4, 3, 2)
            if at - n >= start and text[at - n - 1] not in "在于" and _is_countrys(text[at - n : at])
        ),
        None,
    )


_BANK_HAS = re.compile(rf"(?:中央银行|央行)(?:仍|还|尚)?{_DEGREE}\Z")
"""甲国央行仍有|95亿美元|储备被冻结"""
_FROZEN_OF = re.compile(rf"[被遭]冻结的?(?:资金|款项|{_WEALTH})?{_DEGREE}\Z")


def _may_be_named(who: str) -> bool:
    return nameable(who, headed=True) or nameable(who) or (len(who) < 4 and who.find("某") == 1)


_OPENS = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{3,8}?)(?:公司|集团)?(?:公告|称|表示|银行账户|基本存款账户|基本户|账户|货币资金|期末|可用资金|资金冻结|冻结资金|因|涉诉"
    r"|其他应收款|微信|支付宝|及子公司|涉嫌|被|遭)"
)
_OFFICES = ("相", "长", "总统", "总理", "官员", "警方", "法院", "检方", "大臣", "发言人", "专员", "律师", "记者")
"""Ends of those who tell of what others have."""
_OF_CLIENTS = re.compile(r"(?:商户|用户|客户|储户|投资者|投资人|会员)的?(?:资金|存款|余额|资产|账户)")


def opening(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Whom the sentence of frozen money begins with, where no name is known: 佳美跨境账户内30万元被冻."""
    text = scene.outline.text
    if scene.places.within(sentence.start, mention.start) or _OF_CLIENTS.search(text, sentence.start, sentence.end):
        return None
    opens = _OPENS.match(text, sentence.start, mention.start)
    return opens["who"] if opens and nameable(opens["who"]) and not opens["who"].endswith(_OFFICES) else None


_COUNTRYS_WEALTH = re.compile(
    r"(?:冻结|扣押|查封)(?:了|的)?(?:价值|约|近|超过?|[\d.,]+[万亿]*[多余]?[美欧]元|的){0,4}(?P<frozen>[\u4e00-\u9fff]{2,5}?)(?:央行|国家|主权|国有|海外|外汇|的|在[^，。；]{1,6}){0,3}(?:资产|储备|资金|存款)"
)
FAR = 400
"""How far before an amount it may be told whose frozen wealth a text is of, in characters."""


_THAT_COUNTRY = re.compile(rf"该国的?{_DEGREE}\Z")
_OF_COUNTRY = re.compile(r"(?P<who>[\u4e00-\u9fff]{2,5}?)(?:央行|财长|总统|政府|外长|总理|财政部|外交部|官员|议会)")


def that_country(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """The country that 该国 stands for, by whose officials the sentence tells of it: 甲国财长称，该国|3000亿美元."""
    text = scene.outline.text
    if _THAT_COUNTRY.search(text, max(sentence.start, mention.start - 12), mention.start) is None:
        return None
    told = _OF_COUNTRY.finditer(text, sentence.start, mention.start)
    return next((m["who"] for m in told if tag(m["who"]) == "np"), None)


def countrys_wealth(scene: Scene, mention: Mention) -> str | None:
    """The country of whose frozen wealth the text told last, where nobody else is told to have an amount."""
    told = _COUNTRYS_WEALTH.finditer(scene.outline.text, max(0, mention.start - FAR), mention.start)
    return next((m["frozen"] for m in reversed(list(told)) if tag(m["frozen"]) == "np"), None)


def of_two(scene: Scene, mention: Mention, sentence: Sentence, clause: Span, role: str) -> str | None:
    """Whom 前者 or 后者 stands for at the head of a clause: 甲和乙未受影响，后者仅有3万元被冻结."""
    found = _OF_TWO.match(scene.outline.text, clause.start, mention.start)
    named = [p for p in scene.places.within(sentence.start, clause.start) if able(scene, p, role)] if found else []
    return named[-1 if found and found["which"] == "后者" else -2].shown if len(named) > 1 else None


def _told(scene: Scene, found: re.Match[str], role: str) -> str | None:
    who = found["who"]
    known = [p for p in scene.places.within(*found.span("who")) if able(scene, p, role)]
    if len(known) == 1 and "、" not in who:
        return known[0].shown
    within = scene.places.within(*found.span("who"))
    if len(within) > 1 and all(p.name.kind == "platform" for p in within):
        return None  # 甲支付和乙支付账户中的78万美元: where it lies
    if _SUSPECTS.fullmatch(who):
        return who
    return None if _NOBODY.search(who) or len(who) < 2 else who

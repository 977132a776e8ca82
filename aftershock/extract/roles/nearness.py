"""The role word nearest to a figure: by distance, by clause, by what stands between."""

from __future__ import annotations

import re
from typing import NamedTuple

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.sentencewords import Near
from aftershock.extract.roles.words import APART, Hit, RoleReader
from aftershock.model import Mention

CLAUSE_COST = 12
"""What a word in the clause before costs over one in the figure's own, in characters of distance."""
AFTER_COST = 3
WEAK_COST = 40
FROZEN_GAIN = 25
"""That money is frozen says more of it than what kind of money it is (货款被冻结)."""
REACH = 60
"""A word farther away than this (in cost) says nothing about the figure."""
SCAN = REACH + FROZEN_GAIN + 15
"""How far from a figure words are looked for, in characters: farther ones cost more than REACH."""
LABEL = 10
"""The longest label of a line, in characters."""
BESIDE = 8
"""How far behind a figure in a list its own word may end."""
ADDS_UP = re.compile(
    r"(?!(?:共|合计|共计|总计|累计)[约超近]?(?:拥有|开有|有(?:门店|餐厅|店铺|网点)|在营|运营|经营)(?!的))(?:20\d\d年|今年|去年|全年|上半年|或者?|甚至|乃至|也许)?(?:至少涉及|涉及|(?:这些|上述|其)[\u4e00-\u9fff]{0,6}(?:涉及|背后)|背后(?=[的有共约])|共|合计|共计|总计|累计|其中|数量|多达|高达|达到|超过|约|近|总数|分别(?:为|是|达|有)(?=[0-9约近超])|达(?=[0-9约近超])|已有|已达|有(?=[0-9,.]+[万千]?[多余]?[个家][，,。])|包括|为(?=[0-9约近超])"
    r"|(?:前者|后者)?[从由](?:(?:去|上)年|同期|期初|年初|年中|最多时|原来|此前|的)*(?=[0-9约近]))"
)
SEEN = 24
"""The longest clause that only says by what one looks, in characters."""
_SEEN = re.compile(r"(?:从|按|就)[^，。；]{2,12}(?:来看|上看|而言|看)，?")
_AND_ALSO = re.compile(r"以及|及|还有")
"""删除155个账户，以及旗下6个账户: the list of what it is done to goes on."""
_LEVEL = re.compile(r"低?(?:至|到)(?:了)?(?:目前|现在)?的?")
_LIST_GOES_ON = re.compile(
    r"(?![^，]{0,6}(?:复[产工]|恢复|开业|营业|新开|正常|达标|完成|保留|整改))(?:(?![中里]，)[\u4e00-\u9fffA-Za-z]){0,6}，(?:约|近|超过?)?[0-9.]+[万亿]?[多余]?[个家名款条](?![被遭已均都先全还仍])"
)
"""对12家企业，30个账号进行处理: what is done stands in the next clause."""
_THEN_SAID = re.compile(
    r"[\u4e00-\u9fffA-Za-z“”]{0,8}(?:将?(?:依照|按照|根据|依据|因)[^，。；]{1,14})?"
    r"[，,](?:并(?:以[^，。；]{1,20}为由)?(?:将其|对其|把它们|予以)"
    r"|(?:(?:在|因)[^，。；]{2,24}?(?=突然|全部|全面|一夜之间|相继|陆续|已|均|都|被))?"
    r"(?:目前|如今|现在?|日前|近日|也|则|在?一夜之间|干脆|最终|随后|后来|今年|去年|20\d\d年|“)*"
    r"(?:已经?|整盘|直接|均|都|全部|悉数|在?一夜之间|突然|相继|陆续|(?:在[^，。；]{1,8}[前后时中]，?)?被(?![^，。；]{1,12}的[\u4e00-\u9fff])"
    r"|将(?=逐渐|逐步|陆续|全部|相继|悉数|在)))"
    r"(?![^，。；]{0,10}?[0-9]+[多余]?[个家])"
    r"|[\u4e00-\u9fffA-Za-z“”]{0,14}，(?:而后|随后|随即|最终|最后|结果|后来|接着|继而)[\u4e00-\u9fff]{0,4}?(?:被|遭到?)"
    r"|[\u4e00-\u9fffA-Za-z]{0,8}，(?:[^，。；、]{2,12}、)+[^，。；、]{2,12}?(?:均|都|全部|悉数|已)+(?=[被遭])"
    r"|[\u4e00-\u9fffA-Za-z0-9]{0,20}，(?:一律|全部|依法)?予以"
)
"""旗下23家影院，已全部暂停营业: what happened to them is said in the next clause."""
_STANDS_AT = re.compile(
    r"(?:(?:[减降增缩扩升跌]|收缩|缩减|萎缩|锐减|骤减|减少|下降|缩水|压缩|调整|精简)(?:至|到|为|成)了?|[仅只]剩下?)(?:了?约|近|不到|不足)?\Z"
)
"""由130个缩减至|52个，78个校区被关闭: how many are left."""
_DONE_NEXT = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{0,8}，(?:视[^，。；]{0,6}?|依法|依规|均|分别|根据[^，。；]{0,8}|予以|采取|给予|作出)"
)
"""对513个账号，视程度采取…: what is done to those that 对 names is said in the next clause."""
_TO = re.compile(r"对[^，。；被]{0,30}\Z")
_AFTERWARDS = re.compile(
    r"(?:潮|风波|事件)?(?:之后|以后|后)[\u4e00-\u9fff]{0,3}(?:涌[入向]|转[战投向]|进入|入驻|离开|留下|新增|新开|仍|还)"
)
_LEFT_OVER = re.compile(r"(?:剩余|剩下的?|余下的?|仅剩|只剩|保留了?|留下了?)\Z")
_AS_MANY = re.compile(
    r"(?:(?:或|和|、|及|并)?(?:即将|将|已经?|计划|宣布)?(?:关闭|关停|停业|关掉|封禁|下架))?"
    r"(?:了|合计|共计|共|约|近|多达|高达|至少|超过?|逾|其中){1,3}"
)
_LISTED_WITH = re.compile(r"[\u4e00-\u9fffA-Za-z]{0,8}(?:、|和|及|与|，\d)")
"""12个店铺、5个账号被关闭: what is done is done to both."""
_PART = ("", "了", "结了", "结", "其中", "掉", "掉了", "了其中")
"""What may stand between a verb and the figure that it is told of."""
_DONE_TO_MONEY = frozenset({"transferred", "fine", "returned", "compensation", "impairment"})
"""What else may be done to money: said nearer than 冻结, it is what was done to this."""
_OF_ACCOUNTS = frozenset({"loss", "net profit", "financing"})
"""What an amount is if that is said right before it, whatever was frozen: 账户被冻结导致亏损900万元."""
_LIMITED = frozenset({"blocked", "frozen", "suspended"})
_MONEY = ("资金", "货款", "款项", "余额")
_KINDS_OF = frozenset({"sold", "produced", "hired", "founded"})

_BASES = frozenset({"assets", "revenue", "net profit", "cash"})
_SHARE_OF = re.compile(r"(?<!应)占(?![款用资])[^，。；\d]{0,16}\Z")
"""占|净资产的21.4%；2020年发生额为6.35亿元: of what the figure before is a share."""
_ITEM_ENDS = re.compile("[，。；、]")
_SUSPECTED = re.compile(r"(?:涉嫌|涉及|从事|违规|违法|非法|未经许可|参与|擅自)[^，。；]{0,2}\Z")
_REASON = re.compile(r"(?:因为?|由于)[^，。；、0-9]{0,8}\Z")
_DESCRIBES = re.compile(r"[^，。；0-9]{0,12}的[^，。；的0-9]{1,8}")
_BUSINESS = re.compile(r"[\u4e00-\u9fff]{0,2}(?:工作|座谈|会议|方案|动员|标准|条件|资格|任务|目标|指标)")
"""Behind a word for closing: what is planned or talked of, and not done."""
_CARRIED_OUT = re.compile(r"(?:完成|实现|实施|启动|推进|开展|部署)[^，。；]{0,24}\Z")
_PENALTY = re.compile(r"(?:的?(?:营业执照|经营许可证?|许可证|证照|执照))?的?(?:行政)?")
"""作出|吊销营业执照|处罚53户: what the penalty was says more."""
_THEIR_STORES = re.compile(
    r"了?(?:[一两几数多]+[款件种批][^，。；、]{0,6}?|旗下|部分|其|违规|相关|问题|涉事|所有|全部|不合格)?的?"
    r"(?:门店|店铺|网点|分支机构|营业部|分公司|[分支]行|分校|分店|专柜|餐厅|影院|校区|商品|产品|链接|账[号户]|应用|业务|服务|合作|生产线|项目)"
)
_CLOSERS = frozenset({"brands", "firms", "banks", "sellers"})
_FIRST_NOUN = re.compile(
    r"(?:(?![被遭])[\u4e00-\u9fffA-Za-z]){0,8}?(?:企业|公司|卖家|商家|商户|店铺|门店|账[号户]|站点|平台|品牌|工厂|机构|供应商|经销商|银行|律所|院线|连锁)"
)
_ADVERBS = re.compile(
    r"(?:的|(?:已|均|都|突然|相继|陆续|先后)?(?:贴出|挂出|张贴|贴上)了?|已经?|均|都|全部?|先后|陆续|相继|纷纷|悉数|分别|也|又|则|将|还|仍|正|正在|宣布|面临|被迫|被|遭到?|遭遇|受到?|因(?![^，。；]{0,8}(?:店铺|账[号户]|公司|工厂|门店))[^，。；]{1,8}?|[列纳]入|[收接]到了?(?:[\u4e00-\u9fffA-Za-z]{2,8}的)?|于[^，。；]{1,8}?|在[^，。；]{1,10}?"
    r"|[今去][年日]|目前|近日|主动|自愿|永久|暂时|依法|直接|突然|集体|一夜|一夜之间|处于|陷入|[0-9年月日底初末]+)*"
)
_NOMINAL = re.compile(
    r"(?:公告|通知|检查|名单|方案|消息|传闻|申请|令|企业|公司|卖家|商家|商户|店铺|门店|账[号户]|站点|平台|品牌|工厂|机构)"
)
_OTHERS = re.compile(r"(?:因|由于|公告|称|表示|披露|宣布|发现|报道|曝光|要求|指责|代理|起诉|投诉)")
_UNDERGONE = re.compile(r"[被遭](?!告)")
"""What is done to the counted is said in their own clause."""


_OTHERWISE = re.compile(
    r"(?:(?:成长|增长|发展|扩大|扩张|膨胀|上升|飙升)[到至]了?|失窃|被盗|失踪|被挪用|被贪污)(?:约|近)?\Z"
)
"""冻结了部分经费，市场却增长到|80亿美元: something else is told of the money."""
_MADE_BY = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}?(?:机构|公司|企业|平台|银行|厂商|车企|基金))?(?:联合|共同)?(?:推出|发行|运营|开发|生产|销售|发售|执飞)的[^，。；的]{2,}"
)
_REASON_ENDS = re.compile(r"而(?:不得不|被迫|暂时|临时|[\u4e00-\u9fff]{0,2}?)(?=[关停歇闭倒下被])")


class _View(NamedTuple):
    """Where the word may stand that says what a figure is."""

    counted: bool
    own: int
    """Number of the figure's clause."""
    clause: Span
    start: int
    end: int
    goes_back: bool
    """Whether the list goes on of what the clause before began with."""


def nearest(
    text: str, sentence: Sentence, mention: Mention, near: Near, words: RoleReader, *, but: str | None = None
) -> Hit | None:
    """The word that costs least: distance in characters, more for other clauses, words after, and weak words.

    `but` is a word that is passed over.
    """
    if not near.any(mention.kind):
        return None
    view = _view(text, sentence, mention)
    best: tuple[float, int, Hit] | None = None
    for hit in near.hits(mention.kind, view.start, view.end):
        if hit.role == APART or hit.word == but or _is_anothers(text, hit, mention, near, words, view):
            continue
        cost = _cost(text, sentence, view, mention, hit, near)
        if cost <= REACH and (best is None or (cost, -len(hit.word)) < best[:2]):
            best = (cost, -len(hit.word), hit)
    if best is None:
        return None
    if (
        best[2].role == "hit"
        and but is None
        and (
            _ONLY_WHICH.fullmatch(text, best[2].end, mention.start)
            or (best[2].word == "影响" and "受" in text[max(0, best[2].start - 8) : best[2].start])
        )
    ):
        then = nearest(text, sentence, mention, near, words, but=best[2].word)
        if then is not None and then.role in _SAYS_MORE and then.start >= mention.end:
            return then
    if best[2].role == "hit" and but is None and best[2].start >= mention.end:
        then = nearest(text, sentence, mention, near, words, but=best[2].word)
        if then is not None and then.role in _SAYS_MORE and _AND_SO.fullmatch(text, best[2].end, then.start):
            return then
    return _of_two(text, best[2], mention, near, view)


_ONLY_WHICH = re.compile(r"的?(?:门店|店铺|网点|账号|站点)?(?:共|共有|约|近)?")
"""涉事的|3家门店停业整顿: which ones, where what was done to them stands behind."""
_AND_SO = re.compile(
    r"的?(?:门店|店铺|企业|公司|工厂|账号|商家|商户|平台|单位|机构)?(?:而|的原因|[，,])?(?:目前|至今|已经?|仍|还|尚|暂时|临时|被迫|不得不|处于?|陆续|相继|全部|均|都)*"
)
"""140家受疫情影响|仍处关闭状态: what came of it."""
_SAYS_MORE = frozenset({"closed", "banned", "suspended", "stopped", "blocked", "taken down", "frozen"})


def _view(text: str, sentence: Sentence, mention: Mention) -> _View:
    """How far the words are looked at around a figure.

    What happened to counted ones is said beside them; a clause before tells of others, but for a label.
    """
    own, clauses = sentence.clause_at(mention.start), sentence.clauses
    clause = clauses[own]
    counted = mention.kind in ("count", "headcount")
    first, goes_back = max(0, own - 3), False
    if counted and own and not ADDS_UP.match(text, clause.start):
        goes_back = _AND_ALSO.match(text, clause.start) is not None
        first = own - (goes_back or _labelled(text, sentence, own) or _looked_at(text, clauses[own - 1]))
    last = own + 1 if own + 1 < len(clauses) and _goes_on(text, clause, mention, counted) else own
    start = max(clauses[first].start, mention.start - SCAN)
    end = min(max(clauses[last].end, mention.end), mention.end + SCAN)
    return _View(counted, own, clause, start, end, goes_back)


def _goes_on(text: str, clause: Span, mention: Mention, counted: bool) -> bool:
    """Whether what was done stands in the next clause, no farther than these expressions reach."""
    end, left = mention.end, clause.end - mention.end
    if counted and _STANDS_AT.search(text, max(clause.start, mention.start - 8), mention.start):
        return False
    if left <= 6 and _LIST_GOES_ON.match(text, end):
        return True
    if not counted:
        return False
    if left <= 32 and _THEN_SAID.match(text, end):
        return True
    said = left <= 8 and _DONE_NEXT.match(text, end)
    return bool(said) and _TO.search(text, clause.start, mention.start) is not None


def _is_anothers(text: str, hit: Hit, mention: Mention, near: Near, words: RoleReader, view: _View) -> bool:
    """Whether a word is told of something else than the figure, by where it stands."""
    if hit.role == "sold" and text[hit.start - 1] == "的":
        return True  # 封禁600个品牌的销售: what is banned, and nothing that was sold.
    if hit.end <= mention.start:
        if hit.role in ("growth", "fall") and _LEVEL.fullmatch(text, hit.end, mention.start):
            return True  # 降至2.3% is where it stands, not by how much it fell.
        if hit.role == "frozen" and _OTHERWISE.search(text, hit.end, mention.start):
            return True
        if hit.role == "frozen" and any(
            h.role == APART and h.word[0] in "未非不" for h in near.hits(mention.kind, hit.end, mention.start)
        ):
            return True  # 被冻结资金占比较小，未被冻结账户余额为2亿元
        if mention.kind == "money" and hit.end <= view.clause.start and hit.role in _BASES:
            return _SHARE_OF.search(text, max(0, hit.start - 20), hit.start) is not None
        return view.counted and _counts_before(text, hit, mention, near, view)
    if hit.start >= mention.end:
        if hit.role == "opened" and text.startswith("由", mention.end):
            return True  # 3000家由中国卖家开设的店铺
        if hit.role in _KINDS_OF and (
            any(words.bare(text[hit.end : hit.end + n]) for n in (2, 3))
            or (view.counted and text.startswith("的", hit.end))
        ):
            return True  # 36个销售账号, 36家非法生产的石膏厂: what kind they are.
        if mention.kind == "money":
            if hit.role == "impairment" and text[mention.end : mention.end + 1] in ("）", ")"):
                return True  # 对存货（账面余额8.5亿元）计提跌价准备: what they had.
            # 保证金5亿元、因诉讼冻结的存款1亿元
            return hit.start > mention.end and _labels_the_next(text, hit, mention, near)
        return view.counted and _counts_behind(text, hit, mention, near, words, view)
    return not (view.counted and hit.start < mention.start and hit.end > mention.end)  # 结束|4家分店|营业


def _counts_before(text: str, hit: Hit, mention: Mention, near: Near, view: _View) -> bool:
    """Whether a word before a count is told of something else."""
    if _told_of_the_last(text, view.clause.start, hit, mention, near):
        return True  # 4家关停、7家停产: of the seven another thing is told.
    if hit.role in _LIMITED and text.endswith(_MONEY, 0, hit.start):
        return True  # 资金受限1.9亿元，其中美国站286个
    if hit.role == "banned" and _AFTERWARDS.match(text, hit.end):
        return True  # 封号之后涌入东南亚的卖家超过10万家
    if _LEFT_OVER.search(text, max(0, mention.start - 4), mention.start):
        return True  # 关店后专注于剩余60家门店
    if hit.role not in _KINDS_OF:
        return False
    if hit.end <= view.clause.start and _UNDERGONE.search(text, mention.end, view.clause.end):
        return True  # 因销售假货，约有20个品牌和300个账号被平台冻结
    # 关闭涉嫌销售盗版的店铺310家: what they did.
    return (
        _SUSPECTED.search(text, max(near.sentence.start, hit.start - 6), hit.start) is not None
        and _DESCRIBES.fullmatch(text, hit.end, mention.start) is not None
    )


def _counts_behind(text: str, hit: Hit, mention: Mention, near: Near, words: RoleReader, view: _View) -> bool:
    """Whether a word behind a count is told of something else."""
    if near.followed(mention.kind, hit.end, _PART):
        return True  # 8家门店关了6家: six were closed.
    if hit.role in _KINDS_OF and (
        _SUSPECTED.search(text, max(mention.end, hit.start - 6), hit.start)
        or _REASON.search(text, mention.end, hit.end)
    ):
        return True  # 因违规销售退烧药，被责令停业整顿; 因超能力生产被停产
    if _begins_the_next(text, hit, mention, near):
        return True  # 责令整改网站47个次、提请关闭网站41个次: the 41 are
    if _done_to_the_next(text, hit, mention, near):
        return True  # 13个品牌关闭或即将关闭2000家门店: the stores are.
    if _REASON_ENDS.match(text, hit.end) and "因" in text[mention.end : hit.start]:
        return True  # 数百家超市因收银机无法使用|而不得不关闭
    if _MADE_BY.match(text, mention.end, hit.start):
        return True  # 6家机构推出的“金选”遭叫停
    if _closers(text, mention, hit, words):
        return True  # 六大品牌关闭门店合计2249家: the stores are.
    if _of_another(text, mention, hit):
        return True  # 6家机构下调了停产企业的评级, 12家公司公告子公司停产
    if _BUSINESS.match(text, hit.end) and not _CARRIED_OUT.search(text, view.clause.start, mention.start):
        return True  # 15家企业参加了关停淘汰工作座谈会, and not 完成16家企业的关停工作
    if text.rfind("（", mention.end, hit.start) > text.rfind("）", mention.end, hit.start):
        return True  # 累计平台达6081家（含停业平台）
    # 4家子公司共有店铺138个被限制: the stores are, and not the firms.
    return (
        mention.kind == "count"
        and near.between("count", mention.end, hit.start) > 0
        and not _LISTED_WITH.match(text, mention.end)
    )


def _of_two(text: str, best: Hit, mention: Mention, near: Near, view: _View) -> Hit:
    """The nearest word, or the one beside it that says more of the same."""
    if (best.role == "frozen" and mention.kind == "count") or best.role == "troubled":
        # 被封或冻结的站点: of two things done to stores or accounts, that they are closed says more.
        # 停业及问题平台46家: those closed are counted too.
        hits = near.hits(mention.kind, view.start, view.end)
        return next((h for h in hits if h.role not in (best.role, APART) and near.joined(h, best)), best)
    if best.role == "punished":
        then = [h for h in near.hits(mention.kind, best.end, view.end) if h.start == best.end]
        if then and then[0].role in _SAYS_MORE:
            return then[0]  # 被通报|下架
        closing = [h for h in near.hits(mention.kind, view.start, best.start) if h.role == "closed"]
        if closing and _PENALTY.fullmatch(text, closing[-1].end, best.start):
            return closing[-1]
    return best


def _of_another(text: str, mention: Mention, hit: Hit) -> bool:
    """Whether a word behind those counted is told of another noun, which they only do something with."""
    noun = _FIRST_NOUN.match(text, mention.end, hit.start)
    if noun is None:
        return False
    between = text[noun.end() : hit.start]
    if _ADVERBS.fullmatch(between):
        return False
    if _NOMINAL.match(text, hit.end) is not None:
        return True
    told = _OTHERS.match(between)
    return told is not None and _NOMINAL.search(between, told.end()) is not None


def _closers(text: str, mention: Mention, hit: Hit, words: RoleReader) -> bool:
    """Whether those counted do what a word tells of to stores of theirs, and it is not done to them."""
    return (
        _THEIR_STORES.match(text, hit.end) is not None
        and words.thing(mention.unit) in _CLOSERS
        and text[hit.start - 1] not in "被遭"
        and hit.word[0] not in "被遭"
    )


def _labelled(text: str, sentence: Sentence, own: int) -> bool:
    """Whether a clause stands behind the label of its line: 被封情况：|站点约340个."""
    if own != 1 or text[sentence.clauses[1].start - 1] not in "：:":
        return False
    label = sentence.clauses[0]
    return label.end - label.start <= LABEL and text[max(0, label.start - 1)] == "\n"


def _looked_at(text: str, before: Span) -> bool:
    """Whether the clause before only says by what one looks: 从退出数量来看，|国有大行合计644家."""
    return before.end - before.start <= SEEN and _SEEN.fullmatch(text, before.start, before.end) is not None


def _told_of_the_last(text: str, start: int, hit: Hit, mention: Mention, near: Near) -> bool:
    """Whether a word belongs to the figure before it in a list, where the next figure has its own word behind it."""
    if hit.end > mention.start or text[hit.end : mention.start] not in ("、", "和", "及"):
        return False
    behind = near.hits(mention.kind, mention.end, mention.end + BESIDE)
    return (
        bool(behind)
        and near.between(mention.kind, start, hit.start) > 0
        and (not near.between(mention.kind, mention.end, behind[0].start))
    )


def _labels_the_next(text: str, hit: Hit, mention: Mention, near: Near) -> bool:
    """Whether a word in the next item of a list says what the amount of that item is."""
    if text[mention.end] not in "、和及与":
        return False
    following = near.next_start("money", hit.end)
    return following is not None and following - hit.end < LABEL and not _ITEM_ENDS.search(text, hit.end, following)


def _done_to_the_next(text: str, hit: Hit, mention: Mention, near: Near) -> bool:
    """Whether what a word tells of is the figure behind it, with only another such word and degrees between."""
    following = near.next_start(mention.kind, hit.end)
    return following is not None and _AS_MANY.fullmatch(text, hit.end, following) is not None


def _begins_the_next(text: str, hit: Hit, mention: Mention, near: Near) -> bool:
    """Whether a word stands in the next item of a list, before the figure of that item, as this item's own did."""
    mark = text.find("、", mention.end, hit.start)
    if mark < 0 or mark - mention.end > 2 or hit.start - mark > LABEL:
        return False
    following = near.next_start(mention.kind, hit.end)
    return following is not None and following - hit.end < LABEL and not _ITEM_ENDS.search(text, hit.end, following)


_QUOTED_ROW = re.compile(r"(?:了|更新)?(?:“[^“”]{1,20}”(?:[（(][^（）()]{1,20}[）)])?、?(?:和|及)?)+等")
"""暂停更新|“甲”“乙”等|违规网站194家: examples between what was done and how many."""


def _cost(text: str, sentence: Sentence, view: _View, mention: Mention, hit: Hit, near: Near) -> float:
    own, clause = view.own, view.clause
    told_in = own if clause.start <= hit.start < clause.end else sentence.clause_at(hit.start)
    before = hit.end <= mention.start
    distance = mention.start - hit.end if before else hit.start - mention.end
    low, high = (hit.end, mention.start) if before else (mention.end, hit.start)
    if before and distance > CLAUSE_COST and (row := _QUOTED_ROW.match(text, low, high)):
        low, distance = row.end(), high - row.end()
    between = near.between(mention.kind, low, high)
    cost = float(distance) + CLAUSE_COST * abs(own - told_in) + 8 * between
    if not before:
        cost += AFTER_COST
    if hit.weak:
        cost += WEAK_COST
    if hit.role == "frozen" and told_in == own and mention.kind == "money" and not between:
        nearer = [h for h in near.hits("money", low, high) if h.role in _DONE_TO_MONEY]
        nearer += [h for h in near.hits("money", hit.end, mention.start) if _is_said_right_before(h, mention)]
        beside = any(near.joined(hit, h) for h in nearer)
        cost -= FROZEN_GAIN if beside or not nearer else 0
    if view.goes_back and hit.end <= clause.start:
        cost -= CLAUSE_COST + 8 * between
    return cost


def _is_said_right_before(hit: Hit, mention: Mention) -> bool:
    """Whether a word right before an amount names it as a figure of accounts."""
    return hit.role in _OF_ACCOUNTS and mention.start - hit.end <= 2

"""Words of deeds near a figure that are told of something else, by where they stand.

4家关停、|7家停产: of the seven another thing is told. 13个品牌|关闭2000家门店: the stores are closed, not the brands.
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Span
from aftershock.extract.roles.sentencewords import Near
from aftershock.extract.roles.words import APART, Hit, RoleReader
from aftershock.model import Mention

LABEL = 10
"""The longest label of a line, in characters."""
BESIDE = 8
"""How far behind a figure in a list its own word may end."""
_LEVEL = re.compile(r"低?(?:至|到)(?:了)?(?:目前|现在)?的?")
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


def is_anothers(text: str, hit: Hit, mention: Mention, near: Near, words: RoleReader, clause: Span) -> bool:
    """Whether a word is told of something else than the figure, by where it stands; `clause` is the figure's own."""
    counted = mention.kind in ("count", "headcount")
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
        if mention.kind == "money" and hit.end <= clause.start and hit.role in _BASES:
            return _SHARE_OF.search(text, max(0, hit.start - 20), hit.start) is not None
        return counted and _counts_before(text, hit, mention, near, clause)
    if hit.start >= mention.end:
        if hit.role == "opened" and text.startswith("由", mention.end):
            return True  # 3000家由中国卖家开设的店铺
        if hit.role in _KINDS_OF and (
            any(words.bare(text[hit.end : hit.end + n]) for n in (2, 3)) or (counted and text.startswith("的", hit.end))
        ):
            return True  # 36个销售账号, 36家非法生产的石膏厂: what kind they are.
        if mention.kind == "money":
            if hit.role == "impairment" and text[mention.end : mention.end + 1] in ("）", ")"):
                return True  # 对存货（账面余额8.5亿元）计提跌价准备: what they had.
            # 保证金5亿元、因诉讼冻结的存款1亿元
            return hit.start > mention.end and _labels_the_next(text, hit, mention, near)
        return counted and _counts_behind(text, hit, mention, near, words, clause)
    return not (counted and hit.start < mention.start and hit.end > mention.end)  # 结束|4家分店|营业


def _counts_before(text: str, hit: Hit, mention: Mention, near: Near, clause: Span) -> bool:
    """Whether a word before a count is told of something else."""
    if _told_of_the_last(text, clause.start, hit, mention, near):
        return True  # 4家关停、7家停产: of the seven another thing is told.
    if hit.role in _LIMITED and text.endswith(_MONEY, 0, hit.start):
        return True  # 资金受限1.9亿元，其中美国站286个
    if hit.role == "banned" and _AFTERWARDS.match(text, hit.end):
        return True  # 封号之后涌入东南亚的卖家超过10万家
    if _LEFT_OVER.search(text, max(0, mention.start - 4), mention.start):
        return True  # 关店后专注于剩余60家门店
    if hit.role not in _KINDS_OF:
        return False
    if hit.end <= clause.start and _UNDERGONE.search(text, mention.end, clause.end):
        return True  # 因销售假货，约有20个品牌和300个账号被平台冻结
    # 关闭涉嫌销售盗版的店铺310家: what they did.
    return (
        _SUSPECTED.search(text, max(near.sentence.start, hit.start - 6), hit.start) is not None
        and _DESCRIBES.fullmatch(text, hit.end, mention.start) is not None
    )


def _counts_behind(text: str, hit: Hit, mention: Mention, near: Near, words: RoleReader, clause: Span) -> bool:
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
    if _BUSINESS.match(text, hit.end) and not _CARRIED_OUT.search(text, clause.start, mention.start):
        return True  # 15家企业参加了关停淘汰工作座谈会, and not 完成16家企业的关停工作
    if text.rfind("（", mention.end, hit.start) > text.rfind("）", mention.end, hit.start):
        return True  # 累计平台达6081家（含停业平台）
    # 4家子公司共有店铺138个被限制: the stores are, and not the firms.
    return (
        mention.kind == "count"
        and near.between("count", mention.end, hit.start) > 0
        and not _LISTED_WITH.match(text, mention.end)
    )


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

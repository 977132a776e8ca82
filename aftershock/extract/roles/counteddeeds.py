"""Counted deeds: a count with what it counts, and what was done to those (stores + closed).

The thing is what is counted (`countedthings`), the deed the nearest word of what happened (`nearness`), unless the
words at the figure say that it was done to something else, to none, or to others.
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.countedfigure import AS_SUCH, BARE, TOPICS
from aftershock.extract.roles.countednouns import of_an_owner
from aftershock.extract.roles.countedthings import people, thing
from aftershock.extract.roles.nearness import nearest
from aftershock.extract.roles.notdone import DONE_TO_FIRMS, is_no_deed, only_named
from aftershock.extract.roles.sentencewords import Near
from aftershock.extract.roles.sharedroles import CARRIED
from aftershock.extract.roles.spokenof import NET, net_of_stores, trace
from aftershock.extract.roles.words import Hit, RoleReader
from aftershock.model import Mention

_FOR_WHICH = re.compile(
    r"[^，。；]{0,40}(?:因|由于|涉嫌|因为)[^，。；]{1,20}，(?:而|均|都|已|先后|全部)?(?=[被遭])"
    r"|[^，。；]{0,14}(?:涉及|涉嫌|存在|因)[^，。；]{1,20}，(?:均|都|已|全部|一律)+(?=进行|予以|作出|做)"
    r"|[^，。；]{0,14}(?:未|无法|拒不|不符合|不达标)[^，。；]{0,20}，(?:而|均|都|已|先后|全部|分别)?(?=[被遭]|责令|勒令)"
    r"|[^，。；]{0,8}，分别(?=责令|勒令)"
    r"|[^，。；\d]{0,6}(?:因|由于)[^，。；被遭]{4,48}(?:纠纷|案|诉讼|仲裁|保全)(?:一案|事项|案件)?(?:而|已|均|先后)?(?=[被遭])"
    r"|[^，。；（]{0,12}[（(][^（）()]{1,24}[）)](?:均|都|已|先后|全部)?(?:因[^，。；]{1,20}?)?(?=[被遭])"
)
"""600个中国品牌（…）因评价作假，|遭到封杀"""
_STOPPED = re.compile(r"[^，。；、]{0,6}?([被遭]停)(?=[，。；、）”]|\Z)")
"""367个|站点被停"""
_AFTER = re.compile(r"[\u4e00-\u9fff]{0,6}(?:过后|之后|以后|后)，")
_SINCE = re.compile(r"继[^，。；]{2,30}\Z")
_STAFF_ONLY = frozenset({"laid off", "left", "hired"})
_PEOPLE_ONLY = frozenset({"killed", "injured", "infected"})
_FIRMS_ONLY = frozenset({"倒闭", "破产倒闭", "跑路", "失联"})
"""26家工厂倒闭: firms, as no plant of a firm does."""
_THERE = re.compile(r"(?:有|超过|近|约|逾|至少|多达|当地|全[市县区镇省])\Z")
"""园区今年有|27家工厂歇业: firms, as whoever is told of has no such plants."""
_ON_PLATFORMS = frozenset({"accounts", "stores", "sites", "sellers"})
_PUNISHED = frozenset({"处罚", "惩处"})
_SHUT = re.compile(
    r"(?:[店又再已将共各仅只也要会想连狂](关)|(收(?:掉|了)|[连狂再]收|结束)了?)(?:共|约|近|逾|超过?|至少|最少)*\Z"
)
"""8家门店关|6家, 一年收了|10家店, 接连结束|5间分店"""
_ALONE = ("就", "便", "即", "独占")
_MORE_THAN = re.compile(
    r"(?:同比|环比|比[^，。；]{1,8}|较[^，。；]{1,10})净?(?:增加|减少|增长|下降|多出?|少)了?(?:约|近|超)?\Z|净[增减]加?少?(?:门店|店铺)?\Z"
)
"""关店132家，同比增加61家: by how many more, and not how many."""
_FEWER = re.compile(
    r"(?:店|网点|店铺|餐厅|影院|专柜|销售点|零售点)(?:总数|数量|规模|数目?)?(?:[较比][^，。；]{1,8}|同比|环比|按[季年月]|再|[季月周]内|全年|[上下]半年|[也则又均]|在?过去[^，。；]{1,5}|去年|今年|[一两三]年[间中内里]?|期内){0,4}(净减少|净减|净关|缩减)了?(?:共|约|近|超过?)*\Z"
    r"|(?:一口气|大举|主动|陆续|先后|接连)(减少|缩减)了?(?:共|约|近|超过?)*\Z"
    r"|(?<=[又再])(减少|减)了?(?:共|约|近|超过?)*\Z"
    r"|\d[个家间](净减少|净减)了?(?:共|约|近|超过?)*\Z"
    r"|(净减少|净减|净关闭?|缩减|减少)了?(?:门店|药店|网点|店铺|餐厅|直营店|加盟店)(?:数量?)?(?:共|约|近|超过?)*\Z"
)
"""直营门店净减少197家: that many were closed, though others were opened."""
_GONE = re.compile(
    r"(?:账号|账户|店铺|站点|门店|网点)[^，。；]{0,8}(少了|(?:损失|丢|折)[掉失了]*)(?:约|近|超过?)?\Z|((?:失去|损失|折损|丢)[掉了]+)(?:约|近|超过?)?\Z"
)
"""87个账号一夜之间|少了|52个"""
_OF_WHICH = re.compile(
    r"[\u4e00-\u9fff]{0,6}[中里]的?(?:有|约|近|[\u4e00-\u9fff]{2,14}?的)?"
    r"[0-9一二两三四五六七八九十百几数]+[余多]?[个家间]"
)
"""关闭150家门店中的126家: the whole is not closed."""
_STOOD_BEFORE = re.compile(r"(?:之前|以前|前(?![后期夕]))[^，。；]{0,4}?(?:共|有|经营|运营|拥有|开设)")
"""封号|前共运营30个店铺: how many there were."""
_GOES_ON = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:(?:仍|均|都|将|还|目前|暂时|可)*(?:在)?(?:正常|照常|继续|恢复)(?:教学|营业|经营|运营|运转|上课|开放|生产)"
    r"|(?:仍|尚|还)在(?:营业|运营|经营|开放)|(?:被|得以)?保留(?:下来|至今)|[不没未]会?(?:被|有)?关闭)"
)
"""其中3家继续经营, 还有14家在营业: these were not closed."""
_NOW_HAS = re.compile(
    r"(?:仍|还|尚|依然|目前|现)(?:有|剩|设有|拥有|存)(?:门店|店铺|分店|网点|餐厅|影院|校区|药店)(?:数量?|总数)?(?:约|近|共|为)*\Z"
)
"""关店6家后还有门店|10家"""
_SHRANK = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:萎缩|压减|压缩|压降|精简|缩减|缩水|收缩|锐减|骤减|减少|下降|关闭|关停|关店|关|缩|降|减)(?:至|到|为|成)(?:了|仅|只)?(?:剩|余|约|不足|不到)?"
)
"""从800多家关闭到140家: how many there were before."""
_OF_THEM_HIT = re.compile(
    r"[\u4e00-\u9fff]{0,4}[中里]，?(?:受|被|遭)[^，。；\d]{1,14}的(?:约|近|不到|只有|仅|有|为)*\d"
)
"""1,200多个站点中受影响的不到10个: not all of them are hit."""
_LEFT_OVER = re.compile(r"(?:至|到)了?(?:仅|只)?(?:剩|余)?下?(?:约|近|不足|不到)?")
"""已压减到9家: how many are left."""
_GREW = re.compile(r"(?:扩张|扩大|发展|增加|增长|扩|增|升)(?:至|到)了?(?:约|近|超过?)?\Z")
"""计划把账号扩张到|500个，结果被封40个"""
_AND_FROZEN = re.compile(r"(?:、|和|及|并|，)(?:扣押、)?(冻结)")
"""查封|、冻结涉案银行账户213个: accounts are frozen."""
_HOUSEHOLDS = re.compile(
    r"(?:[者人民员]|业主|租客|房东|购房者|农户|用户|村户|家庭|储户|租户|住户|商品房)(?:超过?|约|近|逾|共|达|数)?\Z"
)
"""涉及购房者|12万户: households, and no firms."""
_FOR_REASON = re.compile(r"[^，。；]{0,2}|了?受[^，。；的]{1,8}")
_LESS = re.compile(
    r"(?:网点|门店|店铺|分支机构)(?:数量|总数)?减少最[多大][^，。；\d]{0,16}，(?:[较比][^，。；\d]{1,8}|同比|环比)净?(减少|缩减)了?(?:约|近|超过?)?\Z"
)
"""网点减少最多的是甲银行，较年初减少|26家"""


def counted_role(text: str, sentence: Sentence, mention: Mention, near: Near, words: RoleReader) -> Mention:
    """A count with what it counts, and what happened to that."""
    if mention.text == "一家" and mention.unit in BARE and text.startswith("其中", mention.start - 2):
        return mention  # 其中一家被封了60多个店铺: which one, and not how many.
    if mention.text == "一家" and mention.unit in BARE and text.startswith(_ALONE, mention.end):
        return mention  # 仅甲公司一家就有52个店铺被封: that one alone
    hit = nearest(text, sentence, mention, near, words)
    counted = (people if mention.kind == "headcount" else thing)(text, sentence, mention, words)
    if hit is not None and hit.start > mention.end and of_an_owner(text, mention) is not None:
        hit = None
    if mention.kind == "headcount":
        if hit is not None and hit.role == "banned" and counted != "sellers":
            hit = None  # no person is
        if hit is not None and hit.role in _PEOPLE_ONLY:
            return mention.with_role(hit.role, trace(mention, hit))
        if hit is not None and hit.role in _STAFF_ONLY and (counted in TOPICS or counted == "users"):
            counted = "staff"  # 某大卖已经裁员700多人: no sellers.
        counted = counted or ("staff" if hit is not None and hit.role in _STAFF_ONLY else None)
    bare = mention.unit in BARE or mention.text.endswith(("户", "家"))
    people_of = mention.text.endswith("户") and _HOUSEHOLDS.search(text, max(0, mention.start - 8), mention.start)
    if counted is None and bare and not people_of and _are_firms(text, sentence, mention, hit):
        counted = "firms"
    elif counted == "users" and mention.text.endswith("家"):
        counted = "firms"  # 前五大客户里有两家
    if counted is None:
        return mention
    done = _done(text, sentence, mention, near, words, counted, hit)
    if counted == "cases" and done is not None and done.role in CARRIED:
        done = None  # 封禁账号，接到咨询超过260起: no case is banned.
    if done is None or only_named(text, sentence, mention, counted, done):
        return mention.with_role(counted, mention.trace)
    anybodys = done.start >= mention.end and _THERE.search(text, max(0, mention.start - 4), mention.start) is not None
    return mention.with_role(_both(mention, counted, done, anybodys), trace(mention, done))


def _are_firms(text: str, sentence: Sentence, mention: Mention, hit: Hit | None) -> bool:
    """Whether something happened to those counted that happens to firms: 眼下已有近300家被停."""
    if hit is not None:
        return hit.role in DONE_TO_FIRMS
    return _STOPPED.match(text, mention.end, sentence.clause(mention.start).end) is not None


def _done(
    text: str, sentence: Sentence, mention: Mention, near: Near, words: RoleReader, counted: str, hit: Hit | None
) -> Hit | None:
    """The word for what was done to those counted: the nearest, or the one that the words at the figure say."""
    clause = sentence.clause(mention.start)
    more = _MORE_THAN.search(text, max(clause.start, mention.start - 16), mention.start)
    if (more and not (hit is not None and hit.role == "opened")) or (hit is None and counted == "stores"):
        hit = _fewer(text, clause, mention) if counted == "stores" else None
    if counted == "stores" and (shut := _SHUT.search(text, clause.start, mention.start)):
        group = shut.lastindex or 0
        hit = Hit("closed", shut[group], *shut.span(group))
    if hit is None and counted in ("accounts", "sites", "stores"):
        gone = _GONE.search(text, max(clause.start, mention.start - 16), mention.start)
        hit = Hit("closed", gone[gone.lastindex or 0], *gone.span(gone.lastindex or 0)) if gone else None
    if counted in TOPICS or counted == "firms":
        if hit is None and (why := _FOR_WHICH.match(text, mention.end, sentence.end)):
            hit = next(iter(words.hits("count", text, why.end(), min(sentence.end, why.end() + 12))), None)
        stopped = _STOPPED.match(text, mention.end, clause.end)
        if stopped and (hit is None or hit.start >= stopped.end()):
            hit = Hit("stopped", stopped[1], *stopped.span(1))
    if (
        hit is None
        and counted in TOPICS
        and (after := _AFTER.match(text, mention.end, sentence.end))
        and _SINCE.search(text, clause.start, mention.start)
    ):
        # 这是继甲、乙、丙|三家|门店之后，第四家停业的
        hit = next(iter(words.hits("count", text, after.end(), sentence.end)), None)
    if hit is not None and hit.word == "查封" and counted == "accounts" and (also := _AND_FROZEN.match(text, hit.end)):
        return Hit("frozen", also[1], *also.span(1))
    if hit is not None and is_no_deed(text, clause, mention, counted, hit):
        hit = nearest(text, sentence, mention, near, words, but=hit.word)
        hit = None if hit is not None and is_no_deed(text, clause, mention, counted, hit) else hit
    beside = hit is not None and hit.role == "hit" and text.startswith("的", hit.end) and hit.end == mention.start - 1
    if hit is not None and (beside or hit.word == "涉事"):
        done = nearest(text, sentence, mention, near, words, but=hit.word)
        reason = done is not None and _FOR_REASON.fullmatch(text, done.end, hit.start) is not None
        hit = done if reason else hit  # 关停|涉事的|6家, 封禁|涉事|账号86个, 关闭|受疫情影响的|12家
    if hit is not None and (
        _SHRANK.match(text, mention.end)
        or _OF_THEM_HIT.match(text, mention.end)
        or (hit.role == "closed" and _LEFT_OVER.fullmatch(text, hit.end, mention.start))
    ):
        return None
    if hit is not None and hit.start >= mention.end and _GREW.search(text, clause.start, mention.start):
        return None
    if hit is not None and hit.end <= mention.start:
        going_on = hit.role != "reinstated" and _GOES_ON.match(text, mention.end, clause.end)
        which = not text.startswith("的", hit.end) and _OF_WHICH.match(text, mention.end)  # 被封的|59个|店铺中有17个
        over = going_on or _NOW_HAS.search(text, hit.end, mention.start) or which or _STOOD_BEFORE.match(text, hit.end)
        hit = None if over else hit
    return hit


def _is_closing(counted: str, done: Hit) -> bool:
    """Whether a word for laying off, said of outlets, tells that they were closed: 裁撤30家分公司."""
    return counted in TOPICS or (counted == "firms" and done.word == "裁撤")


def _both(mention: Mention, counted: str, done: Hit, anybodys: bool) -> str:
    """The role that a thing and a deed make; `anybodys` of what is told to be there, and not to be a firm's."""
    action = "closed" if done.role == "laid off" and _is_closing(counted, done) else done.role
    if action == "frozen" and _on_platform(counted, mention):
        action = "suspended"
    if action in DONE_TO_FIRMS:
        counted = AS_SUCH.get(counted, counted)
    if counted == "plants" and (done.word in _FIRMS_ONLY or anybodys):
        counted = "firms"
    shows = (mention.unit or "").endswith("直播间")
    if (action == "dealt with" and counted in _ON_PLATFORMS and not shows) or (
        counted == "accounts" and done.word in _PUNISHED
    ):
        action = "hit"  # 处置违规账号560个: by whatever measure, it was taken against them
    if action == "killed":
        action = "closed"  # 死亡的煤矿达77家
    if action == "troubled":
        action = "hit"  # 问题平台13家: they are in trouble, and it may not have closed them
    return action if counted == "staff" and action in _STAFF_ONLY else f"{counted} {action}"


def _on_platform(counted: str, mention: Mention) -> bool:
    """Whether what is frozen is no money's account but what somebody sells with: 600个品牌和3000个卖家账号被冻结."""
    if counted == "accounts":
        return (mention.unit or "").startswith(("卖家", "商家", "店铺", "用户", "主播"))
    return counted in ("brands", "stores", "sites") and mention.text.endswith(("个", "家"))


def _fewer(text: str, clause: Span, mention: Mention) -> Hit | None:
    """The word by which there are so many stores fewer: 门店净减少197家, and not 关店132家，同比减少61家."""
    fewer = (
        _FEWER.search(text, clause.start, mention.start)
        or NET.fullmatch(text, clause.start, mention.start)
        or _LESS.search(text, max(0, clause.start - 30), mention.start)
        or net_of_stores(text, clause, mention)
    )
    return Hit("closed", fewer[fewer.lastindex or 0], *fewer.span(fewer.lastindex or 0)) if fewer else None

"""The role word nearest to a figure: by distance, by clause, by what stands between."""

from __future__ import annotations

import re
from typing import NamedTuple

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.othersdeeds import LABEL, is_anothers
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
ADDS_UP = re.compile(
    r"(?!(?:共|合计|共计|总计|累计)[约超近]?(?:拥有|开有|有(?:门店|餐厅|店铺|网点)|在营|运营|经营)(?!的))(?:20\d\d年|今年|去年|全年|上半年|或者?|甚至|乃至|也许)?(?:至少涉及|涉及|(?:这些|上述|其)[\u4e00-\u9fff]{0,6}(?:涉及|背后)|背后(?=[的有共约])|共|合计|共计|总计|累计|其中|数量|多达|高达|达到|超过|约|近|总数|分别(?:为|是|达|有)(?=[0-9约近超])|达(?=[0-9约近超])|已有|已达|有(?=[0-9,.]+[万千]?[多余]?[个家][，,。])|包括|为(?=[0-9约近超])"
    r"|(?:前者|后者)?[从由](?:(?:去|上)年|同期|期初|年初|年中|最多时|原来|此前|的)*(?=[0-9约近]))"
)
SEEN = 24
"""The longest clause that only says by what one looks, in characters."""
_SEEN = re.compile(r"(?:从|按|就)[^，。；]{2,12}(?:来看|上看|而言|看)，?")
_AND_ALSO = re.compile(r"以及|及|还有")
"""删除155个账户，以及旗下6个账户: the list of what it is done to goes on."""
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
_DONE_TO_MONEY = frozenset({"transferred", "fine", "returned", "compensation", "impairment"})
"""What else may be done to money: said nearer than 冻结, it is what was done to this."""
_OF_ACCOUNTS = frozenset({"loss", "net profit", "financing"})
"""What an amount is if that is said right before it, whatever was frozen: 账户被冻结导致亏损900万元."""

_PENALTY = re.compile(r"(?:的?(?:营业执照|经营许可证?|许可证|证照|执照))?的?(?:行政)?")
"""作出|吊销营业执照|处罚53户: what the penalty was says more."""


class _View(NamedTuple):
    """Where the word may stand that says what a figure is."""

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
        if hit.role == APART or hit.word == but or is_anothers(text, hit, mention, near, words, view.clause):
            continue
        cost = _cost(text, sentence, view, mention, hit, near)
        if cost <= REACH and (best is None or (cost, -len(hit.word)) < best[:2]):
            best = (cost, -len(hit.word), hit)
    if best is None:
        return None
    if best[2].role == "hit" and but is None:
        then = nearest(text, sentence, mention, near, words, but=best[2].word)
        if then is not None and then.role in _SAYS_MORE and _goes_before(text, best[2], then, mention):
            return then
    return _of_two(text, best[2], mention, near, view)


def _goes_before(text: str, hit: Hit, then: Hit, mention: Mention) -> bool:
    """Whether that they are hit says only which ones or why, and another word what came of it."""
    if hit.start >= mention.end and _AND_SO.fullmatch(text, hit.end, then.start):
        return True
    which = _ONLY_WHICH.fullmatch(text, hit.end, mention.start) is not None
    cause = hit.word == "影响" and "受" in text[max(0, hit.start - 8) : hit.start]
    return (which or cause) and then.start >= mention.end


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
    return _View(own, clause, start, end, goes_back)


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


def _labelled(text: str, sentence: Sentence, own: int) -> bool:
    """Whether a clause stands behind the label of its line: 被封情况：|站点约340个."""
    if own != 1 or text[sentence.clauses[1].start - 1] not in "：:":
        return False
    label = sentence.clauses[0]
    return label.end - label.start <= LABEL and text[max(0, label.start - 1)] == "\n"


def _looked_at(text: str, before: Span) -> bool:
    """Whether the clause before only says by what one looks: 从退出数量来看，|国有大行合计644家."""
    return before.end - before.start <= SEEN and _SEEN.fullmatch(text, before.start, before.end) is not None


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
    if hit.weak or (hit.role == "founded" and text.startswith("的", hit.end)):
        cost += WEAK_COST  # 用妻子名字|注册的|4个店铺也被封: which ones
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

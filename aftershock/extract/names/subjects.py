"""Names of no language that open a clause of business: 蓝砾达正把店铺转手, 和蓝砾达、Velta不同, Velta在东莞的仓库.

Any predicate will do where the clause tells of shops, staff, debts or goods: for letters that make up no words can but
name somebody, and no person is called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.language.cutting import Cuts, tag
from aftershock.extract.language.scan import Words
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.sightings import Sighting
from aftershock.extract.names.clauseheads import LEADS, subject_patterns
from aftershock.extract.names.shapes import shape
from aftershock.extract.names.standing import MARK

BUSINESS = Words(
    *("店", "账号", "站点", "封号", "裁员", "员工", "亏损", "融资", "供应商", "破产", "营收", "净利"),
    *("仓库", "会员卡", "课程", "退款", "退费", "押金", "超标", "召回", "立案", "罚款", "罚没"),
    *("加盟", "品牌", "旗下", "股东", "债务", "逾期", "兑付", "存货", "货款", "停业", "倒闭", "关门"),
    *("倒下", "官司", "清算", "业绩", "销量", "订单", "工厂", "投资人", "约谈", "整改", "下架"),
    *("亚马逊", "独立站", "估值", "股价", "股权", "注册资本", "成立于", "元", "家", "万", "公司"),
    *("用户", "消费者", "平台", "产品", "业务", "市场", "销售", "热搜", "贷款", "小区", "房屋"),
    *("交付", "上市", "楼盘", "停工", "大卖", "学员", "课时", "偷税", "虚假", "整顿", "致歉", "道歉"),
    *("小程序", "体量", "出借人", "本金", "铺货", "代理", "财务", "渠道", "订阅", "模式", "解约"),
    *("停摆", "出事", "盈利", "投诉", "维权", "原料", "办学", "创始", "高管", "总部", "老板", "转型"),
    *("资金", "首当其冲", "幸免", "卖出", "解封", "车辆", "直营", "负责人"),
)
"""What business is told of with."""
REACH = 28
"""So far before one of these the clause begins, in characters."""
_LETTERS = r"(?!App|APP|CEO)(?![A-Z]{2,4}(?![A-Za-z ]))[A-Z][A-Za-z&'’-]+(?: [A-Z][A-Za-z&'’-]*){0,2}"
LATIN = re.compile(rf"(?:[\u4e00-\u9fff]{{2}})?{_LETTERS}(?=[\u4e00-\u9fff、])")
JOINED = re.compile(r"(?:(?!App|APP|CEO)[A-Z][A-Za-z&'’-]+|\d\d)(?=[\u4e00-\u9fff]{3})")
"""With what a name begins whose rest is Chinese: Tiny|小屋, 88|鲜集."""
JOINS = ("、", "和", "与")
GLUED = frozenset("受共拟则也已就将还又却把早正曾续总")
"""Letters that the cutter takes for the last of a name that it does not know."""
NAMES = ("latin", "mixed", "coined")


def subjects(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """Names of no language in clauses that tell of business."""
    done = -1
    for at in BUSINESS.places(text):
        mark = MARK.match(text, max(0, at - REACH), at)
        opens = mark.end() if mark else 0
        if opens <= done or (mark is None and at > REACH):
            continue
        done = opens
        if text[opens - 1 : opens] in NO_OPENING:
            continue
        lead = LEADS.match(text, opens, at)
        for span in _row(text, lead.end() if lead else opens, at, cuts, lore):
            yield Sighting(*span, "company", "names/told of", text[at : at + 2])


def _row(text: str, start: int, last: int, cuts: Cuts, lore: Lore) -> Iterator[tuple[int, int]]:
    """The name that begins here, with those joined to it."""
    while start < last:
        end = _end(text, start, cuts, lore)
        if end is None:
            return
        yield start, end
        if not text.startswith(JOINS, end):
            return
        start = end + 1


def _end(text: str, start: int, cuts: Cuts, lore: Lore) -> int | None:
    """Where a name ends that begins here, if one does."""
    if (latin := LATIN.match(text, start)) is not None and _tells(text, latin.end(), lore):
        return latin.end() if shape(latin[0], lore) in NAMES else None
    if (joined := JOINED.match(text, start)) is not None:
        ends = range(joined.end() + 2, joined.end() + 5)
        return next((end for end in ends if _tells(text, end, lore) and shape(text[start:end], lore) == "mixed"), None)
    if (
        lore.ordinary(text[start : start + 2])
        or tag(text[start]) in _NO_FIRST
        or text[start] in NO_FIRST
        or subject_patterns(lore.vocabulary)[1].match(text, start)
    ):
        return None  # as nearly all clauses begin
    clause = cuts.clause(start)[1]
    end = start
    for _, stop, word in cuts.words(start, min(clause, start + 8)) if start < clause else ():
        if end - start == 2 and (word in AFTER or (tag(word) in ("d", "p") and word not in lore.inside)):
            break
        telling = tag(word)[:1] in _TELLING and not (end - start > 2 and _no_verb(text, stop, word))
        if end - start > 2 and (telling or word in AFTER or word in lore.modern or word[0] in GLUED):
            break
        end = stop
        if end - start > 5:
            return None
    else:
        return None
    end -= end - start > 3 and text[end - 1] in GLUED
    if end - start < 2 or text[end - 1] in OF_SITES or (end - start > 2 and lore.ordinary(text[end - 2 : end])):
        return None
    if end - start == 2 and OF_FIRMS.isdisjoint(text[start:end]):
        return None
    return end if shape(text[start:end], lore) == "coined" else None


def _no_verb(text: str, stop: int, word: str) -> bool:
    """Whether a letter that may be a verb ends a name, for a mark or who speaks stands behind it: 品尚豆|捞、."""
    return len(word) == 1 and word not in _LEADING_ON and text.startswith(_BEHIND_NAME, stop)


_LEADING_ON = frozenset("要会能想可来去开称说在向对从为与和被把")
_BEHIND_NAME = ("、", "，", "。", "宣", "表示", "回应", "称", "的", "旗下")


def _tells(text: str, at: int, lore: Lore) -> bool:
    """Whether what stands here tells of somebody."""
    two = text[at : at + 2]
    return two[:1] in AFTER or tag(two)[:1] in _TELLING or tag(two[:1])[:1] in _TELLING or two in lore.modern


OF_FIRMS = frozenset(
    "驰卡锐沐霖晟博盛达泰佳科尔斯德森诺维思隆丰源恒华康利雅娜迈仕沃途泽傲琅珀荟悦鑫辰"
    "汇澜岚珑沁柏禾芃瑞凯欧艾莱洛菲赛拓润宏瀚腾骏琪妍薇唯奥臻"
)
"""Letters of which firms make names, and the language hardly any words: of two letters one must be such."""
AFTER = frozenset(["的", "在", "被", "、", "和", "与", "把", "由"])
NO_OPENING = ("“", "（", "(", "”", "）", ")")
OF_SITES = frozenset("湾岛山河湖江港镇村轮") | GLUED
"""With which places end that no list has, or what is glued to less than a name."""
NO_FIRST = frozenset("新做转请停封指推据图除执发爆实总尽受以共今前上下各另近多太")
_NO_FIRST = frozenset(("d", "p", "c", "r", "m", "f", "u"))
_TELLING = frozenset("vdp")
"""First letters of the tags of verbs, adverbs and prepositions."""

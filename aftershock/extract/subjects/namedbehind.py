"""Named behind: whose a figure is where the text names them only behind it.

被封店铺达340个、冻结资金1.3亿元的云帆电子    the noun that a figure stands before with 的
1.4亿元资金被冻结，让云帆电子陷入困境         whom the next clause says to suffer by it
拖欠云帆电子115万元                           and who is named behind a debt has no part in it
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import Place
from aftershock.extract.subjects.capacity import CLOSED, HIT, able
from aftershock.extract.subjects.countedones import is_group
from aftershock.extract.subjects.keepers import keeper, unheard
from aftershock.extract.subjects.rows import together
from aftershock.model import Mention

_OF = re.compile(r"(?:（[^（）]{1,24}）)?[^，。；：的“”]{0,8}(?:、[^，。；：的“”]{2,16}){0,2}的(?![\d约近超])")
"""From a figure to the 的 by which it tells of a noun; other figures may be listed between."""
_KIND = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z]{0,12}?(?:公司|企业|卖家|大卖|巨头|品牌|平台|集团|龙头|连锁|商|独角兽|超市|药房|房企|车企))?[“\"（]?"
)
"""What stands between 的 and the name: 年营收3亿元的|跨境电商卖家|云帆电子."""
_THEN = re.compile(
    r"[”\"）]?(?:公司|集团)?(?:（[^（）]{1,24}）)?(?:[，。；！？]|\Z|[已也就却还正又则未被遭]|在|是|曾|近日|日前|目前|如今|宣布|表示|称|公告|披露|首次|计划|拟|开始|今年|去年|如今|前(?:不久|些)|[上下]半年|不得不|只能|选择)"
)
"""What a sentence goes on with behind its subject."""
_MAKES = re.compile(r"[，,](?:这|也|更|并|直接|同时|进而|随即)*(?:让|令|使得?|导致|致使|迫使|给|压垮了?|拖垮了?)")
SHORT = 6
"""Up to how many letters a name that no rule knows is taken for one behind 的."""
_NOT_HIS = re.compile(r"price|investment|purchase|sale|contract|subsidy|tax$|^share of")
"""Roles of figures that tell of what is bought or given, and not of whom they stand before."""


_ENDED = ("倒闭", "关门", "停业", "关停", "关闭", "跑路", "破产", "歇业", "注销")


def described(scene: Scene, mention: Mention, end: int, role: str) -> str | None:
    """Whom a figure describes, right behind its 的, up to the end of the clause."""
    if _NOT_HIS.search(role):
        return None
    text = scene.outline.text
    of = _OF.match(text, mention.end, end)
    if of is None:
        return None
    near = scene.places.within(of.end(), end)
    rest = text[of.end() : end].rstrip("，。；！？”")
    counts = role != "frozen" and HIT.search(role) is not None
    # 在30家被关闭的|门店中, 60多家代工的|小厂倒闭
    named = not (rest.endswith(_ENDED) or scene.words.thing(rest.rstrip("中里内后")))
    if named and not near and counts and len(rest) <= SHORT and unheard(scene, rest) and not is_group(scene, rest):
        return rest  # 关店45家的|云朵里
    if not near or _KIND.fullmatch(text, of.end(), near[0].start) is None or not able(scene, near[0], role):
        return None
    return near[0].shown if _THEN.match(text, near[0].end, end) or near[0].end >= end else None


_OWNED_BEHIND = re.compile(
    r"[，,]?(?:[^，。；：]{0,10}?(?<![自理缘理]))?(?:均|都|全部|皆|全|实际|现|目前|则)*(?:由|归属于|归属|归|隶属于|属于|属|系|为|是)(?P<who>[^，。；：的]{2,24}?)"
    r"(?:公司|集团)?(?:(?:实际|单独|共同|全资|独立)?(?:所有|所|拥有|持有|控制|控股|注册|开设|开立|运营|经营|管理)|旗下|名下|的(?:资产|店铺|账户|账号|门店|资金))"
)
"""被封的12个店铺|，均归云帆电子所有: whose what was told is, behind it or in the clause that follows."""
_ENDS = re.compile(r"[”」]?(?:公司|集团)?(?:（[^（）]{1,24}）)?")
_WHAT = re.compile(r"[^，。；、的]{0,10}(?:企业|公司|卖家|大卖|电商)")
_COMES_FROM = re.compile(r"[，,]?[^，。；：]{0,10}?(?:来自|归?属于)(?P<who>[^，。；：]{2,36}?)(?:所有)?(?=[，。；]|\Z)")
"""被封店铺12个|，来自云帆电子, 34个店铺|均属于云帆电子"""


_PARTS_FOLLOW = re.compile(r"[^，。；\d]{0,8}?(?:当中|之中|[中里内])，")
"""被封的340个|店铺中，210个属于甲: the next clause is of a part of them."""


def owned_behind(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Who is said behind a figure, or by the next clause, to own what it tells of."""
    text = scene.outline.text
    own = sentence.clause_at(mention.start)
    starts = [mention.end]
    if own + 1 < len(sentence.clauses) and not _PARTS_FOLLOW.match(text, mention.end, sentence.end):
        starts.append(sentence.clauses[own + 1].start)
    for start in starts:
        found = _OWNED_BEHIND.match(text, start, sentence.end)
        named = (
            [p for p in scene.places.within(found.start("who"), found.end()) if p.name.kind in FIRMS] if found else []
        )
        if (
            found
            and len(named) == 1
            and (named[0].start - found.start("who") < 3 or _WHAT.fullmatch(text, found.start("who"), named[0].start))
        ):
            return named[0].shown
        if whose := _comes_from(scene, start, sentence.end):
            return whose
    return None


def _comes_from(scene: Scene, start: int, end: int) -> str | None:
    """Who stands at the end of a clause that says where what was counted is from: 34个店铺|均来自甲和乙."""
    text = scene.outline.text
    found = _COMES_FROM.match(text, start, end)
    inside = scene.places.within(*found.span("who")) if found else []
    if found and not inside and nameable(found["who"]):
        return found["who"]
    named = [p for p in inside if p.name.kind in FIRMS]
    if found is None or not named or not _ENDS.fullmatch(text, named[-1].end, found.end("who")):
        return None
    return together(text, named) or named[-1].shown


def made_to(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Whom the next clause says to suffer by it: 1.4亿元被冻结，让甲…."""
    own = sentence.clause_at(mention.start)
    if own + 1 == len(sentence.clauses):
        return None
    text = scene.outline.text
    behind = sentence.clauses[own + 1]
    makes = _MAKES.match(text, behind.start - 1, behind.end)
    near = scene.places.within(makes.end(), behind.end) if makes else []
    return near[0].shown if makes and near and near[0].start == makes.end() and able(scene, near[0], role) else None


_NOT_TURNED = re.compile(
    r"[、和与及等]|的(?!日子|处境|经营|业绩|股价|现金流|老板|创始人|老板|员工|团队|家长|会员|学员|顾客|客户|消费者|加盟商|供应商|债权人|运营|高管|管理层|[夏冬秋春]天|故事|噩梦|现状|命运|遭遇|未来)|旗下|中国区"
)
"""What may stand behind a name that does not begin what the clause tells."""


_STORY = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,6}?)(?:的(?:日子|处境|扩张|神话|故事|危机|困境|老板|创始人|员工|团队|家长|会员|学员|顾客|消费者|供应商|加盟商|债权人)|怎么了|慌了|坐不住了?|急了|没能)"
)
"""45家门店关闭，|云朵里|的扩张神话破灭了"""
_DAY = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:晚间?|凌晨|上午|下午)?|近日|日前|今日|昨日|昨晚|随后|对此"
)


def turned_to(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Whom the next clause begins with, where a paragraph begins with the figure: 年亏26亿元，甲退出中国."""
    own = sentence.clause_at(mention.start)
    number = scene.outline.index(sentence.start) or 0
    first = not number or scene.outline.sentences[number - 1].paragraph != sentence.paragraph
    if scene.outline.text[sentence.clauses[own].end - 1 : sentence.clauses[own].end + 1].find("；") >= 0:
        return None  # 甲类店关闭213家；乙店新开3家
    if not first or own + 1 >= len(sentence.clauses) or scene.places.within(sentence.start, mention.start):
        return None
    if _PARTS_FOLLOW.match(scene.outline.text, mention.end, sentence.end):
        return None
    behind = sentence.clauses[own + 1]
    if _DAY.fullmatch(scene.outline.text, behind.start, behind.end) and own + 2 < len(sentence.clauses):
        behind = sentence.clauses[own + 2]
    figures = any(letter.isdigit() for letter in scene.outline.text[behind.start : behind.end])
    if figures and own + 2 < len(sentence.clauses) and not scene.places.within(behind.start, behind.end):
        behind = sentence.clauses[own + 2]  # 12家门店关闭，欠薪300万元，乐享健身的员工正在讨薪
    near = scene.places.within(behind.start, behind.end)
    if not near and CLOSED.match(role):
        then = _STORY.match(scene.outline.text, behind.start, behind.end)
        told = then["who"] if then and unheard(scene, then["who"]) else None
        return keeper(scene, behind, behind.end) or told
    if not near or near[0].start != behind.start or not able(scene, near[0], role):
        return None
    if _NOT_TURNED.match(scene.outline.text, near[0].end, behind.end):
        return None
    return None if _HAS_HIS_OWN.match(scene.outline.text, near[0].end, behind.end) else near[0].shown


_HAS_HIS_OWN = re.compile(r"(?:其次|次之|紧随)|(?:则|也|亦|还)+(?:被[关封]|有|为|是|关)(?:约|近|了)?\d")
"""至少有33个账号被封，甲|则有12个"""


_GIVES = re.compile(
    r"(?:的?[\u4e00-\u9fff]{0,4})(?:返还|退还|归还|发还|退回|还|返回)给了?(?:卖家|商家|公司|被害人)?[“\"]?"
)


def given_to(scene: Scene, mention: Mention, end: int, role: str) -> str | None:
    """To whom money is given back: 8200万元返还给甲 is of 甲."""
    gives = _GIVES.match(scene.outline.text, mention.end, end) if role == "returned" else None
    near = scene.places.within(gives.end(), end) if gives else []
    return near[0].shown if gives and near and near[0].start == gives.end() else None


_RECEIVES = re.compile(
    r"(?:欠了?|拖欠|欠付|欠缴|尚欠|欠下|偿还|返还|归还|退还|赔偿|赔付|支付|付给|还给|补偿|清偿)(?:给|了)?\Z"
)


def receives(text: str, place: Place, start: int) -> bool:
    """Whether a name is whom something is owed or paid to (甲拖欠乙|115万元): it is told of who owes."""
    return _RECEIVES.search(text, max(start, place.start - 4), place.start) is not None

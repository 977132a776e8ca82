"""Identified: whose figures are by a clause or sentence behind that says nothing but that.

29个站点被关，1.2亿元被冻结，这是云帆电子的现状      云帆电子
52个店铺被封。受害者是来自广州的卖家云帆电子          云帆电子
36个店铺被封！|这家公司叫云帆科技                     云帆科技
被封的112个店铺占云帆电子店铺总数的三成               云帆电子
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.countedones import is_group
from aftershock.extract.subjects.keepers import unheard
from aftershock.extract.subjects.pronouns import PRONOUN
from aftershock.extract.subjects.rows import together
from aftershock.model import Mention

SHORT = 6
"""Up to how many letters a name that no rule knows is taken for one."""
REACH = 90
"""How far behind a figure it may be said whose it is, in characters."""
_WHAT = (
    r"(?:(?:来自|位于|同在|总部在?|坐落于)?[\u4e00-\u9fffA-Za-z0-9]{0,12}?的?(?:上市公司|公司|企业|卖家|大卖|商家|品牌|巨头|连锁|机构|电商)|[\u4e00-\u9fff]{2,6}的)?"
    r"[“「]?"
)
_WHEN = (
    r"(?:[今去这][^，。；的]{1,6}|20\d\d年|\d{1,2}月(?:\d{1,2}日)?|近日|日前|当天|晚间?|在公告中|目前|此前|最近"
    r"|过去[^，。；的]{1,4})*"
)
_FATE = (
    rf"{_WHEN}的?(?:真实|最新|目前|当下|眼下|现在|悲惨|不幸)?的?"
    r"(?:现状|遭遇|处境|境遇|境况|写照|近况|成绩单|代价|命运|噩梦|困境|经历)"
)
_FIGURES = rf"{_WHEN}(?:披露|公布|给出|公告|通报|发布|交出)的[^，。；]{{0,6}}?(?:数字|数据|情况|结果|损失|答卷|账单)"
_IDENTIFIES = re.compile(
    rf"(?:——|[-—])*(?:这些?|以上|而这|上述)(?:就|便|正|也|都|恰|只)?是{_WHAT}(?P<fate>[^，。；！？“”]{{2,32}}?)(?:{_FATE}|{_FIGURES})(?=[，。；！？”]|\Z)"
    r"|(?:——|[-—])*(?:据悉|据了解|记者获悉|后来才知道)?，?(?:这次|此次|本次|此番)?"
    r"(?:受害(?:者|的|方)|受损的|受影响的|受重创的|出事的|涉事(?:的|方|公司|企业|卖家|商家|大卖|店铺所属公司)?|中招的|倒下的|中枪的|被封的|躺枪的|被重创的|主角|事主|苦主|当事(?:方|公司|企业|卖家)"
    r"|(?:这|那|该)家?(?:公司|企业|大卖|卖家|商家|连锁|机构|品牌))"
    rf"(?:正|就|便|也|的?名字)?(?:是|为|叫做?|名叫|名为|即){_WHAT}(?P<is>[^，。；！？“”]{{2,24}})"
)
_GATE = ("是", "为", "叫", "即")
"""One of these is in whatever says so."""
_SHARE = re.compile(
    r"[多余]?[^，。；\d]{0,8}?[，,]?(?:约|大约|合计|几乎|已)?占(?:到|去|了|据)?(?:约)?(?P<of>[^，。；\d占]{2,20}?)"
    r"(?:公司|集团)?(?:的|旗下|名下)?(?:亚马逊|全部|所有|现有|线上|运营|在营|可用)?(?:店铺|站点|账[号户]|门店|网店|链接|品牌|货币资金|资金|净资产)的?(?:总[数量额]|数量|总和|余额|期末余额|的)"
)
"""被封的112个|店铺占云帆电子店铺总数|的三成"""

_AMONG = re.compile(r"(?:客户|用户|会员|商家|卖家)(?:当中|之中|[中里])")
"""甲的客户中|有214个店铺被关: of many, and none who is named behind"""
_CHILD = re.compile(r"(?:公司|集团)?(?:的|旗下的?)?(?:全资|控股)?(?:子公司|孙公司)")


def identified(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Whom a clause behind a figure, or one of the next sentence, says it to be of."""
    text = scene.outline.text
    number = scene.outline.index(sentence.start)
    if number is None or _AMONG.search(text, sentence.start, mention.start):
        return None
    following = scene.outline.sentences[number + 1 : number + 3]
    own = sentence.clause_at(mention.start)
    for part, clauses in [(sentence, sentence.clauses[own + 1 :]), *((s, s.clauses[:2]) for s in following)]:
        if part.start - mention.end > REACH:
            break
        if part is not sentence and part.paragraph > sentence.paragraph + 1:
            break
        if not any(text.find(word, part.start, part.end) >= 0 for word in _GATE):
            continue
        for clause in clauses:
            found = _IDENTIFIES.match(text, clause.start, part.end)
            if found is not None:
                return _named(scene, *found.span("fate" if found["fate"] else "is"), role)
    return None


_DISCLOSES = re.compile(
    r"(?:公司|集团|方面)?(?:[（(][^（）()]{1,12}[）)])?的?(?:[^，。；]{0,10}?)(?:披露|公告|介绍|公布|通报|透露|年报|半年报|财报|说法|统计)"
)
_BY_WHOM = ("据", "根据", "按照", "依据")
LARGEST = 3000
"""So many stores or accounts no one seller has."""


def disclosed_by(scene: Scene, mention: Mention) -> str | None:
    """The firm by which it is told what was done, where nobody else is told of: 据甲披露，被封站点54个."""
    said = scene.by_place.around(mention.start, mention.end)
    if said is None or said.direct or (mention.kind == "count" and (mention.value or 0) >= LARGEST):
        return None
    text = scene.outline.text
    sentence = scene.outline.at(mention.start)
    named = scene.places.within(sentence.start, mention.start) if sentence else []
    if len({id(p.name) for p in named if p.name.kind != "platform"}) != 1:
        return None
    firm = next(p for p in named if p.name.kind != "platform")
    by = firm.name.kind in FIRMS and text.endswith(_BY_WHOM, 0, firm.start)
    return firm.shown if by and _DISCLOSES.match(text, firm.end) else None


def share_of(scene: Scene, mention: Mention, end: int, role: str) -> str | None:
    """Of whose stores the counted are said behind to be a share: 被封的112个|占甲店铺总数的三成."""
    text = scene.outline.text
    if text.find("占", mention.end, end) < 0:
        return None
    found = _SHARE.match(text, mention.end, end)
    return None if found is None or PRONOUN.search(found["of"]) else _named(scene, *found.span("of"), role)


def _named(scene: Scene, start: int, end: int, role: str) -> str | None:
    """The name that begins a stretch: one that is known, else whatever a stretch that is a name all through calls."""
    text = scene.outline.text
    known = [p for p in scene.places.within(start, end) if p.name.kind in FIRMS and able(scene, p, role)]
    if known and re.fullmatch(_WHAT, text[start : known[0].start]):
        if len(known) > 1 and _CHILD.fullmatch(text, known[0].end, known[1].start):
            return known[1].shown
        return together(text, known) or known[0].shown
    stretch = text[start:end]
    if scene.places.within(start, end) or len(stretch) > SHORT or is_group(scene, stretch):
        return None
    return stretch if unheard(scene, stretch) else None

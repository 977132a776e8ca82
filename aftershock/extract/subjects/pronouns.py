"""Pronouns: whom 公司, 该公司 and 其 stand for."""

from __future__ import annotations

import re
from itertools import pairwise

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.nameforms.nameable import introduced, nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import IS_CHILD, OWNED, OWNED_REACH, Place, across, body_below, usual
from aftershock.extract.scene.said import Statement
from aftershock.extract.subjects.capacity import able, hit
from aftershock.extract.subjects.chains import THAT_CHAIN, chain_meant
from aftershock.extract.subjects.heads import BESIDE, firm_of, firm_told_with, person_called
from aftershock.model import Mention

PRONOUN = re.compile(
    r"(?=[公本该标目上其占这那你贵集])(?:(?:(?<=冻结)|(?<=查封)|(?<=扣划)|(?<=划扣))公司(?=名下|账户|的|银行|所有|持有)"
    r"|(?<=[闭停封掉结押扣禁]了)公司(?=[\d约近]|旗下|名下|\Z)"
    r"|(?:(?<=预计)|(?<=导致)|(?<=表示)|(?<=显示)|(?<=披露)|(?<=影响)|(?<=[称因对使令让说但而虽]))公司(?=[\u4e00-\u9fff])(?![法债章治制])"
    r"|(?:(?<![\u4e00-\u9fff])(?:你公司|贵公司|标的公司|目标公司|上市公司|公司|其)|(?<=目前|此时|以来|导致|造成|致使|使得|波及|影响|殃及|牵连)其|(?<!应)该(?:公司|企业|集团))(?!等|他|中|间|实|余|次|司)|(?<![日基根原])(?:本公司|本集团)(?!等|间|章)|占公司|公司20|公司货币"
    r"|(?<![\u4e00-\u9fff])集团(?=[季年期]内|全年|上半年|下半年|旗下|今年|去年|已|共|净|另|亦)"
    r"|[这那]家(?:公司|企业)(?!都|均)|该(?:子公司|品牌|卖家|商家|店铺|店(?![内员主长里面])|餐厅|酒店|书店|便利店|机构|银行|交易所|连锁|超市|餐企|车企|房企|药企|平台|行(?![业为动列情程长政使权副原前]|客户经理|员工|工作人员))|(?<=[年月日前后期末底度内来间时晚])公司(?=[^章报印]))"
)
_CHILD = re.compile(r"的?(?:全资|控股|核心|重要|境内|境外)*(?:子公司|孙公司|附属公司)[“「]?")
_PARENT_OF = re.compile(r"的?母公司\Z")
_THAT_FIRM = ("该公司", "该企业", "该集团", "该品牌", "该卖家", "该连锁", "该超市")
BANK = 2000
"""How far back the bank is named that 该行 stands for, in characters."""
BACK = 240
"""How far before 公司 a firm may be introduced that no rule of names knows, in characters."""
_SHARE_OF_FIRM = re.compile(r"，(?:约|合计|分别)?占(?:本|上市)?(公司)")
_AS_ABOVE = re.compile(r"(?:上述|以上|该等|前述|本次|此次|其中)")
_TURN = re.compile(r"[ \u3000]*(?:问|答|投资者|提问|回复|董秘|[QA]\d?)[：:]")
_TURN_LINE = re.compile(rf"(?m)^{_TURN.pattern}")
"""问：, 答："""
_WHEN = re.compile(
    r"(?:[一二三四]|前期|此前|先前|之前|早前|上述|相关|临时|最新|近期|今日|昨日|晚间|有关|该|本|其|你公司|公司|定期|年度|披露|的"
    r"|20\d\d年?|[去今前]年|[上下]半年|前?[一二三四1-4]季度?|\d{1,2}月份?)*"
)
_ISSUED = re.compile(
    r"(?:(?:上|本)[周月]|[昨今前][日天]|近日|日前|\d{1,2}[月日]|晚间|刚刚|最新)*(?:发布|公布|披露|提交|出具)的(?:最新)?[一二三四]?\Z|最新\Z"
)
"""甲网|上周发布的二|季报: whose it is"""
_BUYS = re.compile(r"(?:收购|购买|受让|并购)(?:了|其)?\Z")


def may_stand(clause: str) -> bool:
    """Whether a clause may hold such a word: one of these is in each of them."""
    return "公司" in clause or "其" in clause or "该" in clause or "家企业" in clause or "集团" in clause


def stands_for(scene: Scene, at: int, company: bool, role: str) -> str | None:
    """Whom 公司 or 其 stands for at a position. 标的公司 is whoever is bought."""
    text = scene.outline.text
    if text.startswith(("标的公司", "目标公司"), at):
        return _bought(scene)
    if text.startswith("该行", at):
        banks = [
            p
            for p in scene.places.within(max(0, at - BANK), at)
            if p.name.kind == "bank" and text.find("前身", max(0, p.start - 4), p.start) < 0
        ]
        return banks[-1].shown if banks else None
    if not company and THAT_CHAIN.match(text, at) and (chain := chain_meant(scene, at)):
        return chain
    if company and scene.issuer:
        return usual(scene.issuer)
    if company and scene.defined:
        return scene.defined
    if company and (of := _questioned(scene, at)):
        return of
    if (
        company
        and (said := scene.by_place.around(at, at + 2))
        and not said.paper
        and (own := firm_of(scene, said) or _firm_says(scene, said, at))
    ):
        return own
    if company:
        for statement in reversed(scene.said):
            if statement.start <= at <= statement.end and statement.paper and statement.speaker:
                speaker = _ISSUED.sub("", statement.speaker.removesuffix(statement.paper))
                if _WHEN.fullmatch(speaker):
                    break  # 前期|公告显示，你公司…: by whom is not said
                return (
                    speaker
                    if (person := person_called(scene, speaker)) is None
                    else firm_told_with(scene, person, role)
                )
    line = scene.outline.text.rfind("\n", 0, at) + 1
    places = [
        p for p in scene.places.within(line, at) if able(scene, p, role) and not (company and p.name.kind == "brand")
    ]
    if company and (own := _announcer(scene, places, at)):
        return own
    if company and places and places[0].start == line and text[places[0].end : places[0].end + 1] in ("：", ":"):
        return places[0].shown  # 甲：子公司乙账户被冻结。|公司称…
    if company:
        places = [p for p in places if not across(text, p)] or places
    if not company and (told := _topic_before(scene, at, role)):
        return told
    if company and hit(role) and len(places) > 1 and _CHILD.fullmatch(text, places[-2].end, places[-1].start):
        return places[-1].shown  # 甲股份子公司|乙科技|损失惨重。公司34个店铺被封
    if company and places and (own := _who_spoke(scene, places[-1], at)):
        return own
    if not company and (child := _child_told(text, line, at)):
        return child
    if company:
        owners = [p for p in places if not _is_owned(scene, p)]
        if places and not owners and (parent := scene.listed or scene.main or scene.headline):
            return parent
        places = owners or places
    if places and hit(role) and (child := _child_of(scene, places[-1])):
        return child
    if places:
        return body_below(scene.outline.text, places[-1]) or places[-1].shown
    if scene.sections and (headed := scene.sections.of(at, lambda p: able(scene, p, role))):
        return headed
    if one := _stranger_above(scene, line, at, role):
        return one
    if company or scene.outline.text.startswith(("该", "其"), at):
        unknown = introduced(scene.outline.text, max(0, at - BACK), at)
        if unknown and not any(able(scene, p, role) for p in scene.places.within(unknown[1], at)):
            return unknown[0]
    if company or scene.outline.text.startswith(_THAT_FIRM, at):
        brands = [p for p in scene.places.within(line, at) if p.name.kind == "brand" and able(scene, p, role)]
        if company and brands and len({id(p.name) for p in brands}) == 1:
            return brands[0].shown  # 品牌甲亦未能幸免。|公司有9个店铺被下架
        return scene.firm(at) or _only_firm_of_the_line_before(scene, line, role, brands=not company)
    return None


_ANNOUNCES = re.compile(
    r"(?:[（(][^（）()\n]{4,16}[）)])?(?:[昨今]日|近日|日前|晚间|盘后|当晚|再次|\d{1,2}[月日])*(?:发布|披露|发出)?[^，。；\n]{0,8}?公告(?:称|显示|，|：)"
)
"""甲股份（600000）|发布公告称"""


def _announcer(scene: Scene, places: list[Place], at: int) -> str | None:
    """The one firm whose announcement a text tells of, where 公司 opens a sentence that names nobody before it."""
    number = scene.outline.index(at)
    if number is None or (places and places[-1].start >= scene.outline.sentences[number].start):
        return None
    if not places and scene.sections is not None and scene.sections.all:
        return None
    text = scene.outline.text
    told = [p for p in scene.places.all if p.name.kind in FIRMS and _ANNOUNCES.match(text, p.end)]
    if not told or told[0].start > at or len({id(p.name) for p in told}) > 1:
        return None
    others = (p for p in scene.places.within(told[0].end, at) if p.name.kind == "listed company")
    if any(p.name is not told[0].name and text[p.start - 1] == "\n" for p in others):
        return None  # A digest: the next paragraph is about another.
    return usual(told[0].name)


_SAYS = re.compile("公告|[称说]|表示|宣布|披露|透露")


def _firm_says(scene: Scene, said: Statement, at: int) -> str | None:
    """The firm that says it itself, where nobody else does up to `at`: 甲表示，与|乙|的合作已终止，公司将…."""
    if _SAYS.search(scene.outline.text, said.start, at):
        return None
    near = scene.places.within(max(0, said.start - BESIDE), said.start)
    own = [p for p in near if p.name.kind in FIRMS and p.shown == said.speaker]
    return own[-1].shown if own else None


_CHILD_TOLD = re.compile(
    r"“?(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,8}?)”?(?:公司|集团)?(?:系|是|为)[^，。；]{2,16}?的?(?:全资|控股|参股|境内|境外)*(?:子公司|孙公司)，"
)


def _child_told(text: str, line: int, at: int) -> str | None:
    """Who is told to be another's subsidiary right before 其: 甲|系乙子公司，其33个店铺被关闭."""
    if not text.endswith("公司，", line, at):
        return None
    start = max(line, *(text.rfind(mark, line, at - 1) + 1 for mark in "，。；"))
    found = _CHILD_TOLD.fullmatch(text, start, at)
    return found["who"] if found and nameable(found["who"], headed=True) else None


def _who_spoke(scene: Scene, last: Place, at: int) -> str | None:
    """The firm that named the last one and said no more: 甲公司人士称，公司不参与乙的经营。|公司股价仍下跌."""
    said = scene.by_place.around(last.start, last.end)
    if said is None or said.paper or said.end > at or said.start > last.start:
        return None
    return _firm_says(scene, said, said.start) or firm_of(scene, said)


def _questioned(scene: Scene, at: int) -> str | None:
    """Whose investors ask, where 公司 stands in a question or an answer: the first firm named before the first one."""
    text = scene.outline.text
    if _TURN.match(text, text.rfind("\n", 0, at) + 1) is None:
        return None
    first = _TURN_LINE.search(text)
    named = [p for p in scene.places.within(0, first.start()) if p.name.kind in FIRMS] if first else []
    return usual(named[0].name) if named else None


def _child_of(scene: Scene, place: Place) -> str | None:
    """Whose parent a name is by the words before it: 甲的母公司乙称，其关店5家 tells of 甲."""
    parent = _PARENT_OF.search(scene.outline.text, max(0, place.start - 4), place.start)
    near = scene.places.within(max(0, parent.start() - 12), parent.start()) if parent else []
    return near[-1].shown if parent and near and near[-1].end == parent.start() else None


def _stranger_above(scene: Scene, line: int, at: int, role: str) -> str | None:
    """The stranger of whom the paragraph before told last, where nobody is named behind him."""
    if not scene.places.strangers:
        return None
    before = scene.outline.text.rfind("\n", 0, max(0, line - 1)) + 1
    told = [p for p in scene.places.within(before, at) if able(scene, p, role)]
    return told[-1].shown if told and id(told[-1].name) in scene.places.strangers else None


def _only_firm_of_the_line_before(scene: Scene, line: int, role: str, *, brands: bool) -> str | None:
    """The one firm that the paragraph before names, or brand where one may be meant; None for several or none."""
    before = scene.outline.text.rfind("\n", 0, max(0, line - 1)) + 1
    kinds = FIRMS if brands else FIRMS - {"brand"}
    firms = [p for p in scene.places.within(before, line) if p.name.kind in kinds and able(scene, p, role)]
    if not brands:
        firms = [p for p in firms if not _is_owned(scene, p)] or firms  # 公司 is the mother of those told of
    return firms[-1].shown if len({id(p.name) for p in firms}) == 1 else None


def _topic_before(scene: Scene, at: int, role: str) -> str | None:
    """Whom the sentence before is about, for an 其 before which its own sentence names nobody."""
    number = scene.outline.index(at) or 0
    sentence = scene.outline.sentences[number]
    if any(able(scene, p, role) for p in scene.places.within(sentence.start, at)) or not number:
        return None
    earlier = scene.outline.sentences[number - 1]
    places = [p for p in scene.places.within(earlier.start, earlier.end) if able(scene, p, role)]
    if not places or earlier.paragraph != sentence.paragraph:
        return None
    owned = [p for p in places if OWNED.search(scene.outline.text, max(earlier.start, p.start - 5), p.start)]
    if owned and hit(role) and not scene.outline.text.startswith("该", at):
        return owned[-1].shown  # 甲公告称，子公司|乙|的店铺被关。其…
    if IS_CHILD.match(scene.outline.text, places[0].end):
        return places[0].shown  # 甲是乙的子公司。该公司…
    # 该公司 points at whoever was named last, 其 at whom the sentence was about.
    return places[-1].shown if scene.outline.text.startswith("该", at) else main_of(scene, places, earlier).shown


def _bought(scene: Scene) -> str | None:
    text = scene.outline.text
    return next((p.shown for p in scene.places.all if _BUYS.search(text, max(0, p.start - 6), p.start)), None)


def _is_owned(scene: Scene, place: Place) -> bool:
    """Whether the text says of a name that it is a subsidiary: 公司 then is the parent, of which the text tells."""
    text = scene.outline.text
    return any(
        OWNED.search(text, max(0, start - OWNED_REACH), start) or IS_CHILD.match(text, end)
        for start, end in place.name.mentions[:4]
    )


def platform_meant(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """The platform that the sentence names, where 平台 stands for it: X的公众号称，平台拦下了2亿条评论."""
    at = scene.outline.text.rfind("平台", sentence.start, mention.start)
    named = list(scene.places.within(sentence.start, max(at, sentence.start)))
    return named[-1].shown if named and named[-1].name.kind == "platform" else None


def company_meant(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Whom 公司 stands for of whose accounts a sentence with no name tells: …金额合计3万元，占公司净资产的2%.

    Else whom it stood for in the sentence before: …对公司账户进行冻结。上述金额合计3万元.
    """
    text = scene.outline.text
    if share := _SHARE_OF_FIRM.match(text, mention.end, sentence.end):
        return stands_for(scene, share.start(1), True, role)
    number = scene.outline.index(sentence.start) or 0
    earlier = scene.outline.sentences[number - 1] if number else None
    if earlier is None or earlier.paragraph != sentence.paragraph or not _AS_ABOVE.match(text, sentence.start):
        return None
    said = [m for m in PRONOUN.finditer(text, earlier.start, earlier.end) if m.group() in ("公司", "本公司", "本集团")]
    return stands_for(scene, said[-1].start(), True, role) if said else None


def whom(scene: Scene, at: int, sentence: Sentence) -> str | None:
    """Whom 公司, 该公司 or 其 stands for, where one of them is the last such word of the sentence before `at`."""
    pronouns = list(PRONOUN.finditer(scene.outline.text, sentence.start, at + 1))
    found = pronouns[-1] if pronouns else None
    return (
        stands_for(scene, found.start(), "公司" in found.group() and "该" not in found.group(), "") if found else None
    )


def main_of(scene: Scene, places: list[Place], sentence: Sentence) -> Place:
    """Whom a sentence is about: the last name in its first clause that has one."""
    for clause in sentence.clauses:
        inside = [p for p in places if clause.holds(p.start, p.end)]
        if len(inside) > 1 and scene.outline.text[inside[-2].end : inside[-1].start] in ("是", "为", "系"):
            return inside[-2]  # 甲是乙的子公司
        for one, other in pairwise(inside):
            if _MEANS.fullmatch(scene.outline.text, one.end, other.start):
                return one
        if inside:
            return inside[-1]
    return places[0]


_MEANS = re.compile(
    r"(?:公司)?(?:[（(][^（）()]{1,40}[）)])?(?:拟|已|曾|将)?通过(?:其|旗下|下属)?(?:全资|控股|境外|间接)*(?:子公司|孙公司|附属公司|关联方)"
)
"""甲|通过子公司|乙向丙提供资金: of 甲"""

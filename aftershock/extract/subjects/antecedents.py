"""Antecedents: whom 公司, 该公司 and 其 stand for, and who was named in the sentences before."""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.nameforms.nameable import introduced, nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import OWNED, OWNED_REACH, Place, body_below, usual
from aftershock.extract.scene.said import Statement
from aftershock.extract.subjects.capacity import HIT, able
from aftershock.model import Mention

PRONOUN = re.compile(
    r"(?=[公本该标目上其占这那])(?:(?:(?<=冻结)|(?<=查封)|(?<=扣划)|(?<=划扣))公司(?=名下|账户|的|银行|所有|持有)"
    r"|(?:(?<=预计)|(?<=导致)|(?<=表示)|(?<=显示)|(?<=披露)|(?<=影响)|(?<=[称因对使令让说]))公司(?=[\u4e00-\u9fff])(?![法债章治制])"
    r"|(?<![\u4e00-\u9fff子分母])(?:本公司|本集团|该公司|标的公司|目标公司|上市公司|公司|其|该企业|该集团)(?!等|他|中|间|实|余|次|司)|占公司|公司20|公司货币"
    r"|[这那]家(?:公司|企业)(?!都|均)|该(?:子公司|品牌|卖家|商家|店铺|机构|银行|交易所|连锁|超市|餐企|车企|房企|药企|平台)|(?<=[年月日前后期末底度内来间时晚])公司(?=[^章报印]))"
)
_CHILD = re.compile(r"的?(?:全资|控股|核心|重要|境内|境外)*(?:子公司|孙公司|附属公司)[“「]?")
_PARENT_OF = re.compile(r"的?母公司\Z")
_THAT_FIRM = ("该公司", "该企业", "该集团", "该品牌", "该卖家", "该连锁", "该超市")
MANY = 3000
"""So many stores or accounts no one seller has."""
ANOTHER_SAYS = re.compile(
    r"(?!据|[他她]|其|该|[^，。]{0,6}(?:人士|员工|卖家|商家|老板|记者))[\u4e00-\u9fffA-Za-z]{2,10}?(?:则|也|还|方面)?(?:称|表示|披露|公告|回应|透露)，"
)
FAR_BACK = 320
"""How far before a sentence a stranger may be told of, in characters."""
BACK = 240
"""How far before 公司 a firm may be introduced that no rule of names knows, in characters."""
_ANNOUNCES = re.compile(
    r"(?:[（(][^（）()]*[）)])?(?:方面|则|还|也|随后|当日|当天|此前|近日|日前|昨日|今日|在?公告中?|晚间|进一步|于?(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?)*(?:公告称|表示|称|说|披露|公告|回应称|坦言|强调|介绍|透露)"
)
_FILED = re.compile(
    r"(?:[（(][^（）()]{1,20}[）)])?(?:在|于)?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|近日|日前|今日|昨日)?(?:晚间?|早间|午间|盘后)?"
    r"(?:发布|披露)?公告(?:称|显示|披露)?[，：]"
)
"""甲公司（600999.SH）3月30日公告，: behind who announces."""
_POST = re.compile(
    r"(?:集团|公司)?的?[\u4e00-\u9fff]{0,4}(?:创始人|创办人|董事长|总裁|CEO|首席[\u4e00-\u9fff]{2,4}官|总经理|负责人|合伙人|老板|执行董事|总监|经理|董秘|发言人)"
    r"(?:[兼、][\u4e00-\u9fffA-Z]{2,6})?"
)
_HEADED = re.compile(
    r"(?:[，。；：“”！？\n]|\A)([\u4e00-\u9fffA-Za-z]{2,8}?)(?:集团|公司)?(?:联合)?(?:创始人|创办人|董事长|总裁|CEO|总经理)\Z"
)
BESIDE = 40
"""How far from what is said its speaker may be named, in characters."""
INTRODUCED = 4
"""How many of the first places of a person are looked at for his firm."""
_WHERE = re.compile(
    r"(?:[（(][^（）()]{1,12}[）)])?，?(?:是|为)?(?:他|她)?(?:(?:所在|创办|创立|成立|经营|任职|供职|掌管|执掌|一手创立|参与创办)的?|的)?"
    r"(?:公司|企业|卖家|大卖|品牌|团队|跨境电商(?:公司|企业)?)?"
)
"""Between a person and his firm."""
_SHARE_OF_FIRM = re.compile(r"，(?:约|合计|分别)?占(?:本|上市)?(公司)")
_AS_ABOVE = re.compile(r"(?:上述|以上|该等|前述|本次|此次|其中)")
_OF_OTHERS = re.compile(r"类似|同类|其他|其它|行业|业内|全国|全球|整顿|平台|各地|各家|多家|同行|不少|许多")
"""What tells of others than those of whom the lines above were."""
_COMMENTS = ("investor", "research institute", "service provider", "bank", "association")
_COMMENTATOR = re.compile(
    r"的?[一-鿿]{0,8}?(?:分析师|合伙人|研究员|首席[一-鿿]{0,5}|秘书长|会长|负责人|创始人)?[一-鿿]{2,4}(?:认为|表示|说|指出|称|坦言|分析|预计|判断)"
)
"""甲资本|李明认为: what follows tells of the trade, not of who comments on it."""
_HIS = re.compile(r"[他她我咱](?!国|们)|我们|自己|其")
"""By which a paragraph further down still tells of somebody."""
_WITH = frozenset("与和向对同跟")
_FIRM = frozenset(["公司", "本公司", "该公司", "上市公司"])
_OTHER_FIRMS = re.compile(
    rf"{_OF_OTHERS.pattern}|[两几数多十百千万\d][余多]?[家个名位](?:[\u4e00-\u9fff]{{0,4}})(?:公司|企业|卖家|商家|大卖)|中国卖家|头部卖家|平台上"
)
_BUYS = re.compile(r"(?:收购|购买|受让|并购)(?:了|其)?\Z")


def may_stand(clause: str) -> bool:
    """Whether a clause may hold such a word: one of these is in each of them."""
    return "公司" in clause or "其" in clause or "该" in clause or "家企业" in clause or "集团" in clause


def stands_for(scene: Scene, at: int, company: bool, role: str) -> str | None:
    """Whom 公司 or 其 stands for at a position. 标的公司 is whoever is bought."""
    text = scene.outline.text
    if text.startswith(("标的公司", "目标公司"), at):
        return _bought(scene)
    if company and scene.issuer:
        return usual(scene.issuer)
    if company and scene.defined:
        return scene.defined
    if company and (said := scene.by_place.around(at, at + 2)) and said.direct and (own := firm_of(scene, said)):
        return own
    if company:
        for statement in reversed(scene.said):
            if statement.start <= at <= statement.end and statement.paper and statement.speaker:
                speaker = statement.speaker.removesuffix(statement.paper)
                return speaker if (person := _person(scene, speaker)) is None else _firm_told_with(scene, person, role)
    line = scene.outline.text.rfind("\n", 0, at) + 1
    places = [
        p for p in scene.places.within(line, at) if able(scene, p, role) and not (company and p.name.kind == "brand")
    ]
    if not company and (told := _topic_before(scene, at, role)):
        return told
    if company and HIT.search(role) and len(places) > 1 and _CHILD.fullmatch(text, places[-2].end, places[-1].start):
        return places[-1].shown  # 甲股份子公司|乙科技|损失惨重。公司34个店铺被封
    if company:
        owners = [p for p in places if not _is_owned(scene, p)]
        if places and not owners and (parent := scene.listed or scene.main or scene.headline):
            return parent
        places = owners or places
    if places and HIT.search(role) and (child := _child_of(scene, places[-1])):
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
        return scene.firm(at) or _only_firm_of_the_line_before(scene, line, role)
    return None


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


def stranger_before(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """The stranger of whom the lines before a small figure told last, where they name nobody since."""
    strangers = scene.places.strangers
    if not strangers or (mention.kind == "count" and (mention.value or MANY) >= MANY):
        return None
    text = scene.outline.text
    if _OF_OTHERS.search(text, sentence.start, mention.start) or ANOTHER_SAYS.match(text, sentence.start):
        return None
    told = [p for p in scene.places.within(max(0, sentence.start - FAR_BACK), mention.start) if able(scene, p, role)]
    if not told or id(told[-1].name) not in strangers:
        return None
    line = text.rfind("\n", 0, mention.start) + 1
    above = text.count("\n", told[-1].end, mention.start)
    return told[-1].shown if above < 2 or _HIS.search(text, line, mention.end) else None


def _only_firm_of_the_line_before(scene: Scene, line: int, role: str) -> str | None:
    """The one firm that the paragraph before names; None where it names several or none."""
    before = scene.outline.text.rfind("\n", 0, max(0, line - 1)) + 1
    firms = [p for p in scene.places.within(before, line) if p.name.kind in FIRMS and able(scene, p, role)]
    return firms[-1].shown if len({id(p.name) for p in firms}) == 1 else None


def firm_of(scene: Scene, said: Statement) -> str | None:
    """The firm whose head or staff a speaker is, by the post before his name: 甲公司创始人李明说，“我们…”."""
    text, speaker = scene.outline.text, said.speaker or ""
    for place in scene.places.within(max(0, said.start - BESIDE), said.end + BESIDE):
        if place.name.kind in FIRMS and speaker.startswith(place.text) and _POST.fullmatch(speaker, len(place.text)):
            return place.shown  # “我们被封了11个店。”甲公司负责人说
        if place.name.kind == "person" and said.speaker in (place.text, place.name.name):
            near = [p for p in scene.places.within(max(0, place.start - BESIDE), place.start) if p.name.kind in FIRMS]
            if near and _POST.fullmatch(text, near[-1].end, place.start):
                return near[-1].shown
            headed = _HEADED.search(text, max(0, place.start - BESIDE), place.start)
            if headed and nameable(headed[1], headed=True):
                return headed[1]
            if said.turn:
                return introduced_with(scene, place)
    return None


def introduced_with(scene: Scene, person: Place) -> str | None:
    """The firm with which a text first names a person: 甲公司创始人李明, 李明所在的公司甲, 李明创办的甲."""
    text = scene.outline.text
    for start, end in person.name.mentions[:INTRODUCED]:
        near = [p for p in scene.places.within(max(0, start - BESIDE), start) if p.name.kind in FIRMS]
        if near and _POST.fullmatch(text, near[-1].end, start):
            return near[-1].shown
        behind = [p for p in scene.places.within(end, end + BESIDE) if p.name.kind in FIRMS]
        if behind and _WHERE.fullmatch(text, end, behind[0].start):
            return behind[0].shown
    return None


def _person(scene: Scene, name: str) -> Place | None:
    return next((p for p in scene.places.all if p.name.kind == "person" and name in (p.text, p.name.name)), None)


def _firm_told_with(scene: Scene, person: Place, role: str) -> str | None:
    """The firm that a text introduces a person with, else the last one named before him: 新东方…。俞敏洪写道，公司…."""
    if own := introduced_with(scene, person):
        return own
    line = scene.outline.text.rfind("\n", 0, person.start) + 1
    firms = [p for p in scene.places.within(line, person.start) if p.name.kind in FIRMS and able(scene, p, role)]
    return firms[-1].shown if firms else scene.firm(person.start)


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
    # 该公司 points at whoever was named last, 其 at whom the sentence was about.
    return places[-1].shown if scene.outline.text.startswith("该", at) else _main_of(scene, places, earlier).shown


def _bought(scene: Scene) -> str | None:
    text = scene.outline.text
    return next((p.shown for p in scene.places.all if _BUYS.search(text, max(0, p.start - 6), p.start)), None)


def _is_owned(scene: Scene, place: Place) -> bool:
    """Whether the text says of a name that it is a subsidiary: 公司 then is the parent, of which the text tells."""
    text = scene.outline.text
    return any(OWNED.search(text, max(0, start - OWNED_REACH), start) for start, _ in place.name.mentions[:4])


def platform_meant(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """The platform that the sentence names, where 平台 stands for it: X的公众号称，平台拦下了2亿条评论."""
    at = scene.outline.text.rfind("平台", sentence.start, mention.start)
    named = list(scene.places.within(sentence.start, max(at, sentence.start)))
    return named[-1].shown if named and named[-1].name.kind == "platform" else None


def earlier_name(scene: Scene, sentence: Sentence, role: str) -> str | None:
    """The last able name in the three sentences before, in the same paragraph; then the issuer of a filing."""
    number = scene.outline.index(sentence.start) or 0
    for n in range(number - 1, max(-1, number - 4), -1):
        earlier = scene.outline.sentences[n]
        if earlier.paragraph != sentence.paragraph:
            break
        places = [p for p in scene.places.within(earlier.start, earlier.end) if able(scene, p, role)]
        if not places:
            continue
        if scene.places.strangers and _tells_of_others(scene, sentence):
            places = [p for p in places if id(p.name) not in scene.places.strangers]
        if role.startswith(("staff", "loss", "laid off")):
            places = [p for p in places if p.name.kind != "platform"]
        # Who only announces is not whom the announcement is about, where that names somebody.
        places = [p for p in places if not _FILED.match(scene.outline.text, p.end)] or places
        places = [p for p in places if not (p.name.kind in _COMMENTS and _COMMENTATOR.match(scene.outline.text, p.end))]
        told = [p for p in places if scene.by_place.around(p.start, p.end)]
        if places and _of_several(scene, places, earlier):
            return None
        if firm := _firm_dealing_with(scene, places, earlier, role):
            return firm
        if places:
            return _main_of(scene, told or places, earlier).shown
    later = [p for p in scene.places.within(sentence.start, sentence.end) if able(scene, p, role)]
    if scene.issuer and later and usual(later[0].name) != usual(scene.issuer):
        return later[0].shown
    return usual(scene.issuer) if scene.issuer else None


def _firm_dealing_with(scene: Scene, places: list[Place], sentence: Sentence, role: str) -> str | None:
    """Whom 公司 stands for, where a sentence names only whom it deals with: 公司正与乙协商 is not about 乙."""
    text = scene.outline.text
    if not places or any(text[p.start - 1 : p.start] not in _WITH for p in places):
        return None
    said = PRONOUN.search(text, sentence.start, places[0].start)
    return stands_for(scene, said.start(), True, role) if said and said.group() in _FIRM else None


def tells_of_others(scene: Scene, clause: Span, at: int) -> bool:
    """Whether a clause has a stranger say what he tells of others: 一位卖家说，行业有十几家公司被冻结了1亿元."""
    named = scene.places.within(clause.start, clause.end) if scene.places.strangers else []
    if not named or id(named[-1].name) not in scene.places.strangers:
        return False
    text = scene.outline.text
    said = _ANNOUNCES.search(text, named[-1].end, clause.end) is not None
    return said and _OTHER_FIRMS.search(text, clause.end, at) is not None


def _tells_of_others(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence names somebody, or speaks of others than the stranger told of before."""
    named = scene.places.within(sentence.start, sentence.end)
    others = [p for p in named if id(p.name) not in scene.places.strangers and p.name.kind not in ("platform", "media")]
    text = scene.outline.text
    speaks = _OF_OTHERS.search(text, sentence.start, sentence.end) or ANOTHER_SAYS.match(text, sentence.start)
    return bool(others) or speaks is not None


def headed(scene: Scene, at: int, role: str) -> str | None:
    """Whom the heading above names, where the paragraph has named nobody yet but brands."""
    if scene.sections is None or not scene.sections.all:
        return None
    line = scene.outline.text.rfind("\n", 0, at) + 1
    if any(p.name.kind != "brand" and able(scene, p, role) for p in scene.places.within(line, at)):
        return None
    return scene.sections.of(at, lambda p: able(scene, p, role))


def _of_several(scene: Scene, places: list[Place], sentence: Sentence) -> bool:
    """Whether a sentence tells of one body after the other (甲关店6家；乙关店9家): none is the next one's."""
    text = scene.outline.text
    parts: dict[int, str] = {}
    for place in places:
        parts.setdefault(text.count("；", sentence.start, place.start), place.name.name)
    return len(parts) > 1 and len(set(parts.values())) == len(parts)


def name_above(scene: Scene, sentence: Sentence, role: str) -> str | None:
    """Whom the last sentences before were about, over the short paragraphs of a text that has one for each sentence."""
    number = scene.outline.index(sentence.start) or 0
    if _OF_OTHERS.search(scene.outline.text, sentence.start, sentence.end):
        return None
    for n in range(number - 1, max(-1, number - 6), -1):
        earlier = scene.outline.sentences[n]
        below = scene.outline.sentences[n + 1]
        if sentence.start - earlier.start > BACK or earlier.paragraph != below.paragraph - 1:
            return None
        places = [p for p in scene.places.within(earlier.start, earlier.end) if able(scene, p, role)]
        if places:
            return _main_of(scene, places, earlier).shown
    return None


def _main_of(scene: Scene, places: list[Place], sentence: Sentence) -> Place:
    """Whom a sentence is about: the last name in its first clause that has one."""
    for clause in sentence.clauses:
        inside = [p for p in places if clause.holds(p.start, p.end)]
        if inside:
            return inside[-1]
    return places[0]


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


def told_of(scene: Scene, sentence: Sentence, clause: Span, role: str) -> str | None:
    """Whom the sentence before tells of, where a clause only says who announces (X称，…) and X is its parent."""
    if scene.issuer is not None or not (HIT.search(role) or role.startswith("staff")):
        return None
    text = scene.outline.text
    places = [p for p in scene.places.within(clause.start, clause.end) if able(scene, p, role)]
    if (
        len(places) != 1
        or id(places[0].name) in scene.places.strangers
        or not _ANNOUNCES.fullmatch(text, places[0].end, clause.end)
    ):
        return None
    number = scene.outline.index(sentence.start) or 0
    for earlier in reversed(scene.outline.sentences[max(0, number - 4) : number]):
        if earlier.paragraph < sentence.paragraph - 1:
            break
        named = scene.places.within(earlier.start, earlier.end)
        if any(
            p.name is places[0].name and OWNED.search(text, max(earlier.start, p.start - 5), p.start) for p in named
        ):
            return None  # 甲公告称，子公司乙受到波及。乙称…: of itself
        told = [p for p in named if able(scene, p, role) and p.name.kind in FIRMS and p.name is not places[0].name]
        if told:
            owned = [p for p in told if OWNED.search(text, max(earlier.start, p.start - 5), p.start)]
            return (owned or told)[-1].shown
    return None


def whom(scene: Scene, at: int, sentence: Sentence) -> str | None:
    """Whom 公司, 该公司 or 其 stands for, where one of them is the last such word of the sentence before `at`."""
    pronouns = list(PRONOUN.finditer(scene.outline.text, sentence.start, at))
    found = pronouns[-1] if pronouns else None
    return (
        stands_for(scene, found.start(), "公司" in found.group() and "该" not in found.group(), "") if found else None
    )

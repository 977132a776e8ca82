"""Sentences before: whom they were about, and whether what follows is told of the same."""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import OWNED, Place, usual
from aftershock.extract.subjects.capacity import HIT, able
from aftershock.extract.subjects.pronouns import BACK, PRONOUN, main_of, stands_for
from aftershock.model import Mention

MANY = 3000
"""So many stores or accounts no one seller has."""
ANOTHER_SAYS = re.compile(
    r"(?!据|[他她]|其|该|[^，。]{0,6}(?:人士|员工|卖家|商家|老板|记者))[\u4e00-\u9fffA-Za-z]{2,10}?(?:则|也|还|方面)?(?:称|表示|披露|公告|回应|透露)，"
)
FAR_BACK = 320
"""How far before a sentence a stranger may be told of, in characters."""
_ANNOUNCES = re.compile(
    r"(?:[（(][^（）()]*[）)])?(?:方面|则|还|也|随后|当日|当天|此前|近日|日前|昨日|今日|在?公告中?|晚间|进一步|于?(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?)*(?:公告称|表示|称|说|披露|公告|回应称|坦言|强调|介绍|透露)"
)
_DISCLOSES = re.compile("披露|公告")
"""云帆电子的日子也不好过。晨海科技7月|披露: the parent does; who only 表示 tells of himself."""
_FILED = re.compile(
    r"(?:[（(][^（）()]{1,20}[）)])?(?:在|于)?(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|近日|日前|今日|昨日)?(?:晚间?|早间|午间|盘后)?"
    r"(?:发布|披露)?公告(?:称|显示|披露)?[，：]"
)
"""甲公司（600999.SH）3月30日公告，: behind who announces."""
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


def counts_all(text: str, at: int) -> bool:
    """Whether a paragraph that counts all who were hit has turned from the one told of above: 据甲统计，…."""
    return text.find("统计", text.rfind("\n", 0, at) + 1, at) >= 0


def stranger_before(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """The stranger of whom the lines before a small figure told last, where they name nobody since."""
    strangers = scene.places.strangers
    if not strangers or (mention.kind == "count" and (mention.value or MANY) >= MANY):
        return None
    text = scene.outline.text
    if _OF_OTHERS.search(text, sentence.start, mention.start) or ANOTHER_SAYS.match(text, sentence.start):
        return None
    if counts_all(text, mention.start):
        return None
    told = [p for p in scene.places.within(max(0, sentence.start - FAR_BACK), mention.start) if able(scene, p, role)]
    if not told or id(told[-1].name) not in strangers:
        return None
    line = text.rfind("\n", 0, mention.start) + 1
    above = text.count("\n", told[-1].end, mention.start)
    return told[-1].shown if above < 2 or _HIS.search(text, line, mention.end) else None


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
            return main_of(scene, told or places, earlier).shown
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
        if sentence.start - earlier.start > BACK:
            return None
        if earlier.paragraph != below.paragraph - 1:
            return _only_one(scene, earlier.paragraph, n, role) if earlier.paragraph == sentence.paragraph - 1 else None
        places = [p for p in scene.places.within(earlier.start, earlier.end) if able(scene, p, role)]
        if places:
            return main_of(scene, places, earlier).shown
    return None


def _only_one(scene: Scene, paragraph: int, last: int, role: str) -> str | None:
    """The only one that the sentences of a paragraph up to one of them name."""
    start = last
    while start and scene.outline.sentences[start - 1].paragraph == paragraph:
        start -= 1
    first, end = scene.outline.sentences[start], scene.outline.sentences[last]
    named = {p.name.name: p.shown for p in scene.places.within(first.start, end.end) if able(scene, p, role)}
    return next(iter(named.values())) if len(named) == 1 else None


_PARENT = ("母公司", "控股股东", "控股母公司")
_IN_TURN = re.compile("方面?(?:则|也|同样)|则|也|同样")


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
    if text.endswith(_PARENT, 0, places[0].start):
        # 甲被封百个店铺，母公司|乙|公告称，被冻结3亿元
        firms = scene.places.within(sentence.start, clause.start)
        if child := [p for p in firms if able(scene, p, role) and p.name.kind in FIRMS and p.name.kind != "brand"]:
            return child[-1].shown
    number = scene.outline.index(sentence.start) or 0
    for earlier in reversed(scene.outline.sentences[max(0, number - 4) : number]):
        if earlier.paragraph < sentence.paragraph - 1:
            break
        named = scene.places.within(earlier.start, earlier.end)
        if any(
            p.name is places[0].name and OWNED.search(text, max(earlier.start, p.start - 5), p.start) for p in named
        ):
            return None  # 甲公告称，子公司乙受到波及。乙称…: of itself
        if _IN_TURN.match(text, places[0].end):
            return None  # 甲关了7家店。乙则表示，…: of itself, likewise
        told = [p for p in named if able(scene, p, role) and p.name.kind in FIRMS and p.name is not places[0].name]
        if told:
            owned = [p for p in told if OWNED.search(text, max(earlier.start, p.start - 5), p.start)]
            discloses = _DISCLOSES.search(text, places[0].end, clause.end) is not None
            its_own = discloses or places[0].name.code is not None or any(p.name is places[0].name for p in named)
            return owned[-1].shown if owned else told[-1].shown if its_own else None
    return None

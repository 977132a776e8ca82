"""Figures before: whose the figures told before a figure are, where it is part of them, added to them, or their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import Scene
from aftershock.extract.subjects.capacity import HIT, ON_PLATFORMS, is_platform
from aftershock.extract.subjects.frozenpeople import MASKED
from aftershock.extract.subjects.kinds import kind_opening
from aftershock.extract.subjects.kinship import kin
from aftershock.extract.subjects.pronouns import stands_for
from aftershock.extract.subjects.rows import together_of
from aftershock.extract.subjects.sentencesbefore import ANOTHER_SAYS
from aftershock.extract.subjects.unnamed import closer
from aftershock.model import Mention

NEAR = 120
"""How far behind the whole its part may be named, in characters."""
SUMMANDS = 40
"""How many figures before may be parts of a sum."""
_SUM = re.compile(
    r"(?:上述|以上|前述)(?![^，。；]{0,6}公司)[^，。；]{0,10}?(?:累计|合计|总计|共计)"
    r"|累计|合计|总计|共计|总共|加起来|[两三四五六七八九]家(?:公司|企业)?(?:合计|总计|共)"
)
_AGAIN = re.compile(r"(?:上述|前述|以上|这|该)(?:被[\u4e00-\u9fff]{1,3}的?)?\Z")
_REST = re.compile(r"(?:其余|剩余|剩下|余下|尚余|还剩)的?(?:资金|货款|款项|部分)?(?:约|近|为|有)?\Z")
_MORE = re.compile(r"加上|再加上|连同|并|另有|还有|此外还|又|还")
"""With what a clause begins that adds to the figure before: 加上去年撤出的53家."""


def part_of(
    scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention], *, named: bool = False
) -> str | None:
    """Whose the figure before is, where this one is said to be part of it (其中) and nobody is named with it."""
    clause = sentence.clause(mention.start)
    if not scene.outline.text.startswith("其中", clause.start):
        if (mention.role or "").startswith("stores ") and closer(scene, mention, clause.start):
            return None  # 其中甲关店120家，|乙关店34家
        clause = sentence.clauses[max(0, sentence.clause_at(mention.start) - 1)]
    if named and scene.outline.text[clause.end - 1 : clause.end + 1].find("；") >= 0 and clause.end <= mention.start:
        return None  # 其中餐饮类14家；超市行业关闭4家
    if not scene.outline.text.startswith("其中", clause.start) or scene.places.within(clause.start, mention.start):
        return None
    if (mention.role or "").startswith("stores ") and closer(scene, mention, clause.start):
        return None
    if MASKED.search(scene.outline.text, clause.start, mention.start):
        return None  # 其中张某名下1,900万元
    if kin(scene, sentence.clause(mention.start).start, mention.start):
        return None  # 其中公司名下1个，子公司名下|2个
    if kind_opening(scene, clause.start, mention.start):
        return None  # 其中村镇银行注销最多，达218家
    last = next((m for m in reversed(before) if m.role and m.kind not in ("date", "percentage")), None)
    if last is not None and last.end < scene.outline.text.rfind("\n", 0, mention.start):
        return None  # what the paragraph before told of is another whole
    alike = last is not None and _thing(last.role) == _thing(mention.role)
    return last.subject if last and alike and mention.start - last.end < NEAR else None


def _thing(role: str | None) -> str:
    """What a role speaks of, whatever happened to it: 32 stores closed, 19 of them (其中) stopped serving in."""
    thing, _, done = (role or "").rpartition(" ")
    return thing if thing and HIT.search(done) else role or ""


def sums_up(scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention]) -> bool:
    """Whether a figure adds up those of several firms, told right before it: 甲关店3家、乙关店5家，总计8家.

    Nobody's then, but in a filing the company's.
    """
    clause = sentence.clause(mention.start)
    if not _SUM.match(scene.outline.text, clause.start):
        return False
    line = scene.outline.text.rfind("\n", 0, mention.start)
    near = [m for m in before[-SUMMANDS:] if m.start > line and m.role == mention.role]
    whose = {m.subject for m in near if m.subject}
    part = max(sentence.start, scene.outline.text.rfind("；", sentence.start, mention.start))
    here = [m for m in near if m.start >= part]
    if here and len({m.subject for m in here}) == 1 and mention.value != sum(m.value or 0 for m in near):
        return False  # 甲被冻结3万元，累计被冻结12万元: it is still 甲 of whom the sentence tells.
    return len(whose) > 1


def of_whole(scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention]) -> str | None:
    """Whom an announcement is of, of what adds up what was frozen of several: 公司3个、子公司2个，合计8万元."""
    clause = sentence.clause(mention.start)
    if mention.role != "frozen" or not _ALL_FROZEN.match(scene.outline.text, clause.start):
        return None
    here = [m.subject for m in before[-SUMMANDS:] if m.start >= sentence.start and m.role in _FROZEN and m.subject]
    if len(set(here)) < 2:
        return None
    issuer = stands_for(scene, clause.start, True, "frozen")
    return issuer if issuer in here else None


_FROZEN = ("frozen", "accounts frozen")
_ALL_FROZEN = re.compile(
    r"(?:实际)?(?:合计|累计|共计|总计|共)(?:已?被)?冻结|(?:实际)?(?:已?被)?冻结的?(?:资金|金额|余额|款项)(?!分别)(?:合计|累计|共计|总计|总额|共)?|合计[^，。；]{0,6}\d"
)


def all_told(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """All whom the clauses before began with, of a figure that adds up theirs: 甲54个店铺，乙37个，合计冻结2亿元."""
    own = sentence.clause_at(mention.start)
    if own < 2 or not _SUM_OF.match(scene.outline.text, sentence.clauses[own].start):
        return None
    names = told_in_turn(scene, sentence, own)
    return together_of(names) if len(names) > 1 else None


def told_in_turn(scene: Scene, sentence: Sentence, before: int) -> list[str]:
    """Whom the clauses right before one begin with, each with a figure of his: 其中甲54个店铺，乙37个."""
    text = scene.outline.text
    names: list[str] = []
    for clause in reversed(sentence.clauses[:before]):
        near = scene.places.within(clause.start, clause.end)
        first = clause.start + 2 * text.startswith("其中", clause.start)
        if text.find("合计", clause.start, clause.end) >= 0:
            break  # 甲、乙两家合计12个，其中甲7个，…
        if _OWN_PART.match(text, first, clause.end) and (issuer := stands_for(scene, first, True, "frozen")):
            names.insert(0, issuer)  # 其中母公司5个，乙7个
            continue
        if not near or near[0].start > first + 1 or not _FIGURE.search(text, near[0].end, clause.end):
            break
        names.insert(0, near[0].shown)
    return list(dict.fromkeys(names))


_OWN_PART = re.compile(r"(?:[母本]|上市)?公司(?:本部|自身|名下)?(?:为|有|共)?\d")
_SUM_OF = re.compile(rf"{_SUM.pattern}|被?冻结的?(?:资金|金额|货款)(?:合计|共计|总计)")
_FIGURE = re.compile(r"[\d两二三四五六七八九十百千万亿]")


def the_same(mention: Mention, text: str, before: Sequence[Mention]) -> str | None:
    """Whose a figure is that is told of again: 上述340个被封站点."""
    if not _AGAIN.search(text, max(0, mention.start - 12), mention.start):
        return None
    same = (m.subject for m in reversed(before) if m.role == mention.role and m.value == mention.value and m.subject)
    return next(same, None)


_THOSE = re.compile(
    r"(?:[^，。；\d]{0,14}[，：])?(?:截至[^，。；]{2,12}，)?(?:上述|前述|该等)[^，。；\d]{0,8}(?:店铺|账[号户]|站点)[^，。；\d]{0,16}"
)


def of_those_above(scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention]) -> str | None:
    """Whose the stores or accounts are that the text told of above, of what lies in them: 上述被暂停店铺的余额."""
    if _THOSE.fullmatch(scene.outline.text, sentence.start, mention.start) is None:
        return None
    told = (m for m in reversed(before[-SUMMANDS:]) if m.kind == "count" and ON_PLATFORMS.match(m.role or ""))
    last = next((m for m in told if HIT.search(m.role or "")), None)
    whose = last.subject if last and mention.start - last.end < 4 * NEAR else None
    return None if whose and is_platform(scene, whose) else whose


def rest_of(scene: Scene, mention: Mention, clause: Span, before: Sequence[Mention]) -> str | None:
    """Whose the money is of which the paragraph told before, where this is what is left of it: 其余418万元仍被扣."""
    text = scene.outline.text
    if not _REST.search(text, max(clause.start, mention.start - 12), mention.start):
        return None
    if scene.places.within(clause.start, mention.start) or text.startswith(("属", "归"), mention.end):
        return None
    last = next((m for m in reversed(before[-SUMMANDS:]) if m.role == mention.role), None)
    if last is None or mention.start - last.end >= 2 * NEAR or _ANOTHER.search(text, last.end, mention.start):
        return None
    return last.subject


_ANOTHER = re.compile(r"[一另]?(?:外|[位名家个])[^，。；]{0,10}(?:卖家|商家|同行|老板)")
"""一位做家电的卖家说，…账户里剩下的|12万美元: his, and not of whom the lines above told."""


def part_of_frozen(scene: Scene, mention: Mention, before: Sequence[Mention]) -> str | None:
    """Whose the frozen money is in which this is told to be: 被冻结的1.2亿元里有|6000万."""
    last = next((m for m in reversed(before[-SUMMANDS:]) if m.kind == "money"), None)
    if last is None or last.role != "frozen" or not _IN_THAT.fullmatch(scene.outline.text, last.end, mention.start):
        return None
    return last.subject


_IN_THAT = re.compile(
    r"(?:的?(?:资金|货款|款项|资产))?(?:[中里]，?|，其中，?|，(?=包[括含]))"
    r"(?:包[括含]|属于|有|[约近逾]|超过?|就|至少|的| )*"
)


def back_with(sentence: Sentence, before: Sequence[Mention]) -> str | None:
    """Whose shops were opened again, with the money in them: 已有11个店铺恢复，涉及解冻资金213万元."""
    last = before[-1] if before and before[-1].start >= sentence.start else None
    return last.subject if last is not None and (last.role or "").endswith(" reinstated") else None


def told_before(sentence: Sentence, mention: Mention, before: Sequence[Mention]) -> str | None:
    """Whose stores or money the sentence has told of last: 甲的12个账号被封，冻结资金达800万元."""
    told = (m for m in reversed(before) if m.role and m.kind in ("money", "count"))
    # 挂了19个账号，涉及7个品牌，冻结…; 关闭超市37家；新开百货2家，关闭百货1家
    last = next((m for m in told if m.role != "brands" and not (m.role == "stores opened" and not m.subject)), None)
    if last is None or last.start < sentence.start or not last.role or last.subject == _THEMSELVES:
        return None
    if last.role == "sellers" or last.role.startswith("firms "):
        theirs = mention.role == "frozen" or ON_PLATFORMS.match(mention.role or "") is not None
        return last.subject if theirs and last.subject not in _ANY_FIRM else None
    return last.subject if ON_PLATFORMS.match(last.role) and HIT.search(last.role) else None


def hit_before(scene: Scene, mention: Mention, role: str, before: Sequence[Mention]) -> str | None:
    """Whose stores or money the paragraph told of last, if nobody is named since: 甲的9个账号被封。冻结资金2万元."""
    last = next((m for m in reversed(before[-SUMMANDS:]) if m.kind in ("money", "count") and m.role), None)
    if (
        last is None
        or last.subject in (None, _THEMSELVES, *_ANY_FIRM)
        or not HIT.search(last.role or "")
        or mention.start - last.end > NEAR
        or (role.startswith(_BODIES) and not (last.role or "").startswith(_BODIES))
    ):
        return None
    between = scene.outline.text[last.end : mention.start]
    if ANOTHER_SAYS.match(between, between.rfind("。") + 1):
        return None
    if "。" in between and (told := scene.outline.at(last.start)) and "；" in scene.outline.text[told.start : last.end]:
        return None  # 甲关店6家；乙关店9家。 is of one after the other.
    if not _goes_on_below(between) or _OTHERS.search(between) or scene.places.within(last.end, mention.start):
        return None
    return last.subject


_BODIES = ("firms ", "sellers ")
"""甲的9家门店停业。12家企业停产: firms are none of a firm's stores."""


def frozen_before(scene: Scene, mention: Mention, sentence: Sentence, before: Sequence[Mention]) -> str | None:
    """Whose frozen money the text told of last, where a sentence that names nobody goes on: 尚处于冻结状态的为2万元."""
    last = next((m for m in reversed(before[-SUMMANDS:]) if m.role == "frozen" and m.kind == "money"), None)
    if last is None or not last.subject or mention.start - last.end > 2 * NEAR:
        return None
    text = scene.outline.text
    named = scene.places.within(last.end, mention.start)
    if any(p.name.kind not in ("platform", "bank", "media") for p in named):
        return None
    between = text[last.end : mention.start]
    pronoun = _SOMEBODY.search(between) or _OTHERS.search(text, sentence.start, mention.start)
    return last.subject if pronoun is None and between.count("\n") < 2 else None


_SOMEBODY = re.compile(r"公司|集团|[他她我]|其(?![中余他它])|该")


def _goes_on_below(between: str) -> bool:
    """Whether a new paragraph, if there is one, goes on to tell of the same: 此前，其已有12个店铺被封."""
    return "\n" not in between or _ON_BELOW.fullmatch(between[between.rfind("\n") + 1 :]) is not None


_ON_BELOW = re.compile(
    r"(?:此前|此外|另外|同时|目前|截至[^，。；]{1,8}|至今|随后|之后|后来|不久后?|这|到[^，。；]{1,8}|[^，。；]{1,8}[底初末日月]|，){0,3}"
    r"(?:其|它|又|还|也|已经?|再|另)?(?:有|被封|被关|新增)?(?:约|近|超过?)?"
)
_OTHERS = re.compile(r"其他|大家|其它|另[一外有]|不少|许多|多家|各家|行业|业内|卖家|商家|企业|平台|整个")
"""Of whom else may be told between two figures."""


_THEMSELVES = "品牌"
"""Counted brands whose firm the text does not name: they have neither stores nor money."""
_ANY_FIRM = ("公司", "上市公司", "机构")
"""Nouns that tell of no group: 公司 may be whoever the text is of."""


def added_to(scene: Scene, mention: Mention, role: str, before: Sequence[Mention]) -> str | None:
    """Whose the figure before in the paragraph is, where this one is added to it."""
    text = scene.outline.text
    sentence = scene.outline.at(mention.start)
    if sentence is None or not _MORE.match(text, sentence.clause(mention.start).start):
        return None
    last = next((m for m in reversed(before[-SUMMANDS:]) if m.role == role and m.kind in ("money", "count")), None)
    if last is None or mention.start - last.end >= NEAR or "\n" in text[last.end : mention.start]:
        return None
    return last.subject

"""Ways by the text: whom the figures and sentences before, and the text as a whole, are about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftershock.extract.nameforms.nameable import introduced
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import usual
from aftershock.extract.subjects.asked import Asked, Way
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.clausenames import EVERYWHERE, of_all
from aftershock.extract.subjects.figuresbefore import added_to, frozen_before, hit_before
from aftershock.extract.subjects.headnames import head_before
from aftershock.extract.subjects.hosts import host, in_account
from aftershock.extract.subjects.keepers import kept_before
from aftershock.extract.subjects.labels import line_label
from aftershock.extract.subjects.personsmeant import person_named
from aftershock.extract.subjects.possessors import sellers_saying, sellers_spoken_of
from aftershock.extract.subjects.pronouns import BACK, company_meant, platform_meant
from aftershock.extract.subjects.protagonists import told_of
from aftershock.extract.subjects.sentencesbefore import MANY, earlier_name, name_above, stranger_before
from aftershock.model import Mention

STORY = "whose story it tells"
THEMSELVES = "the counted themselves"
NOUN_SAYS = "named in the accounts counted"
HOST = "the platform they are on"


def told_earlier(asked: Asked) -> Iterator[Way]:
    """By the figures and sentences before."""
    scene, mention, sentence, role = asked.scene, asked.mention, asked.sentence, asked.role
    if _is_set_apart(asked):
        return
    if asked.hit:
        yield "the label of its line", line_label(scene, mention, sentence)
        yield "whose the figure before is", added_to(scene, mention, role, asked.before)
        yield "whose the figure before is", hit_before(scene, mention, role, asked.before)
    if role == "frozen":
        yield "whose frozen money was told of last", frozen_before(scene, mention, sentence, asked.before)
    if (asked.hit and asked.on_platforms) or role == "frozen":
        yield "sellers who tell of it", sellers_saying(scene, mention, sentence, role)
        yield STORY, told_of(scene, mention, sentence, role) if asked.of_sellers else None
    if asked.hit and (person := person_named(scene, mention, asked.clause, role)):
        yield "the person that 其 stands for", person
    if not asked.hit:
        yield "the platform that 平台 stands for", platform_meant(scene, mention, sentence)
    if _left_open(asked):
        return
    if not _too_many(asked) and not (asked.hit and _platform_says(scene, mention)):
        yield "named in a sentence before", earlier_name(scene, sentence, role)
    of_many = of_all(scene, mention, sentence, role) or _is_of_all_the_land(asked)
    if asked.closed and not of_many:
        yield "who kept them in a sentence before", kept_before(scene, sentence)
    if asked.hit and mention.kind == "count" and asked.on_platforms and not of_many:
        yield "who opened a sentence before", head_before(scene, sentence)


_SET_APART = re.compile(
    r"(?:而|但)?(?:[和与跟同](?![^，。；]{0,8}[年月期季度此前周])[^，。；\d]{2,10}(?:相比|不同|相反)(?:的是)?，"
    r"|(?:除了?(?![^，。；]{0,8}(?:店|账|资金|站|品牌))[^，。；\d]{2,10}(?:[之以]?外)?|继[^，。；\d]{2,10}[之以]?后)，"
    r"(?=[^，。；其该]{1,20}[也又则同还被遭有]))"
)


_OTHERS_COUNTED = re.compile(
    r"据[^，。；]{2,16}统计，[^。]{0,24}?全[国省市县区](?:已|共|累计)|(?:全国|行业|业内|国内|[已另又还共再的]有|至少有|[，。；]有)(?:了|超过?|近|约|逾|至少|累计|先后)*(?:\d[\d.,万千]*|[两三四五六七八九十几数多]+)[余多]?家"
    r"(?![^，。；]{0,4}(?:子公司|分公司|孙公司))[\u4e00-\u9fff]{0,6}?(?:房企|企业|公司|机构|平台|银行|券商|信托|卖家|商家|大卖)"
)
"""今年以来已有11家房企展期，涉及|412亿元: those counted are others than whoever was named above."""


def _left_open(asked: Asked) -> bool:
    """Whether the sentence told of others before, who are nobody's: 全国有30家倒闭，其中杭州|9家; 已有11家房企展期."""
    text, start, end = asked.scene.outline.text, asked.sentence.start, asked.mention.end
    if (text.find("家", start, end) >= 0 or text.startswith("据", start)) and _OTHERS_COUNTED.search(
        text, max(0, start - 1), min(len(text), end + 10)
    ):
        return True
    near = (m for m in asked.before[-4:] if m.start >= asked.sentence.start and m.kind == asked.mention.kind)
    return any(m.role == asked.role and not m.subject for m in near)


def _too_many(asked: Asked) -> bool:
    """Whether so many stores or accounts were banned as no one seller has: 据统计，有5万家店铺被封."""
    if asked.mention.kind != "count" or (asked.mention.value or 0) < MANY:
        return False
    named = asked.scene.places.within(asked.sentence.start, asked.mention.start) if asked.on_platforms else ()
    return asked.of_sellers or any(place.name.kind == "platform" for place in named)


def _is_set_apart(asked: Asked) -> bool:
    """Whether a sentence begins by comparing another with a firm: 和甲相比，乙损失小得多，只有5个店被关."""
    return _SET_APART.match(asked.scene.outline.text, asked.sentence.start, asked.mention.start) is not None


_SURVEYED = re.compile(
    r"据[^，。；]{0,20}(?:统计|数据|显示|报告)，[^。]{0,40}?(?:百强|行业|全[国省市球](?!的?(?:门店|店铺|网点|共有|拥有|范围|各地)|[关开\d约近]))"
)


def _is_of_all_the_land(asked: Asked) -> bool:
    """Whether a sentence begins with what was counted everywhere, of no one firm: 据统计，全国医保部门…."""
    return _SURVEYED.match(asked.scene.outline.text, asked.sentence.start, asked.mention.start) is not None


def of_the_text(asked: Asked) -> Iterator[Way]:
    """By the counted themselves, and by whom the text as a whole is about."""
    scene, mention, sentence, role, ones = asked.scene, asked.mention, asked.sentence, asked.role, asked.ones
    unit = None if (mention.unit or "").endswith("子公司") else scene.words.thing(mention.unit)
    themselves = ones or (mention.unit if asked.counted and unit and role.startswith(unit) else None)
    said = themselves is not None and (role.startswith("sellers") or not scene.words.bare(themselves))
    if said:
        yield THEMSELVES, themselves
    if role == "frozen":
        yield "whom 公司 stands for", company_meant(scene, mention, sentence, role)
    if asked.of_a_firm and not (asked.hit and _platform_says(scene, mention)) and not _authority_counts(asked):
        yield "who speaks in its paragraph", _unknown_speaker(scene, mention, role) if asked.hit else None
        firm = None if _left_open(asked) or _too_many(asked) else scene.firm(mention.start) or scene.defined
        if firm and (_is_set_apart(asked) or _is_of_all_the_land(asked)):
            return
        yield "the firm of the article", None if firm and role == "frozen" and _freezes(scene, firm, mention) else firm
        many = mention.kind == "count" and (mention.value or 0) >= MANY
        if asked.closed and not many and not of_all(scene, mention, sentence, role):
            yield "named in a paragraph above", name_above(scene, sentence, role)
        everywhere = EVERYWHERE.search(scene.outline.text, sentence.start, mention.start)
        yield "whom the headline names", scene.headline if asked.hit and not everywhere else None
        if asked.hit and scene.narrator:
            yield "who tells his own story", _narrator(scene, mention)
    if asked.of_a_firm and asked.hit:
        yield "the sellers spoken of", sellers_spoken_of(scene, mention)
    if asked.hit and (asked.on_platforms or role == "frozen") and not _left_open(asked):
        yield "whom the text told of without a name", stranger_before(scene, mention, sentence, role)
    if asked.hit and asked.hosted:
        yield NOUN_SAYS, in_account(scene, mention)
        yield HOST, host(scene, mention, sentence, role)
    if not said:
        yield THEMSELVES, themselves


def _freezes(scene: Scene, firm: str, mention: Mention) -> bool:
    """Whether the sentence of frozen money names the firm only as one who freezes it or helps: 甲协助警方冻结了."""
    sentence = scene.outline.at(mention.start)
    named = scene.places.within(sentence.start, mention.start) if sentence else []
    named = [p for p in named if usual(p.name) == firm]
    return bool(named) and not any(able(scene, p, "frozen") for p in named)


def _platform_says(scene: Scene, mention: Mention) -> bool:
    """Whether a platform tells of it: what it did to all is not the one firm's that the article names."""
    said = scene.by_place.around(mention.start, mention.end)
    at = scene.places.first(said.speaker) if said and said.speaker else -1
    place = next(iter(scene.places.within(at, at + len(said.speaker or ""))), None) if said and at >= 0 else None
    return place is not None and place.name.kind == "platform"


def _authority_counts(asked: Asked) -> bool:
    """Whether an authority tells how many it closed or fined of what no one firm has: 网信办…，关闭网站17家."""
    if asked.mention.kind != "count" or asked.role.startswith("stores"):
        return False
    opening = asked.scene.places.within(asked.sentence.start, asked.mention.start)[:1]
    return bool(opening) and opening[0].name.kind in ("government", "regulator")


_I = re.compile(r"[我咱](?!国)|自己")


def _narrator(scene: Scene, mention: Mention) -> str | None:
    """The narrator, where his paragraph or the one above speaks of what is his: 我们…。到7月底，9个店铺死了7个."""
    text = scene.outline.text
    line = text.rfind("\n", 0, mention.start) + 1
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    return scene.narrator if _I.search(text, above, mention.end) else None


def _unknown_speaker(scene: Scene, mention: Mention, role: str) -> str | None:
    """The firm that speaks in the paragraph though no rule of names knows it."""
    line = scene.outline.text.rfind("\n", 0, mention.start) + 1
    unknown = introduced(scene.outline.text, max(line, mention.start - BACK), mention.start)
    if unknown is None or any(able(scene, p, role) for p in scene.places.within(unknown[1], mention.start)):
        return None
    known = scene.places.within(line, mention.start)
    return None if any(p.text == unknown[0] for p in known) else unknown[0]  # 协会|获悉: who is known cannot have them

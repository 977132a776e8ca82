"""Heads of firms: whose firm is meant where the one who founded or runs it speaks."""

from __future__ import annotations

import re

from aftershock.extract.nameforms.nameable import introduced, nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import Place
from aftershock.extract.scene.said import Statement
from aftershock.extract.subjects.capacity import able

_POST = re.compile(
    r"(?:集团|公司)?的?[\u4e00-\u9fff]{0,4}(?:创始人|创办人|董事长|总裁|CEO|首席[\u4e00-\u9fff]{2,4}官|总经理|负责人|合伙人|老板|执行董事|总监|经理|董秘|发言人)"
    r"(?:[兼、][\u4e00-\u9fffA-Z]{2,6})?"
)
_HEADED = re.compile(
    r"(?:[，。；：“”！？\n]|\A)([\u4e00-\u9fffA-Za-z]{2,8}?)(?:集团|公司)?(?:联合)?(?:创始人|创办人|董事长|总裁|CEO|总经理)\Z"
)
_STAFF = re.compile(r"(?:员工|运营|高管|职员|主管)\Z")
BESIDE = 40
"""How far from what is said its speaker may be named, in characters."""
POST = 14
"""How long a post before a name may be, in characters."""
INTRODUCED = 4
"""How many of the first places of a person are looked at for his firm."""
_WHERE = re.compile(
    r"(?:[（(][^（）()]{1,12}[）)])?，?(?:是|为)?(?:他|她)?(?:(?:所在|创办|创立|成立|经营|任职|供职|掌管|执掌|一手创立|参与创办)的?|的)?"
    r"(?:公司|企业|卖家|大卖|品牌|团队|跨境电商(?:公司|企业)?)?"
)
"""Between a person and his firm."""


def firm_of(scene: Scene, said: Statement) -> str | None:
    """The firm whose head or staff a speaker is, by the post before his name: 甲公司创始人李明说，“我们…”."""
    text, speaker = scene.outline.text, said.speaker or ""
    for place in scene.places.within(max(0, said.start - BESIDE), said.end + BESIDE):
        if place.name.kind in FIRMS and speaker.startswith(place.text) and _POST.fullmatch(speaker, len(place.text)):
            return place.shown  # “我们被封了11个店。”甲公司负责人说
        if place.name.kind in FIRMS and speaker and _STAFF.search(speaker) and _is_staff(text, place, speaker):
            return place.shown  # “公司被封了11个店。”甲公司的一位离职员工说
        if place.name.kind == "person" and said.speaker in (place.text, place.name.name):
            near = [p for p in scene.places.within(max(0, place.start - BESIDE), place.start) if p.name.kind in FIRMS]
            if near and _POST.fullmatch(text, near[-1].end, place.start):
                return near[-1].shown
            headed = _HEADED.search(text, max(0, place.start - BESIDE), place.start)
            if headed and nameable(headed[1], headed=True):
                return headed[1]
    person = person_called(scene, speaker)
    own = introduced_with(scene, person) if person is not None else None
    return own or _works_at(scene, said) or _headed_one(speaker)


_HEADED_ONE = re.compile(
    r"(?:另外?|有)?一家[\u4e00-\u9fff]{0,8}?(?:供应商|经销商|加盟商|服务商|企业|公司|机构|品牌|工厂|卖家)(?P<who>[\u4e00-\u9fff]{2,8})的(?:相关)?(?:负责人|老板|创始人)\Z"
)


def _headed_one(speaker: str) -> str | None:
    """Whose head a speaker is, by a name that no rule knows: 另一家供应商江南电梯的负责人."""
    found = _HEADED_ONE.match(speaker)
    return found["who"] if found and nameable(found["who"], headed=True) else None


_WORKS_AT = re.compile(
    r"在(?P<who>[\u4e00-\u9fffA-Za-z]{2,10}?)(?:公司|集团)?(?:工作|任职|上班|就职|供职|待|干)[了过]?[^，。；]{0,6}的\Z"
)


def _works_at(scene: Scene, said: Statement) -> str | None:
    """The firm at which who speaks is said right before to work: 在甲电子工作了三年的小何说."""
    text, speaker = scene.outline.text, said.speaker or "\n"
    at = text.find(speaker, max(0, said.start - BESIDE), said.end + BESIDE)
    found = _WORKS_AT.search(text, max(0, at - BESIDE), at) if at >= 0 else None
    if found is None:
        return None
    named = scene.places.within(*found.span("who"))
    return named[-1].shown if named else found["who"] if nameable(found["who"], headed=True) else None


def _is_staff(text: str, place: Place, speaker: str) -> bool:
    """Whether who speaks is told right behind a firm to be of its staff."""
    at = text.find(speaker, place.end, place.end + 6 + len(speaker))
    return at >= 0 and text[place.end : at] in ("的", "一位", "的一位", "一名", "的一名", "公司", "公司的")


_ITS_HEAD = re.compile(rf"(?<![\u4e00-\u9fff])(?:其|该?公司)(?=[\u4e00-\u9fff]){_POST.pattern}\Z")
"""财报显示，甲…。|其首席财务官|李明表示"""


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
        if _HEAD_ONLY.search(text, max(0, start - POST), start):
            sentence = scene.outline.at(start)
            told = [p for p in scene.places.within(sentence.start, start) if p.name.kind in FIRMS] if sentence else []
            if told and len({id(p.name) for p in told}) == 1:
                return told[0].shown
        if _ITS_HEAD.search(text, max(0, start - POST), start):
            line = text.rfind("\n", 0, start) + 1
            firms = [p for p in scene.places.within(line, start) if p.name.kind in FIRMS]
            if not firms and line:
                above = text.rfind("\n", 0, line - 1) + 1
                told = [p for p in scene.places.within(above, line) if p.name.kind in FIRMS]
                firms = told if len({id(p.name) for p in told}) == 1 else []
            unknown = introduced(text, line, start) if not firms else None
            return firms[-1].shown if firms else unknown[0] if unknown else None
    return founded_by(scene, person)


_HEAD_ONLY = re.compile(
    r"(?:\A|[，。；：\n”])(?:其|公司|联合)?(?:创始人|创办人|董事长|CEO|总经理|负责人|老板|运营总监|合伙人)\Z"
)
"""甲去年裁员900人，|创始人|罗文凯说"""
_HIS_FIRM = re.compile(
    r"(?<=[，。；\n“])[他她](?:和[^，。；]{1,8})?(?:一手)?(?:所)?(?:创办|创立|创建|经营|掌管)的(?:公司|企业)?“?\Z"
)


def founded_by(scene: Scene, person: Place) -> str | None:
    """The firm that the text says he founded, where nobody else is named between: 张毅搬了家。他创办的|甲."""
    text = scene.outline.text
    line = text.find("\n", person.end)
    end = text.find("\n", line + 1) if line >= 0 else -1
    for place in scene.places.within(person.end, end if end >= 0 else len(text)):
        if place.name.kind == "person" and place.name is not person.name:
            return None
        if place.name.kind in FIRMS and _HIS_FIRM.search(text, max(0, place.start - 16), place.start):
            return place.shown
    return None


def person_called(scene: Scene, name: str) -> Place | None:
    return next((p for p in scene.places.all if p.name.kind == "person" and name in (p.text, p.name.name)), None)


def firm_told_with(scene: Scene, person: Place, role: str) -> str | None:
    """The firm that a text introduces a person with, else the last one named before him: 新东方…。俞敏洪写道，公司…."""
    if own := introduced_with(scene, person):
        return own
    line = scene.outline.text.rfind("\n", 0, person.start) + 1
    firms = [p for p in scene.places.within(line, person.start) if p.name.kind in FIRMS and able(scene, p, role)]
    return firms[-1].shown if firms else scene.firm(person.start)

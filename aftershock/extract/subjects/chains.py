"""Chains: whom 该品牌, 该连锁店 or 该店 stands for, where a text tells of a chain and of who runs it.

木槿百货旗下连锁便利店小满便利经营困难。该连锁店…     小满便利
小满便利由木槿集团运营。该店…                         小满便利, and never who runs it
"""

from __future__ import annotations

import re

from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import Place
from aftershock.model import Mention

THAT_CHAIN = re.compile(r"该(?:品牌|连锁|店(?!铺)|门店品牌|超市|餐厅|餐企|酒店|书店|便利店|咖啡)")
REACH = 160
"""How far before such a word its chain may be told of, in characters."""
_RUN_BY = re.compile(r"(?:集团|公司)?(?:现|目前|此前|均|是|为)?(?:由|隶属于?|归属于?|属于|是)[^，。；\n]{2,16}")
_KIND = (
    r"(?:[\u4e00-\u9fff]{0,4}(?:品牌|连锁|连锁店|便利店|超市|餐厅|书店|咖啡店|茶饮店|火锅店|药房|影院|酒店|健身房"
    r"|面包店|烘焙店)){0,2}"
)
_BELOW = re.compile(
    r"(?:旗下的?|(?:运营|经营|管理|拥有|持有|打造|创立|推出)的)"
    rf"(?:一家|知名|高端|平价|网红|老牌|新锐|自有|主力|中式|日式|快时尚|社区|生鲜|连锁){{0,3}}{_KIND}[“「]?"
)
_WHO = r"[\u4e00-\u9fff]{2,6}?|[A-Z][A-Za-z0-9&' ]{1,20}?"
_THEN = r"今年|去年|近[日年期]|日前|目前|宣布|计划|将|已|正|曾|陷入|经营|因|被|在|的|于|，|。"
_OTHER = r"[^，。；\n]{2,14}"
_NEW = re.compile(
    rf"{_BELOW.pattern}(?P<below>{_WHO})[”」]?(?={_THEN})"
    rf"|(?:\A|[，。；\n])[“「]?(?P<run>{_WHO})[”」]?(?=由{_OTHER}(?:运营|经营|管理|创立|打造)|隶属|是{_OTHER}旗下)"
)


def chain_meant(scene: Scene, at: int) -> str | None:
    """The chain told of last before a position, known or not; None where the text does not say who runs it."""
    text = scene.outline.text
    line = max(text.rfind("\n", 0, at) + 1, at - REACH)
    places = scene.places.within(line, at)
    for place in reversed(places):
        if _is_run(text, place, places):
            return place.shown
    found = next(reversed(list(_NEW.finditer(text, line, at))), None)
    who = (found["below"] or found["run"]) if found else None
    return who if who and nameable(who, headed=True) else None


def _is_run(text: str, place: Place, places: list[Place]) -> bool:
    """Whether a sentence says of a name that another runs it."""
    others = [p for p in places if p.name is not place.name]
    if _RUN_BY.match(text, place.end) and any(place.end <= p.start <= place.end + 12 for p in others):
        return True
    return any(p.end < place.start and _BELOW.fullmatch(text, p.end, place.start) for p in others)


_SHUT = re.compile(r"firms (?=(?:closed|stopped|suspended)$)")
_SHUTS = re.compile(
    r"(?:门店|店|超市|卖场|早教机构|校区|影城)?(?:[，。；]|\Z|[已均也都将皆被遭因在关停歇闭撤]|相继|陆续|先后|同时|全部|突然|宣布|贴出|临时|暂停)"
)


def shops_of(scene: Scene, mention: Mention) -> tuple[Mention, str | None]:
    """A number of a chain's shops that its name alone counts, as such, with the chain: 3家|沃尔玛|相继关闭."""
    closed = _SHUT.match(mention.role or "")
    if closed is None or mention.text[-1] not in "家间" or (mention.value or 0) < 2:
        return mention, None
    named = scene.places.within(mention.end, mention.end + 12)
    if not named or named[0].start != mention.end or named[0].name.kind not in FIRMS | {"platform"}:
        return mention, None
    if not _SHUTS.match(scene.outline.text, named[0].end):
        return mention, None
    assert mention.role is not None
    return mention._replace(role=_SHUT.sub("stores ", mention.role)), named[0].shown

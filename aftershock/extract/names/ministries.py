"""Ministries of other countries, by what they are for, and the police of a place: 德国|经济部, 杭州|警方."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from aftershock.extract.language.cutting import Cuts
from aftershock.extract.language.scan import Words
from aftershock.extract.nameforms.lore import Lore
from aftershock.extract.nameforms.offices import NEARBY
from aftershock.extract.nameforms.sightings import Sighting

MINISTRY = re.compile(
    r"(?:联邦)?(?:(?:对外|国际|国家)?"
    r"(?:经济|财政|金融|外交|国防|商务|商业|商工|工商|工业|产业|贸易|能源|矿产|环境|气候|保护|交通|运输|基础设施|农业|渔业|林业|卫生|健康|福利|劳动|劳工|就业|人力|司法|法务|内政|内务"
    r"|教育|科学|科技|技术|创新|数字|通信|通讯|信息|电子|文化|体育|旅游|国土|安全|资源|水利|发展|规划|投资|计划|企业|消费者|事务|合作社|合作|公共|行政|服务"
    r"|中小微?企业|创业|经贸|海洋|住房|城市|乡村|土地|航空|铁路|公路|石油|天然气|电力|矿业|宗教|妇女|儿童|青年|社会|传播|食品)(?:和|与|及|、)?){1,6}(?:部|省)(?![份门落分级队件内])"
)
"""What a ministry is for, and how such a body is called."""
AGENCY = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:(?:诈骗|犯罪|镇压|安全|情报|应急|防控|控制|预防|执法)中心|委员会|管理局|总局|警察局|警察厅|检察厅|国税厅|调查局|监管局)"
    r"(?=主导|副?主任|副?主席|副?局长|发言人|表示|宣布|通报|发布|称|指出|要求|裁定|决定|对|已|将|于|在|[（(，])"
)
"""An agency of another country, before what only a body does: 泰国|反网络诈骗中心|主导."""
OUR = "我本该全两三各像省市州区县"
"""With what no place's name begins, and no last two letters of one: 我市|警方."""
NO_LAND = frozenset(["中国", "欧洲", "非洲", "亚洲", "拉美", "东南亚", "北美", "中东", "全球", "国际", "世界"])

_POLICE = Words("警方")
_PROSECUTORS = Words("检察长办公室")


def ministries(text: str, sites: Iterable[tuple[int, int]], lore: Lore) -> Iterator[Sighting]:
    """Ministries behind the name of their country; `sites` are the places of countries and towns."""
    for start, end in sites:
        if text[start:end] in lore.abroad and text[start:end] not in NO_LAND:
            found = MINISTRY.match(text, end) or AGENCY.match(text, end)
            if found is not None:
                yield Sighting(start, found.end(), "government", "names/ministry", text[start:end])


PROSECUTOR = re.compile(r"[\u4e00-\u9fff]{2,6}?[州省郡]的?(?:总|首席)?检察长办公室")


def prosecutors(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The office of a state's prosecutor: 华盛顿州的|检察长办公室."""
    for at in _PROSECUTORS.places(text):
        for start in range(max(cuts.clause(at)[0], at - 9), at - 2):
            bound = lore.place_at(text, start) > start + 1 or cuts.clause(at)[0] == start
            if bound and (found := PROSECUTOR.match(text, start)) and found.end() == at + 6:
                yield Sighting(start, found.end(), "regulator", "names/ministry", "检察长办公室")
                break


def police(text: str, cuts: Cuts, lore: Lore) -> Iterator[Sighting]:
    """The police of a place, or of a district that no list has behind its town's name: 杭州|警方, 杭州市|拱墅|警方."""
    for at in _POLICE.places(text):
        sizes = [size for size in range(min(8, at), 1, -1) if text[at - size] not in OUR and text[at - 2] not in OUR]
        start = next((at - size for size in sizes if lore.place_at(text, at - size) == at), at)
        if start == at:
            start = next((at - size for size in sizes if _in_town(text, at - size, at, lore)), at)
        if start == at and at > 1 and _district(text[at - 2 : at], lore):
            led = text[at - 3 : at - 2] in ("省", "市", "州")
            start -= 2 * (led or cuts.clause(at - 2)[0] == at - 2)
        if start < at:
            yield Sighting(start, at + 2, "government", "names/ministry", text[start:at])


def _in_town(text: str, start: int, end: int, lore: Lore) -> bool:
    """Whether a town has two letters behind it that a district of it may have, though they be words: 沈阳|和平."""
    district, town = text[end - 2 : end], text[start : end - 2]
    whole = len(town) > 1 and town[-1] not in "省市州县" and lore.place_at(text, start) == end - 2
    return whole and _NO_DISTRICT.search(district) is None and district not in NEARBY


_NO_DISTRICT = re.compile("[与及、等的两三多各在对被由向据从区当有相公上下今昨近日月]")


def _district(letters: str, lore: Lore) -> bool:
    """Whether two letters that no dictionary has may be a district's name."""
    return letters > "\u4e00" and letters[1] not in "地市县区" and letters not in NEARBY and not lore.ordinary(letters)

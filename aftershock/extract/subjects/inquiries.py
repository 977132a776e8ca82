"""Inquiries: the firm whose case it is in which money was frozen, where nobody is told to have the money.

“鑫聚财”案已冻结涉案资金8.9亿元                              鑫聚财
对华融信财涉嫌集资诈骗立案侦查。…冻结涉案资金8500万元        华融信财
甲平台被查封，冻结资产达150亿元                               甲平台
"""

from __future__ import annotations

import re

from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.subjects.rows import together
from aftershock.model import Mention

REACH = 900
"""How far before its money a case may be told of, in characters."""
_CRIME = (
    r"(?:平台|公司|系列|特大|网络|非法集资|非法吸收公众存款|非法吸存|集资诈骗|合同诈骗|诈骗|赌博|传销|洗钱|跑路|爆雷"
    r"|涉嫌|等|的)"
)
_CASE = re.compile(
    rf"[“\"「](?P<quoted>[\u4e00-\u9fffA-Za-z0-9]{{2,12}})[”\"」]{_CRIME}{{0,4}}(?:一?案(?![例发件值由])|的?(?:案件|侦办|最新|相关)*(?:情况|进展))"
    rf"|(?:捣毁|侦破|破获|打掉|侦办|发布|(?<=[，。；：\n])|(?<=通报)|\A)(?:了|的)?(?P<told>(?:(?!发布|通报|捣毁|侦破|破获|打掉|侦办|特大)[\u4e00-\u9fffA-Za-z0-9]){{2,10}}?){_CRIME}{{0,4}}一?案(?=已|共|累?计?进展|情|目前|截至|中|，|。|：|最新|的?最新)"
    r"|对(?P<opened>[^，。；：\n]{2,40}?)(?:以?涉嫌[^，。；\n]{2,20}?)?(?:案(?:件)?)?(?:进行|开展|依法|正式|予以)*(?:立案|查处)"
    r"|(?P<suspect>[\u4e00-\u9fffA-Za-z（）“”]{2,40}?)(?<!以)涉嫌[^，。；\n]{2,20}?(?:[被遭]?(?:警方|公安[\u4e00-\u9fff]{0,6})?立案|犯罪案|案(?![例发值由情])|(?=[，。；\n]))"
    r"|(?:涉案|涉事|涉嫌违法)的(?P<involved>[\u4e00-\u9fffA-Za-z0-9]{2,16}?)(?:长期|已|是|为|在|由|，|的)"
    r"|(?P<fallen>[\u4e00-\u9fffA-Za-z“”]{2,24}?)(?:平台|公司)?(?:[爆暴]雷|跑路|崩盘|资金链断裂|(?:共|累计|合计|非法|违规|向[^，。；\n]{2,12}?){1,3}(?:吸收|募集|吸存|集资))"
    r"|(?P<raided>[\u4e00-\u9fffA-Za-z0-9（）“”]{2,24}?)(?:已|日前|近日|先后|相继)?[被遭](?:[\u4e00-\u9fff]{0,6}(?:警方|公安[\u4e00-\u9fff]{0,4}))?(?:依法)?(?:查封|查处|立案)"
    r"|(?:警方|公安[\u4e00-\u9fff]{0,6}?)(?:已|依法|成功|联合)?(?:查封|查处)了?(?P<found>[\u4e00-\u9fffA-Za-z0-9“”]{2,20})"
)
_LED = re.compile(r"[\u4e00-\u9fff]*(?:对|认定|查明|指控?|怀疑|发现|通报|调查|以及?|因)")
"""Before a suspect: 杭州警方对|甲平台涉嫌…."""
_CAMPAIGN = re.compile(r"(?:今年|去年|年内|行动|以来)[^。；\n]{0,20}?(?:共|累计)|全[省市国州区县]|各地|各级")
"""Of many cases a paragraph tells that has these, and not of the one told of before; nor does the next item 【X】."""
_A_THING = re.compile(
    r"房|车|土地|地块|账[户号]|卡|场所|窝点|资金|资产|设备|股[权份]|物品|店|[\d一两三四五六七八九十多]+[家个套辆处台间件宗起名张]"
)
"""What is sealed or seized in a case, and not whose case it is."""
_QUOTED = re.compile(r"“([\u4e00-\u9fffA-Za-z0-9]{2,12})”(?:平台|公司|集团|网|App|APP)?\Z")
GATES = ("案", "进展", "情况", "查处", "查封", "涉嫌", "雷", "跑路", "崩盘", "断裂", "吸收", "募集", "吸存", "集资")
"""One of these is told of each."""


def case_of(scene: Scene, mention: Mention, start: int = 0) -> str | None:
    """The firm of the case told of last before frozen money, from a position on."""
    text = scene.outline.text
    start = max(start, mention.start - REACH)
    line = text.rfind("\n", 0, mention.start) + 1
    if text.startswith("【", line) or _CAMPAIGN.search(text, line, mention.start):
        start = max(start, line)
    if not any(text.find(gate, start, mention.start) >= 0 for gate in GATES):
        return None
    ours = [
        p for p in scene.places.within(start, mention.start) if text.startswith("案", p.end) and p.name.kind in FIRMS
    ]
    if ours:
        return ours[-1].shown
    for last in reversed(list(_CASE.finditer(text, start, mention.start))):
        group = next(name for name, value in last.groupdict().items() if value)
        named = [p for p in scene.places.within(*last.span(group)) if p.name.kind in FIRMS or p.name.kind == "platform"]
        who = last[group]
        if group in ("suspect", "fallen") and (led := _LED.match(who)):
            who = who[led.end() :]
        if quoted := _QUOTED.search(who):
            group, who = "quoted", quoted[1]
        who = who.removesuffix("平台").strip("“”")
        if group == "told" and nameable(who):
            return who
        if named:
            return together(text, named) or named[-1].shown
        sure = group not in ("suspect", "fallen", "involved") or last.group().endswith("立案")
        if who[:1].isdigit():
            return None  # 查处31起: how many cases, and not whose
        if group in ("found", "raided") and _A_THING.search(who):
            continue  # 查封房产37套, 车辆被查封
        if group == "quoted" or nameable(who, headed=sure and group != "told"):
            return who
        if group == "told":
            continue
        if sure:
            break
    return None

"""Protagonists: the seller whose story a paragraph tells, where no firm is named with the figure.

周凯做了六年亚马逊。5月，他的店铺被关，余额183万美元变成不可用      周凯
“账上只有8万块，平台里却躺着560万取不出来。”王骏说                 王骏
4月，一位卖灯具的外贸商户…。几张卡里的100多万元被冻结             外贸商户
“有个客户被扣86万美元。”律师张某说                                客户, and never the lawyer
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import Place
from aftershock.extract.scene.said import Statement
from aftershock.extract.scene.strangers import WHAT_IT_IS
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.heads import firm_of, introduced_with
from aftershock.extract.subjects.possessors import HEAD_OF
from aftershock.extract.subjects.sentencesbefore import counts_all
from aftershock.model import Mention

NEAR = 120
"""How far before the figure its sentence may tell of others, in characters."""
FAR = 600
"""How far back in a paragraph somebody is looked for, in characters."""
ABOVE = 3
"""How many paragraphs above the figure's own somebody may be named last."""
_OUTSIDE = (
    r"律师|教授|博士|会长|秘书长|理事长|理事|分析师|研究员|专家|民警|警官|警察|法官|检察官|记者|主任|院长|所长|局长|处长|部长|厅长|队长|行长"
    r"|会员|消费者|顾客|租客|家长|居民|学员|乘客|业主|发言人|委员|专员|司长|大使|特使|国务卿|财长|外长|检察长|警司|督察|监督|总监督|署长|官员|总理|总统|主席|议员|顾问|观察人士|编辑|作者|学者|总裁|首席[\u4e00-\u9fff]{2,4}|客服|法人代表"
)
_BEFORE = re.compile(rf"(?:{_OUTSIDE}|实习生|通讯员)[、兼 \u00a0]?\Z")
_BEHIND = re.compile(r"律师|教授|博士|会长|主任|法官|警官|局长")
_TOLD_TO = re.compile(r"(?:告诉|对|向|给了?|被|和|与|跟|据|由|找到|联系)\Z")
_OF_OTHERS = re.compile(
    r"有(?:一?[个位家名些的]|人|卖家|商[家户]|大卖|客户|朋友|同行)|(?:隔壁|邻居|朋友|同行|客户|别人|人家|大家)们?(?:的|家|也|都|那|被|有|里|公司|店)|他们|她们|某[家位个]|冻结(?:违规|涉事|问题)?(?:商家|卖家|商户|用户)|行业|业内|很多|不少|许多|众多|部分卖家|多[家位名]|各家|整个|所有|每[家个位]|少则|多则|统计|用户(?:自发|们|资产|资金|的)|止付|拦截|警方(?:通报|已|共|依法|查封|冻结)|依法|涉案|被骗|诈骗|专项|这些(?:企业|公司|卖家|商家|店铺)|论坛"
)
"""Of others than the one whose story it is."""
_TRADER = (
    r"(?:卖家|大卖|商户|商家|店主|店家|经营户|外贸商户?|外贸人|个体户"
    r"|主播|博主|储户|加盟商|经销商|供应商|投资者|投资人|网友)"
)
_SOMEONE = rf"(?:{_TRADER}|朋友|老乡|同行|同学|亲戚|邻居|客户|老板|农户|市民|男子|女子|阿姨|大叔)"
_UNNAMED = re.compile(
    rf"(?:(?:一|某|另一|另外一|这)[位名个家]|(?<![每第唯])[一某](?=农户|市民|男子|女子|卖家|商户|商家|店主)|(?<=[，。；\n“])有)(?:[^，。；：“”\n0-9]{{0,20}}的)?(?P<who>(?:(?![的了被在])[\u4e00-\u9fff]){{0,8}}?{_SOMEONE})(?!们)"
)
_TRADES = re.compile(rf"{_TRADER}|老板|创业者|\A[老阿小][\u4e00-\u9fff]\Z")
_SOMEBODY = re.compile(
    rf"(?<!没)有一?[个位家名](?:[^，。；：“”\n0-9的]{{0,8}}的)?(?P<who>(?:(?![的了被在])[\u4e00-\u9fff]){{0,6}}?{_SOMEONE})(?!们)"
)
"""有个宁波客户，被扣86万美元"""
_THEIRS = re.compile(rf"的?(?:{_TRADER}|用户|客户)的?(?:资金|货款|款|存款|余额)")
"""4100万元|商户资金"""
_STAFF = re.compile(
    r"(?:(?:\A|(?<=[，。；：“”\n]))(?P<firm>[\u4e00-\u9fffA-Za-z]{2,8}?))?(?:公司|集团)?的?(?:一[位名])?(?:前|离职|在职|资深|老)?(?:员工|运营|职员|工作人员|客服|采购|主管|雇员|中层|管理层)\Z"
)
"""云帆|前员工|刘强透露: what befell the firm is not his."""
_HE = re.compile(r"[他她](?!们)|我(?!国)|自己")


def told_of(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """The seller of whom the figure's paragraph, or who speaks there, tells; None where others may be meant."""
    text = scene.outline.text
    statement = scene.by_place.around(mention.start, mention.end)
    start = max(sentence.start, statement.start) if statement is not None else sentence.start
    start = max(start, mention.start - NEAR)
    if somebody := _SOMEBODY.search(text, start, mention.start):
        return str(somebody["who"])
    if _OF_OTHERS.search(text, start, mention.start) or _THEIRS.match(text, mention.end):
        return None
    if any(text.find(word, start, mention.start) >= 0 for word in ("该公司", "该企业", "该集团")):
        return None  # of a firm that no rule of names knows, and of no person
    if statement is not None and statement.paper is None and statement.speaker:
        return _speaker(scene, statement, mention, role)
    line = text.rfind("\n", 0, mention.start) + 1
    last = _last(scene, line, mention.start, role)
    if last is not None:
        return last or None
    if counts_all(text, mention.start):
        return None
    he = _HE.search(text, max(line, mention.start - FAR), mention.start) is not None or (
        statement is not None and statement.direct
    )
    for _ in range(ABOVE if he else 1):
        if not line:
            break
        end, line = line - 1, text.rfind("\n", 0, line - 1) + 1
        last = _last(scene, line, end, role)
        if last is not None:
            return last or None
    return None


def _speaker(scene: Scene, statement: Statement, mention: Mention, role: str) -> str | None:
    """Who speaks of money that is nobody else's."""
    if any(able(scene, p, role) for p in scene.places.within(statement.start, mention.start)):
        return None
    speaker = statement.speaker or ""
    at = scene.places.first(speaker)
    person = next(iter(scene.places.within(at, at + len(speaker))), None) if at >= 0 else None
    at = at if at >= 0 or not speaker else scene.outline.text.rfind(speaker, 0, statement.end)
    if at > 0 and (staff := _STAFF.search(scene.outline.text, max(0, at - 16), at) or _STAFF.search(speaker)):
        return staff["firm"] if staff["firm"] and nameable(staff["firm"], headed=True) else None
    if person is not None and person.name.kind == "person":
        return None if _is_outside(scene, person) else firm_of(scene, statement) or speaker
    return HEAD_OF.sub("", speaker) if _TRADES.search(speaker) and not _MANY_SPEAK.search(speaker) else None


_MANY_SPEAK = re.compile(r"论坛|社群|社区|协会|商会|联盟|交流群|公众号")
"""卖家论坛“甲乙”, who speaks of many."""


def _last(scene: Scene, start: int, end: int, role: str) -> str | None:
    """Of whom a stretch tells last: a person or an unnamed seller; "" where a firm is named behind them all."""
    start = max(start, end - FAR)
    places = scene.places.within(start, end)
    persons = [p for p in places if p.name.kind == "person" and not _is_outside(scene, p) and not _told_to(scene, p)]
    at, who = (persons[-1].start, persons[-1].shown) if persons else (-1, None)
    firm = introduced_with(scene, persons[-1]) if persons else None
    strange = [p for p in places if id(p.name) in scene.places.strangers]
    told = [(p.start, p.shown) for p in strange]
    told += [(found.start(), str(found["nick"])) for found in scene.places.nicknames.told(start, end)]
    for found in _UNNAMED.finditer(scene.outline.text, start, end):
        if WHAT_IT_IS.search(scene.outline.text, max(0, found.start() - 8), found.start()):
            continue  # 云帆电子是一家跨境卖家
        if found[0].startswith("这") and (who or (told and min(told)[0] < found.start())):
            continue  # 李姐没那么幸运。这位卖家…
        if found.start() > at and not any(p.start <= found.end() <= p.start + 2 for p in persons):
            at, who = found.start(), found["who"]
    at, who = max(told) if told and max(told)[0] > at else (at, who)
    named = [p for p in places if p.name.kind != "person" and id(p.name) not in scene.places.strangers]
    firms = [p for p in named if p.start > at and able(scene, p, role) and not _told_to(scene, p)]
    return "" if firms else (firm if persons and at == persons[-1].start and firm else who)


def _told_to(scene: Scene, place: Place) -> bool:
    return _TOLD_TO.search(scene.outline.text, max(0, place.start - 3), place.start) is not None


def _is_outside(scene: Scene, person: Place) -> bool:
    """Whether a text calls somebody by an office that no seller has: 律师X, X教授."""
    text = scene.outline.text
    return any(
        _BEFORE.search(text, max(0, start - 8), start) or _BEHIND.match(text, end)
        for start, end in person.name.mentions[:4]
    )

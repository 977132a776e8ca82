"""Persons meant: of whom a sentence goes on to tell as 他, 其 or 自己, and some of those told of before.

何敏做童装。2021年，她的|32个|店铺被封      何敏
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.scene import Scene
from aftershock.extract.subjects.capacity import able
from aftershock.model import Mention

NEAR = 100
"""How far before a figure 他的 may stand, in characters."""
_HIS = re.compile(
    r"(?=[他她自])(?:(?<![\u4e00-\u9fff])(?:他|她)(?!们|的[名书话观看])|(?<![和跟与同])(?:他|她)(?:的|自己|家|公司|名下|手[里上中])|自己(?:的|被|公司))"
)
OF_ALL = re.compile(r"大家|[他她]们|群友|成员|同行|朋友|别人")
_SOME = re.compile(
    r"((?:部分|(?<![持拥所享具原占])有的|有些|不少|某些|一些|许多|很多|大量|个别)[\u4e00-\u9fff]{0,4}?(?:公司|企业|卖家|商家|大卖|店主|商户))"
    r"(?:旗下|名下|的|有|约|近|逾|超过?|多达|共|被封|被关)*\Z"
)
_ONE_IS = (
    r"(?:(?:一|某|另一|某一)(?:家(?![居电具纺装])|[名位间])|[一该](?=卖家|大卖|商家|店主)|一(?=公司|企业)|某(?=[大头超中小腰]"
    r"|[\u4e00-\u9fffA-Z0-9]{2,8}(?:卖家|大卖|商家|机构|连锁|品牌|店|健身房|超市|餐厅)))((?:[0-9]?[A-Z]类?)?[\u4e00-\u9fff]{0,10}?"
    r"(?:(?<=[\u4e00-\u9fff]{2})[商厂]|[鞋服药车房玩家电科外食茶纺钢化][企厂]|店主|卖家|公司|企业|大卖|商家|客户|工厂|作坊|老板"
    r"|(?<=[\u4e00-\u9fff]{2})(?:机构|连锁|品牌|奶茶店|茶饮店|咖啡店|健身房|超市|餐厅|书店|药店)))"
)
_ONE = re.compile(
    rf"{_ONE_IS}(?:已|也|还|就|则)?(?:被[^，。；]{{0,4}}|遭[^，。；]{{0,4}}|的(?:账户|账号|店铺|账)[里内上中]|的|旗下|名下"
    r"|还|仍|有|共|近日|今年|去年|突然|宣布|关[闭停店掉]了?|，)*\Z"
)
_ITS_ACCOUNT = re.compile(_ONE_IS + r"[^。；]{0,24}(?:账[户号]|户头|卡|店铺?|站点)[^，。；]{0,10}[被遭]")
_LIES_THERE = re.compile(r"账上|里面|里头|内有|[账卡][户号]?[内里中]|余额|涉及|合计|共|全部|还有|仍有|总额")
"""一家建材公司账户被冻结，|账上|300多万"""
_ANOTHER = re.compile(
    r"(?:[一有另几](?:外?一)?[位个家名些]|[他她我]的?|身边的?|隔壁的?)(?:[\u4e00-\u9fff]{0,6}的)?(?:[两三四五几]个|[两三四五几]位)?(?P<peer>同行|朋友|邻居|客户)(?![们圈之的来去对向]|介绍|告诉)"
    r"|认识的(?:一[位个家名])?(?:[^，。；\d]{1,8}的)?(?P<known>(?:(?!的)[\u4e00-\u9fff]){0,6}?(?:大卖|卖家|老板|商家))"
    r"|(?P<beside>隔壁(?:公司|档口|店铺?|办公室|工厂)(?:做[^，。；]{1,8}的)?)"
)
_BACK_TO_HIM = re.compile(r"[。；]|自己|[我他她](?!的?(?:同行|朋友|邻居))|本人")
_SOMEBODY = re.compile("一[位名]")
"""曾在该店任职的|一名教练: he, of whom a paragraph tells, is nobody named above."""


def is_his(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> bool:
    """Whether 他的, 她的 or 自己的 stands before the figure in its sentence, and no firm behind that word."""
    text = scene.outline.text
    told = text[max(sentence.start, mention.start - NEAR) : mention.start]
    if not ("他" in told or "她" in told or "自己" in told):
        return False
    found = list(_HIS.finditer(text, max(sentence.start, mention.start - NEAR), mention.start))
    if not found or scene.by_place.around(found[-1].start(), mention.end) is not None:
        return False
    if OF_ALL.search(text, found[-1].end(), mention.start):
        return False  # 她加入的群里，大家被冻结的资金超过1亿元
    if text.find("，公司", found[-1].end(), mention.start) >= 0:
        return False  # 她表示，公司已新开店铺40余家
    return not any(able(scene, p, role) for p in scene.places.within(found[-1].end(), mention.start))


def person_before(scene: Scene, at: int) -> str | None:
    """The one person that the paragraph names before a position; where it names none, the one above."""
    end = at
    for _ in range(2):
        line = scene.outline.text.rfind("\n", 0, max(0, end)) + 1
        text = scene.outline.text
        named = {
            p.shown
            for p in scene.places.within(line, at)
            if p.name.kind == "person" and not (text[p.start - 1] == "比" and text.startswith(("更", "还"), p.end))
        }
        called = [
            p
            for p in scene.places.within(line, at)
            if p.text.isascii() and text.endswith(("卖家", "商家", "店主", "老板"), 0, p.start)
        ]
        if called and not named:
            return called[-1].shown  # 深圳卖家|Kevin|更惨。他的18个店铺…
        if not named:
            told = [(p.start, p.shown) for p in scene.places.within(line, at) if id(p.name) in scene.places.strangers]
            told += [(nick.start(), str(nick["nick"])) for nick in scene.places.nicknames.told(line, at)]
            named = {max(told)[1]} if told else named
        if named or not line or _SOMEBODY.search(scene.outline.text, line, at):
            break
        end = line - 1
    return named.pop() if len(named) == 1 else None


def person_named(scene: Scene, mention: Mention, clause: Span, role: str) -> str | None:
    """The person whose 其名下 is, where the paragraph names one person and no firm before it."""
    text = scene.outline.text
    his = text.find("其名下", clause.start, mention.start)
    line = text.rfind("\n", 0, mention.start) + 1
    if his < 0 or any(able(scene, p, role) for p in scene.places.within(line, his)):
        return None
    return person_before(scene, his)


def some_of_them(scene: Scene, mention: Mention, clause: Span) -> str | None:
    """Some of a group right before the figure: 部分公司上百家店铺被封, 有的卖家旗下12个账号."""
    found = _SOME.search(scene.outline.text, clause.start, mention.start)
    return found[1] if found else None


def one_unnamed(scene: Scene, mention: Mention, clause: Span, role: str) -> str | None:
    """One that the text does not name, right before what befell it: 一家义乌饰品商被冻结630万元."""
    text = scene.outline.text
    found = _ONE.search(text, clause.start, mention.start)
    if found is None and role == "frozen" and _LIES_THERE.match(text, clause.start):
        sentence = scene.outline.at(mention.start)
        found = _ITS_ACCOUNT.search(text, sentence.start, clause.start) if sentence else None
    if found is None or any(able(scene, p, role) for p in scene.places.within(found.start(1), mention.start)):
        return None
    return "某" + found[1] if found[0].startswith("某" + found[1]) else found[1]


def another_told_of(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """One besides who speaks, of whom he tells: 他说，同一栋楼的一位同行，11个店铺全军覆没."""
    text = scene.outline.text
    if nicked := scene.places.nicknames.at_figure(sentence.start, mention.start):
        return nicked
    found = next(iter(reversed(list(_ANOTHER.finditer(text, sentence.start, mention.start)))), None)
    if found is None or len(text[found.end() : mention.start]) > NEAR:
        return None
    between = text[found.end() : mention.start]
    if _BACK_TO_HIM.search(between) or any(
        able(scene, p, role) for p in scene.places.within(found.end(), mention.start)
    ):
        return None
    return found["peer"] or found["known"] or found["beside"]

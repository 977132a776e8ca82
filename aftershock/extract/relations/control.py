"""Who controls whom, by words of control and of dealings in shares: 乙由甲实际控制, 甲取得乙控制权, 乙的实际控制人为甲,
甲转让乙100%股权, 甲收购其51%股权, 甲对乙的持股比例升至70%, 甲将乙纳入合并报表.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from aftershock.extract.language.scan import Scan
from aftershock.extract.relations.owners import FAR, OFFICES, Place
from aftershock.extract.relations.topics import Topics
from aftershock.model import RelationFound

WORDS = Scan(
    (
        "控制",
        "控股",
        "实际",
        "实控",
        "纳入",
        "收入",
        "收归",
        "收至",
        "收购",
        "持股",
        "股权",
        "股份",
        "出售",
        "转让",
        "剥离",
        "处置",
        "孵化",
        "全资",
        "绝对",
        "完全",
    ),
    r"(?P<right>控(?:制|股)权)|(?P<person>(?:实际控制人|实控人)(?:均)?(?:为|是|系)?)|(?P<by>(?:实际)?控制|孵化)(?=[，。；、）)\n]|的(?:[一两三多]家)?[\u4e00-\u9fff]{0,8}(?:公司|企业)[，。；])"
    r"|(?P<into>收入囊中|(?:纳入|收入|收归|收至)(?:了)?(?:旗下|麾下))|(?P<books>纳入(?P<whose>其|(?:[本我]|上市)?公司)?(?:的)?合并(?:财务)?(?:报表|范围))|(?P<enter>纳入(?=[^，。；\n]{2,24}合并))|收购(?:了)?(?:其|该公司)(?:剩余|全部)?约?(?P<bought>\d{1,3}(?:\.\d+)?)[%％]的?股[权份]"
    r"|(?P<level>持股(?:比例)?|股[权份](?:比例)?)(?:由|从|将|已|进一步|至|约|为|达|升|增|提|提高|提升|上升|增加|降|下降|\d{1,3}(?:\.\d+)?[%％])*(?<=[%％])"
    r"|(?P<over>(?:全资|绝对|完全)(?:持股|控股|控制)(?=[，。；、）]|\Z))"
    r"|(?P<sold>出售|转让|剥离|处置)(?:了|其|所|持有|的){0,4}",
)
TAKES = re.compile(r"(?:取得|获得|拥有|掌握|拿下|谋求|握有)(?:了)?[“\"]?\Z")
"""Before the body whose control is taken."""
OVER = re.compile(r"(?:实现|完成|达成)(?:了)?对[“\"]?\Z")
"""Before the body that is now held whole: 实现对|乙全资持股."""
ITS = re.compile(r"[”\"]?(?:公司|集团)?(?:的)?(?:绝对|实际|相对|多数)?")
"""Between a body and its control, or who controls it."""
LED = re.compile(r"(?:由|受|被)[“\"]?\Z")
AIMS = re.compile(
    r"[”\"]?(?:公司|集团)?(?:拟|将|计划|宣布|已|正|欲|公告|曾|近日|今年|去年|日前|挂牌|公开|协议|整体|打包|以[^，。；\n]{2,16}){0,4}"
)
"""Between a seller and 转让."""
ALL = re.compile(r"[”\"]?(?:的)?(?:100[%％]|全部)的?(?:股权|股份|股本)")
NUMBER = re.compile(r"(\d{1,3}(?:\.\d+)?)[%％]\Z")
HALF = 50.0


def controls(text: str, places: Sequence[Place], starts: Sequence[int], topics: Topics) -> Iterator[RelationFound]:
    """The relations that such words tell."""
    for word in WORDS.finditer(text) if places else ():
        at = bisect_right(starts, word.start() - 1) - 1
        told = _told(text, word, places, at, topics)
        if told is None:
            continue
        kind, parent, child = told
        if parent.name is not child.name and child.name.kind not in OFFICES:
            first, last = sorted((parent, child))
            yield RelationFound(kind, parent.name.name, child.name.name, first.start, last.end)


def _told(
    text: str, word: re.Match[str], places: Sequence[Place], at: int, topics: Topics
) -> tuple[str, Place, Place] | None:
    """What the word tells: the type of the relation, parent and child."""
    near = places[at] if at >= 0 else None
    if word["sold"]:
        child = places[at + 1] if at + 1 < len(places) else None
        if near is None or child is None or child.start != word.end() or not ALL.match(text, child.end):
            return None
        if at and text.endswith("通过", 0, near.start) and AIMS.fullmatch(text, places[at - 1].end, near.start - 2):
            near = places[at - 1]._replace(end=near.end)  # 甲拟通过某产权交易所公开|转让|乙100%股权
        return ("wholly owned subsidiary", near, child) if AIMS.fullmatch(text, near.end, word.start()) else None
    if near is None:
        return None
    if word["person"]:
        holder = places[at + 1] if at + 1 < len(places) else None
        if holder is None or holder.start != word.end() or not ITS.fullmatch(text, near.end, word.start()):
            return None
        return "shareholder", holder, near
    if word["bought"]:
        told = topics.told(near.start, near) if word.start() - near.end < 24 and _same(text, near, word) else None
        return (_kind(word["bought"]), near, told) if told is not None else None
    if word["over"]:
        before = _before(text, OVER, near, places, at, FAR) if text[near.end : word.start()] in ("", "的") else None
        return ("subsidiary", before, near) if before is not None else None
    if word["right"]:
        before = _before(text, TAKES, near, places, at) if ITS.fullmatch(text, near.end, word.start()) else None
        return ("subsidiary", before, near) if before is not None else None
    if word["by"]:
        child = places[at - 1] if at and LED.search(text, max(0, near.start - 2), near.start) else None
        beside = child is not None and re.fullmatch(
            r"[”\"]?(?:均|也|则|目前|现|是|系)?[由受被]", text[child.end : near.start]
        )
        return ("subsidiary", near, child) if child is not None and beside and word.start() == near.end else None
    if word["books"] or word["into"] or word["enter"]:
        return _entered(text, word, places, at, topics)
    if word["level"]:
        share = NUMBER.search(word[0])
        whose = places[at - 1] if at and text[places[at - 1].end : near.start] == "对" else None
        if whose is None or share is None or text[near.end : word.start()] != "的":
            return None
        return _kind(share[1]), whose, near
    return None


def _entered(
    text: str, word: re.Match[str], places: Sequence[Place], at: int, topics: Topics
) -> tuple[str, Place, Place] | None:
    """甲将乙|纳入合并报表, 乙将纳入公司合并报表, 乙已被纳入甲的合并报表, 甲以十亿元将乙|收入囊中."""
    near, parent = places[at], None
    if word["into"] and at and near.end == word.start() and text[near.start - 1] == "被":
        child = places[at - 1]  # 乙于2018年被甲收入囊中
        between = UNDERGOES_BY.fullmatch(text, child.end, near.start)
        return ("subsidiary", near, child) if between else None
    if MADE.search(text, max(0, near.start - 2), near.start) and near.end == word.start():
        begin = max(text.rfind(mark, 0, near.start) for mark in "。；\n")
        before = places[at - 1] if at else None
        beside = before is not None and before.start > begin and before.end >= near.start - 30
        parent = before if beside else topics.told(near.start - 1, near)
    elif UNDERGOES.fullmatch(text, near.end, word.start()):
        if word["enter"]:
            behind = places[at + 1] if at + 1 < len(places) else None
            whose = behind is not None and behind.start == word.end() and BOOKS.match(text, behind.end)
            parent = behind if whose else None
        elif word["whose"] and word["whose"] != "其":
            parent = topics.filer(near.start, near)
    return ("subsidiary", parent, near) if parent is not None else None


MADE = re.compile(r"[将把][“\"]?\Z")
UNDERGOES = re.compile(r"[”\"]?(?:公司|集团)?(?:也|已|将|均|会|便|继续|正式|被|仍|自[^，。；\n]{0,12}起){0,4}")
"""Between a body and the words by which another's accounts take it in."""
UNDERGOES_BY = re.compile(rf"{UNDERGOES.pattern}(?:于[^，。；\n]{{2,12}}|\d{{4}}年|[去今前]年|也|已|便|最终){{0,2}}被")
BOOKS = re.compile(r"(?:公司|集团)?的?合并(?:财务)?(?:报表|范围)")


def _kind(share: str) -> str:
    return "subsidiary" if float(share) > HALF else "shareholder"


def _same(text: str, near: Place, word: re.Match[str]) -> bool:
    """Whether no clause ends between a buyer and what it does."""
    return not any(mark in text[near.end : word.start()] for mark in "。；，\n")


def _before(
    text: str, lead: re.Pattern[str], near: Place, places: Sequence[Place], at: int, far: int = 20
) -> Place | None:
    """Who does what `lead` tells, before it in the sentence by so many characters at most."""
    found = lead.search(text, max(0, near.start - 6), near.start)
    doer = next((place for place in reversed(places[max(0, at - 3) : at]) if place.name is not near.name), None)
    if found is None or doer is None or found.start() - doer.end > far:
        return None
    return None if any(mark in text[doer.end : found.start()] for mark in "。；\n未不") else doer

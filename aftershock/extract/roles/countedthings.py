"""Things counted: the vocabulary's word for what a count or a head-count counts."""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence
from aftershock.extract.roles.countedfigure import (
    BARE,
    DONE_TO,
    PART_OF_GROUP,
    PEOPLE,
    SHUT_MORE,
    THEIR_OWN,
    TOPIC,
    TOPICS,
    Counted,
)
from aftershock.extract.roles.countednouns import OPEN, by_nouns, whole_noun
from aftershock.extract.roles.words import RoleReader
from aftershock.model import Mention

_OF_ALL = re.compile(
    r"[，,](?:约|大约|已|几乎)?占[^，。；\d]{0,6}?((?:店铺|门店|账[号户]|站点|网点|网站)(?:总数|总量|数量|数)?)"
)
"""被封37个，占店铺总数的三成"""
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_FAR_DESCRIBED = re.compile(r"[^，。；：、（）0-9]{8,28}的([^，。；：、（）的0-9]{2,8})")
"""关停30家客流较少、业绩不好的门店: a long description stands before the noun."""
_BANKS = re.compile(r"[0-9一二两三四五六七八九十百千万][余多]?家[\u4e00-\u9fff]{0,4}银行(?!网点|支行|分支|营业)")
_CHANGED_TO = re.compile(
    r"(?:减|降|增|缩|升|扩|少|加|跌|涨)[减少降缩增加大]?(?:至|到|为)了?(?:目前|现在)?的?(?:约|近)?\Z|只剩\Z|仅剩\Z"
)
_FROM_OR_TO = re.compile(rf"(?:[从由](?:原来的?|此前的?|高峰期?的?|最多时的?)?(?:约|近)?\Z|{_CHANGED_TO.pattern})")
"""已启动裁员，计划从1300人减到700人"""
_WORKFORCE = re.compile(r"团队|规模|在职|雇|用工|员工|职工|裁")
_OWN_NOUN = re.compile(r"、([\u4e00-\u9fff]{2,3})\Z")
_NO_TOPICS = frozenset({"群组", "群聊", "频道", "话题", "词条", "评论", "直播间", "小程序", "视频", "信息"})
"""What else is counted beside accounts, by a noun of its own."""
_WHOLE = re.compile(r"[\d两二三四五六七八九十几数][余多]?家((?:(?!的)[\u4e00-\u9fff]){2,6})")
"""Those counted of whom some are told: 6家|公司."""


def thing(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """What is counted: the figure's own noun, else the noun behind it, else what the sentence spoke of before."""
    counted = Counted(text, sentence, mention, words)
    named = by_nouns(counted)
    return named if named != OPEN else _told_of(counted)


def _told_of(counted: Counted) -> str | None:
    """What the sentence told of, where the words at the figure do not say what it counts."""
    text, mention, words = counted.text, counted.mention, counted.words
    far = counted.behind(_FAR_DESCRIBED) if mention.unit in BARE else None
    if far and (named := words.things_in(text, far.start(1), far.end())):
        return named[-1]
    if _are_banks(counted):
        return "banks"
    own = counted.before(_OWN_NOUN) if mention.unit == "个" else None
    if own and own[1] in _NO_TOPICS:
        return None  # 处置账号400个、群组|132个
    if whole := _of_a_whole(counted):
        return whole
    theirs = counted.before(THEIR_OWN)
    before = [
        thing
        for thing in counted.spoken_of(theirs.start() if theirs else None)
        if (thing in TOPICS or thing == "campuses")
        and not (thing in ("brands", "accounts") and mention.unit == "家")  # 快餐品牌甲关闭2家: no brands.
    ]
    if before:
        return before[-1]
    if of_all := _OF_ALL.match(text, mention.end, min(mention.end + TOPIC, counted.sentence.end)):
        return words.first_thing(text, of_all.start(1), of_all.end())
    earlier = _in_sentence_before(text, counted.sentence, words)
    if mention.unit in BARE and (counted.before(DONE_TO) or counted.before(SHUT_MORE, 12)):
        return "stores" if earlier == "stores" else None
    return earlier if counted.counts_on and (mention.value or 0) > 1 else None


def _are_banks(counted: Counted) -> bool:
    """关闭网点之外，还有300家银行注销，其中甲类|200家."""
    start = max(counted.sentence.start, counted.mention.start - TOPIC)
    banks = [m.end() for m in _BANKS.finditer(counted.text, start, counted.mention.start)]
    if not banks:
        return False
    return TOPICS.isdisjoint(counted.words.things_in(counted.text, banks[-1], counted.mention.start))


def _of_a_whole(counted: Counted) -> str | None:
    """What a whole counts of which the figure is a part: 店铺超过5万个，其中深圳卖家占|2.1万个."""
    text, mention, words = counted.text, counted.mention, counted.words
    first = max(counted.sentence.start, mention.start - TOPIC)
    if part := counted.before(PART_OF_GROUP):
        whole = words.things_in(text, first, part.start())
        if whole and whole[-1] in ("stores", "sites", "accounts"):
            return whole[-1]
    if mention.unit in BARE and text.startswith("其中", counted.clause.start):
        wholes = list(_WHOLE.finditer(text, first, counted.clause.start))
        if wholes and words.first_thing(text, *wholes[-1].span(1)) == "firms":
            return "firms"  # 名下还有6家公司，包括甲店铺管理公司，其中4家注销
    return None


def _in_sentence_before(text: str, sentence: Sentence, words: RoleReader) -> str | None:
    """What the sentence before last named in its paragraph: 它有120个店铺。上半年，被封的有|37个."""
    start = max(text.rfind("\n", 0, sentence.start) + 1, sentence.start - TOPIC // 2)
    named = [thing for thing in words.things_in(text, start, sentence.start) if thing in TOPICS]
    return named[-1] if named else None


def people(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """Which people: the noun of the figure, else the last one named before it in its clause."""
    if (thing := words.thing(whole_noun(text, mention, words))) and thing in PEOPLE:
        return thing
    after = _LETTERS.match(text, mention.end, mention.end + 4)
    for n in (4, 3, 2) if after else ():
        if after and (thing := words.thing(after.group()[:n])) and thing in PEOPLE:
            return thing
    clause = sentence.clause(mention.start)
    named = [
        thing
        for thing in words.things_in(text, max(clause.start, mention.start - TOPIC), mention.start)
        if thing in PEOPLE
    ]
    if not named and _CHANGED_TO.search(text, max(clause.start, mention.start - 12), mention.start):
        # 目前已减至约1400人: of those counted before in the sentence.
        earlier = words.things_in(text, max(sentence.start, mention.start - TOPIC), clause.start)
        named = [thing for thing in earlier if thing in PEOPLE][-1:]
    special = [thing for thing in named if thing != "staff"]
    if special or named:
        return (special or named)[-1]
    goes_on = _FROM_OR_TO.search(text, max(clause.start, mention.start - 12), mention.start)
    start = sentence.start if goes_on else clause.start
    return (
        "staff"
        if _WORKFORCE.search(text, max(start, mention.start - TOPIC), min(sentence.end, mention.end + 6))
        else None
    )

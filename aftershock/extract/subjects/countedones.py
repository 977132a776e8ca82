"""The counted ones: the noun of those that a figure counts, where they are whose it is (5万家中国企业)."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.countedfigure import BARE, PART_OF_GROUP
from aftershock.extract.scene import Scene
from aftershock.model import Mention

DETERMINER = re.compile(
    r"^(?:公司共?有|涉及(?:到)?|哪个|哪家|某|一家|一个|一名|有|这个|那个|这些|那些|上述|相关|该(?:站点?|平台|国|地区?)的?|该|各|已有|共有|其中|还有|约|近|这样的|巨量|左右|上下|逾|超(?!市|级)|和|与|也|多个|不少|许多|大量|部分|主要|主力|主打|核心|小众|热门|拳头|其他|其它|自有|的|另有|最近|目前|代表|服务|[0-9一二三四五六七八九十百千万亿多余几数]+[家个名])+"
)
VERB = re.compile(r"[被遭]|持有|所持|涉及|包括|新开|关闭|关停|暂停|下架|封|造成|导致|占")
_MARKET = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,16}\Z")
_MARKET_ENDS = re.compile(
    r"\A(?:年度?|个?月份?|上半年|下半年|今年|去年|前[一二三四]季度|[一二三四]季度|全年)+|(?:市场|整体|年度|[的总年])+\Z"
)
_DEEDS = ("将", "把", "已", "拟", "使", "让", "令", "会")
"""将把行业基金的规模扩大至…: no market is spoken of."""
_BEHIND = re.compile(r"[的个家名户]?([\u4e00-\u9fffA-Za-z“”]{0,14})")
_BEHIND_MEASURE = re.compile(r"的?([\u4e00-\u9fffA-Za-z“”]{0,14})")
"""两个|家居品牌: behind its measure word a figure has no other."""
_REACH = 160
"""How far before a figure others counted may be named, in characters."""
_COUNTED = re.compile(r"[0-9一二三四五六七八九十百千万亿][多余]?[个家](?!号)([\u4e00-\u9fff]{2,10})")
_DONE = re.compile(
    r"打掉|捣毁|下线|下架|清理|查处|处置|关停|关闭|停产整治|整治|清退|封禁|封停|查封|取缔|注销|叫停|取消备案|约谈|排查|处理|检查"
)
"""What an authority does to those counted; 关停高耗能企业61家 are 高耗能企业."""

_ALREADY = re.compile(r"(?:已经?|共|均|被|累计|全部|先后|依法|合计)+\Z")
_BEFORE = re.compile(r"([\u4e00-\u9fff“”]{2,12})[0-9][0-9,.万千]*[余多]?[家户个](?=[，；。])")
_GROUP_HAS = re.compile(
    r"有?(?P<who>(?![该这那各某其本])[^，。；0-9的被受等]{0,6}?(?:卖家|商家|商户|企业))(?:占|有|为|达|就|约|近|超过?|逾|了|到)*"
)
"""深圳卖家占2.1万个，|广州卖家|8000多个"""
_OF_HOW_MANY = re.compile(r"^在(?:所有|全部)?(?:的)?|^.*\d[余多]?万?[家个名]")
"""What stands before a group of which some are told: 全球的37000家|直接客户中，…"""
_THERE_ARE = re.compile(r"(?:已|共|至少|就|约|累计|先后)*有(?:超过?|近|约|逾)?")
_SPOKEN_OF = re.compile(r"([\u4e00-\u9fff]{2,10}?)(?:在|自|从|近|过去|今年|去年|目前|[，0-9])")
"""国内经销商在过去三年，有5000家倒闭: those of whom so many."""


def counted(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """The counted ones: the noun behind the figure, or before 有/达/共 and the figure."""
    text = scene.outline.text
    behind = (_BEHIND_MEASURE if mention.text[-1] in "个家名户" else _BEHIND).match(text, mention.end, sentence.end)
    if behind:
        noun = noun_of(scene, behind.group(1))
        if noun:
            return noun
    own = sentence.clause_at(mention.start)
    if own and _THERE_ARE.fullmatch(text, sentence.clauses[own].start, mention.start):
        spoken_of = _SPOKEN_OF.match(text, sentence.clauses[own - 1].start, sentence.clauses[own - 1].end)
        noun = noun_of(scene, spoken_of[1], whole=True) if spoken_of else None
        if noun and is_group(scene, noun) and not scene.words.bare(noun):
            return noun
    group = re.search(
        r"([^“”，。、（）：；]{2,12})”?(?:（[^）]*）)?之?[中里]，?(?:已|就|仅|只|其中|还|目前|将|会|可能|预计)*有?$",
        text[sentence.start : mention.start],
    )
    if group:
        # 3000家|中，有20家: of how many alone, which says of whom no more than that.
        told = _OF_HOW_MANY.sub("", group.group(1)) or group.group(1)
        return None if told[0] in "他她我你其" or told[-1] == "其" else told
    before = re.search(
        r"([\u4e00-\u9fff“”A-Z]{2,14}?)(?:目前)?(?:已经?|共|就|约|总数|数量)*(?:有|达到?|超过?|逾|突破|多达|高达|[是为])?了?$",
        text[sentence.start : mention.start],
    )
    parts = _DONE.split(before.group(1).rpartition("的")[2]) if before else [""]
    owner = parts[-1] or _ALREADY.sub("", parts[max(0, len(parts) - 2)])
    owner = re.sub(r"^(?:.*[里中内上](?:有|新增)|(?:各[类种]|月份?|年|累计|合计|共计|新增)+)", "", owner)
    trigger = mention.trace.trigger if mention.trace else None
    if before and trigger and trigger in owner:
        # 那一轮整顿波及|中国卖家超过5万家; of 停业及问题平台 both are counted.
        both = owner.partition(trigger)[2].startswith(("及", "和", "与", "或"))
        owner = owner[owner.index(trigger) :] if both else owner.rpartition(trigger)[2].removeprefix("了")
    begins = sentence.start + before.start() if before else 0
    if (
        before
        and begins > sentence.start
        and (
            (text[begins - 1].isdigit() and owner[:1] in "家户个名位间")
            or (owner == before.group(1) and "\u4e00" <= text[begins - 1] <= "\u9fff")
        )
    ):
        owner = ""  # cut off from a longer word, or from how many there were: 62|家机构关停了|55家
    if owner and (noun := noun_of(scene, owner, whole=True)) and is_group(scene, noun):
        return noun
    return None


_DEALT_WITH = re.compile(r"\A[\u4e00-\u9fff]*?(?:检查|排查|查处|摸排|整治|发现|注销|关停|关闭|取缔|清退|吊销|责令)")
"""北京市注销|学科类培训机构"""


def counted_before(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Those counted before in the sentence: 关闭了600个国内品牌的权限，涉及3000个账号 are accounts of 国内品牌.

    检查无证企业317家，取缔136家 are 136 of 无证企业, and so are those of the next sentence: 其中，断电45家.
    """
    text = scene.outline.text
    if mention.unit in BARE:
        line = text.rfind("\n", 0, mention.start) + 1
        for found in reversed(list(_BEFORE.finditer(text, max(line, mention.start - _REACH), mention.start))):
            noun = noun_of(scene, _DEALT_WITH.sub("", found[1]), whole=True)
            if noun and is_group(scene, noun) and not scene.words.bare(noun):
                return noun
    start = max(sentence.start, mention.start - _REACH, text.rfind("；", sentence.start, mention.start) + 1)
    for found in reversed(list(_COUNTED.finditer(text, start, mention.start))):
        noun = noun_of(scene, found.group(1))
        if noun and is_group(scene, noun) and not scene.words.bare(noun) and "申诉" not in noun:
            return noun
    return None


def market(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """The market that a market figure is of: what stands before the word that gave its role (宠物行业|市场规模达…)."""
    trigger = mention.trace.trigger if mention.trace else None
    at = scene.outline.text.rfind(trigger, sentence.start, mention.start) if trigger else -1
    if at < 0:
        return None
    found = _MARKET.search(scene.outline.text, sentence.clause(at).start, at)
    noun = _MARKET_ENDS.sub("", found.group()) if found and not found.group().startswith(_DEEDS) else ""
    return noun if len(noun) >= 2 and tag(noun) != "v" else None  # 登记的|货值, 涉及|货值


def part_group(scene: Scene, mention: Mention, clause: Span) -> str | None:
    """The group whose part of a whole a figure is: 店铺超过5万个，其中深圳卖家占|2.1万个."""
    text = scene.outline.text
    found = PART_OF_GROUP.search(text, clause.start, mention.start) or _GROUP_HAS.fullmatch(
        text, clause.start, mention.start
    )
    return found["who"] if found and not scene.words.bare(found["who"]) else None


def is_group(scene: Scene, noun: str) -> bool:
    """Whether a noun is a group that can own something: sellers, firms, brands."""
    return (scene.words.thing(noun) or "") in ("sellers", "firms", "brands", "banks", "suppliers", "users")


_SUCH_FIRMS = re.compile("公司|企业|机构|卖家|商家|商户|(?:基金)?管理人")


def noun_of(scene: Scene, words: str, *, whole: bool = False) -> str | None:
    """The shortest head of `words` that ends with a known thing (店铺, 卖家, 企业 …), without determiners."""
    ends = [len(words)] if whole else range(2, len(words) + 1)
    best = None
    for end in ends:
        head = DETERMINER.sub("", words[:end])
        if (
            scene.words.thing(head)
            and not re.search(
                r"受|因|在|了|已|认定|相邻|附近|周边|他|她|我|登记|转为|披露|旗下|^[由为]|^[全均都已仍]部?|^“[^”]*$",
                head,
            )
            and not VERB.search(head)
        ):
            best = head
        elif best:
            break
    if best and "的" in best and "“" not in best and scene.words.thing(tail := best.rpartition("的")[2]):
        best = tail  # 年收入过千万美元的|中国卖家
    if best and (more := _SUCH_FIRMS.match(words, words.index(best) + len(best))):
        return best + more.group()  # 货代|公司
    return best

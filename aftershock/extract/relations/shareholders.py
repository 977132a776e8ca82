"""Who holds shares of what stands before: 乙由甲持股60%, 乙（甲持股60%）, 由甲、丙分别持股60%、40%,
新增股东甲，持股98%.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aftershock.extract.relations.owners import Place, named_aside
from aftershock.extract.relations.topics import Topics

Share = tuple[Place, str, Place | None]
"""Whose shares they are, how many in a hundred, and who holds them (None: who stands before the verb)."""
SHARE = r"(?:约|合计|剩余|全部|[的之]|共计|各|各自|分别){0,3} ?(?P<share>\d{1,3}(?:\.\d+)?) ?[%％]"
PLAIN_SHARE = re.compile(rf"(?:为|达|是){{0,2}}{SHARE}(?!的[\u4e00-\u9fff])")
"""Behind 持股 in 由甲持股60%, （甲持股60%）."""
ADVERBS = re.compile(
    r"(?:等(?:股东|[\d一二三四五六七八九十两多]{1,3}[名位家方](?:股东)?|交易对方|人)?|(?:认缴|实缴)?出资(?:人民币)?(?:约)?[\d.,]+[万亿]*(?:美|港|欧)?元，|(?:以|斥资|出资|耗资|投资|作价)[^，。；\n]{1,14}?元|拟|计划|约?\d{1,3}(?:\.\d+)?[%％]的?|目前|现|仍|已|共|分别|则|直接(?:[和及与或、](?:间接|通过子公司))?|间接|合计|共同|所|还|将|则|均|实际|最终|实益|全资|各自?|作为(?:主|主要|第一大|控股)?(?:发起人|股东|大股东)){0,4}"
)
"""Between a holder and 持有."""
WHOLE = "全资"
BY = re.compile(r"(?:为|(?:由|被|受)(?:[\u4e00-\u9fffA-Z]{0,10}(?:公司|集团|巨头|企业|的))?)\Z")
BY_FORCE = re.compile(r"[由被受](?:[\u4e00-\u9fffA-Z]{0,10}(?:公司|集团|巨头|企业|的))?\Z")
"""As BY, where no figure tells of shares: 改名为|甲控股 tells of none."""
BY_WHOM = re.compile(
    r"[又也现则目前均，是系]{0,3}(?:为|(?:受到|受|由|被)(?:[\u4e00-\u9fffA-Z]{0,10}(?:公司|集团|巨头|企业|的))?)"
)
"""Between a body and who controls it: 乙受到|甲控股."""
OPENS = re.compile(r"[（(：](?:(?:全资|控股)?子公司)?")
"""Between a body and who holds it, in its bracket: 乙（|子公司|甲持股70%）."""
DAUGHTER = re.compile(
    r"(?:旗下|下属|的|全资|控股|子公司|孙公司|附属公司){1,4}(?:[A-Za-z\u4e00-\u9fff]{2,8}(?:厂商|平台|公司|企业|品牌|机构))?"
)
"""Between a holder and its mother, whom 由 leads to: 由丙旗下|甲全资持股."""
ENDS = re.compile(r"(?:的[^，。；\n]{0,12}(?:公司|企业|平台|品牌|机构))?(?:[，。；、）)\n]|\Z)")
HOLDER_IS = re.compile(r"的?(?:单一|唯一|第[一二三]|控股|最)?大?股东(?:信息|情况|名称)?(?:为|是|[：:])")
"""Between a body and its shareholder: 甲的大股东为|乙，持股51%."""
OF_IT = re.compile(r"(?:为|系|是)(?:该公司|其|公司)的?(?:单一|唯一|第[一二三]|控股|最)?大?股东，")
"""Behind a shareholder: 乙|为该公司股东，持股100%."""
ADDED = re.compile(
    r"(?:新增(?:了)?(?:股东)?|(?:股东|投资人|出资人)(?:[^，。；\n]{0,40})?(?:变更|更改)为|新股东(?:为|是)?)[“\"]?\Z"
)
"""Before who has become a shareholder: 新增股东|甲，持股比例98%."""
ASIDE = re.compile(r"[（(][^（）()\n]{1,30}[）)]")
"""What a bracket tells of a holder before the verb: 甲（某人持股77%）|全资控股."""
AMONG = re.compile(r"(?:其中|，)\Z")
FOUNDED = re.compile(r"(?:(?:是|系)?由|是|系|为)(?=[^。；\n]{4,120}(?:设立|成立|组建|创办|创立|发起|合资))")
FOUND = re.compile(r"(?:设立|成立|组建|创办)(?:了|合资公司|项目公司|控股子公司|子公司|公司|一家){0,3}[“\"]?")
"""Before the body that several found: 甲与丙共同投资|设立|乙，其中甲出资…."""
THEIRS = re.compile(r"，(?:其|后者)?")
SHARED = re.compile(r"(?:比例)?(?:为|达|约)?((?:[、，和及与]?(?:约|以及)?\d{1,3}(?:\.\d+)?[%％]){2,})")
"""Behind 分别持股: the shares of several."""
OWNERS = re.compile(r"股东(?:分别)?(?:包括|为|是|有|系)")
THEY = re.compile(r"，(?:两家企业|两家公司|三家公司|二者|两者|三者|双方|前者和后者)?\Z")
"""Between a list of shareholders and 分别."""
HOW_FOUNDED = re.compile(r"(?:(?:共同|合资|联合|分别)?(?:出资|投资|发起)?(?:设立|成立|组建|创办|持股|持有|控股|出资))?")
"""Behind the last of several founders: 由甲、丙|合资设立，双方分别持股…."""
NUMBER = re.compile(r"\d{1,3}(?:\.\d+)?(?=[%％])")
JOINT = re.compile(r"、|以及|[和及与]")
EACH = re.compile(r"(?:分别|各自)(?:直接|间接)?\Z")
EACH_IS = re.compile(r"(?:比例)?(?:分别|各自)?(?:为|是|达)(?=(?:约)?\d[\d.]*[%％](?:[、，和及与]|以及))")
"""Behind 持股, where the shares follow of those named before: 由甲、乙设立，持股|比例分别为70%和30%."""
LISTED = re.compile(r"(?:由|股东(?:为|是|包括)?|，)[^，。；：！？\n]{0,120}\Z")


def led_to(text: str, verb: re.Match[str], places: Sequence[Place], last: int, topics: Topics) -> list[Share] | None:
    """The shares that a verb tells of where the body held stands before their holder; None where it does not."""
    holder = places[last]
    if each := EACH.search(text, max(holder.end, verb.start() - 4), verb.start()):
        return _each(text, verb.end(), each.start(), places, last, topics)
    if ratio := EACH_IS.match(text, verb.end()):
        return _each(text, ratio.end(), verb.start(), places, last, topics)
    if (aside := ASIDE.match(text, holder.end)) is not None and aside.end() <= verb.start():
        holder = holder._replace(end=aside.end())
    between = text[holder.end : verb.start()]
    share = _share(text, verb, holder)
    if share is None:
        return None
    if last and text[holder.start - 1] == "对" and not named_aside(text, places[last - 1]):
        return [(holder, share, places[last - 1])] if holder.start - places[last - 1].end < 8 else None  # 甲对乙持股60%
    if among := AMONG.search(text, max(0, holder.start - 2), holder.start):
        of_founders = _of_founders(text, holder, share, places, topics)
        if of_founders is not None or among[0] != "，":
            return of_founders
    if not ADVERBS.fullmatch(between):
        return _told_aside(text, verb, places, last, topics, share)
    first = last
    while first and DAUGHTER.fullmatch(text, places[first - 1].end, places[first].start):
        first -= 1
    begin = places[first].start
    before = places[first - 1] if first else None
    if before is not None and (OPENS.fullmatch(text, before.end, begin) or BY_WHOM.fullmatch(text, before.end, begin)):
        return [(before, share, holder)]
    if by := (BY if share != "0" else BY_FORCE).search(text, max(0, begin - 13), begin):
        told = topics.told(by.start(), places[first])
        return [(told, share, holder)] if told is not None and not named_aside(text, told) else None
    return None


def _of_founders(text: str, holder: Place, share: str, places: Sequence[Place], topics: Topics) -> list[Share] | None:
    """乙由甲、丙共同出资设立，其中甲持股60%: the body held stands before 由, or in the sentence before."""
    begin = max(text.rfind(mark, 0, holder.start) for mark in "。！？；\n") + 1
    for made in FOUND.finditer(text, begin, holder.start):
        if (new := next((place for place in places if place.start == made.end()), None)) is not None:
            return [(new, share, holder)]
    by, held = None, None
    for by in FOUNDED.finditer(text, begin, holder.start):
        ahead = by.start() - (text[by.start() - 1] == "，")
        if (held := next((place for place in reversed(places) if place.end == ahead), None)) is not None:
            break
    if by is None:
        return None
    if held is None and (by.start() == begin or text[begin : by.start()] in ("它", "其", "该公司", "公司")):
        held = topics.told(begin - 1, holder)
    return [(held, share, holder)] if held is not None else None


def _share(text: str, verb: re.Match[str], holder: Place) -> str | None:
    """How much: by a word or a figure before the verb, by a figure behind it; 0 where 控股 tells no more."""
    between = text[holder.end : verb.start()]
    if WHOLE in between:
        return "100"
    if (ahead := NUMBER.search(between)) and ENDS.match(text, verb.end()):
        return ahead[0]
    if plain := PLAIN_SHARE.match(text, verb.end()):
        return plain["share"]
    return "0" if verb[0] == "控股" and ENDS.match(text, verb.end()) else None


def _told_aside(
    text: str, verb: re.Match[str], places: Sequence[Place], last: int, topics: Topics, share: str
) -> list[Share] | None:
    """乙的大股东为|甲，持股51%, 甲为该公司股东，持股100%, 新增股东甲，持股98%."""
    holder = places[last]
    if THEIRS.fullmatch(text, holder.end, verb.start()):
        if last and HOLDER_IS.fullmatch(text, places[last - 1].end, holder.start):
            return [(places[last - 1], share, holder)]
        if not ADDED.search(text, max(0, holder.start - 50), holder.start):
            return None
    elif not OF_IT.fullmatch(text, holder.end, verb.start()):
        return None
    told = topics.told(holder.start, holder)
    return [(told, share, holder)] if told is not None else None


def _owners_told(text: str, start: int, end: int) -> int:
    """Where 股东包括 ends, of which a list of shareholders follows; -1 where none does."""
    return max((told.end() - 1 for told in OWNERS.finditer(text, start, end)), default=-1)


def _each(text: str, after: int, end: int, places: Sequence[Place], last: int, topics: Topics) -> list[Share] | None:
    """乙由某某、甲分别持股|2%、98%: the shares go to the holders in their order, known bodies or not.

    `after` is where the shares stand, `end` where the last holder may end.
    """
    if (they := THEY.search(text, max(0, end - 12), end)) is not None:
        end = they.start()
    shared, listed = SHARED.match(text, after), LISTED.search(text, max(0, end - 130), end)
    by = max(text.rfind("由", listed.start(), end), _owners_told(text, listed.start(), end)) if listed else -1
    if by < 0 and listed is not None and listed[0].startswith("，"):
        by = listed.start()  # 甲拥有三个品牌，|乙和丙分别持股9%、1%
    if shared is None or by < 0:
        return None
    shares = NUMBER.findall(shared[1])
    joints = list(JOINT.finditer(text, by + 1, end))
    items = [*(joint.start() for joint in joints), end]
    begins = [by + 1, *(joint.end() for joint in joints)]
    holders = [place for place in places[max(0, last - 9) : last + 1] if place.start > by]
    first = last + 1 - len(holders)
    if len(items) != len(shares) or not holders:
        return None
    given = {
        place.start: share
        for share, begin, stop in zip(shares, begins, items, strict=True)
        for place in holders
        if begin <= place.start and HOW_FOUNDED.fullmatch(text, place.end, stop)
    }
    before = places[first - 1] if first and BY_WHOM.fullmatch(text, places[first - 1].end, by + 1) else None
    held = before or topics.told(by, holders[0])
    if held is None:
        return None
    return [(held, given[place.start], place) for place in holders if place.start in given]

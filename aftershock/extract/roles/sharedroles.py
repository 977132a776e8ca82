"""Roles that figures share: of a list that goes on, of the two halves of a pair."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.roles.countedthings import TOPICS
from aftershock.model import Mention

_CARRIES_ON = re.compile(
    r"(?:店铺|门店|站点|账号|账户|卖家|商家|品牌)?[，、；及和]"
    r"(?:(?:在|其)?[\u4e00-\u9fffA-Za-z]{1,6}?(?:站|省|市|国|区|洲|店铺|门店|站点|账号|账户|卖家|商家|品牌)){1,2}(?:各)?"
    r"|[\u4e00-\u9fff]{0,6}，(?:另有|以及)?各"
    r"|(?:店铺|门店|分店|餐厅|影院)?，?(?:和|以及|及|与)"
    r"|，(?:其次是?)?(?![\u4e00-\u9fff]{0,6}(?:总数|数量|总量|规模|数跌))[\u4e00-\u9fff]{2,6}(?:次之|其次|居次|紧随其后)?，?(?:为|有|共|达)?"
    r"|，(?:[\u4e00-\u9fff]{2,6}、){1,4}[\u4e00-\u9fff]{2,6}等(?:其他|其它|其余)?(?:业态|行业|领域|类别|品类)"
    r"|[\u4e00-\u9fff]{0,8}[，,](?:而|其中)?(?:后者[^，。；]{0,8}|[^，,。；]{2,20}分别以)"
    r"|[^。；]{0,24}，[\u4e00-\u9fff]{0,8}[又再](?:新增|增加|添|多出|关)了?"
    r"|(?:近乎|大幅|一路)?(?:收窄|缩减|减少|下降|增加|扩大|翻倍|上升|[降减增升])(?:至|到)了?"
)
_RANKED = re.compile(
    r"(?:[\u4e00-\u9fff]{0,4}[店点])?，其中，?(?:有|[\u4e00-\u9fff]{2,8}占)(?:约|近|超过?)?"
    r"|(?:[。；，]其中，?(?:包括|有)?|[\u4e00-\u9fff]{0,8}[中里]，)[\u4e00-\u9fffA-Za-z·]{2,10}?(?:(?:关店|闭店|关闭|退出)?(?:数量)?最多)?"
    r"，?(?:为|有|共|达)?(?:约|近|超过?)?[ \u00a0]?"
)
_NEXT = re.compile(
    r"(?:为[\u4e00-\u9fff]{1,5})，|"
    r"[，；。](?:其次，?(?:是|为)?|此外，?)?[\u4e00-\u9fffA-Za-z·]{2,10}?(?:次之|其次|居次|紧随其后)?"
    r"，?(?:为|有|共|达)?(?:约|近|超过?)?[ \u00a0]?"
)
"""关闭门店90家。其中，甲最多，为30家；其次，乙20家，丙12家: those that a list counts had the same done to them."""
_RANKED_BY = re.compile(r"[^，。；]{0,4}，[\u4e00-\u9fff]{2,6}以")
_RANK = re.compile(r"(?:的[\u4e00-\u9fff]{2,6})?(?:排名|位居|位列|居|紧随)")
"""乙省达2093家，丙省以2069家排名第三"""
_PLACE = re.compile(r"[，、；]([\u4e00-\u9fff]{2,4}?)(?:则|也|各|和|有)?(?:约|近|超过?)?")
_ALL_WERE = re.compile(r"[\u4e00-\u9fff]{0,6}，(?:均|都|全部|一律|悉数)")
_BESIDE = re.compile(r"[，、和及][^\d。；]{1,16}")
_GAINED = re.compile(r"净增|新开|开出|开业|开设")
_OPENED = re.compile(r"新开|开出|开业|开设|开店|新增|增加")
"""关闭门店90家。其中，甲新开|14家: the other way."""
_BODIES = frozenset({"banks", "firms", "sellers", "brands"})
_IN_ALL = re.compile(r"，(?:共计|合计|总计|一共|总共)(?:约|近|超过?|达)?\Z")
_THAN_BEFORE = re.compile(
    r"[^，。；]{0,16}[，,](?:相?较于?|相?比|对比|高于|低于|多于|少于) ?"
    r"(?:20[0-9]{2} ?年|[去前上]年|上半年|上季度|上年)(?:全年|同期|一年)?的? ?(?:约|近|超过?)?"
    r"|[^，。；]{0,16}，而?(?:20[0-9]{2}年|[去前上]年|上一年|同期)(?:全年|同期|上半年|下半年)?(?:则|仅|只|才|还)?(?:为|是|有)(?:约|近|超过?)?"
    r"|[^，。；]{0,10}，(?:也|一举|再次|大幅|远远)*(?:刷新|打破|超过|超越|高于|远超|低于)了?[^，。；0-9]{0,16}"
)
"""关闭网点200家，较去年同期的150家增加: how many they were before, of the same."""
_THE_SAME = re.compile(
    r"[^，。；]{0,12}[，。；][^，。；]{0,16}(?:这个?|这一|该|上述)(?:数字|数据|数量|数值|指标)(?:则|才|仅|只|还|为|是|有|达到?|已|不到|约|近|超过?)*"
)
"""今年退出网点900家，而去年这个数字才300家"""
_BUT_FOR = re.compile(r"除(?:了|去)?[^，。；]{0,24}\Z")
_BUT = re.compile(r"[^，。；]{0,8}(?:以|之)?外，")
"""除甲行两家支行外，乙行四家支行亦终止营业: the same was done to both."""
_OF_OTHERS = re.compile(r"(?:视频|信息|文章|内容|评论|群组?|帖文?|帖子|图片|商品|广告|弹幕|线索|案件|词条|话题)\Z")
"""处置账号30个，删除视频500个: the next figure counts something that is not one of these."""
_COMPARED = re.compile("[比较]")
_LISTED = ("、", "和", "及", "以及")
CARRIED = frozenset({"closed", "banned", "suspended", "stopped", "blocked", "hit"})


def carried_on(text: str, mentions: list[Mention]) -> list[Mention]:
    """关闭美国站店铺12个，英国站8个、德国站5个: what only adds a place and a figure has the role of the one before."""
    last: Mention | None = None
    acted: Mention | None = None
    ranked = -1
    for n, mention in enumerate(mentions):
        if mention.kind != "count" or mention.flags & {"ordinal", "duration"} or mention.unit == "倍":
            continue
        between = text[last.end : mention.start] if last is not None else ""
        if (
            last is not None
            and last.role
            and not _COMPARED.search(between)
            and not _OF_OTHERS.search(between)
            and (between in _LISTED or (_CARRIES_ON.fullmatch(between) and not _GAINED.search(between)))
        ):
            thing, _, action = last.role.rpartition(" ")
            listed = between in _LISTED and mention.role is None
            bare = listed or (mention.role is None and mention.unit in ("个", "家") and last.unit != mention.unit)
            if (thing in TOPICS or listed) and action in CARRIED and (mention.role == thing or bare):
                mention = mention._replace(role=last.role, trace=last.trace)
                mentions[n] = mention
                ranked = mention.start if ranked == last.start else ranked
        if last is not None and last.role and _elsewhere(last, mention, between):
            mention = mention._replace(role=last.role, trace=last.trace)
            mentions[n] = mention
        if last is not None and last.role and _than_before(last, mention, between):
            mention = mention._replace(role=last.role, trace=last.trace)
            mentions[n] = mention
        if last is not None and last.role in TOPICS and _same_but_for(text, last, mention):
            at = next(at for at in range(n - 1, -1, -1) if mentions[at] is last)
            mentions[at] = last._replace(role=mention.role, trace=mention.trace)
        if last is not None and _in_ranking(text, last, mention, between, goes_on=ranked == last.start):
            mention = mention._replace(role=last.role, trace=last.trace)
            mentions[n] = mention
            ranked = mention.start
        if mention.role and mention.role.rpartition(" ")[2] in CARRIED:
            acted = mention
            _all_of_the_list(text, mentions, n)
        elif acted is not None and mention.role in TOPICS and _sums(text, acted, mention):
            mention = mention._replace(role=acted.role, trace=acted.trace)
            mentions[n] = acted = mention
        last = mention
    return mentions


def _in_ranking(text: str, last: Mention, mention: Mention, between: str, *, goes_on: bool) -> bool:
    """Whether a figure is one of a list that splits up the figure before it, or goes on such a list."""
    thing, _, action = (last.role or "").rpartition(" ")
    if (
        thing not in ("stores", "firms", "accounts")
        or action not in CARRIED
        or not mention.text.endswith(("家", "个", "间"))
    ):
        return False
    if mention.role is not None and mention.role not in (*_BODIES, thing, last.role):
        return False
    if _OPENED.search(between):
        return False
    if _RANKED_BY.fullmatch(between) and _RANK.match(text, mention.end):
        return True
    return (_NEXT if goes_on else _RANKED).fullmatch(between) is not None and not _COMPARED.search(between)


def _all_of_the_list(text: str, mentions: list[Mention], last: int) -> None:
    """Give those listed before a figure its role, where the next clause says it of all: 钢企2家、煤企9家，均被停产."""
    acted = mentions[last]
    if _ALL_WERE.match(text, acted.end) is None:
        return
    thing = (acted.role or "").rpartition(" ")[0]
    for n in range(last - 1, -1, -1):
        listed, after = mentions[n], mentions[n + 1]
        if listed.kind != "count" or listed.role != thing or not _BESIDE.fullmatch(text, listed.end, after.start):
            return
        mentions[n] = listed._replace(role=acted.role, trace=acted.trace)


def _elsewhere(last: Mention, mention: Mention, between: str) -> bool:
    """Whether a figure with nothing but a place goes on what was told of another: 湖南取缔53家，四川50家."""
    if mention.role not in (None, *_BODIES) or mention.unit != last.text[-1:]:
        return False
    place = _PLACE.fullmatch(between)
    return place is not None and (last.role or "").rpartition(" ")[2] in CARRIED and tag(place[1]) == "np"


def _than_before(last: Mention, mention: Mention, between: str) -> bool:
    """Whether a figure is the earlier one that the figure before is compared with."""
    action = (last.role or "").rpartition(" ")[2]
    if action not in CARRIED or mention.unit not in ("个", "家", "间", last.unit):
        return False
    bare = mention.role is None or mention.role in TOPICS or mention.role in _BODIES
    return bare and (_THAN_BEFORE.fullmatch(between) is not None or _THE_SAME.fullmatch(between) is not None)


def _same_but_for(text: str, last: Mention, mention: Mention) -> bool:
    """Whether the figure before is one besides which this one is told, of the same things."""
    thing, _, action = (mention.role or "").rpartition(" ")
    return (
        thing == last.role
        and action in CARRIED
        and _BUT.match(text, last.end) is not None
        and _BUT_FOR.search(text, max(0, last.start - 26), last.start) is not None
    )


def _sums(text: str, acted: Mention, mention: Mention) -> bool:
    """Whether a figure adds up what a sentence told of: 关闭6家门店、2家，…，共计16家门店."""
    told = text[acted.end : mention.start]
    same = (acted.role or "").startswith(f"{mention.role} ")
    return same and len(told) < 80 and "。" not in told and _IN_ALL.search(told) is not None


def same_role_of_pairs(mentions: list[Mention]) -> list[Mention]:
    """Both halves of a pair (约合, 由…增至…) are the same figure, so they have one role."""
    place = {m.start: n for n, m in enumerate(mentions) if m.kind not in ("date", "person")}
    by_start = {start: mentions[n] for start, n in place.items()}
    for n, mention in enumerate(mentions):
        other = by_start.get(mention.same_as if mention.same_as is not None else -1)
        if other and mention.same_as is not None and mention.start > other.start and other.role:
            mentions[n] = mention._replace(role=f"{other.role} (converted)" if other.role == "fine" else other.role)
        earlier = by_start.get(mention.changed_from if mention.changed_from is not None else -1)
        if earlier is not None and earlier.role != mention.role and "倍" not in (mention.unit, earlier.unit):
            # 冻结资金由1.3亿元降至9800万元: 降至 says of neither what it is.
            role = earlier.role if earlier.role and mention.role == "price" else mention.role or earlier.role
            mentions[n] = mentions[n]._replace(role=role)
            mentions[place[earlier.start]] = earlier._replace(role=role)
    return mentions

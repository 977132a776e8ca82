"""Roles that figures share: of a list that goes on, of the two halves of a pair."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.roles.countedfigure import AS_SUCH, TOPICS
from aftershock.model import Mention

_CARRIES_ON = re.compile(
    r"(?:店铺|门店|站点|账号|账户|卖家|商家|品牌)?[，,、；及和]"
    r"(?:(?:在|其)?[\u4e00-\u9fffA-Za-z]{1,6}?(?:站|省|市|国|区|洲|店铺|门店|站点|账号|账户|卖家|商家|品牌)){1,2}(?:各)?"
    r"|[\u4e00-\u9fff]{0,6}，(?:另有|以及)?各"
    r"|(?:店铺|门店|分店|餐厅|影院)?，?(?:和|以及|及|与)"
    r"|，(?:其次是?)?(?![\u4e00-\u9fff]{0,6}(?:总数|数量|总量|规模|数跌))[\u4e00-\u9fff]{2,6}(?:次之|其次|居次|紧随其后)?，?(?:为|有|共|达)?"
    r"|，(?:[\u4e00-\u9fff]{2,6}、){1,4}[\u4e00-\u9fff]{2,6}等(?:其他|其它|其余)?(?:业态|行业|领域|类别|品类)"
    r"|[\u4e00-\u9fff]{0,8}[，,](?:而|其中)?(?:后者[^，。；]{0,8}|[^，,。；]{2,20}分别以)"
    r"|[^。；]{0,24}，[\u4e00-\u9fff]{0,8}[又再](?:新增|增加|添|多出|关)了?"
    r"|(?:门店|店铺|分店|店)?[，、；](?:在)?(?:海外|境外|国内|内地|大陆|线下|直营|加盟|全球|其[他它]地区?)(?:店|门店|市场)?(?:则|也|有|为|又)?(?:约|近)?"
    r"|[；，。](?:其次|第二名?|紧随其后的)则?[为是][^，。；\d]{2,10}，(?:为|有|达|共|关店)?(?:约|近)?"
    r"|[^，。；\d]{0,8}，(?:[到至]|截至)[^，。；]{1,8}?(?:已经?|又|则|就|便|陆续|进一步){0,2}(?:增加|增长|上升|扩大|飙升|[升增涨])(?:至|到)了?"
    r"|(?:近乎|大幅|一路)?(?:收窄|缩减|减少|下降|增加|扩大|翻倍|上升|[降减增升])(?:至|到)了?"
)
_OF_KINDS = re.compile(r"(?:门店|店铺|店)，(?:其中)?(?:包括|包含|有)")
_KIND_OF_STORE = re.compile(r"[^，。；、\d]{1,5}店、")
_AND_MORE = re.compile(r"[^，。；、\d]{1,6}、\d")
"""关闭19家门店，有|6家|咖啡店、2家茶饮店: of what kinds they are."""
_PLACE = re.compile(r"[，、；]([\u4e00-\u9fff]{2,4}?)(?:则|也|各|和|有|以)?(?:约|近|超过?)?")
_ITEM = re.compile(
    r"[余多]?(?:分行|门店|店铺|网点|分店|店|餐厅|校区|账[号户]|站点|网站)?(?:[、，]|和|及|以及|[被遭][\u4e00-\u9fff]{1,3}，而)([\u4e00-\u9fffA-Za-z&·]{2,10}?)(?:为|有|各|则|也|约|近|超过?){0,2}"
)
_THEN_HAS = re.compile(
    r"[余多]?(?:分行|门店|店铺|网点|店|校区|账[号户]|站点)?(?:[被遭][\u4e00-\u9fff]{1,3}|关闭|停业|关门)，(?:而|但)?([\u4e00-\u9fffA-Za-z&·]{2,10}?)"
    r"(?:则|也|只|仅|就){1,2}(?:有|为|是)?(?:约|近)?"
)
"""星禾11个站点被封，|蓝砾则有|5个"""
_SHARE = re.compile(r"，(?:占比|占)[^，。；%]{1,12}%")
_RANKED = ("最多", "居次", "次之", "居首", "居冠", "居末", "排第", "排名", "紧随其后", "其次")
_RANK = re.compile(
    r"[余多]?(?:分行|门店|店铺|网点|店|校区|账[号户]|站点|网站)?(?:最多|居首|居冠|居次)?[，、](?:其中)?([\u4e00-\u9fffA-Za-z&·]{2,10}?)(?:(?:损失|受损|影响|封得|关得)?(?:最[小少轻多大重惨]|较[小少轻]))?，?(?:以|为|有|则|约|近|的|仅|达到?)*"
)
"""裁撤11家分行，丰川银行|4家最多，南湾银行3家居次"""
_ITEM_ENDS = ("", *"、，。；）)和及\n")
_BY_MORE = re.compile(
    r"[\u4e00-\u9fff]{0,4}，(?:较|比)(?:上次|前次|此前|之前|前期|上月|上周|[\u4e00-\u9fff\d]{1,6}[日时末])(?:的|公告|披露|数据)*(?:又|再)?(?:新增|增加|多出?)了?"
)
_GAINED = re.compile(
    r"净增|留下|新[开设建]|开出|开业|[开增]设|设立|转[为型行让业]|改[为造]|保留|恢复|合并|升级|搬迁|迁址|申诉|解封|在[营用售]|期末|现有|存续|剩"
)
_BODIES = frozenset({"banks", "firms", "sellers", "brands"})
_BUT_FOR = re.compile(r"除(?:了|去)?[^，。；]{0,24}\Z")
_BUT = re.compile(r"[^，。；]{0,8}(?:以|之)?外，")
"""除甲行两家支行外，乙行四家支行亦终止营业: the same was done to both."""
_OF_OTHERS = re.compile(
    r"(?:视频|信息|文章|内容|评论|群组?|帖文?|帖子|图片|商品|广告|弹幕|线索|案件|词条|话题|超话|小组|板块|贴吧|链接|应用|程序|软件|仓库?|产线|岗位)\Z"
)
"""处置账号30个，删除视频500个: the next figure counts something that is not one of these."""
_IN_PLACE = re.compile(r"规模|规上|全[省市县区国]|现有|共有|在营|正常|整改|保留|新|达标|重点|其[他它余]")
"""关停企业30家，规上企业120家: how many there are, and not how many more."""
_COMPARED = re.compile("[比较]")
_LISTED = ("、", "和", "及", "以及")
CARRIED = frozenset({"closed", "banned", "suspended", "stopped", "blocked", "hit"})
SHARED = CARRIED | {"frozen"}


def carried_on(text: str, mentions: list[Mention]) -> list[Mention]:
    """关闭美国站店铺12个，英国站8个、德国站5个: what only adds a place and a figure has the role of the one before."""
    last: Mention | None = None
    carried: set[int] = set()
    for n, mention in enumerate(mentions):
        if mention.kind != "count" or mention.flags & {"ordinal", "duration"} or mention.unit == "倍":
            continue
        between = text[last.end : mention.start] if last is not None else ""
        if "%" in between:
            between = _SHARE.sub("", between)  # 闭店12家|，占比约25%|，其次是甲6家
        if (
            last is not None
            and last.role
            and not _COMPARED.search(between)
            and not _OF_OTHERS.search(between)
            and (
                between in _LISTED
                or (_OF_KINDS.fullmatch(between) and _AND_MORE.match(text, mention.end))
                or (last.start in carried and _KIND_OF_STORE.fullmatch(between))
                or (_CARRIES_ON.fullmatch(between) and not _GAINED.search(between))
            )
        ):
            thing, _, action = last.role.rpartition(" ")
            listed = between in _LISTED and mention.role is None
            bare = listed or (
                mention.role is None
                and mention.unit in ("个", "家", "间", "处")
                and (last.unit != mention.unit or last.start in carried or mention.unit in ("间", "处"))
            )
            of_those = thing in TOPICS or listed or (thing == "firms" and not _IN_PLACE.search(between))
            if of_those and action in SHARED and (AS_SUCH.get(mention.role or "", mention.role) == thing or bare):
                mention = mention._replace(role=last.role, trace=last.trace)
                mentions[n] = mention
                carried.add(mention.start)
        if (
            last is not None
            and last.role
            and (
                _elsewhere(last, mention, between)
                or _more_of_them(last, mention, between)
                or _next_item(text, last, mention, between)
            )
        ):
            mention = mention._replace(role=last.role, trace=last.trace)
            mentions[n] = mention
        if last is not None and last.role in TOPICS and _same_but_for(text, last, mention):
            at = next(at for at in range(n - 1, -1, -1) if mentions[at] is last)
            mentions[at] = last._replace(role=mention.role, trace=mention.trace)
        last = mention
    return mentions


def _more_of_them(last: Mention, mention: Mention, between: str) -> bool:
    """Whether a figure says by how many more it is: 被封店铺增至98个，较上次公告新增23个."""
    thing, _, action = (last.role or "").rpartition(" ")
    alike = mention.role is None and mention.text[-1:] == last.text[-1:]
    return alike and thing in TOPICS and action in SHARED and _BY_MORE.fullmatch(between) is not None


def _elsewhere(last: Mention, mention: Mention, between: str) -> bool:
    """Whether a figure with nothing but a place goes on what was told of another: 湖南取缔53家，四川50家."""
    if mention.role not in (None, *_BODIES) or mention.unit != last.text[-1:]:
        return False
    place = None if _GAINED.search(between) else _PLACE.fullmatch(between)
    return place is not None and (last.role or "").rpartition(" ")[2] in SHARED and tag(place[1]) == "np"


_DEED = re.compile("限[制流售]|禁|封[禁停]|停|关[闭停]|下架|暂停|清退|处[置理罚]|警告|约谈|注销|取消|移送|永久")
"""封禁3.4万个，限制交易|11.2万个: what else was done."""


def _next_item(text: str, last: Mention, mention: Mention, between: str) -> bool:
    """Whether a figure with nothing but a name goes on a list of whose they are: 裁撤9家、丰川银行7家、民丰银行5家."""
    told, _, done = (mention.role or "").rpartition(" ")
    thing, _, action = (last.role or "").rpartition(" ")
    if thing not in ("stores", "sites", "accounts", "firms") or action not in SHARED or (told and done != action):
        return False
    if (told or done) not in ("", "shares", *_BODIES, thing) or mention.text[-1:] != last.text[-1:]:
        return False
    if mention.text[-1:] not in ("家", "间", "个", "处"):
        return False
    ranked = text.startswith(_RANKED, mention.end)
    if not ranked and text[mention.end : mention.end + 1] not in _ITEM_ENDS:
        return False
    then = None if ranked else _THEN_HAS.fullmatch(between)
    if then is not None and nameable(then[1], headed=True):
        return True
    item = (None if ranked else _ITEM.fullmatch(between)) or _RANK.fullmatch(between)
    if item is None or _GAINED.search(item[1]) or _DEED.match(item[1]) or not nameable(item[1], headed=True):
        return False
    return "，" not in between or (thing != "firms" and nameable(item[1]))  # 关闭31家，立案查处74家


def _same_but_for(text: str, last: Mention, mention: Mention) -> bool:
    """Whether the figure before is one besides which this one is told, of the same things."""
    thing, _, action = (mention.role or "").rpartition(" ")
    return (
        thing == last.role
        and action in SHARED
        and _BUT.match(text, last.end) is not None
        and _BUT_FOR.search(text, max(0, last.start - 26), last.start) is not None
    )


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

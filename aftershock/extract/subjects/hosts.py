"""Hosts: the platform that accounts are on. Where nobody is told to have them, they are its own.

甲平台封禁违规账号42个                       甲平台
关闭了11个甲网账户和9个Yolar账户             甲网, Yolar
暂停了3900多个海外卖家账户                   海外卖家
该平台一季度封禁了166万个账号                the platform told of before
"""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import Place
from aftershock.extract.subjects.capacity import able
from aftershock.extract.subjects.pronouns import PRONOUN
from aftershock.extract.subjects.unnamed import NO_BRAND, closer
from aftershock.model import Mention

ACCOUNTS = re.compile(r"accounts\b")
HOSTED = re.compile(r"(?:accounts|stores|sites|sellers)\b")
_GROUP = re.compile(
    r"[个家]?的?(?P<who>(?!创建|注册|新建|试图|企图|新)(?:(?![的了和与等被])[\u4e00-\u9fff]){1,6}?(?:卖家|商家|商户))的?(?:违规|虚假|问题)?"
    r"(?:店铺|账[号户]|站点|网店)"
)
"""3900多个|海外卖家|账户"""
_KINDS_OF = r"(?:平台|上|的|官方|虚假|违规|违法|问题|僵尸|机器人|个人|企业|商业|用户|广告|付费|在线|线上){0,4}"
_LATIN = re.compile(rf"[个家]?(?:虚假|违规|的)?(?P<who>[A-Z][A-Za-z0-9.&'-]{{0,20}}){_KINDS_OF}(?:账[号户])")
"""9个|Yolar|账户"""
_DESCRIBED = re.compile(r"[^，。；、：（）0-9]{2,20}的")
"""700万个|涉嫌诈骗的|甲网账号"""
_OF = re.compile(r"(?:平台)?上?的(?:约|近|逾|超过?)?")
"""旗下甲网|的|6个账户"""
_NAMED = re.compile(rf"{_KINDS_OF}(?:账[号户])")
_ACTS = re.compile(
    r"(?:\A|[，。；：“]|而|但|同时|与此同时)(?P<who>[A-Z][A-Za-z0-9.&']{0,20})"
    r"(?:平台)?(?:方面|公司|官方)?(?:意识到|今天|昨天|近日|在|已|将|则|共|还|也|于|曾|今年|去年|每|收到|封|关闭|关停|删除|移除|暂停|停用|冻结|清理|表示|称|宣布|发布)"
)
"""而| X |在上半年收到200万份举报，封禁了52万个账号"""
_ONLINE = frozenset({"店铺", "网店", "小店", "站点", "网站"})
_SITE = re.compile(
    r"(?:\A|[，。；：\s]|本站|旗下|日，|间，)(?P<who>(?![各本该多等其这两三另某])[\u4e00-\u9fffA-Za-z]{2,6}?)(?<!电商)(?<!直播)(?<!社交)(?<!视频)(?<!购物)"
    r"(?<!团购)(?<!交易)(?<!外卖)(?<!租房)(?<!理财)(?<!借贷)(?<!教育)(?<!旅游)(?<!招聘)(?<!内容)(?<!知识)(?<!资讯)(?<!问答)(?<!生活)(?<!音频)(?<!婚恋)(?<!打车)(?<!出行)(?<!二手)"
    r"(?<!网络)(?<!互联网)(?<!主要)(?<!重点)(?<!相关)(?<!第三方)平台(?![上的们])"
)
"""某某号|平台对300个账号进行了封禁"""
_ALL_HOSTS = re.compile(
    r"(?<![在于对被向从由])(?P<who>(?:重点|主要|各大?|相关|有关|涉事|头部)(?:网站|互联网|社交|直播|短视频)?平台"
    r"|(?:网络|互联网)平台(?=下架|封[停禁]|关[闭停]|清理|处[置理]|共|累计|已|则|也))(?!账)"
)
"""重点平台|累计关闭账号"""
_UNDERGONE = re.compile(r"[被遭受]")
_WHOSE_HIT = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z]{2,8}?)(?<![计共续已先后继])(?:[被遭]封|[被遭]关闭?|[被遭]冻结?)[停禁掉]?的(?:店铺|账[号户]|站点)"
)
_GAME = re.compile(r"《([^《》\n]{2,12})》(?:手游|端游|游戏|国服|安全|运营|官方|项目|团队|同日|公布|公告|宣布|通报)")
_PART_OF_HOST = re.compile(
    r"(?:\A|[，；、。]|腾讯)?(?P<who>[\u4e00-\u9fffA-Za-z]{2,4})(?:公众平台|安全中心|公众号平台)"
)
"""微信|公众平台封禁公众号6100个"""
_OFFICIAL = re.compile(
    r"官方|(?:安全|治理|信任|风控)[\u4e00-\u9fff]{0,4}中心[^，。；]{0,12}(?:公告|通报|公布|表示|披露)|站方|平台(?:方|公告|通报|表示|称|共|已|还|主动|先后|累计)|强制关店|强制闭店"
)
"""By whom it is told that stores were closed which others have on a platform."""
_SAYS = re.compile(
    r"(?:\A|[。；\n])(?P<who>[\u4e00-\u9fff]{2,6}?)(?:平台)?(?:公告)?(?:称|表示|宣布|透露|披露)，"
    r"|(?:运营商|运营方|开发商|社交平台|视频平台|社区|应用)(?P<runs>[\u4e00-\u9fff]{2,6}?)(?=曾|已|则|也|在|将|共|还|于|累计|一次性)"
)
_OWNED = re.compile(
    r"(?<![与尤极])其(?=被|名下|旗下|账|店)|该(?:公司|企业|卖家|商家|品牌|团队)(?=的|旗下|名下|被|有|账|店)|我们(?=的?(?:[0-9]|账|店|号|公司))|公司(?:的|旗下|名下|(?:先后|累计|共|一共|已|也|就|还){0,2}有)"
)
_NO_HOST = re.compile(
    r"(?:协会|商会|学会|联盟|委员会|研究院|机构|银行|券商|证券|律所|人士|律师|专家|卖家|大卖|商家|服务商|媒体|记者|员工|负责人|创始人|会长|先生|女士)\Z"
)
"""Who tells of banned accounts and has none on anything of his own: 某某协会|表示，5万个账号被封."""
_HOSTS = FIRMS | {"platform", "organisation", "product"}
_CITED = re.compile(r"(?:据|根据|援引|引述|与|和|同|跟|向|被|由)\Z")
_REPORTS = re.compile(r"的?母公司|(?:等)?(?:媒体)?(?:网站)?(?:报道|消息|讯|获悉|记者)")


def in_group(scene: Scene, mention: Mention) -> str | None:
    """The kind of sellers whose accounts are counted, between the figure and its noun."""
    found = _GROUP.match(scene.outline.text, mention.end)
    return found["who"] if found and not scene.words.bare(found["who"]) else None


def in_account(scene: Scene, mention: Mention) -> str | None:
    """The platform by whose name the counted accounts are called: 9个|Yolar|账户."""
    text = scene.outline.text
    line = text.find("\n", mention.end, mention.end + 32)
    for place in scene.places.within(mention.end, mention.end + 32 if line < 0 else line):
        described = _DESCRIBED.fullmatch(text, mention.end, place.start)
        if (
            (described or place.start - mention.end <= 3)
            and place.name.kind in _HOSTS
            and _NAMED.match(text, place.end)
        ):
            return place.text
    for place in scene.places.within(max(0, mention.start - 14), mention.start):
        if place.name.kind == "platform" and _OF.fullmatch(text, place.end, mention.start):
            return place.text
    found = _LATIN.match(text, mention.end)
    return found["who"] if found and found["who"].upper() not in NO_BRAND else None


def of_parent(scene: Scene, mention: Mention, start: int) -> str | None:
    """The platform that is told to be its parent's, from a clause's start: 甲公司旗下|乙网|拦截了2160万个账户."""
    text = scene.outline.text
    named = [p for p in scene.places.within(start, mention.start) if p.name.kind == "platform"]
    return named[-1].shown if named and text.endswith(("旗下", "旗下的"), 0, named[-1].start) else None


def whom_named(scene: Scene, sentence: Sentence, mention: Mention, role: str) -> bool:
    """Whether the sentence says before a figure whose it may be, by a name or by a word that stands for one."""
    return PRONOUN.search(scene.outline.text, sentence.start, mention.start) is not None or any(
        able(scene, place, role) for place in scene.places.within(sentence.start, mention.start)
    )


def host(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """The platform named last before the figure, in its sentence or its paragraph.

    Of accounts also the firm that tells of them, else the only platform of the text.
    """
    text = scene.outline.text
    accounts = ACCOUNTS.match(role) is not None
    if _OWNED.search(text, sentence.start, mention.end):
        return None  # 其被封账号达400个: of whom that stands for, and of no platform.
    clause = sentence.clause(mention.start)
    named = scene.places.within(clause.start, mention.start)
    if any(p.name.kind == "platform" and text[p.start - 1] in "被遭" for p in named):
        return None  # 该公司被甲平台封停账号400个: of whom that befell
    theirs = _WHOSE_HIT.match(text, clause.start, mention.start)
    if theirs and nameable(theirs["who"], headed=True):
        return None  # 甲出海被封的账号达200个: of somebody whom no rule of names knows
    official = (
        not accounts and scene.issuer is None and _OFFICIAL.search(text, sentence.start, mention.start) is not None
    )
    online = (mention.unit or "") in _ONLINE and not _UNDERGONE.search(text, clause.start, clause.end)
    if not (accounts or official or online):
        return None
    kinds = _HOSTS if accounts or "平台" in text[clause.start : mention.start] else frozenset({"platform"})
    line = text.rfind("\n", 0, mention.start) + 1
    trigger = mention.trace.trigger if mention.trace else None
    at = text.rfind(trigger, clause.start, mention.start) if trigger else -1
    group = _ALL_HOSTS.search(text, line, mention.start) if accounts else None
    part = _PART_OF_HOST.search(text, sentence.start, mention.start) if accounts else None
    if part and nameable(part["who"], headed=True):
        return part["who"]
    if accounts and (game := _GAME.search(text, sentence.start, mention.start)):
        return game[1]
    for start, end in ((sentence.start, at), (sentence.start, mention.start), (line, sentence.start)):
        named = [p for p in scene.places.within(start, end) if _may_be(scene, p, kinds)]
        platforms = [p for p in named if p.name.kind == "platform"]
        if platforms and not (group and group.end() > platforms[-1].end):
            return platforms[-1].shown
        if group and group.start() >= start:
            return group["who"]
        site = [m["who"] for m in _SITE.finditer(text, max(0, start - 1), end) if nameable(m["who"], headed=True)]
        if site and accounts and not platforms:
            return site[-1]
        acts = [m["who"] for m in _ACTS.finditer(text, start, end)] if accounts and not platforms else []
        acts = [who for who in acts if who.upper() not in NO_BRAND]
        if acts or named:
            return acts[-1] if acts else named[-1].shown
    if accounts and (who := _unknown(scene, mention, clause.start, line)):
        return who
    if any(p.name.kind in ("government", "regulator") for p in scene.places.within(line, mention.start)):
        return None  # 网信办通报，关闭违规账号6.6万个: on platforms that it does not name
    if accounts and scene.masthead:
        return scene.masthead
    if not (accounts or official):
        return None
    found = _only_one(scene) or (_named_above(scene, line) if accounts else None)
    told = None if found or not accounts else _PLATFORM_DOES.search(text, sentence.start, mention.start)
    return told["who"] if told else found


_PLATFORM_DOES = re.compile(
    r"(?:(?<=[，。；：\n])|\A)(?:上述|该|涉事|[今去]年|[上下]半年|[日月周][，初]?)?(?P<who>平台)(?:已|累计|共|先后|也|表示|称|宣布|通报|公告|关|封|清|处|永久|暂停|对|将)"
)
"""上述|平台|已封禁账号86个, where no platform is named"""


def _named_above(scene: Scene, line: int) -> str | None:
    """The platform that the paragraph above names last."""
    above = scene.outline.text.rfind("\n", 0, max(0, line - 1)) + 1
    named = [p for p in scene.places.within(above, line) if p.name.kind == "platform"]
    return named[-1].shown if named and _may_be(scene, named[-1], _HOSTS) else None


def _unknown(scene: Scene, mention: Mention, start: int, line: int) -> str | None:
    """Who bans them or tells of it, though no rule of names knows it: 甲网称，封禁账号1.3万个."""
    said = [m["who"] or m["runs"] for m in _SAYS.finditer(scene.outline.text, max(0, line - 1), mention.start)]
    who = said[-1] if said else closer(scene, mention, start)
    if who and tag(who) == "np":
        return None  # 马来西亚|冻结了200个银行账户
    return who if who and nameable(who, headed=True) and not _NO_HOST.search(who) else None


def _only_one(scene: Scene) -> str | None:
    only = {p.name.name: p.shown for p in scene.places.all if p.name.kind == "platform"}
    return next(iter(only.values())) if len(only) == 1 else None


def _may_be(scene: Scene, place: Place, kinds: frozenset[str]) -> bool:
    text = scene.outline.text
    return (
        (place.name.kind in kinds or id(place.name) in scene.places.hosts)
        and not _REPORTS.match(text, place.end)
        and text[place.start - 1 : place.start] not in ("（", "(")
        and not _CITED.search(text, max(0, place.start - 3), place.start)
    )

"""Nouns of counted things: what the words at a figure say that it counts.

By its measure word (股), by its own noun and what that goes on with (26家机构的牌照: firms), by a noun behind it
(6个照片墙（Instagram）账户), in a row of figures, or by a list before it (账号、群聊137个). Each way gives a thing of
the vocabulary, None where what is counted is none of them, or leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from aftershock.extract.figures.counts import THE_FIRM
from aftershock.extract.language.cutting import tag
from aftershock.extract.roles.countedfigure import (
    BARE,
    CLOSES,
    DONE_AND_CLOSED,
    OFPLACES,
    PEOPLE,
    PLACES,
    RUN_BY,
    THEIR_OWN,
    TOPICS,
    Counted,
)
from aftershock.extract.roles.words import RoleReader
from aftershock.model import Mention

OPEN = ""
"""A way's answer where it does not say what is counted."""
_SALES_SERVICE = re.compile(r"(?:汽车|品牌|授权)?4S[ ]?店")
_WHO_HAVE = re.compile(r"(?:先后|陆续|相继|已经?|均|都){0,2}(?:披露|公告|宣布|表示|称|承认|确认)了?(?:旗下|名下|其)")
_WHO_LOST = re.compile(
    r"(?:曾经?|已|都|先后)?[被遭](?:封|关|冻|下架)[\u4e00-\u9fff]{0,2}[过了](?:部分|全部|所有)?(?:店铺?|账号|链接)"
)
"""协会86家会员，其中31家|被封过店铺: of the members"""
_OUT_OF = re.compile(r"\d[余多]?[家个]([\u4e00-\u9fff]{2,6})[中里]的\Z")
"""关停了3家子公司中的|2家"""
_ID = re.compile(r"号(?![码召称线楼院店角令外手子机台])")
"""5个号: accounts, in sellers' talk."""
BEHIND = 10
"""How far behind a figure its noun may end, in characters."""
_SO_MANY = re.compile(
    r"”?(?:的?(?:不下|不低于|不少于|不止|总?数量?|共计?|合计|累计|总计|已?有|已?达到?|为|约|近|超过?|逾|多达|高达|[从由]|仅|只)*)\Z"
)
_NOUN = re.compile(r"(?:(?![被遭受已均都也因为在有是等及和与的则将未])[\u4e00-\u9fffA-Za-z])+")
"""13家仓储大卖场: a noun with what is said of it, as far as no other word of the sentence begins."""
_LATIN = re.compile(r"[A-Z][A-Za-z0-9&'’. -]{0,40}")
"""23间|Abc Junior|店铺: a brand in Latin letters before the noun."""
_DONE_TO_WHAT = {"封店": "stores", "关店": "stores", "闭店": "stores", "封号": "accounts"}
_NUMBER_OF = re.compile(
    r"(封店|关店|闭店|封号)(?:的?(?:总数|数量?|规模))?(?:[已约近超逾为有共 ]|超过|达到?|高达|多达|突破|了)*\Z"
)
"""封店数量超过3万个: the word for what was done holds what it was done to."""
_LISTED = re.compile(r"(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2,4}(?:等|共|合计|约)*\Z")
"""账号、群聊、频道137个: of the first named."""
_CUT = re.compile(r"[，,；。：]")
"""关闭网站300家，督促网站平台…: the next clause speaks of something else."""
_STATION = re.compile(
    r"(?:[\u4e00-\u9fff]{1,3}[洲国美本]|全球)站(?:点)?(?:则|也|又|已|共)*(?:[被遭][\u4e00-\u9fff]{1,3}|关闭|关停|[封关停挂倒丢])了?(?:约|近|超过?)?\Z"
)
"""欧洲站被封42个: what sellers have there."""
_ROSE = re.compile(r"(?:上升|增加|增长|扩大|飙升|减少|下降|[增升涨降减])(?:至|到|为)")
"""被封店铺的数量从12个|上升至37个"""
_DESCRIBED = re.compile(r"([^，。；、]{2,14})的(?!\d)([^，。；、的]{1,6})")
"""106款侵害用户权益的APP: what is counted stands behind 的."""
_DESCRIBED_ONES = re.compile(
    r"(?:[^，。；：（）0-9被]{4,24}，(?=[并且]))?(?:(?![，。；：（）0-9被])[\u4e00-\u9fffA-Za-z“”、]){4,30}?的"
    r"(?:[\u4e00-\u9fff]{0,4}?|[A-Za-z和、及与 ]{2,30})(账号|账户|店铺|网店|网站)(?![\u4e00-\u9fff]?[网矩])"
)
"""上万个涉嫌散播假新闻、挑动对立的账号"""
_NETWORK = re.compile(r"(?:网络|矩阵|体系|联盟)(?![店销购])")
_DESCRIBED_SO = re.compile(r"[^，。；：、（）0-9]{3,28}的([^，。；：、（）的0-9]{2,14})")
"""1600个与诈骗团伙有关的某某账户"""
_OF_THESE = re.compile(r"其中(?:已?有|至少|约|近|超过?|逾|就)*\Z")
_GLOSSED = re.compile(
    r"(?:(?![和及与])[\u4e00-\u9fffA-Za-z&· -]){1,12}[（(][^（）()]{1,24}[）)]的?"
    r"([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
"""6个照片墙（Instagram）账户"""
_SHUT_SO_MANY = re.compile(r"(?:裁[撤减掉]?|撤[销并掉]?|关[闭停掉]?|砍[掉]?)了?(?:达|约|近|超过?)?\Z")
_SCHOOLS = frozenset({"schools", "campuses", "hospitals"})
_ON_PLATFORMS = re.compile(r"[在于][两三四五六七八九十几多数\d]+[余多]?[个大家]平台的")
_PAPERS = ("份", "次", "项", "批", "起", "篇", "封", "类", "种")
_GOODS = tuple("套件台吨亩箱头幅块张枚株艘架")
_OUTLETS = re.compile(r"[\u4e00-\u9fff]{0,4}银行的(?:线下|营业|物理)*网点(?:关|停|撤|退|被|已|终)")
_MESSAGES = re.compile(r"[^，。；\d]{2,16}的(?:公告|通知|消息)")
_ROW = re.compile(r"(?:(?:、|和|及|与|以及)(?:约|近|超过?)?[\d.,]+[万余多]*[个家间所处])+(?=[\u4e00-\u9fff])")
"""120个|、90个和30个|店铺"""
_OWNERS = frozenset({"sellers", "firms"})
_BODIES = frozenset({"firms", "banks", "plants", "schools", "campuses", "hospitals"})
_BRACKETED = re.compile(r"[)）]的?([\u4e00-\u9fff]{2,8})")
"""关闭20%（约100家）的|深圳门店"""
_HAVING = re.compile(
    r"(?:拥有|开有|开设|设有|旗下有|名下有|运营|经营|管理|坐拥|[曾现共前]有|在[\u4e00-\u9fff]{1,4}有)(?:了|着)?(?:约|近|逾|超过?)?\Z"
)
_WHO_HAS = re.compile(r"[^，。；、]{0,8}?的")
"""拥有15个校区的…倒闭: how large it was, not what closed."""
_IN_PLOTS = frozenset(["土地", "地块", "用地", "房产", "矿权", "股权"])
"""土地2宗: no cases."""


def of_an_owner(text: str, mention: Mention) -> int | None:
    """Where the noun ends of what somebody, named behind it, has so many of: 曾有|10家|分店的甲乙歇业."""
    having = _HAVING.search(text, max(0, mention.start - 10), mention.start)
    whose = _WHO_HAS.match(text, mention.end) if having is not None else None
    return whose.end() - 1 if whose is not None else None


def by_nouns(counted: Counted) -> str | None:
    """The thing that the words at a figure name; None where they name none of these, OPEN where they do not say."""
    for way in _WAYS:
        found = way(counted)
        if found != OPEN:
            return found
    return OPEN


def _by_measure(counted: Counted) -> str | None:
    """By the measure word alone."""
    mention, words = counted.mention, counted.words
    if counted.measured_in("起", "宗") and mention.unit not in _IN_PLOTS:
        return "cases"  # whoever they are about
    if mention.unit in PLACES or counted.measured_in(*_PAPERS) or _ON_PLATFORMS.match(counted.text, mention.start - 1):
        return None  # 30个城市的门店, 6份终止营业的批复, 在三个平台的账号: cities, papers and platforms are counted.
    if counted.measured_in("条") and counted.behind(_MESSAGES):
        return None  # 73条|银行账户被冻结的公告
    if counted.measured_in(*_GOODS):
        thing = words.thing(mention.unit)
        return None if thing in TOPICS or thing in _BODIES else thing  # 116套房产…公司名下: no firms
    if counted.measured_in("股"):
        return "shares"  # 4200万股|公司股票
    return "stores" if counted.measured_in("店") else OPEN  # 连关3店


def _set_apart(counted: Counted) -> str | None:
    """By what follows a measure word that would mislead: 14个虚假账号网络, 8家|披露旗下账号被封."""
    text, mention, said = counted.text, counted.mention, counted.said
    if mention.unit and _NETWORK.match(
        text, text.find(mention.unit, mention.start, counted.clause.end) + len(mention.unit)
    ):
        return None  # networks of them
    if mention.unit == "个" and counted.measured_in("个") and _ID.match(text, mention.end):
        return "accounts"
    if counted.measured_in("家") and text.startswith(("的", "是因", "因"), mention.end) and counted.before(_OF_THESE):
        return "firms"  # 做这行的公司有70多家，其中20家|的店铺受到处罚
    if counted.measured_in("家") and "网点" in said and counted.behind(_OUTLETS):
        return "stores"  # 2681家商业银行的|线下网点
    had = of_an_owner(text, mention) if "的" in said else None
    if had is not None and (owned := counted.words.first_thing(text, mention.end, had)):
        return owned
    if counted.measured_in("家") and mention.unit != "家" and _WHO_HAVE.match(said):
        return "firms"
    if text[mention.start - 1] == "的" and (whole := counted.before(_OUT_OF)):
        return counted.words.thing(whole[1])
    return "firms" if counted.measured_in("家") and _WHO_LOST.match(said) else OPEN


def _described(counted: Counted) -> str | None:
    """By the noun behind a description that begins with the figure's own: 26家机构的|牌照."""
    mention, words = counted.mention, counted.words
    found = _DESCRIBED.match(counted.said) if "的" in counted.said else None
    if (
        found
        and mention.unit
        and not counted.measured_in("名", "位")
        and mention.unit in found.group(1)
        and "因" not in found.group(1).partition(mention.unit)[2]  # 4个账户因与甲公司的纠纷被冻结: accounts
        and (thing := words.thing(found.group(2)))
        and not (thing in _OWNERS and found.group(1) == mention.unit)  # 被封了34个店铺的一位卖家: stores
    ):
        return "firms" if thing == "licences" and counted.measured_in("家") else thing
    run = counted.behind(RUN_BY) if counted.said[:1] == "由" else None
    return (run and words.first_thing(counted.text, run.start("what"), run.end("what"))) or OPEN


def _by_its_noun(counted: Counted) -> str | None:
    """By the figure's own noun, which may go on behind it."""
    text, mention, words = counted.text, counted.mention, counted.words
    if "S" in counted.said and _SALES_SERVICE.match(counted.said):
        return "stores"
    thing = words.thing(whole_noun(text, mention, words))
    if thing in PEOPLE and counted.measured_in("件"):
        return None  # 会员求助412件: no members
    if thing == "licences" and counted.measured_in("家"):
        return "firms"  # 吊销许可证6家
    if thing == "shares" and counted.measured_in("家") and (run := counted.behind(_NOUN)):
        last = (words.things_in(text, mention.end, run.end()) or [thing])[-1]
        return None if last == "shares" and text.startswith("股份行", mention.end) else last  # 24家股份行网点
    if thing:
        return thing
    glossed = counted.behind(_GLOSSED) if "（" in counted.said or "(" in counted.said else None
    return (glossed and words.thing(glossed.group(1))) or OPEN


def _by_deed(counted: Counted) -> str | None:
    """By the word for what was done, which holds what it was done to: 封号超过|3万个."""
    done = counted.before(_NUMBER_OF, 16) if counted.mention.unit in ("个", "家", "间") else None
    return _DONE_TO_WHAT[done.group(1)] if done else OPEN


def _by_noun_behind(counted: Counted) -> str | None:
    """By a noun behind the figure, behind a brand in Latin letters, a bracket or more figures in a row."""
    mention, measured = counted.mention, counted.measured_in
    if mention.unit in BARE or counted.counts_on or measured(*OFPLACES):
        behind = _noun_from(counted, mention.end)
        if behind and behind != "shares":  # 12个属于某某股份: the end of a name
            return behind
    latin = counted.behind(_LATIN) if mention.text[-1] in "家个间" else None
    if latin and (behind := _noun_from(counted, latin.end())):
        return behind
    bracket = counted.behind(_BRACKETED)
    if bracket and (behind := counted.words.first_thing(counted.text, *bracket.span(1))):
        return behind
    row = counted.behind(_ROW) if measured(*OFPLACES) else None
    return (row and _noun_from(counted, row.end())) or OPEN  # 分别有120个、90个和30个店铺被封


def _noun_from(counted: Counted, start: int) -> str | None:
    """The first thing of the noun that begins here."""
    noun = _NOUN.match(counted.text, start, min(start + BEHIND, counted.clause.end))
    return counted.words.first_thing(counted.text, start, noun.end()) if noun else None


def _by_noun_before(counted: Counted) -> str | None:
    """By a list or a noun right before the figure: 账号、群聊137个, 净关闭自营店17间, 欧洲站被封42个."""
    text, mention, words = counted.text, counted.mention, counted.words
    listed = counted.before(_LISTED) if mention.unit in ("个", "家") else None
    if listed and (named := words.things_in(text, listed.start(), listed.end())):
        return named[0]
    if mention.text[-1] in "间个户处座所" and (CLOSES.match(text, mention.end) or _ROSE.match(text, mention.end)):
        first = max(counted.clause.start, mention.start - 8)
        noun_end = counted.before(_SO_MANY, 8)
        beside = words.thing(text[first : noun_end.start()]) if noun_end else None
        theirs = beside in _OWNERS and (
            counted.before(THEIR_OWN) or (noun_end and THE_FIRM.search(text, first, noun_end.start()))
        )
        if (beside in TOPICS or beside == "firms") and not theirs:
            return beside
    return "sites" if mention.unit in ("个", "家") and counted.before(_STATION) else OPEN


def _far_described(counted: Counted) -> str | None:
    """By the noun behind a long description: 上万个涉嫌散播假新闻、挑动对立的|账号."""
    text, mention, words = counted.text, counted.mention, counted.words
    if counted.measured_in("个") and words.thing(mention.unit) is None:
        described = _DESCRIBED_ONES.match(text, mention.end, counted.sentence.end)
        if described:
            return words.thing(described.group(1))
    long = counted.behind(_DESCRIBED_SO) if mention.unit == "个" else None
    things = words.things_in(text, long.start(1), long.end()) if long else []
    return things[-1] if things and things[-1] in ("accounts", "sites") else OPEN


def _of_places(counted: Counted) -> str | None:
    """By the measure word of a place, of which the sentence told before: 煤矿减至90处，关闭退出|40处."""
    unit, near = counted.mention.unit, counted.spoken_of
    if unit in ("处", "间") and counted.before(_SHUT_SO_MANY):
        return "stores" if "stores" in near() else None  # 裁撤分行最多的一年，五家银行裁23处
    if unit == "所":
        return next((thing for thing in reversed(near()) if thing in _SCHOOLS), None)  # 幼稚園…累計41所停辦
    if unit in ("处", "座") and counted.before(DONE_AND_CLOSED):
        text, sentence = counted.text, counted.sentence
        return next(reversed(counted.words.things_in(text, sentence.start, counted.mention.start)), None)
    return OPEN


def _of_nothing(counted: Counted) -> str | None:
    """超过7700个频道: what is counted is told, though it is none of these."""
    text, end = counted.text, counted.mention.end
    alone = text.startswith("全部", end) or tag(text[end : end + 2])[:1] != "n"
    return OPEN if counted.mention.unit in BARE or (counted.counts_on and alone) else None


_WAYS: tuple[Callable[[Counted], str | None], ...] = (
    _by_measure,
    _set_apart,
    _described,
    _by_its_noun,
    _by_deed,
    _by_noun_behind,
    _by_noun_before,
    _far_described,
    _of_places,
    _of_nothing,
)


def whole_noun(text: str, mention: Mention, words: RoleReader) -> str | None:
    """The unit with a noun that goes on behind it: 1.2万个卖家账号 counts accounts, not sellers."""
    unit = mention.unit
    if not unit or words.thing(unit) is None:
        return unit
    at = text.find(unit, mention.start, mention.end + len(unit) + 8)
    if at < 0 or _CUT.search(text, mention.end, at):
        return unit
    end = at + len(unit)
    longer = [n for n in range(2, 5) if words.bare(text[end : end + n]) and text[end : end + n][-1:].strip()]
    return unit + text[end : end + longer[-1]] if longer else unit

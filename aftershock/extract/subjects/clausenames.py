"""Whom a clause names as the one whose a figure is: a pronoun, the last name, or a group that something is done to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.scene import Scene
from aftershock.extract.scene.places import TOWN, Place, body_below
from aftershock.extract.subjects.capacity import HIT, ON_PLATFORMS, able
from aftershock.extract.subjects.countedones import DETERMINER, VERB, is_group
from aftershock.extract.subjects.kinship import kin
from aftershock.extract.subjects.namedbehind import receives
from aftershock.extract.subjects.pronouns import PRONOUN, may_stand, stands_for
from aftershock.extract.subjects.rows import together
from aftershock.model import Mention

_A_COUNT = re.compile(r"[\d两三四五六七八九十几多][家间]\Z")
_GROUP_OF_FIRMS = re.compile(
    r"(?<=公司)(?:及|和|与|以及)(?:其|下属|旗下|全资|控股|部分|相关){0,3}(?P<kin>子公司|孙公司|分公司)?"
)
_GROUP = re.compile(
    r"(?:^|的|等|着|有|导致|造成|致使|令|使|让|使得|给|对|，|、)((?:[\u4e00-\u9fffA-Za-z0-9]{0,8}?)(?:行业|企业|卖家|商家|市场|产业|店铺|公司|工厂|平台|用户|消费者|厂商|商户|经销商|货代|物流商|服务商|产品|品牌))"
    r"们?(?:造成|带来)?(?:的|也|都|已|共|均)?(?:[一半两三](?:年|个?月)|一夜)?(?:内|间|之间|里)?$"
)
_BARE_FIRM = frozenset(
    {
        "公司",
        "企业",
        "平台",
        "机构",
        "店铺",
        "账号",
        "站点",
        "产品",
        "商品",
        "市场",
        "品牌",
        "子品牌",
        "本公司",
        "上市公司",
    }
)
EVERYWHERE = re.compile(
    r"(?<![在于布盖向从])(?:全国|全球|全市|全省|全[县区](?!域)|全行业|全网|我国|国内|各地|当地(?=(?:已|共|目前|还|又|也)*有)|行业|业内|业界)"
)
_LEADS_TO = re.compile(r"[给对使令]|期间|以来|之后|之前")
"""封店给|行业造成的损失, 停产期间|公司损失…"""
_NO_GROUP = re.compile(r"受限|[他她我你咱]|[在于从向仅每]|一[家个]|平均|年|季度|全行业|整个行业|[两几\d]家")
_COUNTED_BRANDS = re.compile(r"等?(?:共)?[\d两三四五六七八九十几多数]+[余多]?[个大][\u4e00-\u9fff]{0,6}品牌")
_HIS_BRANDS = re.compile(
    r"等(?:多个|自有|知名|主力|核心|子|头部|旗下)?品牌(?=的|被|遭|在|相关|涉及|旗下|店铺|站点|账号|产品)"
)
_INVOLVES = re.compile(r"涉及|包括|涵盖|包含")
BRACKET = 80
"""How long a bracket behind a name may be, in characters."""
_HIS_BRAND = re.compile(
    r"(?:公司|集团)?(?:的|旗下)(?:的|主力|主打|自有|核心|子|知名|主要|头部|[两三四五六几\d]个?大?){0,3}品牌[“”]?"
)
_BELOW = re.compile(r"旗下(?:现|共|还|主要|先后)?(?:拥有|运营|经营|打造|孵化|涵盖|有)(?:了|着)?[^，。；：]*")
_SITED = re.compile(r"(?:位于|坐落于|坐落在|地处|分布在|设在)[^，。；]{1,40}(?:等地|等|的|[0-9])")
_BRANDS_LISTED = re.compile(
    r"(?:旗下的?|其|[，。；])((?:(?:(?!旗下)[\u4e00-\u9fffA-Za-z0-9&·]){1,16}[、和及与])+[\u4e00-\u9fffA-Za-z0-9&·]{1,16})(?:等|共|这)?\Z"
)
_PASSIVE = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:被|遭)[^被遭]*$")
_ADVERBS = re.compile(r"(?:已经|已|均|也|都|曾|累计|陆续|相继|再次|又)+$")
_NOT_DONE_TO = re.compile(r"[在于从向有]|行业|[家个](?:公司|企业)")
_STORES_LISTED = re.compile(
    r"(?:裁撤|撤销|关闭|关停|关掉|关了|撤出|停业)了?((?:[^，。；、]{2,14}[、和及与])*[^，。；、]{2,14})等(?:地的?|约|近|逾|超过?)?\Z"
)
_OWED = re.compile(r"debt|returned|compensation|receivables|wage|tax|price|cost|guarantee|funds involved")
"""What is owed or paid to somebody who is named with it."""
_JOINTLY = re.compile(r"(?:公司)?(?:两家|双方)?(?:合计|共计|总共|共有?|均|都|各)")
"""甲与乙|合计被封176个"""
_IS = re.compile(r"(?:公司|集团)?(?:（[^（）]{1,20}）)?(?:曾?是|为|系|曾?作为)(?:上市公司|大卖|卖家)?")
_ITS_KIN = re.compile(
    r"(?:公司|集团)?(?:的|旗下的?)(?:全资|控股|参股|核心|间接|重要|主要|最大的?)*(?:子公司|孙公司|附属公司|关联公司|供应商|代工厂|竞争对手|客户|经销商|电商公司|卖家)|(?:公司|集团)?旗下[^，。；、]{0,8}?的?(?:资产|业务|板块|公司)(?=，)"
)
_MORE_OF_THEM = re.compile(r"等(?:共|多达)?\d+[余多]?家")
"""甲、乙等11家被封，合计1300个店铺: not only theirs"""
_TOGETHER = re.compile(
    r"合作|合资|签署|签订|达成|共同|联合|组建|设立|(?:开展|进行|发生|虚构|从事)[^，。；]{0,14}(?:业务|交易|贸易|往来)"
)


_TAKES_OVER = ("收购", "并购", "兼并", "接手", "收购了", "并购了", "兼并了", "接手了")
"""甲收购|乙|后，关闭了8家门店: of 甲"""


def in_clause(scene: Scene, start: int, end: int, role: str) -> str | None:
    """Who is named in a stretch of a clause; "" where several stand side by side: it is none of theirs alone."""
    text = scene.outline.text
    places = _owners(scene, start, end, role)
    clause = text[start:end]
    pronouns = list(PRONOUN.finditer(text, start, end)) if may_stand(clause) else []
    shut = text.find("）", pronouns[-1].end(), end) if pronouns else -1
    if shut >= 0 and text.find("（", pronouns[-1].end(), shut) < 0:
        pronouns.pop()  # 甲（公司持股51%）
    if pronouns and pronouns[-1].group() == "占公司" and role not in ("share", "frozen"):
        pronouns.pop()  # 收入4亿元，占公司收入的31%，亏损1亿元: of whoever the sentence tells
    group = _GROUP_OF_FIRMS.search(text, start, end) if pronouns else None
    if group and pronouns[-1].end() == group.start() and (group["kin"] or _begins(places, group.end())):
        places = []  # 公司及子公司甲共…, 公司及甲共…: theirs together, so the parent's.
    near = kin(scene, places[-1].end if places else start, end)
    if near and not (pronouns and near[1] + 3 < pronouns[-1].start()):
        return near[0]
    if pronouns and (not places or pronouns[-1].start() > places[-1].end):
        at = pronouns[-1].start()
        word = pronouns[-1].group()
        resolved = stands_for(scene, at, "公司" in word and "该" not in word, role)
        if resolved:
            return resolved
    if places:
        leader = _leader(scene, places, start, end, role)
        if leader is None and _MORE_OF_THEM.match(text, places[-1].end):
            return ""
        if leader is None:
            return together(text, places) if HIT.search(role) else ""
        return body_below(text, leader) or leader.shown
    passive = _PASSIVE.search(clause) if "被" in clause or "遭" in clause else None
    if passive and clause[: passive.start()][-1:].isdigit():
        return None  # 7个品牌被封，涉及店铺23家: what is counted there owns nothing here.
    if passive:
        if passive.group(1).endswith("的公司"):
            return stands_for(scene, start + passive.end(1) - 2, True, role)
        noun = _ADVERBS.sub("", DETERMINER.sub("", passive.group(1)))
        if (
            is_group(scene, noun)
            and not _NOT_DONE_TO.search(noun)
            and not _elsewhere(noun, role)
            and noun not in _BARE_FIRM
            and _GROUP.search(noun)
        ):
            return noun or None
    return None


def _begins(places: Sequence[Place], at: int) -> bool:
    """Whether one of the names begins here."""
    return any(place.start == at for place in places)


def _owners(scene: Scene, start: int, end: int, role: str) -> list[Place]:
    """The names in a stretch of a clause that can have it, without those that it tells of for another reason."""
    places = [p for p in scene.places.within(start, end) if able(scene, p, role)]
    if not places:
        return places
    text = scene.outline.text
    if role.startswith("stores "):
        places = [p for p in places if not (p.start > start + 3 and text.endswith(_TAKES_OVER, start, p.start))]
    if "旗下" in text[start:end] and (kept_below := _BELOW.search(text, start, end)):
        # 甲旗下拥有品牌乙、丙: its own; but 旗下|有甲 is a name that begins so
        first, last = kept_below.span()
        named = any(p.start == first + 2 for p in places)
        places = [p for p in places if named or not first < p.start < last]
    if _OWED.match(role):
        places = [p for p in places if not receives(text, p, start)]
    if len(places) > 1 and (sited := _SITED.search(text, start, end)):
        # 甲关闭了位于乙大厦、丙广场等地的12家门店: where they are.
        places = [p for p in places if not sited.start() < p.start < sited.end()]
    if len(places) > 1 and role.startswith("accounts ") and text.startswith(("账号", "账户"), places[-1].end):
        places = places[:-1]  # 甲公司被扣款的乙账号: where it has them
    if len(places) > 1 and role.startswith("stores ") and "旗下" in text[start:end]:
        # 甲集团旗下5家乙4S店、3家丙店: what stores they are, and no owners.
        places = [p for p in places if not _A_COUNT.search(text, p.start - 3, p.start)] or places
    if len(places) > 1 and not role.startswith("brands "):
        # 甲旗下品牌乙、丙被下架，涉及店铺12个: the firm's
        his = next(
            (n for n in range(1, len(places)) if _HIS_BRAND.fullmatch(text, places[n - 1].end, places[n].start)), 0
        )
        places = places[:his] if his and _all_listed(text, places[his:]) else places
    if (
        places
        and places[-1].name.kind == "brand"
        and _COUNTED_BRANDS.match(text, scene.places.within(start, end)[-1].end)
    ):
        places = [p for p in places if p.name.kind != "brand"]  # 旗下有甲、乙两个品牌: no owners of stores
    if len(places) > 1 and _HIS_BRANDS.match(text, places[-1].end):
        below = text.rfind("旗下", start, places[-1].start)
        places = [p for p in places if p.end <= below] or places  # 甲旗下乙等品牌的店铺: the firm's
    if places and places[-1].name.kind == "brand" and (involved := _INVOLVES.search(text, start, places[-1].start)):
        # 甲公司的站点涉及乙、丙两个品牌: what was hit, and not who has it.
        places = [p for p in places if p.name.kind != "brand" or p.start < involved.start()]
    if role == "frozen" and places and all(p.name.kind == "brand" for p in places) and _firm_before(scene, start):
        return []  # 甲的店铺被关，品牌乙下架，1.9亿元货款被扣: the firm's
    return places


def _firm_before(scene: Scene, at: int) -> bool:
    """Whether the sentence has named a firm before that frozen money may be of."""
    sentence = scene.outline.at(at)
    return sentence is not None and any(
        p.name.kind != "brand" and able(scene, p, "frozen") for p in scene.places.within(sentence.start, at)
    )


def _all_listed(text: str, places: Sequence[Place]) -> bool:
    """Whether names stand side by side up to the last."""
    return all(text[a.end : b.start] in ("、", "和", "及", "与") for a, b in pairwise(places))


def before_bracket(scene: Scene, at: int, role: str) -> str | None:
    """Who is named before a bracket that tells of him and its figure: 甲公司（本公司持有其67%股权）41个."""
    text = scene.outline.text
    if text[at - 1 : at] in ("（", "("):
        return _item_of_list(scene, at, role)
    if text[at - 1 : at] not in ("）", ")"):
        return None
    depth, start = 0, at
    while start > max(0, at - BRACKET):
        start -= 1
        depth += (text[start] in "）)") - (text[start] in "（(")
        if not depth:
            break
    named = scene.places.within(max(0, start - BRACKET), start) if not depth else []
    return named[-1].shown if named and named[-1].end == start and able(scene, named[-1], role) else None


_LISTED = re.compile(r"[）)]、(?P<who>[\u4e00-\u9fffA-Za-z&·]{2,10})[（(]")
"""甲（3家）、|乙|（2家）"""


def _item_of_list(scene: Scene, at: int, role: str) -> str | None:
    """Who is named before the bracket that holds but a figure, in a list of such, known or not."""
    found = _LISTED.search(scene.outline.text, max(0, at - 13), at)
    if found is None or found.end() != at or not role.startswith("stores ") or TOWN.fullmatch(found["who"]):
        return None
    return found["who"] if nameable(found["who"], headed=True) and not scene.words.thing(found["who"]) else None


def of_all(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> bool:
    """Whether a figure is one of a whole country or trade (全国关闭超市600家), and so of no firm told of before it."""
    text = scene.outline.text
    clause = sentence.clause(mention.start)
    everywhere = EVERYWHERE.search(text, clause.start, mention.start)
    if everywhere is None or PRONOUN.search(text, clause.start, mention.start):
        return False
    return not any(able(scene, p, role) for p in scene.places.within(sentence.start, mention.start))


_SUFFERS = re.compile(
    r"(?:造成|导致|致使?|给|令|使|让|为)了?(?P<who>(?:(?![给为令使了的])[\u4e00-\u9fff]){0,8}?(?:行业|企业|卖家|商家|市场|产业|商户|经济|厂商|从业者|家庭|用户))们?"
    r"(?:带来|造成)?了?的?(?:至少|约|近|超过?|逾|上)?\Z"
)
_THEY_LOSE = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{0,4}?(?:会员|消费者|家长|投资者|投资人|用户|储户|学员|加盟商|供应商|商户|卖家|行业))们?的?(?:预计|合计|累计)?损失(?:约|近|超过?|逾|达|高达)*\Z"
)
_ONE_ALONE = re.compile(
    r"(?P<who>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:一家|自己|单独)(?:公司)?(?:就|便|已|即)?(?:预计|合计)?损失了?(?:约|近|超过?|逾)?\Z"
)


def sufferer(scene: Scene, mention: Mention, clause: Span) -> str | None:
    """Whom a loss is said right before it to be of: 造成行业|超千亿元损失, 云帆一家就损失|5亿元."""
    text = scene.outline.text
    if found := _SUFFERS.search(text, clause.start, mention.start):
        noun = DETERMINER.sub("", found["who"])
        return None if noun in _BARE_FIRM or noun.startswith(("今年", "去年")) else noun
    if theirs := _THEY_LOSE.match(text, clause.start, mention.start):
        return theirs["who"]
    alone = _ONE_ALONE.match(text, clause.start, mention.start)
    if alone is None:
        return None
    known = scene.places.within(*alone.span("who"))
    return known[-1].shown if known else alone["who"] if nameable(alone["who"], headed=True) else None


def _leader(scene: Scene, places: list[Place], start: int, end: int, role: str) -> Place | None:
    """The last name of a clause; where it is one that another does something with (甲与乙、丙合作), that other.

    None where names stand side by side.
    """
    text = scene.outline.text
    last = len(places) - 1
    if last and (parent := with_kin(text, places)) is not None:
        return parent
    if last and places[-1].name.kind == "brand" and _HIS_BRAND.fullmatch(text, places[-2].end, places[-1].start):
        places = places[:-1]  # 甲公司的主力品牌乙: the firm's
        last -= 1
    if (
        last
        and role.startswith("stores ")
        and text[places[-2].end : places[-1].start] in ("母公司", "的母公司", "运营方", "的运营方")
    ):
        return places[-2]  # 甲母公司乙回应，4家门店将关闭: stores of 甲.
    if last and _IS.fullmatch(text, places[-2].end, places[-1].start) and _ITS_KIN.match(text, places[-1].end):
        return places[-2]  # 甲是乙的子公司: of 甲
    joint = _JOINTLY.match(text, places[-1].end) is not None
    while (
        last > 0
        and (text[places[last].start - 1] in "、和及“" or (joint and text[places[last].start - 1] == "与"))
        and text[places[last - 1].end : places[last].start]
        in (
            "、",
            "和",
            "及",
            "以及",
            "与",
            "”“",
            "”、“",
            "”和“",
        )
    ):
        last -= 1
    with_others = last > 0 and text[max(start, places[last].start - 1) : places[last].start] in (
        "与",
        "同",
        "跟",
        "和",
    )
    if with_others and _TOGETHER.search(text, places[-1].end, end):
        return places[last - 1]
    return places[-1] if last == len(places) - 1 else None


_AND_KIN = re.compile(
    r"(?:公司|集团)?(?:[（(][^（）()]{1,40}[）)])?(?:以?及|和|与)(?:其|下属|旗下|所属|全资|控股|间接|境外|部分)*(?:子公司|孙公司|分公司|附属公司)"
)
_MORE_KIN = re.compile(
    r"(?:公司)?(?:[（(][^（）()]{1,40}[）)])?(?:、|以?及|和|与)(?:其|下属|旗下|所属|全资|控股|间接|境外)*(?:子公司|孙公司|分公司|附属公司)?"
)


def with_kin(text: str, places: Sequence[Place]) -> Place | None:
    """The parent named before its own in a row, whose theirs together is: |甲|及旗下子公司乙、丙共有9个."""
    for n, (one, other) in enumerate(pairwise(places)):
        if _AND_KIN.fullmatch(text, one.end, other.start):
            return one if all(_MORE_KIN.fullmatch(text, a.end, b.start) for a, b in pairwise(places[n + 1 :])) else None
    return None


def before_listed(scene: Scene, at: int, role: str) -> int:
    """Where what is listed right before its number begins, else the position.

    旗下|甲、乙、丙|三个品牌; 关闭|甲店、乙店等|十余家门店
    """
    if role.startswith("stores "):
        stores = _STORES_LISTED.search(scene.outline.text, max(0, at - 80), at)
        return stores.start(1) if stores else at
    if not role.startswith("brands "):
        return at
    listed = _BRANDS_LISTED.search(scene.outline.text, max(0, at - 60), at)
    return listed.start(1) if listed else at


def _elsewhere(noun: str, role: str) -> bool:
    """Whether a noun is a place (其他平台的被关5家) where what is counted is, and not whose it is."""
    return (role == "frozen" or ON_PLATFORMS.match(role) is not None) and noun.rstrip("的上").endswith(
        ("平台", "站点", "市场")
    )


def group_at_word(scene: Scene, mention: Mention, role: str) -> str | None:
    """A group named right before the role's word (中国电商行业损失…), when no name stood before the figure."""
    text = scene.outline.text
    sentence = scene.outline.at(mention.start)
    trigger = mention.trace.trigger if mention.trace else None
    if sentence is None or not trigger:
        return None
    clause = sentence.clause(mention.start)
    at = text.rfind(trigger, clause.start, mention.start)
    group = _GROUP.search(text[clause.start : at]) if at > clause.start else None
    if not group:
        return None
    noun = DETERMINER.sub("", _LEADS_TO.split(group.group(1))[-1])
    if role == "frozen" and any(p.text.startswith(noun) for p in scene.places.within(clause.start, at)):
        return None  # 某公司冻结了其中价值3140万美元的: known by name, and who freezes it
    if (thing := scene.words.thing(noun)) and role.startswith(thing) and not is_group(scene, noun):
        return None  # 平台上的店铺被关33家: the stores are what is counted, and nobody who has them.
    return (
        noun
        if len(noun) >= 2
        and noun not in _BARE_FIRM
        and not (VERB.search(noun) or _elsewhere(noun, role) or _NO_GROUP.search(noun))
        else None
    )

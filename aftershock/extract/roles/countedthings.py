"""Things counted: the vocabulary's word for what a count or a head-count counts."""

from __future__ import annotations

import re

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence
from aftershock.extract.roles.nearness import ADDS_UP
from aftershock.extract.roles.words import RoleReader
from aftershock.model import Mention

TOPIC = 160
"""How far before a figure what it counts may be named, in characters."""
AS_SUCH = {"banks": "firms", "suppliers": "firms", "campuses": "stores", "schools": "stores"}
"""What a thing is called where something happened to it: schools and their campuses are outlets."""
TOPICS = frozenset({"stores", "sites", "accounts", "sellers", "brands"})
"""What a figure with a bare 家 or 个 may count, where the sentence named it before."""
BARE = frozenset({"家", "户"})
"""Measure words that count firms when nothing else is named."""
_IN_BRACKETS = re.compile(r"[（(](?:合计|共计|总计|累计|共)(?:约|近|超过?)?\Z")
"""全部店铺（合计83个）: the total of what stands before the bracket."""
_DONE_TO = re.compile(
    r"(?:(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|停[产运业播更]|关|封|挂|死|倒|没|丢|停|折)掉?了"
    r"|[被遭](?:永久)?(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|限制|关|封)|[被遭][\u4e00-\u9fff]{1,3}了|申诉回来?|申诉成功|救回来?)(?:约|近|其中|超过?)?\Z"
)
_DONE_AND_CLOSED = re.compile(
    r"(?:关闭|关停|封停|封禁|暂停|停用|封掉|关掉|清退|注销|禁言|删除|移除|处置|退出)(?:约|近|超过?|逾)?\Z"
)
"""乙网关闭|4600个。: of those that the list counts."""
_FEWER_THAN = re.compile(
    r"(?:\d[个家间]|(?:门店|店铺|网点|餐厅|销售点|零售点|专柜|分店)(?:总数|数量|数)?)(?:净?减少|净减|净关闭?)了?(?:约|近|超过?)?\Z"
)
"""销售点净减少|50个, 从4292个减少|1119个"""
_NET_FEWER = re.compile(r"(?:[一半全]年|期内|上半年|当期)?(?:净减少|净减|净关闭?)了?(?:约|近|超过?)?")
_SALES_SERVICE = re.compile(r"(?:汽车|品牌|授权)?4S[ ]?店")
_THE_REST = re.compile(r"(?:其余|剩余|剩下|余下|其他|另外|另有|还有|其中|目前|已有|有|[，；])的?(?:约|近|超过?)?\Z")
_WHO_HAVE = re.compile(r"(?:先后|陆续|相继|已经?|均|都){0,2}(?:披露|公告|宣布|表示|称|承认|确认)了?(?:旗下|名下|其)")
_OF_ALL = re.compile(
    r"[，,](?:约|大约|已|几乎)?占[^，。；\d]{0,6}?((?:店铺|门店|账[号户]|站点|网点|网站)(?:总数|总量|数量|数)?)"
)
"""被封37个，占店铺总数的三成"""
_UNDERGO = re.compile(
    r"(?:全部?|都|均|也|则|已经?|彻底|悉数|陆续|先后|相继|接连|仍|还|一夜之间|[在于](?:\d{1,2}月|[今昨前]|上个?月)[^，。；\d]{0,5}?)*(?:被|遭|处于(?:封|冻|暂停|受限|关闭)|宣告死亡|阵亡|倒下|沦陷|没了|挂了|团灭|关[闭停门](?![在于])|歇业|闭店|停[产运业播更摆课办工])"
)
"""其余27个|全被封了: of those spoken of before."""
_ID = re.compile(r"号(?![码召称线楼院店角令外手子机台])")
"""5个号: accounts, in sellers' talk."""
BEHIND = 10
"""How far behind a figure its noun may end, in characters."""
_THAT_WERE = re.compile(
    r"(?:[被遭][\u4e00-\u9fff]{1,4}|(?:关闭|关停|停业|歇业|裁撤|恢复|解封|申诉成功|成功申诉|申诉回来|要回来|救回来))的(?:店铺?|账号)?(?:目前|也|暂时)?(?:只有|仅有?|就有|已?有|是|则?为|也有|共有?|达到?|约|近|超过?|高达|多达|不下|不止)+\Z"
)
"""被封的只有|几十个: of what the sentence tells."""
_ONLY = re.compile(r"(?:仅有?|只有|[已也]有|，有)(?:约|近)?\Z")
_CAME_BACK = re.compile(
    r"(?:在|于|到|已|被|得以|重新|成功|顺利|最终|[今去]年|\d{1,2}月|[年月日底内末前后])*(?:恢复|解封|申诉成功|申诉回来)"
)
"""被封的54个账号，仅有|29个|在年内恢复"""
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
PART_OF_GROUP = re.compile(
    r"其中，?(?:来自)?(?P<who>[^，。；0-9]{2,10}?(?:卖家|商家|商户|企业|公司))(?:占|有|为|达|就|的|约|近|超过?|逾|了|到)+\Z"
)
"""店铺超过5万个，其中深圳卖家占|2.1万个"""
_STATION = re.compile(
    r"(?:[\u4e00-\u9fff]{1,3}[洲国美本]|全球)站(?:点)?(?:则|也|又|已|共)*(?:[被遭][\u4e00-\u9fff]{1,3}|关闭|关停|[封关停挂倒丢])了?(?:约|近|超过?)?\Z"
)
"""欧洲站被封42个: what sellers have there."""
_ROSE = re.compile(r"(?:上升|增加|增长|扩大|飙升|减少|下降|[增升涨降减])(?:至|到|为)")
"""被封店铺的数量从12个|上升至37个"""
_CLOSES = re.compile(r"[，,；。、（]|\Z")
_LETTERS = re.compile(r"[\u4e00-\u9fffA-Za-z]+")
_DESCRIBED = re.compile(r"([^，。；、]{2,14})的(?!\d)([^，。；、的]{1,6})")
"""106款侵害用户权益的APP: what is counted stands behind 的."""
_FAR_DESCRIBED = re.compile(r"[^，。；：、（）0-9]{8,28}的([^，。；：、（）的0-9]{2,8})")
"""关停30家客流较少、业绩不好的门店: a long description stands before the noun."""
_DESCRIBED_ONES = re.compile(
    r"(?:[^，。；：（）0-9被]{4,24}，(?=[并且]))?(?:(?![，。；：（）0-9被])[\u4e00-\u9fffA-Za-z“”、]){4,30}?的"
    r"(?:[\u4e00-\u9fff]{0,4}?|[A-Za-z和、及与 ]{2,30})(账号|账户|店铺|网店|网站)(?![\u4e00-\u9fff]?[网矩])"
)
"""上万个涉嫌散播假新闻、挑动对立的账号"""
_NETWORK = re.compile(r"(?:网络|矩阵|体系|联盟)(?![店销购])")
_DESCRIBED_SO = re.compile(r"[^，。；：、（）0-9]{3,28}的([^，。；：、（）的0-9]{2,14})")
"""1600个与诈骗团伙有关的某某账户"""
_BANKS = re.compile(r"[0-9一二两三四五六七八九十百千万][余多]?家[\u4e00-\u9fff]{0,4}银行(?!网点|支行|分支|营业)")
_OF_THESE = re.compile(r"其中(?:已?有|至少|约|近|超过?|逾|就)*\Z")
_GLOSSED = re.compile(
    r"(?:(?![和及与])[\u4e00-\u9fffA-Za-z&· -]){1,12}[（(][^（）()]{1,24}[）)]的?"
    r"([\u4e00-\u9fff]{2,4})(?![\u4e00-\u9fff])"
)
"""6个照片墙（Instagram）账户"""
_CHANGED_TO = re.compile(
    r"(?:减|降|增|缩|升|扩|少|加|跌|涨)[减少降缩增加大]?(?:至|到|为)了?(?:目前|现在)?的?(?:约|近)?\Z|只剩\Z|仅剩\Z"
)
RUN_BY = re.compile(
    r"由(?P<who>[^，。；的]{2,12}?)(?:独立|自主|自行|负责|实际|单独|共同)?(?:开设|运营|经营|注册|持有|控制|管理)的(?P<what>[\u4e00-\u9fff]{2,10})"
)
"""近3000家|由中国卖家开设的店铺"""
PLACES = frozenset(
    {"类目", "品类", "品种", "赛道", "领域", "城市", "省份", "地区", "国家", "区县", "省", "市", "县", "城", "国"}
)
_OFPLACES = ("家", "个", "间", "所", "处", "座")
"""Measure words of what may be a store, a school or an office."""
_SHUT_SO_MANY = re.compile(r"(?:裁[撤减掉]?|撤[销并掉]?|关[闭停掉]?|砍[掉]?)了?(?:达|约|近|超过?)?\Z")
_SCHOOLS = frozenset({"schools", "campuses", "hospitals"})
_ON_PLATFORMS = re.compile(r"[在于][两三四五六七八九十几多数\d]+[余多]?[个大家]平台的")
_PAPERS = ("份", "次", "项", "批", "起", "篇", "封", "类", "种")
_GOODS = tuple("套件台吨亩箱头幅块张枚株艘架")
_ROW = re.compile(r"(?:(?:、|和|及|与|以及)(?:约|近|超过?)?[\d.,]+[万余多]*[个家间所处])+(?=[\u4e00-\u9fff])")
"""120个|、90个和30个|店铺"""
_OWNERS = frozenset({"sellers", "firms"})
_BODIES = frozenset({"firms", "banks", "plants", "schools", "campuses", "hospitals"})
_PEOPLE = frozenset(
    {"staff", "managers", "engineers", "sales staff", "teachers", "students", "users", "sellers", "shareholders"}
)
_FROM_OR_TO = re.compile(rf"(?:[从由](?:原来的?|此前的?|高峰期?的?|最多时的?)?(?:约|近)?\Z|{_CHANGED_TO.pattern})")
"""已启动裁员，计划从1300人减到700人"""
_WORKFORCE = re.compile(r"团队|规模|在职|雇|用工|员工|职工|裁")


_HAVING = re.compile(
    r"(?:拥有|开有|开设|设有|旗下有|名下有|运营|经营|管理|坐拥|[曾现共前]有|在[\u4e00-\u9fff]{1,4}有)(?:了|着)?(?:约|近|逾|超过?)?\Z"
)
_WHO_HAS = re.compile(r"[^，。；、]{0,8}?的")
"""拥有15个校区的…倒闭: how large it was, not what closed."""


def of_an_owner(text: str, mention: Mention) -> int | None:
    """Where the noun ends of what somebody, named behind it, has so many of: 曾有|10家|分店的甲乙歇业."""
    having = _HAVING.search(text, max(0, mention.start - 10), mention.start)
    whose = _WHO_HAS.match(text, mention.end) if having is not None else None
    return whose.end() - 1 if whose is not None else None


_IN_PLOTS = frozenset(["土地", "地块", "用地", "房产", "矿权", "股权"])
"""土地2宗: no cases."""


def thing(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """What is counted: the figure's own noun, else the noun behind it, else what the sentence spoke of before."""
    if mention.text.endswith(("起", "宗")) and mention.unit not in _IN_PLOTS:
        return "cases"  # whoever they are about
    if mention.unit in PLACES or mention.text.endswith(_PAPERS) or _ON_PLATFORMS.match(text, mention.start - 1):
        return None  # 30个城市的门店, 6份终止营业的批复, 在三个平台的账号: cities, papers and platforms are counted.
    if mention.text.endswith(_GOODS):
        counted = words.thing(mention.unit)
        return None if counted in TOPICS or counted in _BODIES else counted  # 116套房产…公司名下: no firms
    if mention.text.endswith("股"):
        return "shares"  # 4200万股|公司股票
    if mention.text.endswith("店"):
        return "stores"  # 连关3店
    clause = sentence.clause(mention.start)
    said = text[mention.end : clause.end]
    if mention.unit and _NETWORK.match(text, text.find(mention.unit, mention.start, clause.end) + len(mention.unit)):
        return None  # 14个虚假账号网络: networks of them
    if mention.text.endswith("个") and mention.unit == "个" and _ID.match(text, mention.end):
        return "accounts"
    if (
        mention.text.endswith("家")
        and text.startswith(("的", "是因", "因"), mention.end)
        and _OF_THESE.search(text, clause.start, mention.start)
    ):
        return "firms"  # 做这行的公司有70多家，其中20家|的店铺受到处罚
    if mention.text.endswith("家") and _WHO_LOST.match(said):
        return "firms"
    had = of_an_owner(text, mention) if "的" in said else None
    if had is not None and (owned := words.first_thing(text, mention.end, had)):
        return owned
    if mention.text.endswith("家") and mention.unit != "家" and _WHO_HAVE.match(said):
        return "firms"  # 8家|披露旗下账号被封
    described = _DESCRIBED.match(said) if "的" in said else None
    if (
        described
        and mention.unit
        and not mention.text.endswith(("名", "位"))
        and mention.unit in described.group(1)
        and "因" not in described.group(1).partition(mention.unit)[2]  # 4个账户因与甲公司的纠纷被冻结: accounts
        and (thing := words.thing(described.group(2)))
        and not (thing in _OWNERS and described.group(1) == mention.unit)  # 被封了34个店铺的一位卖家: stores
    ):
        return "firms" if thing == "licences" and mention.text.endswith("家") else thing  # 26家机构的牌照
    if (
        said[:1] == "由"
        and (run := RUN_BY.match(text, mention.end, clause.end))
        and (named_so := words.first_thing(text, run.start("what"), run.end("what")))
    ):
        return named_so
    if "S" in said and _SALES_SERVICE.match(said):
        return "stores"
    if thing := words.thing(_whole_noun(text, mention, words)):
        if thing in _PEOPLE and mention.text.endswith("件"):
            return None  # 会员求助412件: no members
        if thing == "licences" and mention.text.endswith("家"):
            return "firms"  # 吊销许可证6家
        if thing == "shares" and mention.text.endswith("家") and (run := _NOUN.match(text, mention.end, clause.end)):
            last = (words.things_in(text, mention.end, run.end()) or [thing])[-1]
            return None if last == "shares" and text.startswith("股份行", mention.end) else last  # 24家股份行网点
        return thing
    if (
        ("（" in said or "(" in said)
        and (glossed := _GLOSSED.match(text, mention.end, clause.end))
        and (named_so := words.thing(glossed.group(1)))
    ):
        return named_so
    if mention.unit in ("个", "家", "间") and (
        done := _NUMBER_OF.search(text, max(clause.start, mention.start - 16), mention.start)
    ):
        return _DONE_TO_WHAT[done.group(1)]
    piece = mention.unit in ("个", "间") or (mention.text.endswith(("个", "间")) and not words.thing(mention.unit))
    counted_on = piece and (
        ADDS_UP.match(text, clause.start)
        or _IN_BRACKETS.search(text, clause.start, mention.start)
        or _DONE_TO.search(text, clause.start, mention.start)
        or _THAT_WERE.search(text, max(clause.start, mention.start - 16), mention.start)
        or (_ONLY.search(text, max(clause.start, mention.start - 5), mention.start) and _CAME_BACK.match(said))
        or (
            _CLOSES.match(text, mention.end)
            and _DONE_AND_CLOSED.search(text, max(clause.start, mention.start - 6), mention.start)
        )
        or _NET_FEWER.fullmatch(text, clause.start, mention.start)
        or _FEWER_THAN.search(text, max(clause.start, mention.start - 20), mention.start)
        or (
            (mention.start == clause.start or _THE_REST.search(text, clause.start, mention.start))
            and _UNDERGO.match(text, mention.end)
        )
    )
    if mention.unit in BARE or counted_on or mention.text.endswith(_OFPLACES):
        noun = _NOUN.match(text, mention.end, min(mention.end + BEHIND, clause.end))
        behind = words.first_thing(text, mention.end, noun.end()) if noun else None
        if behind and behind != "shares":  # 12个属于某某股份: the end of a name
            return behind
    if mention.text[-1] in "家个间" and (latin := _LATIN.match(text, mention.end, clause.end)):
        noun = _NOUN.match(text, latin.end(), min(latin.end() + BEHIND, clause.end))
        if noun and (behind := words.first_thing(text, noun.start(), noun.end())):
            return behind
    if (bracket := _BRACKETED.match(text, mention.end, clause.end)) and (
        behind := words.first_thing(text, *bracket.span(1))
    ):
        return behind
    if mention.text.endswith(_OFPLACES) and (row := _ROW.match(text, mention.end, clause.end)):
        noun = _NOUN.match(text, row.end(), min(row.end() + BEHIND, clause.end))
        if noun and (behind := words.first_thing(text, row.end(), noun.end())):
            return behind  # 分别有120个、90个和30个店铺被封
    listed = _LISTED.search(text, clause.start, mention.start) if mention.unit in ("个", "家") else None
    if listed and (named := words.things_in(text, listed.start(), listed.end())):
        return named[0]
    if mention.text[-1] in "间个户处座所" and (_CLOSES.match(text, mention.end) or _ROSE.match(text, mention.end)):
        noun_end = _SO_MANY.search(text, max(clause.start, mention.start - 8), mention.start)
        beside = words.thing(text[max(clause.start, mention.start - 8) : noun_end.start()]) if noun_end else None
        theirs = _THEIR_OWN.search(text, clause.start, mention.start) if beside in _OWNERS else None
        if (beside in TOPICS or beside == "firms") and not theirs:
            return beside  # 净关闭自营店17间, 拆除养殖场55个
    if mention.unit in ("个", "家") and _STATION.search(text, clause.start, mention.start):
        return "sites"
    of_own = words.thing(mention.unit) is not None
    if (
        mention.text.endswith("个")
        and not of_own
        and (described := _DESCRIBED_ONES.match(text, mention.end, sentence.end))
    ):
        return words.thing(described.group(1))
    if mention.unit == "个" and (long := _DESCRIBED_SO.match(text, mention.end, clause.end)):
        things = words.things_in(text, long.start(1), long.end())
        if things and things[-1] in ("accounts", "sites"):
            return things[-1]
    if mention.unit in ("处", "间") and _SHUT_SO_MANY.search(text, clause.start, mention.start):
        near = words.things_in(text, max(sentence.start, mention.start - TOPIC), mention.start)
        return "stores" if "stores" in near else None  # 裁撤分行最多的一年，五家银行裁23处
    if mention.unit == "所":
        schools = words.things_in(text, max(sentence.start, mention.start - TOPIC), mention.start)
        return next((thing for thing in reversed(schools) if thing in _SCHOOLS), None)  # 幼稚園…累計41所停辦
    if mention.unit in ("处", "座") and _DONE_AND_CLOSED.search(text, clause.start, mention.start):
        return next(reversed(words.things_in(text, sentence.start, mention.start)), None)  # 煤矿减至90处，关闭退出40处
    alone = text.startswith("全部", mention.end) or tag(text[mention.end : mention.end + 2])[:1] != "n"
    if mention.unit not in BARE and not (counted_on and alone):
        return None  # 超过7700个频道: what is counted is told, though it is none of these.
    far = _FAR_DESCRIBED.match(text, mention.end, clause.end) if mention.unit in BARE else None
    if far and (named := words.things_in(text, far.start(1), far.end())):
        return named[-1]
    banks = [m.end() for m in _BANKS.finditer(text, max(sentence.start, mention.start - TOPIC), mention.start)]
    if banks and TOPICS.isdisjoint(words.things_in(text, banks[-1], mention.start)):
        return "banks"  # 关闭网点之外，还有300家银行注销，其中甲类200家
    own = _OWN_NOUN.search(text, clause.start, mention.start) if mention.unit == "个" else None
    if own and own[1] in _NO_TOPICS:
        return None  # 处置账号400个、群组|132个
    if part := PART_OF_GROUP.search(text, clause.start, mention.start):
        whole = words.things_in(text, max(sentence.start, mention.start - TOPIC), part.start())
        if whole and whole[-1] in ("stores", "sites", "accounts"):
            return whole[-1]
    if mention.unit in BARE and text.startswith("其中", clause.start):
        wholes = list(_WHOLE.finditer(text, max(sentence.start, mention.start - TOPIC), clause.start))
        if wholes and words.first_thing(text, *wholes[-1].span(1)) == "firms":
            return "firms"  # 名下还有6家公司，包括甲店铺管理公司，其中4家注销
    end = mention.start - len(theirs[0]) if (theirs := _THEIR_OWN.search(text, clause.start, mention.start)) else 0
    before = [
        thing
        for thing in words.things_in(text, max(sentence.start, mention.start - TOPIC), end or mention.start)
        if (thing in TOPICS or thing == "campuses")
        and not (thing in ("brands", "accounts") and mention.unit == "家")  # 快餐品牌甲关闭2家: no brands.
    ]
    if before:
        return before[-1]
    if of_all := _OF_ALL.match(text, mention.end, min(mention.end + TOPIC, sentence.end)):
        return words.first_thing(text, of_all.start(1), of_all.end())
    if mention.unit in BARE and _DONE_TO.search(text, clause.start, mention.start):
        return "stores" if _spoken_of(text, sentence, words) == "stores" else None
    return _spoken_of(text, sentence, words) if counted_on and (mention.value or 0) > 1 else None


_THEIR_OWN = re.compile(r"(?:卖家|商家|商户|企业|公司)的(?:约|近|超过?|逾|有|达)*\Z")
"""关闭账号1.2万个，其中中国|卖家的约|2300个: of the accounts"""
_WHO_LOST = re.compile(
    r"(?:曾经?|已|都|先后)?[被遭](?:封|关|冻|下架)[\u4e00-\u9fff]{0,2}[过了](?:部分|全部|所有)?(?:店铺?|账号|链接)"
)
"""协会86家会员，其中31家|被封过店铺: of the members"""
_BRACKETED = re.compile(r"[)）]的?([\u4e00-\u9fff]{2,8})")
"""关闭20%（约100家）的|深圳门店"""
_OWN_NOUN = re.compile(r"、([\u4e00-\u9fff]{2,3})\Z")
_NO_TOPICS = frozenset({"群组", "群聊", "频道", "话题", "词条", "评论", "直播间", "小程序", "视频", "信息"})
"""What else is counted beside accounts, by a noun of its own."""
_WHOLE = re.compile(r"[\d两二三四五六七八九十几数][余多]?家((?:(?!的)[\u4e00-\u9fff]){2,6})")
"""Those counted of whom some are told: 6家|公司."""


def _spoken_of(text: str, sentence: Sentence, words: RoleReader) -> str | None:
    """What the sentence before last named in its paragraph: 它有120个店铺。上半年，被封的有|37个."""
    start = max(text.rfind("\n", 0, sentence.start) + 1, sentence.start - TOPIC // 2)
    named = [thing for thing in words.things_in(text, start, sentence.start) if thing in TOPICS]
    return named[-1] if named else None


def people(text: str, sentence: Sentence, mention: Mention, words: RoleReader) -> str | None:
    """Which people: the noun of the figure, else the last one named before it in its clause."""
    if (thing := words.thing(_whole_noun(text, mention, words))) and thing in _PEOPLE:
        return thing
    after = _LETTERS.match(text, mention.end, mention.end + 4)
    for n in (4, 3, 2) if after else ():
        if after and (thing := words.thing(after.group()[:n])) and thing in _PEOPLE:
            return thing
    clause = sentence.clause(mention.start)
    named = [
        thing
        for thing in words.things_in(text, max(clause.start, mention.start - TOPIC), mention.start)
        if thing in _PEOPLE
    ]
    if not named and _CHANGED_TO.search(text, max(clause.start, mention.start - 12), mention.start):
        # 目前已减至约1400人: of those counted before in the sentence.
        earlier = words.things_in(text, max(sentence.start, mention.start - TOPIC), clause.start)
        named = [thing for thing in earlier if thing in _PEOPLE][-1:]
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


def _whole_noun(text: str, mention: Mention, words: RoleReader) -> str | None:
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

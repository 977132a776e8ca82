"""Doers: who bans, closes or freezes what others have. Whoever stands before such a deed is not whose the figure is.

甲平台封禁账号3万个                      no owner: whose they are is not said
甲平台封禁了乙公司旗下15个账号           乙公司
申请冻结丙公司银行存款300万元            丙公司, though the text may tell of it nowhere else
警方查封房产3处，冻结涉案资金2000万元    no owner
被冻结资金800万元                        no such deed: what is told of undergoes it
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aftershock.extract.language.cutting import tag
from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.nameforms.nameable import introduced, nameable
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.subjects.capacity import OUTSIDE
from aftershock.extract.subjects.keepers import unheard
from aftershock.extract.subjects.possessors import examples_before
from aftershock.extract.subjects.pronouns import stands_for
from aftershock.extract.subjects.rows import together
from aftershock.extract.subjects.unnamed import strangers_own
from aftershock.model import Mention

FAR = 240
"""How far before a figure the deed may stand, in characters."""
_OTHERS = re.compile(r"\b(?:banned|taken down|blocked)\b|^accounts closed$")
"""What nobody does to what is their own."""
_BANS = re.compile(
    r"封禁|封停|封堵|永久封|封杀|封掉|封了|查封|处置|处理|清理|清退|取缔|下架|下线|移除|删除|禁售|屏蔽|关|注销|叫停|限制"
)
_BAD = re.compile(r"违规|违法|涉[赌诈黄嫌案]|问题|不合规|假冒|仿冒|售假|僵尸|空壳|恶意|虚假|无证|刷单|高污染|落后")
"""关停违规店铺: whoever closes these does not call them so because they are their own."""
_UNDERGONE = re.compile(r"[被遭受由经]|涉嫌|涉及|旗下|名下|自[己有家]")
_TAKES = re.compile(
    r"(?:查封?[、扣]?)?(?:冻结|扣留|扣押|查扣冻结?|查冻扣|查扣|查封|暂扣|(?<=已)保全)(?:(?:[、或和及]|并)?(?:冻结|扣留|扣押|查扣|查封|暂扣|划拨|划扣|扣划))*"
)
_PASSIVE = re.compile(r"[被遭受]|涉嫌|涉及|解除|未")
_GROUNDS = re.compile(r"以[^，。；以]{1,24}?(?:为由|为名|名义)")
"""以涉嫌赌博为由|冻结: why it was done, and nothing that was undergone."""
_OBJECT = re.compile(r"(?:对|[将把])[^，。；]{0,30}\Z")
_ORDERED = re.compile(r"(?:责令|勒令|要求|督促|强令)[^，。；]{0,20}\Z")
POLICE = re.compile(
    r"警方|公安|民警|警察|专案组|检察|执法|纪委|海关|监管局|特勤局|司法部|检方|当局|抓获|打掉|捣毁|破获|缴获|收缴|追缴|查封|查扣|侦办"
)
"""Whose deeds a freeze may be: where one of these stands before it, what is frozen is not theirs."""
_NOUN = re.compile(
    r"的?(?:保全|股权)?(?:额度|限额|金额|总额|资金金额|资金总额|数额|款项金额|情况|状态|期间|原因|事项|的?(?:账户|资金)余额|(?<=的)钱)"
)
"""冻结金额为…: what was undergone, and nobody's deed."""
_CRIME = re.compile(r"涉案|传销|诈骗|赌博|嫌疑人|涉诈|涉赌|赃|违法|违规|不法|可疑")
_PLAIN = (
    r"(?:了|的|该|相关|关联|部分|全部|剩余|剩下|其余|余下|共计?|合计|总计|累计|总额|总值|约|近|超过?|逾|达到?|高达|多达|人民币|价值|等值|银行|资金|款项|货款|销售款|回款|结算款|存款"
    r"|金额|余额|账户|账号|户口|资产|财产|现金|股权|房产|内|中|里|为|是|有|已|均|都|并|等|、|和|及|与|或|一批|大量|多个|数个|加密|数字|虚拟)"
)
_BEFORE_NAME = re.compile(
    r"(?:了|的|对|该|其中|相关|关联|部分|全部|银行|价值|等值|约|近|逾|超过?|[、，]"
    r"|(?:被告|原告|被申请人|被执行人|债务人|对方|犯罪嫌疑人)(?:单位|人|方)?)+"
)
_BEHIND_NAME = re.compile(
    rf"(?:转[入出移]|(?:的)?(?:钱包|链上)?(?:地址|钱包)[上中里内]?的?|(?:及|和|与|以及)(?:其|关联|下属|旗下|全资|控股|相关){{1,3}}(?:公司|子公司|企业|方|人员|个人)|名下|旗下|所有|所持|持有|在[^，。；]{{1,12}}|{_PLAIN}|[\d,.]+[多余]?[个家张户笔])+\Z"
)
_PHRASE = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·&（）()]{1,19}\Z")
_ASIDE = re.compile(r"[（(][^（）()]{0,11}\Z|[在于]\Z")
_WHOSE = re.compile(
    r"(?:了|对|被告|被申请人|被执行人|犯罪嫌疑人|嫌疑人)*([\u4e00-\u9fffA-Za-z]{2,10}?)(?=[（(]|在(?![\d约近超])|名下|所持)"
)
_SOMEBODY = re.compile(r"[\u4e00-\u9fff]某{1,2}[甲乙丙丁]?")
"""李某: a person whose name a report keeps back."""
_OF_SOMEBODY = re.compile(
    r"(?:\A|[、和及与了])([\u4e00-\u9fff]某{1,2}[甲乙丙丁]?)(?:名下|个人|的)*(?:[\d两三四五六七八九十]+[个张])?的?(?:银行)?(?:账户|账号|卡)?[内里中]?的?"
    r"(?:资金|余额|存款|现金)?(?:合计|共计?|约)*\Z"
)
"""冻结李某账户余额46万元、|王某账户余额|12万元"""
_POST = re.compile(
    r"(?:公司|集团)?的?(?:前|原|时任)?[\u4e00-\u9fff]{0,4}(?:高管|总裁|董事长|创始人|实控人|实际控制人|股东|经理|首席执行官|CEO|主席)"
)
_WORTH = re.compile(r"总值|总价值|总额|合计|共计|价值|涉及金额|涉及资金|金额|折合")
"""冻结甲公司的房产及存款，总值2400万元"""
_LOOSE = re.compile(
    r"[了其的在被向对将因为于从]|[、和及与]|\d|涉嫌|交易|\A转账|涉案|一家|\A并|经费|某|他|她|我|们|账[户号]|户口|资金|股[数权]|\A(?:公司|其|全部|部分|所持|持有|相应|等值)*股份|数[量额]|总量|额度|明细|金额|期限|比例|市值|总值|价值|总额|(?:保证金|押金|货款|销售款|回款|结算款|款项|存款|现金|余额|财产|房产|资产|车辆|[\u4e00-\u9fff]区)\Z"
)
_BEHIND = re.compile(r"(?:多|余)?的?([^，。；、的]{2,16}?)(?:的|名下|所有的?)?(?:资产|资金|存款|财产|货款|款项|储备)")
_COUNTRYS = re.compile(
    r"了?的?(?P<who>[俄美伊朝德法英日韩]|[\u4e00-\u9fff]{2,6}?)方?(?:的?(?:海外|境外|在[^，。；]{1,6}))?的?(?:资产|储备|外汇|央行)"
)
"""冻结的|俄资产: a country's"""
_OF_GROUP = re.compile(r"的?([\u4e00-\u9fff]{2,6}?(?:卖家|商家|商户|企业))的?(?:店铺|账[号户]|站点|网店)")
"""封停5万个|中国卖家|账号"""
_PRONOUN = re.compile(
    r"(?:了|对)?(?:(?:被申请人|被告|被执行人)?[（(]?(?:本|我|上市)?(?:公司|集团)(?:[）)]|(?=名下|所有|持有|的|银行|账户|存款|资金))"
    r"|其|它(?!们)|该(?:公司|企业|平台|交易所|集团|机构|学校|店|卖家|商家|品牌)|公司|(?:集团)?[旗名]下)"
)
_GROUPS = re.compile(
    r"(?P<who>(?:(?![了的和与等被])[\u4e00-\u9fff]){1,6}?(?:卖家|商家|商户))的?(?:违规)?(?:店铺|账[号户]|站点)(?:共|约|超过?|近|数)*\Z"
)
"""封禁|中国卖家账号|1200个"""


_TURNS_ON = re.compile(
    r"[对向](?P<who>[\u4e00-\u9fffA-Za-z&·]{2,10}?)(?:集团|公司)?(?:再次|再度|突然|也)?(?:下手|动手|开刀|出手|出击|痛下杀手|发难)"
)


_AGAINST = re.compile(
    r"对[\u4e00-\u9fff]{0,8}?(?:交易所|平台|公司|集团|银行|机构|混币器)(?P<who>[A-Z][A-Za-z0-9.]{2,20})(?:公司|平台)?(?:实施|采取|发起|展开|提起|进行)"
)
"""对某国交易所|Abc|实施制裁。丙随即冻结其2700万美元"""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb by which somebody does something to others, [start, end)."""

    start: int
    end: int
    crime: bool = False
    """Whether what is frozen is said to come of a crime: whose it is the text does not know."""


def deed(scene: Scene, mention: Mention, sentence: Sentence) -> Deed | None:
    """The deed that a figure is told with, where somebody does it to others; None where they undergo it."""
    trigger = mention.trace.trigger if mention.trace else None
    role = mention.role or ""
    if not trigger:
        return None
    return _freeze(scene, mention, sentence) if role.endswith("frozen") else _ban(scene, mention, sentence, trigger)


def _ban(scene: Scene, mention: Mention, sentence: Sentence, trigger: str) -> Deed | None:
    text, role = scene.outline.text, mention.role or ""
    at = text.rfind(trigger, sentence.start, mention.start)
    if at < 0:
        return _object_before(scene, mention, sentence, trigger)
    clause = sentence.clause(at)
    bad = _BAD.search(text, at, mention.end + 6)
    platforms = any(p.name.kind == "platform" for p in scene.places.within(clause.start, at))
    if role == "accounts closed" and not bad and "户" in (mention.unit or "") and not platforms:
        return None  # Bank accounts are closed by those who have them.
    if (
        not (bad or _OTHERS.search(role))
        or not _BANS.search(trigger)
        or _UNDERGONE.search(_GROUNDS.sub("", text[clause.start : at + 1]))
    ):
        return None
    if any(text.endswith(thing, clause.start, at) for thing in ("店", "店铺", "账号", "账户", "站点", "网站", "品牌")):
        return None  # 账号封停12个: they undergo it.
    return Deed(at, at + len(trigger))


def _object_before(scene: Scene, mention: Mention, sentence: Sentence, trigger: str) -> Deed | None:
    """对35家店铺予以清退, 责令12家门店停业: the deed stands behind, and 对 or 责令 before the figure."""
    text = scene.outline.text
    clause = sentence.clause(mention.start)
    at = text.find(trigger, mention.end, clause.end)
    taken = _OBJECT.search(text, clause.start, mention.start)
    if trigger[0] in "被遭":
        return None
    if at >= 0 and (ordered := _ORDERED.search(text, clause.start, mention.start)):
        return Deed(ordered.start(), ordered.start() + 2)
    own = taken is not None and (mention.role or "").startswith(("stores closed", "sites closed"))
    named = {p.name.kind for p in scene.places.within(sentence.start, mention.start)} if own else set()
    stores = taken is not None and text[taken.start()] in "将把" and (mention.role or "").startswith("stores")
    if own and named.isdisjoint(OUTSIDE) and (stores or not named.isdisjoint(FIRMS)):
        return None  # 计划将60家门店关停, 甲公司对30家门店进行关闭: one's own
    if at < 0 or taken is None or not _BANS.search(trigger) or re.search(r"[被遭]", text[mention.end : at]):
        return None
    return Deed(taken.start(), taken.start() + 1)


def _freeze(scene: Scene, mention: Mention, sentence: Sentence) -> Deed | None:
    text = scene.outline.text
    verbs = list(_TAKES.finditer(text, max(sentence.start, mention.start - FAR), mention.start))
    if not verbs:
        return None
    verb = verbs[-1]
    clause = sentence.clause(verb.start())
    if _NOUN.match(text, verb.end()) or _PASSIVE.search(_GROUNDS.sub("", text[clause.start : verb.start()])):
        return None
    told = text[verb.end() : mention.start]
    done = Deed(verb.start(), verb.end(), _CRIME.match(told) is not None)
    own = sentence.clause(mention.start)
    next_said = own.start - clause.end in (0, 1) and _WORTH.match(text, own.start) is not None
    if clause.end < mention.start and not next_said:
        return done if done.crime and mention.kind == "money" else None
    if (country := _COUNTRYS.match(told)) and (len(country["who"]) == 1 or tag(country["who"]) == "np"):
        return done
    behind = _BEHIND.match(text, mention.end)
    if behind and not re.fullmatch(rf"{_PLAIN}+", behind.group(1)):
        return done
    return (
        done
        if POLICE.search(text, max(sentence.start, verb.start() - FAR), verb.start()) or done.crime or _named(told)
        else None
    )


_VERB_ENDS = re.compile("[停禁掉杀]?了?")
_KEPT = ("stores ", "accounts ", "sites ")
_KEPT_WITH = re.compile(r"(?:[\u4e00-\u9fff]{0,8}[支分]行)?的?(?:账户|账号|存款|户头)")
_CLIENT_END = re.compile(r"(?:名下|所持|开设|开立|设立|公司)?(?:的|在|于)?\Z")


_IN_STORES = re.compile(r"了?其?(?:全部|相关|上述)?(?:店铺|账[户号]|站点|后台)[内里中]?(?:的|余额|资金|\Z)")


def _named(told: str) -> str | None:
    """Whom the words between a freeze and its amount name: 冻结|丙公司银行存款共计|300万元."""
    if _IN_STORES.match(told):
        return None  # 关闭了甲的店铺，并扣留|店铺内的1100万美元
    lead = _BEFORE_NAME.match(told)
    rest = told[lead.end() :] if lead else told
    rest = _BEHIND_NAME.sub("", rest)
    return rest if (len(rest) >= 2 and not re.search(r"[由从]|[降增升减]至", rest)) or rest == "其" else None


def owners(scene: Scene, mention: Mention, sentence: Sentence, done: Deed) -> Iterator[tuple[str, str | None]]:
    """Whom a deed is done to: who is named behind it, as far as the figure or right behind that."""
    text = scene.outline.text
    places = [p for p in scene.places.within(done.end, mention.start) if p.name.kind != "media"]
    # 冻结甲公司（乙的运营主体）在丙支行的存款: of 甲.
    # 冻结某店的PayPal账户: where it lies, and no owner
    places = [p for p in places if not (p.name.kind == "platform" and text.startswith(("账户", "账号"), p.end))]
    if kept_at := next((p for p in places if p.name.kind == "bank" and text[p.start - 1] == "在"), None):
        # 冻结甲公司在乙支行和丙支行开立的3个账户: where they are kept
        places = [p for p in places if p.start < kept_at.start or p.name.kind != "bank"]
    places = [p for p in places if not _ASIDE.search(text, max(done.end, p.start - 12), p.start)]
    if not (mention.role or "").endswith("frozen"):
        pronoun = _PRONOUN.match(text, done.end)
        if pronoun and not text.startswith("其中", done.end):
            company = "公司" in pronoun.group() and "该" not in pronoun.group()
            yield "whom it is done to", stands_for(scene, done.end, company, mention.role or "")
        theirs = _GROUPS.search(text, done.end, mention.start)
        who = theirs["who"].removeprefix("涉及").removeprefix("到") if theirs else ""
        yield "whom it is done to", who if who and not scene.words.bare(who) else None
        firms = [p for p in places if p.name.kind not in ("platform", "person", "government", "regulator")]
        examples = examples_before(scene, mention, sentence.clause(mention.start))
        owning = [p for p in firms if text.startswith(("旗下", "名下", "公司旗下"), p.end)]
        yield "whom it is done to", owning[-1].shown if owning else None
        yield "whom it is done to", firms[-1].shown if firms and not examples else None
        first = _VERB_ENDS.match(text, done.end)
        own = Span(first.end() if first else done.end, mention.start)
        stranger = None if places else strangers_own(scene, mention, own, close=(mention.role or "").startswith(_KEPT))
        yield "whom it is done to", stranger if stranger and unheard(scene, stranger) else None
        group = _OF_GROUP.match(text, mention.end)
        yield "whom it is done to", group[1] if group and not scene.words.bare(group[1]) else None
        return
    told = text[done.end : mention.start]
    if done.crime:
        return
    if somebody := _OF_SOMEBODY.search(told):
        yield "whom it is done to", somebody[1]
        return
    if pronoun := _PRONOUN.match(told):
        clause = sentence.clause(done.start)
        yield "whom it is done to", stands_for(scene, clause.start, "公司" in pronoun.group(), "frozen")
        unknown = introduced(text, max(0, clause.start - FAR), clause.start)
        yield "whom it is done to", unknown[0] if unknown else None
        if pronoun.group() == "其" and (
            against := list(_AGAINST.finditer(text, max(0, clause.start - FAR), done.start))
        ):
            yield "whom it is done to", against[-1]["who"]
        if pronoun.group().endswith(("其", "下")):
            before = [p for p in scene.places.within(sentence.start, done.start) if p.name.kind in FIRMS]
            yield "whom it is done to", before[-1].shown if before else None
        return
    if places and places[-1].name.kind == "bank" and _KEPT_WITH.match(text, places[-1].end):
        client = _CLIENT_END.sub("", text[done.end : places[-1].start])
        if len(places) > 1:
            places = places[:-1]
        elif client:
            yield "whom it is done to", client if nameable(client, headed=True) else None
            return  # 冻结某某置业甲银行账户: of the client, and never of the bank
    if places:
        if len(places) > 1 and text.startswith(("及其", "和其", "与其"), places[0].end):
            yield "whom it is done to", places[0].shown  # 冻结甲集团及其实控人李明名下的财产
            return
        if (
            len(places) > 1
            and places[1].name.kind == "person"
            and _POST.fullmatch(text, places[0].end, places[1].start)
        ):
            yield "whom it is done to", places[1].shown  # 冻结甲集团前高管李明的资产
            return
        row = len(places) > 1 and re.search(r"[、和及与]", text[places[0].end : places[-1].start])
        if row and (named_together := together(text, places)):
            yield "whom it is done to", named_together
            return
        if holds := next((p for p in places if text.startswith(("持有", "所持", "名下", "拥有"), p.end)), None):
            yield "whom it is done to", holds.shown
            return
        yield "whom it is done to", None if row else places[-1].shown
        return
    if (country := _COUNTRYS.match(told)) and (len(country["who"]) == 1 or tag(country["who"]) == "np"):
        yield "whom it is done to", country["who"]
        return
    whose = _WHOSE.match(told)
    known = whose and (nameable(whose[1], headed=True) and not _LOOSE.search(whose[1]))
    yield "whom it is done to", whose[1] if whose and (known or _SOMEBODY.fullmatch(whose[1])) else None
    named = _named(told)
    yield "whom it is done to", named if named and _PHRASE.match(named) and not _LOOSE.search(named) else None
    behind = scene.places.within(mention.end, min(sentence.end, mention.end + 20))
    whose = _BEHIND.match(text, mention.end)
    if behind and whose and behind[0].name.kind != "media":
        yield "whom it is done to", behind[0].shown
    if whose and tag(whose[1]) == "np":
        yield "whom it is done to", whose[1]  # a country's


def turned_on(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Whom a platform turns on before it does so: 对星桥电子下手，一口气封掉54个店铺."""
    found = _TURNS_ON.search(scene.outline.text, sentence.start, mention.start)
    if found is None:
        return None
    named = scene.places.within(found.start("who"), found.end("who"))
    return named[0].shown if named else found["who"] if nameable(found["who"], headed=True) else None

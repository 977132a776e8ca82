"""Possessors: whose a figure is by a word of possession, or by who speaks of what is theirs."""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.nameforms.nameable import nameable
from aftershock.extract.roles.countedfigure import RUN_BY
from aftershock.extract.scene import FIRMS, Scene
from aftershock.extract.scene.places import TOWN
from aftershock.extract.scene.said import Statement
from aftershock.extract.subjects.capacity import OUTSIDE, able
from aftershock.extract.subjects.countedones import DETERMINER, VERB, is_group
from aftershock.extract.subjects.heads import firm_of
from aftershock.extract.subjects.personsmeant import OF_ALL
from aftershock.extract.subjects.unnamed import STORES_OF_KIND
from aftershock.model import Mention

_ITS = re.compile(r"(?:集团|公司)?(?:旗下|名下|下属|及其)?的?(?:约|近|共|有)?")
_ITEM_ENDS = re.compile(
    r"(?:餐厅|门店|超市|商店|药店|影院|酒店|店铺)|店?(?:[、，。；]|[及和与]|\Z)"
    r"|[\u4e00-\u9fff]{0,3}(?:倒下|倒闭|关门|关店|闭店|停业|歇业|消失|退场|关张)"
)
"""关闭48家呷哺呷哺|、23家湊湊: what is counted is named by whose it is."""
_ITEM = re.compile(r"([\u4e00-\u9fffA-Za-z·&]{2,5}?)(?=[、，。；]|及|和)")
_LISTED_AFTER = re.compile(r"\d[余多]?[家间](?:[\u4e00-\u9fffA-Za-z·&]{2,8}?)[、及和与]\Z")
_AND_KIN = re.compile(r"(?:\A|.)[及和与](?:其|下属|旗下|全资|控股)*(?:子公司|孙公司|分公司|附属公司|关联公司)\Z")
"""甲|及其子公司|的11个账户: of 甲"""
_COUNT = re.compile(r"[0-9一二三四五六七八九十百千万亿][多余]?[个家名]")
_ELSEWHERE = re.compile(r"^(?:本|该|[这那][家个])?公司|[年月日前后]公司\Z|^[这那此该其]|在|于|[将將令]")
"""公司在…平台的15个账号: a place of theirs, and no owner."""
_SELLERS = re.compile(r"(?:中国|国内)[\u4e00-\u9fff]{0,4}?(?:卖家|商家|商户)")
_SELLER = r"(?:卖家|商家|大卖|商户|店主|店家|经营户)"
_SELLERS_SAY = re.compile(
    rf"(?:[一两二三几数多某]+(?:家|位|名|个)|某|部分|不少|有的?|许多|很多|众多)(?:[^，。；、：]{{2,12}}的)?(?P<who>(?:(?!的)[\u4e00-\u9fff]){{0,6}}?{_SELLER})"
    r"(?:的?(?:员工|负责人|老板|运营|创始人|内部人士)[\u4e00-\u9fff]{0,3}?)?(?:都|均|也|[向对][^，。；]{2,10}?)?"
    r"(?:称|表示|说|反映|透露|告诉[^，。；]{2,10}|坦言|直言|吐槽|介绍)[，：]"
)
_AMONG = re.compile(rf"(?P<who>(?:(?![的了被在])[\u4e00-\u9fff]){{0,4}}{_SELLER})(?:们)?[之当]?[中里]，")
_COUNTED_SELLERS = re.compile(
    rf"[0-9一二两三四五六七八九十几多数百千万余]+[个家名位](?P<who>(?:(?![的了被在])[\u4e00-\u9fff]){{0,4}}?(?:{_SELLER}|企业|公司))(?=的|被|遭)"
)
"""6个|卖家|的资金被冻结，最少的80万美元"""
_STAND_BEHIND = re.compile(
    rf"(?:其|它们)?(?:背后|背后站着|涉及)的?(?:是|为|有)?[^，。；0-9]{{0,2}}[0-9一二两三四五六七八九十几多数百千万余]+[个家名位]"
    rf"(?P<who>(?:(?![的了被在])[\u4e00-\u9fff]){{0,6}}?{_SELLER})"
)
"""340余个账号被封，背后是三四十家|头部卖家"""
_EXTREME = re.compile(r"(?:而|其中|有的)?(?:被?[封关停冻][^，。；]{0,8})?最[少多高低小大](?:的|者)")
_EXAMPLES = re.compile(r"等(?:在内的)?(?:约|近|超过?|逾|多达|共|合计)?\Z")
_LOCAL = re.compile(
    r"(?:(?<=[，。：；、\n])|\A)[\u4e00-\u9fff]{2,6}(?<!旗舰)(?<!专[营卖])店[、和][\u4e00-\u9fff]{2,6}(?<!旗舰)(?<!专[营卖])店\Z"
)
"""城南店、城北店|等3家: shops of one chain"""
_OWNED_BY = re.compile(r"旗下|名下|公司|的|裁[撤减]|撤销|收掉|歇业|关店|关闭|关停|关掉|关了|撤出|停业")
_TRADER = re.compile(
    r"(?:卖家|商家|商户|店家|店主|老板|加盟商|经销商|供应商|主播|博主|用户|投资者|投资人|储户|司机|房东|创业者|经营者)\Z"
)
_OWN_FIRM = re.compile(
    r"(?:(?<=[，。；：“”！？\n])|\A)“?([\u4e00-\u9fffA-Za-z]{2,8}?)”?(?:集团|公司)?的?(?:老板|创始人|掌门人|董事长|总经理|负责人)\Z"
)
"""千百度|老板赵国强: whose stores they are that he tells of."""
_ADDRESSED = re.compile(
    r"(?P<who>[\u4e00-\u9fff](?<![该位某各些的了等家和与向对称])(?:女士|先生|小姐))"
    r"|(?:艺人|演员|歌手|主播|网红|实控人|实际控制人|董事长|创始人|股东|老板|商人)(?P<holder>[\u4e00-\u9fff]{2,3}?)(?:所持|名下|持有)"
)
_MINE = re.compile(
    r"我们?(?:的|公司|店)|我们|我(?:和|手[里上头]|名下|这[边里]|有|总共|一共|还|投|存|在|自己|家|(?=[0-9两三四五六七八九十几][0-9多]*个))"
)
_OUR_FIRM = re.compile(r"(?<![\u4e00-\u9fff])公司(?=账|有|被|的|目前|现|[一总]?共|约|近|[0-9])")
_COMPANY = re.compile(r"公司|企业|集团|其|它")
_IN_THE_CARD = re.compile(r"(?:当时|目前|现在|那时)?(?:银行卡|卡|账户|账号)(?:里|内|上)")
"""孙倩介绍，当时|银行卡里有20多万元"""
_ALL_MINE = re.compile(r"(?:全|都|就)?(?:是|都是|可是)我(?:和|的|们|家|自己)")
"""86万元|全是我和父母的养老钱"""
_THEIRS = re.compile(
    r"(?:他|她|自己)们?(?:的|一?家|公司|店|名下|旗下|手[里上中])|自己|(?:(?<=[，：。；“])|\A)[他她](?:有|还有|共|被(?!告|问|迫|骗)|在[^，。；]{1,14}的)"
)
_BELOW = re.compile(
    r"(?:旗下|名下)(?:的|[^，。；旗名]{0,12}\d[余多]?[家间][^，。；]{0,10}[、和及与]|约|近|有|已有|共有)*\Z"
)
"""甲集团旗下|5家乙4S店、|3家丙店: of the group, whatever they are called."""
BELONGS = ("属", "属于", "归", "归属", "归属于", "来自", "系", "为", "是")
"""Between a part and whose it is: 其中5,210万元属|甲公司."""


_QUOTED = re.compile(
    r"“(?P<who>[\u4e00-\u9fffA-Za-z·&]{2,8})”(?:旗下|名下|所持有?|[所下]辖)?的?(?:约|近|超过?|逾|全部|所有)?\Z"
)
"""“十里书店”|3家店全部关闭: whose they are, whether or not a rule knows him."""


def beside(scene: Scene, mention: Mention, clause: Span, role: str) -> str | None:
    """Whose they are by the words at the figure: X的12个店铺, 关闭了12个X的店铺."""
    text = scene.outline.text
    if before := re.search(r"([^，。；、“”\s]{2,10})的\Z", text[max(clause.start, mention.start - 11) : mention.start]):
        noun = DETERMINER.sub("", _COUNT.split(before.group(1))[-1].rpartition("了")[2])
        told = _COUNT.search(before.group(1)) is not None or not scene.words.bare(noun)
        end = mention.start - 1
        inside = any(
            p.end == end and p.start < end - len(noun) for p in scene.places.within(clause.start, mention.start)
        )
        if (
            is_group(scene, noun)
            and told
            and not (role.startswith("accounts ") and noun.endswith("行"))  # 在甲银行|的3个账户: where they are
            and not (
                inside or noun.endswith("品牌") or _AND_KIN.search(noun) or VERB.search(noun) or _ELSEWHERE.search(noun)
            )
        ):
            return noun
    if (quoted := _QUOTED.search(text, clause.start, mention.start)) and not role.startswith("brands "):
        known = scene.places.within(*quoted.span("who"))
        if not known and nameable(quoted["who"], headed=True) and not scene.words.hits("count", quoted["who"], 0, 99):
            return quoted["who"]
    near = scene.places.within(mention.end, min(clause.end, mention.end + 12))
    if near and able(scene, near[0], role) and near[0].name.kind not in OUTSIDE:
        behind = text[near[0].end : near[0].end + 6]
        if text[mention.end : near[0].start] in BELONGS and text[near[0].end : near[0].end + 1] in "，。；、）":
            return near[0].shown
        if near[0].start - mention.end <= 1 and re.match(r"(?:公司|集团)?(?:旗下)?的", behind):
            return near[0].shown
        if (
            near[0].start == mention.end
            and role.startswith("stores ")
            and _ITEM_ENDS.match(text, near[0].end)
            and not _BELOW.search(text, clause.start, mention.start)
        ):
            return near[0].shown
    if role.startswith("stores ") and (item := _ITEM.match(text, mention.end, clause.end)):
        listed = _LISTED_AFTER.search(text, max(clause.start, mention.start - 14), mention.start)
        named = listed and nameable(item[1], headed=True) and STORES_OF_KIND.match(item[1]) is None
        named = named and item[1][-1] != "店"  # 6家咖啡店、2家|茶饮店
        named = named and scene.words.thing(item[1][:2]) is None  # 50家卖家、超600个|店铺受到波|及
        return item[1] if named else None  # 317家|加盟门店: what kind they are
    return None


def addressed(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Who is spoken of in a sentence by address or by what is theirs, where it names no firm: 蔡女士被封了5个店."""
    text = scene.outline.text
    found = [
        *_ADDRESSED.finditer(text, sentence.start, mention.start),
        *scene.places.nicknames.owners(sentence.start, mention.start),
    ]
    if not found or any(able(scene, p, role) for p in scene.places.within(sentence.start, mention.start)):
        return None
    statement = scene.by_place.around(mention.start, mention.end)
    if statement is not None and statement.start >= found[-1].start():
        return None  # What others say is not of whom they are told by.
    return next((who for who in found[-1].groups() if who), None)


def nickname_before(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Of whom by a nickname the sentence before tells, where it names no firm: 老周的公司有28个店铺。其中19个被封."""
    number = scene.outline.index(sentence.start) or 0
    earlier = scene.outline.sentences[number - 1] if number else None
    if earlier is None or earlier.paragraph != sentence.paragraph or scene.by_place.around(mention.start, mention.end):
        return None
    if OF_ALL.search(scene.outline.text, sentence.start, mention.start):
        return None  # 他告诉记者，同行里有人丢了|70多个店铺
    found = list(scene.places.nicknames.owners(earlier.start, earlier.end))
    named = [p for p in scene.places.within(earlier.start, earlier.end) if able(scene, p, role)]
    return str(found[-1]["nick"]) if found and not named else None


def examples_before(scene: Scene, mention: Mention, clause: Span) -> bool:
    """Whether the names before a figure are some of those it counts: 甲旗舰店和乙专营店等近10家网店."""
    text = scene.outline.text
    found = _EXAMPLES.search(text, clause.start, mention.start)
    if (
        found is None
        or _LOCAL.search(text, clause.start, found.start())
        or _OWNED_BY.search(text, clause.start, found.start())
    ):
        return False
    first = next(iter(scene.places.within(clause.start, found.start())), None)
    return first is None or TOWN.match(text[first.end : first.end + 2]) is None  # 甲|北京一店、上海二店等6家: of 甲


def parent_before(scene: Scene, mention: Mention, start: int) -> str | None:
    """Whose subsidiaries are counted, by the name right before: 甲公司旗下的|3家全资子公司已停产."""
    named = scene.places.within(max(start, mention.start - 24), mention.start)
    return named[-1].shown if named and _ITS.fullmatch(scene.outline.text, named[-1].end, mention.start) else None


def trader_before(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """A person named with his trade earlier in the sentence, where no firm is: 加盟商李岩开了5家店，关掉了3家."""
    text = scene.outline.text
    named = [p for p in scene.places.within(sentence.start, mention.start) if p.name.kind == "person"]
    if len({p.name.name for p in named}) != 1:
        return None
    person = named[-1]
    owned = _OWN_FIRM.search(text, max(sentence.start, person.start - 14), person.start)
    if owned and any(p.name.kind == "media" for p in scene.places.within(*owned.span(1))):
        return None  # 甲网创始人李明称，可能还有三五千个店铺被清理
    if owned and nameable(owned[1], headed=True) and scene.words.thing(owned[1]) is None:
        return owned[1]
    return person.shown if _TRADER.search(text, max(sentence.start, person.start - 4), person.start) else None


def of_speaker(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Who says 我的 or, in reported speech, 他的, speaks of what is theirs."""
    text = scene.outline.text
    clause = sentence.clause(mention.start)
    statement = scene.by_place.around(mention.start, mention.end)
    if statement is None or statement.speaker is None or statement.paper:
        return None
    mine = _MINE if statement.direct else _THEIRS
    own = mine.search(text, max(clause.start, statement.start), mention.start)
    if own is None and statement.direct and mention.role == "frozen":
        own = _ALL_MINE.match(text, mention.end, clause.end)
    others = any(p.name.kind not in _KEEP_MONEY for p in scene.places.within(statement.start, mention.start))
    named = others or _COMPANY.search(text, statement.start, mention.start)
    if own is None and mention.role == "frozen" and not named:
        own = _IN_THE_CARD.match(text, clause.start, mention.start)
    if own is None and statement.direct and not others and _OUR_FIRM.search(text, statement.start, mention.start):
        return _speaking_firm(scene, statement)
    if own and mention.role == "frozen" and _WE_FREEZE.match(text, own.start()):
        return None
    if own:
        ours = "们" in own.group() or (statement.direct and (statement.turn or "公司" in own.group()))
        return (firm_of(scene, statement) if ours else None) or HEAD_OF.sub("", statement.speaker)
    if others:
        return None
    if statement.turn:
        return firm_of(scene, statement) or statement.speaker
    said = mine.search(text, statement.start, mention.start)
    if said is None or _WE_KNOW.match(text, said.start()):
        return None
    firm = firm_of(scene, statement) if statement.direct and said.group().startswith("我们") else None
    return firm or HEAD_OF.sub("", statement.speaker)


def _speaking_firm(scene: Scene, statement: Statement) -> str | None:
    """The firm that speaks itself, or whose head does: “公司账上的2000万美元被冻结了.”甲告诉记者."""
    if head := firm_of(scene, statement):
        return head
    at = scene.places.first(statement.speaker or "")
    return next(
        (p.shown for p in scene.places.within(at, at + len(statement.speaker or "")) if p.name.kind in FIRMS), None
    )


_WE_FREEZE = re.compile(r"我们?(?:已经?|将|也|还|成功|共|累计|就|目前|随后)*(?:冻结|扣押|查封)了?")
"""“我们已经冻结了1.5亿欧元”: who speaks did it to others."""
_WE_KNOW = re.compile(
    r"我们?(?:自己|也|这边|协会|平台|机构)?(?:统计|了解|调查|发现|看到|接触|估[计算]|梳理|监测|观察|知道|听说|判断|预计|收到|接到|代理|服务)"
)
"""“我们统计过，…”: who speaks tells of others."""
_KEEP_MONEY = frozenset({"bank", "government", "regulator"})
"""Who is named when somebody tells of a frozen account of his own."""
HEAD_OF = re.compile(
    r"的(?:相关|有关)?(?:负责人|老板|创始人|创办人|前?员工|工作人员|运营人?员?|合伙人|高管|内部人士)\Z"
)
"""一家深圳卖家|的负责人: whose head speaks."""


def sellers_saying(scene: Scene, mention: Mention, sentence: Sentence, role: str) -> str | None:
    """Sellers that the text only calls so, who tell what befell them: 多位头部卖家称，平台扣着2000多万美元."""
    found = _SELLERS_SAY.search(scene.outline.text, sentence.start, mention.start)
    if found is None or any(able(scene, p, role) for p in scene.places.within(found.start(), mention.start)):
        return None
    return found["who"]


def one_among(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Those of whom a clause tells the most or the least: 被封的卖家中，最少的封了3个账号，最多的一家封了200多个."""
    text, own = scene.outline.text, sentence.clause_at(mention.start)
    if _EXTREME.match(text, sentence.clauses[own].start) is None:
        return None
    end = sentence.clauses[own].start
    found = _AMONG.search(text, sentence.start, end) or _COUNTED_SELLERS.search(text, sentence.start, end)
    return found["who"] if found else None


def standing_behind(scene: Scene, mention: Mention, sentence: Sentence) -> str | None:
    """Those of whom the next clause says that the accounts or stores are theirs."""
    own = sentence.clause_at(mention.start)
    if own + 1 == len(sentence.clauses):
        return None
    behind = sentence.clauses[own + 1]
    found = _STAND_BEHIND.match(scene.outline.text, behind.start, behind.end)
    return found["who"] if found else None


def run_by(scene: Scene, mention: Mention, clause: Span) -> str | None:
    """Who runs what is counted, told behind the figure: 近3000家由中国卖家开设的店铺."""
    found = RUN_BY.match(scene.outline.text, mention.end, clause.end)
    return found["who"] if found else None


def sellers_spoken_of(scene: Scene, mention: Mention) -> str | None:
    """Nobody's stores are those of the sellers that the paragraph speaks of (亚马逊中国卖家)."""
    text = scene.outline.text
    start, end = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    sentence = scene.outline.at(mention.start)
    if sentence and (mention.role or "").startswith("accounts"):
        end = sentence.end  # Not all accounts are sellers'.
    group = _SELLERS.search(text, start, len(text) if end < 0 else end)
    if group is None:
        return None
    platform = [p for p in scene.places.within(max(start, group.start() - 12), group.start()) if p.end == group.start()]
    return (platform[-1].text if platform else "") + group.group()

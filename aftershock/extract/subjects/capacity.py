"""Capacity: whether a name can be the subject of a figure with a given role."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from aftershock.extract.scene import LEFT, Scene
from aftershock.extract.scene.places import OWNED, OWNED_REACH, Place

HIT = re.compile(
    r"\b(?:frozen|closed|banned|hit|suspended|stopped|taken down|blocked|reinstated|punished|laid off)\b|^fine|^loss$"
)
"""What is done to those hit, and what they lose by it."""
_DONE_BY_PLATFORMS = re.compile(
    r"\b(?:frozen|closed|banned|hit|suspended|stopped|taken down|blocked|reinstated|punished)\b|^fine|^loss$"
)
"""What a platform or an authority does to others: the one named is not whose it is."""


@lru_cache(maxsize=1024)
def hit(role: str) -> bool:
    """Whether a role tells of what was done to those hit; there are some dozens of them, asked of with every name."""
    return HIT.search(role) is not None


@lru_cache(maxsize=1024)
def _done_by_platforms(role: str) -> bool:
    return _DONE_BY_PLATFORMS.search(role) is not None


CLOSED = re.compile(r"stores (?:closed|stopped|suspended)$")
"""What a firm may do to its own stores."""
ON_PLATFORMS = re.compile(r"(?:stores|sites|accounts|links|products|sellers|brands|receivables|inventory)\b")
"""What others have on a platform."""
_ACTS_BEFORE = re.compile(r"(?:被|遭|遭到|受到|由|经|受|根据|依据|据|《|在|于|从|通过)$")
_ACTS_AFTER = re.compile(
    r"(?:》|”(?![\d则也将把从已又裁关停拖欠宣突]|今年|去年|近日|一口气)|平台(?:规则|政策)|小卖|大卖|头部|中国|上最|上[销排卖]|[\u4e00-\u9fff]{0,3}卖家|商家|店铺|账[号户]|站点|上的|电商平台|的?(?:此轮|这轮|此次|这次|大|大量)?(?:封号|封店|封禁|封杀|大规模|集体|规则|政策|公告日)|记者|方面?(?:暂停|关闭|冻结))"
)
_ITS_SELLERS = re.compile(
    r"(?:[、和及与][A-Za-z\u4e00-\u9fff]{2,8}?){1,5}等?(?:平台|站点)?的?(?:中国)?(?:卖家|商家|商户)|团队|事业部|渠道"
)
"""为亚马逊|、eBay卖家收款, 分流到沃尔玛|团队: whom somebody serves or where he sells."""
_UNDERGOES = re.compile(
    r"(?:名下|所持|持有|的|在[^，。；]{1,12}的?|价值|约|超过?|近|逾)*[\d.,]+[百千万亿]*[多余]?[\u4e00-\u9fff]{1,3}(?:的|价值)?[^，。；\d]{0,12}[被遭]"
)
"""俄罗斯央行|2000亿欧元的储备被冻结: whose they are, though else it is they who freeze."""
_POSSESSES = re.compile(
    r"(?:女士|先生)?(?:名下|所持|持有|(?:在[^，。；]{1,12}?)?[被遭]冻结的(?=资产|资金|存款|账[户号])|[也还]?有(?=[\d两三四五六七八九十几][^，。；]{0,3}个(?:店铺|账[户号]|站点))|的(?=[\d近约超两三四五六七八九十几多数][^，。；]{0,8}[个家条张万亿]|[主大小]?账[户号]|店铺|资金|银行卡|货款|存款|(?:公司|团队|工作室|外贸公司|跨境公司|小公司)(?=[^，。；]{0,10}(?:运营|经营|拥有|有|开)|[\d约近超两三四五六七八九十几多数旗名被]|共|总)))"
)
"""李女士|的3张银行卡, 赵某|名下: what a person has."""
_EXAMPLE = re.compile(r"等[\d两三四五六七八九十几多]+[余多]?[个大款](?:主力|自有|核心|子|知名)?品牌")
"""甲等5个品牌: one of those counted."""
OPPOSES = re.compile(r"(?:的|提出的?)?申请|向[^，。；]{0,14}法院|提起|起诉|作为申请人|诉")
"""Behind who asks a court to freeze what is another's."""
_HELD = re.compile(r"(?:所持有?|持有)的?(?:上市公司|(?:参股|全资|控股)?(?:参股公司|子公司|孙公司))?\Z")
_SHARES = re.compile(
    r"(?:有限公司|公司|集团)?(?:的|约|[\d.,]+[万亿]*元?|[\d.]+[%％]的?)*(?:股份|股权|股票|[\d.,]*[万亿]+股)"
)
"""其持有的|甲银行|股份被冻结: in whom somebody holds shares, and not whose they are."""
_MADE_UP = ("虚增", "虚减", "虚构", "少计", "多计")
_MEANS = re.compile(r"通过(?:其|旗下|下属)?(?:全资|控股|境外)*(?:子公司|孙公司)?\Z")
"""甲公司通过子公司|乙|虚增收入: it is the accounts of 甲 that are false."""
_SUIT = re.compile(r"[^，。；]{0,18}?(?:纠纷|诉讼|一案|仲裁)")
"""因与甲公司的合同纠纷被冻结: whose money it is not."""
_TIE = re.compile(
    r"(?:的|之)?(?:全资|控股|下属|核心|重要|主要|前|间接|原)*(?:子公司|孙公司|母公司|附属公司|控股股东|大股东|旗下[\u4e00-\u9fff]{0,4}|(?:子|主力)?品牌|运营主体|运营方|创始公司)[）)]"
)
_SITE = re.compile(
    r"(?:[在于从向靠做]|来自|通过|入驻|进驻|登陆|依赖|转战|转投|转向了?|投向了?|发力|布局|借助|押注|深耕|主攻|专攻|专注|拓展|离开|退出|撤出|接入|倚重|投奔|开拓|加码|平移到|搬到)\Z"
)
"""在平台甲卖东西, 公司靠平台甲维持: where somebody sells."""
_SITES = re.compile(r"(?:[在从靠做]|转[战投向]|布局|入驻|进驻|拓展)[^，。；：]{1,24}[、和及与]\Z")
"""在速卖通、|eBay等平台的收入"""
_AT = re.compile(r"[在于向从]\Z")
_ITS_ACCOUNTS = re.compile(r"[\u4e00-\u9fff]{0,4}(?:专户|账户|支行|分行)")
"""What others have at a bank."""
_BRANCHES = re.compile(r"分支机构|营业部|分公司|网点")
"""What a broker has: 某某证券裁撤6个分支机构."""
_ITS_BRANCHES = re.compile(r"[\u4e00-\u9fff]{0,3}[两二三四五六七八九十几数多]+家[\u4e00-\u9fff]{0,4}(?:支行|分行)")
"""甲银行|两家支行获批终止营业: these are counted, and none is where another's money lies."""
_LAW = ("律所", "律师事务所", "会计师事务所")
"""Who speaks for others, and has no stores that are closed."""
_WHERE_ON = re.compile(r"(?:平台)?上(?![市海调半季线涨月周年游述升个一新任])")
"""亚马逊|上有11个店铺，年销售额4300万元: of whoever sells there"""
_GIVES_BACK = re.compile(r"[^，。；]{0,6}(?:返还|退还|解冻|释放|放回|放款|退回|归还)")
_FROZEN = frozenset({"frozen", "accounts frozen", "accounts reinstated"})
_NEVER = frozenset({"media", "exchange", "person", "product", "association", "research institute"})
_OWN_SHOPS = re.compile(
    r"(?:在[^，。；的]{1,8}的)?[^，。；的]{0,16}(?:净关店|关店(?=数量?最|最多)|闭店|门店|实体店|线下店|专[业卖]店|直营店|便利店|体验店)"
    r"|[^，。；]{0,20}[关闭撤][^，。；\d]{1,14}(?:门店|实体店|线下店)"
    r"|(?:(?![被遭]|卖家|商家|违规)[^，。；]){0,12}(?:关闭|关停|关掉|关了|裁撤|撤出)[^，。；]{1,24}[家间]的?(?:门店|店面|实体店|大卖场|超市|分店|商店|卖场)"
)
"""A retailer that is also a platform closes shops of its own: 一年净关店近1500家."""
_TOWARDS = re.compile(r"[对给]$")
_ONLY_CITED = re.compile(r"(?:被|遭|遭到|由|据|根据|按照|援引)$")
"""What stands before one who does something or is a source, and has nothing."""
_RANKED_ON = re.compile(r"[^，。；的]{0,10}(?:类目|榜单|畅销榜|销量榜|销售榜|排行榜)")
"""曾是亚马逊|耳机类目第一: where somebody leads."""
_ITS_PAPERS = re.compile(
    r"(?:集团|公司)?(?:发布|公布|披露)?的?(?:20\d\d年)?度?(?:上半年|[一二三四]季度)?(?:半?年度?|季|中|财)报|(?:集团|公司)?(?:的?公告|招股书)"
)
"""据|甲|年报，公司关闭门店30家: it tells of itself."""
_PARENTS = ("母公司", "的母公司", "模式", "投资的", "领投的", "参投的", "入股的")
"""What follows is another body, or none: 甲母公司乙关闭3家门店, 引入甲模式后关闭3家."""
_ITS_DATA = re.compile(
    r"的?(?:数据|统计|研报|监测|追踪)|显示[，,]|(?:(?P<hears>获悉)|报道|快讯|讯[，,：:]|消息[，,：:])"
)
_MARKETS = re.compile(r"[深上北港新]交所|证券|期货|产权|黄金")
"""Exchanges that hold no money which a court or a country would freeze."""
_FREEZES = re.compile(
    r"(?:公司|集团|方面|交易所)?(?:在[^，。；]{1,14}?后|应[^，。；]{1,12}?要求|随即|随后|已经?|也|又|还|曾|则|先后|累计|共|合计|紧急|立即|迅速|主动|当天|当日|今年|去年|近日|此次|宣布"
    r"|协助|配合|帮助|联合|携手|协同|成功|协作|与?[^，。；]{2,10}?(?:合作|联手|一同|一起)){0,5}(?:冻结|查封|扣押)(?:了|(?=与[^，。；]{2,12}(?:有关|相关|关联)|该|涉))"
    r"|(?:公司|集团|方面|交易所)?(?:随即|随后|已经?|也|又|还|曾|积极|主动|全力)*(?:协助|配合|帮助|协同)[^，。；]{0,12}?(?:冻结|查封|扣押|追回|拦截)"
    r"|(?:公司|方面)?(?:表示|称|说|宣布|透露)，(?:目前)?(?:[已正将][^，。；被]{2,16}，)?(?:已|将|并|随后|与[^，。；]{2,8}合作|协助|配合|帮助|成功|紧急|及时){1,5}(?:冻结|查封|扣押)了"
)
"""甲|随后冻结了, 乙|协助警方冻结: they do it to others."""
_FINES = re.compile(
    r"[^。；\n]{0,24}?对(?!方|此|外)[^，。；\n]{2,24}?(?:罚款|处罚|处以|罚没|罚了)|(?:方面)?(?:已|将|先后|会)*(?:没收|罚没)"
)
"""甲平台|对1,200家商家累计罚款3.6亿元: they are fined, and not who fines."""
_OTHERS_LOSE = re.compile(r"[^。；\n]{0,60}?(?:封[店号禁杀]|被封|卖家|商家|商户|关店)")
"""甲平台|掀起封店潮，损失超百亿: of those it closed."""
_LOSES = re.compile(r"(?:(?!封|卖家|商家|商户|关店)[^，。；]){0,10}亏损")
"""甲数字|上半年亏损3亿元，…服务商户500万家: its own loss, whoever is told of behind."""
_COINS = frozenset({"USDT", "USDC", "BTC", "ETH", "DAI", "BUSD", "TRX", "SOL", "XRP", "TUSD", "NFT"})
"""What is frozen, and nobody who has it."""
_HELD_THERE = ("账户", "账号", "平台", "钱包", "的账户", "的账号", "App", "上")
"""她在易汇通|账户里的46万元: where it lies, and not whose it is."""
_COMPARED = re.compile(
    r"(?:公司|集团)?(?:的?(?:情况|遭遇|处境))?(?:相比|相较|比起来|一样|一同|不同|类似|相似|如出一辙|同(?:期|年|时|日|一|在|为|属|处|城|行)[^，。；]{0,10}的|之外[，,]|以外[，,]|外[，,]|之后[，,]|后[，,])"
)
"""与甲相比, 除甲外, 继甲之后: of whom the sentence does not go on to tell."""
_TAKES = re.compile(
    r"[^，。；]{0,8}?(?:支付|付款|偿还|返还|归还|退还|赔偿|赔付|补偿|交付|出售|转让|借款|借入|借出|拆借|采购|购买|订购|提供|供货"
    r"|索赔|索要|追讨|租|缴纳|投入|注资|增资|捐|汇|发函|申请)"
)
_ITS_DEBT = re.compile(r"(?:公司)?的?[^，。；]{0,10}?(?:占用|担保|投资|借款|欠款|应收|财务资助|增资|收购|持股|往来)")
"""对甲公司的资金占用: of whoever does it."""
_BOUGHT = re.compile(r"[^，。；的]{0,14}的(?:收购|并购|要约|入股|控股|投资)")
"""完成对乙|687亿美元的收购后裁员1900人: of the buyer."""
_WORKED = re.compile(r"(?:任职|就职|供职|入职|效力|毕业|出身|跳槽|辞职|离职)(?:于|过|自|到|去)?\Z")
"""创始人曾任职于|甲: where somebody of another firm was before."""
_WORKED_ENDS = frozenset("于过自到去职力业身槽")
_BUYS = re.compile(r"[以用斥][^，。；]{0,14}?(?:收购|并购|买下|拿下|控股|入股)")
_BOUGHT_BY = re.compile(r"被[^，。；]{0,9}\Z")
"""2019年被上市公司|甲|以9亿元收购，2020年营收18亿元: of whom it bought."""
_ALL_BUT = re.compile(r"[之以]?外的")
"""将丙|以外的项目转让"""
_AMONG_OTHERS = re.compile(r"[家个][^，。；、]{2,8}，(?:分别)?(?:包括|为|是|有)[^，。；]*\Z")
_COMPARING = ("与", "和", "跟", "同", "除", "除了", "继", "在", "较", "比", "像", "如")
_THEMSELVES = ("sellers", "firms", "fine", "loss", "laid off")
"""What is no stranger's: these are counted themselves, or told of firms by name."""
_OF_STOCK = frozenset({"share price", "market value", "market value lost"})
_OF_ACCOUNTS = frozenset({"revenue", "profit", "net profit", "gross profit", "cost", "assets"})
OUTSIDE = frozenset({"platform", "government", "regulator"})
_CENTRAL = ("中国人民银行", "人民银行")
"""Whose branches fine others."""
_AUTHORITY = frozenset({"government", "regulator"})


_COMMENTS = re.compile(
    r"(?:首席)?[\u4e00-\u9fff]{0,6}?(?:分析师|研究员|经济学家|律师)[\u4e00-\u9fff]{2,4}?(?:则|也)?(?:认为|表示|说|指出|称|坦言|分析|预计|判断|提醒)"
)
_LEADS_ROUND = re.compile(r"(?:独家|联合|共同)?(?:领投|跟投|参投)的")
"""获得|甲资本|领投的3亿元融资: of whoever got it."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that may have a figure, with its role and what stands right beside the name."""

    text: str
    place: Place
    kind: str
    role: str
    before: str
    after: str

    def followed_by(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches right behind the name."""
        return pattern.match(self.text, self.place.end) is not None


def able(scene: Scene, place: Place, role: str) -> bool:
    """Whether a name can be the subject of a figure with this role."""
    text = scene.outline.text
    if scene.sections is not None and place.start in scene.sections.parents:
        return False  # 甲股份子公司，…, below the heading 乙科技: of 乙
    if id(place.name) in scene.places.strangers and (not hit(role) or role.startswith(_THEMSELVES)):
        return False
    if text[place.start - 1 : place.start] in ("（", "(") and _TIE.match(text, place.end):
        return False  # 乙（甲子公司）：…: of 乙
    named = _Named(text, place, _kind(scene, place), role, _before(text, place), text[place.end : place.end + 8])
    if named.kind == "person":
        return hit(role) if named.followed_by(_POSSESSES) else role == "fine"
    if role == "frozen" and (id(place.name) in scene.places.freezers or _keeps_it_for_others(named)):
        return False
    if named.kind == "exchange" and role == "frozen":
        return not _ACTS_BEFORE.search(named.before) and _MARKETS.search(place.text) is None
    if _has_none_of_these(named) or (named.kind != "platform" and _aside(text, place, named.before, role)):
        return False
    if place.text.endswith(_LAW) and (hit(role) or ON_PLATFORMS.match(role)):
        return False
    if named.kind in _NEVER or (named.kind == "brand store" and role.startswith("stores")):
        return False
    outside = _of_outsider(named)
    if outside is not None:
        return outside
    return not (_comments_or_serves(named) or _holds_for_others(named) or _is_only_cited(named))


def _kind(scene: Scene, place: Place) -> str:
    """The kind of a name here: a platform where sellers are told to sell, an authority where it is a central bank."""
    kind = "platform" if id(place.name) in scene.places.hosts else place.name.kind
    return "regulator" if kind == "bank" and place.text.startswith(_CENTRAL) else kind


def _before(text: str, place: Place) -> str:
    """The letters before a name, a space left out: 据 X 报道."""
    before = text[max(0, place.start - 3) : place.start]
    if before[-1:] in (" ", "\u00a0"):
        return text[max(0, place.start - 6) : place.start].rstrip()
    return before


def _keeps_it_for_others(named: _Named) -> bool:
    """Whether frozen money is not the name's: who freezes it, where it lies, and what it is in (USDT)."""
    return (
        named.followed_by(_FREEZES)
        or named.place.text in _COINS
        or (named.before[-1:] == "在" and named.after.startswith(_HELD_THERE))
    )


def _has_none_of_these(named: _Named) -> bool:
    """Whether a name has no figure of this role, since it owns none, is one of those counted, or another's."""
    text, place, kind, role = named.text, named.place, named.kind, named.role
    if role in _OF_STOCK and OWNED.search(text, max(0, place.start - OWNED_REACH), place.start):
        return True  # 甲披露子公司|乙|遭封号，次日收盘报10元: the parent's
    if kind == "investor" and role.startswith("stores") and not _BRANCHES.search(text, place.end, place.end + 30):
        return True  # Who comments on a trade or has a share of it keeps no shops.
    if kind == "brand" and (role.startswith("brands ") or named.followed_by(_EXAMPLE)):
        return True  # 旗下甲、乙、丙三个品牌: they are counted, and not whose they are.
    # 6家公司，包括甲和|乙，其中4家注销
    return role.startswith("firms ") and _AMONG_OTHERS.search(text, max(0, place.start - 40), place.start) is not None


def _of_outsider(named: _Named) -> bool | None:
    """Whether a platform or an authority has what is done to others, or None where nothing of the kind is asked."""
    text, place, kind, role = named.text, named.place, named.kind, named.role
    acts = _ACTS_BEFORE.search(named.before) is not None
    if kind in OUTSIDE and role == "frozen" and not acts and named.followed_by(_UNDERGOES):
        return True
    if kind == "platform" and role.startswith("stores") and named.followed_by(_OWN_SHOPS):
        return not acts
    if kind not in OUTSIDE or not _done_by_platforms(role) or (role == "fine" and _TOWARDS.search(named.before)):
        return None
    own_fine = role == "fine" and not named.followed_by(_FINES)
    own_loss = (
        role == "loss"
        and (named.followed_by(_LOSES) or not named.followed_by(_OTHERS_LOSE))
        and not _sold_on(text, place)
    )
    return kind == "platform" and (own_fine or own_loss) and not acts and not _ACTS_AFTER.match(named.after)


def _comments_or_serves(named: _Named) -> bool:
    """Whether a name only comments on others' figures, leads a round, or is where others have what is counted."""
    kind, role = named.kind, named.role
    if not hit(role) and named.followed_by(_COMMENTS):
        return True  # 甲证券|分析师李明认为，行业规模将萎缩八成: of the trade
    if role == "financing" and named.followed_by(_LEADS_ROUND):
        return True
    if kind == "platform" and ON_PLATFORMS.match(role):
        return True
    if kind == "service provider" and hit(role) and not role.startswith("stores closed"):
        return not named.followed_by(_UNDERGOES)
    return kind in _AUTHORITY


def _holds_for_others(named: _Named) -> bool:
    """Whether a name is who sues, in whom shares are held, a bank where accounts lie, or by whose means it was done."""
    text, place, role = named.text, named.place, named.role
    if role in _FROZEN and (
        named.followed_by(OPPOSES) or (named.before[-1:] in "与和同诉" and named.followed_by(_SUIT))
    ):
        return True
    if (
        (role in _FROZEN or role == "investment")
        and named.followed_by(_SHARES)
        and _HELD.search(text, max(0, place.start - 12), place.start)
    ):
        return True
    if place.text.endswith(("支行", "分行", "营业部")) and (role in _FROZEN or role == "debt"):
        return True
    if role == "debt" and place.text.endswith("银行") and text[place.end : place.end + 1].isdigit():
        return True  # 借款4亿元，其中甲银行|1.5亿元: to whom it is owed
    if (named.kind == "bank" or place.text.endswith("银行")) and (
        role in _FROZEN
        or _AT.search(named.before)
        or (_ITS_ACCOUNTS.match(named.after) and not (role.startswith("stores ") and _ITS_BRANCHES.match(named.after)))
    ):
        return True
    return role in _OF_ACCOUNTS and _is_means(text, place)


def _is_only_cited(named: _Named) -> bool:
    """Whether a name is a source, somebody's parent, or where others sell."""
    cited = _ITS_DATA.match(named.after)
    if cited and not (cited["hears"] and named.before.endswith("从")):
        return True  # 甲讯; but 记者从甲|获悉，该公司…
    if named.after.startswith(_PARENTS):
        return True
    if _ONLY_CITED.search(named.before) and not named.followed_by(_ITS_PAPERS):
        return True
    return named.kind == "platform" and (
        _sold_on(named.text, named.place)
        or named.followed_by(_WHERE_ON)
        or (named.role == "returned" and named.followed_by(_GIVES_BACK))
        or _ACTS_AFTER.match(named.after) is not None
        or named.followed_by(_ITS_SELLERS)
        or named.followed_by(_RANKED_ON)
    )


def _sold_on(text: str, place: Place) -> bool:
    """Whether somebody sells there: 公司靠速卖通和|eBay|维持."""
    return (
        _SITE.search(text, max(0, place.start - 4), place.start) is not None
        or _SITES.search(text, max(0, place.start - 30), place.start) is not None
    )


def _is_means(text: str, place: Place) -> bool:
    """Whether it is by this body that another made its figures up."""
    if _MEANS.search(text, max(0, place.start - 14), place.start) is None:
        return False
    end = text.find("。", place.end)
    return any(text.find(word, place.end, end if end >= 0 else len(text)) >= 0 for word in _MADE_UP)


def _aside(text: str, place: Place, before: str, role: str) -> bool:
    """Whether a name is only compared with, or is whom something is done towards: 与甲相比, 向甲支付."""
    if before[-1:] in _WORKED_ENDS and _WORKED.search(text, max(0, place.start - 5), place.start):
        return True
    if _BUYS.match(text, place.end) and _BOUGHT_BY.search(text, max(0, place.start - 10), place.start):
        return role != "purchase price"
    if before.endswith(("从", "在")) and LEFT.match(text, place.end):
        return True
    if before.endswith("对") and _BOUGHT.match(text, place.end):
        return True
    if before.endswith(("将", "把", "除")) and _ALL_BUT.match(text, place.end):
        return True
    if before.endswith("对"):
        return _ITS_DEBT.match(text, place.end) is not None and not hit(role)
    if before.endswith("向"):
        return role != "fine" and _TAKES.match(text, place.end) is not None
    if before.endswith("除了") and text.startswith("，", place.end):
        return True
    return before.endswith(_COMPARING) and _COMPARED.match(text, place.end) is not None


def is_platform(scene: Scene, name: str) -> bool:
    """Whether a text knows whoever it calls so for a platform."""
    at = scene.places.first(name)
    return at >= 0 and any(p.name.kind == "platform" for p in scene.places.within(at, at + len(name)))

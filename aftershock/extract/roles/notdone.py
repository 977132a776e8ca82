"""Deeds that were not done to those counted: a word for one stands at the figure, and another is meant by it.

开出|罚单58张 opens nothing, 下架90款APP，涉及|29家企业 takes down no firm, and 不会关闭|26家门店 closes none.
"""

from __future__ import annotations

import re

from aftershock.extract.language.sentences import Sentence, Span
from aftershock.extract.roles.countedfigure import TOPIC, TOPICS
from aftershock.extract.roles.words import Hit
from aftershock.model import Mention

DONE_TO_FIRMS = frozenset(
    {"hit", "troubled", "banned", "closed", "suspended", "stopped", "punished", "restructured", "surveyed"}
)
_INVOLVES = re.compile(r"涉及|包括")
_SHOPS_CLOSE = re.compile(r"(?:门店|网点|餐厅)[^，。；]{0,8}\Z")
"""1.7万家门店关闭，涉及企业超100家: the firms are not closed."""
_SHARES = re.compile(r"(?:了|其|所持)?(?:的|[\u4e00-\u9fff]{0,4})股[权份]")
_ADDED = "新增"
"""Of firms: founded. Of stores and accounts it only says that there are more of those that something happened to."""
_LEFT = "退出"
"""退出12家网点: they are closed. 退出12家公司: what an investor sells."""
_LEFT_BEHIND = re.compile(r"[，。；且并]|(?:[A-Za-z0-9\u4e00-\u9fff]{0,8}(?:市场|行业|竞争|舞台|名单|业务|领域|经营))")
"""9家企业率先退出。 and not 退出12家公司"""
_CEASES = frozenset({"停止", "暂停", "中止"})
_WHAT_ENDS = re.compile(
    r"了?(?:对|向|新|下单|供应|供货|发货|发售|销售|接单|新增|办理|发行|放款|招聘|供货|合作|使用|发布|更新|购买|采购|发货|股份|股票|买卖|派息|分红|支付|进口|出口|发放|兑付|提供|收购|接收|受理)"
)
"""2家平台停止|发售新品: they stop something, and are not stopped."""
_TOWARDS = re.compile(r"(?:了?[向与同给对为][^，。；\d]{0,4}|(?![违涉问存了])[\u4e00-\u9fff]{2,6}的)(?:约|近|超过?)?")
"""暂停向|两家银行付息, 暂停派息的|57家公司: they are not stopped."""
_NEW = re.compile(r"[了 ]{0,2}(?:自营|自建|加盟|直营|线下|零售)?[\u4e00-\u9fff]{0,3}店")
_A_SERVICE = re.compile(
    r"(?!了?(?:所有|全部|一切)(?:服务|业务))了?(?:其|旗下|全部|所有|部分)?[^，。；、\d]{0,8}?(?:渠道|通道|功能|业务|服务|计划|入口|评论区?|窗口|端口|系统|权限|评级|认证)(?=[，。；、）”]|\Z)"
)
"""5家银行关闭了|线上取款渠道: they close that, and are not closed."""
_MONEY_IS = re.compile(r"的?(?:[^，。；、\d]{0,4}?)(?:货款|资金|款项|余额|存款|回款|保证金)")
"""账号掉到了90个，被冻结|货款2000万元: their money is."""
_MONEY_IN_IT = re.compile(
    r"[^，。；]{0,12}?\d[\d.,]*[万亿]*[多余]?(?:元|[美欧日]元|英镑|美金|刀|卢布)[^，。；]{0,2}(?:货款|资金|款项|余额|存款|回款)[^，。；]{0,3}"
)
"""两个店铺|共有46万元货款|被冻结: likewise"""
_UNDERGOES = re.compile(r"[被遭受封冻限禁停关]")
_UNDERGONE = re.compile(r"[被遭]")
_NO_MORE = re.compile(r"(?:停止|暂停|禁止|终止|不得|无法)(?:继续)?[^，。；]{0,8}\Z")
"""停止在某平台|销售，涉及26个店铺: what ends, and not what is sold."""
_CLOSES_SHOPS = frozenset({"关店", "闭店", "撤店", "撤柜"})
"""80个品牌|关店: some shops of theirs."""
_SUPPOSED = re.compile(r"担心|害怕|如果|假如|一旦|倘若|万一|就算|哪怕|如(?=全部|上述|后续|再有)")
_AT_RISK = re.compile(r"(?:存在|面临|有)(?:可能|随时)?(?:会)?[被遭]?\Z")
"""645个店铺亦存在|被暂停销售的风险: it has not been done."""
_OF_ANOTHER = re.compile(r"[掉了]{1,2}(?:其中的?)?[一两三四五六七八九十\d]+[个家](?!月|小时|星期)")
"""她的两个店铺，被封|了一个: not both."""
_THEIRS = re.compile(
    r"[\u4e00-\u9fff]{0,6}?(?:企业|公司|机构|平台)?的?(?:IPO|首次公开|首发|航班|航线|上市计划|(?:证券|股票|债券)交易|上市申请|上市审核|再融资|定增|股[权份票]|并购重组|发债|债券|评级|项目|生产线|产线|[\u4e00-\u9fff]{0,3}资质|资格|[\u4e00-\u9fff]{1,3}运营的|高管|董事长|实控人|用户)(?![\u4e00-\u9fff]?(?:公司|企业))"
)
"""超40家企业IPO|被暂停: not the firms are."""
_NOT_DONE = re.compile(
    r"(?:不会|不再|不曾|并不|没有?|未|无意|暂不|不打算|无需)(?:要|再|真的|计划|打算|大规模|被|遭)?\Z"
)
"""不会关闭26家门店"""
_NONE_OF = re.compile(r"(?:没有|并无|未有)(?:任何|所谓的?|传闻中的?)?[“]?\Z")
"""并没有|12家门店关闭: of none was it done."""
_PENALTY = re.compile(r"[^，。；]{0,6}(?:罚单|罚款|支票|发票)")
"""开出|罚单58张，涉及41家银行: nothing was opened."""
_WHO_WORKS_THERE = re.compile(
    r"(?:门店|店铺|分店|餐厅|网点|校区|酒店|影院|商户)?的?(?:[^，。；\d]{0,2}?)(?:负责人|店长|员工|老板|经营者|法定代表人|房东|会员|家长|学员|店主)"
)
"""12家|门店负责人|联名反对关店"""
_WHAT_IS_THERE = re.compile(
    r"(?:门店|店铺|分店|餐厅|网点|酒店)?的(?:设备|房产|资产|货物|库存|商品|租金|押金|经营权|收益)"
)
"""查封了|3家|门店的设备"""
_SO_MUCH_OF = re.compile(
    r"了?(?:其中的?)?(?:近|约|超过?|逾|大约|将近)?(?:[一二两三四五六七八九]成|[\d.]+[%％]|一半|过半|大半|半数|[二三四五]分之)"
)
"""较鼎盛时期的|102家|关闭了近八成: so much of them, and not all."""
_RELEASED = re.compile(r"(?:解除|撤销|取消)了?对?[^，。；\d]{0,12}\Z")
"""解除对其中|39家|的冻结"""
_FOR = re.compile(r".?因")
"""账号因|三起|案件被冻结: for what, and not what."""


_PRESS = re.compile(r"[\u4e00-\u9fff]{0,4}媒体(?:报道|报导|关注|转载|曝光|刊发|先后|相继)")
_OF_GANGS = ("打掉", "捣毁", "端掉", "摧毁")
"""What is done to gangs and their dens, and to no firm."""


def _is_of_gangs(text: str, mention: Mention, done: Hit) -> bool:
    return done.word in _OF_GANGS and text.find("平台", done.end, mention.start) >= 0


def is_no_deed(text: str, clause: Span, mention: Mention, counted: str, hit: Hit) -> bool:
    """Whether 新增, 退出 or 停止 says nothing of those counted."""
    if hit.word == "开出" and _PENALTY.match(text, hit.end):
        return True
    if hit.word == _LEFT:
        return counted != "stores" and not _LEFT_BEHIND.match(text, max(hit.end, mention.end))
    if hit.role == "frozen" and clause.end < hit.start <= clause.end + 2 and _MONEY_IS.match(text, hit.end):
        return True
    if hit.role == "frozen" and hit.start > mention.end and _MONEY_IN_IT.fullmatch(text, mention.end, hit.start):
        return True
    if (
        hit.role in ("closed", "stopped", "suspended")
        and counted in ("firms", "sellers", "banks")
        and hit.start >= mention.end
        and _A_SERVICE.match(text, hit.end)
        and not _UNDERGONE.search(text, hit.start - 1, hit.start + 1)
    ):
        return True
    if hit.word in _CEASES and counted in ("firms", "sellers", "banks", "suppliers", "users"):
        ends = _WHAT_ENDS.match(text, hit.end)
        if ends and hit.start < mention.end and text[ends.end() : ends.end() + 1] != "的":
            ends = None  # 暂停派息的公司中，有|22家
        return (ends or _TOWARDS.fullmatch(text, hit.end, mention.start)) is not None
    if hit.role == "sold" and _NO_MORE.search(text, max(0, hit.start - 14), hit.start):
        return True
    if hit.word != _ADDED:
        return False
    more = counted == "staff" or (counted in TOPICS and not _new_ones(text, clause, mention, hit))
    return more or (hit.start >= mention.end and hit.end < clause.end)


def only_named(text: str, sentence: Sentence, mention: Mention, counted: str, done: Hit) -> bool:
    """Whether what was done was not done to those counted."""
    if counted == "firms" and (_PRESS.match(text, mention.end) or _is_of_gangs(text, mention, done)):
        return True  # 数十家媒体报道了|甲被叫停, 打掉网赌平台等71个
    if done.word == "关店" and text.startswith("开", done.start - 1):
        return True  # 1011家购物中心|开关店比
    clause = sentence.clause(mention.start)
    if (
        done.end <= clause.start
        and _INVOLVES.match(text, clause.start)
        and (counted == "brands" or (counted == "firms" and _SHOPS_CLOSE.search(text, sentence.start, done.end)))
    ):
        return True
    if done.word in _CLOSES_SHOPS and (counted == "brands" or (mention.unit or "").endswith(("企业", "公司", "品牌"))):
        return True
    if mention.text.endswith("大") and not (counted == "brands" and mention.end <= done.start < clause.end):
        return True
    if _SUPPOSED.search(text, max(clause.start, mention.start - TOPIC), mention.start):
        return True
    if counted == "firms" and done.role == "taken down" and _INVOLVES.match(text, clause.start):
        return True  # 下架90款APP，涉及29家企业: their apps are
    if done.start >= mention.end and _AT_RISK.search(text, mention.end, done.start):
        return True
    if done.start >= mention.end and (_OF_ANOTHER.match(text, done.end) or _WHO_WORKS_THERE.match(text, mention.end)):
        return True
    if text.startswith(("以外", "之外"), mention.end):
        return True  # 这30家|以外的企业退出市场
    if done.word in ("查封", "扣押", "冻结") and _WHAT_IS_THERE.match(text, mention.end):
        return True
    if done.start >= mention.end and (
        done.word == "销售" or _SO_MUCH_OF.match(text, done.end) or text.startswith(("司机", "用户"), done.end)
    ):
        return True  # 8家门店|刷卡销售用品
    if _NONE_OF.search(text, max(clause.start, mention.start - 9), mention.start):
        return True
    if counted == "firms" and _THEIRS.match(text, mention.end, clause.end):
        return True
    if _NOT_DONE.search(text, max(clause.start, done.start - 6), done.start):
        return True
    if mention.kind == "headcount" and done.role in ("closed", "stopped", "suspended"):
        return True  # 两个分公司解散，涉及员工370人
    if done.word in ("查封", "扣押") and counted == "vehicles":
        return True  # they are seized, and not banned
    if done.role == "recalled" and counted in ("stores", "firms", "sellers", "brands"):
        return True  # 召回推车5万辆，涉及6家旗舰店
    if counted == "users" and ((mention.unit == "粉丝" and done.role in DONE_TO_FIRMS) or done.role == "closed"):
        return True  # 拥有粉丝1200万的账号被封; 门店关闭，300名会员无法退款
    if done.role != "frozen":
        return False
    return (
        _SHARES.match(text, done.end) is not None  # 3家分公司被冻结股权
        or text.endswith(("股权", "股份", "股票"), 0, done.start)
        or _RELEASED.search(text, clause.start, mention.start) is not None
        or _FOR.match(text, max(clause.start, mention.start - 2), mention.start) is not None
    )


def _new_ones(text: str, clause: Span, mention: Mention, hit: Hit) -> bool:
    """Whether 新增 tells of what is new (新增20家加盟店), and not of more of those hit (新增被封店铺15个)."""
    told = text[hit.end : mention.start] + text[mention.end : clause.end]
    return hit.end <= mention.start and _NEW.match(told) is not None and _UNDERGOES.search(told) is None

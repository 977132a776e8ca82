"""What a bare number is by what is said around it: 估值20亿 is money, 用户2亿 a count, 5000万合同 money again.

bare = numeral of ten thousand or more | numeral of hundreds behind 月薪, 售价 … | digits before 账户, 案, 嫌
"""

from __future__ import annotations

import re
from decimal import Decimal

from aftershock.extract.figures import counts, money
from aftershock.extract.figures.units import Unit
from aftershock.extract.language.numerals import Numeral
from aftershock.model import MentionKind

_CLASS = re.compile("(?:人民币|元)?级(?!别|市|以|联|数|差)")
_NO_MONEY = re.compile(
    "[ \u00a0]?(?:[A-Z]{2}|像素|毫安|mAh|转|度|羽|字|步|里(?:路|长)|分之|级|千瓦|大卡|英镑|流明|摄氏|赫|公|平|立方|吨|国际|岁|余?(?:次|人)|左右的(?:人|用户))"
)
_BUCKS = re.compile("刀(?![具片客叉锋口剑])")
"""被扣了15万刀, as sellers say."""
_COUNTED_BEFORE = re.compile(
    "(?:用户|网民|会员|客户|人口|粉丝|读者|客群|观众|读者|订阅)(?:的)?(?:总?规模|总量|总数)|用户|月活|日活|人口|粉丝|司机|骑手|下载|播放|观看|阅读|点击|曝光|浏览|访问|会员|销量|产量|产能|出货|保有量|人数|数量|DAU|MAU|注册数|订单量|件量|业务量|客流|网民|读者|股本|股份|总数|人次|"
    "订单|单量|台数|户数|交付|吞吐|装机|行驶|里程|点赞|转发|评论|字数|面积|数超|家数|门店|店铺|卖家|商家|商户|企业|持股|解禁|裁员|裁撤|职位|招聘|就业|岗位|失业|员工|职工|雇员|工人|编制|持有|参与|投票"
)
_TAKEN = re.compile("(?:受贿|行贿|贪污|挪用|侵占|骗取|骗走|涉案)(?:金额|资金)?[超近约逾达]?$")
"""受贿85万高管: what was taken is money, whoever stands behind it."""
_HELD_BACK = re.compile(r"[押压扣卡冻锁][着了](?:大概|大约|将近|差不多|我们?|他们?|她们?|接近|[超近约逾]|上)*$")
_STUCK = re.compile("(?:的?(?:货款|资金|钱))?(?:还|都|全|也|至今|仍|现在)*(?:被)?[卡压扣冻锁押](?:在|着)")
"""自己还有5,000多万|卡在平台"""
_BOUGHT = frozenset("合同 项目 债券 罚单 理财产品".split())
"""What hardly comes by the ten thousand, and is told of by its price."""
_MANY = Decimal(10**8)
_BY_THE_BILLION = frozenset(
    "用户 会员 客户 消费者 粉丝 居民 包裹 快件 订单 商品 产品 评论 链接 账号 账户 设备 终端 手机 股份 样本 信用卡 银行卡 芯片 疫苗 token Token 企业用户".split()
)
"""What there may be a hundred million of; firms and funds are not, and the figure is money."""
_PEOPLE_HERE = re.compile("(?:中国|美国|印度|非洲|国|外国|本地|年轻|老年|普通)人(?!民币|寿|保|民)")
_ORDERED = re.compile("[签获接]|拿下|中标|揽|在手")
_PEOPLE = frozenset("裁员 裁撤 招聘 就业 失业 人口 人数 网民 员工 职工 雇员 工人 编制".split())
_SIZE = re.compile("的?(?:总?规模|总量|总数)$")
_SENTENCE_BREAK = re.compile("[。！？；\n\t]")


_COUNTED_BARE = frozenset(["账户", "账号", "店铺", "网店", "门店", "卖家", "商家", "商户", "公众号"])
"""What is counted without a measure word where the numeral itself says that there are more: 4千余账户."""
_PEOPLE_BARE = frozenset("警力 民警 干警 武警 官兵 群众 村民 居民 员工 职工 工人 学生 学员 骑手 司机 患者 业主".split())


_HEADLINED = re.compile(
    r"(?P<thing>(?:人头|银行)?(?:账(?:户|号)|户头)|店铺|门店|网店|卖家|商户|业者)|(?P<case>案)(?![由例件子卷情底值板头发])"
    r"|(?P<person>嫌犯|嫌疑人|嫌|被告)(?!疑)"
)
"""What papers in Taiwan and Hong Kong count without a measure word: 53账户, 2案, 3嫌."""
HEADLINED_FIRSTS = frozenset("账户店卖业商案嫌被网门人银")
"""With what these begin."""
_NUMBERS_IT = frozenset("前第号码尾后之共字约年月日时点版至到超近逾达比卡线路")
"""Letters right before a number that is not how many there are, or that other rules read."""


def _headlined(text: str, number: Numeral) -> Unit | None:
    """Some accounts, cases or suspects with no measure word, whose number is all that stands before: 查出2案."""
    before = text[number.start - 1 : number.start]
    if number.chinese or not 2 <= number.low < 1000 or not text[number.start : number.end].isdigit():
        return None
    if before in _NUMBERS_IT or (before and not ("\u4e00" <= before <= "\u9fff" or before in "，。；：、（「“\n")):
        return None
    found = _HEADLINED.match(text, number.end)
    if found is None:
        return None
    if found["person"]:
        return Unit("headcount", found.end(), "人", "count/numeral+thing", word=found[0])
    return Unit("count", found.end(), found["case"] or found["thing"], "count/numeral+thing", word=found[0])


def _without_measure(text: str, number: Numeral) -> Unit | None:
    """Some hundreds or thousands of accounts, stores or sellers with no measure word: 关停4000余账户."""
    if number.low < 10 or text[number.end - 1 : number.end] not in ("余", "多"):
        return None
    named = counts.thing_at(text, number.end)
    if named is not None and named.group() in _PEOPLE_BARE:
        return Unit("headcount", number.end, "人", "count/numeral+thing", word=named.group())
    if number.low < 100:
        return None
    if named is None or named.group() not in _COUNTED_BARE:
        return None
    return Unit("count", number.end, named.group(), "count/numeral+thing", word=named.group())


def unit_around(text: str, number: Numeral) -> Unit | None:
    """A numeral with a magnitude and no unit: money or a count by what is said around it."""
    end = number.end
    large = number.magnitude >= 10**4 or (number.chinese and number.high >= 10**4 and text[end - 1] in "万亿")
    if not large or number.low < 10**4:
        return _without_measure(text, number) or _headlined(text, number) or _pay(text, number)
    head = text[max(0, number.start - 24) : number.start]
    named = counts.thing_at(text, end)
    if named is None and _PEOPLE_HERE.match(text, end):
        return Unit("headcount", end, "人", "count/numeral+thing", word="人")
    if named and number.low >= _MANY and named.group() not in _BY_THE_BILLION:
        named = None
    if named and not _TAKEN.search(head) and _told_by_price(named.group(), head):
        return Unit("money", end, "CNY", "money/spoken of", word=named.group(), implied=True)
    if named and _HELD_BACK.search(head) and text[end : end + 1] in "，。；":
        named = None  # 账上还押着1200万，员工工资都是借的
    if named and not _TAKEN.search(head):
        kind: MentionKind = (
            "headcount"
            if named.group() in ("员工", "职工", "人员", "工人", "居民", "村民", "学生", "教师")
            else "count"
        )
        return Unit(kind, end, named.group(), "count/numeral+thing", word=named.group())
    for cut in _SENTENCE_BREAK.finditer(head):
        head = " " * cut.end() + head[cut.end() :]
    tail = text[end : end + 10]
    if level := _CLASS.match(tail):
        return Unit("money", end + level.end(), "CNY", "money/class", word=level.group(), implied=True)
    if _BUCKS.match(tail):
        return Unit("money", end + 1, "USD", "money/spoken of", word="刀")
    if _NO_MONEY.match(tail):
        return None
    if _STUCK.match(tail):
        return Unit("money", end, "CNY", "money/spoken of", word=tail[:2], implied=True)
    counted = _last(_COUNTED_BEFORE, head)
    paid = _last(money.MONEY_WORDS, head)
    if money.spoken_of("", tail) or (paid is not None and (counted is None or paid[1] > counted[1])):
        return Unit("money", end, "CNY", "money/spoken of", word=paid[0] if paid else tail, implied=True)
    if counted is not None and not (counted[0] == "订单" and number.low >= 10**8 and head.endswith(_ORDERS)):
        if counted[0] in _PEOPLE:
            return Unit("headcount", end, "人", "count/spoken of", word=counted[0])
        return Unit("count", end, _thing_in(counted[0]), "count/spoken of", word=counted[0])
    if (later := counts.thing_near(tail)) and (number.low < _MANY or later in _BY_THE_BILLION):
        return Unit("count", end, later, "count/spoken of", word=later)
    if number.magnitude >= 10**8 or text[end - 1] == "亿":
        return Unit("money", end, "CNY", "money/spoken of", word="亿", implied=True)
    return None


_ORDERS = ("订单", "订单约", "订单超", "订单近", "订单达", "订单为", "订单超过")
"""After what a hundred million or more are yuan: 在手订单12亿, but 订单量12亿."""


def _pay(text: str, number: Numeral) -> Unit | None:
    """A bare number of hundreds or more right behind 月薪, 售价 or 充值: 月薪8000多, 售价为499; or one with its cents."""
    start, end = number.start, number.end
    if text[end - 3 : end - 2] == "." and _LEDGER.fullmatch(text, start, end) and _LEDGER_ENDS.match(text, end):
        clause = text[max(0, start - 24) : start].rpartition("，")[2]
        if "\t" not in clause and (spoken := _last(money.MONEY_WORDS, clause)):
            return Unit("money", end, "CNY", "money/spoken of", word=spoken[0], implied=True)
    if text[start - 1 : start] not in _BEFORE_PAY or number.low < 100 or not _PAY_ENDS.match(text, end):
        return None
    word = _PAY.search(text[max(0, start - 8) : start])
    return Unit("money", end, "CNY", "money/pay", word=word.group("what"), implied=True) if word else None


_PAY = re.compile(
    "(?P<what>月薪|年薪|时薪|日薪|底薪|月供|月租|房租|售价|定价|标价|起步价|客单价|押金|年费|会员费|学费|充值|充了|[卡账][里内上](?:还|只|仅)?[剩有]|余额(?:还|只|仅)?[剩有])(?:仅|只要|只|为|约|高达|达|是|超过?|过|近|不到|不足)*$"
)
_LEDGER = re.compile(r"\d{1,3}(?:,\d{3})+\.\d\d")
"""冻结资金合计为1,868,583.65，: what is written with its thousands and cents, and tells of money, is money."""
_BEFORE_PAY = frozenset("薪供租价仅要只为约达是超过近到足金费值了剩有")
_LEDGER_ENDS = re.compile("[，。；！？）”、的即及和\n]|$|为基数|左右|以上|不等|起")
_PAY_ENDS = re.compile("[，。；！？）”\n]|$|左右|以上|不等|起")
PAY_FIRST = frozenset("，。；！？）”\n左以不起、的即及和为")
"""With what these begin."""


def _told_by_price(named: str, head: str) -> bool:
    """Whether a thing is told of by what it is worth: 5000万合同, 拿下5亿订单."""
    return named in _BOUGHT or (named == "订单" and _ORDERED.search(head) is not None)


def _last(pattern: re.Pattern[str], head: str) -> tuple[str, int] | None:
    """The last match of a pattern and where it ends."""
    found = None
    for match in pattern.finditer(head):
        found = (match.group(), match.end())
    return found


def _thing_in(word: str) -> str:
    named = counts.thing_near(word)
    return named or _SIZE.sub("", word)

"""What a numeral counts: money by a currency, a percentage by its sign, a count by a measure word, or by what is said around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from aftershock.extract import counts, money, percentages
from aftershock.extract.numerals import Numeral
from aftershock.model import MentionKind

_CLASS = re.compile("(?:人民币|元)?级(?!别|市|以|联|数|差)")
_NO_MONEY = re.compile(
    "[ \u00a0]?(?:[A-Z]{2}|像素|毫安|mAh|转|字|步|里(?:路|长)|分之|级|千瓦|大卡|英镑|流明|摄氏|赫|公|平|立方|吨|国际|岁|余?(?:次|人)|左右的(?:人|用户))"
)
_COUNTED_BEFORE = re.compile(
    "(?:用户|网民|会员|客户|人口|粉丝|读者|客群|观众|读者|订阅)(?:的)?(?:总?规模|总量|总数)|用户|月活|日活|人口|粉丝|下载|播放|观看|阅读|点击|曝光|浏览|访问|会员|销量|产量|产能|出货|保有量|人数|数量|DAU|MAU|注册数|订单量|件量|业务量|客流|网民|读者|股本|股份|总数|人次|"
    "订单|单量|台数|户数|交付|吞吐|装机|行驶|里程|点赞|转发|评论|字数|面积|数超|家数|门店|店铺|卖家|企业|持股|解禁|裁员|裁撤|职位|招聘|就业|岗位|失业|员工|职工|雇员|工人|编制|持有|参与|投票"
)
_TAKEN = re.compile("(?:受贿|行贿|贪污|挪用|侵占|骗取|骗走|涉案)(?:金额|资金)?[超近约逾达]?$")
"""受贿85万高管: what was taken is money, whoever stands behind it."""
_PRICED_FROM = re.compile("(?:价|售|低至|只要)(?:格|为|仅|是|约|低至|只要)*$")
_NEXT_WORD = re.compile("[\u4e00-\u9fff]")
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
_CURRENCY_ENDS = frozenset("币$￥¥€£₩₹₽＄元金镑DYBPRF:： ")


_ONE = Decimal(1)
_SPACES = (" ", "\u00a0")
_FIRST = percentages.FIRST | money.FIRST | counts.FIRST
"""With what a unit may begin: a numeral before anything else is bare, as most numbers of years and days are."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a numeral counts: its kind, unit and factor, and where the unit ends."""

    kind: MentionKind
    end: int
    unit: str | None
    rule: str
    factor: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)
    more: bool = False
    per: str | None = None
    word: str = ""
    duration: bool = False
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """A currency that stands before an amount."""

    start: int
    word: str
    code: str


def prefix_before(text: str, start: int, taken: int) -> Prefix | None:
    """The currency that stands before an amount, no further left than `taken`."""
    if start and text[start - 1] in _CURRENCY_ENDS:
        found = money.before(text, start)
        if found and found[0] >= taken:
            return Prefix(*found)
    return None


def unit_after(text: str, number: Numeral, prefix: Prefix | None) -> Unit | None:
    """The unit that follows a numeral; a currency before it makes money of what has none after it."""
    end = number.end
    first = text[end : end + 1]
    if first in _SPACES:
        first = text[end + 1 : end + 2]
    if prefix is None and first not in _FIRST:
        return None
    if percent := percentages.after(text, number):
        rule = f"percentage/{percent.rule}"
        return Unit("percentage", percent.end, percent.unit, rule, percent.factor, percent.plus, percent.more)
    factor = _ONE
    if text[end : end + 1].isascii() and (prefix or not number.chinese) and (scaled := money.scale(text, end)):
        scale_end, scale_factor = scaled
        if currency := money.after(text, scale_end):
            end, factor = scale_end, scale_factor
        elif prefix:
            return Unit("money", scale_end, prefix.code, "money/currency+scale", scale_factor, word=prefix.word)
    if currency := money.after(text, end, chinese=number.chinese and number.magnitude == 1):
        code = prefix.code if prefix and currency.code == "CNY" else currency.code
        per = currency.per or money.per_before(text, prefix.start if prefix else number.start)
        word = text[end : currency.end].strip()
        end, plus = (currency.end, money.NOTHING) if number.vague else money.change_after(text, currency.end, word)
        return Unit("money", end, code, "money/numeral+currency", factor * currency.factor, plus, per=per, word=word)
    if hundred_million := money.colloquial(text, number.end):
        code = prefix.code if prefix else hundred_million.code
        return Unit(
            "money", hundred_million.end, code, "money/个亿", hundred_million.factor, more=hundred_million.more,
            word="亿", implied=not hundred_million.named and prefix is None,
        )  # fmt: skip
    if (pieces := money.in_pieces(text, number.start, number.end)) is not None:
        per = money.per_before(text, number.start)
        return Unit("money", pieces[0], "CNY", "money/块", plus=pieces[1], per=per, word="块")
    if (cents := money.in_cents(text, number.start, number.end)) is not None:
        code = prefix.code if prefix else "CNY"
        return Unit("money", cents, code, "money/分", Decimal("0.01"), per="股", word="分")
    measure = counts.after(text, number.end)
    if prefix and (measure is None or len(prefix.word) < 2) and not (number.chinese and number.low < 10):
        end = number.end
        per_match = money.after(text, end)
        return Unit(
            "money", per_match.end if per_match else end, prefix.code, "money/currency+numeral", word=prefix.word
        )
    if measure is None:
        return None
    if measure.word == "起" and _price_from(text, number, measure.end):
        return Unit("money", number.end, "CNY", "money/price from", word="起", implied=True)
    if measure.duration:
        return Unit("count", measure.end, measure.word, "count/duration", word=measure.word, duration=True)
    return _counted(text, number, measure)


def _price_from(text: str, number: Numeral, end: int) -> bool:
    """售价9.98万起, and not 起 with what happened so often behind it."""
    if _NEXT_WORD.match(text, end):
        return False
    return _PRICED_FROM.search(text[max(0, number.start - 12) : number.start]) is not None


def _counted(text: str, number: Numeral, measure: counts.Measure) -> Unit:
    named = counts.thing(text, number.start, measure.end, measure.word)
    if number.high == 1 and not counts.thing_at(text, measure.end):
        named = measure.word  # of one thing only what stands right beside is meant
    persons = measure.word == "人" or (measure.word in counts.PERSONS and not counts.BUSINESSES.search(named))
    kind: MentionKind = "headcount" if persons else "count"
    if measure.word in ("人", "口人", "死", "伤") or (persons and named not in counts.PERSON_WORDS):
        named = "人"
    return Unit(kind, measure.end, named, "count/measure word", word=measure.word)


def unit_around(text: str, number: Numeral) -> Unit | None:
    """A numeral with a magnitude and no unit: money or a count by what is said around it."""
    end = number.end
    large = number.magnitude >= 10**4 or (number.chinese and number.high >= 10**4 and text[end - 1] in "万亿")
    if not large or number.low < 10**4:
        return None
    head = text[max(0, number.start - 24) : number.start]
    named = counts.thing_at(text, end)
    if named is None and _PEOPLE_HERE.match(text, end):
        return Unit("headcount", end, "人", "count/numeral+thing", word="人")
    if named and number.low >= _MANY and named.group() not in _BY_THE_BILLION:
        named = None
    if named and not _TAKEN.search(head) and _told_by_price(named.group(), head):
        return Unit("money", end, "CNY", "money/spoken of", word=named.group(), implied=True)
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
    if _NO_MONEY.match(tail):
        return None
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

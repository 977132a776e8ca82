"""Currencies: how they are written before and after an amount, and when an amount without one is money.

    amount = (currency before)? numeral scale? (currency after)? (per)?
    人民币4,143.00万元, US$13 million, $1.7万亿, 七千五百万元人民币, 0.35元/股, 注册资本1.2亿

An amount that names no currency is money only where its surroundings say so; it is then taken as CNY and marked.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from aftershock.extract.figures import degrees
from aftershock.extract.language.alternatives import any_of
from aftershock.extract.language.chinesenumbers import DIGIT, FORMAL
from aftershock.extract.language.numerals import NUMERAL, fold, numeral
from aftershock.model import Comparison

_AFTER = {
    "CNY": "元人民币 元（人民币） 元(人民币) 人民币元 块钱人民币 块钱 块人民币 人民币 元 圆 RMB rmb CNY",
    "USD": "美元 美金 元美金 美刀 刀 USD US$ dollars dollar",
    "EUR": "欧元 欧罗 EUR",
    "GBP": "英镑 GBP",
    "JPY": "日元 日圆 JPY",
    "HKD": "港元 港币 港圆 HKD 元港币",
    "KRW": "韩元 韩圆 韩币",
    "TWD": "新台币 台币 元新台币 元台币",
    "MOP": "澳门元 澳门币",
    "SGD": "新加坡元 新加坡币 新元 坡币 坡元",
    "AUD": "澳元 澳大利亚元 澳币 元澳币",
    "CAD": "加元 加拿大元 加币",
    "NZD": "新西兰元 纽元",
    "CHF": "瑞士法郎 瑞郎",
    "RUB": "卢布",
    "INR": "印度卢比 卢比",
    "PKR": "巴基斯坦卢比",
    "IDR": "印尼盾 印尼卢比",
    "VND": "越南盾",
    "THB": "泰铢",
    "MYR": "林吉特 令吉",
    "PHP": "菲律宾比索",
    "MXN": "墨西哥比索",
    "ARS": "阿根廷比索",
    "BRL": "雷亚尔 巴西雷亚尔",
    "TRY": "土耳其里拉 里拉",
    "ZAR": "兰特 南非兰特",
    "AED": "迪拉姆",
    "SAR": "沙特里亚尔",
    "SEK": "瑞典克朗",
    "NOK": "挪威克朗",
    "DKK": "丹麦克朗",
    "KZT": "坚戈",
    "MMK": "缅币 缅元",
    "KHR": "瑞尔",
    "LAK": "基普",
    "BDT": "塔卡",
    "NGN": "奈拉",
    "KES": "肯尼亚先令 肯先令",
    "EGP": "埃及镑 埃镑",
    "ILS": "谢克尔 新谢克尔",
    "PLN": "兹罗提",
    "HUF": "福林",
    "CZK": "捷克克朗",
    "UAH": "格里夫纳",
    "CLP": "智利比索",
    "COP": "哥伦比亚比索",
    "IRR": "伊朗里亚尔",
    "QAR": "卡塔尔里亚尔",
}
_BEFORE = {
    "CNY": "人民币 人民币约 RMB CNY ￥ ¥ 人民币: 人民币：",
    "USD": "US$ USD $ ＄ U.S.$ 美元 美金",
    "HKD": "HK$ HKD 港币 港元",
    "EUR": "€ EUR 欧元",
    "GBP": "£ GBP 英镑",
    "JPY": "JPY JP¥ 日元",
    "TWD": "NT$ 新台币 台币",
    "MOP": "澳门元 MOP",
    "SGD": "S$",
    "AUD": "A$ AU$",
    "CAD": "C$ CA$",
    "KRW": "₩ 韩元",
    "INR": "₹",
    "RUB": "₽",
    "CHF": "CHF",
    "MYR": "RM 马币",
}
_SMALL = {
    "美分": ("USD", Decimal("0.01")),
    "美仙": ("USD", Decimal("0.01")),
    "港仙": ("HKD", Decimal("0.01")),
    "坡分": ("SGD", Decimal("0.01")),
    "新加坡分": ("SGD", Decimal("0.01")),
    "欧分": ("EUR", Decimal("0.01")),
    "便士": ("GBP", Decimal("0.01")),
    "毛钱": ("CNY", Decimal("0.1")),
    "角钱": ("CNY", Decimal("0.1")),
}
_SCALES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9,
    "k": 10**3, "K": 10**3, "w": 10**4, "W": 10**4, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "T": 10**12,
}  # fmt: skip

_WORD_AFTER = {word: code for code, words in _AFTER.items() for word in words.split()}
CODES = _WORD_AFTER
"""Currency code by the word that stands after an amount."""
PREFIX_CODES = {word: code for code, words in _BEFORE.items() for word in words.split()}


FIRST = frozenset(word[0] for word in (*_WORD_AFTER, *_SMALL, *_SCALES, "个", "兆", "块", "分", "仙", "$", "＄"))
"""With what the words of money after an amount begin."""
_SPACES = (" ", "\u00a0")
_NOT_YUAN = "(?![旦宵件素首老凶勋帅数朝曲胡]|气森|宇宙|年[^前底末初度]|月(?!薪|租))"
_NOT_KNIVES = "(?=[，。；！？、”）左现货资以在被全都就才没还]|的(?:货款|资金|余额|钱)|\\Z)"
CURRENCY = f"(?:{any_of([*_WORD_AFTER.keys() - {'元', '刀'}, *_SMALL])}|元{_NOT_YUAN}|(?:(?<=[万千百多余])|(?<=[0-9]{{3}}))刀{_NOT_KNIVES}|[$＄](?![0-9]))"
_CURRENCY_HERE = re.compile(f"[ \u00a0]?(?P<currency>{CURRENCY})(?:整|正(?=[，。；（]))?")
_SCALE_HERE = re.compile(f"[ \u00a0]?(?P<scale>{any_of(_SCALES)})(?![A-Za-z])")
_BEFORE_AT_END = re.compile(f"(?P<currency>{any_of(PREFIX_CODES)})[ \u00a0]?$")
_PER = "10股|股|吨公里|吨|千克|公斤|平方米|平方英尺|平米|㎡|平|桶|盎司|千瓦时|度|件|台|辆|瓶|支|盒|份|季|月|年|天|日|晚|人次|人|小时|分钟|秒|次|斤|克|米|公里|套|条|只|张|户|亩|升|箱|间|位|名|瓦|片|票|单|杯|袋|碗|头|kWh|MWh|KWh|GB|W|kg|t|g|b"
_PER_HERE = re.compile(f"(?:人民币)?[ \u00a0]?[/／][ \u00a0]?(?P<per>{_PER})|每(?P<each>{_PER})(?![^\\W\\d])")
_PER_FIRST = frozenset("人/／每 \u00a0")
_PER_BEFORE = re.compile(
    f"每(?P<per>(?:[0-9]{{1,4}}|十)?(?:{_PER}|吨|度电?|块|颗|根|本|双|棵|节课|课时|千米|标准箱|加仑|蒲式耳))[^，。；、每\t]{{0,10}}$"
)
_FOR_TEN = re.compile("(?<![0-9])10股?(?:[送转增]{1,2}[0-9.]{1,4}股?)*派[^，。；\t0-9]{0,10}$")
"""10派3元, 10转4派3元: what ten shares get."""
_NOT_MONEY_YUAN = re.compile(
    "(?<=[由、与和及以括如]三)元(?=、[^0-9一二两三四五六七八九十百千万半几数多约近])|元(?:锂|期权|医药|科技|集团|控股|新材|材料|电池|前驱|正极|股份|里|桥|论|结构|乳业|食品|化|催化|区|悖论|共聚|体系|正负|聚合|方程|观|文化|对立|函数|一次|素|立|低温|生物|朱|及)"
)

MONEY_WORDS = re.compile(
    "损失|收入|营收|销售额|营业额|交易额|成交额|利润|净利|毛利|融资|投资|注资|增资|出资|斥资|耗资|集资|募资|估值|市值|资本|资金|货款|的钱|贷款|借款|罚|金额|总额|余额|"
    "成本|价|费|薪|奖|GMV|亏|赚|花[了费掉]?|补贴|资助|补助|债|欠|赔|流水|预算|货值|产值|GDP|税|存款|理财|票房|款|身家|财富|冻结|押金|保证金|"
    "定金|订金|资产|工资|租金|本金|转账|豪掷|砸|捐|盘子|募集|规模|额|房租|水电|人工费?|充[了值]|交[了过]|付[了过]|垫了|销售|蒸发|套现|分红|回购|报价|身价|投[了进]|借[了来给]|桶金|账[上面]|进账|倒贴|盘下|兑[出下]|年入|月入|年售|年销|佣金|首付|[押压扣卡冻锁]着|[押压扣卡]了|总价|支出|开支|开销|支付|投入|缴|拨付|筹|额度|买|购|价值|盈|打赏|红包|敲诈|诈骗|骗|卖了|卖出|掏|索赔|收益|涉案|(?<![解])[被给][\u4e00-\u9fff]{0,6}?[冻扣]了?|[冻扣]了|(?:卡|账[户号]|户头|钱包)[里内上中]|到账|回款|[拿要讨]回来?了?|打款|汇款|(?<!运)转[了给来]|汇[了给来]|钱[都一共总]|受贿|行贿|贪污|挪用|侵占"
)
_MONEY_AFTER = re.compile(
    "(?:级|以[上下内])?(?:的)?(?:悬赏|赏金|奖励|奖金|彩礼|首付|[押定订本]金|保证金|(?:加盟|装修|学|服务|中介|手续|转让|会员|管理|代理|律师|诉讼|运|医疗|医药|推广|广告|租|物流|入场|咨询|培训|违约|补课|生活|抚养)费|佣金|红包|现金|货款|回款|款项|到账|货值|货(?![币架车])|市值|营收|收入|销售额|利润|融资|投资|资金|资产|存款|赃款|欠款|借款|债务|规模|补贴|罚款|罚单|订单额|估值|年薪|大奖|身家|贷款|债|级市场|市场|赛道|俱乐部|损失|价格|(?:全|都|也|却|还|就|至今|现在)*(?:还不[起上]|[拿取提要]不[出回]|掏不出|付不起|赔不起|被[扣冻押]|[冻押锁][住了在]|打了?水漂)|以上的价|的(?:合同|订单|大单|单子|标的|项目|投资)|的[^，。；\n]{0,4}(?:价|费|款|薪|债|税|贷|奖)|成本|现金|费用|赔|[兑盘][出下给])"
)


class Currency(NamedTuple):
    """What stands after or before a numeral and makes it money."""

    end: int
    code: str
    factor: Decimal = Decimal(1)
    per: str | None = None
    more: bool = False
    named: bool = True


def after(text: str, position: int, *, chinese: bool = False) -> Currency | None:
    """The currency that begins at a position, with an English scale and "/股" where there are such."""
    if (first := text[position : position + 1]) not in FIRST and first not in _SPACES:
        return None
    match = _CURRENCY_HERE.match(text, position)
    if match is None:
        return None
    word, end = match["currency"], match.end()
    following = text[end : end + 1]
    if word.isascii() and word.isalpha() and following.isascii() and following.isalpha():
        return None  # 14万USDT are coins
    if chinese and word == "元" and _NOT_MONEY_YUAN.match(text, match.start("currency")):
        return None
    code, factor = _SMALL[word] if word in _SMALL else (_WORD_AFTER.get(word, "USD"), ONE)
    if following in _PER_FIRST and (per := _PER_HERE.match(text, end)):
        return Currency(per.end(), code, factor, per["per"] or per["each"])
    return Currency(end, code, factor)


_IN_BRACKETS = re.compile(f"[（(](?P<currency>{CURRENCY})[）)]")


def in_brackets(text: str, position: int) -> Currency | None:
    """The currency that stands alone in brackets behind an amount: 34亿（瑞郎）."""
    match = _IN_BRACKETS.match(text, position)
    if match is None:
        return None
    return Currency(match.end(), _WORD_AFTER.get(match.group("currency"), "USD"))


ONE, NOTHING = Decimal(1), Decimal(0)
_CHANGE = re.compile(
    "(?:([1-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])(?:角|毫(?![米升克安瓦秒伏])))?(?:([1-9一二三四五六七八九壹贰叁肆伍陆柒捌玖])分(?!钱?[都也没未不难]))?"
)


def change_after(text: str, end: int, word: str) -> tuple[int, Decimal]:
    """Where the tenths and hundredths after 元 end, and what they come to: 三元五角, 12元3角4分."""
    if text[end + 1 : end + 2] not in ("角", "分", "毫") or not word.endswith("元"):
        return end, NOTHING
    match = _CHANGE.match(text, end)
    if match is None or match.end() == end:
        return end, NOTHING
    tenths, cents = (_digit(one) if one else 0 for one in match.groups())
    return match.end(), Decimal(10 * tenths + cents) / 100


def _digit(written: str) -> int:
    return int(written) if written.isdigit() else DIGIT[written.translate(FORMAL)]


def colloquial(text: str, position: int) -> Currency | None:
    """个亿 after a numeral, with or without a currency: 10个亿, 2个多亿美元. People (5个亿万富翁) and users are left alone."""
    if not text.startswith(("个", " ", "\u00a0"), position):
        return None
    match = _COLLOQUIAL.match(text, position)
    if match is None:
        return None
    named = after(text, match.end())
    end, code = (named.end, named.code) if named else (match.end(), "CNY")
    return Currency(end, code, Decimal(10**8), more=match.group("more") is not None, named=named is not None)


_COLLOQUIAL = re.compile("[ \u00a0]?个(?P<more>多)?亿(?![万级用人户])")


def in_pieces(text: str, start: int, end: int) -> tuple[int, Decimal] | None:
    """Where 块 ends that means yuan, and the tenths after it: 500块 where a price is told or the clause ends, 两块五, but
    not 两块芯片."""
    if not text.startswith(("块", " ", "\u00a0"), end):
        return None
    if tenths := _TENTHS.match(text, end):
        return tenths.end("word"), Decimal(_DIGITS.index(tenths.group("tenths")) % 10) / 10
    match = _PIECES.match(text, end)
    if match is None:
        return None
    if _PARTS.search(text, max(0, start - 8), start):
        return None  # 业务有两块，一块是……
    many = end - start > 3 and text[start:end].isdigit()  # 8999块
    paid = many or _PAID.search(text[max(0, start - 10) : start]) is not None
    return (match.end("word"), Decimal(0)) if paid or match.group("each") else None


_EACH = "一[个件斤瓶张台支只碗杯次月天年晚套份公]|每|/"
_ENDS = "[，。、；！？）”\n]|$|包邮|左右|以上|以下|以内|多|[降涨升跌到至]|的(?:价|成本|优惠|红包|运费|押金)"
_PIECES = re.compile(f"[ \u00a0]?(?P<word>块)(?:(?P<each>{_EACH})|(?={_ENDS}))")
_DIGITS = "0123456789〇一二三四五六七八九"
_TENTHS = re.compile(f"(?P<word>块(?P<tenths>[1-9一二三四五六七八九])(?:[毛角]钱?|钱|(?={_ENDS}|{_EACH}|的)))")
_PARTS = re.compile("(?:业务|板块|市场|工作|内容|收入)[^，。；\\d]{0,4}\\Z|分[为成]\\Z")
_PAID = re.compile("(?<!需)要|[花卖付收给赚挣涨降贵费价钱省买补贴罚掏欠借亏赔损输投骗攒]|优惠|便宜|成本|补助")


def in_cents(text: str, start: int, end: int) -> int | None:
    """Where 分 ends (in Hong Kong 仙) that means a hundredth of what a share earns or pays: 每股基本亏损0.15分."""
    if not text.startswith(("分", "仙", " ", "\u00a0"), end):
        return None
    match = _CENTS.match(text, end)
    told = match is not None and _OF_A_SHARE.search(text[max(0, start - 16) : start]) is not None
    return match.end() if match is not None and told else None


_CENTS = re.compile("[ \u00a0]?(?:分(?![之钟别公红行期店销])|仙(?![女境子草桃鹤居]))")
_OF_A_SHARE = re.compile("(?:每股(?!派)|股息|派息)[^，。；\t]{0,12}$")


def scale(text: str, position: int) -> tuple[int, Decimal] | None:
    """An English scale word (million, bn) at a position: its end and what it multiplies by."""
    match = _SCALE_HERE.match(text, position)
    return (match.end(), Decimal(_SCALES[match.group("scale")])) if match else None


def before(text: str, position: int) -> tuple[int, str, str] | None:
    """The currency that ends at a position: its start, the word and its code."""
    head = text[max(0, position - 7) : position]
    match = _BEFORE_AT_END.search(head)
    if match is None:
        return None
    word = match.group("currency")
    return position - len(head) + match.start(), word, PREFIX_CODES[word]


def per_before(text: str, position: int) -> str | None:
    """Of what an amount is the price, where the words before it say so: 每股收益, 每桶."""
    head = text[max(0, position - 16) : position]
    match = _PER_BEFORE.search(head) if "每" in head else None
    return match.group("per") if match else "10股" if "派" in head and _FOR_TEN.search(head) else None


def spoken_of(before_it: str, after_it: str) -> bool:
    """Whether the words around an amount without currency speak of money."""
    return MONEY_WORDS.search(before_it) is not None or _MONEY_AFTER.match(after_it) is not None


def parse_amount(text: str) -> tuple[Decimal, Decimal | None, Comparison] | None:
    """An amount as one types it: "1.3亿", "超过5000万元", "3.5亿-4.2亿元" → (low, high, comparison); None if it is none.

    `high` is None for an open amount (more than, at least); for an exact one it equals `low`.
    """
    from aftershock.extract.figures import figures

    whole = fold(text.strip())
    for candidate in (whole, whole + "元"):
        found = figures(candidate)
        if len(found) == 1 and found[0].start == 0 and found[0].end == len(candidate) and found[0].kind == "money":
            one = found[0]
            comparison: Comparison = one.comparison or "="
            low = one.value if one.value is not None else one.low
            if low is None:
                return None
            high = one.high if one.value is None else (None if comparison in (">", ">=") else one.value)
            return low, high, comparison
    match = NUMERAL.fullmatch(whole)
    plain = numeral(match) if match else None
    if plain is None or plain.end != len(whole):
        return None
    word = degrees.before(whole, plain.start)
    return plain.low, plain.high, word[2] if word else "="

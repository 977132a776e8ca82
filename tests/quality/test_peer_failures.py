"""What other readers of Chinese figures and dates get wrong, read right here.

Each table names the reader by whose failure it was chosen; the sentences are our own. Cases that
tests/extract holds already are not repeated.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest

from aftershock.extract.dates import dates
from aftershock.extract.figures import figures
from aftershock.model import Mention
from crawlers.article import BEIJING
from crawlers.plaintext import read_text

PUBLISHED = date(2021, 8, 20)


def _money(text: str) -> list[tuple[float | None, str | None, str | None]]:
    return [(_number(m.value), m.unit, m.comparison) for m in figures(text) if m.kind == "money"]


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _days(text: str, published: date = PUBLISHED) -> list[tuple[str, str | None]]:
    return [(str(m.from_), str(m.to) if m.to else None) for m in dates(text, published) if m.from_]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [  # jionlp: nothing without 元, nothing for signs of currency before the figure, doubt not seen
        ("押金500万一直没有退。", (5e6, "CNY", "=")),
        ("供应商那边还欠100多万没结。", (1e6, "CNY", ">")),
        ("旺季时单月流水上千万。", (1e7, "CNY", ">=")),
        ("市值跌破2万亿。", (2e12, "CNY", "<")),
        ("全年货值逾千亿。", (1e11, "CNY", ">")),
        ("新公司注册资本1.2亿，由三方出资。", (1.2e8, "CNY", "=")),
        ("和解金为US$13 million。", (1.3e7, "USD", "=")),
        ("整机售价¥1,299，含税。", (1299.0, "CNY", "=")),
        ("受限资金约为1.3亿元。", (1.3e8, "CNY", "~")),
        # cn2an: refuses words of degree, fullwidth points, commas before 万
        ("尾款4000多万元没有收回。", (4e7, "CNY", ">")),
        ("贸易额达1.69万亿元。", (1.69e12, "CNY", "=")),
        ("预收款共1,234万元。", (1.234e7, "CNY", "=")),
        # Recognizers: a comma before 万, words of degree, months made of amounts
        ("担保余额不超过3,000万元。", (3e7, "CNY", "<=")),
        ("损失上亿元。", (1e8, "CNY", ">=")),
        ("损失超过千亿元。", (1e11, "CNY", ">")),
        ("市值一夜蒸发近万亿元。", (1e12, "CNY", "<~")),
        ("季度销售额为1130.80亿美元。", (1.1308e11, "USD", "=")),
        ("全年营收246.79亿元。", (2.4679e10, "CNY", "=")),
    ],
)  # fmt: skip
def test_amounts(text: str, wanted: tuple[float, str, str]) -> None:
    assert _money(text) == [wanted]
    assert not _days(text.replace("全年", ""))


def test_an_amount_with_spaces_and_its_conversion_are_two() -> None:
    assert _money("补偿899 美元，约合人民币 6300 元。") == [(899.0, "USD", "="), (6300.0, "CNY", "~")]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [("每年多付数十亿元。", (2e9, 9.9e9)), ("报价3.5亿-4.2亿元。", (3.5e8, 4.2e8)), ("罚款1亿元至2亿元。", (1e8, 2e8))],
)
def test_amounts_with_two_ends_have_no_exact_value(text: str, bounds: tuple[float, float]) -> None:
    (found,) = figures(text)
    assert (found.value, _number(found.low), _number(found.high)) == (None, *bounds)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("在职员工近2800人。", ("headcount", 2800.0, "<~")),
        ("增长27．5％。", ("percentage", 27.5, "=")),
        ("新增1700+个商品。", ("count", 1700.0, ">")),
    ],
)
def test_other_figures(text: str, wanted: tuple[str, float, str]) -> None:
    assert [(m.kind, _number(m.value), m.comparison) for m in figures(text)] == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "手术做了8分钟。",
        "理由十分充分。",
        "板上焊着两块芯片。",
        "卢比奥昨天没有到场。",
        "用ATTiny做的小灯。",
        "他讲了人民币知识。",
    ],
)
def test_no_money_where_there_is_none(text: str) -> None:
    assert not _money(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [  # jionlp: months alone, parts of months, ranges of months, quarters, open ends
        ("整个7月都没有订单。", "2021-07-01", "2021-07-31"),
        ("4月份其实还好。", "2021-04-01", "2021-04-30"),
        ("从5月开始，发货停了。", "2021-05-01", None),
        ("6月中下旬起陆续停产。", "2021-06-11", None),
        ("6月中下旬陆续停产。", "2021-06-11", "2021-06-30"),
        ("2021年1~6月份销量减半。", "2021-01-01", "2021-06-30"),
        ("1-6月销量减半。", "2021-01-01", "2021-06-30"),
        ("2021年Q2销量减半。", "2021-04-01", "2021-06-30"),
        ("2020年年末存货增加。", "2020-12-31", "2020-12-31"),
        ("今年以来存货增加。", "2021-01-01", "2021-08-20"),
        # Recognizers: halves, the first three quarters, parts of months, ranges of years
        ("上半年存货增加。", "2021-01-01", "2021-06-30"),
        ("今年上半年存货增加。", "2021-01-01", "2021-06-30"),
        ("2021年上半年存货增加。", "2021-01-01", "2021-06-30"),
        ("2020年前三季度存货增加。", "2020-01-01", "2020-09-30"),
        ("8月初价格回落。", "2021-08-01", "2021-08-10"),
        ("6月上旬价格回落。", "2021-06-01", "2021-06-10"),
        ("6月底价格回落。", "2021-06-21", "2021-06-30"),
        ("4月30日至今，价格回落。", "2021-04-30", "2021-08-20"),
        ("2017至2020年连年亏损。", "2017-01-01", "2020-12-31"),
        # dateparser: days read as spans of time, years as hours
        ("8月5日价格回落。", "2021-08-05", "2021-08-05"),
        ("2020年价格回落。", "2020-01-01", "2020-12-31"),
        ("在2018年，价格回落。", "2018-01-01", "2018-12-31"),
        ("3月2日至3月9日检修。", "2021-03-02", "2021-03-09"),
    ],
)
def test_days(text: str, first: str, last: str | None) -> None:
    assert _days(text) == [(first, last)]


def test_a_month_and_day_is_not_in_the_future() -> None:
    assert _days("截至十月三十号，尚有两家门店停业。", date(2021, 2, 18)) == [("2020-10-30", "2020-10-30")]


def test_that_afternoon_is_of_the_day_just_named() -> None:
    assert _days("8月3日，工厂接到通知，当天下午即停产。") == [("2021-08-03", "2021-08-03")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "货架上有1700+个商品。", "据21世纪经济报道消息，厂里停了。", "神舟九号的模型卖得好。", "他们在三号营地过夜。",
        "老板一时兴起买了船。", "前期投入很大。", "长春的工厂停了。", "春藤资本没有回应。", "欠款4000多万没有收回。",
        "占货币资金的4.27%。",
    ],
)  # fmt: skip
def test_no_day_where_there_is_none(text: str) -> None:
    assert not _days(text)


def test_an_amount_broken_over_two_lines_is_whole() -> None:
    line = "据统计，去年全国通过跨境平台进口和出口的货物总额已经达到了1.69"
    rest = "万亿元，其中出口占到三分之二以上，增长的幅度比前一年又提高了五个\n百分点，协会认为这一势头还会持续。\n"
    text = f"{line}\n{rest}"
    article = read_text(text * 3, url="urn:test", source="local", latest=datetime(2022, 1, 1, tzinfo=BEIJING))
    amounts: list[Mention] = [m for m in figures(article.text) if m.kind == "money"]
    assert {_number(m.value) for m in amounts} == {1.69e12}


def test_nothing_is_printed_on_import_or_in_use() -> None:
    code = "from aftershock.extract.figures import figures; figures('一时3万元x' * 9)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")

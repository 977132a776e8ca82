"""The query language: what is understood, what is suggested, and what is said of a wrong query."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.periods import period
from aftershock.query import DEEPEST, LONGEST, QueryProblem, parse, pieces, quoted
from aftershock.sums import Between, amount
from indexer.index import Query

NAMES = {
    "大榕树": "大榕树",
    "大榕树科技": "大榕树",
    "天帆信息": "天帆信息",
    "ST 远航": "ST 远航",
    "TechNova": "TechNova",
}
YI = Decimal(10**8)
WAN = Decimal(10**4)
FEN = Decimal("0.01")


def ask(text: str) -> Query:
    return parse(text, NAMES).query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("  \t　", {}),
        ("冻结资金", {"runs": ("冻结资金",)}),
        ("冻结 货款", {"runs": ("冻结", "货款")}),
        ("冻结　货款", {"runs": ("冻结", "货款")}),
        ('"Seller Central 后台"', {"runs": ("Seller Central 后台",)}),
        ("“冻结 货款” 店铺", {"runs": ("冻结 货款", "店铺")}),
        ("冻结 -物流", {"runs": ("冻结",), "excluded": ("物流",)}),
        ("-type:冻结 -type:裁员", {"not_types": ("冻结", "裁员")}),
        ("-company:大榕树科技 -来源:nbd", {"not_companies": ("大榕树",), "not_sources": ("nbd",)}),
        ("speaker:filing 说者:Regulator", {"ranks": (5, 4)}),
        ("speaker:anonymous", {"ranks": (0,)}),
        ('-"Prime Day"', {"excluded": ("Prime Day",)}),
        ("-", {"runs": ("-",)}),
        ("USB-C", {"runs": ("USB-C",)}),
        ("http://a.cn/b 12:30 甲：乙", {"runs": ("http://a.cn/b", "12:30", "甲：乙")}),
        ('"company:大榕树"', {"runs": ("company:大榕树",)}),
        ("。，", {"runs": ("。，",)}),
        ("冻结，货款", {"runs": ("冻结，货款",)}),
        ("company:大榕树", {"companies": ("大榕树",)}),
        ("company:大榕树科技 company:大榕树", {"companies": ("大榕树",)}),
        ("公司：大榕树 COMPANY:technova", {"companies": ("大榕树", "TechNova")}),
        ('company:"ST 远航"', {"companies": ("ST 远航",)}),
        ("source:nbd 来源:sina", {"sources": ("nbd", "sina")}),
        ("type:冻结", {"types": ("冻结",)}),
        ("kind:claim kind:event", {"kinds": ("claim", "event")}),
        ("has:conflict", {"traits": ("conflict",)}),
        ("from:2021-07 to:2021-07", {"since": date(2021, 7, 1), "until": date(2021, 7, 31)}),
        ("from:2021 to:2022", {"since": date(2021, 1, 1), "until": date(2022, 12, 31)}),
        ("从:2021年7月6日 到:2021/7/6", {"since": date(2021, 7, 6), "until": date(2021, 7, 6)}),
        ("amount:>=1亿", {"min_amount": YI}),
        ("amount:>1亿", {"min_amount": YI + FEN}),
        ("amount:<=5000万", {"max_amount": 5000 * WAN}),
        ("amount:＜5000万元", {"max_amount": 5000 * WAN - FEN}),
        ("amount:1亿..3亿", {"min_amount": YI, "max_amount": 3 * YI}),
        ("amount:1.3亿", {"min_amount": Decimal("1.3") * YI, "max_amount": Decimal("1.3") * YI}),
        ("amount:1亿以上", {"min_amount": YI}),
        ("金额:不到3000万", {"max_amount": 3000 * WAN - FEN}),
        ("amount:>1亿 amount:<=2亿", {"min_amount": YI + FEN, "max_amount": 2 * YI}),
        ("sort:newest", {"sort": "newest"}),
        ("sort:date", {"sort": "newest"}),
        ("排序:amount 页:3", {"sort": "amount", "page": 3}),
    ],
)
def test_understood(text: str, expected: dict[str, Any]) -> None:
    assert ask(text) == Query(**expected)


@pytest.mark.parametrize(
    ("text", "position", "found", "expected"),
    [
        ('冻结 "货款', 3, '"货款', "closing"),
        ("“货款", 0, "“货款", "closing"),
        ('company:"大榕树', 8, '"大榕树', "closing"),
        ("冻结 compny:甲", 3, "compny:", "company:"),
        ("form:2021", 0, "form:", "from:"),
        ("type:", 0, "type:", "value"),
        ("type: 冻结", 0, "type:", "value"),
        ('type:" "', 0, "type:", "value"),
        ("冻结 -amount:1亿", 3, "-amount:", "-company:"),
        ("from:昨天", 5, "昨天", "year, month or day"),
        ("from:2021-13", 5, "2021-13", "year, month or day"),
        ("from:2021-02-30", 5, "2021-02-30", "year, month or day"),
        ("from:2021-08 to:2021-07", 16, "2021-07", "from:2021-08-01"),
        ("to:2021-07 from:2021-08", 16, "2021-08", "to:2021-07-31"),
        ("amount:很多", 7, "很多", "amount of yuan"),
        ("amount:>1亿美元", 7, ">1亿美元", "amount of yuan"),
        ("amount:3亿..1亿", 7, "3亿..1亿", "amount of yuan"),
        ("sort:newst", 5, "newst", "newest"),
        ("kind:documents", 5, "documents", "document"),
        ("has:money", 4, "money", "conflict"),
        ("page:0", 5, "0", str(DEEPEST)),
        ("page:二", 5, "二", "page"),
        ("page:99999999", 5, "99999999", str(DEEPEST)),
        ("长" * (LONGEST + 1), LONGEST, "长", str(LONGEST)),
        (" ".join("一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子"), 40, "子", "20 words"),
    ],
)
def test_wrong(text: str, position: int, found: str, expected: str) -> None:
    with pytest.raises(QueryProblem) as caught:
        ask(text)
    assert (caught.value.position, caught.value.found) == (position, found)
    assert expected in caught.value.expected
    assert f"character {position + 1}" in str(caught.value)
    assert caught.value.exit_code == 2


def test_filters_are_suggested_and_never_applied() -> None:
    asked = parse("大榕树 冻结 1亿以上 2021年7月", NAMES)
    assert asked.query == Query(runs=("大榕树", "冻结", "1亿以上", "2021年7月"))
    together, *each = asked.suggestions
    assert together.query == "company:大榕树 冻结 amount:>=1亿 from:2021-07 to:2021-07"
    assert [one.instead for one in each] == ["company:大榕树", "amount:>=1亿", "from:2021-07 to:2021-07"]
    assert each[1].query == "大榕树 冻结 amount:>=1亿 2021年7月"


@pytest.mark.parametrize(
    "text", ["冻结", "2021年的", "5万卖家", "一", "元", '"大榕树"', "100", "12:30", "-大榕树", "亿"]
)
def test_nothing_to_suggest(text: str) -> None:
    assert parse(text, NAMES).suggestions == ()


def test_every_suggestion_can_be_asked() -> None:
    for text in (
        "ST 远航",
        "超过1亿",
        "1亿到3亿",
        "2021",
        "20210706",
        "2021-07-06",
        "大容树",
        "company:大容树",
        "不到5000万",
    ):
        for suggestion in parse(text, NAMES).suggestions:
            assert parse(suggestion.query, NAMES).query != parse(text, NAMES).query


def test_near_names() -> None:
    assert [one.instead for one in parse("大容树 冻结", NAMES).suggestions] == ["大榕树"]
    asked = parse("company:大容树 冻结", NAMES)
    assert asked.query.companies == ("大容树",)
    assert asked.notes == ("no company is called 大容树 here",)
    assert [one.query for one in asked.suggestions] == ["company:大榕树 冻结"]


@pytest.mark.parametrize("word", ["technova", "大榕樹科技"])
def test_a_name_in_another_script_is_that_company(word: str) -> None:
    (suggestion,) = parse(word, NAMES).suggestions
    assert suggestion.instead in ("company:TechNova", "company:大榕树科技")


def test_no_code_is_nearly_another() -> None:
    asked = parse("company:600001", NAMES | {"600002": "大榕树"})
    assert asked.notes == ("no company is called 600001 here",)
    assert asked.suggestions == ()


def test_near_sources_and_types() -> None:
    asked = parse("source:ndb type:冻洁", NAMES, sources=("nbd", "sina"), types=("冻结", "封号"))
    assert [one.instead for one in asked.suggestions] == ["source:nbd", "type:冻结"]
    assert len(asked.notes) == 2


def test_other_names_are_told() -> None:
    assert parse("company:大榕树科技", NAMES).notes == ("also searched: 大榕树",)
    assert parse("company:天帆信息", NAMES).notes == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2021", (date(2021, 1, 1), date(2021, 12, 31))),
        ("2021年", (date(2021, 1, 1), date(2021, 12, 31))),
        ("2020-02", (date(2020, 2, 1), date(2020, 2, 29))),
        ("2021年12月", (date(2021, 12, 1), date(2021, 12, 31))),
        ("2021.7.6", (date(2021, 7, 6), date(2021, 7, 6))),
        ("２０２１－０７－０６", (date(2021, 7, 6), date(2021, 7, 6))),
        ("2021-00", None),
        ("0021", None),
        ("2021-7-6-5", None),
        ("7月", None),
        ("", None),
    ],
)
def test_periods(text: str, days: tuple[date, date] | None) -> None:
    assert period(text) == days


@given(st.integers(1, 10**9), st.sampled_from(["", ">", ">=", "<", "<="]))
def test_amounts_written_are_read_again(yuan: int, sign: str) -> None:
    read = amount(f"{sign}{yuan}元")
    assert read is not None
    assert amount(read.written().removeprefix("amount:")) == read


def test_amount_conditions_hold_together() -> None:
    assert Between(low=Decimal(1)).within(Between(Decimal(3), Decimal(9))).within(Between(high=Decimal(5))) == Between(
        Decimal(3), Decimal(5)
    )


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused_with_its_place(text: str) -> None:
    try:
        asked = parse(text, NAMES)
    except QueryProblem as problem:
        assert 0 <= problem.position <= len(text)
        assert problem.found
        return
    for suggestion in asked.suggestions:
        assert suggestion.query


@given(st.text(alphabet="冻结资金大榕树abc019.，。", min_size=1, max_size=30))
def test_plain_words_are_literal(word: str) -> None:
    assert parse(word, NAMES).query == Query(runs=(word,))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("company:大榕樹科技", {"companies": ("大榕树",)}),
        ("company:ＴｅｃｈＮｏｖａ", {"companies": ("TechNova",)}),
        ("-公司:ｓｔ　遠航 公司:“st 遠航”", {"not_companies": ("ｓｔ",), "runs": ("遠航",), "companies": ("ST 远航",)}),
        ("source:ＮＢＤ -来源:Sina", {"sources": ("nbd",), "not_sources": ("sina",)}),
        ("type:凍結", {"types": ("冻结",)}),
    ],
)
def test_names_in_filters_may_be_written_in_any_width_case_or_script(text: str, expected: dict[str, Any]) -> None:
    assert parse(text, NAMES, sources=("nbd", "sina"), types=("冻结",)).query == Query(**expected)


@pytest.mark.parametrize("value", ["冻结", "ST 远航", '"', '" ', "“甲 乙", '“ "', "a\x07b", '甲 "乙"', "”"])
def test_a_value_that_is_quoted_is_read_as_it_was(value: str) -> None:
    (piece,) = pieces(f"company:{quoted(value)}")
    assert (piece.name, piece.value) == ("company", value)


def test_pages_reach_as_far_however_they_are_asked_for() -> None:
    assert parse("page:100", NAMES, size=100).query.page == 100
    with pytest.raises(QueryProblem, match="first 10000 hits"):
        parse("冻结 page:101", NAMES, size=100)

"""Figures: every marked sentence reads as marked, every written form of an amount reads back, nothing breaks it."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.extract.figures import figures
from aftershock.extract.figures.money import parse_amount
from aftershock.extract.language.numerals import fold, parse_number
from aftershock.vocabulary import load_vocabulary
from tests.extract.written import cases, figure

_CASES = cases("figures.txt")
_NAMES = load_vocabulary([]).figures.names


@pytest.mark.parametrize(("text", "wanted"), _CASES, ids=[text[:24] for text, _ in _CASES])
def test_sentence(text: str, wanted: str) -> None:
    assert " ; ".join(figure(m) for m in figures(text, _NAMES)) == wanted


def test_there_are_enough_cases() -> None:
    assert len(_CASES) >= 350
    assert sum(not wanted for _, wanted in _CASES) >= 95


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("罚金1亿3000万元", 130000000),
        ("罚金1亿零300万元", 103000000),
        ("总额1．59万亿元人民币", 1590000000000),
        ("净额-1.25亿元", -125000000),
        ("支出500万", 5000000),
        ("定价¥1,299", 1299),
        ("市值$1.7万亿", 1700000000000),
        ("保证金人民币4,143.00万元", 41430000),
        ("索赔逾千亿元", 100000000000),
        ("索赔近万亿元", 1000000000000),
        ("索赔不超过3,000万元", 30000000),
    ],
)
def test_amounts_that_other_readers_get_wrong(text: str, value: int) -> None:
    (found,) = figures(text)
    assert (found.kind, found.value) == ("money", value)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("掏一两元", (1, 2)),
        ("赔1亿元至2亿元", (10**8, 2 * 10**8)),
        ("有十几家工厂", (11, 19)),
        ("有二三十家工厂", (20, 30)),
        ("有三四百个账号", (300, 400)),
        ("有数十家工厂", (20, 99)),
        ("亏数百万元", (2 * 10**6, 999 * 10**4)),
    ],
)
def test_vague_amounts_have_bounds_and_no_value(text: str, bounds: tuple[int, int]) -> None:
    (found,) = figures(text)
    assert found.value is None
    assert (found.low, found.high) == bounds


@pytest.mark.parametrize("text", ["等了8分钟", "十分清楚", "换了人民币知识", "一部ATTiny", "卢比奥到访", "长春的春藤"])
def test_words_that_only_hold_a_currency_or_number_are_not_money(text: str) -> None:
    assert not [m for m in figures(text) if m.kind == "money"]


def test_a_pair_of_currencies_is_tied_both_ways() -> None:
    first, second = figures("补偿899美元，约合人民币6300元。")
    assert (first.value, first.unit, first.same_as) == (899, "USD", second.start)
    assert (second.value, second.unit, second.same_as, second.comparison) == (6300, "CNY", first.start, "~")


def test_a_change_keeps_its_earlier_figure() -> None:
    first, second = figures("在岗人数由1200人减至400人。")
    assert second.changed_from == first.start
    assert first.changed_from is None


def test_every_mention_says_why() -> None:
    for text, _ in _CASES:
        assert all(m.trace is not None and "/" in m.trace.rule for m in figures(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1.3亿", (Decimal("1.3e8"), Decimal("1.3e8"), "=")),
        ("5000万元", (Decimal(5 * 10**7), Decimal(5 * 10**7), "=")),
        ("超过5000万", (Decimal(5 * 10**7), None, ">")),
        ("3.5亿-4.2亿元", (Decimal("3.5e8"), Decimal("4.2e8"), "range")),
        ("41430000", (Decimal(41430000), Decimal(41430000), "=")),
        ("一千万", (Decimal(10**7), Decimal(10**7), "=")),
    ],
)
def test_an_amount_as_typed(text: str, wanted: tuple[Decimal, Decimal | None, str]) -> None:
    assert parse_amount(text) == wanted


@pytest.mark.parametrize("text", ["", "亚洲", "多少钱", "5月", "10%", "3家", "1.3亿 2亿", "约"])
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


_DIGITS = "零一二三四五六七八九"


def _in_chinese(value: int) -> str:
    """A whole number below 10^12 in Chinese, as it is written out."""
    if value >= 10**8:
        high, low = divmod(value, 10**8)
        return _in_chinese(high) + "亿" + _rest(low, 10**7)
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        return _in_chinese(high) + "万" + _rest(low, 10**3)
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + name
        zero = not digit
    return out


def _rest(value: int, unit: int) -> str:
    return "" if not value else ("零" if value < unit else "") + _in_chinese(value)


_whole = st.integers(min_value=2, max_value=10**12 - 1)


@given(_whole)
def test_a_whole_number_reads_back_in_every_written_form(value: int) -> None:
    forms = [
        str(value),
        f"{value:,}",
        _in_chinese(value),
        str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ]
    forms.append(_in_chinese(value).translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")))
    for form in forms:
        assert parse_number(form) == value, form
        (found,) = figures(f"总价{form}元。")
        assert (found.value, found.unit, found.text) == (value, "CNY", form + "元")


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=9999, places=2),
    st.sampled_from(["", "万", "亿", "万亿", "千万", "百万"]),
)
def test_decimals_with_a_magnitude_read_back(value: Decimal, magnitude: str) -> None:
    factor = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12, "千万": 10**7, "百万": 10**6}[magnitude]
    (found,) = figures(f"合计{value}{magnitude}美元")
    assert (found.value, found.unit) == (value * factor, "USD")


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_chains_of_magnitudes_add_up(high: int, low: int) -> None:
    for form in (f"{high}亿{low}万元", f"{high}亿零{low}万元"):
        (found,) = figures("欠款" + form)
        assert found.value == high * 10**8 + low * 10**4


@given(st.integers(2, 500), st.integers(1, 500), st.sampled_from(["-", "~", "～", "至", "—", "到"]))
def test_ranges_lend_their_unit(low: int, more: int, link: str) -> None:
    (found,) = figures(f"预计{low}{link}{low + more}万元")
    assert (found.low, found.high, found.comparison) == (low * 10**4, (low + more) * 10**4, "range")


_ALPHABET = (
    "一二两三十百千万亿多余几数约近超过元美%％个家人名月年日成倍点第前由至"
    "-,.，。：1234567890５．\t\n（）合减约单位：￥$ 股/每"
)


@pytest.mark.parametrize(
    "text", ["晚上十点十几人到场", "十来多仟", "億余来億一億元", "三成余成万几七十几", "百数拾几58"]
)
def test_what_looks_like_a_numeral_and_is_none_breaks_nothing(text: str) -> None:
    assert all(text[m.start : m.end] == m.text for m in figures(text))


_NUMERALS = "零一二两三九十百千万亿点数几多余来半分之成倍个家元5.，，约壹拾仟億"


@settings(max_examples=600, deadline=None)
@given(
    st.text(alphabet=_ALPHABET, max_size=60) | st.text(alphabet=_NUMERALS, max_size=9) | st.text(max_size=60),
)
def test_no_text_breaks_it_and_spans_are_in_order(text: str) -> None:
    end = 0
    for mention in figures(text):
        assert text[mention.start : mention.end] == mention.text
        assert end <= mention.start < mention.end
        assert (mention.value is None) == (mention.low is not None)
        if mention.value is None:
            assert mention.low is not None and mention.high is not None and mention.low <= mention.high
        end = mention.end


@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


_HOSTILE = {
    "brackets": "（" * 50_000 + "）" * 50_000,
    "digits": "9" * 100_000,
    "long numbers": ("1" * 10_000 + "万") * 10,
    "degree": "约" * 100_000,
    "units": "万亿" * 50_000,
    "vague": "数百" * 50_000,
    "cells": "\t" * 100_000,
    "minus": "-" * 100_000,
    "spaces": " " * 100_000,
    "currency": "人民币" * 33_000,
    "list": "1、" * 30_000,
    "counts": "3家" * 15_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    text = _HOSTILE[name]
    half, whole = (_seconds(text[:n]) for n in (len(text) // 2, len(text)))
    assert whole < max(4 * half, 0.5), (half, whole)


def _seconds(text: str) -> float:
    best = 10.0
    for _ in range(2):
        begin = time.process_time()
        figures(text)
        best = min(best, time.process_time() - begin)
    return best

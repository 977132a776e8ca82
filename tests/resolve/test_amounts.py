"""When two figures cannot both hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftershock.resolve.amounts import Interval, interval, place

D = Decimal


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("1.3亿元", D(10) ** 7),
        ("4143万元", D(10) ** 4),
        ("129,876,543.21元", D("0.01")),
        ("54家", D(1)),
        ("约340个", D(1)),
        ("1亿3000万元", D(10) ** 4),
        ("1.59万亿元", D(10) ** 10),
        ("超千亿元", D(10) ** 11),
        ("一亿三千万元", D(10) ** 7),
        ("US$2.5亿", D(10) ** 7),
        ("", D(1)),
    ],
)
def test_the_last_place_printed(text: str, worth: Decimal) -> None:
    assert place(text) == worth


def span(text: str, value: object, comparison: object = "=", low: object = None, high: object = None) -> Interval:
    exact = [None if each is None else D(str(each)) for each in (value, low, high)]
    found = interval(*exact, comparison, text)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        # The same, rounded.
        (("1.3亿元", 130_000_000), ("129,876,543.21元", "129876543.21"), True),
        (("1.3亿元", 130_000_000), ("1.2亿元", 120_000_000), False),
        (("4143万元", 41_430_000), ("4,143.49万元", 41_434_900), True),
        (("1亿元", 100_000_000), ("1.3亿元", 130_000_000), False),
        (("约1亿元", 100_000_000, "~"), ("1.1亿元", 110_000_000), True),
        # Plain digits are taken at their word.
        (("54家", 54), ("55家", 55), False),
        (("50家", 50), ("54家", 54), False),
        # About.
        (("约1.3亿元", 130_000_000, "~"), ("1.34亿元", 134_000_000), True),
        (("约1.3亿元", 130_000_000, "~"), ("1.6亿元", 160_000_000), False),
        (("约340个", 340, "~"), ("367个", 367), False),
        # More than.
        (("超过5万家", 50_000, ">"), ("10万家", 100_000), True),
        (("超过5万家", 50_000, ">"), ("3000家", 3000), False),
        (("超过54家", 54, ">"), ("54家", 54), False),
        (("至少54家", 54, ">="), ("54家", 54), True),
        # 70多 ends at 80; 超过70 does not.
        (("70多个", 70, ">"), ("75个", 75), True),
        (("70多个", 70, ">"), ("85个", 85), False),
        (("超过70个", 70, ">"), ("85个", 85), True),
        (("4000多万元", 40_000_000, ">"), ("4143万元", 41_430_000), True),
        (("4000多万元", 40_000_000, ">"), ("5300万元", 53_000_000), False),
        # Less than, at most, nearly.
        (("不到100家", 100, "<"), ("100家", 100), False),
        (("不超过100家", 100, "<="), ("100家", 100), True),
        (("近10万家", 100_000, "<~"), ("9.5万家", 95_000), True),
        (("近10万家", 100_000, "<~"), ("8万家", 80_000), False),
        # Ranges and vague figures.
        (("3亿元至4亿元", None, "range", 300_000_000, 400_000_000), ("3.5亿元", 350_000_000), True),
        (("3亿元至4亿元", None, "range", 300_000_000, 400_000_000), ("5亿元", 500_000_000), False),
        (("数十家", None, "~", 20, 99), ("54家", 54), True),
        (("数十家", None, "~", 20, 99), ("340家", 340), False),
        (("-1.13亿元", -113_000_000), ("-1.1亿元", -110_000_000), True),
    ],
)
def test_whether_both_can_hold(one: tuple[object, ...], other: tuple[object, ...], both: bool) -> None:
    left, right = span(*one), span(*other)  # type: ignore[arg-type]
    assert left.meets(right) is both
    assert right.meets(left) is both


def test_a_figure_without_a_number_speaks_for_nothing() -> None:
    assert interval(None, None, None, None, "若干") is None


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["=", "~", ">=", "<=", "<~"]))
def test_a_figure_agrees_with_itself(value: Decimal, comparison: str) -> None:
    found = interval(value, None, None, comparison, f"{value}元")  # type: ignore[arg-type]
    exact = interval(value, None, None, "=", f"{value}元")
    assert found is not None and exact is not None
    assert found.meets(exact)
